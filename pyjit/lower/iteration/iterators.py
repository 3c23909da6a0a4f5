"""Loops over iterables: GET_ITER and FOR_ITER.

A step of a well-known iterator is done inline, in two parts: guards and loads first (a `Step`), then its effects. So iterators can be
nested: a step of enumerate() or zip() is made of the steps below it. All others are asked through their tp_iternext."""
from types import GeneratorType

from pyjit.lower import resumed_frames
from pyjit.lower.abort import Abort
from pyjit.lower.registry import bytecode
from pyjit.lower.text.characters import character
from pyjit.patterns.families import M
from pyjit.report.expectations import ENDED, WENT_ON
from pyjit.trace.ir import GET_FIELD, HEAP, MEMORY, OWNED, SET_FIELD, YIELDED, Ref

RANGE, LIST, TUPLE = type(iter(range(0))), type(iter([])), type(iter(()))
ASCII, STR, BYTES, BYTEARRAY = type(iter("")), type(iter("\u20ac")), type(iter(b"")), type(iter(bytearray()))

START, LEN = 0, 1   # a range iterator's fields, as host.range_fields has them

# iter() of these is the object itself, and of those it runs no code.
ITERATORS = frozenset((
    enumerate, zip, map, filter, reversed, type(i for i in ()), RANGE, LIST, TUPLE, ASCII, STR, BYTES, BYTEARRAY, type(reversed([])),
    type(iter({})), type(iter({}.values())), type(iter({}.items())), type(iter(set()))))
QUIET_ITERABLES = frozenset((
    range, list, tuple, str, bytes, bytearray, dict, set, frozenset, type({}.keys()), type({}.values()), type({}.items())))


@bytecode("GET_ITER")
def get_iter(t, arg):
    """iter(x); an iterator is its own."""
    if t.known_type(t.peek().op) == id(RANGE):
        return   # the call before has made it in the range's place: see pyjit.lower.iteration.ranges
    kind = t.type_of()
    if kind in ITERATORS:
        t.guard_type(t.peek().op, kind)
        return
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
    raise Abort("a loop ends that is none")


@bytecode("FOR_ITER")
def for_iter(t, arg):
    step = next_step(t, t.peek().op, t.live_address(), [])
    if step is None:
        any_iterator(t, t.type_of())
        return
    step.advance()
    if step.is_over:
        t.pop_drop()   # the loop's own END_FOR and POP_TOP are skipped
    else:
        step.push(t)


class Step:
    """A step of an iterator, seen and guarded but not yet done.

    value: a Ref of what it gives; kind: the address of its exact type; items: Refs, where it gives a tuple that need not be made;
    neither where the iterator is exhausted; actions: functions and Steps that do to the iterators what the step does."""

    def __init__(self, value, kind, *actions, items=None):
        self.value, self.kind, self.actions, self.items = value, kind, actions, items

    def push(self, t):
        """What it gives, onto the stack."""
        if self.items is None:
            t.frame.stack.append(self.value)
        else:
            t.push(t.new_tuple(self.items))

    @property
    def is_over(self):
        return self.value is None and self.items is None

    def advance(self):
        for action in self.actions:
            if isinstance(action, Step):
                action.advance()
            else:
                action()


def over(*actions):
    """The last Step: the iterator is exhausted."""
    return Step(None, None, *actions)


STEPS = {}   # exact type of an iterator -> function(tracer, iterator, address, others) that gives a Step, or None


def steps_of(*kinds):
    """Register what looks at iterators of these exact types."""
    def register(look):
        STEPS.update(dict.fromkeys(kinds, look))
        return look
    return register


def next_step(t, iterator, address, others):
    """The Step of a well-known iterator, or None (then only guards have been emitted). others: (iterator, address) of those that
    the same FOR_ITER has looked at already: a step reads what is there before any of them."""
    kind = t.host.object_at(t.host.type_address(address))
    look = STEPS.get(kind)
    if look is None or any(address == other for _, other in others):
        return None
    t.guard_type(iterator, kind)
    for other, there in others:
        if t.host.type_address(there) == id(kind):
            t.guard(M.guard_not_same, iterator, other, why="{here} takes from one iterator twice")
    others.append((iterator, address))
    return look(t, iterator, address, others)


# -- range ---------------------------------------------------------------------------------------------------------------------


