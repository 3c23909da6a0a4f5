"""The reports that the command line prints when the program has ended: --dis, --stats, --explain and --json.

What they need is imported before the program runs. The library executes strings when some of its modules are imported, and that would
make the interpreter forget that the program has ended by a KeyboardInterrupt."""
import sys

import pyjit
from pyjit.commandline.unseen import Unseen
from pyjit.tell import tell

OURS = tuple([folder + "/" for folder in pyjit.__path__])
COUNTED = "aborts", "exits"
NOTHING = "pyjit: there is nothing to explain: nothing was compiled, refused or left\n"


def prepared(request):
    """A function that shows what a Request asks for."""
    shows = [prepare() for wanted, prepare in (
        (request.dis, _listings), (request.stats, _stats), (request.explain, _explanations)) if wanted]
    write = _json(request.json) if request.json is not None else None

    def show():
        status = pyjit.status()
        pyjit.disable()  # the reports are about the program, not about themselves
        for text in shows:
            tell(text())
        if write is not None:
            write(status)
    return show


def _listings():
    from pyjit import host
    try:
        host.refuse()
    except host.Unsupported:   # there will be no trace, and what a listing needs may not even load
        return lambda: ""
    from pyjit.report import listing
    return lambda: listing.listings(pyjit._runtime) if pyjit._runtime else ""


def _stats():
    from pyjit.report import books, summary  # noqa: F401 (books is what pyjit.stats() needs)
    return lambda: summary.stats(pyjit.stats())


def _explanations():
    from pyjit.report import books, explanation  # noqa: F401 (explanation is what pyjit.explain() needs)

    def explanations():
        """What pyjit.explain() says of every code object of the program of which there is more to say than its name: those first of
        which compiled code was left most often, then in the order of the source."""
        if pyjit._runtime is None:
            return NOTHING
        left = {}
        for (_, place), times in pyjit.stats()["exits"].items():
            left[place] = left.get(place, 0) + times
        codes = [facts.code for facts in pyjit._runtime.codes.values()]
        known = [code for code in codes if code is not None and not code.co_filename.startswith(OURS)]
        known.sort(key=lambda code: (-_times(code, left), code.co_filename, code.co_firstlineno))
        texts = [pyjit.explain(code) for code in known]
        return "\n".join([text for text in texts if text.count("\n") > 1]) or NOTHING
    return explanations


def _times(code, left):
    """How often compiled code was left at one of the lines of a code object. left: {"file:line": how often}."""
    lines = {line for _, _, line in code.co_lines()}
    return sum([left.get("%s:%s" % (code.co_filename, line), 0) for line in lines])


def _json(path):
    """A function that writes the counts of pyjit.stats() to a file, or to standard output if it is called "-"."""
    from pyjit.report import books  # noqa: F401
    with Unseen():
        import json

    def write(status):
        text = json.dumps({"status": status, **plain(pyjit.stats())}, indent=2) + "\n"
        try:
            if path == "-":
                sys.stdout.write(text)
                sys.stdout.flush()
            else:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
        except (AttributeError, ValueError, OSError) as why:   # there is no output, or it is closed; the file cannot be written
            tell("pyjit: --json: %s\n" % why)
    return write


def plain(counts):
    """The dict of pyjit.stats() in the form of JSON. What is counted by reason, or by reason and place, becomes a list of objects with
    the keys "reason", "place" and "times", the most frequent first; all else has the form that it has."""
    return {name: _listed(value) if name in COUNTED else value for name, value in counts.items()}


def _listed(counted):
    ranked = sorted(counted.items(), key=lambda pair: -pair[1])
    return [{**dict(zip(("reason", "place"), key if isinstance(key, tuple) else (key,))), "times": times} for key, times in ranked]
