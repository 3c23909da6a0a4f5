"""The suite means something only if its loops really run compiled."""
import pytest

import pyjit.lower  # noqa: F401  fills the table of what ends a recording
from differential.differ import Program
from differential.test_references import KERNELS
from pyjit.lower.handling import LOOKED_AT, MAKING
from pyjit.lower.registry import ENDS


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_loop_of_a_kernel_is_compiled(differ, kernel):
    stats = differ.check(Program(f"from kernels import {kernel}\nresult = {kernel}(2000)"))
    ends = [MAKING, LOOKED_AT, *[reason for reason, _ in ENDS.values()]]
    assert stats["traces"] > 0 or any(text.startswith(reason) for text, _ in stats["aborts"] for reason in ends), stats["aborts"]
