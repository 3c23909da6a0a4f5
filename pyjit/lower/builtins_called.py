"""Calls of builtin functions and classes that are lowered in a way of their own."""
from types import BuiltinFunctionType

from pyjit.lower.calls import calls_of
from pyjit.lower.ranges import call_range


@calls_of(type)
def call_class(call):
    """A builtin class whose instances are made or found directly."""
    lower = CLASSES.get(id(call.live))
    return bool(lower) and lower(call)


CLASSES = {id(range): call_range}
