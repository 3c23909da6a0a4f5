"""Runs one program in a stock and in a jitted process and says where they differ.

    Differ().check(Program(text))          raises Difference, which prints the program, its seed and both outcomes

The two processes live on from program to program; if one crashes or hangs, that program has failed. They are only ever replaced
together, so that both have run the same programs and find the same things left behind by them.
"""
import contextlib
import dataclasses
import difflib
import os
import pathlib
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
from multiprocessing.connection import Connection

TESTS = pathlib.Path(__file__).resolve().parents[1]
TIMEOUT = 15
PATIENCE = 4        # times as long may a program take jitted
SHOWN = 4_000       # characters of a differing section
CHECKED = os.environ.get("PYJIT_CHECK") != "0"   # does pyjit verify each step of its work?


class Difference(AssertionError):
    """A program that did one thing stock and another thing jitted; `after`: the programs that have to run before it for that."""

    def __init__(self, message, after=()):
        super().__init__(message)
        self.after = after


@dataclasses.dataclass
class Program:
    """A module's text. It is run as it is, or its function `entry` is; `names` are variables that it finds defined."""

    text: str
    filename: str = "program.py"
    entry: str | None = None
    names: dict = dataclasses.field(default_factory=dict)
    seed: int | None = None

    def message(self):
        return {"text": self.text, "filename": self.filename, "entry": self.entry, "names": self.names,
                "module": pathlib.Path(self.filename).stem}

    def __str__(self):
        head = f"program: {self.filename}{'::' + self.entry if self.entry else ''}"
        head += f"\nseed: {self.seed}" if self.seed is not None else ""
        return f"{head}\n{self.source()}"

    def source(self):
        if self.entry is None:
            return self.text
        start = self.text.index(f"def {self.entry}(")
        return self.text[start:].split("\n\n\n")[0]


class Worker:
    """One child process that runs programs; started when first needed."""

    def __init__(self, mode, checked=CHECKED):
        self.mode, self.checked = mode, checked
        self.process = None

    def start(self):
        ours, theirs = socket.socketpair()
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "differential.worker", str(theirs.fileno()), self.mode], pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL, stdout=self.errors, stderr=self.errors, env=worker_environment(self.checked), cwd=TESTS.parent)
        theirs.close()
        self.connection = Connection(ours.detach())

    def send(self, program):
        if self.process is None:
            self.start()
        with contextlib.suppress(ConnectionError):      # the process is dead already: receive() will tell
            self.connection.send(program.message())

    def receive(self, timeout=TIMEOUT):
        """(sections, stats) of the program sent before; a crash or a timeout is an outcome like any other."""
        try:
            if self.connection.poll(timeout):
                return self.connection.recv()
            return self.ended(f"no answer within {timeout} s; stopped there:", signal.SIGABRT)
        except (EOFError, ConnectionError, pickle.UnpicklingError):
            return self.ended("the process died:")

    def ended(self, what, with_signal=None):
        if with_signal is not None:
            self.process.send_signal(with_signal)
        status = self.process.wait()
        self.errors.seek(0)
        story = self.errors.read().decode(errors="replace")
        self.stop()
        return {"crash": f"{what} {status_name(status)}\n{story}"}, {}

    def stop(self):
        if self.process is not None:
            self.connection.close()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.errors.close()
            self.process = None


