"""Exception generation: a breakpoint, for places that are never reached.

 31        24 23  21 20             5 4    2 1  0
+------------+------+----------------+------+----+
|  11010100  | opc  |     imm16      | 000  | LL |
+------------+------+----------------+------+----+
"""
from .fields import unsigned


def BRK(value=0):
    return 0b11010100 << 24 | 1 << 21 | unsigned(value, 16) << 5
