"""Blocks for floats and ints are taken from the allocator's pools by machine code, as long as that is the interpreter's own."""
import pytest
from host.test_collector import run

LOOPS = """
    import sys, tracemalloc
    import pyjit
    def fill(made, numbers):
        for i in range(len(numbers)):
            x = numbers[i]
            made[i] = x + 1
    def run(numbers):
        made = [None] * len(numbers)
        for _ in range(20):
            fill(made, numbers)
            assert made == [x + 1 for x in numbers]
            assert all(type(a) is type(b) and str(a) == str(b) for a, b in zip(made, [x + 1 for x in numbers]))
        return made
    LIMITS = [0, 1 << 30, 1 << 59, 1 << 60, 1 << 62, (1 << 63) - 20, -7, 250]
    ints = [sign * limit + k for limit in LIMITS for sign in (1, -1) for k in range(-9, 9)]
    floats = [k + 0.5 for k in range(1000)]
    """


def test_they_are_found_here(host):
    _, blocks = host.free_memory()
    first, malloc, allocator, following, free, count = blocks.all
    assert host.peek.u64(malloc) == allocator
    pool = host.peek.u64(first)
    assert 0 <= host.peek.u32(pool + count) < 1 << 10
    assert host.peek.u64(pool + following)


@pytest.mark.parametrize("flags", ((), ("-X", "tracemalloc")))
@pytest.mark.parametrize("meanwhile", ("pass", "tracemalloc.start()"))
def test_numbers_come_out_as_they_should(flags, meanwhile):
    assert run(LOOPS + """
    pyjit.enable(hot=2, bridge=2)
    for _ in range(3):
        run(ints), run(floats)
    assert pyjit.stats()["traces"]
    %s
    made = run(ints) + run(floats)
    """ % meanwhile, *flags) == ""


def test_the_allocator_counts_them_and_gets_them_back():
    assert run(LOOPS + """
    pyjit.enable(hot=2, bridge=2)
    large = list(range(1000, 3000))
    run(large), run(floats)
    made = [None] * 2000
    for _ in range(3):
        fill(made, [0] * 2000)
        before = sys.getallocatedblocks()
        fill(made, large)
        there = sys.getallocatedblocks() - before
        fill(made, [0] * 2000)
        gone = sys.getallocatedblocks() - before
        assert 1990 <= there <= 2100 and -50 <= gone <= 50, (there, gone)
    """) == ""


def test_who_traces_memory_hears_of_them():
    assert run(LOOPS + """
    pyjit.enable(hot=2, bridge=2)
    large = list(range(1000, 3000))
    run(large)
    tracemalloc.start()
    made = run(large)
    assert all(tracemalloc.get_object_traceback(x)[0].lineno == 8 for x in made)
    tracemalloc.stop()
    run(large)
    """) == ""


@pytest.mark.parametrize("allocator", ("debug", "malloc", "malloc_debug"))
def test_another_allocator_is_asked_for_each(allocator, monkeypatch):
    monkeypatch.setenv("PYTHONMALLOC", allocator)
    assert run(LOOPS + """
    pyjit.enable(hot=2, bridge=2)
    for _ in range(3):
        run(ints), run(floats)
    assert pyjit.stats()["traces"]
    """) == ""
