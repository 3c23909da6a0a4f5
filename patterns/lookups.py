"""Looking keys up in the hash tables of dicts and sets, as far as that runs no code: small ints, and strs of ASCII characters.

Each op gives the address of the entry that has the key, or 0 if no entry has it. It leaves where more would have to be known, above
all where another object has the same hash. Its probes are those of the interpreter, in the same order, so that they end where its own
would. (unicodekeys_lookup_unicode and its like, Objects/dictobject.c; set_lookkey, Objects/setobject.c)"""
from .define import GUARD, I64, IMM32, IMM64, OBJ, PTR, Body, Exit, Op, micro_op

LOG2_SIZE, LOG2_INDEX_BYTES = "PyDictKeysObject.dk_log2_size", "PyDictKeysObject.dk_log2_index_bytes"
MASK, TABLE = "PySetObject.mask", "PySetObject.table"
TYPE, TAG = "PyObject.ob_type", "PyLongObject.long_value.lv_tag"
HASH, LENGTH, STATE = "PyASCIIObject.hash", "PyASCIIObject.length", "PyASCIIObject.state"
CHARACTERS = "PyCompactUnicodeObject.utf8_length"   # where those of a compact ASCII str begin: behind its PyASCIIObject
STRUCTS = {int: ("PyLongObject",), str: ("PyASCIIObject", "PyCompactUnicodeObject")}   # of which fields are read, by the keys' type
UNKNOWN_HASH = (1 << 64) - 1
COMPACT_ASCII = 0x60   # STATE_COMPACT and STATE_ASCII
SMALL_BITS = 30        # ints from 0 to that many bits are their own hashes, and of one digit
TWO_DIGITS = 16        # the least tag of an int with more than one digit
EMPTY = -1
PERTURB_SHIFT, LINEAR_PROBES, SET_ENTRY = 5, 9, 16


# -- keys ----------------------------------------------------------------------------------------------------------------------


class Int:
    """An int as a 64-bit number."""

    kind, words = I64, "{key} is looked up in {here} among keys that are no small ints"

    def hash(m, key):
        if not 0 <= key < 1 << SMALL_BITS:
            raise Exit
        return key

    def check(m, key, other, type):
        """The other object has the same hash. Leave unless it is the same int."""
        if m.load(other + m.field(TYPE), 8) != type & UNKNOWN_HASH or m.load(other + m.field(TAG), 8) >= TWO_DIGITS:
            raise Exit

    def hash_x86_64(a, key):
        """The hash into s0."""
        a.MOV(a.s0, key)
        a.SHR(a.s0, SMALL_BITS)
        a.JNE(a.exit)
        a.MOV(a.s0, key)

    def compare_hash_x86_64(a, place, key):
        a.CMP(place, key)

    def check_x86_64(a, key, type, same):
        """The other object is in s1."""
        a.MOV(a.s0, type)
        a.CMP(a.qword(a.s1, a.field(TYPE)), a.s0)
        a.JNE(a.exit)
        a.CMP(a.qword(a.s1, a.field(TAG)), TWO_DIGITS)
        a.JAE(a.exit)
        a.JMP(same)

    def hash_aarch64(a, key):
        a.LSR(a.s0, key, SMALL_BITS)
        a.CBNZ(a.s0, a.exit)
        a.MOV(a.s0, key)

    def compare_hash_aarch64(a, key):
        """With the one in s0."""
        a.CMP(a.s0, key)

    def check_aarch64(a, key, type, same):
        a.LDR(a.s0, a.address(a.s1, a.field(TYPE)))
        a.CMP(a.s0, type)
        a.B("NE", a.exit)
        a.LDR(a.s0, a.address(a.s1, a.field(TAG)))
        a.CMP(a.s0, TWO_DIGITS)
        a.B("HS", a.exit)
        a.B(same)


