"""explain() and --dis: what was made of a program, in the program's own lines."""
import os
import re
import textwrap

import pytest

from user.processes import REPORTED, ROOT, pyjit_runs, python

PROGRAM = """\
import pyjit
pyjit.enable(hot=5, compile_share=1)
%s
total(1000), sum(words(1000)), Counter().count(1000)
""" % REPORTED


def explained(tmp_path, what):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM + "print(pyjit.explain(%s))" % what)
    ended = python(str(program), PYJIT=None)
    assert ended.code == 0, ended
    return re.sub(r"[\d.]+ ms", "... ms", ended.out).replace(str(tmp_path) + "/", "").splitlines()


def test_a_compiled_loop_is_shown_at_its_line(tmp_path):
    lines = explained(tmp_path, "total")
    assert lines[:2] == ["total, program.py:4", "     6  for i in range(n):"]
    assert lines[2].startswith("        | loop, compiled: ")


def test_a_refusal_is_shown_with_its_reason(tmp_path):
    lines = explained(tmp_path, "words")
    assert lines[1].startswith("        | it is a generator: CPython resumes it")
    assert lines[2] == "    11  for i in range(n):"
    assert lines[3].startswith("        | not compiled: line 12, `yield i`: the generator hands out a value")


def test_a_method_and_a_code_object_will_do(tmp_path):
    assert explained(tmp_path, "Counter().count") == explained(tmp_path, "Counter.count.__code__")


def test_a_function_without_a_hot_loop(tmp_path):
    assert explained(tmp_path, "never") == [
        "never, program.py:14: it has no loop, no compiled loop calls it, and it has not been called often enough to be compiled by itself", ""]


EXITS = """\
    import pyjit
    pyjit.enable(**dict(hot=5, bridge=5, compile_share=1) | dict(%s))

    def half(x):
        return x * 0.5

    def by_type():
        for x in [1, 1.0] * 30:
            half(x)

    def raising():
        for x in [1, 1, 1, "text"] * 15:
            if type(x) is str:
                try:
                    raise KeyError from None
                except KeyError:
                    pass

    def failing(table=dict.fromkeys(zip("abc"))):
        for x in "abc" * 20 + "d":
            table[x,]

    for i in range(20):
        by_type(), raising()
        try:
            failing()
        except KeyError:
            pass

    print(pyjit.explain(%s))
"""


def ways(tmp_path, what, options=""):
    """The lines of an explanation that tell what becomes of exits, without their counts."""
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent(EXITS % (options, what)))
    ended = python(str(program), PYJIT=None)
    assert ended.code == 0, ended
    return re.findall(r"left \d+ times: (.*)", ended.out)


def test_a_function_whose_calls_are_followed(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent(EXITS % ("", "half")))
    assert python(str(program), PYJIT=None).out.splitlines()[1:3] == ["     4  def half(x):", "        | calls of it are followed"]


def test_a_function_whose_calls_are_not_followed(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent(EXITS % ("", "by_type")))
    said = "        | calls of it are not followed: line 8, `for x in [1, 1.0] * 30:`: it has a loop, which is compiled by itself"
    assert said in python(str(program), PYJIT=None).out.splitlines()


ONE_TYPE = "`x` was a float, now something else (remedy: use one type there throughout, such as 0.0 where it becomes a float); "


@pytest.mark.parametrize("what, options, way", [
    ("by_type", "", "`x` was a float, now an int; by now it goes on compiled"),
    ("by_type", "bridge=10**9", ONE_TYPE + "so far CPython goes on from there"),
    ("by_type", "bridge_depth=0",
     ONE_TYPE + "CPython goes on from there: "
     "0 bridges hang one upon another before it (bridge_depth) (remedy: use one type for each variable, or raise bridge_depth)"),
    ("by_type", "traces_per_code=1",
     ONE_TYPE + "CPython goes on from there: "
     "1 traces and bridges start in the code (traces_per_code) (remedy: split the function, or raise traces_per_code)"),
    ("raising", "", "`x` was an int, now a str (remedy: use one type there throughout, such as 0.0 where it becomes a float); CPython goes on "
     "from there: line 15, `raise KeyError from None`: an exception is raised, and CPython does that (remedy: test beforehand instead of "
     "catching exceptions, where they are frequent)"),
    ("failing", "", "`table[x,]` raised an exception (remedy: where that is frequent, test beforehand instead of catching it); CPython goes on "
     "from there: it has an exception to handle (or StopIteration, where a loop ends)"),
], ids=["a bridge", "not hot yet", "the depth of bridges", "all traces of the code", "a recording that failed", "an exception"])
def test_what_becomes_of_an_exit(tmp_path, what, options, way):
    lines = ways(tmp_path, what, options)
    assert way in lines, lines


def test_explain_before_enable_says_that_pyjit_is_off():
    assert python("-c", "import pyjit; print(pyjit.explain(pyjit.enable), end='')", PYJIT=None).out \
        == "pyjit is off: pyjit.enable() has not been called\n"


LOOP = """\
def total(n):
    s = 0.5
    for i in range(n):
        s += 0.25
    return s

print(total(5000))
"""


def test_dis_shows_source_lines_micro_ops_and_machine_code(tmp_path):
    program = tmp_path / "loop.py"
    program.write_text(LOOP)
    ended = pyjit_runs("--hot=5", "--dis", str(program), PYJIT=None)
    assert (ended.code, ended.out) == (0, "1250.5\n")
    listing, = [text for text in ended.err.split("\n\n") if text.startswith("loop at %s:3 in total: " % program)]
    lines = listing.splitlines()
    assert "  %s:4  s += 0.25" % program in lines
    assert any(line.strip().startswith("%") and "= float_add" in line and "add" in line.split("float_add")[1] for line in lines)


def test_dis_without_capstone_says_how_to_get_it(tmp_path):
    (tmp_path / "capstone.py").write_text("raise ImportError")
    ended = pyjit_runs("--dis", "-c", "print(end='')", PYJIT=None, PYTHONPATH=os.pathsep.join([str(tmp_path), ROOT]))
    assert (ended.code, ended.err) == (0, "pyjit: --dis needs capstone (pip install capstone)\n")


def test_stats_come_after_everything_that_the_program_prints():
    ended = pyjit_runs("--hot=500", "--stats", "-c", "import atexit, sys\natexit.register(print, 'bye', file=sys.stderr)\n" + LOOP,
                       PYJIT=None)
    assert (ended.code, ended.out) == (0, "1250.5\n")
    lines = ended.err.splitlines()
    assert lines[0] == "bye" and lines[1].startswith("pyjit: 1 traces, 0 bridges")
