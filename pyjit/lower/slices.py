"""Slices: x[a:b] and its like, read, stored into and deleted.

A slice object that the next bytecode takes as its key is not made: both are lowered as one, and leave at the first."""
from opcode import opmap

from pyjit.ir import OWNED, Const
from pyjit.lower.arithmetic import integer
from pyjit.lower.registry import bytecode
from pyjit.lower.tracer import BITS64, M

# Exact types whose slices one C function makes of (object, start, stop), 0 <= start and stop; and where their length is.
CUT = {
    list: ("PyList_GetSlice", "PyVarObject.ob_size", "list size"),
    tuple: ("PyTuple_GetSlice", "PyVarObject.ob_size", "tuple"),
    str: ("PyUnicode_Substring", "PyASCIIObject.length", "str"),
    bytes: ("PySequence_GetSlice", "PyVarObject.ob_size", "bytes"),
    bytearray: ("PySequence_GetSlice", "PyVarObject.ob_size", "bytearray size"),
}
END = BITS64 - 1
UP, DOWN = 0, -1    # a slice's direction, as slice_bound has it
BOUNDS = (int, type(None))


def is_plain(t, places):
    """Are these entries what slices of the builtin sequences are made of, ints of 64 bits or None?"""
    return all(t.type_of(n) in BOUNDS and (t.live(n) is None or -BITS64 <= t.live(n) < BITS64) for n in places)


def length(t, container, kind):
    """The length of an object that has been found to be of a type of CUT."""
    _, field, region = CUT[kind]
    t.guard_type(container, kind)
    return t.emit(M.load_int, container, t.host.offset(field), region=region)


def bound(t, n, size, absent, direction=UP):
    """The bound that is n entries below the top, as a position; `absent` is that of None."""
    op = t.peek(n).op
    if t.live(n) is None:
        t.guard_type(op, type(None))
        return absent
    number = integer(t, op, int)
    if isinstance(number, Const) and number.value == 0 and direction is UP:
        return number
    return t.emit(M.slice_bound, number, size, direction)


# -- reading -------------------------------------------------------------------------------------------------------------------


@bytecode("BINARY_SLICE")
def binary_slice(t, arg):
    """The stack holds container, start, stop."""
    kind = t.type_of(2)
    if kind not in CUT or not is_plain(t, (0, 1)):
        any_slice(t)
        return
    out = cut(t, kind, t.peek(2).op, 1, 0)
    t.pop_drop(3)
    t.check(out, 3, 2)
    t.push(out)


def cut(t, kind, container, start, stop):
    """The slice between the bounds at these places."""
    symbol, size = CUT[kind][0], length(t, container, kind)
    out = t.call(M.call_object, symbol, container, bound(t, start, size, t.integer(0)), bound(t, stop, size, size))
    out.type = id(kind)
    return out


def slice_object(t):
    """slice(start, stop) of the two topmost entries, which stay."""
    stop, start = t.borrow(t.peek(0)), t.borrow(t.peek(1))
    made = t.call(M.call_object, "PySlice_New", start, stop, t.word(0))
    t.guard(M.guard_set, made)
    t.unborrow(stop)
    t.unborrow(start)
    return made


def any_slice(t):
    """Any container and bounds: the C-API, with a slice object."""
    container = t.borrow(t.peek(2))
    t.before_code()
    key = slice_object(t)
    out = t.call(M.call_object, "PyObject_GetItem", container, key, runs_code=True)
    t.unborrow(container)
    t.release_quietly(key)
    t.pop_drop(3)
    t.check(out, 3, 2)
    t.push(out)


# -- storing -------------------------------------------------------------------------------------------------------------------


@bytecode("STORE_SLICE")
def store_slice(t, arg):
    """The stack holds value, container, start, stop."""
    if t.type_of(2) is list and t.type_of(3) in (list, tuple) and is_plain(t, (0, 1)):
        into_list(t)
        return
    container, value = t.borrow(t.peek(2)), t.borrow(t.peek(3))
    t.before_code()
    key = slice_object(t)
    status = t.emit(M.sign_extend, t.call(M.call_word, "PyObject_SetItem", container, key, value, runs_code=True))
    t.unborrow(container)
    t.unborrow(value)
    t.release_quietly(key)
    t.pop_drop(4)
    t.check(status, 4, 2)


def into_list(t):
    """Items of a list give way to those of another, or of a tuple. (list_ass_slice, Objects/listobject.c)"""
    value, kind, container = t.peek(3), t.type_of(3), t.peek(2).op
    size = length(t, container, list)
    t.guard_type(value.op, kind)
    start, stop = bound(t, 1, size, t.integer(0)), bound(t, 0, size, size)
    if kind is list and value.mode is OWNED and takes_the_place(t):
        exchange(t, container, value.op, start, stop)
    else:
        t.check(assign(t, container, start, stop, value.op, 4), 4, 2)