class Str:
    """An exact str that knows its hash."""

    kind, words = OBJ, "another object has the hash of {key} in {here}"

    def hash(m, key):
        known = m.load(key + m.field(HASH), 8)
        if known == UNKNOWN_HASH:
            raise Exit
        return known

    def check(m, key, other, type):
        """The other object has the same hash. Leave unless it is the same str, or one of the same ASCII characters."""
        if other == key:
            return
        if type is not None and m.load(other + m.field(TYPE), 8) != type & UNKNOWN_HASH:
            raise Exit
        if m.load(key + m.field(STATE), 4) & m.load(other + m.field(STATE), 4) & COMPACT_ASCII != COMPACT_ASCII:
            raise Exit
        length, start = m.load(key + m.field(LENGTH), 8), m.field(CHARACTERS)
        if length != m.load(other + m.field(LENGTH), 8):
            raise Exit
        if any(m.load(key + start + at, 1) != m.load(other + start + at, 1) for at in range(length)):
            raise Exit

    def hash_x86_64(a, key):
        a.MOV(a.s0, a.qword(key, a.field(HASH)))
        a.CMP(a.s0, -1)
        a.JE(a.exit)

    def compare_hash_x86_64(a, place, key):
        a.MOV(a.s0, place)
        a.CMP(a.s0, a.qword(key, a.field(HASH)))

    def check_x86_64(a, key, type, same):
        """The characters are compared from the last one on, eight at a time as long as there are as many."""
        words, tail, octets, equal = (a.label() for _ in range(4))
        a.CMP(a.s1, key)
        a.JE(same)
        if type is not None:
            a.MOV(a.s0, type)
            a.CMP(a.qword(a.s1, a.field(TYPE)), a.s0)
            a.JNE(a.exit)
        a.MOV(a.d(a.s0), a.dword(key, a.field(STATE)))
        a.AND(a.d(a.s0), a.dword(a.s1, a.field(STATE)))
        a.AND(a.d(a.s0), COMPACT_ASCII)
        a.CMP(a.d(a.s0), COMPACT_ASCII)
        a.JNE(a.exit)
        a.MOV(a.s0, a.qword(key, a.field(LENGTH)))
        a.CMP(a.s0, a.qword(a.s1, a.field(LENGTH)))
        a.JNE(a.exit)
        a.MOVQ(a.x0, a.s2)
        a.bind(words)
        a.SUB(a.s0, 8)
        a.JL(tail)
        a.MOV(a.s2, a.qword(key, a.field(CHARACTERS), index=a.s0))
        a.CMP(a.s2, a.qword(a.s1, a.field(CHARACTERS), index=a.s0))
        a.JNE(a.exit)
        a.JMP(words)
        a.bind(tail)
        a.ADD(a.s0, 8)
        a.bind(octets)
        a.SUB(a.s0, 1)
        a.JL(equal)
        a.MOVZX(a.d(a.s2), a.byte(key, a.field(CHARACTERS), index=a.s0))
        a.CMP(a.b(a.s2), a.byte(a.s1, a.field(CHARACTERS), index=a.s0))
        a.JNE(a.exit)
        a.JMP(octets)
        a.bind(equal)
        a.MOVQ(a.s2, a.x0)
        a.JMP(same)

    def hash_aarch64(a, key):
        a.LDR(a.s0, a.address(key, a.field(HASH)))
        a.CMP(a.s0, -1)
        a.B("EQ", a.exit)

    def compare_hash_aarch64(a, key):
        a.LDR(a.s1, a.address(key, a.field(HASH)))
        a.CMP(a.s0, a.s1)

    def check_aarch64(a, key, type, same):
        octets, equal = a.label(), a.label()
        a.CMP(a.s1, key)
        a.B("EQ", same)
        if type is not None:
            a.LDR(a.s0, a.address(a.s1, a.field(TYPE)))
            a.CMP(a.s0, type)
            a.B("NE", a.exit)
        a.FMOV(a.x0, a.s2)
        a.LDR(a.d(a.s0), a.address(key, a.field(STATE)))
        a.LDR(a.d(a.s2), a.address(a.s1, a.field(STATE)))
        a.AND(a.s0, a.s0, a.s2)
        a.AND(a.s0, a.s0, COMPACT_ASCII)
        a.CMP(a.s0, COMPACT_ASCII)
        a.B("NE", a.exit)
        a.LDR(a.s0, a.address(key, a.field(LENGTH)))
        a.LDR(a.s2, a.address(a.s1, a.field(LENGTH)))
        a.CMP(a.s0, a.s2)
        a.B("NE", a.exit)
        a.FMOV(a.x1, a.s1)
        a.bind(octets)   # the other one's address waits in x1 while s1 has its character
        a.SUBS(a.s0, a.s0, 1)
        a.B("LT", equal)
        a.FMOV(a.s1, a.x1)
        a.ADD(a.s1, a.s1, a.s0)
        a.LDRB(a.d(a.s1), a.address(a.s1, a.field(CHARACTERS)))
        a.ADD(a.s2, key, a.s0)
        a.LDRB(a.d(a.s2), a.address(a.s2, a.field(CHARACTERS)))
        a.CMP(a.s1, a.s2)
        a.B("NE", a.exit)
        a.B(octets)
        a.bind(equal)
        a.FMOV(a.s2, a.x0)
        a.B(same)


