"""Arithmetic and comparison of unboxed floats (C doubles)."""
import math
import operator

from .define import BOOL, F64, GUARD, I64, PURE, SIGNS, Body, Exit, Op, micro_op


def arithmetic(name, meaning, x86, arm, doc):
    """A two-address op of one instruction."""
    def x86_64(a, out, x, y):  # out (= x) op= y
        getattr(a, x86)(out, y)

    def aarch64(a, out, x, y):
        getattr(a, arm)(out, x, y)
    micro_op(x=F64, y=F64, out=F64, tied="x", effects=PURE)(Body(name, (Op,), {
        "__doc__": doc, "meaning": meaning, "x86_64": x86_64, "aarch64": aarch64}))


arithmetic("float_add", operator.add, "ADDSD", "FADD", "x + y. (float_add, Objects/floatobject.c)")
arithmetic("float_sub", operator.sub, "SUBSD", "FSUB", "x - y. (float_sub, Objects/floatobject.c)")
arithmetic("float_mul", operator.mul, "MULSD", "FMUL", "x * y. (float_mul, Objects/floatobject.c)")


@micro_op(x=F64, y=F64, out=F64, tied="x", effects=PURE | GUARD)
class float_div(Op):
    """x / y; leaves when y is 0.0 or -0.0. (float_div, Objects/floatobject.c)"""
    words = "the divisor {y} is 0.0"

    def meaning(x, y):
        if y == 0.0:
            raise Exit
        return x / y

    def x86_64(a, out, x, y):  # unordered sets ZF and PF: a NaN divides
        divide = a.label()
        a.XORPS(a.x0, a.x0)
        a.UCOMISD(y, a.x0)
        a.JP(divide)
        a.JE(a.exit)
        a.bind(divide)
        a.DIVSD(out, y)

    def aarch64(a, out, x, y):
        a.FCMP(y, 0.0)
        a.B("EQ", a.exit)
        a.FDIV(out, x, y)


@micro_op(x=F64, out=F64, effects=PURE)
class float_neg(Op):
    """-x, which for 0.0 is -0.0."""

    def meaning(x):
        return -x

    def x86_64(a, out, x):  # flip the sign bit
        a.MOV(a.s0, -1 << 63)
        a.MOVQ(a.x0, a.s0)
        a.XORPS(a.x0, x)
        a.MOVAPS(out, a.x0)

    def aarch64(a, out, x):
        a.FNEG(out, x)


@micro_op(x=F64, out=F64, effects=PURE)
class float_abs(Op):
    """abs(x)."""

    def meaning(x):
        return math.fabs(x)

    def x86_64(a, out, x):  # clear the sign bit
        a.MOV(a.s0, (1 << 63) - 1)
        a.MOVQ(a.x0, a.s0)
        a.ANDPS(a.x0, x)
        a.MOVAPS(out, a.x0)

    def aarch64(a, out, x):
        a.FABS(out, x)


@micro_op(x=F64, out=F64, effects=PURE | GUARD)
class float_sqrt(Op):
    """math.sqrt(x); leaves when x is negative (a domain error). (math_1, Modules/mathmodule.c)"""
    words = "{x} is negative"

    def meaning(x):
        if x < 0.0:
            raise Exit
        return math.sqrt(x)

    def x86_64(a, out, x):  # 0 above x leaves; unordered does not
        good = a.label()
        a.XORPS(a.x0, a.x0)
        a.UCOMISD(x, a.x0)
        a.JP(good)
        a.JB(a.exit)
        a.bind(good)
        a.SQRTSD(out, x)

    def aarch64(a, out, x):  # MI: less, not unordered
        a.FCMP(x, 0.0)
        a.B("MI", a.exit)
        a.FSQRT(out, x)


@micro_op(x=F64, out=I64, effects=PURE | GUARD)
class float_to_int(Op):
    """int(x), rounded to zero; leaves for a NaN and for what does not fit 63 bits. (float___trunc___impl)"""
    words = "{x} is a nan, or does not fit into 64 bits"

    def meaning(x):
        if not -2.0 ** 62 <= x < 2.0 ** 62:
            raise Exit
        return int(x)

    def x86_64(a, out, x):  # out of range converts to 1 << 63: leave unless the result fits 63 bits
        a.CVTTSD2SI(a.s0, x)
        a.MOV(a.s1, a.s0)
        a.ADD(a.s1, a.s1)
        a.JO(a.exit)
        a.MOV(out, a.s0)

    def aarch64(a, out, x):  # out of range converts to the nearest number that fits 64 bits, a NaN to 0
        a.FCMP(x, x)
        a.B("VS", a.exit)
        a.FCVTZS(a.s0, x)
        a.ADDS(a.s1, a.s0, a.s0)
        a.B("VS", a.exit)
        a.MOV(out, a.s0)


