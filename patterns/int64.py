"""Arithmetic and comparison of unboxed ints (64 bits, signed). What leaves 64 bits leaves through the exit."""
from .define import BOOL, GUARD, I64, IMM32, PURE, Exit, micro_op


def fits(value):
    """The value itself if it fits 64 signed bits; otherwise the guard fails."""
    if not -1 << 63 <= value < 1 << 63:
        raise Exit
    return value


@micro_op(x=I64, y=I64 | IMM32, out=I64, tied="x", effects=PURE | GUARD)
class int_add:
    """x + y. (long_add, Objects/longobject.c)"""

    def meaning(x, y):
        return fits(x + y)

    def x86_64(a, out, x, y):  # out (= x) += y
        a.ADD(out, y)
        a.JO(a.exit)

    def aarch64(a, out, x, y):
        a.ADDS(out, x, y)
        a.B("VS", a.exit)
