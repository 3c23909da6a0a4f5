"""Functions, classes, modules and instances to which traces refer live as long as the program wants them to: a trace does not keep
them, but is retired when one of them dies (see pyjit.retire)."""
from _weakref import ref


class Watch(ref):
    """A weak reference to an object; address: of the object; traces: those that refer to it."""

    __slots__ = ("address", "traces")


class Mortals:
    """All that is watched. callback: called with the Watch of an object that dies, and it hands that on to `died`, unless memory is so
    scarce that it is not heard."""

    def __init__(self, callback, died):
        self.callback, self.died, self.watched = callback, died, {}

    def watch(self, value):
        """The Watch of an object."""
        watch = self.watched.get(id(value))
        if watch is not None and watch() is None:
            self.died(watch)   # which was not heard: there is another object at its address
            watch = None
        if watch is None:
            watch = self.watched[id(value)] = Watch(value, self.callback)
            watch.address, watch.traces = id(value), []
        return watch

    def forget(self, watch):
        """Watch an object no more."""
        if self.watched.get(watch.address) is watch:
            del self.watched[watch.address]
