"""Comparisons, bool() and len() of objects whose classes answer in Python: followed as calls are, unless the answer is none."""
import pytest
from lower.loops import goes_into_calls, loop

BEFORE = """
    import dataclasses, functools

    class N:
        def __init__(self, n):
            self.n = n

        def __lt__(self, other):
            return self.n < other.n

        def __eq__(self, other):
            return self.n == other.n

        def __bool__(self):
            return self.n % 3 > 0

        def __len__(self):
            return self.n

        def __repr__(self):
            return "N%s" % self.n

    class Later(N):
        def __lt__(self, other):
            return "later"

        def __gt__(self, other):
            return "earlier"

    class Declines:
        def __eq__(self, other):
            return NotImplemented if n % 5 == 2 else other

        def __lt__(self, other):
            return NotImplemented

        def __gt__(self, other):
            return True

        def __bool__(self):
            return True

        def __len__(self):
            return 7

    class Odd:
        def __init__(self, size, truth, same):
            self.size, self.truth, self.same = size, truth, same

        def __len__(self):
            return self.size

        def __bool__(self):
            return self.truth

        def __eq__(self, other):
            return self.same

    class Logs:
        def __eq__(self, other):
            log.append("eq")
            return True

        def __len__(self):
            log.append("len")
            return 2

        def __bool__(self):
            log.append("bool")
            return False

    class Nested:
        def __init__(self, inner):
            self.inner = inner

        def __len__(self):
            return len(self.inner)

        def __lt__(self, other):
            return self.inner < other.inner

        def __eq__(self, other):
            return self is other or self.inner == other.inner

    @functools.total_ordering
    class Total:
        def __init__(self, n):
            self.n = n

        def __eq__(self, other):
            return self.n == other.n

        def __lt__(self, other):
            return self.n < other.n

    @dataclasses.dataclass(order=True)
    class Data:
        x: int
        y: float = 0.5

    log, n = [], 0
    a, b, d, o, w, later = N(1), N(2), Declines(), Odd(1, True, True), Logs(), Later(3)
"""
BODIES = {
    "less": "a.n = i & 7; b.n = 5; out.append((a < b, b < a, a > b)); k = 1 if a < b else 2; out.append(k)",
    "equal": "a.n = i & 3; b.n = 2; out.append((a == b, a != b)); k = 1 if a == b else 2; out.append(k)",
    "true": "a.n = i; out.append((bool(a), not a)); k = 1 if a else 2; out.append((k, a and 1, a or 2))",
    "sizes": "a.n = i; out.append((len(a), len(a) + len(b)))",
    "negative sizes": """
        a.n = 3 - i % 5
        try: out.append(len(a))
        except ValueError as e: out.append(str(e))""",
    "sizes that are none": """
        o.size = (i, 2.5, True, None, 1 << 70, "3", -1)[i % 7]
        try: out.append(len(o))
        except (TypeError, ValueError, OverflowError) as e: out.append((type(e).__name__, str(e)))""",
    "truths that are none": """
        o.truth = (True, 1, False, None)[i % 4]
        try: out.append(1 if o else 2)
        except TypeError as e: out.append(str(e))""",
    "what equals gives": "o.same = (True, 0, [i], None, 'x')[i % 5]; out.append(o == a); k = 1 if o == a else 2; out.append(k)",
    "declined": "n = i; out.append((d == i, d != i, d == d)); k = 1 if d == i else 2; out.append(k)",
    "declined by both": """
        try: out.append(d < N)
        except TypeError as e: out.append(str(e))""",
    "constants": "out.append((len(d), bool(d), d > i)); k = 1 if d > i else 2; out.append(k)",
    "of a class below": "out.append((a < later, later < a, a > later, later > a))",
    "of other types": """
        other = (b, 3, "x", None)[i % 4]
        try: out.append(a == other)
        except AttributeError as e: out.append(str(e))""",
    "with effects": "out.append((w == 1, len(w), bool(w), len(log))); k = 1 if w == i else 2; out.append(k)",
    "one in another": "p, q = Nested(N(i)), Nested(N(5)); out.append((len(p), p < q, p == q, p == p))",
    "of lists": "p, q = Nested([i]), Nested([3]); out.append((len(p), p < q, p == q))",
    "totally ordered": "p, q = Total(i & 7), Total(4); out.append((p < q, p <= q, p > q, p >= q, p == q))",
    "of dataclasses": "p, q = Data(i & 3), Data(2); out.append((p == q, p != q, p < q, p >= q, p == 1))",
    "an error": """
        a.n = "x" if i % 9 == 4 else i
        try: out.append(a < b)
        except TypeError as e: out.append((str(e), e.__traceback__.tb_next.tb_lineno - e.__traceback__.tb_lineno > 0))
        a.n = i""",
    "a class that changes": """
        if i == 60: N.__lt__ = lambda self, other: "changed"
        if i == 70: N.__len__ = lambda self: 12
        if i == 80: N.__bool__ = lambda self: False
        out.append((a < b, len(a), bool(a)))""",
    "in a list": "out.append((a in [b, a], [b, a].index(a), sorted([b, a])[0] is a, max(a, b) is b, any([a, b])))",
    "while": "k = N(i & 7)\nwhile k: k.n -= 1\nout.append(k.n)",
    "at the end of a loop": "a.n = i & 7\nfor k in range(6):\n  if a == N(k): break\nout.append(k)",
    "with bound methods": "f = a.__lt__; out.append((f(b), a.__len__(), len.__call__(a)))",
}


@pytest.mark.parametrize("kind", BODIES)
def test_what_classes_answer(both, kind):
    loop(both, BEFORE, BODIES[kind], "out.append((log[-5:], len(log)))")


@pytest.mark.parametrize("body", ("out.append(a < b)", "out.append(1 if a == b else 2)", "out.append(len(a))", "out.append(1 if a else 2)"))
def test_it_is_followed(both, body):
    assert goes_into_calls(loop(both, BEFORE, "a.n = i & 7 | 1; " + body))
