"""`python -m pyjit`: run a program the way `python` does, with pyjit on, and show what came of it."""
import atexit
import os
import sys

import pyjit
from pyjit.commandline import run
from pyjit.commandline.arguments import Request, UsageError, usage


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
    elif not request.program and sys.stdin.isatty():
        _leave("nothing to run (see python -m pyjit --help)")
    elif "compare" in request.shows:
        from pyjit.commandline.compare import compare
        sys.exit(compare(request))
    else:
        _switch_on(request)
        run.program(request.program or ["-"])


def _switch_on(request):
    """Enable pyjit and have its reports printed at the very end; say so if it cannot be enabled."""
    try:
        on = pyjit.enable(**({"listing": 1} if "dis" in request.shows else {}) | request.options)
    except ValueError as wrong:
        _leave(str(wrong))
    if not on and os.environ.get("PYJIT") != "0":
        print("pyjit: %s" % pyjit.status(), file=sys.stderr)
    for show in ("dis", "stats"):  # the first to be registered is the last to run, after the program's own exit functions
        if show in request.shows:
            atexit.register(_report, show)


def _report(show):
    pyjit.disable()  # the report is about the program, not about itself
    print(_stats() if show == "stats" else _listings(), file=sys.stderr, end="")


def _stats():
    from pyjit import report
    return report.stats(pyjit.stats())


def _listings():
    from pyjit import listing
    return listing.listings(pyjit._runtime) if pyjit._runtime else ""


def _leave(message):
    print("pyjit: %s" % message.removeprefix("pyjit: "), file=sys.stderr)
    sys.exit(2)
