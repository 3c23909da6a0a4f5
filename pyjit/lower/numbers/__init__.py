"""Ints, floats and complex numbers."""
