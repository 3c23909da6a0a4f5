"""Functions, classes, modules, code objects and instances to which traces refer live as long as the program wants them to: a trace does
not keep them, but is retired when one of them dies (see pyjit.compile.retire). What is known of a code object goes with it."""
from _weakref import ref

CodeType = type((lambda: None).__code__)


class Watch(ref):
    """A weak reference to an object; address: of the object; traces: {those that refer to it: None}."""

    __slots__ = ("address", "traces")

    def is_idle(self):
        """Does nobody want to hear of the object's end?"""
        return not self.traces


class CodeWatch(Watch):
    """The same of a code object. facts: its CodeFacts, or None; asked: {header: how many times over the loop has been hot}; paces:
    {header: Pace}."""

    __slots__ = ("facts", "asked", "paces")

    def is_idle(self):
        return not (self.traces or self.facts or self.asked)


class Mortals:
    """All that is watched. callback: called with the Watch of an object that dies, and it hands that on to `died`, unless memory is so
    scarce that it is not heard."""

    def __init__(self, callback, died):
        self.callback, self.died, self.watched, self.last = callback, died, {}, None

    def watch(self, value):
        """The Watch of an object."""
        watch = self.watched.get(id(value))
        if watch is not None and watch() is None:
            self.died(watch)   # which was not heard: there is another object at its address
            watch = None
        if watch is None:
            if type(value) is CodeType:
                watch = CodeWatch(value, self.callback)
                watch.facts, watch.asked, watch.paces = None, {}, {}
            else:
                watch = Watch(value, self.callback)
            watch.address, watch.traces = id(value), {}
            self.watched[watch.address] = watch
        return watch

    def known(self, value):
        """The Watch of an object, if there is one."""
        watch = self.watched.get(id(value))
        return watch if watch is not None and watch() is value else None

    def forget(self, watch):
        """Watch an object no more. (The interpreter has a dead one's Watch until it has told of it. That goes when the next one does, in
        a hook, as it has come in one: the collector counts neither.)"""
        self.last = watch
        if self.watched.get(watch.address) is watch:
            del self.watched[watch.address]

    def release(self, watch):
        """The same, if nobody wants to hear of its end."""
        if watch.is_idle():
            self.forget(watch)
