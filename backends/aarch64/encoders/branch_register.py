"""Unconditional branch (register): jump, call and return.

 31          25 24  21 20   16 15      10 9    5 4     0
+--------------+------+-------+----------+------+-------+
|   1101011    | opc  | 11111 |  000000  |  Rn  | 00000 |
+--------------+------+-------+----------+------+-------+
"""
from ..operands import X
from .fields import x_register


def encode(opc, rn):
    return 0b1101011 << 25 | opc << 21 | 0b11111 << 16 | x_register(rn) << 5


def BR(rn):
    return encode(0, rn)


def BLR(rn):
    """Call: the return address goes to x30."""
    return encode(1, rn)


def RET(rn=X(30)):
    return encode(2, rn)
