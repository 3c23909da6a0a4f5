"""The hand-written programs once more, where looks at what is running decide which code is watched."""
import pytest

from differential.differ import Differ
from differential.test_programs import programs


@pytest.fixture(scope="module")
def sampled():
    one = Differ(mode="sampled")
    yield one
    one.stop()


@pytest.mark.parametrize("program", list(programs()))
def test_a_program_does_the_same_while_it_is_sampled(sampled, program):
    sampled.check(program)
