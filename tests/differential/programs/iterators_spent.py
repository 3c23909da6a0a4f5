"""What iterators tell and hold after a compiled loop has exhausted them."""
import operator
import weakref

N = 300


class Held(list):
    """A list that can be referred to weakly."""


def length_and_state_of_spent_iterators():
    out = []
    for i in range(N):
        for walk in iter([1, i]), iter((1, i)), iter("a\u20ac"), iter(b"ab"), iter(bytearray(b"ab")), reversed([1, i]), iter(range(2)):
            for x in walk:
                pass
            out.append((operator.length_hint(walk), walk.__reduce__(), list(walk)))
    return out


def a_list_that_grows_behind_its_spent_iterator():
    out = []
    for i in range(N):
        data = [1, 2, i]
        walk = iter(data)
        for x in walk:
            pass
        data.append(4)
        out.append((operator.length_hint(walk), list(walk)))
    return out


def spent_within_zip_and_enumerate():
    out = []
    for i in range(N):
        first, second = iter([1, i]), iter([2, 3, 4])
        for pair in zip(first, second):
            pass
        for pair in enumerate(second):
            pass
        out.append((operator.length_hint(first), operator.length_hint(second), list(second)))
    return out


def a_list_walked_backwards_is_kept_by_its_iterator():
    out = []
    for i in range(N):
        data = Held([1, i])
        there = weakref.ref(data)
        walk = list.__reversed__(data)
        for x in walk:
            pass
        del data
        out.append((there() is None, operator.length_hint(walk), list(walk)))
        del walk
        out.append(there() is None)
    return out


def a_list_walked_forwards_is_let_go():
    out = []
    for i in range(N):
        data = Held([1, i])
        there = weakref.ref(data)
        walk = iter(data)
        del data
        for x in walk:
            pass
        out.append(there() is None)
    return out


def a_list_cut_short_while_walked_backwards():
    out = []
    for i in range(N):
        data = Held(range(5))
        there = weakref.ref(data)
        walk = list.__reversed__(data)
        for x in walk:
            if x == 3:
                data.clear()
        del data
        out.append((there() is None, operator.length_hint(walk), list(walk)))
    return out
