"""The aarch64 assembler: which encodings it takes, what it puts together, and the learning of its holes."""
import capstone
import pytest

from pyjit.backends.aarch64 import assembler
from pyjit.backends.learn import Unlearnable, learn
from pyjit.backends.stencil import Stencil
from pyjit.patterns.define import F64, I64, IMM32, IMM64

DISASSEMBLER = capstone.Cs(capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM)
I32_ENDS = (0, 1, -1, 0x12345678, -0x12345678, (1 << 31) - 1, -1 << 31)


def learned(operands, function, field=lambda name: 0):
    return Stencil(learn(assembler, "probe", operands, function), field)


def made(function, operands=(), values=(), field=lambda name: 0):
    """The instructions of a stencil with these values."""
    code = learned(operands, function, field).instance(values)
    return [("%s %s" % (i.mnemonic, i.op_str)).strip() for i in DISASSEMBLER.disasm(code, 0)]


ONE_INSTRUCTION = (
    (lambda a: a.ADD(a.s0, a.s1, 4095), "add x9, x10, #0xfff"),
    (lambda a: a.ADD(a.s0, a.s1, -16), "sub x9, x10, #0x10"),
    (lambda a: a.SUBS(a.s0, a.s1, -4096), "adds x9, x10, #1, lsl #12"),
    (lambda a: a.CMP(a.s0, -1), "cmn x9, #1"),
    (lambda a: a.ADD(a.sp, a.sp, 32), "add sp, sp, #0x20"),
    (lambda a: a.ADD(a.s0, a.s1, a.s2, "LSL", 3), "add x9, x10, x11, lsl #3"),
    (lambda a: a.ADD(a.s0, a.s1, a.d(a.s2), "SXTW"), "add x9, x10, w11, sxtw"),
    (lambda a: a.AND(a.s0, a.s1, -8), "and x9, x10, #0xfffffffffffffff8"),
    (lambda a: a.AND(a.d(a.s0), a.d(a.s1), -8), "and w9, w10, #0xfffffff8"),
    (lambda a: a.TST(a.s0, 2), "tst x9, #2"),
    (lambda a: a.EOR(a.s0, a.s1, a.s2, "ROR", 3), "eor x9, x10, x11, ror #3"),
    (lambda a: a.LSL(a.s0, a.s1, 3), "lsl x9, x10, #3"),
    (lambda a: a.ASR(a.s0, a.s1, a.s2), "asr x9, x10, x11"),
    (lambda a: a.MOV(a.s0, a.frame), "mov x9, x19"),
    (lambda a: a.MOV(a.s0, a.sp), "mov x9, sp"),
    (lambda a: a.MOV(a.x0, a.x1), "fmov d16, d17"),
    (lambda a: a.MOV(a.s0, 0), "mov x9, #0"),
    (lambda a: a.MOV(a.s0, -1), "mov x9, #-1"),
    (lambda a: a.MOV(a.s0, -2), "mov x9, #-2"),
    (lambda a: a.MOV(a.s0, 1 << 53), "mov x9, #0x20000000000000"),
    (lambda a: a.MOV(a.s0, 0x00FF00FF00FF00FF), "mov x9, #0xff00ff00ff00ff"),
    (lambda a: a.MOV(a.s0, -1 << 63), "mov x9, #-0x8000000000000000"),
    (lambda a: a.MOV(a.d(a.s0), -2), "mov w9, #-2"),
    (lambda a: a.FMOV(a.x0, a.s0), "fmov d16, x9"),
    (lambda a: a.FMOV(a.x0, 0.5), "fmov d16, #0.50000000"),
    (lambda a: a.LDR(a.s0, a.address(a.sp)), "ldr x9, [sp]"),
    (lambda a: a.LDR(a.s0, a.address(a.s1, 32760)), "ldr x9, [x10, #0x7ff8]"),
    (lambda a: a.LDR(a.s0, a.address(a.s1, -8)), "ldur x9, [x10, #-8]"),
    (lambda a: a.LDR(a.d(a.s0), a.address(a.s1, 6)), "ldur w9, [x10, #6]"),
    (lambda a: a.LDRB(a.d(a.s0), a.address(a.s1, index=a.s2)), "ldrb w9, [x10, x11]"),
    (lambda a: a.STR(a.x0, a.address(a.s1, index=a.s2, scale=8)), "str d16, [x10, x11, lsl #3]"),
    (lambda a: a.STR(a.zero, a.address(a.s1, 8)), "str xzr, [x10, #8]"),
    (lambda a: a.STP(a.frame, a.tstate, a.sp, -16), "stp x19, x20, [sp, #-0x10]"),
)


