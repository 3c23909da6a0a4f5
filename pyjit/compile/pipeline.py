"""From a finished recording to installed code: optimize, allocate, stitch."""
from time import thread_time

from pyjit.emit.allocate import allocate
from pyjit.emit.leave import prepare, write_first
from pyjit.emit.stitch import lead, stitch
from pyjit.optimize import loop
from pyjit.optimize.bridge import resumed
from pyjit.optimize.forward import Forward
from pyjit.optimize.mismatch import Mismatch
from pyjit.options import CHECKED
from pyjit.trace import ir
from pyjit.trace.ir import MEMORY, Op
from pyjit.worth.trial import Trial

if CHECKED:
    from pyjit.emit import verify_allocation
    from pyjit.optimize import verify


class Trace:
    """A piece of compiled code: a loop with its entry, a function from its start on, or a bridge.

    facts: the root's code object; offset: where it starts; kind: "loop", "function" or "bridge"; parent: the Site that a bridge hangs on;
    label: the loop in it, or None; target: the label that it leads to at its end; trial: the Trial of a loop, or of
    a function that the interpreter calls; steps: the bytecode instructions of a function's call, as it was recorded; block: (address, size) of
    its code memory; listing: [(code offset, Step)], if it is kept; constants: to what its code refers; kept: memory that belongs to it;
    seconds: of processor time that it took to make it; born: when it was put to use; retired: is it out of use?"""

    def __init__(self, facts, offset, kind, parent):
        self.facts, self.offset, self.kind, self.parent, self.constants, self.retired = facts, offset, kind, parent, (), False
        self.block, self.kept = None, []
        self.depth = parent.trace.depth + 1 if parent else 0
        self.label = self.target = self.trial = self.address = self.size = self.listing = None
        self.steps, self._exits, self.micro_ops, self.seconds, self.born = 0, (), 0, 0.0, 0.0

    def root(self):
        """The trace at the root of the tree."""
        return self if self.parent is None else self.parent.trace.root()

    def exits(self):
        """The exits of its guards."""
        return self._exits

    def let_go(self):
        """Forget all but the numbers, in such a way that no circle of references is left to the collector."""
        for exit in self._exits:
            exit.let_go()
        if self.label is not None:
            self.label.let_go()
        self.block = self.parent = self.label = self.target = self.trial = self.listing = None
        self._exits, self.constants, self.kept = (), (), []


class Return:
    """What a trace leads to that ends where its root's function returns: as a Label that wants nothing."""
    inputs, where, retired = (), {}, False

    def __init__(self, machine):
        self.address, self.trace = machine.address("leave_returning"), self

    def carried(self):
        return ()


def compile_root(machine, facts, tracer, offset):
    """The trace of a loop that starts and ends at the header `offset`."""
    trace = Trace(facts, offset, "loop", None)
    check_recording(tracer.ops)
    depth = len(tracer.root.stack)
    if any(ref.mode is not MEMORY for ref in tracer.root.stack):
        raise Mismatch("what the loops around this one walk over changes")
    entry, actual, label, body, back = loop.compile_loop(machine.live, facts, tracer.ops, offset, depth)
    place = machine.place(facts.address + offset, facts.version)
    if place is not None:
        trace.trial = label.trial = Trial(machine, place)
    return finish(machine, trace, tracer, join(entry, actual, label, body, back), label, ())


def compile_into(machine, facts, tracer, offset, label):
    """A root trace that does not come back to its own start but runs into another loop's label, or that of a function."""
    trace = Trace(facts, offset, "function" if tracer.is_function else "loop", None)
    check_recording(tracer.ops)
    entry = Forward(machine.live, facts)
    entry.run(tracer.ops)
    return finish(machine, trace, tracer, enter(entry, label, tracer), None, ())


