"""One thread at a time is in pyjit's own Python. What does not get its turn is left undone, but for what must be done."""
from user.processes import python

HELD = """if True:
    import threading, pyjit
    assert pyjit.enable(hot=2, bridge=2, compile_share=1.0, worth=0)
    pyjit.runtime.WAIT = 0.01
    runtime, held, over = pyjit._runtime, threading.Event(), threading.Event()

    def hold():
        with runtime.turn:
            held.set()
            over.wait()

    def while_held(function, *arguments):
        "What a function gives while another thread is in pyjit's own Python, and does not come out."
        thread = threading.Thread(target=hold)
        thread.start()
        held.wait()
        result = function(*arguments)
        over.set()
        thread.join()
        return result

    def work(n, k):
        total = 0
        for i in range(n):
            total += i if i % k else 0.5
        return total
    """


def test_an_exit_that_gets_no_turn_makes_no_bridge_until_later():
    assert python("-c", HELD + """
    work(30, 31)
    first = pyjit.stats()["bridges"]
    print(while_held(work, 60, 3) == sum(i if i % 3 else 0.5 for i in range(60)), pyjit.stats()["bridges"] - first)
    work(60, 3)
    print(pyjit.stats()["bridges"] > first, pyjit.stats()["faults"])
    """, PYJIT=None).out == "True 0\nTrue {}\n"


def test_a_recording_that_misses_an_instruction_comes_to_nothing():
    assert python("-c", HELD + """
    def held_once(i):
        if i == 5:
            while_held(sum, ())
        return i
    hook, missed = runtime.record, []
    def record(code, offset):
        if not missed:
            missed.append(1)
            return while_held(hook, code, offset)
        return hook(code, offset)
    runtime.record = record
    print(work(100, 3) == sum(i if i % 3 else 0.5 for i in range(100)))
    print([n for (reason, _), n in pyjit.stats()["aborts"].items() if "was not shown" in reason], pyjit.stats()["faults"], pyjit.stats()["traces"] > 0)
    """, PYJIT=None).out == "True\n[1] {} True\n"


def test_loops_that_go_round_in_a_report_are_entered_and_so_are_others_afterwards():
    assert python("-c", HELD + """
    def passes(function):
        "How many passes run compiled."
        before = runtime.machine.passes()
        function()
        return runtime.machine.passes() - before
    work(100, 101)
    pyjit.disable()
    assert pyjit.enable(hot=2, bridge=2, compile_share=1.0, worth=0)   # from here on, events are newly switched on
    print(passes(lambda: runtime.reported(lambda: work(1000, 1001))) > 900, passes(lambda: work(500, 501)) > 400)
    """, PYJIT=None).out == "True True\n"
