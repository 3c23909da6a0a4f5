"""Builtin functions and C methods of every calling convention, with right and with wrong arguments in mid-loop."""
import bisect
import heapq
import io
import itertools
import json
import random
import re
import time

N = 300


def length_and_conversions():
    out = []
    for i in range(N):
        out.append((len(range(i)), int(i / 3), float(i), str(i), bool(i % 2), complex(i), list(range(i % 4)), tuple("ab"), set([i]), bytes(i % 3)))
    return out


def absolute_minimum_maximum():
    out = []
    for i in range(-150, 150):
        out.append((abs(i), abs(i / 2), min(i, 3), max(i, 0.5, -1), min([i, 2]), max((i,), default=0), min(i, 2, key=abs)))
    return out


def sums():
    out = []
    for i in range(N):
        out.append((sum(range(i)), sum([0.1] * (i % 11)), sum([[i]], []), sum((True, 2.5, i), 1), sum(x for x in (i, 1))))
    return out


def any_and_all():
    out = []
    for i in range(N):
        data = [i % 2, i % 3, i % 5]
        out.append((any(data), all(data), any(x > 3 for x in data), all(x >= 0 for x in data), any([]), all([])))
    return out


def type_questions():
    out = []
    for x in [1, 2.5, "a", None, True, [], (), ValueError(), int] * 30:
        out.append((isinstance(x, int), isinstance(x, (int, str)), isinstance(x, int | list), type(x).__name__, callable(x)))
        out.append(issubclass(type(x), Exception))
        out.append(hasattr(x, "append"))
    return out


def isinstance_with_a_hook():
    class Meta(type):
        def __instancecheck__(cls, instance):
            return instance % 2 == 0

    class Even(metaclass=Meta):
        pass

    return [isinstance(i, Even) for i in range(N)]


def divmod_pow_round():
    out = []
    for i in range(1, N):
        out.append((divmod(1000, i), divmod(-1000.5, i), pow(i, 2), pow(i, 3, 7), round(i / 7, 2), round(i / 2)))
    return out


def ord_chr_hex_bin():
    out = []
    for i in range(N):
        out.append((chr(i), ord(chr(i)), hex(i), oct(i), bin(i), ascii(chr(i)), repr(chr(i))))
    return out


def sorted_reversed_enumerate_zip():
    out = []
    for i in range(100):
        data = [(i * k) % 7 for k in range(6)]
        out.append((sorted(data), sorted(data, reverse=True), list(reversed(data)), list(enumerate(data, i)), list(zip(data, "abc"))))
    return out


def iter_and_next():
    out = []
    for i in range(N):
        walk = iter([i, i + 1])
        out.append((next(walk), next(walk), next(walk, "end")))
    return out


def hash_of_everything():
    out = []
    for i in range(N):
        out.append((hash(i), hash(float(i)), hash((i, 1)), hash(2 ** 61 - 1 + i), hash(-1), hash(True), hash(i / 3)))
    return out


def getattr_setattr_hasattr():
    class Box:
        pass

    box, out = Box(), []
    for i in range(N):
        setattr(box, "x", i)
        out.append((getattr(box, "x"), getattr(box, "y", -1), hasattr(box, "z")))
    return out


def slice_and_range_objects():
    out = []
    for i in range(N):
        s, r = slice(i, None, 2), range(i, i + 10, 3)
        out.append((s.start, s.indices(20), len(r), r[1], r[-1], i in r, r[1:], r.index(i), r.count(0)))
    return out


def list_methods():
    data, out = [], []
    for i in range(N):
        data.append(i * 7 % 31)
        if i % 5 == 4:
            out.append((data.pop(), data.index(data[0]), data.count(3)))
            data.insert(1, -i)
            data.extend([1, 2])
            data.remove(1)
        if i % 50 == 49:
            data.sort()
            data.reverse()
            out.append(data.copy())
            data.clear()
            data.append(0)
    return out, data


def dict_methods():
    d, out = {}, []
    for i in range(N):
        d.setdefault(i % 13, []).append(i)
        out.append((d.get(i % 17), d.get(i, 0), i in d, len(d)))
        d.update({i % 19: [i]}, a=[i])
        if i % 20 == 19:
            out.append((d.pop(i % 19, None), d.pop("none", -1), d.popitem(), list(d.keys()), d.copy() == d))
    return out


def string_methods():
    out = []
    for i in range(N):
        s = f"Ab{i} c,d"
        out.append((s.upper(), s.lower(), s.split(","), s.find("c"), s.replace("b", "bb", 1), s.startswith("Ab1"), s.strip("Ad"),
                    s.partition(" "), s.isalnum(), s.center(12, "*"), s.zfill(12), s.encode(), s.join(["x", "y"]), s.title(), s.rfind("d")))
    return out


def bytes_methods():
    out = []
    for i in range(256):
        b = bytes([i, 65, 66])
        out.append((b.hex(), b.find(b"A"), b.replace(b"A", b"zz"), b.decode("latin-1"), b.upper(), b.split(b"A"), b[0], b[1:], b + b"!", b * 2))
    return out


def set_methods():
    s, out = set(), []
    for i in range(N):
        s.add(i * 7 % 37)
        s.discard(i % 11)
        out.append((len(s), i in s, s.issuperset({1}), len(s & {1, 2, 3}), len(s | {100}), len(s ^ {1}), len(s - {2})))
    return out, s


