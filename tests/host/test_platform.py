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
