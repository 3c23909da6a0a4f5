"""Code objects that programs make and drop: they die when they would, and what comes at their addresses is other code."""
import dataclasses
import gc
import sys
import threading
import types
import weakref

N = 120
deaths = []
SUM = "def f(n):\n    total = 0\n    for i in range(n):\n        total += i * %d if i %% 7 else 0.5\n    return total\n"


def made(text, name="f", **names):
    """A function that nothing but the caller holds."""
    exec(text, names)
    return names.pop(name)


def watched(function, name):
    """The same function; the death of its code is written down."""
    noted.append(weakref.ref(function.__code__, lambda _: deaths.append(name)))
    return function


noted = []


def told(work):
    """What `work` gives, and which code has died until then."""
    deaths.clear()
    try:
        result = work()
        gc.collect()
        return result, list(deaths)
    finally:
        deaths.clear()
        noted.clear()


def functions_one_after_the_other():
    def work():
        results = []
        for k in range(40):
            f = watched(made(SUM % k), k)
            results.append(f(N))
            deaths.append("called")
        del f
        return results
    return told(work)


def functions_that_stay_for_a_while():
    def work():
        results, there = [], []
        for k in range(60):
            there.append(watched(made(SUM % k), k))
            results.append(there[-1](N))
            if len(there) > 5:
                results.append(there.pop(k % 5)(N))
        return results
    return told(work)


def lambdas_and_expressions():
    results = []
    for k in range(40):
        f = eval("lambda n: sum([x * %d for x in range(n)])" % k)
        results.append((f(N), eval("sum(x + %d for x in range(n))" % k, {"n": N}),
                        eval("[y for y in range(n) if y %% %d]" % (k + 2), {"n": N})))
    return results


def nested_functions():
    text = """
def f(n):
    def inner(x, k=%d):
        return x + k + n
    total = 0
    for i in range(n):
        total += inner(i)
    return total
"""

    def work():
        return [watched(made(text % k), k)(N) for k in range(40)]
    return told(work)


def callees():
    """Each is called by a loop that stays."""
    def loop(f, n):
        total = 0
        for i in range(n):
            total += f(i)
        return total

    def work():
        return [loop(watched(made("def f(x):\n    return x * %d + 1" % k), k), N) for k in range(40)]
    return told(work)


def callees_by_name():
    global called

    def loop(n):
        total = 0
        for i in range(n):
            total += called(i)
        return total

    def work():
        global called
        results = []
        for k in range(80):
            called = watched(made("def f(x):\n    return x * %d + 1" % k), k)
            results.append(loop(N))
        called = None
        return results
    return told(work)


def classes_with_methods():
    text = """
class C:
    def __init__(self, x):
        self.x = x
    def get(self, y):
        return self.x * %d + y
    @property
    def double(self):
        return self.x * 2
def f(n):
    total = 0
    for i in range(n):
        c = C(i)
        total += c.get(i) + c.double
    return total
"""

    def work():
        results = []
        for k in range(25):
            names = {}
            exec(text % k, names)
            watched(names["C"].get, k)
            results.append(names["f"](N))
            names.clear()
            gc.collect()
        return results
    return told(work)


def dataclasses_by_the_dozen():
    def loop(cls, n):
        total = 0
        for i in range(n):
            total += cls(i, 1).first + (cls(i, 2) == cls(i, 2)) + hash(cls(1, i))
        return total
    results = []
    for k in range(6):
        cls = dataclasses.make_dataclass("Made%d" % k, [("first", int), ("second", int)], frozen=True)
        results.append(loop(cls, N))
    return results


def code_that_gets_another_address_or_the_same():
    """Whatever had an address before, what is there now is what runs."""
    seen, results, again = {}, [], 0
    for k in range(400):
        f = made(SUM % (k % 97))
        again += id(f.__code__) in seen
        seen[id(f.__code__)] = k
        total = 0
        for i in range(40):
            total += i * (k % 97) if i % 7 else 0.5
        results.append(f(40) == total)
    return all(results), again > 0


def counts_start_anew_at_an_address():
    """Loops that are never hot by themselves."""
    return [made(SUM % k)(3) for k in range(300)]


def code_is_replaced_under_a_running_inlined_call():
    """The frame goes on with the code that it was called with, which lives until it is done."""
    global replaced
    first = "def replaced(holder, i):\n    holder.held = Drop(i)\n    x = i + 1\n    holder.held = None\n    return where(x)"
    second = "def replaced(holder, i):\n    return 1000 + i"

    class Holder:
        held = None

    class Drop:
        def __init__(self, i):
            self.i = i

        def __del__(self):
            if self.i == N - 30:
                deaths.append("replacing")
                replaced.__code__ = made(second, "replaced").__code__
                gc.collect()
                made(SUM % 3)(5)
                deaths.append("replaced")

    def where(x):
        return x

    def work():
        global replaced
        replaced = watched(made(first, "replaced", Drop=Drop, where=where), "first")
        holder, results = Holder(), []
        for i in range(N):
            results.append(replaced(holder, i))
        return results
    return told(work)


