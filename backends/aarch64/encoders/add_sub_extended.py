"""Add/subtract (extended register). 31 as Rn, and as Rd where no flags are set, is the stack pointer.

 31 30 29 28    24 23 22 21 20  16 15    13 12   10 9    5 4    0
+--+--+--+--------+-----+--+------+--------+-------+------+------+
|sf|op| S| 01011  | 00  | 1|  Rm  | option | imm3  |  Rn  |  Rd  |
+--+--+--+--------+-----+--+------+--------+-------+------+------+

Rm is a W register unless the extension is UXTX or SXTX; the result of the extension is shifted left by 0..4."""
from .fields import EncodingError, extension, general, general_or_stack, same_width, unsigned, w_register, x_register, zero_like


def encode(op, s, rd, rn, rm, extend, by):
    sf = same_width(rd, rn)
    option = extension(extend)
    source = x_register(rm) if sf and option & 3 == 3 else w_register(rm)
    if unsigned(by, 3, "shift of an extension") > 4:
        raise EncodingError("shift of an extension %d is not in 0..4" % by)
    target = general(rd) if s else general_or_stack(rd)
    return (sf << 31 | op << 30 | s << 29 | 0b01011001 << 21 | source << 16 | option << 13 | by << 10
            | general_or_stack(rn) << 5 | target)


def ADD(rd, rn, rm, extend, by=0):
    return encode(0, 0, rd, rn, rm, extend, by)


def ADDS(rd, rn, rm, extend, by=0):
    return encode(0, 1, rd, rn, rm, extend, by)


def SUB(rd, rn, rm, extend, by=0):
    return encode(1, 0, rd, rn, rm, extend, by)


def SUBS(rd, rn, rm, extend, by=0):
    return encode(1, 1, rd, rn, rm, extend, by)


def CMN(rn, rm, extend, by=0):
    return ADDS(zero_like(rn), rn, rm, extend, by)


def CMP(rn, rm, extend, by=0):
    return SUBS(zero_like(rn), rn, rm, extend, by)
