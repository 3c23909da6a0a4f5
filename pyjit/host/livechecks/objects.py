"""Numbers, texts and containers."""

from pyjit.own import builtin


def heads(probe):
    some = object()
    shared = [some] * 5
    probe.expect("PyObject", id(some), ob_refcnt=6, ob_type=object)
    probe.expect("PyObject", id(None), ob_refcnt=probe.host.constant("_Py_IMMORTAL_REFCNT"))
    probe.expect("PyVarObject", id(shared), ob_size=5, **{"ob_base.ob_type": list})
    for known, struct in ((object, "PyObject"), (float, "PyFloatObject"), (list, "PyListObject"), (dict, "PyDictObject"),
                          (type(heads), "PyFunctionObject"), (type, "PyHeapTypeObject")):
        probe.size(struct, known)


def numbers(probe):
    constant = probe.host.constant
    sizes = constant("_PyLong_NON_SIZE_BITS")
    for value, sign, digits in ((1234567, "SIGN_POSITIVE", (1234567,)), (-1234567, "SIGN_NEGATIVE", (1234567,)),
                                (0, "SIGN_ZERO", ()), (-(7 << constant("PyLong_SHIFT") | 9), "SIGN_NEGATIVE", (9, 7))):
        probe.expect("PyLongObject", id(value), **{"long_value.lv_tag": len(digits) << sizes | constant(sign)})
        for position, digit in enumerate(digits):
            probe.expect("PyLongObject", id(value) + 4 * position, **{"long_value.ob_digit": digit})
    probe.true(constant("_PyLong_COMPACT_LIMIT") == 2 << sizes and constant("_PyLong_SIGN_MASK") == 3, "signs of ints")
    last, beyond = constant("_PY_NSMALLPOSINTS") - 1, -constant("_PY_NSMALLNEGINTS") - 1
    probe.true(int(str(last)) is int(str(last)) and int(str(last + 1)) is not int(str(last + 1)), "the largest small int")
    probe.true(int(str(beyond + 1)) is int(str(beyond + 1)) and int(str(beyond)) is not int(str(beyond)), "the least small int")
    size = probe.host.size("PyLongObject")
    probe.true(all(id(n) == id(0) + n * size for n in (beyond + 1, 1, last)), "the small ints in a row")
    probe.double("PyFloatObject", id(value := 1234.5), "ob_fval", value)


def complexes(probe):
    probe.size("PyComplexObject", complex)
    probe.double("PyComplexObject", id(value := 12.5 + 3.25j), "cval.real", value.real)
    probe.double("PyComplexObject", id(value), "cval.imag", value.imag)


def texts(probe):
    constant, host = probe.host.constant, probe.host
    compact, ascii_only, shift = constant("STATE_COMPACT"), constant("STATE_ASCII"), constant("STATE_KIND_SHIFT")
    kept = constant("STATE_KIND_MASK") | compact | ascii_only
    for text, state, header, data in (
            ("plain", 1 << shift | compact | ascii_only, "PyASCIIObject", b"plain"),
            ("\xe9t\xe9", 1 << shift | compact, "PyCompactUnicodeObject", b"\xe9t\xe9"),
            ("\u20act", 2 << shift | compact, "PyCompactUnicodeObject", b"\xac\x20t\0"),
            ("\U0001f40dt", 4 << shift | compact, "PyCompactUnicodeObject", b"\x0d\xf4\x01\0t\0\0\0")):
        probe.expect("PyASCIIObject", id(text), length=len(text), hash=hash(text))
        found = probe.field("PyASCIIObject", id(text), "state")
        probe.true(found & kept == state, "the state of %r is %#x" % (text, found))
        probe.true(probe.read(id(text) + host.size(header), len(data)) == data, "the characters of %r" % text)
    interned = probe.field("PyASCIIObject", id("ob_item"), "state") & constant("STATE_INTERNED")
    probe.true(interned, "a name is not interned")
    as_utf8 = host.capi.function("PyUnicode_AsUTF8", "address", "object")
    address = as_utf8(text)
    probe.expect("PyCompactUnicodeObject", id(text), utf8=address, utf8_length=5)


