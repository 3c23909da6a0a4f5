"""The committed tables of stencils: they are what the sources say, and an independent disassembler can read all of them."""
import random

import capstone
import pytest

from pyjit.backends import load
from pyjit.backends.generate import main, path
from pyjit.backends.table import IMMEDIATE_BITS, blocks, parse
from pyjit.emit import leave

DISASSEMBLERS = {"x86_64": capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64),
                 "aarch64": capstone.Cs(capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM)}
ROUNDS = 4


@pytest.mark.parametrize("arch", ["x86_64", "aarch64"])
def test_the_table_is_what_the_sources_say(arch, capsys):
    if arch == "x86_64":
        pytest.importorskip("peachpy", reason="PeachPy, with which x86-64 stencils are written, is not installed")
    assert main(["--check", arch]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("arch", DISASSEMBLERS)
def test_every_stencil_can_be_disassembled_whatever_stands_in_its_holes(arch):
    rng, backend = random.Random(0), load(arch, lambda name: 8 * len(name))
    with open(path(arch), encoding="ascii") as table:
        texts = blocks(table.read())
    for name, text in texts.items():
        for _ in range(ROUNDS):
            code = backend.stencil(name).instance([random_value(hole, rng) for hole in parse(text).operands])
            sizes = [instruction.size for instruction in DISASSEMBLERS[arch].disasm(code, 0)]
            assert sizes == listed_sizes(text), "%s: %s" % (name, code.hex())


@pytest.mark.parametrize("arch", DISASSEMBLERS)
def test_an_exit_has_room_for_values_and_for_an_exception_being_handled(arch):
    backend = load(arch, lambda name: 8 * len(name))

    def size(*names):
        return sum([backend.stencil(name).size for name in names])

    puts = "exit_put_const", "exit_put_borrowed", "exit_put_object", "exit_put_int", "exit_put_float", "exit_put_bool"
    replaces = "exit_replace_int", "exit_replace_float"
    assert size("exit_put_word", "exit_put_u32", "exit_raise", "exit_catch", "exit_give_back") <= leave.HANDLED
    assert max(map(size, (*puts, "exit_take", "exit_take_const", "exit_drop", "exit_give_back"))) <= leave.VALUE
    assert max(size("exit_drop") + max(map(size, puts)), *map(size, replaces)) <= 2 * leave.VALUE
    shared = size("exit_note", "exit_drop", "exit_put_borrowed")    # a second local that holds the same number
    assert max(map(size, replaces)) + shared <= 4 * leave.VALUE


def listed_sizes(text):
    """The lengths of the instructions as the table lists them."""
    lines = [line.partition(";")[0].split() for line in text.splitlines()[1:]]
    return [len(words[0]) // 2 for words in lines if len(words) == 1]


def random_value(hole, rng):
    if hole.kind == "register":
        return rng.choice([number for number in range(16) if number not in hole.never])
    bits = IMMEDIATE_BITS[hole.kind]
    return rng.randrange(-1 << bits - 1, 1 << bits - 1)
