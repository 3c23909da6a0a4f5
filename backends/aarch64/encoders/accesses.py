"""What the classes of loads and stores of one register have in common: for a mnemonic and the kind of its register the fields
size, V and opc. Which of the classes is meant is said by the form of the address."""
from .fields import EncodingError, floating, general

#                      size V opc
ACCESSES = {
    ("STRB", "w"):   (0, 0, 0),
    ("LDRB", "w"):   (0, 0, 1),
    ("LDRSB", "x"):  (0, 0, 2),
    ("LDRSB", "w"):  (0, 0, 3),
    ("STRH", "w"):   (1, 0, 0),
    ("LDRH", "w"):   (1, 0, 1),
    ("LDRSH", "x"):  (1, 0, 2),
    ("LDRSH", "w"):  (1, 0, 3),
    ("STR", "w"):    (2, 0, 0),
    ("LDR", "w"):    (2, 0, 1),
    ("LDRSW", "x"):  (2, 0, 2),
    ("STR", "x"):    (3, 0, 0),
    ("LDR", "x"):    (3, 0, 1),
    ("STR", "s"):    (2, 1, 0),
    ("LDR", "s"):    (2, 1, 1),
    ("STR", "d"):    (3, 1, 0),
    ("LDR", "d"):    (3, 1, 1),
}
MNEMONICS = tuple(dict.fromkeys(mnemonic for mnemonic, _ in ACCESSES))


def fields(mnemonic, rt):
    """(size, V, opc) of the access; 1 << size bytes are moved."""
    if (mnemonic, rt.kind) not in ACCESSES:
        raise EncodingError("%s does not move %s" % (mnemonic, rt))
    return ACCESSES[mnemonic, rt.kind]


def size(mnemonic, rt):
    """The number of bytes that the access moves."""
    return 1 << fields(mnemonic, rt)[0]


def word(mnemonic, rt):
    """The bits that all classes share: size at 31..30, V at 26, opc at 23..22 and Rt at 4..0."""
    scale, v, opc = fields(mnemonic, rt)
    return scale << 30 | 0b111 << 27 | v << 26 | opc << 22 | (floating(rt) if v else general(rt))
