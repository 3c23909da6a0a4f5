"""Stencils learned by differencing (at build time only): assemble a stencil with two values of a hole that differ in one bit,
and see which bits of the code that flips. This holds for any encoding in which those bits do not depend on the other holes;
that they do not is checked over every register number and over random values.

A processor's assembler module has REGISTER_BITS and Assembler(field), whose objects have .operand(name, kind, value) and
.code(); field(name, plus, room=None) says the value of a field hole."""
import random
from typing import NamedTuple

from .table import Hole, Row

CHECKS = 32  # random assignments to all holes that are compared with what was learned


class Code(NamedTuple):
    """What an assembler has made. Offsets are those of the bytes that the linker fills in."""

    bytes: bytes
    lines: tuple      # (length in bytes, text) of each instruction
    exits: tuple      # offsets of branches to the exit
    branches: tuple   # (offset, name) of branches to named places
    calls: tuple      # (offset, symbol)

    def shape(self):
        """What must not depend on the holes."""
        return len(self.bytes), self.exits, self.branches, self.calls


class Unlearnable(Exception):
    """A stencil that cannot go into the table, and why."""


class NoSuchRegister(ValueError):
    """Raised by an encoder for a register that the instruction cannot have in this place."""


class Unknown(NamedTuple):
    """A hole whose bits are to be found."""

    word: str    # the hole's kind in the table
    name: str
    bits: int
    plus: int = 0
    room: range | None = None  # the bits that a field of this processor may have, if those are not all

    def starts(self, bit):
        """Values from which to flip the bit. Numbers are so wide that no encoding takes a short form for them."""
        if self.word == "register":
            return [value for value in range(1 << self.bits) if not value >> bit & 1]
        if self.room:
            return [0]
        top = self.bits - 2
        return [1 << (top if bit != top else top - 1)]

    def random(self, source):
        """Any register, or a wide number."""
        value = source.getrandbits(self.bits)
        if self.room:
            return value & (1 << self.room.stop) - (1 << self.room.start)
        return value if self.word == "register" else value & ~(1 << self.bits - 1) | 1 << self.bits - 2

    def argument(self, value):
        """The value as an encoder takes it: numbers are signed."""
        negative = self.word != "register" and value >> self.bits - 1
        return value - (1 << self.bits) if negative else value


def learn(assembler, name, operands, function):
    """The table Row of the stencil `function(a, *arguments)`.

    operands: (name, kind) in the order of the arguments, the same name twice where one register is both."""
    try:
        return Learner(assembler, operands, function).row(name)
    except (Unlearnable, ValueError, TypeError, AttributeError, AssertionError) as error:
        raise Unlearnable("%s: %s" % (name, error)) from error


class Learner:
    """One stencil under examination. Holes go by a key: an operand's name, or a field's (name, plus). `values` says what stands
    in some of the holes; in the others stands their first value."""

    def __init__(self, assembler, operands, function):
        self.assembler, self.operands, self.function = assembler, operands, function
        self.unknown = {name: self.operand(name, kind) for name, kind in operands}
        self.assembled = {}
        self.first = self.assemble({})  # adds the fields to what is unknown

    def operand(self, name, kind):
        if kind.bank:
            return Unknown("register", name, self.assembler.REGISTER_BITS)
        return Unknown("imm%d" % kind.bits, name, kind.bits)

    def assemble(self, values):
        """The code with these values in the holes."""
        key = tuple(values.items())
        if key not in self.assembled:
            a = self.assembler.Assembler(lambda name, plus, room=None: self.field((name, plus), room, values))
            arguments = {name: a.operand(name, kind, self.value(name, values)) for name, kind in self.operands}
            self.function(a, *(arguments[name] for name, _ in self.operands))
            self.assembled[key] = a.code()
        return self.assembled[key]

    def field(self, key, room, values):
        """The value of a field's hole. room: the bits that there is room for in the instruction, if it is not room for all."""
        unknown = self.unknown.setdefault(key, Unknown("field", key[0], 32, key[1], room))
        if room:
            known = unknown.room or room
            common = range(max(room.start, known.start), min(room.stop, known.stop))
            self.unknown[key] = unknown._replace(room=common)
        return self.value(key, values)

    def value(self, key, values):
        unknown = self.unknown[key]
        return unknown.argument(values.get(key, unknown.starts(0)[0]))

    def number(self, values):
        """The code as an integer."""
        code = self.assemble(values)
        if code.shape() != self.first.shape():
            raise Unlearnable("its length varies with %s" % ", ".join(map(str, values)))
        return int.from_bytes(code.bytes, "little")

    def row(self, name):
        holes = {key: self.hole(key) for key in self.unknown}
        base = self.number({})
        for key, hole in holes.items():
            base ^= hole.spread(self.unknown[key].starts(0)[0])
        self.check(base, holes)
        operands = dict(self.operands)
        return Row(
            name, len(self.first.bytes), base,
            tuple(holes[key] for key in operands), tuple(hole for key, hole in holes.items() if key not in operands),
            self.first.exits, self.first.branches, self.first.calls, self.first.lines)

    def hole(self, key):
        """The hole, with the bits of the code that each bit of its value flips, and the registers that it cannot take."""
        unknown = self.unknown[key]
        flipped = [self.flipped(key, bit) if bit in (unknown.room or range(unknown.bits)) else 0 for bit in range(unknown.bits)]
        if not any(flipped):
            raise Unlearnable("%s is not used" % (key,))
        never = [n for n in range(1 << unknown.bits) if not self.exists({key: n})] if unknown.word == "register" else []
        return Hole(unknown.word, unknown.name, runs(flipped), tuple(never), unknown.plus)

    def flipped(self, key, bit):
        """The bits of the code that one bit of the value flips."""
        for start in self.unknown[key].starts(bit):
            if self.exists({key: start}) and self.exists({key: start ^ 1 << bit}):
                return self.number({key: start}) ^ self.number({key: start ^ 1 << bit})
        raise Unlearnable("bit %d of %s cannot be learned" % (bit, key))

    def exists(self, values):
        """Do the instructions take these registers?"""
        try:
            self.assemble(values)
        except NoSuchRegister:
            return False
        return True

    def check(self, base, holes):
        """Compare what was learned with what the assembler says."""
        source = random.Random(0)
        registers = [(key, 1 << unknown.bits) for key, unknown in self.unknown.items() if unknown.word == "register"]
        trials = [{key: number} for key, count in registers for number in range(count)]
        trials += [{key: unknown.random(source) for key, unknown in self.unknown.items()} for _ in range(CHECKS)]
        for values in filter(self.exists, trials):
            learned = base
            for key, hole in holes.items():
                learned ^= hole.spread(values.get(key, self.unknown[key].starts(0)[0]))
            if learned != self.number(values):
                raise Unlearnable("its encoding is not what was learned for %s" % values)


def runs(flipped):
    """(bit of the value, how many bits, bit of the code) for as long runs of bits as there are."""
    left = {(bit, at) for bit, mask in enumerate(flipped) for at in range(mask.bit_length()) if mask >> at & 1}
    pieces = []
    for bit, at in sorted(left):
        width = 0
        while (bit + width, at + width) in left:
            left.remove((bit + width, at + width))
            width += 1
        if width:
            pieces.append((bit, width, at))
    return tuple(pieces)
