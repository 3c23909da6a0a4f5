"""Loops over iterables: GET_ITER and FOR_ITER.

A step of a well-known iterator is done inline, in two parts: guards and loads first (a `Step`), then its effects. So iterators can be
nested: a step of enumerate() or zip() is made of the steps below it. All others are asked through their tp_iternext."""
from pyjit.ir import HEAP, OWNED, Ref
from pyjit.lower.registry import bytecode
from pyjit.lower.tracer import Abort, M

RANGE, LIST, TUPLE = type(iter(range(0))), type(iter([])), type(iter(()))
ASCII, BYTES, BYTEARRAY = type(iter("")), type(iter(b"")), type(iter(bytearray()))

# iter() of these runs no code.
QUIET_ITERABLES = frozenset((
    range, list, tuple, str, bytes, bytearray, dict, set, frozenset, enumerate, zip, map, filter, reversed, type({}.keys()),
    type({}.values()), type({}.items()), RANGE, LIST, TUPLE, ASCII, BYTES, BYTEARRAY))


@bytecode("GET_ITER")
def get_iter(t, arg):
    """iter(x); an iterator is its own."""
    if t.known_type(t.peek().op) == id(RANGE):
        return   # the call before has made it in the range's place: see pyjit.lower.ranges
    kind = t.type_of()
    quiet = kind in QUIET_ITERABLES
    if quiet:
        t.guard_type(t.peek().op, kind)
    x = t.borrow(t.peek())
    if not quiet:
        t.before_code()
    out = t.call(M.call_object, "PyObject_GetIter", x, runs_code=not quiet)
    t.unborrow(x)
    t.pop_drop()
    t.check(out, 1, 0)
    t.push(out)


@bytecode("END_FOR")
def end_for(t, arg):
    raise Abort("END_FOR outside of a for loop")


@bytecode("FOR_ITER")
def for_iter(t, arg):
    step = next_step(t, t.peek().op, t.live_address())
    if step is None:
        any_iterator(t, t.type_of())
        return
    step.advance()
    if step.value is None:
        t.pop_drop()   # the loop's own END_FOR and POP_TOP are skipped
    elif step.items is None:
        t.frame.stack.append(step.value)
    else:
        t.push_virtual(step.items)


class Step:
    """A step of an iterator, seen and guarded but not yet done.

    value: a Ref of what it gives, None when the iterator is exhausted; items: Refs of a tuple's items, for one that need not be
    made; advance: does what the step does to the iterator."""

    def __init__(self, value, advance, items=None):
        self.value, self.advance, self.items = value, advance, items


def next_step(t, iterator, address):
    """The Step of a well-known iterator, or None (and no guard but that on its type)."""
    kind = t.host.object_at(t.host.type_address(address))
    look = STEPS.get(kind)
    if look is None:
        return None
    t.guard_type(iterator, kind)
    return look(t, iterator, address)


# -- range ---------------------------------------------------------------------------------------------------------------------


def range_step(t, iterator, address):
    """The fields start and len move with each step. (rangeiter_next, Objects/rangeobject.c)"""
    offset, region = t.host.offset, "range iterator"
    start_at, step_at, len_at = (offset("_PyRangeIterObject." + name) for name in ("start", "step", "len"))
    length = t.emit(M.load_int, iterator, len_at, region=region)
    if t.host.peek.i64(address + len_at) <= 0:
        t.guard(M.guard_int_le, length, t.integer(0))
        return Step(None, lambda: None)
    t.guard(M.guard_int_gt, length, t.integer(0))
    value = t.emit(M.load_int, iterator, start_at, region=region)
    step = t.emit(M.load_int, iterator, step_at, region="range iterator step")
    after = t.guard(M.int_add, value, step)
    rest = t.guard(M.int_sub, length, t.integer(1))

    def advance():
        t.emit(M.store_word, iterator, start_at, after, region=region)
        t.emit(M.store_word, iterator, len_at, rest, region=region)
    return Step(Ref(value, OWNED), advance)


# -- sequences by index ----------------------------------------------------------------------------------------------------------


class Indexed:
    """An iterator with it_index and it_seq, which is NULL once it is exhausted. `item(t, sequence, index)` is a Ref; size, region:
    where the sequence's length stands. A sequence may change under way: its length is asked each time."""

    def __init__(self, struct, region, item, size="PyVarObject.ob_size"):
        self.struct, self.region, self.item, self.size = struct, region, item, size

    def __call__(self, t, iterator, address):
        offset, peek, own = t.host.offset, t.host.peek, self.struct
        index_at, sequence_at = offset(own + ".it_index"), offset(own + ".it_seq")
        live = peek.u64(address + sequence_at)
        if not live:
            return exhausted_before(t, iterator, sequence_at, own)
        sequence = t.emit(M.load_object, iterator, sequence_at, region=own + " sequence")
        t.guard(M.guard_set, sequence)
        index = t.emit(M.load_int, iterator, index_at, region=own)
        size = t.emit(M.load_int, sequence, offset(self.size), region=self.region)
        if peek.i64(address + index_at) >= peek.i64(live + offset(self.size)):
            return self.exhausted(t, iterator, sequence, live, index, size)
        t.guard(M.guard_below, index, size)
        value = self.item(t, sequence, index)
        after = t.guard(M.int_add, index, t.integer(1))
        return Step(value, lambda: t.emit(M.store_word, iterator, index_at, after, region=own))

    def exhausted(self, t, iterator, sequence, live, index, size):
        """The iterator lets go of its sequence."""
        t.guard(M.guard_int_ge, index, size)
        drop = t.dropping(sequence, live)
        sequence_at = t.host.offset(self.struct + ".it_seq")

        def advance():
            t.emit(M.store_word, iterator, sequence_at, t.word(0), region=self.struct + " sequence")
            drop()
        return Step(None, advance)


