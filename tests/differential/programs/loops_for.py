"""`for` over every kind of iterable, each long enough to be compiled."""
import io
import itertools
import types

N = 300


def range_up():
    total = 0
    for i in range(N):
        total += i
    return total, i


def range_with_start_and_step():
    out = []
    for i in range(7, 3000, 11):
        out.append(i)
    return out


def range_down():
    total = 0
    for i in range(N, -N, -3):
        total = total * 3 + i
        total %= 10007
    return total, i


def range_that_is_empty_in_the_inner_loop():
    count = 0
    for i in range(N):
        for j in range(i, 5):
            count += 1
        for j in range(5, i % 7):
            count += 100
    return count, i, j


def range_near_the_64_bit_limit():
    out = 0
    for i in range(2 ** 63 - 150, 2 ** 63 - 1):
        out ^= i
    return out, i


def range_across_the_64_bit_limit():
    seen = []
    for i in range(2 ** 63 - 100, 2 ** 63 + 100):
        seen.append(i & 0xff)
    return seen, i


def range_of_huge_values_and_steps():
    total = 0
    for i in range(-2 ** 70, 2 ** 70, 2 ** 63):
        total += i >> 60
    for i in range(2 ** 62, -2 ** 62, -2 ** 55):
        total -= i >> 50
    return total, i


def range_whose_last_step_would_overflow():
    seen = []
    for i in range(2 ** 63 - 1000, 2 ** 63 - 1, 7):
        seen.append(i)
    for i in range(-2 ** 63 + 1000, -2 ** 63, -7):
        seen.append(i)
    return seen


def range_object_used_again():
    steps = range(40)
    total = 0
    for _ in range(10):
        for i in steps:
            total += i
    return total, steps


def range_iterator_entered_in_the_middle():
    walk = iter(range(N))
    for i in walk:
        if i == 100:
            break
    rest = 0
    for j in walk:
        rest += j
    return i, j, rest, next(walk, "over")


def list_of_ints():
    total = 0
    for x in [3, 1, 4, 1, 5, 9, 2, 6] * 40:
        total = total * 7 % 1009 + x
    return total


def list_of_mixed_types():
    out = []
    for x in [1, 2.5, "a", None, True, 2 ** 70, (1,)] * 40:
        out.append(x)
    return out


def list_iterator_shared_by_two_loops():
    walk = iter(list(range(N)))
    pairs = []
    for x in walk:
        for y in walk:
            pairs.append((x, y))
            if y % 10 == 0:
                break
    return pairs


def tuple_of_floats():
    total = 0.0
    for x in (0.1, -0.0, 1e300, float("inf"), 2.5) * 50:
        total += x / 3
    return total


def string_of_ascii():
    counts = {}
    for c in "the quick brown fox jumps over the lazy dog " * 8:
        counts[c] = counts.get(c, 0) + 1
    return counts


def string_of_every_width():
    out = []
    for text in ("abc\xe9" * 20, "ab\u20ac" * 20, "a\U0001f600" * 20):
        for c in text:
            out.append(ord(c))
    return out


def bytes_and_bytearray():
    total = 0
    for b in bytes(range(256)):
        total += b
    for b in bytearray(range(256)):
        total ^= b << 3
    return total, b


def dict_keys_in_order():
    table = {str(i): i for i in range(N)}
    out = []
    for key in table:
        out.append(key)
    return out


def dict_views():
    table = {i * 7 % 301: i for i in range(N)}
    keys, values, items = [], [], []
    for key in table.keys():
        keys.append(key)
    for value in table.values():
        values.append(value)
    for key, value in table.items():
        items.append(key - value)
    return keys, values, items


def dict_items_kept_whole():
    kept = []
    for item in {i: str(i) for i in range(N)}.items():
        kept.append(item)
    return kept


def dict_reversed():
    out = []
    for key in reversed({i: i * i for i in range(N)}):
        out.append(key)
    for key, value in reversed({i: i * i for i in range(N)}.items()):
        out.append(value)
    return out


def set_and_frozenset():
    total = 0
    for x in {i * 17 % 331 for i in range(N)}:
        total = (total * 3 + x) % 100003
    for x in frozenset("hello world" * 20):
        total += ord(x)
    return total


def enumerate_with_and_without_start():
    out = []
    for i, x in enumerate("abcdefghij" * 30):
        out.append((i, x))
    for i, x in enumerate("abcdefghij" * 30, start=2 ** 63 - 150):
        out.append(i)
    for pair in enumerate("ab" * 100, -50):
        out.append(pair)
    return out


def zip_of_unequal_lengths():
    out = []
    letters = iter("abcdefghij" * 10)
    for a, b in zip(range(50), letters):
        out.append((a, b))
    for a, b, c in zip([1, 2, 3] * 40, (4.5,) * 110, itertools.count()):
        out.append(a * b + c)
    return out, next(letters)


def zip_strict_that_fails_at_the_end():
    total = 0
    try:
        for a, b in zip(range(N), range(N - 1), strict=True):
            total += a * b
    except ValueError as error:
        return total, str(error)


