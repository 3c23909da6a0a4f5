"""Calls in every form, of every kind of callable."""
import functools
import operator

N = 300


def _plain(a, b):
    return a - b


def _with_defaults(a, b=10, c="x"):
    return a, b, c


def _with_star(a, *rest, key=1, **names):
    return a, rest, key, sorted(names.items())


def _positional_only(a, /, b, *, c):
    return a * 100 + b * 10 + c


def positional():
    total = 0
    for i in range(N):
        total += _plain(i, 2) * _plain(1, i)
    return total


def keywords_in_any_order():
    total = 0
    for i in range(N):
        total += _plain(b=i, a=3) + _plain(i, b=1) + _positional_only(1, c=i, b=2)
    return total


def defaults():
    out = []
    for i in range(N):
        out.append(_with_defaults(i))
        out.append(_with_defaults(i, 2))
        out.append(_with_defaults(i, c=3))
        out.append(_with_defaults(a=i, b=4))
    return out


def mutable_default():
    def collect(x, into=[]):  # noqa: B006
        into.append(x)
        return len(into)

    return [collect(i) for i in range(N)], collect.__defaults__


def star_and_double_star():
    out = []
    for i in range(N):
        pair, names = (i, i + 1), {"key": i, "z": 1}
        out.append(_with_star(*pair))
        out.append(_with_star(i, *pair, **names))
        out.append(_with_star(*pair, *pair, x=1, **{"y": 2}))
        out.append(_with_star(i, key=5))
        out.append(_plain(*range(i, i + 2)))
    return out


def star_arguments_passed_on():
    def outer(*args, **names):
        return inner(*args, **names)

    def inner(a, b=1, *rest, c=2):
        return a + b + c + len(rest)

    total = 0
    for i in range(N):
        total += outer(i) + outer(i, 2) + outer(i, 2, 3, 4) + outer(i, c=5) + outer(a=i)
    return total


def arguments_are_evaluated_in_order():
    log = []

    def note(x):
        log.append(x)
        return x

    for i in range(60):
        _with_star(note(1), note(2), key=note(3), *[note(4)], other=note(5))
    return log


def nested_calls():
    def add(a, b):
        return a + b

    total = 0
    for i in range(N):
        total = add(add(total, add(i, 1)), add(add(1, 2), add(3, -i)))
    return total


def functions_that_call_functions():
    def a(x):
        return b(x) + 1

    def b(x):
        return c(x) * 2

    def c(x):
        return d(x) - 3

    def d(x):
        return x // 2

    total = 0
    for i in range(N):
        total += a(i)
    return total


def function_with_branches_inlined():
    def sign(x):
        if x > 0:
            return 1
        if x < 0:
            return -1
        return 0

    total = 0
    for i in range(-150, 150):
        total = total * 3 % 1009 + sign(i)
    return total


def function_with_a_loop():
    def triangle(n):
        total = 0
        for i in range(n):
            total += i
        return total

    out = 0
    for i in range(60):
        out += triangle(i)
    return out


def function_that_returns_nothing():
    def silent(x):
        x + 1  # noqa: B018

    out = set()
    for i in range(N):
        out.add(silent(i))
    return out


def recursion():
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    return [fib(n) for n in range(16)]


def recursion_in_a_loop():
    def gcd(a, b):
        return a if b == 0 else gcd(b, a % b)

    total = 0
    for i in range(1, N):
        total += gcd(i, 360)
    return total


def mutual_recursion():
    def even(n):
        return n == 0 or odd(n - 1)

    def odd(n):
        return n != 0 and even(n - 1)

    return [even(i % 20) for i in range(200)]


def ackermann():
    def a(m, n):
        if m == 0:
            return n + 1
        if n == 0:
            return a(m - 1, 1)
        return a(m - 1, a(m, n - 1))

    return [a(m, n) for m in range(3) for n in range(8)]


def tree_recursion_with_objects():
    class Node:
        def __init__(self, depth):
            self.children = [Node(depth - 1) for _ in range(2)] if depth else []
            self.value = depth

        def total(self):
            result = self.value
            for child in self.children:
                result += child.total()
            return result

    return [Node(d).total() for d in range(7)]


def lambdas():
    square, add = lambda x: x * x, lambda x, y=2: x + y  # noqa: E731
    total = 0
    for i in range(N):
        total += square(i) - add(i) + (lambda: i)()
    return total


def closures_made_per_iteration():
    def adder(n):
        def add(x):
            return x + n
        return add

    total = 0
    for i in range(N):
        total += adder(i)(1)
        f = adder(i % 3)
        total += f(f(0))
    return total


def bound_and_unbound_methods():
    class Tally:
        def __init__(self):
            self.n = 0

        def add(self, x=1):
            self.n += x
            return self

    tally = Tally()
    add = tally.add
    for i in range(N):
        tally.add().add(i)
        add(2)
        Tally.add(tally, x=-1)
    return tally


def callable_objects():
    class Scale:
        def __init__(self, k):
            self.k = k

        def __call__(self, x, y=0):
            return x * self.k + y

    f, total = Scale(3), 0
    for i in range(N):
        total += f(i) + f(i, 2) + f(x=1)
        if i == 150:
            f.k = 0.5
        if i == 250:
            Scale.__call__ = lambda self, x, y=0: -x
    return total


