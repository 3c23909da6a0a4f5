"""What a recording learns from reference counts holds for the trace as well: neither the recorder's own references nor those that the
interpreter has and the trace borrows make an object look shared. Otherwise a guard fails in every pass, and so do those of its bridges."""
import textwrap
from types import SimpleNamespace

import pytest

from pyjit import host
from pyjit.facts.live import Live
from pyjit.record import verify_counts

STAYS = {
    "locals swapped": ("a, b = [1], [2]", "a, b = b, a"),
    "objects swapped": ("a, b = Thing(), Thing()", "a, b = b, a"),
    "locals rotated": ("a, b, c = [1], [2], [3]", "a, b, c = b, c, a"),
    "four locals rotated": ("a, b, c, d = [1], [2], [3], [4]", "a, b, c, d = b, c, d, a"),
    "a local's copies": ("a = b = c = [1]", "a = b; b = c; c = [i]"),
    "a local that goes into its own successor": ("a = []", "a = [a[:1], i]"),
    "a local tuple taken apart": ("a = (1, 2)", "b, c = a; a = (c, i)"),
    "a local deleted": ("b = [1]", "a = b; del a"),
    "items swapped": ("l = [[1], [2]]", "l[0], l[1] = l[1], l[0]"),
    "an item and a local swapped": ("l, a = [[1], [2]], [3]", "l[0], a = a, l[0]"),
    "an item stored onto itself": ("l = [[1], [2]]", "l[0] = l[0]"),
    "a new item": ("l = [[1], [2]]", "l[-1] = [i]"),
    "an item that a local has, too": ("l = [[1], [2]]", "a = l[0]; l[0] = [i]"),
    "a list's item in a list": ("l = [[[1], [2]]]", "l[0][1] = [i]"),
    "a stack's top replaced": ("s = [(1, 2, 3)]", "a, b, c = s[-1]; s[-1] = (a, i, c)"),
    "a stack of objects": ("s = [Thing()]", "t = Thing(); t.x = s[-1]; s[-1] = t; t.x = i"),
    "an item replaced in a call": ("l, a = [[1], [2]], [3]", "a = exchange(l, a)"),
    "attributes swapped": ("t = Thing(); t.x, t.y = [1], [2]", "t.x, t.y = t.y, t.x"),
    "an attribute and a local swapped": ("t, a = Thing(), [1]", "t.x, a = a, t.x"),
    "an attribute's tuple taken apart": ("t = Thing(); t.x = (1, 2)", "a, b = t.x; t.x = (b, i)"),
    "an attribute replaced by a method": ("t = Thing()", "t.set([i])"),
    "an attribute replaced in a call": ("t = Thing()", "put(t, t.x, [i])"),
    "slots swapped": ("t = Slots(); t.x, t.y = [1], [2]", "t.x, t.y = t.y, t.x"),
    "dict values swapped": ("d = {'a': [1], 'b': [2]}", "d['a'], d['b'] = d['b'], d['a']"),
    "a global taken apart": ("global shared; shared = (1, 2)", "a, b = shared; shared = (b, i)"),
    "a global that a local has, too": ("global shared; shared = [1]", "a = shared; shared = [i]"),
    "a cell": ("a = [1]; look = lambda: a", "a = [a[0], i]"),
    "a cell that a local has, too": ("a = [1]; look = lambda: a", "b = a; a = [i]"),
    "a function that takes itself from where it is": ("t, u = Thing(), Thing()\nt.x, u.x = function(), function()", "t.x(t, u)"),
    "a slice for a slice": ("l = [[1], [2], [3]]", "l[0:2] = [[i], [1]]"),
}
PROGRAM = """
class Thing:
    x = y = None

    def set(self, value):
        self.x = value


class Slots:
    __slots__ = "x", "y"


def put(thing, old, value):
    thing.x = value


def exchange(items, value):
    old = items[0]
    items[0] = value
    return old


def function():
    def swap(thing, other):
        thing.x, other.x = other.x, thing.x
    return swap


def run():
    look = None
%s
    for i in range(500):
%s
    return {name: held for name, held in locals().items() if not callable(held)}


result = [run(), run()]
"""


@pytest.mark.parametrize("before, body", STAYS.values(), ids=STAYS)
def test_a_trace_goes_on_where_an_object_that_few_hold_is_replaced(both, before, body):
    stats = both(PROGRAM % (textwrap.indent(before, " " * 4), textwrap.indent(body, " " * 8)))
    assert stats["traces"] and stats["bridges"] < 5, stats


@pytest.fixture(scope="module")
def live():
    return Live(host.open())


def recording(live, address, count, globals=None):
    """One in which the count of the object at an address has just been read."""
    frame = SimpleNamespace(globals=globals, builtins=None, facts=SimpleNamespace(code=None))
    return SimpleNamespace(host=live, counts=[(address, count)], frames=[frame])


def test_a_count_that_is_the_programs_alone_is_no_fault(live):
    thing = (object(),)
    seen = recording(live, id(thing), 1)
    verify_counts.check(seen)
    assert not seen.counts


def test_a_reference_of_the_recorders_own_that_is_counted_is_a_fault(live):
    thing = (object(),)
    with pytest.raises(verify_counts.Counted):
        verify_counts.check(recording(live, id(thing), 2))


def test_a_dict_that_a_frame_of_the_recording_keeps_is_a_fault_if_it_is_counted(live):
    thing = {}
    with pytest.raises(verify_counts.Counted):
        verify_counts.check(recording(live, id(thing), 2, globals=thing))
    verify_counts.check(recording(live, id(thing), 1, globals=thing))
