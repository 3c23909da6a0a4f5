"""Where a trace may be left: the state that the interpreter goes on with, and the places of the code that leave with it."""
from pyjit.trace.ir import MEMORY, NOT_MADE, OWNED, Const, Ref


class Resume:
    """The state of the frames at a bytecode's start, in the values of an optimised trace. Immutable: all guards that leave with the
    same state share it, and what follows from it is computed once.

    frames: FrameStates; dirty, known: ((index of a local or field, value, origin), ...) of the root: those that its frame does not
    hold, and those that it holds; fault, line, caught: as in a Snapshot; drops: objects whose references are given back; due: ((object, count),
    ...), references that the trace was to have and has not taken; seeds: what holds throughout the loop, for a bridge, and what the trace
    has changed; stores: ((base, offset, region, Ref), ...), what places in memory are to hold that hold an older number.

    What follows from it, from the first time that it is asked for: refs(), not_made(), values(); room, borrows: see
    pyjit.emit.leave.prepare()."""

    __slots__ = ("frames", "dirty", "known", "fault", "drops", "line", "caught", "seeds", "due", "stores", "_refs", "_not_made", "_values", "room",
                 "borrows")

    def __init__(self, frames, dirty, known=(), fault=None, drops=(), line=None, seeds=None, due=(), stores=(), caught=False):
        self.frames, self.dirty, self.known, self.fault, self.drops, self.line = frames, dirty, known, fault, drops, line
        self.seeds, self.due, self.stores, self.caught = seeds, due, stores, caught
        self._refs = self._not_made = self._values = self.room = self.borrows = None

    def values(self):
        """The values that leaving needs, without constants, each once. (And by what a bridge knows the objects of stores again.)"""
        if self._values is None:
            found = dict.fromkeys(leaf.op for ref in self.refs() for leaf in ref.leaves())
            found.update((value, None) for value in self.drops)
            found.update((value, None) for value, _ in self.due)
            for base in dict.fromkeys([store[0] for store in self.stores]):
                found.update(dict.fromkeys(way_to(base)))
            self._values = tuple([value for value in found if not isinstance(value, Const)])
        return self._values

    def refs(self):
        """Refs of all that the frames are to get: what the root's locals and fields lack (a field has a plain number, of no origin, as it
        needs no box), and what its stack and the inlined frames hold; and of what places in memory are to hold."""
        if self._refs is None:
            locals = self.frames[0].code.nlocalsplus
            lacking = [Ref(value, OWNED, None, origin if index < locals else None) for index, value, origin in self.dirty]
            lacking += [store[3] for store in self.stores]
            self._refs = tuple(lacking + [ref for frame in self.frames for ref in frame.refs()])
        return self._refs

    def not_made(self):
        """The objects that are made on the way out, each once."""
        if self._not_made is None:
            refs = [ref for ref in self.refs() if ref.mode is not MEMORY and ref.op.micro is NOT_MADE]
            self._not_made = tuple(dict.fromkeys(thing for ref in refs for thing in ref.op.whole()))
        return self._not_made


def way_to(value):
    """A value, and those that it has been loaded by, one after another."""
    found = [value]
    while value.micro.reads and value.args[0].__class__ is not int:
        value = value.args[0]
        found.append(value)
    return found


class Site:
    """A patchable branch of a guard, by which a trace is left: the exit with its code, its count and its bridge.

    resume: the Resume with which it leaves; guard: the guard's MicroOp.

    where: {value: location}, from the allocator; borrowed: the objects that it holds while its code is made (see pyjit.emit.leave); id:
    its number in the table of exits; at: the address of the guard's code; places: addresses of the branches that lead here; stub:
    where they led at first; home: the address at which its code is going to be; size: of the code; trace: that it belongs to;
    counter, count, limit: see Machine.count; asked: see Budget; bridge: the Trace of the way on, if there is one; bridged: has there
    been one? losses: bridges that were lost before they had paid; failures: recordings of it that came to nothing; refusal: the Reason
    why there is none, as far as that is known; expected, seen, words: what its words are made of, the type seen where the guard wanted
    another, and (text, remedy) when a report has asked for them: see pyjit.report.expectations."""

    __slots__ = ("resume", "guard", "where", "borrowed", "id", "at", "places", "stub", "home", "size", "trace", "counter", "count",
                 "limit", "asked", "bridge", "bridged", "losses", "failures", "refusal", "expected", "seen", "words")

    def __init__(self, resume, guard):
        self.resume, self.guard = resume, guard
        self.id = self.where = self.trace = self.bridge = self.counter = self.at = self.stub = None
        self.asked = self.refusal = self.home = self.expected = self.seen = self.words = None
        self.places, self.borrowed, self.bridged = (), (), False
        self.count = self.limit = self.failures = self.losses = self.size = 0

    def let_go(self):
        """Its code is no more: forget all but the trace."""
        for value in self.where or ():
            value.let_go()
        self.resume = self.where = self.bridge = self.expected = None
