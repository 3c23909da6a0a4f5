"""The harness itself: it must see every difference that it claims to see, and survive what programs do to it."""
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
        return differ.outcomes(Program(text), timeout=5)[0][0]
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


def test_a_crash_is_the_failure_of_its_program_and_the_next_one_runs():
    differ = Differ()
    try:
        with pytest.raises(Difference, match="SIGSEGV(.|\n)*Fatal Python error"):
            differ.check(Program("import faulthandler; faulthandler._sigsegv()"))
        differ.check(Program("a = 1"))
    finally:
        differ.stop()


def test_a_program_that_hangs_is_stopped_and_shown():
    differ = Differ()
    try:
        with pytest.raises(Difference, match="no answer(.|\n)*in <module>"):
            differ.check(Program("while True:\n    pass"), timeout=0.5)
    finally:
        differ.stop()


def test_a_failure_prints_the_program_and_its_seed():
    text = str(Program("def f():\n    return 1\n\n\ndef g():\n    pass\n", entry="f", seed=17))
    assert text == "program: program.py::f\nseed: 17\ndef f():\n    return 1"
