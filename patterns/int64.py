"""Arithmetic and comparison of unboxed ints (64 bits, signed). What leaves 64 bits leaves through the exit."""
import operator

from .define import BOOL, F64, GUARD, I64, IMM32, PURE, SIGNS, Body, Exit, Op, micro_op

BIG = "keep numbers short where the program allows that, by a mask or a modulus"   # the remedy for numbers beyond 64 bits


def fits(value):
    """The value itself if it fits 64 signed bits; otherwise the guard fails."""
    if not -1 << 63 <= value < 1 << 63:
        raise Exit
    return value


@micro_op(x=I64, y=I64 | IMM32, out=I64, tied="x", effects=PURE | GUARD)
class int_add(Op):
    """x + y. (long_add, Objects/longobject.c)"""
    words = "{x} + {y} does not fit into 64 bits"
    remedy = BIG

    def meaning(x, y):
        return fits(x + y)

    def x86_64(a, out, x, y):  # out (= x) += y
        a.ADD(out, y)
        a.JO(a.exit)

    def aarch64(a, out, x, y):
        a.ADDS(out, x, y)
        a.B("VS", a.exit)


@micro_op(x=I64, y=I64 | IMM32, out=I64, tied="x", effects=PURE | GUARD)
class int_sub(Op):
    """x - y. (long_sub, Objects/longobject.c)"""
    words = "{x} - {y} does not fit into 64 bits"
    remedy = BIG

    def meaning(x, y):
        return fits(x - y)

    def x86_64(a, out, x, y):  # out (= x) -= y
        a.SUB(out, y)
        a.JO(a.exit)

    def aarch64(a, out, x, y):
        a.SUBS(out, x, y)
        a.B("VS", a.exit)


@micro_op(x=I64, y=I64, out=I64, tied="x", effects=PURE | GUARD)
class int_mul(Op):
    """x * y. (long_mul, Objects/longobject.c)"""
    words = "{x} * {y} does not fit into 64 bits"
    remedy = BIG

    def meaning(x, y):
        return fits(x * y)

    def x86_64(a, out, x, y):  # out (= x) *= y
        a.IMUL(out, y)
        a.JO(a.exit)

    def aarch64(a, out, x, y):  # it fits if the upper half is nothing but the lower half's sign
        a.SMULH(a.s0, x, y)
        a.MUL(out, x, y)
        a.CMP(a.s0, out, "ASR", 63)
        a.B("NE", a.exit)


@micro_op(x=I64, y=IMM32, out=I64, effects=PURE | GUARD)
class int_mul_const(Op):
    """x * y for a constant y."""
    words = "{x} * {y} does not fit into 64 bits"
    remedy = BIG

    def meaning(x, y):
        return fits(x * y)

    def x86_64(a, out, x, y):  # out = x * y
        a.IMUL(out, x, y)
        a.JO(a.exit)

    def aarch64(a, out, x, y):  # as int_mul
        a.MOV(a.s1, y)
        a.SMULH(a.s0, x, a.s1)
        a.MUL(out, x, a.s1)
        a.CMP(a.s0, out, "ASR", 63)
        a.B("NE", a.exit)


@micro_op(x=I64, out=I64, tied="x", effects=PURE | GUARD)
class int_neg(Op):
    """-x."""
    words = "-{x} does not fit into 64 bits"
    remedy = BIG

    def meaning(x):
        return fits(-x)

    def x86_64(a, out, x):  # out (= x) = -out; the least int overflows
        a.NEG(out)
        a.JO(a.exit)

    def aarch64(a, out, x):
        a.NEGS(out, x)
        a.B("VS", a.exit)


@micro_op(x=I64, out=I64, effects=PURE | GUARD)
class int_abs(Op):
    """abs(x)."""
    words = "abs({x}) does not fit into 64 bits"
    remedy = BIG

    def meaning(x):
        return fits(abs(x))

    def x86_64(a, out, x):  # -x, or x where -x is negative
        a.MOV(a.s0, x)
        a.NEG(a.s0)
        a.JO(a.exit)
        a.CMOVS(a.s0, x)
        a.MOV(out, a.s0)

    def aarch64(a, out, x):  # -x, or x where -x is negative
        a.NEGS(a.s0, x)
        a.B("VS", a.exit)
        a.CSEL(out, a.s0, x, "PL")


