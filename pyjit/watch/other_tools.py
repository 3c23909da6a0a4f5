"""Other tools that listen to the program's events: as long as one listens to a code object, pyjit takes its own events off it.

With two tools the interpreter keeps other tables, and in some cases loses events that the first one would get; so pyjit makes way
before the other one begins. The functions by which Python code begins and ends to listen tell of their calls (see
backends/x86_64/listening.py). Whoever begins in C (PyEval_SetTrace) is noticed when a loop goes round, by what its code object says."""
import sys
from _weakref import ref
from time import perf_counter

from pyjit.facts.live import TOOLS

monitoring = sys.monitoring
SETTRACE = sys.settrace, sys.setprofile, sys._settraceallthreads, sys._setprofileallthreads
BuiltinFunctionType, CodeType = type(len), type((lambda: None).__code__)
EVERYWHERE, SOMEWHERE, NOWHERE = "everywhere", "somewhere", "nowhere"   # where pyjit listens to the program's loops
INTERNAL = {6: "a profile function (sys.setprofile)", 7: "a trace function (sys.settrace)"}
SHOWN = 3   # functions that status() names


class OtherTools:
    """Where pyjit listens: everywhere, as long as no other tool listens; else in those code objects with compiled loops to which no
    other one does; or nowhere, if another one listens to all code. If the program is sampled, "everywhere" are the code objects that are
    watched at the time, and those with compiled loops.

    ask(function, *arguments): calls the function as a hook. place: EVERYWHERE, SOMEWHERE, NOWHERE or None, when pyjit is off; events:
    that pyjit wants; watched: {id of a code object: (weak reference, bits)}, the tools of the program with local events there; ours:
    {id: weak reference} of the code objects in which pyjit has local ones; heard, since: the names of those that have listened to all code
    last, and when they began; past: {names: seconds for which they have done so before}; sampled: do looks say which code is watched?"""

    def __init__(self, runtime, ask, events):
        self.runtime, self.events, self.place, self.tool = runtime, events, None, monitoring.OPTIMIZER_ID
        self.sampled = False
        self.live, self.watched, self.ours = runtime.live, {}, {}
        self.heard, self.since, self.past = "", 0.0, {}
        self.probe = (lambda: None).__code__
        self._announced = [(function, self._announce(function, ask, before, after)) for function, before, after in (
            *((function, self.before_trace, self.after) for function in SETTRACE),
            (monitoring.set_events, self.before_events, self.after),
            (monitoring.set_local_events, self.before_local_events, self.after_local_events))
            if type(function) is BuiltinFunctionType]

    def _announce(self, function, ask, before, after):
        return self.runtime.machine.announced(function, *[
            lambda *arguments, hook=hook: ask(hook, *arguments) for hook in (before, after)])

    def start(self):
        """Listen from now on, wherever nobody else does."""
        for function, definition in self._announced:
            self.runtime.host.define(function, definition)
        self.settle()

    def stop(self):
        """Listen no more."""
        self.listen(None)
        for function, _ in self._announced:
            self.runtime.host.define(function, None)

    # -- what other tools do ---------------------------------------------------------------------------------------------------

    def before_trace(self, function):
        """settrace(function), or its like."""
        if function is not None:
            self.make_way(NOWHERE)

    def before_events(self, *arguments):
        """set_events(tool, events)"""
        if len(arguments) == 2 and arguments[0] != self.tool and arguments[1]:
            self.make_way(NOWHERE)

    def before_local_events(self, *arguments):
        """set_local_events(tool, code, events)"""
        if len(arguments) == 3 and arguments[0] != self.tool and arguments[2] and type(arguments[1]) is CodeType:
            self.make_way(SOMEWHERE, arguments[1])

    def make_way(self, place, code=None):
        """Another tool is about to listen, to this code object or to all of them."""
        self.runtime.give_up_recording("another tool begins to listen")
        if code is not None:
            self.watched.setdefault(id(code), (ref(code), 0))
        if self.place is EVERYWHERE or self.place is SOMEWHERE and place is NOWHERE:
            self.listen(place)
        elif code is not None and self.place is SOMEWHERE and self.has(code):
            self._leave(code)

    def after(self, *arguments):
        """A tool may have begun or ended to listen."""
        if self.place is not None:
            self.settle()

    def after_local_events(self, *arguments):
        """The same, in one code object."""
        if len(arguments) == 3 and type(arguments[1]) is CodeType and arguments[0] != self.tool:
            code = arguments[1]
            bits = sum(1 << tool for tool in range(TOOLS) if tool != self.tool and monitoring.get_local_events(tool, code))
            if bits:
                self.watched[id(code)] = ref(code), bits
            else:
                self.watched.pop(id(code), None)
                if self.place is SOMEWHERE:
                    self._listen_where_compiled(code)
            self.after()

    # -- where pyjit listens ---------------------------------------------------------------------------------------------------

    def settle(self):
        """Listen where nobody else does."""
        bits = self.everywhere()
        if bits:
            self.heard = names(bits)
            self.listen(NOWHERE)
        else:
            self.listen(SOMEWHERE if self._is_watched() else EVERYWHERE)

    def listen(self, place):
        """Listen in this place, and in no other."""
        if place is self.place:
            return
        if self.place is EVERYWHERE and not self.sampled:
            monitoring.set_events(self.tool, 0)
        for code in self._ours():
            self._leave(code)
        if self.place is NOWHERE:
            self.past, self.heard = self.times(), ""
        self.place, self.since = place, perf_counter()
        self.ours.clear()
        if place is EVERYWHERE and not self.sampled:
            monitoring.set_events(self.tool, self.events)
        elif place is SOMEWHERE or place is EVERYWHERE:
            for facts in list(self.runtime.codes.values()):
                self._listen_where_compiled(facts.code)

    def _listen_where_compiled(self, code):
        """Listen to a code object, if it has a compiled loop and nobody else listens to it."""
        facts = self.runtime.codes.get(id(code))
        if facts is not None and facts.traces and id(code) not in self.watched and not self.live.watched_by_others(code):
            self._listen(code)

    def _listen(self, code):
        monitoring.set_local_events(self.tool, code, self.events)
        self.ours[id(code)] = ref(code)

    def _leave(self, code):
        self.runtime.machine.look_at_all()
        monitoring.set_local_events(self.tool, code, 0)
        self.ours.pop(id(code), None)

    def watch(self, code):
        """Listen to a code object for a while, if nobody else does. False: it cannot be."""
        if self.place not in (EVERYWHERE, SOMEWHERE) or id(code) in self.watched or self.live.call_is_watched(code):
            return False
        if self.has(code):
            return True
        self._listen(code)
        return True

    def rest(self, code):
        """Listen to it no more, unless compiled loops of it are entered. False: they are."""
        facts = self.runtime.codes.get(id(code))
        if facts is not None and facts.is_entered():
            return False
        self._leave(code)
        return True

    def has(self, code):
        """Has pyjit events of its own in a code object?"""
        own = self.ours.get(id(code))
        return own is not None and own() is code

    def forget(self):
        """Code objects that are dead."""
        self.ours = {address: own for address, own in self.ours.items() if own() is not None}

    def after_recording(self, code):
        """A code object is recorded no more: it has the events again that it had before."""
        monitoring.set_local_events(self.tool, code, self.events if self.has(code) else 0)

    def _ours(self):
        return [code for code in [own() for own in [*self.ours.values()]] if code is not None]   # (a look may add one in between)

    def _is_watched(self):
        """Is there still a code object to which a tool listens?"""
        dead = [key for key, (code, _) in self.watched.items() if code() is None]
        for key in dead:
            del self.watched[key]
        return bool(self.watched)

    def everywhere(self):
        """Bits: the tools that listen to all code."""
        bits = sum(1 << tool for tool in range(TOOLS) if tool != self.tool and monitoring.get_events(tool))
        return bits | self._internal()

    def _internal(self):
        """The tools that only the interpreter itself can ask about: by what it enters into a code object that has changed."""
        for events in (monitoring.events.PY_YIELD, 0):
            monitoring.set_local_events(self.tool, self.probe, events)
        return self.live.listening(self.probe) & sum(1 << tool for tool in INTERNAL)

    # -- for people ------------------------------------------------------------------------------------------------------------

    def note(self):
        """What a user should know who asks whether pyjit is on: a line, or ""."""
        bits = self.everywhere() if self.place is not None else 0
        if bits:
            return "%s: nothing is compiled or runs compiled" % listens(bits)
        watched = [(code(), bits) for code, bits in list(self.watched.values()) if code() is not None]
        if self.place is None or not watched:
            return ""
        functions = [code.co_name for code, _ in watched[:SHOWN]] + ["%d more" % (len(watched) - SHOWN)] * (len(watched) > SHOWN)
        bits = 0
        for _, more in watched:
            bits |= more
        return "%s, in %s: %s not compiled%s" % (
            listens(bits, "code"), listed(functions), "it is" if len(watched) == 1 else "they are",
            "" if self.sampled else ", and no other loop is newly compiled")

    def times(self):
        """{names of tools: seconds for which they have listened to all code}, up to now."""
        now = {self.heard: self.past.get(self.heard, 0.0) + perf_counter() - self.since} if self.heard and self.place is NOWHERE else {}
        return {**self.past, **now}

    def watchers(self, code):
        """A sentence that says who listens to a code object, or ""."""
        if self.place is None:
            return ""
        bits = self.everywhere() | self.watched.get(id(code), (None, 0))[1] | self.live.listening(code)
        bits &= ~(1 << self.tool)
        return listens(bits, "it") if bits else ""


def listens(bits, what="all code"):
    """Who listens, in a sentence."""
    return "%s listen%s to %s" % (names(bits), "s" * (not bits & bits - 1), what)


def names(bits):
    """The names of tools."""
    return listed([INTERNAL.get(tool) or monitoring.get_tool(tool) or "tool %d" % tool for tool in range(8) if bits >> tool & 1])


def listed(words):
    """One, two and three."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
