"""What subscripts of all builtin sequences share: an index, its bounds, and an item in the place of its container."""
from pyjit.lower.numbers.arithmetic import integer
from pyjit.patterns.families import M
from pyjit.trace.ir import HEAP, MEMORY, OWNED


def in_bounds(t):
    """Is the live index (on top, an int or bool) one of the live sequence's below it?"""
    length = len(t.live(1))
    return -length <= t.live(0) < length


def position(t, length):
    """The index on top of the stack as one from the start, after a guard on its bounds. A negative one counts from the end."""
    live = t.live(0)
    index = integer(t, t.peek(0).op, type(live))
    if live < 0:
        index = t.guard(M.int_add, length, index)
    t.guard(M.guard_below, index, length, why="the index in {here} is out of range")
    return index


def replace(t, count, value, mode=OWNED):
    """The operands are done with; the value takes their place."""
    t.pop_drop(count)
    t.push(value, mode)


def take_item(t, value):
    """A borrowed item takes the place of container and index. If the container dies now, the item is kept first."""
    if t.peek(1).mode in (OWNED, MEMORY):
        replace(t, 2, t.keep_another(value))
    else:
        replace(t, 2, value, HEAP)