def subclasses_of_str(probe):
    probe.size("PyUnicodeObject", str)
    fat = type("fat", (str,), {})("f\xe4t")
    data = probe.read(probe.field("PyUnicodeObject", id(fat), "data"), 4)
    probe.true(data == b"f\xe4t\0", "the characters of a subclass of str")


def sequences(probe):
    items = [1, 2.5, "three"]
    items.append(items.pop())
    items_at = probe.field("PyListObject", id(items), "ob_item")
    probe.true([probe.number(items_at + 8 * i) for i in range(3)] == [*map(id, items)], "the items of a list")
    spare = (items.__sizeof__() - list.__basicsize__) // 8
    probe.expect("PyListObject", id(items), allocated=spare)
    tracked, _ = [], []   # the other one follows it, and lives as long
    head = id(tracked) - probe.host.size("PyGC_Head")
    following = probe.field("PyGC_Head", head, "_gc_next")
    probe.true(probe.field("PyGC_Head", following, "_gc_prev") & ~3 == head, "a list is not among the objects of the collector")
    probe.expect("PyGC_Head", id(untracked := {}) - probe.host.size("PyGC_Head"), _gc_next=0)
    fixed = (items, "two")
    probe.expect("PyTupleObject", id(fixed), ob_item=items)
    probe.expect("PyTupleObject", id(fixed) + 8, ob_item="two")


def octets(probe):
    known = b"octets of" + bytes(3)
    probe.expect("PyBytesObject", id(known), ob_shash=hash(known), ob_sval=known[0])
    probe.true(probe.read(id(known) + probe.place("PyBytesObject.ob_sval"), 12) == known, "the content of bytes")


def changing_octets(probe):
    probe.size("PyByteArrayObject", bytearray)
    changing = bytearray(b"octets of" + bytes(3))
    del changing[:2]
    view = memoryview(changing)
    start = probe.field("PyByteArrayObject", id(changing), "ob_start")
    probe.expect("PyByteArrayObject", id(changing), ob_alloc=13, ob_bytes=start - 2, ob_exports=1)
    probe.true(probe.read(start, 10) == changing, "the content of a bytearray")
    view.release()


def array_type(probe):
    """array.array as it has been seen: a new instance of the module would tell abstract classes of a type of its own."""
    if probe.host.types.array is not None:
        return probe.host.types.array
    from array import array
    return array


def arrays(probe):
    array = array_type(probe)
    known = array("d", [1.5, 2.5])
    known.append(3.5)
    address, length = known.buffer_info()
    view = memoryview(known)
    room = (known.__sizeof__() - array.__basicsize__) // 8
    probe.expect("arrayobject", id(known), ob_item=address, allocated=room, ob_exports=1)
    probe.size("arrayobject", array)
    probe.true(array.__weakrefoffset__ == probe.place("arrayobject.weakreflist"), "the weak references of an array")
    view.release()
    probe.text(probe.field("arrayobject", id(known), "ob_descr"), known.typecode)


def array_types(probe):
    array = array_type(probe)
    known = array("d")
    probe.expect("arraydescr", probe.number(id(known) + probe.place("arrayobject.ob_descr")), typecode=ord("d"), itemsize=8)


def array_iterators(probe):
    array = array_type(probe)
    known = array("d", [1.5, 2.5])
    walk = iter(known)
    next(walk)
    description = probe.number(id(known) + probe.place("arrayobject.ob_descr"))
    probe.expect("arrayiterobject", id(walk), index=1, ao=known, getitem=probe.number(description + probe.place("arraydescr.getitem")))


