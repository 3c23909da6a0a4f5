"""Blocks out of the small-object allocator's pools (see pyjit/host/pools.py), for floats and ints. While another allocator is in force, or
somebody is told of objects, the interpreter's C functions make these."""
from pyjit.patterns.define import IMM32, IMM64

from .big_ints import DIGIT_BITS, make_digits
from .registry import field

BLOCKS = {"pools": IMM64, "malloc": IMM64, "allocator": IMM64, "next_pool": IMM32, "free_block": IMM32, "in_use": IMM32}
SMALL_INTS = -5, 256                # the interpreter's own
TWO_DIGITS = 2 * DIGIT_BITS - 1     # bits; of the numbers with one more only those above 0 would fit


def take_block(a, type, tracer, pools, malloc, allocator, next_pool, free_block, in_use, none):
    """A block into s0, with a count and a type, if there is one to be had at once; only scratch registers change. The last one of a pool
    is not: the allocator then looks after the pool. (pymalloc_alloc, Objects/obmalloc.c)"""
    a.MOV(a.s1, tracer)
    a.CMP(a.qword(a.s1), 0)
    a.JNE(none)
    a.MOV(a.s1, malloc)
    a.MOV(a.s0, allocator)
    a.CMP(a.qword(a.s1), a.s0)
    a.JNE(none)
    a.MOV(a.s1, pools)
    a.MOV(a.s1, a.qword(a.s1))
    a.CMP(a.qword(a.s1, next_pool), a.s1)
    a.JE(none)
    a.MOV(a.s0, a.qword(a.s1, free_block))
    a.MOV(a.s2, a.qword(a.s0))
    a.TEST(a.s2, a.s2)
    a.JE(none)
    a.MOV(a.qword(a.s1, free_block), a.s2)
    a.ADD(a.dword(a.s1, in_use), 1)
    a.MOV(a.s1, type)
    a.MOV(field(a, a.s0, "PyObject.ob_type"), a.s1)
    a.MOV(field(a, a.s0, "PyObject.ob_refcnt"), 1)


def make_float(a, type, tracer, *blocks):
    """At a routine's start: return with a float of the double in x0, in s0, if there is a block for it."""
    none = a.label()
    take_block(a, type, tracer, *blocks, none)
    a.MOVSD(field(a, a.s0, "PyFloatObject.ob_fval"), a.x0)
    a.RET()
    a.bind(none)


def make_int(a, type, tracer, *blocks):
    """At the start of a routine that is called as a C function: return with an int of the number, in s0, if there is a block for it, and it
    fits into two digits and is none of the interpreter's own."""
    none, x, (least, most) = a.label(), a.args[0], SMALL_INTS
    a.LEA(a.s0, a.qword(x, -least))
    a.CMP(a.s0, most - least)
    a.JBE(none)
    a.MOV(a.s0, 1 << TWO_DIGITS)
    a.ADD(a.s0, x)
    a.SHR(a.s0, TWO_DIGITS + 1)
    a.JNE(none)
    take_block(a, type, tracer, *blocks, none)
    make_digits(a, a.s0, x, a.args[4], a.args[5])
    a.RET()
    a.bind(none)
