"""A recording and what the optimizer makes of it, run side by side from the same start: they must leave at the same place with the
same locals, stack and memory, having shown the same to all code that ran."""
from machines import LOCALS, Host, Left, Optimised, Recorded, World, described

from pyjit import compile, ir, verify_allocation
from pyjit.allocate import allocate
from pyjit.ir import SCALARS
from pyjit.machine import allocatable
from pyjit.optimize import loop, verify
from pyjit.backends.x86_64 import registers

REGISTERS = allocatable(registers)
HEADER = 0              # the offset of the loop's header; its guards' offsets begin at LOOP, those of a bridge at BRIDGE
LOOP, BRIDGE = 1, 10000
END = "still going round"


class Loop:
    """A recorded loop, its optimised ops, and perhaps a bridge at one of its exits."""

    def __init__(self, facts, raw):
        self.facts, self.raw, self.host = facts, raw, Host()
        verify.check_recording(raw)
        entry, actual, self.label, body, back = loop.compile_loop(self.host, facts, raw, HEADER, 0)
        ops = compile.join(entry, actual, self.label, body, back)
        self.checked(raw, ops, ())
        at = next(index for index, op in enumerate(ops) if op.micro is ir.LABEL)
        self.entry, self.body = ops[:at + 1], ops[at + 1:]
        self.exit = self.bridge = self.raw_bridge = None

    def add_bridge(self, exit, raw):
        """The way on from one of the exits back to the header."""
        verify.check_recording(raw, exit.where)
        entry = compile.resumed(self.host, self.facts, exit)
        entry.run(raw)
        ops = compile.enter(entry, self.label, NoStack)
        self.checked(raw, ops, tuple(exit.where.items()))
        self.exit, self.raw_bridge, self.bridge = exit, raw, ops

    def checked(self, raw, ops, inputs):
        verify.check_pass(raw)
        verify.check(ops, [value for value, _ in inputs])
        verify_allocation.check(ops, allocate(ops, REGISTERS, inputs), REGISTERS, inputs)


class NoStack:
    """A recording whose root has nothing on its stack."""

    class root:
        stack = ()


class State:
    """What can be seen of a program at one moment."""

    def __init__(self, place, locals, stack, world):
        self.place, self.locals, self.stack = place, list(map(described, locals)), list(map(described, stack))
        self.cells, self.seen = dict(world.cells), list(world.seen)

    def __eq__(self, other):
        return vars(self) == vars(other)

    def __repr__(self):
        return "\n".join("%s: %s" % pair for pair in vars(self).items())


def seeds(exit):
    """The root's locals that a bridge knows as numbers: {index: value}."""
    return {index: value for index, value in exit.dirty + exit.known
            if value.kind in SCALARS and (value in exit.where or isinstance(value, ir.Const))}


def as_recorded(one, locals, passes):
    """(the states where the trace may leave, pass by pass; the state at the end) of the recording, executed as it stands."""
    world = World()
    machine, liberties = Recorded(world, locals, lambda op: liberties[-1].append(state_of(machine, op))), []
    for _ in range(passes):
        liberties.append([State(HEADER, machine.locals, (), world)])
        try:
            one_pass(one, machine)
        except Left as left:
            return liberties, state_of(machine, left.args[0])
    return liberties, State(END, machine.locals, (), world)


def state_of(machine, op):
    """The state in which the op of a recording leaves."""
    return State(op.exit.frames[0].offset, machine.locals, machine.stack(op.exit), machine.world)


def one_pass(one, machine):
    try:
        machine.run(one.raw)
    except Left as left:
        exit = left.args[0].exit
        if one.exit is None or exit.frames[0].offset != one.exit.frames[0].offset:
            raise
        stack = machine.stack(exit)
        machine.values.update((value, machine.locals[index]) for index, value in seeds(one.exit).items())
        machine.values.update((ref.op, value) for ref, value in zip(one.exit.frames[0].stack, stack))
        machine.run(one.raw_bridge)


def as_optimised(one, locals, passes):
    """(the exit or None, the states at the header, the state at the end) of the optimised ops."""
    world = World()
    machine, ops, headers = Optimised(world, locals), one.entry, []
    while True:
        try:
            machine.run(ops)
        except Left as left:
            op, = left.args
            exit = op.exit
            if exit is one.exit:
                machine.values = {value: machine.value(value) for value in exit.where}
                ops = one.bridge
                continue
            return exit, headers, State(exit.frames[0].offset, *machine.leave(exit), world)
        headers.append(State(HEADER, at_header(one, machine), (), world))
        if len(headers) > passes:
            headers[-1].place = END
            return None, headers[:-1], headers[-1]
        ops = one.body


def at_header(one, machine):
    """The locals, in registers or in the frame."""
    numbers = {index: machine.as_object(param) for index, param in one.label.params.items() if param.kind in SCALARS}
    return [numbers[index] if index in numbers else machine.local(index) for index in range(one.facts.nlocalsplus)]


def compare(one, locals, passes):
    """The exit that the optimised loop takes from these locals on, or None; the state there."""
    liberties, recorded = as_recorded(one, locals, passes)
    exit, headers, optimised = as_optimised(one, locals, passes)
    assert headers == [states[0] for states in liberties][:len(headers)]
    here = liberties[max(len(headers) - 1, 0)]
    if optimised.place not in [state.place for state in here]:
        assert len(headers) == len(liberties) and optimised == recorded
    else:
        assert optimised in here
    return exit, optimised
