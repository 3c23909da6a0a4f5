"""The words after `python -m pyjit`: first pyjit's own options, then the program as `python` itself would be given it."""
import os

from pyjit import __version__
from pyjit.options import OPTIONS, SWITCHES, Option, variable

RUNS = Option(3, 1, 1000, "with --compare: run each of them so many times")
SHORT = "-h", "-V"   # all other words with a single dash are python's
REPORTS = "dis", "stats", "explain"


class UsageError(Exception):
    """What is wrong with the command line, in one line."""


class Request:
    """What the user asks for.

    dis, stats, explain: is that report wanted; json: None, or where to write the counts; compare: are two to be compared, each of which
    runs `runs` times; options: for enable(); status_to: None, or the file descriptor to which --compare wants pyjit.status() written;
    program: the words of the program and its arguments."""

    compare = dis = stats = explain = False
    runs, json, status_to = RUNS.default, None, None

    def __init__(self, words):
        self.options, self.program = {}, words
        if words and is_own(words[0]):
            from pyjit.commandline.unseen import Unseen
            with Unseen():
                parse(self, words)
            self.check()

    def check(self):
        """Raise UsageError if the parts do not go together."""
        if "runs" in vars(self) and not self.compare:
            raise UsageError("--runs goes with --compare")
        if self.json == "-" and self.compare:
            raise UsageError("with --compare, --json needs the name of a file: the output is the program's")
        if self.json not in (None, "-"):
            self.json = os.path.join(os.getcwd(), self.json)   # where it is meant, wherever the program goes
            if os.path.isdir(self.json) or not os.path.isdir(os.path.dirname(self.json)):
                raise UsageError("--json cannot write %s" % self.json)

    def settings(self):
        """The words for the options of enable()."""
        return ["--%s=%s" % (dashed(name), value) for name, value in self.options.items()]

    def reports(self):
        """The words for the reports."""
        return ["--" + name for name in REPORTS if getattr(self, name)] + ["--json=%s" % self.json] * (self.json is not None)


def is_own(word):
    """Does an option of pyjit's stand there, or what should be one?"""
    return word.startswith("--") or word in SHORT


def dashed(name):
    """An option's name on the command line."""
    return name.replace("_", "-")


def parse(request, words):
    """Enter into a Request what pyjit's own words say, and which words are the program's."""
    parser, valued = parser_of_options()
    end = 0
    while end < len(words) and is_own(words[end]):
        end += 2 if words[end] in valued else 1
    request.program = words[end:]
    parser.parse_args(words[:end], namespace=request)
    known = vars(request)
    for name, option in OPTIONS.items():
        if name in known:
            request.options[name] = number(option, known.pop(name), "--" + dashed(name))
    if "runs" in known:
        request.runs = number(RUNS, request.runs, "--runs")


def number(option, text, word):
    """The value of an option with a number."""
    try:
        return option.parse(text, word)
    except ValueError as wrong:
        raise UsageError(str(wrong)) from None


def parser_of_options():
    """(argparse's parser for pyjit's own options, those that take a value)"""
    import argparse   # here: it is gone when the program runs
    parser = argparse.ArgumentParser(
        prog="python -m pyjit", usage=USAGE, description=DESCRIPTION, add_help=False, allow_abbrev=False,
        epilog=EPILOG % (variable("hot"), "; ".join("%s=%s" % pair for pair in SWITCHES.items())))
    parser.error = refuse
    add = parser.add_argument_group("options").add_argument
    add("--compare", action="store_true", help="run it without and with pyjit in turn, and print the times of both and the ratio")
    valued = [add("--runs", metavar="N", default=argparse.SUPPRESS, help="%s (%d)" % (RUNS.meaning, RUNS.default))]
    add("--stats", action="store_true", help="at the end, print what was compiled, what was not and why")
    add("--explain", action="store_true",
        help="at the end, print the lines of every function in which something was compiled, refused or left, with the reasons")
    add("--dis", action="store_true", help="at the end, print each trace: source lines, micro-ops, machine code (needs capstone)")
    valued.append(add("--json", metavar="FILE", help="at the end, write the counts of --stats there, as JSON (-: to standard output)"))
    add("-V", "--version", action="version", version="pyjit " + __version__, help="print the version")
    add("-h", "--help", action="help", help="print this")
    valued.append(add("--status-to", type=int, help=argparse.SUPPRESS))
    add = parser.add_argument_group("thresholds and limits").add_argument
    for name, option in OPTIONS.items():
        text = "%s (%s)" % (option.meaning, option.default)
        valued.append(add("--" + dashed(name), dest=name, metavar="N", default=argparse.SUPPRESS, help=text.replace("%", "%%")))
    return parser, {word for action in valued for word in action.option_strings}


def refuse(message):
    """What argparse calls for whatever is wrong."""
    raise UsageError("%s (see python -m pyjit --help)" % message)


USAGE = """python -m pyjit [options] script.py args...
       python -m pyjit [options] -m module args...
       python -m pyjit [options] -c code args...
       python -m pyjit [options] - args...          (the program comes from standard input)"""
DESCRIPTION = "Runs a Python program as `python` does, with its hot loops and functions as machine code."
EPILOG = "Every option with a number can also be given in the environment (%s=N and so on). Further variables there: %s."