@micro_op(x=I64, out=I64, tied="x", effects=PURE)
class int_invert(Op):
    """~x."""

    def meaning(x):
        return ~x

    def x86_64(a, out, x):  # out (= x) = ~out
        a.NOT(out)

    def aarch64(a, out, x):
        a.MVN(out, x)


@micro_op(x=I64, y=I64 | IMM32, out=I64, tied="x", effects=PURE)
class int_and(Op):
    """x & y, two's complement, as Python's is."""

    def meaning(x, y):
        return x & y

    def x86_64(a, out, x, y):  # out (= x) &= y
        a.AND(out, y)

    def aarch64(a, out, x, y):
        a.AND(out, x, y)


@micro_op(x=I64, y=I64 | IMM32, out=I64, tied="x", effects=PURE)
class int_or(Op):
    """x | y."""

    def meaning(x, y):
        return x | y

    def x86_64(a, out, x, y):  # out (= x) |= y
        a.OR(out, y)

    def aarch64(a, out, x, y):
        a.ORR(out, x, y)


@micro_op(x=I64, y=I64 | IMM32, out=I64, tied="x", effects=PURE)
class int_xor(Op):
    """x ^ y."""

    def meaning(x, y):
        return x ^ y

    def x86_64(a, out, x, y):  # out (= x) ^= y
        a.XOR(out, y)

    def aarch64(a, out, x, y):
        a.EOR(out, x, y)


@micro_op(x=I64, y=I64 | IMM32, out=I64, effects=PURE | GUARD)
class int_lshift(Op):
    """x << y; leaves when y is negative or above 62 or bits are lost. (long_lshift, Objects/longobject.c)"""
    words = "{x} << {y} does not fit into 64 bits"
    remedy = BIG

    def meaning(x, y):
        if not 0 <= y <= 62:
            raise Exit
        return fits(x << y)

    def x86_64(a, out, x, y):  # shift there and back again: the same value means that no bit was lost
        a.MOV(a.s1, y)
        a.CMP(a.s1, 62)
        a.JA(a.exit)
        a.MOV(a.s0, x)
        a.SHL(a.s0, a.b(a.s1))
        a.MOV(a.s2, a.s0)
        a.SAR(a.s2, a.b(a.s1))
        a.CMP(a.s2, x)
        a.JNE(a.exit)
        a.MOV(out, a.s0)

    def aarch64(a, out, x, y):
        a.MOV(a.s1, y)
        a.CMP(a.s1, 62)
        a.B("HI", a.exit)
        a.LSL(a.s0, x, a.s1)
        a.ASR(a.s2, a.s0, a.s1)
        a.CMP(a.s2, x)
        a.B("NE", a.exit)
        a.MOV(out, a.s0)


@micro_op(x=I64, y=I64 | IMM32, out=I64, effects=PURE | GUARD)
class int_rshift(Op):
    """x >> y, arithmetic; leaves when y is negative. (long_rshift, Objects/longobject.c)"""
    words = "{y}, the number of bits, is negative"

    def meaning(x, y):
        if y < 0:
            raise Exit
        return x >> y

    def x86_64(a, out, x, y):  # a shift by 63 or more leaves only the sign
        near = a.label()
        a.MOV(a.s1, y)
        a.TEST(a.s1, a.s1)
        a.JS(a.exit)
        a.MOV(a.s0, x)
        a.CMP(a.s1, 63)
        a.JBE(near)
        a.MOV(a.s1, 63)
        a.bind(near)
        a.SAR(a.s0, a.b(a.s1))
        a.MOV(out, a.s0)

    def aarch64(a, out, x, y):
        a.MOV(a.s1, y)
        a.CMP(a.s1, 0)
        a.B("LT", a.exit)
        a.MOV(a.s0, 63)
        a.CMP(a.s1, a.s0)
        a.CSEL(a.s1, a.s1, a.s0, "LS")
        a.ASR(out, x, a.s1)


