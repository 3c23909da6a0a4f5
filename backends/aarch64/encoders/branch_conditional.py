"""Conditional branch (immediate), within 1 MiB.

 31      25 24 23                  5  4 3    0
+----------+--+---------------------+--+------+
| 0101010  | 0|        imm19        | 0| cond |
+----------+--+---------------------+--+------+
"""
from .fields import condition, multiple, signed


def B(cond, distance):
    return 0b0101010 << 25 | signed(multiple(distance, 4, "distance"), 19, "distance in words") << 5 | condition(cond)
