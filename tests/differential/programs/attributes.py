"""Every way to read, write and delete an attribute in a hot loop."""
import re

N = 300


class Plain:
    kind = "plain"
    total = 0

    def __init__(self, x=1):
        self.x = x
        self.y = 2.5

    def get(self):
        return self.x


class Slots:
    __slots__ = ("x", "y")

    def __init__(self, x=1):
        self.x = x
        self.y = 2.5


class SlotsAndDict(Slots):
    pass


def read_and_write_instance_attributes():
    p = Plain()
    for i in range(N):
        p.x = p.x + i
        p.y += 0.5
    return p


def read_and_write_slots():
    s = Slots()
    for i in range(N):
        s.x = s.x + i
        s.y += 0.5
    return s


def slots_with_a_dict_in_a_subclass():
    s = SlotsAndDict()
    for i in range(N):
        s.x += 1
        s.z = i
    return s, vars(s)


def class_attribute_read_through_the_instance():
    p, out = Plain(), []
    for i in range(N):
        out.append(p.kind)
        if i == 150:
            p.kind = "own"
        if i == 250:
            del p.kind
    return out


def class_attribute_as_counter():
    p = Plain()
    for i in range(N):
        Plain.total += 1
        p.total += 1
    try:
        return Plain.total, p.total
    finally:
        Plain.total = 0


def class_attribute_changed_in_mid_loop():
    class Local(Plain):
        kind = "a"

    p, out = Local(), []
    for i in range(N):
        out.append(p.kind)
        if i == 100:
            Local.kind = "b"
        if i == 200:
            del Local.kind
    return out


def base_class_attribute_changed_in_mid_loop():
    class Base:
        v = 1

    class Derived(Base):
        pass

    d, out = Derived(), []
    for i in range(N):
        out.append(d.v)
        if i == 100:
            Base.v = 2.5
        if i == 200:
            Derived.v = "derived"
    return out


def instance_attribute_appears_in_mid_loop():
    p, out = Plain(), []
    for i in range(N):
        if i == 150:
            p.extra = 7
        out.append(getattr(p, "extra", None))
        out.append(hasattr(p, "extra"))
    return out


def attribute_deleted_and_made_again():
    p, out = Plain(), []
    for i in range(N):
        if i % 3 == 0:
            del p.x
        if i % 3 == 1:
            p.x = i
        out.append(p.x if i % 3 else hasattr(p, "x"))
    return out


def many_attributes_in_another_order():
    things = []
    for i in range(N):
        p = Plain.__new__(Plain)
        if i % 2:
            p.a, p.b = i, -i
        else:
            p.b, p.a = -i, i
        things.append(p)
    return [p.a * 3 + p.b for p in things]


def more_attributes_than_inline_values():
    p = Plain()
    for i in range(80):
        setattr(p, f"a{i}", i)
        p.x += p.a0
        p.last = i
    return vars(p)


def dict_taken_in_mid_loop():
    p, out = Plain(), []
    for i in range(N):
        p.x += 1
        if i == 100:
            names = vars(p)
        if i > 150:
            names["x"] += 1000
        if i > 200:
            names["new"] = i
            out.append(p.new)
        out.append(p.x)
    return out


def dict_replaced_in_mid_loop():
    p, out = Plain(), []
    for i in range(N):
        out.append(p.x)
        p.x += 1
        if i % 100 == 99:
            p.__dict__ = {"x": -i, "y": 0}
    return out, p


def dict_cleared_in_mid_loop():
    p = Plain()
    for i in range(N):
        p.x += 1
        if i == 200:
            vars(p).clear()
    return p


def class_of_an_instance_changed():
    class One:
        def name(self):
            return "one"

    class Two:
        def name(self):
            return "two"

    thing, out = One(), []
    thing.x = 5
    for i in range(N):
        out.append((thing.name(), thing.x, type(thing).__name__))
        if i % 100 == 99:
            thing.__class__ = Two if type(thing) is One else One
    return out


def method_replaced_in_mid_loop():
    class Local:
        def step(self, x):
            return x + 1

    def other(self, x):
        return x * 2

    thing, x, out = Local(), 0, []
    for i in range(N):
        x = thing.step(x) % 1009
        out.append(x)
        if i == 100:
            Local.step = other
        if i == 200:
            thing.step = lambda x: x - 1
        if i == 250:
            del thing.step
    return out


def method_code_replaced_in_mid_loop():
    def f(x):
        return x + 1

    def g(x):
        return x * 3

    x = 0
    for i in range(N):
        x = f(x) % 1009
        if i == 150:
            f.__code__ = g.__code__
    return x


def defaults_replaced_in_mid_loop():
    def f(x, y=1, *, z=2):
        return x + y * z

    total = 0
    for i in range(N):
        total += f(i)
        if i == 100:
            f.__defaults__ = (10,)
        if i == 200:
            f.__kwdefaults__ = {"z": 0.5}
    return total


def bases_replaced_in_mid_loop():
    class A:
        v = "a"

    class B:
        v = "b"

    class Local(A):
        pass

    thing, out = Local(), []
    for i in range(N):
        out.append(thing.v)
        if i == 150:
            Local.__bases__ = (B,)
    return out


def bound_methods_kept():
    p, data = Plain(3), []
    get, push = p.get, data.append
    for i in range(N):
        push(get() + i)
        if i == 150:
            p.x = 100
    return data, get.__self__ is p


def bound_method_identity():
    p, out = Plain(), 0
    for i in range(N):
        a, b = p.get, p.get
        out += (a is b) * 1000 + (a == b)
    return out


def attributes_of_builtin_values():
    out = []
    for i in range(N):
        out.append(((i + 0.5).real, i.numerator, (1 + 2j).imag, [].__class__, "a".__len__(), range(i).stop, slice(i).stop))
    return out


def attributes_of_functions():
    def f():
        return f.count

    f.count = 0
    for i in range(N):
        f.count += 1
        f.text = str(i)
    return f(), f.text, f.__name__


def special_attributes():
    p, out = Plain(), []
    for i in range(N):
        out.append((p.__class__ is Plain, p.__dict__["x"], type(p).__name__, p.__doc__, p.get.__func__ is Plain.get))
    return out


def getattr_setattr_delattr_with_names_that_change():
    p, out = Plain(), []
    for i in range(N):
        name = f"n{i % 7}"
        setattr(p, name, i)
        out.append(getattr(p, f"n{(i + 3) % 7}", "none"))
        if i % 5 == 0:
            delattr(p, name)
    return out, vars(p)


def private_names():
    class Private:
        def __init__(self):
            self.__x = 0

        def step(self):
            self.__x += 1
            return self.__x

    p = Private()
    return [p.step() for _ in range(N)], vars(p)


def objects_as_linked_list():
    class Node:
        __slots__ = ("value", "next")

        def __init__(self, value, next):
            self.value = value
            self.next = next

    head = None
    for i in range(N):
        head = Node(i, head)
    total, node = 0, head
    while node is not None:
        total = total * 3 % 1009 + node.value
        node = node.next
    previous, node = None, head
    while node:
        node.next, previous, node = previous, node, node.next
    return total, previous.value, previous.next.value


def methods_in_c_that_are_told_their_class():
    pattern, out = re.compile("a(b)?"), []
    for i in range(N):
        match = pattern.match
        out.append(match("ab"[:i % 3]) is not None)
    return out, type(match).__name__
