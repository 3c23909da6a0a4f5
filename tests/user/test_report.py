"""The text of --stats."""
from pyjit import report

COUNTS = {"traces": 3, "bridges": 2, "aborts": {"generator": 4, "too long": 1}, "compiled_share": 0.975,
          "exits": {("overflow", "app.py:7"): 12, ("type", "app.py:9"): 40}, "record_seconds": 0.0004,
          "compile_seconds": 0.0121, "micro_ops": 321, "micro_op_us": 38.2, "code_bytes": 5000}


def test_the_totals_come_first_and_then_the_most_frequent_reasons():
    assert report.stats(COUNTS) == """\
pyjit: 3 traces, 2 bridges; 97.5 % of the loop iterations ran compiled
0.4 ms recording, 12.1 ms compiling: 321 micro-ops, 38 us each (median over the traces), 5 KiB of machine code
not compiled:
         4  generator
         1  too long
left compiled code:
        40  app.py:9  type
        12  app.py:7  overflow
"""


def test_of_many_exits_only_the_most_frequent_are_shown():
    many = {("type", "app.py:%02d" % line): line for line in range(1, 31)}
    text = report.stats({**COUNTS, "aborts": {}, "exits": many})
    assert "not compiled" not in text
    assert text.splitlines()[3:5] == ["        30  app.py:30  type", "        29  app.py:29  type"]
    assert text.splitlines()[-1] == "        55  at 10 more places"


def test_without_counted_passes_there_is_no_share():
    assert report.stats({**COUNTS, "compiled_share": None}).startswith("pyjit: 3 traces, 2 bridges\n")


def test_there_is_a_text_even_if_pyjit_was_never_on():
    assert report.stats({}) == "pyjit: nothing was counted\n"
