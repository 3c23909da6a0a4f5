"""Comparisons, and operators that classes define in Python."""