@steps_of(RANGE)
def range_step(t, iterator, address, others):
    """The fields start and len move with each step. An iterator is made only where start stays within 64 bits to the end.
    (rangeiter_next, fast_range_iter, Objects/rangeobject.c)"""
    offset = t.host.offset
    fields = range_fields(t, iterator, address, others)
    length = fields.get(LEN)
    if t.host.peek.i64(address + offset("_PyRangeIterObject.len")) <= 0:
        t.guard(M.guard_int_le, length, t.integer(0), why=WENT_ON)
        return over()
    t.guard(M.guard_int_gt, length, t.integer(0), why=ENDED)
    value = fields.get(START)
    step = t.emit(M.load_int, iterator, offset("_PyRangeIterObject.step"), region="range iterator step")
    if t.host.peek.i64(address + offset("_PyRangeIterObject.step")) == 1:
        t.guard(M.guard_int_eq, step, t.integer(1), why="the step of {here} was 1")   # nearly always, and it never changes
        step = t.integer(1)
    after, rest = t.emit(M.int_step, value, step), t.emit(M.int_step, length, t.integer(-1))

    def advance():
        fields.set(START, after)
        fields.set(LEN, rest)
    return Step(Ref(value, OWNED), id(int), advance)


def range_fields(t, iterator, address, others):
    """The fields that move. Those of an iterator that the root's stack alone holds, where it was at entry, are carried as
    locals are: only what runs code may come by it, and then they stand in memory again."""
    if len(others) == 1 and t.frame is t.root and t.peek().mode is MEMORY and t.peek_count(address) == 1:
        t.guard(M.guard_sole, iterator, region="sole iterators", why="the iterator over {here} is in use elsewhere, too")
        return CarriedFields(t, len(t.frame.stack) - 1)
    return FieldsInMemory(t, iterator)


class CarriedFields:
    """The fields of an iterator at this depth of the root's stack."""

    def __init__(self, t, depth):
        self.t, self.depth = t, depth

    def get(self, which):
        return self.t.emit(GET_FIELD, self.depth, which)

    def set(self, which, value):
        self.t.emit(SET_FIELD, self.depth, which, value)


class FieldsInMemory:
    """The fields of any other iterator."""

    def __init__(self, t, iterator):
        self.t, self.iterator = t, iterator

    def get(self, which):
        return self.t.emit(M.load_int, self.iterator, self.t.host.range_fields[which], region="range iterator")

    def set(self, which, value):
        self.t.emit(M.store_word, self.iterator, self.t.host.range_fields[which], value, region="range iterator")


# -- sequences by index ----------------------------------------------------------------------------------------------------------


class Indexed:
    """Iterators with it_index and it_seq, which is NULL once they are exhausted. A sequence may change under way: its length is
    asked each time.

    struct: the iterator's; size, region: the sequence's length; item: function(tracer, sequence, index, live sequence's address,
    live index) that gives the item's Ref and the address of its type, or None; spent: the index of an exhausted one, where that
    tells more than the missing sequence does."""

    def __init__(self, struct, region, item, size="PyVarObject.ob_size", spent=None):
        self.struct, self.region, self.item, self.size, self.spent = struct, region, item, size, spent

    def __call__(self, t, iterator, address, others):
        offset, peek = t.host.offset, t.host.peek
        index_at, sequence_at = offset(self.struct + ".it_index"), offset(self.struct + ".it_seq")
        live, live_index = peek.u64(address + sequence_at), peek.i64(address + index_at)
        if not live:
            return over_before(t, iterator, sequence_at, self.struct)
        sequence = walked(t, iterator, sequence_at, self.struct)
        index = t.emit(M.load_int, iterator, index_at, region=self.struct)
        size = t.emit(M.load_int, sequence, offset(self.size), region=self.region)
        if live_index >= peek.i64(live + offset(self.size)):
            t.guard(M.guard_int_ge, index, size, why=WENT_ON)
            return over(self.spend(t, iterator, index_at), letting_go(t, iterator, sequence_at, sequence, live, self.struct))
        t.guard(M.guard_below, index, size, why=ENDED)
        found = self.item(t, sequence, index, live, live_index)
        if found is None:
            return None
        after = t.guard(M.int_add, index, t.integer(1))
        return Step(*found, lambda: t.emit(M.store_word, iterator, index_at, after, region=self.struct))

    def spend(self, t, iterator, index_at):
        """A function that gives the index of an iterator its last value."""
        def spend():
            if self.spent is not None:
                t.emit(M.store_word, iterator, index_at, t.integer(self.spent), region=self.struct)
        return spend


def walked(t, iterator, offset, struct):
    """What the iterator walks over."""
    sequence = t.emit(M.load_object, iterator, offset, region=struct + " walk")
    t.guard(M.guard_set, sequence, why=ENDED)
    return sequence


def over_before(t, iterator, offset, struct):
    """Nothing more comes of an iterator that has let go of what it walked over."""
    t.guard(M.guard_null, t.emit(M.load_object, iterator, offset, region=struct + " walk"), why=WENT_ON)
    return over()


def letting_go(t, iterator, offset, sequence, live, struct):
    """A function that lets the iterator go of its sequence, after guards on what that does."""
    drop = t.dropping(sequence, live)

    def let_go():
        t.emit(M.store_word, iterator, offset, t.word(0), region=struct + " walk")
        drop()
    return let_go


