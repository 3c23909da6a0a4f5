"""A patch release that lays a struct out in a way that is not known yet: what needs that struct is off, and the program runs as ever."""
import pytest

from pyjit.host import livechecks
from user.processes import python

PROGRAM = """
import gc, weakref
from array import array

class Base:
    @classmethod
    def made(cls, n): return cls(n)
    @staticmethod
    def twice(n): return 2 * n
    def __init__(self, n): self.n = n
    @property
    def half(self): return self.n / 2
    def value(self): return self.n

class Derived(Base):
    def value(self): return super().value() + 1

def walks(n):
    numbers, total, words = [*range(n)], 0, []
    for i, (a, b) in enumerate(zip(numbers, reversed(numbers))): total += i * a - b
    for a in tuple(numbers): total += a
    for a in bytes(200): total += a
    for a in bytearray(b"text" * 50): total ^= a
    for letter in "text" * 50: words.append(letter.upper())
    for letter in "t\xe9xt" * 50: words.append(letter)
    for key, value in dict.fromkeys(numbers, 2).items(): total += key * value
    for a in set(numbers): total += a
    for a in map(abs, filter(None, numbers)): total += a
    for a in range(1 << 70, (1 << 70) + n): total ^= a
    for a in array("d", numbers): total += a
    return total, "".join(words)

def works(n):
    numbers, found, kept, total = array("d", [0.5] * 20), set(), bytearray(20), 0.0
    def add(m):
        nonlocal total
        total += m
    for i in range(n):
        some = Derived.made(i)
        add(some.value() + some.half + Base.twice(i))
        numbers[i % 20] += i
        found.add(i % 50)
        kept[i % 20] = len(str(i)) + b"text"[i % 4]
        if i % 100 == 0: found = set(found)
        total += ("%d" % i)[-1:] in "1357" and len("a\\u20ac"[:i % 3])
        for j in range(i, i + 3): total -= abs(complex(j, 1).imag)
    return total, list(numbers), sorted(found), bytes(kept)

class Node: pass

def ends(n):
    told = []
    for i in range(n):
        node = Node()
        node.itself, ref = node, weakref.ref(node, lambda ref: told.append(i))
        told.append(ref)
    del node
    gc.collect()
    return sum(type(one) is int for one in told) == n
print([(walks(n), works(n), ends(n)) for n in (60, 600)], gc.isenabled(), gc.get_threshold())
"""
WITHOUT = """
import sys
from pyjit.host import interpreter
import pyjit

class Host(interpreter.Host):
    def places(self, asked):
        return {name: (offset + 8 * (name == NAME or not NAME and offset >= 8), width)
                for name, (offset, width) in super().places(asked).items()} if asked == STRUCT else super().places(asked)

STRUCT, _, NAME = %r.partition(".")
interpreter.Host = Host
on = pyjit.enable(hot=2, bridge=2, trial=64, worth=0, compile_share=1)
%s
print(on, pyjit.stats().get("faults"), pyjit.status(), sep=" | ", file=sys.stderr)
"""
ESSENTIAL = ["PyObject.ob_type", "PyFloatObject.ob_fval", "PyListObject.ob_item", "PyThreadState.current_frame", "_PyInterpreterFrame.stacktop",
             "PyCodeObject.co_code_adaptive", "PyDictObject.ma_keys", "PyTypeObject.tp_flags", "PyLongObject.long_value.lv_tag",
             "_PyCoMonitoringData.active_monitors", "_PyRangeIterObject.len"]
AT_START = ("_PyCoMonitoringData", "_PyRangeIterObject")   # asked for by whatever is compiled


@pytest.fixture(scope="module")
def stock():
    return python("-c", PROGRAM)


@pytest.mark.parametrize("struct", [struct for struct in livechecks.ASKED if struct not in AT_START])
def test_without_a_struct_that_one_thing_needs_that_thing_is_off(stock, struct):
    ended = python("-c", WITHOUT % (struct, PROGRAM), PYJIT=None)
    assert (ended.code, ended.out) == (stock.code, stock.out), ended.err
    on, faults, status = ended.err.splitlines()[-1].split(" | ")
    assert (on, faults) == ("True", "{}")
    assert status == "on" or status.startswith("on, but for what needs ") and struct in status
    assert status != "on" or struct not in SERVES


# Structs that the program, run as it is here, comes to need.
SERVES = ("_gc_runtime_state", "_PyListIterObject", "_PyTupleIterObject", "enumobject", "zipobject", "PyCellObject", "arrayobject")


@pytest.mark.parametrize("field", ESSENTIAL)
def test_without_an_essential_struct_pyjit_is_off_and_says_so_in_one_line(stock, field):
    ended = python("-c", WITHOUT % (field, PROGRAM), PYJIT=None)
    assert (ended.code, ended.out) == (stock.code, stock.out), ended.err
    assert ended.err.startswith("False | None | not supported: CPython 3.13.") and ended.err.count("\n") == 1
