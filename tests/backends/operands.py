"""What a stencil is tested on, whatever the processor: values at the edges, registers that coincide where they may, memory, and
what the op's reference meaning says of them."""
import inspect
import struct
from typing import NamedTuple

from pyjit.patterns.define import BOOL, F64, I64, Exit, Immediate

WORD = (1 << 64) - 1
MEMORY_SIZE = 8192
POINTERS = range(2048, 4096, 8)   # where pointers point to, from the start of the memory
# Displacements and indices that mostly stay in it, often aligned; and the ends of small ints.
NEAR = (*range(-64, 72), *range(-64, 72, 8), *range(-64, 72, 8), *range(-64, 72, 8), *(256, 257, (1 << 30) - 1, 1 << 30) * 6)
CONTEXT = {"frame": 2560, "tstate": 2720, "saved": 2880, "inner": 3040, "sp": 3200}   # where context registers point to
NEW_BOX = 3584                    # where a routine puts each object that it makes
FIELD_STEP = 24                   # each struct field has its own offset in the tests: the next multiple of this
LOADS = 150                       # a stencil may need, at most: in an emulator that takes its time
INTS = sorted({sign * ((1 << bit) + more) for bit in (0, 3, 5, 6, 8, 16, 30, 31, 32, 52, 53, 60, 61, 62)
               for more in (-1, 0, 1) for sign in (1, -1)} | {-1 << 63, (-1 << 63) + 1, (1 << 63) - 1})
ENDS = (-1 << 63, -1, 0, 1, (1 << 63) - 1)
FLOATS = (0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 3.0, 1e-320, 5e-324, 1e308, -1e308, 2.0 ** 31, 2.0 ** 52 + 0.5,
          2.0 ** 53, -2.0 ** 53, 2.0 ** 62, -2.0 ** 62, 2.0 ** 62 - 512, 2.0 ** 63, -2.0 ** 63, 1e19, -1e300, float("inf"),
          float("-inf"), float("nan"), -float("nan"))
# What memory is filled with, beside pointers: small numbers, tags and digits of ints, reference counts, ends of each width.
WORDS = (0, 1, 2, 3, 7, 8, 10, 16, 17, 18, 24, 26, 32, 127, 128, 255, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000,
         0xC0000000, 0xFFFFFFFF, 0x1FFFFFFFF, 0x3FFFFFFF00000007, 1 << 63, WORD)
PALETTE = 20                      # different words in one memory: few, so that two of them are often equal
# What a word of an object holds that a pointer points to, mostly; its type is any operand.
OBJECT_WORDS = (
    ("PyObject.ob_refcnt", 0, (1, 1, 2, 0x80000000, 0xC0000000, 0xFFFFFFFF)),
    ("PyObject.ob_type", 0, ()),
    ("PyFloatObject.ob_fval", 0, ()),
    ("PyLongObject.long_value.lv_tag", 0, (1, 8, 10, 16, 18, 24, 26, 32)),
    ("PyLongObject.long_value.ob_digit", 0, (0, 1, 0x3FFFFFFF, 1 << 32, 0x3FFFFFFF3FFFFFFF, 0x2AAAAAAA15555555)),
    ("PyLongObject.long_value.ob_digit", 8, (0, 1, 4, 7, 8, 0x3FFFFFFF)),
)


class Impossible(Exception):
    """Raised by a reference for operands that no trace has: the sample tests nothing."""


class Memory:
    """The memory of one run, at `address`; the `m` of a reference. It has an address for each context register of CONTEXT."""

    def __init__(self, address, content):
        self.address, self.content, self.calls, self.moved = address, bytearray(content), [], {}
        self.patience = LOADS

    def __getattr__(self, context):
        return self.address + CONTEXT[context]

    def move(self, context, address):
        """Let a context register point somewhere else."""
        self.moved[context] = address

    def call(self, routine, argument):
        """Note the call; the address of the object that the routine makes."""
        self.calls.append((routine, argument & WORD))
        return self.address + NEW_BOX

    def field(self, name):
        return field_offset(name)

    def _place(self, address, size):
        at = (address & WORD) - self.address
        if not 0 <= at <= len(self.content) - size:
            raise Impossible
        return slice(at, at + size)

    def load(self, address, size, signed=False):
        self.patience -= 1
        if self.patience < 0:
            raise Impossible
        return int.from_bytes(self.content[self._place(address, size)], "little", signed=signed)

    def store(self, address, size, value):
        self.content[self._place(address, size)] = (value & (1 << 8 * size) - 1).to_bytes(size, "little")

    def load_double(self, address):
        return as_value(F64, self.load(address, 8))

    def store_double(self, address, value):
        self.store(address, 8, as_word(F64, value))


