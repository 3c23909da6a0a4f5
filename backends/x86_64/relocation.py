"""What the linker writes into x86-64 code once it knows where things are."""

BRANCH, CALL = "branch", "call"
SIZES = {BRANCH: 4, CALL: 8}  # of the holes, in bytes
REACH = 1 << 31


def relocate(buffer, at, kind, place, target):
    """Fill the hole at byte `at` of `buffer`, which will run at the address `place`, so that it reaches the address `target`.

    kind: "branch" (a distance of 32 bits from the hole's end) or "call" (an absolute address of 64 bits)."""
    if kind not in SIZES:
        raise ValueError("there is no relocation %r" % (kind,))
    if not 0 <= at <= len(buffer) - SIZES[kind]:
        raise ValueError("a %s at byte %d is not in the code, which has %d" % (kind, at, len(buffer)))
    if kind == CALL:
        buffer[at:at + 8] = target.to_bytes(8, "little")
        return
    distance = target - (place + at + 4)
    if not -REACH <= distance < REACH:
        raise OverflowError("the branch at %#x cannot reach %#x: they are more than 2 GiB apart" % (place + at, target))
    buffer[at:at + 4] = (distance & 0xFFFFFFFF).to_bytes(4, "little")
