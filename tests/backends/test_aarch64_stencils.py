"""Every aarch64 stencil without a C call runs in an emulator and is compared with the reference meaning of its micro-op."""
import pytest
from conformance import Conformance, forms
from emulated import Machine

COUNT = 150


@pytest.fixture(scope="module")
def aarch64():
    return Conformance("aarch64", Machine())


@pytest.mark.parametrize("op, suffix, operands", forms())
def test_a_stencil_does_what_its_op_means(aarch64, op, suffix, operands):
    aarch64.check(op, suffix, operands, COUNT)
