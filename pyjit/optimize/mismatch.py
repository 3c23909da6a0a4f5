"""What ends a pass of the optimizer that cannot go on."""

ONE_TYPE = "use one type for each variable throughout, such as 0.0 where it becomes a float"


class Mismatch(Exception):
    """The trace contradicts what was known when this pass began: a scalar is asked for its pointer, a type is another one.

    reason: for people; VARIABLE in it stands for `local`, the root's local to blame, or None; remedy: what can be done about it."""

    def __init__(self, reason, local=None, remedy=None):
        super().__init__(reason)
        self.reason, self.local, self.remedy = reason, local, remedy


class OtherForm(Mismatch):
    """A local does not hold, at the end of a pass, what the loop carries in it: an object that is not made, with the same parts."""
