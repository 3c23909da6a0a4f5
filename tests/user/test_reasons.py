"""Why something was not compiled, and why compiled code was left: in words, with the source concerned, and with what can be done."""
import re
import string
import textwrap

import pytest

from pyjit.patterns.define import MICRO_OPS
from pyjit.patterns.families import M  # noqa: F401  registers the micro-ops
from user.processes import python

GUARDS = {name: micro for name, micro in MICRO_OPS.items() if micro.guard}


@pytest.mark.parametrize("name", GUARDS)
def test_every_guard_has_words(name):
    fields = {field for _, field, _, _ in string.Formatter().parse(GUARDS[name].words) if field}
    assert fields <= {operand for operand, _ in GUARDS[name].operands} | {"here", "seen"}


HEAD = """\
import pyjit
pyjit.enable(hot=20, bridge=5, compile_share=1)
"""


def explained(tmp_path, body, what="f"):
    """What is told of f: the notes, in their order, each with the line that it stands at."""
    program = tmp_path / "program.py"
    program.write_text(HEAD + textwrap.dedent(body) + "\nprint(pyjit.explain(%s), pyjit.stats()['faults'])\n" % what)
    ended = python(str(program), PYJIT=None)
    assert ended.code == 0 and ended.out.endswith(" {}\n"), ended
    at, found = "", []
    for line in ended.out.splitlines():
        if line.startswith("        | "):
            found.append((at, re.sub(r"^left \d+ times", "left", line[10:])))
        else:
            at = re.sub(r"^ *\d+  ", "", line)
    return found


