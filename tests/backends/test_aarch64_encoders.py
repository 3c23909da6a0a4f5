"""Every encoder of aarch64 against an independent disassembler: over random operands, at the limits of its immediates and
beyond them."""
import random
import re
from functools import partial

import capstone
import pytest
from pyjit.backends.aarch64.encoders import (
    accesses, add_sub_carry, add_sub_extended, add_sub_immediate, add_sub_shifted, bitfield, branch, branch_conditional,
    branch_register, compare_branch, conditional_compare, conditional_select, data_processing_1source, data_processing_2source,
    data_processing_3source, exception, fp_1source, fp_2source, fp_compare, fp_conditional_select, fp_immediate, fp_integer,
    load_store_pair, load_store_register, load_store_unscaled, load_store_unsigned, logical_immediate, logical_shifted,
    move_wide, pc_relative, test_branch)
from pyjit.backends.aarch64.encoders.fields import EncodingError
from pyjit.backends.aarch64.operands import CONDITIONS, SHIFTS, SP, WSP, WZR, XZR, D, Register, S, W, X
from pyjit.backends.learn import NoSuchRegister

DISASSEMBLER = capstone.Cs(capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM)
ROUNDS = 40


def disassembled(word):
    instructions = list(DISASSEMBLER.disasm(word.to_bytes(4, "little"), 0))
    assert len(instructions) == 1, "%08x is no instruction" % word
    return decimal((instructions[0].mnemonic + " " + instructions[0].op_str).strip())


def decimal(text):
    """The same text with its numbers in decimal: the disassembler uses both bases."""
    return re.sub(r"#(-?0x[0-9a-f]+)", lambda match: "#%d" % int(match[1], 16), text)


# A row's template is what the disassembler must print, with {what} in the place of each operand:
# {r} a general and {f} a floating register of the row's width, {x} {w} {d} {s} one of that kind; {low..high} a number,
# {low..high/step} a multiple; {one|other} one of some; or one of WORDS. Register 31 is left to the exact words further below.
REGISTERS = {"x": X, "w": W, "d": D, "s": S}
WORDS = {"shift": SHIFTS[:3], "rotation": SHIFTS, "condition": CONDITIONS[:14],
         "extension": ("UXTB", "UXTH", "UXTW", "SXTB", "SXTH", "SXTW")}


def drawn(what, rng, width):
    """A random operand of the kind that a template asks for."""
    what = {"r": "xw"[width == 32], "f": "ds"[width == 32], "amount": "1..%d" % (width - 1)}.get(what, what)
    if what in REGISTERS:
        return REGISTERS[what](rng.randrange(31))
    if what in WORDS:
        return rng.choice(WORDS[what])
    if ".." in what:
        limits, _, step = what.partition("/")
        low, high = map(int, limits.split(".."))
        return rng.choice((low, high, rng.randrange(low, high + 1, int(step or 1))))
    word = rng.choice(what.split("|"))
    return int(word, 0) if word[0].isdigit() else word


