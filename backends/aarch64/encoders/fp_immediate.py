"""Floating-point immediate: +-(16..31)/16 * 2**(-3..4), as a sign, 3 bits of exponent and 4 of fraction.

 31    24 23   22 21 20          13 12   10 9     5 4    0
+--------+-------+--+--------------+-------+-------+------+
|00011110| ftype | 1|     imm8     |  100  | 00000 |  Rd  |
+--------+-------+--+--------------+-------+-------+------+
"""
import math

from .fields import EncodingError, floating, precision


def immediate(value):
    """The field imm8."""
    fraction, exponent = math.frexp(abs(value))  # 0.5 <= fraction < 1, but 0 for 0
    sixteenths = fraction * 32
    if not (value and -2 <= exponent <= 5 and sixteenths == int(sixteenths)):
        raise EncodingError("%r is not +-(16..31)/16 * 2**(-3..4)" % value)
    return (value < 0) << 7 | (exponent + 2 ^ 0b100) << 4 | int(sixteenths) - 16


def FMOV(rd, value):
    return 0b00011110 << 24 | precision(rd) << 22 | 1 << 21 | immediate(value) << 13 | 0b100 << 10 | floating(rd)
