"""What recording and compiling may cost, and when it is worth asking again whether they are affordable.

A hook costs as much as some hundred passes of a loop. So while nothing could come of it, machine code calls it no more: up to a point
in time, at most MOST away, so that a program that runs long is seen whatever it did before.

The running time is the CPU time of the process: what waits pays for nothing."""
from time import perf_counter, process_time

from pyjit.options import OPTIONS

PROMPT = 5.0        # seconds of running time for which the compile budget is granted in advance; never more than early_share of it
LOADING = 0.06      # seconds that it takes to load the compiler
# A loop, an exit that has been hot so many times over is going to repay its compiling, as far as the past tells. Until then it may only
# be compiled out of a small part of the budget, lest a program in which much is warm and nothing is hot gets slower.
LOOP_REPAYS, EXIT_REPAYS, WARM = 48, 16, 0.05
FIRST = 48          # times that a loop must be hot for the compiler to be loaded, unless the user wants loops compiled early
LEAST, MOST = 0.01, 0.08   # seconds until the next question
FOREVER = (1 << 63) - 1


class Budget:
    """begun: when pyjit was started, or would have been if it had never been stopped; elapsed: for how long it had been on when it was;
    spent: a function that says how many seconds recording and compiling took; asked: one that gives {header: how many times over the
    loop has been hot} of a code object; warm_at: the earliest point in time for questions about loops that are only warm; early: the
    share of the first seconds that may be spent; loading: seconds that it is going to take to load the compiler."""

    def __init__(self, machine, options, spent, asked):
        self.machine, self.options, self.share, self.spent, self.asked = machine, options, options.compile_share, spent, asked
        self.begun, self.elapsed, self.postponed = process_time(), 0.0, True
        # Unless the user wants loops compiled early: at first, something must be worth the loading of the compiler.
        patient = options.hot >= OPTIONS["hot"].default
        self.warm_at, self.early, self.loading = (FOREVER, options.early_share, LOADING) if patient else (0, 1.0, 0.0)
        machine.repays_at(LOOP_REPAYS * options.hot)
        self.resume()

    def start(self):
        self.begun = process_time() - self.elapsed

    def stop(self):
        self.elapsed = process_time() - self.begun

    def repays(self, code, header, counted):
        """Is a loop that has been counted so far since it was last asked about going to repay its compiling?"""
        asked = self.asked(code)
        times = asked[header] = max(asked.get(header, 0) + 1, counted // self.options.hot)
        return times >= LOOP_REPAYS

    def expect(self, code, header):
        """This loop is going to repay its compiling, however often it has been hot."""
        self.asked(code)[header] = LOOP_REPAYS

    def affordable(self, repays):
        """Has the program run long enough to pay for more compiling? repays: is it going to repay what it costs?"""
        return self.share == 1 or self.missing(repays) <= 0

    def missing(self, repays):
        """Seconds of running time until it is affordable."""
        if not self.share:
            return MOST
        spent = self.spent()
        if repays:
            early = (spent + self.loading) / self.early if self.early < 1 else 0
            needed = max(early, spent / self.share if spent > PROMPT * self.share else 0)
        else:
            needed = spent / (WARM * self.share)
        return needed - (process_time() - self.begun)

    def postpone(self, repays, until=None):
        """Nothing comes of a loop of this kind now: ask again when that may have changed. until: not before then."""
        now = perf_counter()
        at = min(max(self.missing(repays), LEAST), MOST) + now if until is None else max(until, now + LEAST)
        at = int(at * 1e9)
        self.machine.ask_at(max(at, self.warm_at), at if repays else 0)
        self.postponed = True

    def resume(self):
        """Something comes of it: ask about every loop that is hot."""
        if self.postponed:
            self.machine.ask_at(self.warm_at, 0)
            self.postponed = False

    def loaded(self):
        """The compiler is there."""
        self.warm_at, self.loading, self.postponed = 0, 0.0, True
        self.resume()

    def exits_until_asked(self, exit, limit):
        """Nothing comes of an exit now, which has been taken `limit` times since it was last asked about: how often it is to be taken
        until the next question. More and more often, but no longer than until then if it is taken as often as now."""
        now, before = perf_counter(), exit.asked
        exit.asked = now
        as_often = limit * MOST / max(now - before, LEAST * LEAST) if before is not None else limit
        return max(self.options.bridge, min(2 * limit, int(as_often)))
