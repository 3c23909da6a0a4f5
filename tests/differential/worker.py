"""The process in which programs run: takes one program after the other from a socket and sends back what each one did.

    python -m differential.worker SOCKET stock|jitted|called|sampled|default

What a program did is a dict of sections (value, output, exception, ...) of plain text: two runs agree if the dicts are equal.
"""
import contextlib
import faulthandler
import gc
import importlib
import io
import linecache
import random
import signal
import sys
import types
import warnings
from collections import Counter
from multiprocessing.connection import Connection

from differential import surroundings, watched
from differential.describe import Describer, describe, describe_exception, without_addresses

LOWEST = {"hot": 2, "bridge": 1, "trial": 5, "worth": 0, "compile_share": 1.0, "traces_per_code": 1000}
ENOUGH = 16 << 20   # bytes of code memory in use after which a fresh process takes over


class Stock:
    """Runs a program as it is."""

    def enable(self):
        pass

    def disable(self):
        return {}


class Jitted:
    """Runs a program under pyjit with its thresholds at their lowest."""

    options = LOWEST

    def __init__(self):
        self.pyjit = importlib.import_module("pyjit")
        self.before = {}

    def enable(self):
        self.pyjit.enable(**self.options)
        self.before = self.pyjit.stats()
        if not self.pyjit.is_enabled():
            raise RuntimeError(f"pyjit did not start: {self.pyjit.status()}")

    def disable(self):
        stats = self.pyjit.stats()
        self.pyjit.disable()
        return {
            **{name: stats[name] - self.before[name] for name in ("traces", "bridges", "record_seconds", "compile_seconds")},
            "aborts": dict(Counter(stats["aborts"]) - Counter(self.before["aborts"])),
            "faults": dict(Counter(stats["faults"]) - Counter(self.before["faults"])),
            # (As long as a tool listens to code that is still there, nothing else is newly compiled.)
            "worn": self.pyjit._runtime.machine.memory.used > ENOUGH or bool(self.pyjit._runtime.other_tools.watched)}


class Called(Jitted):
    """The same where functions are compiled by themselves after their second call."""

    options = LOWEST | {"calls": 2}


class Sampled(Jitted):
    """The same where code is watched by looks, which come often: it gets its events in the midst of things, and loses them again."""

    options = LOWEST | {"hot": 1009}

    def __init__(self):
        super().__init__()
        watching = importlib.import_module("pyjit.watch.looks")
        watching.FAST = watching.SLOW = 0.0005
        watching.WINDOW = watching.SILENCE = watching.LONG = 0.001
        watching.TWICE, watching.CHEAP = 1, 0

    def enable(self):
        super().enable()
        machine, shared = self.pyjit._runtime.machine, importlib.import_module("pyjit.backends.control_block")
        machine.host.poke.u32(machine.control + shared.CONTROL_HOT, 2)
        machine.host.poke.u32(machine.control + shared.CONTROL_CALLS, 2)
        machine.repays_at(2)
        machine.look_past = lambda *given: None   # all looks are told of what they find


class Default(Jitted):
    """The same with the thresholds that pyjit has by itself, but all the time that it wants for compiling."""

    options = {"compile_share": 1.0}


def run(program, machine):
    """(what the program did, what the machine says about it)"""
    random.seed(0)
    try:
        with surroundings.kept():
            return outcome(program, machine)
    finally:
        watched.objects.clear()
        sys.modules.pop(program["module"], None)
        with surroundings.kept():
            gc.collect()    # the finalizers of what is left of the program run before the next one comes


def outcome(program, machine):
    module = make_module(program)
    gc.collect()
    gc.freeze()     # what is there already is no affair of the program's, and takes the collector's time
    return observe(body_of(program, module), module, machine)


def make_module(program):
    """A fresh module that knows its source, as an imported one would."""
    module = types.ModuleType(program["module"])
    module.__file__ = program["filename"]
    vars(module).update(program["names"])
    sys.modules[module.__name__] = module
    lines = program["text"].splitlines(True)
    linecache.cache[program["filename"]] = (len(program["text"]), None, lines, program["filename"])
    return module


def body_of(program, module):
    """What to run: the function `entry` of the module, or the module's own body."""
    with warnings.catch_warnings(action="ignore"):
        code = compile(program["text"], program["filename"], "exec", dont_inherit=True)
    if program["entry"] is None:
        return lambda: exec(code, vars(module))
    exec(code, vars(module))
    return getattr(module, program["entry"])


def observe(body, module, machine):
    output, unraisable, value, error = io.StringIO(), [], None, None
    own_hook, sys.unraisablehook = sys.unraisablehook, unraisable.append
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        warnings.simplefilter("always")
        machine.enable()
        try:
            value = body()
        except BaseException as raised:
            error = raised
        stats = machine.disable()
        gc.collect()
    sys.unraisablehook = own_hook
    return {
        "value": describe(value),
        "globals": variables(module),
        "output": without_addresses(output.getvalue()),
        "exception": "\n".join(describe_exception(error, module.__file__)) if error is not None else "",
        "refcounts": str([sys.getrefcount(watched_object) for watched_object in watched.objects]),
        "warnings": "\n".join(f"{w.category.__name__}: {w.message}, line {w.lineno}" for w in caught),
        "unraisable": "\n".join(f"{describe(u.exc_value)} in {without_addresses(repr(u.object))}" for u in unraisable),
    }, stats


def variables(module):
    """The module's public variables: for a program without an entry they are its value."""
    describer = Describer()
    shown = {name: held for name, held in vars(module).items() if not name.startswith("_")}
    return "\n".join(f"{name} = {describer.text(held)}" for name, held in shown.items())


def main(socket, mode):
    faulthandler.enable(all_threads=True)
    signal.signal(signal.SIGINT, signal.default_int_handler)    # see conftest.py; the fuzzer starts these processes, too
    machine = {"stock": Stock, "jitted": Jitted, "called": Called, "sampled": Sampled, "default": Default}[mode]()
    connection = Connection(int(socket))
    with contextlib.suppress(EOFError):
        while True:
            connection.send(run(connection.recv(), machine))


if __name__ == "__main__":
    main(*sys.argv[1:])
