"""What every generated program starts with. It is text to the fuzzer: each program has classes of its own to change."""
import array
import builtins
import collections
import functools
import gc
import math
import sys
import types
import weakref

from differential.watched import counted

LOG, BUILTINS = [], dict(vars(builtins))
G, H = 1, 0.5


def note(*values):
    LOG.append(values)
    if len(LOG) > 400:
        del LOG[100:200]


def cut(value):
    """The value, or a shorter one of its kind: nothing grows for ever."""
    if isinstance(value, int) and value.bit_length() > 130:
        return value >> value.bit_length() - 60
    if isinstance(value, (str, bytes, bytearray, list, tuple)) and len(value) > 24:
        return value[-12:]
    if isinstance(value, (dict, set)) and len(value) > 24:
        return type(value)()
    return value


def told(error):
    """What can be seen of an exception, its traceback included."""
    lines, entry = [], error.__traceback__
    while entry is not None and not isinstance(error, RecursionError):
        lines.append((entry.tb_frame.f_code.co_name, entry.tb_lineno, entry.tb_lasti))
        entry = entry.tb_next
    note(type(error).__name__, str(error)[:80], lines, type(error.__context__).__name__)


def gone(dead):
    note("gone", type(dead).__name__)


class Raised(Exception):
    """An exception of the program's own."""


class Mortal:
    """Writes down its death."""

    def __init__(self, name):
        self.name = name

    def __del__(self):
        note("dead", self.name)

    def __repr__(self):
        return "Mortal"


class Telling(Mortal):
    def __init__(self):
        self.name = "telling"

    def __del__(self):
        note("tells", tallied(), ftallied())


class Raising(Mortal):
    def __del__(self):
        note("dies badly", self.name)
        raise KeyError(self.name)


class Guard:
    """A context manager; a true one swallows LookupErrors."""

    def __init__(self, mild):
        self.mild = mild

    def __enter__(self):
        note("enter")
        return self

    def __exit__(self, kind, error, where):
        note("exit", kind and kind.__name__, where and where.tb_lineno)
        return self.mild and kind is not None and issubclass(kind, LookupError)


class Walk:
    """An iterator, and its own iterable."""

    def __init__(self, end, fails=None):
        self.at, self.end, self.fails = 0, end, fails

    def __repr__(self):
        return f"Walk{self.at}"

    def __iter__(self):
        return self

    def __next__(self):
        self.at += 1
        if self.at == self.fails:
            raise KeyError(self.at)
        if self.at > self.end:
            raise StopIteration(self.at)
        return self.at


class Row:
    """A sequence by __getitem__ only, with most operators."""

    def __init__(self, *items):
        self.items = list(items)

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __delitem__(self, index):
        del self.items[index]

    def __len__(self):
        return len(self.items)

    def __contains__(self, value):
        return value in self.items

    def __eq__(self, other):
        return self.items == getattr(other, "items", other)

    def __lt__(self, other):
        return len(self) < len(other) if isinstance(other, Row) else NotImplemented

    def __hash__(self):
        return len(self.items)

    def __add__(self, other):
        return Row(*self.items, other) if len(self) < 9 else other

    def __radd__(self, other):
        return other

    def __iadd__(self, other):
        self.items[-1:] = [other]
        return self

    def __neg__(self):
        return Row(*self.items[::-1])

    def __call__(self, *arguments, **named):
        return len(arguments) + len(self.items)

    def __format__(self, how):
        return f"Row{len(self.items)}{how}"

    def __repr__(self):
        return f"Row{self.items}"


class Odd(int):
    def __add__(self, other):
        return int(self) * 2 + other

    def __lt__(self, other):
        return 1 if other else 0

    def __index__(self):
        return 2


class Wet(float):
    def __mul__(self, other):
        return Wet(float(self) + other)

    def __bool__(self):
        return False


Pair = collections.namedtuple("Pair", "left right", defaults=(1,))


class Spot:
    """It adds up, declines what it does not know, and is multiplied from both sides."""

    def __init__(self, at):
        self.at = at

    def __add__(self, other):
        return Spot(self.at + other.at) if isinstance(other, Spot) else NotImplemented

    def __mul__(self, other):
        return Spot(self.at * other % 1001)

    def __rmul__(self, other):
        return self * other

    def __matmul__(self, other):
        return self.at - other


class Doubling:
    """A data descriptor."""

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, held, owner):
        return self if held is None else getattr(held, self.name, 4) * 2

    def __set__(self, held, value):
        setattr(held, self.name, value)

    def __delete__(self, held):
        note("delete", self.name)


class Once:
    """A descriptor that instances may hide."""

    def __get__(self, held, owner):
        return owner.__name__


class Meta(type):
    shade = 3

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return len(name)


