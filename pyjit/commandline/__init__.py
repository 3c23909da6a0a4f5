"""`python -m pyjit`: run a program the way `python` does, with pyjit on, and show what came of it."""
import atexit
import os
import sys

import pyjit
from pyjit.commandline import run
from pyjit.commandline.arguments import Request, UsageError
from pyjit.tell import tell


def main():
    """Do what the command line says. The program's own exceptions, SystemExit included, come through."""
    try:
        request = Request(sys.argv[1:])
    except UsageError as wrong:
        _leave(str(wrong))
    if not request.program and sys.stdin is not None and sys.stdin.isatty():
        _leave("nothing to run (see python -m pyjit --help)")
    elif request.compare:
        from pyjit.commandline.compare import compare
        sys.exit(compare(request))
    else:
        _switch_on(request)
        run.program(request.program or ["-"])


def script():
    """The script `pyjit`: the same, with the first place to import from that `python -m pyjit` has."""
    if not getattr(sys.flags, "safe_path", sys.flags.isolated):
        try:
            sys.path[0] = os.getcwd()
        except OSError:   # it is gone
            del sys.path[0]
    main()


def _switch_on(request):
    """Enable pyjit and have its reports printed at the very end; say so if it cannot be enabled."""
    show = None
    if request.dis or request.stats or request.explain or request.json is not None:
        from pyjit.commandline.reports import prepared
        show = prepared(request)
    needed = {"listing": int(request.dis), "keep_code": int(request.explain or request.stats or request.json is not None)}
    on = pyjit.enable(**{name: 1 for name, is_needed in needed.items() if is_needed} | request.options)
    if request.status_to is not None:
        with open(request.status_to, "w") as told:
            told.write("on" if on else pyjit.status())
    if not on and os.environ.get("PYJIT") != "0":
        tell("pyjit: %s\n" % pyjit.status())
    if show is not None:  # registered before the program's own exit functions, it runs after them
        atexit.register(show)


def _leave(message):
    tell("pyjit: %s\n" % message.removeprefix("pyjit: "))
    sys.exit(2)