BOTH, WIDE, NARROW = (64, 32), (64,), (32,)
#       module                 encoders                            template                                        widths
ROWS = (
    (add_sub_shifted,         "ADD ADDS SUB SUBS",                 "{r}, {r}, {r}",                                BOTH),
    (add_sub_shifted,         "ADD ADDS SUB SUBS",                 "{r}, {r}, {r}, {shift} #{amount}",             BOTH),
    (add_sub_shifted,         "CMN CMP NEG NEGS",                  "{r}, {r}",                                     BOTH),
    (add_sub_shifted,         "CMN CMP NEG NEGS",                  "{r}, {r}, {shift} #{amount}",                  BOTH),
    (add_sub_immediate,       "ADD ADDS SUB SUBS",                 "{r}, {r}, #{0..4095}",                         BOTH),
    (add_sub_immediate,       "CMN CMP",                           "{r}, #{0..4095}",                              BOTH),
    (add_sub_extended,        "ADD ADDS SUB SUBS",                 "{r}, {r}, {w}, {extension}",                   WIDE),
    (add_sub_extended,        "ADD ADDS SUB SUBS",                 "{r}, {r}, {w}, {extension} #{1..4}",           BOTH),
    (add_sub_extended,        "ADD ADDS SUB SUBS",                 "{x}, {x}, {x}, {UXTX|SXTX} #{1..4}",           WIDE),
    (add_sub_extended,        "CMN CMP",                           "{r}, {w}, {extension} #{1..4}",                BOTH),
    (add_sub_carry,           "ADC ADCS SBC SBCS",                 "{r}, {r}, {r}",                                BOTH),
    (logical_shifted,         "AND BIC ORR ORN EOR EON ANDS BICS", "{r}, {r}, {r}",                                BOTH),
    (logical_shifted,         "AND BIC ORR ORN EOR EON ANDS BICS", "{r}, {r}, {r}, {rotation} #{amount}",          BOTH),
    (logical_shifted,         "TST MVN",                           "{r}, {r}, {rotation} #{amount}",               BOTH),
    (logical_shifted,         "MOV MVN TST",                       "{r}, {r}",                                     BOTH),
    (logical_immediate,       "AND ORR EOR ANDS",                  "{r}, {r}, #{1|0xff|0x7fffffff|0x00ffff00}",    BOTH),
    (logical_immediate,       "TST",                               "{r}, #{1|0xff|0x7fffffff|0x00ffff00}",         BOTH),
    (move_wide,               "MOVK",                              "{r}, #{0..65535}, lsl #{16}",                  BOTH),
    (move_wide,               "MOVK",                              "{x}, #{0..65535}, lsl #{32|48}",               WIDE),
    (bitfield,                "LSL LSR ASR",                       "{r}, {r}, #{amount}",                          BOTH),
    (bitfield,                "UBFX SBFX BFXIL BFI",               "{r}, {r}, #{3..20}, #{1..11}",                 BOTH),
    (bitfield,                "SXTB SXTH SXTW",                    "{x}, {w}",                                     WIDE),
    (bitfield,                "SXTB SXTH UXTB UXTH",               "{w}, {w}",                                     NARROW),
    (data_processing_1source, "RBIT REV CLZ CLS",                  "{r}, {r}",                                     BOTH),
    (data_processing_2source, "UDIV SDIV LSLV LSRV ASRV RORV",     "{r}, {r}, {r}",                                BOTH),
    (data_processing_3source, "MADD MSUB",                         "{r}, {r}, {r}, {r}",                           BOTH),
    (data_processing_3source, "MUL MNEG",                          "{r}, {r}, {r}",                                BOTH),
    (data_processing_3source, "SMADDL UMADDL",                     "{x}, {w}, {w}, {x}",                           WIDE),
    (data_processing_3source, "SMULL UMULL",                       "{x}, {w}, {w}",                                WIDE),
    (data_processing_3source, "SMULH UMULH",                       "{x}, {x}, {x}",                                WIDE),
    (conditional_select,      "CSEL CSINC CSINV CSNEG",            "{r}, {r}, {r}, {condition}",                   BOTH),
    (conditional_select,      "CSET CSETM",                        "{r}, {condition}",                             BOTH),
    (conditional_select,      "CINC CNEG",                         "{r}, {r}, {condition}",                        BOTH),
    (conditional_compare,     "CCMN CCMP",                         "{r}, {r}, #{0..15}, {condition}",              BOTH),
    (conditional_compare,     "CCMN CCMP",                         "{r}, #{0..31}, #{0..15}, {condition}",         BOTH),
    (load_store_unsigned,     "LDR STR",                           "{x}, [{x}, #{8..32760/8}]",                    WIDE),
    (load_store_unsigned,     "LDR STR",                           "{d}, [{x}, #{8..32760/8}]",                    WIDE),
    (load_store_unsigned,     "LDR STR",                           "{w}, [{x}, #{4..16380/4}]",                    NARROW),
    (load_store_unsigned,     "LDR STR",                           "{s}, [{x}, #{4..16380/4}]",                    NARROW),
    (load_store_unsigned,     "LDRSW",                             "{x}, [{x}, #{4..16380/4}]",                    WIDE),
    (load_store_unsigned,     "LDRH STRH",                         "{w}, [{x}, #{2..8190/2}]",                     NARROW),
    (load_store_unsigned,     "LDRSH",                             "{r}, [{x}, #{2..8190/2}]",                     BOTH),
    (load_store_unsigned,     "LDRB STRB",                         "{w}, [{x}, #{1..4095}]",                       NARROW),
    (load_store_unsigned,     "LDRSB",                             "{r}, [{x}, #{1..4095}]",                       BOTH),
    (load_store_unscaled,     "LDR STR",                           "{r}, [{x}, #{-256..-1}]",                      BOTH),
    (load_store_unscaled,     "LDR STR",                           "{f}, [{x}, #{1..255}]",                        BOTH),
    (load_store_unscaled,     "LDRH STRH LDRB STRB",               "{w}, [{x}, #{-256..255}]",                     NARROW),
    (load_store_unscaled,     "LDRSH LDRSB",                       "{r}, [{x}, #{-256..255}]",                     BOTH),
    (load_store_unscaled,     "LDRSW",                             "{x}, [{x}, #{-256..-1}]",                      WIDE),
    (load_store_register,     "LDR STR",                           "{r}, [{x}, {x}]",                              BOTH),
    (load_store_register,     "LDR STR",                           "{f}, [{x}, {w}, {SXTW|UXTW}]",                 BOTH),
    (load_store_register,     "LDR STR",                           "{r}, [{x}, {x}, {SXTX}]",                      BOTH),
    (load_store_register,     "LDRSH LDRSB",                       "{r}, [{x}, {w}, {SXTW}]",                      BOTH),
    (load_store_register,     "LDRH STRH LDRB STRB",               "{w}, [{x}, {x}]",                              NARROW),
    (load_store_register,     "LDRSW",                             "{x}, [{x}, {w}, {SXTW|UXTW}]",                 WIDE),
    (pc_relative,             "ADR",                               "{x}, #{0..1048575}",                           WIDE),
    (pc_relative,             "ADRP",                              "{x}, #{0..4294963200/4096}",                   WIDE),
    (branch,                  "B BL",                              "#{0..134217724/4}",                            WIDE),
    (compare_branch,          "CBZ CBNZ",                          "{r}, #{0..1048572/4}",                         BOTH),
    (test_branch,             "TBZ TBNZ",                          "{w}, #{0..31}, #{0..32764/4}",                 NARROW),
    (test_branch,             "TBZ TBNZ",                          "{x}, #{32..63}, #{0..32764/4}",                WIDE),
    (branch_register,         "BR BLR",                            "{x}",                                          WIDE),
    (exception,               "BRK",                               "#{0..65535}",                                  WIDE),
    (fp_1source,              "FMOV FABS FNEG FSQRT",              "{f}, {f}",                                     BOTH),
    (fp_1source,              "FRINTN FRINTP FRINTM FRINTZ FRINTA", "{f}, {f}",                                    BOTH),
    (fp_1source,              "FCVT",                              "{d}, {s}",                                     WIDE),
    (fp_1source,              "FCVT",                              "{s}, {d}",                                     WIDE),
    (fp_2source,              "FMUL FDIV FADD FSUB FMAX FMIN FNMUL", "{f}, {f}, {f}",                              BOTH),
    (fp_compare,              "FCMP FCMPE",                        "{f}, {f}",                                     BOTH),
    (fp_conditional_select,   "FCSEL",                             "{f}, {f}, {f}, {condition}",                   BOTH),
    (fp_integer,              "FCVTNS FCVTPS FCVTMS FCVTZS FCVTZU", "{r}, {d}",                                    BOTH),
    (fp_integer,              "FCVTNS FCVTPS FCVTMS FCVTZS FCVTZU", "{r}, {s}",                                    BOTH),
    (fp_integer,              "SCVTF UCVTF",                       "{d}, {r}",                                     BOTH),
    (fp_integer,              "SCVTF UCVTF",                       "{s}, {r}",                                     BOTH),
    (fp_integer,              "FMOV",                              "{f}, {r}",                                     BOTH),
    (fp_integer,              "FMOV",                              "{r}, {f}",                                     BOTH),
)


