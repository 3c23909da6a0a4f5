"""Recording: while a hot loop runs one pass in the interpreter, every instruction is shown to the tracer before it executes.

INSTRUCTION events are on for the code objects that the recording steps through, and nothing else is different for the program.
A recording ends at a loop header: its own start, or that of a loop with compiled code."""
import sys
from _thread import get_ident
from opcode import opmap
from time import perf_counter, thread_time

from pyjit.host import Lacking
from pyjit.lower import ENDS, HANDLERS, pushed_frames, resumed_frames
from pyjit.lower.abort import Abort
from pyjit.lower.calls.inlining import is_followed
from pyjit.lower.frames import CODE, FUNCTION, Frame
from pyjit.lower.handling import HANDLED, begin_at_fault, failed, look_after, nothing_runs
from pyjit.lower.tracer import Tracer
from pyjit.options import CHECKED
from pyjit.patterns.families import M
from pyjit.record import verify_counts
from pyjit.report.reasons import place_of, place_of_loop
from pyjit.trace import ir
from pyjit.trace.ir import LOCAL, MEMORY, SCALARS, Ref

LOWER = {opmap[name]: function for name, function in HANDLERS.items() if name in opmap}
NAMES = {number: name for name, number in opmap.items()}
EXTENDED_ARG = opmap["EXTENDED_ARG"]
SHORT = 5               # bytecodes of a pass: with fewer, resuming a generator is all that a loop does
AGAIN = "pyjit tries again"
GONE = "an object has died that the recording has seen; " + AGAIN
UNSEEN = "an instruction was executed that pyjit was not shown; " + AGAIN
RAISED = "an exception was raised"
ELSEWHERE = "the same function was run elsewhere meanwhile (by a call of itself, a generator or a thread); " + AGAIN
UNKNOWN = "something that pyjit does not compile"
UNROLLED = 8            # passes of a loop without a trace that one recording may contain
PEELED = 2              # passes of one that has a trace, but would not be entered yet
STRAYS = 200            # instructions of other frames of the same code that may be seen meanwhile: each takes much longer than usual
PATIENCE = 0.05         # seconds that a recording may stand still before another one may take its place


class Recording:
    """One recording under way. start: the offset of the header or exit; exit: where a bridge begins, or None; begun, lowering: when it
    has begun, and for how long bytecodes were lowered, in processor time of its thread; moved: when it has last seen an instruction;
    awaits: does it wait for what the last one has called as a whole?"""

    def __init__(self, tracer, start, exit):
        self.tracer, self.start, self.exit = tracer, start, exit
        self.facts, self.thread = tracer.root.facts, get_ident()
        self.begun, self.lowering, self.moved = thread_time(), 0.0, perf_counter()
        self.steps, self.first, self.expected, self.extended = 0, True, None, False
        self.watched, self.strays, self.awaits = [], 0, False

    def place(self):
        """Where it has begun."""
        is_loop = self.start in self.facts.bytecode.loop_headers
        return (place_of_loop if is_loop else place_of)(self.facts, self.start)

    def book(self, costs):
        """It is over: enter it into the books. What the clock says now."""
        costs.seconds["lower"] += self.lowering
        return costs.add("record", self.begun + self.lowering)


