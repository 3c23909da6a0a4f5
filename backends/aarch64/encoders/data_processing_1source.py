"""Data-processing (1 source).

 31 30 29 28          21 20    16 15      10 9    5 4    0
+--+--+--+--------------+--------+----------+------+------+
|sf| 1| 0|   11010110   | 00000  |  opcode  |  Rn  |  Rd  |
+--+--+--+--------------+--------+----------+------+------+
"""
from .fields import general, same_width


def encode(opcode, rd, rn):
    return same_width(rd, rn) << 31 | 0b1011010110 << 21 | opcode << 10 | general(rn) << 5 | general(rd)


def RBIT(rd, rn):
    """rd = rn with its bits in reverse order."""
    return encode(0, rd, rn)


def REV(rd, rn):
    """rd = rn with its bytes in reverse order."""
    return encode(3 if same_width(rd) else 2, rd, rn)


def CLZ(rd, rn):
    """rd = the number of leading zeros of rn; the width for 0."""
    return encode(4, rd, rn)


def CLS(rd, rn):
    """rd = the number of bits after the sign that equal it."""
    return encode(5, rd, rn)
