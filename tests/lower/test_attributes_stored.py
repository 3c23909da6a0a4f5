"""Attributes that are stored and deleted in a hot loop, and those that Python functions answer for."""
import textwrap

import pytest

from lower.loops import goes_into_calls, loop

STORED = {
    "numbers": ("p = Plain()", "p.x = i; p.y = i * 0.5; p.x += p.y; out.append((p.x, p.y))"),
    "a number that grows out of 64 bits": ("p = Plain()", "p.x = p.x * 7 + i; out.append(p.x)"),
    "a number that others hold, too": ("p = Plain(); held = []", """
        held.append(p.x)
        p.x = p.x * 1.5 + 1
        out.append((p.x, held[-1], held[0]))"""),
    "one object in many places": ("p, q = Plain(), Slots(1)", """
        value = str(i)
        p.x = q.x = value
        p.y = p.x
        out.append((p.x is value, q.x is p.x, p.y is value, p.x))"""),
    "small and large ints": ("p = Plain()", "p.x = i % 3 if i % 2 else i * 10 ** 9; out.append((p.x, p.x is 1))"),
    "values of all types": ("p = Plain(); q = Slots(0)", """
        p.x = q.x = (i, 0.5 * i, str(i), None, [i], True, (i,), p.x)[i % 8]
        out.append((p.x, q.x))"""),
    "an object of one's own": ("p, q = Plain(), Plain()\np.x, q.x = q, p", "p.x, q.x = q.x, p.x; out.append(p.x is p)"),
    "onto itself": ("p = Plain([])", "p.x = p.x; p.x = p.x; out.append(len(p.x)); p.x.append(i)"),
    "a linked list": ("head = None", """
        node = Plain(i)
        node.next = head
        head = node
        total, at = 0, head
        while at is not None and total < 50:
            total += at.x % 5
            at = at.next
        out.append(total)"""),
    "new instances": ("", """
        p = Plain(i)
        p.z = i
        q = Slots(p.z)
        q.y = q.x
        out.append((list(vars(p).items()), q.x, q.y))"""),
    "in another order": ("class C: pass", """
        c = C()
        if i % 3 == 0:
            c.a, c.b = i, 1
        elif i % 3 == 1:
            c.b, c.a = i, 2
        else:
            c.c = c.a = i
            del c.c
            c.c = 4
        out.append(list(vars(c).items()))"""),
    "many names": ("class C: pass", """
        c = C()
        c.a = c.b = c.c = c.d = c.e = c.f = c.g = c.h = c.i = c.j = c.k = c.l = c.m = c.n = c.o = c.p = c.q = i
        c.aa = c.bb = c.cc = c.dd = c.ee = c.ff = c.gg = c.hh = c.ii = c.jj = c.kk = c.ll = c.mm = c.nn = c.oo = c.pp = i
        out.append(list(vars(c).items()))"""),
    "through the dict and past it": ("p = Plain(); d = vars(p)", """
        p.x = i
        out.append((d["x"], p.x))
        d["x"] = -i
        out.append(p.x)
        if i == 60:
            p.new = 1
        if i == 80:
            del d["x"]
        out.append(list(d))"""),
    "deleted and made again": ("p = Plain()", """
        del p.x
        p.x = i
        out.append(list(vars(p).items()) if i % 9 == 0 else p.x)
        try:
            if i % 10 == 9:
                del p.absent
        except AttributeError as error:
            out.append(str(error))"""),
    "a read-only member": ("f = run", """
        try:
            if i > 60:
                f.__closure__ = 1
            else:
                f.mark = i
        except AttributeError as error:
            out.append((str(error), f.mark))"""),
    "a slot that is not there": ("q = Slots(1)", """
        try:
            if i > 60:
                q.z = 1
            q.x = i
        except AttributeError as error:
            out.append((str(error), q.x))"""),
    "an attribute of a module": ("m = types.ModuleType('m'); m.x = 0.0", "m.x += 0.5; m.y = [i]; out.append((m.x, m.y))"),
    "an attribute of a class": ("class C: x = 0", "C.x += 1; C.y = i; out.append((C.x, C().y))"),
    "of instances of a builtin base": ("p = OfList()", "p.x = i; p.y = 1.5 * i; out.append((p.x, p.y))"),
    "into what dies": ("", "Plain(i).x = [i]; Slots(1).y = 2; out.append(i)"),
}