class Recorder:
    """What stands behind the INSTRUCTION callback. compiler: gets finished(recording, label) and aborted(recording, Abort)."""

    def __init__(self, compiler):
        self.compiler, self.host, self.options = compiler, compiler.host, compiler.options
        self.active = None
        self.monitoring = sys.monitoring
        self.previous_at = compiler.host.offset("_PyInterpreterFrame.previous")
        self.tool, self.event = sys.monitoring.OPTIMIZER_ID, sys.monitoring.events.INSTRUCTION

    def start(self, tracer, offset, exit=None):
        """From the next instruction on, record."""
        self.compiler.machine.listen()
        self.active = recording = Recording(tracer, offset, exit)
        tracer.follow = self.watch
        if tracer.is_function:
            begins = tracer.root.facts.bytecode.instructions[tracer.frame.offset]
            recording.expected = begins.offset, begins.next
        self.compiler.machine.recorded(tracer.root.address or 0)
        for frame in tracer.frames:
            self.watch(frame.facts)
        return recording

    def watch(self, facts):
        """See the instructions of one more code object."""
        watched = self.active.watched
        if facts not in watched:
            watched.append(facts)
            self.monitoring.set_local_events(self.tool, facts.code, self.event)

    def stop(self):
        """See no more of the program."""
        recording, self.active = self.active, None
        self.compiler.machine.recorded(0)
        self.compiler.machine.awaits(0)
        for code in [facts.code for facts in recording.watched]:
            if code is not None:
                self.compiler.runtime.other_tools.after_recording(code)
        return recording

    def lost(self):
        """Why the recording will not go on, if it will not: what is recorded was left by an exception, or waits for something."""
        recording, peek = self.active, self.host.peek.u64
        if recording.tracer.gone:
            return GONE
        if recording.thread == get_ident() and recording.tracer.root.address is not None:
            frame = self.host.frame_of_callback()
            while frame and frame != recording.tracer.root.address:
                frame = peek(frame + self.previous_at)
            if not frame:
                return RAISED
        if perf_counter() - recording.moved > PATIENCE:
            return "this was waiting for something; " + AGAIN
        return None

    def step(self, code, offset):
        """The INSTRUCTION callback, in the thread that is recorded: `code` is about to execute the instruction at `offset`."""
        recording = self.active
        if recording is None:
            return
        frame = recording.tracer.frame
        try:
            if self.compiler.machine.unheard():
                raise Abort(UNSEEN, lasting=False)
            if recording.tracer.gone:
                raise Abort(GONE, lasting=False)
            if recording.exit is not None and recording.exit.trace.retired:
                raise Abort("the compiled code from which this went on is out of use", lasting=False)
            address = self.host.frame_of_callback()
            if address == frame.address or self.steps_into(recording, code, address):
                recording.moved, recording.strays = perf_counter(), 0
                self.advance(recording, frame, offset)
            else:
                recording.strays += 1
                if recording.awaits:
                    why = self.lost()
                    if why is not None:
                        raise Abort(why, lasting=False)
                    self.compiler.machine.awaits(frame.address)
                elif recording.strays > STRAYS:
                    if is_followed(recording.tracer, code):
                        recording.tracer.refuse_recursion(code)
                    raise Abort(ELSEWHERE, lasting=None)
        except Abort as why:
            self.stop()
            self.compiler.aborted(recording, why.reason, recording.tracer.ends(why.lasting), why.remedy)
        except Lacking as why:
            self.stop()
            self.compiler.aborted(recording, str(why), True)
        except Exception as bug:
            if self.active is not None:
                self.stop()
            self.compiler.broken(recording, bug)

    def steps_into(self, recording, code, address):
        """Is this the frame of a call that is being followed, seen for the first time?"""
        frames = recording.tracer.frames
        frame = frames[-1]
        if any(address == outer.address for outer in frames[:-1]):
            raise Abort(RAISED, lasting=False, remedy=HANDLED)
        if frame.address is not None or code is not frame.facts.code:
            return False
        if recording.tracer.is_function and frame is recording.tracer.root:
            frame.address = address
            frame.globals, frame.builtins = namespaces(self.host, address)
            self.compiler.machine.recorded(address)
            return True
        caller = frames[-2].address
        if not frame.given and caller is not None and caller != self.caller(address):
            return False
        frame.address = address
        for outer in reversed(frames):   # a recording that begins at an exit meets the innermost of the frames first
            if outer.address is None:
                outer.address = self.caller(address)
            address = outer.address
        return True

    def caller(self, address):
        """The frame below one; C code may stand between them, with a frame of its own. (_PyEval_EvalFrameDefault's entry frame)"""
        peek, offset = self.host.peek, self.host.offset
        below = peek.u64(address + self.previous_at)
        if peek.u8(below + offset("_PyInterpreterFrame.owner")) == self.host.constant("FRAME_OWNED_BY_CSTACK"):
            below = peek.u64(below + self.previous_at)
        return below

    def advance(self, recording, frame, offset):
        tracer, facts = recording.tracer, frame.facts
        if offset in tracer.made_again:
            return
        tracer.made_again = ()
        if recording.expected is not None and offset not in recording.expected and (recording.first or not failed(tracer, offset)):
            raise Abort(RAISED, lasting=False, remedy=HANDLED)
        if tracer.after is not None:
            after, tracer.after = tracer.after, None
            after(offset)
        before = frame.offset
        if not recording.extended:
            frame.offset = offset   # of the first EXTENDED_ARG, where there is one: an exit must repeat these too
        tracer.saved, tracer.place = None, (facts, offset)
        instruction = tracer.instruction = facts.bytecode.instructions[offset]
        recording.extended = instruction.opcode == EXTENDED_ARG
        if tracer.done_ahead:
            tracer.done_ahead -= 1
            recording.expected = (instruction.next, instruction.target)
            return
        if recording.first and recording.exit is not None and recording.exit.resume.fault is not None:
            recording.first, recording.expected = recording.extended, None if recording.extended else ()
            begin_at_fault(tracer, recording.exit.resume.fault)
            return
        if len(frame.stack) != instruction.depth:
            raise Abort("the stack is not as deep as the bytecode says")
        if frame is tracer.root and not recording.first and offset in facts.bytecode.loop_headers:
            if self.at_header(recording, offset, before):
                return
        recording.first = False
        recording.steps += 1
        if recording.steps > self.options.trace_length:
            raise Abort("one pass of the loop takes more than %d bytecodes (trace_length)" % self.options.trace_length,
                        remedy="move parts of it, with loops of their own, into functions, or raise trace_length")
        if recording.awaits:
            recording.awaits = False
            self.compiler.machine.awaits(0)
        if tracer.checks:
            self.check(tracer, before)
        lower = LOWER.get(instruction.opcode)
        if lower is None:
            reason, remedy = ENDS.get(NAMES[instruction.opcode], (UNKNOWN, None))
            raise Abort(reason, remedy=remedy)
        recording.expected = tracer.failing = None
        if frame.handling is not None:
            look_after(tracer, instruction)
        if frame is tracer.root:
            tracer.look_before_jump(instruction)
        began = thread_time()
        lower(tracer, instruction.oparg)
        recording.lowering += thread_time() - began
        if CHECKED:
            verify_counts.check(tracer)
        if tracer.goes_to is not None:
            recording.expected, tracer.goes_to = (tracer.goes_to,), None
        elif tracer.returned:
            self.stop()
            self.compiler.finished(recording, offset, (), True)
        elif tracer.frame is frame:
            recording.expected = (instruction.next, instruction.target)
            if tracer.checks:
                recording.awaits = True
                self.compiler.machine.awaits(frame.address)

    def check(self, tracer, before):
        """After code has run, in the bytecode at `before`: may the trace go on?"""
        first, ran, tracer.checks = len(tracer.ops), tuple(tracer.checks), []
        tracer.look_after_call(before)
        offset, snapshot = self.host.offset, tracer.snapshot_after(before)
        tracer.guard_breaker(snapshot)
        watch_code(tracer, snapshot)
        frame = tracer.emit(M.load_frame, offset("_PyInterpreterFrame.frame_obj"), region="frame object")
        tracer.guard(M.guard_unseen, frame, snapshot=snapshot)
        if tracer.pushed:
            pushed_frames.guard_unseen(tracer, snapshot)
            tracer.pushed, tracer.saved = (), None
        for op in tracer.ops[first:]:
            op.after = ran

    def at_header(self, recording, offset, before):
        """A loop's header in the root: is this where the recording ends?"""
        tracer, facts = recording.tracer, recording.facts
        nothing_runs(tracer)    # a loop goes round in the handler of an exception, and one that is compiled would want it to be there
        labels = facts.labels.get(offset)
        own = offset == recording.start and (recording.exit is None or len(recording.exit.resume.frames) == 1)
        if own and any(ref.mode is not MEMORY for ref in tracer.root.stack):
            own = False   # an outer loop has come round, with another iterator for this one
            if recording.exit is None:
                raise Abort("the loop ended while it was recorded; " + AGAIN, lasting=None)
        if labels and not own and tracer.seen_headers.get(offset, 0) < PEELED and not self.compiler.admits(labels, tracer):
            labels = ()   # a pass of the loop may change that: a comprehension's variable has no value before its first one
        if not labels and not own:
            seen = tracer.seen_headers[offset] = tracer.seen_headers.get(offset, 0) + 1
            if seen > UNROLLED:
                self.compiler.wants(facts, offset)
                raise Abort("this inner loop goes round many times and is compiled first; " + AGAIN, lasting=None)
            return False
        if own and recording.exit is None and tracer.resumes and recording.steps < SHORT:
            raise Abort("the loop does little but resume a generator, which CPython does faster",
                        remedy="let the generator give lists of items, or do its work in this loop")
        if tracer.checks:
            self.check(tracer, before)
        self.stop()
        self.compiler.finished(recording, offset, labels or (), own)
        return True


