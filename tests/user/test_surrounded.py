"""However Python was started, and whatever measures it from outside, pyjit comes on, compiles, and the program does what it does."""
import pytest

from user.processes import HOT, python

PROGRAM = HOT + """
import sys
class Node:
    def __init__(self, number, next):
        self.number, self.next = number, next
def texts(n):
    chain, found = None, {}
    for i in range(n):
        chain = Node(i * 1.5, chain if i % 50 else None)
        found[str(i % 30)] = [i, (i, chain.number), 1 << i % 90]
    return sorted(found.items())
print([hot(n) for n in range(60)], texts(900), hot(5000))
"""
WATCHED = """
import pyjit
on = pyjit.enable(hot=3, bridge=3, trial=64, worth=0, compile_share=1)
%s
pyjit.disable()
print(on, pyjit.status(), pyjit.stats()["traces"] > 1, pyjit.stats()["bridges"] > 2, pyjit.stats()["faults"], file=sys.stderr)
"""
STARTED = [
    ([], {"PYTHONMALLOC": "debug"}), ([], {"PYTHONMALLOC": "malloc"}), ([], {"PYTHONMALLOC": "malloc_debug"}),
    ([], {"PYTHONMALLOC": "pymalloc_debug"}), ([], {"PYTHONMALLOC": "mimalloc"}), ([], {"PYTHONMALLOC": "mimalloc_debug"}),
    ([], {"PYTHONDEVMODE": "1"}), ([], {"PYTHONTRACEMALLOC": "1"}), (["-X", "tracemalloc=25"], {}), ([], {"PYTHONFAULTHANDLER": "1"}),
    ([], {"PYTHONASYNCIODEBUG": "1"}), (["-X", "importtime"], {}), ([], {"PYTHONNODEBUGRANGES": "1"}),
    (["-I"], {}), (["-E", "-s", "-P"], {}), (["-OO"], {}), (["-X", "frozen_modules=off"], {}), (["-X", "int_max_str_digits=0"], {}),
    ([], {"PYTHONINTMAXSTRDIGITS": "640"}), ([], {"PYTHONOPTIMIZE": "2"}), ([], {"PYTHONUNBUFFERED": "1"}), ([], {"PYTHONHASHSEED": "1"}),
    ([], {"MALLOC_PERTURB_": "85", "MALLOC_CHECK_": "3"}), ([], {"PYTHONPYCACHEPREFIX": "/nonexistent"}), ([], {"PYTHON_GIL": "1"})]


@pytest.mark.parametrize("flags, environment", STARTED, ids=str)
def test_python_started_otherwise(flags, environment):
    stock = python("-c", PROGRAM, flags=flags, **environment)
    ours = python("-c", WATCHED % PROGRAM, flags=flags, PYJIT=None, **environment)
    assert (ours.code, ours.out) == (stock.code, stock.out) == (0, stock.out)
    assert ours.err.splitlines()[-1] == "True off: pyjit.disable() was called True True {}"


def test_what_evaluates_frames_itself_is_named_and_the_program_runs_as_ever():
    stock = python("-c", PROGRAM, PYTHONPERFSUPPORT="1")
    ours = python("-m", "pyjit", "-c", PROGRAM, PYTHONPERFSUPPORT="1", PYJIT=None)
    assert (ours.code, ours.out) == (stock.code, stock.out)
    assert ours.err == "pyjit: not supported: another tool evaluates Python frames in this process (PEP 523)\n"
