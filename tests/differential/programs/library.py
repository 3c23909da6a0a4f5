"""Classes of the standard library in hot loops: collections, dataclasses, enum, fractions, typing, abstract classes."""
import abc
import collections
import dataclasses
import enum
import fractions
import queue
import string
import types
import typing

N = 300


def deque_as_a_queue():
    d, out = collections.deque(maxlen=20), []
    for i in range(N):
        d.append(i)
        if i % 3 == 0:
            d.appendleft(-i)
        if i % 5 == 4:
            out.append((d.popleft(), d.pop(), d[0], d[-1], len(d)))
        d.rotate(1)
    return out, d


def deque_iterated_and_changed():
    d, out = collections.deque(range(200)), []
    for x in d:
        out.append(x)
        if x == 150:
            d.append(1)
    return out


def deque_empty_in_mid_loop():
    d, total = collections.deque(range(200)), 0
    for i in range(N):
        total += d.popleft()
    return total


def defaultdict_of_lists_and_ints():
    groups, counts = collections.defaultdict(list), collections.defaultdict(int)
    for i in range(N):
        groups[i % 7].append(i)
        counts[str(i % 5)] += i
    return groups, counts


def defaultdict_whose_factory_raises():
    def make():
        return 10 // (200 - len(d))

    d = collections.defaultdict(make)
    for i in range(N):
        d[i] += i
    return d


def counter_arithmetic():
    c = collections.Counter()
    for i in range(N):
        c["abc"[i % 3]] += i % 5
        c.update("ab")
        c["z"] -= 1
        c[i % 4] += 1
    return c, c.most_common(2), +c, c - collections.Counter("aaa"), c["never"]


def namedtuples():
    Point = collections.namedtuple("Point", "x y", defaults=[1])
    p, total = Point(0), 0
    for i in range(N):
        p = Point(p.x + 1, y=p.y * 2 % 1009)
        a, b = p
        total += p[0] * p.y - a + b
        p = p._replace(x=p.x + 1)
    return p, total, p._asdict()


def ordered_dict():
    d, out = collections.OrderedDict(), []
    for i in range(N):
        d[i % 13] = i
        d.move_to_end(i % 13, last=i % 2 == 0)
        if i % 5 == 4:
            out.append(d.popitem(last=False))
        out.append(next(iter(d)))
    return out, d


def chain_map_and_user_dict():
    class Upper(collections.UserDict):
        def __setitem__(self, key, value):
            super().__setitem__(key.upper(), value)

    m, u = collections.ChainMap({}, {"a": 1, "b": 2}), Upper()
    total = 0
    for i in range(100):
        m["c"] = i
        u["k" + str(i % 3)] = i
        total += m["a"] + m["c"] + len(u)
    return total, dict(u)


@dataclasses.dataclass
class Particle:
    x: float
    v: float = 1.0
    tags: list = dataclasses.field(default_factory=list)

    def step(self, dt):
        self.x += self.v * dt
        if self.x > 10:
            self.v = -self.v
            self.tags.append("bounce")


@dataclasses.dataclass(frozen=True, order=True, slots=True)
class Version:
    major: int
    minor: int = 0


def dataclass_simulation():
    particles = [Particle(i * 1.0, v=i + 0.5) for i in range(5)]
    for _ in range(60):
        for p in particles:
            p.step(0.1)
    return particles


def dataclass_made_compared_replaced():
    out = []
    for i in range(100):
        p = Particle(i % 5)
        out.append((p == Particle(i % 3), repr(p), dataclasses.replace(p, v=2.0), dataclasses.asdict(p)))
    return out


def frozen_and_ordered_dataclass():
    versions, latest = {}, Version(0)
    for i in range(N):
        v = Version(i * 7 % 11, i % 3)
        versions[v] = i
        if v > latest:
            latest = v
    return latest, sorted(versions), len(versions)


def frozen_dataclass_written_in_mid_loop():
    v = Version(1)
    for i in range(N):
        if i == 200:
            v.major = 5
    return v