@micro_op(x=I64, y=IMM32, out=I64, tied="x", effects=PURE)
class int_rshift_const(Op):
    """x >> y for a constant 0 <= y <= 63."""

    def meaning(x, y):
        return x >> (y & 63)

    def x86_64(a, out, x, y):  # out (= x) >>= y; the processor looks at the count's low six bits
        a.MOV(a.s1, y)
        a.SAR(out, a.b(a.s1))

    def aarch64(a, out, x, y):
        a.MOV(a.s1, y)
        a.ASR(out, x, a.s1)


def wrapped(value):
    """The low 64 bits, with a sign."""
    return (value + (1 << 63) & (1 << 64) - 1) - (1 << 63)


@micro_op(x=I64, y=I64, out=I64, effects=PURE)
class int_step(Op):
    """x + y where it is known to fit 64 bits: a counter that has not come to its end."""

    def meaning(x, y):
        return wrapped(x + y)

    def x86_64(a, out, x, y):
        a.LEA(out, a.qword(x, 0, index=y))

    def aarch64(a, out, x, y):
        a.ADD(out, x, y)


@micro_op(x=I64, y=IMM32, out=I64, effects=PURE)
class int_step_const(Op):
    """int_step by a constant."""

    def meaning(x, y):
        return wrapped(x + y)

    def x86_64(a, out, x, y):
        a.LEA(out, a.qword(x, y))

    def aarch64(a, out, x, y):
        a.MOV(a.s0, y)
        a.ADD(out, x, a.s0)


