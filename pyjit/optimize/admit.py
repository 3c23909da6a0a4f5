"""Would a loop let the live frame in? Its entry is run by the reference meanings of its ops, on live memory, before a trace is
compiled that would enter it and only be turned away."""
from pyjit.optimize.mismatch import ONE_TYPE, Mismatch
from pyjit.optimize.references import SCALAR_TYPES
from pyjit.patterns.define import I64, OBJ, Exit
from pyjit.patterns.families import M
from pyjit.trace.ir import Const


class LiveMemory:
    """The memory object that meanings read from. They never write here: a preamble has no effects."""

    def __init__(self, live):
        peek = live.peek
        self.field, self.load_double, self.tstate = live.offset, peek.f64, live.host.thread_state()
        self._unsigned = {8: peek.u64, 4: peek.u32, 2: peek.u16, 1: peek.u8}
        self._signed = {8: peek.i64, 4: peek.i32, 2: peek.i16, 1: peek.i8}

    def load(self, address, size, signed=False):
        return (self._signed if signed else self._unsigned)[size](address)


def obstacle(label, live, facts, frame):
    """What keeps the live frame (an address) from entering the label's loop: None, or a Mismatch that says which local or invariant has
    not the form that the loop wants. facts: of the frame's code."""
    word = live.peek.u64
    for index, param in label.params.items():
        if index not in label.fields:
            address = word(frame + live.locals_base + 8 * index)
            if not _admits_local(param, address, live):
                return _not_admitted(index, address, facts, facts.loop_line(label.offset))
    memory, values = LiveMemory(live), {}
    try:
        for op in label.preamble:
            values[op] = _evaluate(op, values, memory, word, frame)
    except Exit:
        line = facts.loop_line(label.offset)
        return Mismatch("the loop at line %s is compiled for other objects or types than there are here" % line, None, ONE_TYPE)
    return None


def _not_admitted(index, address, facts, line):
    if address:
        return Mismatch("the loop at line %s is compiled for another type of VARIABLE" % line, index, ONE_TYPE)
    if facts.bytecode.in_comprehension(index):
        return Mismatch("VARIABLE of the comprehension at line %s has no value before its first pass" % line, index)
    return Mismatch("VARIABLE has no value yet, which it had when the loop at line %s was compiled" % line, index,
                    "give it one before the loop")


def _admits_local(param, address, live):
    if not address:
        return False
    kind = live.type_address(address)
    if param.kind is OBJ:
        return param.type in (kind, None)
    if kind != id(SCALAR_TYPES[param.kind]):
        return False
    return param.kind is not I64 or -1 << 63 < live.object_at(address) < 1 << 63


def _evaluate(op, values, memory, word, frame):
    micro = op.micro
    if micro is M.load_frame:
        return word(frame + op.args[0])
    args = [a if a.__class__ is int else a.value if isinstance(a, Const) else values[a] for a in op.args]
    if micro.meaning is None:
        return None
    if micro.reads or micro.writes:
        return micro.meaning(memory, *args)
    return micro.meaning(*args)
