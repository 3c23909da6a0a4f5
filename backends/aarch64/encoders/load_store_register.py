"""Load/store register (register offset): base + extended index, the index shifted by the access size or not.

 31  30 29  27 26 25 24 23 22 21 20  16 15    13 12 11 10 9    5 4    0
+------+------+--+-----+-----+--+------+--------+--+-----+------+------+
| size | 111  | V|  00 | opc | 1|  Rm  | option | S|  10 |  Rn  |  Rt  |
+------+------+--+-----+-----+--+------+--------+--+-----+------+------+

The extension is UXTX (written LSL) or SXTX of an X register, UXTW or SXTW of a W register."""
from .accesses import size, word
from .fields import EncodingError, base_register, extension, w_register, x_register


def encode(mnemonic, rt, base, index, extend="UXTX", scale=1):
    option = extension(extend)
    if not option & 2:
        raise EncodingError("an index is not extended by %s" % extend)
    if scale not in (1, size(mnemonic, rt)):
        raise EncodingError("an index of %s %s is scaled by 1 or %d, not %d" % (mnemonic, rt, size(mnemonic, rt), scale))
    rm = x_register(index) if option & 1 else w_register(index)
    return (word(mnemonic, rt) | 1 << 21 | rm << 16 | option << 13 | (scale > 1) << 12 | 0b10 << 10
            | base_register(base) << 5)
