"""What a stencil function passes to an instruction: registers, numbers, memory, and the words that go with them. A `hole` is
the name of an operand whose value is decided when the stencil is used: the code must then have one length for all values."""
from typing import NamedTuple

CONDITIONS = ("EQ", "NE", "HS", "LO", "MI", "PL", "VS", "VC", "HI", "LS", "GE", "LT", "GT", "LE", "AL")
SHIFTS = ("LSL", "LSR", "ASR", "ROR")
EXTENSIONS = ("UXTB", "UXTH", "UXTW", "UXTX", "SXTB", "SXTH", "SXTW", "SXTX")


class Register(NamedTuple):
    """A register as it is named in an instruction.

    kind: "x" or "w" (general, 64 or 32 bits; 31 is the zero register), "sp" or "wsp" (the stack pointer, number 31),
    "d" or "s" (floating point, double or single)."""

    kind: str
    number: int
    hole: str | None = None

    def __str__(self):
        if self.hole:
            return self.hole + ("." + self.kind if self.kind in ("w", "s") else "")
        if self.kind in ("sp", "wsp"):
            return self.kind
        return self.kind + ("zr" if self.number == 31 and self.kind in ("x", "w") else str(self.number))


def X(number, hole=None):
    return Register("x", number, hole)


def W(number, hole=None):
    return Register("w", number, hole)


def D(number, hole=None):
    return Register("d", number, hole)


def S(number, hole=None):
    return Register("s", number, hole)


XZR, WZR, SP, WSP = X(31), W(31), Register("sp", 31), Register("wsp", 31)


def inverted(condition):
    """The condition that holds exactly when this one does not; AL has none."""
    if condition == "AL":
        raise ValueError("AL always holds: it has no inverse")
    return CONDITIONS[CONDITIONS.index(condition) ^ 1]


class Named(int):
    """A number that is read by a name: a piece of a hole."""

    def __new__(cls, value, name):
        self = super().__new__(cls, value)
        self.name = name
        return self

    def __str__(self):
        return self.name


class Immediate(NamedTuple):
    """A number that is a hole; `value` is what it is taken for while the stencil is assembled. 32 bits are sign-extended."""

    value: int
    bits: int
    hole: str

    def part(self, by):
        """The 16 bits from bit `by` on."""
        return Named(self.value >> by & 0xFFFF, "%s[%d:%d]" % (self.hole, by, by + 16))


class Field(NamedTuple):
    """The offset of a struct's field, a hole in the displacement of a load or store. `offset(room)` is its value while the
    stencil is assembled; room: the range of the bits that it may have."""

    hole: str
    offset: object


class Address(NamedTuple):
    """base + displacement + index * scale in memory."""

    base: Register
    displacement: int | Immediate | Field
    index: Register | None
    scale: int


class Label:
    """A place inside the stencil: bound before or after the branches to it. `at` is its offset."""

    def __init__(self, number):
        self.number, self.at = number, None

    def __str__(self):
        return "L%d" % self.number


class Place(NamedTuple):
    """A place outside of the stencil, which the linker fills in: the exit, or a named one."""

    name: str

    def __str__(self):
        return "<%s>" % self.name


EXIT = Place("exit")