def object_there(t, op, address):
    """A borrowed object that is now at an address, with its type."""
    return Ref(op, HEAP), t.host.type_address(address)


def list_item(t, sequence, index, live, at):
    items_at = t.host.offset("PyListObject.ob_item")
    items = t.emit(M.load_word, sequence, items_at, region="list size")
    return object_there(t, t.emit(M.load_object_at, items, index, 0, region="list items"),
                        t.host.peek.u64(t.host.peek.u64(live + items_at) + 8 * at))


def tuple_item(t, sequence, index, live, at):
    first = t.host.offset("PyTupleObject.ob_item")
    return object_there(t, t.emit(M.load_object_at, sequence, index, first, region="tuple"), t.host.peek.u64(live + first + 8 * at))


def bytes_item(t, sequence, index, live, at):
    value = t.emit(M.load_u8_at, sequence, index, t.host.offset("PyBytesObject.ob_sval"), region="bytes")
    return Ref(value, OWNED), id(int)


def bytearray_item(t, sequence, index, live, at):
    start = t.emit(M.load_word, sequence, t.host.offset("PyByteArrayObject.ob_start"), region="bytearray size")
    return Ref(t.emit(M.load_u8_at, start, index, 0, region="bytearray"), OWNED), id(int)


def str_item(t, sequence, index, live, at):
    value = character(t, sequence, live, index)
    return value and (value, id(str))


steps_of(LIST)(Indexed("_PyListIterObject", "list size", list_item, spent=-1))
steps_of(TUPLE)(Indexed("_PyTupleIterObject", "tuple", tuple_item))
steps_of(BYTES)(Indexed("striterobject", "bytes", bytes_item))
steps_of(BYTEARRAY)(Indexed("bytesiterobject", "bytearray size", bytearray_item))
steps_of(ASCII, STR)(Indexed("unicodeiterobject", "str", str_item, "PyASCIIObject.length"))


@steps_of(type(reversed([])))
def reversed_list_step(t, iterator, address, others):
    """The index counts down. An iterator that has come to the list's start keeps the list. (listreviter_next, Objects/listobject.c)"""
    offset, peek, struct = t.host.offset, t.host.peek, "listreviterobject"
    index_at, sequence_at, size_at = offset(struct + ".it_index"), offset(struct + ".it_seq"), offset("PyVarObject.ob_size")
    live, live_index = peek.u64(address + sequence_at), peek.i64(address + index_at)
    index = t.emit(M.load_int, iterator, index_at, region=struct)
    if live_index < 0:
        t.guard(M.guard_int_lt, index, t.integer(0), why=WENT_ON)
        return over()
    sequence = walked(t, iterator, sequence_at, struct)
    if live_index >= peek.i64(live + size_at):
        return None
    t.guard(M.guard_below, index, t.emit(M.load_int, sequence, size_at, region="list size"), why=ENDED)
    after = t.guard(M.int_sub, index, t.integer(1))
    return Step(*list_item(t, sequence, index, live, live_index),
                lambda: t.emit(M.store_word, iterator, index_at, after, region=struct))


# -- any other -------------------------------------------------------------------------------------------------------------------

# Iterators whose step runs no code as long as somebody else holds what they walk over: where that stands.
WALKERS = {kind: field for kinds, field in (
    ((type(iter({})), type(iter({}.values())), type(reversed({}))), "dictiterobject.di_dict"),
    ((type(iter(set())),), "setiterobject.si_set"),
    ((STR, ASCII), "unicodeiterobject.it_seq")) for kind in kinds}


def any_iterator(t, kind):
    """A generator is resumed. Of others, tp_iternext of the type seen is called; NULL without an exception, or with StopIteration, is
    the end; which it was, the next bytecode shows."""
    if kind is GeneratorType and resumed_frames.resume(t, kind, t.live_address(), YIELDED):
        return
    t.guard_type(t.peek().op, kind)
    t.resumes = t.resumes or kind is GeneratorType
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
    if not live or t.peek_count(live) < 2:
        return False
    sequence = t.emit(M.load_object, t.peek().op, offset, region="walk")
    t.guard(M.guard_set, sequence, why=ENDED)
    t.guard(M.guard_shared, sequence, why="nobody else holds what the loop over {here} walks over")
    return True


def after_next(t, value, offset, instruction, quiet):
    """A fault goes back to FOR_ITER with a raiser in the iterator's place, which also stands for an iterator at its end."""
    fault = t.fault_snapshot(operands=1, raiser=0, present=1)
    if offset == instruction.next:
        t.guard(M.guard_set, value, snapshot=fault, why=ENDED)
        t.push(value)
        return
    t.push(value)
    went_on = t.snapshot(instruction.next)
    t.pop()
    t.guard(M.guard_null, value, snapshot=went_on, why=WENT_ON)
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
