"""The words after `python -m pyjit`: first pyjit's own options, then the program as `python` itself would be given it."""
from pyjit.options import OPTIONS, variable

SHOWS = ("compare", "stats", "dis", "version", "help")


class UsageError(Exception):
    """What is wrong with the command line, in one line."""


class Request:
    """What the user asks for.

    shows: those of SHOWS that were given; options: for enable(); status_to: None, or the file descriptor to which --compare wants
    pyjit.status() written; own, program: the words themselves, pyjit's and the program's."""

    def __init__(self, words):
        split = next((at for at, word in enumerate(words) if not word.startswith("--")), len(words))
        self.own, self.program = words[:split], words[split:]
        self.shows, self.options, self.status_to = set(), {}, None
        for word in self.own:
            self._take(word, *word[2:].partition("="))

    def _take(self, word, name, given, text):
        name = name.replace("-", "_")
        if given and name in OPTIONS:
            self.options[name] = _number(name, text, word)
        elif given and name == "status_to" and text.isdecimal():
            self.status_to = int(text)
        elif not given and name in SHOWS:
            self.shows.add(name)
        else:
            raise UsageError("unknown option %s (see python -m pyjit --help)" % word)


def _number(name, text, word):
    try:
        return OPTIONS[name].parse(text, word)
    except ValueError as wrong:
        raise UsageError(str(wrong)) from None


def usage():
    """The text of --help."""
    rows = ["  --%-22s%s (%s)" % (name.replace("_", "-") + "=N", option.meaning, option.default)
            for name, option in OPTIONS.items()]
    return USAGE % ("\n".join(rows), variable("hot"))


USAGE = """\
usage: python -m pyjit [options] script.py args...
       python -m pyjit [options] -m module args...
       python -m pyjit [options] -c code args...
       python -m pyjit [options] - args...          (the program comes from standard input)

Runs a Python program as `python` does, with its hot loops and functions as machine code.

  --compare               run it twice, without and with pyjit, and print both times and the ratio
  --stats                 at the end, print what was compiled, what was not and why
  --dis                   at the end, print each trace: source lines, micro-ops, machine code (needs capstone)
  --version               print the version
  --help                  print this
%s

Every option with a number can also be given in the environment (%s=N and so on); PYJIT=0 there switches pyjit off.
"""
