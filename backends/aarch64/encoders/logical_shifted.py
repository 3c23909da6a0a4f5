"""Logical (shifted register). N inverts the second source; 31 is the zero register everywhere.

 31 30 29 28    24 23 22 21 20  16 15     10 9    5 4    0
+--+-----+--------+-----+--+------+---------+------+------+
|sf| opc | 01010  |shift| N|  Rm  |  imm6   |  Rn  |  Rd  |
+--+-----+--------+-----+--+------+---------+------+------+
"""
from .fields import amount, general, same_width, shift, zero_like


def encode(opc, n, rd, rn, rm, kind, by):
    sf = same_width(rd, rn, rm)
    return (sf << 31 | opc << 29 | 0b01010 << 24 | shift(kind, allow_rotation=True) << 22 | n << 21 | general(rm) << 16
            | amount(by, sf) << 10 | general(rn) << 5 | general(rd))


def AND(rd, rn, rm, kind="LSL", by=0):
    return encode(0, 0, rd, rn, rm, kind, by)


def BIC(rd, rn, rm, kind="LSL", by=0):
    return encode(0, 1, rd, rn, rm, kind, by)


def ORR(rd, rn, rm, kind="LSL", by=0):
    return encode(1, 0, rd, rn, rm, kind, by)


def ORN(rd, rn, rm, kind="LSL", by=0):
    return encode(1, 1, rd, rn, rm, kind, by)


def EOR(rd, rn, rm, kind="LSL", by=0):
    return encode(2, 0, rd, rn, rm, kind, by)


def EON(rd, rn, rm, kind="LSL", by=0):
    return encode(2, 1, rd, rn, rm, kind, by)


def ANDS(rd, rn, rm, kind="LSL", by=0):
    return encode(3, 0, rd, rn, rm, kind, by)


def BICS(rd, rn, rm, kind="LSL", by=0):
    return encode(3, 1, rd, rn, rm, kind, by)


def TST(rn, rm, kind="LSL", by=0):
    return ANDS(zero_like(rn), rn, rm, kind, by)


def MOV(rd, rm):
    return ORR(rd, zero_like(rd), rm)


def MVN(rd, rm, kind="LSL", by=0):
    return ORN(rd, zero_like(rd), rm, kind, by)
