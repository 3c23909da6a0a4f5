"""Functions made in loops, and their variables: each program does the same stock and jitted."""
import pytest

CLOSURES = {
    "a counter": """
        def make():
            n = 0
            def count(k):
                nonlocal n
                n += k
                return n
            return count, lambda: n
        def run():
            count, read = make()
            r = []
            for i in range(100):
                r.append(count(i))
            return r, read()
        result = run()""",
    "types in a cell that change": """
        def make():
            x = 0
            def put(v):
                nonlocal x
                before, x = x, v
                return before
            return put
        def run():
            put, r = make(), []
            for i in range(200):
                r.append(put(i if i % 5 else str(i) if i % 2 else i / 2))
            return r
        result = run()""",
    "variables of the loop's own function in cells": """
        def run():
            total, seen = 0, []
            def note(x):
                seen.append(total + x)
            for i in range(100):
                total += i
                note(i)
            return seen
        result = run()""",
    "the loop variable in a cell": """
        def run():
            fs = []
            for i in range(60):
                fs.append(lambda: i)
            return [f() for f in fs]
        result = run()""",
    "an unbound cell": """
        def run():
            def read():
                return x
            r = 0
            for i in range(60):
                if i == 50:
                    return read()
                r += i
            x = r
        run()""",
    "a cell that is deleted and filled again": """
        def run():
            def read():
                try:
                    return x
                except NameError as error:
                    return str(error)
            r = []
            for i in range(60):
                x = i
                if i % 4 == 3:
                    del x
                r.append(read())
            return r
        result = run()""",
    "a followed function that makes cells": """
        def make(x):
            y = x + 1
            def f():
                return x * y
            return f
        def run():
            r = []
            for i in range(80):
                r.append(make(i)())
            return r
        result = run()""",
    "objects in cells die in time": """
        log = []
        class Noisy:
            def __init__(self, n):
                self.n = n
            def __del__(self):
                log.append(self.n)
        def make():
            x = None
            def put(v):
                nonlocal x
                x = v
            return put
        def run():
            put = make()
            for i in range(50):
                put(Noisy(i))
                log.append("then")
        run()""",
    "two closures of one code": """
        def make(k):
            def f(x):
                return x * k
            return f
        def run():
            fs, r = [make(k) for k in range(12)], 0
            for i in range(400):
                r += fs[i % 3](i) + fs[i % 12](i)
            return r
        result = run()""",
}


@pytest.mark.parametrize("source", CLOSURES.values(), ids=CLOSURES)
def test_closures(both, source):
    both(source)
