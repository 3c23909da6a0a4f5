"""The x86-64 assembler and the learning of its holes: what is learned is right, and what cannot be learned is explained."""
import itertools

import capstone
import pytest

pytest.importorskip("peachpy", reason="PeachPy, with which x86-64 stencils are written, is not installed")

from pyjit.backends.learn import Unlearnable, learn  # noqa: E402
from pyjit.backends.stencil import Stencil  # noqa: E402
from pyjit.backends.x86_64 import assembler  # noqa: E402
from pyjit.patterns.define import F64, I64, IMM32, IMM64  # noqa: E402


def made(operands, function, values, field=lambda name: 0):
    """The code of a stencil with these values."""
    return Stencil(learn(assembler, "probe", operands, function), field).instance(values)


def disassembled(code):
    return [("%s %s" % (i.mnemonic, i.op_str)).strip() for i in DISASSEMBLER.disasm(code, 0)]


DISASSEMBLER = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
GPRS = "rax rcx rdx rbx rsp rbp rsi rdi r8 r9 r10 r11 r12 r13 r14 r15".split()
BYTES = "al cl dl bl spl bpl sil dil r8b r9b r10b r11b r12b r13b r14b r15b".split()


@pytest.fixture(scope="module")
def element():
    return Stencil(learn(assembler, "element", (("base", I64), ("index", I64), ("disp", IMM32), ("x", I64)),
                         lambda a, base, index, disp, x: a.MOV(a.qword(base, disp, index=index, scale=8), x)), None)


@pytest.mark.parametrize("base", range(16))
def test_every_register_can_be_a_base_and_all_but_rsp_an_index(element, base):
    for index, x in itertools.product(set(range(16)) - {4}, range(16)):
        assert disassembled(element.instance((base, index, 0x1234, x))) == [
            "mov qword ptr [%s + %s*8 + 0x1234], %s" % (GPRS[base], GPRS[index], GPRS[x])]
    with pytest.raises(ValueError, match="element"):
        element.instance((base, 4, 0x1234, 0))


@pytest.mark.parametrize("number", range(16))
def test_the_byte_of_a_register_is_its_lowest(number):
    code = made((("out", I64),), lambda a, out: a.SETE(a.b(out)), (number,))
    assert disassembled(code) == ["sete " + BYTES[number]]


@pytest.mark.parametrize("number", range(16))
def test_a_memory_operand_without_displacement_works_with_every_base(number):
    code = made((("base", I64),), lambda a, base: a.MOVSD(a.xmms[9], a.qword(base)), (number,))
    assert disassembled(code)[0].replace(" + riz", "") in (
        "movsd xmm9, qword ptr [%s]" % GPRS[number], "movsd xmm9, qword ptr [%s + 0]" % GPRS[number])


def test_fixed_operands_take_the_shortest_form():
    code = made((), lambda a: (a.ADD(a.s0, 1), a.MOV(a.d(a.s1), a.d(a.s0)), a.MOV(a.s2, -1)), ())
    assert code.hex(" ", -4) == "4883c001 89c148c7 c2ffffff ff"


def test_numbers_and_fields_have_room_for_all_their_bits():
    code = made((("x", IMM32), ("y", IMM64)), lambda a, x, y: (a.MOV(a.dword(a.frame, a.field("A.b", 4)), x), a.MOV(a.s0, y)),
                (-2, 3), field=lambda name: 12)
    assert disassembled(code) == ["mov dword ptr [rbx + 0x10], 0xfffffffe", "movabs rax, 3"]


def test_labels_reach_backwards_and_forwards_near_and_far():
    def stencil(a):
        back, near, far = a.label(), a.label(), a.label()
        a.bind(back)
        a.JE(near)
        a.JO(far)
        a.bind(near)
        for _ in range(20):
            a.MOV(a.s0, 1 << 40)
        a.JMP(back)
        a.bind(far)
        a.RET()
    text = disassembled(made((), stencil, ()))
    assert [line for line in text if line[0] == "j"] == ["je 8", "jo 0xd5", "jmp 0"]


def test_what_the_linker_fills_in_is_found():
    def stencil(a, x):
        a.JO(a.exit)
        a.TEST(x, x)
        a.JE(a.branch("elsewhere"))
        a.call("routine:free")
        a.JP(a.exit)
    row = learn(assembler, "probe", (("x", I64),), stencil)
    assert (row.exits, row.branches, row.calls) == ((2, 29), ((11, "elsewhere"),), ((17, "routine:free"),))


def unbound(a):
    a.JMP(a.label())


def bound_twice(a):
    label = a.label()
    a.bind(label)
    a.bind(label)


@pytest.mark.parametrize("operands, function, reason", [
    ((), unbound, "label is not bound"),
    ((), bound_twice, "bound twice"),
    ((("x", I64),), lambda a, x: a.RET(), "x is not used"),
    ((("x", I64),), lambda a, x: a.NOT(x) if x.number < 8 else (a.NOT(x), a.NOT(x)), "length varies with x"),
    ((("x", I64), ("y", I64)), lambda a, x, y: (a.NOT(x), a.ADD(y, 1 if x.number & y.number else 2)), "not what was learned"),
    ((("x", I64),), lambda a, x: a.FROB(x), "no instruction FROB"),
    ((("x", I64),), lambda a, x: a.frob(x), "has no frob"),
    ((("x", I64), ("y", F64)), lambda a, x, y: a.ADD(x, y), "add x, y: Invalid operand types"),
    ((("x", I64), ("y", IMM32)), lambda a, x, y: a.SHL(x, y), "shl x, y: .*imm8"),
    ((("x", I64), ("y", IMM64)), lambda a, x, y: a.ADD(x, y), "add x, y: .*imm32"),
    ((("x", F64),), lambda a, x: a.MOV(a.d(x), 1), "xmm0 has no general parts"),
    ((("x", I64),), lambda a, x: a.MOV(x, "7"), "no operand"),
    ((("x", I64),), lambda a, x, y: a.MOV(x, y), "missing 1 required positional argument"),
])
def test_a_stencil_that_cannot_be_learned_is_named_with_the_reason(operands, function, reason):
    with pytest.raises(Unlearnable, match="probe: .*" + reason):
        learn(assembler, "probe", operands, function)
