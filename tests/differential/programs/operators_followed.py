"""Operators that classes define in Python: which operand answers, what it declines, and what else it does."""
import sys

N = 300
LOG = []


class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, other):
        if isinstance(other, Vector):
            return self.x * other.x + self.y * other.y
        return Vector(self.x * other, self.y * other)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        return Vector(self.x / other, self.y / other)

    def __matmul__(self, other):
        return self.x * other.y - self.y * other.x

    def __repr__(self):
        return "<%r %r>" % (self.x, self.y)


class Derived(Vector):
    def __add__(self, other):
        return "derived", Vector.__add__(self, other)

    def __radd__(self, other):
        return "reflected", Vector.__add__(other, self)


class Modulo:
    """Integers modulo 97, on the left and on the right, in place, too."""
    __slots__ = ("n",)

    def __init__(self, n):
        self.n = n % 97

    def __add__(self, other):
        return Modulo(self.n + (other.n if isinstance(other, Modulo) else other))

    __radd__ = __add__

    def __sub__(self, other):
        return Modulo(self.n - (other.n if isinstance(other, Modulo) else other))

    def __rsub__(self, other):
        return Modulo(other - self.n)

    def __floordiv__(self, other):
        return self.n // other

    def __rfloordiv__(self, other):
        return other // (self.n or 1)

    def __mod__(self, other):
        return self.n % other

    def __and__(self, other):
        return self.n & other

    def __or__(self, other):
        return self.n | other

    def __xor__(self, other):
        return self.n ^ other

    def __lshift__(self, other):
        return self.n << other

    def __rshift__(self, other):
        return self.n >> other

    def __iadd__(self, other):
        self.n = (self.n + other) % 97
        return self


def vectors():
    v, step, out = Vector(0.0, 0.0), Vector(0.5, 0.25), []
    for i in range(N):
        v = v + step
        w = 2.0 * v - step * 3 + v / 2
        out.append((v.x, w.y, v * step, v @ w, (3 * v).x))
        v -= Vector(0.125, 0.0)
    return out


def every_operator():
    m, out = Modulo(5), []
    for i in range(N):
        m = m + i
        k = 3 + m
        out.append((m.n, k.n, (7 - m).n, (m - 7).n, m // 3, 1000 // m, m % 7, m & 6, m | 8, m ^ 3, m << 2, m >> 1))
        kept = m
        m += 2
        out.append(kept is m)
    return out


def what_is_declined():
    v, out, others = Vector(1, 2), [], [Vector(3, 4), 5, "text", None, Derived(6, 7), NotImplemented]
    for i in range(N):
        try:
            out.append(repr(v + others[i % 6 if i % 10 == 9 else 0]))
        except (TypeError, AttributeError) as error:
            out.append((type(error).__name__, str(error), error.__traceback__.tb_lineno))
    return out


def what_is_declined_in_the_end():
    class Odd:
        def __init__(self, n):
            self.n = n

        def __add__(self, other):
            self.n
            return other

        def __radd__(self, other):
            return "asked later", self.n

    class Other:
        def __radd__(self, other):
            return "other"

    out, odd = [], Odd(1)
    for i in range(N):
        try:
            out.append(odd + (NotImplemented if i % 20 == 19 else i))
        except TypeError as error:
            out.append(str(error))
        out.append(odd + Other() if i % 3 else 5 + odd)
    return [r if type(r) is not Other else type(r).__name__ for r in map(lambda r: "Other" if isinstance(r, Other) else r, out)]


def subclasses_are_asked_first():
    v, d, out = Vector(1, 2), Derived(3, 4), []
    for i in range(N):
        out.append(repr((v + d, d + v, d + d)))
    return out


def one_that_has_effects():
    LOG.clear()

    class Loud:
        def __init__(self, n):
            self.n = n

        def __add__(self, other):
            LOG.append(self.n)
            made = Loud(self.n + other)
            LOG.append(made.n)
            return made if made.n % 5 else NotImplemented

    out = []
    for i in range(N):
        try:
            out.append((Loud(i) + 1).n)
        except TypeError as error:
            out.append(str(error))
    return out, LOG


def one_that_raises():
    class Strict:
        def __init__(self, n):
            if n == 77:
                raise ValueError("no")
            self.n = n

        def __add__(self, other):
            return Strict(self.n + other)

        def __truediv__(self, other):
            return self.n / other

    out, s = [], Strict(0)
    for i in range(N):
        try:
            s = s + 1
            out.append(s / (i % 50 - 20))
        except (ValueError, ZeroDivisionError) as error:
            trace, lines = error.__traceback__, []
            while trace:
                lines.append(trace.tb_lineno - sys._getframe().f_code.co_firstlineno)
                trace = trace.tb_next
            out.append((str(error), lines))
            s = Strict(s.n + 5)
    return out


def a_class_that_changes_its_mind():
    class Mine(Vector):
        pass

    out, m = [], Mine(1, 2)
    for i in range(N):
        if i == N // 2:
            Mine.__add__ = lambda self, other: NotImplemented
            Mine.__mul__ = lambda self, other: "changed"
        try:
            out.append((repr(m * 2), repr(m + m)))
        except TypeError as error:
            out.append(str(error))
    return out


def instances_that_end_in_the_middle():
    class Noisy(Vector):
        def __add__(self, other):
            return Noisy(self.x + other.x, 0)

        def __del__(self):
            LOG.append(self.x)

    LOG.clear()
    n, out = Noisy(0, 0), []
    for i in range(N):
        n = n + Noisy(i, 1) + n
        n.x %= 1000
        out.append(len(LOG))
    return out, LOG


def a_class_that_makes_something_else():
    class Other:
        def __new__(cls, n):
            return NotImplemented if n % 40 == 39 else n

    class Mine:
        def __init__(self, n):
            self.n = n

        def __add__(self, other):
            return Other(self.n + other)

    out = []
    for i in range(N):
        try:
            out.append(Mine(i) + 1)
        except TypeError as error:
            out.append(str(error))
    return out


def operators_among_operators():
    def horner(v, k):
        return v * k + Vector(k, 1)

    out, v = [], Vector(1.0, 2.0)
    for i in range(N):
        v = horner(v, 0.5)
        out.append((v.x, horner(v + v, i).y, sum([v.x, (v * v)])))
    return out
