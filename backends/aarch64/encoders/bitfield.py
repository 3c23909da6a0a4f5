"""Bitfield. Shifts by an immediate, extensions and moves of bit fields are names for it.

 31 30 29 28      23 22 21    16 15    10 9    5 4    0
+--+-----+----------+--+--------+--------+------+------+
|sf| opc |  100110  | N|  immr  |  imms  |  Rn  |  Rd  |
+--+-----+----------+--+--------+--------+------+------+

N is sf. imms >= immr: the bits immr..imms go to the bottom; otherwise the bits 0..imms go up by the width less immr."""
from ..operands import X
from .fields import EncodingError, amount, general, same_width, unsigned


def encode(opc, rd, rn, immr, imms):
    sf = same_width(rd, rn)
    return (sf << 31 | opc << 29 | 0b100110 << 23 | sf << 22 | amount(immr, sf) << 16 | amount(imms, sf) << 10
            | general(rn) << 5 | general(rd))


def SBFM(rd, rn, immr, imms):
    return encode(0, rd, rn, immr, imms)


def BFM(rd, rn, immr, imms):
    return encode(1, rd, rn, immr, imms)


def UBFM(rd, rn, immr, imms):
    return encode(2, rd, rn, immr, imms)


def bits_of(rd):
    return 64 if same_width(rd) else 32


def LSL(rd, rn, by):
    bits = bits_of(rd)
    return UBFM(rd, rn, -amount(by, bits == 64) % bits, bits - 1 - by)


def LSR(rd, rn, by):
    return UBFM(rd, rn, by, bits_of(rd) - 1)


def ASR(rd, rn, by):
    return SBFM(rd, rn, by, bits_of(rd) - 1)


def last_bit(rd, low, width):
    """The field's top bit, if the field lies within the register."""
    if not 1 <= width <= bits_of(rd) - unsigned(low, 6, "bit position"):
        raise EncodingError("a field of %d bits at bit %d does not lie within %s" % (width, low, rd))
    return low + width - 1


def UBFX(rd, rn, low, width):
    """rd = the `width` bits of rn from bit `low` on, zero-extended."""
    return UBFM(rd, rn, low, last_bit(rd, low, width))


def SBFX(rd, rn, low, width):
    """rd = the `width` bits of rn from bit `low` on, sign-extended."""
    return SBFM(rd, rn, low, last_bit(rd, low, width))


def BFI(rd, rn, low, width):
    """The lowest `width` bits of rn go into rd from bit `low` on; the rest of rd stays."""
    last_bit(rd, low, width)
    return BFM(rd, rn, -low % bits_of(rd), width - 1)


def BFXIL(rd, rn, low, width):
    """The `width` bits of rn from bit `low` on go to the bottom of rd; the rest of rd stays."""
    return BFM(rd, rn, low, last_bit(rd, low, width))


def as_wide_as(rd, rn):
    """The W register rn, named as wide as rd (the sign extensions read it so)."""
    return X(rn.number) if rd.kind == "x" and rn.kind == "w" else rn


def SXTB(rd, rn):
    return SBFM(rd, as_wide_as(rd, rn), 0, 7)


def SXTH(rd, rn):
    return SBFM(rd, as_wide_as(rd, rn), 0, 15)


def SXTW(rd, rn):
    return SBFM(rd, as_wide_as(rd, rn), 0, 31)


def UXTB(rd, rn):
    return UBFM(rd, rn, 0, 7)


def UXTH(rd, rn):
    return UBFM(rd, rn, 0, 15)