def exhausted_before(t, iterator, sequence_at, struct):
    """Nothing more comes of an iterator that has let go of its sequence."""
    t.guard(M.guard_null, t.emit(M.load_object, iterator, sequence_at, region=struct + " sequence"))
    return Step(None, lambda: None)


def list_item(t, sequence, index):
    items = t.emit(M.load_word, sequence, t.host.offset("PyListObject.ob_item"), region="list size")
    return Ref(t.emit(M.load_object_at, items, index, 0, region="list items"), HEAP)


def tuple_item(t, sequence, index):
    return Ref(t.emit(M.load_object_at, sequence, index, t.host.offset("PyTupleObject.ob_item"), region="tuple"), HEAP)


def bytes_item(t, sequence, index):
    return Ref(t.emit(M.load_u8_at, sequence, index, t.host.offset("PyBytesObject.ob_sval"), region="bytes"), OWNED)


def bytearray_item(t, sequence, index):
    start = t.emit(M.load_word, sequence, t.host.offset("PyByteArrayObject.ob_start"), region="bytearray size")
    return Ref(t.emit(M.load_u8_at, start, index, 0, region="bytearray"), OWNED)


STEPS = {
    RANGE: range_step, LIST: Indexed("_PyListIterObject", "list size", list_item),
    TUPLE: Indexed("_PyTupleIterObject", "tuple", tuple_item), BYTES: Indexed("striterobject", "bytes", bytes_item),
    BYTEARRAY: Indexed("bytesiterobject", "bytearray size", bytearray_item)}


# -- any other -------------------------------------------------------------------------------------------------------------------

# Iterators whose step runs no code as long as somebody else holds what they walk over: where that stands.
WALKERS = {kind: field for kinds, field in (
    ((type(iter({})), type(iter({}.values())), type(iter({}.items())), type(reversed({}))), "dictiterobject.di_dict"),
    ((type(iter(set())),), "setiterobject.si_set"),
    ((type(iter("\u20ac")), ASCII), "unicodeiterobject.it_seq"),
    ((type(reversed([])),), "listreviterobject.it_seq")) for kind in kinds}


def any_iterator(t, kind):
    """tp_iternext of the type seen. NULL without an exception, or with StopIteration, is the end; which it was, the next bytecode
    shows."""
    t.guard_type(t.peek().op, kind)
    quiet = kind in WALKERS and is_quiet_walk(t, WALKERS[kind])
    if not quiet:
        t.before_code()
    target = t.host.peek.u64(id(kind) + t.host.offset("PyTypeObject.tp_iternext"))
    value = t.call(M.call_object, target, t.peek().op, runs_code=not quiet)
    t.after = lambda offset: after_next(t, value, offset, t.instruction, quiet)


def is_quiet_walk(t, field):
    """An exhausted iterator lets go of what it walked over: does that free nothing?"""
    offset = t.host.offset(field)
    live = t.host.peek.u64(t.live_address() + offset)
    if not live or t.host.peek.i64(live + t.host.offset("PyObject.ob_refcnt")) < 2:
        return False
    walked = t.emit(M.load_object, t.peek().op, offset, region="walk")
    t.guard(M.guard_set, walked)
    t.guard(M.guard_shared, walked)
    return True


def after_next(t, value, offset, instruction, quiet):
    """A fault goes back to FOR_ITER with a raiser in the iterator's place, which also stands for an iterator at its end."""
    fault = t.fault_snapshot(operands=1, raiser=0, present=1)
    if offset == instruction.next:
        t.guard(M.guard_set, value, snapshot=fault)
        t.push(value)
        return
    t.push(value)
    went_on = t.snapshot(instruction.next)
    t.pop()
    t.guard(M.guard_null, value, snapshot=went_on)
    if quiet:
        t.guard(M.guard_null, t.call(M.call_word, "PyErr_Occurred"), snapshot=fault)
    else:
        end_without_fault(t, fault)
    t.pop_drop()


def end_without_fault(t, fault):
    """Leave unless the end came without an exception or with StopIteration, which is taken away with its value."""
    place = t.emit(M.argument_array, 0)
    status = t.emit(M.sign_extend, t.call(M.call_word, "_PyGen_FetchStopIterationValue", place))
    t.guard(M.guard_int_ge, status, t.integer(0), snapshot=fault)
    t.release(t.emit(M.load_object, place, 0, region="arguments"))
