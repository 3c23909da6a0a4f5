"""Load/store register (unsigned immediate): base + offset, the offset counted in units of the access size.

 31  30 29  27 26 25 24 23 22 21        10 9    5 4    0
+------+------+--+-----+-----+------------+------+------+
| size | 111  | V|  01 | opc |   imm12    |  Rn  |  Rt  |
+------+------+--+-----+-----+------------+------+------+
"""
from .accesses import size, word
from .fields import base_register, multiple, unsigned

LIMIT = 1 << 12


def encodable(mnemonic, rt, offset):
    unit = size(mnemonic, rt)
    return offset % unit == 0 and 0 <= offset < LIMIT * unit


def encode(mnemonic, rt, base, offset=0):
    units = multiple(offset, size(mnemonic, rt))
    return word(mnemonic, rt) | 0b01 << 24 | unsigned(units, 12, "offset in units") << 10 | base_register(base) << 5
