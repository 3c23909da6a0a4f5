"""Importing this registers every micro-op in `define.MICRO_OPS`. A new family is named here."""
from . import (  # noqa: F401
    arrays, attributes, big_ints, calls, containers, exits, float64, frame, guards, int64, mathematics, memory, moves, objects,
    selection, slices)
