"""Calls of Python functions that a trace goes into: each program does the same stock and jitted."""
import textwrap

import pytest

from lower.loops import goes_into_calls, loop

ARGUMENTS = """
    def plain(a, b):
        return a - b

    def defaults(a, b=2, *, c=3, d=(4,)):
        return a, b, c, d

    def positional_only(a, b=1, /, c=2, *, d):
        return a + b * c - d
"""
FOLLOWED = {
    "by position": "r += plain(i, 2) + plain(1, i)",
    "by name": "r += plain(b=i, a=1) + plain(i, b=3) + positional_only(i, c=i, d=1)",
    "defaults": "r += sum(defaults(i)[:3]) + sum(defaults(i, 5, c=i)[:3]) + len(defaults(i, d=(i, i))[3])",
    "a default that changes": """
        if i == 60:
            defaults.__defaults__ = (7,)
        r += defaults(i)[1]""",
    "a keyword default that changes": """
        if i == 60:
            defaults.__kwdefaults__["c"] = 7
        if i == 80:
            defaults.__kwdefaults__ = {"c": 8, "d": 9}
        r += defaults(i)[2]""",
    "a code that changes": """
        if i == 60:
            plain.__code__ = (lambda a, b: a * b).__code__
        r += plain(i, 3)""",
    "a function that is replaced": """
        if i == 60:
            plain = lambda a, b: a + b
        r += plain(i, 3)""",
    "too few arguments": """
        try:
            r += plain(i) if i % 7 == 6 else plain(i, 1)
        except TypeError as error:
            r += len(str(error))""",
    "an unknown name": """
        try:
            r += plain(i, e=1) if i % 7 == 6 else plain(i, b=1)
        except TypeError as error:
            r += len(str(error))""",
    "a name twice": """
        try:
            r += plain(i, a=1) if i % 7 == 6 else plain(i, b=1)
        except TypeError as error:
            r += len(str(error))""",
    "a positional name": """
        try:
            r += positional_only(i, b=1, d=2) if i % 7 == 6 else positional_only(i, d=2)
        except TypeError as error:
            r += len(str(error))""",
}


RUN = """
def run():
    global plain
    r = 0
    for i in range(120):
%s
    return r
result = [run(), run()]
"""


@pytest.mark.parametrize("body", FOLLOWED.values(), ids=FOLLOWED)
def test_arguments_find_their_parameters(both, body):
    both(textwrap.dedent(ARGUMENTS) + RUN % textwrap.indent(textwrap.dedent(body).strip(), " " * 8))


