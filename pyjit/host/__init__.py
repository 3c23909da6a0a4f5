"""What THIS interpreter is: layouts, constants, C functions, memory. Nothing else in pyjit knows a struct offset or a version.

`open()` checks the platform and every layout and gives a Host, or raises Unsupported with one line of why. Up to refuse_unknown()
everything here runs on any Python."""
import sys

from .platform import Lacking, Platform, Unsupported, refuse_unknown

__all__ = ["Lacking", "Unsupported", "open", "refuse"]


def refuse():
    """Raise Unsupported unless this is an interpreter and a machine that pyjit knows. Nothing of it is touched."""
    refuse_unknown(Platform())


def open():
    """A Host for the running interpreter, every layout of it checked; raises Unsupported."""
    refuse()
    from .interpreter import Host
    return Host("cp%d%d" % sys.version_info[:2])
