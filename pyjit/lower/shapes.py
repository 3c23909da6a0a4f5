"""What objects that the trace makes are made of, if that is all there is to them: no code runs when they end, and nobody hears of it."""
from types import MemberDescriptorType

from pyjit.host.types import dict_of, mro
from pyjit.lower.attributes.classes import is_immutable, slot
from pyjit.trace.ir import Shape

SIZES = "tp_basicsize", "tp_itemsize", "tp_dictoffset", "tp_weaklistoffset"
INLINE = 30      # inline values of an instance, at most (SHARED_KEYS_MAX_SIZE, Include/internal/pycore_dict.h)


class Plain:
    """A class that says nothing about the end of its instances."""


def is_left_alone(t, cls):
    """Does nothing but the usual happen when an instance ends? (subtype_dealloc, Objects/typeobject.c)"""
    made_in_c = [base for base in mro(cls) if is_immutable(t, base)]
    return (slot(t, cls, "tp_dealloc") == slot(t, Plain, "tp_dealloc") and not slot(t, cls, "tp_finalize")
            and all(base is object or base is tuple for base in made_in_c))


def tuple_shape(t, cls, count):
    """The Shape of a tuple of so many items. None if it is one of a class of its own that adds anything to that."""
    offset = t.host.offset
    if cls is not tuple and not (is_left_alone(t, cls) and all(slot(t, cls, name) == slot(t, tuple, name) for name in SIZES)):
        return None
    first = offset("PyTupleObject.ob_item")
    items = range(first, first + 8 * count, 8)
    return Shape(t.object_constant(cls), count, tuple(reversed(items)), {offset("PyVarObject.ob_size"): count},
                 dict.fromkeys(items, "tuple"))


def instance_shape(t, cls):
    """The Shape of an instance of a class whose instances object.__new__ makes, or None."""
    if not is_left_alone(t, cls):
        return None
    flags, constant = t.host.types.flags(cls), t.host.constant
    if flags & constant("Py_TPFLAGS_INLINE_VALUES"):
        return inline_shape(t, cls)
    if flags & constant("Py_TPFLAGS_MANAGED_DICT") or slot(t, cls, "tp_dictoffset") or slot(t, cls, "tp_weaklistoffset"):
        return None
    places = member_places(t, cls)
    if slot(t, cls, "tp_basicsize") != t.host.size("PyObject") + 8 * len(places):
        return None
    return Shape(t.object_constant(cls), 0, places, {}, regions(places))


def inline_shape(t, cls):
    """With inline values, in use, and no dict. (_PyObject_InitInlineValues, Objects/dictobject.c)"""
    offset, start = t.host.offset, t.host.types.inline_values
    capacity, size, values, valid = (start + offset("PyDictValues." + name) for name in ("capacity", "size", "values", "valid"))
    places = tuple(range(values, values + 8 * INLINE, 8))
    return Shape(t.object_constant(cls), 0, places, {valid: 1, t.host.constant("MANAGED_DICT_OFFSET"): 0}, regions(places),
                 (capacity, size, values))


def member_places(t, cls):
    """Where the slots that classes have named are, in the order in which they are cleared: those of a class before its base's."""
    places = []
    for base in mro(cls):
        members = [member for member in dict_of(base).values() if type(member) is MemberDescriptorType]
        places += sorted(t.host.types.member(member)[0] for member in members)
    return tuple(places)


def regions(places):
    """The regions of attributes."""
    return {place: "attributes/%d" % place for place in places}
