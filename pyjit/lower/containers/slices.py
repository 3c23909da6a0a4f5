"""Slices: x[a:b] and its like, read, stored into and deleted.

A slice object that the next bytecode takes as its key is not made: both are lowered as one, and leave at the first."""
from opcode import opmap

from pyjit.lower.containers import slice_objects
from pyjit.lower.containers.sizes import load_size
from pyjit.lower.numbers.arithmetic import INPLACE, OPERATORS, integer
from pyjit.lower.registry import bytecode
from pyjit.lower.tracer import BITS64
from pyjit.patterns.define import OBJ
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, MEMORY, OWNED, Const

OTHER_PART = "{here}: the parts are not of one length, or not of one place"   # where the trace leaves

# Exact types whose slices one C function makes of (object, start, stop), 0 <= start and stop.
CUT = {
    list: "PyList_GetSlice", tuple: "PyTuple_GetSlice", str: "PyUnicode_Substring", bytes: "PySequence_GetSlice",
    bytearray: "PySequence_GetSlice"}
UP, DOWN = 0, -1    # a slice's direction, as slice_bound has it
BOUNDS = (int, type(None))


def is_plain(t, places):
    """Are these entries what slices of the builtin sequences are made of, ints of 64 bits or None?"""
    return all(is_bound(t.live(n)) for n in places)


def is_bound(live):
    """Is this what slices of the builtin sequences are made of?"""
    return type(live) in BOUNDS and (live is None or -BITS64 <= live < BITS64)


def length(t, container, kind):
    """The length of an object that has been found to be of a type of CUT."""
    t.guard_type(container, kind)
    return load_size(t, container, kind)


def bound(t, n, size, absent, direction=UP):
    """The bound that is n entries below the top, as a position; `absent` is that of None."""
    return position(t, t.peek(n).op, t.live(n), size, absent, direction)


def position(t, op, live, size, absent, direction=UP):
    """A bound, which is `live` now."""
    if live is None:
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
    out = cut(t, kind, t.peek(2).op, at(t, 1), at(t, 0))
    t.pop_drop(3)
    t.check(out, 3, 2)
    t.push(out)


def at(t, n):
    """(value, live value) of an entry."""
    return t.peek(n).op, t.live(n)


def cut(t, kind, container, start, stop):
    """The slice between the bounds, (value, live value) each."""
    size = length(t, container, kind)
    out = t.call(M.call_object, CUT[kind], container, position(t, *start, size, t.integer(0)), position(t, *stop, size, size))
    out.type = id(kind)
    return out


def by_object(t):
    """container[key] where the key is a slice object without a step."""
    kind, key = t.type_of(1), t.live()
    if kind not in CUT or key.step is not None or not is_bound(key.start) or not is_bound(key.stop):
        return False
    out = cut(t, kind, t.peek(1).op, *slice_objects.parts(t, t.peek().op, key))
    t.pop_drop(2)
    t.check(out, 2, 1)
    t.push(out)
    return True


def slice_object(t):
    """slice(start, stop) of the two topmost entries, which stay."""
    stop, start = t.borrow(t.peek(0)), t.borrow(t.peek(1))
    made = t.call(M.call_object, "PySlice_New", start, stop, t.word(0))
    t.unborrow(stop)
    t.unborrow(start)
    t.guard(M.guard_set, made)
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
    if t.reversal is not None:
        finish_reversal(t)
        return
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
    t.guard(M.guard_int_eq, t.guard(M.int_sub, stop, start), count, why=OTHER_PART)
    t.guard(M.guard_sole, value, why="{here}: what is stored is in use elsewhere, too")
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
        if whole(t, arg, following):
            t.done_ahead = 1
            return
    made = slice_objects.new(t, t.frame.stack[-arg:])
    del t.frame.stack[-arg:]
    t.push(made)


def new_slice(t, count):
    """A slice object of the topmost entries, which stay."""
    borrowed = [t.borrow(t.peek(n)) for n in reversed(range(count))]
    made = t.call(M.call_object, "PySlice_New", *borrowed, *[t.word(0)] * (3 - count))
    made.type = id(slice)
    for op in reversed(borrowed):
        t.unborrow(op)
    t.guard(M.guard_set, made)
    return made


def item(t, count, following):
    """container[start:stop:step]"""
    kind, container, step = t.type_of(count), t.peek(count).op, t.live(0) if count == 3 else None
    if step == 0:
        return False
    for n in range(count):
        t.guard_type(t.peek(n).op, t.type_of(n))
    if step is None or step == 1 and isinstance(t.peek(0).op, Const):
        out = cut(t, kind, container, at(t, count - 1), at(t, count - 2))
    elif kind is list and step == -1 and isinstance(t.peek(0).op, Const):
        if is_reversal(t, following):
            begin_reversal(t)
            return True
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
        t.guard(M.guard_int_ne, integer(t, step, int), t.integer(0), why="the step of {here} is 0")
    key = new_slice(t, count)
    out = t.call(M.call_object, "PyObject_GetItem", container, key)
    t.release_quietly(key)
    out.type = id(kind)
    return out


