"""Compares every layout with live objects whose content is known, before it is used: most before anything else is done, the others
when they are needed.

What a field holds is compared with what Python says of the same object, with the answer of a C function, or with the address
of an object that must be in it. Host.offset() gives out only what was compared here, or what PINNED explains."""
import posix
import sys

from .platform import Unsupported

# Fields that no live object shows, each locked in place: the fields before and after it are checked, and those between fill
# the space exactly. The last one is our own.
PINNED = """
    PyThreadState.eval_breaker PyThreadState.what_event PyThreadState.current_exception
    PyTypeObject.tp_watched PyFrameObject.f_locals_cache
    PyCodeObject._co_monitoring PyCodeObject._co_instrumentation_version PyCodeObject.co_executors
    PyGetSetDef.get PyGetSetDef.set PyGetSetDef.closure
    PyMethodDef.ml_meth PyHeapTypeObject._ht_tpname
    arraydescr.getitem arraydescr.setitem
    PyDictKeysObject.dk_version PyDictKeysObject.dk_indices _PyStackChunk.top
    PyMethodDef.ml_doc PyMemberDef.doc PyGetSetDef.doc Raiser.exception""".split()


MOST = 1 << 12   # bytes that are read at a time
TRIES = 10        # of a check that fails: another thread may change what it looks at


class Probe:
    """Compares fields and remembers which it has seen.

    It reads through /proc/self/mem, where an address at which nothing lies is an error and no crash: a layout that does not
    hold leads anywhere. Without /proc it reads directly."""

    def __init__(self, host):
        self.host, self.checked = host, set()
        try:
            self._memory = posix.open("/proc/self/mem", posix.O_RDONLY | posix.O_CLOEXEC)
        except OSError:
            self._memory = None

    def close(self):
        if self._memory is not None:
            posix.close(self._memory)

    def read(self, address, size):
        """Memory as bytes."""
        if self._memory is None:
            return self.host.peek.bytes(address, size)
        try:
            found = posix.pread(self._memory, size, address)
        except (OSError, OverflowError):
            found = b""
        if len(found) < size:
            self.fail("nothing lies at %#x" % address)
        return found

    def number(self, address, size=8):
        """Memory as an unsigned number."""
        return int.from_bytes(self.read(address, size), "little")

    def object(self, address, kind):
        """The object of this exact type at an address."""
        if self.number(address + self.place("PyObject.ob_type")) != id(kind):
            self.fail("no %s lies at %#x" % (kind.__name__, address))
        return self.host.object_at(address)

    def expect(self, struct, address, **fields):
        """Each named field of the struct at `address` holds this number, or the address of this object."""
        places = self.host.places(struct)
        first = min([places[name][0] for name in fields])
        found = self.read(address + first, max([sum(places[name]) for name in fields]) - first)
        for name, expected in fields.items():
            offset, width = places[name]
            octets = found[offset - first:offset - first + width]
            number = (expected if type(expected) is int else id(expected)) & (1 << 8 * width) - 1
            if octets != number.to_bytes(width, "little"):
                self.fail("%s.%s is %#x, not %#x" % (struct, name, int.from_bytes(octets, "little"), number))
            self.checked.add(struct + "." + name)

    def field(self, struct, address, name):
        """The content of a field that is about to be compared with something else than a value."""
        offset, width = self.host.place(struct + "." + name)
        self.checked.add(struct + "." + name)
        return self.number(address + offset, width)

    def double(self, struct, address, name, expected):
        """The named field holds this float."""
        field = struct + "." + name
        self.true(memoryview(self.read(address + self.place(field), 8)).cast("d")[0] == expected, "%s is not %r" % (field, expected))

    def place(self, field):
        """The offset of a field that is about to be compared as such."""
        self.checked.add(field)
        return self.host.place(field)[0]

    def size(self, struct, kind):
        """Instances of the type are as large as the struct."""
        expected = self.host.size(struct)
        self.true(kind.__basicsize__ == expected, "a %s has %d bytes, not %d" % (kind.__name__, kind.__basicsize__, expected))

    def true(self, fact, what):
        """Something that is not the value of a field."""
        if not fact:
            self.fail(what)

    def text(self, address, expected):
        """A C string."""
        self.true(self.read(address, len(expected) + 1) == expected.encode() + b"\0", "no C string %r" % expected)

    def fail(self, what):
        raise Unsupported("CPython %s is laid out unlike the one known here: %s" % (sys.version.split()[0], what))


