"""Tuples that need not be made: through calls, in locals of calls, taken apart, and wanted as objects after all."""
import pytest

from lower.loops import goes_into_calls, loop

FUNCTIONS = """
    import sys
    log = []

    class Noisy:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            log.append(self.n)

    class Grid:
        def __init__(self):
            self.cells = [0.5] * 40

        def __getitem__(self, at):
            x, y = at
            return self.cells[x + y]

        def __setitem__(self, at, value):
            (x, y), z = at, value
            self.cells[x + y] = z

    def pair(a, b):
        return a, b

    def swapped(t):
        a, b = t
        return b, a

    def first(t):
        return t[0]

    def last(t):
        return t[-1]

    def same(t):
        return t

    def named(a, b):
        t = a, b
        return t[0], t[1], t

    grid, shared = Grid(), [object(), object()]
"""
BODIES = {
    "passed and taken apart": "a, b = swapped(pair(i, str(i))); out.append((a, b))",
    "passed on and on": "out.append(same(same(swapped(swapped(pair(i, [i]))))))",
    "kept by the caller": "t = pair(i, i + 0.5); out.append(t); out.append(t is same(t))",
    "one object for all who hold it": """
        def f(a, b):
            t = a, b
            u = t
            return t is u and same(t) is t and same(same(t)) is u, (t, u)
        out.append(f(i, [i])); out.append(out[-1][1][0] is out[-1][1][1])""",
    "one object for all when the trace is left": """
        def f(a, b):
            t = a, b
            return g(t, t, a), t
        def g(t, u, a):
            if a % 11 == 7:
                log.append(t)
            return t is u, log and log[-1] is t
        out.append(f(i, [i]))""",
    "under constants": "out.append((first(pair(i, 'x')), last(pair(i, 'y')), named(i, [i])))",
    "under variables": """
        def f(t, k):
            return t[k]
        out.append(f((i, str(i)), i % 2))""",
    "sliced": """
        def f(t):
            return t[::2], t[1:], t[-1::-1], t[i % 3:2]
        out.append(f((i, 2, [i]))); out.append(pair(i, 3)[::-1])""",
    "out of bounds": """
        def f(t):
            return t[2]
        try:
            out.append(f((i, 1) if i % 9 == 8 else (i, 1, 2)))
        except IndexError as error:
            out.append((str(error), error.__traceback__.tb_next.tb_lineno))""",
    "an item outlives its tuple": """
        def f(a, b):
            t = a, b
            a = b = None
            x = t[0]
            t = None
            log.append("gone")
            return x
        out.append(f(Noisy(i), Noisy(-i)).n); log.append("then")""",
    "an item is on the stack when the tuple goes": """
        def f(t, *more):
            return g(t[0], t := 1)
        def g(x, y):
            return x.n + y
        out.append(f((Noisy(i), Noisy(-i))))""",
    "an item is returned": """
        def f(a, b):
            t = a, b
            del a, b
            return t[1]
        out.append(f(Noisy(i), Noisy(-i)).n); log.append("then")""",
    "items are unpacked and returned": """
        def f(t):
            x, y = t
            t = None
            return y
        out.append(f((Noisy(i), Noisy(-i))).n); log.append("then")""",
    "dropped": "pair(Noisy(i), Noisy(-i)); log.append('then')",
    "deleted": """
        def f(a, b):
            t = a, b
            del a, b
            log.append("before")
            del t
            log.append("after")
        f(Noisy(i), Noisy(-i))""",
    "overwritten": """
        def f(a, b):
            t = a, b
            t = b, a
            t = t[1], 5
            return t
        out.append(len(f(Noisy(i), Noisy(-i))))""",
    "reference counts": """
        pair(*shared), first(pair(*shared)), swapped(pair(*shared)), named(*shared)
        t = swapped(swapped(pair(*shared)))
        out.append((sys.getrefcount(shared[0]), sys.getrefcount(shared[1]), sys.getrefcount(t)))""",
    "questions": "out.append((len(pair(i, 1)), isinstance(pair(i, 1), tuple), isinstance(same((i, 2)), (list, int))))",
    "questions of one in a local": """
        def f(t):
            if isinstance(t, tuple) and len(t) == 2:
                return t[0]
            return t
        out.append(f((i, 1)) if i % 7 else f(i))""",
    "compared, added, formatted, hashed": """
        def f(t):
            return t == (1, 2), t + t, t * 2, "%s %s" % t, f"{t}", hash(t), {t: t}, t < (50,), bool(t), not t, 1 in t
        out.append(f((i, 2)))""",
    "methods": """
        def f(t):
            return t.index(2), t.count(2), t.__len__()
        out.append(f((i, 2)))""",
    "iterated": """
        def f(t):
            return [x for x in t]
        out.append(f((i, 2))); out.append(sum(pair(i, 1))); out.append([*pair(i, 2)])""",
    "matched": """
        def f(t):
            match t:
                case (0, x):
                    return x
                case (a, b, c):
                    return c
                case (a, *rest):
                    return rest
        out.append((f((i % 3, i)), f((i, 2, 3)), f((i,))))""",
    "assigned twice": """
        def f(a, b):
            t = x, y = a, b
            return t, x, y
        out.append(f(i, [i]))""",
    "chosen": """
        def f(a, b):
            t = (a, b) if a % 3 else (b, a)
            u = t and (a, b) or None
            return t, u
        out.append(f(i, 2.5))""",
    "in a cell": """
        def f(t):
            return lambda: t
        out.append(f((i, 1))())""",
    "in other containers": """
        def f(a, b):
            t = a, b
            return [t, t], {"t": t}, (t, (t, a)), {t}
        out.append(f(i, 2)); out.append(out[-1][0][0] is out[-1][2][0])""",
    "in attributes and globals": """
        def f(thing, t):
            thing.x = t
            return thing.x is t
        p = Plain(); out.append((f(p, (i, 2)), p.x))""",
    "a loop's own": """
        t = i, 2
        a, b = t
        u = t
        out.append((t is u, a, b, t))""",
    "swapped in place": """
        def f(a, b):
            a, b = b, a
            a, b = (b, a), (a, b)
            return b, a
        out.append(f(i, [i]))""",
    "given to a function that is not followed": """
        def f(t):
            for x in t:
                return x, t
        out.append(f((i, 2))); out.append(f(same((i, 3))))""",
    "under other operands when code runs": """
        def f(x):
            log.append(sys._getframe(1).f_lineno)
            return x,
        out.append((i, 2) + f(i)); out.append([(i, 3), f(i), (4, i)][i % 3])""",
    "under other operands of a followed call": """
        def f(x):
            return 10 // (x - 77)
        try:
            out.append(pair((i, [i]), f(i)))
        except ZeroDivisionError:
            out.append("zero")""",
    "keys": "grid[i % 3, 1] = grid[1, i % 2] + i; out.append(grid[0, i % 4])",
    "keys that are dropped": """
        class Odd:
            def __getitem__(self, key):
                return 1
            def __setitem__(self, key, value):
                log.append(key if i % 9 == 8 else value)
        odd = Odd()
        odd[Noisy(i), 1] = odd[Noisy(-i), 2], 3""",
    "keys of builtin containers": "d = {(i, 1): i}; out.append(d[i, 1]); d[i, 2] = 3; del d[i, 1]; out.append(d)",
    "called": """
        try:
            (i, 1)() if i % 9 == 8 else same((i, 1))
        except TypeError as error:
            out.append(str(error))""",
    "raised": """
        def f(t):
            raise KeyError(t)
        try:
            f((i, 1))
        except KeyError as error:
            out.append(error.args)""",
    "left in the middle": """
        def f(t, k):
            u = k, t[1]
            if k % 7 == 3:
                log.append(k)
            if k % 5 == 2:
                return u
            return t
        out.append(f((i, [i]), i)); out.append(f((Noisy(i), 1.5), i)[1])""",
    "left while numbers change their types": """
        def f(t):
            a, b = t
            return a * b, (b, a)
        out.append(f((i if i % 7 else i / 2, 2 ** 62 if i % 11 else 1)))""",
    "many at once": """
        def f(a):
            t = [(a, n) for n in range(3)]
            b, c, d, e = (a, 1), (a, 2), (a, 3), (a, 4)
            g, h, j, k = (b, 1), (b, c), (d, e), (a, a)
            return g[0], h, j[1], k, t
        out.append(f(i))""",
    "more than an exit can make": "def f(a):\n    " + "; ".join(f"t{n} = a, {n}" for n in range(50))
    + "\n    if a % 9 == 8: log.append(a)\n    return " + ", ".join(f"t{n}" for n in range(50)) + "\nout.append(f(i))",
    "a long one": """
        def f(a):
            t = (a, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17)
            return t[0], t[-1], t
        out.append(f(i))""",
    "collected arguments": """
        def f(*a):
            x, *y = a
            return a[0], a[-1], len(a), a is same(a), y
        def g(*a):
            a, b = a
            return f(*(b, a)), f(a, b, *(b,))
        out.append((f(i, str(i)), g(i, [i])))""",
    "collected arguments die": """
        def f(*a):
            return a[0].n
        def g(*a):
            return f(*a)
        out.append(f(Noisy(i), Noisy(-i))); out.append(g(Noisy(i), 1)); out.append(f(*(Noisy(i), 1)))""",
    "spread when the callee is not the one expected": """
        def f(a, b):
            return a
        def g(a, b):
            return b
        out.append((f if i % 7 else g)(*(Noisy(i), [i])) is None); out.append(len(log))""",
    "spread for a method": """
        class A:
            def m(self, *a):
                return self.n, a
            def k(self, a, b=2):
                return (self.n, a) if a.n % 7 else (b, self.n)
            n = i
        a = A()
        m = a.m
        out.append((a.m(*(i, [i])), m(*(1, i)), type(A().k(*(Noisy(i),))[1]).__name__, A().k(*(Noisy(i), 5))[0]))
        log.append("then")""",
    "spread where it does not fit": """
        def f(a):
            return a
        try:
            out.append(f(*((i, 1) if i % 9 == 8 else (i,))))
        except TypeError as error:
            out.append(str(error))
        try:
            out.append(f(*(i, 1)))
        except TypeError as error:
            out.append(str(error))
        try:
            f(*(shared[0], Noisy(i), [i]))
        except TypeError as error:
            out.append((str(error), len(log)))
        out.append(sys.getrefcount(shared[0]))""",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_tuple(both, body):
    loop(both, FUNCTIONS, body, "out.append(log)")


def test_tuples_that_are_taken_apart_are_not_made(both):
    stats = both("""
        class Grid:
            def __init__(self, width):
                self.width, self.cells = width, [0.5] * width * width
            def place(self, x, y):
                if 0 <= x < self.width and 0 <= y < self.width:
                    return y * self.width + x
                raise IndexError
            def __getitem__(self, at):
                return self.cells[self.place(*at)]
            def __setitem__(self, at, value):
                x, y = at
                self.cells[self.place(x, y)] = value
        def run():
            grid = Grid(5)
            for i in range(200):
                grid[i % 5, 2] = grid[1, i % 4] + 1.5
            return grid.cells
        result = run()
    """)
    assert goes_into_calls(stats)
