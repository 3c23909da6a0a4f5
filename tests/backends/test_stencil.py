"""Stencils at run time, on a small table of their own: filling holes, and refusing what does not fit."""
import pytest

from pyjit.backends.stencil import Backend
from pyjit.backends.table import Hole, Row, parse

TABLE = """; a comment at the top

add
  register out 0:3@3 3:1@15
  register index 0:3@0
  never index 4
  imm32 number 0:32@16
  exit 2
  0000
  00000000              ; add out, number

load
  imm64 address 0:32@0 32:32@64
  field Thing.part 4 0:32@32
  branch target 8
  call function 0
  000000000000000000000000

broken
  octal x 0:3@0
  00
"""


@pytest.fixture
def backend():
    return Backend(TABLE, {"Thing.part": 0x10}.__getitem__, registers=None, relocate=None)


def test_registers_and_numbers_are_put_into_their_holes(backend):
    assert backend.stencil("add").instance((0b1010, 7, -2)) == bytes([0b00010111, 0b10000000, 0xFE, 0xFF, 0xFF, 0xFF])


def test_a_number_may_be_spread_over_several_places(backend):
    code = backend.stencil("load").instance((0x1122334455667788,))
    assert code == bytes.fromhex("88776655 14000000 44332211")


def test_a_field_is_filled_when_the_stencil_is_read(backend):
    assert backend.stencil("load").instance((0,))[4:8] == (0x10 + 4).to_bytes(4, "little")


def test_what_the_linker_has_to_fill_in_is_listed(backend):
    assert backend.stencil("add").exits == (2,)
    assert backend.stencil("load").branches == ((8, "target"),)
    assert backend.stencil("load").calls == ((0, "function"),)


def test_a_stencil_is_read_once(backend):
    assert backend.stencil("add") is backend.stencil("add")


@pytest.mark.parametrize("values, reason", [
    ((1, 2), "add.*shorter"),
    ((1, 2, 3, 4), "add.*longer"),
    ((16, 2, 3), "add"),
    ((-1, 2, 3), "add"),
    ((1, 4, 3), "add"),
    ((1, 2, 1 << 31), "number does not fit"),
    ((1, 2, (-1 << 31) - 1), "number does not fit"),
])
def test_values_that_do_not_fit_the_holes_are_refused(backend, values, reason):
    with pytest.raises(ValueError, match=reason):
        backend.stencil("add").instance(values)


@pytest.mark.parametrize("value", [-1 << 63, (1 << 64) - 1])
def test_a_word_may_be_signed_or_unsigned(backend, value):
    code = backend.stencil("load").instance((value,))
    assert int.from_bytes(code[:4] + code[8:], "little") == value & (1 << 64) - 1


def test_a_wider_word_is_refused(backend):
    with pytest.raises(ValueError, match="address does not fit"):
        backend.stencil("load").instance((1 << 64,))


def test_a_stencil_that_is_not_there_is_named(backend):
    with pytest.raises(KeyError, match="no stencil int_frobnicate"):
        backend.stencil("int_frobnicate")


def test_a_hole_of_an_unknown_kind_is_refused(backend):
    with pytest.raises(ValueError, match="stencil broken: .* octal x"):
        backend.stencil("broken")


def test_a_field_that_the_layout_does_not_have_is_refused():
    with pytest.raises(KeyError, match="Thing.part"):
        Backend(TABLE, {}.__getitem__, registers=None, relocate=None).stencil("load")


def test_a_field_too_far_from_its_start_is_refused():
    with pytest.raises(ValueError, match="Thing.part does not fit"):
        Backend(TABLE, lambda name: 1 << 31, registers=None, relocate=None).stencil("load")


def test_the_text_of_a_row_says_all_of_it():
    row = Row(
        "name", 12, 0x11 << 88,
        (Hole("register", "x", ((0, 4, 0),), never=(4, 5)), Hole("imm64", "y", ((0, 32, 4), (32, 32, 36)))),
        (Hole("field", "A.b", ((0, 16, 70),), plus=-8),),
        exits=(1, 2), branches=((3, "target"),), calls=((4, "routine:free"),), lines=((12, "nop"), (0, "L1:")))
    row_read = parse(row.text())
    row.lines = ()
    assert row_read == row
