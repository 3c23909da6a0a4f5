"""Descriptors of builtin kinds that say where in the instance an attribute stands: slots, members of C types, fields of named
tuples."""
from pyjit.host.types import mro
from pyjit.lower.containers.sizes import load_size
from pyjit.lower.overwrite import Slot, fill, guard_empty, load, overwrite
from pyjit.patterns.families import M

READ_ONLY = 1
# The numbers that members hold, by their type in C: how one is loaded. Each load makes a new object, in the interpreter too.
NUMBERS = {
    "Py_T_SHORT": "load_i16", "Py_T_INT": "load_i32", "Py_T_LONG": "load_int", "Py_T_DOUBLE": "load_float",
    "Py_T_BYTE": "load_i8", "Py_T_UBYTE": "load_u8", "Py_T_USHORT": "load_u16", "Py_T_UINT": "load_u32",
    "Py_T_LONGLONG": "load_int", "Py_T_PYSSIZET": "load_int"}
OBJECTS = ("Py_T_OBJECT_EX", "_Py_T_OBJECT")   # without an object: an AttributeError, None


class Member:
    """A member of the object `live`. kind: the name of its type in C; address: of the object that it holds now, or 0."""

    def __init__(self, t, live, found):
        self.offset, number, self.flags = t.host.types.member(found)
        self.region = "attributes/%d" % self.offset
        self.kind = next((kind for kind in (*NUMBERS, *OBJECTS) if t.host.constant(kind) == number), None)
        self.usable = bool(self.kind) and not self.flags & ~READ_ONLY and any(found.__objclass__ is c for c in mro(type(live)))
        self.address = self.kind in OBJECTS and self.usable and t.host.words[id(live) + self.offset >> 3]

    def is_readable(self):
        return self.usable and (self.kind != "Py_T_OBJECT_EX" or bool(self.address))

    def is_writable(self, t):
        return self.usable and self.kind == "Py_T_OBJECT_EX" and not self.flags & READ_ONLY

    def load(self, t, owner):
        """The value, borrowed if it is an object."""
        if self.kind in NUMBERS:
            return t.emit(getattr(M, NUMBERS[self.kind]), owner, self.offset, region=self.region)
        if self.address:
            return load(t, Slot(owner, self.offset, self.region))
        guard_empty(t, Slot(owner, self.offset, self.region))
        return t.constant(None)

    def store(self, t, owner, above=1):
        """Store the entry that has `above` others on it, and drop all of these."""
        place = Slot(owner, self.offset, self.region)
        if self.address:
            overwrite(t, place, self.address, above)
            return
        for other in fill(t, place, above):
            t.drop(other)


def load_field(t, owner, index):
    """An item of a named tuple. (tuplegetter_descr_get, Modules/_collectionsmodule.c)"""
    t.guard(M.guard_int_gt, load_size(t, owner, tuple), t.integer(index), why="{here}: the tuple is too short")
    return t.emit(M.load_object, owner, t.host.offset("PyTupleObject.ob_item") + 8 * index, region="tuple")
