"""Attributes that are read in a hot loop: wherever they stand, whatever happens to them under way, the program does the same."""
import pytest

from lower.loops import loop

READ = {
    "an inline value": ("p = Plain()", "out.append(p.x + i); p.x = i"),
    "an inline value that changes type": ("p = Plain()", "p.x = (i, 0.5 * i, str(i), None)[i // 30]; out.append(p.x)"),
    "an inline value that is deleted": ("p = Plain()", """
        if i == 70:
            del p.x
        try:
            out.append(p.x)
        except AttributeError as error:
            out.append((str(error), error.name, error.obj is p))"""),
    "many objects of one class": ("many = [Plain(n) for n in range(10)]", "out.append(many[i % 10].x)"),
    "objects of many classes": ("many = [Plain(1), Slots(2), Derived(3), Point(4, 5), types.SimpleNamespace(x=6)]",
                                "out.append(many[i % 5].x)"),
    "a name that the class learns late": ("p, q = Plain(), Plain()", """
        out.append(p.shared)
        if i == 50:
            q.shared = "elsewhere"
        if i == 90:
            p.shared = "here"
        if i == 100:
            del p.shared"""),
    "a method that an instance hides": ("p, q = Plain(), Plain(7)", """
        out.append(p.get())
        if i == 50:
            q.get = lambda: "elsewhere"
        if i == 90:
            p.get = lambda: "here"
        if i == 100:
            del p.get"""),
    "a dict that was asked for": ("p = Plain(); vars(p)", "out.append(p.x); p.x = i; out.append(p.get())"),
    "a dict that is asked for under way": ("p = Plain()", """
        out.append(p.x)
        p.x += 1
        if i == 60:
            d = vars(p)
        if i > 60:
            d["x"] += 100
            d["z"] = i
            out.append(p.z)"""),
    "a dict that is replaced": ("p = Plain()", """
        out.append((p.x, p.get()))
        if i == 60:
            p.__dict__ = {"y": 1, "x": "new"}
        if i == 80:
            p.__dict__ = {"x": "newer", "get": lambda: 9}
        if i == 100:
            del p.__dict__
            p.x = "newest" """),
    "a dict that is cleared": ("p = Plain()", """
        out.append(p.x)
        if i == 60:
            vars(p).clear()
            vars(p)["x"] = 5"""),
    "dicts in another order": ("""
        p, q = Plain(), Plain()
        p.__dict__, q.__dict__ = {"x": 1, "y": 2}, {"y": 3, "x": 4}""", "r = (p, q)[i % 2]; out.append((r.x, r.y, r.get()))"),
    "dicts of other keys": ("""
        p = Plain()
        p.__dict__ = {1: 2, "x": 3}""", "out.append((p.x, p.shared))"),
    "more attributes than have a place": ("""
        p = Plain()
        for n in range(60):
            setattr(p, f"n{n}", n)""", "out.append((p.n0, p.n29, p.n59, p.x, p.get()))"),
    "instances with a dict and a builtin base": ("p = OfList([1]); p.x = 3; p.append(4)", """
        out.append((p.x, p[-1], len(p)))
        p.x += 1
        if i == 70:
            p.other = 1
        if i == 90:
            del p.x
            p.x = 0"""),
    "instances with a builtin base, a new one each time": ("", "p = OfList(); p.x = i; p.y = p.x; out.append((p.x, p.y))"),
    "exceptions": ("e = ValueError(1, 2); e.note = 5", "out.append((e.args, e.note, e.__cause__)); e.note += 1"),
    "functions": ("def f(): pass\nf.count = 0", "f.count += 1; out.append((f.count, f.__name__, f.__code__ is not None))"),
    "simple namespaces": ("p = types.SimpleNamespace(x=0)", "p.x += i; out.append(p.x)"),
    "__class__ and __dict__": ("p = Plain()", "out.append((p.__class__ is Plain, p.__dict__['x'], p.__doc__, p.__module__))"),
    "the class of an instance changes": ("p = Plain()", """
        out.append((p.x, type(p).__name__, p.get()))
        if i % 40 == 39:
            p.__class__ = Plain if type(p) is Derived else Derived"""),
    "an owner that dies": ("", "out.append(Plain(i).x); out.append(Plain(str(i)).get()); out.append(Point(i, [i]).y)"),
}


