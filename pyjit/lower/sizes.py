"""How many items the builtin containers have: where that stands."""
from pyjit.patterns.families import M

# Exact types: the field, and the region of memory that it belongs to.
SIZES = {
    list: ("PyVarObject.ob_size", "list size"), tuple: ("PyVarObject.ob_size", "tuple"), bytes: ("PyVarObject.ob_size", "bytes"),
    bytearray: ("PyVarObject.ob_size", "bytearray size"), dict: ("PyDictObject.ma_used", "dict size"),
    str: ("PyASCIIObject.length", "str"), set: ("PySetObject.used", "set size"), frozenset: ("PySetObject.used", "set size")}


def load_size(t, op, kind):
    """The size of an object that is known to be exactly of this type."""
    field, region = SIZES[kind]
    return t.emit(M.load_int, op, t.host.offset(field), region=region)
