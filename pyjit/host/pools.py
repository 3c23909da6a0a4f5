"""Where the small-object allocator has its pools, for who takes blocks out of them in machine code.

As freelists.py has it: what is not declared anywhere is found by what it holds, and believed only if it changes as it must.
(pymalloc_alloc, Objects/obmalloc.c: the first pool of a size class in use gives its first free block, which points to the next one.)"""
from . import memory
from .freelists import RUNTIME, places
from .livecheck import TRIES, Probe
from .platform import Unsupported

OBJECTS = 2                              # the allocators' domain of objects
SIZES = 512, 496, 480                    # bytes: of rarely used size classes, by which the pools are found
ALIGNMENT = 16
POOL_SIZES = 1 << 14, 1 << 12
COUNT, FREE, NEXT, CLASS = 0, 8, 16, 36  # in a pool's header: blocks in use, the first free one, the next pool, the size class
NEAR = 1 << 17                           # the allocator and PyObject_Malloc are of one file in C
MANY, ROUNDS = 12, 4
MOST = 1 << 12                           # pools of a class, at most, that are walked through


class Blocks:
    """Blocks of one size. first: where the first pool is that has some; malloc, allocator: where the function that allocates objects
    stands, and the one that it must be; offsets, in a pool: next: of the next one, itself if there is none; free: of the first free block,
    which points to the next one; count: of the 32-bit number of blocks in use."""

    def __init__(self, first, malloc, allocator, next=NEXT, free=FREE, count=COUNT):
        self.all = first, malloc, allocator, next, free, count


class NoBlocks(Blocks):
    """None to be had: the function that allocates objects is never the one that it must be."""

    def __init__(self):
        self._memory = memory.words([0])
        nothing = memory.address_of(self._memory)
        super().__init__(nothing, nothing, -1)


def blocks(host, size):
    """The Blocks for objects of so many bytes; NoBlocks if it is not sure where they are."""
    probe = Probe(host)
    try:
        malloc = _malloc(host, probe)
        for _ in range(TRIES if malloc else 0):      # another thread may allocate meanwhile
            table = _table(host, probe)
            if table:
                return Blocks(table + 2 * 8 * ((size - 1) // ALIGNMENT), malloc, probe.number(malloc))
    except (Unsupported, LookupError):
        pass
    finally:
        probe.close()
    return NoBlocks()


def _malloc(host, probe):
    """Where the function stands that allocates objects; 0 unless that is the interpreter's own. Which of the places with the same content
    is the one, is shown by a change of what that function does not look at."""
    get = host.capi.function("PyMem_GetAllocator", None, "int", "address")
    put = host.capi.function("PyMem_SetAllocator", None, "int", "address")
    now, other = memory.words([0] * 5), memory.words([0] * 5)
    kept, changed = memory.address_of(now), memory.address_of(other)
    get(OBJECTS, kept)
    content = host.peek.bytes(kept, 40)
    context, function = host.peek.u64(kept), host.peek.u64(kept + 8)
    if context or abs(function - host.symbol("PyObject_Malloc")) > NEAR:
        return 0
    host.poke.bytes(changed, changed.to_bytes(8, "little") + content[8:])
    alike = places(host, probe, host.symbol("_PyRuntime"), RUNTIME, content)
    try:
        put(OBJECTS, changed)
        found = [place for place in alike if probe.number(place) == changed]
    finally:
        put(OBJECTS, kept)
    return found[0] + 8 if len(found) == 1 and not probe.number(found[0]) else 0


def _table(host, probe):
    """Where the table of pools in use begins: two words for each size class, the first and the last of its pools."""
    starts = set()
    for size in SIZES:
        head = _head(host, probe, size)
        if not head:
            return 0
        starts.add(head + NEXT - 2 * 8 * ((size - 1) // ALIGNMENT))
    return starts.pop() if len(starts) == 1 else 0


def _head(host, probe, size):
    """The head of the ring of pools of a size class, or 0 unless its first pool is seen to give and take blocks."""
    malloc, free = host.capi.function("PyObject_Malloc", "address", "ssize"), host.capi.function("PyObject_Free", None, "address")
    made = [malloc(size) for _ in range(MANY)]
    kept = made.pop()       # a pool that is empty leaves the ring, and so does one that is full
    for block in made:
        free(block)
    try:
        return _head_of(probe, kept, size, malloc, free)
    finally:
        free(kept)


def _head_of(probe, block, size, malloc, free):
    """The same, where the block lies in one of the pools."""
    for pool_size in POOL_SIZES:
        pool = block & -pool_size
        if probe.number(pool + CLASS, 4) != (size - 1) // ALIGNMENT:
            continue
        head = pool
        for _ in range(MOST):
            head = probe.number(head + NEXT)
            if head % pool_size or head == pool:
                break
        if head % pool_size and _gives_and_takes(probe, head, size, malloc, free):
            return head
    return 0


def _gives_and_takes(probe, head, size, malloc, free):
    """Does the first pool have a block less after each allocation, and one more when that is freed?"""
    held, rounds = [], ROUNDS
    try:
        while rounds and len(held) < MOST:
            pool = probe.number(head + NEXT)
            first, count = probe.number(pool + FREE), probe.number(pool + COUNT, 4)
            following = probe.number(first)
            held.append(malloc(size))
            if not following:
                continue    # the pool's last block: now it is another pool's turn, or this one has got more
            rounds -= 1
            if (held[-1], probe.number(pool + FREE), probe.number(pool + COUNT, 4)) != (first, following, count + 1):
                return False
            free(held.pop())
            if (probe.number(pool + FREE), probe.number(first), probe.number(pool + COUNT, 4)) != (first, following, count):
                return False
        return not rounds
    finally:
        for block in held:
            free(block)
