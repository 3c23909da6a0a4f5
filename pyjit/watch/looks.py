"""Which code is watched: what looks find to be running gets events for a while, and then is left alone for longer and longer.

What that costs is bounded by rates: a look takes some dozens of microseconds, unless machine code sees that there is nothing to be done
about what runs (see look_past); an event takes some dozens of nanoseconds. Events that come seldom enough may stay; a code object that
has many of them and does not get hot loses them, and is left alone for many times as long as it had them. A run that goes on for long
is watched early, whatever its code did before."""
from _weakref import ref

from pyjit.backends import control_block as shared

TWICE = 2           # looks that must find a code object before it gets events
FAST, SLOW = 0.008, shared.SLOW / 1e9   # seconds from look to look: when there is something new, and at most (all others are of
                                        # processor time)
WINDOW = 0.02       # seconds for which a code object has events at least
CHEAP = 300_000     # backward jumps in a second that may be watched for as long as they come: about a hundredth of the time
SILENCE, LONGEST = 0.1, 2.0   # seconds without events afterwards, at first and at most; each time twice as long
FOREVER = float("inf")
LONG = 0.05         # seconds after which a run is watched in a silence, too, and then again whenever it has become twice as long
FORGOTTEN = 16      # looks after which what was found only once is forgotten, and what is dead
OPTIMIZED, GENERATORS = 0x01, 0x20 | 0x80 | 0x200   # co_flags: of functions, of those that are resumed
MOST = 4096         # code objects that are remembered


class Watching:
    """runtime: whose code objects get events; events: whoever sets them, takes them away and knows of them (an OtherTools).

    found: {address of a code object: looks that have found it}; windows: {address: (weak reference, when its events may be taken away,
    since when it has had them)}; silences: {address: (how long, until when, weak reference)}; runs: {address of a frame: (that of its
    code, since when it has been found, when it is watched again)}."""

    def __init__(self, runtime, events):
        self.machine, self.host, self.events = runtime.machine, runtime.host, events
        self.listen, self.leave, self.has = events.watch, events.rest, events.has
        offset = self.host.offset
        self.previous, self.executable = offset("_PyInterpreterFrame.previous"), offset("_PyInterpreterFrame.f_executable")
        self.type_at, self.code_type = offset("PyObject.ob_type"), id(type(self.look.__func__.__code__))
        self.flags, self.silent = offset("PyCodeObject.co_flags"), self.host.constant("CO_NO_MONITORING_EVENTS")
        self.jumps_back = {self.host.opcodes.NUMBERS["JUMP_BACKWARD"], self.host.opcodes.INSTRUMENTED_JUMP_BACKWARD}
        self.found, self.windows, self.silences, self.runs, self.looks = {}, {}, {}, {}, 0
        self.clock, self.time = runtime.running_time, runtime.time_loops
        self.last, self.jumps, self.open_until = self.clock(), 0, 0.0
        self.machine.sample_every(FAST)

    def look(self):
        """What is running? Then the next look comes soon, if that is news."""
        now = self.clock()
        self.looks += 1
        if self.looks % FORGOTTEN == 0:
            self.forget()
        if self.windows:
            self.close(now)
        self.last, self.jumps = now, self.machine.jumps()
        news = self.meet_all(now) or now < self.open_until
        self.machine.sample_every(FAST if news else min(2 * self.machine.pause(), SLOW))

    def forget(self):
        """Code objects that have been found only once, and what is dead."""
        self.found.clear()
        self.events.forget()
        self.windows = {address: window for address, window in self.windows.items() if window[0]() is not None}
        self.silences = {address: silence for address, silence in self.silences.items() if silence[2]() is not None}
        if len(self.silences) > MOST:
            self.silences.clear()

    def meet_all(self, now):
        """Go through the frames of this thread. Is there news of one?"""
        peek, before, news = self.host.peek.u64, self.runs, False
        frame, self.runs = self.host.frame_of_callback(), {}
        for _ in range(shared.DEPTH):
            if not frame:
                break
            code = peek(frame + self.executable)
            if peek(code + self.type_at) == self.code_type and not self.host.peek.u32(code + self.flags) & self.silent:
                known, since, due = before.get(frame, (0, 0.0, 0.0))
                if known != code:
                    since, due = now, now + LONG
                is_long = now >= due or known != code and self.machine.has_run_long(code, frame)
                self.runs[frame] = code, since, max(now + (now - since), now + LONG) if is_long else due
                news |= self.meet(code, now, is_long)
                self.look_past(code, frame, now)
            frame = peek(frame + self.previous)
        return news

    def look_past(self, address, frame, now):
        """Until when need nobody hear of what runs in this frame?"""
        looks, window, due = self.machine.looks(), self.windows.get(address), self.runs[frame][2]
        _, until, silent = self.silences.get(address, (0, 0.0, None))
        if window is not None and window[1] <= now or silent is not None and until == FOREVER:
            self.machine.look_past(address, frame, shared.NEVER, shared.NEVER)   # (events that are too many are told of anyway)
        elif window is None and until > now:
            after = [looks + 1 + int((when - now) / SLOW) for when in (due, until)]
            self.machine.look_past(address, frame, *[min(number, shared.NEVER - 1) for number in after])

    def meet(self, address, now, is_long):
        """A code object is running, for long or not. Is that news?"""
        code = self.host.object_at(address)
        if self.has(code):
            self.windows.setdefault(address, (ref(code), now + WINDOW, now))
            return False
        _, until, silent = self.silences.get(address, (0, 0.0, None))
        if silent is not None and silent() is not code:
            until = 0.0   # another one had this address
            del self.silences[address]
        if now < until and not (is_long and until < FOREVER):
            return False
        times = self.found[address] = self.found.get(address, 0) + 1
        if times >= TWICE or is_long:
            is_function = code.co_flags & (OPTIMIZED | GENERATORS) == OPTIMIZED
            if not is_function and self.jumps_back.isdisjoint(code._co_code_adaptive[::2]):   # (co_code would be kept)
                self.silences[address] = LONGEST, FOREVER, ref(code)
            else:
                self.watch(code, now)
        return True

    def watch(self, code, now):
        """Events for a code object."""
        if self.listen(code):
            self.time(code)
            self.open_until = now + WINDOW
            self.windows[id(code)] = ref(code), self.open_until, now

    def since(self, code):
        """When the events began that the code object has."""
        return self.windows.get(id(code), (None, 0.0, 0.0))[2]

    def is_wanted(self, code):
        """A loop of the code object is to be compiled soon."""
        if not self.has(code):
            self.watch(code, self.clock())

    def must_wait(self, code, seconds):
        """A loop of the code object is hot, and is not compiled before that many seconds have passed."""
        seconds = min(max(seconds, SILENCE), LONGEST)
        self.machine.look_at_all()
        self.silences[id(code)] = seconds / 2, 0.0, ref(code)

    def close(self, now):
        """What has not become hot in its time is silent from now on, unless the events that there are cost too little."""
        if self.machine.jumps() - self.jumps <= CHEAP * (now - self.last):
            return
        # (A list would wait for the program in the interpreter's free list, and tracemalloc know nothing of its memory.)
        for address, (code, until, since) in tuple(self.windows.items()):
            if now < until:
                continue
            code = code()
            if code is None or not self.has(code):
                del self.windows[address]
            elif self.leave(code):
                self.time(code, since)
                del self.windows[address]
                longer = min(2 * self.silences.get(address, (SILENCE / 2,))[0], LONGEST)
                self.silences[address] = longer, now + longer, ref(code)
            else:
                self.windows[address] = ref(code), now + SILENCE, since   # its loops are entered; that may change
