"""Programs that hypothesis makes up. PYJIT_FUZZ_SEED picks others (or "random"), PYJIT_FUZZ_EXAMPLES how many."""
import os
import random

from hypothesis import HealthCheck, given, seed, settings

from differential.differ import Program
from differential.generated import programs

SEED = os.environ.get("PYJIT_FUZZ_SEED", "1")
SEED = random.randrange(2 ** 32) if SEED == "random" else int(SEED)
EXAMPLES = int(os.environ.get("PYJIT_FUZZ_EXAMPLES", "250"))


@seed(SEED)
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(text=programs())
def test_a_generated_program_does_the_same_stock_and_jitted(differ, text):
    differ.check(Program(text, seed=SEED), timeout=10)
