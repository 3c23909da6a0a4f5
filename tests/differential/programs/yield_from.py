"""`yield from` under a `for` that is compiled: what the inner generator or iterator gives passes through the outer one."""
import inspect
import sys

N = 60


def counting(n):
    i = 0
    while i < n:
        yield i
        i += 1


def _sum(walk):
    total = 0
    for x in walk:
        total += x
    return total


def an_inner_generator():
    def outer(n):
        yield from counting(n)
        yield from counting(n // 2)

    return _sum(outer(N)), [_sum(outer(k)) for k in range(8)]


def iterators_of_many_kinds():
    def outer(n):
        yield from range(n)
        yield from [*range(n)]
        yield from (1, 2, n)
        yield from {1: 2, n: 3}
        yield from {n, 5}
        yield from b"abc"
        yield from iter([n])
        yield from map(int, "123")

    return [_sum(outer(k)) for k in range(N)]


def one_kind_of_iterator_in_a_loop():
    def lists(rows):
        for row in rows:
            yield from row

    def enumerated(rows):
        for row in rows:
            yield from enumerate(row)

    def texts(rows):
        for row in rows:
            yield from str(len(row))

    rows = [[*range(k % 9)] for k in range(N)]
    ranges = [range(k % 9) for k in range(N)]
    pairs = seen = 0
    for i, x in enumerated(rows):
        pairs += i * x
    for c in texts(rows):
        seen += ord(c)
    return _sum(lists(rows)), _sum(lists(ranges)), pairs, seen


def what_the_inner_one_returns():
    def inner(n):
        yield n
        yield n + 1
        return n * 2 if n % 3 else None

    def outer(n):
        for k in range(n):
            got = yield from inner(k)
            yield got or -1
        got = yield from range(3)
        return got

    return _sum(outer(N))


def three_levels():
    def lowest(n):
        for i in range(n):
            yield i
        return n

    def middle(n):
        a = yield from lowest(n)
        b = yield from lowest(a + 1)
        return a + b

    def highest(n):
        total = 0
        for k in range(n):
            total += yield from middle(k % 5)
        yield total

    return _sum(highest(N))


def the_inner_one_raises():
    def inner(n):
        for i in range(5):
            if i + n == 7:
                raise KeyError(i, n)
            yield i

    def outer(n):
        for k in range(n):
            try:
                yield from inner(k % 8)
            except KeyError as error:
                yield error.args[0] * 100 + error.__traceback__.tb_lineno - outer.__code__.co_firstlineno

    def uncaught(n):
        yield from inner(n)

    found = []
    for k in range(N):
        try:
            found.append(_sum(uncaught(k % 9)))
        except KeyError as error:
            where, tb = [], error.__traceback__
            while tb:
                where.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
                tb = tb.tb_next
            found.append(where)
    return _sum(outer(N)), found


def the_consumer_leaves_while_both_wait():
    log = []

    def inner(n):
        try:
            for i in range(n):
                yield i
        finally:
            log.append(("inner", sys.exception()))

    def outer(n):
        try:
            yield from inner(n)
        finally:
            log.append(("outer", sys.exception()))

    total = 0
    for k in range(N):
        walk = outer(20)
        for x in walk:
            total += x
            if x == k % 23:
                break
        walk.close()
    return total, [(name, type(error).__name__) for name, error in log]


def something_is_thrown_in_between():
    def inner(n):
        i = 0
        while i < n:
            try:
                yield i
            except ValueError as error:
                i += error.args[0]
            i += 1

    def outer(n):
        yield from inner(n)

    seen = []
    walk = outer(3 * N)
    for x in walk:
        seen.append(x)
        if x % 10 == 7:
            seen.append(walk.throw(ValueError(x % 4)))
    return seen


def something_is_sent_in_between():
    def inner(n):
        got = None
        for i in range(n):
            got = yield i, got

    def outer(n):
        yield from inner(n)

    seen = []
    walk = outer(3 * N)
    for i, got in walk:
        seen.append((i, got))
        if i % 10 == 7:
            seen.append(walk.send(i))
    return seen


def what_the_outer_one_waits_for_is_seen():
    def inner(n):
        for i in range(n):
            yield i

    def outer(n):
        for k in range(n):
            yield from inner(k % 4)

    seen = []
    walk = outer(N)
    for x in walk:
        seen.append((x, walk.gi_yieldfrom.gi_frame.f_locals["i"], inspect.getgeneratorstate(walk),
                     inspect.getgeneratorstate(walk.gi_yieldfrom), walk.gi_frame.f_lineno - outer.__code__.co_firstlineno))
    return seen, walk.gi_yieldfrom


def frames_are_seen_from_within():
    def look():
        frame, names = sys._getframe(), []
        while frame.f_code.co_name != "frames_are_seen_from_within":
            names.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
            frame = frame.f_back
        return names

    def inner(n):
        for i in range(n):
            yield look()

    def outer(n):
        yield [n]
        yield from inner(n)
        yield look()

    seen = []
    for k in range(12):
        for x in outer(k):
            seen.append(x)
    return seen


def a_tree_is_walked():
    def build(depth):
        return (build(depth - 1), depth, build(depth - 1)) if depth else None

    def walk(tree):
        if tree:
            left, value, right = tree
            yield from walk(left)
            yield value
            yield from walk(right)

    tree = build(7)
    return [_sum(walk(tree)) for _ in range(4)]


def two_functions_hand_on_to_each_other():
    def even(n):
        if n:
            yield n
            yield from odd(n - 1)

    def odd(n):
        if n:
            yield -n
            yield from even(n - 1)

    return [_sum(even(k)) for k in range(N)]


def a_subclass_and_an_object_of_ones_own():
    class Items(list):
        def __iter__(self):
            return counting(len(self))

    class Countdown:
        def __init__(self, n):
            self.n = n

        def __iter__(self):
            return self

        def __next__(self):
            if not self.n:
                raise StopIteration("launched")
            self.n -= 1
            return self.n

    def outer(n):
        yield from Items([None] * n)
        got = yield from Countdown(n)
        yield len(got)

    return [_sum(outer(k)) for k in range(N)]


def an_inner_one_that_others_advance():
    def outer(walk):
        yield from walk

    seen = []
    inner = counting(4 * N)
    for x in outer(inner):
        seen.append(x)
        if x % 7 == 3:
            seen.append(next(inner))
    return seen


def an_inner_one_that_is_spent_or_runs():
    def outer(walk):
        got = yield from walk
        yield -1 if got is None else got

    def itself():
        try:
            yield from me[0]
        except ValueError as error:
            yield str(error)

    seen = []
    for k in range(N):
        inner = counting(3)
        if k % 4 == 3:
            inner.close()
        for x in outer(inner):
            seen.append(x)
        me = [itself()]
        me[0] = itself()
        for x in me[0]:
            seen.append(x)
    return seen


def objects_live_as_long_as_they_should():
    class Loud:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            log.append(self.n)

    log = []

    def inner(n):
        kept = Loud(("inner", n))
        for i in range(3):
            yield Loud((n, i))
        return Loud(("result", n))

    def outer(n):
        for k in range(n):
            yield from inner(k)
            log.append("next")

    for x in outer(N):
        log.append(x.n)
    return log


def not_an_iterable():
    def outer(x):
        yield 1
        yield from x
        yield 2

    found = []
    for k in range(N):
        try:
            found.append(_sum(outer(k if k % 3 == 0 else [k])))
        except TypeError as error:
            found.append(str(error))
    return found
