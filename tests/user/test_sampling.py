"""Code is watched where looks find it running: the thread that asks for these is noticed by nobody."""
import textwrap

from user.processes import python

LOOPS = """
import os, sys, threading, warnings, pyjit

def spin(n):
    i = 0
    while i < n:
        i += 1
    return i

def threads():
    return len(os.listdir("/proc/self/task"))

def until_compiled():
    while not pyjit.stats().get("traces"):
        spin(100_000)
    return True
"""


def run(source, functions=""):
    """What a program prints."""
    ended = python("-X", "faulthandler", "-c", LOOPS + functions + textwrap.dedent(source))
    assert (ended.code, ended.err) == (0, "")
    return ended.out.splitlines()


def test_a_loop_that_goes_on_is_found():
    assert run("pyjit.enable(); print(until_compiled())") == ["True"]


def test_a_loop_of_a_worker_thread_is_found():
    assert run("""
        pyjit.enable()
        found = []
        worker = threading.Thread(target=lambda: found.append(until_compiled()))
        worker.start(); worker.join()
        print(found)
    """) == ["[True]"]


def test_there_is_one_native_thread_while_pyjit_is_on_and_none_that_python_knows():
    assert run("""
        before = threads()
        pyjit.enable()
        print(threads() - before, threading.active_count(), len(sys._current_frames()))
        pyjit.disable()
        print(threading.active_count(), pyjit.is_enabled())
    """) == ["1 1 1", "1 False"]


def test_a_fork_does_not_warn_and_both_processes_find_loops_afterwards():
    assert run("""
        warnings.simplefilter("always")   # (with "error" nothing is raised, and nothing printed)
        pyjit.enable()
        for k in range(20):
            child = os.fork()
            if not child:
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 0
        child = os.fork()
        done = until_compiled()
        if not child:
            os._exit(0 if done else 1)
        print(done, os.waitpid(child, 0)[1])
    """) == ["True 0"]


def test_where_no_thread_can_be_had_after_a_fork_loops_are_found_by_their_events():
    assert run("""
        pyjit.enable()
        pyjit._runtime.sampler.start = lambda: False
        child = os.fork()
        done = until_compiled()
        if not child:
            os._exit(0 if done else 1)
        print(done, os.waitpid(child, 0)[1], threads(), pyjit.stats()["faults"])
    """) == ["True 0 1 {}"]


def test_pyjit_can_be_switched_off_and_on_while_a_look_is_asked_for():
    assert run("""
        for k in range(50):
            pyjit.enable(); spin(1000); pyjit.disable()
        pyjit.enable()
        print(until_compiled(), pyjit.stats()["faults"])
    """) == ["True {}"]


def test_no_signal_is_delivered_to_the_thread():
    assert run("""
        pyjit.enable()
        blocked = []
        for task in os.listdir("/proc/self/task"):
            if int(task) != os.getpid():
                with open("/proc/self/task/%s/status" % task) as status:
                    blocked += [int(line.split()[1], 16) for line in status if line.startswith("SigBlk")]
        print([all(bits >> n - 1 & 1 for n in (1, 2, 14, 15, 17)) for bits in blocked])
    """) == ["[True]"]


def test_at_low_thresholds_there_are_samples_but_no_looks():
    assert run("""
        before = threads()
        pyjit.enable(hot=2)
        looked = []
        pyjit._runtime.on_look = pyjit._runtime.look_hook = lambda: looked.append(1)
        while pyjit.stats()["compiled_share"] is None:
            spin(100_000)
        print(threads() - before, looked)
    """) == ["1 []"]


def share(work):
    """The compiled share of a program that does this, without asking the system anything: samples could come just then."""
    return float(run("""
        pyjit.enable()
        until_compiled()
        for _ in range(1000):
            %s
        print(pyjit.stats()["compiled_share"])
    """ % work, """
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
""")[0])


def test_the_compiled_share_is_one_of_time():
    assert share("spin(2_000_000)") > 0.5 > share("for k in range(100): sum(range(20_000))")


WATCHED = """
def events(function):
    return sys.monitoring.get_local_events(sys.monitoring.OPTIMIZER_ID, function.__code__) != 0

def short_runs_until(done):
    # Of a loop that is as short as can be: it never pays to enter it, and it has many jumps.
    while not done():
        for _ in range(10_000):
            spin(3)
"""


def test_what_is_not_compiled_and_has_many_jumps_is_left_alone():
    assert run("""
        pyjit.enable(hot=10**9)
        short_runs_until(lambda: events(spin))
        short_runs_until(lambda: not events(spin))
        print(spin(5))
    """, WATCHED) == ["5"]


def test_a_long_run_of_what_is_left_alone_is_found():
    assert run("""
        pyjit.enable(hot=1009, compile_share=0)
        short_runs_until(lambda: events(spin))
        short_runs_until(lambda: not events(spin))
        pyjit._runtime.budget.share = 1
        pyjit._runtime.watching.silences[id(spin.__code__)] = 1e6, 1e9, __import__("weakref").ref(spin.__code__)
        spin(200_000_000)
        print(pyjit.stats()["traces"] > 0)
    """, WATCHED) == ["True"]


def test_a_loop_with_few_jumps_is_watched_until_it_is_hot():
    assert run("""
        def slow():
            total = 0
            while not pyjit.stats().get("traces"):
                for i in range(1000):
                    total += sum(range(500))
            return total > 0
        pyjit.enable(hot=1009)
        print(slow())
    """) == ["True"]


def test_a_class_whose_instances_are_made_all_the_time_can_be_looked_at():
    """The interpreter has a code object of its own between `__init__` and who calls it, which cannot be written to."""
    assert run("""
        class Pair:
            def __init__(self, a, b):
                self.a = a
                for self.b in range(b):
                    pass
        pyjit.enable()
        end = __import__("time").perf_counter() + 0.5
        while __import__("time").perf_counter() < end:
            pairs = [Pair(i, 30) for i in range(1000)]
        print(pairs[-1].a, pairs[-1].b, pyjit.stats()["faults"])
    """) == ["999 29 {}"]