def zip_tuples_kept():
    kept = []
    for pair in zip(range(N), range(N)):
        kept.append(pair)
    return kept[0] is not kept[1], kept


def reversed_sequences():
    out = []
    for x in reversed([i * i for i in range(N)]):
        out.append(x)
    for x in reversed(range(N)):
        out.append(x)
    for x in reversed("abc" * 30):
        out.append(x)
    for x in reversed((1, 2, 3) * 30):
        out.append(x)
    return out


def map_and_filter():
    out = []
    for x in map(lambda a, b: a * b, range(N), range(N, 0, -1)):
        out.append(x)
    for x in map(str, range(N)):
        out.append(x)
    for x in filter(None, [0, 1, "", "a", 0.0, 2.5] * 30):
        out.append(x)
    for x in filter(lambda v: v % 3, range(N)):
        out.append(x)
    return out


def map_whose_function_raises():
    out = []
    try:
        for x in map(lambda v: 1 / (200 - v), range(N)):
            out.append(x)
    except ZeroDivisionError as error:
        return out, error


def lines_of_a_file():
    total = 0
    for line in io.StringIO("".join(f"{i} {i * i}\n" for i in range(N))):
        a, b = line.split()
        total += int(a) - int(b)
    for line in io.BytesIO(b"x\n" * 200):
        total += len(line)
    return total


def generator_function():
    def squares(n):
        for i in range(n):
            yield i * i
        return "unused"

    total = 0
    for x in squares(N):
        total += x
    return total


def generator_expression():
    total = 0
    for x in (i ^ 3 for i in range(N) if i % 3):
        total += x
    return total


def itertools_of_many_kinds():
    out = []
    for a, b in itertools.product(range(15), "abc"):
        out.append((a, b))
    for x in itertools.chain(range(50), "abc" * 20, [None] * 20):
        out.append(x)
    for x in itertools.islice(itertools.count(5, 3), 200):
        out.append(x)
    for x in itertools.accumulate(range(200)):
        out.append(x)
    for key, group in itertools.groupby(range(200), lambda v: v // 7):
        out.append((key, sum(group)))
    for a, b in itertools.pairwise(range(200)):
        out.append(a * b)
    return out


class Countdown:
    """An iterator written in Python."""

    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


def user_iterator():
    total = 0
    for i in Countdown(N):
        total += i
    return total, i


class Pages:
    """An iterable whose __iter__ is a generator."""

    def __init__(self, *pages):
        self.pages = pages

    def __iter__(self):
        for page in self.pages:
            yield from page


def user_iterable_with_a_generator():
    out = []
    for x in Pages(range(100), "abc" * 30, Countdown(50)):
        out.append(x)
    return out


class OldProtocol:
    """Iterable by __getitem__ alone."""

    def __getitem__(self, index):
        if index == N:
            raise IndexError
        return index * 2


def sequence_protocol():
    total = 0
    for x in OldProtocol():
        total += x
    return total, 2 in OldProtocol(), x


def callable_and_sentinel():
    state = [N]

    def step():
        state[0] -= 1
        return state[0]

    out = []
    for x in iter(step, 5):
        out.append(x)
    return out


def builtin_callable_and_sentinel():
    data = list(range(N))
    total = 0
    for x in iter(data.pop, 3):
        total += x
    return total, data


class Unsteady:
    """An iterator whose __next__ is replaced while it runs."""

    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        return self.n


def iterator_whose_next_is_replaced():
    def other(self):
        self.n += 1
        if self.n > 250:
            raise StopIteration
        return -self.n

    original, out = Unsteady.__next__, []
    try:
        for x in Unsteady():
            out.append(x)
            if x == 150:
                Unsteady.__next__ = other
    finally:
        Unsteady.__next__ = original
    return out


def iterables_of_changing_type():
    out = []
    things = [range(5), [1, 2], (3, 4), "ab", {5: 6}, {7}, b"xy", (i for i in range(3)), Countdown(3), enumerate("q"), {8: 9}.items()]
    for thing in things + [range(5), [1, 2], (3, 4), "ab"] * 30:
        for x in thing:
            out.append(x)
    return out


def not_iterable_in_mid_loop():
    total = 0
    for thing in [[1, 2, 3]] * 150 + [7] + [[1]]:
        for x in thing:
            total += x
    return total


def iter_returns_a_non_iterator():
    class Bad:
        def __init__(self, good):
            self.good = good

        def __iter__(self):
            return iter([1, 2]) if self.good else 5

    total = 0
    for i in range(N):
        for x in Bad(i < 200):
            total += x
    return total


def unpacking_targets():
    out = []
    for a, (b, *c), d in [(1, (2, 3, 4), 5), ("a", "bc", "d")] * 100:
        out.append((a, b, c, d))
    return out


def targets_that_are_not_names():
    spot = types.SimpleNamespace(x=0)
    cells = [0] * 10
    trail = []
    for spot.x in range(150):
        trail.append(spot.x)
    for cells[spot.x % 10] in range(150):
        trail.append(cells[9])
    for cells[0], spot.x in zip(range(100), range(100, 200)):
        trail.append(cells[0] + spot.x)
    return trail, cells, spot
