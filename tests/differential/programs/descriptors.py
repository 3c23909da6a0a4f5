"""Attributes that code answers for: properties, descriptors, hooks, metaclasses, modules, super()."""
import math
import types

N = 300


class Described:
    """A property, a data descriptor, a non-data descriptor."""

    def __init__(self):
        self._x = 1
        self.log = []

    @property
    def x(self):
        return self._x

    @x.setter
    def x(self, value):
        self.log.append(value)
        self._x = value

    @x.deleter
    def x(self):
        self._x = 0

    @property
    def constant(self):
        return 42


def properties():
    d, total = Described(), 0
    for i in range(N):
        d.x = d.x + i % 3
        total += d.x + d.constant
        if i % 50 == 0:
            del d.x
    return total, d


def property_without_a_setter_in_mid_loop():
    d = Described()
    for i in range(N):
        if i == 200:
            d.constant = 1
        d.x = i
    return d


class Data:
    def __get__(self, instance, owner):
        return ("class", owner.__name__) if instance is None else instance.hidden * 2

    def __set__(self, instance, value):
        instance.hidden = value + 1

    def __delete__(self, instance):
        instance.hidden = -1


class NonData:
    def __get__(self, instance, owner):
        return "non-data"


def data_and_non_data_descriptors():
    class Holder:
        data = Data()
        other = NonData()

    h, out = Holder(), []
    for i in range(N):
        h.data = i
        out.append((h.data, Holder.data, h.other))
        if i == 150:
            h.other = "shadows"
        if i == 200:
            vars(h)["data"] = "does not shadow"
        if i == 250:
            del h.data, h.other
    return out, vars(h)


def descriptor_gets_a_set_in_mid_loop():
    class Late:
        def __get__(self, instance, owner):
            return "descriptor"

    class Holder:
        late = Late()

    h, out = Holder(), []
    h.late = "instance"
    for i in range(N):
        out.append(h.late)
        if i == 150:
            Late.__set__ = lambda self, instance, value: None
    return out


def get_set_name_and_owner():
    class Named:
        def __set_name__(self, owner, name):
            self.name = name

        def __get__(self, instance, owner):
            return instance.__dict__.get(self.name, self.name)

    class Holder:
        a, b = Named(), Named()

    h, out = Holder(), []
    for i in range(N):
        out.append((h.a, h.b))
        if i == 100:
            h.a = 1
    return out


class Fallback:
    """__getattr__ for what is not there."""

    def __init__(self):
        self.real = 1
        self.asked = 0

    def __getattr__(self, name):
        self.asked += 1
        if name.startswith("no"):
            raise AttributeError(name)
        return len(name)


def getattr_hook():
    f, total = Fallback(), 0
    for i in range(N):
        total += f.real + f.abc + f.de
        if i == 150:
            f.abc = 1000
    return total, f.asked


def getattr_hook_that_raises():
    f, total = Fallback(), 0
    for i in range(N):
        total += f.yes if i < 200 else f.nothing
    return total


class Watched:
    """__getattribute__, __setattr__ and __delattr__ see everything."""

    log = []

    def __getattribute__(self, name):
        Watched.log.append(name)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        Watched.log.append((name, value))
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        Watched.log.append(-1)
        object.__delattr__(self, name)


def getattribute_setattr_delattr_hooks():
    Watched.log.clear()
    w = Watched()
    for i in range(N):
        w.x = i
        w.x += 1
        if i % 10 == 0:
            del w.x
    return Watched.log


def hook_installed_in_mid_loop():
    class Local:
        def __init__(self):
            self.x = 1

    p, out = Local(), []
    for i in range(N):
        out.append(p.x)
        p.x = i
        if i == 100:
            Local.__getattribute__ = lambda self, name: ("asked", name)
        if i == 150:
            del Local.__getattribute__
        if i == 200:
            Local.__setattr__ = lambda self, name, value: out.append((name, value))
    return out


def class_and_static_methods_through_both():
    class Tools:
        base = 5

        @classmethod
        def make(cls, x):
            return cls.base + x

        @staticmethod
        def plain(x):
            return x * 2

    class More(Tools):
        base = 7

    tool, total = More(), 0
    for i in range(N):
        total += tool.make(i) + Tools.make(i) + tool.plain(i) + More.plain(i)
    return total


def super_in_many_forms():
    class Base:
        v = 1

        def f(self, x):
            return x + 1

        @property
        def p(self):
            return 10

        @classmethod
        def c(cls):
            return cls.v

    class Derived(Base):
        v = 2

        def f(self, x):
            return super().f(x) * 2 + super(Derived, self).v + super().p

        @classmethod
        def c(cls):
            return super().c() + 1

    d, total = Derived(), 0
    for i in range(N):
        total += d.f(i) + d.c() + Derived.c()
    return total


def module_attributes():
    module = types.ModuleType("made")
    module.x = 1
    module.__getattr__ = lambda name: len(name)
    total = 0
    for i in range(N):
        total += module.x + module.absent + math.pi
        if i == 100:
            module.x = 2.5
        if i == 200:
            del module.x
    return total


def module_function_replaced():
    module = types.ModuleType("made")
    module.f = abs
    total = 0
    for i in range(N):
        total += module.f(-i)
        if i == 150:
            module.f = lambda x: x
    return total


def metaclass_attributes():
    class Meta(type):
        m = 3

        @property
        def size(cls):
            return len(cls.__name__)

        def __getattr__(cls, name):
            return name * 2

    class Holder(metaclass=Meta):
        own = 1

    out = []
    for i in range(N):
        out.append((Holder.own, Holder.m, Holder.size, Holder.absent))
        if i == 150:
            Holder.m = "class wins"
    return out
