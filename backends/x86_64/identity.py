"""A number on its way into a local's slot whose object is that very number leaves the object there: it may have other names, by which
`is` would know it."""
from pyjit.patterns.define import IMM64

from .registry import field, preserving, shape

NEGATIVE = 2    # the sign in the tag of an int's digits, which the count of the digits follows (pycore_long.h)
DIGIT_BITS = 30


def same_or(a, type, compare, new):
    """The object s1, if there is one of this type which `compare` finds to be the number (it goes to a label else), into s0, with a new
    reference; or the object that `new` makes."""
    fresh, immortal = a.label(), a.label()
    a.TEST(a.s1, a.s1)
    a.JE(fresh)
    a.MOV(a.s0, type)
    a.CMP(field(a, a.s1, "PyObject.ob_type"), a.s0)
    a.JNE(fresh)
    compare(fresh)
    a.MOV(a.d(a.s0), a.dword(a.s1, a.field("PyObject.ob_refcnt")))
    a.ADD(a.d(a.s0), 1)
    a.JE(immortal)
    a.MOV(a.dword(a.s1, a.field("PyObject.ob_refcnt")), a.d(a.s0))
    a.bind(immortal)
    a.MOV(a.s0, a.s1)
    a.RET()
    a.bind(fresh)
    preserving(a, new)


@shape(type=IMM64)
def routine_same_float(a, type):
    """The float s1 (or NULL, or another object), if it has the bits of the double in x0; else a new one. Into s0."""
    def compare(fresh):
        a.MOVQ(a.s0, a.x0)
        a.CMP(field(a, a.s1, "PyFloatObject.ob_fval"), a.s0)
        a.JNE(fresh)
    same_or(a, type, compare, lambda: a.call("routine:box_float"))


@shape(type=IMM64)
def routine_same_int(a, type):
    """The int s1 (or NULL, or another object), if it is the number in s2; else a new one. Into s0. (0 has no digits, and one object.)"""
    def compare(fresh):
        positive, one, two, differ, same = (a.label() for _ in range(5))
        digits = a.gprs[3]
        a.PUSH(digits)
        a.PUSH(a.s2)
        a.MOV(digits, a.s2)
        a.SHR(digits, 63)
        a.SHL(digits, NEGATIVE.bit_length() - 1)
        a.TEST(a.s2, a.s2)
        a.JNS(positive)
        a.NEG(a.s2)
        a.bind(positive)
        a.MOV(a.s0, field(a, a.s1, "PyLongObject.long_value.lv_tag"))
        a.XOR(digits, a.s0)
        a.TEST(digits, 3)
        a.JNE(differ)
        a.SHR(a.s0, 3)
        a.MOV(a.d(digits), digit(a, 0))
        a.CMP(a.s0, 1)
        a.JE(one)
        a.CMP(a.s0, 2)
        a.JE(two)
        a.CMP(a.s0, 3)
        a.JNE(differ)
        a.MOV(a.d(a.s0), digit(a, 2))
        a.CMP(a.s0, 1 << 64 - 2 * DIGIT_BITS)
        a.JAE(differ)
        a.SHL(a.s0, 2 * DIGIT_BITS)
        a.OR(digits, a.s0)
        a.bind(two)
        a.MOV(a.d(a.s0), digit(a, 1))
        a.SHL(a.s0, DIGIT_BITS)
        a.OR(digits, a.s0)
        a.bind(one)
        a.CMP(digits, a.s2)
        a.JE(same)
        a.bind(differ)
        a.POP(a.s2)
        a.POP(digits)
        a.JMP(fresh)
        a.bind(same)
        a.POP(a.s2)
        a.POP(digits)

    def new():
        a.MOV(a.args[0], a.s2)
        a.call("routine:box_int")
    same_or(a, type, compare, new)


def digit(a, number):
    return a.dword(a.s1, a.field("PyLongObject.long_value.ob_digit", 4 * number))
