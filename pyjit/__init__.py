"""pyjit: hot loops and functions of ordinary Python code, run as machine code on a stock CPython.

    import pyjit
    pyjit.enable()

Importing it costs next to nothing and changes nothing; everything else is loaded by enable()."""
from pyjit import own

__version__ = "0.1.0"
__all__ = ["enable", "disable", "is_enabled", "status", "stats", "explain"]

if not own.exists(__path__[0] + "/backends"):
    # In the project's own folder backends/ and patterns/ stand beside pyjit/; an installed package holds them. By this name of the
    # folder nobody else looks for modules in it.
    __path__.append(__path__[0].rpartition("/")[0] + "/.")
for _folder in __path__:
    own.use(_folder)
__builtins__ = own.BUILTINS

from pyjit.options import Options  # noqa: E402  from here on

NEEDED = ("_cffi_backend", "_ctypes")   # modules in machine code, which a Python or a host may not have

ENDED, OFF = "off: the interpreter ends", "off: pyjit.disable() was called"

_runtime = None  # the one that enable() made last; it is kept after disable() for stats() and explain()
_options = None  # what it was made with
_status = "off: pyjit.enable() has not been called"


def enable(**options):
    """Switch pyjit on for the whole process. True if it is on now; if not, status() says why.

    The options and their defaults are in pyjit.options; each can be given as an environment variable too. With PYJIT=0 in
    the environment, and on an interpreter or a machine that is not supported, nothing happens and the program runs on."""
    global _runtime, _options, _status
    if _status == ENDED:
        return False
    wanted = Options(**options)
    if own.variable("PYJIT") == "0":
        disable()
        _status = "off: the environment says PYJIT=0"
        return False
    if is_enabled() and wanted == _options:
        return True
    disable()
    try:
        if _runtime is not None and wanted == _options:   # what it has compiled is there still
            runtime = _runtime
            runtime.start()
        else:
            runtime = _start(wanted)
    except _Unsupported as why:
        _status = "not supported: %s" % why
        return False
    if _runtime is None:
        import atexit
        atexit.register(_at_exit)
    _runtime, _options, _status = runtime, wanted, "on"
    return True


def disable():
    """Switch pyjit off and put everything back as it was. What it has counted stays readable."""
    global _status
    if is_enabled():
        _runtime.stop()
        _status = OFF


def is_enabled():
    """Is pyjit watching and running this program?"""
    return _status == "on"


def status():
    """One line: "on", with what pyjit has to do without in this process, what hinders it now and what other tools watch; or why it is
    off."""
    if not is_enabled():
        return _status
    lacks = _runtime.host.lacks
    on = "on, but for what needs %s" % "; ".join("%s: %s" % lack for lack in lacks.items()) if lacks else "on"
    return "; ".join([on, *_runtime.notes()])


def stats():
    """What was compiled, what was not and why, where compiled code was left, and what it cost: a dict of plain values. Empty if pyjit
    was never on. Its keys:

    "traces", "bridges": loops that were compiled, and ways on from exits; "gone": those of both whose code is no more; "dead_codes":
    code objects that have died of those that pyjit has known.
    "aborts": {(reason, "file:line"): how often} recordings came to nothing. The reason is a sentence, with the remedy in brackets where
    there is one; the line is that of what is in the way, not always one of the loop.
    "exits": {(words, "file:line"): how often} compiled code was left. The words say which expectation has failed there.
    Of both, what comes after the first thousand kinds is counted together, as ("others", "others").
    "faults": {text: how often} pyjit itself failed. "lacks": {struct: reason} of those that this interpreter lays out unlike any that is
    known; what needs them is not compiled. "watched_seconds": {names of tools: for how long they listened to all code, and nothing
    was compiled}.
    "record_seconds", "compile_seconds": what was spent on both. "micro_ops": the size of all traces; "micro_op_us": the median over
    the traces of what one micro-op took, in microseconds. "code_bytes", "code_bytes_freed": machine code made and given back.
    "compiled_share": of the loop iterations, up to 1.0; None if they are not counted (the option `count`)."""
    return _runtime.stats() if _runtime else {}


def explain(function_or_code):
    """What was compiled of this function, method or code object, and what was not and why, line by line: a text. Where there is
    something in the way, it says what, quotes the source, and names a remedy if there is one. TypeError: it is none of these."""
    function = getattr(function_or_code, "__func__", function_or_code)
    code = getattr(function, "__code__", function)
    if not hasattr(code, "co_code"):
        raise TypeError("explain() takes a Python function, a method or a code object, not %r" % (function_or_code,))
    return _runtime.explain(code) if _runtime else "pyjit is %s\n" % _status


def _at_exit():
    """When the interpreter ends, what the program has made dies in the order in which it would without pyjit."""
    global _status
    try:
        raise _Unsupported
    except _Unsupported as here:
        caller = here.__traceback__.tb_frame.f_back   # (sys._getframe would tell the program's audit hooks)
    if caller is None:   # else it is the program that runs the functions of atexit
        if is_enabled():
            _runtime.stop(for_good=True)
        _status = ENDED if _runtime.let_go() else OFF


class _Unsupported(Exception):
    """Why pyjit cannot work here, in one line."""


def _start(options):
    """A runtime that watches the program."""
    from pyjit import host
    try:
        host.refuse()
    except host.Unsupported as why:
        raise _Unsupported(why) from None
    import gc
    collecting, made = gc.isenabled(), gc.get_count()[0]
    gc.disable()
    first = []
    try:
        from pyjit.runtime import Runtime
        try:
            opened = host.open()
            opened.set_aside(first)
            runtime = Runtime(options, opened)
            runtime.start()
            opened.count_as_made(made)
        except (host.Unsupported, host.Lacking) as why:
            raise _Unsupported(why) from None
    except ImportError as failed:
        if "subinterpreters" in failed.msg:
            raise _Unsupported(failed.msg) from None
        if failed.name not in NEEDED:
            raise
        lacks = "has no" if isinstance(failed, ModuleNotFoundError) else "cannot load its"
        raise _Unsupported("this Python %s module %s" % (lacks, failed.name)) from None
    finally:
        if collecting:
            gc.enable()
    return runtime