def encoder(module, name):
    """The function, and the name by which the disassembler knows the instruction."""
    if module is load_store_unscaled:
        return partial(module.encode, name), name[:2] + "U" + name[2:]
    if module in (load_store_unsigned, load_store_register):
        return partial(module.encode, name), name
    return getattr(module, name), {"LSLV": "LSL", "LSRV": "LSR", "ASRV": "ASR", "RORV": "ROR"}.get(name, name)


CASES = [pytest.param(module, name, template, width, id="%s %s %d" % (name, template, width))
         for module, names, template, widths in ROWS for name in names.split() for width in widths]


@pytest.mark.parametrize("module, name, template, width", CASES)
def test_an_instruction_reads_back_as_it_was_written(module, name, template, width):
    rng = random.Random(template)
    encode, mnemonic = encoder(module, name)
    for _ in range(ROUNDS):
        operands = []

        def fill(match):
            operand = drawn(match[1], rng, width)
            while operand in operands and isinstance(operand, Register):  # some instructions have another name then
                operand = drawn(match[1], rng, width)
            operands.append(operand)
            return str(operand).lower()
        text = re.sub(r"\{(.*?)\}", fill, template)
        assert disassembled(encode(*operands)) == "%s %s" % (mnemonic.lower(), text)


@pytest.mark.parametrize("cond", CONDITIONS[:14])
def test_a_conditional_branch_reads_back(cond):
    for distance in (0, 4, 1048572):
        assert disassembled(branch_conditional.B(cond, distance)) == "b.%s #%d" % (cond.lower(), distance)
    assert disassembled(branch_conditional.B(cond, -4)) == decimal("b.%s #0xfffffffffffffffc" % cond.lower())