# -- tables --------------------------------------------------------------------------------------------------------------------


class DictTable:
    """The table of keys of a dict that is not split. entry: the struct of its entries, `words` words long. `out` has the place in
    the table of indices, x0 the rest of the hash."""

    def __init__(self, entry, words, knows_hash):
        self.key, self.hash, self.entry_words = entry + ".me_key", entry + ".me_hash" if knows_hash else None, words

    def find(self, m, keys, start, key, type, kind):
        hash = perturb = i = kind.hash(m, key)
        log2_size = m.load(keys + m.field(LOG2_SIZE), 1)
        if log2_size >= 32:
            raise Exit
        width = 1 if log2_size < 8 else 2 if log2_size < 16 else 4
        while True:
            i &= (1 << log2_size) - 1
            index = m.load(keys + width * i + start, width, True)
            if index == EMPTY:
                return 0
            if index >= 0:
                entry = (keys + (1 << (m.load(keys + m.field(LOG2_INDEX_BYTES), 1) & 63)) + start
                         + 8 * self.entry_words * index) & UNKNOWN_HASH
                other = m.load(entry + m.field(self.key), 8)
                if m.load(entry + m.field(self.hash), 8) == hash if self.hash else m.load(other + m.field(HASH), 8) == hash:
                    kind.check(m, key, other, type)
                    return entry
            perturb >>= PERTURB_SHIFT
            i = 5 * i + perturb + 1

    def x86_64(self, a, out, keys, start, key, type, kind):
        again, two, four, have, nothing, onward, same, done = (a.label() for _ in range(8))
        kind.hash_x86_64(a, key)
        a.MOVQ(a.x0, a.s0)
        a.MOV(out, a.s0)
        a.bind(again)
        a.MOVZX(a.d(a.s1), a.byte(keys, a.field(LOG2_SIZE)))
        a.CMP(a.d(a.s1), 32)
        a.JAE(a.exit)
        a.MOV(a.s0, -1)
        a.SHL(a.s0, a.b(a.s1))
        a.NOT(a.s0)
        a.AND(out, a.s0)
        a.CMP(a.d(a.s1), 8)
        a.JAE(two)
        a.MOVSX(a.s0, a.byte(keys, start, index=out))
        a.JMP(have)
        a.bind(two)
        a.CMP(a.d(a.s1), 16)
        a.JAE(four)
        a.MOVSX(a.s0, a.word(keys, start, index=out, scale=2))
        a.JMP(have)
        a.bind(four)
        a.MOVSXD(a.s0, a.dword(keys, start, index=out, scale=4))
        a.bind(have)
        a.TEST(a.s0, a.s0)
        a.JS(nothing)
        a.MOVZX(a.d(a.s1), a.byte(keys, a.field(LOG2_INDEX_BYTES)))
        a.MOV(a.d(a.s2), 1)
        a.SHL(a.s2, a.b(a.s1))
        a.ADD(a.s2, keys)
        if self.entry_words == 3:
            a.LEA(a.s0, a.qword(a.s0, 0, index=a.s0, scale=2))
        else:
            a.ADD(a.s0, a.s0)
        a.LEA(a.s2, a.qword(a.s2, start, index=a.s0, scale=8))
        a.MOV(a.s1, a.qword(a.s2, a.field(self.key)))
        kind.compare_hash_x86_64(a, a.qword(a.s2, a.field(self.hash)) if self.hash else a.qword(a.s1, a.field(HASH)), key)
        a.JNE(onward)
        kind.check_x86_64(a, key, type, same)
        a.bind(nothing)
        a.CMP(a.s0, EMPTY)
        a.JNE(onward)
        a.XOR(a.d(out), a.d(out))
        a.JMP(done)
        a.bind(onward)
        next_place_x86_64(a, out)
        a.JMP(again)
        a.bind(same)
        a.MOV(out, a.s2)
        a.bind(done)

    def aarch64(self, a, out, keys, start, key, type, kind):
        again, two, four, have, nothing, onward, same, done = (a.label() for _ in range(8))
        kind.hash_aarch64(a, key)
        a.FMOV(a.x0, a.s0)
        a.MOV(out, a.s0)
        a.bind(again)
        a.LDRB(a.d(a.s1), a.address(keys, a.field(LOG2_SIZE)))
        a.CMP(a.s1, 32)
        a.B("HS", a.exit)
        a.MOV(a.s0, -1)
        a.LSL(a.s0, a.s0, a.s1)
        a.MVN(a.s0, a.s0)
        a.AND(out, out, a.s0)
        a.CMP(a.s1, 8)
        a.B("HS", two)
        a.ADD(a.s0, keys, out)
        a.LDRSB(a.s0, a.address(a.s0, start))
        a.B(have)
        a.bind(two)
        a.CMP(a.s1, 16)
        a.B("HS", four)
        a.ADD(a.s0, keys, out, "LSL", 1)
        a.LDRSH(a.s0, a.address(a.s0, start))
        a.B(have)
        a.bind(four)
        a.ADD(a.s0, keys, out, "LSL", 2)
        a.LDRSW(a.s0, a.address(a.s0, start))
        a.bind(have)
        a.TBNZ(a.s0, 63, nothing)
        a.LDRB(a.d(a.s1), a.address(keys, a.field(LOG2_INDEX_BYTES)))
        a.MOV(a.s2, 1)
        a.LSL(a.s2, a.s2, a.s1)
        a.ADD(a.s2, a.s2, keys)
        a.ADD(a.s2, a.s2, start)
        a.ADD(a.s2, a.s2, a.s0, "LSL", 4)
        if self.entry_words == 3:
            a.ADD(a.s2, a.s2, a.s0, "LSL", 3)
        if self.hash:
            a.LDR(a.s0, a.address(a.s2, a.field(self.hash)))
        else:
            a.LDR(a.s0, a.address(a.s2, a.field(self.key)))
            a.LDR(a.s0, a.address(a.s0, a.field(HASH)))
        kind.compare_hash_aarch64(a, key)
        a.B("NE", onward)
        a.LDR(a.s1, a.address(a.s2, a.field(self.key)))
        kind.check_aarch64(a, key, type, same)
        a.bind(nothing)
        a.CMP(a.s0, EMPTY)
        a.B("NE", onward)
        a.MOV(out, 0)
        a.B(done)
        a.bind(onward)
        next_place_aarch64(a, out)
        a.B(again)
        a.bind(same)
        a.MOV(out, a.s2)
        a.bind(done)


