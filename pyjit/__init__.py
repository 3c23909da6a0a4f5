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

from pyjit.options import Options, complaints  # noqa: E402  from here on

NEEDED = ("_cffi_backend", "_ctypes")   # modules in machine code, which a Python or a host may not have

ENDED, OFF = "off: the interpreter ends", "off: pyjit.disable() was called"

TYPE_CHECKING = False   # (as for typing's, but nothing is imported for it)
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any, Callable

_runtime: "Any" = None  # the one that enable() made last; it is kept after disable() for stats() and explain()
_options: "Any" = None  # what it was made with
_status = "off: pyjit.enable() has not been called"
_told: "set[str]" = set()   # what has been said of the environment


def __dir__():
    """The public names."""
    return [*__all__, "__version__"]


def enable(*, hot: "int | None" = None, calls: "int | None" = None, bridge: "int | None" = None, trial: "int | None" = None,
           worth: "int | None" = None, trace_length: "int | None" = None, traces_per_code: "int | None" = None,
           bridge_depth: "int | None" = None, inline_depth: "int | None" = None, code_memory: "int | None" = None,
           listing: "int | None" = None, keep_code: "int | None" = None, compile_share: "float | None" = None,
           early_share: "float | None" = None) -> bool:
    """Switch pyjit on for the whole process. True if it is on now; if not, status() says why.

    An option that is None, or not given, is what the environment says (PYJIT_HOT=500 for hot), or its default:

    hot                 iterations of a loop before it is recorded; by default, 48 times as many for the first (1009)
    calls               calls of a function before it is recorded by itself; by default, 48 times as many for the first (1009)
    bridge              times that compiled code is left at one place before the way on from there is recorded (200)
    trial               times that a new loop is entered, to tell whether that pays (1024)
    worth               bytecode instructions that must run compiled, on average, for each time that a loop is entered (50)
    trace_length        bytecode instructions that one recording may span (5000)
    traces_per_code     traces and bridges that may start in one code object (64)
    bridge_depth        bridges upon bridges that may hang on one loop (16)
    inline_depth        Python calls within calls that one recording may follow (12)
    code_memory         bytes of machine code in all (67108864)
    listing             1: keep what --dis shows of every trace (it switches this on itself) (0)
    keep_code           1: keep the code objects of which reports tell until the end (those of the command line switch it on) (0)
    compile_share       the share of the running time that recording and compiling may take; 1: there is no limit (0.1)
    early_share         the share of the running time that this, and loading, may take at first; 1: there is no limit (0.4)

    With PYJIT=0 in the environment, and on an interpreter or a machine that is not supported, nothing happens and the program runs on.
    A variable of the environment that is wrong is named in one line on sys.stderr, once, and ignored. If pyjit is on already, with
    other options, it begins anew with these.

    TypeError: there is no option of this name, or its value is no number of its kind. ValueError: the value is out of bounds. In both
    cases nothing has changed."""
    global _runtime, _options, _status
    if _status == ENDED:
        return False
    wanted = Options(**locals())
    if own.variable("PYJIT") == "0":
        disable()
        _status = "off: the environment says PYJIT=0"
        return False
    _complain()
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


def disable() -> None:
    """Switch pyjit off and put everything back as it was. What it has counted stays readable, and what it has compiled stays for the
    next enable() with the same options. Without effect if pyjit is off."""
    global _status
    if is_enabled():
        _runtime.stop()
        _status = OFF


def is_enabled() -> bool:
    """Is pyjit watching and running this program?"""
    return _status == "on"


def status() -> str:
    """One line: "on", with what pyjit has to do without in this process, what hinders it now and what other tools watch; or why it is
    off: "off: ..." if somebody wants it so, "not supported: ..." if it cannot be on here."""
    if not is_enabled():
        return _status
    lacks = _runtime.host.lacks
    on = "on, but for what needs %s" % "; ".join("%s: %s" % lack for lack in lacks.items()) if lacks else "on"
    return "; ".join([on, *_runtime.notes()])


def stats() -> dict:
    """What was compiled, what was not and why, where compiled code was left, and what it cost, since the last enable() that began
    anew: a dict of plain values, which is the caller's. Empty if pyjit was never on. It has these keys:

    traces              loops that were compiled
    functions           functions that were compiled by themselves, from their start on
    bridges             ways on from exits that were compiled
    gone                how many of all these are no more
    dead_codes          code objects of which something was known and which have died
    aborts              {(reason, "file:line"): how many recordings came to nothing}; the reason is a sentence, with the remedy in
                        brackets where there is one; the line is that of what is in the way, not always one of the loop
    faults              {text: how often pyjit itself has failed}; the program has run on without what failed
    lacks               {struct: reason}: the structs that this interpreter lays out unlike any that is known; what needs them is
                        not compiled
    exits               {(words, "file:line"): how often compiled code was left there}; the words say which expectation has failed
                        (of both, what comes after the first thousand kinds is counted together, as ("others", "others"))
    watched_seconds     {names of tools: for how long they listened to all code, and nothing was compiled}
    record_seconds      the processor time that recording took
    compile_seconds     the processor time that compiling took
    step_seconds        the same time, step by step: {"record": the program's own pass, with an event for each instruction; "lower": what
                        each bytecode means; "optimize"; "allocate": registers; "stitch": machine code}
    micro_ops           micro-ops in all of them
    micro_op_us         microseconds of compiling for one of them, the median over the traces
    code_bytes          bytes of machine code written
    code_bytes_freed    how many of them are used again
    compiled_share      the share of processor time spent in compiled loops and what they call, from 0 to 1, by sampling; None before the
                        first sample"""
    return _runtime.stats() if _runtime else {}


def explain(function_or_code: "Callable[..., Any] | CodeType") -> str:
    """What was compiled of this function, method or code object, and what was not and why, line by line: a text of one line or more,
    each with its newline. Where there is something in the way, it says what, quotes the source, and names a remedy if there is one.

    TypeError: it is none of these, such as a class or a function in C."""
    function = getattr(function_or_code, "__func__", function_or_code)
    code = getattr(function, "__code__", function)
    if not hasattr(code, "co_code"):
        raise TypeError("explain() takes a Python function, a method or a code object, not %r" % (function_or_code,))
    return _runtime.explain(code) if _runtime else "pyjit is %s\n" % _status


def _complain():
    """Say what is wrong with the environment, unless that has been said."""
    wrong = [line for line in complaints() if line not in _told]
    if wrong:
        from pyjit.tell import tell
        tell("".join([line + "\n" for line in wrong]))
        _told.update(wrong)


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