_FIELDS = {}


def field_offset(name, plus=0):
    """The offset of a struct's field in the layout of the tests."""
    return _FIELDS.setdefault(name, FIELD_STEP * (len(_FIELDS) + 1)) + plus


def as_word(kind, value):
    """The 64 bits of a register that holds the value."""
    if kind is F64:
        return int.from_bytes(struct.pack("<d", value), "little")
    return int(value) & WORD


def as_value(kind, word):
    """The value that those 64 bits of a register are."""
    if kind is F64:
        return struct.unpack("<d", word.to_bytes(8, "little"))[0]
    return word - (word >> 63 << 64) if kind is I64 else word


class Sample(NamedTuple):
    """One run of a stencil: what goes in, and what must come out."""

    values: dict       # operand name -> value
    registers: dict    # operand name, and "out" -> register number
    before: bytes      # the memory
    exits: bool        # whether the guard fails
    result: object     # the value of out, or None
    after: bytes       # the memory then
    calls: list        # (routine, argument) of each call
    moved: dict        # context register -> where it points then

    def __repr__(self):
        """All but the memory."""
        return "%s in %s: %s, calls %s" % (self.values, self.registers, "exit" if self.exits else repr(self.result), self.calls)


def samples(op, meaning, operands, available, address, rng, count):
    """`count` samples of one form of an op. available: bank -> the numbers of the registers that may be used."""
    in_memory = "m" in inspect.signature(meaning).parameters
    while count:
        registers = random_registers(op, operands, available, rng)
        values = random_values(operands, registers, in_memory, address, rng)
        memory = Memory(address, random_content(address, values, rng) if in_memory else bytes(MEMORY_SIZE))
        sample = outcome(meaning, [memory] * in_memory, values, registers, memory)
        if sample is not None:
            count -= 1
            yield sample


def outcome(meaning, context, values, registers, memory):
    """The sample that the reference makes of these operands; None where no trace has such."""
    before, exits, result = bytes(memory.content), False, None
    try:
        result = meaning(*context, *values.values())
    except Exit:
        exits = True
    except Impossible:
        return None
    return Sample(values, registers, before, exits, result, bytes(memory.content), memory.calls, memory.moved)


def random_registers(op, operands, available, rng):
    """Registers for the operands that want one and for the result; some coincide where the op allows it."""
    free = {bank: rng.sample(numbers, len(numbers)) for bank, numbers in available.items()}
    registers = {}
    for name, kind in operands:
        if kind.bank:
            same = [registers[n] for n, k in operands if k is kind and n in registers]
            registers[name] = rng.choice(same) if same and rng.random() < 0.2 else free[kind.bank].pop()
    if op.out:
        inputs = [registers[n] for n, kind in operands if kind.bank == op.out.bank and not op.early]
        share = inputs and rng.random() < 0.5
        registers["out"] = registers[op.tied] if op.tied else rng.choice(inputs) if share else free[op.out.bank].pop()
    return registers


def random_values(operands, registers, in_memory, address, rng):
    """A value for each operand, one for all that share a register."""
    values, held = {}, {}
    for name, kind in operands:
        place = kind.bank, registers.get(name, name)
        if place not in held:
            held[place] = random_value(kind, list(values.values()), in_memory, address, rng)
        values[name] = held[place]
    return values


def random_value(kind, earlier, in_memory, address, rng):
    """A value of the kind: often an edge, often equal to an earlier operand; for an op on memory often a good address."""
    if kind is BOOL:
        return rng.randrange(2)
    if kind is F64:
        return rng.choice([x for x in earlier if isinstance(x, float)] * 10 + [rng.choice(FLOATS), rng.uniform(-100, 100)] * 10)
    near = in_memory and rng.random() < 0.7
    if kind is I64 or isinstance(kind, Immediate) and kind.bits == 32:
        value = rng.choice(NEAR) if near else random_int(earlier, rng)
        return value if kind is I64 else (value + (1 << 31)) % (1 << 32) - (1 << 31)
    return address + rng.choice(POINTERS) if near else rng.choice((random_int(earlier, rng) & WORD, rng.choice(WORDS)))