@pytest.mark.parametrize("function, text", ONE_INSTRUCTION, ids=[text for _, text in ONE_INSTRUCTION])
def test_what_one_instruction_can_say_takes_one(function, text):
    assert made(function) == [text]


SEVERAL_INSTRUCTIONS = (
    (lambda a: a.MOV(a.s0, 0x1234567800009ABC), ["mov x9, #0x9abc", "movk x9, #0x5678, lsl #32", "movk x9, #0x1234, lsl #48"]),
    (lambda a: a.MOV(a.s0, -0x12345679), ["mov x9, #-0x5679", "movk x9, #0xedcb, lsl #16"]),
    (lambda a: a.MOV(a.d(a.s0), 0x12345678), ["mov w9, #0x5678", "movk w9, #0x1234, lsl #16"]),
    (lambda a: a.CMP(a.s0, 5000), ["mov x17, #0x1388", "cmp x9, x17"]),
    (lambda a: a.ORR(a.d(a.s0), a.d(a.s1), 5), ["mov w17, #5", "orr w9, w10, w17"]),
    (lambda a: a.LDR(a.s0, a.address(a.s1, 40000)), ["mov x17, #0x9c40", "ldr x9, [x10, x17]"]),
    (lambda a: a.LDR(a.s0, a.address(a.s1, 8, index=a.s2, scale=8)), ["add x16, x10, x11, lsl #3", "ldr x9, [x16, #8]"]),
    (lambda a: a.LDR(a.d(a.s0), a.address(a.s1, index=a.s2, scale=8)), ["add x16, x10, x11, lsl #3", "ldr w9, [x16]"]),
    (lambda a: a.STRB(a.d(a.s0), a.address(a.sp, 1, index=a.s2, scale=4)), ["add x16, sp, x11, lsl #2", "strb w9, [x16, #1]"]),
)


@pytest.mark.parametrize("function, texts", SEVERAL_INSTRUCTIONS, ids=[texts[-1] for _, texts in SEVERAL_INSTRUCTIONS])
def test_what_one_instruction_cannot_say_is_put_together(function, texts):
    assert made(function) == texts


@pytest.mark.parametrize("value", I32_ENDS)
def test_a_number_of_32_bits_has_room_for_every_value(value):
    low, high = value & 0xFFFF, value >> 16 & 0xFFFF
    loads = ["mov w17, #" + number(low), "movk w17, #%s, lsl #16" % number(high)]
    y = (("y", IMM32),)
    assert made(lambda a, y: a.ADDS(a.s0, a.s1, y), y, (value,)) == loads + ["adds x9, x10, w17, sxtw"]
    assert made(lambda a, y: a.SUB(a.sp, a.sp, y), y, (value,)) == loads + ["sub sp, sp, w17, sxtw"]
    assert made(lambda a, y: a.CMP(a.d(a.s0), y), y, (value,)) == loads + ["cmp w9, w17"]
    assert made(lambda a, y: a.AND(a.s0, a.s1, y), y, (value,)) == loads + ["sxtw x17, w17", "and x9, x10, x17"]
    assert made(lambda a, y: a.LDR(a.s0, a.address(a.sp, y)), y, (value,)) == loads + ["ldr x9, [sp, w17, sxtw]"]


def number(value):
    return "%#x" % value if value > 9 else str(value)


def test_a_number_of_64_bits_has_room_for_every_value():
    def function(a, y):
        a.MOV(a.s0, y)
    for value in (0, 0x123456789ABCDEF0):
        parts = [number(value >> by & 0xFFFF) for by in (0, 16, 32, 48)]
        assert made(function, (("y", IMM64),), (value,)) == ["mov x9, #" + parts[0]] + [
            "movk x9, #%s, lsl #%d" % (part, by) for part, by in zip(parts[1:], (16, 32, 48))]


