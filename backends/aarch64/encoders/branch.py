"""Unconditional branch (immediate), within 128 MiB. Distances are in bytes, from the branch itself.

 31 30    26 25                              0
+--+--------+---------------------------------+
|op| 00101  |              imm26              |
+--+--------+---------------------------------+
"""
from .fields import multiple, signed


def encode(op, distance):
    return op << 31 | 0b00101 << 26 | signed(multiple(distance, 4, "distance"), 26, "distance in words")


def B(distance):
    return encode(0, distance)


def BL(distance):
    return encode(1, distance)
