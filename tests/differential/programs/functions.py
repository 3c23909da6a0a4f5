"""Functions that are hot by being called: by the interpreter, by C code, and by compiled code; recursion among them."""
import functools
import gc
import operator
import sys
import threading
import traceback
import weakref

N = 60


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def recursion_from_a_loop_and_from_outside():
    return fib(12), [fib(i % 9) for i in range(N)], sum(map(fib, range(10)))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def a_recursion_within_a_recursion():
    return [ackermann(2, n) for n in range(8)]


def mutual_recursion():
    def even(n):
        return True if n == 0 else odd(n - 1)

    def odd(n):
        return False if n == 0 else even(n - 1)
    return [even(i) for i in range(N)], odd(41)


def results_of_every_kind():
    def give(i):
        if i % 8 == 0:
            return
        if i % 8 == 1:
            return i
        if i % 8 == 2:
            return i / 3
        if i % 8 == 3:
            return i, str(i)
        if i % 8 == 4:
            return i > 30
        if i % 8 == 5:
            return [i, give(i - 1)]
        if i % 8 == 6:
            return 10 ** i
        return "text"

    def again(n):
        return [] if n == 0 else again(n - 1) + [give(n)]
    return again(N), [give(i) for i in range(N)]


def locals_of_every_kind():
    def work(n, depth):
        number, ratio, text, both = n * 3, n / 7, "t" * (n % 5), (n, depth)
        number += depth
        ratio = ratio * number
        text += str(number)
        if depth:
            both = work(n + 1, depth - 1), number
        return number, ratio, text, both
    return [work(i, i % 4) for i in range(N)]


def arguments_change_their_types():
    def twice(x, y):
        return x + y if y is not None else twice(x, x)
    return [twice(x, None) for _ in range(8) for x in (1, 2.5, "a", [3], (4,), 10 ** 30, True)]


def wrong_arguments_from_compiled_code():
    def f(a, b=2, *, c=3):
        return a + b + c if a < 9 else f(a - 1, b)

    def loop(calls):
        found = []
        for i in range(N):
            try:
                found.append(calls[i % len(calls)](i))
            except TypeError as error:
                found.append(str(error))
        return found
    return loop([f, lambda i: f(i, i), lambda i: f(i, i, i), lambda i: f(b=1), lambda i: f(i, c=i), lambda i: f(i, d=1)])


def cells_and_closures():
    def counter(start):
        total = start

        def add(n):
            nonlocal total
            total += n
            return total if n < 3 else add(n - 1)
        return add
    adders = [counter(i) for i in range(5)]
    return [adders[i % 5](i % 7) for i in range(N)]


def methods_of_every_kind():
    class Tree:
        made = 0

        def __init__(self, depth):
            Tree.made += 1
            self.depth = depth
            self.left = Tree(depth - 1) if depth else None
            self.right = Tree(depth - 1) if depth else None

        def count(self):
            return 1 if self.left is None else 1 + self.left.count() + self.right.count()

        @classmethod
        def full(cls, depth):
            return 1 if depth == 0 else cls.full(depth - 1) * 2

        @staticmethod
        def odd(n):
            return n % 2 if n < 5 else Tree.odd(n - 2)

        @property
        def height(self):
            return 0 if self.left is None else 1 + self.left.height

        def __call__(self, n):
            return n if n < 1 else self(n - 1) + 1

        def __len__(self):
            return 1 if self.left is None else len(self.left) + len(self.right)

    class Taller(Tree):
        def count(self):
            return super().count() + 1
    trees = [Tree(i % 4) for i in range(8)] + [Taller(3)]
    return [(t.count(), t.full(i % 5), t.odd(i), t.height, t(i % 9), len(t)) for i in range(N) for t in trees[i % 9:i % 9 + 1]], Tree.made


def called_by_c_code():
    class Key:
        def __init__(self, n):
            self.n = n

        def __hash__(self):
            return hash(self.n % 7)

        def __eq__(self, other):
            return isinstance(other, Key) and self.n == other.n

        def __lt__(self, other):
            return self.n > other.n
    keys = [Key(i * 37 % 41) for i in range(N)]

    def slow(key):
        total = 0
        for i in range(key.n % 5):
            total += i
        return total, key.n
    return ([key.n for key in sorted(keys)], [key.n for key in sorted(keys, key=slow)], len(set(keys)),
            functools.reduce(lambda a, b: a * 3 + b.n & 1023, keys, 1), [*map(operator.attrgetter("n"), filter(lambda k: k.n > 20, keys))],
            {key: slow(key) for key in keys}[Key(5)], max(keys, key=slow).n)


