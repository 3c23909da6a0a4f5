"""Variables in dicts: globals and builtins of functions, and the names of module and class bodies, in hot loops."""
import pytest

MODULE_LEVEL = {
    "numbers": """
        i, total, x = 0, 0, 0.5
        while i < 200:
            total += i * 3
            x = x * 1.01 + total
            i += 1""",
    "a for loop": """
        out = []
        for i in range(100):
            for j in range(i % 5):
                out.append(i * j)""",
    "a number that grows out of 64 bits": """
        n = 1
        for i in range(100):
            n = n * 7 + i""",
    "values of all types": """
        out = []
        for i in range(120):
            x = (i, 0.5 * i, str(i), None, [i], True)[i % 6]
            out.append(x)
            y = x""",
    "names made and deleted": """
        out = []
        for i in range(100):
            if i % 3 == 0:
                fresh = i
            if i % 3 == 2:
                del fresh
            out.append("fresh" in globals())
            globals()[f"made_{i % 50}"] = i
        for i in range(50):
            del globals()[f"made_{i}"]""",
    "a name that is not defined": """
        seen = 0
        for i in range(100):
            try:
                seen += later
            except NameError as error:
                text = str(error), error.name
            if i == 50:
                later = 7
            if i == 80:
                del later""",
    "a name deleted twice": """
        out = []
        for i in range(60):
            x = i
            try:
                del x
                if i % 20 == 19:
                    del x
            except NameError as error:
                out.append(str(error))""",
    "a builtin that is hidden and seen again": """
        out = []
        for i in range(120):
            out.append(len("abc"))
            if i == 40:
                def len(x):
                    return "mine"
            if i == 80:
                del len""",
    "functions that change globals": """
        count, x = 0, 1.5

        def bump():
            global count, x
            count += 1
            x = x * 1.01 if count % 50 else str(x)
            x = float(x)
            return count

        out = []
        for i in range(150):
            out.append((bump(), count, x))""",
    "what the dict says": """
        import sys
        _names, me, total = globals(), sys.modules[__name__], 0
        for i in range(120):
            total += i
            _names["total"] += 1
            me.total += 1
            if i % 40 == 39:
                total = float(total)
            y = _names["total"] - me.total""",
    "objects that die": """
        out = []

        class Mortal:
            def __del__(self):
                out.append(i)

        for i in range(100):
            thing = Mortal()
            if i % 10 == 3:
                thing = None
                other = Mortal()
        del thing, other""",
    "one object under many names": """
        out = []
        for i in range(100):
            a = b = [i]
            c = a
            out.append((a is b, b is c))""",
    "imports": """
        total = 0
        for i in range(60):
            import math
            from os import path as p, sep
            import os.path as q
            total += math.floor(i / 3) + len(p.join("a", sep)) + (p is q)""",
    "an import that fails": """
        out = []
        for i in range(40):
            try:
                import math
                if i % 10 == 9:
                    import nowhere_at_all
                from math import floor, absent
            except ImportError as error:
                out.append((type(error).__name__, str(error), error.name))""",
    "assertions": """
        out = []
        for i in range(60):
            try:
                assert i % 20 != 19, i
            except AssertionError as error:
                out.append(error.args)
            if i == 30:
                AssertionError, kept = KeyError, AssertionError
            if i == 31:
                AssertionError = kept""",
    "classes and functions": """
        out = []
        for i in range(60):
            class C:
                n = i
                total = 0
                for k in range(20):
                    total += k + n + i

                def get(self):
                    return self.n + i
            out.append((C.total, C().get(), C.k))""",
    "a class body with a mapping of its own": """
        class Log(dict):
            def __setitem__(self, name, value):
                seen.append(name)
                dict.__setitem__(self, name, value)

        class Meta(type):
            @classmethod
            def __prepare__(meta, name, bases):
                return Log()

        seen = []

        class C(metaclass=Meta):
            total = 0
            for k in range(60):
                total += k""",
}


@pytest.mark.parametrize("source", MODULE_LEVEL.values(), ids=MODULE_LEVEL)
def test_a_loop_in_a_module(both, source):
    both(source)


def test_a_module_body_is_compiled(both):
    stats = both("""
        i = total = 0
        while i < 300:
            total += i
            i += 1""")
    assert stats["traces"]


def test_one_code_with_many_dicts(both):
    both("""
        code = compile("for i in range(30):\\n    x = x + i\\n    y = x", "made", "exec")
        out = []
        for n in range(20):
            _held = {"x": n * 1.5 if n % 4 == 3 else n}
            if n % 3:
                exec(code, _held)
            else:
                exec(code, {}, _held)
            out.append((_held["x"], _held["y"], [name for name in _held if name[0] != "_"]))""")


def test_globals_that_are_the_dict_of_an_instance(both):
    both("""
        class C:
            pass

        c = C()
        c.x, c.i = 0, 0
        exec("for i in range(100):\\n    x = x + i\\n    y = x", vars(c))
        result = [(name, value) for name, value in vars(c).items() if name[0] != "_"]""")


def test_other_keys_than_names(both):
    both("""
        _held = {1: 2, "x": 0, None: 3}
        exec("for i in range(100):\\n    x = x + i\\n    y = len(str(x))", _held)
        result = [(key, _held[key]) for key in (1, None, "x", "y", "i")]""")


def test_a_dict_that_is_watched(both):
    both("""
        import _testcapi
        kind, x = _testcapi.add_dict_watcher(0), ""
        for i in range(120):
            if i == 40:
                _testcapi.watch_dict(kind, globals())
            if i == 100:
                _testcapi.unwatch_dict(kind, globals())
            x = str(i)
        events = [event for event in _testcapi.get_dict_watcher_events() if event.startswith("mod:x")]
        _testcapi.clear_dict_watcher(kind)""")


FUNCTIONS = {
    "a global that changes type": ("x = 1", "x = (i, i * 0.5, str(i), None)[i // 30]", "x"),
    "a global that is deleted": ("x = 1", "x = i if i != 60 else x\nif i == 80:\n    del x", "globals().get('x')"),
    "a global float": ("x = 1.0", "x *= 1.01", "x"),
    "a global object": ("x = None", "x = [i]", "x"),
    "a builtin that is replaced": ("import builtins", """
if i == 40:
    builtins.abs = lambda x: ("abs", x)
if i == 80:
    builtins.abs = kept
x = abs(-i)""", "x"),
    "a builtin that comes and goes": ("import builtins", """
x = 0
if i == 40:
    builtins.fresh = 7
if 40 <= i < 80:
    x = fresh
if i == 80:
    del builtins.fresh""", "x"),
}


@pytest.mark.parametrize("before, body, value", FUNCTIONS.values(), ids=FUNCTIONS)
def test_a_loop_in_a_function(both, before, body, value):
    body = body.strip("\n").replace("\n", "\n        ")
    both(f"""
import builtins
kept = builtins.abs
{before}

def run():
    global x
    out = []
    for i in range(120):
        {body}
        out.append({value})
    return out

try:
    result = run()
except NameError as error:
    result = str(error), error.__traceback__.tb_next.tb_lineno
""")


def test_new_globals_under_way(both):
    both("""
        factor = 3

        def run():
            space, total = globals(), 0
            for i in range(200):
                total += factor
                space[f"made_{i % 40}"] = i
                if i % 40 == 39:
                    for n in range(40):
                        del space[f"made_{n}"]
            return total

        result = run()""")
