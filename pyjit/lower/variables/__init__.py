"""Variables that stand in dicts or cells."""
