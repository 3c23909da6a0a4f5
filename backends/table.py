"""The text in which finished stencils are kept, one block each, written at build time and read at run time:

    int_add/y
      register out 0:3@16 3:1@0       3 bits of the value from bit 0 go to bit 16 of the code, 1 bit from bit 3 to bit 0
      imm32 y 0:32@24
      exit 9                          the linker writes a branch to the guard's exit at byte 9
      4981c000000000  ; add out, y    the code with 0 in every hole, and how it reads

Other lines: "field STRUCT.FIELD PLUS PIECES", "branch NAME AT", "call SYMBOL AT", and "never HOLE NUMBER" for a register that
the instruction cannot have there."""
IMMEDIATE_BITS = {"imm32": 32, "imm64": 64}


class Record:
    """A few fields, compared as one. (collections and typing would cost more than all the rest at run time.)"""

    __slots__ = ()

    def __eq__(self, other):
        return type(self) is type(other) and all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join("%s=%r" % (name, getattr(self, name)) for name in self.__slots__))


class Hole(Record):
    """Where the bits of a value go. They are XORed into the code.

    kind: "register", "imm32", "imm64" or "field"; pieces: (bit of the value, how many bits, bit of the code);
    never: register numbers that the instruction cannot have there; plus: added to the offset of a field."""

    __slots__ = ("kind", "name", "pieces", "never", "plus")

    def __init__(self, kind, name, pieces, never=(), plus=0):
        self.kind, self.name, self.pieces, self.never, self.plus = kind, name, pieces, never, plus

    def room(self):
        """The bits of the value that have a place in the code."""
        bits = 0
        for start, width, _ in self.pieces:
            bits |= (1 << width) - 1 << start
        return bits

    def spread(self, value):
        """The value's bits, each in its place in the code."""
        code = 0
        for start, width, at in self.pieces:
            code ^= (value >> start & (1 << width) - 1) << at
        return code


class Row(Record):
    """A stencil as it stands in the table.

    operands, fields: Holes; lines: (length, text) of each instruction, if it was just assembled."""

    __slots__ = ("name", "size", "code", "operands", "fields", "exits", "branches", "calls", "lines")

    def __init__(self, name, size, code, operands, fields, exits, branches, calls, lines=()):
        self.name, self.size, self.code, self.operands, self.fields = name, size, code, operands, fields
        self.exits, self.branches, self.calls, self.lines = exits, branches, calls, lines

    def text(self):
        """The block in the table."""
        out = [self.name]
        for hole in self.operands + self.fields:
            words = [hole.kind, hole.name] + [str(hole.plus)] * (hole.kind == "field")
            out.append("  " + " ".join(words + ["%d:%d@%d" % piece for piece in hole.pieces]))
            out += ["  never %s %d" % (hole.name, number) for number in hole.never]
        out += ["  exit %d" % at for at in self.exits]
        out += ["  branch %s %d" % (name, at) for at, name in self.branches]
        out += ["  call %s %d" % (symbol, at) for at, symbol in self.calls]
        return "\n".join(out + self.listing())

    def listing(self):
        """The code, an instruction a line."""
        code, at, out = self.code.to_bytes(self.size, "little"), 0, []
        for size, reads in self.lines:
            out.append(("  %-22s; %s" % (code[at:at + size].hex(), reads)) if size else "  ; " + reads)
            at += size
        return out


def blocks(text):
    """The blocks of a table by stencil name, unread: a program needs few of them."""
    return {block.partition("\n")[0]: block for block in text.split("\n\n") if block and block[0] != ";"}


def parse(block):
    """The Row of a block."""
    name, *lines = block.splitlines()
    holes, never, places, code = [], {}, {"exit": [], "branch": [], "call": []}, bytearray()
    for line in lines:
        words = line.partition(";")[0].split()
        if len(words) == 1:
            code += bytes.fromhex(words[0])
        elif words and words[0] == "never":
            never.setdefault(words[1], []).append(int(words[2]))
        elif words and words[0] in places:
            places[words[0]].append(words[1:])
        elif words:
            holes.append(read_hole(name, words))
    for hole in holes:
        hole.never = tuple(never.get(hole.name, ()))
    return Row(
        name, len(code), int.from_bytes(code, "little"),
        tuple(hole for hole in holes if hole.kind != "field"), tuple(hole for hole in holes if hole.kind == "field"),
        tuple(int(at) for at, in places["exit"]),
        tuple((int(at), target) for target, at in places["branch"]),
        tuple((int(at), symbol) for symbol, at in places["call"]))


def read_hole(stencil, words):
    """The Hole of a line."""
    kind, name, *rest = words
    if kind not in ("register", "field", *IMMEDIATE_BITS):
        raise ValueError("stencil %s: a hole of an unknown kind: %s" % (stencil, " ".join(words)))
    plus = int(rest.pop(0)) if kind == "field" else 0
    pieces = tuple(tuple(map(int, piece.replace("@", ":").split(":"))) for piece in rest)
    return Hole(kind, name, pieces, plus=plus)
