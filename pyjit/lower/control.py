"""Jumps, branches and loops."""
from pyjit.ir import HEAP
from pyjit.lower.registry import bytecode
from pyjit.lower.tracer import Abort, M


@bytecode("JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT")
def jump(t, arg):
    """A loop looks at the eval breaker where its trace begins."""


@bytecode("POP_JUMP_IF_TRUE")
def pop_jump_if_true(t, arg):
    branch(t, t.as_bool(t.peek().op), jumps_when=True)


@bytecode("POP_JUMP_IF_FALSE")
def pop_jump_if_false(t, arg):
    branch(t, t.as_bool(t.peek().op), jumps_when=False)


def branch(t, condition, jumps_when):
    """Go the way that the program goes now; the other way is the guard's exit."""
    truth = t.live() is True
    other = t.instruction.next if truth is jumps_when else t.instruction.target
    ref = t.peek()
    snapshot = t.snapshot(other, drop=1)
    t.guard(M.guard_true if truth else M.guard_false, condition, snapshot=snapshot)
    t.pop()
    t.drop(ref)


@bytecode("POP_JUMP_IF_NONE")
def pop_jump_if_none(t, arg):
    branch_on_none(t, jumps_when=True)


@bytecode("POP_JUMP_IF_NOT_NONE")
def pop_jump_if_not_none(t, arg):
    branch_on_none(t, jumps_when=False)


def branch_on_none(t, jumps_when):
    """As `branch`, on identity with None. An entry that owns its object stays on the stack for the exit, which repeats the test."""
    is_none = t.live() is None
    x = t.borrow(t.peek())
    t.guard(M.guard_is if is_none else M.guard_is_not, x, id(None))
    t.unborrow(x)
    t.pop_drop()


@bytecode("GET_ITER")
def get_iter(t, arg):
    """iter(x); an iterator is its own."""
    kind = t.type_of()
    if kind in QUIET_ITERABLES:
        t.guard_type(t.peek().op, kind)
    x = t.borrow(t.peek())
    quiet = kind in QUIET_ITERABLES
    if not quiet:
        t.before_code()
    out = t.call(M.call_object, "PyObject_GetIter", x, runs_code=not quiet)
    t.unborrow(x)
    t.pop_drop()
    t.check(out, 1, 0)
    t.push(out)


QUIET_ITERABLES = (range, list, tuple, str, bytes, bytearray, dict, set, frozenset, enumerate, zip, type({}.keys()), type({}.values()),
                   type({}.items()), type(iter(())), type(iter([])), type(iter(range(0))))


@bytecode("END_FOR")
def end_for(t, arg):
    raise Abort("END_FOR outside of a for loop")


@bytecode("FOR_ITER")
def for_iter(t, arg):
    kind = t.type_of()
    lower = ITERATORS.get(kind)
    if lower is None:
        any_iterator(t, kind)
    else:
        t.guard_type(t.peek().op, kind)
        lower(t, t.peek().op)


def exhausted(t):
    """The iterator is done: it is popped, and the loop's own END_FOR and POP_TOP are skipped."""
    t.pop_drop()


def range_iterator(t, iterator):
    """The fields start, step and len move with each step. (rangeiter_next, Objects/rangeobject.c)"""
    offset, region = t.host.offset, "range iterator"
    length = t.emit(M.load_int, iterator, offset("_PyRangeIterObject.len"), region=region)
    if t.host.peek.i64(t.live_address() + offset("_PyRangeIterObject.len")) <= 0:
        t.guard(M.guard_int_le, length, t.integer(0))
        exhausted(t)
        return
    t.guard(M.guard_int_gt, length, t.integer(0))
    value = t.emit(M.load_int, iterator, offset("_PyRangeIterObject.start"), region=region)
    step = t.emit(M.load_int, iterator, offset("_PyRangeIterObject.step"), region="range iterator step")
    after = t.guard(M.int_add, value, step)
    rest = t.guard(M.int_sub, length, t.integer(1))
    t.emit(M.store_word, iterator, offset("_PyRangeIterObject.start"), after, region=region)
    t.emit(M.store_word, iterator, offset("_PyRangeIterObject.len"), rest, region=region)
    t.push(value)


def list_iterator(t, iterator):
    """The list may change under way: its size is asked each time. (listiter_next, Objects/listobject.c)"""
    offset = t.host.offset
    address = t.live_address()
    sequence_address = t.host.peek.u64(address + offset("_PyListIterObject.it_seq"))
    if not sequence_address:
        raise Abort("a list iterator that is exhausted already", lasting=False)
    index_at = t.host.peek.i64(address + offset("_PyListIterObject.it_index"))
    sequence = t.emit(M.load_object, iterator, offset("_PyListIterObject.it_seq"), region="list iterator sequence")
    t.guard(M.guard_set, sequence)
    index = t.emit(M.load_int, iterator, offset("_PyListIterObject.it_index"), region="list iterator")
    size = t.emit(M.load_int, sequence, offset("PyVarObject.ob_size"), region="list size")
    if not index_at < t.host.peek.i64(sequence_address + offset("PyVarObject.ob_size")):
        any_iterator(t, type(iter([])))
        return
    t.guard(M.guard_below, index, size)
    items = t.emit(M.load_word, sequence, offset("PyListObject.ob_item"), region="list size")
    value = t.emit(M.load_object_at, items, index, 0, region="list items")
    t.emit(M.store_word, iterator, offset("_PyListIterObject.it_index"), t.guard(M.int_add, index, t.integer(1)),
           region="list iterator")
    t.push(value, HEAP)


def any_iterator(t, kind):
    """tp_iternext of the type seen. NULL without an exception, or with StopIteration, is the end; which it was, the next bytecode
    shows."""
    quiet = kind in QUIET_ITERATORS
    t.guard_type(t.peek().op, kind)
    if not quiet:
        t.before_code()
    target = t.host.peek.u64(id(kind) + t.host.offset("PyTypeObject.tp_iternext"))
    value = t.call(M.call_object, target, t.peek().op, runs_code=not quiet)
    t.after = lambda offset: after_next(t, value, offset, t.instruction)


def after_next(t, value, offset, instruction):
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
    t.guard(M.guard_null, t.call(M.call_word, "PyErr_Occurred"), snapshot=fault)
    exhausted(t)


QUIET_ITERATORS = tuple(type(iter(x)) for x in ((), [], "", b"", bytearray(), {}, {}.values(), {}.items(), set(), range(0)))
ITERATORS = {type(iter(range(0))): range_iterator, type(iter([])): list_iterator}
