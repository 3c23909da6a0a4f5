"""Type objects, what they say of their instances, and constants."""
import _thread
import _weakref


def types(probe):
    host, constant = probe.host, probe.host.constant
    base = type("base", (), {"text": "in a class", "__slots__": ()})
    known = type("known", (base,), {"__slots__": ("first", "second")})
    probe.expect("PyTypeObject", id(known), tp_basicsize=known.__basicsize__, tp_itemsize=0, tp_flags=known.__flags__,
                 tp_weaklistoffset=known.__weakrefoffset__, tp_dictoffset=known.__dictoffset__, tp_base=base,
                 tp_bases=known.__bases__, tp_mro=known.__mro__, tp_version_tag=0, tp_versions_used=0)
    probe.text(probe.field("PyTypeObject", id(known), "tp_name"), "known")
    probe.expect("PyTypeObject", id(list), tp_weaklistoffset=0, tp_itemsize=0)
    probe.expect("PyTypeObject", id(tuple), tp_itemsize=8)
    probe.expect("PyTypeObject", id(set), tp_weaklistoffset=set.__weakrefoffset__)
    probe.expect("PyTypeObject", id(type), tp_dictoffset=type.__dictoffset__, tp_itemsize=type.__itemsize__,
                 tp_vectorcall_offset=probe.place("PyTypeObject.tp_vectorcall"))
    content = probe.field("PyTypeObject", id(base), "tp_dict")
    probe.true(probe.object(content, dict)["text"] == "in a class", "the dict of a class")
    probe.true(host.capi.function("PyUnstable_Type_AssignVersionTag", "int", "object")(known), "a class gets no version")
    probe.true(probe.field("PyTypeObject", id(known), "tp_version_tag"), "a class has no version")
    probe.expect("PyTypeObject", id(known), tp_versions_used=1)
    probe.expect("PyHeapTypeObject", id(known), ht_name=known.__name__, ht_qualname=known.__qualname__)
    locks = _thread.LockType
    probe.expect("PyHeapTypeObject", id(locks), ht_module=host.capi.function("PyType_GetModule", "address", "object")(locks))
    names = probe.object(probe.field("PyHeapTypeObject", id(known), "ht_slots"), tuple)
    probe.true(names == known.__slots__, "the slots of a class")
    probe.expect("PyTypeObject", id(known), tp_vectorcall=0)
    probe.true(probe.field("PyTypeObject", id(list), "tp_vectorcall"), "list has no vectorcall")
    for owner, table, first in ((str, "tp_methods", "encode"), (complex, "tp_members", "real"), (type, "tp_getset", "__name__")):
        probe.text(probe.number(probe.field("PyTypeObject", id(owner), table)), first)
    suites = "as_async", "as_number", "as_mapping", "as_sequence", "as_buffer"
    probe.expect("PyTypeObject", id(known), **{
        "tp_" + suite: id(known) + probe.place("PyHeapTypeObject." + suite) for suite in suites})


NUMBER_METHODS = """add sub mul mod divmod pow neg pos abs bool invert lshift rshift and xor or int float floordiv truediv
    index matmul iadd isub imul imod ipow ilshift irshift iand ixor ior ifloordiv itruediv imatmul"""
ASYNC_METHODS = "await aiter anext"
_Full = type("_Full", (), {"__%s__" % name: len for name in (NUMBER_METHODS + " " + ASYNC_METHODS).split()})
_Generator = type((lambda: (yield))())

# Types that have every slot between them: (the type, its slots), and (the type, a suite, its struct, the prefix of its slots).
TYPE_SLOTS = ((list, "dealloc repr hash str getattro setattro doc traverse clear richcompare iter init alloc new free"),
              (_Generator, "iternext finalize"), (property, "descr_get descr_set"), (type, "call is_gc"))
SUITES = ((_Full, "tp_as_number", "PyNumberMethods", "nb_"), (list, "tp_as_sequence", "PySequenceMethods", "sq_"),
          (list, "tp_as_mapping", "PyMappingMethods", "mp_"), (memoryview, "tp_as_buffer", "PyBufferProcs", "bf_"),
          (_Full, "tp_as_async", "PyAsyncMethods", "am_"), (_Generator, "tp_as_async", "PyAsyncMethods", "am_"))


