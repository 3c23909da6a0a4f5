"""A hypothesis strategy for whole programs: loops over typed variables, with branches, containers, calls and type changes.

Every program ends: loops are short, products and texts are cut when they grow, and what may raise is caught by its caller.
"""
from hypothesis import strategies as st

INTS, FLOATS = ("a", "b", "c"), ("x", "y")
EDGES = [0, 1, -1, 2, 3, 7, -13, 255, 2 ** 30 - 1, 2 ** 30, -2 ** 31, 2 ** 60, 2 ** 62, 2 ** 63 - 1, -2 ** 63, 2 ** 63, 2 ** 64 + 1, -2 ** 90]
REALS = ["0.0", "-0.0", "0.5", "1.5", "-2.25", "1e308", "5e-324", "float('inf')", "float('nan')", "2.0 ** 53", "1e16"]
NEW_TYPES = ["1.5", "True", "False", "None", "2 ** 70", "-2 ** 63", "float('nan')", "-0.0", "Odd(3)", "0"]
HEAD = '''
class Thing:
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


def cut(value):
    if isinstance(value, int) and value.bit_length() > 130:
        return value >> value.bit_length() - 60
    return value


def outcome(*arguments):
    try:
        return work(*arguments)
    except Exception as error:
        return error
'''


class Writer:
    """Writes one program from what hypothesis draws."""

    def __init__(self, draw):
        self.draw = draw
        self.lines = []
        self.loops = 0

    def pick(self, *options):
        return self.draw(st.sampled_from(options))

    def number(self, low, high):
        return self.draw(st.integers(low, high))

    def line(self, depth, text):
        self.lines.append("    " * depth + text)

    # -- expressions

    def int_value(self, depth=2):
        kind = self.number(0, 11) if depth else self.number(0, 4)
        if kind <= 2:
            return self.pick(*INTS, "i")
        if kind <= 4:
            return repr(self.pick(*EDGES)) if self.number(0, 1) else repr(self.number(-9, 9))
        if kind <= 7:
            operator = self.pick("+", "-", "*", "//", "%", "&", "|", "^")
            bound = f" % {self.pick(2 ** 61 - 1, 2 ** 64 + 13, 1000003, -97)}" if operator == "*" else ""
            return f"({self.int_value(depth - 1)} {operator} {self.int_value(depth - 1)}{bound})"
        return self.pick(
            f"({self.int_value(depth - 1)} {self.pick('<<', '>>')} ({self.int_value(0)} & 63))", f"-{self.int_value(0)}", f"~{self.int_value(0)}",
            f"abs({self.int_value(depth - 1)})", f"{self.pick('min', 'max')}({self.int_value(0)}, {self.int_value(0)})", "len(xs)", "len(s)",
            f"xs[{self.int_value(0)} % len(xs)]", f"d.get({self.int_value(0)}, 3)", "o.p", f"o.step({self.int_value(0)})",
            f"f({self.int_value(0)}, {self.int_value(0)})", f"({self.int_value(0)} if {self.condition(0)} else {self.int_value(0)})",
            f"int({self.pick(*FLOATS)})", f"({self.condition(0)})", f"sum(xs[:{self.number(-3, 5)}])", "g(i)")

    def float_value(self, depth=2):
        if not depth or self.number(0, 2) == 0:
            return self.pick(*FLOATS, *REALS)
        return self.pick(
            f"({self.float_value(depth - 1)} {self.pick('+', '-', '*', '/', '//', '%')} {self.float_value(depth - 1)})",
            f"({self.float_value(depth - 1)} {self.pick('+', '-', '*', '/')} {self.int_value(0)})", f"-{self.float_value(0)}",
            f"abs({self.float_value(0)})", f"{self.int_value(0)} / {self.pick('3', *INTS)}", f"{self.pick(*FLOATS)} ** 2",
            f"fs[{self.int_value(0)} % len(fs)]", "o.q", "o.half", f"float({self.int_value(0)})", f"f({self.float_value(0)}, {self.int_value(0)})")

    def value(self):
        return self.pick(self.int_value, self.float_value)()

    def condition(self, depth=1):
        if depth and self.number(0, 2) == 0:
            return f"{self.condition(0)} {self.pick('and', 'or')} {self.condition(0)}"
        compare = self.pick("<", "<=", "==", "!=", ">", ">=")
        return self.pick(
            f"{self.int_value(0)} {compare} {self.int_value(0)}", f"{self.float_value(0)} {compare} {self.value()}", f"i % {self.number(2, 9)} == 1",
            f"{self.pick(*INTS)}", f"not {self.pick(*INTS, *FLOATS)}", f"{self.int_value(0)} in {self.pick('xs', 'd', '(1, 2, 3)')}",
            f"{self.pick(*INTS)} is {self.pick('None', *INTS)}", f"-5 < {self.int_value(0)} <= {self.number(0, 99)}", "t", "isinstance(a, int)")

    # -- statements

    def block(self, depth, most, least=1):
        for _ in range(self.number(least, most)):
            self.statement(depth)

    def statement(self, depth):
        writers = [self.assign] * 5 + [self.containers] * 2 + [self.change_type, self.leave, self.swap]
        if depth < 5:
            writers += [self.branch] * 2 + [self.attempt]
        if depth < 5 and self.loops < 4:
            writers += [self.loop]
        self.pick(*writers)(depth)

    def assign(self, depth):
        if self.number(0, 1):
            name, operator = self.pick(*INTS), self.pick("", "+", "-", "*", "//", "%", "&", "|", "^")
            self.line(depth, f"{name} {operator}= {self.int_value()}")
            if operator == "*":
                self.line(depth, f"{name} = cut({name})")
        else:
            self.line(depth, f"{self.pick(*FLOATS)} {self.pick('', '+', '-', '*', '/')}= {self.float_value()}")

    def containers(self, depth):
        self.line(depth, self.pick(
            f"xs[{self.int_value(0)} % len(xs)] = {self.value()}", f"xs.append({self.int_value()})", "xs = xs[-8:]", "xs.pop(-len(xs) // 2)",
            f"xs[{self.number(-9, 9)}] += 1", f"fs[i % len(fs)] {self.pick('+', '*', '-')}= {self.float_value(1)}", f"d[{self.int_value(0)}] = {self.value()}",
            f"d[i % 5] = d.get(i % 5, 0) + {self.int_value(0)}", f"d.pop({self.int_value(0)}, None)", f"o.p = {self.int_value()}", f"o.q = {self.float_value()}",
            f"o.p += {self.value()}", f"s += {self.pick('str(i)', repr('ab'), 's[:3]', 's[::-1][:2]')}", f"s = f'{{i:>3}}{{{self.value()}}}'[-9:]",
            f"t = {self.condition()}", "xs, fs = fs, xs", f"xs = [k + {self.int_value(0)} for k in xs][-6:]", f"d = {{k: v for k, v in d.items() if k != {self.number(0, 5)}}}",
            "(a, *_), b = xs, b", f"o = {self.pick('Thing', 'Slotted')}({self.int_value(0)}, {self.float_value(0)})"))

    def change_type(self, depth):
        self.line(depth, f"if i == {self.number(3, 60)}:")
        self.line(depth + 1, f"{self.pick(*INTS, *FLOATS)} = {self.pick(*NEW_TYPES)}")

    def swap(self, depth):
        first, second = self.pick(*INTS), self.pick(*INTS, *FLOATS)
        self.line(depth, f"{first}, {second} = {second}, {first}")

    def branch(self, depth):
        self.line(depth, f"if {self.condition()}:")
        self.block(depth + 1, 2)
        if self.number(0, 1):
            self.line(depth, "else:")
            self.block(depth + 1, 2)

    def attempt(self, depth):
        self.line(depth, "try:")
        self.block(depth + 1, 2)
        self.line(depth, f"except {self.pick('(ZeroDivisionError, TypeError, ValueError)', 'ArithmeticError', 'Exception')} as error:")
        self.line(depth + 1, self.pick("a = 5", "s = type(error).__name__", "c = b = 1", "x = 0.25"))

    def leave(self, depth):
        self.line(depth, f"if {self.condition()} and i % {self.number(5, 40)} == 3:")
        self.line(depth + 1, self.pick("break", "continue", "pass"))

    def loop(self, depth):
        self.loops += 1
        name = f"j{self.loops}"
        self.line(depth, self.pick(
            f"for {name} in range({self.int_value(0)} % 7):", f"for {name} in range({self.number(0, 9)}, {self.number(-5, 5)}, {self.pick(1, 2, -1, -3)}):",
            f"for {name} in xs[:6]:", f"for {name}, s in enumerate('abc'):", f"for {name}, y in zip(range(5), fs):", f"for {name} in d:",
            f"for {name}, c in list(d.items())[:5]:", f"for {name} in (1, 2.5, True, 'k'):", f"for {name} in reversed(xs[-4:]):", f"for {name} in s[:5]:"))
        self.line(depth + 1, f"b = {name}" if self.number(0, 1) else f"xs[0] = {name}")
        self.block(depth + 1, 3)

    # -- the whole

    def function(self, name, parameters):
        """A small function for the loop to call."""
        self.line(0, f"def {name}({', '.join(parameters)}):")
        first, last = parameters[0], parameters[-1]
        for _ in range(self.number(0, 2)):
            self.line(1, self.pick(
                f"if {first} > {self.number(-3, 30)}:\n        return {last}", f"{first} = {first} {self.pick('+', '-', '*', '//', '%')} {self.number(1, 9)}",
                f"{last} = -{last}", f"for k in range(3):\n        {last} += k", f"if {last} is None:\n        {last} = 0"))
        self.line(1, f"return {self.pick(first, last, f'{first} + {last}', f'{first} * 3', f'{last} // 2', f'{first} % 7')}")
        self.line(0, "")

    def program(self):
        self.function("f", ("u", "v"))
        self.function("g", ("u",))
        self.line(0, "def work(n, a, b, c, x, y):")
        self.line(1, "xs, fs, d, s, t, o = [1, 2, 3], [0.5, -1.5], {0: 1, 2: 3}, 'start', True, Thing(1, 2.5)")
        if self.number(0, 3):
            self.line(1, "for i in range(n):")
        else:
            self.line(1, "i = -1")
            self.line(1, "while i < n:")
            self.line(2, "i += 1")
        self.block(2, 9, least=3)
        self.line(2, "a, b, c = cut(a), cut(b), cut(c)")
        self.line(2, "s, xs = s[-30:], xs[-30:] or [1]")
        self.line(2, "o.p = cut(o.p)")
        self.line(1, "return a, b, c, x, y, xs, fs, d, s, t, o, i")
        self.line(0, "")
        for number in range(self.number(1, 3)):
            arguments = [repr(self.pick(*EDGES)) for _ in INTS] + [self.pick(*REALS) for _ in FLOATS]
            if number and self.number(0, 1):
                arguments[self.number(0, 4)] = self.pick(*NEW_TYPES)
            self.line(0, f"result_{number} = outcome({self.number(60, 100)}, {', '.join(arguments)})")
        return HEAD + "\n\n" + "\n".join(self.lines) + "\n"


@st.composite
def programs(draw):
    """The text of a program whose variables `result_0`, `result_1`, ... are what it is about."""
    return Writer(draw).program()
