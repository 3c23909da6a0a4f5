"""The rest of the language in loops: generators, comprehensions, exceptions, with, while True, matching."""

COUNTER = 0


def countdown(n):
    while n > 0:
        yield n
        n -= 1


def generators(n):
    """A generator under a for loop."""
    total = 0
    for value in countdown(n):
        total += value & 3
    return total


def comprehensions(n):
    """Lists, dicts and sums from comprehensions."""
    total = 0
    for i in range(n):
        squares = [x * x for x in range(i % 20)]
        total += sum(x for x in squares if x & 1) + len({x % 5: x for x in squares})
    return total


def exceptions(n):
    """An exception in every eighth turn."""
    table, missing = {1: 1, 2: 4, 3: 9, 4: 16, 5: 25, 6: 36, 7: 49}, 0
    for i in range(n):
        try:
            table[i & 7]
        except KeyError:
            missing += 1
    return missing


class Section:
    def __init__(self):
        self.depth = self.entered = 0

    def __enter__(self):
        self.depth += 1
        self.entered += 1

    def __exit__(self, *error):
        self.depth -= 1


def with_blocks(n):
    """A context manager around a little work."""
    section, total = Section(), 0
    for i in range(n):
        with section:
            total += i & 7
    return section.entered, total


def global_counter(n):
    """A module's variable, read and written."""
    global COUNTER
    COUNTER = 0
    while True:
        COUNTER += 1
        if COUNTER >= n:
            break
        if COUNTER % 3 == 0:
            continue
    return COUNTER


def interpreter(n):
    """A little machine of its own: matching on strings and tuples, a program counter, a stack."""
    program = (("push", 1), ("add", 3), ("double", 0), ("drop", 5), ("jump", 0))
    at, stack = 0, [0]
    for _ in range(n):
        name, operand = program[at]
        at += 1
        match name:
            case "push":
                stack.append(operand)
            case "add":
                stack[-1] += operand
            case "double":
                stack[-1] *= 2
            case "drop":
                stack[0] += stack.pop() % operand
            case "jump":
                at = operand
    return stack


KERNELS = {generators: 60_000, comprehensions: 10_000, exceptions: 50_000, with_blocks: 40_000, global_counter: 100_000,
           interpreter: 60_000}
