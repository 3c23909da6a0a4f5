"""The digits of a 64-bit number as a str."""
from .registry import shape

TENTH, TENTH_SHIFT = 0xCCCCCCCCCCCCCCCD - (1 << 64), 3      # n // 10 is the high word of n * TENTH, shifted, as unsigned numbers
ASCII = 127
CHARACTERS = "PyCompactUnicodeObject.utf8_length"   # where those of a compact ASCII str begin: behind its PyASCIIObject
KEPT, END, ROOM = 0, 32, 40     # on the machine stack: the first digit's address; behind the last digit


@shape()
def routine_int_text(a):
    """str() of a number, called as a C function is; NULL with an exception if there is no memory. Whether a number of one digit has a str
    that is always the same, the interpreter knows. (long_to_decimal_string_internal, Objects/longobject.c)"""
    positive, following, unsigned, octets, done, one_digit = (a.label() for _ in range(6))
    x, rest, at, to = a.args[0], a.args[4], a.args[5], a.args[1]
    a.SUB(a.sp, ROOM)
    a.CMP(x, 10)
    a.JB(one_digit)
    a.MOV(rest, x)
    a.TEST(x, x)
    a.JNS(positive)
    a.NEG(rest)
    a.bind(positive)
    a.LEA(at, a.qword(a.sp, END))
    a.bind(following)
    a.MOV(a.s0, TENTH)
    a.MUL(rest)
    a.SHR(a.s2, TENTH_SHIFT)
    a.LEA(a.s1, a.qword(a.s2, 0, index=a.s2, scale=4))
    a.ADD(a.s1, a.s1)
    a.SUB(rest, a.s1)
    a.ADD(rest, ord("0"))
    a.SUB(at, 1)
    a.MOV(a.byte(at), a.b(rest))
    a.MOV(rest, a.s2)
    a.TEST(rest, rest)
    a.JNE(following)
    a.TEST(x, x)
    a.JNS(unsigned)
    a.SUB(at, 1)
    a.MOV(a.byte(at), ord("-"))
    a.bind(unsigned)
    a.MOV(a.qword(a.sp, KEPT), at)
    a.LEA(a.args[0], a.qword(a.sp, END))
    a.SUB(a.args[0], at)
    a.MOV(a.d(a.args[1]), ASCII)
    a.call("PyUnicode_New")
    a.TEST(a.s0, a.s0)
    a.JE(done)
    a.MOV(at, a.qword(a.sp, KEPT))
    a.LEA(a.s2, a.qword(a.sp, END))
    a.LEA(to, a.qword(a.s0, a.field(CHARACTERS)))
    a.bind(octets)
    a.MOVZX(a.d(a.s1), a.byte(at))
    a.MOV(a.byte(to), a.b(a.s1))
    a.ADD(at, 1)
    a.ADD(to, 1)
    a.CMP(at, a.s2)
    a.JNE(octets)
    a.bind(done)
    a.ADD(a.sp, ROOM)
    a.RET()
    a.bind(one_digit)
    a.call("PyLong_FromLongLong")   # one of the interpreter's own
    a.MOV(a.args[0], a.s0)
    a.call("PyObject_Str")
    a.ADD(a.sp, ROOM)
    a.RET()
