"""A loop that is left after a few instructions is given back to the interpreter; one that pays for being entered stays."""
import textwrap

import pytest

from user.processes import python


def explained(items, calls, enable):
    source = textwrap.dedent("""
        import pyjit
        pyjit.enable(hot=50, compile_share=1, %s)

        def loop(items):
            total = 0
            for x in items:
                total += x
            return total

        items = %s
        assert sum(map(loop, [items] * %d)) == %d * sum(items)
        print(pyjit.explain(loop))""") % (enable, items, calls, calls)
    ended = python("-c", source, PYJIT=None)
    assert ended.code == 0, ended
    return ended.out


def test_a_loop_that_is_left_after_a_short_pass_goes_back_to_the_interpreter():
    assert "to enter it does not pay" in explained("[1, 2, 3]", 2000, "trial=100")


@pytest.mark.parametrize("items, calls", [("range(60)", 2000), ("range(5000)", 3)])
def test_a_loop_that_goes_round_often_stays(items, calls):
    text = explained(items, calls, "trial=100")
    assert "compiled" in text and "does not pay" not in text


NUMBERS = """
import pyjit
from pyjit.facts.code import LOSING

class Number:
    def __init__(self, value):
        self.value = value

class Other(Number):
    pass

def loop(items):
    total = 0
    for x in items:
        total += x.value
    return total

def root_of_loop():
    (facts,) = [f for f in pyjit._runtime.codes.values() if f.code is loop.__code__]
    (root,) = [t for t in facts.traces if t.trial is not None]
    return facts, root

def pay():
    for _ in range(200):
        loop([Number(i) for i in range(100)])
"""


def test_a_loop_that_paid_and_is_left_at_once_since_then_goes_back_to_the_interpreter():
    """The class for which it was compiled is none of those that it meets later, and these are too many to compile for."""
    ended = python("-c", NUMBERS + textwrap.dedent("""
        from pyjit.worth import trial
        trial.AGAIN = 3000
        pyjit.enable(hot=50, compile_share=1, trial=100, traces_per_code=3)
        pay()
        facts, root = root_of_loop()
        print(root.trial.accepted, root.trial.running)
        others = [type("Other%d" % i, (Number,), {}) for i in range(60)]
        for _ in range(900):
            loop([other(1) for other in others])
        print(root.retired)
        assert not pyjit.stats()["faults"], pyjit.stats()"""), PYJIT=None)
    assert ended.out == "True False\nTrue\n", ended


def test_a_loop_that_is_often_left_where_nothing_will_be_compiled_is_tried_again():
    ended = python("-c", NUMBERS + textwrap.dedent("""
        pyjit.enable(hot=50, compile_share=1, trial=100, bridge_depth=0)
        pay()
        facts, root = root_of_loop()
        print(root.trial.accepted, root.trial.running)
        loop([Other(1)] * 2500)
        print(root.retired)
        assert not pyjit.stats()["faults"], pyjit.stats()"""), PYJIT=None)
    assert ended.out == "True False\nTrue\n", ended


def test_a_loop_that_waits_for_its_ways_on_is_not_entered_until_they_may_be_compiled():
    ended = python("-c", NUMBERS + textwrap.dedent("""
        pyjit.enable(hot=50, compile_share=1, trial=100)
        loop([Number(i) for i in range(9000)])
        facts, root = root_of_loop()
        pyjit._runtime.budget.share = 0
        loop([Other(1)] * 9000)
        print(root.trial.suspended, "no longer entered" in pyjit.explain(loop))
        passes = pyjit._runtime.machine.passes()
        loop([Other(1)] * 9000)
        print(pyjit._runtime.machine.passes() - passes)
        pyjit._runtime.budget.share = 1
        while root.trial.suspended:
            loop([Other(1)] * 9000)
        for _ in range(30):
            loop([Other(1)] * 9000)
        print(root.trial.suspended, root.retired, pyjit._runtime.machine.passes() - passes > 100000)
        assert "no longer entered" not in pyjit.explain(loop)
        assert not pyjit.stats()["faults"], pyjit.stats()"""), PYJIT=None)
    assert ended.out == "True True\n0\nFalse False True\n", ended


