"""Bound methods: a function and its self, `m = owner.method`, that are an object only where somebody wants it.
(PyMethod_New, Objects/classobject.c; PyCFunction_NewEx, Objects/methodobject.c)"""
from types import BuiltinFunctionType, FunctionType, MethodDescriptorType, MethodType

from pyjit.trace.ir import FIXED, HEAP, Const, Ref, Shape

REGION = "methods"
# The C struct, its words that are the same whatever is bound, and its references, in the order in which they go.
KINDS = {
    MethodType: ("PyMethodObject", ("vectorcall",), ("im_func", "im_self")),
    BuiltinFunctionType: ("PyCFunctionObject", ("m_ml", "vectorcall"), ("m_self",))}


def bind(t, found, function, live):
    """The method that the entry on top, `live`, is popped for. found: what its class has; function: the same as a value. None if that is
    no function of a builtin kind."""
    made = bound(t, found, function, live, t.peek())
    if made is not None:
        t.pop()
    return made


def bound(t, found, function, live, owner):
    """The method of an owner, the Ref of `live`, whose reference it takes; None as in bind()."""
    method, parts = like(found, live), [owner]
    if method is None:
        return None
    if type(method) is MethodType:
        parts.insert(0, Ref(function, FIXED if isinstance(function, Const) else HEAP))
    made = t.new(shape_of(t, method), [t.own(part) for part in parts])
    made.type = id(type(method))
    return made


def like(found, live):
    """What is made of a function that a class has for the object `live`; None unless it is of a builtin kind. (A function in C may want
    to be told the class, too.)"""
    method = found.__get__(live, type(live)) if type(found) in (FunctionType, MethodDescriptorType) else None
    return method if type(method) in KINDS else None


def shape_of(t, method):
    """The Shape of a bound method like the live one."""
    struct, words, slots = KINDS[type(method)]
    places = tuple([t.host.offset("%s.%s" % (struct, name)) for name in slots])
    at = [t.host.offset("%s.%s" % (struct, name)) for name in words]
    return Shape(t.object_constant(type(method)), 0, places, {}, dict.fromkeys(places, REGION),
                 words={offset: t.host.words[id(method) + offset >> 3] for offset in at})
