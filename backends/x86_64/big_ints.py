"""Routines, called as C functions are, for operators on an int of any size and a 64-bit number.

The number becomes an int on the machine stack for the length of one call: the C-API's functions on ints give a new object, or
one of the interpreter's own small ints, and keep no operand. (Objects/longobject.c)"""
from pyjit.patterns.define import IMM64

from .registry import shape

DIGIT_BITS = 30
DIGIT = (1 << DIGIT_BITS) - 1
NUMBER_SIZE = 40               # an int of up to three digits, at the stack pointer
COUNT, TYPE = "PyObject.ob_refcnt", "PyObject.ob_type"
TAG, DIGITS = "PyLongObject.long_value.lv_tag", "PyLongObject.long_value.ob_digit"


def operator(a, int_type, symbol):
    """`symbol` on the int rdi and the number rsi."""
    a.SUB(a.sp, NUMBER_SIZE + 16)
    make_number(a, a.args[1], int_type)
    a.LEA(a.args[1], a.qword(a.sp, 0))
    a.call(symbol)
    a.ADD(a.sp, NUMBER_SIZE + 16)
    a.RET()


def operator_in_place(a, int_type, symbol, sign):
    """The same of an int that comes with a reference. If there is no other, its digits may become those of the sum (sign 1) or
    the difference (sign -1)."""
    x, kept, out, shared = a.args[0], NUMBER_SIZE, NUMBER_SIZE + 8, a.label()
    add_to_digits(a, x, a.args[1], sign)
    a.SUB(a.sp, NUMBER_SIZE + 16)
    a.MOV(a.qword(a.sp, kept), x)
    make_number(a, a.args[1], int_type)
    a.LEA(a.args[1], a.qword(a.sp, 0))
    a.call(symbol)
    a.MOV(x, a.qword(a.sp, kept))
    a.MOV(a.s1, a.qword(x, a.field(COUNT)))
    a.TEST(a.d(a.s1), a.d(a.s1))
    a.JS(shared)
    a.SUB(a.s1, 1)
    a.MOV(a.qword(x, a.field(COUNT)), a.s1)
    a.JNE(shared)
    a.MOV(a.qword(a.sp, out), a.s0)
    a.call("PyObject_Free")
    a.MOV(a.s0, a.qword(a.sp, out))
    a.bind(shared)
    a.ADD(a.sp, NUMBER_SIZE + 16)
    a.RET()


def add_to_digits(a, x, number, sign):
    """Return x itself with its new digits if it is nobody else's, has two of them or more, the number has one, and the highest
    one stays above 0 and takes up what may be carried: so the size and the sign stay the same."""
    general, alike, following = a.label(), a.label(), a.label()
    a.CMP(a.qword(x, a.field(COUNT)), 1)
    a.JNE(general)
    a.MOV(a.s0, a.qword(x, a.field(TAG)))
    a.CMP(a.s0, 2 << 3)
    a.JB(general)
    a.MOV(a.s1, number)
    if sign < 0:
        a.NEG(a.s1)   # of the least number it is the same, which is too large
    a.TEST(a.b(a.s0), 2)
    a.JE(alike)
    a.NEG(a.s1)
    a.bind(alike)
    a.LEA(a.s2, a.qword(a.s1, DIGIT))
    a.CMP(a.s2, 2 * DIGIT)
    a.JA(general)
    a.SHR(a.s0, 3)
    a.MOV(a.d(a.s2), a.dword(x, a.field(DIGITS, -4), index=a.s0, scale=4))
    a.SUB(a.d(a.s2), 2)
    a.CMP(a.d(a.s2), DIGIT - 3)
    a.JA(general)
    a.LEA(a.s2, a.qword(x, a.field(DIGITS)))
    a.bind(following)
    a.MOV(a.d(a.s0), a.dword(a.s2, 0))
    a.ADD(a.s1, a.s0)
    a.MOV(a.d(a.s0), a.d(a.s1))
    a.AND(a.d(a.s0), DIGIT)
    a.MOV(a.dword(a.s2, 0), a.d(a.s0))
    a.ADD(a.s2, 4)
    a.SAR(a.s1, DIGIT_BITS)   # what is carried: 1, 0 or -1
    a.JNE(following)
    a.MOV(a.s0, x)
    a.RET()
    a.bind(general)


def make_number(a, number, int_type):
    """An immortal int of a number at the stack pointer."""
    a.MOV(a.s0, int_type)
    a.MOV(a.qword(a.sp, a.field(TYPE)), a.s0)
    a.MOV(a.qword(a.sp, a.field(COUNT)), -1)
    make_digits(a, a.sp, number, *a.args[4:6])


def make_digits(a, place, number, tag, rest):
    """A number's digits into an int with room for three of them. Its lv_tag is 8 * digits + sign (0: positive, 1: zero, 2: negative).
    number, tag, rest: registers, which are lost."""
    positive, sized = a.label(), a.label()
    a.XOR(a.d(tag), a.d(tag))
    a.TEST(number, number)
    a.JNS(positive)
    a.MOV(tag, 2)
    a.NEG(number)             # the least number stays as it is: read without a sign it is right
    a.bind(positive)
    for i in range(3):
        a.MOV(rest, number)
        if i < 2:
            a.AND(a.d(rest), DIGIT)
        a.MOV(a.dword(place, a.field(DIGITS, 4 * i)), a.d(rest))
        if i == 0:
            a.TEST(number, number)
            a.JNE(nonzero := a.label())
            a.MOV(tag, 1)
            a.JMP(sized)
            a.bind(nonzero)
        a.ADD(tag, 8)
        if i < 2:
            a.SHR(number, DIGIT_BITS)
            a.JE(sized)
    a.bind(sized)
    a.MOV(a.qword(place, a.field(TAG)), tag)


@shape(int_type=IMM64)
def routine_long_add(a, int_type):
    operator(a, int_type, "_PyLong_Add")


@shape(int_type=IMM64)
def routine_long_subtract(a, int_type):
    operator(a, int_type, "_PyLong_Subtract")


@shape(int_type=IMM64)
def routine_long_multiply(a, int_type):
    operator(a, int_type, "_PyLong_Multiply")


@shape(int_type=IMM64)
def routine_long_add_in_place(a, int_type):
    operator_in_place(a, int_type, "_PyLong_Add", 1)


@shape(int_type=IMM64)
def routine_long_subtract_in_place(a, int_type):
    operator_in_place(a, int_type, "_PyLong_Subtract", -1)
