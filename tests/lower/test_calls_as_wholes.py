"""Calls that a trace does not follow, but makes: each program does the same stock and jitted."""
import pytest

WHOLE = {
    "*args and **kwargs": """
        def f(a, b=2, *rest, c=3, **named):
            return a + b + c + len(rest) + len(named)
        def run():
            r = 0
            for i in range(100):
                r += f(i) + f(i, 1) + f(i, c=i) + f(i, 1, 2, 3, d=4)
            return r
        result = run()""",
    "f(*a, **k)": """
        def f(*a, **k):
            return a, sorted(k.items())
        def g(a, b=1):
            return a, b
        def run():
            r = []
            for i in range(60):
                r.append(f(*(i, 2), **{"x": i}))
                r.append(f(*[i, 2]))
                r.append(g(*range(2)))
                r.append(g(**{"a": 1}))
                r.append(max(*[i, 30]))
            return r
        result = run()""",
    "f(*a) of what is no iterable": """
        def f(*a):
            return a
        def run():
            r = []
            for i in range(60):
                try:
                    r.append(f(*(i if i % 9 == 8 else (i,))))
                except TypeError as error:
                    r.append(str(error))
            return r
        result = run()""",
    "an iterator of arguments that raises": """
        def f(*a):
            return a
        def items(i):
            yield i
            if i % 7 == 6:
                raise KeyError(i)
        def run():
            r = []
            for i in range(60):
                try:
                    r.append(f(*items(i)))
                except KeyError as error:
                    r.append(error.__traceback__.tb_lineno)
            return r
        result = run()""",
    "an error in a call made as a whole": """
        def f(n):
            for _ in range(2):
                n -= 1
            return 100 // n
        def run():
            r = 0
            for i in range(-60, 60):
                r += f(i)
            return r
        run()""",
    "objects that can be called": """
        import functools, operator
        class Add:
            def __init__(self, k): self.k = k
            def __call__(self, x, y=0): return x + y + self.k
        def run():
            add, part, get, r = Add(3), functools.partial(pow, 2), operator.itemgetter(1), 0
            for i in range(60):
                r += add(i) + add(i, y=2) + part(i % 5) + get((1, i))
            return r
        result = run()""",
    "what cannot be called": """
        def run():
            x, r = len, 0
            for i in range(60):
                if i == 50:
                    x = 5
                r += x("abc")
            return r
        run()""",
    "instances": """
        class P:
            def __init__(self, x, y=1):
                self.x, self.y = x, y
        class Q(tuple):
            def __new__(cls, *a):
                return super().__new__(cls, a)
        class R:
            __slots__ = ("v",)
            def __init__(self, v):
                if v % 50 == 49:
                    raise ValueError(v)
                self.v = v
        def run():
            r = []
            for i in range(100):
                r.append((P(i).x, P(i, y=i).y, Q(i, 2)))
                try:
                    r.append(R(i).v)
                except ValueError as error:
                    r.append(error.args)
            return r
        result = run()""",
    "many arguments": f"""
        def f({", ".join("a%d" % i for i in range(50))}):
            return a0 + a49
        def run():
            r = 0
            for i in range(60):
                r += f({", ".join("i + %d" % i for i in range(50))})
                r += max({", ".join("i + %d" % i for i in range(38))})
            return r
        result = run()""",
    "a call that changes what the trace knows": """
        import sys
        class A: v = 1
        seq, d = [1, 2, 3], {"k": 1}
        def change(i):
            for _ in range(1):
                if i == 40: seq.append("x"); A.v = 2.5
                if i == 50: d["k"] = "y"
        def run():
            r = []
            for i in range(80):
                a, b, c = len(seq), A.v, d["k"]
                change(i)
                r.append((a, b, c, len(seq), A.v, d["k"]))
            return r
        result = run()""",
    "a call that changes the caller's locals": """
        import sys
        def change(i):
            for _ in range(1):
                if i % 20 == 19:
                    sys._getframe(1).f_locals["s"] = 1000 + i
        def run():
            s = 0
            for i in range(80):
                s += i
                change(i)
                s += 1
            return s
        result = run()""",
    "positive and tuples from lists": """
        class A:
            def __pos__(self): return "pos"
        def run():
            r, a = [], A()
            for i in range(50):
                r.append((+i, +(i / 2), +a, +True, (*[i, 1], *"ab")))
            return r
        result = run()""",
}


@pytest.mark.parametrize("source", WHOLE.values(), ids=WHOLE)
def test_a_call_is_made_as_a_whole(both, source):
    both(source)
