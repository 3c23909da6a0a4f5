"""Comparisons, identity, membership and boolean operators, as values and as conditions."""

N = 300
THINGS = [0, 1, -1, True, False, 1.0, 0.5, float("nan"), "", "a", "b", b"a", None, (), (1,), (1, 2), [], [1], {1}, {1: 2}, 2 ** 70, 1j]


def equality_of_everything_with_everything():
    out = []
    for a in THINGS:
        for b in THINGS:
            out.append((a == b, a != b, not a == b))
    return out


def order_of_everything_with_everything():
    out = []
    for a in THINGS:
        for b in THINGS:
            try:
                out.append((a < b, a >= b))
            except TypeError as error:
                out.append(str(error))
    return out


def identity_of_everything_with_everything():
    count = 0
    for i, a in enumerate(THINGS):
        for j, b in enumerate(THINGS):
            if a is b:
                count += 1 + (i == j) * 1000
            if a is not b:
                count += 10 ** 6
    return count


def chains():
    out = []
    for i in range(N):
        out.append((10 < i < 200, 0 <= i <= 100 <= 250, i == i == 5, 3 > i > -1 > -i, i < 5 < 7 != i))
    return out


def chain_evaluates_each_operand_once():
    log = []

    def f(x):
        log.append(x)
        return x

    out = [f(i % 5) < f(3) <= f(i % 7) for i in range(N)]
    return out, log


def chain_that_fails_in_its_second_part():
    count = 0
    for i in range(N):
        if 0 <= i < (1000 if i < 200 else None):
            count += 1
    return count


def identity_with_singletons():
    out = [0] * 6
    for x in [None, True, False, ..., NotImplemented, 0, 1, "", ()] * 40:
        if x is None:
            out[0] += 1
        elif x is True:
            out[1] += 1
        elif x is not False:
            out[2] += 1
        elif x is ...:
            out[3] += 1
        else:
            out[4] += 1
    return out


def membership_in_every_container():
    text, items = "hello world", [1, "a", 2.5, None]
    out = []
    for i in range(N):
        out.append((i in (1, 5, 9), i not in [2, 3], i in {7: 1, 8: 2}, i in {3, 4}, i in range(10, 200, 7), chr(97 + i % 26) in text))
        out.append(("lo" in text, i % 3 in items, 2.5 in items, bytes([i % 100]) in b"abcXYZ", i % 256 in b"abc", i in {}.values()))
    return out


def membership_by_the_iterator_protocol():
    def numbers(n):
        for i in range(n):
            yield i

    out = []
    for i in range(100):
        out.append(i in numbers(50))
        walk = iter(range(10))
        out.append((3 in walk, list(walk)))
    return out


def membership_errors_in_mid_loop():
    out = []
    for box in ["abc"] * 150 + [5]:
        out.append("a" in box)
    return out


def membership_of_a_wrong_type_in_text():
    out = []
    for x in ["a"] * 150 + [5]:
        out.append(x in "abc")
    return out


def membership_of_something_unhashable():
    out = []
    for x in [1, (2,)] * 100 + [[3]]:
        out.append(x in {1, 2})
    return out


class Loud:
    """Every comparison is logged and answers something odd."""

    log = []

    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        self.log.append("eq")
        return self.x == getattr(other, "x", other)

    def __lt__(self, other):
        self.log.append("lt")
        return [] if self.x >= getattr(other, "x", other) else "yes"

    def __contains__(self, item):
        self.log.append("contains")
        return item

    __hash__ = None


def comparisons_by_user_methods():
    Loud.log.clear()
    out = []
    for i in range(N):
        a, b = Loud(i % 7), Loud(3)
        out.append((a == b, a != b, a < b, a > b, a == 3, 3 == a, 3 > a, i % 3 in a, "yes" if a < b else "no"))
    return out, Loud.log


def sort_key_with_odd_comparisons():
    Loud.log.clear()
    data = sorted(Loud(i * 7 % 31) for i in range(31))
    return [x.x for x in data], len(Loud.log)


def comparison_that_raises_in_mid_loop():
    class Sour:
        def __init__(self, limit):
            self.left = limit

        def __eq__(self, other):
            self.left -= 1
            if not self.left:
                raise ArithmeticError("enough")
            return False

    sour = Sour(200)
    for i in range(N):
        if sour == i:
            break
    return i


def result_of_comparison_without_a_truth():
    class NoTruth:
        def __bool__(self):
            raise ValueError("no truth")

    class Odd:
        def __lt__(self, other):
            return NoTruth() if other > 150 else True

    odd, out = Odd(), 0
    for i in range(N):
        if odd < i:
            out += 1
    return out


def reflected_comparison_of_a_subclass():
    class Base:
        def __lt__(self, other):
            return "base lt"

        def __gt__(self, other):
            return "base gt"

    class Derived(Base):
        def __gt__(self, other):
            return "derived gt"

    out = []
    for pair in [(Base(), Base()), (Base(), Derived()), (Derived(), Base())] * 60:
        a, b = pair
        out.append((a < b, a > b))
    return out


def and_or_not_give_operands():
    out = []
    for i in range(N):
        x, y, z = i % 2, i % 3 and "y", i % 5 or None
        out.append((x and y, x or y, x and y or z, not x and y, (x or y) and z, not (x and z), x if y else z))
    return out


def short_circuits():
    log = []

    def note(x):
        log.append(x)
        return x

    for i in range(N):
        if note(i % 2) and note(i % 3) or note(i % 5):
            log.append("then")
        elif not note(i % 7) and note(1):
            log.append("elif")
    return log


def conditions_on_len_and_strings():
    out = 0
    for text in ["", "a", "abc", "abcd"] * 60:
        if not text:
            out += 1
        elif len(text) == 1 and text == "a":
            out += 10
        elif text != "abc" and text > "ab":
            out += 100
        else:
            out += 1000
    return out


def strings_compared():
    out = []
    words = ["a", "b", "ab", "", "\xe9", "\u20ac", "\U0001f600", "A" * 20, "a" * 20, "a\0", "a\0b"]
    for a in words:
        for b in words:
            out.append((a == b, a != b, a < b, a <= b, a > b, a >= b))
    return out


def tuples_and_lists_compared():
    out = []
    values = [(), (1,), (1, 2), (1, 2.0), (1, float("nan")), (2,), ((1,), 2), ("a", 1)]
    for a in values:
        for b in values:
            out.append((a == b, a != b, list(a) == list(b), a == list(b)))
            try:
                out.append((a < b, list(a) >= list(b)))
            except TypeError as error:
                out.append(str(error))
    return out


def sets_compared():
    out = []
    for i in range(100):
        a, b = set(range(i % 5)), frozenset(range(i % 7))
        out.append((a == b, a <= b, a < b, a > b, a >= b, a.isdisjoint(b)))
    return out


def unchanged_by_is_of_equal_objects():
    out = []
    for i in range(N):
        a, b = [i], [i]
        c = a
        out.append((a is b, a is c, a == b, () is (), (i,) is (i,), "ab" is "a" "b"))  # noqa: F632
    return out


def outcomes_asked_for_on_a_side_path():
    total, a, b = 0, 5, 7
    for i in range(N):
        less, more = a * 3 % 11 < b * i % 13, i * 0.5 - a > b / 3
        a = a * 5 % 101     # by now what was compared is gone
        b = b * 7 % 103
        if i % 5 == 3:
            if less:
                total += 2
            if not more:
                total += 5
            total += 1
    return total
