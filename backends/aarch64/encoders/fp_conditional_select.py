"""Floating-point conditional select.

 31    24 23   22 21 20  16 15  12 11 10 9    5 4    0
+--------+-------+--+------+------+-----+------+------+
|00011110| ftype | 1|  Rm  | cond |  11 |  Rn  |  Rd  |
+--------+-------+--+------+------+-----+------+------+
"""
from .fields import condition, floating, precision


def FCSEL(rd, rn, rm, cond):
    """rd = rn if cond else rm"""
    return (0b00011110 << 24 | precision(rd, rn, rm) << 22 | 1 << 21 | floating(rm) << 16 | condition(cond) << 12
            | 0b11 << 10 | floating(rn) << 5 | floating(rd))
