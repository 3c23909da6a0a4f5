"""Fresh Python processes for the tests of what a user sees."""
import os
import re
import subprocess
import sys

import pyjit

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(pyjit.__file__)))

# A function for programs to call: its loop compiles, and a bridge with it.
HOT = """
def hot(n):
    total = 0
    for i in range(n):
        total += i if i % 3 else 0.5
    return total
"""

# For reports: a function with a loop that compiles, one that is resumed, one without a loop, a method.
REPORTED = """
def total(n):
    s = 0.0
    for i in range(n):
        s += i * 0.5
    return s

def words(n):
    for i in range(n):
        yield i

def never():
    return 1

class Counter:
    def count(self, n):
        while n:
            n -= 1
"""


class Ended:
    """What is left of a process: its output, its error output (addresses in memory blotted out) and its exit code."""

    def __init__(self, process):
        self.out, self.err = _steady(process.stdout), _steady(process.stderr)
        self.code = process.returncode

    def __eq__(self, other):
        return vars(self) == vars(other)

    def __repr__(self):
        return "exit code %d\n--- out\n%s--- err\n%s" % (self.code, self.out, self.err)


def _steady(text):
    return re.sub("0x[0-9a-f]+", "0x...", text)


def python(*words, cwd=None, stdin="", flags=(), executable=sys.executable, **environment):
    """`python FLAGS WORDS`, to its end; keyword arguments are environment variables (None: unset). Short as the programs are, compiling
    may begin at once."""
    full = {**os.environ, "PYTHONPATH": ROOT, "PYJIT_EARLY_SHARE": "1", **environment}
    full = {name: value for name, value in full.items() if value is not None}
    return Ended(subprocess.run([executable, *flags, *words], cwd=cwd, input=stdin, env=full,
                                capture_output=True, text=True, timeout=120))


def pyjit_runs(*words, **more):
    """`python -m pyjit WORDS`."""
    return python("-m", "pyjit", *words, **more)
