"""Moves as if all at once: their steps are executed on numbers."""
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyjit.emit.moves import NUMBER, SLOT, XMM, address, parallel
from pyjit.patterns.define import F64, I64
from pyjit.trace.ir import Const

SCRATCH, FLOAT_SCRATCH, VIA = 0, XMM, XMM + 1
GPRS, XMMS, SLOTS = range(5, 10), range(XMM + 2, XMM + 7), range(SLOT, SLOT + 5)
CONSTANTS = (Const(I64, 5), Const(I64, -1 << 40), Const(F64, 0.25, 0.25))


def execute(steps, contents):
    """What every location holds afterwards."""
    slots = {address(slot): slot for slot in SLOTS}
    for key, values in steps:
        bank = XMM if key.endswith("_float") else 0
        if key.startswith("spill"):
            contents[slots[values[1]]] = contents[bank + values[0]]
        elif key.startswith("reload"):
            contents[bank + values[0]] = contents[slots[values[1]]]
        elif key.startswith("move"):
            contents[bank + values[0]] = contents[bank + values[1]]
        else:
            contents[bank + values[0]] = values[1]
            if bank:
                contents[SCRATCH] = "destroyed"
    return contents


def held(const):
    """A constant as its step has it."""
    return struct.unpack("<q", struct.pack("<d", const.value))[0] if const.kind is F64 else const.value


def check(moves, scratch=(SCRATCH, FLOAT_SCRATCH)):
    before = {place: "what %d held" % place for place in (*GPRS, *XMMS, *SLOTS, *scratch, VIA)}
    steps = parallel(moves, scratch, VIA)
    after = execute(steps, dict(before))
    for target, source in moves.items():
        assert after[target] == (held(source) if isinstance(source, Const) else before[source])
    for place in {*GPRS, *XMMS, *SLOTS} - set(moves):
        assert after[place] == before[place]
    return steps


@st.composite
def moves(draw):
    """Any targets get what any sources of the same bank hold; a slot may hold either."""
    wanted = {}
    banks = {slot: draw(st.sampled_from((GPRS, XMMS))) for slot in SLOTS}
    for target in draw(st.lists(st.sampled_from((*GPRS, *XMMS, *SLOTS)), unique=True)):
        bank = banks.get(target) or (GPRS if target in GPRS else XMMS)
        kind = I64 if bank is GPRS else F64
        wanted[target] = draw(st.sampled_from(
            (*bank, *(slot for slot in SLOTS if banks[slot] is bank), *(const for const in CONSTANTS if const.kind is kind))))
    return wanted


@given(moves())
def test_all_targets_get_what_their_sources_held(wanted):
    check(wanted)


def test_what_is_in_its_place_is_left_there():
    assert not check({5: 5, SLOT: SLOT})


@pytest.mark.parametrize("ring", [
    (5, 6), (5, 6, 7), (XMM + 2, XMM + 3), (SLOT, SLOT + 1), (SLOT, SLOT + 1, 5), (SLOT, XMM + 2, SLOT + 2), (5, SLOT)])
def test_a_ring_needs_one_move_more(ring):
    """And each pair of slots in it takes two steps."""
    wanted = dict(zip(ring, ring[1:] + ring[:1]))
    steps = check(wanted)
    assert len(steps) <= 2 * len(ring) + 1
    assert all(SLOT > value for key, values in steps for value in values[:1] if not key.startswith("spill"))


def test_a_scratch_register_that_is_a_target_is_not_used_on_the_way():
    """A call's arguments go to registers that are never allocated, too."""
    spare = XMM + 20
    wanted = {FLOAT_SCRATCH: XMM + 4, XMM + 2: XMM + 3, XMM + 3: XMM + 2}
    steps = check(wanted, (SCRATCH, FLOAT_SCRATCH, spare))
    assert spare & NUMBER in [values[0] for _, values in steps]
