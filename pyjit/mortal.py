"""Functions, classes, modules and instances to which traces refer live as long as the program wants them to: a trace does not keep
them, but is retired when one of them dies (see pyjit.retire)."""
from _weakref import ref


class Watch(ref):
    """A weak reference to an object; address: of the object; traces: those that refer to it."""

    __slots__ = ("address", "traces")


class Mortals:
    """All that is watched. died: a callable that gets the Watch of an object that dies."""

    def __init__(self, died):
        self.died, self.watched = died, {}

    def watch(self, value):
        """The Watch of an object."""
        watch = self.watched.get(id(value))
        if watch is None:
            watch = self.watched[id(value)] = Watch(value, self.died)
            watch.address, watch.traces = id(value), []
        return watch

    def forget(self, watch):
        """Watch an object no more, if no trace refers to it."""
        if not watch.traces and self.watched.get(watch.address) is watch:
            del self.watched[watch.address]
