"""enumerate(), zip() and others: steps that give tuples. Where the next instruction takes the tuple apart, none is made."""
from opcode import opmap

from pyjit.lower.iteration.iterators import Step, next_step, over, steps_of
from pyjit.patterns.families import M
from pyjit.trace.ir import OWNED, Ref

UNPACK_SEQUENCE = opmap["UNPACK_SEQUENCE"]
NONE = id(type(None))


def unpacks(t, count):
    """Does the next instruction take a tuple of so many items apart?"""
    following = t.frame.facts.bytecode.instructions[t.instruction.next]
    return following.opcode == UNPACK_SEQUENCE and following.oparg == count


@steps_of(enumerate)
def enumerate_step(t, iterator, address, others):
    """(enum_next, Objects/enumobject.c)"""
    offset, peek = t.host.offset, t.host.peek
    if not unpacks(t, 2):
        return None
    inner = t.emit(M.load_object, iterator, offset("enumobject.en_sit"), region="wrapped iterator")
    step = next_step(t, inner, peek.u64(address + offset("enumobject.en_sit")), others)
    if step is None or step.is_over:
        return step
    if step.items:
        return None
    index_at = offset("enumobject.en_index")
    index = t.emit(M.load_int, iterator, index_at, region="enumerate")
    if peek.i64(address + index_at) == (1 << 63) - 1:
        return None
    after = t.guard(M.int_add, index, t.integer(1))   # where it overflows, enumerate() goes on with an int object
    items = [Step(Ref(index, OWNED), id(int)), step]
    keep = retain(t, iterator, address, "enumobject.en_result", items)
    return keep and tuple_of(items, keep, lambda: t.emit(M.store_word, iterator, index_at, after, region="enumerate"))


OTHER_ZIP = "{here}: another number of things is zipped, or strictly"   # where the trace leaves


@steps_of(zip)
def zip_step(t, iterator, address, others):
    """(zip_next, Python/bltinmodule.c)"""
    offset, peek = t.host.offset, t.host.peek
    count = peek.i64(address + offset("zipobject.tuplesize"))
    if not count or not unpacks(t, count) or peek.i32(address + offset("zipobject.strict")):
        return None
    t.guard(M.guard_int_eq, t.emit(M.load_int, iterator, offset("zipobject.tuplesize"), region="wrapped iterator"), t.integer(count),
            why=OTHER_ZIP)
    t.guard(M.guard_int_eq, t.emit(M.load_i32, iterator, offset("zipobject.strict"), region="wrapped iterator"), t.integer(0),
            why=OTHER_ZIP)
    inner = t.emit(M.load_object, iterator, offset("zipobject.ittuple"), region="wrapped iterator")
    live, steps = peek.u64(address + offset("zipobject.ittuple")), []
    for i in range(count):
        at = offset("PyTupleObject.ob_item") + 8 * i
        step = next_step(t, t.emit(M.load_object, inner, at, region="tuple"), peek.u64(live + at), others)
        if step is None or step.items:
            return None
        steps.append(step)
        if step.is_over:
            return over(*steps)
    keep = retain(t, iterator, address, "zipobject.result", steps)
    return keep and tuple_of(steps, keep)


def tuple_of(steps, *actions):
    """A step that gives a tuple of what these give."""
    return Step(None, id(tuple), *steps, *actions, items=[step.value for step in steps])


def retain(t, iterator, address, field, items):
    """What becomes of the tuple that the iterator has at `field`, for a step with these items, is a function, after guards; or None.

    It is used again and again as long as nobody else has it, and so keeps what a step gave until the next one. Of a leaf nobody can
    tell: it is left alone, if what the tuple holds is a leaf as well. Any other item is put into the tuple, as it would be."""
    offset, peek = t.host.offset, t.host.peek
    made = peek.u64(address + offset(field))
    result = t.emit(M.load_object, iterator, offset(field), region="wrapped iterator")
    swaps = []
    for i, item in enumerate(items):
        at = offset("PyTupleObject.ob_item") + 8 * i
        before, old = t.emit(M.load_object, result, at, region="last step"), peek.u64(made + at)
        kind, old_kind = item.kind, t.host.type_address(old)
        if t.host.is_leaf(kind):
            if not t.host.is_leaf(old_kind):
                return None
            t.guard_type(item.value.op, t.host.object_at(kind))
            t.guard(M.guard_type_either, before, kind, NONE if old_kind == kind else old_kind,
                    why="the last item of {here} was of another type")
        elif is_ours(t, made) and is_quiet(t, old):
            guard_ours(t, result)
            swaps.append((at, item.value.op, t.dropping(before, old)))
        else:
            return None

    def keep():
        for at, op, _ in swaps:
            t.emit(M.store_word, result, at, t.keep_another(op), region="last step")
        for _, _, drop in swaps:
            drop()
    return keep


def is_quiet(t, address):
    """Does dropping a reference run no code?"""
    return t.host.is_leaf(t.host.type_address(address)) or t.peek_count(address) > 1


def is_ours(t, address):
    """Has nobody but the iterator the tuple, and does the garbage collector know of it?"""
    return t.peek_count(address) == 1 and bool(t.host.peek.u64(address + tracked_at(t)))


IN_USE = "the last tuple of {here} is still in use"


def guard_ours(t, result):
    t.guard(M.guard_unshared, result, why=IN_USE)
    t.guard(M.guard_set, t.emit(M.load_word, result, tracked_at(t), region="tracked"), why=IN_USE)


def tracked_at(t):
    return t.host.offset("PyGC_Head._gc_next") - t.host.size("PyGC_Head")
