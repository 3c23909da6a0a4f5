"""The harness itself: it must see every difference that it claims to see, and survive what programs do to it."""
import os
from multiprocessing.connection import Connection

import pytest

from differential.describe import describe
from differential.differ import Difference, Differ, Program, report

A_LIST = [1]
ALIKE_BUT_DIFFERENT = [
    (0.0, -0.0), (1, 1.0), (1, True), (0.0, float("nan")), (1.0, 1 + 0j), ("1", b"1"), ([1], (1,)), ([1], [True]), ({1: 2}, {1.0: 2}),
    ({1: 0, 2: 0}, {2: 0, 1: 0}), ([A_LIST, A_LIST], [[1], [1]]), (iter([1, 2]), iter([2])), (b"", bytearray()), (None, NotImplemented),
    (slice(1), slice(1.0)), (ValueError("a"), ValueError("b")), (ValueError(), TypeError()), (set(), frozenset()), (10 ** 5000, 10 ** 5000 + 1),
]


@pytest.mark.parametrize("one, other", ALIKE_BUT_DIFFERENT, ids=describe)
def test_values_that_a_program_can_tell_apart_have_different_texts(one, other):
    assert describe(one) != describe(other)


def test_a_list_that_contains_itself_can_be_described():
    ring = [1]
    ring.append(ring)
    assert describe(ring) == "#1=list([1, #1])"


def test_objects_show_their_dict_and_their_slots_without_running_their_code():
    class Hostile:
        __slots__ = "a", "__dict__"

        def __getattribute__(self, name):
            raise AssertionError(name)

        __repr__ = __eq__ = __hash__ = __getattribute__

    hostile = Hostile()
    object.__setattr__(hostile, "a", 1)
    object.__setattr__(hostile, "b", 2)
    assert describe(hostile) == "#1=Hostile(b=2, a=1)"


def outcome_of(text):
    differ = Differ()
    try:
        return differ.outcomes(Program(text))[0][0]
    finally:
        differ.stop()


@pytest.mark.parametrize("section, one, other", [
    ("globals", "a = 1", "a = 1.0"),
    ("output", "print(1)", "print(2)"),
    ("exception", "1 + None", "1 +  None"),
    ("exception", "def f(x):\n    raise KeyError\nf(1)", "def f(x):\n    raise KeyError\nf(2)"),
    ("exception", "raise KeyError from None", "raise KeyError"),
    ("refcounts", "from differential.watched import counted; _a = counted([])", "from differential.watched import counted; counted([])"),
    ("warnings", "import warnings; warnings.warn('a')", "import warnings; warnings.warn('b')"),
    ("unraisable", "class A:\n    def __del__(self): raise KeyError(1)\nA()", "class A:\n    def __del__(self): raise KeyError(2)\nA()"),
])
def test_what_a_program_does_is_seen(section, one, other):
    first, second = outcome_of(one), outcome_of(other)
    assert first[section] and first[section] != second[section]
    assert section in report(first, second)


@pytest.fixture
def own_differ():
    """Two processes that no other test uses."""
    one = Differ()
    yield one
    one.stop()


def test_a_crash_is_the_failure_of_its_program_and_the_next_one_runs(own_differ):
    with pytest.raises(Difference, match="SIGSEGV(.|\n)*Fatal Python error"):
        own_differ.check(Program("import faulthandler; faulthandler._sigsegv()"))
    own_differ.check(Program("a = 1"))


def test_a_program_that_hangs_is_stopped_and_shown(own_differ, tmp_path, monkeypatch):
    reached = str(tmp_path / "reached")
    os.mkfifo(reached)
    text = f"import sys\nif 'pyjit' not in sys.modules:\n    open({reached!r}, 'w').close()\nwhile True:\n    pass"

    def poll(self, timeout):
        """The time is up as soon as the stock process has come to its loop."""
        if timeout:
            open(reached).read()
        return False
    monkeypatch.setattr(Connection, "poll", poll)
    with pytest.raises(Difference, match="no answer(.|\n)*in <module>"):
        own_differ.check(Program(text))


def test_a_failure_prints_the_program_and_its_seed():
    text = str(Program("def f():\n    return 1\n\n\ndef g():\n    pass\n", entry="f", seed=17))
    assert text == "program: program.py::f\nseed: 17\ndef f():\n    return 1"


CHANGES = """
import builtins, gc, sys, threading
del builtins.max
builtins.extra = builtins.min = 1
sys.setrecursionlimit(333)
sys.setswitchinterval(1e-5)
sys.hidden = sys.displayhook = 1
gc.disable()
gc.set_threshold(7)
threading.settrace(print)
"""
SHOWN = """
import builtins, gc, sys, threading
kept = list(vars(builtins)), list(vars(sys)), builtins.min, sys.displayhook
settings = sys.getrecursionlimit(), sys.getswitchinterval(), gc.isenabled(), gc.get_threshold(), threading.gettrace()
"""
CHANGED_LATE = f"""
class Late:
    def __init__(self):
        self.itself = self

    def __del__(self, changes={CHANGES!r}):
        exec(changes)

late = Late()
"""


@pytest.mark.parametrize("changes", [CHANGES, CHANGED_LATE], ids=["at once", "by a finalizer, when the program is over"])
def test_no_program_finds_what_another_one_has_changed(own_differ, changes):
    alone = own_differ.outcomes(Program(SHOWN))
    own_differ.outcomes(Program(changes))
    again = own_differ.outcomes(Program(SHOWN))
    assert [sections for sections, _ in again] == [sections for sections, _ in alone]


USES = "import sys\nfrom differential import watched\n"
LEAVES, FINDS = USES + "watched.left = 1", USES + "found = hasattr(watched, 'left')"
LEAVES_JITTED = USES + "if 'pyjit' in sys.modules: watched.left = 1"
LEAVES_STOCK = USES + "if 'pyjit' not in sys.modules: watched.left = 1"


def test_when_one_process_dies_the_other_is_replaced_as_well(own_differ):
    own_differ.check(Program(LEAVES))
    with pytest.raises(Difference, match="SIGSEGV"):
        own_differ.check(Program("import faulthandler, sys\nif 'pyjit' in sys.modules:\n    faulthandler._sigsegv()"))
    own_differ.check(Program(FINDS))


@pytest.mark.parametrize("leaves, verdict", [
    (LEAVES_JITTED, "to the jitted process only"), (LEAVES_STOCK, "to the stock process")], ids=["jitted", "stock"])
def test_a_difference_that_needs_programs_before_it_names_them_and_is_not_told_twice(own_differ, leaves, verdict):
    leaves, between, finds = Program(leaves), Program("a = 1"), Program(FINDS)
    for program in between, leaves, between:
        own_differ.check(program)
    with pytest.raises(Difference, match=f"run alone it agrees; run after the 2 before it, it differs: they matter {verdict}") as told:
        own_differ.check(finds)
    assert told.value.after == [leaves, between]
    own_differ.check(finds)


def test_a_difference_that_needs_nothing_before_it_says_so(own_differ):
    with pytest.raises(Difference, match="it differs when run alone, too") as told:
        own_differ.check(Program("import sys; a = 'pyjit' in sys.modules"))
    assert told.value.after == []
