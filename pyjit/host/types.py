"""What a type and a dict say while a trace is recorded: lookups that run no Python code and change nothing."""

MISSING = object()

# Exact types whose objects free nothing but themselves and take no weak references: a release of one can run no code.
LEAF_TYPES = frozenset((int, float, complex, bool, str, bytes, bytearray, range, type(None), type(...), type(NotImplemented),
                        type(iter(range(0))), type(iter(range(1 << 80))), type(iter(""))))

mro = type.__dict__["__mro__"].__get__
dict_of = type.__dict__["__dict__"].__get__


def lookup(cls, name):
    """What _PyType_Lookup finds: the first `name` (a str) in the dicts of the MRO, as it lies there, or MISSING."""
    return _first(mro(cls), name)


def lookup_after(cls, last, name):
    """The same in the classes that follow `last` in the MRO of `cls`, as super() looks."""
    bases = mro(cls)
    return _first(bases[[base is last for base in bases].index(True) + 1:], name)


def _first(bases, name):
    for base in bases:
        found = dict_of(base).get(name, MISSING)
        if found is not MISSING:
            return found
    return MISSING


class Types:
    """The facts that need memory access, for a Host. array: array.array, once it has been seen."""

    array = None

    def __init__(self, host):
        offset, constant = host.offset, host.constant
        self._peek, self._words, self._object_at = host.peek, host.words, host.object_at
        self._assign_version = host.capi.function("PyUnstable_Type_AssignVersionTag", "int", "object")
        self._version_at, self._flags_at = offset("PyTypeObject.tp_version_tag"), offset("PyTypeObject.tp_flags")
        self._dealloc_at, self._immutable = offset("PyTypeObject.tp_dealloc"), constant("Py_TPFLAGS_IMMUTABLETYPE")
        self._inline_values = constant("Py_TPFLAGS_INLINE_VALUES")
        self._cached_keys_at = offset("PyHeapTypeObject.ht_cached_keys")
        self.inline_values = host.size("PyObject")   # where inline values begin, from an instance's address on
        self._first_inline = self.inline_values + offset("PyDictValues.values")
        self._keys_at, self._values_at = offset("PyDictObject.ma_keys"), offset("PyDictObject.ma_values")
        self._first_value = offset("PyDictValues.values")
        self._log2_size = offset("PyDictKeysObject.dk_log2_size")
        self._log2_index_bytes = offset("PyDictKeysObject.dk_log2_index_bytes")
        self._kind_at, self._indices_at = offset("PyDictKeysObject.dk_kind"), offset("PyDictKeysObject.dk_indices")
        self._read_index = (host.peek.i8, host.peek.i16, host.peek.i32, host.peek.i64)
        general = host.size("PyDictKeyEntry"), offset("PyDictKeyEntry.me_key"), offset("PyDictKeyEntry.me_value")
        unicode = host.size("PyDictUnicodeEntry"), offset("PyDictUnicodeEntry.me_key"), offset("PyDictUnicodeEntry.me_value")
        self._entry = {constant("DICT_KEYS_GENERAL"): general, constant("DICT_KEYS_UNICODE"): unicode,
                       constant("DICT_KEYS_SPLIT"): unicode}
        self._member_at = offset("PyMemberDescrObject.d_member")
        self._member_type, self._member_offset = offset("PyMemberDef.type"), offset("PyMemberDef.offset")
        self._member_flags = offset("PyMemberDef.flags")

    def is_same_in_c(self, cls, known):
        """Are two types one type in C? Each instance of a module makes types of its own, and pyjit has instances of its own."""
        if cls is known:
            return True
        words, dealloc, both = self._words, self._dealloc_at, self.flags(cls) & self.flags(known)
        return bool(both & self._immutable) and words[id(cls) + dealloc >> 3] == words[id(known) + dealloc >> 3]

    def flags(self, cls):
        """tp_flags."""
        return self._words[id(cls) + self._flags_at >> 3]

    def version_tag(self, cls):
        """The version of a type, which changes with every change to it or its bases; 0 if it can have none (any more)."""
        tag = self._peek.u32(id(cls) + self._version_at)
        if tag or not self._assign_version(cls):
            return tag
        return self._peek.u32(id(cls) + self._version_at)

    def inline_offset(self, cls, name):
        """Where instances of `cls` with inline values hold the attribute `name`, from their address on; None if they do not.

        The place holds as long as the type: shared keys only grow. The value may be NULL, and PyDictValues.valid must be 1."""
        if not self.flags(cls) & self._inline_values:
            return None
        index = self._find(self.cached_keys(cls), name)
        return None if index is None else self._first_inline + 8 * index

    def cached_keys(self, cls):
        """The address of the table of keys that a class shares with its instances."""
        return self._words[id(cls) + self._cached_keys_at >> 3]

    def dict_index(self, known, name):
        """The index of the entry of the str `name` in a dict, or None. In a dict with split keys its value may be NULL."""
        return self._find(self._words[id(known) + self._keys_at >> 3], name)

    def dict_value_address(self, known, index):
        """The address of the value with an index: valid while the dict's keys (and values) are where they are."""
        values = self._words[id(known) + self._values_at >> 3]
        if values:
            return values + self._first_value + 8 * index
        keys = self._words[id(known) + self._keys_at >> 3]
        size, _, value_at = self._entry[self._peek.u8(keys + self._kind_at)]
        return self._entries(keys) + size * index + value_at

    def key_offset(self, known, index):
        """Where the key with an index stands in a dict's table of keys, from the table's address on."""
        keys = self._words[id(known) + self._keys_at >> 3]
        size, key_at, _ = self._entry[self._peek.u8(keys + self._kind_at)]
        return self._entries(keys) - keys + size * index + key_at

    def keys_kind(self, known):
        """DICT_KEYS_GENERAL, DICT_KEYS_UNICODE or DICT_KEYS_SPLIT of a dict."""
        return self._peek.u8(self._words[id(known) + self._keys_at >> 3] + self._kind_at)

    def member(self, descriptor):
        """(offset, Py_T_* type, flags) of a member descriptor, as a slot is."""
        definition = self._words[id(descriptor) + self._member_at >> 3]
        peek = self._peek
        return (peek.i64(definition + self._member_offset), peek.i32(definition + self._member_type),
                peek.i32(definition + self._member_flags))

    def _entries(self, keys):
        """The address of the first entry: the entries follow the index table."""
        return keys + self._indices_at + (1 << self._peek.u8(keys + self._log2_index_bytes))

    def _find(self, keys, name):
        """The index of a str among a dict's keys, by the probe sequence of Objects/dictobject.c, or None."""
        peek = self._peek
        log2_size = peek.u8(keys + self._log2_size)
        log2_width = peek.u8(keys + self._log2_index_bytes) - log2_size
        read, indices = self._read_index[log2_width], keys + self._indices_at
        size, key_at, _ = self._entry[peek.u8(keys + self._kind_at)]
        first, mask, perturb = self._entries(keys) + key_at, (1 << log2_size) - 1, hash(name) & (1 << 64) - 1
        slot = perturb & mask
        while (index := read(indices + (slot << log2_width))) != -1:
            if index >= 0 and self._is(self._words[first + size * index >> 3], name):
                return index
            perturb >>= 5
            slot = slot * 5 + perturb + 1 & mask
        return None

    def _is(self, key, name):
        """Is the key at an address this str?"""
        if key == id(name):
            return True
        other = self._object_at(key) if key else None
        return type(other) is str and other == name
