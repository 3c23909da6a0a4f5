"""A hypothesis strategy for whole programs: loops over typed variables, with branches, containers, calls and type changes.

A grammar: each hole <name> of a line is filled from the rows of that name. Every program ends: loops are short, products and
texts are cut when they grow, and what may raise is caught by its caller.
"""
import re

from hypothesis import strategies as st

HEAD = '''
import array

G = 1


def bump(by):
    global G
    G += by
    return G


def other_step(self, k):
    self.q = k
    return -k


def collect(*rest, by=1, **named):
    u, *v = rest
    return f(*rest[:2]) if len(rest) > 2 else g(u, **named) * by


def first(t):
    u, v = t
    t = v, t
    return u if v else t[1][0]


def pairs(n):
    for k in range(n):
        yield k, k * 0.5


class Thing:
    scale = 3

    def __init__(self, p, q):
        self.p = p
        self.q = q

    def step(self, k):
        self.p += k
        return self.q

    @property
    def half(self):
        return self.p / 2


class Slotted(Thing):
    __slots__ = ("r",)

    def step(self, k):
        self.r = k
        return self.p


class Odd(int):
    def __add__(self, other):
        return int(self) * 2 + other


STEP = Thing.step


def cut(value):
    if isinstance(value, int) and value.bit_length() > 130:
        return value >> value.bit_length() - 60
    return value


def outcome(*arguments):
    global G
    G, Thing.scale, Thing.step = 1, 3, STEP
    try:
        return work(*arguments)
    except Exception as error:
        return error


'''
GRAMMAR = {
    # values
    "edge": """0; 1; -1; 2; 3; 7; -13; 255; 2 ** 30 - 1; 2 ** 30; -2 ** 31; 2 ** 60; 2 ** 62; 2 ** 63 - 1; -2 ** 63; 2 ** 63;
        2 ** 64 + 1; -2 ** 90""",
    "real": "0.0; -0.0; 0.5; 1.5; -2.25; 1e308; 5e-324; float('inf'); float('nan'); 2.0 ** 53; 1e16",
    "other": "1.5; True; False; None; 2 ** 70; -2 ** 63; float('nan'); -0.0; Odd(3); 0",
    "digit": "0; 1; 2; 3; 4; 5; 6; 7; 8; 9",
    "nonzero": "2; 3; 7; 10; -1; -5; 1000003; 2 ** 31; -2 ** 62",
    "moment": "3; 7; 11; 23; 31; 47; 58",
    "modulus": "2 ** 61 - 1; 2 ** 64 + 13; 1000003; -97",
    # names
    "a": "a; b; c",
    "x": "x; y",
    "ax": "a; b; c; x; y",
    # expressions: capital letters may nest
    "i": "a; b; c; i; <a>; <digit>; -<digit>; <edge>",
    "I": """<i>; <i>; (<I> <plus> <I>); (<I> <plus> <I>); (<I> * <I> % <modulus>); (<I> <slash> <nonzero>);
        (<I> <slash> <I>); (<I> <shift> (<i> & 63)); -<i>; ~<i>; abs(<I>); min(<i>, <i>); max(<i>, <i>); len(xs); len(s);
        xs[<i> % len(xs)]; d.get(<i>, 3); o.p; o.step(<i>); o.scale; f(<i>, <i>); g(i); G; bump(<digit>);
        (<i> if <c> else <i>); int(<x>); (<c>); sum(xs[:<digit>]); ba[<i> % 8]; p[i % 3]; p[-1]; ord(s[i % len(s)]);
        divmod(<i>, 7)[<bit>]; [<i>, <i>][i & 1]; int(str(<i>)[-3:]); len(range(<digit>, <i> % 50));
        collect(<i>, <i>, p); collect(<i>, v=<i>); collect(*p[:1], by=<i>); first((<i>, <c>)); f(*(<i>, <i>)); g(**{'u': <i>});
        (<i>, p)[<bit> * 0]""",
    "r": "x; y; <x>; <real>",
    "R": """<r>; <r>; (<R> <times> <R>); (<R> <times> <R>); (<R> <times> <i>); (<R> <slash> 0.75); (<R> / <R>); -<r>;
        abs(<r>); <i> / 3; <i> / <i>; <x> ** 2; fs[<i> % len(fs)]; o.q; o.half; float(<i>); ar[i % 4]; p[1];
        max(<r>, 0.5); round(<r>, 1); f(<r>, <i>)""",
    "v": "<I>; <R>",
    "c": """<i> <relation> <i>; <i> <relation> <i>; <r> <relation> <v>; i % <nonzero> == 1; <a>; not <ax>; <i> in xs;
        <i> in d; <i> in (1, 2, 3); <a> is None; <a> is <a>; -5 < <i> <= 70; t; isinstance(a, int)""",
    "C": "<c>; <c>; <c> and <c>; <c> or <c>",
    "bit": "0; 1",
    "plus": "+; -; &; |; ^",
    "times": "+; -; *",
    "slash": "//; %",
    "shift": "<<; >>",
    "relation": "<; <=; ==; !=; >; >=",
    "assign": "=; =; +=; -=; &=; |=; ^=",
    # statements of one line
    "line": """<a> <assign> <I>; <a> <assign> <I>; <a> = cut(<a> * <I>); <a> //= <nonzero>; <a> %= <I>; <x> = <R>; <x> += <R>;
        <x> *= <R>; <x> -= <R>; xs[<i> % len(xs)] = <v>; xs.append(<I>); xs = xs[-8:]; xs.pop(-len(xs) // 2);
        xs[-1] += 1; xs[1:2] = [<i>]; del xs[3:]; xs = xs + [<i>]; xs.sort(key=str); xs = [k + <i> for k in xs][-6:];
        fs[i % len(fs)] = <R>; fs[i % len(fs)] += <R>; xs, fs = fs, xs; (a, *_), b = xs, b; d[<i>] = <v>;
        d[i % 5] = d.get(i % 5, 0) + <i>; d.pop(<i>, None); d = {k: v for k, v in d.items() if k != <digit>};
        d.update({i % 4: <v>}); o.p = <I>; o.q = <R>; o.p += <v>; o = Thing(<i>, <r>); o = Slotted(<i>, <r>);
        ba[i % 8] = <I> & 255; ar[i % 4] = <R>; ar[i % 4] += <r>; s += str(i); s += s[::-1][:2]; s = f'{i:>3}{<v>}'[-9:];
        s = s.replace('a', 'bc'); s = s.upper(); s = s.split('b')[0] + 'z'; t = <C>; bump(<i>); p = (<v>, <r>, p[0]);
        a, y, c = p; <a>, <a> = <i>, <i>; <a>, <ax> = <ax>, <a>; x, t = <R>, a is b""",
    "change": """<ax> = <other>; <ax> = <other>; globals()['G'] = 2.5; Thing.scale = 0.5; o.scale = 7; Thing.step = other_step;
        o.step = lambda k: k; o.__class__ = Thing; globals()['f'] = lambda u, v: (u, v)[0];
        o.__dict__ = {'p': 1, 'q': 2}; ar = ba; fs = xs; xs = Odd(4), 5, 6; o = None; d = dict.fromkeys('ab', 2);
        del o.p; n = n + 1; raise KeyError(i); bump(2 ** 70); xs.clear()""",
    "leave": "break; continue; pass",
    "caught": "(ZeroDivisionError, TypeError, ValueError); ArithmeticError; Exception",
    "handled": "a = 5; s = type(error).__name__; c = b = 1; x = 0.25",
    "inner": """for <j> in range(<i> % 7):; for <j> in range(<digit>, <nonzero> % 9, 2):; for <j> in range(<digit>, -3, -2):;
        for <j> in xs[:6]:; for <j>, s in enumerate('abc'):; for <j>, y in zip(range(5), fs):; for <j> in d:;
        for <j>, c in list(d.items())[:5]:; for <j> in ba[:4]:; for <j> in (1, 2.5, True, 'k'):;
        for <j> in reversed(xs[-4:]):; for <j> in s[:5]:; for <j>, x in pairs(<digit>):;
        for <j> in (k for k in xs[:5] if k):""",
    "outer": """for i in range(n):; for i in range(n):; for i in range(n):; for i, _ in enumerate('ab' * (n // 2)):;
        for i in list(range(n)):; for i, y in zip(range(n), [x] * n):; for i in reversed(range(n)):;
        for i in (k for k in range(n)):; for i, x in pairs(n):; while (i := i + 1) < n:""",
    "body": """if u is None: return v; if v is None: v = 0; u = u + <nonzero>; u = u * 3; v = -v; v //= 2;
        for k in range(3): v += k; v = v + G; if u == <moment>: raise ValueError(u); if u < <digit>: return v""",
    "result": "u; v; u + v; u * 3; v // 2; u % 7",
}
GRAMMAR = {name: [" ".join(row.split()) for row in rows.split(";")] for name, rows in GRAMMAR.items()}
SIMPLE = {"I": "i", "R": "r", "v": "i", "C": "c"}      # what a hole becomes where expressions must not nest any deeper
HOLE = re.compile("<(\\w+)>")