class SetTable:
    """The table of a set or frozenset. `out` has the place in it from which on some entries are looked at (s1: how many more)."""

    key, hash = "setentry.key", "setentry.hash"

    def find(self, m, keys, key, type, kind):
        hash = perturb = i = kind.hash(m, key)
        mask = m.load(keys + m.field(MASK), 8)
        while True:
            i &= mask
            for place in range(i, i + 1 + (LINEAR_PROBES if i + LINEAR_PROBES <= mask else 0)):
                entry = m.load(keys + m.field(TABLE), 8) + SET_ENTRY * place & UNKNOWN_HASH
                found, other = m.load(entry + m.field(self.hash), 8), m.load(entry + m.field(self.key), 8)
                if not found and not other:
                    return 0
                if found == hash:
                    kind.check(m, key, other, type)
                    return entry
            perturb >>= PERTURB_SHIFT
            i = 5 * i + perturb + 1

    def x86_64(self, a, out, keys, key, type, kind):
        again, one, onward, equal, absent, same, done = (a.label() for _ in range(7))
        kind.hash_x86_64(a, key)
        a.MOVQ(a.x0, a.s0)
        a.MOV(out, a.s0)
        a.bind(again)
        a.AND(out, a.qword(keys, a.field(MASK)))
        a.MOV(a.s2, out)
        a.SHL(a.s2, 4)
        a.ADD(a.s2, a.qword(keys, a.field(TABLE)))
        a.XOR(a.d(a.s1), a.d(a.s1))
        a.LEA(a.s0, a.qword(out, LINEAR_PROBES))
        a.CMP(a.s0, a.qword(keys, a.field(MASK)))
        a.JA(one)
        a.MOV(a.d(a.s1), LINEAR_PROBES)
        a.bind(one)
        kind.compare_hash_x86_64(a, a.qword(a.s2, a.field(self.hash)), key)
        a.JE(equal)
        a.CMP(a.qword(a.s2, a.field(self.hash)), 0)
        a.JNE(onward)
        a.CMP(a.qword(a.s2, a.field(self.key)), 0)
        a.JE(absent)
        a.bind(onward)
        a.ADD(a.s2, SET_ENTRY)
        a.SUB(a.s1, 1)
        a.JGE(one)
        next_place_x86_64(a, out)
        a.JMP(again)
        a.bind(equal)
        a.MOV(a.s1, a.qword(a.s2, a.field(self.key)))
        a.TEST(a.s1, a.s1)
        a.JE(absent)
        kind.check_x86_64(a, key, type, same)
        a.bind(absent)
        a.XOR(a.d(a.s2), a.d(a.s2))
        a.bind(same)
        a.MOV(out, a.s2)
        a.bind(done)

    def aarch64(self, a, out, keys, key, type, kind):
        again, one, onward, equal, absent, same = (a.label() for _ in range(6))
        kind.hash_aarch64(a, key)
        a.FMOV(a.x0, a.s0)
        a.MOV(out, a.s0)
        a.bind(again)
        a.LDR(a.s0, a.address(keys, a.field(MASK)))
        a.AND(out, out, a.s0)
        a.LDR(a.s2, a.address(keys, a.field(TABLE)))
        a.ADD(a.s2, a.s2, out, "LSL", 4)
        a.ADD(a.s1, out, LINEAR_PROBES)
        a.CMP(a.s1, a.s0)
        a.MOV(a.s1, LINEAR_PROBES)
        a.CSEL(a.s1, a.zero, a.s1, "HI")
        a.bind(one)
        a.FMOV(a.x1, a.s1)
        a.LDR(a.s0, a.address(a.s2, a.field(self.hash)))
        kind.compare_hash_aarch64(a, key)
        a.B("EQ", equal)
        a.CBNZ(a.s0, onward)
        a.LDR(a.s0, a.address(a.s2, a.field(self.key)))
        a.CBZ(a.s0, absent)
        a.bind(onward)
        a.ADD(a.s2, a.s2, SET_ENTRY)
        a.FMOV(a.s1, a.x1)
        a.SUBS(a.s1, a.s1, 1)
        a.B("GE", one)
        next_place_aarch64(a, out)
        a.B(again)
        a.bind(equal)
        a.LDR(a.s1, a.address(a.s2, a.field(self.key)))
        a.CBZ(a.s1, absent)
        kind.check_aarch64(a, key, type, same)
        a.bind(absent)
        a.MOV(a.s2, 0)
        a.bind(same)
        a.MOV(out, a.s2)


