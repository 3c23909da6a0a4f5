"""Compare and branch (immediate), within 1 MiB: on a register being zero or not.

 31 30    25 24 23                  5 4    0
+--+--------+--+---------------------+------+
|sf| 011010 |op|        imm19        |  Rt  |
+--+--------+--+---------------------+------+
"""
from .fields import general, multiple, same_width, signed


def encode(op, rt, distance):
    return (same_width(rt) << 31 | 0b011010 << 25 | op << 24
            | signed(multiple(distance, 4, "distance"), 19, "distance in words") << 5 | general(rt))


def CBZ(rt, distance):
    return encode(0, rt, distance)


def CBNZ(rt, distance):
    return encode(1, rt, distance)
