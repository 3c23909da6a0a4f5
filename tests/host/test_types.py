"""What types and dicts say: as CPython's own lookups find it, and without running code."""
import gc
import random
import string
import weakref

import pytest

from pyjit.host.types import LEAF_TYPES, MISSING, lookup


class Meta(type):
    """A metaclass that answers for its classes, which must not be asked."""

    def __getattribute__(cls, name):
        raise AssertionError("code ran")

    def mro(cls):
        return super().mro()


class Base:
    shared = "base"


class Derived(Base):
    own = "derived"
    none = None


@pytest.mark.parametrize("cls, name, found", [
    (Derived, "own", "derived"), (Derived, "shared", "base"), (Derived, "none", None), (Derived, "nothing", MISSING),
    (int, "real", int.__dict__["real"]), (bool, "__add__", int.__dict__["__add__"]), (type, "mro", type.__dict__["mro"]),
    (Derived, "__init__", object.__dict__["__init__"])])
def test_lookup_finds_what_lies_in_the_mro(cls, name, found):
    assert lookup(cls, name) is found


def test_lookup_runs_no_code_of_a_metaclass():
    strange = Meta("strange", (Base,), {"own": 1})
    assert lookup(strange, "own") == 1 and lookup(strange, "shared") == "base"


def test_a_version_changes_with_the_type_and_its_bases(host):
    base = type("base", (), {})
    derived = type("derived", (base,), {})
    seen = {host.types.version_tag(derived)}
    assert host.types.version_tag(derived) in seen
    base.new = 1
    seen.add(host.types.version_tag(derived))
    derived.new = 2
    seen.add(host.types.version_tag(derived))
    assert len(seen) == 3 and 0 not in seen


def test_a_type_that_changed_too_often_has_no_version_any_more(host):
    cls = type("cls", (), {})
    for count in range(3000):
        if not host.types.version_tag(cls):
            break
        cls.attribute = count
    assert host.types.version_tag(cls) == 0


def test_flags(host):
    for cls in (int, Derived, type, Meta("strange", (), {})):
        assert host.types.flags(cls) == type.__dict__["__flags__"].__get__(cls)


class Full:
    def __init__(self, names):
        for name in names:
            setattr(self, name, name.upper())


@pytest.mark.parametrize("count", [1, 5, 20, 29])
def test_inline_values_lie_where_inline_offset_says(host, count):
    cls = type("cls", (Full,), {})
    names = ["name%d" % i for i in range(count)]
    made = cls(names)
    for name in names:
        at = host.types.inline_offset(cls, name)
        assert host.object_at(host.peek.u64(id(made) + at)) == name.upper()
    assert host.types.inline_offset(cls, "nothing") is None
    fewer = cls(names[:-1])
    assert host.peek.u64(id(fewer) + host.types.inline_offset(cls, names[-1])) == 0


@pytest.mark.parametrize("cls", [int, list, type("slotted", (), {"__slots__": "a"}), type("sub", (dict,), {}), type])
def test_types_without_inline_values_have_no_inline_offset(host, cls):
    assert host.types.inline_offset(cls, "a") is None


def check_dict(host, known, names):
    for name in names:
        index = host.types.dict_index(known, name)
        value = 0 if index is None else host.peek.u64(host.types.dict_value_address(known, index))
        assert (value != 0) == (name in known)
        if value:
            assert host.object_at(value) is known[name]


@pytest.mark.parametrize("size", [0, 1, 5, 6, 100, 170, 171, 5000, 50000])
@pytest.mark.parametrize("mixed", [False, True])
def test_entries_of_dicts_of_every_size(host, size, mixed):
    names = ["name%d" % i for i in range(size)]
    known = {name: object() for name in names}
    if mixed:
        known[7] = known[7.5] = known[None] = 1
    for name in names[::3]:
        del known[name]
    general = host.constant("DICT_KEYS_GENERAL")
    assert (host.types.keys_kind(known) == general) == mixed
    check_dict(host, known, (names if size < 1000 else names[::97]) + ["nothing", ""])


def test_entries_of_random_dicts(host):
    random.seed(1)
    for _ in range(200):
        pool = ["".join(random.choices(string.ascii_letters, k=random.randrange(1, 4))) for _ in range(60)]
        known = {}
        for name in random.choices(pool, k=random.randrange(60)):
            if random.random() < 0.3:
                known.pop(name, None)
            else:
                known[name] = object()
        check_dict(host, known, pool)


def test_a_key_that_is_equal_but_not_the_same_is_found(host):
    known = {"".join(("not ", "interned")): 1}
    assert host.types.dict_index(known, "".join(("not", " interned"))) == 0


def test_entries_of_split_and_materialised_dicts(host):
    first, second = Full(["a", "b"]), Full(["a", "b"])
    check_dict(host, first.__dict__, ["a", "b", "c"])
    second.__dict__["c"] = 1
    second.c2 = 2
    del second.a
    check_dict(host, second.__dict__, ["a", "b", "c", "c2"])
    check_dict(host, globals(), ["Full", "host", "nothing", "__name__"])


def test_members(host):
    class Slotted:
        __slots__ = "first", "second"
    made = Slotted()
    made.second = "value"
    offset, kind, flags = host.types.member(Slotted.second)
    assert host.object_at(host.peek.u64(id(made) + offset)) == "value"
    assert (kind, flags) == (host.constant("Py_T_OBJECT_EX"), 0)
    assert host.types.member(complex.real)[1] == host.constant("Py_T_DOUBLE")


def test_leaf_types_take_no_weak_references_and_hold_nothing():
    samples = [3 ** 99, 1.5, 1j, True, "text" * 3, b"octets" * 3, bytearray(5), range(1, 10 ** 9, 7), None, ..., NotImplemented,
               iter(range(9)), iter(range(1 << 80)), iter("text")]
    assert {type(sample) for sample in samples} == LEAF_TYPES
    for sample in samples:
        with pytest.raises(TypeError):
            weakref.ref(sample)
        held = gc.get_referents(sample)
        assert all(type(one) in (int, str) for one in held)
