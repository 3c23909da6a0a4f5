"""Test and branch (immediate), within 32 KiB: on one bit of a register being zero or not.

 31 30    25 24 23   19 18           5 4    0
+--+--------+--+-------+--------------+------+
|b5| 011011 |op|  b40  |    imm14     |  Rt  |
+--+--------+--+-------+--------------+------+
"""
from .fields import amount, general, multiple, same_width, signed


def encode(op, rt, bit, distance):
    position = amount(bit, same_width(rt))
    return (position >> 5 << 31 | 0b011011 << 25 | op << 24 | (position & 31) << 19
            | signed(multiple(distance, 4, "distance"), 14, "distance in words") << 5 | general(rt))


def TBZ(rt, bit, distance):
    return encode(0, rt, bit, distance)


def TBNZ(rt, bit, distance):
    return encode(1, rt, bit, distance)
