"""The micro-ops: importing this package registers every family in `define.MICRO_OPS`."""
from . import arrays, calls, define, exits, float64, frame, guards, int64, memory, moves, objects  # noqa: F401
