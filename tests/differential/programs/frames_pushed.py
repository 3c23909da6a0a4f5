"""Calls that a trace follows and that call out: code that looks at their frames, keeps them, changes their locals, raises or recurses."""
import gc
import inspect
import sys
import traceback
import warnings
import weakref

KEPT = []


def _look(depth=1):
    frame = sys._getframe(depth)
    return frame.f_code.co_name, frame.f_lineno, sorted(frame.f_locals.items(), key=lambda item: item[0])


def _names():
    frame, names = sys._getframe(1), []
    while frame is not None and len(names) < 6:
        names.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    return names


def _quiet(x):
    for _ in range(2):
        x = x + 1
    return x


def the_caller_is_looked_at_now_and_then():
    def callee(a, b):
        c = a * 1.5
        d = (a, b)
        if a % 37 == 36:
            out.append(_look())
            out.append(_look(2)[:2])
        e = _quiet(a)
        return c + e + len(d) + b

    out, total = [], 0.0
    for i in range(300):
        total += callee(i, i + 1)
    return total, out


def the_caller_is_looked_at_in_every_pass():
    def callee(a):
        b = a + 1
        out.append(_look())
        return b * 2

    out, total = [], 0
    for i in range(60):
        total += callee(i)
    return total, out


def calls_within_calls_are_looked_at():
    def innermost(x, y=3):
        z = x * y
        if x % 41 == 40:
            out.append(_names())
        return _quiet(z)

    def middle(x):
        t = x, x + 1
        r = innermost(x) + innermost(x + 1, y=2)
        return r + t[1]

    def outer(x):
        keep = [x]
        return middle(x) + middle(x + 1) + keep[0]

    out, total = [], 0
    for i in range(300):
        total += outer(i)
    return total, out


def locals_are_changed_from_within():
    def meddle(n):
        if n % 50 == 49:
            sys._getframe(1).f_locals["b"] = "changed"
            sys._getframe(1).f_locals["a"] = -1

    def callee(a):
        b = a + 1
        meddle(a)
        return a, b

    out = []
    for i in range(400):
        got = callee(i)
        if got[1] == "changed" or i % 100 == 0:
            out.append(got)
    return out


def frames_are_kept():
    del KEPT[:]

    def keep(n):
        if n % 60 == 59:
            KEPT.append(sys._getframe(1))

    def callee(a):
        b = [a]
        keep(a)
        b.append(a + 1)
        c = sum(b)
        return c

    total = 0
    for i in range(400):
        total += callee(i)
    out = [(f.f_code.co_name, f.f_lineno, dict(f.f_locals)) for f in KEPT]
    del KEPT[:]
    return total, out


def a_kept_frame_is_the_same_object_all_along():
    def callee(a):
        if a % 30 == 7:
            first = sys._getframe()
            _quiet(a)
            same.append((_me() is first, _me().f_back is first, first is sys._getframe()))
        return _quiet(a)

    def _me():
        return sys._getframe(1)

    same, total = [], 0
    for i in range(200):
        total += callee(i)
    return total, same


def what_is_called_raises():
    def fail(n):
        x = [n]
        if n % 25 == 24:
            raise ValueError(n, x)
        return n

    def callee(a):
        b = a * 2
        return fail(a) + b

    out, total = [], 0
    for i in range(300):
        try:
            total += callee(i)
        except ValueError as error:
            out.append((error.args, [(f.name, f.lineno, f.colno) for f in traceback.extract_tb(error.__traceback__)]))
            out.append(sorted(error.__traceback__.tb_next.tb_frame.f_locals))
    return total, out


def what_is_called_raises_and_the_callee_catches():
    def fail(n):
        if n % 5 == 4:
            raise KeyError(n)
        return n

    def callee(a):
        try:
            return fail(a)
        except KeyError as error:
            return len(traceback.extract_tb(error.__traceback__)) * 1000
        finally:
            done.append(a)

    done, total = [], 0
    for i in range(300):
        total += callee(i)
    return total, len(done), done[-1]


def a_c_function_raises_in_a_call():
    def callee(a):
        text = "x%d" % a if a % 20 == 19 else str(a)
        return int(text) + a

    out = []
    for i in range(100):
        try:
            out.append(callee(i))
        except ValueError as error:
            out.append((str(error), error.__traceback__.tb_next.tb_lineno))
    return out