def code_is_replaced_and_the_inlined_call_raises():
    global raising
    text = "def raising(holder, i):\n    x = Drop(i)\n    x = None\n    return [][i] if i == 90 else i"

    class Drop:
        def __init__(self, i):
            self.i = i

        def __del__(self):
            if self.i == 90:
                raising.__code__ = made("def raising(holder, i):\n    return -i", "raising").__code__

    def work():
        global raising
        raising = watched(made(text, "raising", Drop=Drop), "raising")
        results = []
        for k in range(3):
            try:
                for i in range(N):
                    results.append(raising(None, i))
            except IndexError as error:
                trace = error.__traceback__.tb_next
                results.append((trace.tb_lineno, trace.tb_frame.f_code.co_name, trace.tb_frame.f_locals["i"]))
                del trace
        return results
    return told(work)


def a_loop_that_drops_itself():
    """Nothing but its frame holds the code of the loop that is running, or being recorded."""
    text = """
def f(n, drop):
    total = 0
    for i in range(n):
        total += i
        if i == %d:
            drop()
    return total
"""

    def work():
        results = []
        for at in (0, 1, 2, 3, 5, 8, 20, 60, 100):
            there = [watched(made(text % at), at)]
            results.append(there[0](N, there.clear))
            deaths.append("returned")
        return results
    return told(work)


def a_recording_that_ends_with_its_code():
    text = "def f(n):\n    for i in range(n):\n        if i == %d:\n            raise KeyError(i)\n    return n"

    def work():
        results = []
        for at in range(12):
            f = watched(made(text % at), at)
            try:
                results.append(f(10))
            except KeyError as error:
                results.append(error.args)
            del f
        return results
    return told(work)


def generators_that_are_never_finished():
    text = "def f(n):\n    total = 0\n    while True:\n        for i in range(n):\n            total += i * %d\n        yield total"

    def work():
        results = []
        for k in range(20):
            walk = watched(made(text % k), k)(N)
            results.append((next(walk), next(walk)))
        del walk
        return results
    return told(work)


def code_dies_in_a_finalizer():
    class Holder:
        def __init__(self, f):
            self.f = f

        def __del__(self):
            deaths.append(self.f(20))
            self.f = None
            deaths.append("dropped")

    def work():
        total = 0
        for k in range(40):
            holder = Holder(watched(made(SUM % k), k))
            total += holder.f(N)
            del holder
        return total
    return told(work)


def code_dies_in_a_collection():
    def work():
        results = []
        for k in range(40):
            f = watched(made(SUM % k), k)
            f.itself = f
            results.append(f(N))
            del f
            if k % 5 == 4:
                gc.collect()
                deaths.append("collected")
        return results, len(deaths)
    result, order = told(work)
    return result, len(order), sorted(order, key=str)


def code_in_threads():
    results = {}

    def work(number):
        for k in range(15):
            results[number, k] = made(SUM % (number * k))(N)
    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results.items())


def code_is_replaced_with_itself_changed():
    """code.replace() makes other code for the same function, whose old one dies."""
    def work():
        f, results = watched(made(SUM % 3), "first"), []
        for k in range(30):
            results.append(f(N))
            f.__code__ = f.__code__.replace(co_consts=tuple(k if c == 3 or type(c) is int and c > 7 else c for c in f.__code__.co_consts))
            watched(f, k)
        return results
    return told(work)


def functions_of_one_code():
    def work():
        code, results = made(SUM % 2).__code__, []
        for k in range(20):
            results.append(types.FunctionType(code, {"k": k, "range": range})(N))
        noted.append(weakref.ref(code, lambda _: deaths.append("code")))
        del code
        return results
    return told(work)


def references_to_code():
    """A loop does not count among those who hold the code, neither its own nor that which it calls."""
    global counted

    def loop(n):
        total = 0
        for i in range(n):
            total += counted(i)
        return total
    counted = made("def f(x):\n    return x + 1")
    before = sys.getrefcount(counted.__code__), sys.getrefcount(loop.__code__)
    loop(N)
    return [now - then for now, then in zip((sys.getrefcount(counted.__code__), sys.getrefcount(loop.__code__)), before)]
