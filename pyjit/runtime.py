"""The heart: it watches the program, keeps the books, and calls the compiler when something is hot.

Nothing that only compiling needs is imported before the first hot loop."""
import posix
import sys
from _thread import RLock, _count, get_ident
from time import perf_counter, process_time

from pyjit import own
from pyjit.backends.control_block import STARTED
from pyjit.emit.machine import Machine, NoMoreExits
from pyjit.facts.code import CodeFacts
from pyjit.facts.live import Live
from pyjit.facts.mortal import Mortals
from pyjit.host import Unsupported
from pyjit.host.codememory import CodeMemoryFull
from pyjit.host.pages import MappingError
from pyjit.options import CHECKED, OPTIONS
from pyjit.report.past import MOST, Past, Tally
from pyjit.watch.looks import Watching
from pyjit.watch.other_tools import OtherTools
from pyjit.watch.sampling import Sampler
from pyjit.worth.attempts import Attempts
from pyjit.worth.budget import EXIT_REPAYS, Budget
from pyjit.worth.pace import Event, Pace

SELDOM = 8          # times as many calls of a function as at first, until it is asked about again
STUCK = 100         # failures to leave compiled code after which the process is ended
# Seconds for which a hook waits until another thread is through with its own. That one may run a finalizer which waits for this thread.
WAIT = 2.0


# What the system or a limit refuses, which is no fault of pyjit's own.
REFUSALS = OSError, ImportError, MemoryError, RecursionError, MappingError, CodeMemoryFull, NoMoreExits


def one_line(error):
    """What an exception says."""
    text = " ".join(str(error).split())
    return "%s: %s" % (type(error).__name__, text) if text else type(error).__name__


def hook(wait, otherwise=None, failed=None, in_reports=False):
    """A method that machine code calls, in one thread at a time. wait: does it wait its turn? otherwise: what is done where that does
    not come: nothing, "anyway" (for what cannot be left undone), or "missed": a recording that misses this is no good. in_reports: is
    it called while a report is made, too? (What waits always is.) A fault of pyjit's own is booked, and the program goes on; failed:
    "give up" the loop for which that happened."""
    def decorate(function):
        def quiet(self, *args):
            if not wait and (self.waiting or self.forks or self.reporting and not in_reports):
                return None
            turn = self.turn
            taken = turn.acquire(wait, WAIT if wait else -1)
            if not taken and otherwise != "anyway":
                if otherwise == "missed":
                    self.machine.miss()
                return None
            try:
                return function(self, *args)
            except MemoryError:
                raise   # it is no fault, but the machine is to know that the hook was not heard
            except Exception as bug:
                self.report(bug)
                return self.monitoring.DISABLE if failed == "give up" else None
            finally:
                if taken:
                    turn.release()
        return quiet
    return decorate


