"""Instances and tuples that need not be made: in locals, within each other, from pass to pass, and wanted as objects after all."""
import pytest
from lower.loops import loop

BEFORE = """
    import gc, sys, weakref, copy, pickle

    class P:
        def __init__(self, x, y):
            self.x = x
            self.y = y

        def plus(self, other):
            return P(self.x + other.x, self.y + other.y)

        def __add__(self, other):
            return self.plus(other)

    class Three(P):
        def __init__(self, x, y, z):
            super().__init__(x, y)
            self.z = z

    class S:
        __slots__ = "x", "y"

        def __init__(self, x, y):
            self.y = y
            self.x = x

    class More(S):
        __slots__ = "a", "z"

        def __init__(self, x, y, z):
            S.__init__(self, x, y)
            self.z = z

    class Noisy:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            log.append(self.n)

    class Weak:
        __slots__ = "x", "__weakref__"

        def __init__(self, x):
            self.x = x

    class Pair(Point):
        __slots__ = ()

    class WithDict(Point):
        pass

    class Some:
        def __init__(self, i):
            if i % 3:
                self.x = i
            self.y = i
            if i % 5 == 0:
                self.z = [i]

    def seen(p):
        return type(p).__name__, p.x, p.y

    def fields(p):
        return vars(p).copy()

    def alive(kind):
        return sum(type(o) is kind for o in gc.get_objects())

    log, kept, step = [], [], P(1, 0.5)
    p = q = r = t = None
    n, f, big = 0, 0.0, 1 << 70
"""
BODIES = {
    "from pass to pass": "p = P(n, f) if p is None else p + step; out.append(p.x)",
    "from pass to pass, and looked at by the end": "p = p + step if p else step",
    "from pass to pass, of floats": "p = P(f, f) if i == 0 else P(p.x + 0.5, p.y * 1.25); f = p.x",
    "two that change places": "p, q = (P(i, 1), P(2, i)) if i == 0 else (q, p); p.x += 1; out.append((p.x, q.x))",
    "two that are one": "p = P(i, i); q = p; q.x = -i; out.append((p.x, p is q)) if i % 7 == 3 else None",
    "two that are one, from pass to pass": "out.append((p is q, p is not None and p.x)); p = P(i, i); q = p; p.x += 1",
    "one that was one with another": "p = P(i, i) if i % 2 else p; out.append(p is q); q = p",
    "a number in two places": "p = P(i * 1.5, 0); q = P(p.x, p.x); f = q.y; out.append((p.x is q.x, q.x is q.y, f is q.x))",
    "a number in two places, from pass to pass": """
        if p: out.append((p.x is q.x, p.x is f, q.y is f))
        f = i * 1.5
        p, q = P(f, 1), P(f, f)""",
    "a number that is another's later": "if p: out.append(p.x is f)\np = P(f, 0); f = f + 1.0; out.append(p.x is f)",
    "a number that is known elsewhere": "kept.append(f); p = P(f, f); f += 0.5; out.append((p.x is kept[-1], p.y is kept[-1]))",
    "a number that is known elsewhere, at times": """
        if i % 7 == 2: kept.append(f)
        p = P(f, f)
        f += 0.5
        if i % 7 == 2: out.append((p.x is kept[-1], p.y is kept[-1]))""",
    "a number of the pass before": "out.append((q and q.x, p and p.x)); q = p; p = P(i * 1.5, i + 0.5)",
    "a number of the pass before last": "out.append((t, q and q.y)); t = q; q = p; p = P(i * 1.5, f); t = t and t.x; f += 1.5",
    "numbers that move on": "p = P(p.y if p else 0.5, f); out.append(p.x); q = p.y; f = i * 0.5; out.append((p.y is q, p.y is f))",
    "numbers that move on, by way of others": "p = Point(p.y if p else 0, n); n, r = r if r else 1, (i + n) & 1023; out.append((p.x, p.y))",
    "numbers that move on and are known": """
        n, r = r if r else 1, (i + n) * 1000
        if i % 7 == 3: kept.append(n)
        p = (p[1] if p else 0, n)
        if i % 7 == 4: out.append((p[0] is kept[-1], p[1] is kept[-1], p[1] is n))""",
    "a nan": "f = float('nan'); p = P(f, i); out.append((p.x is f, [p.x] == [f])); f = p.x; out.append(p.x is f)",
    "constants": "p = P(0.5, 'text'); out.append((p.x, p.y)); p = P(1000, None); p.y = ()",
    "big ints": "p = P(big + i, i << 40); out.append(p.x - p.y)",
    "bools": "p = P(i > 50, not i); out.append((p.x, p.y, p.x is True))",
    "attributes that change": "p = P(i, 2); p.x = p.y; p.y = [i]; p.x += 3; out.append((p.x, p.y))",
    "attributes that others lack": "s = Some(i); out.append(sorted(vars(s)))",
    "attributes that are new": "p = P(i, 1); p.z = i; p.a = p.z; out.append(list(vars(p)))",
    "attributes in another order": "p = Some.__new__(Some); p.z = 1; p.x = 2; out.append(list(vars(p)))",
    "an attribute that is deleted": "p = P(i, 1); del p.x; out.append(list(vars(p))); p.x = 2; out.append(list(vars(p)))",
    "an attribute that is missing": """
        p = Some(i)
        try: out.append(p.x)
        except AttributeError as e: out.append(str(e))""",
    "slots": "p = S(i, 0.5); q = More(p.x, p.y, i); out.append((p.x, q.z, q.y)); kept.append(q) if i % 9 == 1 else None",
    "a slot that is empty": """
        p = More(i, 1, 2)
        try: out.append(p.a)
        except AttributeError as e: out.append(str(e))""",
    "inherited": "p = Three(i, 2, 3.5); out.append(seen(p)); q = Three(p.z, p.y, p.x); out.append(q.x)",
    "with a dict of its own": "p = P(i, 1); p.__dict__['x'] = 7; out.append(p.x); p = P(i, 2); out.append(vars(p))",
    "of another class later": "p = P(i, 1); p.__class__ = Three; out.append(type(p).__name__); p = P(i, 2); out.append(type(p) is P)",
    "one in another": "p = P(P(i, 1), (i, [i])); out.append(p.x.x); out.append(p.y[1]); q = p.x; p = None; out.append(q.y)",
    "one in another, from pass to pass": "p = P(p, i) if i % 5 else None; q = p.x if p else None; out.append(q.y if q else None)",
    "a list of them": "p = P(i, p) if i % 20 else None",
    "in a circle": "p = P(i, None); p.y = p; out.append(p.y.y.x); p = q = None",
    "in a circle of two": "p = P(i, None); q = P(p, p); p.y = q; out.append(p.y.x is p); p = q = None; gc.collect() if i % 50 == 9 else 0",
    "stored": "p = P(i, 1); kept.append(p); p.x = 5; out.append(kept[-1].x); out.append(kept[-1] is p)",
    "stored at times": "p = P(i, n); q = (p, i)\nif i % 7 == 3: kept.append(q)\nn = p.x + q[1]; out.append(n)",
    "stored from pass to pass": "if i % 7 == 3: kept.append(p)\np = P(i, i + 0.5); q = p",
    "stored into a global": "p = P(i, 1); globals()['g'] = p; out.append(g is p)",
    "stored into one that is made": "p = P(i, 1); step.z = p; out.append(step.z is p); step.z = None",
    "passed to a call": "p = P(i, 1); out.append(seen(p)); out.append(fields(p)); p.x += 1; out.append(seen(p))",
    "passed to C": "p = P(i, 1); out.append([isinstance(p, P), hasattr(p, 'x'), getattr(p, 'y'), repr(type(p)), bool(p)])",
    "returned by a call": "out.append(seen(step.plus(step)))\np = step.plus(step)",
    "seen by locals": "p = P(i, 1); q = (i, 2); out.append(sorted(k for k, v in locals().items() if v is p or v is q))",
    "seen by a frame": "p = P(i, 1); out.append(sys._getframe().f_locals['p'].x); p.x = 3; out.append(sys._getframe().f_locals['p'].x)",
    "seen by a caller's frame": """
        def look(): return sys._getframe(1).f_locals['p'].x
        p = P(i, 1)
        out.append(look())""",
    "seen by the collector": "p = P(i, 1); q = S(1, i); out.append((alive(P), alive(S)))",
    "seen by references": "p = P(i, 1); q = p; t = (p, p); out.append((sys.getrefcount(p), sys.getrefcount(t)))",
    "seen weakly": "p = P(i, 1); w = weakref.ref(p); out.append(w() is p); p = None; out.append(w())",
    "seen weakly, in slots": "p = Weak(i); w = weakref.ref(p); out.append(w() is p); p = None; out.append(w())",
    "with a finalizer": "p = Noisy(i); out.append(len(log)); q = P(p, 1); p = None; out.append(len(log)); q = None; out.append(len(log))",
    "that hold what has a finalizer": "p = P(Noisy(i), Noisy(-i)); out.append(len(log)); p = None; out.append(list(log)); log.clear()",
    "that hold what has a finalizer, from pass to pass": "p = P(Noisy(i), (Noisy(-i), 1)); out.append(list(log)); log.clear()",
    "tuples that hold what has finalizers": "t = (Noisy(i), Noisy(-i)); out.append(len(log)); t = None; out.append(list(log)); log.clear()",
    "slots that hold what has finalizers": "p = More(Noisy(1), Noisy(2), Noisy(3)); p.a = Noisy(4); p = None; out.append(list(log)); log.clear()",
    "that a finalizer brings back": """
        class Back:
            def __init__(self, p): self.p = p
            def __del__(self): kept.append(self.p)
        b = Back(P(i, 1))
        b = None
        out.append(kept[-1].x)""",
    "compared by is": "p = P(i, 1); q = P(i, 1); out.append((p is q, p is p, p == q, p == p, p is None, p in [q], p in [p]))",
    "tuples compared": "t = (i, 1); out.append((t == (i, 1), t is (i, 1), t < (i, 2), hash(t), t in {t}))",
    "tuples": "t = (i, n, f); n, f, _ = t[0], t[2] + 0.5, t; out.append(len(t)); kept.append(t) if i % 9 == 4 else None",
    "tuples from pass to pass": "t = (i, t[0] + 1) if t else (i, 1); out.append(t[1])",
    "tuples of tuples": "t = ((i, n), (f, (i,))); (n, _), (f, (m,)) = t; out.append(m); kept.append(t) if i % 9 == 4 else None",
    "tuples with an index": "t = (i, 2 * i, 3 * i); out.append(t[i % 3])",
    "tuples of many": "t = (i,) * 2 + (i, n, f, i, n, f, i, n, f, i, n, f, i, n, f, i, n, f, i); out.append(t[7])",
    "named tuples": "p = Point(i, n); q = p._replace(x=f); n, f = q; out.append((p.x, q[1])); kept.append(p) if i % 9 == 4 else None",
    "named tuples from pass to pass": "p = Point(p.y, i) if p else Point(0, 1); out.append(p.x)",
    "named tuples of a class": "p = Pair(i, n); out.append(p.x); q = WithDict(i, 2); q.z = 3; out.append(q.z)",
    "star arguments": "def g(*a): return a\nout.append(g(i, n)); t = g(i); out.append(len(t)); a, *b = g(1, 2, i); out.append(b)",
    "branches": "p = P(i, 1) if i % 3 else S(i, 1.5) if i % 5 else (i, 2); out.append(type(p).__name__)",
    "branches that agree": "p = P(i, 1) if i % 2 else P(i + 1, 2.5); out.append(p.y)",
    "branches that add": "p = P(i, 1)\nif i % 3 == 0: p.z = i\nout.append(len(vars(p)) if i % 7 == 1 else p.x)",
    "branches that make": "p = P(i, n)\nif i % 4 == 1: q = P(p, p)\nelif i % 4 == 2: kept.append(p)\nn = p.x; out.append(n)",
    "an error in the constructor": """
        class Bad:
            def __init__(self, i):
                self.x = i
                self.y = 10 // (i % 7)
        try: out.append(Bad(i).y)
        except ZeroDivisionError as e: out.append(e.__traceback__.tb_next.tb_frame.f_locals['self'].x)""",
    "an error that sees it": """
        p = P(i, 1)
        try: out.append(p.x // (i % 5))
        except ZeroDivisionError as e: out.append(e.__traceback__.tb_frame.f_locals['p'] is p)""",
    "an inner loop": "p = P(0, 0)\nfor k in range(5): p = P(p.x + k, p.y + i)\nout.append((p.x, p.y))",
    "an inner loop that keeps the outer's": "p = P(i, 0)\nfor k in range(5): q = P(p.x, k); n = q.x + q.y\nout.append((n, p.y))",
    "an inner loop of tuples": "t = (0, i)\nfor k in range(6): t = (t[1], k)\nout.append(t)",
    "a while loop": "p = P(i, 0)\nwhile p.x > 0: p = P(p.x - 10, p.y + 1)\nout.append(p.y)",
    "in a comprehension": "out.append([P(k, i).x for k in range(4)]); out.append([(k, i)[1] for k in range(3)])",
    "in a generator": "out.append(sum(P(k, i).y for k in range(4)))",
    "a class that changes": "p = P(i, 1)\nif i == 70: P.z = 9\nif i == 90: P.plus = lambda self, o: self\nout.append(getattr(p, 'z', 0)); p = p.plus(step); out.append(p.x)",
    "an initialiser that changes": "if i == 60: P.__init__ = lambda self, x, y: setattr(self, 'x', -x) or setattr(self, 'y', y)\np = P(i, 1); out.append(p.x)",
    "copies": "p = P(i, [i]); q = copy.copy(p); out.append((q.x, q.y is p.y)); t = copy.copy((i, p)); out.append(t[1] is p)",
    "deleted": "p = P(i, 1); out.append(p.x); del p",
    "swapped and dropped": "p, q = P(i, 1), P(2, i); p, q = q, p; out.append((p.x, q.x)); p = q; q = i; out.append(p.y)",
    "that hold lists": "p = P([i], [n]); p.x.append(2); out.append(p.x); p.y = p.x; p.x = None; out.append(p.y)",
    "that hold strings": "p = P('a%d' % i, str(i)); q = P(p.y, p.x); p = q; out.append(p.x + p.y)",
    "that hold strings, from pass to pass": "p = P(str(i), p.x if p else ''); out.append(p.y)",
    "bound methods": "r = step.plus; p = r(step); out.append(p.x); out.append(r(p).y)",
    "bound methods kept": "r = step.plus; t = (r, i)\nif i % 7 == 3: kept.append(t)\nout.append(r(step).x)",
    "bound methods kept by a bridge": "r = P(i, 1).plus\nif i % 4 == 1: kept.append((r,))\nelif i % 4 == 2: q = r(step)\nout.append(r.__self__.x)",
    "bound methods compared": "r = step.plus; q = step.plus; out.append((r is q, r is r, r == q, r == r, hash(r) == hash(q), r in [q]))",
    "bound methods looked at": "r = step.plus; out.append((r.__func__ is P.plus, r.__self__ is step, r.__name__, r.__doc__, sys.getrefcount(r)))",
    "bound methods seen weakly": "r = step.plus; w = weakref.ref(r); out.append(w() is r); r = None; out.append(w())",
    "bound methods seen by the collector": "r = step.plus; q = r; out.append(sum(o is r for o in gc.get_objects()))",
    "bound methods seen by references": "r = step.plus; q = r; out.append((sys.getrefcount(r), sys.getrefcount(step)))",
    "bound methods of what ends": "r = Noisy(i).__init__; out.append(len(log)); r(-i); out.append(len(log)); r = None; out.append(list(log)); log.clear()",
    "bound methods of what is not made": "r = P(i, n).plus; p = r(step); out.append(p.x); r = p.plus; n = r(step).y",
    "bound methods from pass to pass": "out.append(r(step).x if r else 0); r = P(i, 1).plus",
    "bound methods of one from pass to pass": "out.append(r(step).x if r else 0); r = step.plus; q = r",
    "bound methods in an attribute": "step.z = step.plus; out.append(step.z(step).x); step.z = None",
    "bound methods in what is not made": "p = P(step.plus, i); out.append(p.x(step).x); q = p.x; kept.append((q,)) if i % 9 == 4 else None",
    "bound methods that are called wrongly": """
        r = step.plus
        try: out.append(r(step) if i % 5 else r())
        except TypeError as e: out.append((str(e), e.__traceback__.tb_frame.f_locals['r'] == r))""",
    "bound methods of a class that changes": """
        if i == 70: P.plus = lambda self, o: P(self.y, o.y)
        r = step.plus
        out.append(r(step).x)""",
    "bound methods of a slotted class": "r = S(i, 1).__init__; r(1, i); out.append(r.__self__.y)",
    "bound methods in C": "r = log.append; r(i); r = log.pop; out.append(r()); t = (r, log.append); t[1](i); out.append(len(log)); log.clear()",
    "bound methods in C kept": "r = str(i).join\nif i % 7 == 3: kept.append((r,))\nout.append(r(('a', 'b')))",
    "bound methods in C looked at": "r = log.append; out.append((r.__self__ is log, r.__name__, r == log.append, r is log.append, sys.getrefcount(r)))",
    "bound methods in C seen weakly": "r = log.append; w = weakref.ref(r); out.append(w() is r); r = None; out.append(w())",
    "bound methods in C of numbers": "r = i.bit_length; out.append(r()); r = f.is_integer; out.append(r()); f += 0.5; q = r",
    "bound methods in C from pass to pass": "r(i) if r else None; r = log.append if i % 20 else out.append; out.append(len(log))",
    "bound methods in C of one kind or another": "r = log.append if i % 3 else log.remove; r(i) if i % 3 else None; q = r; out.append(q.__name__)",
    "bound methods in C of what is not made": "t = (i, n, i); r = t.count; out.append(r(i)); r = P(i, 1).__reduce_ex__; out.append(r(2)[0].__name__)",
    "slices": "r = slice(i, i + 2); q = out[r]; out.append((r.start, r.stop, r.step, len(q))); kept.append((r,)) if i % 9 == 4 else None",
    "slices of one and of three": "r = slice(i); q = slice(i, None, 2); out.append((r.start, r.stop, r.step, q.step, r == slice(None, i), repr(q)))",
    "slices that cut": "r = slice(n, n + 5); q = 'abcdefghijklm'[r]; n = (n + 3) % 11; out.append((q, (1, 2, 3)[slice(i % 4)], b'abc'[slice(-2, None)]))",
    "slices that go on": "out.append('abcdefghij'[r] if r else 0); r = slice(i % 10, None if i % 3 else -1)",
    "slices of other parts": "r = slice('a', [i], f); out.append((r.start, r.stop is r.stop, r.step)); q = r.stop; r = None; out.append(q)",
    "slices whose parts end": "r = slice(Noisy(1), Noisy(2), Noisy(3)); out.append(len(log)); r = None; out.append(list(log)); log.clear()",
    "slices whose parts differ": """
        r = slice(i % 5, 1 << 70 if i % 9 == 2 else None if i % 9 == 3 else i, 2 if i % 9 == 4 else None)
        out.append([1, 2, 3, 4, 5][r])""",
    "slices that fail": """
        r = slice(i, f if i % 9 == 2 else None)
        try: out.append(len((1, 2, 3)[r]))
        except TypeError as e: out.append((str(e), e.__traceback__.tb_frame.f_locals['r'] is r))""",
    "slices as keys": """
        class Asked:
            def __getitem__(self, key): return key
        r = Asked()[i:n, ::2]
        out.append((r[0].start, r[1].step, Asked()[i:f:2].stop is f))
        f += 0.5""",
    "slices seen": "r = slice(i, f); q = r; out.append((sys.getrefcount(r), sum(o is r for o in gc.get_objects()), q is r, r.start is i))",
    "slices that assign": "q = [1, 2, 3, 4]; r = slice(i % 3, 2); q[r] = [i]; del q[slice(1)]; out.append(q)",
    "more than an exit can make": "t = " + ", ".join("P(i, %d)" % k for k in range(30)) + "\nout.append(t[i % 30].y)",
    "one holder for many": "p = P(i, 1); t = (p, p, P(p, (p, p))); out.append(t[2].y[1].x); kept.append(t) if i % 9 == 4 else None",
}


@pytest.mark.parametrize("kind", BODIES)
def test_objects_that_need_not_be_made(both, kind):
    after = """
    out.append([type(o).__name__ for o in (p, q, r, t)])
    for o in (p, q, *kept[:40]):
        out.append(vars(o) if hasattr(o, "__dict__") else o if isinstance(o, tuple) else None)
    out.append((log, n, f))"""
    loop(both, BEFORE, BODIES[kind], after)


def test_an_object_from_pass_to_pass_is_never_made(both):
    stats = loop(both, BEFORE, "p = p + step if p else step", "out.append((p.x, p.y))\np = None", passes=400)
    assert stats["traces"]
