"""What compiled code refers to lives as long as the program wants it to, and the code goes out of use with it."""
import textwrap

from user.processes import python

PROLOGUE = """\
    import gc, threading, weakref, pyjit
    pyjit.enable(hot=5, bridge=5, compile_share=1)

    def make(step):
        def step_on(x):
            return x + step
        return step_on

    def loop(n):
        total = 0
        for i in range(n):
            total = step_on(total)
        return total

    def compiled():
        told = pyjit.explain(loop)
        return [told.count(what) for what in ("loop, compiled", "way on from an exit, compiled", "out of use")]
"""


def shown(program):
    ended = python("-c", textwrap.dedent(PROLOGUE) + textwrap.dedent(program), PYJIT=None)
    assert ended.code == 0, ended
    return ended.out.splitlines()


def test_a_function_dies_when_its_name_gets_another_value():
    assert shown("""
        step_on = make(1)
        seen, result = weakref.ref(step_on), loop(1000)
        print(result, seen() is None)
        step_on = None
        print(seen() is None)
        """) == ["1000 False", "True"]


def test_a_loop_is_compiled_again_for_what_comes_instead():
    assert shown("""
        for step in range(1, 4):
            step_on = make(step)
            print(loop(1000), compiled())
        """) == ["1000 [1, 0, 0]", "2000 [2, 0, 1]", "3000 [3, 0, 2]"]


def test_code_that_is_out_of_use_is_told_of():
    lines = shown("""
        step_on = make(1)
        loop(1000)
        step_on = make(2)
        print(pyjit.explain(loop))
        """)
    assert any("out of use: something to which it referred has died" in line for line in lines)


def test_what_a_bridge_refers_to_puts_only_the_bridge_out_of_use():
    assert shown("""
        def other(x):
            return x + 10

        def loop(n):
            total = 0
            for i in range(n):
                total = step_on(total) if i % 3 else other(total)
            return total

        step_on = make(1)
        for again in range(3):
            print(loop(900), compiled())
            del other

            def other(x):
                return x + 20
        """) == ["3600 [1, 1, 0]", "6600 [1, 2, 1]", "6600 [1, 3, 2]"]


def test_a_thread_that_waits_in_compiled_code_leaves_it_when_it_goes_out_of_use():
    assert shown("""
        inside, go_on = threading.Event(), threading.Event()

        class Pause:
            def __bool__(self):
                inside.set()
                return go_on.wait()

        def loop(pauses):
            total = 0
            for pause in pauses:
                total = step_on(total)
                if pause:
                    total = step_on(total)
            return total

        step_on, results = make(1), []
        pauses = [0] * 1000 + [Pause()] + [0] * 1000
        go_on.set()
        print(loop(pauses * 3))
        go_on.clear(), inside.clear()
        thread = threading.Thread(target=lambda: results.append(loop(pauses)))
        thread.start()
        inside.wait()
        step_on = make(5)
        gc.collect()
        go_on.set()
        thread.join()
        print(results)
        """) == ["6006", [1001 + 5 * 1001].__repr__()]


def test_a_class_dies_with_its_last_instance():
    assert shown("""
        def work():
            class Point:
                sizes = [1, 2]

                def __init__(self, x):
                    self.x = x
            total = 0
            for i in range(1000):
                total += Point(i).x + len(Point.sizes)
            return total, weakref.ref(Point)

        total, seen = work()
        gc.collect()
        print(total, seen() is None)
        """) == ["501500 True"]


def test_what_pyjit_makes_brings_no_collection_nearer():
    enabled, compiled = map(int, shown("""
        step_on = make(1)
        pyjit.disable()
        before = gc.get_count()[0]
        pyjit.enable(hot=5, bridge=5, compile_share=1)
        print(gc.get_count()[0] - before)
        before = gc.get_count()[0]
        loop(1000)
        print(gc.get_count()[0] - before)
        assert compiled()[0]
        """))
    assert enabled < 20 and compiled < 20