def test_a_loop_that_loses_its_traces_is_rarely_asked_about_while_nothing_may_be_compiled():
    ended = python("-c", NUMBERS + textwrap.dedent("""
        pyjit.enable(hot=50, compile_share=1, trial=100)
        loop([Number(i) for i in range(9000)])
        facts, root = root_of_loop()
        pyjit._runtime.compiler.recycling.retire(root)
        facts.losses[root.offset] = LOSING
        budget, asked = pyjit._runtime.budget, []
        budget.share, repays = 0, budget.repays
        budget.repays = lambda *what: asked.append(what) or repays(*what)
        loop([Number(1)] * 500000)
        print(0 < len(asked) <= 500000 // 50)"""), PYJIT=None)
    assert ended.out == "True\n", ended


def test_what_pays_is_an_option():
    assert "does not pay" not in explained("[1, 2, 3]", 2000, "trial=100, worth=0")


def test_a_loop_that_has_a_trace_does_not_become_hot_again():
    ended = python("-c", textwrap.dedent("""
        import pyjit
        pyjit.enable(hot=50, compile_share=1)

        def loop():
            total = 0
            for i in range(5000):
                total += i

        loop()
        machine, (facts,) = pyjit._runtime.machine, [f for f in pyjit._runtime.codes.values() if f.code is loop.__code__]
        (header,) = facts.labels
        place = machine.place(facts.address + header, facts.version)
        before = machine.counted_entries(place)
        machine.soon_hot(facts.address + header, 1)
        print(before == machine.counted_entries(place))
        machine.leave_alone(facts.address + header)
        machine.soon_hot(facts.address + header, 1)
        print(before == machine.counted_entries(place))"""), PYJIT=None)
    assert ended.out == "True\nFalse\n", ended


def test_a_loop_that_does_nothing_but_resume_a_generator_is_left_to_the_interpreter():
    ended = python("-c", textwrap.dedent("""
        import pyjit
        pyjit.enable(hot=50, compile_share=1)

        def numbers():
            yield from map(abs, range(3000))

        def nothing():
            for _ in numbers():
                pass

        def total():
            result = 0
            for number in numbers():
                result += number
            return result

        nothing()
        assert total() == 4498500
        print(pyjit.explain(nothing), pyjit.explain(total))"""), PYJIT=None)
    assert "the loop does little but resume a generator" in ended.out and "compiled" in ended.out.partition("total")[2], ended


def test_a_loop_that_has_been_given_up_is_left_alone_when_events_begin_anew():
    ended = python("-c", textwrap.dedent("""
        import pyjit

        def numbers(count):
            for i in range(count):
                yield i

        def jumps():
            before = pyjit._runtime.machine.jumps()
            list(numbers(3000))
            return pyjit._runtime.machine.jumps() - before

        pyjit.enable(hot=50, compile_share=1)
        first = jumps()
        pyjit.disable()
        pyjit.enable(hot=50, compile_share=1)
        print(50 <= first < 1000, jumps() < 10)"""), PYJIT=None)
    assert ended.out == "True True\n", ended


@pytest.mark.parametrize("bridge", range(30, 36))
def test_a_way_on_that_is_recorded_in_a_loops_last_pass_is_recorded_once_more(bridge):
    ended = python("-c", textwrap.dedent("""
        import pyjit
        pyjit.enable(hot=50, compile_share=1, worth=0, bridge=%d)

        def products(rows):
            for row in rows:
                s = row[0]
                for x in row:
                    s += x * x
            return s

        for x in (0.5, 2):
            products([[x] * 6] * 2000)
        (facts,) = [f for f in pyjit._runtime.codes.values() if f.code is products.__code__]
        exits = [e for trace in facts.traces for e in trace.exits()]
        print([e.refusal.text for e in exits if e.refusal and "another type" in e.refusal.text])""" % bridge), PYJIT=None)
    assert ended.out == "[]\n", ended
