"""The assembler that a stencil function gets as `a` on aarch64: our encoders' mnemonics as methods, memory operands, labels,
and the holes for exits, branches, calls and fields. What one instruction cannot say (wide numbers, long displacements) is put
together in x16 and x17, so that a stencil never has to."""
from pyjit.backends.learn import Code

from . import registers
from .encoders import branch, branch_conditional, compare_branch, test_branch
from .encoders.branch_register import BLR
from .forms import FORMS, load_hole
from .instruction import Instruction, instruction, text
from .operands import EXIT, SP, XZR, Address, D, Field, Immediate, Label, Place, S, W, X

REGISTER_BITS = 5


class Branch:
    """A branch to a label: its word waits for the distance. `encode(distance)` makes the word."""

    def __init__(self, encode, label, reads):
        self.encode, self.label, self.text = encode, label, reads


class Assembler:
    """Assembles one stencil for concrete values of its holes. `field(name, plus, room)` says the value of a field hole, whose
    bits must lie in this range."""

    exit = EXIT
    gprs, xmms = tuple(map(X, range(31))), tuple(map(D, range(32)))
    s0, s1, s2 = (X(number) for number in registers.SCRATCH_GPRS)
    x0, x1 = (D(number) for number in registers.SCRATCH_XMMS)
    frame, tstate, sp, link, zero = X(registers.FRAME), X(registers.TSTATE), SP, X(registers.LINK), XZR
    saved, inner, parent = X(registers.SAVED), X(registers.INNER), X(registers.PARENT)
    args = tuple(X(number) for number in registers.ARGUMENT_GPRS)

    def __init__(self, field):
        self._field = field
        self._code = []  # Instructions and Branches
        self._labels, self._exits, self._branches, self._calls = [], [], [], []

    @staticmethod
    def operand(name, kind, value):
        """The operand that a hole is while it has this value."""
        if kind.bank is None:
            return Immediate(value, kind.bits, name)
        return {"gpr": X, "xmm": D}[kind.bank](value, name)

    def __getattr__(self, mnemonic):
        """a.ADD(...) and every other mnemonic of FORMS."""
        if mnemonic not in FORMS:
            raise AttributeError("the assembler has no %s" % mnemonic)

        def emit(*operands):
            self._code += FORMS[mnemonic](*operands)
        return emit

    # Operands

    @staticmethod
    def d(register):
        """The lower 32 bits of a general register."""
        if register.kind != "x":
            raise ValueError("%s is no general register of 64 bits" % (register,))
        return W(register.number, register.hole)

    @staticmethod
    def single(register):
        """The lower 32 bits of a floating-point register."""
        if register.kind != "d":
            raise ValueError("%s is no floating-point register of 64 bits" % (register,))
        return S(register.number, register.hole)

    @staticmethod
    def address(base, disp=0, index=None, scale=1):
        """The memory at base + disp + index * scale; the mnemonic says how much of it."""
        return Address(base, disp, index, scale)

    def field(self, name, plus=0):
        """The offset of a struct's field, `plus` bytes into it: filled in once per process."""
        return Field("%s%+d" % (name, plus) if plus else name, lambda bits: self._field(name, plus, bits))

    # Places

    def label(self):
        self._labels.append(Label(len(self._labels) + 1))
        return self._labels[-1]

    def bind(self, label):
        if label.at is not None:
            raise ValueError("label %s is bound twice" % label)
        label.at = self._here()

    @staticmethod
    def branch(name):
        """A place that the linker knows by this name."""
        return Place(name)

    def _here(self):
        return 4 * len(self._code)

    # Branches: their targets are labels, the exit or named places

    def B(self, *operands):
        """B(target), or B(condition, target)."""
        *condition, target = operands
        if condition:
            self._branch("B." + condition[0], lambda distance: branch_conditional.B(*condition, distance), target)
        else:
            self._branch("B", branch.B, target)

    def CBZ(self, register, target):
        self._branch("CBZ", lambda distance: compare_branch.CBZ(register, distance), register, target)

    def CBNZ(self, register, target):
        self._branch("CBNZ", lambda distance: compare_branch.CBNZ(register, distance), register, target)

    def TBZ(self, register, bit, target):
        self._branch("TBZ", lambda distance: test_branch.TBZ(register, bit, distance), register, bit, target)

    def TBNZ(self, register, bit, target):
        self._branch("TBNZ", lambda distance: test_branch.TBNZ(register, bit, distance), register, bit, target)

    def _branch(self, mnemonic, encode, *operands):
        target, reads = operands[-1], text(mnemonic, *operands)
        if isinstance(target, Label):
            self._code.append(Branch(encode, target, reads))
            return
        if mnemonic in ("TBZ", "TBNZ"):
            raise ValueError("'%s' reaches only 32 KiB, too little for a place outside of the stencil" % reads)
        if target == EXIT:
            self._exits.append(self._here())
        else:
            self._branches.append((self._here(), target.name))
        self._code.append(Instruction(encode(0), reads))

    def jump(self, name):
        """To a named place outside of the stencil."""
        self.B(Place(name))

    def call(self, symbol):
        """Call a C function or one of our routines; the address goes through x16, the return address to x30."""
        self._calls.append((self._here(), symbol))
        target = X(registers.X16)
        self._code += [*load_hole(target, Immediate(0, 64, "<%s>" % symbol)), instruction(BLR, target)]

    # The result

    def code(self):
        """Everything assembled so far; each label that was branched to must be bound."""
        code = [self._placed(index, one) if isinstance(one, Branch) else one for index, one in enumerate(self._code)]
        lines = [(4, one.text) for one in code]
        for label in sorted(self._labels, key=lambda label: label.at or 0, reverse=True):
            if label.at is not None:
                lines.insert(label.at // 4, (0, "%s:" % label))
        return Code(b"".join(one.word.to_bytes(4, "little") for one in code), tuple(lines),
                    tuple(self._exits), tuple(self._branches), tuple(self._calls))

    @staticmethod
    def _placed(index, waiting):
        if waiting.label.at is None:
            raise ValueError("'%s', but the label is not bound" % waiting.text)
        return Instruction(waiting.encode(waiting.label.at - 4 * index), waiting.text)
