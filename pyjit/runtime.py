"""The heart: what happens when a loop gets hot, an exit is taken, an exit gets hot; and the books that are kept."""
import os
import sys
from collections import Counter
from functools import wraps
from time import perf_counter

from pyjit import books, compile, explanation, host
from pyjit.allocate import TooMany
from pyjit.code import CodeFacts
from pyjit.host.codememory import CodeMemoryFull
from pyjit.ir import HEAP
from pyjit.leave import Leaving
from pyjit.live import Live
from pyjit.machine import Machine, NoMoreExits
from pyjit.optimize.admit import admits
from pyjit.optimize.forward import Mismatch
from pyjit.record import Recorder, trace_of_exit, trace_of_loop

FAILURES = 3        # recordings of a place that may come to nothing before it is left alone
PROMPT = 4.0        # seconds of running time for which the compile budget is granted in advance
CHECKED = os.environ.get("PYJIT_CHECK") == "1"   # tell of faults of pyjit's own
NOT_BRIDGED = ("guard_breaker", "guard_unseen")


def hook(function):
    """A method that machine code calls: a fault of pyjit's own is booked, and the program goes on."""
    @wraps(function)
    def quiet(self, *args):
        try:
            return function(self, *args)
        except Exception as bug:
            self.report(bug)
            return None
    return quiet


