"""Arguments that *args and **named collect, that f(*args, **named) spreads, and defaults of functions made anew."""
import textwrap

import pytest

from lower.loops import loop

FUNCTIONS = """
    log = []

    class Noisy:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            log.append(self.n)

    def rest(*a):
        return a

    def named(**k):
        return k

    def both(a, b=2, *rest, c=3, **named):
        return a, b, rest, c, named

    def first(*a):
        return a[0]

    def count(*a, **k):
        return len(a) + len(k)
"""
COLLECTED = {
    "nothing": "out.append((rest(), named(), count(), both(i)))",
    "everything": "out.append(both(i, 1, 2, str(i), c=i, d=i, e=None))",
    "a name twice": """
        try:
            out.append(both(i, a=1) if i % 9 == 8 else both(i, z=1))
        except TypeError as error:
            out.append(str(error))""",
    "the name of a positional-only parameter": """
        def f(a, /, **k):
            return a, k
        out.append(f(i, a=1))""",
    "too many": """
        def f(a, **k):
            return a, k
        try:
            out.append(f(i, 1) if i % 9 == 8 else f(i, b=1))
        except TypeError as error:
            out.append(str(error))""",
    "an unknown name": """
        def f(a, *k):
            return a, k
        try:
            out.append(f(i, b=1) if i % 9 == 8 else f(i, 1))
        except TypeError as error:
            out.append(str(error))""",
    "an item of numbers alone is returned": "out.append(first(2 ** 70 + i, i)); out.append(first(i + 0.5))",
    "an item is returned": "out.append(type(first(Noisy(i), i)).__name__); out.append(len(log))",
    "objects in a tuple": "count(Noisy(i), Noisy(-i)); out.append(len(log))",
    "objects in a dict": "count(x=Noisy(i), y=[i]); out.append(len(log))",
    "a dict that is filled": """
        def f(**k):
            k["new"] = Noisy(i)
            return len(k)
        out.append((f(), len(log)))""",
    "a dict that is filled, then emptied": """
        def f(**k):
            k["new"] = i
            k.clear()
        f()""",
    "a dict that is filled at times": """
        def f(i, **k):
            if i % 9 == 8:
                k[i] = Noisy(i)
        f(i)
        out.append(len(log))""",
    "a dict that a finalizer fills": """
        class Fills:
            def __del__(self):
                self.into["late"] = Noisy(i)
                del self.into
        def f(a, **k):
            a.into = k
        f(Fills())
        out.append(len(log))""",
    "a dict that is kept, and filled later": """
        def f(**k):
            return k
        def g(i):
            d = f()
            d["x"] = Noisy(i)
        g(i)
        out.append(len(log))""",
    "a dict by another name": """
        def f(**k):
            j = k
            k = {"x": Noisy(i)}
            return len(j)
        f()
        out.append(len(log))""",
    "what is collected is deleted": """
        def f(*a, **k):
            del k
            n = len(a)
            del a
            return n
        out.append(f(i, Noisy(i), x=1))""",
    "in cells": """
        def f(*a, **k):
            return lambda: (a, k)
        out.append(f(i, str(i), x=i)())""",
    "of changing types": "out.append(both(*[(i,), (i, 'x'), (i, 2.5, None)][i % 3]) + both(i if i % 5 else str(i), y=i if i % 7 else i / 2))",
    "behind a branch that changes": """
        def f(*a, **k):
            if a[0] % 7 == 3:
                return sorted(k)
            return a
        out.append(f(i, str(i), z=i, y=2))""",
    "an error": """
        def f(*a, **k):
            return 10 // (a[0] - 77) + k["x"]
        try:
            out.append(f(i, x=i) if i != 99 else f(i))
        except (ZeroDivisionError, KeyError) as error:
            out.append((str(error), error.__traceback__.tb_next.tb_lineno))""",
    "by a method, a property and a subscript": """
        class Any:
            n = i
            def m(*a, **k):
                return len(a), k
            @property
            def p(*a):
                return a[0].n
            def __getitem__(*a):
                return a[1]
            def __setattr__(*a):
                out.append(a[1:])
        thing = Any()
        out.append((thing.m(i, q=1), thing.p, thing[i]))
        thing.x = i""",
    "by calls in calls": """
        def inner(*a, **k):
            return len(a) + len(k) + a[0]
        def middle(*a, **k):
            return inner(*a, **k) + inner(i, *a)
        out.append(middle(i, 2) + middle(3))""",
}
SPREAD = {
    "tuples": "out.append(both(*(i, i + 1)) + both(*(i,)) + both(*(i, 1, 2, 3)))",
    "a tuple of changing length": "t = (i,) * (i % 4 + 1); out.append(both(*t))",
    "other iterables": "out.append(both(*[[i, 2], (i, 2), {i: 1}, 'ab'][i % 4]))",
    "a tuple that dies": "out.append((both(*(Noisy(i), i))[1], len(log)))",
    "a tuple whose object is given back": "out.append((first(*(Noisy(i), i)).n, len(log)))",
    "a tuple of bigger numbers": "out.append(first(*(i * 2 ** 70, i)))",
    "an empty dict": "d = {}; out.append(both(*(i, 2), **d))",
    "a dict that is not always empty": "d = {} if i % 5 else {'c': i}; out.append(both(*(i, 2), **d))",
    "dicts": "d = {'c': i, 'x': Noisy(i)}; out.append(both(i, **d, y=1)[3]); del d; out.append(len(log))",
    "dicts with a name twice": """
        d = {"c": i} if i % 9 == 8 else {"d": i}
        try:
            out.append(both(i, **d, **{"c": 2}))
        except TypeError as error:
            out.append(str(error))""",
    "dicts with keys of other types": """
        class Key(str):
            def __eq__(self, other):
                log.append("eq")
                return str.__eq__(self, other)
            __hash__ = str.__hash__
        d = {Key("c") if i % 9 == 8 else "c": i}
        try:
            out.append(named(x=1, **d, **{1: 2}) if i % 11 == 10 else named(x=1, **d))
        except TypeError as error:
            out.append(str(error))
        out.append(len(log))""",
    "instance dicts": """
        thing = Plain(i)
        out.append(named(**vars(thing)))
        out.append(named(z=1, **thing.__dict__))""",
    "too many": """
        def f(a, b):
            return a + b
        try:
            out.append(f(*(i, 1, 2)) if i % 9 == 8 else f(*(i, 1)))
        except TypeError as error:
            out.append(str(error))""",
    "an error": """
        def f(a, b):
            return a // (b - 77)
        try:
            out.append(f(*(i, i)))
        except ZeroDivisionError as error:
            out.append((str(error), error.__traceback__.tb_next.tb_lineno))""",
    "a function that changes": """
        if i == 60:
            def first(*a):
                return a[-1]
        out.append(first(*(i, 2)))""",
    "classes and methods": "out.append((Plain(*(i,)).x, Plain(*(i,)).get(*()), max(*(i, 50))))",
    "what the callee changes in a list": """
        def f(a, b):
            seq[0] = b
            return a.n
        seq = [Noisy(i)]
        out.append((f(*(seq[0], i)), len(log)))""",
}
MADE = {
    "names": "def f(a, *, b=i, c='x', **k): return a, b, c, k\nout.append(f(i) + f(i, c=1) + f(1, b=2, d=3))",
    "positions and names": "def f(a, b=[i], /, *r, c=2.5): return a, b, r, c\nout.append(f(i) + f(i, 2, 3) + f(i, c=i))",
    "names of changing number": """
        if i % 7 == 6:
            def f(a, *, b=i, c=2): return a, b, c
        else:
            def f(a, *, c=3, b=i): return a, b, c
        out.append(f(i))""",
    "names that are taken away": """
        def f(a, *, b=i, c=2): return a, b, c
        if i % 9 == 8:
            del f.__kwdefaults__["b"]
        if i % 9 == 7:
            f.__kwdefaults__ = None
        if i % 9 == 6:
            f.__kwdefaults__ = {"c": 1, "b": Noisy(i)}
        try:
            out.append(f(i)[::2])
        except TypeError as error:
            out.append(str(error))
        del f
        out.append(len(log))""",
    "names in a dict of another kind": """
        def f(a, *, x=1, y=2): return a, x, y
        if i % 9 == 8:
            f.__kwdefaults__ = {1: 2, "x": i, "y": 3}
        if i % 9 == 7:
            f.__kwdefaults__ = vars(Plain(i))
        out.append(f(i))""",
}


