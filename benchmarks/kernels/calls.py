"""Calls: small functions, recursion, closures, builtins, the ways to pass arguments."""


def clamp(value, low, high):
    return low if value < low else high if value > high else value


def square(x):
    return x * x


def helpers(n):
    """Two small functions in a loop."""
    total = 0
    for i in range(n):
        total += clamp(square(i) % 1000, 100, 900)
    return total


def hanoi(discs):
    """The moves that a tower takes, counted one by one."""
    return hanoi(discs - 1) + 1 + hanoi(discs - 1) if discs else 0


def towers(n):
    """A recursive function from a loop."""
    total = 0
    for _ in range(n):
        total += hanoi(12)
    return total


def closures(n):
    """A function that keeps a variable of its maker."""
    total = 0

    def add(amount):
        nonlocal total
        total += amount

    for i in range(n):
        add(i & 15)
    return total


def scaled(value, factor=2, *, offset=0):
    return value * factor + offset


def keywords(n):
    """Defaults and arguments by name."""
    total = 0
    for i in range(n):
        total += scaled(i) + scaled(i, offset=1) + scaled(i, 3)
    return total % 1000003


def builtins(n):
    """Functions of C on numbers and lists."""
    values = [5, -3, 8, -1]
    total = 0
    for i in range(n):
        values[i & 3] = i - 50
        total += abs(values[0]) + min(values[1], i) + max(values[2], 7) + len(values) + int(i * 0.5)
    return total


def lambdas(n):
    """A table of functions, called by position."""
    steps = [lambda x: x + 1, lambda x: x * 2, lambda x: x - 3, lambda x: x // 2]
    value = 10
    for i in range(n):
        value = steps[i & 3](value) % 10007
    return value


KERNELS = {helpers: 50_000, towers: 10, closures: 100_000, keywords: 40_000, builtins: 30_000, lambdas: 60_000}