def next_place_x86_64(a, place):
    """The place for the next probe: 5 * place + what is left of the hash (x0) + 1."""
    a.MOVQ(a.s0, a.x0)
    a.SHR(a.s0, PERTURB_SHIFT)
    a.MOVQ(a.x0, a.s0)
    a.LEA(place, a.qword(place, 0, index=place, scale=4))
    a.LEA(place, a.qword(place, 1, index=a.s0))


def next_place_aarch64(a, place):
    a.FMOV(a.s0, a.x0)
    a.LSR(a.s0, a.s0, PERTURB_SHIFT)
    a.FMOV(a.x0, a.s0)
    a.ADD(place, place, place, "LSL", 2)
    a.ADD(place, place, a.s0)
    a.ADD(place, place, 1)


def register(name, doc, table, kind, region, typed=True):
    """An op that finds keys of a kind in such a table. Its operands: the table; of a dict, where its indices begin; the key; if
    typed, the type that the key found must have."""
    names = ["keys"] + ["start"] * (table is not SET) + ["key"] + ["type"] * typed
    kinds = {"keys": PTR, "start": IMM32, "key": kind.kind, "type": IMM64}

    def complete(values):
        given = {"type": None, **dict(zip(names, values, strict=True))}
        return [given[one] for one in ("keys", *names[1:-1 - typed], "key", "type")] + [kind]

    def meaning(m, *values):
        return table.find(m, *complete(values))

    def x86_64(a, out, *values):
        table.x86_64(a, out, *complete(values))

    def aarch64(a, out, *values):
        table.aarch64(a, out, *complete(values))
    micro_op(**{one: kinds[one] for one in names}, out=PTR, early=True, effects=GUARD, reads=(region,))(Body(name, (Op,), {
        "__doc__": doc, "words": kind.words, "meaning": meaning, "x86_64": x86_64, "aarch64": aarch64}))