def worker_environment(checked):
    """One seed for str hashes; of pyjit's own switches only the one that makes it check each step of its work, if wanted."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYJIT")}
    return kept | {"PYTHONHASHSEED": "0", "PYJIT_CHECK": str(int(checked)), "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"}


def status_name(status):
    return f"exit status {status}" if status >= 0 else f"signal {signal.Signals(-status).name}"


class Differ:
    """A stock and a jitted worker. mode: "jitted", or another one (see worker.py)."""

    def __init__(self, checked=CHECKED, mode="jitted"):
        self.stock, self.jitted = Worker("stock", checked), Worker(mode, checked)
        self.ran = []       # what the present processes have run, or the last ones if there are none

    def outcomes(self, program, timeout=TIMEOUT):
        """Both outcomes, run side by side. Compiling at the lowest thresholds takes time of its own."""
        if self.stock.process is None:
            self.ran = []
        self.ran.append(program)
        self.stock.send(program)
        self.jitted.send(program)
        stock = self.stock.receive(timeout)
        jitted, stats = self.jitted.receive(0 if "crash" in stock[0] else timeout * PATIENCE)
        if stats.get("worn") or "crash" in stock[0] or "crash" in jitted:
            self.stop()
        return stock, (jitted, stats)

    def check(self, program, timeout=TIMEOUT):
        """What pyjit's stats say about the program, if both runs agree."""
        (stock, _), (jitted, stats) = self.outcomes(program, timeout)
        self.compare(program, stock, jitted, timeout)
        if stats.get("faults"):
            raise self.difference(program, f"pyjit itself failed: {'; '.join(stats['faults'])}", timeout)
        return stats

    def compare(self, program, stock, jitted, timeout=TIMEOUT):
        """Raises Difference unless both outcomes of the program are the same."""
        if "crash" in stock:
            raise Difference(f"{program}\n\nthis program does not run stock:\n{stock['crash']}")
        if stock != jitted:
            raise self.difference(program, report(stock, jitted), timeout)

    def difference(self, program, what, timeout):
        """The Difference to raise. It says whether the program differs by itself or because of those before it."""
        after, verdict = self.retry(program, self.ran[:-1], timeout)
        self.stop()     # whatever the program has left behind, it is no affair of those that follow
        return Difference(f"{program}\n\n{what}\n\n{verdict}", after)

    def retry(self, program, before, timeout):
        """(those of the programs before this one without which it does not differ, what to say about it)"""
        alone = self.outcomes_after([], program, timeout)
        if disagree(*alone):
            return [], "it differs when run alone, too"
        for number in lengths(len(before)):
            needed = before[-number:]
            again = self.outcomes_after(needed, program, timeout)
            if disagree(*again):
                return needed, f"run alone it agrees; run after the {number} before it, it differs: " + changed(alone, again)
        return [], f"run again it agrees, both alone and after the {len(before)} before it"

    def outcomes_after(self, before, program, timeout):
        """Both outcomes in fresh processes that have run nothing but the programs `before`."""
        self.stop()
        for earlier in before:
            self.outcomes(earlier, timeout)
        return self.outcomes(program, timeout)

    def stop(self):
        self.stock.stop()
        self.jitted.stop()


def disagree(stock, jitted):
    return stock[0] != jitted[0] or bool(jitted[1].get("faults"))


def lengths(whole):
    """1, 2, 4, ... and the whole."""
    number = 1
    while number < whole:
        yield number
        number *= 2
    if whole:
        yield whole


def changed(alone, again):
    """Which process does something else after others: if it is the jitted one alone, the stock one proves that it should not."""
    if alone[0][0] == again[0][0]:
        return "they matter to the jitted process only"
    return "they matter to the stock process, so they left something behind"


def report(stock, jitted):
    """The sections that differ, stock above jitted."""
    if "crash" in jitted:
        return f"jitted, {jitted['crash']}\nstock it gave {stock['value'][:SHOWN]}\n{stock['exception'][:SHOWN]}"
    return "\n".join(difference(name, stock[name], jitted[name]) for name in stock if stock[name] != jitted[name])


def difference(name, stock, jitted):
    if stock.count("\n") + jitted.count("\n") > 6:
        lines = difflib.unified_diff(stock.split("\n"), jitted.split("\n"), f"{name} stock", f"{name} jitted", lineterm="", n=2)
        return "\n".join(lines)[:SHOWN]
    return f"{name} stock:\n{stock[:SHOWN]}\n{name} jitted:\n{jitted[:SHOWN]}"