def numbers_are_one_object():
    def same(x, y):
        return x is y

    def callee(a):
        big = a * 1000003
        half = a / 3
        got = []
        keep(big, got)
        keep(half, got)
        return same(got[0], big), same(got[1], half), got[0] is big, got[1] is half

    def keep(x, where):
        for _ in range(1):
            where.append(x)

    out = []
    for i in range(200):
        out.append(callee(i + 1000))
    return all(all(row) for row in out), len(out)


def objects_die_in_time():
    class Noisy:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            log.append(self.n)

    def touch(x):
        for _ in range(1):
            log.append(-x.n)

    def callee(a):
        first = Noisy(a)
        second = Noisy(a + 1000)
        touch(first)
        first = None
        log.append("between")
        touch(second)
        return a

    log, total = [], 0
    for i in range(80):
        total += callee(i)
    return total, log


def weak_references_see_what_the_frames_hold():
    class Thing:
        pass

    def look(ref):
        for _ in range(1):
            seen.append(ref() is not None)

    def callee(a):
        thing = Thing()
        ref = weakref.ref(thing)
        look(ref)
        del thing
        look(ref)
        return ref() is None

    seen = []
    return all([callee(i) for i in range(100)]), seen


def a_new_instance_is_seen_before_it_is_ready():
    class Made:
        def __init__(self, x):
            self.x = x
            peek(x)
            self.y = x + 1

    def peek(x):
        for _ in range(1):
            if x % 30 == 29:
                me = sys._getframe(1).f_locals["self"]
                seen.append((sorted(vars(me)), type(me).__name__))

    seen, total = [], 0
    for i in range(200):
        total += Made(i).y
    return total, seen


def super_and_locals_ask_for_the_frame():
    class Base:
        def value(self, x):
            return x + len(locals())

    class Sub(Base):
        def value(self, x):
            extra = x * 2
            return super().value(x) + extra + len(vars())

    it, total = Sub(), 0
    for i in range(200):
        total += it.value(i)
    return total


def eval_and_exec_see_the_locals():
    def callee(a):
        b = a + 1
        if a % 10:
            return _quiet(b)
        return eval("a * b") + _quiet(b)

    total = 0
    for i in range(200):
        total += callee(i)
    return total


def warnings_name_the_line():
    def warn(n):
        if n % 40 == 39:
            warnings.warn("w%d" % n, stacklevel=2)

    def callee(a):
        b = a
        warn(b)
        return b

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        total = 0
        for i in range(200):
            total += callee(i)
    return total, [(str(w.message), w.lineno) for w in caught]


def it_recurs():
    def depth(n):
        if n == 0:
            return 0
        return 1 + depth(n - 1)

    def callee(a):
        return depth(a % 7) + _quiet(a)

    total = 0
    for i in range(300):
        total += callee(i)
    return total


def it_recurs_too_deep():
    def depth(n):
        return 1 + depth(n + 1)

    def callee(a):
        b = [a]
        try:
            if a % 50 == 49:
                return depth(0)
        except RecursionError as error:
            b.append(len(traceback.extract_tb(error.__traceback__)) > 100)
        return _quiet(a) + len(b)

    total = 0
    for i in range(150):
        total += callee(i)
    return total


def a_tree_is_walked():
    class Node:
        def __init__(self, depth):
            self.left = Node(depth - 1) if depth else None
            self.right = Node(depth - 1) if depth > 1 else None
            self.value = depth

        def total(self):
            out = self.value
            if self.left:
                out += self.left.total()
            if self.right:
                out += self.right.total()
            return out

        def leaves(self):
            if self.left is None:
                return 1
            return self.left.leaves() + (self.right.leaves() if self.right else 0)

    tree, out = Node(5), []
    for i in range(60):
        out.append((tree.total(), tree.leaves()))
    return set(out), len(out)


def keys_and_callbacks_recur():
    def key(x):
        return sum(sorted([x, 1, 2], key=lambda y: -y)[:2]) % 7

    def callee(a):
        return sorted(range(a % 9), key=key)

    out = []
    for i in range(150):
        out.append(tuple(callee(i)))
    return out[-20:]


