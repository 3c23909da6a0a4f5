"""Data-processing (2 source): division and shifts by a register.

 31 30 29 28          21 20  16 15      10 9    5 4    0
+--+--+--+--------------+------+----------+------+------+
|sf| 0| 0|   11010110   |  Rm  |  opcode  |  Rn  |  Rd  |
+--+--+--+--------------+------+----------+------+------+
"""
from .fields import general, same_width


def encode(opcode, rd, rn, rm):
    sf = same_width(rd, rn, rm)
    return sf << 31 | 0b11010110 << 21 | general(rm) << 16 | opcode << 10 | general(rn) << 5 | general(rd)


def UDIV(rd, rn, rm):
    """rd = rn / rm, unsigned; 0 if rm is 0."""
    return encode(2, rd, rn, rm)


def SDIV(rd, rn, rm):
    """rd = rn / rm, towards zero; 0 if rm is 0; the smallest int by -1 is itself."""
    return encode(3, rd, rn, rm)


def LSLV(rd, rn, rm):
    """rd = rn << rm, rm modulo the width."""
    return encode(8, rd, rn, rm)


def LSRV(rd, rn, rm):
    return encode(9, rd, rn, rm)


def ASRV(rd, rn, rm):
    return encode(10, rd, rn, rm)


def RORV(rd, rn, rm):
    return encode(11, rd, rn, rm)
