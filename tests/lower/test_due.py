"""Strings and the like that locals hold live as long as they should, though their references are taken only when that matters."""
import pytest
from lower.loops import loop

BEFORE = """
    import sys

    def name(i):
        return "name %d" % i

    def last(value):
        return value[-1]

    log = []

    class Noisy:
        def __del__(self):
            log.append(len(out))

    l, d, t = [name(k) for k in range(4)], {"a": name(5)}, Plain(name(6))
    a, b, x, y, z, s = name(7), name(8), name(9), None, None, ""
    numbers = [0.5, 1.5]
"""
LEAVES = {
    "an item that is replaced": "x = l[i & 3]; l[i & 3] = name(i); out.append(x)",
    "an item that is replaced, from pass to pass": "out.append(x); x = l[i & 3]; l[i & 3] = name(i)",
    "a copy that outlives the local": "x = l[i & 3]; y = x; x = i; l[i & 3] = name(i); out.append(y)",
    "a copy whose original was a box's place": """
        x = l[i & 3]
        l[i & 3] = name(i)
        y = x
        x = i * 0.5
        numbers[0] = x
        out.append(y)""",
    "a copy while a call looked": "x = l[i & 3]; out.append(last(x)); y = x; x = i * 0.5; numbers[1] = x; l[i & 3] = name(i); out.append(y)",
    "copies of copies": "x = l[i & 3]; y = x; z = y; x = z; l[i & 3] = name(i); y = i; out.append((x, y, z))",
    "swapped": "a, b = b, a; out.append(a)",
    "swapped, and again at times": """
        a, b = b, a
        if i % 4 == 1:
            out.append(last(a))
            a, b = b, a
            out.append(a)""",
    "swapped, and looked at": "a, b = b, a; out.append('k%d' % (i & 3) in d); a, b = b, a\nif i % 7 == 3: a = name(i)",
    "swapped in an inner loop": """
        x, y = name(i), i * 0.5
        for k in range(5):
            if 'k%d' % k in d: out.append(k)
            x, y = y, x
        out.append((x, y))""",
    "swapped in an inner loop, of changing types": """
        a += name(i) if type(a) is str else 1
        for k in range(5):
            if 'k%d' % k in d: out.append(k)
            a, b = b, a
        a, b = (name(i), 0.5) if i % 9 == 3 else (a, b) if type(a) is str and len(a) < 40 else (i, name(i))
        out.append((a, b))""",
    "rotated with an item": "a, b, x = b, l[i & 3], a; l[i & 3] = name(i); out.append((a, b, x))",
    "popped": "l.append(name(i)); x = l.pop(0); y = x; x = None; out.append(y)",
    "items of a tuple that dies": "p = tuple([name(i), 1]); x = p[0]; p = None; out.append(x)",
    "items of a tuple that dies later": "out.append(x); p = tuple([name(i), 1]); x, y = p; p = i",
    "items of a list that dies": "p = [name(i), name(-i)]; x, y = p; p = None; out.append((x, y))",
    "deleted": "x = l[0]; y = x; del x; l[0] = name(i); x = y; out.append(x)",
    "a value that is replaced": "x = d['a']; d['a'] = name(i); out.append(x)",
    "an attribute that is replaced": "x = t.x; t.x = name(i); y = x; x = 2; out.append(y)",
    "at times": "x = l[i & 3]\nif i % 7 == 3: l[i & 3] = name(i)\nif i % 5 == 1: y = x; out.append(x)",
    "of changing types": "x = l[i & 3] if i % 9 else i; l[i & 3] = name(i); y = x; out.append(y)",
    "objects at times": "x = l[i & 3] if i % 9 else Plain(); l[i & 3] = name(i); out.append(type(x))",
    "objects with finalizers at times": "x = Noisy() if i % 9 == 0 else l[i & 3]; l[i & 3] = name(i); out.append(len(log))",
    "objects with finalizers, shared at times": """
        y = x if i % 4 == 0 else None
        x = Noisy() if i % 9 == 0 else l[i & 3]
        out.append(len(log))""",
    "in an inner loop": "for x in l: y = x\nl[i & 3] = name(i); out.append((x, y))",
    "in a comprehension": "x = [y for y in l if y]; l[i & 3] = name(i); out.append(x)",
    "counted": "x = l[i & 3]; y = x; out.append((sys.getrefcount(x), sys.getrefcount(y)))",
    "counted in a list": "l[i & 3] = name(i); x = l[i & 3]; y = x; x = i; out.append(sys.getrefcount(l[i & 3]))",
    "grown": "s = l[0]; s += name(i); l[0] = s[-9:]; out.append(s)",
    "grown from pass to pass": "s += name(i); x = s; s = s[-40:]; out.append(x)",
    "constants": "x = 'here'; y = x; x = 1000 + i; out.append(y); x = None",
    "looked at": "x = l[i & 3]; l[i & 3] = name(i); out.append(sorted(locals())[:2]); out.append(x)",
}


@pytest.mark.parametrize("kind", LEAVES)
def test_what_locals_hold_lives_as_long_as_it_should(both, kind):
    assert loop(both, BEFORE, LEAVES[kind], "out.append((a, b, z, s, l, d, t.x, numbers, log, str(x)[:5], str(y)[:5]))")["traces"]
