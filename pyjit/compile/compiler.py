"""What is done when something is hot: a recording is started, and what comes of it is compiled and installed, or booked as a failure."""
from time import perf_counter, process_time, thread_time

from pyjit.backends.control_block import STARTED
from pyjit.compile import pipeline
from pyjit.compile.recycling import LONGEST, LOSSES, Recycling
from pyjit.emit import verify_frames
from pyjit.emit.allocate import TooMany
from pyjit.emit.leave import Leaving
from pyjit.emit.machine import NoMoreExits
from pyjit.facts.code import LOSING
from pyjit.facts.mortal import CodeWatch
from pyjit.host import Lacking
from pyjit.host.codememory import CodeMemoryFull
from pyjit.host.pages import MappingError
from pyjit.optimize.admit import obstacle
from pyjit.optimize.mismatch import Mismatch
from pyjit.record.recorder import Recorder, trace_of_exit, trace_of_function, trace_of_loop
from pyjit.report.expectations import type_seen, variable
from pyjit.report.reasons import Reason, place_of
from pyjit.worth.trial import LONG, UNTRIED, Trial

FAILURES = 3        # recordings of a place in a row that may come to nothing before it is left alone
SOON = 7            # backward jumps after bad luck until the next try; twice as many after each further one
PATIENCE = 8        # trials in a row that a loop may lose while there are ways on to be compiled: an exit may have to wait for some
CHANCE = 0.1        # what a recording counts for that came to nothing by bad luck
OPTIMIZED, UNUSUAL = 0x01, 0x04 | 0x08   # co_flags: of functions; *args, **named
MORE_IN_ONE = "let one run of the loop do more: loop over all of the data in one function"