@micro_op(x=F64, out=I64, effects=PURE | GUARD)
class float_floor(Op):
    """math.floor(x); leaves for a NaN and for what does not fit 63 bits."""
    words = "{x} is a nan, or does not fit into 64 bits"

    def meaning(x):
        if not -2.0 ** 62 <= x < 2.0 ** 62:
            raise Exit
        return math.floor(x)

    def x86_64(a, out, x):  # rounded to zero; one less where that is above x
        done = a.label()
        a.CVTTSD2SI(a.s0, x)
        a.MOV(a.s1, a.s0)
        a.ADD(a.s1, a.s1)
        a.JO(a.exit)
        a.XORPS(a.x0, a.x0)
        a.CVTSI2SD(a.x0, a.s0)
        a.UCOMISD(a.x0, x)
        a.JBE(done)
        a.SUB(a.s0, 1)
        a.bind(done)
        a.MOV(out, a.s0)

    def aarch64(a, out, x):  # as float_to_int
        a.FCMP(x, x)
        a.B("VS", a.exit)
        a.FCVTMS(a.s0, x)
        a.ADDS(a.s1, a.s0, a.s0)
        a.B("VS", a.exit)
        a.MOV(out, a.s0)


#   name, meaning, operands swapped on x86-64 so that "above" means it and unordered does not, then the jump that leaves
#   when it is false, and the one that leaves when it is true; aarch64's condition for true and for false
COMPARISONS = (
    ("lt", operator.lt, True, "A", "JBE", "JA", "MI", "PL"),
    ("le", operator.le, True, "AE", "JB", "JAE", "LS", "HI"),
    ("gt", operator.gt, False, "A", "JBE", "JA", "GT", "LE"),
    ("ge", operator.ge, False, "AE", "JB", "JAE", "GE", "LT"),
)


def comparison(name, meaning, swapped, set_condition, leave_false, leave_true, arm, arm_not):
    """float_NAME gives a bool; guard_float_NAME leaves where it is false (or unordered), guard_float_not_NAME where true."""
    def compare(a, x, y):
        a.UCOMISD(*((y, x) if swapped else (x, y)))

    def set_x86_64(a, out, x, y):  # out = 1 if it holds; 0 if not or unordered
        compare(a, x, y)
        getattr(a, "SET" + set_condition)(a.b(a.s0))
        a.MOVZX(a.d(out), a.b(a.s0))

    def set_aarch64(a, out, x, y):
        a.FCMP(x, y)
        a.CSET(out, arm)
    micro_op(x=F64, y=F64, out=BOOL, effects=PURE)(Body("float_" + name, (Op,), {
        "__doc__": "The bool of x %s y; False for a NaN." % name, "guards": ("guard_float_" + name, "guard_float_not_" + name),
        "meaning": meaning, "x86_64": set_x86_64, "aarch64": set_aarch64}))
    for want, prefix, jump, condition in ((True, "guard_float_", leave_false, arm_not),
                                          (False, "guard_float_not_", leave_true, arm)):
        def check(x, y, want=want):
            if meaning(x, y) is not want:
                raise Exit

        def guard_x86_64(a, x, y, jump=jump):  # leave on the unwanted outcome
            compare(a, x, y)
            getattr(a, jump)(a.exit)

        def guard_aarch64(a, x, y, condition=condition):
            a.FCMP(x, y)
            a.B(condition, a.exit)
        micro_op(x=F64, y=F64, effects=PURE | GUARD)(Body(prefix + name, (Op,), {
            "__doc__": "Leave unless x %s y is %s." % (name, want), "meaning": check,
            "words": "{x} %s {y} was %s, now %s" % (SIGNS[name], *(("true", "false") if want else ("false", "true"))),
            "x86_64": guard_x86_64, "aarch64": guard_aarch64}))


for row in COMPARISONS:
    comparison(*row)


@micro_op(x=F64, y=F64, out=BOOL, effects=PURE)
class float_eq(Op):
    """x == y; False for a NaN."""
    guards = "guard_float_eq", "guard_float_ne"

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


@micro_op(x=F64, y=F64, out=BOOL, effects=PURE)
class float_ne(Op):
    """x != y; True for a NaN."""
    guards = "guard_float_ne", "guard_float_eq"

    def meaning(x, y):
        return x != y

    def x86_64(a, out, x, y):  # not ZF, or PF
        a.UCOMISD(x, y)
        a.SETNE(a.b(a.s0))
        a.SETP(a.b(a.s1))
        a.OR(a.d(a.s0), a.d(a.s1))
        a.MOVZX(a.d(out), a.b(a.s0))

    def aarch64(a, out, x, y):
        a.FCMP(x, y)
        a.CSET(out, "NE")


@micro_op(x=F64, y=F64, effects=PURE | GUARD)
class guard_float_eq(Op):
    """Leave unless x == y."""
    words = "{x} == {y} was true, now false"

    def meaning(x, y):
        if not x == y:
            raise Exit

    def x86_64(a, x, y):  # unordered (PF) leaves
        a.UCOMISD(x, y)
        a.JNE(a.exit)
        a.JP(a.exit)

    def aarch64(a, x, y):
        a.FCMP(x, y)
        a.B("NE", a.exit)


@micro_op(x=F64, y=F64, effects=PURE | GUARD)
class guard_float_ne(Op):
    """Leave when x == y."""
    words = "{x} != {y} was true, now false"

    def meaning(x, y):
        if x == y:
            raise Exit

    def x86_64(a, x, y):  # unordered (PF) stays
        stay = a.label()
        a.UCOMISD(x, y)
        a.JP(stay)
        a.JE(a.exit)
        a.bind(stay)

    def aarch64(a, x, y):
        a.FCMP(x, y)
        a.B("EQ", a.exit)
