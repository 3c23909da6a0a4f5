"""Which interpreters and machines pyjit works on, and the one line that says why not on others."""
import os
import sys
from collections import namedtuple

KNOWN_VERSIONS = ((3, 13),)
KNOWN_MACHINES = ("x86_64",)

Platform = namedtuple("Platform", "implementation version release abiflags trace_refs byteorder system machine pointer_bits")


class Unsupported(Exception):
    """Why pyjit cannot work here, in one clear line."""


def running():
    """The facts about the process we are in."""
    return Platform(implementation=sys.implementation.name, version=sys.version_info[:2],
                    release=sys.version_info.releaselevel, abiflags=sys.abiflags, trace_refs=hasattr(sys, "getobjects"),
                    byteorder=sys.byteorder, system=sys.platform, machine=os.uname().machine if hasattr(os, "uname") else "unknown",
                    pointer_bits=sys.maxsize.bit_length() + 1)


def refuse_unknown(platform):
    """Raise Unsupported unless this is an interpreter and a machine whose layouts and code we know."""
    for holds, reason in (
            (platform.implementation == "cpython", "the interpreter is %s; pyjit speeds up CPython alone" % platform.implementation),
            (platform.version in KNOWN_VERSIONS, "CPython %d.%d is not known to this pyjit (known: %s)" % (
                *platform.version, ", ".join("%d.%d" % version for version in KNOWN_VERSIONS))),
            (platform.release == "final", "this CPython is a pre-release (%s)" % platform.release),
            ("t" not in platform.abiflags, "this is a free-threaded build of CPython"),
            ("d" not in platform.abiflags and not platform.trace_refs, "this is a debug build of CPython"),
            (platform.system == "linux", "the system is %s; pyjit needs Linux" % platform.system),
            (platform.byteorder == "little" and platform.pointer_bits == 64, "this Python is not a 64-bit little-endian one"),
            (platform.machine in KNOWN_MACHINES, "there is no code generator for the processor %s" % platform.machine)):
        if not holds:
            raise Unsupported(reason)