def backwards(t, container):
    """A list's items from start down to stop, which is not among them. (list_subscript, Objects/listobject.c)"""
    offset = t.host.offset
    start, count = region_backwards(t, container)
    out = t.call(M.call_object, "PyList_New", count)
    t.guard(M.guard_set, out)
    out.type = id(list)
    items = t.emit(M.load_word, container, offset("PyListObject.ob_item"), region="list size")
    to = t.emit(M.load_word, out, offset("PyListObject.ob_item"), region="list size")
    t.emit(M.copy_backwards, to, items, start, count, region="new object")
    return out


def region_backwards(t, container):
    """Where a slice of step -1 (the stack holds start, stop, step) begins, and how many items it has."""
    size = length(t, container, list)
    start, stop = bound(t, 2, size, None, DOWN), bound(t, 1, size, t.integer(-1), DOWN)
    if start is None:
        start = t.guard(M.int_sub, size, t.integer(1))
    return start, t.emit(M.int_max, t.guard(M.int_sub, start, stop), t.integer(0))


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


# -- a part of a list reversed in its place ------------------------------------------------------------------------------------

# x[a:b] = x[c:d:-1] of one and the same part makes no list: nothing but loads and arithmetic stands between the slice and the
# store, so that until the store every guard may leave before the slice, which the interpreter then takes anew.
BETWEEN = 12    # instructions, at most


class Reversal:
    """A slice that is not taken, on its way into a list's slice: of which list, from where, how many items."""

    def __init__(self, container, low, count):
        self.container, self.low, self.count = container, low, count


def is_reversal(t, following):
    """Is what comes next the store of this slice into the place that it has been taken from?"""
    owned = any(ref.mode in (OWNED, MEMORY) and ref.op.kind is OBJ for ref in t.frame.stack[-4:])
    if owned or t.restart or t.frame.facts.reversals_fail:
        return False
    target = target_of_store(t, following.next)
    if target is None or target[0] is not t.live(3):
        return False
    size = len(target[0])
    first, last, _ = slice(t.live(2), t.live(1), -1).indices(size)
    start, stop, _ = slice(target[1], target[2]).indices(size)
    count = max(first - last, 0)
    return start == first - count + 1 and stop - start == count


def target_of_store(t, offset):
    """Container, start and stop of the STORE_SLICE that comes after pure instructions from `offset` on; None if others come."""
    at, facts, found = t.frame.facts.bytecode.instructions, t.frame.facts, []
    for _ in range(BETWEEN):
        instruction = at[offset]
        opcode, arg, offset = instruction.opcode, instruction.oparg, instruction.next
        if opcode == opmap["STORE_SLICE"]:
            plain = len(found) == 3 and type(found[0]) is list and type(found[1]) in BOUNDS and type(found[2]) in BOUNDS
            return found if plain else None
        if opcode in LOADS:
            addresses = [t.live_local(index) for index in LOADS[opcode](arg)]
            if not all(addresses):
                return None
            found += map(t.host.object_at, addresses)
        elif opcode == opmap["LOAD_CONST"]:
            found.append(facts.code.co_consts[arg])
        elif opcode == opmap["BINARY_OP"] and len(found) > 1:
            y, x = found.pop(), found.pop()
            found.append(of_numbers(arg, x, y))
        elif opcode != opmap["EXTENDED_ARG"]:
            return None
    return None


LOADS = {opmap["LOAD_FAST"]: lambda arg: (arg,), opmap["LOAD_FAST_LOAD_FAST"]: lambda arg: (arg >> 4, arg & 15)}


def of_numbers(arg, x, y):
    """What BINARY_OP gives of two ints if it is done on 64-bit numbers, else something that is no bound."""
    sign, function, int_op, _, _ = OPERATORS[arg % INPLACE]
    if type(x) is int and type(y) is int and sign in ("+", "-", "*", "&"):
        result = function(x, y)
        if all(-BITS64 <= v < BITS64 for v in (x, y, result)):
            return result
    return ...


def begin_reversal(t):
    """The slice's place on the stack is taken by nothing at all."""
    t.restart = t.snapshot(), None
    container = t.peek(3).op
    start, count = region_backwards(t, container)
    low = t.guard(M.int_add, t.guard(M.int_sub, start, count), t.integer(1))
    t.pop_drop(4)
    t.reversal = Reversal(container, low, count)
    t.push(t.word(0), FIXED)


def finish_reversal(t):
    """The stack holds nothing at all, container, start, stop."""
    reversal, container = t.reversal, t.peek(2).op
    size = length(t, container, list)
    if container is not reversal.container:
        t.guard(M.guard_same, container, reversal.container, why=OTHER_PART)
    start, stop = bound(t, 1, size, t.integer(0)), bound(t, 0, size, size)
    t.guard(M.guard_int_eq, start, reversal.low, why=OTHER_PART)
    t.guard(M.guard_int_eq, t.guard(M.int_sub, stop, start), reversal.count, why=OTHER_PART)
    t.restart = t.reversal = t.saved = None
    t.before_effect(4)
    items = t.emit(M.load_word, container, t.host.offset("PyListObject.ob_item"), region="list size")
    t.emit(M.reverse_items, t.emit(M.item_address, items, start), reversal.count, region="list items")
    t.pop_drop(4)


WHOLE = {opmap["BINARY_SUBSCR"]: item, opmap["DELETE_SUBSCR"]: delete}
