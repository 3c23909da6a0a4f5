"""Add/subtract (immediate). 31 as Rn, and as Rd where no flags are set, is the stack pointer.

 31 30 29 28      23 22 21        10 9    5 4    0
+--+--+--+----------+--+------------+------+------+
|sf|op| S|  100010  |sh|   imm12    |  Rn  |  Rd  |
+--+--+--+----------+--+------------+------+------+
"""
from .fields import EncodingError, general, general_or_stack, same_width, zero_like

LIMIT = 1 << 12


def encodable(value):
    """Whether the value is an imm12, plain or shifted left by 12."""
    return 0 <= value < LIMIT or 0 <= value < LIMIT << 12 and not value % LIMIT


def immediate(value):
    """The fields sh and imm12."""
    if not encodable(value):
        raise EncodingError("immediate %d is not in 0..4095, nor a multiple of 4096 up to 4095 * 4096" % value)
    return value if value < LIMIT else 1 << 12 | value >> 12


def encode(op, s, rd, rn, value):
    sf = same_width(rd, rn)
    target = general(rd) if s else general_or_stack(rd)
    return sf << 31 | op << 30 | s << 29 | 0b100010 << 23 | immediate(value) << 10 | general_or_stack(rn) << 5 | target


def ADD(rd, rn, value):
    return encode(0, 0, rd, rn, value)


def ADDS(rd, rn, value):
    return encode(0, 1, rd, rn, value)


def SUB(rd, rn, value):
    return encode(1, 0, rd, rn, value)


def SUBS(rd, rn, value):
    return encode(1, 1, rd, rn, value)


def CMN(rn, value):
    return ADDS(zero_like(rn), rn, value)


def CMP(rn, value):
    return SUBS(zero_like(rn), rn, value)
