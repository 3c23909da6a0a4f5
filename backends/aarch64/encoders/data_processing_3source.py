"""Data-processing (3 source): multiplication.

 31 30 29 28    24 23  21 20  16 15 14  10 9    5 4    0
+--+-----+--------+------+------+--+------+------+------+
|sf|  00 | 11011  | op31 |  Rm  |o0|  Ra  |  Rn  |  Rd  |
+--+-----+--------+------+------+--+------+------+------+
"""
from ..operands import XZR
from .fields import general, same_width, w_register, x_register, zero_like


def encode(sf, op31, o0, rd, rn, rm, ra):
    return sf << 31 | 0b11011 << 24 | op31 << 21 | rm << 16 | o0 << 15 | ra << 10 | rn << 5 | rd


def same(o0, rd, rn, rm, ra):
    """All four of one width."""
    return encode(same_width(rd, rn, rm, ra), 0, o0, general(rd), general(rn), general(rm), general(ra))


def widening(op31, o0, rd, rn, rm, ra):
    """32 bits by 32 bits, onto 64."""
    return encode(1, op31, o0, x_register(rd), w_register(rn), w_register(rm), x_register(ra))


def high(op31, rd, rn, rm):
    """The upper half of 64 bits by 64 bits."""
    return encode(1, op31, 0, x_register(rd), x_register(rn), x_register(rm), 31)


def MADD(rd, rn, rm, ra):
    """rd = ra + rn * rm"""
    return same(0, rd, rn, rm, ra)


def MSUB(rd, rn, rm, ra):
    """rd = ra - rn * rm"""
    return same(1, rd, rn, rm, ra)


def MUL(rd, rn, rm):
    return MADD(rd, rn, rm, zero_like(rd))


def MNEG(rd, rn, rm):
    return MSUB(rd, rn, rm, zero_like(rd))


def SMADDL(rd, rn, rm, ra):
    return widening(1, 0, rd, rn, rm, ra)


def UMADDL(rd, rn, rm, ra):
    return widening(5, 0, rd, rn, rm, ra)


def SMULL(rd, rn, rm):
    return SMADDL(rd, rn, rm, XZR)


def UMULL(rd, rn, rm):
    return UMADDL(rd, rn, rm, XZR)


def SMULH(rd, rn, rm):
    return high(2, rd, rn, rm)


def UMULH(rd, rn, rm):
    return high(6, rd, rn, rm)
