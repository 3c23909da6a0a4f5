"""The hand-written programs once more, with loops that rest before they are hot."""
import pytest

from differential.differ import Differ
from differential.test_programs import programs


@pytest.fixture(scope="module")
def resting():
    one = Differ(mode="resting")
    yield one
    one.stop()


@pytest.mark.parametrize("program", list(programs()))
def test_a_program_does_the_same_while_loops_rest(resting, program):
    resting.check(program)
