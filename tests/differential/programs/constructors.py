"""Instances of the program's own classes, made in loops."""
import sys
import weakref

from differential.watched import counted


class Point:
    def __init__(self, x, y=2, *, z=0):
        self.x, self.y = x, y
        self.z = z


class Slots:
    __slots__ = "a", "b"

    def __init__(self, a, b=None):
        self.a = a
        if b is not None:
            self.b = b


class Derived(Point):
    def __init__(self, x, name):
        super().__init__(x, z=x + 1)
        self.name = name


class Further(Derived):
    pass


def plain_and_keyword_arguments_and_defaults():
    out = []
    for i in range(150):
        p, q, r = Point(i), Point(i, y=i + 1), Point(y=1, x=i, z=2.5)
        out.append((p.x, p.y, p.z, q.y, r.x, r.z, vars(q)))
    return out


def slots_and_derived_classes():
    out = []
    for i in range(150):
        s = Slots(i, i % 3 or None)
        d, f = Derived(i, "d"), Further(i, str(i))
        out.append((s.a, hasattr(s, "b"), d.x, d.z, d.name, f.name, type(f).__name__, isinstance(f, Point)))
    return out


def results_of_several_types():
    out = []
    for i in range(150):
        out.append(vars((Point, Derived, Further)[i % 3](i, "n")))
    return out


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def scaled(self, by):
        return Vector(self.x * by, self.y * by)

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)


def vectors():
    total, step = Vector(0, 0.0), Vector(1, 0.5)
    for i in range(300):
        total = total + step.scaled(i % 5)
    return total.x, total.y, total == Vector(600, 300.0)


def arguments_too_few_too_many_and_wrong():
    out = []
    for i in range(120):
        for make in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(1, w=2), lambda: Point(i), lambda: Slots()):
            try:
                out.append(make().x)
            except (TypeError, AttributeError) as error:
                out.append(str(error))
    return out


class Refuses:
    def __init__(self, value):
        self.value = value
        if value % 7 == 3:
            raise ValueError(value)
        self.half = value // (value % 11)


def exceptions_in_init():
    out = []
    for i in range(200):
        try:
            out.append(Refuses(i).half)
        except (ValueError, ZeroDivisionError) as error:
            frames, trace = [], error.__traceback__
            while trace:
                frames.append((trace.tb_frame.f_code.co_name, trace.tb_lineno))
                trace = trace.tb_next
            out.append((type(error).__name__, frames))
    return out


def an_exception_in_init_that_nobody_handles():
    for i in range(1, 200):
        Refuses(i * 7 + 1) if i < 150 else Refuses(3)


class Watched:
    ended = []

    def __init__(self, n):
        self.n = n
        if n % 50 == 49:
            raise KeyError(n)
        self.more = n

    def __del__(self):
        Watched.ended.append((self.n, hasattr(self, "more")))


def finalizers_of_instances_whose_init_failed_or_not():
    Watched.ended.clear()
    for i in range(160):
        try:
            Watched(i)
        except KeyError:
            Watched.ended.append("caught")
    return Watched.ended[:]


class GivesSomething:
    def __init__(self, n):
        if n == 90:
            return n
        self.n = n


def an_init_that_gives_something():
    out = []
    for i in range(120):
        try:
            out.append(GivesSomething(i).n)
        except TypeError as error:
            out.append(str(error))
    return out


def the_class_changes_in_mid_loop():
    class Changing:
        def __init__(self, n):
            self.n = n

    def other(self, n):
        self.n = -n

    def made_otherwise(cls, n):
        instance = object.__new__(cls)
        instance.new = n
        return instance
    out = []
    for i in range(240):
        if i == 60:
            Changing.__init__ = other
        elif i == 120:
            Changing.__new__ = made_otherwise
        elif i == 180:
            del Changing.__init__
        made = Changing(i)
        out.append(sorted(vars(made).items()))
    return out


def the_base_changes_in_mid_loop():
    class Base:
        def __init__(self, n):
            self.n = n

    class Other:
        def __init__(self, n):
            self.m = n

    class Made(Base):
        pass
    out = []
    for i in range(150):
        if i == 100:
            Made.__bases__ = (Other,)
        out.append(vars(Made(i)))
    return out


def the_code_of_init_changes_in_mid_loop():
    class Made:
        def __init__(self, n, step=1):
            self.n = n + step

    def other(self, n, step=1):
        self.n = n - step
    out = []
    for i in range(200):
        if i == 80:
            Made.__init__.__code__ = other.__code__
        elif i == 140:
            Made.__init__.__defaults__ = (50,)
        out.append(Made(i).n)
    return out


class Captured:
    def __init__(self, n, *rest, **named):
        self.get = lambda: (self.n, n, rest, named)
        self.n = n + len(rest)


def self_in_a_cell_and_collected_arguments():
    out = []
    for i in range(150):
        out.append((Captured(i).get(), Captured(i, 1, 2).get(), Captured(i, a=i).get()))
    return out


class Node:
    def __init__(self, value, following=None):
        self.value, self.following = value, following


def a_linked_list():
    head = None
    for i in range(400):
        head = Node(i, head)
    total = 0
    while head is not None:
        total += head.value
        head = head.following
    return total


class Seen:
    frames = []

    def __init__(self, n):
        self.n = n
        if n % 40 == 0:
            frame = sys._getframe()
            Seen.frames.append((frame.f_code.co_name, frame.f_back.f_code.co_name, frame.f_back.f_lineno, sorted(frame.f_locals)))


def init_that_looks_at_its_frame():
    Seen.frames.clear()
    for i in range(160):
        Seen(i)
    return Seen.frames


class Registered:
    def __init__(self, places, n):
        places.append(self)
        self.n = n
        self.me = weakref.ref(self)


def an_instance_that_is_known_elsewhere_before_init_ends():
    places = []
    for i in range(150):
        made = Registered(places, i)
        assert made is places[-1] is made.me()
        if i % 10 == 0:
            places.clear()
    return [one.n for one in places], sys.getrefcount(made)


class Deep:
    def __init__(self, depth):
        self.below = Deep(depth - 1) if depth else None


def an_init_that_makes_more_of_its_kind():
    out = []
    for i in range(80):
        made, count = Deep(i % 6), 0
        while made.below is not None:
            made, count = made.below, count + 1
        out.append(count)
    return out


def references_to_arguments():
    kept, out = counted([]), []
    for i in range(150):
        one = Point(kept, kept)
        two = Slots(kept, one)
        out.append(two.b.x is kept)
    del one, two
    return all(out)


class Meta(type):
    def __call__(cls, *args):
        made = super().__call__(*args)
        made.told = True
        return made


class Told(metaclass=Meta):
    def __init__(self, n):
        self.n = n


def a_class_whose_class_makes_its_instances():
    return [(Told(i).n, Told(i).told) for i in range(120)]


def a_class_that_is_a_local_or_changes():
    out = []
    for i in range(150):
        kind = Point if i % 5 else Slots
        made = kind(i)
        out.append((type(made).__name__, getattr(made, "x", None), getattr(made, "a", None)))
    return out


class _Circular:
    def __init__(self, order, queue):
        self.order, self.queue, self.circular = order, queue, self

    def __del__(self):
        self.queue.append(next(self.order))


def a_collection_that_is_due_begins_before_an_instance_is_set_up():
    order, queue, out = iter(range(100_000)), [], []
    while len(out) < 8000:
        one = _Circular(order, queue)
        queue.append(next(order))
        del one
        out.append(queue.pop(0))
    return out == list(range(8000)), len(out)