class Compiler:
    """The recorder's employer. runtime: the Runtime whose books it keeps."""

    def __init__(self, runtime):
        self.runtime, self.options, self.host = runtime, runtime.options, runtime.host
        self.live, self.machine = runtime.live, runtime.machine
        self.recorder = Recorder(self)
        self.machine.link_the_rest()
        self.returning = pipeline.Return(self.machine)
        self.mortals, self.recycling = runtime.mortals, Recycling(runtime)

    def stop(self, reason):
        """Give up the recording under way."""
        if self.recorder.active is not None:
            self.aborted(self.recorder.stop(), reason, False)

    def retire(self, watch):
        """An object dies: put the traces out of use that refer to it, and let the recording that has seen it be given up. If it is a code
        object, its own traces go, and what is known of it."""
        traces, facts = [*watch.traces], watch.facts if type(watch) is CodeWatch else None
        if facts is not None:
            watch.facts = None
            del self.runtime.codes[watch.address]
            self.runtime.past.codes += 1
            traces += facts.traces
        for trace in traces:
            self.recycling.retire(trace)
        if self.recorder.active is not None:
            self.recorder.active.tracer.miss(watch)

    def way_to_call(self, code):
        """(address of the routine, address of the entry) by which compiled code calls functions of this code; no entry: as the interpreter
        does, since there are cells to be made, or arguments to be sorted."""
        facts = self.facts(code)
        unusual = code.co_kwonlyargcount or code.co_flags & UNUSUAL or facts.bytecode.is_generator or facts.bytecode.makes_cells()
        place = None if unusual else self.function_entry(facts)
        if place is not None and not facts.is_called:
            facts.is_called, trace = True, self.function(facts)
            if trace is not None:
                self.machine.enter_at(place, trace.address)
        return self.machine.address("routine_call_function"), place

    def count_calls(self, code, calls):
        """Ask about functions of this code again when compiled code has called them so often."""
        facts = self.facts(code)
        self.machine.soon_hot(facts.address + facts.bytecode.begins, calls, called=True)

    def is_called_often(self, code):
        """Record a call of a function of this code, the next one: compiled code is about to make it."""
        self.recycling.collect()
        facts = self.facts(code)
        start = facts.bytecode.begins + STARTED
        if facts.failures.get(start, 0) >= FAILURES:
            self.give_up(facts, start)
        else:
            self.record_function(facts, start, None)

    def start_is_hot(self, facts, start):
        """A function that the interpreter calls often: as is_hot."""
        bytecode, trace = facts.bytecode, self.function(facts)
        if bytecode.is_generator or not facts.code.co_flags & OPTIMIZED or bytecode.is_short(self.options.worth):
            facts.failures[start] = FAILURES
            return self.give_up(facts, start)
        facts.is_started = True
        if trace is None:
            self.record_function(facts, start, self.host.frame_of_callback())
        elif trace.trial is None:
            self.try_out(trace)
        else:
            self.resume(facts, start)
        return None

    def record_function(self, facts, start, frame):
        """Record a call, in this frame (address), or the next one."""
        if self.busy() or self.live.call_is_watched(facts.code):
            return
        if facts.waits.get(start):
            facts.waits[start] -= 1
        elif self.is_full(facts):
            facts.refusals.setdefault(start, Reason(*self.enough()))
            self.recycling.delay(facts, start, LOSSES)
        else:
            self.recorder.start(trace_of_function(self, facts, frame), start)

    @staticmethod
    def function(facts):
        """The trace that begins where the function does, or None."""
        return next((trace for trace in facts.traces if trace.kind == "function"), None)

    def facts(self, code):
        """The CodeFacts of a code object."""
        return self.runtime.facts(code)

    def is_hot(self, code, header):
        """Record a pass of the loop, or the call of a function (its start stands for a header), unless that would come to nothing: then
        DISABLE, or None to be asked again."""
        self.recycling.collect()
        facts = self.facts(code)
        if facts.failures.get(header, 0) >= FAILURES:
            return self.give_up(facts, header)
        if header & STARTED:
            return self.start_is_hot(facts, header)
        if facts.labels.get(header):
            self.resume(facts, header)
            return None
        if self.busy() or self.live.watched_by_others(code):
            return None
        if facts.waits.get(header):
            facts.waits[header] -= 1
        elif self.is_full(facts):
            facts.refusals.setdefault(header, Reason(*self.enough()))
            self.recycling.delay(facts, header, LOSSES)
        else:
            self.recorder.start(trace_of_loop(self, facts, self.host.frame_of_callback(), header), header)
        return None

    def is_full(self, facts):
        """Has the code so many traces that there shall be no more?"""
        return len(facts.traces) >= self.options.traces_per_code

    def enough(self):
        """Why nothing more is compiled of a code that is full, and the remedy."""
        return ("%d traces and bridges start in the code (traces_per_code)" % self.options.traces_per_code,
                "split the function, or raise traces_per_code")

    def busy(self):
        """Is there a recording under way? One that will not go on is given up."""
        why = self.recorder.active and self.recorder.lost()
        if why:
            self.aborted(self.recorder.stop(), why, False)
        return self.recorder.active is not None

    def wants(self, facts, header):
        """Another recording has run into this loop: compile it soon, as one that repays it. A trace from there that leads into another
        loop is in the way, until that has come of it a few times."""
        self.runtime.budget.expect(facts.code, header)
        facts.wanted[header] = times = facts.wanted.get(header, 0) + 1
        if times <= FAILURES:
            self.machine.leave_alone(facts.address + header)
        self.machine.soon_hot(facts.address + header, min(SOON, self.options.hot))
        if self.runtime.watching is not None:
            self.runtime.watching.is_wanted(facts.code)

    def make_exit(self, exit):
        """Stitch an exit's code and enter it into the table of exits."""
        why = self.not_bridged(exit)
        if why:
            exit.refusal, exit.failures = Reason(*why), FAILURES
        self.machine.count(exit, self.options.trial if why else self.options.bridge)
        self.machine.leave_by(exit, Leaving(exit, self.machine).stitch())

    def not_bridged(self, exit):
        """Why there will never be a bridge from an exit, and perhaps a remedy; None if there may be one."""
        if exit.resume.fault is not None and not exit.resume.caught:
            return ("it has an exception to handle (or StopIteration, where a loop ends)",)
        if any(frame.pushed is not None for frame in exit.resume.frames):
            return ("code has run there that may have seen the frames of calls which the loop has followed",)
        if any(frame.handling is not None for frame in exit.resume.frames):
            return ("an exception is being handled there",)
        if exit.resume.drops:
            return ("CPython does all of the line's operation again there",)
        if exit.trace.depth >= self.options.bridge_depth:
            return ("%d bridges hang one upon another before it (bridge_depth)" % exit.trace.depth,
                    "use one type for each variable, or raise bridge_depth")
        return exit.guard.no_bridge and (exit.guard.no_bridge,)

    def check_frames(self, number, innermost):
        """Have the frames looked at that an exit, which is being taken, leaves."""
        verify_frames.check(self.live, self.machine.exits[number], innermost)

    def is_settled(self, exit):
        """Will nothing ever be recorded from there?"""
        return exit.failures >= FAILURES

    def reconsider(self, exit, limit):
        """An exit from which nothing will be recorded has been taken `limit` times more: does its loop still pay?"""
        self.machine.count(exit, min(max(2 * limit, self.options.trial), LONGEST))
        self.doubt(exit)

    def doubt(self, exit):
        """The exit is often taken, and nothing is recorded from there, now or ever: its loop is on trial once more."""
        trial = exit.trace.root().trial
        if trial is not None and not trial.running and not trial.suspended and not exit.trace.retired:
            trial.start()

    def exit_is_hot(self, exit):
        """Record the way on from an exit that is being taken right now."""
        self.recycling.collect()
        frames = exit.resume.frames
        facts = frames[0].code
        if exit.bridge is not None or exit.trace.retired or self.is_settled(exit):
            return
        if self.is_full(facts):
            exit.refusal = Reason(*self.enough())
            self.recycling.delay_exit(exit)
        else:
            watched = self.live.watched_by_others(facts.code) or any(self.live.call_is_watched(f.code.code) for f in frames[1:])
            if not self.busy() and not watched:
                self.recorder.start(trace_of_exit(self, exit, self.host.frame_of_callback()), frames[0].offset, exit)

    # -- called by the recorder ----------------------------------------------------------------------------------------------

    def finished(self, recording, header, labels, own):
        """A recording has reached a loop header."""
        began, ops, costs = perf_counter(), recording.tracer.ops, self.machine.costs
        started, compiling = recording.book(costs), costs.compiling()
        try:
            trace = self.compile(recording, header, labels, own)
        except (Mismatch, TooMany) as why:
            # The loop ahead may be compiled for other types one day; one's own, another pass of which was recorded, is chance.
            lasting = True if own else None if header == recording.start else False
            self.aborted(recording, said_of_local(why, recording.facts), lasting, why.remedy, recording.place())
            return
        except Lacking as why:
            self.aborted(recording, str(why), True, place=recording.place())
            return
        except (MappingError, CodeMemoryFull, NoMoreExits, MemoryError) as why:
            self.aborted(recording, str(why) or "memory is scarce", False,
                         place=recording.place(), weight=0)
            self.recycling.no_room(recording)
            self.runtime.refused(why, began)
            return
        except Exception as bug:
            self.broken(recording, bug)
            return
        finally:
            forget_passes(ops)
            costs.add("optimize", started + costs.compiling() - compiling)   # what is no other step's
        self.runtime.making_room.succeeded()
        note_seen(recording)
        trace.born, trace.seconds = process_time(), thread_time() - recording.begun
        self.runtime.traces[trace] = None
        if recording.exit is None:
            recording.facts.failures.pop(recording.start, None)
        else:
            recording.exit.failures, recording.exit.refusal = 0, None
        if not trace.retired:
            recording.facts.refusals.pop(recording.start if recording.exit is None else None, None)
            recording.facts.traces.append(trace)
            if pipeline.is_stale(trace):
                self.recycling.retire(trace)
            else:
                self.put_to_use(trace, recording)

    def put_to_use(self, trace, recording):
        """Let the interpreter enter a new loop, and try it out. A bridge gives its loop another chance."""
        root = trace.root()
        if trace.kind == "function":
            trace.steps = recording.steps
            if root.facts.is_called:
                self.machine.enter_at(self.function_entry(root.facts), trace.address)
            if root.facts.is_started:
                self.try_out(trace)
        elif trace is root:
            facts = recording.facts
            place = self.machine.place(facts.address + recording.start, facts.version)
            if place is None:
                recording.facts.failures[recording.start] = FAILURES
                recording.facts.refusals[recording.start] = Reason("the table of loops has no room for it")
                return
            facts.entries.add(place)
            if trace.trial is None:
                self.machine.count_entries(place, -UNTRIED)
                self.machine.enter_at(place, trace.address)
            else:
                trace.trial.address, trace.trial.steps = trace.address, recording.steps
                trace.trial.start()
        elif root.trial is not None and root.trial.running:
            root.trial.start()

    def try_out(self, trace):
        """Let the interpreter enter a function."""
        facts = trace.facts
        place = self.machine.place(facts.address + trace.offset, facts.version)
        if place is not None:
            facts.entries.add(place)
            trace.trial = Trial(self.machine, place)
            trace.trial.address, trace.trial.steps = trace.address, trace.steps
            trace.trial.start()

    def function_entry(self, facts):
        """The entry by which compiled code calls functions of this code, or None if there is no room."""
        place = self.machine.function(facts.address + facts.bytecode.begins, facts.version, facts.id)
        if place is not None:
            facts.entries.add(place)
        return place

    def judge(self, code, header):
        """Does the loop stay? Otherwise DISABLE, or None if it may be compiled anew: it has paid once, and the program has changed."""
        facts = self.facts(code)
        root = self.tried(facts, header)
        if root is None:
            return None
        trial = root.trial
        if not trial.running:
            trial.start()
            return None
        loss = self.loss(trial, self.pace(code, header))
        trial.lost = trial.lost + 1 if loss else 0
        if loss is None:
            if trial.began is None and self.in_doubt(trial, self.pace(code, header)):
                trial.race(self.runtime.running_time())
            else:
                trial.accept()
            return None
        if self.may_grow(root):
            if trial.lost < PATIENCE and self.runtime.budget.affordable(not facts.is_losing(header)):
                trial.start()
            else:
                trial.suspend()
                self.recycling.delay(facts, header, 1)
                facts.refusals[header] = Reason(loss, "raise compile_share, for its ways on to be compiled sooner")
            return None
        if trial.began is not None:
            self.compare(root, self.mortals.watch(code).paces[header])
            return None
        paid = trial.accepted
        trial.suspend()
        facts.refusals[header] = Reason(loss, MORE_IN_ONE)
        if paid:
            self.withdraw(root)
            return None
        facts.failures[header] = FAILURES
        return self.give_up(facts, header)

    def compare(self, root, pace):
        """A loop seems to take longer compiled. The interpreter has it for as many passes: what else the program does between them has
        its part in both times."""
        trial, now = root.trial, self.runtime.running_time()
        passes = trial.passes()
        trial.suspend(trial.pace(now))
        count = self.machine.soon_hot(root.facts.address + root.offset, passes, root.offset & STARTED)
        pace.measure(count, now)

    def compared(self, facts, header, pace):
        """Has the interpreter had its turn with a loop that seemed to take longer compiled? Then the faster one keeps it."""
        root = self.tried(facts, header)
        if root is None or root.trial.raced is None:
            return False
        loss = slower(root.trial.raced, pace.seconds)
        if loss is None:
            root.trial.accept()
        else:
            facts.refusals[header] = Reason(loss, MORE_IN_ONE)
            self.withdraw(root)
        return True

    def withdraw(self, root):
        """A loop that does not pay any more is compiled anew, but not soon."""
        self.recycling.retire(root)
        self.recycling.delay(root.facts, root.offset, LOSING)

    def give_up(self, facts, header):
        """A loop will never be compiled, and its jumps need no events; or a function, and its calls."""
        for key in facts.keys(header):
            self.machine.give_up(key)
        return self.runtime.monitoring.DISABLE

    def pace(self, code, header):
        """Seconds that a pass of the loop takes in the interpreter, or None."""
        pace = self.mortals.watch(code).paces.get(header)
        return pace and pace.seconds

    def in_doubt(self, trial, pace):
        """Is a second trial wanted? pace: see pace()."""
        return pace is not None and 0 < self.options.worth <= trial.average() < LONG

    def loss(self, trial, pace):
        """In words, why it does not pay to enter a loop whose trial is over, or None. pace: see pace()."""
        if trial.began is None:
            average = trial.average()
            return left_soon(average) if average < self.options.worth else None
        return slower(trial.pace(self.runtime.running_time()), pace)

    @staticmethod
    def tried(facts, header):
        """The trace of a loop that has trials, or None."""
        return next((trace for trace in facts.traces if trace.trial is not None and trace.offset == header), None)

    def resume(self, facts, header):
        """A loop that is compiled is hot in the interpreter, and compiling is affordable: if it has waited for that, it is tried again."""
        root = self.tried(facts, header)
        if root is not None and root.trial.suspended:
            facts.refusals.pop(header, None)
            root.trial.lost = 0
            root.trial.start()

    def may_grow(self, trace):
        """Is there an exit in the tree of the trace that is often taken, and may yet get a bridge?"""
        for exit in trace.exits():
            if exit.bridge is not None:
                if self.may_grow(exit.bridge):
                    return True
            elif exit.limit and exit.failures < FAILURES and self.machine.taken(exit) >= self.options.bridge:
                return not self.is_full(trace.facts)
        return False

    def compile(self, recording, header, labels, own):
        """The first of the labels that fits; else a loop of its own, if this is where the recording started."""
        tracer, facts, exit, cause = recording.tracer, recording.facts, recording.exit, None
        if exit is not None and exit.trace.retired:
            raise Mismatch("the compiled code from which this went on is out of use")
        if tracer.returned:
            if exit is None:
                return pipeline.compile_into(self.machine, facts, tracer, recording.start, self.returning)
            return pipeline.compile_bridge(self.machine, exit, tracer, self.returning)
        for label in labels:
            cause = obstacle(label, self.live, facts, tracer.root.address)
            if cause is not None:
                continue
            try:
                if exit is None:
                    return pipeline.compile_into(self.machine, facts, tracer, recording.start, label)
                return pipeline.compile_bridge(self.machine, exit, tracer, label)
            except Mismatch as why:
                cause = why.with_traceback(None)
        if not own:
            cause = cause or Mismatch("the loop ahead is not compiled any more")
            try:
                raise cause
            finally:
                del cause   # it holds this frame
        if exit is None:
            return pipeline.compile_root(self.machine, facts, tracer, header)
        return pipeline.compile_bridge(self.machine, exit, tracer, None)

    def admits(self, labels, tracer):
        """Would one of the labels let the recorded frame in, as it is now?"""
        return any(obstacle(label, self.live, tracer.root.facts, tracer.root.address) is None for label in labels)

    def aborted(self, recording, text, lasting, remedy=None, place=None, weight=None):
        """A recording came to nothing. text, lasting, remedy: see Abort; place: of what is in the way, if it is not the bytecode that was
        recorded last. weight: of the failure, if it is not that which `lasting` says."""
        facts, start = recording.facts, recording.start
        reason = Reason(text, remedy, place or place_of(*(recording.tracer.place or (facts, start))))
        self.runtime.aborts.add(reason.key())
        if weight is None:
            weight = CHANCE if lasting is None else FAILURES if lasting else 1
        if recording.exit is not None:
            exit = recording.exit
            exit.failures += weight
            exit.refusal = reason
            note_seen(recording)
            if weight and exit.id is not None and not self.is_settled(exit):
                self.machine.count(exit, until_next_try(exit.failures, lasting, self.options.bridge << exit.losses))
        else:
            facts.refusals[start] = reason
            facts.failures[start] = facts.failures.get(start, 0) + weight
            if facts.failures[start] >= FAILURES:
                self.give_up(facts, start)
            elif weight:
                for key in facts.keys(start):
                    limit = self.options.calls if start & STARTED else self.options.hot
                    self.machine.soon_hot(key, until_next_try(facts.failures[start], lasting, limit), start & STARTED)
        recording.tracer.forget()

    def broken(self, recording, bug):
        """A fault of pyjit's own: the program must not suffer from it."""
        self.aborted(recording, self.runtime.report(bug), True)

    def not_inlined(self, code, reason):
        """From now on calls of this code are made as calls, for this Reason."""
        self.facts(code).inlinable = reason