# The body of a program that calls f() -> the source line and a note that stands there
REFUSED = {
    "a with block that an exception ends": ("""
        import contextlib
        def f():
            for i in range(100):
                with contextlib.suppress(KeyError): {}[i]
        f()
        """, "for i in range(100):", "not compiled: line 7, `{}[i]`: an exception was raised (remedy: test beforehand instead of catching "
             "exceptions, where they are frequent)"),
    "a caught exception with a name": ("""
        def f(empty):
            for i in range(200):
                try: empty[i]
                except IndexError as error: error.args
        f([])
        """, "for i in range(200):", "not compiled: line 7, `error`: the exception is looked at (by its "
             "name) (remedy: test beforehand instead of catching exceptions, where they are frequent)"),
    "a generator's own loop": ("""
        def f():
            for i in range(100): yield i
        list(f())
        """, "for i in range(100): yield i", "not compiled: `yield i`: the generator hands out a value, and CPython runs the passes that do "
             "(remedy: loop over it with `for`, or return a list)"),
    "yield from": ("""
        def f():
            for i in range(100): yield from (i,)
        list(f())
        """, "for i in range(100): yield from (i,)", "not compiled: `yield from (i,)`: the generator hands on what another one yields, and CPython does "
             "that (remedy: loop over it with `for`)"),
    "await": ("""
        class Wait:
            def __await__(self): return iter(())
        async def f():
            for i in range(100): await Wait()
        try: f().send(None)
        except StopIteration: pass
        """, "for i in range(100): await Wait()", "not compiled: `await Wait()`: an async function waits for another, and CPython does that (remedy: move "
             "what is hot into a function of its own that is no coroutine)"),
    "a long pass": ("""
        def f():
            for i in range(40):
                %s
        f()
        """ % "; ".join(["i + i"] * 2000), "for i in range(40):", "one pass of the loop takes more than 5000 bytecodes (trace_length) (remedy: "
            "move parts of it, with loops of their own, into functions, or raise trace_length)"),
    "a function that calls itself": ("""
        def g(n): return 1 + g(n - 1) if n else 0
        def f():
            for i in range(100): g(20)
        f()
        """, "for i in range(100): g(20)", "the call of g() is made as a whole: line 4, `g(n - 1)`: g() calls itself, and not all of its calls "
             "are followed (remedy: a loop with a list as its stack)"),
    "a function with a loop": ("""
        def g(n):
            for i in range(n): pass
        def f():
            for i in range(100): g(3)
        f()
        """, "for i in range(100): g(3)", "the call of g() is made as a whole: line 5, `for i in range(n): pass`: it has a loop, which "
             "is compiled by itself"),
    "a function with a while loop": ("""
        def g(n):
            while n > 0:
                k = n * 2
                n -= k
        def f():
            for i in range(100): g(3)
        f()
        """, "for i in range(100): g(3)", "the call of g() is made as a whole: line 5, `while n > 0:`: it has a loop, which is compiled by itself"),
    "a generator that is called": ("""
        def g(): yield 1
        def f():
            for i in range(100): list(g())
        f()
        """, "for i in range(100): list(g())", "the call of g() is made as a whole: it is a generator or a coroutine, and CPython runs it"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_why_something_is_not_compiled(tmp_path, kind):
    body, line, note = REFUSED[kind]
    notes = explained(tmp_path, body)
    assert any(at == line and note in told for at, told in notes), notes


# The body of a program -> the source line and what has been otherwise than expected there
LEFT = {
    "another type": ("""
        def f(numbers):
            for x in numbers:
                x + x
        for _ in range(10): f([1] * 50 + [0.5] * 3)
        """, "for x in numbers:", "`x` was an int, now a float"),
    "an attribute of another type": ("""
        class P: pass
        def f(points):
            for p in points:
                p.x + 1
        ints, floats = P(), P()
        ints.x, floats.x = 1, 0.5
        for _ in range(10): f([ints] * 50 + [floats] * 3)
        """, "p.x + 1", "`p.x` was an int, now a float"),
    "an object of another class": ("""
        class P: x = 1
        class Q: x = 1
        def f(points):
            for p in points:
                p.x
        for _ in range(10): f([P()] * 50 + [Q()] * 3)
        """, "p.x", "`p` was a P, now a Q"),
    "the other way of a branch": ("""
        def f(numbers):
            for x in numbers:
                if x < 5:
                    x + 1
        for _ in range(10): f([1] * 50 + [7] * 3)
        """, "if x < 5:", "`x < 5` was true, now false"),
    "None": ("""
        def f(things):
            for x in things:
                if x is None:
                    pass
        for _ in range(10): f([None] * 50 + ["x"] * 3)
        """, "for x in things:", "`x` was None, now a str"),
    "the end of a loop": ("""
        def f(n):
            for i in range(n):
                pass
        for _ in range(10): f(50)
        """, "for i in range(n):", "the loop over `range(n)` came to its end; CPython goes on from there: `range(n)`: the function "
                                   "returns; there is nothing left to compile"),
    "an index that is out of range": ("""
        def f(table):
            for i in range(60):
                table[i]
        for _ in range(10):
            try: f([0] * 50)
            except IndexError: pass
        """, "table[i]", "the index in `table[i]` is out of range"),
    "a number that gets too large": ("""
        def f(n):
            x = 1
            for i in range(n):
                x = x * 3
        for _ in range(10): f(60)
        """, "x = x * 3", "`x` * 3 does not fit into 64 bits"),
    "a division by zero": ("""
        def f(numbers):
            for x in numbers:
                1.0 / x
        for _ in range(10):
            try: f([0.5] * 50 + [0.0])
            except ZeroDivisionError: pass
        """, "1.0 / x", "the divisor `x` is 0.0"),
    "a key that is not there": ("""
        def f(table, keys):
            for key in keys:
                table[key]
        for _ in range(10):
            try: f({1: 1}, [1] * 50 + [2])
            except KeyError: pass
        """, "table[key]", "`table[key]`: the key was there, now it is not"),
    "an exception": ("""
        def f(table, keys):
            for key in keys:
                table[key]
        for _ in range(10):
            try: f({(1,): 1}, [(1,)] * 50 + [(2,)])
            except KeyError: pass
        """, "table[key]", "`table[key]` raised an exception (remedy: where that is frequent, test beforehand instead of catching it)"),
    "a variable without a value": ("""
        def f(n):
            for i in range(n):
                if i > 3: x = i
        for _ in range(10): f(50)
        """, "for i in range(n):", "`x` has no value yet"),
    "another function": ("""
        def f(functions):
            for g in functions:
                g(1)
        for _ in range(10): f([abs] * 50 + [float] * 3)
        """, "g(1)", "`g` was abs(), now another object"),
    "a changed class": ("""
        class P: x = 1
        def f(n):
            p = P()
            for i in range(n):
                p.x
        f(50)
        for _ in range(10):
            P.x += 1
            f(50)
        """, "p.x", "`p.x`: a class was changed"),
    "attributes in another order": ("""
        class P: pass
        def f(points):
            for p in points:
                p.y
        p, q = P(), P()
        p.__dict__, q.__dict__ = dict(x=1, y=1), dict(y=1, x=1)
        for _ in range(10): f([p] * 50 + [q] * 3)
        """, "p.y", "`p.y`: the names of an object or a module are not those that were seen, or in another order"),
    "more values to unpack": ("""
        def f(pairs):
            for pair in pairs:
                a, *b = pair
                x, y = b
        for _ in range(10):
            try: f([(1, 2, 3)] * 50 + [(1, 2)])
            except ValueError: pass
        """, "x, y = b", "`x, y`: there are not 2 items to unpack"),
}


@pytest.mark.parametrize("kind", LEFT)
def test_which_expectation_failed_where_compiled_code_was_left(tmp_path, kind):
    body, line, words = LEFT[kind]
    notes = explained(tmp_path, body)
    assert any(at == line and told.startswith("left: " + words) for at, told in notes), notes


ALONE = {
    "recursion": ("""
        def f(n): return n if n < 2 else f(n - 1) + f(n - 2)
        f(10)
        """, "f", "it calls itself"),
    "a recursive method": ("""
        class C:
            def walk(self, n): return n and self.walk(n - 1)
        """, "C.walk", "it calls itself"),
    "a recursive function in a function": ("""
        def g():
            def f(n): return n and f(n - 1)
            return f
        """, "g()", "it calls itself"),
    "a generator": ("def f(): yield 1", "f", "it is a generator: CPython resumes it"),
    "a coroutine": ("async def f(): pass", "f", "it is a coroutine: CPython resumes it"),
    "an async generator": ("async def f(): yield 1", "f", "it is an async generator: CPython resumes it"),
}


@pytest.mark.parametrize("kind", ALONE)
def test_what_a_function_is_that_runs_at_the_interpreters_pace(tmp_path, kind):
    body, what, words = ALONE[kind]
    assert any(told.startswith(words) and "remedy" in told for _, told in explained(tmp_path, body, what))


def test_a_method_that_calls_one_of_the_same_name_of_something_else_does_not_call_itself(tmp_path):
    body = """
        class C:
            def get(self, d, k): return d.get(k)
        def get(d): return [].get(d)
        """
    for what in "C.get", "get":
        assert not any("calls itself" in told for _, told in explained(tmp_path, body, what))


def test_what_has_been_compiled_after_all_is_no_refusal(tmp_path):
    notes = explained(tmp_path, """
        def g(d, k): return d.get(k)
        def f():
            for i in range(200): g({(1,): 2}, (1,))
        f()
        """)
    assert any(told.startswith("loop, compiled") for _, told in notes) and not any("not compiled" in told for _, told in notes)


def test_a_loop_that_gets_hot_after_all_recordings_were_paid_is_told_so(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent("""
        import pyjit
        pyjit.enable(hot=20, compile_share=0)
        def f():
            for i in range(30000): pass
        f()
        print(pyjit.explain(f))
        """))
    assert "hot, but recording and compiling may take no more time yet (remedy: raise compile_share)" in python(str(program), PYJIT=None).out


def test_stats_tell_aborts_and_exits_with_their_places(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(HEAD + textwrap.dedent("""
        def f():
            for i in range(100):
                if i > 50:
                    [].index(i)
        for _ in range(10):
            try: f()
            except ValueError: pass
        stats = pyjit.stats()
        print(*(key for counted in (stats["aborts"], stats["exits"]) for key in counted), sep="\\n")
        """))
    out = python(str(program), cwd=tmp_path, PYJIT=None).out
    assert "an exception was raised" in out and "('`i > 50` was false, now true', '%s:6')" % program in out, out


def test_words_that_were_asked_for_stay_when_the_code_dies(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(HEAD + textwrap.dedent("""
        import gc
        names = {}
        exec("def f(n):\\n for i in range(n):\\n  if i > 40: x = 1", names)
        for _ in range(10): names["f"](50)
        before = {key: n for key, n in pyjit.stats()["exits"].items() if "<string>" in key[1]}
        names.clear(), gc.collect()
        for _ in range(3):
            for i in range(300): pass
        after = {key: n for key, n in pyjit.stats()["exits"].items() if "<string>" in key[1]}
        print(before == after, len(before) > 0)
        """))
    assert python(str(program), PYJIT=None).out == "True True\n"


def test_the_counts_of_a_script_quote_its_own_code_too(tmp_path):
    """The script's own code object is gone when they are printed."""
    program = tmp_path / "program.py"
    program.write_text("words = ['a', 'b'] * 4000\nn = 0\nfor k in range(30):\n  for word in words:\n    if word == 'b': n += 1\n")
    told = python("-m", "pyjit", "--stats", "--hot=2", "--bridge=2", str(program), PYJIT=None)
    assert "the loop over `words` came to its end" in told.err + told.out, told
