"""`python -m pyjit`: run a program the way `python` does, with pyjit on, and show what came of it."""
import atexit
import os
import sys

import pyjit
from pyjit.commandline import run
from pyjit.commandline.arguments import Request, UsageError, usage
from pyjit.tell import tell


def main():
    """Do what the command line says. The program's own exceptions, SystemExit included, come through."""
    try:
        request = Request(sys.argv[1:])
    except UsageError as wrong:
        _leave(str(wrong))
    if "help" in request.shows:
        print(usage(), end="")
    elif "version" in request.shows:
        print("pyjit", pyjit.__version__)
    elif not request.program and sys.stdin is not None and sys.stdin.isatty():
        _leave("nothing to run (see python -m pyjit --help)")
    elif "compare" in request.shows:
        from pyjit.commandline.compare import compare
        sys.exit(compare(request))
    else:
        _switch_on(request)
        run.program(request.program or ["-"])


def _switch_on(request):
    """Enable pyjit and have its reports printed at the very end; say so if it cannot be enabled."""
    texts = [prepare() for show, prepare in (("dis", _listings), ("stats", _stats)) if show in request.shows]
    try:
        on = pyjit.enable(**({"listing": 1} if "dis" in request.shows else {}) | request.options)
    except ValueError as wrong:
        _leave(str(wrong))
    if request.status_to is not None:
        with open(request.status_to, "w") as told:
            told.write(pyjit.status())
    if not on and os.environ.get("PYJIT") != "0":
        tell("pyjit: %s\n" % pyjit.status())
    for text in texts:  # the first to be registered is the last to run, after the program's own exit functions
        atexit.register(_report, text)


def _report(text):
    pyjit.disable()  # the report is about the program, not about itself
    tell(text())


# What the reports need is imported before the program runs. The library executes strings when some of its modules are imported, and
# that would make the interpreter forget that the program has ended by a KeyboardInterrupt.

def _stats():
    from pyjit import books, report  # noqa: F401 (books is what pyjit.stats() needs)
    return lambda: report.stats(pyjit.stats())


def _listings():
    from pyjit import listing
    return lambda: listing.listings(pyjit._runtime) if pyjit._runtime else ""


def _leave(message):
    tell("pyjit: %s\n" % message.removeprefix("pyjit: "))
    sys.exit(2)
