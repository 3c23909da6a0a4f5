"""Builtin functions, classes and methods, called over many values: each program does the same stock and jitted."""
import math
import textwrap

import pytest

PROGRAM = """
import math
from math import *
values = {values}
def run(values):
    out = []
    for x in values:
        try:
            r = {expression}
        except Exception as error:
            r = type(error).__name__, str(error), error.__traceback__.tb_lineno
        out.append((type(r).__name__, repr(r)))
    return out
result = [run(values[k:] + values[:k]) for k in range(len(values))]
steady = [run([x] * 8) for x in values]
"""

INTS = "[0, 1, -1, 7, -8, 255, 2**31, -2**31, 2**53 + 1, 2**62, -2**62, 2**63 - 1, -2**63, 2**63, 10**30, True, False]"
FLOATS = ("[0.0, -0.0, 1.0, -1.5, 0.5, 2.5, 1e-300, 5e-324, 1e308, -1e308, 700.0, 709.9, 1e16, 4.6e18, -4.7e18, 1e19, "
          "math.inf, -math.inf, math.nan, 3.7, -3.7]")
NUMBERS = "[%s, %s]" % (INTS[1:-1], FLOATS[1:-1])
STRINGS = "['', 'a', 'ab', 'A b', '12', ' 1.5 ', '-7', 'é', '日本', 'x' * 300, '1_0', 'nan', '0x10', 'ß']"
THINGS = "[1, 'a', 1.5, None, [1], (1, 2), {1: 2}, {3}, b'x', True, 2**70, 1j, range(3), int, len, frozenset([1]), bytearray(b'ab')]"