class Thing:
    scale = 3
    _p = 1

    def __init__(self, p, q):
        self.p = p
        self.q = q

    def step(self, k):
        return self.p + k

    @property
    def half(self):
        return self.q / 2

    @classmethod
    def made(cls, k):
        return cls(k, cls.scale)

    @staticmethod
    def plain(k):
        return k * 3

    def __repr__(self):
        return f"{type(self).__name__}({getattr(self, 'p', None)})"


class Slotted(Thing):
    __slots__ = ("r", "z")

    def step(self, k):
        self.r = k
        return self.p


class Strict:
    __slots__ = ("p", "q", "r", "_p", "__weakref__")
    scale = 5

    def __init__(self, p, q):
        self.p, self.q = p, q

    def step(self, k):
        self.q, self.p = self.p, k
        return self.q

    half = Once()


class Asked(Thing):
    def __getattr__(self, name):
        if name == "missing" or name.startswith("__"):
            raise AttributeError(name)
        return len(name)

    def step(self, k):
        return super().step(k) + self.extra


class Hooked(Thing):
    p = Doubling()

    def __setattr__(self, name, value):
        note("set", name)
        super().__setattr__(name, value)

    def __getattribute__(self, name):
        return object.__getattribute__(self, name)


class Formed(Thing, metaclass=Meta):
    half = Once()


def other_step(self, k):
    self.q = k
    return -k


def other(a, b=5):
    return a - b if b else a


def bump(by):
    global G
    G += by
    return G


def gen_pairs(n):
    for k in range(n):
        yield k, k * 0.5


def peek(name):
    """A local of the caller, by way of its frame."""
    frame = sys._getframe(1)
    return frame.f_locals.get(name), frame.f_lineno


def poke(name, value):
    sys._getframe(1).f_locals[name] = value


