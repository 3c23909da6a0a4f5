"""The text of --stats."""
import pytest
from user.processes import pyjit_runs

from pyjit.report import summary

COUNTS = {"traces": 3, "bridges": 2, "aborts": {("a generator", "app.py:5"): 4, ("too long", "app.py:6"): 1}, "compiled_share": 0.975,
          "exits": {("overflow", "app.py:7"): 12, ("type", "app.py:9"): 40}, "record_seconds": 0.004,
          "compile_seconds": 0.006, "micro_ops": 321, "micro_op_us": 38.2, "code_bytes": 5000, "watched_seconds": {},
          "step_seconds": {"record": 0.002, "lower": 0.002, "optimize": 0.004, "allocate": 0.0016, "stitch": 0.0004}}


@pytest.fixture(autouse=True)
def somewhere(tmp_path, monkeypatch):
    """There the program's file is one of ten lines."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.py").write_text("".join("    line%d()\n" % n for n in range(1, 11)))


def test_the_totals_come_first_and_then_the_most_frequent_reasons_with_their_lines():
    assert summary.stats(COUNTS) == """\
pyjit: 3 traces, 2 bridges; 98 % of the time was spent in compiled loops
4.0 ms recording, 6.0 ms compiling: 321 micro-ops, 38 us each (median over the traces), 5 KiB of machine code
of this time: record 20 %, lower 20 %, optimize 40 %, allocate 16 %, stitch 4 %
recordings that came to nothing, and why:
         4  app.py:5  line5()
            a generator
         1  app.py:6  line6()
            too long
where compiled code was left, and which expectation failed:
        40  app.py:9  line9()
            type
        12  app.py:7  line7()
            overflow
"""


def test_of_many_exits_only_the_most_frequent_are_shown():
    many = {("type", "gone.py:%02d" % line): line for line in range(1, 31)}
    text = summary.stats({**COUNTS, "aborts": {}, "exits": many})
    assert "came to nothing" not in text
    assert text.splitlines()[4:8] == ["        30  gone.py:30  ", "            type", "        29  gone.py:29  ", "            type"]
    assert text.splitlines()[-1] == "        55  at 10 more places"


def test_what_was_counted_together_has_no_line():
    assert "         7  others" in summary.stats({**COUNTS, "exits": {("others", "others"): 7}})


def test_before_the_first_sample_there_is_no_share():
    assert summary.stats({**COUNTS, "compiled_share": None}).startswith("pyjit: 3 traces, 2 bridges\n")


def test_who_listened_is_told():
    text = summary.stats({**COUNTS, "watched_seconds": {"cProfile": 2.5}})
    assert "ran compiled for 2.5 s, in which cProfile listened to all code\n" in text


def test_there_is_a_text_even_if_pyjit_was_never_on():
    assert summary.stats({}) == "pyjit: nothing was counted\n"


def test_the_time_is_told_step_by_step():
    ended = pyjit_runs("--hot=5", "-c", """if 1:
        import pyjit
        def count(n):
            for i in range(n):
                n += i
        count(1000)
        stats = pyjit.stats()
        steps = stats["step_seconds"]
        print([*steps], all(seconds > 0 for seconds in steps.values()))
        print(abs(sum(steps.values()) - stats["record_seconds"] - stats["compile_seconds"]) < 1e-6)""", PYJIT=None)
    assert ended.out.splitlines() == ["['record', 'lower', 'optimize', 'allocate', 'stitch'] True", "True"], ended