@pytest.mark.parametrize("body", COLLECTED.values(), ids=COLLECTED)
def test_collected_arguments(both, body):
    loop(both, FUNCTIONS, body, "out.append(log)")


@pytest.mark.parametrize("body", SPREAD.values(), ids=SPREAD)
def test_arguments_that_are_spread(both, body):
    loop(both, FUNCTIONS, body, "out.append(log)")


@pytest.mark.parametrize("body", MADE.values(), ids=MADE)
def test_defaults_of_functions_made_anew(both, body):
    loop(both, FUNCTIONS, body, "out.append(log)")


def test_the_recursion_limit_is_met_by_a_call_that_collects(both):
    both(textwrap.dedent("""
        import sys, gc
        def leaf(*a, **k):
            return len(a) + len(k)
        def loop():
            r = 0
            for i in range(20):
                x = [i]
                r += leaf(x, x, z=x)
            return r
        def down(n):
            return loop() if n == 0 else down(n - 1)
        def depth():
            for n in range(400):
                try:
                    down(n)
                except RecursionError:
                    return n
        loop()
        sys.setrecursionlimit(180)
        result = depth(), depth(), gc.collect() >= 0
    """))


def test_calls_that_collect_and_spread_are_followed(both):
    stats = both("""
        def f(a, b=2, *rest, c=3, **named):
            return a + b + c + len(rest) + len(named)
        def g(*args, **named):
            return f(*args, **named)
        def run():
            s = 0
            for i in range(200):
                s += f(i) + f(i, 1) + f(i, c=i) + f(i, 1, 2, 3, d=4) + g(i) + g(*(1, i))
            return s
        result = run()
    """)
    assert stats["traces"] == 1 and not stats["bridges"]
