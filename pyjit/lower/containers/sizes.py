"""How many items the builtin containers have: where that stands."""
from _collections import deque

from pyjit.patterns.families import M

# Exact types: the field, and the region of memory that it belongs to.
SIZES = {
    list: ("PyVarObject.ob_size", "list size"), tuple: ("PyVarObject.ob_size", "tuple"), bytes: ("PyVarObject.ob_size", "bytes"),
    bytearray: ("PyVarObject.ob_size", "bytearray size"), dict: ("PyDictObject.ma_used", "dict size"),
    deque: ("PyVarObject.ob_size", "deque size"), str: ("PyASCIIObject.length", "str"),
    set: ("PySetObject.used", "set size"), frozenset: ("PySetObject.used", "set size")}


def counterpart(t, kind):
    """A builtin type that has a row here or among the methods, for the type of an object of the program: itself, or that of pyjit's own
    instance of the module."""
    return deque if kind not in SIZES and t.host.types.is_same_in_c(kind, deque) and t.host.holds("dequeobject") else kind


def load_size(t, op, kind):
    """The size of an object that is known to be exactly of this type."""
    field, region = SIZES[counterpart(t, kind)]
    return t.emit(M.load_int, op, t.host.offset(field), region=region)
