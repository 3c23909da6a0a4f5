"""Floating-point compare. Less sets N; equal Z and C; greater C; unordered C and V.

 31    24 23   22 21 20  16 15 14 13   10 9    5 4       0
+--------+-------+--+------+-----+-------+------+---------+
|00011110| ftype | 1|  Rm  |  00 | 1000  |  Rn  | opcode2 |
+--------+-------+--+------+-----+-------+------+---------+
"""
from .fields import EncodingError, floating, precision


def encode(opcode2, ftype, rn, rm):
    return 0b00011110 << 24 | ftype << 22 | 1 << 21 | rm << 16 | 0b1000 << 10 | floating(rn) << 5 | opcode2


def compare(opcode2, rn, other):
    """With another register, or with 0.0."""
    if other == 0.0:
        return encode(opcode2 | 0b01000, precision(rn), rn, 0)
    if isinstance(other, (int, float)):
        raise EncodingError("the only constant to compare with is 0.0, not %r" % other)
    return encode(opcode2, precision(rn, other), rn, floating(other))


def FCMP(rn, other):
    return compare(0, rn, other)


def FCMPE(rn, other):
    """FCMP, but a quiet NaN is an invalid operation too."""
    return compare(0b10000, rn, other)