def cached_and_partial():
    @functools.lru_cache(maxsize=None)
    def ways(n, step):
        return 1 if n <= 0 or step == 0 else ways(n - step, step) + ways(n, step - 1)
    add = functools.partial(lambda a, b, c: a + b * c, 1, c=3)
    return [ways(i, 4) for i in range(N)], [add(i) for i in range(N)]


def an_error_in_the_depth():
    def down(n, text):
        if n == 0:
            return int(text)
        return down(n - 1, text) + 1
    found = []
    for i in range(N):
        try:
            found.append(down(i % 5, "7" if i % 11 else "x"))
        except ValueError as error:
            found.append([(frame.name, frame.lineno, frame.colno) for frame in traceback.extract_tb(error.__traceback__)])
    return found


def an_error_that_is_caught_on_the_way():
    def down(n):
        try:
            if n == 0:
                raise KeyError(n)
            return down(n - 1) + n
        except KeyError:
            return -1 if n < 2 else down(1)
        finally:
            noted.append(n)
    noted = []
    return [down(i % 6) for i in range(N)], noted


def as_deep_as_it_may_be():
    def down(n):
        return n if n < 0 else down(n + 1)
    before, found = sys.getrecursionlimit(), []
    here = sys._getframe()
    depth = 0
    while here is not None:
        here, depth = here.f_back, depth + 1
    for limit in (depth + 60, depth + 200, depth + 90):
        sys.setrecursionlimit(limit)
        try:
            for _ in range(5):
                try:
                    down(0)
                except RecursionError as error:
                    found.append((str(error), len(traceback.extract_tb(error.__traceback__)) - 1 + depth - limit))
        finally:
            sys.setrecursionlimit(before)
    return found


def a_recursion_that_nearly_takes_all():
    def down(n):
        return 0 if n == 0 else down(n - 1) + 1
    return [down(n) for n in (10, 100, 400, 700, 800, 50, 700)]


def far_deeper_than_usual():
    def down(n):
        return 0 if n == 0 else down(n - 1) + 1
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(40000)
    try:
        return [down(n) for n in (10, 20, 30, 40, 20000, 50, 20000)]
    finally:
        sys.setrecursionlimit(before)


def frames_are_seen():
    def depth():
        frame, names = sys._getframe(1), []
        while frame is not None and len(names) < 6:
            names.append((frame.f_code.co_name, frame.f_lineno))
            frame = frame.f_back
        return names

    def down(n):
        return depth() if n == 0 else down(n - 1)
    return [down(i % 4) for i in range(N)]


def locals_are_changed_from_outside():
    def change(value):
        sys._getframe(1).f_locals["x"] = value

    def down(n, x):
        if n == 0:
            change(x * 2)
        else:
            x = down(n - 1, x + 1)
        return x
    return [down(i % 4, i) for i in range(N)]


def a_frame_is_kept():
    def keep(n, x):
        y = x * 2
        if n == 0:
            kept.append(sys._getframe())
            return y
        return keep(n - 1, x + 1) + y
    kept = []
    results = [keep(i % 3, i) for i in range(20)]
    return results, [(frame.f_locals["x"], frame.f_locals["y"], frame.f_lineno - keep.__code__.co_firstlineno) for frame in kept]


def a_tool_begins_in_the_depth():
    def look(frame, event, argument):
        if frame.f_code.co_name == "down":
            seen.append((event, frame.f_locals["n"]))

    def down(n, switch):
        if n == 0:
            if switch:
                sys.setprofile(look)
            return 0
        return down(n - 1, switch) + 1
    seen, found = [], []
    for i in range(N):
        found.append(down(i % 5, i in (31, 40)))
        sys.setprofile(None)
    return found, seen


def lines_are_traced_from_the_depth_on():
    def look(frame, event, argument):
        seen.append((event, frame.f_lineno - first))
        return look

    def down(n, switch):
        if n == 0:
            if switch:
                sys.settrace(look)
                sys._getframe().f_trace = look
            return 0
        m = down(n - 1, switch)
        return m + 1
    first = down.__code__.co_firstlineno
    seen, found = [], []
    for i in range(N):
        found.append(down(i % 5, i in (33, 44)))
        sys.settrace(None)
    return found, seen