EXPRESSIONS = {
    **{"%s of numbers" % name: (NUMBERS, "%s(x)" % name) for name in (
        "abs", "int", "float", "bool", "str", "round", "repr", "hex", "chr", "math.floor", "math.ceil", "math.trunc")},
    **{"math.%s" % name: (NUMBERS, "%s(x)" % name) for name in """
        sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 expm1 log log2 log10 log1p cbrt erf erfc sqrt fabs
        degrees radians isnan isinf isfinite gamma lgamma""".split()},
    **{"math.%s of two" % name: (NUMBERS, "%s(x, %s)" % (name, other)) for name, other in (
        ("atan2", "1.5"), ("atan2", "x"), ("fmod", "2.5"), ("fmod", "x"), ("copysign", "-0.0"), ("pow", "2"), ("pow", "0.5"),
        ("pow", "x"), ("hypot", "3"), ("log", "2"), ("ldexp", "2"))},
    "pow of x and x": (NUMBERS, "math.pow(2, x)"),
    "hash of numbers": (NUMBERS, "x != x or hash(x)"),
    **{"%s of strings" % name: (STRINGS, "%s(x)" % name) for name in ("int", "float", "len", "ord", "bool", "str", "repr", "hash")},
    "int with a base": (STRINGS, "int(x, 16)"),
    **{"%s of things" % name: (THINGS, "%s(x)" % name) for name in ("len", "bool", "type", "callable", "repr", "list", "tuple", "str")},
    "type with three arguments": (THINGS, "type('T', (), {'v': x}).__name__"),
    **{"isinstance of %s" % c: (THINGS, "isinstance(x, %s)" % c) for c in (
        "int", "str", "(int, str)", "(list, (tuple, dict))", "object", "type", "int | str", "5")},
    **{"issubclass of %s" % c: (THINGS, "issubclass(type(x), %s)" % c) for c in ("int", "(int, str)", "object", "5")},
    **{"%s of two" % name: (NUMBERS, "%s(x, %s)" % (name, other)) for name in ("min", "max") for other in (
        "3", "-2.5", "0.0", "x", "math.nan")},
    **{"%s of more" % name: (NUMBERS, "%s(1, x, 2)" % name) for name in ("min", "max")},
    **{"%s of floats" % name: (FLOATS, "%s(0.0, x, -0.0), %s(x, 0.0), %s(math.nan, x)" % (name, name, name))
       for name in ("min", "max")},
    "min and max in other forms": (INTS, "min([x, 3]), max(x, 3, key=abs), min((), default=x), max(*[x, 1])"),
    "divmod": (NUMBERS, "divmod(x, 7), divmod(x, -2.5) if x == x and abs(x) < 1e9 else 0"),
    "divmod by zero": (INTS, "divmod(5, x)"),
    "round to digits": (FLOATS, "round(x, 1)"),
    "round with a keyword": (FLOATS, "round(x, ndigits=2)"),
    "sum any all sorted": (INTS, "sum([x, 1]), any([0, x]), all((x, 1)), sorted([3, x, -1]), sum((x, 0.5), 2)"),
    **{"%s of things" % name: (THINGS, "[*%s(x)]" % name) for name in ("enumerate", "zip", "reversed", "iter", "set", "frozenset", "dict")},
    "enumerate from a number": (THINGS, "[*enumerate(x, 5)], [*enumerate('ab', x)]"),
    "zip of several": (THINGS, "[*zip(x, 'ab', x)], [*zip(x, x)], [*zip()]"),
    "map and filter": (THINGS, "[*map(str, x)], [*filter(None, x)], [*map(x, 'ab')]"),
    "iterators of iterators": (THINGS, "[*enumerate(iter(x))], [*zip(reversed([x, 1]), map(type, (x, x)))], [*iter(iter(x))]"),
    "containers of views": (THINGS, "list({x: 1}), tuple({1: x}.values()), list({1: x}.items()), list(), tuple(), dict(), set()"),
    "id and is": (INTS, "id(x) == id(x), x is x"),
    "ranges": (INTS, "[list(range(x, x + 3)), list(range(x, x - 5, -2)), range(x), len(range(0, 9, x or 1))][:3]"),
    "a for over a range": (INTS, "[i for i in range(x, x + 4)] + [i for i in range(x + 4, x, -3)]"),
    "ranges with a step of zero": (INTS, "[i for i in range(0, 3, 0 if x == 7 else 1)]"),
    "enumerate zip map": (INTS, "list(enumerate([x], x)), list(zip([x], 'a')), list(map(str, [x])), list(reversed([x, 1]))"),
    "print": (INTS, "print(x, end=',') or print(x, x, sep='-')"),
    "str methods": (STRINGS, """(x.upper(), x.strip(), x.split(), x.startswith('a'), x.startswith(('A', '1')), x.find('b'),
                    x.isdigit(), x.isalpha(), x.join(['p', 'q']), x.join(('r',)), x.replace('a', 'zz'), x.partition(' '),
                    x.encode(), x.center(5, '*'), x.zfill(4), x.count('x'), x.title(), x.casefold())"""),
    "str methods that fail": (STRINGS, "x.index('b')"),
    "str.join of others": (STRINGS, "'-'.join(x) + '-'.join(c for c in x) + ('' if x else ''.join([x, 1]))"),
    "str methods with wrong arguments": (THINGS, "'abc'.find(x)"),
    "a method of a changing type": (THINGS, "x.count(1)"),
    "bytes methods": ("[b'', b'a', b'AB c', b'12']", "(x.upper(), x.split(), x.find(b'a'), x.isdigit(), x.hex(), x.startswith(b'A'))"),
    "int methods": (INTS, "(x.bit_length(), x.bit_count(), x.to_bytes(16, 'big', signed=True), x.conjugate(), x.__add__(1))"),
    "float methods": (FLOATS, "(x.is_integer(), x.hex())"),
    "dict methods": (THINGS, "({1: 'i', 'a': 's'}.get(x if x.__hash__ else 0, 'none'), {1: 1}.setdefault(1, x), list({1: x}.items()))"),
    "set methods": (INTS, "(s := {1, 2}).add(x) or s.discard(1) or sorted(s)"),
    "unhashable keys": (THINGS, "{}.get(x, 1), set().add(x)"),
    "methods by name": (INTS, "list.append(v := [], x) or str.upper('a') or v, list.__len__(v)"),
    "a method of the wrong type": (THINGS, "str.upper(x)"),
    "functions of too many arguments": (THINGS, "len(x, x)"),
    "functions of too few arguments": (THINGS, "[].append()"),
    "keywords that are not taken": (THINGS, "len(obj=x)"),
}


@pytest.mark.parametrize("values, expression", EXPRESSIONS.values(), ids=EXPRESSIONS)
def test_a_builtin_gives_the_same(both, values, expression):
    both(PROGRAM.format(values=values, expression=" ".join(expression.split())))


