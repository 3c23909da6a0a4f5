"""Conditional compare (register and immediate): compare if the condition holds, otherwise set the flags to nzcv.

 31 30 29 28        21 20       16 15  12 11 10 9    5 4 3    0
+--+--+--+------------+-----------+------+-----+------+-+------+
|sf|op| 1|  11010010  | Rm / imm5 | cond | i 0 |  Rn  |0| nzcv |
+--+--+--+------------+-----------+------+-----+------+-+------+
"""
from .fields import condition, general, same_width, unsigned


def encode(sf, op, second, i, rn, nzcv, cond):
    return (sf << 31 | op << 30 | 0b111010010 << 21 | second << 16 | condition(cond) << 12 | i << 11
            | general(rn) << 5 | unsigned(nzcv, 4, "nzcv"))


def compare(op, rn, second, nzcv, cond):
    if isinstance(second, int):
        return encode(same_width(rn), op, unsigned(second, 5), 1, rn, nzcv, cond)
    return encode(same_width(rn, second), op, general(second), 0, rn, nzcv, cond)


def CCMN(rn, second, nzcv, cond):
    return compare(0, rn, second, nzcv, cond)


def CCMP(rn, second, nzcv, cond):
    return compare(1, rn, second, nzcv, cond)