@pytest.mark.parametrize("before, body", READ.values(), ids=READ)
def test_an_attribute_of_an_instance(both, before, body):
    loop(both, before, body)


MEMBERS = {
    "slots": ("p = Slots(1)", "out.append(p.x); p.x = i"),
    "a slot that is empty": ("p = Slots(1)", """
        try:
            out.append(p.y if i > 50 else p.x)
        except AttributeError as error:
            out.append(str(error))
            if i > 80:
                p.y = 7"""),
    "a slot that is emptied": ("p = Slots(1)", """
        p.x = i
        if i % 7 == 6:
            del p.x
        out.append(getattr(p, "x", "none"))"""),
    "a slot of another class": ("class Thief: x = Slots.x\np = [Slots(1), Thief()]", """
        try:
            out.append(p[i > 80].x)
        except TypeError as error:
            out.append(str(error))"""),
    "members of builtin types": ("c, r, s = 1.5 - 2j, range(1, 9, 2), slice(1, None)", """
        out.append((c.real, c.imag, r.start, r.stop, r.step, s.start, s.stop, i.real, i.imag, (i / 2).real, True.real))
        c = c * 1.01
        r = range(i)"""),
    "numbers as attributes of themselves": ("", "x = i + 1000; y = x.real; out.append((x is y, y, x.numerator, x.denominator))"),
    "named tuples": ("p = Point(1, 'a')", "out.append((p.x, p.y)); p = Point(p.y, p.x)"),
    "a named tuple that is too short": ("p = [Point(1, 2), tuple.__new__(Point, (3,))]", """
        try:
            out.append(p[i > 80].y)
        except IndexError as error:
            out.append(str(error))"""),
    "what the system knows": ("import sys, time\nt = time.gmtime(0)", "out.append((sys.version_info.major, t.tm_year))"),
}


@pytest.mark.parametrize("before, body", MEMBERS.values(), ids=MEMBERS)
def test_a_member_of_an_object_of_c(both, before, body):
    loop(both, before, body)


CLASS_ATTRIBUTES = {
    "through the instance": ("p = Derived()", """
        out.append(p.shared)
        if i == 40:
            Plain.shared = 1.5
        if i == 80:
            Derived.shared = [1]
        if i == 100:
            del Derived.shared
            Plain.shared = "class" """),
    "through the class": ("", """
        out.append(Derived.shared)
        if i == 60:
            Plain.shared = i
        if i == 100:
            Plain.shared = "class" """),
    "a counter in the class": ("Plain.count = 0", "Plain.count += 1; out.append(Derived.count)"),
    "of classes that vary": ("", "out.append((Plain, Derived)[i % 2].__name__); out.append((Plain, Derived)[i % 2].shared)"),
    "bases that are replaced": ("class A: v = 'a'\nclass B: v = 'b'\nclass C(A): pass\nc = C()", """
        out.append((c.v, C.v))
        if i == 60:
            C.__bases__ = B,"""),
    "of a class with a metaclass": ("""
        class Meta(type):
            over = "meta"

            @property
            def size(cls):
                return len(cls.__name__)

            def method(cls, x):
                return cls.__name__, x

        class C(metaclass=Meta):
            own = 1""", """
        out.append((C.own, C.over, C.size, C.method(i)))
        if i == 60:
            C.over = "class"
        if i == 80:
            Meta.own = property(lambda cls: "meta wins") """),
    "of an enumeration": ("import enum\nclass E(enum.Enum):\n    A = 1\n    B = 2", "out.append((E.A is E(1), E.A.name, E.B.value, E.A.B))"),
    "descriptors, as they lie there": ("", "out.append((Slots.x.__name__, type(Plain.get).__name__, type(int.real).__name__))"),
    "builtin functions": ("", "out.append((int.from_bytes(b'ab'), dict.fromkeys([i]), str.maketrans({}), 'a'.join('bc')))"),
    "methods kept": ("p, data = Plain(), []\nfrom_bytes, push = int.from_bytes, data.append", """
        get, f = p.get, Derived.get
        push(get() + f(p) + from_bytes(b'a'))
        out.append((p.get is p.get, p.get == get, Plain.get is f, data.append == push))
        p.x = i"""),
    "class methods and static methods": ("""
        class Tools:
            base = 5

            @classmethod
            def make(cls, x):
                return cls.base + x

            @staticmethod
            def plain(x):
                return x * 2

            value = staticmethod(7)
            partial = classmethod(functools.partial(lambda cls, x: (cls.__name__, x)))

        class More(Tools):
            base = 7
        tool = More()""", """
        out.append((tool.make(i), Tools.make(i), More.make(1), tool.plain(i), More.plain(i), tool.value, More.value))
        out.append((tool.partial, More.partial) and 0)
        keep, other = tool.make, More.plain
        out.append((keep(i), other(i), keep.__self__ is More))
        if i == 80:
            More.base = 100"""),
    "functions of an instance": ("p = Plain(); p.call = lambda x: x + 1", "out.append(p.call(i))"),
    "objects that can be called": ("""
        class Callable:
            def __call__(self, x):
                return x
        Plain.made = Callable()
        p = Plain()""", "out.append(p.made(i))"),
    "a value that becomes a descriptor": ("""
        class Late:
            pass
        class Holder:
            late = Late()
        h = Holder()
        h.other = 1""", """
        out.append(type(h.late).__name__)
        if i == 60:
            Late.__get__ = lambda self, instance, owner: ("got", instance is h)
        if i == 80:
            h.late = "instance"
        if i == 100:
            Late.__set__ = lambda self, instance, value: None"""),
}


