"""What a number that is stored into memory looks like to whoever looks there, though the store waits for that."""
import pytest
from lower.loops import loop
from user.processes import python

BEFORE = """
    import gc, sys, threading

    class Noisy:
        def __del__(self):
            out.append(("end", peek()))

    def make(total, k):
        def add(x):
            nonlocal total
            total += x * k
            return total

        def put(x):
            nonlocal total
            before, total = total, x
            return before

        def peek():
            return total

        def clear():
            nonlocal total
            del total

        def twice(x):
            nonlocal total
            total = total + x
            total = total * 2 - x
            return total

        def checked(x):
            nonlocal total
            total += 1
            y = 100 // (x % 7)
            total += y
            return total
        return add, put, peek, clear, twice, checked

    add, put, peek, clear, twice, checked = make(0, 3)
    one = make(0.5, 0.25)
    cell = add.__closure__[1]
    r = s = t = last = None
    kept, numbers = [], [1.5, 2]
"""
CELLS = {
    "a counter": "r = add(i & 7)",
    "a counter, of floats": "r = one[0](i & 7)\nif i % 9 == 8: out.append((r, r is one[2]()))",
    "a number that a local keeps, too": "r = add(i)\nif i % 10 == 9: out.append((r, peek(), r is peek(), cell.cell_contents is r))",
    "the number of the pass before": "s = r; r = add(i + 1000)\nif i % 10 == 9: out.append((s, r, s is peek(), r is peek()))",
    "two locals have it": "r = s = add(i + 300)\nif i % 10 == 9: out.append((r is s, r is peek()))",
    "seen by a key function": "r = add(i)\nif i % 8 == 3: out.append(sorted([3, 1, 2], key=lambda x: (peek(), x)))",
    "seen by each pass's call": "r = add(i); out.append(len(sorted([3, 1], key=lambda x: peek())) + peek())",
    "seen through the cell": "r = add(i)\nif i % 6 == 1: out.append(cell.cell_contents)\nif i % 6 == 4: out.append(gc.get_referents(cell))",
    "changed through the cell": "r = add(i)\nif i % 6 == 1: cell.cell_contents = i * 1000",
    "changed through the cell, to another type": "r = add(1)\nif i % 20 == 1: cell.cell_contents = i * 0.5\nif i % 20 == 9: cell.cell_contents = i",
    "changed by another function": "r = add(i); s = put(i & 3); t = add(1)",
    "swapped with a local": "last = put(i); r = add(i)\nif i % 10 == 9: out.append((last, r))",
    "what it held before": "r = put(i * 1000)\nif i % 10 == 9: out.append((r, peek()))",
    "what it held before, as an object that lives": "r = put(i * 1000)\nif i % 10 == 3: kept.append(r)\nif i % 10 == 4: out.append(r is kept[-1])",
    "an object that a list has, too": "x = i * 1000; put(x); r = x\nif i % 10 == 3: kept.append(x); out.append(kept[-1] is peek())",
    "unbound at times": """
        r = add(i)
        if i % 20 == 5:
            clear()
            try: peek()
            except NameError as error: out.append(str(error))
            cell.cell_contents = i""",
    "stored twice in a pass": "r = twice(i)\nif i % 7 == 3: put(i)",
    "an exception in between": """
        try: r = checked(i)
        except ZeroDivisionError as error: out.append((peek(), error.__traceback__.tb_lineno))""",
    "ints that outgrow a machine word": "r = twice(i)\nif i % 40 == 39: out.append(r)",
    "nan, as the object that it is": """
        r = one[0](float("inf") - float("inf") if i % 30 == 20 else 1.0)
        if i % 30 in (19, 24, 27): out.append((r is one[2](), r == r))
        if i % 30 == 28: one[1](0.5)""",
    "two counters": "r = add(i); s = one[0](i); r = add(s > 3.5)\nif i % 10 == 9: out.append((r, s, peek(), one[2]()))",
    "many counters": """
        for f in counters[i % 3], counters[i % 5]:
            for k in range(6): r = f[0](k)
        out.append([f[2]() for f in counters])""",
    "one cell by two names": "r = alike(i)\nif i % 10 == 9: out.append((r, alike.__closure__[0].cell_contents))",
    "the loop's own variable, seen from inside": """
        own += i
        if i % 5 == 4: out.append(inside())
        bump(); own += 1""",
    "an object that ends looks": "r = add(i); last = Noisy() if i % 9 == 5 else i",
    "an object that ends in each pass looks": "r = add(i); last = Noisy(); s = add(1)",
    "a generator that looks": "r = add(i)\nif i % 4 == 1: out.append(next(looking))",
    "a generator that counts": "r = next(counting)\nif i % 9 == 1: out.append((r, gi_cell.cell_contents, r is gi_cell.cell_contents))",
    "a store into a list in between": "numbers[i & 1] = add(i); r = numbers[0]\nif i % 10 == 9: out.append((r, numbers[1] is peek()))",
    "in an unmade tuple, too": "p = (add(i), i); r = p[0]\nif i % 10 == 9: out.append((p[0] is peek(), r is p[0])); kept.append(p)",
    "how often it is referred to": "r = add(i + 1000)\nif i % 10 == 9: out.append(sys.getrefcount(r) - sys.getrefcount(peek()))",
    "in an inner loop": """
        for k in range(9):
            r = add(k)
            if k == 7 and i % 8 == 3: out.append(peek())
        s = put(r + i)""",
    "a bridge that looks, and one that does not": """
        r = add(i)
        if i % 3 == 1: s = add(2)
        elif i % 3 == 2: out.append(peek())""",
    "a bridge that stores another type": "r = add(1)\nif i % 11 == 5: r = put(0.5)\nif i % 11 == 7: r = put(i)",
    "a bridge that stores a str": "r = peek()\nif i % 11 == 5: r = put('x')\nelif i % 11 == 6: r = put(i)\nelse: r = add(1)",
    "a constant": "r = add(i); put(5); s = add(1)\nif i % 11 == 5: out.append((r, s))",
    "code that looks from within the call": "r = telling(i)\nif i % 9 == 8: out.append((r, peek(), frames))",
    "code that raises within the call": """
        try: r = telling(i if i % 7 else None)
        except TypeError as error: out.append((peek(), error.__traceback__.tb_next.tb_lineno, frames))""",
    "code of its own frame": "r = add(i)\nif i % 11 == 5: out.append(sys._getframe().f_locals['r'] is peek())",
}
MORE = """
    counters = [make(k, k + 1) for k in range(5)]

    def outer():
        a = b = 0

        def both_of(x):
            nonlocal a, b
            a += x
            b += 1
            a += b
            return a + b
        return both_of

    both_of = outer()
    shared = type(cell)(1)
    alike = type(both_of)(both_of.__code__, {}, "alike", None, (shared, shared))
    own = 0

    def inside():
        return own

    def bump():
        nonlocal own
        own += 3

    def look():
        while True:
            yield peek()

    def count_up():
        n = 0
        def more(k):
            nonlocal n
            n += k
            return n
        yield more.__closure__[0]
        while True:
            yield more(300)

    frames = []

    def telling(x):
        add(3)
        seen = sorted([2, 1], key=lambda k: (peek(), x + k))
        add(seen[0])
        frames[:] = [sys._getframe().f_code.co_name, peek()]
        return add(1)

    looking, counting = look(), count_up()
    gi_cell = next(counting)
"""


