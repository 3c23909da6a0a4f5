"""Attributes of objects, classes and modules."""