@pytest.mark.parametrize("before, body", STORED.values(), ids=STORED)
def test_a_store(both, before, body):
    loop(both, before, body, "run.__dict__.clear()")


def test_what_is_replaced_dies_at_once(both):
    loop(both, """
        class Mortal:
            def __init__(self, n):
                self.n = n

            def __del__(self):
                out.append((self.n, getattr(p, "x", 0) and p.x.n, getattr(q, "x", 0) and q.x.n))

        p, q = Plain(0), Slots(0)
        p.x, q.x = Mortal(-1), Mortal(-2)
        kept = []""", """
        p.x = Mortal(i)
        q.x = Mortal(1000 + i)
        if i % 4 == 0:
            kept.append(p.x)
        out.append("after")""", "p.x = q.x = 0")


def test_a_finalizer_that_meddles(both):
    loop(both, """
        class Meddler:
            def __del__(self):
                p.y += 1
                p.x = None
                Plain.shared = p.y

        p = Plain()""", """
        p.x = Meddler()
        p.x = i
        out.append((p.x, p.y, p.shared))""", "Plain.shared = 'class'")


def test_reference_counts_stay_right(both):
    loop(both, """
        from differential.watched import counted
        p, q, m = Plain(), Slots(0), types.ModuleType("m")
        m.x = 0
        one, two = counted(object()), counted([])
        of_list = OfList()""", """
        p.x, q.x, m.x, of_list.x = (one, two, i, 0.5)[i % 4], (two, None, one)[i % 3], (one, two)[i % 2], (two, one)[i % 2]
        p.y = p.x
        fresh = Plain(one)
        fresh.z = two
        if i == 50:
            d = vars(p)
        if i == 70:
            del p.x, q.x, m.x
        if i == 80:
            p.__dict__ = {"x": one, "y": two}""", "out.append(len(d))")


def test_a_dict_that_is_watched(both):
    loop(both, """
        import _testcapi
        kind = _testcapi.add_dict_watcher(0)
        p, m = Plain(), types.ModuleType("m")
        m.x = "m"
        p.x = "p" """, """
        if i == 40:
            _testcapi.watch_dict(kind, vars(p))
            _testcapi.watch_dict(kind, vars(m))
        if i == 100:
            _testcapi.unwatch_dict(kind, vars(p))
            _testcapi.unwatch_dict(kind, vars(m))
        p.x = str(i)
        m.x = str(i)""", """
        out += _testcapi.get_dict_watcher_events()
        _testcapi.clear_dict_watcher(kind)""")


