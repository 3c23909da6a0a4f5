"""Items of lists and tuples."""
from pyjit.host.types import lookup
from pyjit.lower.attributes.classes import guard_class, is_steady
from pyjit.lower.containers.indexing import in_bounds, position, take_item
from pyjit.lower.containers.sizes import load_size
from pyjit.lower.handling import go_to_handler, may_be_followed
from pyjit.lower.identity import TYPES, is_sole
from pyjit.lower.numbers.arithmetic import integer
from pyjit.lower.overwrite import letting_go
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, Ref

IN_RANGE = "the index in {here} was out of range"


def list_item(t):
    """A borrowed item. (list_subscript, Objects/listobject.c)"""
    sequence = t.peek(1).op
    if not in_bounds(t):
        return raises(t, list)
    t.guard_type(sequence, list)
    items, index = place(t)
    take_item(t, t.emit(M.load_object_at, items, index, 0, region="list items"))
    return True


def raises(t, kind):
    """The index is out of range, and a handler in the frame goes on."""
    if t.type_of(1) is not kind or not may_be_followed(t):
        return False
    sequence, index, live = t.peek(1).op, t.peek(0).op, t.live(0)
    t.guard_type(sequence, kind)
    index, length = integer(t, index, type(live)), load_size(t, sequence, kind)
    if live < 0:
        t.guard(M.guard_int_lt, t.guard(M.int_add, length, index), t.integer(0), why=IN_RANGE)
    else:
        t.guard(M.guard_int_ge, index, length, why=IN_RANGE)
    go_to_handler(t, IndexError, Ref(t.object_constant("%s index out of range" % kind.__name__), FIXED), (2, 1))
    return True


def place(t):
    """The array of items of the list under the index, and the position in it, after a guard on its bounds."""
    sequence = t.peek(1).op
    index = position(t, load_size(t, sequence, list))
    return t.emit(M.load_word, sequence, t.host.offset("PyListObject.ob_item"), region="list size"), index


def tuple_item(t):
    """Of a tuple, or of an object whose class has tuple's own __getitem__, as that of a named tuple has."""
    length, sequence = tuple.__len__(t.live(1)), t.peek(1).op
    if not -length <= t.live(0) < length:
        return raises(t, tuple)
    guard_class(t, sequence, t.type_of(1))
    index = position(t, load_size(t, sequence, tuple))
    take_item(t, t.emit(M.load_object_at, sequence, index, t.host.offset("PyTupleObject.ob_item"), region="tuple"))
    return True


def does_as_tuple(t, cls, name):
    """Has a class of tuples nothing to say about this method?"""
    return cls is tuple or lookup(cls, name) is vars(tuple)[name] and is_steady(t, cls)


def address_of_item(t):
    """The address of the live item under the index. (No reference to it is held: its count is about to be asked.)"""
    items = t.host.words[t.live_address(1) + t.host.offset("PyListObject.ob_item") >> 3]
    return t.host.words[items + 8 * (t.live(0) % len(t.live(1))) >> 3]


def store_list_item(t):
    """Replace an item; what it was is released. (list_ass_item, Objects/listobject.c)"""
    if not in_bounds(t):
        return False
    ref, old = t.peek(2), address_of_item(t)
    t.guard_type(t.peek(1).op, list)
    items, index = place(t)
    before = t.emit(M.load_object_at, items, index, 0, region="list items")
    if is_sole(t, ref) and id(TYPES[ref.op.kind]) == t.host.type_address(old):
        t.guard_type(before, TYPES[ref.op.kind])
        t.before_effect(3)
        t.put(ref.op, "at", items, index, 0, region="list items")
        t.pop_drop(3)
        return True
    drop = letting_go(t, before, old)
    t.before_effect(3)
    t.emit(M.store_word_at, items, index, 0, t.own(t.peek(2)), region="list items")
    key, container, _ = t.pop(), t.pop(), t.pop()
    drop()
    t.drop(key)
    t.drop(container)
    return True
