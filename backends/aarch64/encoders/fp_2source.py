"""Floating-point data-processing (2 source).

 31    24 23   22 21 20  16 15    12 11 10 9    5 4    0
+--------+-------+--+------+--------+-----+------+------+
|00011110| ftype | 1|  Rm  | opcode |  10 |  Rn  |  Rd  |
+--------+-------+--+------+--------+-----+------+------+
"""
from .fields import floating, precision


def encode(opcode, rd, rn, rm):
    return (0b00011110 << 24 | precision(rd, rn, rm) << 22 | 1 << 21 | floating(rm) << 16 | opcode << 12 | 0b10 << 10
            | floating(rn) << 5 | floating(rd))


def FMUL(rd, rn, rm):
    return encode(0, rd, rn, rm)


def FDIV(rd, rn, rm):
    return encode(1, rd, rn, rm)


def FADD(rd, rn, rm):
    return encode(2, rd, rn, rm)


def FSUB(rd, rn, rm):
    return encode(3, rd, rn, rm)


def FMAX(rd, rn, rm):
    return encode(4, rd, rn, rm)


def FMIN(rd, rn, rm):
    return encode(5, rd, rn, rm)


def FNMUL(rd, rn, rm):
    return encode(8, rd, rn, rm)
