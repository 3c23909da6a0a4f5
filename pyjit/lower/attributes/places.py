"""Where an instance keeps an attribute of its own: in inline values, in a dict, or nowhere.

`locate` only looks; a Place then emits the guards that hold the trace to what was seen. The owner's class is guarded before."""
from pyjit.lower.containers.dicts import guard_key, guard_kind, guard_size, guard_unwatched, is_watched, table
from pyjit.lower.overwrite import Slot, fill, guard_empty, load, overwrite
from pyjit.patterns.families import M

VALID, DICT = "inline values valid", "instance dicts"


class Place:
    """address: of the value that is there now, or 0."""

    address = 0

    def load(self, t, owner):
        """The attribute's value (borrowed), or None where it is sure that there is none."""
        raise NotImplementedError

    def is_writable(self, t):
        """May a value be put there by what is known here? If not, the C-API knows."""
        return False

    def store(self, t, owner, above=1):
        """Store the entry that has `above` others on it, and drop all of these."""
        raise NotImplementedError


class Nowhere(Place):
    """Instances have no dict."""

    def load(self, t, owner):
        return None


class NoDict(Place):
    """A dict was not made yet."""

    def __init__(self, at):
        self.at = at

    def load(self, t, owner):
        t.guard(M.guard_null, t.emit(M.load_word, owner, self.at, region=DICT))


class Inline(Place):
    """An inline value: the class has given the name a place in its instances. (_PyObject_TryGetInstanceAttribute)"""

    def __init__(self, t, live, offset):
        self.offset, self.live = offset, live
        self.address = t.host.words[id(live) + offset >> 3]
        self.dict = t.host.words[id(live) + t.host.constant("MANAGED_DICT_OFFSET") >> 3]

    def slot(self, owner):
        return Slot(owner, self.offset, "attributes/%d" % self.offset)

    def load(self, t, owner):
        guard_valid(t, owner, 1)
        return load(t, self.slot(owner)) if self.address else guard_empty(t, self.slot(owner))

    def is_writable(self, t):
        return not self.dict or bool(self.address) and not is_watched(t, self.dict)

    def store(self, t, owner, above=1):
        guard_valid(t, owner, 1)
        content = t.emit(M.load_word, owner, t.host.constant("MANAGED_DICT_OFFSET"), region=DICT)
        if self.dict:
            t.guard(M.guard_set, content)
            guard_unwatched(t, content)
        else:
            t.guard(M.guard_null, content)
        if self.address:
            overwrite(t, self.slot(owner), self.address, above)
        else:
            self.store_first(t, owner, above)

    def store_first(self, t, owner, above):
        """The attribute is new: the order of insertion is kept, too."""
        others = fill(t, self.slot(owner), above)
        capacity, size, values = (t.host.types.inline_values + t.host.offset("PyDictValues." + name)
                                  for name in ("capacity", "size", "values"))
        t.emit(M.note_insertion, owner, capacity, size, values, self.offset - values >> 3, region="insertion order")
        for other in others:
            t.drop(other)


class NotInline(Place):
    """The class has never given the name a place: none has been added since."""

    def __init__(self, keys):
        self.keys = keys

    def load(self, t, owner):
        guard_valid(t, owner, 1)
        guard_count(t, self.keys)


class DictPlace(Place):
    """In the instance's dict. at: where the instance points to it; inline: does the class give its instances inline values, too
    (which this one does not use)?"""

    def __init__(self, at, inline):
        self.at, self.inline = at, inline

    def dict(self, t, owner):
        """The instance's dict, which is there."""
        if self.inline:
            guard_valid(t, owner, 0)
        content = t.emit(M.load_object, owner, self.at, region=DICT)
        t.guard(M.guard_set, content)
        return content

    def shared_keys(self, t, owner, keys):
        """The dict, whose table of keys is that of the class."""
        content = self.dict(t, owner)
        t.guard(M.guard_is, table(t, content), keys)
        return content


class DictValue(DictPlace):
    """A value of a dict; `content` is the live dict's address."""

    def slot(self, t, owner):
        """(the dict, the Slot)."""
        raise NotImplementedError

    def load(self, t, owner):
        _, slot = self.slot(t, owner)
        return load(t, slot) if self.address else guard_empty(t, slot)

    def is_writable(self, t):
        return bool(self.address) and not is_watched(t, self.content)

    def store(self, t, owner, above=1):
        content, slot = self.slot(t, owner)
        guard_unwatched(t, content)
        overwrite(t, slot, self.address, above)


