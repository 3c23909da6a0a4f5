"""Recordings made up at random do the same as they stand and optimised: loops, and bridges upon bridges."""
import equivalence
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from machines import THING, Facts
from recordings import VALUES

from pyjit.optimize.mismatch import Mismatch

PASSES = 5


def starting_with(rng):
    """Locals: numbers of any kind, and perhaps an object whose class changes."""
    return [rng.choice(VALUES) for _ in range(rng.choice((1, 2, 4)))] + [THING] * rng.choice((0, 1))


def changed(rng, locals):
    """Some of the numbers are others the next time."""
    return [value if value is THING or rng.random() < 0.6 else rng.choice(VALUES) for value in locals]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(rng=st.randoms(use_true_random=False), length=st.sampled_from((3, 8, 20, 30)), runs=st.integers(1, 6))
def test_a_loop_and_its_bridges_do_what_was_recorded(rng, length, runs):
    locals = starting_with(rng)
    facts, raw = equivalence.record_loop(rng, locals, length)
    try:
        one = equivalence.Loop(facts, raw)
        for _ in range(runs):
            exit, state = equivalence.compare(one, changed(rng, locals), PASSES)
            if equivalence.can_be_bridged(exit, state):
                one.add_bridge(exit, equivalence.record_bridge(one, rng, exit, state, rng.choice((2, 6, 15))))
                equivalence.compare(one, locals, PASSES)
    except Mismatch:
        return    # types that do not fit together: such a recording is not compiled


def test_a_loop_whose_pass_has_no_micro_op_goes_round():
    one = equivalence.Loop(Facts(1), [])
    assert equivalence.compare(one, [3], PASSES)[0] is None
