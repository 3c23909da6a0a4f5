"""Interpreters and machines that are refused."""
import pytest

from pyjit.host.platform import Platform, Unsupported, refuse_unknown


def test_this_interpreter_is_known():
    refuse_unknown(Platform())


@pytest.mark.parametrize("fact, value, words", [
    ("implementation", "pypy", "pypy"), ("version", (3, 12), "3.12"), ("version", (3, 99), "known: 3.13"),
    ("release", "beta", "pre-release"), ("free_threaded", True, "free-threaded"), ("debug", True, "debug build"),
    ("system", "darwin", "Linux"), ("byteorder", "big", "little-endian"), ("pointer_bits", 32, "64-bit"),
    ("machine", "riscv64", "riscv64"), ("machine", "aarch64", "aarch64")])
def test_what_is_not_known_is_refused_in_one_clear_line(fact, value, words):
    facts = Platform()
    setattr(facts, fact, value)
    with pytest.raises(Unsupported, match=words) as why:
        refuse_unknown(facts)
    assert "\n" not in str(why.value) and len(str(why.value)) < 120


@pytest.mark.parametrize("facts, words", [
    ({"version": (3, 12), "debug": True}, "CPython 3.12 is not known"), ({"version": (3, 14), "free_threaded": True}, "CPython 3.14"),
    ({"version": (3, 15), "release": "alpha"}, "CPython 3.15"), ({"version": (3, 9), "machine": "aarch64"}, "CPython 3.9"),
    ({"implementation": "pypy", "version": (3, 11)}, "pypy"), ({"implementation": "graalpy", "version": (3, 13)}, "graalpy"),
    ({"free_threaded": True, "debug": True}, "free-threaded"), ({"debug": True, "system": "win32"}, "debug build")])
def test_what_is_wrong_with_the_interpreter_comes_before_what_is_wrong_with_the_build_or_the_machine(facts, words):
    platform = Platform()
    vars(platform).update(facts)
    with pytest.raises(Unsupported, match=words):
        refuse_unknown(platform)