class Color(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = 3


class Flags(enum.IntFlag):
    A = 1
    B = 2
    C = 4


def enum_members():
    counts, order = {c: 0 for c in Color}, list(Color)
    for i in range(N):
        color = order[i * 7 % 3]
        if color is Color.RED:
            counts[color] += 1
        elif color == Color.GREEN:
            counts[Color.GREEN] += 2
        else:
            counts[Color(3)] += color.value
    return counts, Color["RED"], [c.name for c in order]


def enum_flags():
    out, f = [], Flags(0)
    for i in range(N):
        f ^= Flags(1 << i % 3)
        out.append((f, Flags.A in f, f & Flags.B, f | 8, ~f, bool(f)))
    return out


def enum_unknown_value_in_mid_loop():
    total = 0
    for i in range(N):
        total += Color(i % 3 + 1 if i < 200 else 7).value
    return total


def fractions_and_decimals():
    x = fractions.Fraction(1, 3)
    out = []
    for i in range(1, 60):
        x = (x + fractions.Fraction(1, i)) / 2
        out.append((x > 0.5, round(x, 2)))
    return x.limit_denominator(10 ** 6), out


def simple_namespace_and_mapping_proxy():
    n, total = types.SimpleNamespace(a=1, b=2.5), 0
    proxy = types.MappingProxyType(vars(n))
    for i in range(N):
        n.a += i
        n.b -= 0.5
        total += proxy["a"] + proxy["b"]
    return total, n


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        ...

    def scaled(self, k):
        return self.area() * k


class Square(Shape):
    def __init__(self, a):
        self.a = a

    def area(self):
        return self.a * self.a


class Circle(Shape):
    def __init__(self, r):
        self.r = r

    def area(self):
        return 3.14159 * self.r ** 2


def abstract_classes_and_polymorphism():
    shapes, total = [Square(2), Circle(1.5), Square(3.5), Circle(2)] * 40, 0
    for shape in shapes:
        total += shape.scaled(2)
        total += isinstance(shape, Shape)
    return total


def abstract_class_instantiated_in_mid_loop():
    total = 0
    for kind in [lambda: Square(2)] * 200 + [Shape]:
        total += kind().area()
    return total


class Vector:
    """Arithmetic on two coordinates, with reflected and in-place forms."""

    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y) if isinstance(other, Vector) else NotImplemented

    def __radd__(self, other):
        return Vector(self.x + other, self.y + other)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __imul__(self, k):
        self.x *= k
        self.y *= k
        return self

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __abs__(self):
        return (self @ self) ** 0.5

    def __iter__(self):
        yield self.x
        yield self.y

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __len__(self):
        return 2

    def __bool__(self):
        return self.x != 0 or self.y != 0


def vector_class():
    v, w, total = Vector(1, 2.0), Vector(0.5, -1), 0
    for i in range(N):
        v = v + w * 0.5 + -w
        u = v
        u *= 1.01
        total += v @ w + abs(v) + v[0] - v[1] + len(v)
        x, y = v
        if v and u == v:
            v = 1 + Vector(x, y) * (1 / (abs(v) + 1))
        v = 0.5 * v
    return v, total, u is v


def vector_class_with_a_wrong_operand():
    v = Vector(1, 2)
    for x in [Vector(1, 1), Vector(0, 1)] * 100 + [5]:
        v = v + x
    return v


def lazy_and_cached_properties():
    import functools

    class Lazy:
        made = 0

        @functools.cached_property
        def value(self):
            Lazy.made += 1
            return Lazy.made * 10

    out, lazy = [], Lazy()
    for i in range(N):
        out.append(lazy.value)
        if i % 50 == 49:
            del lazy.value
        if i % 70 == 69:
            lazy = Lazy()
    return out


def single_dispatch():
    import functools

    @functools.singledispatch
    def name(x):
        return "object"

    @name.register
    def _(x: int):
        return "int"

    @name.register(str)
    def _(x):
        return "str"

    return [name(x) for x in [1, "a", 2.5, True, None] * 50]


def template_and_string_constants():
    t, out = string.Template("$a-${b}"), []
    for i in range(100):
        out.append(t.substitute(a=i, b=string.ascii_lowercase[i % 26]))
    return out


def typed_dict_and_named_tuple_classes():
    class P(typing.NamedTuple):
        x: int
        y: float = 0.5

        def total(self):
            return self.x + self.y

    return [P(i).total() + P(1, i).y for i in range(N)]


def generic_classes():
    class Stack[T]:
        def __init__(self) -> None:
            self.items: list[T] = []

        def push(self, item: T) -> None:
            self.items.append(item)

        def pop(self) -> T:
            return self.items.pop()

    s, out = Stack[int](), []
    for i in range(N):
        s.push(i)
        if i % 3 == 2:
            out.append(s.pop())
    return out, len(s.items)


def queue_module():
    q, total = queue.PriorityQueue(), 0
    for i in range(100):
        q.put((i * 37 % 101, i))
    while not q.empty():
        total = total * 3 % 1009 + q.get()[1]
    return total
