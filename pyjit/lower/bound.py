"""Bound methods: a function and its self, `m = owner.method`, that are an object only where somebody wants it.
(PyMethod_New, Objects/classobject.c; PyCFunction_NewEx, Objects/methodobject.c)"""
from types import BuiltinFunctionType, FunctionType, MethodDescriptorType, MethodType

from pyjit.ir import FIXED, HEAP, Const, Ref, Shape

REGION = "methods"
# The C struct, its words that are the same whatever is bound, and its references, in the order in which they go.
KINDS = {
    MethodType: ("PyMethodObject", ("vectorcall",), ("im_func", "im_self")),
    BuiltinFunctionType: ("PyCFunctionObject", ("m_ml", "vectorcall"), ("m_self",))}


def bind(t, found, function, live):
    """The method that the entry on top, `live`, is popped for. found: what its class has; function: the same as a value. None if that is
    no function of a builtin kind."""
    if type(found) not in (FunctionType, MethodDescriptorType):
        return None
    method = found.__get__(live)
    if type(method) not in KINDS:
        return None     # a function in C that wants to be told the class, too
    parts = [t.peek()]
    if type(method) is MethodType:
        parts.insert(0, Ref(function, FIXED if isinstance(function, Const) else HEAP))
    made = t.new(shape_of(t, method), [t.own(part) for part in parts])
    made.type = id(type(method))
    t.pop()
    return made


def shape_of(t, method):
    """The Shape of a bound method like the live one."""
    struct, words, slots = KINDS[type(method)]
    places = tuple([t.host.offset("%s.%s" % (struct, name)) for name in slots])
    at = [t.host.offset("%s.%s" % (struct, name)) for name in words]
    return Shape(t.object_constant(type(method)), 0, places, {}, dict.fromkeys(places, REGION),
                 words={offset: t.host.words[id(method) + offset >> 3] for offset in at})
