"""Keys of dicts and sets: small ints and strs, which machine code looks up, and all others, which may be equal to those."""
import collections
import gc
import sys

N = 400
LOG = []


class Noisy:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        LOG.append(self.n)


class Text(str):
    """A str that is equal to what it likes."""

    def __eq__(self, other):
        LOG.append(("eq", str(other)))
        return str.__eq__(self, other)

    __hash__ = str.__hash__


class Number(int):
    def __eq__(self, other):
        LOG.append(("eq", int(other)))
        return int.__eq__(self, other)

    __hash__ = int.__hash__


def ints_that_are_there_and_not():
    d, out = {i * 3: i for i in range(N)}, []
    for i in range(2 * N):
        out.append((d.get(i), d.get(i, "no"), i in d, i not in d, d[i] if i in d else None))
    return out


def ints_of_every_size_and_sign():
    numbers = [0, 1, -1, -2, 5, 256, 257, -5, -6, 2**29, 2**30 - 1, 2**30, 2**31, 2**61 - 2, 2**61 - 1, 2**61, 2**63, 2**64 + 5]
    d, s, out = {n: str(n) for n in numbers[::2]}, set(numbers[1::2]), []
    for _ in range(60):
        for n in numbers:
            out.append((d.get(n), n in d, n in s))
    return out


def ints_with_one_hash():
    prime, out = sys.hash_info.modulus, []
    d = {5: "small", prime + 6: "large", 2 * prime + 7: "larger"}
    s = {prime + 5, 9}
    for i in range(N):
        k = i % 12
        out.append((d.get(k), k in d, k in s, d.get(k + prime)))
        d[k + prime] = i
    return out, list(d)


def numbers_that_are_equal():
    d, s, out = {True: "true", 2.0: "two", 3 + 0j: "three", 4: "four"}, {1.0, False, 7}, []
    for i in range(N):
        k = i % 9
        out.append((d.get(k), k in d, k in s))
        if k in d:
            d[k] += "."
        s.add(k)
    return out, list(d), list(s), [type(k).__name__ for k in (*d, *s)]


def keys_whose_equality_is_code():
    LOG.clear()
    d, s = {Text("a"): 1, "b": 2, Number(3): 3, 4: 4}, {Text("a"), Number(3), "c"}
    out = []
    for i in range(N):
        k, n = "abcd"[i % 4], i % 6
        out.append((d.get(k), d.get(n), k in d, n in d, k in s, n in s))
        d[k] = i
        d[n] = i
        s.add(k)
    return out, len(LOG), LOG[-20:], list(d), sorted(map(str, s))


def bytes_beside_strs_of_one_hash():
    d, s, out = {b"ab": 1, b"cd": 2, 3: 3}, {b"ab", 5}, []
    for i in range(N):
        k = ("ab", "cd", "ef")[i % 3]
        out.append((d.get(k), k in d, k in s))
        if i == N // 2:
            d[k] = i
    return out, list(d)


def strs_that_are_equal_and_not_the_same():
    d = {"name%d" % i: i for i in range(100)}
    s, out = set(d), []
    for i in range(3 * N):
        k = "name" + str(i % 130)
        out.append((d.get(k), k in d, k in s))
        if k in d:
            d[k] += 1
    return out, d


def strs_of_all_kinds():
    words = ["", "a", "word", "a longer one of more than eight", "\xe9t\xe9", "\u20act", "\U0001f40dt", "x" * 300, "caf\xe9" * 20]
    d, s, out = {w: len(w) for w in words}, set(words[::2]), []
    for _ in range(40):
        for w in words:
            for k in (w, w[:1] + w[1:], w + "?", w[:-1]):
                out.append((d.get(k), k in d, k in s))
                d[k] = d.get(k, 0) + 1
                if len(d) > 30:
                    d = {w: len(w) for w in words}
    return out


def strs_among_other_keys():
    d = {1: "int", "a": "str", (1, 2): "tuple", None: "none", "b": "other"}
    out = []
    for i in range(N):
        k = ("a", "b", "c", "a" + "b"[:i % 2])[i % 4]
        out.append((d.get(k, i), k in d, d.get(i % 3)))
        d["b"] = i
    return out, d


def tables_of_every_width():
    out = []
    for size in (1, 5, 6, 100, 170, 171, 300, 40000, 50000):
        d, s = dict.fromkeys(range(size), 1), set(range(0, 2 * size, 2))
        n = {"k%d" % i: i for i in range(size)}
        total = 0
        for i in range(min(2 * size, 1500)):
            k = i * 31 % (2 * size)
            total += d.get(k, 5) + (k in s) + n.get("k%d" % k, 7)
            if k in d:
                d[k] += i
        out.append((total, sum(d.values())))
    return out


def keys_that_come_and_go():
    d, s, out = {}, set(), []
    for i in range(4 * N):
        k = i * 7919 % 211
        if k in s:
            s.discard(k)
            del d[k]
        else:
            s.add(k)
            d[k] = i
        out.append((len(d), k in d, (k + 1) in s, d.get(k + 1)))
    return out, list(d.items()), sorted(s)


