"""Every x86-64 stencil without a C call runs on this processor and is compared with the reference meaning of its micro-op."""
import platform

import pytest
from conformance import Conformance, forms
from native import Machine

COUNT = 150

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="the code runs on an x86-64 processor only")


@pytest.fixture(scope="module")
def x86_64():
    return Conformance("x86_64", Machine())


@pytest.mark.parametrize("op, suffix, operands", forms())
def test_a_stencil_does_what_its_op_means(x86_64, op, suffix, operands):
    x86_64.check(op, suffix, operands, COUNT)
