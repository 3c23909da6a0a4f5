"""Several variables that get values at once, each other's among them."""
import pytest
from lower.loops import loop

BEFORE = """
    import sys
    log, kept, numbers = [], [], [0.5, 1.5]

    class Noisy:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            log.append((self.n, sys._getframe(1).f_lineno - start))

    start = sys._getframe().f_lineno
    a, b, c, d = 1, 2, 3, 4
    x, y, z = 0.5, 1.5, 1e300
    s, t = "s", "t"
    o, u = Noisy("o"), Noisy("u")
"""
BODIES = {
    "the next of a series": "a, b = b, a + b & 0xFFFF; out.append(a)",
    "the next of a series of floats": "x, y = y, (x + y) * 0.5; out.append(x)",
    "the next of a series of three": "a, b, c = b, c, a + b + c & 0xFFFF; out.append((a, c))",
    "the next of a series of four": "a, b, c, d = b, c, d, a ^ d; out.append((a, d))",
    "a divisor": "a, b = i, 360\nwhile b: a, b = b, a % b\nout.append(a)",
    "exchanged": "a, b = b, a; a += 1; out.append((a, b))",
    "exchanged, of two types": "a, x = x, a; out.append((a, x))",
    "rotated": "a, b, c = c, a, b; a += i; out.append((a, b, c))",
    "rotated the other way": "a, b, c = b, c, a; c += i; out.append((a, b, c))",
    "two exchanges": "a, b, c, d = b, a, d, c; a += i; d -= i; out.append((a, b, c, d))",
    "of changing types": "a, b = b, (i if i % 7 else i * 0.5); out.append((a, b))",
    "one object": "kept.append(x); x, y = y, x * 1.5; out.append((y is x, kept[-1] is x, x is y))",
    "one object that moves": "x, y, z = y, z, i * 1.5; kept.append(z); out.append([k is x for k in kept[-4:]])",
    "one object at times": "x, y = y, i * 1.5\nif i % 5 == 2: kept.append(y)\nif i % 5 == 3: out.append(kept[-1] is x)",
    "one object that both get": "x, y = y, y; out.append(x is y); y = y * 0.5 + i",
    "strings": "s, t = t, s + str(i)[-1:]; t = t[-9:]; out.append((s, t))",
    "strings and numbers": "s, a = a, s; out.append((s, a))",
    "a nan": "x, y = y, float('nan') if i % 9 == 4 else i * 0.5; out.append((x is x, [x] == [x], str(x)))",
    "big numbers": "a, b = b, a * 3 + (1 << i); out.append(a)",
    "objects": "o, u = u, o; out.append((o.n, u.n))",
    "objects that end": "o, u = u, Noisy(i); out.append(list(log)); log.clear()",
    "an object and a number": "o, a = Noisy(i), a + 1; out.append((o.n, a, list(log))); log.clear()",
    "a number, then an object that ends": "a, o = o, i\na, o = o, a; out.append((a, o.n))\na, o = a + 1, Noisy(i)",
    "what fails on the way": """
        try: a, b = b, a // (i % 6)
        except ZeroDivisionError: a, b = 1, 100
        out.append((a, b))""",
    "the same one twice": "a, a = b, i; b, c, b = c, a, i; out.append((a, b, c))",
    "through each other's index": "a, numbers[a & 1], b = b & 1, x, i; out.append((a, numbers))",
    "into a frame that is looked at": "a, b, c = b, c, i; out.append(sys._getframe().f_locals['a']); a, b = b, i",
    "at the end of the pass": "out.append(a); a, b, c = b, c, a + i & 63",
    "with a new one": "a, b = b, i\nif i % 30 == 7: del b; b = 5\nout.append((a, b))",
    "an object that stays": "o = o if i % 5 else u; out.append(o.n); u = u; out.append(sys.getrefcount(o))",
    "an object that stays and ends": "o = o\nif i % 7 == 3: o = Noisy(i)\no = o; out.append((o.n, [n for n, _ in log])); log.clear()",
    "an attribute that stays": "o.n = o.n; out.append(o.n); o.n = o.n if i % 9 else [i]; out.append(sys.getrefcount(o.n))",
    "an attribute that stays, of two": "k = u if i % 3 else o; k.n, o.n = k.n, o.n; u.n = k.n; out.append((o.n, u.n)); o.n = i",
    "an item that stays": "numbers[0] = numbers[0]; kept[:1] = [numbers]; kept[0] = kept[0]; numbers[0] += 1.5; out.append((numbers[0], kept[0] is numbers))",
    "what a slot gives back to itself": "k = o; o = k; k = None; out.append(sys.getrefcount(o)); o, u = u, o; o, u = u, o; out.append((o.n, log))",
    "an unbound one": "a, n = i, a\nout.append((a, n)); del n",
}


@pytest.mark.parametrize("kind", BODIES)
def test_variables_that_get_values_at_once(both, kind):
    assert loop(both, BEFORE, BODIES[kind], "out.append((a, b, c, d, x, y, z, s, t, len(log)))")["traces"] or "fails" in kind
