"""The assembler that a stencil function gets as `a` on x86-64: PeachPy's mnemonics as methods, memory operands, labels, and the
holes for exits, branches, calls and fields."""
from pyjit.backends.learn import Code

from . import registers
from .encode import encode, jump, text
from .operands import EXIT, Immediate, Label, Memory, Place, Register

REGISTER_BITS = 4


def gpr(number, hole=None):
    return Register(number, 8, hole)


def xmm(number, hole=None):
    return Register(number, 16, hole)


class Jump:
    """A jump to a label, short until it turns out that the label is too far away."""

    def __init__(self, mnemonic, label):
        self.short, self.long = jump(mnemonic)
        self.code, self.label = self.short, label

    def reach(self, distance):
        """Take the long form if the short one cannot do it. True if that changed anything."""
        if self.code is self.long or -128 <= distance < 128:
            return False
        self.code = self.long
        return True

    def encoded(self, distance):
        size = 1 if self.code is self.short else 4
        return self.code[:-size] + distance.to_bytes(size, "little", signed=True)


class Assembler:
    """Assembles one stencil for concrete values of its holes. `field(name, plus)` says the value of a field hole."""

    exit = EXIT
    gprs, xmms = tuple(map(gpr, range(16))), tuple(map(xmm, range(16)))
    s0, s1, s2 = (gpr(number) for number in registers.SCRATCH_GPRS)
    x0, x1 = (xmm(number) for number in registers.SCRATCH_XMMS)
    frame, tstate, sp = gpr(registers.FRAME), gpr(registers.TSTATE), gpr(registers.STACK)
    saved, inner, parent = gpr(registers.SAVED), gpr(registers.INNER), gpr(registers.PARENT)
    args = tuple(gpr(number) for number in registers.ARGUMENT_GPRS)

    def __init__(self, field):
        self._field = field
        self._code, self._texts = [], []  # per instruction: bytes or a Jump, and how it reads
        self._labels, self._exits, self._branches, self._calls = [], [], [], []

    @staticmethod
    def operand(name, kind, value):
        """The operand that a hole is while it has this value."""
        if kind.bank is None:
            return Immediate(value, kind.bits, name)
        return {"gpr": gpr, "xmm": xmm}[kind.bank](value, name)

    def __getattr__(self, mnemonic):
        """a.ADD(...) and every other mnemonic of PeachPy's."""
        if not mnemonic.isupper():
            raise AttributeError("the assembler has no %s" % mnemonic)

        def instruction(*operands):
            if operands and isinstance(operands[0], Label):
                self._emit(Jump(mnemonic, operands[0]), text(mnemonic, operands))
            elif operands and isinstance(operands[0], Place):
                (self._exits if operands[0] == EXIT else self._branches).append((len(self._code), operands[0].name))
                self._emit(jump(mnemonic)[1], text(mnemonic, operands))
            else:
                self._emit(encode(mnemonic, operands), text(mnemonic, operands))
        return instruction

    def _emit(self, code, reads):
        self._code.append(code)
        self._texts.append(reads)

    # Operands

    @staticmethod
    def d(register):
        return register.part(4)

    @staticmethod
    def w(register):
        return register.part(2)

    @staticmethod
    def b(register):
        return register.part(1)

    @staticmethod
    def qword(base, disp=0, index=None, scale=1):
        return Memory(8, base, disp, index, scale)

    @staticmethod
    def dword(base, disp=0, index=None, scale=1):
        return Memory(4, base, disp, index, scale)

    @staticmethod
    def word(base, disp=0, index=None, scale=1):
        return Memory(2, base, disp, index, scale)

    @staticmethod
    def byte(base, disp=0, index=None, scale=1):
        return Memory(1, base, disp, index, scale)

    def field(self, name, plus=0):
        """The offset of a struct's field, `plus` bytes into it: filled in once per process."""
        return Immediate(self._field(name, plus), 32, "%s%+d" % (name, plus) if plus else name)

    # Places

    def label(self):
        self._labels.append(Label(len(self._labels) + 1))
        return self._labels[-1]

    def bind(self, label):
        if label.index is not None:
            raise ValueError("label %s is bound twice" % label)
        label.index = len(self._code)

    @staticmethod
    def branch(name):
        """A place that the linker knows by this name."""
        return Place(name)

    def jump(self, name):
        self.JMP(Place(name))

    def call(self, symbol):
        """Call a C function or one of our routines; the address goes through s0."""
        self._calls.append((len(self._code), symbol))
        self._emit(encode("MOV", (self.s0, Immediate(1 << 62, 64, symbol)))[:-8] + bytes(8), "mov %s, <%s>" % (self.s0, symbol))
        self.CALL(self.s0)

    # The result

    def code(self):
        """Everything assembled so far; each label that was jumped to must be bound."""
        starts = self._place()
        pieces = [self._encoded(index, starts) for index in range(len(self._code))]
        lines = [(len(piece), reads) for piece, reads in zip(pieces, self._texts)]
        for label in sorted(self._labels, key=lambda label: -1 if label.index is None else label.index, reverse=True):
            if label.index is not None:
                lines.insert(label.index, (0, "%s:" % label))
        return Code(
            b"".join(pieces), tuple(lines),
            exits=tuple(starts[index + 1] - 4 for index, _ in self._exits),
            branches=tuple((starts[index + 1] - 4, name) for index, name in self._branches),
            calls=tuple((starts[index + 1] - 8, symbol) for index, symbol in self._calls))

    def _place(self):
        """The offset of each instruction and of the end, with each jump as short as it can be."""
        while True:
            starts = [0]
            for code in self._code:
                starts.append(starts[-1] + len(code.code if isinstance(code, Jump) else code))
            if not any([code.reach(self._distance(index, starts))
                        for index, code in enumerate(self._code) if isinstance(code, Jump)]):
                return starts

    def _distance(self, index, starts):
        label = self._code[index].label
        if label.index is None:
            raise ValueError("'%s', but the label is not bound" % self._texts[index])
        return starts[label.index] - starts[index + 1]

    def _encoded(self, index, starts):
        code = self._code[index]
        return code.encoded(self._distance(index, starts)) if isinstance(code, Jump) else code
