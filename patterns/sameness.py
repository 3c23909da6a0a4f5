"""Guards that an object is not the box of a number, by which the number may be known elsewhere."""
from struct import pack

from .define import F64, GUARD, I64, IMM64, OBJ, Exit, Op, micro_op
from .frame import only_of_type, only_of_type_aarch64
from .objects import IMMORTAL, compare_digit, compare_digit_aarch64


@micro_op(x=OBJ, number=I64, type=IMM64, effects=GUARD, reads=("int",))
class guard_other_int(Op):
    """Leave if x is an int that may be this very number: if it is of the type, mortal, and alike in the lowest digit of 30 bits. (It may
    be NULL.)"""
    words = "an int that a variable held is still wanted, and may have an object that is known elsewhere"

    def meaning(m, x, number, type):
        if not x or m.load(x + m.field("PyObject.ob_type"), 8) != type & (1 << 64) - 1:
            return
        if m.load(x + m.field("PyObject.ob_refcnt"), 4) == IMMORTAL:
            return
        if m.load(x + m.field("PyLongObject.long_value.ob_digit"), 4) == abs(number) & (1 << 30) - 1:
            raise Exit

    def x86_64(a, x, number, type):
        other = a.label()
        only_of_type(a, x, type, other)
        a.MOV(a.d(a.s0), a.dword(x, a.field("PyObject.ob_refcnt")))
        a.ADD(a.d(a.s0), 1)
        a.JE(other)
        compare_digit(a, x, number)
        a.JE(a.exit)
        a.bind(other)

    def aarch64(a, x, number, type):
        other = a.label()
        only_of_type_aarch64(a, x, type, other)
        a.LDR(a.d(a.s0), a.address(x, a.field("PyObject.ob_refcnt")))
        a.ADD(a.d(a.s0), a.d(a.s0), 1)
        a.CBZ(a.d(a.s0), other)
        compare_digit_aarch64(a, x, number)
        a.B("EQ", a.exit)
        a.bind(other)


@micro_op(x=OBJ, number=F64, type=IMM64, effects=GUARD, reads=("float",))
class guard_other_float(Op):
    """Leave if x is a float, and this very number. (It may be NULL.)"""
    words = "a float that a variable held is still wanted, and may have an object that is known elsewhere"

    def meaning(m, x, number, type):
        if not x or m.load(x + m.field("PyObject.ob_type"), 8) != type & (1 << 64) - 1:
            return
        if m.load(x + m.field("PyFloatObject.ob_fval"), 8) == int.from_bytes(pack("<d", number), "little"):
            raise Exit

    def x86_64(a, x, number, type):
        other = a.label()
        only_of_type(a, x, type, other)
        a.MOVQ(a.s0, number)
        a.CMP(a.qword(x, a.field("PyFloatObject.ob_fval")), a.s0)
        a.JE(a.exit)
        a.bind(other)

    def aarch64(a, x, number, type):
        other = a.label()
        only_of_type_aarch64(a, x, type, other)
        a.FMOV(a.s0, number)
        a.LDR(a.s1, a.address(x, a.field("PyFloatObject.ob_fval")))
        a.CMP(a.s0, a.s1)
        a.B("EQ", a.exit)
        a.bind(other)
