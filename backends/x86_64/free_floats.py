"""Floats that are free to be used again: the interpreter's own list of them (see pyjit/host/freelists.py), in which the ob_type of one is
the next. While somebody is told of objects, its C functions make and free them."""
from pyjit.patterns.define import IMM32, IMM64

from .registry import field

FLOATS = {"float": IMM64, "items": IMM64, "count": IMM64, "tracer": IMM64}
KEPT = {**FLOATS, "most": IMM32}


def take_free_float(a, float, items, count, tracer):
    """At a routine's start: return with a float of the double in x0, in s0, if there is one. None but the scratch registers change.
    (PyFloat_FromDouble, Objects/floatobject.c)"""
    none = a.label()
    a.MOV(a.s1, tracer)
    a.CMP(a.qword(a.s1), 0)
    a.JNE(none)
    a.MOV(a.s1, items)
    a.MOV(a.s0, a.qword(a.s1))
    a.TEST(a.s0, a.s0)
    a.JE(none)
    a.MOV(a.s2, field(a, a.s0, "PyObject.ob_type"))
    a.MOV(a.qword(a.s1), a.s2)
    a.MOV(a.s1, count)
    a.SUB(a.dword(a.s1), 1)
    a.MOV(a.s1, float)
    a.MOV(field(a, a.s0, "PyObject.ob_type"), a.s1)
    a.MOV(field(a, a.s0, "PyObject.ob_refcnt"), 1)
    a.MOVSD(field(a, a.s0, "PyFloatObject.ob_fval"), a.x0)
    a.RET()
    a.bind(none)


def give_free_float(a, float, items, count, tracer, most):
    """At a routine's start: return when the object in s2, whose last reference is gone, is an exact float, and free for the next one.
    (_PyFloat_ExactDealloc, Objects/floatobject.c)"""
    other = a.label()
    a.MOV(a.s0, float)
    a.CMP(field(a, a.s2, "PyObject.ob_type"), a.s0)
    a.JNE(other)
    a.MOV(a.s0, tracer)
    a.CMP(a.qword(a.s0), 0)
    a.JNE(other)
    a.MOV(a.s1, count)
    a.CMP(a.dword(a.s1), most)
    a.JAE(other)
    a.ADD(a.dword(a.s1), 1)
    a.MOV(a.s1, items)
    a.MOV(a.s0, a.qword(a.s1))
    a.MOV(field(a, a.s2, "PyObject.ob_type"), a.s0)
    a.MOV(a.qword(a.s1), a.s2)
    a.RET()
    a.bind(other)