LISTS = {
    "append through a local": """
        def run():
            out = []
            append = out.append
            for i in range(300):
                append(i)
                append(str(i))
            return out
        result = run()""",
    "append grows from nothing": """
        import sys
        def run():
            sizes = []
            for i in range(60):
                seq = []
                for k in range(i):
                    seq.append(k * 0.5)
                sizes.append((len(seq), sys.getsizeof(seq), sum(seq)))
            return sizes
        result = run()""",
    "append of a list to itself": """
        def run():
            seq = []
            for i in range(50):
                seq.append(seq)
            return len(seq), seq[-1] is seq
        result = run()""",
    "pop from the end": """
        import sys
        def run():
            r = []
            for i in range(20):
                seq = [k for k in range(i * 3)]
                while seq:
                    r.append(seq.pop())
                    r.append(sys.getsizeof(seq))
            return r
        result = run()""",
    "pop from anywhere": """
        def run():
            seq, r = list(range(200)), []
            for i in range(150):
                r.append(seq.pop(0) if i % 3 else seq.pop(-1) if i % 2 else seq.pop(len(seq) // 2))
            return r, seq
        result = run()""",
    "pop from an empty list": """
        def run():
            seq, r = [1] * 50, 0
            for i in range(100):
                r += seq.pop()
            return r
        run()""",
    "a stack of objects": """
        class C:
            def __del__(self):
                log.append("gone")
        log = []
        def run():
            stack = []
            for i in range(120):
                stack.append(C())
                if i % 3 == 2:
                    log.append(type(stack.pop()).__name__)
                    stack.pop()
            return len(stack)
        result = run()""",
    "what was popped is still on the stack": """
        def run():
            r = []
            for i in range(100):
                seq = ["a" + str(i), "b" + str(i), "c", "d"]
                r.append(seq[1] + seq.pop(1) + seq[-1] + seq.pop())
            return r
        result = run()""",
    "sizes that change under a loop": """
        def run():
            seq, other, r = [1, 2, 3], [], 0
            for i in range(100):
                r += len(seq)
                if i % 10 == 9:
                    seq.insert(0, i)
                if i % 14 == 13:
                    seq.reverse()
                if i % 25 == 24:
                    seq.extend((1, 2))
                    other.extend(seq)
                r += len(seq) + seq[0] + seq[-1] + len(other)
                if i == 70:
                    seq.clear()
                    seq.append(5)
            return r, seq, other
        result = run()""",
    "a subclass of list": """
        class L(list):
            def append(self, x):
                super().append(-x)
        def run():
            a, b = L(), []
            for i in range(60):
                for seq in (a, b):
                    seq.append(i)
                    list.append(seq, i)
            return a, b, len(a)
        result = run()""",
    "methods that are looked up once": """
        def run():
            s, d, t = set(), {}, "some text"
            add, get, find, upper = s.add, d.get, t.find, str.upper
            r = []
            for i in range(80):
                add(i % 7)
                d[i % 5] = i
                r.append((get(i, "no"), find("t"), upper("x" * (i % 3))))
            return sorted(s), d, r
        result = run()""",
    "a builtin that is replaced": """
        def run():
            global len
            r = []
            for i in range(60):
                if i == 30:
                    len = lambda x: -1
                if i == 45:
                    del len
                r.append(len("abc"))
            return r
        result = run()""",
    "isinstance over a hierarchy": """
        class A: pass
        class B(A): pass
        class C(B): pass
        class Meta(type):
            def __instancecheck__(cls, x):
                return x == 1
        class M(metaclass=Meta): pass
        class Liar:
            @property
            def __class__(self):
                return int
        def run():
            r, things = [], [A(), B(), C(), 1, "x", Liar(), A, None]
            for i in range(160):
                x = things[i % 8] if i < 120 else things[i % 3]
                if i == 150:
                    C.__bases__ = (A,)
                r.append((isinstance(x, A), isinstance(x, B), isinstance(x, (C, int)), isinstance(x, M), isinstance(x, type)))
            return r
        result = run()""",
    "min and max choose the first of equals": """
        def run():
            r = []
            for i in range(60):
                a, b = [i % 3], [i % 3]
                r.append((max(a, b) is a, min(a, b) is a, max(a, b, [9])))
                x, y = (-0.0, 0.0) if i % 2 else (0.0, -0.0)
                r.append((str(max(x, y)), str(min(x, y)), max(1, True), max(1.0, 1), min(i, 5.5)))
            return r
        result = run()""",
    "a function that gives up in the middle": """
        def run():
            r, x = [], 10.0
            for i in range(100):
                try:
                    r.append(__import__("math").sqrt(x))
                    r.append(__import__("math").log(x))
                except ValueError as error:
                    r.append(str(error))
                x -= 0.5 if i < 60 else -1.0
            return r
        result = run()""",
}


@pytest.mark.parametrize("source", LISTS.values(), ids=LISTS)
def test_builtins_in_programs(both, source):
    both(textwrap.dedent(source))


def test_math_is_compiled_without_boxes(both):
    stats = both("""
        import math
        def run():
            s = 0.0
            for i in range(200):
                s = math.sin(i) * math.sqrt(i) + abs(math.floor(s)) * 0.5 + max(s, 1.0) + len("abc")
            return s
        result = run()
    """)
    assert stats["traces"] == 1 and math.isfinite(stats["record_seconds"])