@pytest.mark.parametrize("kind, unit", (("x", 8), ("w", 4), ("d", 8), ("s", 4)))
@pytest.mark.parametrize("name", ("LDP", "STP"))
def test_a_pair_reads_back_in_each_mode(name, kind, unit):
    first, second = Register(kind, 3), Register(kind, 29)
    for units in (-64, -1, 1, 63):
        offset = units * unit
        pair = "%s %s, %s, " % (name.lower(), first, second)
        encode = partial(getattr(load_store_pair, name), first, second, SP, offset)
        assert disassembled(encode()) == pair + "[sp, #%d]" % offset
        assert disassembled(encode(load_store_pair.BEFORE)) == pair + "[sp, #%d]!" % offset
        assert disassembled(encode(load_store_pair.AFTER)) == pair + "[sp], #%d" % offset


# Words whose text is special: register 31, shifted immediates, scaled indices, backward distances, odd constants.
EXACT = (
    (add_sub_immediate.ADD(X(1), SP, 16), "add x1, sp, #0x10"),
    (add_sub_immediate.ADD(SP, SP, 4096), "add sp, sp, #1, lsl #12"),
    (add_sub_immediate.SUB(SP, SP, 4095 << 12), "sub sp, sp, #0xfff, lsl #12"),
    (add_sub_immediate.SUB(WSP, W(3), 1), "sub wsp, w3, #1"),
    (add_sub_immediate.ADD(X(5), SP, 0), "mov x5, sp"),
    (add_sub_immediate.SUBS(XZR, SP, 3), "cmp sp, #3"),
    (add_sub_shifted.SUBS(XZR, X(1), X(2)), "cmp x1, x2"),
    (add_sub_shifted.SUB(X(1), XZR, X(2)), "neg x1, x2"),
    (add_sub_shifted.ADDS(WZR, W(1), WZR), "cmn w1, wzr"),
    (add_sub_extended.SUB(SP, SP, W(16), "SXTW"), "sub sp, sp, w16, sxtw"),
    (add_sub_extended.ADD(SP, SP, X(16), "UXTX"), "add sp, sp, x16"),
    (add_sub_extended.CMP(SP, X(16), "UXTX"), "cmp sp, x16"),
    (logical_shifted.MOV(X(1), XZR), "mov x1, xzr"),
    (logical_immediate.AND(SP, X(1), ~15 & (1 << 64) - 1), "and sp, x1, #0xfffffffffffffff0"),
    (move_wide.MOVZ(X(1), 65535), "mov x1, #0xffff"),
    (move_wide.MOVZ(X(1), 65535, 48), "mov x1, #-0x1000000000000"),
    (move_wide.MOVZ(W(1), 1, 16), "mov w1, #0x10000"),
    (move_wide.MOVN(X(1), 0), "mov x1, #-1"),
    (move_wide.MOVN(X(1), 65535, 32), "mov x1, #-0xffff00000001"),
    (bitfield.SBFX(X(1), X(2), 0, 63), "sbfx x1, x2, #0, #0x3f"),
    (bitfield.BFI(X(1), X(2), 63, 1), "bfi x1, x2, #0x3f, #1"),
    (conditional_select.CSEL(X(1), XZR, X(2), "AL"), "csel x1, xzr, x2, al"),
    (load_store_unsigned.encode("LDR", X(1), SP), "ldr x1, [sp]"),
    (load_store_unsigned.encode("STR", XZR, X(1), 32760), "str xzr, [x1, #0x7ff8]"),
    (load_store_register.encode("LDR", X(1), SP, X(2), "UXTX", 8), "ldr x1, [sp, x2, lsl #3]"),
    (load_store_register.encode("LDR", D(1), X(3), W(2), "SXTW", 8), "ldr d1, [x3, w2, sxtw #3]"),
    (load_store_register.encode("STRH", W(1), X(3), X(2), "UXTX", 2), "strh w1, [x3, x2, lsl #1]"),
    (load_store_register.encode("LDR", S(1), X(3), X(2), "SXTX", 4), "ldr s1, [x3, x2, sxtx #2]"),
    (load_store_pair.LDP(X(29), X(30), SP), "ldp x29, x30, [sp]"),
    (branch.B(-4), "b #0xfffffffffffffffc"),
    (branch.BL(-1 << 27), "bl #0xfffffffff8000000"),
    (compare_branch.CBZ(XZR, -1 << 20), "cbz xzr, #0xfffffffffff00000"),
    (test_branch.TBNZ(X(7), 63, -1 << 15), "tbnz x7, #0x3f, #0xffffffffffff8000"),
    (pc_relative.ADR(X(1), -1), "adr x1, #0xffffffffffffffff"),
    (branch_register.RET(), "ret"),
    (branch_register.RET(X(3)), "ret x3"),
    (fp_compare.FCMP(D(1), 0.0), "fcmp d1, #0.0"),
    (fp_compare.FCMPE(S(1), 0.0), "fcmpe s1, #0.0"),
    (fp_integer.FMOV(D(1), XZR), "fmov d1, xzr"),
)