def begin_pass(compiler, tracer):
    """What every loop does first. (It looks at the eval breaker at its end, where the interpreter does: see Tracer.look_before_jump.)"""
    watch_code(tracer)
    tracer.emit(M.count_pass, compiler.live.passes)


def watch_code(tracer, snapshot=None):
    """Leave when another tool watches code of the trace's frames."""
    for frame in tracer.frames:
        tracer.guard(M.guard_clear_at, *tracer.host.monitors(frame.facts.code), region="monitors", snapshot=snapshot)


def root_frame(compiler, facts, address):
    """The tracer's view of the frame in which a recording begins."""
    return Frame(facts, address, *namespaces(compiler.host, address))


def namespaces(host, address):
    """The dicts of globals and builtins with which a frame runs."""
    return [host.object_at(host.peek.u64(address + host.offset("_PyInterpreterFrame." + name))) for name in ("f_globals", "f_builtins")]


def trace_of_loop(compiler, facts, address, offset):
    """A tracer at a loop's header: everything is still in the frame."""
    tracer = Tracer(compiler.live, root_frame(compiler, facts, address), compiler)
    for depth in range(facts.bytecode.instructions[offset].depth):
        tracer.push(tracer.emit(ir.GET_STACK, depth), MEMORY)
    tracer.frame.offset = offset
    begin_pass(compiler, tracer)
    return tracer


