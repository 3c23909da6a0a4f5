"""f-strings: conversion, formatting, joining."""
from pyjit.lower.building import array, top
from pyjit.lower.registry import bytecode
from pyjit.patterns.families import M

QUIET = frozenset((int, float, bool, str, bytes, complex, type(None)))   # formatting these exact types runs no code
CONVERSIONS = {1: "PyObject_Str", 2: "PyObject_Repr", 3: "PyObject_ASCII"}


@bytecode("FORMAT_SIMPLE")
def format_simple(t, arg):
    """format(x): a str as it is."""
    kind = t.type_of()
    if kind is str:
        t.guard_type(t.peek().op, str)
    else:
        text_of(t, "PyObject_Format", 1, kind, t.word(0))


@bytecode("FORMAT_WITH_SPEC")
def format_with_spec(t, arg):
    """format(x, spec)."""
    text_of(t, "PyObject_Format", 2, t.type_of(1))


@bytecode("CONVERT_VALUE")
def convert_value(t, arg):
    """!s, !r, !a."""
    text_of(t, CONVERSIONS[arg], 1, t.type_of())


def text_of(t, symbol, operands, kind, *extra):
    """A C function of the operands that gives a str (exactly a str, if the first operand is of a quiet type)."""
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