INSIDE = {
    "an error in the callee": """
        def half(x):
            return 10 // (x - 77)
        def run():
            r = 0
            for i in range(100):
                r += half(i)
            return r
        run()""",
    "an error two calls deep": """
        def item(d, k):
            return d[k]
        def outer(d, k):
            v = item(d, k)
            return v + 1
        def run():
            d = {i: i for i in range(60)}
            r = 0
            for i in range(100):
                r += outer(d, i)
            return r
        run()""",
    "an error caught in the caller": """
        def item(seq, k):
            return seq[k]
        def run():
            r, seq = [], list(range(50))
            for i in range(200):
                try:
                    r.append(item(seq, i % 60))
                except IndexError as error:
                    r.append((str(error), error.__traceback__.tb_next.tb_lineno))
            return r
        result = run()""",
    "an error caught in the callee": """
        def item(seq, k):
            try:
                return seq[k]
            except IndexError:
                return -k
        def run():
            seq, r = list(range(50)), 0
            for i in range(200):
                r += item(seq, i % 60)
            return r
        result = run()""",
    "a branch in the callee that turns": """
        def pick(x):
            if x % 3 == 0:
                y = x * 2
            elif x % 3 == 1:
                y = x - 1
            else:
                y = 0.5
            return y + x
        def run():
            r = 0
            for i in range(300):
                r += pick(i)
            return r
        result = run()""",
    "types in the callee that change": """
        def add(a, b):
            c = a + b
            return c
        def run():
            r = []
            for i in range(200):
                r.append(add(i, 1) if i % 50 < 40 else add(str(i), "x") if i % 2 else add(i, 0.5))
            return r
        result = run()""",
    "a callee that grows big ints": """
        def step(x):
            return x * 3 + 1
        def run():
            x = 1
            for i in range(200):
                x = step(x)
            return x
        result = run()""",
    "calls in calls": """
        def a(x):
            return b(x) + b(x + 1)
        def b(x):
            return c(x) * 2
        def c(x):
            return x - 1 if x % 5 else x
        def run():
            r = 0
            for i in range(200):
                r += a(i)
            return r
        result = run()""",
    "recursion that bottoms out": """
        def down(n):
            return 0 if n == 0 else n + down(n - 1)
        def run():
            r = 0
            for i in range(200):
                r += down(i % 4) + down(i % 30)
            return r
        result = run()""",
    "mutual recursion to the limit": """
        import sys
        def even(n):
            return True if n == 0 else odd(n - 1)
        def odd(n):
            return False if n == 0 else even(n - 1)
        def run(n):
            r = 0
            for i in range(50):
                r += even(i % n)
            return r
        result = [run(4), run(20)]
        sys.setrecursionlimit(200)
        try:
            run(1000), even(1000)
        except RecursionError as error:
            result.append(str(error))""",
    "the recursion limit is met by a call that is followed": """
        import sys
        def leaf(x):
            return x + 1
        def mid(x):
            return leaf(x) * 2
        def loop():
            r = 0
            for i in range(20):
                r += mid(i)
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
        result = depth(), depth()""",
    "a frame that is asked for": """
        import sys
        def who(i):
            return (sys._getframe().f_lineno, sys._getframe(1).f_code.co_name, sorted(sys._getframe(1).f_locals)) if i > 90 else None
        def middle(i):
            x = i + 1
            return who(i)
        def run():
            r = []
            for i in range(100):
                r.append(middle(i))
            return r
        result = run()""",
    "parameters that are overwritten": """
        def swap(a, b):
            a, b = b, a
            a = [a]
            b = a
            return b
        def run():
            r = []
            for i in range(100):
                r = swap(r, str(i))
                r = r[0]
            return r
        result = run()""",
    "a parameter that is deleted": """
        def drop(a, b):
            c = a
            del a
            if b % 9 == 8:
                a = c
            return a if b % 9 == 8 else c
        def run():
            r = []
            for i in range(100):
                r.append(drop([i], i))
            return r
        result = run()""",
    "an unbound local of the callee": """
        def maybe(x):
            if x < 70:
                y = x
            return y
        def run():
            r = 0
            for i in range(100):
                r += maybe(i)
            return r
        run()""",
    "the callee's argument is replaced in the caller's list": """
        class C: pass
        def put(seq, x, i):
            seq[0] = i
            return x
        def run():
            r = []
            for i in range(100):
                seq = [C()]
                x = put(seq, seq[0], i)
                r.append(type(x).__name__)
            return r
        result = run()""",
    "objects die when a call ends": """
        log = []
        class Noisy:
            def __init__(self, n):
                self.n = n
            def __del__(self):
                log.append(self.n)
        def use(a, b):
            c = a
            return b.n
        def run():
            for i in range(60):
                log.append(use(Noisy(i), Noisy(-i)))
        run()""",
    "None is returned": """
        def nothing(seq, x):
            if x % 2:
                return
            seq.append(x)
        def run():
            seq = []
            for i in range(100):
                assert nothing(seq, i) is None
            return seq
        result = run()""",
    "what is returned is what was given": """
        def same(x, y=None):
            z = x
            return z
        def run():
            r, o = 0, object()
            for i in range(100):
                seq = [i]
                r += same(seq) is seq and same(o) is o and same(y=o, x=seq) is seq
            return r
        result = run()""",
    "a method and a bound method": """
        class Counter:
            step = 2
            def __init__(self):
                self.n = 0
            def add(self, k=1):
                self.n += k * self.step
                return self
        def run():
            c, d = Counter(), Counter()
            add = d.add
            for i in range(100):
                c.add().add(i)
                add(k=i)
            return c.n, d.n
        result = run()""",
    "methods of several classes": """
        class A:
            def f(self, x): return x + 1
        class B(A):
            def f(self, x): return super().f(x) * 2
        class C(A):
            f = staticmethod(lambda x: x - 1)
        class D(A):
            @classmethod
            def f(cls, x): return (cls.__name__, x)
        def run():
            r = []
            for i in range(120):
                for o in (A(), B(), C(), D()):
                    r.append(o.f(i))
            return r
        result = run()""",
    "a class that changes its method": """
        class A:
            def f(self): return 1
        def run():
            a, r = A(), []
            for i in range(100):
                if i == 50:
                    A.f = lambda self: 2
                if i == 75:
                    a.f = lambda: 3
                r.append(a.f())
            return r
        result = run()""",
    "collected arguments": """
        def f(*rest, **named):
            return rest, named
        def g(a, *rest, b=1, **named):
            named["new"] = a
            return len(rest), sorted(named), b
        def h(a, /, **named):
            return a, named.get("a"), len(named)
        def run():
            r = []
            for i in range(80):
                r.append(f() + f(i) + f(i, str(i), k=i) + f(**{"x": i}))
                r.append(g(i) + g(i, 1, 2, b=i) + g(i, c=i, d=2))
                r.append(h(i, a=i, b=2))
            return r
        result = run()""",
    "collected arguments die in time": """
        log = []
        class Noisy:
            def __init__(self, n):
                self.n = n
            def __del__(self):
                log.append(self.n)
        def rest(*a):
            log.append(len(a))
            return None
        def named(**k):
            log.append(len(k))
            k["more"] = Noisy(-1)
        def kept(*a, **k):
            return a, k
        def run():
            for i in range(60):
                rest(Noisy(i), i)
                named(x=Noisy(i))
                named()
                both = kept(Noisy(i), y=Noisy(100 + i))
                log.append("then")
            del both
        run()""",
    "a decorator": """
        def decorate(f):
            calls = 0
            def wrapper(*a, **k):
                nonlocal calls
                calls += 1
                return f(*a, **k)
            wrapper.calls = lambda: calls
            return wrapper
        @decorate
        def add(a, b=2):
            return a + b
        @decorate
        def fail(x):
            return 100 // (x - 70)
        def run():
            r = 0
            for i in range(100):
                r += add(i) + add(i, 3) + add(i, b=1) + add(a=i)
                try:
                    r += fail(i)
                except ZeroDivisionError as error:
                    r += error.__traceback__.tb_next.tb_next.tb_lineno
            return r, add.calls()
        result = run()""",
    "a decorator whose arguments do not fit": """
        def wrapper(*a, **k):
            return f(*a, **k)
        def f(x, y=1):
            return x + y
        def run():
            r = []
            for i in range(60):
                try:
                    r.append(wrapper(*range(i % 4)))
                    r.append(wrapper(i, y=2) if i % 2 else wrapper(i, z=2))
                except TypeError as error:
                    r.append(str(error))
            return r
        result = run()""",
    "keyword defaults of functions made in the loop": """
        def run():
            r = []
            for i in range(60):
                def f(a, *, b=i, c="c"):
                    return a, b, c
                r.append(f(1) + f(2, b=0) + f(3, c=i))
            return r
        result = run()""",
    "a frame of collected arguments that is left": """
        def f(a, *rest, **named):
            if a > 80:
                return locals()
            return a + len(rest) + len(named)
        def run():
            r = []
            for i in range(100):
                r.append(f(i, i + 1, "x", k=i))
            return r
        result = run()""",
    "generators and coroutines are called as a whole": """
        def gen(n):
            yield n
            yield n + 1
        async def coro(n):
            return n
        def run():
            r = 0
            for i in range(60):
                r += sum(gen(i))
                c = coro(i)
                try:
                    c.send(None)
                except StopIteration as stop:
                    r += stop.value
            return r
        result = run()""",
    "the loop's function calls itself": """
        def walk(depth):
            r = 1
            for i in range(3):
                if depth:
                    r += walk(depth - 1)
            return r
        result = [walk(5), walk(3)]""",
    "a function that is made in the loop": """
        def run():
            r = []
            for i in range(80):
                def f(x, k=i, *, m=2):
                    return x * k + m + i
                r.append(f(i))
                r.append((lambda y: y + i)(i))
            return r, f.__name__, f.__defaults__, f.__kwdefaults__, f(1)
        result = run()[:2]""",
    "annotations of a function made in the loop": """
        def run():
            r = []
            for i in range(50):
                def f(x: int, y: "s" = 1) -> str:
                    "doc"
                    return x
                r.append((f(i), sorted(f.__annotations__), f.__doc__, f.__module__, f.__qualname__))
            return r
        result = run()""",
    "a class that is made in the loop": """
        def run():
            r = []
            for i in range(40):
                class C:
                    x = i
                    def f(self):
                        return self.x
                r.append(C().f())
            return r
        result = run()""",
}


