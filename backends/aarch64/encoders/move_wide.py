"""Move wide (immediate): 16 bits at a multiple of 16, the rest zeros (MOVZ), ones (MOVN, of the inverse) or kept (MOVK).

 31 30 29 28      23 22 21 20              5 4    0
+--+-----+----------+-----+-----------------+------+
|sf| opc |  100101  | hw  |      imm16      |  Rd  |
+--+-----+----------+-----+-----------------+------+
"""
from .fields import EncodingError, general, same_width, unsigned


def encode(opc, rd, value, by):
    sf = same_width(rd)
    if by not in ((0, 16, 32, 48) if sf else (0, 16)):
        raise EncodingError("%s takes 16 bits at a multiple of 16 within it, not at %d" % (rd, by))
    return sf << 31 | opc << 29 | 0b100101 << 23 | by // 16 << 21 | unsigned(value, 16) << 5 | general(rd)


def MOVN(rd, value, by=0):
    return encode(0, rd, value, by)


def MOVZ(rd, value, by=0):
    return encode(2, rd, value, by)


def MOVK(rd, value, by=0):
    return encode(3, rd, value, by)
