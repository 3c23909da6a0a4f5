"""Subscripts of objects whose class defines them in Python: `__getitem__` and its like are followed as any call is.

In the interpreter the C code of a slot calls them; that C code does nothing else that could be seen. (slot_mp_subscript,
slot_mp_ass_subscript, Objects/typeobject.c)"""
from pyjit.lower.attributes.accessors import behind, follow
from pyjit.lower.attributes.classes import guard_class
from pyjit.trace.ir import NOTHING, RESULT


class Subscripted:
    """The slots of others like it hold the same functions."""

    def __getitem__(self, key):
        pass

    def __setitem__(self, key, value):
        pass


def answers(t, cls, field, name, args, deliver, operands):
    """Follow the class's method of this name for the container below the top, if it is what the interpreter would call."""
    container = t.peek(1).op
    return follow(t, behind(t, cls, field, name, Subscripted), args, deliver, lambda: guard_class(t, container, cls), operands, 1)


def getitem(t):
    """container[key]; the stack holds container, key."""
    return answers(t, t.type_of(1), "mp_subscript", "__getitem__", [t.peek(1), t.peek(0)], RESULT, 2)


def setitem(t):
    """container[key] = value; the stack holds value, container, key."""
    args = [t.peek(1), t.peek(0), t.peek(2)]
    return answers(t, t.type_of(1), "mp_ass_subscript", "__setitem__", args, NOTHING, 3)


def delitem(t):
    """del container[key]; the stack holds container, key."""
    return answers(t, t.type_of(1), "mp_ass_subscript", "__delitem__", [t.peek(1), t.peek(0)], NOTHING, 2)