@pytest.mark.parametrize("source", INSIDE.values(), ids=INSIDE)
def test_a_call_goes_on_inside_the_function(both, source):
    both(source)


def test_calls_are_followed(both):
    stats = both("""
        class V:
            def __init__(self):
                self.x = 0.0
            def add(self, d):
                self.x += d
            def twice(self):
                return get(self) * 2
        def get(v):
            return v.x
        def run(v):
            s = 0.0
            for i in range(200):
                v.add(0.5)
                s += v.twice()
            return s
        result = run(V())
    """)
    assert goes_into_calls(stats)


BORROWED_OUTSIDE = {
    "a function": ("return (items[0], note(thing, i))[1]", "r += middle(items, thing, i)"),
    "a method": ("return (items[0], thing.note(i))[1]", "r += middle(items, thing, i)"),
    "a property's setter": ("thing.noted, kept = i, items[0]\n    return (items[0], thing.note(i))[1]", "r += middle(items, thing, i)"),
    "an initialiser": ("return (items[0], Noting(thing, i).result)[1]", "r += middle(items, thing, i)"),
    "several calls deep": ("return (items[1], inner(items, thing, i))[1]", "r += (items[2], middle(items, thing, i))[1]"),
}


@pytest.mark.parametrize("body, loop", BORROWED_OUTSIDE.values(), ids=BORROWED_OUTSIDE)
def test_a_bridge_out_of_a_call_knows_what_the_frames_around_it_borrow(both, body, loop):
    stats = both(f"""
class Thing:
    def __init__(self):
        self.last = first

    def note(self, i):
        if i % 3:
            self.last = second if self.last is first else first
        return 1

    noted = property(None, note)


class Noting:
    def __init__(self, thing, i):
        if i % 3:
            thing.last = second if thing.last is first else first
        self.result = i


def note(thing, i):
    if i % 3:
        thing.last = second if thing.last is first else first
    return 1


def inner(items, thing, i):
    return (items[0], note(thing, i))[1]


def middle(items, thing, i):
    {body}


def run():
    items, thing, r = [Thing(), Thing(), Thing()], Thing(), 0
    for i in range(300):
        {loop}
    return r


first, second = [1], [2]
result = [run(), run()]
""")
    assert stats["bridges"]


OPERATORS = """
    class Vector:
        def __init__(self, x, y):
            self.x, self.y = x, y

        def __add__(self, other):
            if not isinstance(other, Vector):
                return NotImplemented
            return Vector(self.x + other.x, self.y + other.y)

        def __mul__(self, other):
            return self.x * other

        def __rmul__(self, other):
            return self * other

        def __sub__(self, other):
            return other

    v = Vector(0.5, 1.5)
"""


@pytest.mark.parametrize("body", ["v = v + v; v.x %= 7; out.append(v.x)", "out.append(v * 3 + i)", "out.append((2 * v, 0.5 * v))",
                                  "out.append(v - i)", "v += v; v.x = 1; out.append(v.y)"])
def test_an_operator_that_a_class_defines_is_followed(both, body):
    stats = loop(both, OPERATORS, body)
    assert stats["traces"] and not any("__" in reason or "as a whole" in reason for reason, _ in stats["aborts"])
