"""Code that is not part of any trace: the callbacks, the way out, and the routines that stencils call. Each shape is a stencil with
named holes; pyjit.emit.machine links them once per process."""
from pyjit.patterns.define import IMM64

from . import (  # noqa: F401  registers their shapes
    big_ints, calling, entering, hooks, identity, int_text, leaving, listening, sampling, scarcity)
from .free_floats import KEPT, give_free_float
from .registry import SHAPES, field, preserving, shape  # noqa: F401  the table is made of SHAPES


@shape(int_type=IMM64, **KEPT)
def routine_free(a, int_type, *floats):
    """Free the object in s2, whose last reference is gone. (_Py_Dealloc, Objects/object.c; for an int what the interpreter's own
    specialised instructions do, Python/bytecodes.c)"""
    give_free_float(a, *floats)

    def body():
        other, done = a.label(), a.label()
        a.MOV(a.args[0], a.s2)
        a.MOV(a.s0, int_type)
        a.CMP(field(a, a.args[0], "PyObject.ob_type"), a.s0)
        a.JNE(other)
        a.call("PyObject_Free")
        a.JMP(done)
        a.bind(other)
        a.call("_Py_Dealloc")
        a.bind(done)
    preserving(a, body)


@shape()
def routine_hash(a):
    """The str in s2 gets to know its hash. (PyObject_Hash, Objects/object.c)"""
    def body():
        a.MOV(a.args[0], a.s2)
        a.call("PyObject_Hash")
    preserving(a, body)


def raise_kept(a, result):
    """A slot of the raiser type: raise the exception that the object holds."""
    empty = a.label()
    a.SUB(a.sp, 8)
    a.MOV(a.s0, a.args[0])
    a.MOV(a.args[0], a.qword(a.s0, a.field("Raiser.exception")))
    a.MOV(a.qword(a.s0, a.field("Raiser.exception")), 0)
    a.TEST(a.args[0], a.args[0])
    a.JE(empty)
    a.call("PyErr_SetRaisedException")
    a.bind(empty)
    a.MOV(a.s0, result)
    a.ADD(a.sp, 8)
    a.RET()


@shape()
def give(a):
    """A slot of the giver type: the object that it holds, once."""
    a.MOV(a.s0, a.qword(a.args[0], a.field("Raiser.exception")))
    a.MOV(a.qword(a.args[0], a.field("Raiser.exception")), 0)
    a.RET()


@shape()
def raise_null(a):
    raise_kept(a, 0)


@shape()
def raise_minus_one(a):
    raise_kept(a, -1)


@shape(target=IMM64)
def call(a, target):
    """A C call: its arguments are in place, its result will be in s0 or x0."""
    a.MOV(a.s0, target)
    a.CALL(a.s0)


@shape()
def jump(a):
    a.jump("target")
