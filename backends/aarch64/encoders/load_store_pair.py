"""Load/store register pair: two registers at base + offset, the offset counted in units of the register's size.

 31  30 29  27 26 25    23 22 21    15 14   10 9    5 4    0
+------+------+--+--------+--+--------+-------+------+------+
| opc  | 101  | V|  mode  | L|  imm7  |  Rt2  |  Rn  |  Rt  |
+------+------+--+--------+--+--------+-------+------+------+

mode: 001 the base moves by the offset afterwards, 010 it stays, 011 it moves before."""
from .fields import EncodingError, base_register, floating, general, multiple, signed

AFTER, STAYS, BEFORE = 1, 2, 3
#        opc V unit
KINDS = {"w": (0, 0, 4), "x": (2, 0, 8), "s": (0, 1, 4), "d": (1, 1, 8)}


def encode(load, rt, rt2, base, offset, mode):
    if rt.kind != rt2.kind or rt.kind not in KINDS:
        raise EncodingError("%s and %s are no pair" % (rt, rt2))
    opc, v, unit = KINDS[rt.kind]
    number = floating if v else general
    if load and rt.number == rt2.number:
        raise EncodingError("a pair that loads %s twice is unpredictable" % (rt,))
    if mode != STAYS and not v and base.number in (rt.number, rt2.number) and base.kind != "sp":
        raise EncodingError("a moving base %s in its own pair is unpredictable" % (base,))
    units = signed(multiple(offset, unit), 7, "offset in units")
    return (opc << 30 | 0b101 << 27 | v << 26 | mode << 23 | load << 22 | units << 15 | number(rt2) << 10
            | base_register(base) << 5 | number(rt))


def STP(rt, rt2, base, offset=0, mode=STAYS):
    return encode(0, rt, rt2, base, offset, mode)


def LDP(rt, rt2, base, offset=0, mode=STAYS):
    return encode(1, rt, rt2, base, offset, mode)