def slots(probe):
    """Every slot is what PyType_GetSlot() says it is."""
    constant = probe.host.constant
    get_slot = probe.host.capi.function("PyType_GetSlot", "address", "object", "int")
    for known, names in TYPE_SLOTS:
        probe.expect("PyTypeObject", id(known), **{
            "tp_" + name: get_slot(known, constant("Py_tp_" + name)) for name in names.split()})
    for known, pointer, struct, prefix in SUITES:
        suite = probe.field("PyTypeObject", id(known), pointer)
        names = [name for name in probe.host.places(struct) if name.startswith(prefix) and name != "nb_reserved"]
        probe.expect(struct, suite, **{name: get_slot(known, constant("Py_" + name)) for name in names})


class _Instance:
    def __init__(self):
        self.first, self.second = 1.5, "two"


def instances(probe):
    """Where an instance keeps its attributes: inline values, then a dict."""
    host = probe.host
    known = _Instance()
    keys = probe.field("PyHeapTypeObject", id(_Instance), "ht_cached_keys")
    probe.expect("PyDictKeysObject", keys, dk_kind=host.constant("DICT_KEYS_SPLIT"), dk_nentries=2)
    index_bytes = 1 << probe.field("PyDictKeysObject", keys, "dk_log2_index_bytes")
    entries = keys + probe.place("PyDictKeysObject.dk_indices") + index_bytes
    probe.expect("PyDictUnicodeEntry", entries + host.size("PyDictUnicodeEntry"), me_key="second", me_value=0)
    dict_at, weak_at = host.constant("MANAGED_DICT_OFFSET"), host.constant("MANAGED_WEAKREF_OFFSET")
    values = id(known) + host.size("PyObject")
    room = probe.field("PyDictKeysObject", keys, "dk_usable") + 2
    probe.expect("PyDictValues", values, capacity=room, size=2, embedded=1, valid=1, values=known.first)
    probe.expect("PyDictValues", values + 8, values="two")
    probe.true(probe.number(id(known) + dict_at) == 0, "an instance has a dict already")
    content = known.__dict__
    probe.true(probe.number(id(known) + dict_at) == id(content), "the dict of an instance")
    probe.expect("PyDictObject", id(content), ma_values=values, ma_keys=keys)
    del known.__dict__
    probe.expect("PyDictValues", values, valid=0, embedded=1)
    weak = _weakref.ref(known)
    probe.true(probe.number(id(known) + weak_at) == id(weak), "the weak references of an instance")


def constants(probe):
    """Each type flag is one that this type has and that one has not."""
    constant = probe.host.constant
    for flag, has, has_not in (
            ("_Py_TPFLAGS_STATIC_BUILTIN", int, _Instance), ("Py_TPFLAGS_INLINE_VALUES", _Instance, int),
            ("Py_TPFLAGS_MANAGED_DICT", _Instance, int), ("Py_TPFLAGS_MANAGED_WEAKREF", _Instance, int),
            ("Py_TPFLAGS_SEQUENCE", list, dict), ("Py_TPFLAGS_MAPPING", dict, list),
            ("Py_TPFLAGS_IMMUTABLETYPE", int, _Instance),
            ("Py_TPFLAGS_HEAPTYPE", _Instance, int), ("Py_TPFLAGS_BASETYPE", int, bool), ("Py_TPFLAGS_READY", int, None),
            ("Py_TPFLAGS_HAVE_VECTORCALL", type(types), int), ("Py_TPFLAGS_HAVE_GC", list, int),
            ("Py_TPFLAGS_METHOD_DESCRIPTOR", type(types), type(len)), ("_Py_TPFLAGS_MATCH_SELF", str, object),
            ("Py_TPFLAGS_ITEMS_AT_END", type, int), ("Py_TPFLAGS_DISALLOW_INSTANTIATION", type(iter([])), int),
            ("Py_TPFLAGS_LONG_SUBCLASS", bool, float), ("Py_TPFLAGS_LIST_SUBCLASS", list, int),
            ("Py_TPFLAGS_TUPLE_SUBCLASS", tuple, int), ("Py_TPFLAGS_BYTES_SUBCLASS", bytes, bytearray),
            ("Py_TPFLAGS_UNICODE_SUBCLASS", str, int), ("Py_TPFLAGS_DICT_SUBCLASS", dict, int),
            ("Py_TPFLAGS_BASE_EXC_SUBCLASS", KeyError, int), ("Py_TPFLAGS_TYPE_SUBCLASS", type, int)):
        bit = constant(flag)
        probe.true(has.__flags__ & bit and not (has_not and has_not.__flags__ & bit), "the type flag " + flag)
