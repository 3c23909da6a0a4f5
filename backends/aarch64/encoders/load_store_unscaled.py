"""Load/store register (unscaled immediate): base + offset in bytes. The manual's names are LDUR, STUR and so on.

 31  30 29  27 26 25 24 23 22 21 20     12 11 10 9    5 4    0
+------+------+--+-----+-----+--+---------+-----+------+------+
| size | 111  | V|  00 | opc | 0|  imm9   |  00 |  Rn  |  Rt  |
+------+------+--+-----+-----+--+---------+-----+------+------+
"""
from .accesses import word
from .fields import base_register, signed

LOWEST, LIMIT = -1 << 8, 1 << 8


def encodable(offset):
    return LOWEST <= offset < LIMIT


def encode(mnemonic, rt, base, offset):
    return word(mnemonic, rt) | signed(offset, 9, "offset") << 12 | base_register(base) << 5
