"""Runs a stencil on random samples and compares what it does with what its micro-op means, whatever the processor.

A machine has: address, memory, SIZES (how many registers a bank has), ROUTINES (what a stencil may call), and
run(stencil, code, relocate, gprs, xmms) -> Outcome."""
import random
import struct
from typing import NamedTuple

import pytest
from operands import CONTEXT, as_word, field_offset, same, samples
from references import reference

from pyjit.backends import load
from pyjit.patterns.define import MICRO_OPS


class Outcome(NamedTuple):
    """How the code was left, what every register held then, and what it called."""

    exits: bool
    gprs: tuple
    xmms: tuple
    calls: list


def forms():
    """Every form of every micro-op of which something is known to compare with, as parameters of a test."""
    return [pytest.param(op, suffix, operands, id=op.name + suffix) for op in MICRO_OPS.values()
            if reference(op) and not op.symbol for suffix, operands in op.forms()]


class Conformance:
    """One processor's stencils on a machine."""

    def __init__(self, arch, machine):
        self.machine, self.backend = machine, load(arch, field_offset)
        registers = self.backend.registers
        self.available = {"gpr": registers.ALLOCATABLE_GPRS, "xmm": registers.ALLOCATABLE_XMMS}
        self.context = {"frame": registers.FRAME, "tstate": registers.TSTATE, "sp": registers.STACK,
                        "saved": registers.SAVED, "inner": registers.INNER}

    def check(self, op, suffix, operands, count):
        """Run `count` samples of one form of an op."""
        stencil, rng, exits = self.backend.stencil(op.name + suffix), random.Random(op.name + suffix), 0
        calls = {symbol for _, symbol in stencil.calls}
        if not calls <= set(self.machine.ROUTINES):
            pytest.skip("this machine has no %s" % ", ".join(calls))
        for sample in samples(op, reference(op), operands, self.available, self.machine.address, rng, count):
            self.run(op, operands, stencil, sample, rng)
            exits += sample.exits
        if op.guard and operands:
            assert 0 < exits < count, "the samples should make the guard hold and fail"

    def run(self, op, operands, stencil, sample, rng):
        """Run one sample and compare."""
        before = self.contents(operands, sample, rng)
        holes = {**sample.values, **sample.registers}
        code = stencil.instance([holes[name] for name in stencil.operands])
        self.machine.memory = sample.before
        outcome = self.machine.run(stencil, code, self.backend.relocate, before["gpr"], before["xmm"])
        after = {"gpr": outcome.gprs, "xmm": outcome.xmms}
        assert outcome.exits == sample.exits, sample
        assert outcome.calls == sample.calls, (sample, outcome.calls)
        assert not differences(self.machine.memory, sample.after), sample
        if op.out and not sample.exits:
            result = after[op.out.bank][sample.registers["out"]]
            assert same(op.out, sample.result, result), (sample, hex(result))
        assert not self.lost(op, sample, before, after), sample

    def contents(self, operands, sample, rng):
        """What all registers hold before: the operands, the addresses of the context, and noise."""
        before = {bank: [rng.getrandbits(64) for _ in range(size)] for bank, size in self.machine.SIZES.items()}
        for name, number in self.context.items():
            before["gpr"][number] = self.machine.address + CONTEXT[name]
        for name, kind in operands:
            if kind.bank:
                before[kind.bank][sample.registers[name]] = as_word(kind, sample.values[name])
        return before

    def lost(self, op, sample, before, after):
        """The registers that may hold a value, but the result's, and are not as they were. (On exit too: a snapshot wants them.)"""
        kept = {(bank, number): before[bank][number] for bank, numbers in self.available.items() for number in numbers}
        kept.update({("gpr", number): before["gpr"][number] for number in self.context.values()})
        kept.update({("gpr", self.context[name]): address for name, address in sample.moved.items()})
        if op.out:
            kept.pop((op.out.bank, sample.registers["out"]))
        return [place for place, word in kept.items() if after[place[0]][place[1]] != word]


def differences(memory, expected):
    """(offset, what is there, what should be there) of each word that is wrong."""
    words = zip(struct.iter_unpack("<Q", memory), struct.iter_unpack("<Q", expected))
    return [(8 * index, hex(word), hex(wanted)) for index, ((word,), (wanted,)) in enumerate(words) if word != wanted]
