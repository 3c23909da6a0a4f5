"""The differential suite: the same program run stock and jitted must do the same, to the last observable detail."""
