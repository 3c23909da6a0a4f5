"""What a stencil function passes to an instruction: registers, numbers, memory, places. A `hole` is the operand's name if its
value is decided when the stencil is used: the encoding must then have the same length whatever the value."""
from typing import NamedTuple

from .registers import GPR_NAMES, XMM_NAMES

# By size in bytes, then by number. ah, ch, dh and bh are not here: beside a REX prefix their numbers mean other registers.
NAMES = {
    8: GPR_NAMES,
    4: tuple("eax ecx edx ebx esp ebp esi edi".split()) + tuple("r%dd" % number for number in range(8, 16)),
    2: tuple("ax cx dx bx sp bp si di".split()) + tuple("r%dw" % number for number in range(8, 16)),
    1: tuple("al cl dl bl spl bpl sil dil".split()) + tuple("r%db" % number for number in range(8, 16)),
    16: XMM_NAMES,
}
SUFFIXES = {16: "", 8: "", 4: ".d", 2: ".w", 1: ".b"}
SIZES = {8: "qword", 4: "dword", 2: "word", 1: "byte"}


class Register(NamedTuple):
    """A general or float register, of which an instruction uses `size` bytes (16: an xmm register)."""

    number: int
    size: int
    hole: str | None = None

    def __str__(self):
        return self.hole + SUFFIXES[self.size] if self.hole else self.name

    @property
    def name(self):
        return NAMES[self.size][self.number]

    def part(self, size):
        """The low bytes of a general register."""
        if self.size == 16:
            raise ValueError("%s has no general parts" % self.name)
        return self._replace(size=size)


class Immediate(NamedTuple):
    """A number that is a hole; `value` is what it is taken for while the stencil is assembled."""

    value: int
    bits: int
    hole: str

    def __str__(self):
        return self.hole


class Memory(NamedTuple):
    """`size` bytes at base + displacement + index * scale."""

    size: int
    base: Register
    displacement: int | Immediate
    index: Register | None
    scale: int

    def __str__(self):
        index = " + %s*%d" % (self.index, self.scale) if self.index else ""
        return "%s [%s%s + %s]" % (SIZES[self.size], self.base, index, self.displacement)


class Label:
    """A place inside the stencil: bound before or after the jumps to it."""

    def __init__(self, number):
        self.number, self.index = number, None  # index: of the instruction that it stands before

    def __str__(self):
        return "L%d" % self.number


class Place(NamedTuple):
    """A place outside of the stencil, which the linker fills in: the exit, or a named one."""

    name: str

    def __str__(self):
        return "<%s>" % self.name


EXIT = Place("exit")
