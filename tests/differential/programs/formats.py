"""What numbers and others become in strings: str(), f-strings with and without conversions and formats."""
import sys

NUMBERS = [0, 1, 9, 10, 99, 100, -1, -9, -10, -99, -100, 255, 256, 1 << 29, 1 << 30, (1 << 31) - 1, -(1 << 31), (1 << 60) - 1, 1 << 60, 1 << 62,
           (1 << 63) - 1, -(1 << 63), 1 - (1 << 63), 1 << 63, -(1 << 63) - 1, 10**18, 10**18 - 1, -(10**18), 10**19, 1 << 70]
VALUES = NUMBERS + [True, False, None, 1.5, -0.0, float("nan"), float("inf"), 1e300, "a", "\xe9", b"x", 1 + 2j, (1, 2), [1], int, ...]
FORMATS = "", "d", "04d", ">10", "<5", "x", "n", "e", ".2f", "s", "q", "r", "+", "_", ",", "\xe9>7", "{}"


class Level(int):
    def __str__(self):
        return "level"

    def __format__(self, spec):
        return "<%s>" % spec


def digits():
    out = []
    for x in NUMBERS * 3:
        out.append((str(x), f"{x}", f"{x!r}", f"{x!s}", f"{x!a}", f"{x}|{-x}"))
    return out


def digits_of_all_lengths():
    out = []
    for k in range(64):
        for x in (1 << k, (1 << k) - 1, 10**(k % 19), -(10**(k % 19)), 10**(k % 19) - 1):
            s = str(x)
            out.append((s, len(s), hash(s) == hash("%d" % x), s.isascii(), sys.getsizeof(s), int(s) == x, s == repr(x)))
    return out


def digits_that_are_known():
    out, words = [], {str(i): i for i in range(200)}
    for i in range(200):
        out.append((words[str(i)], words[f"{i}"], str(i) is str(i), f"{i % 10}" is f"{i % 10}", str(i % 10) in "0123456789"))
    return out


def digits_that_go_on():
    s, out = "", []
    for i in range(300):
        s += str(i % 7)
        if i % 50 == 0:
            out.append(s)
            s = f"{i}"
    return s, out


def of_anything():
    out = []
    for x in VALUES * 2:
        out.append((f"{x}", f"{x!r}", f"{x!s}", f"{x!a}", f"a{x}b", str(x)))
    return out


def with_formats():
    out = []
    for spec in FORMATS:
        for x in VALUES:
            try:
                out.append(f"{x:{spec}}")
            except (TypeError, ValueError) as error:
                out.append((type(error).__name__, str(error), error.__traceback__.tb_lineno))
    return out


def with_formats_and_conversions():
    out = []
    for x in VALUES:
        for spec in FORMATS:
            try:
                out.append(f"{x!r:{spec}}|{x:>{len(out) % 9}}")
            except (TypeError, ValueError) as error:
                out.append((type(error).__name__, str(error)))
    return out


def of_one_kind():
    out = []
    for i in range(200):
        x, name = i * 0.25, "n%d" % i
        out.append((f"{i:04d}", f"{x:.2f}", f"{name:>8}", f"{i > 100:d}", f"{None!s:6}", f"{x}", f"{x!r}", f"{i:{i % 9}}"))
    return out


def of_a_class_of_its_own():
    out = []
    for i in range(100):
        x = Level(i) if i % 3 else i
        out.append((str(x), f"{x}", f"{x!r}", f"{x:3}", f"{x!s:>6}"))
    return out
