"""Every threshold and limit of pyjit, once: its default, its bounds and what it means.

`enable(hot=100)` and `PYJIT_HOT=100` set the same option; what enable() is given wins over the environment. (enable() names each as a
parameter, and its docstring repeats what it means; a test holds these to what stands here.)"""
from pyjit import own

CHECKED = own.variable("PYJIT_CHECK") == "1"   # pyjit proves each step of its own work, and tells of its faults


class Option:
    """One number that a user may set. Its default's type is its type."""

    def __init__(self, default, least, greatest, meaning):
        self.default, self.least, self.greatest, self.meaning = default, least, greatest, meaning

    def check(self, value, name):
        """The value, if it is one for this option; `name` is what the user called it."""
        kind = type(self.default)
        if isinstance(value, bool) or not isinstance(value, (kind, int)):
            raise TypeError("pyjit: %s must be %s, not %r" % (name, self.kind(), value))
        if not self.least <= value <= self.greatest:
            raise ValueError("pyjit: %s must be from %s to %s, not %r" % (name, self.least, self.greatest, value))
        return kind(value)

    def parse(self, text, name):
        """The value that a text (from the environment, the command line) stands for."""
        try:
            value = type(self.default)(text)
        except ValueError:
            raise ValueError("pyjit: %s must be %s, not %r" % (name, self.kind(), text)) from None
        return self.check(value, name)

    def kind(self):
        """The type in words."""
        return "a whole number" if type(self.default) is int else "a number"


# hot is a prime: a multiple of a short loop's length would find it always at the same pass, which may be its last.
OPTIONS = {
    "hot": Option(1009, 1, 10**9, "iterations of a loop before it is recorded; by default, 48 times as many for the first"),
    "calls": Option(1009, 1, 10**9, "calls of a function before it is recorded by itself; by default, 48 times as many for the first"),
    "bridge": Option(200, 1, 10**9, "times that compiled code is left at one place before the way on from there is recorded"),
    "trial": Option(1 << 10, 1, 1 << 29, "times that a new loop is entered, to tell whether that pays"),
    "worth": Option(50, 0, 10**6, "bytecode instructions that must run compiled, on average, for each time that a loop is entered"),
    "trace_length": Option(5000, 10, 10**6, "bytecode instructions that one recording may span"),
    "traces_per_code": Option(64, 1, 10**6, "traces and bridges that may start in one code object"),
    "bridge_depth": Option(16, 0, 10**6, "bridges upon bridges that may hang on one loop"),
    "inline_depth": Option(12, 0, 1000, "Python calls within calls that one recording may follow"),
    "code_memory": Option(64 << 20, 1 << 16, 1 << 31, "bytes of machine code in all"),
    "listing": Option(0, 0, 1, "1: keep what --dis shows of every trace (it switches this on itself)"),
    "keep_code": Option(0, 0, 1, "1: keep the code objects of which reports tell until the end (those of the command line switch it on)"),
    "compile_share": Option(0.1, 0.0, 1.0, "the share of the running time that recording and compiling may take; 1: there is no limit"),
    "early_share": Option(0.4, 0.01, 1.0, "the share of the running time that this, and loading, may take at first; 1: there is no limit"),
}


SWITCHES = {"PYJIT": "0 switches pyjit off, whatever the program says",
            "PYJIT_CHECK": "1: pyjit proves each step of its own work, and tells of its faults"}


def variable(name):
    """The environment variable of the option of this name."""
    return "PYJIT_" + name.upper()


class Options:
    """The options in force, as attributes: what was given, else the environment's value, else the default. None is as good as not
    given. What is given and wrong raises TypeError or ValueError; a variable that is wrong is left out (see `complaints`)."""

    def __init__(self, **given):
        for name in given:
            if name not in OPTIONS:
                raise TypeError("pyjit has no option %r; it has %s" % (name, ", ".join(OPTIONS)))
        for name, option in OPTIONS.items():
            value = given.get(name)
            setattr(self, name, _from_environment(name, option) if value is None else option.check(value, name))

    def __eq__(self, other):
        return vars(self) == vars(other)

    def __repr__(self):
        return "Options(%s)" % ", ".join("%s=%r" % pair for pair in vars(self).items())


def _from_environment(name, option):
    """The value that holds unless enable() is given one."""
    text = own.variable(variable(name))
    try:
        return option.parse(text, variable(name)) if text else option.default
    except ValueError:
        return option.default


def complaints():
    """What is wrong with the environment, a line for each variable: a misspelt name or a value that means nothing."""
    known = {variable(name): option for name, option in OPTIONS.items()}
    for name in own.variables("PYJIT"):
        text = own.variable(name)
        if name in SWITCHES:
            if text not in ("", "0", "1"):
                yield "pyjit: %s must be 0 or 1, not %r; it is ignored" % (name, text)
        elif name not in known:
            if name.startswith("PYJIT_"):
                yield "pyjit: there is no variable %s (see python -m pyjit --help); it is ignored" % name
        elif text:
            try:
                known[name].parse(text, name)
            except ValueError as wrong:
                yield "%s; it is ignored" % wrong