def random_int(earlier, rng):
    ints = [x for x in earlier if isinstance(x, int)] or ENDS
    return rng.choice((rng.choice(INTS), rng.choice(NEAR), rng.choice(ints), rng.choice(ENDS), rng.randrange(1 << 30),
                       rng.randrange(-1 << 63, 1 << 63) >> rng.randrange(64)))


def random_content(address, values, rng):
    """Memory full of interesting words: WORDS, doubles, the operands, which may be found there, pointers to objects in it."""
    pointers = [rng.choice(POINTERS) for _ in range(8)]
    doubles = [as_word(F64, x) for x in FLOATS]
    operands = [value & WORD if isinstance(value, int) else as_word(F64, value) for value in values.values()]
    pool = *WORDS, *doubles, *operands * 10, *(address + at for at in pointers * 8)
    words = rng.choices(rng.choices(pool, k=PALETTE), k=MEMORY_SIZE // 8)
    for at in pointers + [word - address for word in operands if word - address in POINTERS]:
        for name, plus, contents in OBJECT_WORDS:
            words[(at + field_offset(name, plus)) // 8] = rng.choice(contents or operands or WORDS)
    content = bytearray(struct.pack("<%dQ" % len(words), *words))
    if {"keys", "key"} <= values.keys():
        plant_table(content, address, values, pointers, rng)
    return bytes(content)


def plant_table(content, address, values, pointers, rng):
    """Let the operand `keys` be the table of keys of a dict (with `start`) or a set that has some of the objects at `pointers` as
    keys, and the operand `key` be alike."""
    def put(at, value, size=8):
        if 0 <= at <= MEMORY_SIZE - size:
            content[at:at + size] = (value & WORD).to_bytes(8, "little")[:size]
    keys, hashes = values["keys"] - address, [rng.choice((3, 5, 11, WORD)) for _ in range(2)]
    for at in pointers + [values["key"] - address]:
        put(at + field_offset("PyObject.ob_type"), rng.choice((values.get("type", 0), values.get("type", 0), 5)))
        put(at + field_offset("PyLongObject.long_value.lv_tag"), rng.choice((8, 8, 8, 24)))
        put(at + field_offset("PyASCIIObject.hash"), rng.choice(hashes))
        put(at + field_offset("PyASCIIObject.length"), rng.choice((0, 1, 9, 9, 17)))
        put(at + field_offset("PyASCIIObject.state"), rng.choice((0x60, 0x60, 0xE4, 0x20)), 4)
        for more in range(0, 24, 8):
            put(at + field_offset("PyCompactUnicodeObject.utf8_length") + more, rng.choice((7, 7, 7, 7 << 40)))
    entries, size = keys + 4096 - 2048 * (keys > 4096), 16
    fields = "setentry.hash", "setentry.key"
    if "start" in values:
        put(keys + field_offset("PyDictKeysObject.dk_log2_size"), 3, 1)
        put(keys + field_offset("PyDictKeysObject.dk_log2_index_bytes"), 3, 1)
        for place in range(8):
            put(keys + values["start"] + place, rng.choice((-1, -2, 0, 1, 2, 3, 0, 1, 2, 3)), 1)
        entries, size = keys + values["start"] + 8, rng.choice((16, 24))
        fields = ("PyDictKeyEntry.me_hash", "PyDictKeyEntry.me_key") if size == 24 else ("PyDictUnicodeEntry.me_key",)
    else:
        put(keys + field_offset("PySetObject.mask"), rng.choice((7, 31)))
        put(keys + field_offset("PySetObject.table"), address + entries)
    for entry in range(4 if "start" in values else 32):
        for field in fields:
            hash = rng.choice((0, *hashes, values["key"], values["key"], 77))
            put(entries + size * entry + field_offset(field), hash if "hash" in field else rng.choice((
                0, values["key"], *(address + at for at in pointers[:3]))) if "set" in field else address + rng.choice(pointers))


def same(kind, value, word):
    """Whether a register's 64 bits are the value that the reference says; one NaN is as good as another."""
    if kind is F64 and value != value:
        got = as_value(F64, word)
        return got != got
    return as_word(kind, value) == word
