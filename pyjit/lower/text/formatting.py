"""f-strings: conversion, formatting, joining."""
from pyjit.host.types import lookup
from pyjit.lower.containers.building import array, top
from pyjit.lower.registry import bytecode
from pyjit.lower.tracer import BITS64
from pyjit.patterns.families import M

QUIET = frozenset((int, float, bool, str, bytes, complex, type(None)))   # formatting these exact types runs no code
CONVERSIONS = {1: "PyObject_Str", 2: "PyObject_Repr", 3: "PyObject_ASCII"}


@bytecode("FORMAT_SIMPLE")
def format_simple(t, arg):
    """format(x): a str as it is, and of other objects of quiet types their str."""
    kind = t.type_of()
    if kind is str:
        t.guard_type(t.peek().op, str)
    elif is_number(t, kind):
        digits(t)
    elif kind in QUIET:
        text_of(t, "PyObject_Str", 1, kind)
    else:
        text_of(t, "PyObject_Format", 1, kind, t.word(0))


def is_number(t, kind):
    """Is the entry on top an int of 64 bits, whose text machine code can write?"""
    return kind is int and -BITS64 <= t.live() < BITS64 and t.host.knows_texts()


def digits(t):
    """str(x), which is also repr(x), of such an int."""
    out = t.emit(M.int_text, t.as_int(t.peek().op))
    out.type = id(str)
    t.pop_drop()
    t.check(out, 1, 0)
    t.push(out)


@bytecode("FORMAT_WITH_SPEC")
def format_with_spec(t, arg):
    """format(x, spec). (PyObject_Format, Objects/abstract.c)"""
    kind = t.type_of(1)
    text_of(t, formatter(t, kind) if kind in QUIET and t.type_of() is str else "PyObject_Format", 2, kind)


def formatter(t, kind):
    """The address of the C function that formats objects of a builtin type: it takes one, and a str."""
    method, offset = lookup(kind, "__format__"), t.host.offset
    definition = t.host.words[id(method) + offset("PyMethodDescrObject.d_method") >> 3]
    if t.host.peek.i32(definition + offset("PyMethodDef.ml_flags")) != t.host.constant("METH_O"):
        return "PyObject_Format"
    return t.host.peek.u64(definition + offset("PyMethodDef.ml_meth"))


@bytecode("CONVERT_VALUE")
def convert_value(t, arg):
    """!s, !r, !a."""
    kind = t.type_of()
    if is_number(t, kind):
        digits(t)
    else:
        text_of(t, CONVERSIONS[arg], 1, kind)


def text_of(t, symbol, operands, kind, *extra):
    """A C function (its name or address) of the operands that gives a str (exactly a str, if the first operand is of a quiet type)."""
    quiet = kind in QUIET and (operands == 1 or t.type_of() is str)
    first = t.peek(operands - 1).op
    if quiet:
        t.guard_type(first, kind)
        if operands > 1:
            t.guard_type(t.peek().op, str)
    borrowed = [t.borrow(ref) for ref in top(t, operands)]
    if not quiet:
        t.before_code()
    out = t.call(M.call_object, symbol, *borrowed, *extra, runs_code=not quiet)
    for op in reversed(borrowed):
        t.unborrow(op)
    t.pop_drop(operands)
    t.check(out, operands, operands - 1)
    if quiet:
        out.type = id(str)
    t.push(out)


@bytecode("BUILD_STRING")
def build_string(t, arg):
    """Join strs. (_PyUnicode_JoinArray, Objects/unicodeobject.c)"""
    pieces = [t.borrow(ref) for ref in top(t, arg)]
    out = t.call(M.call_object, "_PyUnicode_JoinArray", t.object_constant(""), array(t, pieces), t.word(arg))
    out.type = id(str)
    for op in reversed(pieces):
        t.unborrow(op)
    t.guard(M.guard_set, out)
    t.pop_drop(arg)
    t.push(out)
