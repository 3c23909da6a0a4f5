"""Classes: what a class says about an attribute of its instances, and the guards that hold it to that.

A class has a version, which changes with every change to it or its bases; what a lookup finds is a constant as long as the
version stays. Immutable classes need no such guard."""
from pyjit.host.types import MISSING, dict_of, lookup, mro
from pyjit.patterns.families import M

SIGN32 = 1 << 31
RESTLESS = 100   # versions that a class may have had: guards on one that changes all the time would not hold

# Slots that stand in a struct of their own: {how their names begin: (the type's field that points there, the struct)}.
SUITES = {"nb": ("tp_as_number", "PyNumberMethods."), "mp": ("tp_as_mapping", "PyMappingMethods."),
          "sq": ("tp_as_sequence", "PySequenceMethods.")}


class Hooked:
    """A class whose __getattr__ is asked for what the usual way does not find."""

    def __getattr__(self, name):
        raise AttributeError(name)


def slot(t, cls, name):
    """The address of a function in one of a type's slots, or 0. name: as in CPython's structs: tp_new, nb_add, mp_subscript, sq_length."""
    suite, words = SUITES.get(name[:2]), t.host.words
    if suite is None:
        return words[id(cls) + t.host.offset("PyTypeObject." + name) >> 3]
    methods = words[id(cls) + t.host.offset("PyTypeObject." + suite[0]) >> 3]
    return methods and words[methods + t.host.offset(suite[1] + name) >> 3]


def is_immutable(t, cls):
    return bool(t.host.types.flags(cls) & t.host.constant("Py_TPFLAGS_IMMUTABLETYPE"))


def is_steady(t, cls):
    """May guards rely on the class staying as it is?"""
    if is_immutable(t, cls):
        return True
    versions = t.host.peek.u16(id(cls) + t.host.offset("PyTypeObject.tp_versions_used"))
    return versions < RESTLESS and bool(t.host.types.version_tag(cls))


def guard_version(t, cls):
    """The class is as it was seen."""
    if is_immutable(t, cls):
        return
    t.object_constant(cls)
    version = t.host.types.version_tag(cls)
    t.guard(M.guard_u32_at, id(cls) + t.host.offset("PyTypeObject.tp_version_tag"), (version ^ SIGN32) - SIGN32,
            region="type versions")


def guard_class(t, op, cls):
    """The object's type is exactly `cls`, as it was seen."""
    t.guard_type(op, cls)
    guard_version(t, cls)


def guard_found(t, found):
    """What lies in a class behaves as it was seen to: whether it is a descriptor is its own class's to say."""
    if not is_immutable(t, type(found)):
        guard_class(t, t.object_constant(found), type(found))


def held_by_class(t, cls, name, found):
    """What lies in a class, as a value, when its version has been guarded: a constant, unless the trace would keep alive what the
    program may let go of, and take no notice. Then it is read from the dict where it lies, which stays as it is with the version."""
    if t.host.is_mortal(found) or t.host.is_inert(found):
        return t.constant(found)
    holder = next(base for base in mro(cls) if dict_of(base).get(name, MISSING) is found)
    entry = None if is_immutable(t, holder) else t.host.dict_entry(t.host.class_dict(holder), name)
    if entry is None:
        return t.constant(found)
    return t.emit(M.load_object, t.word(entry.keys), entry.value_offset, region="class values")


def reads_plainly(t, cls):
    """Does the class look its attributes up in the usual way, at least for those that are there? (PyObject_GenericGetAttr)"""
    function = slot(t, cls, "tp_getattro")
    if function == t.host.symbol("PyObject_GenericGetAttr"):
        return True
    return function == slot(t, Hooked, "tp_getattro") and lookup(cls, "__getattribute__") is object.__getattribute__


def is_hooked(t, cls):
    """Is there a __getattr__ beside the usual way?"""
    return slot(t, cls, "tp_getattro") != t.host.symbol("PyObject_GenericGetAttr")


def writes_plainly(t, cls):
    """Does the class store its attributes in the usual way?"""
    return slot(t, cls, "tp_setattro") == t.host.symbol("PyObject_GenericSetAttr")


def is_data(t, found):
    """Does an attribute of the class win over one of the instance?"""
    return bool(slot(t, type(found), "tp_descr_set"))


def is_bound(t, found):
    """Is an attribute of the class asked what it is for an instance?"""
    return bool(slot(t, type(found), "tp_descr_get"))


def is_method(t, found):
    """Is it a function that is called with the instance in front?"""
    return bool(t.host.types.flags(type(found)) & t.host.constant("Py_TPFLAGS_METHOD_DESCRIPTOR"))