def dicts(probe):
    constant, host = probe.host.constant, probe.host
    named, mixed = {"first": 1.5, "second": 2.5}, {7: "seven", "eight": 8.5}
    versions = probe.field("PyDictObject", id(named), "ma_version_tag")
    named["first"] = 3.5
    probe.true(versions != probe.field("PyDictObject", id(named), "ma_version_tag"), "a dict has no version")
    for known, kind, entry in ((named, "DICT_KEYS_UNICODE", "PyDictUnicodeEntry"),
                               (mixed, "DICT_KEYS_GENERAL", "PyDictKeyEntry")):
        probe.expect("PyDictObject", id(known), ma_used=2, ma_values=0)
        keys = probe.field("PyDictObject", id(known), "ma_keys")
        probe.expect("PyDictKeysObject", keys, dk_refcnt=1, dk_log2_size=3, dk_log2_index_bytes=3, dk_kind=constant(kind),
                     dk_usable=3, dk_nentries=2)
        entries = keys + probe.place("PyDictKeysObject.dk_indices") + 8
        for position, (key, value) in enumerate(known.items()):
            probe.expect(entry, entries + position * host.size(entry), me_key=id(key), me_value=value)
    probe.expect("PyDictKeyEntry", entries, me_hash=hash(7))
    keys = probe.field("PyDictObject", id(larger := dict.fromkeys(range(300))), "ma_keys")
    log2_size = probe.field("PyDictKeysObject", keys, "dk_log2_size")
    probe.expect("PyDictKeysObject", keys, dk_log2_index_bytes=log2_size + 1, dk_usable=(2 << log2_size) // 3 - 300)


def deques(probe):
    """(What the program has may be of another type object, made by another instance of the module, but of the same C code.)"""
    from _collections import deque
    probe.size("dequeobject", deque)
    probe.expect("dequeobject", id(known := deque((1, 2), 7)), maxlen=7)
    probe.expect("dequeobject", id(unlimited := deque()), maxlen=(1 << 64) - 1)
    probe.expect("PyVarObject", id(known), ob_size=2)
    probe.true(deque.__weakrefoffset__ == probe.place("dequeobject.weakreflist"), "the weak references of a deque")
    del unlimited


def sets(probe):
    probe.size("PySetObject", set)
    known, frozen = {3, 5}, frozenset(("frozen",))  # an int is its own hash, and so its own place
    known.discard(5)
    table = id(known) + probe.place("PySetObject.smalltable")
    probe.expect("PySetObject", id(known), fill=2, used=1, mask=7, table=table)
    probe.expect("setentry", table + 3 * probe.host.size("setentry"), key=id(3), hash=3)
    known.pop()
    probe.expect("PySetObject", id(known), finger=4)
    probe.expect("PySetObject", id(frozen), hash=hash(frozen))
    probe.true(set.__weakrefoffset__ == probe.place("PySetObject.weakreflist"), "the weak references of a set")


def cells(probe):
    content = 2.5
    cell = (lambda: content).__closure__[0]
    probe.expect("PyCellObject", id(cell), ob_ref=content)


def slices(probe):
    probe.size("PySliceObject", slice)
    piece = slice(1.5, "stop", None)
    probe.expect("PySliceObject", id(piece), start=piece.start, stop="stop", step=None)


def ranges(probe):
    probe.size("rangeobject", range)
    numbers = range(1000, 9000, 2000)
    probe.expect("rangeobject", id(numbers), start=id(numbers.start), stop=id(numbers.stop), step=id(numbers.step),
                 length=id(4))


def modules(probe):
    module = builtin("gc")
    probe.size("PyModuleObject", type(module))
    probe.expect("PyModuleObject", id(module), md_dict=module.__dict__, md_name=module.__name__,
                 md_def=probe.host.capi.function("PyModule_GetDef", "address", "object")(module),
                 md_state=probe.host.capi.function("PyModule_GetState", "address", "object")(module))
    probe.true(type(module).__weakrefoffset__ == probe.place("PyModuleObject.md_weaklist"), "the weak references of a module")
