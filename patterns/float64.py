"""Arithmetic and comparison of unboxed floats (C doubles)."""
import math

from .define import BOOL, F64, GUARD, PURE, Exit, micro_op


@micro_op(x=F64, y=F64, out=F64, tied="x", effects=PURE)
class float_add:
    """x + y. (float_add, Objects/floatobject.c)"""

    def meaning(x, y):
        return x + y

    def x86_64(a, out, x, y):  # out (= x) += y
        a.ADDSD(out, y)

    def aarch64(a, out, x, y):
        a.FADD(out, x, y)


@micro_op(x=F64, y=F64, effects=GUARD)
class guard_float_lt:
    """Leave unless x < y; a NaN leaves."""

    def meaning(x, y):
        if not x < y:
            raise Exit

    def x86_64(a, x, y):  # y above x; unordered sets CF, so it leaves
        a.UCOMISD(y, x)
        a.JBE(a.exit)

    def aarch64(a, x, y):  # PL: greater, equal or unordered
        a.FCMP(x, y)
        a.B("PL", a.exit)


@micro_op(x=F64, y=F64, out=BOOL, effects=PURE)
class float_eq:
    """x == y; False for a NaN."""

    def meaning(x, y):
        return x == y

    def x86_64(a, out, x, y):  # ZF and not PF
        a.UCOMISD(x, y)
        a.SETE(a.b(a.s0))
        a.SETNP(a.b(a.s1))
        a.AND(a.d(a.s0), a.d(a.s1))
        a.MOVZX(a.d(out), a.b(a.s0))

    def aarch64(a, out, x, y):
        a.FCMP(x, y)
        a.CSET(out, "EQ")
