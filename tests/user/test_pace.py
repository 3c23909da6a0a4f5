"""What a pass takes in the interpreter is timed, and a compiled loop that takes longer goes back to it."""
import textwrap

import pytest

from pyjit.worth.pace import ENOUGH, EVENT_AT_MOST, LEAST, Event, Pace
from user.processes import python


def test_the_pace_is_what_a_pass_takes_without_the_event():
    assert abs(timed(Event(), 3e-7) - (3e-7 - EVENT_AT_MOST)) < 1e-12


def test_an_event_takes_no_longer_than_the_shortest_pass_allows():
    event = Event()
    before = timed(event, 1e-7)
    assert abs(timed(event, 2.5e-8) - LEAST) < 1e-12          # the shortest one so far: the event takes the rest of it at most
    assert abs(timed(event, 1e-7) - (1e-7 - 1.5e-8)) < 1e-12
    assert before < timed(event, 1e-7)
    assert timed(event, 1e-8) is None                         # no pass with an event is as short as that


def timed(event, seconds):
    """The pace of a loop whose passes have taken so many seconds with the event."""
    pace = Pace(event)
    pace.counts_on(100, 1.0)
    pace.counted(100 + 2 * ENOUGH, 1.0 + 2 * ENOUGH * seconds, 0.5)
    return pace.seconds


def test_few_passes_those_before_the_first_count_and_those_without_events_tell_nothing():
    pace = Pace(Event())
    pace.counted(10 * ENOUGH, 1.0, 0.0)
    pace.counts_on(10 * ENOUGH, 1.0)
    pace.counted(11 * ENOUGH - 1, 1.5, 0.0)   # too few
    pace.counted(20 * ENOUGH, 2.0, 1.2)       # the events have begun since
    pace.counted(20 * ENOUGH, 1.0, 0.0)       # no time has passed: a hook was about to ask
    assert pace.seconds is None


PROGRAM = """
    import pyjit
    pyjit.enable(hot=50, calls=10**9, compile_share=1, trial=100)

    def loop(items):
        total = 0
        for x in items:
            total += x * x - x + (x & 3) * (x ^ 5) - x // 3 + (x | 8) // 7
        return total

    def rounds(count):
        for _ in range(count):
            loop(range(30))

    rounds(20)
    runtime = pyjit._runtime
    pace = runtime.mortals.watch(loop.__code__).paces[next(iter(runtime.codes[id(loop.__code__)].labels))]
    (root,) = [t for t in runtime.traces if t.trial is not None and t.facts.code is loop.__code__]
    pace.seconds = %s
    root.trial.start()
    turns = 0
    for _ in range(300):    # the interpreter's turn is as long as the second trial
        rounds(40)
        if root.trial is not None and root.trial.raced is not None:
            turns += 1
            root.trial.raced = %s
    print(root.retired, root.trial is None or not root.trial.suspended, turns > 0)
    assert not pyjit.stats()["faults"], pyjit.stats()"""


@pytest.mark.parametrize("pace, raced, result", [
    ("1e-12", "1.0", "True True True"),     # the interpreter is faster then, too
    ("1e-12", "1e-12", "False True True"),  # it is not
    ("1.0", "1.0", "False True False"),     # it has been slower all the time
], ids=["slower", "seemingly slower", "faster"])
def test_a_loop_that_is_slower_compiled_goes_back_to_the_interpreter(pace, raced, result):
    ended = python("-c", textwrap.dedent(PROGRAM) % (pace, raced), PYJIT=None)
    assert ended.out == result + "\n", ended
