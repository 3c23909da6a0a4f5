"""Floating-point data-processing (1 source).

 31    24 23   22 21 20    15 14    10 9    5 4    0
+--------+-------+--+--------+--------+------+------+
|00011110| ftype | 1| opcode | 10000  |  Rn  |  Rd  |
+--------+-------+--+--------+--------+------+------+
"""
from .fields import EncodingError, floating, precision


def encode(opcode, ftype, rd, rn):
    return 0b00011110 << 24 | ftype << 22 | 1 << 21 | opcode << 15 | 0b10000 << 10 | floating(rn) << 5 | floating(rd)


def same(opcode, rd, rn):
    return encode(opcode, precision(rd, rn), rd, rn)


def FMOV(rd, rn):
    return same(0, rd, rn)


def FABS(rd, rn):
    return same(1, rd, rn)


def FNEG(rd, rn):
    return same(2, rd, rn)


def FSQRT(rd, rn):
    return same(3, rd, rn)


def FCVT(rd, rn):
    """A double from a single, or the other way round."""
    if {rd.kind, rn.kind} != {"d", "s"}:
        raise EncodingError("FCVT goes between d and s, not from %s to %s" % (rn, rd))
    return encode(4 | precision(rd), precision(rn), rd, rn)


def FRINTN(rd, rn):
    """To an integral value: to nearest, ties to even."""
    return same(8, rd, rn)


def FRINTP(rd, rn):
    """To an integral value: up."""
    return same(9, rd, rn)


def FRINTM(rd, rn):
    """To an integral value: down."""
    return same(10, rd, rn)


def FRINTZ(rd, rn):
    """To an integral value: to zero."""
    return same(11, rd, rn)


def FRINTA(rd, rn):
    """To an integral value: to nearest, ties away from zero."""
    return same(12, rd, rn)
