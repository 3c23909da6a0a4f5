"""Whatever a loop relies on may change while it runs compiled: the next bytecode sees it.

One row for each thing that can change; the loop itself changes it, a callback of a C function, another thread, a destructor."""
import textwrap

import pytest

from differential.differ import Program

# name: (what is there, what the loop asks each time, what changes in the middle of the run)
CHANGES = {
    "a class attribute": ("""
        class A:
            x = 1
        a = A()
        """, "a.x", "A.x = 'two'"),
    "a class attribute that is deleted": ("""
        class Base:
            x = 1
        class A(Base):
            x = 2
        a = A()
        """, "a.x", "del A.x"),
    "an attribute of the base": ("""
        class Base: pass
        class Middle(Base): x = 1
        class A(Middle): pass
        a = A()
        """, "a.x", "Middle.x = 2"),
    "a method": ("""
        class A:
            def f(self): return 1
        a = A()
        """, "a.f()", "A.f = lambda self: 2"),
    "a method that the instance hides": ("""
        class A:
            def f(self): return 1
        a = A()
        """, "a.f()", "a.f = lambda: 2"),
    "the bases": ("""
        class One:
            def f(self): return 1
        class Two:
            def f(self): return 2
        class A(One): pass
        a = A()
        """, "a.f()", "A.__bases__ = (Two,)"),
    "the MRO": ("""
        class Left: pass
        class Right:
            x = 'right'
        class Meta(type):
            def mro(cls):
                order = super().mro()
                return order[:1] + order[-2:0:-1] + order[-1:] if turned else order
        turned = False
        class A(Left, Right, metaclass=Meta): pass
        Left.x = 'left'
        a = A()
        """, "a.x", "global turned; turned = True; A.__bases__ = A.__bases__"),
    "the class of an instance": ("""
        class One:
            def f(self): return 1
        class Two:
            def f(self): return 2
        a = One()
        """, "a.f()", "a.__class__ = Two"),
    "an instance's attribute": ("""
        class A: pass
        a = A()
        a.x = 1
        """, "a.x", "a.x = 2.5"),
    "an instance's dict": ("""
        class A: pass
        a = A()
        a.x = 1
        """, "a.x", "a.__dict__ = {'y': 0, 'x': 2}"),
    "an instance's dict, from outside": ("""
        class A: pass
        a = A()
        a.x = 1
        """, "a.x", "vars(a).update(z=0, x=2)"),
    "an instance's attribute that goes": ("""
        class A:
            x = 'of the class'
        a = A()
        a.x = 1
        """, "a.x", "del a.x"),
    "a descriptor that comes": ("""
        class A: pass
        a = A()
        a.x = 1
        """, "a.x", "A.x = property(lambda self: 'computed')"),
    "a descriptor that changes": ("""
        class Kept:
            def __get__(self, instance, owner): return 1
        class A:
            x = Kept()
        a = A()
        """, "a.x", "Kept.__get__ = lambda self, instance, owner: 2"),
    "a descriptor that begins to set": ("""
        class Kept:
            def __get__(self, instance, owner): return 'from the class'
        class A:
            x = Kept()
        a = A()
        a.__dict__['x'] = 'from the instance'
        """, "a.x", "Kept.__set__ = lambda self, instance, value: None"),
    "a slot": ("""
        class A:
            __slots__ = ('x',)
        a = A()
        a.x = 1
        """, "a.x", "a.x = 'two'"),
    "__getattr__": ("""
        class A: pass
        a = A()
        """, "getattr(a, 'x', 'none')", "A.__getattr__ = lambda self, name: name * 2"),
    "__getattribute__": ("""
        class A:
            x = 1
        a = A()
        """, "a.x", "A.__getattribute__ = lambda self, name: name * 2"),
    "an operator": ("""
        class A:
            def __add__(self, other): return 1
        a = A()
        """, "a + i", "A.__add__ = lambda self, other: 2"),
    "the truth of an object": ("""
        class A:
            def __bool__(self): return True
        a = A()
        """, "1 if a else 2", "A.__bool__ = lambda self: False"),
    "the length of an object": ("""
        class A:
            def __len__(self): return 3
        a = A()
        """, "len(a)", "A.__len__ = lambda self: 4"),
    "a global": ("x = 1", "x", "global x; x = 'two'"),
    "a global that goes": ("len = lambda it: 'mine'", "len('abc')", "global len; del len"),
    "a global that hides a builtin": ("", "len('abc')", "globals()['len'] = lambda it: 'mine'"),
    "a builtin": ("import builtins", "abs(-i)", "kept = abs; builtins.abs = lambda n: kept(n) + 1000"),
    "a builtin that comes": ("import builtins\nfallback = 1", "ours() if hasattr(builtins, 'ours') else fallback",
                             "builtins.ours = lambda: 2"),
    "an attribute of a module": ("import types\nm = types.ModuleType('m'); m.x = 1", "m.x", "m.x = 2"),
    "a function's code": ("""
        def f(n): return n
        def g(n): return -n
        """, "f(i)", "f.__code__ = g.__code__"),
    "a function's defaults": ("def f(n, more=1): return n + more", "f(i)", "f.__defaults__ = (100,)"),
    "a function's keyword defaults": ("def f(n, *, more=1): return n + more", "f(i)", "f.__kwdefaults__ = {'more': 100}"),
    "a global function": ("def f(n): return n", "f(i)", "global f; f = lambda n: -n"),
    "a closure's cell": ("""
        def outer():
            x = 1
            def get(): return x
            def put(value):
                nonlocal x
                x = value
            return get, put
        get, put = outer()
        """, "get()", "put('two')"),
    "a closure's cell, from outside": ("""
        def outer():
            x = 1
            return lambda: x
        get = outer()
        """, "get()", "get.__closure__[0].cell_contents = 2"),
    "the items of a list": ("items = [1, 2, 3]", "items[i % 3]", "items[:] = ['a', 'b', 'c', 'd']"),
    "the length of a list": ("items = [0] * 400", "items[i]", "del items[5:]"),
    "a dict that is asked for a name": ("known = {'x': 1}", "known['x']", "known.clear(); known['x'] = 2"),
}
AGENTS = {
    "the loop": "change()",
    "a callback": "max((1, 2), key=lambda n: [change(), n][1] if n == 1 else n)",
    "another thread": "thread = threading.Thread(target=change); thread.start(); thread.join()",
    "a destructor": "Dying()",
}
PROGRAM = """
import builtins
import threading
{there}

def change():
    {change}

class Dying:
    def __del__(self):
        change()

def loop():
    seen, last = [], None
    for i in range(300):
        if i == 150:
            {agent}
        try:
            value = {asks}
        except Exception as error:
            value = type(error).__name__, str(error)
        if value != last or i < 3:
            seen.append((i, value))
            last = value
    return seen

untouched = dict(vars(builtins))
try:
    seen = loop()
finally:
    for name in set(vars(builtins)) - set(untouched):
        delattr(builtins, name)
    vars(builtins).update(untouched)
del untouched
"""


@pytest.mark.parametrize("agent", AGENTS)
@pytest.mark.parametrize("name", CHANGES)
def test_it_is_seen_at_once(differ, name, agent):
    there, asks, change = CHANGES[name]
    text = PROGRAM.format(there=textwrap.dedent(there), asks=asks, change=change, agent=AGENTS[agent])
    stats = differ.check(Program(text, filename="invalidation.py"))
    assert stats["traces"]
