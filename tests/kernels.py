"""Small kernels of the breadth of real programs: every public function runs about `n` iterations and returns its result."""
import array
import math


def sum_of_ints(n):
    total = 0
    for i in range(n):
        total += i
    return total


def sum_of_floats(n):
    total = 0.0
    for i in range(n):
        total += i * 0.5
    return total


def ints_beyond_63_bits(n):
    x = 1
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & 0xffffffffffffffff
    return x


def big_ints(n):
    x = 3 ** 50
    for i in range(n):
        x = x * 3 % (10 ** 30 + 57)
    return x


def division_and_remainder(n):
    total = 0
    for i in range(1, n + 1):
        total += n // i - i % 7 + -i // 3
    return total


def collatz(n):
    steps, start = 0, 1
    while steps < n:
        x = start
        while x != 1:
            x = x // 2 if x % 2 == 0 else 3 * x + 1
            steps += 1
        start += 1
    return start, steps


def nested_loops(n):
    total = 0
    for i in range(n // 100):
        for j in range(100):
            total += i ^ j
    return total


def list_read_and_write(n):
    data = list(range(100))
    for i in range(n):
        data[i % 100] = data[(i + 1) % 100] + 1
    return data


def list_of_floats_in_place(n):
    data = [0.5] * 100
    for i in range(n):
        data[i % 100] += 1.25
    return data


def list_iterated(n):
    data, total = [1, 2.5, 3, 4.5] * 25, 0
    for _ in range(n // 100):
        for x in data:
            total += x
    return total


def list_as_a_stack(n):
    stack = []
    for i in range(n):
        stack.append(i)
        if len(stack) > 50:
            while stack:
                stack.pop()
    return stack


def list_comprehensions(n):
    total = 0
    for i in range(n // 50):
        total += len([x for x in range(50) if x & 1])
    return total


def slices(n):
    data, total = list(range(100)), 0
    for i in range(n):
        total += len(data[i % 50:i % 100])
    return total


def tuples_swapped_and_unpacked(n):
    a, b, point = 1, 2, (0, 0)
    for i in range(n):
        a, b = b, a
        x, y = point
        point = (x + a, y - b)
    return a, b, point


def dict_of_ints(n):
    table = {}
    for i in range(n):
        table[i % 64] = table.get(i % 64, 0) + 1
    return table


def dict_of_strings(n):
    names = ["alpha", "beta", "gamma", "delta"]
    counts = dict.fromkeys(names, 0)
    for i in range(n):
        counts[names[i & 3]] += 1
    return counts


def dict_iterated(n):
    table, total = {i: str(i) for i in range(50)}, 0
    for _ in range(n // 50):
        for key, value in table.items():
            total += key + len(value)
    return total


def sets(n):
    seen, hits = set(), 0
    for i in range(n):
        x = i * 7 % 101
        if x in seen:
            hits += 1
            seen.discard(x)
        else:
            seen.add(x)
    return hits, len(seen)


def characters(n):
    text, vowels = "the quick brown fox jumps over the lazy dog. " * 10, 0
    for _ in range(n // len(text) + 1):
        for c in text:
            if c in "aeiou":
                vowels += 1
    return vowels


def strings_built(n):
    out = ""
    for i in range(n):
        out += "x"
        if len(out) > 100:
            out = out[50:]
    return out


def formatting(n):
    total = 0
    for i in range(n):
        total += len(f"{i}:{i * 0.5:.2f}")
    return total


def string_methods(n):
    total = 0
    for i in range(n // 4):
        total += len("a,b,c".split(",")) + len("abc".upper()) + "hello".find("l") + "abc".startswith("a")
    return total


def bytearrays(n):
    data = bytearray(256)
    for i in range(n):
        data[i & 255] = (data[(i + 1) & 255] + i) & 255
    return data


def arrays(n):
    data = array.array("d", [0.0] * 100)
    for i in range(n):
        data[i % 100] = data[(i * 7) % 100] * 0.5 + i
    return data


class Particle:
    def __init__(self, x, v):
        self.x = x
        self.v = v

    def step(self, dt):
        self.x += self.v * dt
        if self.x > 100.0:
            self.v = -self.v

    @property
    def energy(self):
        return 0.5 * self.v * self.v


class Slotted:
    __slots__ = ("count",)

    def __init__(self):
        self.count = 0


class Square:
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side


class Rectangle(Square):
    def area(self):
        return self.side * 2.0


def attributes(n):
    p = Particle(0.0, 1.0)
    for i in range(n):
        p.x += p.v * 0.5
    return p.x


def slots(n):
    s = Slotted()
    for i in range(n):
        s.count += 1
    return s.count


def methods(n):
    p = Particle(0.0, 1.5)
    for i in range(n):
        p.step(0.01)
    return p.x, p.v


def properties(n):
    p, total = Particle(0.0, 1.5), 0.0
    for i in range(n):
        total += p.energy
    return total


def polymorphic_methods(n):
    shapes, total = [Square(2), Rectangle(3), Square(4)], 0
    for i in range(n):
        total += shapes[i % 3].area()
    return total


def objects_made(n):
    total = 0.0
    for i in range(n):
        total += Particle(i, 0.5).v
    return total


def linked_list(n):
    head = None
    for i in range(n):
        head = (i, head)
        if i % 100 == 99:
            while head:
                head = head[1]
    return head


def _add(a, b=1):
    return a + b


def function_calls(n):
    total = 0
    for i in range(n):
        total = _add(total, i) - _add(1)
    return total


def keyword_and_star_calls(n):
    total = 0
    for i in range(n // 2):
        total += _add(a=i, b=2) + _add(*(1, 2))
    return total


def closures(n):
    count = 0

    def bump(by):
        nonlocal count
        count += by

    for i in range(n):
        bump(i & 1)
    return count


def recursion(n):
    def fib(k):
        return k if k < 2 else fib(k - 1) + fib(k - 2)

    total = 0
    for _ in range(n // 180):
        total += fib(9)
    return total


def builtins(n):
    total = 0
    for i in range(n // 4):
        total += abs(-i) + min(i, 5) + max(i, 7, 3) + len("abc") + isinstance(i, int)
    return total


def math_functions(n):
    total = 0.0
    for i in range(n):
        total += math.sqrt(i) - math.floor(i * 0.5)
    return total


def generators(n):
    def squares(count):
        for i in range(count):
            yield i * i

    total = 0
    for x in squares(n):
        total += x
    return total


def zip_and_enumerate(n):
    a, b, total = list(range(100)), [0.5] * 100, 0
    for _ in range(n // 100):
        for i, (x, y) in enumerate(zip(a, b)):
            total += i * x - y
    return total


def exceptions_not_raised(n):
    total = 0
    for i in range(n):
        try:
            total += i
        except ValueError:
            total = 0
    return total


def exceptions_raised(n):
    caught = 0
    for i in range(n // 10):
        try:
            raise ValueError(i)
        except ValueError as error:
            caught += error.args[0] & 1
    return caught


def branches(n):
    counts, x = [0, 0, 0, 0], 12345
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7fffffff
        if x & 0x10000:
            counts[0] += 1
        elif 100 < x % 1000 <= 500:
            counts[1] += 1
        elif not x & 0x20000:
            counts[2] += 1
        else:
            counts[3] += 1
    return counts


def mixed_types(n):
    values, total = [1, 2.5, True, 4], 0
    for i in range(n):
        total += values[i & 3]
    return total


def complex_numbers(n):
    z = 0j
    for i in range(n):
        z = z * z * 0.5 + (0.1 + 0.2j)
    return z


def matrix_product(n):
    size = max(2, round((n) ** (1 / 3)))
    a = [[i + j * 0.5 for j in range(size)] for i in range(size)]
    out = [[0.0] * size for _ in range(size)]
    for i in range(size):
        row, target = a[i], out[i]
        for j in range(size):
            total = 0.0
            for k in range(size):
                total += row[k] * a[k][j]
            target[j] = total
    return out[0], out[-1]
