"""range(...): where a `for` takes the range at once, its iterator is made and no range."""
from pyjit.lower.tracer import BITS64
from pyjit.patterns.families import M

ITERATOR = type(iter(range(0)))


def call_range(call):
    """range(stop), range(start, stop) or range(start, stop, step) of 64-bit ints."""
    t, count = call.t, len(call.args)
    if call.names or not 1 <= count <= 3 or not all(call.is_word(n) for n in range(count)):
        return False
    numbers = [call.argument(n) for n in range(count)]
    if count == 3 and not numbers[2]:
        return False
    bytecode = t.frame.facts.bytecode
    following = bytecode.instructions[t.instruction.next]
    if following.opcode == bytecode.opcodes.NUMBERS["GET_ITER"] and fits(*numbers):
        call.guard_callee()
        make_iterator(call, count)
        return True
    call.guard_callee()
    for n in range(count):
        call.guard_kind(n)
    target = t.host.peek.u64(id(range) + t.host.offset("PyTypeObject.tp_vectorcall"))
    call.through(target, lambda ops: (t.object_constant(range), call.array(ops), t.word(count), t.word(0)), False, range)
    return True


def fits(start, stop=None, step=1):
    """Do the iterator's steps stay within 64 bits?"""
    if stop is None:
        start, stop = 0, start
    return all(-BITS64 <= v < BITS64 for v in (stop + step, stop + step - start, stop - start))


def make_iterator(call, count):
    """(fast_range_iter, Objects/rangeobject.c) The stack holds the iterator where the interpreter has the range; GET_ITER leaves an
    iterator as it is, there as here."""
    t = call.t
    start = t.integer(0) if count == 1 else call.word(0)
    stop = call.word(0 if count == 1 else 1)
    step = t.integer(1) if count < 3 else call.word(2)
    length = t.emit(M.int_max, t.integer(0), steps(call, start, stop, step, count < 3 or call.argument(2) > 0))
    iterator = t.call(M.call_object, "PyType_GenericAlloc", t.object_constant(ITERATOR), t.word(0))
    iterator.type = id(ITERATOR)
    call.done()
    t.check(iterator, call.operands, call.raiser)
    for name, value, region in (("start", start, "range iterator"), ("step", step, "range iterator step"),
                                ("len", length, "range iterator")):
        t.emit(M.store_word, iterator, t.host.offset("_PyRangeIterObject." + name), value, region=region)
    t.push(iterator)


def steps(call, start, stop, step, upward):
    """How many steps lead from start to stop; what is 0 or below stands for none."""
    t = call.t
    t.guard(M.guard_int_gt if upward else M.guard_int_lt, step, t.integer(0), why="the step of {here} has another sign")
    nearly = t.guard(M.int_sub, step, t.integer(1)) if upward else t.guard(M.int_add, step, t.integer(1))
    return t.guard(M.int_floordiv, t.guard(M.int_sub, t.guard(M.int_add, stop, nearly), start), step)