class Shared(DictValue):
    """In a dict that shares its table of keys with its class."""

    def __init__(self, t, at, inline, content, keys, index):
        super().__init__(at, inline)
        self.content, self.keys = content, keys
        self.offset = t.host.offset("PyDictValues.values") + 8 * index
        self.address = t.host.words[t.host.words[content + t.host.offset("PyDictObject.ma_values") >> 3] + self.offset >> 3]

    def slot(self, t, owner):
        content = self.shared_keys(t, owner, self.keys)
        values = t.emit(M.load_word, content, t.host.offset("PyDictObject.ma_values"), region="dict keys")
        t.guard(M.guard_set, values)
        return content, Slot(values, self.offset, "dict values")


class NotShared(DictPlace):
    """A dict that shares its table of keys with its class, which lacks the name."""

    def __init__(self, at, inline, keys):
        super().__init__(at, inline)
        self.keys = keys

    def load(self, t, owner):
        self.shared_keys(t, owner, self.keys)
        guard_count(t, self.keys)


class Entry(DictValue):
    """In a dict with a table of keys of its own; those of other instances may be alike."""

    def __init__(self, t, at, inline, content, entry):
        super().__init__(at, inline)
        self.content, self.entry = content, entry
        self.address = t.host.words[entry.keys + entry.value_offset >> 3]

    def slot(self, t, owner):
        content = self.dict(t, owner)
        keys = guard_kind(t, content, t.host.constant("DICT_KEYS_UNICODE"))
        guard_size(t, keys, self.entry.keys)
        guard_key(t, keys, self.entry.key_offset, self.entry.key)
        return content, Slot(keys, self.entry.value_offset, "dict values")


class NoEntry(DictPlace):
    """A dict of plain str keys that lacks the name. (No code runs when it is looked up: each key is an exact str.)"""

    def __init__(self, at, inline, name):
        super().__init__(at, inline)
        self.name = name

    def load(self, t, owner):
        content = self.dict(t, owner)
        guard_kind(t, content, t.host.constant("DICT_KEYS_UNICODE"))
        found = t.emit(M.sign_extend, t.call(M.call_word, "PyDict_Contains", content, t.object_constant(self.name)))
        t.guard(M.guard_int_eq, found, t.integer(0), why="dict keys")


# -- looking -------------------------------------------------------------------------------------------------------------------


def locate(t, live, name):
    """The Place of an attribute of a live instance; None if it cannot be told."""
    host, cls = t.host, type(live)
    types, flags = host.types, host.types.flags(cls)
    inline = flags & host.constant("Py_TPFLAGS_INLINE_VALUES")
    if inline and host.peek.u8(id(live) + types.inline_values + host.offset("PyDictValues.valid")):
        offset = types.inline_offset(cls, name)
        return Inline(t, live, offset) if offset is not None else NotInline(types.cached_keys(cls))
    at = host.words[id(cls) + host.offset("PyTypeObject.tp_dictoffset") >> 3]
    if flags & host.constant("Py_TPFLAGS_MANAGED_DICT"):
        at = host.constant("MANAGED_DICT_OFFSET")
    elif not at:
        return Nowhere()
    elif at >= 1 << 63:
        return None
    content = host.words[id(live) + at >> 3]
    return in_dict(t, cls, name, at, bool(inline), content) if content else NoDict(at)


def in_dict(t, cls, name, at, inline, content):
    """The Place in the dict of an instance (an address)."""
    host = t.host
    types, live = host.types, host.object_at(content)
    kind, index = types.keys_kind(live), types.dict_index(live, name)
    if kind == host.constant("DICT_KEYS_UNICODE"):
        return NoEntry(at, inline, name) if index is None else Entry(t, at, inline, content, host.dict_entry(live, name))
    keys = host.words[content + host.offset("PyDictObject.ma_keys") >> 3]
    if kind != host.constant("DICT_KEYS_SPLIT") or keys != types.cached_keys(cls):
        return None
    return NotShared(at, inline, keys) if index is None else Shared(t, at, inline, content, keys, index)


# -- guards --------------------------------------------------------------------------------------------------------------------


def guard_valid(t, owner, valid):
    """The inline values are in use (1), or a dict has taken their place (0)."""
    t.guard(M.guard_u8, owner, t.host.types.inline_values + t.host.offset("PyDictValues.valid"), valid, region=VALID)


def guard_count(t, keys):
    """No name has been added to a class's table of keys, which only grows."""
    at = keys + t.host.offset("PyDictKeysObject.dk_nentries")
    t.guard(M.guard_u32_at, at, t.host.peek.u32(at), region="shared keys")
