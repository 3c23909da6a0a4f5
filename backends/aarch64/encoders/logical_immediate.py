"""Logical (immediate). 31 as Rd of AND, ORR and EOR is the stack pointer.

 31 30 29 28      23 22 21    16 15    10 9    5 4    0
+--+-----+----------+--+--------+--------+------+------+
|sf| opc |  100100  | N|  immr  |  imms  |  Rn  |  Rd  |
+--+-----+----------+--+--------+--------+------+------+

The immediate is a bit mask: an element of 2, 4, ... 64 bits, repeated over the register. The element is a run of ones,
neither empty nor full, rotated right by immr. imms says the element's size (leading ones, then a zero; N for 64) and the
run's length less one."""
from .fields import EncodingError, general, general_or_stack, same_width, zero_like


def element(value, bits):
    """The shortest element whose repetition is the value: (element, size)."""
    size = bits
    while size > 2 and value >> size // 2 == value & (1 << size // 2) - 1:
        size //= 2
        value &= (1 << size) - 1
    return value, size


def rotated_left(value, by, size):
    return (value << by | value >> size - by) & (1 << size) - 1


def bit_mask(value, sf):
    """The fields N, immr and imms as one 13-bit number, or None if the value is no bit mask."""
    bits = 64 if sf else 32
    if not 0 < value < (1 << bits) - 1:
        return None
    pattern, size = element(value, bits)
    ones = bin(pattern).count("1")
    for rotation in range(size):
        if rotated_left(pattern, rotation, size) == (1 << ones) - 1:
            n = int(size == 64)
            sizes = -(size << 1) & 0x3F  # leading ones, then the zero that ends them
            return n << 12 | rotation << 6 | sizes | ones - 1
    return None


def encodable(value, sf):
    return bit_mask(value, sf) is not None


def encode(opc, rd, rn, value):
    sf = same_width(rd, rn)
    mask = bit_mask(value, sf)
    if mask is None:
        raise EncodingError("immediate %#x is no bit mask of %d bits" % (value, 64 if sf else 32))
    target = general(rd) if opc == 3 else general_or_stack(rd)
    return sf << 31 | opc << 29 | 0b100100 << 23 | mask << 10 | general(rn) << 5 | target


def AND(rd, rn, value):
    return encode(0, rd, rn, value)


def ORR(rd, rn, value):
    return encode(1, rd, rn, value)


def EOR(rd, rn, value):
    return encode(2, rd, rn, value)


def ANDS(rd, rn, value):
    return encode(3, rd, rn, value)


def TST(rn, value):
    return ANDS(zero_like(rn), rn, value)
