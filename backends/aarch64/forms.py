"""From a mnemonic and its operands to instructions: which encoding class is meant, and what is put together in x16 and x17
first when one instruction cannot say it."""
from functools import partial

from .encoders import (
    accesses, add_sub_carry, add_sub_extended, add_sub_immediate, add_sub_shifted, bitfield, branch_register,
    conditional_compare, conditional_select, data_processing_1source, data_processing_2source, data_processing_3source,
    exception, fp_1source, fp_2source, fp_compare, fp_conditional_select, fp_immediate, fp_integer, load_store_pair,
    load_store_register, load_store_unscaled, load_store_unsigned, logical_immediate, logical_shifted, move_wide, pc_relative)
from .instruction import Instruction, instruction, text
from .operands import Field, Immediate, Named, Register, W, X
from .registers import X16, X17

ADDRESS = X(X16)  # where an address is put together
SCALES = (1, 2, 4, 8, 16)


def like(register, number):
    """The register of that number, as wide as the other one."""
    return W(number) if register.kind in ("w", "wsp") else X(number)


# Numbers into registers

def load_known(rd, value):
    """The shortest way to a known number: one bit mask, or 16 bits at a time over zeros or ones."""
    bits = 64 if rd.kind == "x" else 32
    value &= (1 << bits) - 1
    if logical_immediate.encodable(value, bits == 64):
        return [instruction(logical_immediate.ORR, rd, like(rd, 31), value)]
    parts = [(value >> by & 0xFFFF, by) for by in range(0, bits, 16)]
    ones = sum(part == 0xFFFF for part, _ in parts) > sum(part == 0 for part, _ in parts)
    encode, background = (move_wide.MOVN, 0xFFFF) if ones else (move_wide.MOVZ, 0)
    (part, by), *rest = [piece for piece in parts if piece[0] != background] or parts[:1]
    return [move_part(encode, rd, part ^ background, by)] + [move_part(move_wide.MOVK, rd, part, by) for part, by in rest]


def load_hole(rd, immediate):
    """A number that is filled in later, 16 bits at a time."""
    narrow = rd if immediate.bits == 64 else W(rd.number, rd.hole)
    loads = [move_part(move_wide.MOVZ, narrow, immediate.part(0), 0)]
    loads += [move_part(move_wide.MOVK, narrow, immediate.part(by), by) for by in range(16, immediate.bits, 16)]
    if narrow.kind != rd.kind:
        loads.append(instruction(bitfield.SXTW, rd, narrow))
    return loads


def move_part(encode, rd, part, by):
    """16 bits to bit `by`."""
    return Instruction(encode(rd, part, by), text(encode.__name__, rd, part, *("LSL", by) if by else ()))


def load(rd, value):
    """Any number into a general register."""
    return load_hole(rd, value) if isinstance(value, Immediate) else load_known(rd, value)


def mov(rd, source):
    """MOV: a register or a number."""
    if not isinstance(source, Register):
        return load(rd, source)
    if rd.kind in ("d", "s"):
        return [instruction(fp_1source.FMOV, rd, source)]
    if "sp" in (rd.kind, source.kind):
        return [instruction(add_sub_immediate.ADD, rd, source, 0)]
    return [instruction(logical_shifted.MOV, rd, source)]


# Arithmetic whose last operand is a register or a number

OPPOSITES = {"ADD": "SUB", "ADDS": "SUBS", "SUB": "ADD", "SUBS": "ADDS", "CMP": "CMN", "CMN": "CMP"}


def add_sub(name, *operands):
    """ADD and the like: (rd,) rn and a register, perhaps shifted or extended, or a number."""
    first = operands[:1 if name in ("CMP", "CMN") else 2]
    second, *modifier = operands[len(first):]
    if isinstance(second, Register):
        extended = modifier and modifier[0] not in ("LSL", "LSR", "ASR")
        return [instruction(getattr(add_sub_extended if extended else add_sub_shifted, name), *first, second, *modifier)]
    if isinstance(second, Immediate):
        return add_sub_hole(name, first, second)
    if add_sub_immediate.encodable(second):
        return [instruction(getattr(add_sub_immediate, name), *first, second)]
    if second < 0 and add_sub_immediate.encodable(-second):
        return [instruction(getattr(add_sub_immediate, OPPOSITES[name]), *first, -second)]
    number = like(first[0], X17)
    return load_known(number, second) + [instruction(getattr(add_sub_shifted, name), *first, number)]


def add_sub_hole(name, first, immediate):
    """With a number that is filled in later; the instruction's own extension widens 32 bits to 64."""
    if immediate.bits == 64 or first[0].kind in ("w", "wsp"):
        number = like(first[0], X17)
        return load_hole(number, immediate) + [instruction(getattr(add_sub_shifted, name), *first, number)]
    return load_hole(W(X17), immediate) + [instruction(getattr(add_sub_extended, name), *first, W(X17), "SXTW")]


