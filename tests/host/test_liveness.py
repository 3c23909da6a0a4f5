"""Which locals are live at a loop header."""
import textwrap

import pytest

from pyjit.host.bytecode import live_locals

LOOPS = [
    ("while a:\n  a -= 1", ["a"]),
    ("x = 0\nwhile a:\n  x = a\n  a -= x", ["a"]),
    ("x = 0\nwhile a:\n  a -= 1\n  x += 1\nreturn x", ["a", "x"]),
    ("x = 0\nwhile a:\n  a -= 1\n  x = 1\nreturn x", ["a"]),  # the test is at the end: x is written first
    ("x = 0\nwhile True:\n  x = a\n  if x: return x", ["a"]),
    ("for i in a:\n  b", ["b"]),
    ("for i in a:\n  b = i", []),
    ("for i in a:\n  pass\nreturn i", ["i"]),
    ("for i, j in a:\n  b = i + j + b", ["b"]),
    ("while a:\n  try:\n    b = a()\n  except KeyError:\n    return b", ["a", "b"]),
    ("while a:\n  try:\n    b = a()\n  finally:\n    c = 1", ["a"]),
    ("while a:\n  del b", ["a", "b"]),
    ("while a:\n  f = lambda: b", ["a", "b"]),
    ("while a:\n  a = [x for x in a]", ["a", "x"]),  # an inlined comprehension saves the variable that it hides
]


@pytest.mark.parametrize("body, names", LOOPS)
def test_live_at_the_only_loop(host, body, names):
    scope = {}
    exec("def work(a, b, c):\n" + textwrap.indent(body, "  "), scope)
    code = scope["work"].__code__
    live = live_locals(host.decode(code))
    header = min(live)
    every = [*code.co_varnames, *(name for name in code.co_cellvars if name not in code.co_varnames)]
    assert sorted(every[i] for i in live[header]) == names


def test_nested_loops_have_their_own_sets(host):
    def work(a, b):
        for i in a:
            total = 0
            for j in b:
                total += j
            print(i, total)
    code = work.__code__
    outer, inner = sorted(live_locals(host.decode(code)).items())
    assert {code.co_varnames[i] for i in outer[1]} == {"b"}
    assert {code.co_varnames[i] for i in inner[1]} == {"b", "i", "total"}