class Runtime:
    """pyjit at work in this process. start() and stop() switch the watching on and off; what was compiled stays.

    mortals: the objects whose end matters; codes: CodeFacts by the address of the code object; traces: {those whose code is there: None};
    past: the books of those whose code is no more; aborts: {reason: recordings that came to nothing}; faults: {text: how often pyjit
    itself failed}; event: what an event costs; budget: what compiling may cost; loading, making_room: attempts at what may be refused;
    sampler: what takes samples and asks for looks, or None; watching: what makes these, or None: then there are events everywhere."""

    def __init__(self, options, host):
        self.options, self.host = options, host
        self.live = Live(self.host)
        self.kept = []   # code objects, with the option keep_code
        self.codes, self.traces, self.past, self.aborts, self.faults, self.stuck = {}, {}, Past(), Tally(), Tally(), 0
        self.event = Event()
        self.machine = Machine(self.host, self.live, options,
                               (self.on_hot, self.on_exit, self.on_hot_exit, self.on_version, self.on_instruction, self.on_trial,
                                self.on_left, self.on_death, self.on_called))
        self.mortals = Mortals(self.callback("death_callback"), self.died)
        self.budget = Budget(self.machine, options, self.spent, lambda code: self.mortals.watch(code).asked)
        self.code_at = host.offset("PyCodeObject.co_code_adaptive")
        self.loading, self.making_room = Attempts("the compiler cannot be loaded"), Attempts("no loop can be compiled")
        events, callback = sys.monitoring.events, self.callback
        self.callbacks = {events.JUMP: callback("jump_callback"), events.PY_START: callback("start_callback"),
                          events.INSTRUCTION: callback("instruction_callback")}
        self.monitoring, self._compiler, self.turn, self.forking, self.waiting = sys.monitoring, None, RLock(), set(), 0
        self.reporting, self.forks = False, 0
        self.other_tools = OtherTools(self, self.on_tools, events.JUMP | events.PY_START)
        self.sampler = self.watching = None
        looks, self.look_hook = options.hot >= OPTIONS["hot"].default, self.on_look
        try:
            self.sampler = Sampler(self.machine, self.look_hook, looks)
        except LookupError:   # without it there are events everywhere
            pass
        else:
            if looks:
                self.watching = Watching(self, self.other_tools)
        posix.register_at_fork(before=self.before_fork, after_in_parent=self.after_fork, after_in_child=self.after_fork_in_child)
        if self.sampler is not None:
            posix.register_at_fork(after_in_parent=self.sampler.look_soon, after_in_child=self.sampler.look_soon)

    @property
    def compiler(self):
        """Made when it is first needed, with all modules that may be needed later."""
        if self._compiler is None:
            first = []
            from pyjit.compile.compiler import Compiler
            from pyjit.report import books, explanation  # noqa: F401
            self.host.prepare()
            self._compiler = Compiler(self)
            self.host.set_aside(first)
        return self._compiler

    def load(self):
        """Is the compiler there? What its loading or a recording needs may be refused: files, memory, code memory."""
        if self._compiler is None:
            began = perf_counter()
            try:
                self.compiler
            except Exception as why:
                self.loading.failed(one_line(why), began)
                if not isinstance(why, REFUSALS):
                    self.report(why)
                return False
            self.loading.succeeded()
            self.budget.loaded()
        return True

    def spent(self):
        """Seconds of processor time for recording and compiling."""
        return self.machine.costs.total()

    def running_time(self):
        """Seconds of processor time that the program has had for itself."""
        return process_time() - self.spent()

    def callback(self, shape):
        """What sys.monitoring calls for an event."""
        return self.host.callback(self.machine.address(shape), "pyjit")

    def start(self):
        """Watch every loop of the program."""
        m = self.monitoring
        try:
            m.use_tool_id(m.OPTIMIZER_ID, "pyjit")
        except ValueError:
            raise Unsupported("another tool, %s, is the optimizer of this process already" % m.get_tool(m.OPTIMIZER_ID)) from None
        for event, callback in self.callbacks.items():
            m.register_callback(m.OPTIMIZER_ID, event, callback)
        self.other_tools.sampled = self.sampler is not None and self.sampler.start() and self.watching is not None
        self.other_tools.start()
        self.budget.start()

    def stop(self, for_good=False):
        """Leave the program alone. for_good: the interpreter ends, and what nobody calls any more may stay."""
        m = self.monitoring
        self.budget.stop()
        if self.sampler is not None:
            self.sampler.stop()
        self.give_up_recording("pyjit was switched off")
        self.other_tools.stop()
        for event in self.callbacks if not for_good else ():
            m.register_callback(m.OPTIMIZER_ID, event, None)   # (audit hooks of the program hear of it)
        m.free_tool_id(m.OPTIMIZER_ID)

    def let_go(self):
        """Keep nothing alive any more that the program has made: what is compiled never runs again. False, and nothing is done, while
        there are other threads, which may be in it."""
        if _count():
            return False
        self._compiler = None
        self.mortals.watched.clear()
        self.kept.clear()
        for facts in self.codes.values():
            facts.labels.clear()
        for trace in self.traces:
            trace.let_go()
        self.machine.exits.clear()
        return True

    def before_fork(self):
        """No other thread is in a hook while this one forks: what the child inherits is in order. Meanwhile the others begin nothing
        new, and record no more: a thread that takes turn after turn would not let this one have its own. Nor is any
        trace entered, or made, in the functions that are called around the fork: a child shares its code with its parent at first."""
        self.waiting += 1
        try:
            if self.turn.acquire(True, WAIT):
                self.forking.add(get_ident())
        finally:
            self.waiting -= 1
        self.forks += 1
        self.machine.forbid()
        if self.sampler is not None:
            self.sampler.stop()

    def after_fork(self):
        self.forks -= 1
        if not self.forks:
            self.machine.permit()
        self.sample_again()
        if get_ident() in self.forking:
            self.forking.discard(get_ident())
            self.turn.release()

    def sample_again(self):
        """There are samples again soon, unless pyjit is off or another thread is about to fork. Not at once: os.fork() counts the threads
        when it has called everybody's functions, and warns if there is more than one."""
        if self.may_sample():
            self.sampler.answer(True)

    def may_sample(self):
        """Is it time for samples?"""
        return self.sampler is not None and self.other_tools.place is not None and not self.forks

    def resume_sampling(self):
        """There are samples again. If no thread can be had, there are events everywhere from now on."""
        if not self.sampler.start() and self.other_tools.sampled:
            self.other_tools.stop()
            self.other_tools.sampled = False
            self.other_tools.start()

    def after_fork_in_child(self):
        """In the child there is only this thread: nobody else is in a hook or records."""
        self.turn, self.forking, self.waiting, self.reporting = RLock(), set(), 0, False
        own.after_fork()
        self.forks = 0
        self.machine.permit()
        self.sample_again()
        self.machine.after_fork()
        self.give_up_recording("the process was forked")

    def facts(self, code):
        """The CodeFacts of a code object."""
        watch = self.mortals.watch(code)
        if watch.facts is None:
            watch.facts = self.codes[id(code)] = CodeFacts(self.host, code, watch)
            if self.options.keep_code and len(self.kept) < MOST:
                self.kept.append(code)
        return watch.facts

    # -- called from machine code --------------------------------------------------------------------------------------------

    @hook(wait=False, failed="give up")
    def on_hot(self, code, offset, header=None):
        """A loop has gone round often enough, or (without a header) a function has been called so. The result goes to sys.monitoring:
        DISABLE leaves the place alone for good."""
        header = offset + STARTED if header is None else header
        counted, budget, facts = self.machine.counted(), self.budget, self.codes.get(id(code))
        pace = self.mortals.watch(code).paces.setdefault(header, Pace(self.event))
        pace.counted(counted, self.running_time(), self.watching.since(code) if self.watching is not None else 0.0)
        if facts is not None and self._compiler is not None and self.compiler.compared(facts, header, pace):
            return None
        losing = facts is not None and facts.is_losing(header)
        repays = budget.repays(code, header, counted) and not losing
        attempts = self.loading if self._compiler is None else self.making_room
        if not budget.affordable(repays):
            budget.postpone(repays)
        elif not attempts.due() or not self.load():
            budget.postpone(True, attempts.next)
        else:
            budget.resume()
            began = perf_counter()
            try:
                return self.compiler.is_hot(code, header)
            except REFUSALS as why:
                self.refused(why, began)
            finally:
                pace.counts_on(0, self.running_time())
        if self.watching is not None:
            self.watching.must_wait(code, budget.missing(repays))
        counted = 0 if losing else counted   # else it would be asked about at once
        self.machine.count_on(id(code) + self.code_at + header, counted)
        pace.counts_on(counted, self.running_time())
        return None

    @hook(wait=False)
    def on_called(self, code):
        """Compiled code has called functions of a code object often enough. If nothing comes of that, it is asked again later: to ask
        costs as much as some hundred calls."""
        began, later = perf_counter(), SELDOM * self.options.calls
        self.compiler.count_calls(code, later)
        if self.budget.affordable(self.budget.repays(code, STARTED, later)) and self.making_room.due():
            try:
                self.compiler.is_called_often(code)
            except REFUSALS as why:
                self.refused(why, began)

    def time_loops(self, code, since=None):
        """From now on the passes of a code object's loops are timed; what has been counted of them `since` tells their pace."""
        watch, now = self.mortals.known(code), self.running_time()
        for header, pace in watch.paces.items() if watch is not None else ():
            count = self.machine.count_of(id(code) + self.code_at + header)
            if count is not None and since is not None:
                pace.counted(count, now, since)
            pace.counts_on(count or 0, now)

    def refused(self, why, began):
        """A recording, or what it was to become, cannot be had."""
        self.making_room.failed(one_line(why), began)
        self.budget.postpone(True, self.making_room.next)

    @hook(wait=True, otherwise="anyway")
    def on_exit(self, number):
        """An exit is taken for the first time: make its code. The machine asks again until there is some: there is no other way on."""
        try:
            self.compiler.make_exit(self.machine.exits[number])
            self.stuck = 0
        except Exception as bug:
            self.stuck += 1
            if self.stuck == STUCK:
                posix.write(2, b"pyjit cannot leave compiled code: %s\n" % self.report(bug).encode(errors="replace"))
                posix.abort()

    def on_hot_exit(self, number):
        """An exit has been taken often enough. It is counted anew, whatever comes of that."""
        exit = self.machine.exits[number]
        limit = exit.limit
        self.machine.count(exit, self.options.bridge << exit.losses)
        self.exit_is_hot(exit, limit)

    @hook(wait=True)
    def exit_is_hot(self, exit, limit):
        if self.compiler.is_settled(exit):
            self.compiler.reconsider(exit, limit)
        elif self.budget.affordable(self.exit_repays(exit)) and self.making_room.due():
            self.compiler.exit_is_hot(exit)
        else:
            self.machine.count(exit, self.budget.exits_until_asked(exit, limit))
            self.compiler.doubt(exit)

    def exit_repays(self, exit):
        """Is a way on from an exit going to repay its compiling, as far as the past tells?"""
        root = exit.trace.root()
        return exit.count >= EXIT_REPAYS * self.options.bridge and not root.facts.is_losing(root.offset)

    @hook(wait=True)
    def on_left(self, machine_frame):
        """An exit is being taken, and pyjit checks itself."""
        self.compiler.check_frames(*self.machine.being_left(machine_frame))

    @hook(wait=False, in_reports=True)
    def on_version(self, code, offset, header=None):
        """Events have been switched on or off, or a recording goes on for long. If nobody else watches this code, which is up to date,
        traces may run; a recording that is lost is given up."""
        if self._compiler is not None:
            self._compiler.busy()
        if not self.live.watched_by_others(code):
            self.machine.allow(self.host.peek.u64(self.host.thread_state() + self.host.offset("PyThreadState.eval_breaker")) & ~255)

    def on_instruction(self, code, offset):
        """A code object that is being recorded is about to execute an instruction, in the thread that is recorded or in another."""
        recording = self.compiler.recorder.active
        if recording is not None and recording.thread == get_ident() and not self.waiting:
            self.record(code, offset)

    @hook(wait=True, otherwise="missed")
    def record(self, code, offset):
        self.compiler.recorder.step(code, offset)

    @hook(wait=False, failed="give up")
    def on_trial(self, code, offset, header=None):
        """A new loop, or a function, has been entered often enough to be judged."""
        return self.compiler.judge(code, offset + STARTED if header is None else header)

    @hook(wait=False)
    def on_look(self):
        """A look at what is running, or the first opportunity after a fork."""
        if self.sampler.thread is None:
            if self.may_sample():
                self.resume_sampling()
        elif self.watching is not None and self.is_outermost() and (self._compiler is None or self._compiler.recorder.active is None):
            self.watching.look()

    @hook(wait=True)
    def on_tools(self, hear, *arguments):
        """Another tool is about to listen to the program's events or to end it, or has done so: see OtherTools."""
        hear(*arguments)

    def give_up_recording(self, reason):
        """End the recording under way, if there is one."""
        if self._compiler is not None:
            self._compiler.stop(reason)

    @hook(wait=True, otherwise="anyway")
    def on_death(self, watch):
        """An object dies to which traces refer."""
        self.died(watch)
        if self._compiler is not None:
            self._compiler.recycling.collect()

    def died(self, watch):
        """What is known of an object is known of a dead one."""
        self.mortals.forget(watch)
        if self._compiler is not None:
            self._compiler.retire(watch)

    def is_outermost(self):
        """Does this thread have its turn, in a hook that did not interrupt another one?"""
        return self.turn._recursion_count() == 1

    def room_is_made(self):
        """What had found no room may find some now."""
        if self.making_room.why is not None:
            self.making_room.succeeded()
            self.budget.resume()

    def report(self, bug):
        """Book a fault of pyjit's own, which want of memory is not; its text."""
        if isinstance(bug, MemoryError):
            return "memory is scarce"
        text = "internal error: %s: %s" % (type(bug).__name__, bug)
        self.faults.add(text)
        if CHECKED:
            sys.excepthook(type(bug), bug, bug.__traceback__)
        return text

    # -- what a user asks for ------------------------------------------------------------------------------------------------

    def notes(self):
        """What a user should know who asks whether pyjit is on: one line each."""
        notes = [attempts.text() for attempts in (self.loading, self.making_room) if attempts.why is not None]
        watched = self.other_tools.note()
        return notes + [watched] * bool(watched)

    def stats(self):
        """See pyjit.stats()."""
        def report():
            from pyjit.report import books
            return books.stats(self)
        return self.reported(report)

    def explain(self, code):
        """See pyjit.explain()."""
        def report():
            from pyjit.report import explanation
            return explanation.explain(self, code)
        return self.reported(report)

    def reported(self, report):
        """What a report says. Meanwhile nothing is freed, and no loop begins to be recorded: it would be one of pyjit's own."""
        with self.turn:
            self.reporting = True
            try:
                return report()
            finally:
                self.reporting = False
