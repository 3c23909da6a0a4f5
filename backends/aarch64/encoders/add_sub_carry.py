"""Add/subtract (with carry).

 31 30 29 28        21 20  16 15      10 9    5 4    0
+--+--+--+------------+------+----------+------+------+
|sf|op| S|  11010000  |  Rm  |  000000  |  Rn  |  Rd  |
+--+--+--+------------+------+----------+------+------+
"""
from .fields import general, same_width


def encode(op, s, rd, rn, rm):
    sf = same_width(rd, rn, rm)
    return (sf << 31 | op << 30 | s << 29 | 0b11010000 << 21 | general(rm) << 16 | general(rn) << 5 | general(rd))


def ADC(rd, rn, rm):
    return encode(0, 0, rd, rn, rm)


def ADCS(rd, rn, rm):
    return encode(0, 1, rd, rn, rm)


def SBC(rd, rn, rm):
    return encode(1, 0, rd, rn, rm)


def SBCS(rd, rn, rm):
    return encode(1, 1, rd, rn, rm)
