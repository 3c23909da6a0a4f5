"""The micro-ops: importing this package registers every family in `define.MICRO_OPS`."""
from . import define, float64, int64  # noqa: F401