@micro_op(x=I64, y=I64, out=I64, effects=PURE | GUARD)
class int_floordiv(Op):
    """x // y, rounded down; leaves when y is 0 or the result overflows. (l_divmod, Objects/longobject.c)"""
    words = "the divisor {y} is 0, or the result does not fit into 64 bits"

    def meaning(x, y):
        if y == 0:
            raise Exit
        return fits(x // y)

    def x86_64(a, out, x, y):  # IDIV rounds to zero: one less when a remainder's sign is not y's
        minus, done = a.label(), a.label()
        a.TEST(y, y)
        a.JE(a.exit)
        a.MOV(a.s0, x)
        a.CMP(y, -1)
        a.JE(minus)
        a.CQO()
        a.IDIV(y)
        a.TEST(a.s2, a.s2)
        a.JE(done)
        a.XOR(a.s2, y)
        a.JNS(done)
        a.SUB(a.s0, 1)
        a.JMP(done)
        a.bind(minus)
        a.NEG(a.s0)
        a.JO(a.exit)
        a.bind(done)
        a.MOV(out, a.s0)

    def aarch64(a, out, x, y):  # SDIV rounds to zero: one less when a remainder's sign is not y's. x - 1 overflows for the least x
        a.CBZ(y, a.exit)
        a.CMP(y, -1)
        a.CCMP(x, 1, 0, "EQ")
        a.B("VS", a.exit)
        a.SDIV(a.s0, x, y)
        a.MSUB(a.s1, a.s0, y, x)
        a.EOR(a.s2, a.s1, y)
        a.CMP(a.s1, 0)
        a.CCMP(a.s2, 0, 0, "NE")
        a.CSETM(a.s2, "LT")
        a.ADD(out, a.s0, a.s2)


@micro_op(x=I64, y=I64, out=I64, effects=PURE | GUARD)
class int_mod(Op):
    """x % y with the sign of y; leaves when y is 0. (l_mod, Objects/longobject.c)"""
    words = "the divisor {y} is 0"

    def meaning(x, y):
        if y == 0:
            raise Exit
        return x % y

    def x86_64(a, out, x, y):  # IDIV's remainder has x's sign: add y when it is not y's; x % -1 is 0 without a trap
        done = a.label()
        a.TEST(y, y)
        a.JE(a.exit)
        a.XOR(a.d(a.s2), a.d(a.s2))
        a.CMP(y, -1)
        a.JE(done)
        a.MOV(a.s0, x)
        a.CQO()
        a.IDIV(y)
        a.TEST(a.s2, a.s2)
        a.JE(done)
        a.MOV(a.s0, a.s2)
        a.XOR(a.s0, y)
        a.JNS(done)
        a.ADD(a.s2, y)
        a.bind(done)
        a.MOV(out, a.s2)

    def aarch64(a, out, x, y):  # the remainder of SDIV has x's sign: add y when it is not y's
        a.CBZ(y, a.exit)
        a.SDIV(a.s0, x, y)
        a.MSUB(a.s1, a.s0, y, x)
        a.EOR(a.s2, a.s1, y)
        a.ADD(a.s0, a.s1, y)
        a.CMP(a.s1, 0)
        a.CCMP(a.s2, 0, 0, "NE")
        a.CSEL(out, a.s0, a.s1, "LT")


@micro_op(x=I64, out=F64, effects=PURE)
class int_to_float(Op):
    """float(x), rounded to nearest. (PyLong_AsDouble, Objects/longobject.c)"""

    def meaning(x):
        return float(x)

    def x86_64(a, out, x):  # clear first: the conversion keeps the upper bits, which would tie it to out's last use
        a.XORPS(out, out)
        a.CVTSI2SD(out, x)

    def aarch64(a, out, x):
        a.SCVTF(out, x)


@micro_op(x=I64, effects=PURE | GUARD)
class guard_int_exact_float(Op):
    """Leave unless float(x) is exact whatever x is: -2**53 <= x <= 2**53. (long_true_divide, Objects/longobject.c)"""
    words = "{x} has no exact value as a float"
    remedy = "convert it with float() where it is made"

    def meaning(x):
        if not -1 << 53 <= x <= 1 << 53:
            raise Exit

    def x86_64(a, x):  # unsigned x + 2**53 <= 2**54
        a.MOV(a.s1, 1 << 53)
        a.LEA(a.s0, a.qword(x, 0, index=a.s1))
        a.ADD(a.s1, a.s1)
        a.CMP(a.s0, a.s1)
        a.JA(a.exit)

    def aarch64(a, x):
        a.MOV(a.s1, 1 << 53)
        a.ADD(a.s0, x, a.s1)
        a.CMP(a.s0, a.s1, "LSL", 1)
        a.B("HI", a.exit)


#   name, its opposite, meaning, x86-64's condition, and its opposite, aarch64's condition, and its opposite
COMPARISONS = (
    ("lt", "ge", operator.lt, "L", "GE", "LT", "GE"),
    ("le", "gt", operator.le, "LE", "G", "LE", "GT"),
    ("eq", "ne", operator.eq, "E", "NE", "EQ", "NE"),
    ("ne", "eq", operator.ne, "NE", "E", "NE", "EQ"),
    ("gt", "le", operator.gt, "G", "LE", "GT", "LE"),
    ("ge", "lt", operator.ge, "GE", "L", "GE", "LT"),
)


def comparison(name, opposite, meaning, x86, x86_not, arm, arm_not):
    """Two ops of one row: int_NAME gives a bool, guard_int_NAME leaves where it is false."""
    def check(x, y):
        if not meaning(x, y):
            raise Exit

    def set_x86_64(a, out, x, y):  # out = 1 if the condition holds, else 0
        a.CMP(x, y)
        getattr(a, "SET" + x86)(a.b(a.s0))
        a.MOVZX(a.d(out), a.b(a.s0))

    def set_aarch64(a, out, x, y):
        a.CMP(x, y)
        a.CSET(out, arm)

    def guard_x86_64(a, x, y):  # leave on the opposite condition
        a.CMP(x, y)
        getattr(a, "J" + x86_not)(a.exit)

    def guard_aarch64(a, x, y):
        a.CMP(x, y)
        a.B(arm_not, a.exit)
    micro_op(x=I64, y=I64 | IMM32, out=BOOL, effects=PURE)(Body("int_" + name, (Op,), {
        "__doc__": "The bool of x %s y." % name, "guards": ("guard_int_" + name, "guard_int_" + opposite),
        "meaning": meaning, "x86_64": set_x86_64, "aarch64": set_aarch64}))
    micro_op(x=I64, y=I64 | IMM32, effects=PURE | GUARD)(Body("guard_int_" + name, (Op,), {
        "__doc__": "Leave unless x %s y." % name, "meaning": check, "words": "{x} %s {y} was true, now false" % SIGNS[name],
       "x86_64": guard_x86_64, "aarch64": guard_aarch64}))


for row in COMPARISONS:
    comparison(*row)
