"""Loops that are not getting hot rest: they cost the program next to nothing, and are still found when they do get hot."""
import textwrap

import pytest

from user.processes import python

START = """
import opcode, sys, pyjit
pyjit.enable()

exec("def busy():  # many jumps, but none of them is hot" + 7 * "\\n    for i in range(40_000): pass")

def told(function):
    'Of which of its backward jumps is pyjit told?'
    raw = function.__code__._co_code_adaptive
    jumps = {opcode.opmap['JUMP_BACKWARD']: False, opcode.opmap['INSTRUMENTED_JUMP_BACKWARD']: True}
    return [jumps[raw[at]] for at in [at for at, op in places(function) if op == opcode.opmap['JUMP_BACKWARD']]]

def places(function):
    import dis
    return [(i.offset, i.opcode) for i in dis.get_instructions(function)]

def compiled(function):
    return 'compiled' in pyjit.explain(function) and 'no trace' not in pyjit.explain(function)

busy()
"""
WALK = """
def walk(things):
    total = 0
    for thing in things:
        if thing != 3:
            total += 1
    return total
"""


def run(source, walk=WALK):
    """What a program prints that has gone round often enough for its loops to rest."""
    done = python("-c", START + walk + textwrap.dedent(source), PYJIT=None)
    assert not done.err, done.err
    return done.out


@pytest.mark.parametrize("things", [
    "[0] * 30", "(0,) * 30", "'a' * 30", "'\\xe9' * 30", "b'a' * 30", "range(30)", "dict.fromkeys(range(30))",
    "dict.fromkeys(range(30)).values()", "dict.fromkeys(range(30)).items()", "set(range(30))", "frozenset(range(30))",
    "enumerate([0] * 30)", "enumerate(enumerate('a' * 30))"])
def test_a_loop_over_few_things_rests(things):
    assert run(f"""
        for _ in 1, 2, 3:
            walk({things})
        print(told(walk))
        """) in ("[False, False]\n", "[True, False]\n")   # over numbers below 3 one of the jumps has never been made


@pytest.mark.parametrize("things", ["iter(int, 1)", "(i for i in range(50_000))", "map(abs, range(50_000))", "range(50_000)"])
def test_what_is_not_known_to_end_soon_does_not_rest(things):
    assert run(f"""
        walk({things})
        """, WALK.replace("return", "    if total == 40_000: print(told(walk)); break\n    return")) == "[True]\n"


@pytest.mark.parametrize("before", ["range(30)", "[1] * 30", "'abc' * 10"])
def test_a_loop_that_rests_is_found_when_it_gets_hot(before):
    assert run(f"""
        for _ in range(5):
            walk({before})
        print(told(walk)[-1])
        for _ in range(20):
            walk(range(200_000))
        print(compiled(walk))
        """) == "False\nTrue\n"


def test_a_loop_in_a_loop_is_found_when_it_gets_hot():
    assert run("""
        def walk(sizes):
            total = 0
            for size in sizes:
                for i in range(size):
                    total += 1
            return total
        walk([30] * 5)
        walk([30] * 5 + [10_000_000])
        print(compiled(walk))
        """) == "True\n"


def test_a_loop_over_a_list_that_grows_is_found_when_it_gets_hot():
    assert run("""
        def walk(limit):
            queue = [1]
            for thing in queue:
                if thing < limit:
                    queue.append(thing + 1)
            return len(queue)
        for _ in range(5):
            walk(30)
        walk(1_000_000)
        print(compiled(walk))
        """) == "True\n"


def test_a_loop_that_many_short_runs_make_hot_is_compiled():
    assert run("""
        def many():
            i = 0
            while i < 200_000:
                walk('a' * 30)
                i += 1
        many()
        print(compiled(walk))
        """) == "True\n"


@pytest.mark.parametrize("event, arguments", [("JUMP", "code, offset, to"), ("LINE", "code, line"), ("PY_START", "code, offset"),
                                              ("INSTRUCTION", "code, offset")])
def test_another_tool_sees_every_event_of_a_loop_that_rests(event, arguments):
    assert run(f"""
        def count():
            seen = []
            m = sys.monitoring
            m.use_tool_id(3, "other")
            m.register_callback(3, m.events.{event}, lambda {arguments}: seen.append(1) if code is walk.__code__ else None)
            m.set_events(3, m.events.{event})
            walk([0] * 30)
            walk([0] * 30)
            m.set_events(3, 0)
            m.free_tool_id(3)
            return len(seen)
        for _ in range(5):
            walk([0] * 30)
        assert not told(walk)[-1]
        with_pyjit = count()
        for _ in range(5):
            walk([0] * 30)
        again = count()
        pyjit.disable()
        print(with_pyjit == again == count() > 0)
        """) == "True\n"