@pytest.mark.parametrize("out", range(31))
def test_every_register_can_stand_in_its_hole(out):
    operands = (("out", I64), ("x", I64), ("f", F64))
    add = learned(operands, lambda a, out, x, f: (a.ADD(out, x, 1), a.FMOV(a.x0, f)))
    for x in range(31):
        texts = [i.mnemonic + " " + i.op_str for i in DISASSEMBLER.disasm(add.instance((out, x, 31)), 0)]
        assert texts == ["add x%d, x%d, #1" % (out, x), "fmov d16, d31"]


def test_the_zero_register_is_no_base():
    load = learned((("base", I64),), lambda a, base: a.LDR(a.s0, a.address(base)))
    with pytest.raises(ValueError, match="probe"):
        load.instance((31,))


def test_a_field_goes_into_the_offset_of_the_access():
    def load(a):
        a.LDR(a.s0, a.address(a.frame, a.field("A.b", 8)))
        a.LDRB(a.d(a.s0), a.address(a.frame, a.field("A.c")))
    assert made(load, field={"A.b": 32752, "A.c": 4095}.get) == ["ldr x9, [x19, #0x7ff8]", "ldrb w9, [x19, #0xfff]"]
    for bad in ({"A.b": 32760, "A.c": 0}, {"A.b": 4, "A.c": 0}, {"A.b": -16, "A.c": 0}, {"A.b": 0, "A.c": 4096}):
        with pytest.raises(ValueError, match="A[.]"):
            made(load, field=bad.get)


def test_a_field_used_by_accesses_of_two_sizes_has_room_for_both():
    def load(a):
        a.LDR(a.s0, a.address(a.frame, a.field("A.b")))
        a.LDR(a.d(a.s0), a.address(a.frame, a.field("A.b")))
    assert made(load, field=lambda name: 16376) == ["ldr x9, [x19, #0x3ff8]", "ldr w9, [x19, #0x3ff8]"]
    for bad in (16384, 4):
        with pytest.raises(ValueError, match="A.b"):
            made(load, field=lambda name: bad)


def test_labels_reach_backwards_and_forwards():
    def function(a):
        back, on = a.label(), a.label()
        a.bind(back)
        a.CBZ(a.s0, on)
        a.TBNZ(a.s0, 31, on)
        a.B("NE", back)
        a.B(back)
        a.bind(on)
    assert made(function) == ["cbz x9, #0x10", "tbnz w9, #0x1f, #0x10", "b.ne #0", "b #0"]


def test_places_outside_are_left_to_the_linker():
    def function(a):
        a.B("VS", a.exit)
        a.CBNZ(a.s0, a.exit)
        a.jump("there")
        a.call("routine:free")
    stencil = learned((), function)
    assert stencil.exits == (0, 4)
    assert stencil.branches == ((8, "there"),)
    assert stencil.calls == ((12, "routine:free"),)
    assert stencil.size == 32


REFUSED = (
    (lambda a, x: a.TBZ(a.s0, 3, a.exit), "32 KiB"),
    (lambda a, x: a.B(a.label()), "not bound"),
    (lambda a, x: a.FROB(a.s0), "no FROB"),
    (lambda a, x: a.NEG(a.d(a.x0), a.d(x)), "no general"),
    (lambda a, x: a.ADD(a.s0, a.x0, 1), "x0|widths"),
    (lambda a, x: a.LDR(a.s0, a.address(a.s1, index=a.s2, scale=3)), "scale"),
    (lambda a, x: a.LDRB(a.s0, a.address(a.s1)), "LDRB"),
    (lambda a, x: a.NEG(a.s0, a.s1), "x is not used"),
)


@pytest.mark.parametrize("function, reason", REFUSED, ids=[reason for _, reason in REFUSED])
def test_a_mistake_is_explained(function, reason):
    with pytest.raises(Unlearnable, match=reason):
        learned((("x", I64),), function)


def test_a_label_is_bound_once():
    def function(a):
        label = a.label()
        a.bind(label)
        a.bind(label)
    with pytest.raises(Unlearnable, match="twice"):
        learned((), function)
