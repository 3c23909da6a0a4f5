"""Floats that are free to be used again are taken and given by machine code, unless somebody wants to hear of objects."""
import pytest
from host.test_collector import run

LOOPS = """
    import ctypes, mmap, sys, tracemalloc
    import pyjit
    def fill(n):
        made = []
        for i in range(n):
            made.append(i + 0.5)
        return made
    def use_up(made):
        total = 0.0
        for i in range(len(made)):
            x = made[i]
            made[i] = None
            total += x
        return total
    def run():
        for _ in range(20):
            made = fill(1000)
            assert made == [i + 0.5 for i in range(1000)]
            assert {type(x) for x in made} == {float} and len({id(x) for x in made}) == 1000
            assert {sys.getrefcount(x) for x in made} == {sys.getrefcount(x) for x in [float("0.5")]}
            assert use_up(made) == 500000.0
        return fill(1000)
    """


def test_they_are_found_here(host):
    floats, _ = host.free_memory()
    address, items, count, tracer, most = floats.kept
    assert address == id(float) and most == 100
    assert not host.peek.u64(tracer)
    held = []
    while first := host.peek.u64(items):
        many = host.peek.u32(count)
        held.append(float("1.5"))
        assert id(held[-1]) == first and host.peek.u32(count) == many - 1
    assert not host.peek.u32(count)


def test_while_somebody_traces_objects_they_are_left_alone(host):
    set_tracer = host.capi.function("PyRefTracer_SetTracer", "int", "address", "address")
    set_tracer(host.symbol("Py_IsInitialized"), 0)
    try:
        floats, blocks = host.free_memory()
    finally:
        set_tracer(0, 0)
    assert not floats and not host.peek.u64(floats.kept[1])
    assert host.peek.u64(blocks.all[1]) != blocks.all[2] & (1 << 64) - 1


@pytest.mark.parametrize("meanwhile", ("pass", "tracemalloc.start()", "tracemalloc.stop()",
                                       "tracemalloc.start(); run(); tracemalloc.stop()"))
@pytest.mark.parametrize("before", ("pass", "tracemalloc.start()"))
def test_loops_make_and_drop_floats_whoever_traces_memory(before, meanwhile):
    assert run(LOOPS + """
    %s
    pyjit.enable(hot=2, bridge=2)
    run()
    assert pyjit.stats()["traces"]
    %s
    made = run()
    if tracemalloc.is_tracing():
        assert {tracemalloc.get_object_traceback(x)[0].lineno for x in made} == {8}
    """ % (before, meanwhile)) == ""


def test_a_tracer_hears_of_every_float():
    """It counts in machine code: it must not make objects itself."""
    assert run(LOOPS + """
    pyjit.enable(hot=2, bridge=2)
    run()
    assert pyjit.stats()["traces"]
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(bytes.fromhex("488b4210 48394708 7506 89f6 48ff04f2 31c0 c3"))   # ++told[event], if the type is told[2]
    told = (ctypes.c_uint64 * 3)(0, 0, id(float))
    tracer = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(code)))
    tell = ctypes.pythonapi.PyRefTracer_SetTracer
    def told_of(action, *arguments):
        tell(tracer, told)
        result = action(*arguments)
        tell(None, None)
        counts = told[0] // 1000, told[1] // 1000
        told[0] = told[1] = 0
        return counts, result
    for _ in range(3):
        counts, made = told_of(fill, 1000)
        assert counts == (1, 0), counts
        counts, _ = told_of(use_up, made)
        assert counts[1] == 1, counts
    """) == ""
