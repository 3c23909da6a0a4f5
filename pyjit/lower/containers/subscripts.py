"""Subscripts: `c[k]`, `c[k] = v`, `del c[k]`. What builtin containers do is lowered in containers/lists.py and its neighbours; here
is the choice by the types seen, and the way through the C-API for everything else."""
from pyjit.lower.containers import arrays, lists, lookups, slices
from pyjit.lower.operators import special
from pyjit.lower.registry import bytecode
from pyjit.lower.text import characters
from pyjit.patterns.families import M

# (container, key) -> function of the tracer, which tells whether it has done it.
ITEMS = {
    (list, int): lists.list_item, (tuple, int): lists.tuple_item, (str, int): characters.str_item, (bytes, int): characters.bytes_item,
    (bytearray, int): characters.bytearray_item}
STORES = {(list, int): lists.store_list_item, (bytearray, int): characters.store_bytearray_item}


def choose(t, table, for_arrays):
    """The function for the types seen, or None."""
    key, container = t.type_of(0), t.type_of(1)
    if key is int and arrays.is_array(t, container):
        return for_arrays
    if table is ITEMS and key is int and lists.does_as_tuple(t, container, "__getitem__"):
        return lists.tuple_item
    return table.get((container, key))


@bytecode("BINARY_SUBSCR")
def binary_subscr(t, arg):
    lower = choose(t, ITEMS, arrays.array_item)
    if t.type_of() is slice and slices.by_object(t):
        return
    if lower is None and (lookups.dict_item(t) or special.getitem(t)):
        return
    if lower is None or not lower(t):
        any_item(t)


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


@bytecode("STORE_SUBSCR")
def store_subscr(t, arg):
    """container[key] = value; the stack holds value, container, key."""
    lower = choose(t, STORES, arrays.store_array_item)
    if lower is None and special.setitem(t):
        return
    if not (lower or lookups.store_dict_item)(t):
        change(t, "PyObject_SetItem", 3)


@bytecode("DELETE_SUBSCR")
def delete_subscr(t, arg):
    """del container[key]."""
    if not lookups.delete_dict_item(t) and not special.delitem(t):
        change(t, "PyObject_DelItem", 2)


def change(t, symbol, operands):
    """Any container, key and value: the C-API."""
    borrowed = [t.borrow(t.peek(n)) for n in range(operands)]
    key, container, *value = borrowed
    t.before_code()
    status = t.emit(M.sign_extend, t.call(M.call_word, symbol, container, key, *value, runs_code=True))
    for op in borrowed:
        t.unborrow(op)
    t.pop_drop(operands)
    t.check(status, operands, 1)
