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
    """An arena of at most `limit` bytes of code. Blocks are handed out from the bottom up; one that is given back is used again, by
    whoever it fits best. `used` is what is handed out, `freed` what has ever been given back; the system gives a page when it is first
    written. trap: a byte that fills what is given back; it should be the start of an instruction that stops whoever comes there."""

    def __init__(self, limit, pages=None, trap=b"\0"):
        pages = pages or Pages()
        self.limit = -(-limit // pages.size) * pages.size
        self.freed, self.sealed = 0, False
        self._top = 0                       # from here on nothing is handed out
        self._holes, self._ends = {}, {}    # what was given back below: {start: size}, {end: start}; no two of them touch
        self._trap = trap
        self._memory = _first_that_works(pages, self.limit)
        _keep_apart_after_fork(self)

    @property
    def used(self):
        return self._top - sum(self._holes.values())

    def allocate(self, size):
        """The address at which `size` bytes of code will run, 16-byte aligned."""
        size = -(-size // ALIGNMENT) * ALIGNMENT
        fitting = [(room, start) for start, room in self._holes.items() if room >= size]
        if fitting and not self.sealed:
            room, start = min(fitting)
            self._fill_hole(start)
            if room > size:
                self._dig_hole(start + size, start + room)
        else:
            start = self._top
            if self.sealed or start + size > self.limit:
                raise CodeMemoryFull("the limit of %d bytes of code is reached" % self.limit)
            self._top = start + size
        return self._memory.address + start

    def free(self, address, size):
        """Take back a block that allocate() gave. Nobody may be in it, or come to it, any more."""
        start = address - self._memory.address
        end = start + -(-size // ALIGNMENT) * ALIGNMENT
        self.write(address, self._trap * (end - start))
        self.freed += end - start
        if start in self._ends:
            start = self._fill_hole(self._ends[start])
        if end in self._holes:
            following = end
            end += self._holes[following]
            self._fill_hole(following)
        if end == self._top:
            self._top = start
        else:
            self._dig_hole(start, end)

    def _dig_hole(self, start, end):
        self._holes[start], self._ends[end] = end - start, start

    def _fill_hole(self, start):
        """There is no hole any more at this start, which it gives."""
        del self._ends[start + self._holes.pop(start)]
        return start

    def write(self, address, code):
        """Put code at an address that allocate() gave, or patch it there."""
        offset = address - self._memory.address
        if not 0 <= offset <= offset + len(code) <= self._top:
            raise ValueError("no code memory at %#x" % address)
        if self.sealed:
            raise CodeMemoryFull("this process shares its code with its parent")
        self._memory.write(offset, code)

    def read(self):
        """The content of everything below which something is handed out."""
        return self._memory.read(self._top)

    def take_over(self, content):
        """In a forked child: from now on this process has a copy of its own, if it can have one. Otherwise nothing is written."""
        try:
            self._memory.detach(content)
        except MappingError:
            self.sealed = True

    def close(self):
        """Give the memory back. Nothing may run in it any more."""
        self._memory.close()
        self._top = self.limit = 0
        self._holes, self._ends = {}, {}


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
            snapshots.append(memory.read())

    def in_parent():
        snapshots.clear()

    def in_child():
        memory = arena()
        if memory is not None and snapshots:
            memory.take_over(snapshots.pop())
    posix.register_at_fork(before=before, after_in_parent=in_parent, after_in_child=in_child)
