"""Items of array.array: typed memory. Each object's type of item is guarded by its descriptor, which never changes."""
from pyjit.lower.attributes.classes import is_immutable
from pyjit.lower.containers.indexing import in_bounds, position, replace
from pyjit.lower.numbers.arithmetic import integer, number
from pyjit.lower.tracer import BITS64
from pyjit.patterns.families import M

name_of, module_of = type.__dict__["__name__"].__get__, type.__dict__["__module__"].__get__


class Items:
    """How the items of a typecode are read and written; an int must lie in [low, high]."""

    def __init__(self, load, store, low=None, high=None):
        self.load, self.store, self.low, self.high = load, store, low, high

    @property
    def is_float(self):
        return self.low is None


def signed(bits, load):
    return Items(load, "store_u%d_at" % bits, -1 << bits - 1, (1 << bits - 1) - 1)


def unsigned(bits, load):
    return Items(load, "store_u%d_at" % bits, 0, (1 << bits) - 1)


WORDS = Items("load_int_at", "store_word_at", -BITS64, BITS64 - 1)
UNSIGNED_WORDS = Items("load_int_at", "store_word_at", 0, BITS64 - 1)    # only the lower half of their values
TYPECODES = {
    "b": signed(8, "load_i8_at"), "B": unsigned(8, "load_u8_at"), "h": signed(16, "load_i16_at"),
    "H": unsigned(16, "load_u16_at"), "i": signed(32, "load_i32_at"), "I": unsigned(32, "load_u32_at"),
    "l": WORDS, "q": WORDS, "L": UNSIGNED_WORDS, "Q": UNSIGNED_WORDS,
    "f": Items("load_single_at", "store_single_at"), "d": Items("load_float_at", "store_float_at")}


def is_array(t, kind):
    """Is the type array.array itself? Types of other modules in C have other names, and those in Python are not immutable."""
    if name_of(kind) != "array" or module_of(kind) != "array" or not is_immutable(t, kind):
        return False
    t.host.types.array = kind
    return True


def items_of(t):
    """(typecode, Items) of the live array under the index, or (typecode, None)."""
    code = t.live(1).typecode
    return code, TYPECODES.get(code)


RANGE = "{here}: the number is beyond those that the array holds"


def place(t):
    """The memory of the array under the index, and the position in it: after guards on its type, descriptor and bounds."""
    array, live, offset = t.peek(1).op, t.live(1), t.host.offset
    t.guard_type(array, type(live))
    descriptor = t.emit(M.load_word, array, offset("arrayobject.ob_descr"), region="array descriptor")
    t.guard(M.guard_is, descriptor, t.host.peek.u64(id(live) + offset("arrayobject.ob_descr")),
            why="{here}: the array holds items of another type")
    index = position(t, t.emit(M.load_int, array, offset("PyVarObject.ob_size"), region="array size"))
    return t.emit(M.load_word, array, offset("arrayobject.ob_item"), region="array size"), index


def array_item(t):
    """An unboxed number. (array_subscr, Modules/arraymodule.c)"""
    code, items = items_of(t)
    if items is None or not in_bounds(t) or items is UNSIGNED_WORDS and t.live(1)[t.live(0)] >= BITS64:
        return False
    memory, index = place(t)
    value = t.emit(getattr(M, items.load), memory, index, 0, region="array of " + code)
    if items is UNSIGNED_WORDS:
        t.guard(M.guard_int_ge, value, t.integer(0), why="{here} does not fit into 63 bits")
    replace(t, 2, value)
    return True


def store_array_item(t):
    """array[index] = number: as a double, or an int within the type's range. (array_ass_subscr, Modules/arraymodule.c)"""
    code, items = items_of(t)
    live = t.live(2)
    if items is None or not in_bounds(t) or not fits(items, live):
        return False
    memory, index = place(t)
    value = (number if items.is_float else integer)(t, t.peek(2).op, type(live))
    if items.high is not None and items.high < BITS64 - 1:
        t.guard(M.guard_int_le, value, t.integer(items.high), why=RANGE)
    if items.low is not None and items.low > -BITS64:
        t.guard(M.guard_int_ge, value, t.integer(items.low), why=RANGE)
    t.emit(getattr(M, items.store), memory, index, 0, value, region="array of " + code)
    t.pop_drop(3)
    return True


def fits(items, value):
    """Can the value be stored as it is?"""
    kind = type(value)
    if items.is_float:
        return kind is float or kind in (int, bool) and -BITS64 <= value < BITS64
    return kind in (int, bool) and items.low <= value <= items.high
