"""A short run of the fuzzer. FUZZ_SEED picks other programs (or "random"), FUZZ_SECONDS says how long."""
import os
import random

import pytest
from differential.differ import Program, Worker
from fuzz import campaign
from fuzz.grammar import GRAMMAR
from fuzz.shrink import Shrinker, kind_of
from fuzz.writer import HOLE, OWN_HOLES, PRELUDE, compiles, program

SEED = os.environ.get("FUZZ_SEED", "1")
SEED = random.randrange(2 ** 32) if SEED == "random" else int(SEED)
SECONDS = float(os.environ.get("FUZZ_SECONDS", "12"))


@pytest.mark.parametrize("seed, checked, mode, compiled", [
    (SEED, False, "jitted", 0.25), (SEED + 1, True, "jitted", 0.25), (SEED + 2, False, "sampled", 0.02), (SEED + 3, False, "called", 0.25)])
def test_generated_programs_do_the_same_stock_and_jitted(seed, checked, mode, compiled):
    told = []
    one = campaign.Campaign(seed, programs=10 ** 6, seconds=SECONDS, checked=checked, mode=mode, shrinks=False, tell=told.append)
    assert one.run(), "\n".join(told)
    assert one.traces > compiled * one.passed, "these programs are hardly compiled"
    print("\n".join(told))


def test_a_program_that_differs_only_after_others_is_told_with_what_runs_them_all(monkeypatch):
    uses = "import sys\nfrom differential import watched\n"
    programs = {5: uses + "if 'pyjit' in sys.modules: watched.left = 1", 6: uses, 7: uses + "found = hasattr(watched, 'left')"}
    monkeypatch.setattr(campaign, "program", lambda seed, index: programs.get(index, programs[7]))
    told = []
    assert not campaign.Campaign(3, programs=10, tell=told.append).run()
    assert told[0].startswith("seed 3, program 7 differs: not by itself") and "jitted process only" in told[0]
    assert told[1] == "all that it needs: python -m tests.fuzz --seed 3 --first 5 --programs 3"
    assert "1 differ [7]" in told[2]


def test_a_seed_and_an_index_give_the_same_program_again():
    assert program(7, 3) == program(7, 3) != program(7, 4)


def test_each_hole_of_the_grammar_has_rows():
    holes = {hole for rows in GRAMMAR.values() for row in rows for hole in HOLE.findall(row)}
    assert holes <= GRAMMAR.keys() | OWN_HOLES


def globals_of(*texts):
    """What the variables of the last of these programs are, which one stock process runs one after the other."""
    worker = Worker("stock")
    try:
        for text in texts:
            worker.send(Program(text))
            outcome = worker.receive()[0]
        return outcome["globals"]
    finally:
        worker.stop()


WATCHES = """
def work(n):
    for k in range(n):
        if k == 3:
            %s
    return k
result = work(6)
"""


@pytest.mark.parametrize("switched_on, event", [
    ("watch('LINE', work)", "('LINE', 'work',"), ("watch('JUMP PY_RETURN')", "('PY_RETURN', 'work',"),
    ("watch('BRANCH', here())", "('BRANCH',"), ("profiling(1)", "('profile', 'return', 'work',"),
    ("trace_here()", "('trace', 'line', 'work',")])
def test_a_tool_that_a_program_switches_on_sees_events_until_the_program_ends(switched_on, event):
    asks = "import sys\ntools = [sys.monitoring.get_tool(tool) for tool in range(6)], sys.gettrace(), sys.getprofile()"
    text = PRELUDE + WATCHES % switched_on
    assert event in globals_of(text)
    assert globals_of(text, asks) == globals_of(asks)


def test_sentinels_and_ends_of_code_are_seen():
    assert "('NAN',)" in globals_of(PRELUDE + "HELD[0] = handed(NAN)\nresult = tuple(which(HELD[0]))")
    assert globals_of(PRELUDE + "mourn(make(0, 1))\nLIVES[:1]").count("'gone', 'ReferenceType'") == 2


def test_what_differs_is_shrunken():
    class Pretended:
        """A stock and a jitted process of which the second has `answer` wrong."""

        def outcomes(self, program, timeout):
            agree = "answer" not in program.text
            return ({"globals": ""}, {}), ({"globals": "" if agree else "wrong"}, {})

    text = "import gc\ndef f(n):\n    for i in range(100):\n        if i:\n            answer = [n, 2]\n    return i\nf(3)\n"
    assert compiles(text) and kind_of(Pretended(), text) == "globals"
    assert Shrinker(Pretended(), "globals").shrink(text) == "def f(n):\n    answer = None"
