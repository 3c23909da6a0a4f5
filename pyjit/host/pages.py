"""Pages of memory from the system: what codememory.py is made of. (The module mmap would be loaded for a few constants.)"""
import _ctypes
import posix

from .capi import Function, Int, Signed, Word, errno
from .memory import window

READ_WRITE, READ_EXECUTE = 1 | 2, 1 | 4    # PROT_READ | PROT_WRITE, PROT_READ | PROT_EXEC
PRIVATE, SHARED = 0x2 | 0x20, 0x1          # MAP_PRIVATE | MAP_ANONYMOUS, MAP_SHARED
MAP_FIXED = 0x10
MFD_CLOEXEC, MFD_NOEXEC_SEAL = 0x1, 0x8  # the seal forbids execve() of the file; mapping it executable stays allowed
FAILED = (1 << 64) - 1


class MappingError(Exception):
    """The system said no, and why."""


class Pages:
    """The system calls, as methods that raise MappingError. They keep the GIL: see OneMapping."""

    size = posix.sysconf("SC_PAGESIZE")

    def __init__(self):
        libc = _ctypes.dlopen(None, 0)
        self._mmap, self._munmap, self._mprotect = (
            Function(_ctypes.dlsym(libc, name)) for name in ("mmap", "munmap", "mprotect"))
        self._mmap.restype, self._mmap.argtypes = Word, [Word, Word, Int, Int, Int, Signed]
        self._munmap.argtypes, self._mprotect.argtypes = [Word, Word], [Word, Word, Int]

    def memfd(self, size):
        """A new file in memory."""
        if not hasattr(posix, "memfd_create"):
            raise MappingError("memfd_create: missing")
        try:
            try:
                file = posix.memfd_create("pyjit code", MFD_CLOEXEC | MFD_NOEXEC_SEAL)
            except OSError:  # a kernel older than the seal
                file = posix.memfd_create("pyjit code", MFD_CLOEXEC)
            posix.ftruncate(file, size)
        except OSError as why:
            raise MappingError("memfd_create: %s" % why.strerror) from None
        return file

    def map(self, size, protection, flags, file=-1, address=0):
        """The address of a new mapping."""
        result = self._mmap(address, size, protection, flags | (MAP_FIXED if address else 0), file, 0)
        if result == FAILED:
            raise MappingError("mmap: %s" % posix.strerror(errno()))
        return result

    def protect(self, address, size, protection):
        """Change what may be done with pages."""
        if self._mprotect(address, size, protection):
            raise MappingError("mprotect: %s" % posix.strerror(errno()))

    def unmap(self, address, size):
        """Give pages back."""
        self._munmap(address, size)


class TwoViews:
    """One memfd, seen twice: `address` is the view to run, the other one is written to."""

    def __init__(self, pages, size):
        self._pages, self._size, self.address = pages, size, 0
        self._map(b"")

    def _map(self, content):
        """Map a new file that holds `content`. The view to run stays where it is, if there is one already."""
        pages, size = self._pages, self._size
        file = pages.memfd(size)
        try:
            writable = pages.map(size, READ_WRITE, SHARED, file)
            view = window(writable, size)
            view[:len(content)] = content
            try:
                self.address = pages.map(size, READ_EXECUTE, SHARED, file, self.address)
            except MappingError:
                pages.unmap(writable, size)
                raise
        finally:
            posix.close(file)
        self._writable, self._view = writable, view

    def write(self, offset, code):
        self._view[offset:offset + len(code)] = code

    def read(self, size):
        """The first `size` bytes."""
        return bytes(self._view[:size])

    def detach(self, content):
        """In a forked child, which shares the file with its parent: go on with a file of its own that holds `content`."""
        shared = self._writable
        self._map(content)
        self._pages.unmap(shared, self._size)

    def close(self):
        for address in (self._writable, self.address):
            self._pages.unmap(address, self._size)


class OneMapping:
    """One private mapping: writable while write() runs, executable otherwise. Compiled code runs under the GIL and write()
    keeps the GIL, so no thread is in the code meanwhile. A forked child has its own copy anyway."""

    def __init__(self, pages, size):
        self._pages, self._size = pages, size
        self.address = pages.map(size, READ_WRITE, PRIVATE)
        self._view = window(self.address, size)
        try:
            pages.protect(self.address, size, READ_EXECUTE)
        except MappingError:
            pages.unmap(self.address, size)
            raise

    def write(self, offset, code):
        first = offset // self._pages.size * self._pages.size
        start, size = self.address + first, offset + len(code) - first
        self._pages.protect(start, size, READ_WRITE)
        try:
            self._view[offset:offset + len(code)] = code
        finally:
            self._pages.protect(start, size, READ_EXECUTE)

    def read(self, size):
        """The first `size` bytes."""
        return bytes(self._view[:size])

    def detach(self, content):
        """In a forked child: nothing is shared."""

    def close(self):
        self._pages.unmap(self.address, self._size)
