"""Types that change while a loop is hot: what was int becomes float, str, big int, None, another class."""

N = 300


class A:
    def __init__(self, x):
        self.x = x

    def value(self):
        return self.x + 1


class B:
    def __init__(self, x):
        self.y = 0
        self.x = x

    def value(self):
        return self.x * 2.0


class C(A):
    __slots__ = ("z",)

    def value(self):
        self.z = super().value()
        return -self.z


def int_to_float():
    x = 0
    for i in range(N):
        x = x + 1 if i < 150 else x + 0.5
    return x


def int_to_float_to_str():
    x, out = 1, []
    for i in range(N):
        if i == 100:
            x = 1.5
        if i == 200:
            x = "ab"
        out.append(x + x)
        out.append(x * 3)
    return out


def int_to_big_int_to_int():
    out = []
    for i in range(N):
        x = 7 if i < 100 else 2 ** 80 + i if i < 200 else -i
        out.append(x * 3 - 1)
        out.append(x >> 2)
        out.append(x % 1000)
    return out


def bool_to_int():
    x, out = True, []
    for i in range(N):
        out.append((x + 1, x & 1, not x, x == 1, x))
        if i == 150:
            x = 1
        if i == 250:
            x = False
    return out


def none_to_object():
    best = None
    for i in range(N):
        x = i * 37 % 101
        if best is None or x > best:
            best = x
            where = i
    return best, where


def object_to_none_and_an_error():
    thing = A(3)
    total = 0
    for i in range(N):
        if i == 200:
            thing = None
        total += thing.x
    return total


def alternating_int_and_float():
    total = 0
    for i in range(N):
        x = i if i % 2 else i * 0.5
        total += x
        total -= 1
    return total


def types_in_rounds():
    out = []
    values = [1, 2.5, True, 2 ** 65, -3, 1j]
    for i in range(N):
        x = values[i % 6]
        out.append(x + 1)
        out.append(x * 2)
        out.append(x == 1)
    return out


def types_change_once_in_a_long_while():
    total = 0
    for i in range(2000):
        x = i
        if i % 401 == 400:
            x = float(i)
        elif i % 701 == 700:
            x = 2 ** 70
        total += x
        if total > 10 ** 30:
            total = 0
    return total


def class_a_to_class_b():
    things = [A(1)] * 100 + [B(2)] * 100 + [A(3), B(4), C(5)] * 40
    out = []
    for thing in things:
        out.append(thing.value())
        out.append(thing.x)
    return out


def method_and_function_and_class():
    def double(x):
        return x * 2

    out = []
    for f in [double] * 80 + [A(2).__init__] * 3 + [str] * 80 + [A] * 40 + [lambda x: -x] * 40 + ["abc".count, [7].append, int]:
        try:
            out.append(f(3))
        except TypeError as error:
            out.append(str(error))
    return out


def list_to_tuple_to_str_to_dict():
    out = []
    for box in [[5, 6]] * 70 + [(7, 8)] * 70 + ["ab"] * 70 + [{0: 9, 1: 10}] * 70 + [b"xy"] * 10 + [range(9)] * 10:
        out.append(box[1])
        out.append(len(box))
        out.append(box[0] in box)
        for x in box:
            out.append(x)
    return out


def index_changes_type():
    data = list(range(10))
    out = []
    for index in [3] * 100 + [True] * 100 + [slice(2, 4)] * 50 + [-1] * 50:
        out.append(data[index])
    return out


def key_changes_type():
    table = {1: "int", "a": "str", 2.5: "float", (1, 2): "tuple", None: "none"}
    out = []
    for key in [1] * 60 + ["a"] * 60 + [2.5] * 60 + [1.0] * 20 + [True] * 20 + [(1, 2)] * 40 + [None] * 40:
        out.append(table[key])
    return out


def local_variable_changes_kind_each_iteration():
    x = 1
    trail = []
    for i in range(N):
        x = [x] if i % 4 == 0 else x[0] if i % 4 == 1 else (x, i) if i % 4 == 2 else x[1]
        trail.append(x)
    return trail


def accumulator_from_zero_to_list_by_or():
    acc, out = 0, []
    for i in range(N):
        acc = acc or [i]
        acc = acc + [i] if len(acc) < 20 else 0
        out.append(acc)
    return out


def float_to_int_by_a_call():
    x = 0.5
    for i in range(N):
        x = int(x) + 1 if x > 50 else x * 1.3
    return x


def inlined_function_sees_new_types():
    def add(a, b):
        return a + b

    out = []
    for i in range(N):
        out.append(add(i, 1))
        if i > 150:
            out.append(add(i, 0.5))
        if i > 250:
            out.append(add("a", str(i)))
            out.append(add([i], [None]))
    return out


def wrong_type_in_mid_loop():
    total = 0
    for x in [1, 2] * 100 + ["3"] + [4]:
        total += x
    return total


def wrong_type_in_an_inlined_function():
    def half(x):
        return x / 2

    total = 0
    for x in [1, 2.0] * 100 + [None]:
        total += half(x)
    return total


def int_subclass_and_str_subclass():
    class MyInt(int):
        pass

    class MyStr(str):
        def __len__(self):
            return 99

    out = []
    for x in [3, MyInt(4)] * 100:
        out.append((x + 1, -x, x < 4, type(x + 1).__name__, [10, 20, 30, 40, 50][x]))
    for s in ["ab", MyStr("cd")] * 100:
        out.append((len(s), s + "e", s == "cd", type(s + "e").__name__, s[0]))
    return out


def list_and_dict_subclasses():
    class MyList(list):
        def __getitem__(self, index):
            return ("mine", index)

    class MyDict(dict):
        def __missing__(self, key):
            return ("missing", key)

    out = []
    for box in [[1, 2, 3]] * 100 + [MyList([1, 2, 3])] * 100:
        out.append(box[1])
        for x in box:
            out.append(x)
    for table in [{"a": 1}] * 100 + [MyDict(a=1)] * 100:
        out.append(table["a"])
        out.append(table.get("b"))
    out.append(MyDict()["c"])
    return out


def global_and_local_of_other_types_in_two_calls():
    def work(data, start):
        total = start
        for x in data:
            total = total + x
        return total

    return (work(range(N), 0), work([0.5] * N, 0), work("abc" * 50, ""), work([[1], [2]] * 50, []), work([2 ** 62] * 50, 0),
            work((True, False) * 99, False), work(range(N), 0.0))


def one_loop_many_functions():
    total = 0
    for i, f in enumerate([abs, float, int, round, bool, A, str, complex] * 40):
        total += len(repr(type(f(i))))
    return total