def run(host):
    """The fields that hold of the structs that are essential, and PINNED; raises Unsupported at the first that does not hold."""
    from . import livechecks

    return _checked(host, livechecks.ESSENTIAL, set(host.variants).difference(livechecks.ASKED)).union(PINNED)


def run_for(host, struct):
    """The fields that hold of a struct that run() has left for the moment at which it is needed; raises Unsupported."""
    from . import livechecks

    check = livechecks.ASKED.get(struct)
    return _checked(host, (check,), (struct,)) if check else set()


def _checked(host, checks, structs):
    """The fields that were compared in the first combination of the layouts of these structs in which all checks hold; that one stays in
    force. Raises Unsupported, with what is wrong with the first combination, if there is none."""
    refused, probe = None, Probe(host)
    try:
        for _ in host.combinations(structs):
            try:
                for check in checks:
                    _try(check, probe)
                return probe.checked
            except Unsupported as why:
                refused = refused or why
                probe.checked.clear()
    finally:
        probe.close()
    raise refused


def _try(check, probe):
    """Run a check, which may be disturbed by other threads a few times."""
    for _ in range(TRIES - 1):
        try:
            return check(probe)
        except Unsupported:
            pass
    return check(probe)


# What _PyRuntime says of itself, in the order of _Py_DebugOffsets (Include/internal/pycore_runtime.h); - is nothing that we know.
DEBUG_OFFSETS = ("-",) * 16 + tuple("""
    - - - PyThreadState.interp PyThreadState.current_frame PyThreadState.thread_id PyThreadState.native_thread_id
    PyThreadState.datastack_chunk -
    - _PyInterpreterFrame.previous _PyInterpreterFrame.f_executable _PyInterpreterFrame.instr_ptr
    _PyInterpreterFrame.localsplus _PyInterpreterFrame.owner
    - PyCodeObject.co_filename PyCodeObject.co_name PyCodeObject.co_qualname PyCodeObject.co_linetable
    PyCodeObject.co_firstlineno PyCodeObject.co_argcount PyCodeObject.co_localsplusnames PyCodeObject.co_localspluskinds
    PyCodeObject.co_code_adaptive
    - PyObject.ob_type - PyTypeObject.tp_name PyTypeObject.tp_repr PyTypeObject.tp_flags
    - PyTupleObject.ob_item PyVarObject.ob_size - PyListObject.ob_item PyVarObject.ob_size
    - PyDictObject.ma_keys PyDictObject.ma_values - PyFloatObject.ob_fval
    - PyLongObject.long_value.lv_tag PyLongObject.long_value.ob_digit
    - PyVarObject.ob_size PyBytesObject.ob_sval
    - PyASCIIObject.state PyASCIIObject.length -""".split())


def published(host):
    """{field: offset} of what the interpreter publishes for debuggers; raises Unsupported if it publishes nothing of that kind."""
    runtime, probe = host.symbol("_PyRuntime"), Probe(host)
    try:
        cookie, version, free_threaded, *offsets = memoryview(probe.read(runtime, 24 + 8 * len(DEBUG_OFFSETS))).cast("Q")
        probe.true((cookie.to_bytes(8, "little"), version, free_threaded) == (b"xdebugpy", sys.hexversion, 0),
                   "_PyRuntime has no debug offsets of this version")
    finally:
        probe.close()
    return {field: offset for field, offset in zip(DEBUG_OFFSETS, offsets) if field != "-"}
