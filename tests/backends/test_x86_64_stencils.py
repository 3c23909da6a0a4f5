"""Every x86-64 stencil without a C call runs on this processor and is compared with the reference meaning of its micro-op."""
import platform
import random

import pytest
from native import Machine
from operands import as_word, field_offset, same, samples

import pyjit.patterns  # noqa: F401  registers the micro-ops
from pyjit.backends import load
from pyjit.backends.x86_64 import registers
from pyjit.patterns.define import MICRO_OPS

COUNT = 250
BANKS = {"gpr": registers.ALLOCATABLE_GPRS, "xmm": registers.ALLOCATABLE_XMMS}
BACKEND = load("x86_64", field_offset)
CALLING = {name for name in BACKEND.names if BACKEND.stencil(name).calls}
FORMS = [(op, suffix, operands) for op in MICRO_OPS.values() if op.meaning and not op.symbol
         for suffix, operands in op.forms() if op.name + suffix not in CALLING]

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="the code runs on an x86-64 processor only")


@pytest.fixture(scope="module")
def machine():
    return Machine()


def run(machine, op, operands, stencil, sample, rng):
    """Run the stencil on a sample. (contents of the registers before, Outcome)"""
    before = {"gpr": [rng.getrandbits(64) for _ in range(16)], "xmm": [rng.getrandbits(64) for _ in range(16)]}
    for name, kind in operands:
        if kind.bank:
            before[kind.bank][sample.registers[name]] = as_word(kind, sample.values[name])
    holes = {**sample.values, **sample.registers}
    code = stencil.instance([holes[name] for name in stencil.operands])
    machine.memory = sample.before
    return before, machine.run(code, stencil.exits, BACKEND.relocate, before["gpr"], before["xmm"])


@pytest.mark.parametrize("op, suffix, operands", [pytest.param(*form, id=form[0].name + form[1]) for form in FORMS])
def test_a_stencil_does_what_its_op_means(machine, op, suffix, operands):
    stencil, rng = BACKEND.stencil(op.name + suffix), random.Random(op.name + suffix)
    exits = 0
    for sample in samples(op, operands, BANKS, machine.address, rng, COUNT):
        before, outcome = run(machine, op, operands, stencil, sample, rng)
        assert outcome.exits == sample.exits, sample
        assert machine.memory == sample.after, sample
        if op.out and not sample.exits:
            after = outcome.gprs if op.out.bank == "gpr" else outcome.xmms
            assert same(op.out, sample.result, after[sample.registers["out"]]), (sample, hex(after[sample.registers["out"]]))
        assert others_are_kept(op, sample, before, outcome), sample
        exits += sample.exits
    if op.guard and operands:
        assert 0 < exits < COUNT, "the samples should make the guard hold and fail"


def others_are_kept(op, sample, before, outcome):
    """Every register but the result and the scratch ones holds what it held. (On exit too: a snapshot may want it.)"""
    def kept(bank, after, scratch):
        lost = {*scratch, sample.registers["out"] if op.out and op.out.bank == bank else None}
        return all(after[number] == before[bank][number] for number in range(16) if number not in lost)
    return kept("gpr", outcome.gprs, (*registers.SCRATCH_GPRS, registers.STACK)) and kept("xmm", outcome.xmms, registers.SCRATCH_XMMS)
