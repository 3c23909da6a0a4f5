"""Containers: their items, keys, slices and sizes, and how they are made and taken apart."""
