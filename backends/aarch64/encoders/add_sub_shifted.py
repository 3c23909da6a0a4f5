"""Add/subtract (shifted register). 31 is the zero register everywhere.

 31 30 29 28    24 23 22 21 20  16 15     10 9    5 4    0
+--+--+--+--------+-----+--+------+---------+------+------+
|sf|op| S| 01011  |shift| 0|  Rm  |  imm6   |  Rn  |  Rd  |
+--+--+--+--------+-----+--+------+---------+------+------+
"""
from .fields import amount, general, same_width, shift, zero_like


def encode(op, s, rd, rn, rm, kind, by):
    sf = same_width(rd, rn, rm)
    return (sf << 31 | op << 30 | s << 29 | 0b01011 << 24 | shift(kind, allow_rotation=False) << 22 | general(rm) << 16
            | amount(by, sf) << 10 | general(rn) << 5 | general(rd))


def ADD(rd, rn, rm, kind="LSL", by=0):
    return encode(0, 0, rd, rn, rm, kind, by)


def ADDS(rd, rn, rm, kind="LSL", by=0):
    return encode(0, 1, rd, rn, rm, kind, by)


def SUB(rd, rn, rm, kind="LSL", by=0):
    return encode(1, 0, rd, rn, rm, kind, by)


def SUBS(rd, rn, rm, kind="LSL", by=0):
    return encode(1, 1, rd, rn, rm, kind, by)


def CMN(rn, rm, kind="LSL", by=0):
    return ADDS(zero_like(rn), rn, rm, kind, by)


def CMP(rn, rm, kind="LSL", by=0):
    return SUBS(zero_like(rn), rn, rm, kind, by)


def NEG(rd, rm, kind="LSL", by=0):
    return SUB(rd, zero_like(rd), rm, kind, by)


def NEGS(rd, rm, kind="LSL", by=0):
    return SUBS(rd, zero_like(rd), rm, kind, by)
