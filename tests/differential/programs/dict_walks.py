"""Loops over dicts, their values and their items: what is walked changes, ends, is spent, and what it holds dies."""
import gc
import operator
import sys

N = 200
LOG = []


class Noisy:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        LOG.append(self.n)


class Own(dict):
    pass


class Plain:
    def __init__(self, i):
        self.a, self.b = i, str(i)


def many(n=N):
    return {i: i * 2 for i in range(n)}


def all_of_all():
    out = []
    for d in ({}, {1: 2}, {"a": 1, "b": [2]}, many(5), many(300), {None: 1, "x": 2, 3.5: 3}, Own(a=1, b=2), dict.fromkeys("abc")):
        for _ in range(40):
            total = 0
            for k in d:
                total += 1
                out.append(k)
            for v in d.values():
                total += 1
            for k, v in d.items():
                total += v is d[k]
            out.append(total)
    return out


def spent():
    out, d = [], many(3)
    for i in range(N):
        for walk in iter(d), iter(d.values()), iter(d.items()):
            for _ in walk:
                pass
            out.append((operator.length_hint(walk), list(walk), type(walk.__reduce__()[1][0])))
            for _ in walk:
                out.append("more")
    return out


def halfway():
    out, d = [], many()
    for walk in iter(d), iter(d.values()), iter(d.items()):
        for _ in walk:
            if operator.length_hint(walk) == 50:
                break
        out.append((operator.length_hint(walk), next(walk), list(walk)))
        for k, v in walk if walk is d.items() else ():
            out.append((k, v))
    return out


def grows_on_the_way():
    out = []
    for i in range(30):
        d, seen = many(), 0
        try:
            for k in d:
                seen += 1
                if k == 10 * i:
                    d[k + 1000] = 1
        except RuntimeError as error:
            out.append((seen, str(error), error.__traceback__.tb_lineno))
        else:
            out.append(seen)
    return out


def shrinks_on_the_way():
    out = []
    for i in range(30):
        d, seen = many(), []
        walk = iter(d.items())
        try:
            for k, v in walk:
                seen.append(v)
                if k == 10 * i:
                    del d[k]
        except RuntimeError as error:
            out.append((len(seen), str(error), operator.length_hint(walk)))
            try:
                next(walk)
            except RuntimeError as again:
                out.append(str(again))
    return out


def other_keys_on_the_way():
    """As many as there were, but not the same."""
    out = []
    for i in range(30):
        d, seen = many(), []
        try:
            for k in d:
                seen.append(k)
                if k == 6 * i + 5:
                    del d[k]
                    d[k + 1000] = k
        except RuntimeError as error:
            out.append((len(seen), str(error)))
        out.append(seen[-3:])
    return out


def values_change_on_the_way():
    d = many()
    for i in range(5):
        for k, v in d.items():
            d[k] = v + i
        for k in d:
            d[k] += 1
    return d


def with_holes():
    out, d = [], many()
    for k in range(0, N, 7):
        del d[k]
    for k in (50, 51, 53, 54, 55, *range(100, 140)):
        d.pop(k, None)
    for _ in range(10):
        total = 0
        for k in d:
            total += k
        for k, v in d.items():
            total += v - k
        for v in d.values():
            total += v
        out.append(total)
    return out


def a_hole_more_each_time():
    out, d = [], many()
    while d:
        for k, v in d.items():
            if v % 3:
                break
        else:
            k = next(iter(d))
        out.append((k, len(d)))
        del d[k]
    return out


def of_instances():
    out = []
    for i in range(N):
        p = Plain(i)
        if i % 5 == 0:
            p.c = [i]
        if i % 11 == 0:
            del p.a
        for k, v in vars(p).items():
            out.append((k, v))
        for k in p.__dict__:
            out.append(k)
    return out


def one_in_another():
    out, d = [], many(12)
    for k in d:
        for a, b in d.items():
            for v in d.values():
                if v == b and a == k:
                    out.append((k, a, b, v))
    return out


def together():
    out, d, e = [], many(), {str(i): [i] for i in range(N)}
    for _ in range(5):
        for k, s in zip(d, e):
            out.append((k, s))
        for i, v in enumerate(e.values()):
            v.append(i)
        for i, (k, v) in enumerate(d.items()):
            out.append(i + k - v)
        for (a, b), (s, v) in zip(d.items(), e.items()):
            out.append((a, s, len(v)))
        walk = iter(d)
        for a, b in zip(walk, walk):
            out.append(a - b)
    return out


def tuples_kept():
    out, d = [], many()
    for pair in d.items():
        out.append(pair)
    for pair in d.items():
        k, v = pair
        out.append(k + v)
    return out, len({id(pair) for pair in out if type(pair) is tuple})


def references():
    out, d = [], {str(i) + "k": [i] for i in range(N)}
    for k, v in d.items():
        out.append(sys.getrefcount(v))
    for v in d.values():
        out.append(sys.getrefcount(v))
    walk = iter(d)
    for k in walk:
        out.append((sys.getrefcount(k), sys.getrefcount(d), sys.getrefcount(walk)))
    return out


def what_dies():
    """A dict that only its loop holds, and values that only the dict holds."""
    LOG.clear()
    out = []
    for i in range(20):
        for k, v in {n: Noisy(n) for n in range(10)}.items():
            out.append(k)
        out.append(len(LOG))
        for v in {n: Noisy(n) for n in range(10)}.values():
            out.append(v.n)
        v = None
        out.append((len(LOG), LOG[-1]))
        d = {n: Noisy(n) for n in range(10)}
        for k in d:
            d[k] = None
            out.append(len(LOG))
    return out, LOG[:]


def cleared_on_the_way():
    LOG.clear()
    out = []
    for i in range(20):
        d = {n: Noisy(n) for n in range(20)}
        try:
            for k, v in d.items():
                if k == i:
                    d.clear()
                    out.append((v.n, len(LOG)))
        except RuntimeError as error:
            out.append((str(error), len(LOG)))
        v = None
    return out, LOG[:]


def seen_by_the_collector():
    out, d = [], {i: (i,) for i in range(N)}
    for k, v in d.items():
        if k % 50 == 7:
            gc.collect()
            out.append(sum(type(o) is type(iter(d.items())) for o in gc.get_objects()))
    return out


def of_other_kinds_in_turn():
    out = []
    for i in range(60):
        d = [many(4), {"a": 1, "b": 2}, {(1, 2): 3, 4.5: []}, Own(x=1), {}][i % 5]
        for k, v in d.items():
            out.append((k, v))
        for k in d:
            out.append(k)
    return out