def takes_the_place(t):
    """Does the list that is assigned have as many items as the slice, and will nobody see it any more?"""
    first, last, _ = slice(t.live(1), t.live(0)).indices(len(t.live(2)))
    return t.peek_count(t.live_address(3)) == 1 and len(t.live(3)) == last - first


def exchange(t, container, value, start, stop):
    """The lists exchange the items: what the slice held dies with the other list, in the order in which it would have died."""
    offset = t.host.offset
    count = length(t, value, list)
    t.guard(M.guard_int_eq, t.guard(M.int_sub, stop, start), count)
    t.guard(M.guard_sole, value)
    t.before_effect(4)
    ours, others = (t.emit(M.load_word, op, offset("PyListObject.ob_item"), region="list size") for op in (container, value))
    t.emit(M.exchange_items, t.emit(M.item_address, ours, start), others, count, region="list items")
    t.pop_drop(4)


def assign(t, container, start, stop, value, operands):
    """Through the C function, which releases what the slice held; its status, the operands off the stack."""
    t.before_effect()
    status = t.emit(M.sign_extend, t.call(M.call_word, "PyList_SetSlice", container, start, stop, value, runs_code=True))
    t.pop_drop(operands)
    return status


# -- slice objects -------------------------------------------------------------------------------------------------------------


@bytecode("BUILD_SLICE")
def build_slice(t, arg):
    """slice(start, stop) or slice(start, stop, step)."""
    following = t.frame.facts.bytecode.instructions[t.instruction.next]
    whole = WHOLE.get(following.opcode)
    if whole is not None and t.type_of(arg) in CUT and is_plain(t, range(arg)):
        t.make_virtuals(arg + 2)   # what is cut, and what is put in its place
        if whole(t, arg, following):
            t.done_ahead = True
            return
    made = new_slice(t, arg)
    t.pop_drop(arg)
    t.push(made)


def new_slice(t, count):
    """A slice object of the topmost entries, which stay."""
    borrowed = [t.borrow(t.peek(n)) for n in reversed(range(count))]
    made = t.call(M.call_object, "PySlice_New", *borrowed, *[t.word(0)] * (3 - count))
    made.type = id(slice)
    t.guard(M.guard_set, made)
    for op in reversed(borrowed):
        t.unborrow(op)
    return made


def item(t, count, following):
    """container[start:stop:step]"""
    kind, container, step = t.type_of(count), t.peek(count).op, t.live(0) if count == 3 else None
    if step == 0:
        return False
    for n in range(count):
        t.guard_type(t.peek(n).op, t.type_of(n))
    if step is None or step == 1 and isinstance(t.peek(0).op, Const):
        out = cut(t, kind, container, count - 1, count - 2)
    elif kind is list and step == -1 and isinstance(t.peek(0).op, Const):
        out = backwards(t, container)
    else:
        out = stepping(t, kind, container, count)
    t.pop_drop(count + 1)
    t.frame.offset = following.offset
    t.check(out, 2, 1)
    t.push(out)
    return True


def stepping(t, kind, container, count):
    """Through the C-API, which runs no code for these operands."""
    t.guard_type(container, kind)
    step = t.peek(0).op
    if not isinstance(step, Const):
        t.guard(M.guard_int_ne, integer(t, step, int), t.integer(0))
    key = new_slice(t, count)
    out = t.call(M.call_object, "PyObject_GetItem", container, key)
    t.release_quietly(key)
    out.type = id(kind)
    return out


def backwards(t, container):
    """A list's items from start down to stop, which is not among them. (list_subscript, Objects/listobject.c)"""
    offset = t.host.offset
    size = length(t, container, list)
    start, stop = bound(t, 2, size, None, DOWN), bound(t, 1, size, t.integer(-1), DOWN)
    if start is None:
        start = t.guard(M.int_sub, size, t.integer(1))
    count = t.emit(M.int_max, t.guard(M.int_sub, start, stop), t.integer(0))
    out = t.call(M.call_object, "PyList_New", count)
    t.guard(M.guard_set, out)
    out.type = id(list)
    items = t.emit(M.load_word, container, offset("PyListObject.ob_item"), region="list size")
    to = t.emit(M.load_word, out, offset("PyListObject.ob_item"), region="list size")
    t.emit(M.copy_backwards, to, items, start, count, region="new object")
    return out


def delete(t, count, following):
    """del container[start:stop]"""
    if t.type_of(count) is not list or count == 3 and t.live(0) is not None:
        return False
    if count == 3:
        t.guard_type(t.peek(0).op, type(None))
    container = t.peek(count).op
    size = length(t, container, list)
    start, stop = bound(t, count - 1, size, t.integer(0)), bound(t, count - 2, size, size)
    status = assign(t, container, start, stop, t.word(0), count + 1)
    t.frame.offset = following.offset
    t.check(status, 2, 1)
    return True


WHOLE = {opmap["BINARY_SUBSCR"]: item, opmap["DELETE_SUBSCR"]: delete}
