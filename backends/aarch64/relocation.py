"""What the linker writes into aarch64 code once it knows where things are."""

BRANCH, CALL = "branch", "call"
# Of each kind of branch: the bits that tell it, and the place and width of its distance in words.
BRANCHES = (
    ("B", 0x7C000000, 0x14000000, 0, 26),
    ("B.cond", 0xFE000000, 0x54000000, 5, 19),
    ("CBZ or CBNZ", 0x7E000000, 0x34000000, 5, 19),
)


def relocate(buffer, at, kind, place, target):
    """Complete the instructions at byte `at` of `buffer`, which will run at the address `place`, so that they reach the address
    `target`.

    kind: "branch" (one branch instruction) or "call" (the four instructions that load an absolute address)."""
    if kind == BRANCH:
        write(buffer, at, branch(read(buffer, at), place + at, target))
    elif kind == CALL:
        for index in range(4):
            write(buffer, at + 4 * index, read(buffer, at + 4 * index) & ~(0xFFFF << 5) | (target >> 16 * index & 0xFFFF) << 5)
    else:
        raise ValueError("there is no relocation %r" % (kind,))


def branch(word, here, target):
    """The branch instruction, going from `here` to `target`."""
    for name, mask, bits, low, width in BRANCHES:
        if word & mask == bits:
            distance, reach = target - here, 1 << width + 1
            if distance % 4 or not -reach <= distance < reach:
                raise OverflowError("the %s at %#x cannot reach %#x: it is not within %d KiB" % (name, here, target, reach >> 10))
            field = (1 << width) - 1
            return word & ~(field << low) | (distance >> 2 & field) << low
    raise ValueError("there is no branch at %#x but %#010x" % (here, word))


def read(buffer, at):
    return int.from_bytes(buffer[at:at + 4], "little")


def write(buffer, at, word):
    buffer[at:at + 4] = word.to_bytes(4, "little")
