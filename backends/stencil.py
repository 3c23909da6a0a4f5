"""Stencils at run time: `load` opens a processor's table, a Backend reads a stencil when it is first asked for, and
Stencil.instance makes the machine code of one micro-op with its registers and numbers in place."""
from pyjit.own import read

from .table import IMMEDIATE_BITS, blocks, parse

TABLE = "stencils.txt"


class Stencil:
    """Machine code with holes. Immutable.

    operands: the names of the values that `instance` takes, in order; exits: byte offsets where a branch to the guard's exit
    is written; branches: (offset, name); calls: (offset, symbol); is_linked: has it any of these?"""

    __slots__ = ("name", "size", "operands", "exits", "branches", "calls", "is_linked", "_code", "_fillers", "_made")

    def __init__(self, row, field):
        self.name, self.size = row.name, row.size
        self.exits, self.branches, self.calls = row.exits, row.branches, row.calls
        self.is_linked = bool(row.exits or row.branches or row.calls)
        self.operands = tuple([hole.name for hole in row.operands])
        self._fillers = tuple([filler(hole) for hole in row.operands])
        self._made = {} if all([hole.kind == "register" for hole in row.operands]) else None   # what was made with which registers
        self._code = row.code
        for hole in row.fields:
            self._code ^= number_filler(hole, 32)(field(hole.name) + hole.plus)

    def __repr__(self):
        return "<stencil %s(%s), %d bytes>" % (self.name, ", ".join(self.operands), self.size)

    def instance(self, values):
        """The code with these register numbers and immediates in the operands' holes."""
        made = self._made
        if made is None:
            return self._filled(values)
        key = tuple(values)
        code = made.get(key)
        if code is None:
            code = made[key] = self._filled(values)
        return code

    def _filled(self, values):
        code = self._code
        try:
            for fill, value in zip(self._fillers, values, strict=True):
                code ^= fill(value)
        except (KeyError, ValueError) as error:
            raise ValueError("%r cannot be made with %s: %s" % (self, list(values), error)) from error
        return code.to_bytes(self.size, "little")


def filler(hole):
    """The function from a hole's value to the bits that it flips in the code."""
    if hole.kind == "register":
        return Registers(hole).__getitem__
    return number_filler(hole, IMMEDIATE_BITS[hole.kind])


class Registers(dict):
    """From register numbers to the bits that they flip in the code, of those that have been asked for."""

    __slots__ = ("hole",)

    def __init__(self, hole):
        super().__init__()
        self.hole = hole

    def __missing__(self, number):
        hole = self.hole
        if number & ~hole.room() or number in hole.never:
            raise KeyError(number)
        bits = self[number] = hole.spread(number)
        return bits


def number_filler(hole, bits):
    """A filler for numbers: signed ones if they have 32 bits; with 64 bits either kind. Bits without a piece must be 0."""
    low, end = -1 << bits - 1, 1 << (31 if bits == 32 else 64)
    whole = all((start, width) == (0, bits) for start, width, _ in hole.pieces)
    mask, copies = (1 << bits) - 1, sum(1 << at for _, _, at in hole.pieces)
    nowhere = mask & ~hole.room()

    def fill(value):
        if not low <= value < end or value & nowhere:
            raise ValueError("%s does not fit: %d" % (hole.name, value))
        return (value & mask) * copies if whole else hole.spread(value)
    return fill


class Backend:
    """A processor's stencils and registers.

    registers: the module that says which registers there are and who may use them; relocate(buffer, at, kind, place, target):
    see the processor's relocation module; names: every stencil there is."""

    def __init__(self, text, field, registers, relocate):
        self.registers, self.relocate = registers, relocate
        self._blocks, self._field, self._stencils = blocks(text), field, {}
        self.names = self._blocks.keys()

    def stencil(self, name):
        """The Stencil of this name: a micro-op's and its form's suffix, or a shape's."""
        try:
            return self._stencils[name]
        except KeyError:
            pass
        if name not in self._blocks:
            raise KeyError("the table has no stencil %s" % name)
        stencil = self._stencils[name] = Stencil(parse(self._blocks[name]), self._field)
        return stencil


def load(arch, field):
    """The Backend of a processor ("x86_64", "aarch64"). field: from the name of a struct's field to its offset."""
    def module(name):
        return getattr(__import__("%s.%s" % (__package__, arch), fromlist=(name,)), name)
    table = read("%s/%s/%s" % (__file__.rpartition("/")[0], arch, TABLE)).decode()
    return Backend(table, field, module("registers"), module("relocation").relocate)