def classes_as_callables():
    class Point:
        def __init__(self, x, y=0):
            self.x, self.y = x, y

    class NewOnly:
        def __new__(cls, x):
            return x * 2

    class Empty:
        pass

    total = 0
    for i in range(N):
        p = Point(i, y=1)
        total += p.x - p.y + NewOnly(i) + (type(Empty()) is Empty) + Point(2).y
    return total


def metaclass_call():
    class Single(type):
        made = None

        def __call__(cls, *args):
            if Single.made is None:
                Single.made = super().__call__(*args)
            return Single.made

    class Thing(metaclass=Single):
        def __init__(self, x):
            self.x = x

    return {id(Thing(i)) for i in range(N)} == {id(Thing(0))}, Thing(9).x


def partial_functions():
    f = functools.partial(_with_defaults, b=5)
    g = functools.partial(_plain, 10)
    out = []
    for i in range(N):
        out.append(f(i))
        out.append(g(i))
        out.append(functools.partial(pow, 2)(i % 20))
    return out


def cached_function():
    @functools.lru_cache(maxsize=50)
    def slow(n):
        return n * n

    @functools.cache
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    return [slow(i % 70) for i in range(N)], slow.cache_info(), fib(90)


def wrapped_function():
    def logged(f):
        @functools.wraps(f)
        def call(*args, **names):
            log.append(len(args) + len(names))
            return f(*args, **names)
        return call

    @logged
    def work(a, b=2):
        return a * b

    log, total = [], 0
    for i in range(N):
        total += work(i) + work(i, b=3)
    return total, log, work.__name__


def reduce_map_and_sorted_with_python_callbacks():
    out = []
    for i in range(60):
        data = list(range(i % 9 + 1))
        out.append(functools.reduce(lambda a, b: a * 2 + b, data))
        out.append(sorted(data, key=lambda x: -x))
        out.append(max(data, key=lambda x: x % 5))
        out.append(list(map(lambda x, y: x * y, data, data)))
    return out


def operator_functions():
    out = []
    get, attr, call = operator.itemgetter(1, 0), operator.attrgetter("real"), operator.methodcaller("bit_length")
    for i in range(N):
        out.append((operator.add(i, 1), get((i, 2)), attr(i), call(i), operator.index(i), operator.mul("a", i % 3)))
    return out


def wrong_number_of_arguments_caught():
    out = []
    for i in range(N):
        try:
            out.append(_plain(*range(i % 4)))
        except TypeError as error:
            out.append(str(error))
    return out


def wrong_keywords_caught():
    out = []
    for names in [{"c": 1}, {"c": 1, "d": 2}, {}, {"a": 1, "c": 2}] * 60:
        try:
            out.append(_positional_only(1, 2, **names))
        except TypeError as error:
            out.append(str(error))
    return out


def missing_arguments_of_many_shapes():
    def needs(a, b, *, c, d):
        return a, b, c, d

    out = []
    for i in range(100):
        for args, names in [((), {}), ((1,), {}), ((1, 2), {}), ((1, 2), {"c": 3}), ((1, 2, 3), {"c": 1, "d": 2}), ((1, 2), {"c": 1, "d": i})]:
            try:
                out.append(needs(*args, **names))
            except TypeError as error:
                out.append(str(error))
    return out


def function_replaced_while_it_runs():
    def f(x):
        nonlocal f
        if x == 150:
            f = lambda x: -x  # noqa: E731
        return x + 1

    total = 0
    for i in range(N):
        total += f(i)
    return total


def arguments_changed_by_the_callee():
    def change(data, n):
        data.append(n)
        n += 100
        data = [0]
        return n + len(data)

    kept, total, n = [], 0, 5
    for i in range(N):
        total += change(kept, n)
    return total, n, len(kept)


def many_arguments():
    def f(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p):  # noqa: E741
        return a + b * c - d + e * f - g + h * i - j + k * l - m + n * o - p

    total = 0
    for x in range(N):
        total += f(x, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, x)
    return total


def generators_as_callees():
    def pair(x):
        yield x
        yield -x

    total = 0
    for i in range(N):
        total += sum(pair(i)) + next(pair(i))
        for x in pair(i):
            total += x
    return total


def return_values_of_every_kind():
    def give(kind):
        if kind == 0:
            return
        if kind == 1:
            return kind, kind
        if kind == 2:
            return [kind]
        if kind == 3:
            return give
        if kind == 4:
            return 2.5
        return kind

    out = []
    for i in range(N):
        out.append(give(i % 7))
    return out


def call_result_unused():
    data = []
    for i in range(N):
        data.append(i)
        len(data)
        str(i)
        _plain(i, i)
    return len(data)


def keyword_argument_names_made_at_run_time():
    out = []
    for i in range(N):
        out.append(_with_star(0, **{"k" + str(i % 5): i}))
        try:
            _with_star(0, **{i % 2: 1})
        except TypeError as error:
            out.append(str(error))
    return out
