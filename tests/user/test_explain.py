"""explain() and --dis: what was made of a program, in the program's own lines."""
import re
import textwrap

from user.processes import pyjit_runs, python

PROGRAM = """\
    import pyjit
    pyjit.enable(hot=5, compile_share=1)

    def total(n):
        s = 0.0
        for i in range(n):
            s += i * 0.5
        return s

    def words(n):
        for i in range(n):
            yield i

    def never():
        return 1

    class Counter:
        def count(self, n):
            while n:
                n -= 1

    total(1000), sum(words(1000)), Counter().count(1000)
"""


def explained(tmp_path, what):
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent(PROGRAM) + "print(pyjit.explain(%s))" % what)
    ended = python(str(program), PYJIT=None)
    assert ended.code == 0, ended
    return re.sub(r"[\d.]+ ms", "... ms", ended.out).replace(str(tmp_path) + "/", "").splitlines()


def test_a_compiled_loop_is_shown_at_its_line(tmp_path):
    lines = explained(tmp_path, "total")
    assert lines[:2] == ["total, program.py:4", "     6  for i in range(n):"]
    assert lines[2].startswith("        | loop, compiled: ")


def test_a_refusal_is_shown_with_its_reason(tmp_path):
    lines = explained(tmp_path, "words")
    assert lines[1] == "    11  for i in range(n):" and lines[2].startswith("        | not compiled: ")


def test_a_method_and_a_code_object_will_do(tmp_path):
    assert explained(tmp_path, "Counter().count") == explained(tmp_path, "Counter.count.__code__")


def test_a_function_without_a_hot_loop(tmp_path):
    assert explained(tmp_path, "never") == ["never, program.py:14: no loop in it has run often enough", ""]


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


def test_dis_without_capstone_says_how_to_get_it():
    ended = pyjit_runs("--dis", "-c", "import sys; sys.modules['capstone'] = None", PYJIT=None)
    assert (ended.code, ended.err) == (0, "pyjit: --dis needs capstone (pip install 'pyjit[dis]')\n")


def test_stats_come_after_everything_that_the_program_prints():
    ended = pyjit_runs("--hot=500", "--stats", "-c", "import atexit, sys\natexit.register(print, 'bye', file=sys.stderr)\n" + LOOP,
                       PYJIT=None)
    assert (ended.code, ended.out) == (0, "1250.5\n")
    lines = ended.err.splitlines()
    assert lines[0] == "bye" and lines[1].startswith("pyjit: ") and " of the loop iterations ran compiled" in lines[1]
