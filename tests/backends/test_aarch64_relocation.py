"""What the linker writes into aarch64 code, and what it refuses to write."""
import pytest

from pyjit.backends.aarch64.encoders import branch, branch_conditional, compare_branch, move_wide
from pyjit.backends.aarch64.operands import W, X
from pyjit.backends.aarch64.relocation import relocate

PLACE = 0x7F0000000000
NEAR, FAR = 1 << 20, 1 << 27
BRANCHES = (
    (branch.B, FAR),
    (branch.BL, FAR),
    (lambda distance: branch_conditional.B("VS", distance), NEAR),
    (lambda distance: compare_branch.CBZ(W(3), distance), NEAR),
    (lambda distance: compare_branch.CBNZ(X(30), distance), NEAR),
)


def words(*numbers):
    return bytearray(b"".join(number.to_bytes(4, "little") for number in numbers))


@pytest.mark.parametrize("encode, reach", BRANCHES)
def test_a_branch_goes_as_far_as_its_kind_can(encode, reach):
    for distance in (0, 4, -4, reach - 4, -reach):
        for before in (0, 8, -4):
            code = words(0, encode(before), 0)
            relocate(code, 4, "branch", PLACE, PLACE + 4 + distance)
            assert code == words(0, encode(distance), 0)


@pytest.mark.parametrize("encode, reach", BRANCHES)
def test_a_branch_that_cannot_reach_its_target_is_refused(encode, reach):
    for distance in (reach, -reach - 4, 2, PLACE):
        code = words(encode(0))
        with pytest.raises(OverflowError, match="cannot reach"):
            relocate(code, 0, "branch", PLACE, PLACE + distance)
        assert code == words(encode(0))


def load_address(target):
    parts = [target >> by & 0xFFFF for by in (0, 16, 32, 48)]
    return words(move_wide.MOVZ(X(16), parts[0]), *(move_wide.MOVK(X(16), parts[n], 16 * n) for n in (1, 2, 3)))


def test_a_call_holds_the_address():
    code = load_address(0xFFFF000011112222)
    relocate(code, 0, "call", PLACE, 0x1122334455667788)
    assert code == load_address(0x1122334455667788)


@pytest.mark.parametrize("target", [-1, 1 << 64])
def test_a_call_of_no_address_is_refused(target):
    with pytest.raises(OverflowError):
        relocate(load_address(0), 0, "call", PLACE, target)


@pytest.mark.parametrize("kind", ["branch", "call"])
def test_only_what_was_made_for_it_is_completed(kind):
    code = words(0x91000000, 0, 0, 0)
    with pytest.raises(ValueError):
        relocate(code, 0, kind, PLACE, PLACE)
    assert code == words(0x91000000, 0, 0, 0)


def test_an_unknown_relocation_is_refused():
    with pytest.raises(ValueError, match="data"):
        relocate(bytearray(8), 0, "data", PLACE, 0)


@pytest.mark.parametrize("at, kind", [(-4, "branch"), (16, "branch"), (4, "call")])
def test_a_hole_that_is_not_in_the_code_is_refused(at, kind):
    code = load_address(0)
    with pytest.raises(ValueError, match="not in the code"):
        relocate(code, at, kind, PLACE, PLACE)
    assert code == load_address(0)