def compile_bridge(machine, exit, tracer, label):
    """The way on from an exit to a label; without a label, a new loop (the recording has come back to the exit's own header)."""
    facts = exit.resume.frames[0].code
    trace = Trace(facts, exit.resume.frames[-1].offset, "bridge", exit)
    check_recording(tracer.ops, (*exit.where, *exit.resume.not_made()))
    if label is None:
        depth = len(tracer.root.stack)
        entry, actual, label, body, back = loop.compile_loop(
            machine.live, facts, tracer.ops, trace.offset, depth, lambda: resumed(machine.live, facts, exit))
        finish(machine, trace, tracer, join(entry, actual, label, body, back), label, entry.inputs)
    else:
        entry = resumed(machine.live, facts, exit)
        entry.run(tracer.ops)
        finish(machine, trace, tracer, enter(entry, label, tracer), None, entry.inputs)
    if not trace.retired:
        lead(exit.places, trace.address, machine)
        exit.bridge, exit.bridged = trace, True
    return trace


def is_stale(trace):
    """Has something come to an end, while the trace was made, that it depends on?"""
    return (trace.parent is not None and trace.parent.trace.retired or trace.target.trace.retired
            or any(const.is_mortal and const.object is None for const in trace.constants))


def enter(entry, label, tracer):
    """The pass's ops, and a jump to the label."""
    actual = loop.enter(entry, label, tracer.root.stack) if type(label) is not Return else ()
    jump = Op(ir.JUMP, tuple(actual))
    jump.label = label
    return entry.out + [jump]


def join(entry, actual, label, body, back):
    """Entry, label, body and back edge as one list of ops."""
    start, jump = Op(ir.LABEL, tuple(actual)), Op(ir.JUMP, ())
    start.label = jump.label = label
    params = dict(zip(label.carried(), back))
    jump.args = tuple([params.get(value, value) for value in label.inputs])
    return entry.out + [start] + body.out + [jump]


def finish(machine, trace, tracer, ops, label, inputs):
    """Allocate, stitch, install."""
    began = thread_time()
    steps = allocated(tracer.ops, ops, machine.registers, inputs)
    began = machine.costs.add("allocate", began)
    trace.label = label
    trace.target = steps[-1].op.label
    trace._exits = [step.op.exit for step in steps if step.op is not None and step.op.exit is not None]
    trace.constants = constants(tracer, ops, trace._exits)
    for exit in trace._exits:
        exit.trace = trace
        prepare(exit)
    stitch(steps, machine, trace, write_first)
    machine.costs.add("stitch", began)
    trace.micro_ops = len(steps)
    if label is not None:
        for way_in in (label, label.beginning):
            if way_in is not None:
                way_in.trace, way_in.trial = trace, trace.trial
                trace.facts.labels.setdefault(label.offset, []).append(way_in)
        if label.beginning is not None:
            label.beginning.where, label.beginning.address = {}, trace.address
    for const in trace.constants:
        if const.is_mortal:
            const.held.traces[trace] = None
    return trace


def constants(tracer, ops, exits):
    """The constants to which a trace refers: those of the recording, those that optimizing has made of them, and those that come from
    the exit where it begins or the loop where it leads."""
    found = {*tracer.constants.values()}
    found.update(value for op in ops for value in op.args if isinstance(value, ir.Const))
    resumes = {exit.resume for exit in exits}
    found.update(ref.op for resume in resumes for ref in resume.refs() if isinstance(ref.op, ir.Const))
    found.update(base for resume in resumes for base, _, _, _ in resume.stores if isinstance(base, ir.Const))
    for thing in {thing for resume in resumes for thing in resume.not_made()}:
        found.add(thing.shape.cls)
        found.update(part.op for part in thing.parts.values() if isinstance(part.op, ir.Const))
    if any(const.is_mortal and const.object is None for const in found):
        raise Mismatch("an object has died that the compiled code refers to")
    return found


# -- pyjit checks itself -------------------------------------------------------------------------------------------------------


def check_recording(raw, given=()):
    """If asked to: is the recording well formed? given: the values that it starts with."""
    if CHECKED:
        verify.check_recording(raw, given)


def allocated(raw, ops, registers, inputs):
    """Steps for the ops. If asked to: are the ops well formed, and do the Steps do what they say?"""
    if not CHECKED:
        return allocate(ops, registers, inputs)
    verify.check_pass(raw)
    verify.check(ops, [value for value, _ in inputs])
    steps = allocate(ops, registers, inputs)
    verify_allocation.check(ops, steps, registers, inputs)
    return steps
