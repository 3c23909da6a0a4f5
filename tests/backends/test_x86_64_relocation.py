"""What the linker writes into x86-64 code, and what it refuses to write."""
import pytest

from pyjit.backends.x86_64.relocation import relocate

PLACE = 0x7F0000000000


@pytest.mark.parametrize("target, distance", [(PLACE, -6), (PLACE + 6, 0), (PLACE + 6 + (1 << 31) - 1, (1 << 31) - 1),
                                              (PLACE + 6 - (1 << 31), -1 << 31)])
def test_a_branch_holds_the_distance_from_its_end(target, distance):
    code = bytearray(b"\x0f\x84" + bytes(4) + b"\x90")
    relocate(code, 2, "branch", PLACE, target)
    assert code == b"\x0f\x84" + distance.to_bytes(4, "little", signed=True) + b"\x90"


@pytest.mark.parametrize("target", [PLACE + 6 + (1 << 31), PLACE + 6 - (1 << 31) - 1, 0])
def test_a_branch_that_cannot_reach_its_target_is_refused(target):
    code = bytearray(6)
    with pytest.raises(OverflowError, match="cannot reach"):
        relocate(code, 2, "branch", PLACE, target)
    assert code == bytes(6)


def test_a_call_holds_the_address():
    code = bytearray(12)
    relocate(code, 2, "call", PLACE, 0x1122334455667788)
    assert code == bytes.fromhex("0000 8877665544332211 0000")


@pytest.mark.parametrize("target", [-1, 1 << 64])
def test_a_call_of_no_address_is_refused(target):
    with pytest.raises(OverflowError):
        relocate(bytearray(12), 2, "call", PLACE, target)


def test_an_unknown_relocation_is_refused():
    with pytest.raises(ValueError, match="data"):
        relocate(bytearray(8), 0, "data", PLACE, 0)


@pytest.mark.parametrize("at, kind", [(-1, "branch"), (4, "branch"), (0, "call"), (-8, "call")])
def test_a_hole_that_is_not_in_the_code_is_refused(at, kind):
    with pytest.raises(ValueError, match="not in the code"):
        relocate(bytearray(7), at, kind, PLACE, PLACE)
