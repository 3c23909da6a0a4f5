"""Loops over iterables."""
