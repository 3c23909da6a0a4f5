"""Parts of lists that are reversed by a slice of the list itself, and what looks like it: other lists, other bounds, errors."""
import sys

N = 300


def prefixes_of_all_lengths():
    x, out = list("abcdefgh"), []
    for i in range(N):
        k = i % 12
        x[:k + 1] = x[k::-1]
        out.append("".join(x))
    return out


def suffixes_of_all_lengths():
    x, out = list("abcdefgh"), []
    for i in range(N):
        k = i % 12 - 2
        x[k + 1:] = x[:k:-1]
        out.append("".join(x))
    return out


def parts_in_the_middle():
    x, out = list(range(10)), []
    for i in range(N):
        low, high = i % 5, i % 5 + i % 4
        x[low + 1:high + 1] = x[high:low:-1]
        out.append(tuple(x))
    return out


def negative_bounds():
    x, out = list(range(9)), []
    for i in range(N):
        k = -(i % 11)
        x[k:] = x[:k - 1:-1]
        out.append(list(x))
        x[:k] = x[k - 1::-1]
        out.append(list(x))
    return out


def the_whole_list():
    x, out = [1, 2.5, "x", None, [3]], []
    for i in range(N):
        x[:] = x[::-1]
        out.append(x[i % 5])
    return out


def bounds_that_part_under_way():
    out = []
    for shift in (0, 1, -1, 2):
        x = list(range(8))
        for i in range(N):
            k = i % 6 + 1
            if i < N // 2 or not shift:
                x[:k + 1] = x[k::-1]
            else:
                x[:k + shift] = x[k::-1]
                del x[12:]
            out.append(tuple(x))
    return out


def another_list_under_way():
    x, y, out = list(range(8)), list(range(8, 16)), []
    for i in range(N):
        z = x if i % 50 < 40 else y
        x[:5] = z[4::-1]
        out.append((tuple(x), tuple(y)))
    return out


def one_list_by_two_names():
    x, out = list(range(8)), []
    y = x
    for i in range(N):
        k = i % 7
        y[:k + 1] = x[k::-1]
        out.append(tuple(x))
    return out, x is y


def a_list_that_grows_and_shrinks():
    x, out = [0], []
    for i in range(N):
        if i % 3:
            x.append(i)
        elif len(x) > 20:
            del x[7:]
        k = len(x) // 2
        x[:k + 1] = x[k::-1]
        out.append(tuple(x[:3]))
    return out


def a_list_being_walked():
    out = []
    for _ in range(40):
        x = list(range(9))
        for i, item in enumerate(x):
            x[:i + 1] = x[i::-1]
            out.append(item)
    return out


def one_item_and_none():
    x, e, out = [7], [], []
    for i in range(N):
        x[:1] = x[0::-1]
        e[:1] = e[0::-1]
        out.append((x[0], len(e)))
    return out


def bounds_that_overflow():
    x, out = list(range(6)), []
    for i in range(N):
        k = 3 if i < N - 3 else 2 ** 63 - 1
        x[:k + 1] = x[k::-1]
        out.append(tuple(x))
    return out


def bounds_of_other_types():
    class Index:
        def __index__(self):
            return 3
    x, out = list(range(6)), []
    for i in range(N):
        k = 3 if i % 100 < 97 else Index() if i % 2 else True
        try:
            x[:k + 1] = x[k::-1]
        except TypeError as error:
            out.append(str(error))
        out.append(tuple(x))
    return out


def a_list_of_some_class():
    class Own(list):
        def __setitem__(self, key, value):
            out.append(key)
            super().__setitem__(key, value)
    out = []
    for i in range(N):
        x = list(range(6)) if i % 100 < 95 else Own(range(6))
        x[:4] = x[3::-1]
        out.append(tuple(x))
    return out


def a_bound_that_is_unbound():
    x, out = list(range(6)), []
    end = 4
    try:
        for i in range(N):
            if i == N - 5:
                del end
            x[:end] = x[3::-1]
            out.append(tuple(x))
    except UnboundLocalError as error:
        out.append((str(error), error.__traceback__.tb_lineno))
    return out


def reference_counts_stay():
    x, out = [object() for _ in range(8)], []
    for i in range(N):
        k = i % 8
        x[:k + 1] = x[k::-1]
        out.append((sys.getrefcount(x[0]), sys.getrefcount(x[k]), sys.getrefcount(x)))
    return out


def items_with_finalizers():
    log = []

    class Item:
        def __init__(self, name):
            self.name = name

        def __del__(self):
            log.append(self.name)
    x = [Item(n) for n in range(6)]
    for i in range(N):
        k = i % 6
        x[:k + 1] = x[k::-1]
        if i % 10 == 9:
            x[k] = Item(i)
        if i == N // 2:
            x[:k] = x[k::-1]
            del x[6:]
    return log, [item.name for item in x]


def _flip(x, k):
    x[:k + 1] = x[k::-1]
    return x[0]


def in_a_function():
    x, out = list(range(1, 9)), []
    for i in range(N):
        out.append(_flip(x, i % 8))
    return out, x


def an_item_held_on_the_stack():
    x, out = [[n] for n in range(6)], []
    for i in range(N):
        k = i % 6
        out.append((x[0][0], x.__setitem__(slice(k + 1), x[k::-1]), x[0][0]))
    return out


def permutations_in_order():
    x, out = [1, 2, 3, 4, 5], []
    while True:
        out.append(tuple(x))
        i = len(x) - 2
        while i >= 0 and x[i] >= x[i + 1]:
            i -= 1
        if i < 0:
            return out
        j = len(x) - 1
        while x[j] <= x[i]:
            j -= 1
        x[i], x[j] = x[j], x[i]
        x[i + 1:] = x[:i:-1]


def pancakes():
    flips = 0
    for seed in range(60):
        x = [(seed * 7 + i * 5) % 11 for i in range(11)]
        for size in range(len(x) - 1, 0, -1):
            k = x.index(max(x[:size + 1]))
            if k != size:
                x[:k + 1] = x[k::-1]
                x[:size + 1] = x[size::-1]
                flips += 1
        assert x == sorted(x)
    return flips
