"""python -m tests.cpython: which of the interpreter's own tests fail under pyjit, but not without it."""
import argparse
import dataclasses
import datetime
import json
import os
import pathlib
import sys
import tempfile

import pyjit
from pyjit.options import OPTIONS
from tests.cpython.exceptions import EXCEPTIONS
from tests.cpython.modules import ROOT, THRESHOLDS, Outcome, all_modules, environment_with_pyjit, run

HERE = pathlib.Path(__file__).parent
FINE = "passed", "skipped"
SHOWN = 4       # names of tests in a line


class Book:
    """The outcomes so far, one JSON line each: a module that was run is not run again. Logs stand beside it."""

    def __init__(self, folder, executable):
        self.folder, self.executable = folder, executable
        self.outcomes = {}
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / "outcomes.jsonl"
        for line in self.file.read_text().splitlines() if self.file.exists() else ():
            outcome = Outcome(**json.loads(line))
            self.outcomes[outcome.module, outcome.mode] = outcome

    def enter(self, outcome):
        self.outcomes[outcome.module, outcome.mode] = outcome
        with self.file.open("a") as file:
            print(json.dumps(dataclasses.asdict(outcome)), file=file)

    def log(self, module, mode):
        return self.folder / ("%s.%s.log" % (module, mode))


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        executable = environment_with_pyjit(folder) if options.children else sys.executable
        results = options.results or ROOT / "build" / ("cpython_children" if options.children else "cpython")
        go_through(options, Book(results, executable))


def go_through(options, book):
    """Run what is asked for, and tell of it."""
    modules = [name for name in options.only or all_modules()
               if not any(name.removeprefix("test.").startswith(left) for left in options.leave_out)]
    for module in modules:
        for mode in ("stock", "pyjit") if options.stock_too else ("pyjit",):
            attempt(book, options, module, mode)
        if book.outcomes[module, "pyjit"].result not in FINE:
            attempt(book, options, module, "stock")
            try_again(book, options, module)
        row = told(book, module)
        if row:
            print(row, flush=True)
    print(summary(book))
    if not options.only:
        (HERE / ("summary_children.txt" if options.children else "summary.txt")).write_text(summary(book))
    sys.exit(any(differs(book, module) and module not in EXCEPTIONS for module in modules))


def arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.cpython", description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="MODULE", help="run these modules")
    parser.add_argument("--leave-out", nargs="+", default=[], metavar="PREFIX", help="do not run those that begin so")
    parser.add_argument("--seconds-per-module", type=int, default=300, metavar="N")
    parser.add_argument("--stock-too", action="store_true", help="run stock also what passes under pyjit")
    parser.add_argument("--again", action="store_true", help="run under pyjit also what was run before")
    parser.add_argument("--children", action="store_true", help="pyjit also in the processes that the tests start")
    parser.add_argument("--results", type=pathlib.Path, metavar="FOLDER", help="where outcomes and logs are kept")
    return parser.parse_args()


def attempt(book, options, module, mode):
    """Run the module unless that is done already."""
    if (module, mode) in book.outcomes and not (options.again and mode == "pyjit"):
        return
    book.enter(run(module, mode, options.seconds_per_module, book.log(module, mode), book.executable))


def try_again(book, options, module):
    """A module that differs has a second try: some tests depend on timing, or hang now and then, without pyjit as well."""
    first = book.outcomes[module, "pyjit"]
    if differs(book, module) and module not in EXCEPTIONS and not first.faults and first.tries == 1:
        second = run(module, "pyjit", options.seconds_per_module, book.log(module, "second"), book.executable)
        book.enter(dataclasses.replace(second, tries=2))


def differs(book, module):
    """What fails under pyjit and not without it: names of tests, or how the process ended."""
    ours, stock = book.outcomes.get((module, "pyjit")), book.outcomes.get((module, "stock"))
    if ours is None or ours.faults:
        return [] if ours is None else ours.faults
    if ours.result == "passed" and (stock is None or stock.result != "skipped"):
        return []
    if stock is None:
        return [] if ours.result in FINE else [ours.result]
    bad = sorted(set(ours.bad) - set(stock.bad))
    return bad or [ours.result] * (ours.result != stock.result and ours.result != "passed")


def told(book, module):
    """A line about a module that differs."""
    difference = differs(book, module)
    if not difference:
        return ""
    ours, stock = book.outcomes[module, "pyjit"], book.outcomes.get((module, "stock"))
    names = [name.removeprefix("test.").removeprefix(module + ".") for name in difference[:SHOWN]]
    more = " and %d more" % (len(difference) - SHOWN) if len(difference) > SHOWN else ""
    return "%s: %s (stock: %s): %s%s" % (module, ours.result, stock.result if stock else "not run", ", ".join(names), more)


def summary(book):
    """The state of all that was run, as text."""
    ours = sorted((o for (_, mode), o in book.outcomes.items() if mode == "pyjit"), key=lambda o: o.module)
    differing = [o.module for o in ours if differs(book, o.module)]
    excepted = [name for name in differing if name in EXCEPTIONS]
    alike = [o for o in ours if o.module not in differing]
    counted = {kind: [o for o in alike if o.result == kind] for kind in FINE}
    both = [o.module for o in alike if o.result not in FINE]
    lines = [
        "CPython %s's test suite under pyjit %s, %s" % (sys.version.split()[0], pyjit.__version__, datetime.date.today()),
        "thresholds: %s" % ", ".join("%s=%s" % pair for pair in sorted(thresholds().items())), "",
        "%4d modules run, %d tests; %d loops and bridges compiled, in %d of the modules" % (
            len(ours), sum(o.tests for o in ours), sum(o.traces for o in ours), sum(o.traces > 0 for o in ours)),
        "%4d passed; at the second try: %s" % (
            len(counted["passed"]), " ".join(o.module for o in counted["passed"] if o.tries > 1) or "-"),
        "%4d skipped themselves" % len(counted["skipped"]),
        "%4d fail without pyjit as well, in the same way: %s" % (len(both), " ".join(both) or "-"),
        "%4d excepted" % len(excepted)]
    lines += ["       %s: %s" % (name, EXCEPTIONS[name]) for name in excepted]
    rest = [name for name in differing if name not in EXCEPTIONS]
    lines += ["%4d differ" % len(rest)]
    lines += ["       " + told(book, name) for name in rest]
    return "\n".join(lines) + "\n"


def thresholds():
    given = {name: value for name, value in os.environ.items() if name.removeprefix("PYJIT_").lower() in OPTIONS}
    return THRESHOLDS | given


main()