class Writer:
    """Writes one program from what hypothesis draws."""

    def __init__(self, draw):
        self.draw = draw
        self.lines = []
        self.loops = 0

    def number(self, low, high):
        return self.draw(st.integers(low, high))

    def text(self, name, nesting=3):
        """A row of the grammar with its holes filled."""
        if name == "j":
            return f"j{self.loops}"
        row = self.draw(st.sampled_from(GRAMMAR[name if nesting else SIMPLE.get(name, name)]))
        return HOLE.sub(lambda hole: self.text(hole[1], max(nesting - 1, 0)), row)

    def line(self, depth, text):
        self.lines.append("    " * depth + text)

    def block(self, depth, most, least=1):
        for _ in range(self.number(least, most)):
            self.statement(depth)

    def statement(self, depth):
        kinds = [self.simple] * 7 + [self.change, self.leave]
        if depth < 5:
            kinds += [self.branch] * 2 + [self.attempt]
        if depth < 5 and self.loops < 4:
            kinds += [self.loop]
        self.draw(st.sampled_from(kinds))(depth)

    def simple(self, depth):
        self.line(depth, self.text("line"))

    def change(self, depth):
        """Something that compiled code may have taken for granted changes."""
        self.line(depth, f"if i == {self.text('moment')}:")
        self.line(depth + 1, self.text("change"))

    def leave(self, depth):
        self.line(depth, f"if {self.text('C')} and i % {self.text('moment')} == 2:")
        self.line(depth + 1, self.text("leave"))

    def branch(self, depth):
        self.line(depth, f"if {self.text('C')}:")
        self.block(depth + 1, 2)
        if self.number(0, 1):
            self.line(depth, "else:")
            self.block(depth + 1, 2)

    def attempt(self, depth):
        self.line(depth, "try:")
        self.block(depth + 1, 2)
        self.line(depth, f"except {self.text('caught')} as error:")
        self.line(depth + 1, self.text("handled"))

    def loop(self, depth):
        self.loops += 1
        self.line(depth, self.text("inner"))
        self.line(depth + 1, f"b = {self.text('j')}" if self.number(0, 1) else f"xs[0] = {self.text('j')}")
        self.block(depth + 1, 3)
        if self.number(0, 4) == 0:
            self.line(depth, "else:")
            self.block(depth + 1, 1)

    def function(self, signature):
        """A small function for the loop to call."""
        self.line(0, f"def {signature}:")
        for _ in range(self.number(0, 2)):
            self.line(1, self.text("body"))
        self.line(1, f"return {self.text('result')}")
        self.line(0, "\n")

    def work(self):
        """The function with the loop."""
        self.line(0, "def work(n, a, b, c, x, y):")
        self.line(1, "xs, fs, d, s, t, o = [1, 2, 3], [0.5, -1.5], {0: 1, 2: 3}, 'start', True, Thing(1, 2.5)")
        self.line(1, "ba, ar, p, i = bytearray(8), array.array('d', [0.5] * 4), (1, 2.5, -3), -1")
        self.line(1, self.text("outer"))
        self.block(2, 9, least=3)
        self.line(2, "a, b, c = cut(a), cut(b), cut(c)")
        self.line(2, "s, xs, d = s[-30:] or 'empty', xs[-30:] or [1], dict(list(d.items())[-9:])")
        self.line(1, "return a, b, c, x, y, xs, fs, d, s, t, o, i, ba, ar, p, G")
        self.line(0, "\n")

    def program(self):
        self.function("f(u, v)")
        self.function("g(u, v=2)")
        self.work()
        for number in range(self.number(1, 3)):
            arguments = [self.text("edge") for _ in "abc"] + [self.text("real") for _ in "xy"]
            if number and self.number(0, 1):
                arguments[self.number(0, 4)] = self.text("other")
            self.line(0, f"result_{number} = outcome({self.number(60, 100)}, {', '.join(arguments)})")
        return HEAD + "\n".join(self.lines) + "\n"


@st.composite
def programs(draw):
    """The text of a program whose variables `result_0`, `result_1`, ... are what it is about."""
    return Writer(draw).program()