def logical(name, *operands):
    """AND and the like: (rd,) rn and a register, perhaps shifted, or a number."""
    first = operands[:1 if name == "TST" else 2]
    second, *modifier = operands[len(first):]
    if isinstance(second, Register):
        return [instruction(getattr(logical_shifted, name), *first, second, *modifier)]
    if not isinstance(second, Immediate):
        bits = 64 if first[0].kind == "x" else 32
        second &= (1 << bits) - 1
        if logical_immediate.encodable(second, bits == 64):
            return [instruction(getattr(logical_immediate, name), *first, second)]
    number = like(first[0], X17)
    return load(number, second) + [instruction(getattr(logical_shifted, name), *first, number)]


def shift(name, rd, rn, by):
    """LSL, LSR, ASR: by a number, or by a register modulo the width."""
    if isinstance(by, Register):
        return [instruction(getattr(data_processing_2source, name + "V"), rd, rn, by)]
    return [instruction(getattr(bitfield, name), rd, rn, by)]


def fmov(rd, source):
    """FMOV: between registers of either kind, or a constant of 8 bits."""
    if not isinstance(source, Register):
        return [Instruction(fp_immediate.FMOV(rd, source), "fmov %s, #%s" % (rd, source))]
    return [instruction((fp_1source if {rd.kind, source.kind} <= {"d", "s"} else fp_integer).FMOV, rd, source)]


# Memory

def access(name, rt, address):
    """A load or store of one register."""
    base, displacement, index, scale = address
    if index is None:
        return at_displacement(name, rt, base, displacement)
    if displacement == 0 and scale in (1, accesses.size(name, rt)):
        return [at_index(name, rt, base, index, scale=scale)]
    return [add_index(ADDRESS, base, index, scale)] + at_displacement(name, rt, ADDRESS, displacement)


def at_displacement(name, rt, base, displacement):
    """A load or store at base + displacement, the displacement known or not."""
    if isinstance(displacement, Field):
        unit = accesses.size(name, rt).bit_length() - 1
        offset = displacement.offset(range(unit, unit + 12))
        return [at_offset(load_store_unsigned, name, rt, base, Named(offset, displacement.hole))]
    if isinstance(displacement, Immediate):
        return load_hole(W(X17), displacement) + [at_index(name, rt, base, W(X17), "SXTW")]
    if load_store_unsigned.encodable(name, rt, displacement):
        return [at_offset(load_store_unsigned, name, rt, base, displacement)]
    if load_store_unscaled.encodable(displacement):
        return [at_offset(load_store_unscaled, name, rt, base, displacement)]
    return load_known(X(X17), displacement) + [at_index(name, rt, base, X(X17))]


def at_offset(module, name, rt, base, offset):
    return Instruction(module.encode(name, rt, base, offset), "%s %s, [%s, #%s]" % (name.lower(), rt, base, offset))


def at_index(name, rt, base, index, extend="UXTX", scale=1):
    by = scale.bit_length() - 1
    modifier = ", sxtw" if extend == "SXTW" else ", lsl #%d" % by if by else ""
    return Instruction(load_store_register.encode(name, rt, base, index, extend, scale),
                       "%s %s, [%s, %s%s]" % (name.lower(), rt, base, index, modifier))


def add_index(rd, base, index, scale):
    if scale not in SCALES:
        raise ValueError("an index is not scaled by %d" % scale)
    by = SCALES.index(scale)
    if base.kind == "sp":
        return instruction(add_sub_extended.ADD, rd, base, index, "UXTX", by)
    return instruction(add_sub_shifted.ADD, rd, base, index, "LSL", by)


# All of them

def encoders(module, *names):
    """Mnemonics that stand for one class only: an instruction each. Without names, all that the module defines."""
    def one(encode):
        return lambda *operands: [instruction(encode, *operands)]
    defined = {name: f for name, f in vars(module).items()
               if name.isupper() and getattr(f, "__module__", None) == module.__name__}
    return {name: one(defined[name]) for name in names or defined}


ONE_CLASS = (add_sub_carry, bitfield, branch_register, conditional_compare, conditional_select, data_processing_1source,
             data_processing_2source, data_processing_3source, exception, fp_1source, fp_2source, fp_compare,
             fp_conditional_select, fp_integer, load_store_pair, move_wide, pc_relative)

FORMS = {name: form for module in ONE_CLASS for name, form in encoders(module).items()}
FORMS.update(encoders(add_sub_shifted, "NEG", "NEGS"))
FORMS.update(encoders(logical_shifted, "BIC", "ORN", "EON", "BICS", "MVN"))
FORMS.update({name: partial(add_sub, name) for name in OPPOSITES})
FORMS.update({name: partial(logical, name) for name in ("AND", "ORR", "EOR", "ANDS", "TST")})
FORMS.update({name: partial(shift, name) for name in ("LSL", "LSR", "ASR")})
FORMS.update({name: partial(access, name) for name in accesses.MNEMONICS})
FORMS.update(MOV=mov, FMOV=fmov)
