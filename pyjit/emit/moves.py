"""Bringing values to places: the steps of the allocator that compute nothing.

A location is a number: below XMM a general register, below SLOT a float register, from there on a slot of the machine frame.
A step is a pair (key of the stencil, its operand values)."""
import struct

from pyjit.backends import machine_frame
from pyjit.backends.machine_frame import SLOT, XMM
from pyjit.patterns.define import F64
from pyjit.trace.ir import Const

NUMBER = XMM - 1     # the bits of a register's location that are its number in an instruction


def copy(source, target):
    """The step from one location to another, not both of them slots."""
    if target >= SLOT:
        return "spill_float" if source >= XMM else "spill", (source & NUMBER, address(target))
    if source >= SLOT:
        return "reload_float" if target >= XMM else "reload", (target & NUMBER, address(source))
    return "move_float" if target >= XMM else "move", (target & NUMBER, source & NUMBER)


def constant(const, register):
    """The step that makes a constant. A float's takes a scratch register on its way."""
    if const.kind is F64:
        return "const_float", (register & NUMBER, bits(const.value))
    return "const_small" if -1 << 31 <= const.value < 1 << 31 else "const", (register, const.value)


def address(slot):
    """Where a slot is, in bytes above the stack pointer."""
    return machine_frame.SPILLS + 8 * (slot - SLOT)


def bits(value):
    """A double's 64 bits as a number."""
    return struct.unpack("<q", struct.pack("<d", value))[0]


def parallel(moves, spares, via):
    """The steps that bring sources to targets as if all at once. moves: {target: location or Const}; spares: registers of both
    banks that hold nothing; via: a float register that takes what goes from slot to slot.

    What nobody still needs is overwritten first. That leaves rings: one source is put aside in a spare, which opens its ring.
    Constants are never in a ring, nor behind one, so making them does no harm to what is put aside."""
    steps = []
    pending = {target: source for target, source in moves.items() if source != target}
    while pending:
        sources = {source for source in pending.values() if source.__class__ is int}
        ready = [target for target in pending if target not in sources]
        for target in ready:
            steps += transfer(pending.pop(target), target, via)
        if not ready:
            source = next(iter(pending.values()))
            readers = [target for target, read in pending.items() if read == source]
            spare = spare_for(source, readers, moves, spares)
            steps.append(copy(source, spare))
            pending.update(dict.fromkeys(readers, spare))
    return steps


def spare_for(source, readers, moves, spares):
    """A register for what is put aside, of the bank in which its readers take it."""
    is_float = any(XMM <= place < SLOT for place in (source, *readers))
    return next(register for register in spares if (register >= XMM) is is_float and register not in moves)


def transfer(source, target, via):
    """The steps from a location or a constant to a location."""
    if isinstance(source, Const):
        if target < SLOT:
            return [constant(source, target)]
        return [("const_float", (via & NUMBER, bits(source.value) if source.kind is F64 else source.value)), copy(via, target)]
    if source >= SLOT and target >= SLOT:
        return [copy(source, via), copy(via, target)]
    return [copy(source, target)]