@pytest.mark.parametrize("name", CELLS)
def test_numbers_in_cells(both, name):
    loop(both, BEFORE + MORE, CELLS[name], "out += [r, s, t, last, peek(), one[2](), own, r is peek()]", passes=150)


OBJECTS = """
    import gc, sys

    class Account(Plain):
        def add(self, k):
            x = self.x
            self.x = x + k
            return x

        def step(self):
            self.x = x = (self.x * 69069 + 1) & 0xFFFFFFF
            return x

    class Slotted(Slots):
        add, step = Account.add, Account.step

    class Ending(Account):
        def __del__(self):
            out.append(("end", self.x, o.x))

    class Seeing:
        def __eq__(self, other):
            return o.x == other
        __hash__ = None

    o, u, both_of = Account(1000), Slotted(1000), [Account(7), Account(9)]
    floats = Account(0.5)
    r = s = t = last = None
    seeing, vars_of = Seeing(), vars(Account(5))
    h = Account(3)
    h.__dict__["z"] = 1
"""
ATTRIBUTES = {
    "a counter that gives what it was": "r = o.add(i); s = u.add(1)\nif i % 9 == 8: out.append((r, s, o.x, u.x))",
    "a generator of numbers": "r = o.step(); s = u.step()\nif i % 9 == 8: out.append((r, s, o.x is r, u.x is s))",
    "of floats": "r = floats.add(0.25)\nif i % 9 == 8: out.append((r, floats.x))",
    "the number of the pass before": "s = r; r = o.step()\nif i % 10 == 9: out.append((s is o.x, r is o.x))",
    "objects that may be one": "a, b = both_of[i % 2], both_of[i % 3 % 2]\na.x = r = a.x + 1\ns = b.x\nout.append((r, s, a.x))",
    "objects that take turns": "for p in both_of:\n    r = p.add(i); s = p.step()\nout.append([p.x for p in both_of])",
    "seen in the dict": "r = o.step()\nif i % 9 == 8: out.append((vars(o)['x'], o.x is vars(o)['x']))",
    "written through the dict": "r = o.step()\nif i % 9 == 8: vars(o)['x'] = i\nif i % 9 == 5: out.append(o.x)",
    "an instance with a dict of its own": "r = h.step(); s = h.add(2)\nif i % 9 == 8: out.append((h.__dict__['x'], r, s))",
    "seen by getattr": "r = o.step()\nif i % 9 == 8: out.append(getattr(o, 'xy'[i & 1]))",
    "seen by a comparison": "r = o.step()\nif i % 9 == 8: out.append(seeing == r)",
    "deleted": """
        r = o.step()
        if i % 9 == 8:
            del o.x
            try: o.x
            except AttributeError as error: out.append(str(error))
            o.x = i""",
    "another class": "r = o.step()\nif i % 9 == 8: o.__class__ = Derived if i % 18 == 8 else Account; out.append(o.x)\nif i % 9 == 7: o.__class__ = Account",
    "another type": "r = o.add(1)\nif i % 9 == 8: o.x = 0.5\nif i % 9 == 4: o.x = i; out.append(r)",
    "an object that ends with it": "p = Ending(i)\nr = p.step(); s = p.add(1)\np = None",
    "an object that ends later": "last = Ending(i * 1000) if i % 5 == 2 else last\nr = last.step() if last else 0\ns = o.step()",
    "the owner ends in between": "p = Account(i * 1000)\nr = p.step()\nboth_of[i & 1] = p\np = None\nout.append(both_of[0].x)",
    "the owner lives in a list alone": "r = both_of[1].step(); both_of[1] = Account(r); s = both_of[1].add(1)",
    "an object of the list, which goes": "p = both_of[0]\nr = p.step(); both_of[0] = both_of[1]; both_of[1] = Account(i); p = None; out.append(r)",
    "an exception in between": "try:\n    r = o.step(); s = 10 // (i % 4)\nexcept ZeroDivisionError: out.append((o.x is r, s))",
    "two attributes with one number": "o.x = o.y = r = o.step()\nif i % 9 == 8: out.append((o.x is o.y, o.y is r))",
    "an object that others have": "x = i * 1000; o.x = x; both_of[0].y = x\nr = o.add(1)\nif i % 9 == 8: out.append((r is both_of[0].y, r is x))",
    "in an inner loop": "for k in range(7):\n    r = o.step()\n    if k == 5 and i % 8 == 3: out.append(o.x)\ns = o.add(r)",
    "the garbage collector looks": "r = o.step()\nif i % 9 == 8: out.append(any(x is r for x in gc.get_referents(o)))",
    "how often it is referred to": "r = o.step()\nif i % 10 == 9: out.append(sys.getrefcount(r) - sys.getrefcount(o.x))",
    "in an unmade tuple, too": "p = (o.step(), i); r = p[0]\nif i % 10 == 9: out.append((p[0] is o.x, r is p[0]))",
    "ints that outgrow a machine word": "o.x = r = o.x * 3\nif i % 40 == 39: out.append(r)",
    "from a local": "x = i * 1000; o.x = x; x += o.x; r = o.x\nif i % 10 == 9: out.append((x, r is o.x))",
}


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_numbers_in_attributes(both, name):
    loop(both, OBJECTS, ATTRIBUTES[name], "out += [r, s, t, last and last.x, o.x, u.x, floats.x, h.x, [p.x for p in both_of], r is o.x]", passes=150)


def test_while_the_code_of_an_exit_is_made_others_see_what_has_been_stored():
    ended = python("-c", """if True:
        import pyjit
        pyjit.enable(hot=50, compile_share=1)

        def make():
            total = 0
            def add(x):
                nonlocal total
                total += x
                return total
            return add

        def loop(n):
            marks = []
            for i in range(n):
                r = add(1)
                if i % 1000 == 700:
                    marks.append(r)

        add = make()
        loop(60)
        cell, compiler, seen = add.__closure__[0], pyjit._runtime.compiler, []
        make_exit = compiler.make_exit

        def watched(exit):
            if exit.resume.stores:
                seen.append(cell.cell_contents)
            make_exit(exit)
        compiler.make_exit = watched
        cell.cell_contents = 0
        loop(5000)
        print(len(seen) > 0, {k for k in seen if k % 1000 != 701} <= {5000})""", PYJIT=None)
    assert ended.out == "True True\n", ended