GENERAL, UNICODE, SET = DictTable("PyDictKeyEntry", 3, True), DictTable("PyDictUnicodeEntry", 2, False), SetTable()

register("find_int", "The entry of an int in a dict's table of keys of any kind, or 0.", GENERAL, Int, "dict keys")
register("find_str", "The entry of a str in a dict's table of keys of any kind, or 0.", GENERAL, Str, "dict keys")
register("find_str_among", "The entry of a str in a table of strs, or 0.", UNICODE, Str, "dict keys", typed=False)
register("find_int_in_set", "The entry of an int in a set, or 0.", SET, Int, "set items")
register("find_str_in_set", "The entry of a str in a set, or 0.", SET, Str, "set items")


@micro_op(x=OBJ)
class hash_text(Op):
    """Let a str know its hash. (unicode_hash, Objects/unicodeobject.c)"""

    def x86_64(a, x):
        known = a.label()
        a.CMP(a.qword(x, a.field(HASH)), -1)
        a.JNE(known)
        a.MOV(a.s2, x)
        a.call("routine:hash")
        a.bind(known)

    def aarch64(a, x):
        known = a.label()
        a.LDR(a.s0, a.address(x, a.field(HASH)))
        a.CMP(a.s0, -1)
        a.B("NE", known)
        a.MOV(a.s2, x)
        a.call("routine:hash")
        a.bind(known)