def equality_runs_code_that_looks():
    class Odd:
        def __init__(self, n):
            self.n = n

        def __hash__(self):
            return 7

        def __eq__(self, other):
            if self.n % 50 == 3:
                out.append(_look(1)[0])
            return self.n == other.n

    def callee(table, key):
        found = table.get(key)
        return key in table, found

    out, table = [], {Odd(i): i for i in range(5)}
    for i in range(200):
        out.append(callee(table, Odd(i % 7)))
    return out


def attributes_come_from_getattr():
    class Lazy:
        def __getattr__(self, name):
            for _ in range(1):
                if len(out) % 30 == 29:
                    out.append(_look(2)[:2])
            return len(name)

    def callee(it, a):
        b = it.something + a
        return b + it.else_

    out, lazy = [], Lazy()
    for i in range(200):
        out.append(callee(lazy, i))
    return out


def a_profiler_is_switched_on_within():
    events = []

    def profile(frame, event, arg):
        if event in ("call", "return"):
            events.append((event, frame.f_code.co_name))

    def switch(n):
        if n == 150:
            sys.setprofile(profile)
        elif n == 160:
            sys.setprofile(None)

    def callee(a):
        switch(a)
        return _quiet(a)

    total = 0
    for i in range(300):
        total += callee(i)
    return total, events


def a_tracer_is_switched_on_within():
    lines = []

    def trace(frame, event, arg):
        if frame.f_code.co_name in ("callee", "switch"):
            lines.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
        return trace

    def switch(n):
        if n == 150:
            sys.settrace(trace)
            sys._getframe(1).f_trace = trace
        elif n == 153:
            sys.settrace(None)

    def callee(a):
        b = a + 1
        switch(a)
        c = b + 1
        return _quiet(c)

    total = 0
    for i in range(300):
        total += callee(i)
    return total, lines


def generators_are_made_and_driven_within():
    def numbers(n):
        for i in range(n):
            got = yield i
            if got:
                yield got

    def callee(a):
        total = sum(numbers(a % 5))
        it = numbers(3)
        next(it)
        total += it.send(a) or 0
        it.close()
        return total

    out = []
    for i in range(200):
        out.append(callee(i))
    return sum(out)


def a_generator_keeps_its_caller_no_longer():
    def steps(n):
        frame = sys._getframe()
        for i in range(n):
            backs.append(frame.f_back.f_code.co_name if i % 5 == 0 and frame.f_back else None)
            yield i

    def callee(a):
        return sum(steps(a % 7))

    backs, total = [], 0
    for i in range(100):
        total += callee(i)
    return total, backs[:50], len(backs)


def the_collector_runs_within():
    class Cycle:
        def __init__(self, n):
            self.me, self.n = self, n

        def __del__(self):
            log.append(self.n)

    def collect(n):
        if n % 40 == 39:
            gc.collect()

    def callee(a):
        c = Cycle(a)
        d = [c]
        collect(a)
        return len(d)

    log, total = [], 0
    for i in range(160):
        total += callee(i)
    gc.collect()
    return total, len(log), sorted(log)[:5]


def keyword_arguments_and_collected_ones_are_seen():
    def callee(a, *rest, b=2, **named):
        if a % 50 == 49:
            out.append(_look())
        return _quiet(a) + len(rest) + b + len(named)

    out, total = [], 0
    for i in range(200):
        total += callee(i, 1, i, b=3, c=i)
    return total, out


def cells_are_seen():
    def callee(a):
        b = a

        def inner():
            nonlocal b
            b += 1
            return b
        if a % 50 == 49:
            out.append(_look())
        return _quiet(inner())

    out, total = [], 0
    for i in range(200):
        total += callee(i)
    return total, out


def modules_and_globals_are_those_of_the_callee():
    def callee(a):
        return globals() is here, inspect.currentframe().f_globals is here, _quiet(a)

    here, out = globals(), []
    for i in range(100):
        out.append(callee(i))
    return set(row[:2] for row in out), len(out)


def the_recursion_limit_counts_calls_that_are_followed():
    def down(n):
        try:
            return down(n + 1)
        except RecursionError:
            return n

    def inner(i):
        return down(0) if i % 50 == 49 else i

    def middle(i):
        return inner(i) + len([i])

    def outer(i):
        return middle(i) + _quiet(i)

    return [outer(i) for i in range(150)][49::50]
