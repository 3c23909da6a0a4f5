"""--compare: the program once on plain `python` and once under pyjit, in fresh processes; both times and the ratio.

The output of the first run is shown as it comes; that of the second is only compared with it. Where there is nothing to compare, the
verdict says why: pyjit was not on, or the program failed."""
import os
import signal
import subprocess
import sys
import tempfile
from time import perf_counter

NOTHING_COMPARED, DIFFERENT = 2, 1     # exit codes


def compare(request):
    """Run both, print the verdict in one line, and give back the exit code for the whole."""
    try:
        return _compare(request)
    except KeyboardInterrupt:
        _end_by(signal.SIGINT)
    except BrokenPipeError:   # nobody reads what is shown
        _end_by(signal.SIGPIPE)


def _compare(request):
    python = [sys.executable, *subprocess._args_from_interpreter_flags()]
    own = [word for word in request.own if word != "--compare"]
    words = request.program or ["-"]
    with tempfile.TemporaryFile() as copy:
        if given := sys.stdin is not None and not sys.stdin.isatty():  # both runs shall read the same
            copy.write(sys.stdin.buffer.read())
        stdin = copy if given else None
        stock = Finished(python + words, dict(os.environ, PYJIT="0"), stdin, shown=True)
        told, tells = os.pipe()
        with open(told) as status:
            try:
                command = python + ["-m", "pyjit", "--status-to=%d" % tells, *own, *words]
                fast = Finished(command, None, stdin, shown=False, pass_fds=[tells])
            finally:
                os.close(tells)
            verdict, code = _verdict(stock, fast, status.read())
    if sys.stdout is not None:
        print(verdict, flush=True)
    return code


class Finished:
    """A process that has run to its end: its wall time in seconds, output and exit code."""

    def __init__(self, command, environment, stdin, shown, pass_fds=()):
        if stdin:
            stdin.seek(0)
        start = perf_counter()
        process = subprocess.Popen(command, env=environment, stdin=stdin, stdout=subprocess.PIPE, pass_fds=pass_fds)
        try:
            self.output = b"".join(_pieces(process, shown))
            self.code = process.wait()
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            process.stdout.close()
        self.seconds = perf_counter() - start


def _pieces(process, shown):
    """The output of a process, until it closes it. An interrupt ends the process first, in its own way; a second one kills it."""
    interrupted = None
    while True:
        try:
            piece = process.stdout.read1()
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


def _verdict(stock, fast, status):
    """(the verdict in one line, the exit code)"""
    times = "python %.2f s, pyjit %.2f s: " % (stock.seconds, fast.seconds)
    output = "same output" if stock.output == fast.output else "the output differs"
    if status != "on":
        return "nothing to compare: pyjit was not on%s" % (status and ": %s" % status.removeprefix("off: ")), NOTHING_COMPARED
    if stock.code != fast.code:
        return times + "the exit codes differ, %d and %d" % (stock.code, fast.code), DIFFERENT
    if stock.code < 0:
        return times + "both runs were ended by signal %d (%s)" % (-stock.code, output), 128 - stock.code
    if stock.code:
        return times + "both runs failed with exit code %d (%s)" % (stock.code, output), stock.code
    return times + "%.2f times as fast (%s)" % (stock.seconds / fast.seconds, output), 0


def _end_by(number):
    """End this process by a signal, as one ends that knows nothing of it."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
