"""Conditional select.

 31 30 29 28        21 20  16 15  12 11 10 9    5 4    0
+--+--+--+------------+------+------+-----+------+------+
|sf|op| 0|  11010100  |  Rm  | cond | op2 |  Rn  |  Rd  |
+--+--+--+------------+------+------+-----+------+------+
"""
from ..operands import inverted
from .fields import condition, general, same_width, zero_like


def encode(op, op2, rd, rn, rm, cond):
    sf = same_width(rd, rn, rm)
    return (sf << 31 | op << 30 | 0b11010100 << 21 | general(rm) << 16 | condition(cond) << 12 | op2 << 10
            | general(rn) << 5 | general(rd))


def CSEL(rd, rn, rm, cond):
    """rd = rn if cond else rm"""
    return encode(0, 0, rd, rn, rm, cond)


def CSINC(rd, rn, rm, cond):
    """rd = rn if cond else rm + 1"""
    return encode(0, 1, rd, rn, rm, cond)


def CSINV(rd, rn, rm, cond):
    """rd = rn if cond else ~rm"""
    return encode(1, 0, rd, rn, rm, cond)


def CSNEG(rd, rn, rm, cond):
    """rd = rn if cond else -rm"""
    return encode(1, 1, rd, rn, rm, cond)


def CSET(rd, cond):
    """rd = 1 if cond else 0"""
    return CSINC(rd, zero_like(rd), zero_like(rd), inverted(cond))


def CSETM(rd, cond):
    """rd = -1 if cond else 0"""
    return CSINV(rd, zero_like(rd), zero_like(rd), inverted(cond))


def CINC(rd, rn, cond):
    """rd = rn + 1 if cond else rn"""
    return CSINC(rd, rn, rn, inverted(cond))


def CNEG(rd, rn, cond):
    """rd = -rn if cond else rn"""
    return CSNEG(rd, rn, rn, inverted(cond))
