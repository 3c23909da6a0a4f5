"""Executable memory that is never writable and executable at the same time.

First choice: two views of one memfd, one to write and one to run; this works under PR_SET_MDWE (memory-deny-write-execute) too.
Where there is no memfd: one private mapping, made writable for each write and executable again. If the host allows neither,
Unsupported."""
import posix
from _weakref import ref

from .pages import MappingError, OneMapping, Pages, TwoViews
from .platform import Unsupported

ALIGNMENT = 16


class CodeMemoryFull(Exception):
    """The limit on code memory is reached."""


class CodeMemory:
    """An arena of at most `limit` bytes of code, handed out from the bottom up. `used` is what has been handed out; the system
    gives a page when it is first written."""

    def __init__(self, limit, pages=None):
        pages = pages or Pages()
        self.limit = -(-limit // pages.size) * pages.size
        self.used = 0
        self._memory = _first_that_works(pages, self.limit)
        _keep_apart_after_fork(self)

    def allocate(self, size):
        """The address at which `size` bytes of code will run, 16-byte aligned."""
        start = -(-self.used // ALIGNMENT) * ALIGNMENT
        if start + size > self.limit:
            raise CodeMemoryFull("the limit of %d bytes of code is reached" % self.limit)
        self.used = start + size
        return self._memory.address + start

    def write(self, address, code):
        """Put code at an address that allocate() gave, or patch it there."""
        offset = address - self._memory.address
        if not 0 <= offset <= offset + len(code) <= self.used:
            raise ValueError("no code memory at %#x" % address)
        self._memory.write(offset, code)

    def close(self):
        """Give the memory back. Nothing may run in it any more."""
        self._memory.close()
        self.used = self.limit = 0


def _first_that_works(pages, size):
    reasons = []
    for way in (TwoViews, OneMapping):
        try:
            return way(pages, size)
        except MappingError as why:
            reasons.append(str(why))
    raise Unsupported("this host allows no executable memory (%s)" % "; ".join(reasons))


def _keep_apart_after_fork(arena):
    """The views of a memfd are shared with a forked child: give it a copy of its own, at the same addresses, before it runs on.

    The copy is taken before the fork, because the parent may write again at once. A child that cannot have its own (no memory)
    writes no more code."""
    arena, snapshots = ref(arena), []

    def before():
        memory = arena()
        if memory is not None and memory.used:
            snapshots.append(memory._memory.read(memory.used))

    def in_parent():
        snapshots.clear()

    def in_child():
        memory = arena()
        if memory is not None and snapshots:
            try:
                memory._memory.detach(snapshots.pop())
            except MappingError:
                memory.limit = memory.used
    posix.register_at_fork(before=before, after_in_parent=in_parent, after_in_child=in_child)
