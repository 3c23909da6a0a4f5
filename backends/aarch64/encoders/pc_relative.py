"""PC-relative addressing: the address of a byte within 1 MiB (ADR) or of a page within 4 GiB (ADRP).

 31 30   29 28    24 23                    5 4    0
+--+-------+--------+-----------------------+------+
|op| immlo | 10000  |         immhi         |  Rd  |
+--+-------+--------+-----------------------+------+
"""
from .fields import multiple, signed, x_register


def encode(op, rd, value):
    field = signed(value, 21, "distance")
    return op << 31 | (field & 3) << 29 | 0b10000 << 24 | field >> 2 << 5 | x_register(rd)


def ADR(rd, distance):
    return encode(0, rd, distance)


def ADRP(rd, distance):
    """rd = the page of the instruction + distance, a multiple of 4096."""
    return encode(1, rd, multiple(distance, 4096, "distance"))
