"""Loops over dicts, their values and their items. (dictiter_iternextkey and its like, Objects/dictobject.c)

A dict is walked through by its table of entries, in which those that were deleted hold no value. A walk that comes upon one, or is
through a dict that shares its table with others, is the interpreter's."""
from pyjit.lower.containers.dicts import guard_kind
from pyjit.lower.containers.sizes import load_size
from pyjit.lower.iteration.iterators import Step, letting_go, object_there, over, over_before, steps_of, walked
from pyjit.lower.iteration.tuple_iterators import retain, tuple_of, unpacks
from pyjit.patterns.families import M
from pyjit.report.expectations import ENDED, WENT_ON

STRUCT = "dictiterobject"
KEYS, VALUES, ITEMS = (type(iter(walk)) for walk in ({}, {}.values(), {}.items()))
# Kinds of tables of keys: the struct of an entry, and how many words long it is.
ENTRIES = {"DICT_KEYS_GENERAL": ("PyDictKeyEntry", 3), "DICT_KEYS_UNICODE": ("PyDictUnicodeEntry", 2)}
CHANGED = "the dict has another size in {here} than when its loop began"


class Walk:
    """An iterator and the dict that it walks through, its table of keys and its place there; of the live ones, the addresses."""

    def __init__(self, t, iterator, address):
        offset, peek = t.host.offset, t.host.peek
        self.t, self.iterator, self.at = t, iterator, address
        self.live = peek.u64(address + offset(STRUCT + ".di_dict"))
        self.pos, self.rest = peek.i64(address + offset(STRUCT + ".di_pos")), peek.i64(address + offset(STRUCT + ".len"))
        self.keys = self.live and peek.u64(self.live + offset("PyDictObject.ma_keys"))
        self.entry = None

    def is_plain(self):
        """Is the dict as large as it was, and its table of keys its own?"""
        t, offset, peek = self.t, self.t.host.offset, self.t.host.peek
        used, now = peek.i64(self.at + offset(STRUCT + ".di_used")), peek.i64(self.live + offset("PyDictObject.ma_used"))
        kind = peek.u8(self.keys + offset("PyDictKeysObject.dk_kind"))
        self.entry = next((entry for name, entry in ENTRIES.items() if t.host.constant(name) == kind), None)
        return used == now and self.entry is not None and not peek.u64(self.live + offset("PyDictObject.ma_values"))

    def guard(self):
        """(the dict, its table of keys), after guards that it is so."""
        t, offset = self.t, self.t.host.offset
        content = walked(t, self.iterator, offset(STRUCT + ".di_dict"), STRUCT)
        used = t.emit(M.load_int, self.iterator, offset(STRUCT + ".di_used"), region=STRUCT + " used")
        t.guard(M.guard_int_eq, load_size(t, content, dict), used, why=CHANGED)
        keys = guard_kind(t, content, t.host.peek.u8(self.keys + offset("PyDictKeysObject.dk_kind")))
        t.guard(M.guard_null, t.emit(M.load_word, content, offset("PyDictObject.ma_values"), region="dict keys"))
        return content, keys

    def field(self, name):
        return self.t.emit(M.load_int, self.iterator, self.t.host.offset("%s.%s" % (STRUCT, name)), region="%s %s" % (STRUCT, name))

    def set(self, name, value):
        self.t.emit(M.store_word, self.iterator, self.t.host.offset("%s.%s" % (STRUCT, name)), value, region="%s %s" % (STRUCT, name))

    def part(self, keys, pos, name, region):
        """(value, address of the live one) of a field of the entry at the iterator's place."""
        t, (struct, words), index_bytes = self.t, self.entry, self.t.host.offset("PyDictKeysObject.dk_log2_index_bytes")
        at = t.host.offset("PyDictKeysObject.dk_indices") + t.host.offset("%s.%s" % (struct, name))
        place = self.keys + (1 << t.host.peek.u8(self.keys + index_bytes)) + at + 8 * words * self.pos
        # The entries follow the indices, of which there are 8 bytes at least.
        log2 = t.emit(M.load_u8, keys, index_bytes, region="dict keys")
        indices = t.guard(M.int_lshift, t.integer(1), t.guard(M.int_sub, log2, t.integer(3)))
        entries = t.emit(M.item_address, keys, indices)
        index = t.guard(M.int_mul, pos, t.integer(words))
        return t.emit(M.load_object_at, entries, index, at, region=region), t.host.peek.u64(place)


@steps_of(KEYS, VALUES, ITEMS)
def dict_step(t, iterator, address, others):
    offset, peek, kind = t.host.offset, t.host.peek, t.host.object_at(t.host.type_address(address))
    walk, dict_at = Walk(t, iterator, address), offset(STRUCT + ".di_dict")
    if not walk.live:
        return over_before(t, iterator, dict_at, STRUCT)
    if not walk.is_plain() or kind is ITEMS and not unpacks(t, 2):
        return None
    content, keys = walk.guard()
    pos, rest = walk.field("di_pos"), walk.field("len")
    count_at = offset("PyDictKeysObject.dk_nentries")
    count = t.emit(M.load_int, keys, count_at, region="dict keys")
    if walk.pos >= peek.i64(walk.keys + count_at):
        t.guard(M.guard_int_ge, pos, count, why=WENT_ON)
        return over(letting_go(t, iterator, dict_at, content, walk.live, STRUCT))
    t.guard(M.guard_below, pos, count, why=ENDED)
    value, live_value = walk.part(keys, pos, "me_value", "dict values")
    if not live_value or walk.rest <= 0:
        return None
    t.guard(M.guard_set, value, why="the place in the dict that {here} has come to was in use")
    t.guard(M.guard_int_gt, rest, t.integer(0), why=CHANGED)
    given = []
    if kind is not VALUES:
        given.append(object_there(t, *walk.part(keys, pos, "me_key", "dict keys")))
    if kind is not KEYS:
        given.append(object_there(t, value, live_value))
    after, less = t.guard(M.int_add, pos, t.integer(1)), t.emit(M.int_step, rest, t.integer(-1))

    def advance():
        walk.set("di_pos", after)
        walk.set("len", less)
    if kind is not ITEMS:
        return Step(*given[0], advance)
    items = [Step(*one) for one in given]
    keep = retain(t, iterator, address, "dictiterobject.di_result", items)
    return keep and tuple_of(items, keep, advance)