@pytest.mark.parametrize("word, text", EXACT, ids=[text for _, text in EXACT])
def test_a_special_word_reads_back(word, text):
    assert disassembled(word) == decimal(text)


def bit_masks(bits):
    """Every immediate of the logical instructions, from its definition: a rotated run of ones, repeated."""
    for size in (2, 4, 8, 16, 32, 64):
        for ones in range(1, size):
            for rotation in range(size):
                run = (1 << ones) - 1
                element = (run >> rotation | run << size - rotation) & (1 << size) - 1
                if size <= bits:
                    yield sum(element << at for at in range(0, bits, size))


@pytest.mark.parametrize("bits, register", ((64, X(3)), (32, W(3))))
def test_every_bit_mask_and_no_other_number_is_a_logical_immediate(bits, register):
    masks = set(bit_masks(bits))
    assert len(masks) == {64: 5334, 32: 1302}[bits]
    for mask in masks:
        text = disassembled(logical_immediate.EOR(register, register, mask))
        assert text == "eor %s, %s, #%d" % (register, register, mask)
    rng = random.Random(bits)
    others = [0, (1 << bits) - 1, 5, 1 << bits, -1] + [rng.getrandbits(bits) for _ in range(1000)]
    assert not any(logical_immediate.encodable(n, bits == 64) for n in others if n not in masks)