class Runtime:
    """pyjit at work in this process. start() and stop() switch the watching on and off; what was compiled stays."""

    def __init__(self, options):
        self.options, self.host = options, host.open()
        self.live = Live(self.host)
        self.codes = {}             # address of a code object -> CodeFacts
        self.traces, self.aborts, self.faults = [], Counter(), Counter()
        self.record_seconds = self.compile_seconds = 0.0
        self.begun = perf_counter()
        self.recorder = Recorder(self)
        self.machine = Machine(self.host, self.live, options,
                               (self.on_hot, self.on_exit, self.on_hot_exit, self.on_version, self.recorder.step))
        self.callbacks = {sys.monitoring.events.JUMP: "jump_callback", sys.monitoring.events.INSTRUCTION: "instruction_callback"}
        self.monitoring = sys.monitoring

    def start(self):
        """Watch every loop of the program."""
        m = self.monitoring
        m.use_tool_id(m.OPTIMIZER_ID, "pyjit")
        for event, shape in self.callbacks.items():
            m.register_callback(m.OPTIMIZER_ID, event, self.host.builtin(self.machine.address(shape), "pyjit"))
        m.set_events(m.OPTIMIZER_ID, m.events.JUMP)
        self.begun = perf_counter()

    def stop(self):
        """Leave the program alone."""
        m = self.monitoring
        if self.recorder.active is not None:
            self.aborted(self.recorder.stop(), "pyjit was switched off", False)
        m.set_events(m.OPTIMIZER_ID, 0)
        for event in self.callbacks:
            m.register_callback(m.OPTIMIZER_ID, event, None)
        m.free_tool_id(m.OPTIMIZER_ID)

    def facts(self, code):
        """The CodeFacts of a code object."""
        known = self.codes.get(id(code))
        if known is None:
            known = self.codes[id(code)] = CodeFacts(self.host, code)
        return known

    # -- called from machine code --------------------------------------------------------------------------------------------

    @hook
    def on_hot(self, code, offset, header):
        """A loop has gone round often enough. The result goes to sys.monitoring: DISABLE leaves the place alone for good."""
        facts = self.facts(code)
        if facts.failures.get(header, 0) >= FAILURES or len(facts.traces) >= self.options.traces_per_code:
            return self.monitoring.DISABLE
        if facts.labels.get(header) or self.recorder.active is not None or not self.affordable():
            return None
        if self.live.watched_by_others(code):
            return None
        address = self.host.frame_of_callback()
        self.recorder.start(trace_of_loop(self, facts, address, header), header)
        return None

    @hook
    def on_exit(self, number):
        """An exit is taken for the first time: make its code."""
        exit = self.machine.exits[number]
        bridged = exit.fault is None and exit.reason not in NOT_BRIDGED and exit.trace.depth < self.options.bridge_depth
        self.machine.count(exit, self.options.bridge if bridged else 0)
        self.host.poke.u64(self.machine.exit_table + 8 * number, Leaving(exit, self.machine).stitch())

    @hook
    def on_hot_exit(self, number):
        """An exit has been taken often enough: record the way on from there."""
        exit = self.machine.exits[number]
        self.machine.count(exit, self.options.bridge)
        facts = exit.frames[0].code
        if exit.bridge is not None or exit.failures >= FAILURES or len(facts.traces) >= self.options.traces_per_code:
            return
        if self.recorder.active is not None or not self.affordable():
            return
        address = self.host.frame_of_callback()
        self.recorder.start(trace_of_exit(self, exit, address), exit.frames[0].offset, exit)

    @hook
    def on_version(self, code, offset, header):
        """Events have been switched on or off. If nobody else watches this code, which is up to date, traces may run."""
        if not self.live.watched_by_others(code):
            self.machine.allow(self.host.peek.u64(self.host.thread_state() + self.host.offset("PyThreadState.eval_breaker")) & ~255)

    def affordable(self):
        """Has the program run long enough to pay for more compiling?"""
        elapsed = max(perf_counter() - self.begun, PROMPT)
        return self.record_seconds + self.compile_seconds <= self.options.compile_share * elapsed

    # -- called by the recorder ----------------------------------------------------------------------------------------------

    def finished(self, recording, header, labels, own):
        """A recording has reached a loop header."""
        started = perf_counter()
        self.record_seconds += started - recording.begun
        try:
            trace = self.compile(recording, header, labels, own)
        except (Mismatch, TooMany, CodeMemoryFull, NoMoreExits) as why:
            self.aborted(recording, str(why) or type(why).__name__, True)
            return
        except Exception as bug:
            self.broken(recording, bug)
            return
        finally:
            took = perf_counter() - started
            self.compile_seconds += took
        self.prepare_exits(trace)
        trace.seconds = perf_counter() - recording.begun
        recording.facts.traces.append(trace)
        self.traces.append(trace)
        if recording.exit is None:
            self.machine.enter_at(recording.facts.address + recording.start, trace.address)

    def compile(self, recording, header, labels, own):
        """The first of the labels that fits; else a loop of its own, if this is where the recording started."""
        tracer, facts, exit, cause = recording.tracer, recording.facts, recording.exit, None
        for label in labels:
            if not admits(label, self.live, tracer.root.address):
                continue
            try:
                if exit is None:
                    return compile.compile_into(self.machine, facts, tracer, recording.start, label)
                return compile.compile_bridge(self.machine, exit, tracer, label)
            except Mismatch as why:
                cause = why
        if not own:
            raise cause or Mismatch("no compiled form of the loop ahead takes these types")
        if exit is None:
            return compile.compile_root(self.machine, facts, tracer, header)
        return compile.compile_bridge(self.machine, exit, tracer, None)

    def prepare_exits(self, trace):
        """An exit that holds something only borrowed from a container cannot wait for its code until it is taken: making it runs
        Python code, in which the container may change."""
        for _, step in trace.listing:
            exit = step.op is not None and step.op.exit
            if exit and any(ref.mode is HEAP for frame in exit.frames for ref in (*frame.stack, *(frame.locals or ())) if ref):
                self.on_exit(exit.id)

    def aborted(self, recording, reason, lasting):
        """A recording came to nothing. `lasting`: see Abort."""
        self.aborts[reason] += 1
        if lasting is None:
            return
        facts, start = recording.facts, recording.start
        facts.refusals[start] = reason
        if recording.exit is not None:
            recording.exit.failures += FAILURES if lasting else 1
        else:
            facts.failures[start] = facts.failures.get(start, 0) + (FAILURES if lasting else 1)

    def broken(self, recording, bug):
        """A fault of pyjit's own: the program must not suffer from it."""
        self.aborted(recording, self.report(bug), True)

    def report(self, bug):
        """Book a fault of pyjit's own; its text."""
        text = "internal error: %s: %s" % (type(bug).__name__, bug)
        self.faults[text] += 1
        if CHECKED:
            sys.excepthook(type(bug), bug, bug.__traceback__)
        return text

    def not_inlined(self, code, reason):
        """From now on calls of this code are made as calls."""
        self.facts(code).inlinable = reason

    # -- what a user asks for ------------------------------------------------------------------------------------------------

    def stats(self):
        """See pyjit.stats()."""
        return books.stats(self)

    def explain(self, code):
        """See pyjit.explain()."""
        return explanation.explain(self, code)