def until_next_try(failures, lasting, limit):
    """How often a place is to be passed until it is recorded again, after so many failures: soon if the last one was bad luck (`lasting` is
    None). `limit` is what it took the first time. It is not the same again: a loop that goes round so often would always end there."""
    return min(SOON << round(failures / CHANCE) if lasting is None else max(limit - SOON * round(failures), SOON), limit)


def slower(compiled, interpreted):
    """In words, that a pass of a loop takes longer compiled than in the interpreter, or None. Both are seconds; None: nobody knows."""
    if interpreted is None or compiled <= interpreted:
        return None
    return "it takes %.0f ns a pass compiled, and %.0f ns in CPython" % (compiled * 1e9, interpreted * 1e9)


def left_soon(average):
    """Why a loop is entered no longer: it was left again after so many bytecodes."""
    return "to enter it does not pay: it is left again after %d bytecodes on average" % average


def note_seen(recording):
    """The exit where a recording began is told which type it has found there."""
    exit = recording.exit
    if exit is not None and exit.seen is None and exit.expected is not None:
        exit.seen = type_seen(exit.expected, recording.tracer)


def said_of_local(why, facts):
    """What a Mismatch says, with the name of the variable to blame."""
    name = variable(facts, why.local) if why.local is not None and why.local >= 0 else None
    return str(why).replace("VARIABLE", name or "a value")


def forget_passes(ops):
    """Raw ops, to which the origins of numbers refer, remember no pass of the optimizer: that would be a circle of references."""
    for op in ops:
        if op.exit is not None:
            op.exit.now = None
