"""The lesser and the greater of two numbers, without a branch: min() and max() as builtins find them, the first of equals."""
from .define import F64, I64, PURE, Op, micro_op


@micro_op(x=I64, y=I64, out=I64, tied="x", effects=PURE)
class int_min(Op):
    """min(x, y)."""

    def meaning(x, y):
        return min(x, y)

    def x86_64(a, out, x, y):
        a.CMP(out, y)
        a.CMOVG(out, y)

    def aarch64(a, out, x, y):
        a.CMP(x, y)
        a.CSEL(out, x, y, "LE")


@micro_op(x=I64, y=I64, out=I64, tied="x", effects=PURE)
class int_max(Op):
    """max(x, y)."""

    def meaning(x, y):
        return max(x, y)

    def x86_64(a, out, x, y):
        a.CMP(out, y)
        a.CMOVL(out, y)

    def aarch64(a, out, x, y):
        a.CMP(x, y)
        a.CSEL(out, x, y, "GE")


@micro_op(x=F64, y=F64, out=F64, tied="y", effects=PURE)
class float_min(Op):
    """y if y < x, else x: so -0.0 and 0.0 are equal, and a NaN is not less."""

    def meaning(x, y):
        return min(x, y)

    def x86_64(a, out, x, y):  # MINSD gives its second operand where the first is not less
        a.MINSD(out, x)

    def aarch64(a, out, x, y):
        a.FCMP(y, x)
        a.FCSEL(out, y, x, "MI")


@micro_op(x=F64, y=F64, out=F64, tied="y", effects=PURE)
class float_max(Op):
    """y if y > x, else x."""

    def meaning(x, y):
        return max(x, y)

    def x86_64(a, out, x, y):  # MAXSD gives its second operand where the first is not greater
        a.MAXSD(out, x)

    def aarch64(a, out, x, y):
        a.FCMP(y, x)
        a.FCSEL(out, y, x, "GT")
