"""Every micro-op, by its name: M.int_add and so on. A new family is named here."""
from types import SimpleNamespace

from . import (  # noqa: F401
    arrays, attributes, big_ints, calls, containers, exits, float64, frame, generators, guards, int64, lookups, mathematics, memory, moves,
    objects, pushed_frames, sameness, selection, slices)
from .define import MICRO_OPS

M = SimpleNamespace(**MICRO_OPS)