def the_function_changes_in_the_depth():
    def other(n):
        return -n

    def down(n):
        if n == 3 and changes:
            changes.pop()
            down.__code__ = other.__code__
        return 0 if n <= 0 else down(n - 1) + 1
    code, changes, found = down.__code__, [], []
    for i in range(N):
        if i % 20 == 15:
            changes.append(i)
        found.append(down(6))
        down.__code__ = code
    return found


def the_name_means_another_function():
    global helper
    found = []
    for i in range(N):
        if i == 30:
            before = helper

            def helper(n):
                return before(n) * 10
        found.append(caller(i % 5))
    del before
    helper = first_helper
    return found


def helper(n):
    return n if n < 1 else helper(n - 1) + 1


first_helper = helper


def caller(n):
    total = 0
    for i in range(n):
        total += helper(i)
    return total


def the_function_dies_in_its_call():
    def made(i):
        def once(n):
            nonlocal once
            if n == 0:
                once = None
                return i
            return once(n - 1) + 1 if once is not None else -1
        return once
    found = []
    for i in range(N):
        function = made(i)
        watch = weakref.ref(function)
        found.append(function(3))
        del function
        gc.collect(0)
        found.append(watch() is None)
    return found


def what_locals_hold_dies_in_order():
    class Loud:
        def __init__(self, name):
            self.name = name

        def __del__(self):
            log.append(self.name)

    def down(n, given):
        first, second = Loud(("first", n)), Loud(("second", n))
        if n:
            down(n - 1, Loud(("argument", n)))
        log.append(("returns", n))
        return second if n % 2 else None
    log = []
    for i in range(12):
        down(i % 3, Loud(("outermost", i)))
    return log


def references_are_counted_as_ever():
    class Thing:
        pass

    def count(n, thing):
        return sys.getrefcount(thing) if n == 0 else count(n - 1, thing)
    thing = Thing()
    found = [count(i % 4, thing) for i in range(N)]
    functions = [sys.getrefcount(count) for _ in range(3) if count(3, thing)]
    return found, functions, sys.getrefcount(thing)


def a_loop_in_what_is_called():
    def passes(n):
        total = 0
        for i in range(n):
            total += i * i
        return total

    def outer(n):
        total = 0
        for i in range(n):
            total += passes(i % 13)
            if total > 5000:
                return total, i
        return total
    return [outer(n) for n in range(N)]


def loops_that_are_left_in_every_way():
    def find(items, wanted):
        for i, item in enumerate(items):
            if item == wanted:
                return i
            if item is None:
                break
        else:
            return "none"
        return "broken"
    lists = [[1, 2, 3], [2, None, 1], [], [1.5, 1], ["a", 1]]
    return [find(lists[i % 5], i % 3 + 1) for i in range(N)]


def generators_call_functions():
    def walk(tree):
        if tree:
            yield from walk(tree[0])
            yield size(tree)
            yield from walk(tree[1])

    def size(tree):
        return 1 + size(tree[0]) + size(tree[1]) if tree else 0

    def grow(n):
        return (grow(n // 2), grow(n - n // 2 - 1)) if n > 0 else ()
    return [list(walk(grow(n))) for n in range(12)]


def functions_in_threads():
    def work(name):
        for i in range(N):
            results[name].append(fib(i % 8))
    results = {name: [] for name in range(4)}
    threads = [threading.Thread(target=work, args=(name,)) for name in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def numbers_that_get_too_big():
    def power(n):
        return 1 if n == 0 else power(n - 1) * 3

    def times(x, n):
        return x if n == 0 else times(x * 1.5, n - 1)
    return [power(n) for n in range(0, 90, 3)], [times(1, n) for n in range(30)]


def positions_by_identity():
    marker = object()

    def pick(n, default=marker, other=1000 * 1000):
        return default if n == 0 else pick(n - 1, default, other)
    number = 10 ** 6
    return [pick(i % 5) is marker for i in range(N)], [pick(i % 5, number) is number for i in range(N)]


def collections_in_the_depth():
    class Node:
        pass

    def down(n):
        node = Node()
        node.self = node
        dead.append(weakref.ref(node))
        return gc.collect() if n == 0 else down(n - 1)
    dead = []
    gc.collect()
    return [down(i % 4) for i in range(12)], [ref() is None for ref in dead[:-4]]
