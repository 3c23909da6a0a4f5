"""Fixtures that all tests share: `both` runs a program stock and jitted and demands that it does the same."""
import signal
import textwrap

import pytest

from differential.differ import Differ, Program

# A shell lets what it starts in the background ignore it, and so would every process that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def differ():
    """The stock and the jitted process, kept over the whole session."""
    one = Differ()
    yield one
    one.stop()


@pytest.fixture
def both(differ):
    """both(source, **names): run `source` as a module that finds `names` defined; its variables at the end are its value."""
    return lambda source, **names: differ.check(Program(textwrap.dedent(source), names=names))
