"""Subscripts: items of lists, tuples, strings and other builtin containers."""
from pyjit.ir import HEAP, OWNED
from pyjit.lower.arithmetic import integer
from pyjit.lower.registry import bytecode
from pyjit.lower.tracer import M

INTS = (int, bool)


@bytecode("BINARY_SUBSCR")
def binary_subscr(t, arg):
    index, container = t.type_of(0), t.type_of(1)
    lower = ITEMS.get((container, index))
    if lower is None or not lower(t):
        any_item(t)


def position(t, length, live_index, live_length):
    """An index from either end as one from the start, within bounds; None when it is out of bounds now."""
    if not -live_length <= live_index < live_length:
        return None
    index = integer(t, t.peek(0).op, int)
    if live_index < 0:
        index = t.guard(M.int_add, length, index)
    t.guard(M.guard_below, index, length)
    return index


def list_item(t):
    """A borrowed item. (list_subscript, Objects/listobject.c)"""
    sequence, live, live_index = t.peek(1).op, t.live(1), t.live(0)
    if not -len(live) <= live_index < len(live):
        return False
    t.guard_type(sequence, list)
    length = t.emit(M.load_int, sequence, t.host.offset("PyVarObject.ob_size"), region="list size")
    index = position(t, length, live_index, len(live))
    items = t.emit(M.load_word, sequence, t.host.offset("PyListObject.ob_item"), region="list size")
    value = t.emit(M.load_object_at, items, index, 0, region="list items")
    take_item(t, value)
    return True


def tuple_item(t):
    sequence, live, live_index = t.peek(1).op, t.live(1), t.live(0)
    if not -len(live) <= live_index < len(live):
        return False
    t.guard_type(sequence, tuple)
    length = t.emit(M.load_int, sequence, t.host.offset("PyVarObject.ob_size"), region="tuple")
    index = position(t, length, live_index, len(live))
    value = t.emit(M.load_object_at, sequence, index, t.host.offset("PyTupleObject.ob_item"), region="tuple")
    take_item(t, value)
    return True


def take_item(t, value):
    """A borrowed item takes the place of container and index. If the container dies now, the item is kept first."""
    container = t.peek(1)
    if container.mode is OWNED:
        value = t.keep_another(value)
        t.pop_drop(2)
        t.push(value, OWNED)
    else:
        t.pop_drop(2)
        t.push(value, HEAP)


def any_item(t):
    """Any container and key: the C-API."""
    key, container = t.borrow(t.peek(0)), t.borrow(t.peek(1))
    t.before_code()
    out = t.call(M.call_object, "PyObject_GetItem", container, key, runs_code=True)
    t.unborrow(key)
    t.unborrow(container)
    t.pop_drop(2)
    t.check(out, 2, 1)
    t.push(out)


ITEMS = {(list, int): list_item, (tuple, int): tuple_item}


@bytecode("STORE_SUBSCR")
def store_subscr(t, arg):
    """container[key] = value; the stack holds value, container, key."""
    key, container = t.type_of(0), t.type_of(1)
    lower = STORES.get((container, key))
    if lower is None or not lower(t):
        any_store(t)


def store_list_item(t):
    """Replace an item; what it was is released. (list_ass_item, Objects/listobject.c)"""
    sequence, live, live_index, kind = t.peek(1).op, t.live(1), t.live(0), t.type_of(2)
    if not -len(live) <= live_index < len(live):
        return False
    old = live[live_index]
    t.guard_type(sequence, list)
    length = t.emit(M.load_int, sequence, t.host.offset("PyVarObject.ob_size"), region="list size")
    index = position(t, length, live_index, len(live))
    items = t.emit(M.load_word, sequence, t.host.offset("PyListObject.ob_item"), region="list size")
    before = t.emit(M.load_object_at, items, index, 0, region="list items")
    if not t.host.is_leaf(id(type(old))):
        return False
    t.guard_type(before, type(old))
    ref = t.peek(2)
    if kind is type(old) and kind is float:
        number = t.as_float(ref.op)
        t.before_effect()
        t.put(number, "at", items, index, 0, region="list items")
        t.pop_drop(3)
        return True
    if kind is type(old) and kind is int and -1 << 63 <= t.live(2) < 1 << 63:
        number = t.as_int(ref.op)
        t.before_effect()
        t.put(number, "at", items, index, 0, region="list items")
        t.pop_drop(3)
        return True
    t.before_effect()
    t.pop_drop(2)
    value = t.own(t.pop())
    t.emit(M.store_word_at, items, index, 0, value, region="list items")
    t.release(before)
    return True


def any_store(t):
    key, container, value = (t.borrow(t.peek(n)) for n in (0, 1, 2))
    t.before_code()
    status = t.emit(M.sign_extend, t.call(M.call_word, "PyObject_SetItem", container, key, value, runs_code=True))
    for op in (key, container, value):
        t.unborrow(op)
    t.pop_drop(3)
    t.check(status, 3, 1)


STORES = {(list, int): store_list_item}