def drive(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


class Pause:
    def __await__(self):
        return (yield 1)


# -- numbers that are known by `is`

NAN, FAR, MANY, MARK = math.nan, 2 ** 100 + 7, int("70001"), float("2.75")
SENTINELS, HELD = {"NAN": NAN, "FAR": FAR, "MANY": MANY, "MARK": MARK}, [NAN, 0.5]


def which(value):
    """The names of the sentinels that a value is."""
    return [name for name, sentinel in SENTINELS.items() if value is sentinel]


def handed(value, again=False):
    """The same value, by way of a local, an item and a call."""
    held = [value]
    return held[0] if again else handed(held[0], True)


def looked_up(values, wanted):
    for at, value in enumerate(values):
        if value is wanted:
            return at
    return -1


def set_far(value):
    global FAR_AWAY
    FAR_AWAY = value
    note(FAR_AWAY is value, which(FAR_AWAY))


# -- strings that grow

class Spelt:
    __slots__ = ("text",)

    def __init__(self):
        self.text = "k"

    def add(self, more):
        self.text += more
        return self.text


class Loose(Spelt):
    """With a dict, and a text in it."""

    def __init__(self):
        self.other = self.text = ""


TEXT, TEXTS, TABLED, OCTETS, spelt, loose = "k", ["k", "l"], {"text": "k"}, [b"k"], Spelt(), Loose()


def grown(text, more):
    text += more
    return text


def lengthen(more):
    global TEXT
    TEXT += more


def keeper():
    text = "k"

    def add_more(more):
        nonlocal text
        text += more
        if len(text) > 99:
            text = text[:3]
        return text[-3:]
    return add_more


def shorten():
    global TEXT
    spelt.text, loose.text, TEXTS[0], TABLED["text"], TEXT, OCTETS[0] = spelt.text[-3:], loose.text[-3:], "k", "k", "k", b"k"


add_more = keeper()

# -- code that is made and dropped

LIVES, LAST, MOST_MADE = [], [], 400    # each code that runs is recorded: many of them take their time
MADE = (
    "def made(k, l=%s):\n    for j in range(12):\n        k = k + j * l & 65535\n    return k",
    "def made(k):\n    return [j * %s for j in range(k %% 9)]",
    "made = lambda k: k + %s",
    "class Made:\n    def __call__(self, k):\n        for j in range(9): self.last = j + %s\n        return self.last\nmade = Made()",
    "def outer(l):\n    def made(k):\n        nonlocal l\n        for j in range(9): l += 1\n        return k + l\n"
    "    return made\nmade = outer(%s)",
    "def made(k):\n    return sum(j + %s for j in range(k & 7))",
    "def inner(k): return k + 1\ndef made(k, inner=inner):\n    for j in range(9): k = inner(k)\n    return k - %s",
    "def made(k):\n    try:\n        for j in range(9): [0, 1][j]\n    except IndexError: return k + %s",
)


def make(kind, k):
    """A function whose code nobody else has, up to MOST_MADE of them."""
    if len(LAST) == MOST_MADE:
        return LAST[-1]
    names = {}
    exec(compile(MADE[int(kind) % len(MADE)] % (k,), "made", "exec"), globals(), names)
    LAST.append(names["made"] if len(LAST) == MOST_MADE - 1 else None)   # (the others die when nobody has them)
    return names["made"]


def ran(function, k):
    """What a function gives that is dropped then."""
    for l in range(5):
        result = function(k)
    return result


def mourn(function):
    """Have the ends of a function and of its code noted, once it has run."""
    ran(function, 3)
    LIVES.append(weakref.ref(function, gone))
    if hasattr(function, "__code__"):
        LIVES.append(weakref.ref(function.__code__, gone))


# -- other tools

SEEN, WATCHED, MOST, TOOL = [], [], 600, 3


def seen(*event):
    SEEN.append(event)
    if len(SEEN) > MOST:
        unwatch()
        sys.settrace(None)
        sys.setprofile(None)


def plain(value):
    return value if type(value) in (int, str) else getattr(value, "__name__", type(value).__name__)


def watch(names, function=None, disable=0):
    """Have events seen, of the whole program or of one function. disable: each so many-th is the last one of its place."""
    monitoring = sys.monitoring
    if monitoring.get_tool(TOOL) is None:
        monitoring.use_tool_id(TOOL, "watch")
    events = 0
    for name in names.split():
        event = getattr(monitoring.events, name)
        events |= event

        def saw(code, *what, name=name):
            if code.co_filename == __file__ and len(SEEN) <= MOST:
                if name in ("CALL", "C_RETURN", "C_RAISE"):
                    what = what[:2]   # what the first argument is depends on how far the interpreter has specialised the bytecode
                if name in ("RAISE", "PY_UNWIND"):
                    what = what[1:]   # where a frame says it is that has called another one depends on that, too
                seen(name, code.co_name, *map(plain, what))
                if disable and name in ("LINE", "JUMP", "BRANCH", "PY_START") and len(SEEN) % disable == 0:
                    return monitoring.DISABLE
            return None
        monitoring.register_callback(TOOL, event, saw)
    if function is None:
        monitoring.set_events(TOOL, events)
    else:
        code = getattr(function, "__code__", function)
        if type(code) is types.CodeType:
            WATCHED.append(code)
            monitoring.set_local_events(TOOL, code, events)


def here(depth=1):
    """The code of the caller."""
    return sys._getframe(depth).f_code


def unwatch():
    if sys.monitoring.get_tool(TOOL) is not None:
        sys.monitoring.set_events(TOOL, 0)
        while WATCHED:
            sys.monitoring.set_local_events(TOOL, WATCHED.pop(), 0)


def traced(frame, event, value):
    if frame.f_code.co_filename == __file__ and len(SEEN) <= MOST:
        seen("trace", event, frame.f_code.co_name, frame.f_lineno)
        return traced
    return None


def profiled(frame, event, value):
    if frame.f_code.co_filename == __file__ and len(SEEN) <= MOST:
        seen("profile", event, frame.f_code.co_name, frame.f_lineno, plain(value) if event.startswith("c_") else "")


def tracing(on):
    sys.settrace(traced if on else None)


def profiling(on):
    sys.setprofile(profiled if on else None)


def trace_here():
    sys._getframe(1).f_trace = traced
    sys.settrace(traced)


def tallies(total, other, most):
    """Functions that share two variables."""
    def add(k):
        nonlocal total
        total = total + k if -most < total < most else k
        return total

    def put(k):
        nonlocal total
        before, total = total, k
        return before

    def add_both(k):
        nonlocal total, other
        total += k
        other += 1
        return other

    def look():
        return total

    def looking():
        while True:
            yield total

    def adding():
        nonlocal total
        while True:
            total += 1
            yield total
    return add, put, add_both, look, looking(), adding()


def next_of(o):
    k = o.p if type(o.p) is int else 0
    o.p = k + 1
    return k


def stepped(o):
    o.q = q = o.q * 1.5 % 7.25 if type(o.q) is float else 0.5
    return q


def outcome(work, *arguments):
    try:
        return work(*arguments)
    except Exception as error:
        told(error)
        return error if not isinstance(error, RecursionError) else "too deep"
    finally:
        tracing(0), profiling(0), unwatch()
        vars(builtins).update(BUILTINS)


SHARED, KEPT, TABLE = counted([1, 2, 3]), counted(Thing(1, 2.5)), counted({1: 2})
a, b, c, x, y, s, r, t, n, i, w = 3, -7, 2 ** 62, 1.5, -0.0, "ab", "é", False, 9, 4, None
xs, ys, fs, d, e, m, p = [3, 1, 2], SHARED, [0.5, 1.5], {1: 2, 3: 4}, TABLE, {1, 5}, (1, 2.5, -3)
tally, swap, tally_both, tallied, seeing, tallying = tallies(0, 1000, 2 ** 40)
ftally, fswap, _, ftallied, _, _ = tallies(0.5, 1.5, 1e9)
CELL, FCELL = [add.__closure__[add.__code__.co_freevars.index("total")] for add in (tally, ftally)]
o, u, ba, ar, it, h = KEPT, Slotted(3, 0.5), bytearray(6), array.array("d", [1.5] * 5), iter(range(900)), other
