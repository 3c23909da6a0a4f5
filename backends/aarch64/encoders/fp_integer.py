"""Conversion between floating-point and integer.

 31 30 29 28    24 23   22 21 20   19 18    16 15      10 9    5 4    0
+--+--+--+--------+-------+--+-------+--------+----------+------+------+
|sf| 0| 0| 11110  | ftype | 1| rmode | opcode |  000000  |  Rn  |  Rd  |
+--+--+--+--------+-------+--+-------+--------+----------+------+------+

What does not fit converts to the nearest integer that does, a NaN to 0."""
from .fields import EncodingError, floating, general, precision, same_width

NEAREST, UP, DOWN, TO_ZERO = range(4)


def encode(rmode, opcode, integer, fp, rd, rn):
    return (same_width(integer) << 31 | 0b11110 << 24 | precision(fp) << 22 | 1 << 21 | rmode << 19 | opcode << 16
            | rn << 5 | rd)


def to_integer(rmode, opcode, rd, rn):
    return encode(rmode, opcode, rd, rn, general(rd), floating(rn))


def to_float(opcode, rd, rn):
    return encode(NEAREST, opcode, rn, rd, floating(rd), general(rn))


def FCVTNS(rd, rn):
    return to_integer(NEAREST, 0, rd, rn)


def FCVTPS(rd, rn):
    return to_integer(UP, 0, rd, rn)


def FCVTMS(rd, rn):
    return to_integer(DOWN, 0, rd, rn)


def FCVTZS(rd, rn):
    return to_integer(TO_ZERO, 0, rd, rn)


def FCVTZU(rd, rn):
    return to_integer(TO_ZERO, 1, rd, rn)


def SCVTF(rd, rn):
    return to_float(2, rd, rn)


def UCVTF(rd, rn):
    return to_float(3, rd, rn)


def FMOV(rd, rn):
    """The bits of a general register to a floating-point one of the same size, or back."""
    if (rd.kind, rn.kind) in (("x", "d"), ("w", "s")):
        return to_integer(0, 6, rd, rn)
    if (rd.kind, rn.kind) in (("d", "x"), ("s", "w")):
        return to_float(7, rd, rn)
    raise EncodingError("FMOV moves all bits between x and d or w and s, not from %s to %s" % (rn, rd))
