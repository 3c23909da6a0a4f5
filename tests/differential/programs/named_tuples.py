"""Tuples of classes of their own: made, taken apart, and looked at in every way."""
import collections
import gc
import sys
import typing
import weakref

N = 300
LOG = []
Point = collections.namedtuple("Point", "x y")
Defaults = collections.namedtuple("Defaults", "a b c", defaults=(2, "three"))


class Typed(typing.NamedTuple):
    name: str
    value: float = 0.5

    def twice(self):
        return self._replace(value=self.value * 2)


class Slim(Point):
    __slots__ = ()

    def length(self):
        return self.x * self.x + self.y * self.y


class Fat(Point):
    """With a dict, weak references and an end."""

    def __del__(self):
        LOG.append(self[0])


class Initialised(Point):
    def __init__(self, x, y):
        LOG.append((x, y))


class Own(Point):
    def __new__(cls, x, y=3):
        return super().__new__(cls, x + 1, y)


class Factory(Point):
    """What __new__ makes is initialised if it is one of its class, or of one that inherits from it."""

    def __new__(cls, x, y):
        return tuple.__new__(Made if x % 3 else cls, (x, y))


class Made(Factory):
    def __init__(self, x, y):
        LOG.append(("made", x))


class Overridden(Point):
    def __getitem__(self, index):
        return "item", index

    def __iter__(self):
        return iter(("one", "two"))

    def __len__(self):
        return 1


class Long(Point):
    def __len__(self):
        return 100


def made_from_one_another():
    p, out = Point(0, 1), []
    for i in range(N):
        p = Point(p.y, i)
        out.append((p, p[0], p[-1], p.x + p.y, p == (p.x, i), type(p) is Point))
    return out


def keywords_and_defaults():
    out = []
    for i in range(N):
        out.append((Point(y=i, x=1), Point(i, y=2), Defaults(i), Defaults(i, 1), Defaults(c=i, a=0), Typed("n"), Typed("v", i)))
    return out


def subclasses():
    out = []
    for i in range(N):
        s, o, t = Slim(i, 2), Own(i), Typed("t", i).twice()
        out.append((s.length(), s, o, t, Own(i, y=i), Slim._make([i, i])))
    return out


def initialised():
    LOG.clear()
    out = []
    for i in range(N):
        out.append((Initialised(i, 1), Factory(i, 2), type(Factory(i, 3)).__name__))
    return out, LOG[-20:], len(LOG)


def ends_and_weak_references():
    LOG.clear()
    out = []
    for i in range(N):
        f = Fat(i, 0)
        f.more = i
        r = weakref.ref(f)
        x, y = f
        out.append((len(LOG), r() is f, f.more, x, y))
        a, b = Fat(-i, 1)
        out.append((a, b, len(LOG)))
    return out, LOG[-5:]


def taken_apart():
    out = []
    for i in range(N):
        x, y = Point(i, [i])
        a, (b, c) = Slim(i, Point(i, str(i)))
        out.append((x, y, a, b, c))
        for x, y in (Point(1, i), Slim(i, 2), (3, i)):
            out.append(x + y)
    return out


def classes_with_a_say():
    out = []
    for i in range(N):
        o, l = Overridden(i, 2), Long(i, 3)
        a, b = o
        c, d = l
        out.append((o[0], o[-1], a, b, c, d, l[1], l[-1], len(l), o.x, bool(o)))
        try:
            l[50 if i % 20 == 19 else 0]
        except IndexError as error:
            out.append(str(error))
    return out


def wrong_calls():
    out = []
    for i in range(N):
        try:
            out.append(Point(i) if i % 7 == 3 else Point(i, 1, 2) if i % 7 == 5 else Point(i, z=1) if i % 7 == 6 else Point(i, 2))
        except TypeError as error:
            out.append(str(error))
    return out


def wrong_numbers_of_names():
    out, p = [], [Point(1, 2), Defaults(3)]
    for i in range(N):
        try:
            a, b = p[i % 20 == 19]
            out.append(a + b)
        except ValueError as error:
            out.append(str(error))
    return out


def items_are_the_objects_given():
    out = []
    for i in range(N):
        n, f = i + 1000, i * 0.5
        p = Point(n, f)
        q = Point(p, p)
        out.append((p.x is n, p[1] is f, q.x is q.y, p.x is p[0], Point(n, n)[0] is n))
    return out


def known_to_the_collector():
    out, before = [], sys.getrefcount(Slim)
    for i in range(N):
        p = Slim(i, [i])
        out.append((gc.is_tracked(p), sys.getrefcount(p)))
    del p
    return out, before == sys.getrefcount(Slim)


def a_new_that_is_replaced():
    class Mine(Point):
        __slots__ = ()

    out = []
    for i in range(N):
        if i == N // 2:
            Mine.__new__ = lambda cls, x, y: ("replaced", x, y)
        out.append(Mine(i, 2))
    return out


def an_init_that_comes_late():
    class Mine(Point):
        __slots__ = ()

    out = []
    for i in range(N):
        if i == N // 2:
            Mine.__init__ = lambda self, x, y: out.append("init")
        out.append(Mine(i, 2))
    return out


def made_in_calls():
    def middle(p, q):
        return Point((p.x + q.x) / 2, (p[1] + q[1]) / 2)

    p, q = Point(0.0, 1.0), Point(8.0, 9.0)
    for i in range(N):
        p, q = middle(p, q), Point(q.x - 0.25, p.y + i)
    return p, q