def a_dict_that_grows():
    d, named, s = {}, {}, set()
    for i in range(5 * N):
        d[i] = i
        named["n%d" % i] = [i]
        s.add(i)
        if i % 7 == 0:
            d[i // 2] = -1
    return list(d.items()), list(named.items())[-5:], len(s)


def counting():
    words = "the quick brown fox jumps over the lazy dog and the other fox".split()
    plain, default, counter, ordered = {}, collections.defaultdict(int), collections.Counter(), collections.OrderedDict()
    for i in range(N):
        w = words[i % len(words)]
        plain[w] = plain.get(w, 0) + 1
        default[w] += 1
        counter[w] += 1
        ordered[w] = ordered.get(w, 0) + 1
        default[i % 17] += i
    return plain, default, counter, ordered


def groups_of_lists():
    groups = collections.defaultdict(list)
    for i in range(N):
        groups[i % 13].append(i)
        groups["abc"[i % 3]].append(i)
    return groups


def subclasses_with_a_say():
    class Missing(dict):
        def __missing__(self, key):
            self[key] = made = -key
            return made

    class Own(dict):
        def __getitem__(self, key):
            return "own", dict.get(self, key)

        def __contains__(self, key):
            return key != 3

    m, o, out = Missing({1: 1}), Own({1: 1, 3: 3}), []
    for i in range(N):
        out.append((m[i % 20], o[i % 5], i % 5 in o, i % 5 in m))
        o[i % 4] = i
    return out, m, list(o.items())


def a_class_that_changes_its_mind():
    class Mine(dict):
        pass

    d, out = Mine(a=1, b=2), []
    for i in range(N):
        if i == N // 2:
            Mine.__getitem__ = lambda self, key: "changed"
            Mine.__contains__ = lambda self, key: "changed" == key
        out.append((d["a"], "b" in d))
        d["b"] = i
    return out, list(d.items())


def missing_keys_raise():
    d, out = {1: "one", "a": "b"}, []
    for i in range(N):
        for k in (i % 4, "abc"[i % 3]):
            try:
                out.append(d[k])
            except KeyError as error:
                out.append((error.args, error.__traceback__.tb_lineno))
    return out


def what_is_replaced_ends_at_once():
    LOG.clear()
    d, out = {1: Noisy(-1), "a": Noisy(-2)}, []
    for i in range(N):
        d[1] = Noisy(i)
        out.append(len(LOG))
        d["a"] = i
        d["a"] = Noisy(-i)
        out.append(len(LOG))
    return out, LOG[-10:]


def what_ends_changes_the_dict():
    d, log = {}, []

    class Meddler:
        def __del__(self):
            log.append(len(d))
            d.pop("k3", None)
            d["more%d" % len(log)] = None

    for i in range(N):
        d[1] = Meddler()
        d["k%d" % (i % 7)] = i
        log.append(d.get("k3"))
    return log, list(d)


def keys_stay_the_objects_that_they_were():
    first, again = "".join(["ke", "y"]), "".join(["k", "ey"])
    d, s, before = {first: 0}, {first}, (sys.getrefcount(first), sys.getrefcount(again))
    for i in range(N):
        d[again] = i
        s.add(again)
        d[again] = [i]
    return next(iter(d)) is first, next(iter(s)) is first, before == (sys.getrefcount(first), sys.getrefcount(again))


def the_collector_learns_of_dicts_that_hold_more():
    out = []
    for i in range(N):
        d = {"a": 1, "b": 2}
        d["a"] = i
        before = gc.is_tracked(d)
        d["b"] = [i] if i % 3 else (i, str(i))
        out.append((before, gc.is_tracked(d)))
        n = {1: 1}
        n[1] = i + 0.5
        n[2] = {} if i % 2 else i
        out.append(gc.is_tracked(n))
    return out


def numbers_in_dicts_are_one_object():
    d, out = {1: 1000, "x": 2.5}, []
    for i in range(N):
        y = i * 1000.5
        d["x"] = y
        d[1] = z = i + 100000
        out.append((d["x"] is y, d[1] is z))
        kept = d[1]
        d[1] += 1
        out.append((kept, d[1]))
    return out


def constant_sets():
    out = 0
    for i in range(N):
        out += (i % 10 in {1, 3, 5}) + ("abcdef"[i % 6] in {"a", "e"}) + (i % 7 not in frozenset((1, 2)))
    return out


def lookups_in_functions_that_are_followed():
    table, names = {i: i * i for i in range(50)}, {"a": 1, "b": 2}

    def look(d, k):
        return d[k]

    def count(d, k):
        d[k] = d.get(k, 0) + 1
        return k in d

    out = []
    for i in range(N):
        out.append((look(table, i % 50), look(names, "ab"[i % 2]), count(names, "xyz"[i % 3]), count(table, i % 60)))
    return out, names, table


def a_property_that_looks_up():
    class Settings:
        def __init__(self):
            self.values = {"depth": 3}

        @property
        def depth(self):
            return self.values["depth"]

        def __getattr__(self, name):
            if name in self.values:
                return self.values[name]
            raise AttributeError(name)

    s, out = Settings(), 0
    s.values["width"] = 4
    for i in range(N):
        out += s.depth + s.width
        s.values["width"] = i
    return out


def dicts_of_instances():
    class Plain:
        def __init__(self):
            self.x = 1

    p, out = Plain(), []
    for i in range(N):
        vars(p)["x"] = i
        out.append((p.x, vars(p)["x"], "y" in vars(p)))
        if i == N // 2:
            vars(p)["y"] = i
    return out, vars(p)


def a_dict_that_changes_size_while_it_is_walked():
    out = []
    for i in range(60):
        d = {"a": 1, "b": 2, "c": 3}
        try:
            for k in d:
                d[k] += 1
                if i % 3 == 0:
                    d[k + "x"] = 0
        except RuntimeError as error:
            out.append(str(error))
        out.append(list(d.items()))
    return out


def unhashable_keys():
    d, s, out = {1: 2}, {1}, []
    for i in range(N):
        k = [i] if i % 50 == 49 else i % 3
        try:
            out.append((k in s, d.get(k)))
        except TypeError as error:
            out.append(str(error))
    return out
