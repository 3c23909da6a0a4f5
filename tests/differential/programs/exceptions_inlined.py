"""Exceptions inside calls that a loop makes, several levels deep: the traceback names every level, with line and column."""
import sys
import traceback

N = 300


def _divide(a, b):
    return a // b


def _middle(a, b):
    return _divide(a, b) + 1


def _top(a, b):
    return (
        _middle(a,
                b) * 2)


class Chain:
    def __init__(self, values):
        self.values = values

    def at(self, index):
        return self.values[index]

    def twice(self, index):
        return self.at(index) * 2

    def over(self, index):
        return self.twice(index) // self.twice(index - 1)

    @property
    def first(self):
        return self.values[0]

    @staticmethod
    def half(x):
        return x / 2

    @classmethod
    def make(cls, n):
        return cls(list(range(n, 0, -1)))

    def __len__(self):
        return len(self.values) - 50

    def __getitem__(self, index):
        return self.at(index)

    def __add__(self, other):
        return self.at(other)

    def __bool__(self):
        return self.at(-1) > 0


def one_level():
    total = 0
    for i in range(N):
        total += _divide(1000, 200 - i)
    return total


def three_levels():
    total = 0
    for i in range(N):
        total += _top(1000, 200 - i)
    return total


def three_levels_caught_in_the_loop():
    out = []
    for i in range(N):
        try:
            out.append(_top(1000, i % 50))
        except ZeroDivisionError as error:
            out.append([entry.lineno for entry in traceback.extract_tb(error.__traceback__)])
    return out


def caught_in_the_middle_level():
    def middle(a, b):
        try:
            return _divide(a, b)
        except ZeroDivisionError:
            return -1
        finally:
            log.append(b)

    log, total = [], 0
    for i in range(N):
        total += middle(1000, i % 7)
    return total, log


def raised_from_in_the_middle_level():
    def middle(a, b):
        try:
            return _divide(a, b)
        except ZeroDivisionError as error:
            raise ValueError("middle", b) from error

    total = 0
    for i in range(N):
        total += middle(1000, 200 - i)
    return total


def methods_three_levels_deep():
    chain, total = Chain(list(range(1, 200))), 0
    for i in range(1, N):
        total += chain.over(i)
    return total


def static_and_class_methods():
    total = 0
    for i in range(N):
        total += Chain.half(Chain.make(3).at(i % 3 if i < 200 else 3))
    return total


def property_that_raises():
    chain, total = Chain([5]), 0
    for i in range(N):
        total += chain.first
        if i == 200:
            chain.values.clear()
    return total


def dunders_that_raise():
    out = []
    for operation in (lambda c: len(c), lambda c: c[5], lambda c: c + 7, lambda c: bool(c), lambda c: [x for x in c]):
        chain = Chain(list(range(1, 60)))
        try:
            for i in range(100):
                out.append(operation(chain))
                if i == 80:
                    chain.values.clear()
        except (ValueError, IndexError) as error:
            out.append([(entry.name, entry.lineno, entry.colno) for entry in traceback.extract_tb(error.__traceback__)])
    return out


def constructor_that_raises():
    class Picky:
        def __init__(self, x):
            if x > 200:
                raise ValueError(x)
            self.x = x

    total = 0
    for i in range(N):
        total += Picky(i).x
    return total


def constructor_that_returns_something():
    class Wrong:
        def __init__(self, x):
            if x > 200:
                return x

    for i in range(N):
        Wrong(i)


def missing_argument_several_levels_deep():
    def inner(a, b):
        return a + b

    def outer(arguments):
        return inner(*arguments)

    total = 0
    for i in range(N):
        total += outer((1, 2) if i < 200 else (1,))
    return total


def default_argument_that_does_not_fit():
    def scale(x, factor=None):
        return x * (factor or "a")

    total = 0
    for i in range(N):
        total += scale(i, 2) if i < 200 else scale(1.5)
    return total


def closure_that_raises():
    limit = 200

    def check(x):
        if x >= limit:
            raise OverflowError(x, limit)
        return x

    def work(x):
        return check(x) + limit

    total = 0
    for i in range(N):
        total += work(i)
    return total


def lambda_that_raises():
    total = 0
    for i in range(N):
        total += (lambda x: x.real)(i) + (lambda x: 10 // x)(200 - i)
    return total


def callback_from_c_that_raises():
    total = 0
    for i in range(N):
        total += sum(map(lambda x: 10 // (x - 201), [i, i + 1]))
    return total


def sort_key_that_raises():
    data = [3, 1, 2]
    for i in range(N):
        data.sort(key=lambda x: 10 // (x - (i == 200)))
    return data


def recursion_that_raises_at_the_bottom():
    def down(n, i):
        if n == 0:
            return 10 // (100 - i)
        return down(n - 1, i) + 1

    total = 0
    for i in range(N):
        total += down(i % 6, i)
    return total


def generator_inlined_and_raising():
    def pairs(data):
        for x in data:
            yield x, _divide(100, x)

    total = 0
    for a, b in pairs(list(range(1, 200)) + [0]):
        total += a * b
    return total


def locals_of_every_level_are_there():
    def inner(x):
        doubled = x * 2
        half = doubled / 4
        return half + [doubled][int(x > 200)]

    def outer(y):
        shifted = y + 1
        text = str(shifted)
        return inner(shifted) + len(text)

    total = 0.0
    for i in range(N):
        before = total
        total = total + outer(i)
    return before


def frame_of_the_error_is_alive():
    def fail(x):
        secret = [x]
        raise ValueError(secret)

    frames = []
    for i in range(N):
        try:
            fail(i)
        except ValueError as error:
            if i % 100 == 50:
                frames.append(error.__traceback__.tb_next.tb_frame)
    return [(f.f_code.co_name, f.f_lineno, dict(f.f_locals), f.f_back is None) for f in frames]


def unwinding_runs_finally_at_each_level():
    log = []

    def inner(i):
        try:
            return 10 // (200 - i)
        finally:
            log.append(("inner", i))

    def outer(i):
        try:
            return inner(i)
        finally:
            log.append(("outer", i))

    try:
        for i in range(N):
            outer(i)
    except ZeroDivisionError:
        return log


def context_manager_in_a_callee():
    log = []

    class Guard:
        def __enter__(self):
            log.append("in")

        def __exit__(self, *what):
            log.append(what[0])

    def work(i):
        with Guard():
            return 10 // (200 - i)

    try:
        for i in range(N):
            work(i)
    except ZeroDivisionError:
        return log


def handled_exception_is_forgotten_after_the_callee():
    def quiet():
        try:
            1 // 0
        except ZeroDivisionError:
            return sys.exception() is not None

    out = []
    for i in range(N):
        out.append((quiet(), sys.exception()))
    return out


def error_while_handling_an_error_in_callees():
    def first(i):
        raise KeyError(i)

    def second(i):
        try:
            first(i)
        except KeyError:
            _divide(i, 0)

    kept = []
    for i in range(N):
        try:
            second(i)
        except ZeroDivisionError as error:
            if i % 100 == 60:
                kept.append(error)
    return kept
