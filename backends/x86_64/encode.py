"""One instruction in machine code, by PeachPy (at build time only). PeachPy offers every encoding of an instruction as a pair
(flags, function); here one is chosen whose length does not depend on what stands in its holes."""
import functools

import peachpy.x86_64
from peachpy.x86_64 import registers
from peachpy.x86_64.operand import MemoryAddress, MemoryOperand, RIPRelativeOffset

from pyjit.backends.learn import NoSuchRegister

from .operands import Immediate, Memory, Register
from .registers import RSP

ACCUMULATOR_FORM, HAS_MODRM_MEMORY, HAS_OPTIONAL_REX, HAS_VEX2 = 0x03, 0x10, 0x20, 0x40
FAR = 0x7F000000  # a distance that takes the long form of a jump


@functools.cache
def encode(mnemonic, operands):
    """The machine code of the instruction, in its shortest encoding of fixed length."""
    if not hasattr(peachpy.x86_64, mnemonic):
        raise ValueError("there is no instruction %s" % mnemonic)
    translated = [translate(operand) for operand in operands]
    try:
        instruction = getattr(peachpy.x86_64, mnemonic)(*translated)
    except (SyntaxError, ValueError) as error:
        raise ValueError("%s: %s" % (text(mnemonic, operands), error)) from None
    candidates = [bytes(function(instruction.operands, **forced(flags, operands)))
                  for flags, function in instruction.encodings if not flags & ACCUMULATOR_FORM]
    return min(candidates, key=len)


def jump(mnemonic):
    """A jump's short and its long form, the distance being 0."""
    def form(distance, size):
        return encode_target(mnemonic, distance)[:-size] + bytes(size)
    return form(0, 1), form(FAR, 4)


def encode_target(mnemonic, distance):
    instruction = getattr(peachpy.x86_64, mnemonic)(RIPRelativeOffset(distance))
    return bytes(instruction.encodings[0][1](instruction.operands))


def text(mnemonic, operands):
    """The instruction as one reads it, holes by their names."""
    return ("%s %s" % (mnemonic.lower(), ", ".join(map(str, operands)))).rstrip()


def translate(operand):
    """Our operand as one of PeachPy's."""
    if isinstance(operand, Register):
        return getattr(registers, operand.name)
    if isinstance(operand, Memory):
        base, index = translate(operand.base), operand.index and translate(operand.index)
        if index and operand.index.number == RSP:
            raise NoSuchRegister("rsp cannot be an index")
        scale = operand.scale if index else None
        return MemoryOperand(MemoryAddress(base, index, scale, translate(operand.displacement)), operand.size)
    if isinstance(operand, Immediate):
        return operand.value
    if isinstance(operand, int):
        return operand
    raise ValueError("%r is no operand" % (operand,))


def forced(flags, operands):
    """What PeachPy must not leave out, so that the length stays the same with other registers and numbers in the holes."""
    memory = next((operand for operand in operands if isinstance(operand, Memory)), None)
    register_holes = any(has_register_hole(operand) for operand in operands)
    force = {}
    if flags & HAS_OPTIONAL_REX and register_holes:
        force["rex"] = True
    if flags & HAS_VEX2 and register_holes:
        force["vex3"] = True
    if flags & HAS_MODRM_MEMORY and memory:
        # rsp and r12 as a base need a SIB byte, rbp and r13 a displacement
        force["sib"] = bool(memory.base.hole)
        force["min_disp"] = 4 if isinstance(memory.displacement, Immediate) else 1 if memory.base.hole else 0
    return force


def has_register_hole(operand):
    if isinstance(operand, Memory):
        return bool(operand.base.hole or operand.index and operand.index.hole)
    return isinstance(operand, Register) and bool(operand.hole)