def test_tracing_sees_every_line_of_a_loop_that_rests():
    assert run("""
        def count():
            seen = []
            def trace(frame, event, argument):
                seen.append((event, frame.f_lineno))
                return trace
            sys.settrace(trace)
            walk([0] * 30)
            sys.settrace(None)
            return seen
        for _ in range(5):
            walk([0] * 30)
        assert not told(walk)[-1]
        first = count()
        pyjit.disable()
        print(first == count())
        """) == "True\n"


def test_loops_rest_and_wake_after_pyjit_was_switched_off_and_on():
    assert run("""
        for _ in range(5):
            walk([0] * 30)
        before = told(walk)[-1]
        pyjit.disable()
        pyjit.enable()
        walk([0] * 30)
        pyjit.disable()
        walk([0] * 30)
        pyjit.enable()
        for _ in range(5):
            walk([0] * 30)
        for _ in range(20):
            walk(range(200_000))
        print(before, compiled(walk))
        """) == "False True\n"


def test_loops_that_rest_wake_when_pyjit_is_switched_on_with_other_options():
    assert run("""
        for _ in range(5):
            walk([0] * 30)
        before = told(walk)[-1]
        pyjit.disable()
        pyjit.enable(hot=997)
        walk([0] * 30)
        print(before, told(walk)[-1])
        """) == "False True\n"


def test_code_that_dies_while_its_loops_rest_leaves_nothing_behind():
    assert run("""
        import gc
        def used():
            with open("/proc/self/statm") as file:
                return int(file.read().split()[1])
        def make(n):
            for i in range(n):
                names = {}
                exec("def walk(n):\\n for i in range(n): pass\\n for i in 'a' * n: i\\n", names)
                for _ in range(3):
                    names['walk'](40)
        make(6000)
        gc.collect()
        before = used()
        make(3000)
        gc.collect()
        print(used() - before < 100)
        """) == "True\n"


def test_recursion_wakes_what_rests_further_out():
    assert run("""
        def walk(depth):
            total = 0
            for i in range(30):
                total += 1
                if i == 20 and depth:
                    total += walk(depth - 1)
            return total
        print({walk(k % 30) - 30 * (k % 30 + 1) for k in range(60)})
        """) == "{0}\n"


# Loops that never rest are counted in cells, where several may clash.
CELLS = """
def spin(n):
    while n:
        n -= 1

def cell_of(function):
    "The address of the cell of a function's loop, and what the cell is tagged with if that loop is counted there."
    import dis
    from pyjit.backends import control_block as shared
    jump, = [i for i in dis.get_instructions(function) if i.opname == 'JUMP_BACKWARD']
    machine = pyjit._runtime.machine
    key = id(function.__code__) + machine.host.offset('PyCodeObject.co_code_adaptive') + jump.jump_target
    index = (key >> 1) * shared.MULTIPLIER % (1 << 32) >> 32 - shared.CELL_BITS
    version = machine.host.peek.u32(id(function.__code__) + machine.host.offset('PyCodeObject.co_version'))
    return machine.cells + shared.CELL_SIZE * index, (key ^ version) & 0xffffffff

def in_cell(function):
    at, tag = cell_of(function)
    return pyjit._runtime.machine.host.peek.u32(at) == tag
"""


def test_a_loop_that_is_counted_in_a_cell_is_found_when_it_gets_hot():
    assert run("""
        spin(30)
        before = in_cell(spin)
        for _ in range(10_000):
            spin(12)
        print(before, compiled(spin))
        """, CELLS) == "True True\n"


def test_loops_whose_cells_clash_are_found_when_they_get_hot():
    assert run("""
        functions = {}
        while True:
            names = {}
            exec("def spin(n):\\n while n: n -= 1", names)
            one = names['spin']
            other = functions.setdefault(cell_of(one)[0], one)
            if one is not other:
                break
        for _ in range(10_000):
            one(12)
            other(12)
        print(compiled(one), compiled(other))
        """, CELLS) == "True True\n"


def test_what_a_cell_cannot_count_to_is_counted_elsewhere():
    assert run("""
        pyjit.enable(hot=66_000)
        busy()
        spin(30)
        print(in_cell(spin))
        spin(66_000 * 200)
        print(compiled(spin))
        """, CELLS) == "False\nTrue\n"


def test_a_loop_in_a_cell_wakes_what_comes_to_rest_inside_it():
    assert run("""
        def walk(sizes):
            total = k = 0
            while k < len(sizes):
                for i in range(sizes[k]):
                    total += 1
                k += 1
            return total
        walk([0] * 30)
        walk([30] * 5)
        walk([30] * 5 + [10_000_000])
        print(compiled(walk))
        """) == "True\n"