ANSWERED = """
    class Property:
        def __init__(self, x=1):
            self._x = x
            self.log = []

        @property
        def x(self):
            if self._x == 50:
                self.log.append("fifty")
            return self._x

        @x.setter
        def x(self, value):
            if value == 70:
                raise ValueError(value)
            self._x = value
            if value == 60:
                return "nobody wants this"

        @x.deleter
        def x(self):
            self._x = -1

        f = property(lambda self: lambda y: self._x + y)

    class Data:
        def __get__(self, instance, owner):
            if instance is None:
                return owner
            return instance.hidden * 2 if instance.hidden != 50 else str(owner.__name__)

        def __set__(self, instance, value):
            instance.hidden = value

    class NonData:
        def __get__(self, instance, owner):
            return (instance is None, owner.__name__)

    class Described:
        data, other = Data(), NonData()

        def __init__(self):
            self.hidden = 1

    class Fallback:
        known = "known"

        def __init__(self):
            self.real = 1

        def method(self):
            return self.real

        def __getattr__(self, name):
            if name == "bad":
                raise AttributeError("no bad")
            return name if self.real < 50 else len(name)

    class Asked:
        def __init__(self):
            object.__setattr__(self, "n", 0)

        def __getattribute__(self, name):
            if name == "raise":
                raise KeyError(name)
            return name, object.__getattribute__(self, "n")

        def __setattr__(self, name, value):
            object.__setattr__(self, name, value if value != 60 else "sixty")
"""
ANSWERS = {
    "a property": ("p = Property()", """
        try:
            p.x = p.x + 1 if i % 80 != 79 else i
            p.x += i % 2
            out.append((p.x, p.f(i)))
            if i % 20 == 19:
                del p.x
        except ValueError as error:
            out.append((error.args, error.__traceback__.tb_lineno, error.__traceback__.tb_next.tb_lineno))
            p._x = 71"""),
    "a property that is replaced": ("p = Property()", """
        out.append(p.x)
        p._x = i
        if i == 60:
            Property.x = property(lambda self: "replaced")
        if i == 90:
            del Property.x
            p.__dict__["x"] = "own" """),
    "a property without a setter": ("p = Property()", """
        try:
            out.append(p.f(1))
            if i > 60:
                p.f = 1
        except AttributeError as error:
            out.append(str(error))"""),
    "a property that raises AttributeError": ("""
        class P:
            @property
            def x(self):
                return self.y

            def __getattr__(self, name):
                if name == "y":
                    raise AttributeError(name)
                return "helped"
        p = P()""", """
        out.append(p.x)
        if i == 60:
            p.y = 5"""),
    "a data descriptor": ("d = Described()", "d.data = i; out.append((d.data, Described.data is Described))"),
    "a descriptor without __set__": ("d = Described()", """
        out.append((d.other, Described.other))
        if i == 60:
            d.other = "own"
        if i == 90:
            NonData.__set__ = lambda self, instance, value: None"""),
    "a cached property": ("""
        class C:
            @functools.cached_property
            def x(self):
                out.append("made")
                return [1]""", "c = C(); out.append((c.x, c.x is c.x))"),
    "__getattr__": ("f = Fallback()", """
        out.append((f.absent, f.real, f.known, f.method()))
        f.real = i
        if i == 90:
            f.absent = "there" """),
    "__getattr__ that raises": ("f = Fallback()", """
        try:
            out.append(f.bad if i % 30 == 29 else f.good)
        except AttributeError as error:
            out.append((error.args, error.name, error.__traceback__.tb_next.tb_lineno))"""),
    "__getattribute__ and __setattr__": ("a = Asked()", """
        a.n = i
        try:
            out.append((a.n, a.x, getattr(a, "raise") if i % 40 == 39 else 0))
        except KeyError as error:
            out.append(error.args)"""),
    "hooks that come and go": ("p = Plain()", """
        p.x = i
        out.append(p.x)
        if i == 30:
            Plain.__getattribute__ = lambda self, name: (name, object.__getattribute__(self, name))
        if i == 50:
            del Plain.__getattribute__
            Plain.__getattr__ = lambda self, name: name * 2
        if i > 50:
            out.append(p.absent)
        if i == 70:
            Plain.__setattr__ = lambda self, name, value: object.__setattr__(self, name, -value)
        if i == 90:
            del Plain.__setattr__""", "del Plain.__getattr__"),
    "answers that look at frames": ("""
        import sys

        class P:
            @property
            def caller(self):
                frame = sys._getframe(1)
                return frame.f_code.co_name, frame.f_lineno, frame.f_locals["i"]

            @caller.setter
            def caller(self, value):
                out.append((sys._getframe(1).f_lineno, value))
        p = P()""", "out.append(p.caller); p.caller = i"),
    "answers that call": ("p, f = Property(), Fallback()", """
        p.x = f.real
        f.real = p.x + 1
        out.append((p.f(p.x), f.absent))"""),
    "an answer that is called": ("d = Described()", """
        d.data = str(i)
        out.append(d.data.upper())"""),
}