def trace_of_function(compiler, facts, address):
    """A tracer at a function's start: of a call that has begun, in the frame at this address, or of the next one. (Who enters it has looked
    at the eval breaker and at who listens.)"""
    frame = Frame(facts, None, None, None) if address is None else root_frame(compiler, facts, address)
    tracer = Tracer(compiler.live, frame, compiler)
    tracer.is_function = True
    tracer.frame.offset = facts.bytecode.begins
    tracer.emit(M.count_pass, compiler.live.passes)
    return tracer


def trace_of_exit(compiler, exit, address):
    """A tracer where an exit has just left: the values are the exit's own. (At a loop's header they may become those of a loop of its
    own, which reads its locals anew in every pass.)"""
    resume = exit.resume
    facts = resume.frames[0].code
    tracer = Tracer(compiler.live, root_frame(compiler, facts, address), compiler)
    at_header = len(resume.frames) == 1 and resume.frames[0].offset in facts.bytecode.loop_headers
    for index, value, _ in resume.dirty + resume.known if not at_header else ():
        if index < facts.nlocalsplus and value.kind in SCALARS and (value in exit.where or isinstance(value, ir.Const)):
            tracer.root.locals[index] = Ref(value, LOCAL)
    for i, state in enumerate(resume.frames):
        if i and state.resumed:
            resumed_frames.go_on_in(tracer, state.code, [*map(compiler.host.object_at, state.names)], tracer.frame.stack[-1].op,
                                    given=True)
        elif i:
            frame = Frame(state.code, None, *map(compiler.host.object_at, state.names), i, given=True)
            frame.locals = {index: Ref(ref.op, ref.mode, ref.owner) for index, ref in enumerate(state.locals) if ref is not None}
            for index, ref in ((FUNCTION, state.function), (CODE, state.executable)):
                frame.locals[index] = Ref(ref.op, ref.mode, ref.owner)
            tracer.frames.append(frame)
            tracer.frame = frame
            tracer.rely_on_namespaces(frame)
        frame = tracer.frame
        frame.offset, frame.call = state.offset, state.call
        for depth, ref in enumerate(state.stack):
            if ref.mode is MEMORY and frame.generator is not None:
                resumed_frames.push_entry(tracer, depth)
            elif ref.mode is MEMORY:
                tracer.push(tracer.emit(ir.GET_STACK, depth), MEMORY)
            else:
                tracer.push(ref.op, ref.mode, ref.owner)
    if at_header:
        begin_pass(compiler, tracer)
    return tracer