def test_every_constant_of_eight_bits_is_a_floating_immediate():
    for sign in (1, -1):
        for exponent in range(-3, 5):
            for sixteenths in range(16, 32):
                value = sign * sixteenths / 16 * 2.0 ** exponent
                text = disassembled(fp_immediate.FMOV(D(1), value))
                assert text == "fmov d1, #%.8f" % value


REFUSED = (
    lambda: add_sub_immediate.ADD(X(1), X(2), -1),
    lambda: add_sub_immediate.ADD(X(1), X(2), 4097),
    lambda: add_sub_immediate.ADD(X(1), X(2), 4096 << 12),
    lambda: add_sub_immediate.ADD(X(1), W(2), 1),
    lambda: add_sub_immediate.ADD(X(1), XZR, 1),
    lambda: add_sub_immediate.ADDS(SP, X(1), 1),
    lambda: add_sub_shifted.ADD(X(1), X(2), SP),
    lambda: add_sub_shifted.ADD(X(1), X(2), W(3)),
    lambda: add_sub_shifted.ADD(X(1), X(2), D(3)),
    lambda: add_sub_shifted.ADD(X(1), X(2), X(32)),
    lambda: add_sub_shifted.ADD(X(1), X(2), X(3), "ROR", 1),
    lambda: add_sub_shifted.ADD(X(1), X(2), X(3), "LSL", 64),
    lambda: add_sub_shifted.ADD(W(1), W(2), W(3), "LSL", 32),
    lambda: add_sub_extended.ADD(X(1), X(2), W(3), "SXTX"),
    lambda: add_sub_extended.ADD(X(1), X(2), X(3), "SXTW"),
    lambda: add_sub_extended.ADD(X(1), X(2), W(3), "LSL"),
    lambda: add_sub_extended.ADD(X(1), X(2), W(3), "SXTW", 5),
    lambda: add_sub_extended.ADD(X(1), XZR, W(3), "SXTW"),
    lambda: add_sub_carry.ADC(X(1), X(2), W(3)),
    lambda: logical_shifted.AND(X(1), X(2), SP),
    lambda: logical_immediate.AND(X(1), X(2), 0),
    lambda: logical_immediate.AND(W(1), W(2), 0x100000001),
    lambda: logical_immediate.AND(XZR, X(2), 1),
    lambda: move_wide.MOVZ(X(1), 65536),
    lambda: move_wide.MOVZ(X(1), -1),
    lambda: move_wide.MOVZ(X(1), 1, 8),
    lambda: move_wide.MOVZ(W(1), 1, 32),
    lambda: bitfield.LSL(X(1), X(2), 64),
    lambda: bitfield.LSL(X(1), X(2), -1),
    lambda: bitfield.ASR(W(1), W(2), 32),
    lambda: bitfield.UBFX(X(1), X(2), 60, 5),
    lambda: bitfield.UBFX(X(1), X(2), 60, 0),
    lambda: bitfield.BFI(W(1), W(2), 32, 1),
    lambda: bitfield.UXTB(X(1), W(2)),
    lambda: data_processing_1source.CLZ(X(1), W(2)),
    lambda: data_processing_2source.SDIV(X(1), X(2), W(3)),
    lambda: data_processing_3source.SMULH(W(1), W(2), W(3)),
    lambda: data_processing_3source.SMULL(X(1), X(2), X(3)),
    lambda: conditional_select.CSEL(X(1), X(2), X(3), "UN"),
    lambda: conditional_compare.CCMP(X(1), 32, 0, "EQ"),
    lambda: conditional_compare.CCMP(X(1), 31, 16, "EQ"),
    lambda: accesses.fields("LDRSW", W(1)),
    lambda: accesses.fields("LDRB", X(1)),
    lambda: load_store_unsigned.encode("LDR", X(1), X(2), 32768),
    lambda: load_store_unsigned.encode("LDR", X(1), X(2), 4),
    lambda: load_store_unsigned.encode("LDR", X(1), X(2), -8),
    lambda: load_store_unsigned.encode("LDR", X(1), W(2), 8),
    lambda: load_store_unsigned.encode("LDR", X(1), XZR, 8),
    lambda: load_store_unscaled.encode("LDR", X(1), X(2), 256),
    lambda: load_store_unscaled.encode("LDR", X(1), X(2), -257),
    lambda: load_store_register.encode("LDR", X(1), X(2), X(3), "UXTX", 4),
    lambda: load_store_register.encode("LDR", X(1), X(2), W(3), "UXTX"),
    lambda: load_store_register.encode("LDR", X(1), X(2), W(3), "UXTH"),
    lambda: load_store_pair.LDP(X(1), X(2), SP, 512),
    lambda: load_store_pair.LDP(X(1), X(2), SP, -520),
    lambda: load_store_pair.LDP(X(1), X(2), SP, 4),
    lambda: load_store_pair.LDP(X(1), X(1), SP),
    lambda: load_store_pair.LDP(X(1), W(2), SP),
    lambda: load_store_pair.STP(X(1), X(2), X(1), 16, load_store_pair.BEFORE),
    lambda: pc_relative.ADR(X(1), 1 << 20),
    lambda: pc_relative.ADRP(X(1), 1),
    lambda: branch.B(2),
    lambda: branch.B(1 << 27),
    lambda: branch.BL((-1 << 27) - 4),
    lambda: branch_conditional.B("EQ", 1 << 20),
    lambda: branch_conditional.B("EQ", 6),
    lambda: compare_branch.CBZ(X(1), 1 << 20),
    lambda: test_branch.TBZ(X(1), 64, 0),
    lambda: test_branch.TBZ(W(1), 32, 0),
    lambda: test_branch.TBZ(X(1), 3, 1 << 15),
    lambda: branch_register.BLR(W(1)),
    lambda: exception.BRK(65536),
    lambda: fp_1source.FABS(D(1), S(2)),
    lambda: fp_1source.FCVT(D(1), D(2)),
    lambda: fp_2source.FADD(D(1), D(2), X(3)),
    lambda: fp_compare.FCMP(D(1), 1.0),
    lambda: fp_conditional_select.FCSEL(D(1), D(2), S(3), "EQ"),
    lambda: fp_immediate.FMOV(D(1), 0.0),
    lambda: fp_immediate.FMOV(D(1), 0.1),
    lambda: fp_immediate.FMOV(D(1), 32.0),
    lambda: fp_immediate.FMOV(D(1), 0.0625),
    lambda: fp_integer.FMOV(X(1), S(2)),
    lambda: fp_integer.FCVTZS(D(1), D(2)),
    lambda: fp_integer.SCVTF(X(1), X(2)),
)


@pytest.mark.parametrize("attempt", REFUSED, ids=map(str, range(len(REFUSED))))
def test_what_a_class_cannot_say_is_refused(attempt):
    with pytest.raises((EncodingError, NoSuchRegister)):
        attempt()