@pytest.mark.parametrize("before, body", CLASS_ATTRIBUTES.values(), ids=CLASS_ATTRIBUTES)
def test_what_a_class_has(both, before, body):
    loop(both, before, body)


MODULES = {
    "a variable": ("m = types.ModuleType('m'); m.x = 1", "out.append(m.x); m.x += 1"),
    "a function": ("m = types.ModuleType('m'); m.f = abs", """
        out.append(m.f(-i))
        if i == 60:
            m.f = lambda x: x"""),
    "a variable that goes": ("m = types.ModuleType('m'); m.x = 1; m.__getattr__ = lambda name: name", """
        out.append((m.x, m.absent, m.__name__, m.__dict__['x'] if i < 60 else 0))
        if i == 60:
            del m.x"""),
    "a module that changes its class": ("m = types.ModuleType('m'); m.x = 1\nclass Own(types.ModuleType): x = property(lambda self: 9)", """
        out.append(m.x)
        if i == 60:
            m.__class__ = Own"""),
    "many modules": ("import math, cmath", "out.append((math, cmath)[i % 2].pi)"),
}


@pytest.mark.parametrize("before, body", MODULES.values(), ids=MODULES)
def test_an_attribute_of_a_module(both, before, body):
    loop(both, before, body)


SUPER = {
    "methods": "out.append(d.f(i))",
    "a property": "out.append(d.p)",
    "class methods and static methods": "out.append((d.c(i), D.c(i), d.s(i)))",
    "a bound method kept": "out.append(d.kept()(i))",
    "a method of a builtin base": "out.append(len(n.append(i) or n))",
    "a base that changes": """
        out.append(d.f(i))
        if i == 60:
            B.f = lambda self, x: "changed"
        if i == 90:
            B.v = "changed" """,
    "an attribute that is not there": """
        try:
            out.append(d.g(i))
        except AttributeError as error:
            out.append(str(error))""",
    "instances of many classes": "out.append((d, e)[i % 2].f(i))",
}
SUPER_CLASSES = """
    class B:
        v = 1

        def f(self, x):
            return x + 1

        @property
        def p(self):
            return self.v * 10

        @classmethod
        def c(cls, x):
            return cls.v, x

        @staticmethod
        def s(x):
            return x

    class D(B):
        v = 2

        def f(self, x):
            return super().f(x), super(D, self).v, super().p

        @property
        def p(self):
            return super().p + 1

        @classmethod
        def c(cls, x):
            return super().c(x), super().v, super().f is B.f

        def s(self, x):
            return super().s(x)

        def kept(self):
            return super().f

        def g(self, x):
            return super().g if x > 60 else super().v

    class E(D):
        v = 3

    class N(list):
        def append(self, x):
            super().append(x)
            super(N, self).append(x)

    d, e, n = D(), E(), N()
"""


@pytest.mark.parametrize("body", SUPER.values(), ids=SUPER)
def test_super(both, body):
    loop(both, SUPER_CLASSES, body)
