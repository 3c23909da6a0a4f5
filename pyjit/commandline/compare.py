"""--compare: the program on plain `python` and under pyjit, in turn, each time in a fresh process; the times of both and the ratio.

The output of the first run is shown as it comes; that of the others is only compared with it. The error output of the first turn is
shown, and that of a run that fails. Where there is nothing to compare, the verdict says why: pyjit was not on, or the program failed."""
import os
import signal
import subprocess
import sys
import tempfile
from fcntl import F_DUPFD_CLOEXEC, fcntl
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter

NOTHING_COMPARED, DIFFERENT = 2, 1     # exit codes
PIECE = 1 << 16


def compare(request):
    """Run both, print the verdict, and give back the exit code for the whole."""
    try:
        return _compare(request)
    except KeyboardInterrupt:
        _end_by(signal.SIGINT)
    except BrokenPipeError:   # nobody reads what is shown
        _end_by(signal.SIGPIPE)


def _compare(request):
    with tempfile.TemporaryFile() as copy:
        if given := sys.stdin is not None and not sys.stdin.isatty():  # all runs shall read the same
            copy.write(sys.stdin.buffer.read())
        sides = Sides(request, copy if given else None)
        turns, wrong = [], None
        while wrong is None and len(turns) < request.runs:
            turns.append(sides.turn(is_first=not turns))
            wrong = _wrong(*turns[-1])
    verdict, code = wrong or _verdict(turns)
    if sys.stdout is not None:
        print(verdict, flush=True)
    return code


class Sides:
    """The two ways to run the program of a Request. stdin: a file with what all runs read, or None: what this process reads."""

    def __init__(self, request, stdin):
        self.python = [sys.executable, *subprocess._args_from_interpreter_flags()]
        self.request, self.stdin, self.output = request, stdin, None

    def turn(self, is_first):
        """(a run without pyjit, one under pyjit, what pyjit.status() was there). In the first turn pyjit also makes its reports."""
        words, own = self.request.program or ["-"], self.request.settings() + (self.request.reports() if is_first else [])
        stock = self.run(words, is_first, is_first, env=dict(os.environ, PYJIT="0"))
        told, tells = _pipe()
        with open(told) as status:
            try:
                fast = self.run(["-m", "pyjit", "--status-to=%d" % tells, *own, *words], False, is_first, pass_fds=[tells])
            finally:
                os.close(tells)
            return stock, fast, status.read()

    def run(self, words, shown, errors_shown, **more):
        """A process that has run to its end: a Finished. shown, errors_shown: is its output, its error output to be seen?"""
        with tempfile.TemporaryFile() as errors:
            run = Finished(self.python + words, self.stdin, shown, stderr=None if errors_shown else errors, **more)
            if run.code and not errors_shown and sys.stderr is not None:
                errors.seek(0)
                sys.stderr.write(errors.read().decode(errors="replace"))
        if self.output is None:
            self.output = run.output
        run.is_same, run.output = run.output == self.output, None
        return run


def _pipe():
    """A pipe: the file descriptors to read from and to write to, which is none of the three that a process has for its streams (they
    may be closed)."""
    reads, writes = os.pipe()
    try:
        return reads, fcntl(writes, F_DUPFD_CLOEXEC, 3)
    finally:
        os.close(writes)


class Finished:
    """A process that has run to its end. wall: seconds; cpu: seconds of processor time, with that of the processes that it has waited
    for; output: bytes; code: its exit code; is_same: is the output that of the very first run?"""

    def __init__(self, command, stdin, shown, **more):
        if stdin:
            stdin.seek(0)
        began, used = perf_counter(), _cpu()
        process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, **more)
        try:
            self.output = b"".join(_pieces(process, shown))
            self.code = process.wait()
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            process.stdout.close()
        self.wall, self.cpu = perf_counter() - began, _cpu() - used


def _cpu():
    """Seconds of processor time that the processes have used which this one has waited for."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _pieces(process, shown):
    """The output of a process, until it closes it. An interrupt ends the process first, in its own way; a second one kills it."""
    interrupted = None
    while True:
        try:
            piece = process.stdout.read1(PIECE)
            if not piece:
                break
            if shown and sys.stdout is not None:
                sys.stdout.buffer.write(piece)
                sys.stdout.buffer.flush()
            yield piece
        except KeyboardInterrupt as error:
            if interrupted:
                raise
            interrupted = error
            if not _at_terminal():
                process.send_signal(signal.SIGINT)
    if interrupted:
        process.wait()
        raise interrupted


def _at_terminal():
    """Is this the foreground of a terminal? Whoever presses Ctrl-C there interrupts all of its processes."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    finally:
        os.close(terminal)


def _wrong(stock, fast, status):
    """Why a turn gives no ratio, and the exit code for that; or None."""
    output = "same output" if fast.is_same else "the output differs"
    if status != "on":
        return "nothing to compare: pyjit was not on%s" % (status and ": %s" % status.removeprefix("off: ")), NOTHING_COMPARED
    if stock.code != fast.code:
        return "nothing to compare: the exit codes differ, %d of python and %d of pyjit" % (stock.code, fast.code), DIFFERENT
    if stock.code < 0:
        return "nothing to compare: both were ended by signal %d (%s)" % (-stock.code, output), 128 - stock.code
    if stock.code:
        return "nothing to compare: both failed with exit code %d (%s)" % (stock.code, output), stock.code
    return None


def _verdict(turns):
    """(a table of the times with what is to be said of the output, the exit code)"""
    rows = [("", "python", "pyjit", "times as fast")]
    for name, time in ("CPU time", "cpu"), ("wall time", "wall"):
        stock, fast = ([getattr(run, time) for run in runs] for runs in list(zip(*turns))[:2])
        ratios = [one / max(other, 1e-6) for one, other in zip(stock, fast)]
        rows.append((name, _spread(stock, " s"), _spread(fast, " s"), _spread(ratios, "")))
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ["   ".join([cell.ljust(width) for cell, width in zip(row, widths)]).rstrip() for row in rows]
    said, code = _outputs(turns)
    of = "" if len(turns) == 1 else "the median of %d turns (least to greatest); " % len(turns)
    return "\n".join([*lines, of + said]), code


def _spread(values, unit):
    """The median of some values; of more than one, also the least and the greatest."""
    text = "%.2f%s" % (median(values), unit)
    return text if len(values) == 1 else "%s (%.2f to %.2f)" % (text, min(values), max(values))


def _outputs(turns):
    """(what is to be said of the output of all runs, the exit code). That pyjit's alone differs can be told if there are several."""
    if all(stock.is_same and fast.is_same for stock, fast, _ in turns):
        return "same output", 0
    if all(stock.is_same for stock, _, _ in turns) and len(turns) > 1:
        return "the output differs under pyjit", DIFFERENT
    return "the output differs" + ", without pyjit too" * (len(turns) > 1), 0


def _end_by(number):
    """End this process by a signal, as one ends that knows nothing of it."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