def number_methods():
    out = []
    for i in range(N):
        out.append((i.bit_length(), (i + 0.5).is_integer(), (i / 4).as_integer_ratio(), i.to_bytes(2, "big"), float.fromhex(hex(i)), (i * 1j).conjugate()))
    return out


def constructors_with_keywords():
    out = []
    for i in range(N):
        out.append((int("12", base=i % 10 + 3), dict(a=i), str(b"x", encoding="ascii"), sorted([2, 1], key=None), list(enumerate("a", start=i))))
    return out


def int_of_wrong_text_in_mid_loop():
    total = 0
    for text in ["12", " 7 ", "-3"] * 60 + ["12x"]:
        total += int(text)
    return total


def chr_out_of_range_in_mid_loop():
    out = ""
    for i in range(0x10ffff - 200, 0x10ffff + 100):
        out += chr(i)
    return out


def ord_of_a_long_string_in_mid_loop():
    total = 0
    for text in ["a", "\u20ac"] * 100 + ["ab"]:
        total += ord(text)
    return total


def max_of_nothing_in_mid_loop():
    total = 0
    for data in [[1, 2], (3,)] * 100 + [[]]:
        total += max(data)
    return total


def wrong_count_of_arguments_for_builtins():
    out = []
    for i in range(60):
        for f, args in [(len, ()), (len, (1, 2)), (abs, ()), ([].append, ()), ("a".join, (1, 2)), (ord, ("a", "b")), (isinstance, (1,)),
                        (divmod, (1,)), (iter, ()), (dict.get, ()), ({}.get, ()), (str.upper, (5,)), (list.append, ([],))]:
            try:
                out.append(f(*args))
            except TypeError as error:
                out.append(str(error))
    return out


def wrong_keywords_for_builtins():
    out = []
    for i in range(60):
        for f in (lambda: len(obj=1), lambda: sorted([1], cmp=1), lambda: int(x="1"), lambda: abs(x=1), lambda: print(end=5), lambda: "a".split(seq=1)):
            try:
                out.append(f())
            except TypeError as error:
                out.append(str(error))
    return out


def pop_from_empty_in_mid_loop():
    data, total = list(range(200)), 0
    for i in range(N):
        total += data.pop()
    return total


def remove_what_is_not_there():
    data = list(range(200))
    for i in range(N):
        data.remove(i)
    return data


def dict_pop_missing_in_mid_loop():
    d, total = {i: i for i in range(200)}, 0
    for i in range(N):
        total += d.pop(i)
    return total


def print_in_many_ways():
    for i in range(60):
        print(i, i / 2, "x", sep="-", end=";")
        print()
        print(*range(i % 4), f"{i:03}")


def print_to_another_file():
    out = io.StringIO()
    for i in range(100):
        print(i, file=out, flush=True)
        out.write(f"<{i}>")
    return out.getvalue()


def regular_expressions():
    pattern, out = re.compile(r"(\w)(\d+)"), []
    for i in range(N):
        match = pattern.search(f"--a{i}b{i * 2}")
        out.append((match.group(1), match.groups(), match.span(), pattern.sub(r"\2\1", f"a{i}"), re.findall(r"\d", str(i))))
    return out


def json_both_ways():
    out = []
    for i in range(100):
        text = json.dumps({"i": i, "l": [i, None, True, i / 4]})
        out.append((text, json.loads(text)))
    return out


def heaps_and_bisection():
    heap, data, out = [], [], []
    for i in range(N):
        heapq.heappush(heap, i * 7919 % 1009)
        bisect.insort(data, i * 31 % 97)
        if i % 3 == 2:
            out.append((heapq.heappop(heap), bisect.bisect_left(data, 50)))
    return out, data


def random_numbers_from_a_seed():
    random.seed(5)
    return [(random.random(), random.randint(1, 6), random.choice("abc")) for _ in range(N)]


def itertools_called_by_hand():
    count, cycle, out = itertools.count(10, 3), itertools.cycle("abc"), []
    for i in range(N):
        out.append((next(count), next(cycle), list(itertools.islice(count, 1)), list(itertools.combinations(range(i % 5), 2))))
    return out


def time_never_goes_back():
    last, steps = time.monotonic(), 0
    for _ in range(N):
        now = time.monotonic()
        steps += now >= last
        last = now
    return steps


def vars_dir_and_id():
    class Box:
        pass

    box, out = Box(), []
    for i in range(100):
        box.x = i
        out.append((vars(box) == {"x": i}, "x" in dir(box), id(box) == id(box), locals()["i"]))
    return out


def input_of_builtin_types_as_functions():
    out = []
    for f in [int, float, str, bool, list, tuple, set, frozenset, bytes, bytearray, complex, dict, object, type] * 12:
        try:
            out.append(f() if f is not type else type(f))
        except TypeError as error:
            out.append(str(error))
    return [x for x in out if type(x) is not object]


def compile_and_eval_in_a_loop():
    total = 0
    for i in range(60):
        total += eval("i * 2 + x", {"x": i}, {"i": i})
        total += eval(compile(f"{i} + 1", "text", "eval"))
    return total
