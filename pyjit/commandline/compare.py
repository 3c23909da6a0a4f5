"""--compare: the program once on plain `python` and once under pyjit, in fresh processes; both times and the ratio.

The output of the first run is shown as it comes; that of the second is only compared with it."""
import os
import subprocess
import sys
import tempfile
from time import perf_counter


def compare(request):
    """Run both, print the verdict in one line, and give back the exit code for the whole."""
    python = [sys.executable, *subprocess._args_from_interpreter_flags()]
    own = [word for word in request.own if word != "--compare"]
    words = request.program or ["-"]
    with tempfile.TemporaryFile() as copy:
        if given := not sys.stdin.isatty():  # both runs shall read the same
            copy.write(sys.stdin.buffer.read())
        stdin = copy if given else None
        stock = Finished(python + words, dict(os.environ, PYJIT="0"), stdin, shown=True)
        fast = Finished(python + ["-m", "pyjit", *own, *words], None, stdin, shown=False)
    print(_verdict(stock, fast))
    return stock.code if stock.code == fast.code else 1


class Finished:
    """A process that has run to its end: its wall time in seconds, output and exit code."""

    def __init__(self, command, environment, stdin, shown):
        if stdin:
            stdin.seek(0)
        start = perf_counter()
        with subprocess.Popen(command, env=environment, stdin=stdin, stdout=subprocess.PIPE) as process:
            self.output = b"".join(_pieces(process.stdout, shown))
        self.code = process.returncode
        self.seconds = perf_counter() - start


def _pieces(stream, shown):
    while piece := stream.read1():
        if shown:
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        yield piece


def _verdict(stock, fast):
    times = "python %.2f s, pyjit %.2f s: " % (stock.seconds, fast.seconds)
    if stock.code != fast.code:
        return times + "the exit codes differ, %d and %d" % (stock.code, fast.code)
    output = "same output" if stock.output == fast.output else "the output differs"
    code = ", exit code %d" % stock.code if stock.code else ""
    return times + "%.2f times as fast (%s%s)" % (stock.seconds / fast.seconds, output, code)
