"""What the linker writes into aarch64 code once it knows where things are."""

BRANCH, CALL = "branch", "call"
SIZES = {BRANCH: 4, CALL: 16}  # of the instructions, in bytes
# Of each kind of branch: the bits that tell it, and the place and width of its distance in words.
BRANCHES = (
    ("B", 0x7C000000, 0x14000000, 0, 26),
    ("B.cond", 0xFE000000, 0x54000000, 5, 19),
    ("CBZ or CBNZ", 0x7E000000, 0x34000000, 5, 19),
)
MOVE_MASK, MOVE_WIDE = 0x1F800000, 0x12800000   # MOVZ and MOVK, 16 bits at bit 5


def relocate(buffer, at, kind, place, target):
    """Complete the instructions at byte `at` of `buffer`, which will run at the address `place`, so that they reach the address
    `target`.

    kind: "branch" (one branch instruction) or "call" (the four instructions that load an absolute address)."""
    if kind not in SIZES:
        raise ValueError("there is no relocation %r" % (kind,))
    if not 0 <= at <= len(buffer) - SIZES[kind]:
        raise ValueError("a %s at byte %d is not in the code, which has %d" % (kind, at, len(buffer)))
    words = [int.from_bytes(buffer[index:index + 4], "little") for index in range(at, at + SIZES[kind], 4)]
    words = [branch(words[0], place + at, target)] if kind == BRANCH else moves(words, target)
    buffer[at:at + SIZES[kind]] = b"".join(word.to_bytes(4, "little") for word in words)


def branch(word, here, target):
    """The branch instruction, going from `here` to `target`."""
    for name, mask, bits, low, width in BRANCHES:
        if word & mask == bits:
            distance, reach = target - here, 1 << width + 1
            if distance % 4 or not -reach <= distance < reach:
                raise OverflowError("the %s at %#x cannot reach %#x: it goes to words within %d KiB" % (
                    name, here, target, reach >> 10))
            return replaced(word, low, width, distance >> 2)
    raise ValueError("there is no branch at %#x but %#010x" % (here, word))


def moves(words, target):
    """The MOVZ and MOVKs, loading the target."""
    if not 0 <= target < 1 << 64:
        raise OverflowError("%#x is no address to call" % target)
    if any(word & MOVE_MASK != MOVE_WIDE for word in words):
        raise ValueError("no address is loaded by %s" % ", ".join(map(hex, words)))
    return [replaced(word, 5, 16, target >> 16 * index) for index, word in enumerate(words)]


def replaced(word, low, width, value):
    """The word with the value in the `width` bits from bit `low` on."""
    field = (1 << width) - 1
    return word & ~(field << low) | (value & field) << low
