"""A recorded loop with its bridges, and what the optimizer makes of them, run side by side from the same start: both must come
to the same places with the same locals, stack and memory, having shown the same to all code that ran."""
from machines import Host, Left, Optimised, Recorded, World, described
from recordings import Recording

from pyjit.backends.x86_64 import registers
from pyjit.compile import pipeline
from pyjit.emit import verify_allocation
from pyjit.emit.allocate import allocate
from pyjit.emit.machine import allocatable
from pyjit.optimize import loop, verify
from pyjit.optimize.bridge import resumed
from pyjit.optimize.references import SCALAR_TYPES
from pyjit.patterns.families import M
from pyjit.trace import ir
from pyjit.trace.ir import OBJ, SCALARS, Const

REGISTERS = allocatable(registers)
HEADER = 0              # the offset of the loop's header
PIECE = 10000           # the guards of each piece of code have this many offsets for themselves
NOT_BRIDGED = M.guard_null_or_type     # where the recording itself goes on


class Piece:
    """A recording that is part of a loop: its body, or a bridge. exit: where a bridge hangs; inputs: what it finds where."""

    def __init__(self, raw, ops, exit=None, inputs=()):
        self.raw, self.ops, self.exit, self.inputs = raw, ops, exit, inputs
        given = [value for value, _ in inputs]
        verify.check_pass(raw)
        verify.check(ops, given)
        verify_allocation.check(ops, allocate(ops, REGISTERS, inputs), REGISTERS, inputs)


class Loop:
    """A recorded loop, optimised. bridges: {offset of the exit: Piece}."""

    def __init__(self, facts, raw):
        self.facts, self.host, self.bridges = facts, Host(), {}
        verify.check_recording(raw)
        entry, actual, self.label, body, back = loop.compile_loop(self.host, facts, raw, HEADER, 0)
        self.whole = Piece(raw, pipeline.join(entry, actual, self.label, body, back))
        ops = self.whole.ops
        at = next(index for index, op in enumerate(ops) if op.micro is ir.LABEL)
        self.entry, self.body = ops[:at + 1], ops[at + 1:]

    def add_bridge(self, exit, raw):
        """The way on from one of the exits back to the header."""
        verify.check_recording(raw, exit.where)
        entry = resumed(self.host, self.facts, exit)
        entry.run(raw)
        self.bridges[exit.resume.frames[0].offset] = Piece(raw, pipeline.enter(entry, self.label, NoStack), exit, entry.inputs)

    def bridge(self, state):
        """The Piece that goes on from a state, a Snapshot or a Resume; None if there is none."""
        return self.bridges.get(state.frames[0].offset)


class NoStack:
    """A recording whose root has nothing on its stack."""

    class root:
        stack = ()


class State:
    """What can be seen of a program at one moment. locals, stack: the Python values themselves."""

    def __init__(self, place, locals, stack, world):
        self.place, self.locals, self.stack, self.world = place, list(locals), list(stack), world
        self.text = "at %d: %s; %s; memory %s; seen %s" % (
            place, list(map(described, locals)), list(map(described, stack)), world.cells, world.seen)

    def __eq__(self, other):
        return self.text == other.text

    def __repr__(self):
        return self.text


# -- the recording as it stands ------------------------------------------------------------------------------------------------


def as_recorded(one, locals, passes):
    """(the states where the trace may leave, pass by pass; the state at the end)"""
    world = World()
    machine, liberties = Recorded(world, world.locals(locals), lambda op: liberties[-1].append(state_of(machine, op))), []
    for _ in range(passes):
        liberties.append([State(HEADER, machine.locals, (), world)])
        left = one_pass(one, machine)
        if left is not None:
            return liberties, state_of(machine, left)
    return liberties, None


def one_pass(one, machine):
    """The loop, and each bridge where it is left with values of the bridge's kinds. The op that leaves for good, or None."""
    raw = one.whole.raw
    while True:
        try:
            machine.run(raw)
            return None
        except Left as left:
            op, = left.args
        bridge = one.bridge(op.exit)
        if bridge is None:
            return op
        given = left_behind(bridge.exit, machine.locals, machine.stack(op.exit))
        if any(value.kind in SCALARS and type(found) is not SCALAR_TYPES[value.kind] for value, found in given.items()):
            return op
        machine.values.update(given)
        raw = bridge.raw


def seeds(exit):
    """The root's locals that a bridge knows as numbers: {index: value}."""
    return {index: value for index, value, _ in exit.resume.dirty + exit.resume.known
            if value.kind in SCALARS and (value in exit.where or isinstance(value, Const))}


def left_behind(exit, locals, stack):
    """The values that a bridge's recording refers to, as they are where the exit is taken."""
    given = {value: locals[index] for index, value in seeds(exit).items()}
    given.update((ref.op, value) for ref, value in zip(exit.resume.frames[0].stack, stack))
    return given


def state_of(machine, op):
    """The state in which the op of a recording leaves."""
    return State(op.exit.frames[0].offset, machine.locals, machine.stack(op.exit), machine.world)


# -- the optimised ops ---------------------------------------------------------------------------------------------------------


def as_optimised(one, locals, passes):
    """(the exit or None, the states at the header, the state at the end)"""
    world = World()
    machine, ops, headers = Optimised(world, world.locals(locals)), one.entry, []
    while True:
        try:
            machine.run(ops)
        except Left as left:
            exit = left.args[0].exit
            bridge = one.bridge(exit.resume)
            if bridge is None:
                return exit, headers, State(exit.resume.frames[0].offset, *machine.leave(exit), world)
            assert bridge.exit is exit
            found = {place: machine.value(value) for value, place in exit.where.items()}
            machine.values = {value: found[place] for value, place in bridge.inputs}
            ops = bridge.ops
            continue
        state = State(HEADER, at_header(one, machine), (), world)
        if len(headers) == passes:
            return None, headers, state
        headers.append(state)
        ops = one.body


def at_header(one, machine):
    """The locals, in registers or in the frame."""
    label = one.label
    carried = {index: machine.as_object(param) for index, param in label.params.items() if param.kind in SCALARS or index in label.dirty}
    return [carried[index] if index in carried else machine.local(index) for index in range(one.facts.nlocalsplus)]


# -- side by side --------------------------------------------------------------------------------------------------------------


def compare(one, locals, passes):
    """The exit that the optimised loop takes from these locals on, or None; the state there."""
    liberties, recorded = as_recorded(one, locals, passes + 1)
    exit, headers, optimised = as_optimised(one, locals, passes)
    all_headers = [states[0] for states in liberties]
    assert headers == all_headers[:len(headers)]
    if optimised.place == HEADER:
        assert optimised == all_headers[len(headers)]
    else:
        assert optimised in liberties[len(headers) - 1] + [recorded] * (len(headers) == len(liberties))
    return exit, optimised


def record_loop(rng, locals, length):
    """A recorded loop: (facts, raw ops)."""
    world = World()
    recording = Recording(rng, world, world.locals(locals), 1)
    return recording.facts, recording.run(length)


def record_bridge(one, rng, exit, state, length):
    """What is recorded from an exit on, in the state in which it was taken."""
    recording = Recording(rng, state.world, state.locals, PIECE * (len(one.bridges) + 1), seeds(exit))
    recording.machine.values.update(left_behind(exit, state.locals, state.stack))
    recording.numbers = [ref.op for ref in exit.resume.frames[0].stack if ref.op.kind is not OBJ and not isinstance(ref.op, Const)]
    return recording.run(length)


def can_be_bridged(exit, state):
    return exit is not None and state.place != HEADER and exit.guard is not NOT_BRIDGED
