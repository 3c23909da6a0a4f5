"""Which interpreters and machines pyjit works on, and the one line that says why not on others."""
import sys

KNOWN_VERSIONS = ((3, 13),)
KNOWN_MACHINES = ("x86_64",)


class Unsupported(Exception):
    """Why pyjit cannot work here, in one clear line."""


class Lacking(Exception):
    """A struct that one feature alone needs is laid out unlike what is known here: in one line, why the feature is off."""


def machine():
    """The processor's name."""
    try:
        import posix
    except ImportError:
        return "unknown"
    return posix.uname().machine


class Platform:
    """The facts about the process we are in."""

    def __init__(self):
        self.implementation, self.version, self.release = sys.implementation.name, sys.version_info[:2], sys.version_info[3]
        self.free_threaded = "t" in getattr(sys, "abiflags", "")
        self.debug = hasattr(sys, "gettotalrefcount") or hasattr(sys, "getobjects")
        self.system, self.machine = sys.platform, machine()
        self.byteorder, self.pointer_bits = sys.byteorder, sys.maxsize.bit_length() + 1


def refuse_unknown(it):
    """Raise Unsupported unless `it` is an interpreter and a machine whose layouts and code we know."""
    known = ", ".join("%d.%d" % version for version in KNOWN_VERSIONS)
    for refused, reason in (
            (it.implementation != "cpython", "the interpreter is %s; pyjit speeds up CPython alone" % it.implementation),
            (it.version not in KNOWN_VERSIONS, "CPython %d.%d is not known to this pyjit (known: %s)" % (*it.version, known)),
            (it.release != "final", "this CPython is a pre-release (%s)" % it.release),
            (it.free_threaded, "this is a free-threaded build of CPython"),
            (it.debug, "this is a debug build of CPython"),
            (it.system != "linux", "the system is %s; pyjit needs Linux" % it.system),
            (it.byteorder != "little" or it.pointer_bits != 64, "this Python is not a 64-bit little-endian one"),
            (it.machine not in KNOWN_MACHINES, "pyjit makes no code for the processor %s" % it.machine)):
        if refused:
            raise Unsupported(reason)