@pytest.mark.parametrize("program", ANSWERS.values(), ids=ANSWERS)
def test_an_attribute_that_a_function_answers_for(both, program):
    before, body, *after = program
    loop(both, textwrap.dedent(ANSWERED) + textwrap.dedent(before), body, *after)


HELPED = """
    class Helped:
        other = 5

        class Doubled:
            def __get__(self, instance, owner):
                return instance.n * 2 if instance.n != 60 else instance.nothing_there

        doubled = Doubled()

        def __init__(self):
            self.n, self.seen = 0, []

        @property
        def plain(self):
            return self.n

        @property
        def branchy(self):
            if self.n % 7 == 3:
                return "three"
            return self.other + self.n * 2 ** 60

        @property
        def noted(self):
            self.seen.append(self.n)
            if self.n % 20 == 19:
                raise AttributeError("noted")
            return len(self.seen)

        @property
        def absent(self):
            return self.nowhere

        @property
        def wrong(self):
            return 100 // (self.n - 70)

        @property
        def nested(self):
            return self.plain + self.doubled

        @property
        def stored(self):
            self.n += 0
            return [self.n]

        @property
        def rebound(self):
            here, self = self.n, None
            return here, self

        def __getattr__(self, name):
            if name == "nowhere":
                raise AttributeError(name)
            return "helped", name

    h = Helped()
"""
HELPED_BODIES = {
    "that only reads": "out.append(h.plain + i)",
    "that branches and outgrows 64 bits": "out.append(h.branchy)",
    "that has effects before it fails": "out.append((h.noted, len(h.seen)))",
    "that fails for want of an attribute": "out.append(h.absent)",
    "that fails otherwise": """
        try:
            out.append(h.wrong)
        except ZeroDivisionError as error:
            out.append((str(error), error.__traceback__.tb_next.tb_lineno))""",
    "that asks for others": "out.append(h.nested if i != 60 else 0)",
    "that stores and makes a list": "out.append(h.stored)",
    "that rebinds its self": "out.append(h.rebound)",
    "that is a descriptor": "out.append(h.doubled)",
    "of an owner that dies": "g = Helped(); g.n = i; out.append((g.plain, Helped().plain, Helped().nested))",
    "that is called": "out.append(h.plain.bit_length())",
    "that is replaced": """
        out.append(h.plain)
        if i == 60:
            Helped.plain = property(lambda self: self.nowhere)""",
}


@pytest.mark.parametrize("body", HELPED_BODIES.values(), ids=HELPED_BODIES)
def test_an_answer_where_there_is_a_getattr_too(both, body):
    loop(both, HELPED, "h.n = i\n" + textwrap.dedent(body))


def test_a_property_beside_a_getattr_is_followed_unless_it_fails(both):
    def stats(body):
        return both("""
            class Helped:
                def __init__(self):
                    import threading
                    self.n, self.lock = 1, threading.Lock()
                @property
                def plain(self):
                    return self.n + 1
                @property
                def absent(self):
                    return self.nowhere
                @property
                def guarded(self):
                    with self.lock:
                        return self.n
                @property
                def caught(self):
                    try:
                        return {}[self.n]
                    except KeyError:
                        return 7
                @property
                def listed(self):
                    return len([self.n])
                def __getattr__(self, name):
                    if name == "nowhere":
                        raise AttributeError(name)
                    return 5
            def run(h):
                s = 0
                for i in range(200):
                    s += %s
                return s
            result = run(helped := Helped())
            del helped
        """ % body)
    assert goes_into_calls(stats("h.plain"))
    for name in ("absent", "guarded", "caught", "listed"):
        assert stats("h." + name)["traces"] == 1, name
