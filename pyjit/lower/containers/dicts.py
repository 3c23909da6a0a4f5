"""What is asked of any dict: its table of keys, and whether somebody has to hear of changes to it."""
from pyjit.patterns.families import M

WATCHERS = 255   # the bits of a dict's version tag that say who has to hear of changes


def table(t, content):
    """The address of a dict's table of keys."""
    return t.emit(M.load_word, content, t.host.offset("PyDictObject.ma_keys"), region="dict keys")


def guard_kind(t, content, kind):
    """The dict's table of keys is of a kind; the table."""
    keys = table(t, content)
    t.guard(M.guard_u8, keys, t.host.offset("PyDictKeysObject.dk_kind"), kind, region="dict keys")
    return keys


def guard_size(t, keys, address, why=None):
    """A table of keys is as large as the live one at an address."""
    size = t.host.offset("PyDictKeysObject.dk_log2_size")
    t.guard(M.guard_u8, keys, size, t.host.peek.u8(address + size), region="dict keys", why=why)


def guard_key(t, keys, offset, key, why=None):
    """A table of keys has a key, known by its address, in an entry."""
    t.guard(M.guard_is, t.emit(M.load_word, keys, offset, region="dict keys"), key, why=why)


def is_watched(t, address):
    """Does somebody have to hear of changes to the dict at an address?"""
    return bool(t.host.words[address + t.host.offset("PyDictObject.ma_version_tag") >> 3] & WATCHERS)


def guard_unwatched(t, content):
    """Nobody has to."""
    t.guard(M.guard_u8, content, t.host.offset("PyDictObject.ma_version_tag"), 0, region="dict watchers")
