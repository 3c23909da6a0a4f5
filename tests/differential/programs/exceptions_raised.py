"""Exceptions raised in mid-loop by every kind of bytecode; nobody catches them inside, so their tracebacks are compared."""

N = 300


class Thing:
    """Holds an attribute `x` for a while."""

    __slots__ = ("x",)

    def __init__(self, x=1):
        self.x = x


def add_wrong_types():
    total = 0
    for x in [1, 2] * 100 + [None]:
        total = total + x
    return total


def add_in_place_wrong_types():
    total = 0.5
    for x in [1.5, 2] * 100 + ["a"]:
        total += x
    return total


def multiply_wrong_types():
    total = 1
    for x in [2, 1] * 100 + [{}]:
        total = total * x % 1009
    return total


def matrix_multiply_ints():
    total = 1
    for i in range(N):
        total = total * 3 % 1009 if i < 200 else total @ 3
    return total


def negate_a_string():
    for x in [1, 2.5] * 100 + ["a"]:
        y = -x
    return y


def invert_a_float():
    for x in [1, 2] * 100 + [2.5]:
        y = ~x
    return y


def compare_wrong_types():
    count = 0
    for x in [1, 2] * 100 + ["a"]:
        if x < 2:
            count += 1
    return count


def index_out_of_range():
    data = list(range(200))
    total = 0
    for i in range(N):
        total += data[i]
    return total


def negative_index_out_of_range():
    data = tuple(range(200))
    total = 0
    for i in range(N):
        total += data[-i - 1]
    return total


def string_index_out_of_range():
    text, total = "abc" * 60, 0
    for i in range(N):
        total += ord(text[i])
    return total


def index_of_wrong_type():
    data, total = [1, 2, 3], 0
    for i in [0, 1, 2] * 60 + ["1"]:
        total += data[i]
    return total


def index_too_large_for_c():
    data, total = [1, 2, 3], 0
    for i in [0, 1, 2] * 60 + [2 ** 70]:
        total += data[i]
    return total


def key_missing():
    table, total = {i: i for i in range(200)}, 0
    for i in range(N):
        total += table[i]
    return total


def key_unhashable():
    table, total = {1: 2}, 0
    for key in [1] * 200 + [[1]]:
        total += table[key]
    return total


def not_subscriptable():
    total = 0
    for box in [[1], (2,)] * 100 + [5]:
        total += box[0]
    return total


def store_index_out_of_range():
    data = [0] * 200
    for i in range(N):
        data[i] = i * 2
    return data


def store_into_a_tuple():
    for box in [[1, 2]] * 200 + [(1, 2)]:
        box[0] = 5
    return box


def store_into_a_string():
    for box in [[1, 2], {0: 1}] * 100 + ["ab"]:
        box[0] = "x"
    return box


def store_unhashable_key():
    table = {}
    for key in list(range(200)) + [{}]:
        table[key] = 1
    return table


def delete_missing_index():
    data = list(range(150))
    for i in range(N):
        del data[0]
    return data


def delete_missing_key():
    table = {i: i for i in range(200)}
    for i in range(N):
        del table[i]
    return table


def slice_of_wrong_type():
    data, out = list(range(10)), []
    for i in [1, 2, None] * 60 + ["3"]:
        out.append(data[i:5])
    return out


def slice_step_of_zero():
    data, out = list(range(10)), []
    for i in range(N):
        out.append(data[::200 - i])
    return out


def slice_assignment_of_wrong_length():
    data = list(range(10))
    for i in range(N):
        data[::2] = [0] * (5 if i < 200 else 4)
    return data


def attribute_missing():
    total = 0
    for thing in [Thing(1), Thing(2)] * 100 + [object()]:
        total += thing.x
    return total


def slot_that_is_empty():
    thing, total = Thing(), 0
    for i in range(N):
        if i == 200:
            del thing.x
        total += thing.x
    return total


def attribute_of_none():
    total = 0
    for thing in [Thing(1)] * 200 + [None]:
        total += thing.x
    return total


def method_missing():
    for thing in [[]] * 200 + [()]:
        thing.append(1)
    return thing


def store_unknown_attribute_of_a_slotted_object():
    thing = Thing()
    for i in range(N):
        if i < 200:
            thing.x = i
        else:
            thing.y = i
    return thing


def store_attribute_of_an_int():
    for thing in [Thing()] * 200 + [5]:
        thing.x = 1
    return thing


def delete_attribute_twice():
    thing = Thing()
    for i in range(N):
        del thing.x
        if i < 200:
            thing.x = i
    return thing


def local_unbound():
    for i in range(N):
        if i == 200:
            del i
        x = i
    return x


def local_never_bound():
    total = 0
    for i in range(N):
        if i > 200:
            total += never
        if i > 1000:
            never = 1
    return total


def free_variable_unbound():
    def get():
        return cell

    total = 0
    cell = 3
    for i in range(N):
        if i == 200:
            del cell
        total += get()
    return total


def global_missing():
    total = 0
    for i in range(N):
        total += 1 if i < 200 else no_such_name  # noqa: F821
    return total


def name_missing_in_a_class_body():
    class Body:
        for i in range(N):
            x = 1 if i < 200 else no_such_name  # noqa: F821

    return Body


def unpack_too_few():
    total = 0
    for pair in [(1, 2)] * 200 + [(3,)]:
        a, b = pair
        total += a * b
    return total


def unpack_too_many():
    total = 0
    for pair in [[1, 2]] * 200 + [[3, 4, 5]]:
        a, b = pair
        total += a * b
    return total


def unpack_something_not_iterable():
    total = 0
    for pair in [(1, 2), [3, 4]] * 100 + [7]:
        a, b = pair
        total += a * b
    return total


def unpack_star_too_few():
    out = []
    for values in [(1, 2, 3), "abcd"] * 100 + [(1,)]:
        a, *b, c = values
        out.append((a, b, c))
    return out


def unpack_a_generator_that_raises():
    def pair(i):
        yield i
        yield 10 // (200 - i)

    total = 0
    for i in range(N):
        a, b = pair(i)
        total += a * b
    return total


def call_something_not_callable():
    total = 0
    for f in [abs, float] * 100 + [None]:
        total += f(-1)
    return total


def call_with_wrong_arguments():
    def f(a, b=1):
        return a + b

    total = 0
    for arguments in [(1,), (1, 2)] * 100 + [(1, 2, 3)]:
        total += f(*arguments)
    return total


def call_with_an_unknown_keyword():
    def f(a, b=1):
        return a + b

    total = 0
    for i in range(N):
        total += f(i, b=2) if i < 200 else f(i, c=2)
    return total


def call_with_a_repeated_keyword():
    def f(a, b=1):
        return a + b

    total = 0
    for i in range(N):
        total += f(i, **({"b": 2} if i < 200 else {"a": 2}))
    return total


def call_with_a_star_of_something_not_iterable():
    total = 0
    for arguments in [(1, 2)] * 200 + [5]:
        total += max(*arguments)
    return total


def call_with_double_star_of_a_non_mapping():
    out = []
    for names in [{"a": 1}] * 200 + [[1]]:
        out.append(dict(**names))
    return out


def call_builtin_with_wrong_type():
    total = 0
    for x in ["abc", [1]] * 100 + [5]:
        total += len(x)
    return total


def call_builtin_method_with_wrong_type():
    out = []
    for x in ["a", "b"] * 100 + [5]:
        out.append("abc".find(x))
    return out


def iterate_something_not_iterable():
    total = 0
    for i in range(N):
        for x in (range(2) if i < 200 else i):
            total += x
    return total


def iterator_that_raises():
    class Walk:
        n = 0

        def __iter__(self):
            return self

        def __next__(self):
            self.n += 1
            if self.n == 200:
                raise LookupError("lost the way")
            return self.n

    total = 0
    for x in Walk():
        total += x
    return total


def raise_statement():
    for i in range(N):
        if i == 200:
            raise ValueError("two hundred", i)
    return i


def raise_a_class():
    for i in range(N):
        if i == 200:
            raise ValueError
    return i


def raise_something_else():
    for i in range(N):
        if i == 200:
            raise 5
    return i


def raise_from():
    for i in range(N):
        if i == 200:
            raise ValueError("outer") from KeyError("inner")
    return i


def raise_with_nothing_to_raise_again():
    for i in range(N):
        if i == 200:
            raise
    return i


def assertion():
    for i in range(N):
        assert i < 200, f"i is {i}"
    return i


def assertion_without_message():
    for i in range(N):
        assert i != 200
    return i


def import_missing():
    for i in range(N):
        if i == 200:
            import no_such_module_anywhere  # noqa: F401
    return i


def import_missing_name():
    for i in range(N):
        if i == 200:
            from math import no_such_function  # noqa: F401
    return i


def format_spec_wrong():
    out = []
    for i in range(N):
        out.append(f"{i:{'d' if i < 200 else 'q'}}")
    return out


def format_spec_of_many_wrong():
    out, specs = [], [".%df" % (i % 3) for i in range(N)]
    specs[200] = "q"
    for i in range(N):
        out.append(f"{i * 0.5:{specs[i]}}")
    return out


def format_of_none():
    out = []
    for x in [1.5] * 200 + [None]:
        out.append(f"{x:.2f}")
    return out


def conversion_that_raises():
    class Shy:
        def __repr__(self):
            raise NotImplementedError("shy")

    out = []
    for x in [1, "a"] * 100 + [Shy()]:
        out.append(f"<{x!r}>")
    return out


def percent_format_wrong():
    out = []
    for x in [(1, 2)] * 200 + [(1,)]:
        out.append("%d %d" % x)
    return out


def truth_that_raises():
    class NoTruth:
        def __bool__(self):
            raise TypeError("neither")

    count = 0
    for x in [0, 1, "a"] * 70 + [NoTruth()]:
        if x:
            count += 1
    return count


def length_that_is_negative():
    class Short:
        n = 100

        def __len__(self):
            self.n -= 1
            return self.n

    short, total = Short(), 0
    for i in range(N):
        total += len(short)
    return total


def set_of_unhashable():
    out = []
    for x in [1, "a"] * 100 + [[]]:
        out.append({x})
    return out


def dict_display_of_unhashable():
    out = []
    for x in [1, "a"] * 100 + [[]]:
        out.append({x: 1})
    return out


def star_display_of_wrong_type():
    out = []
    for x in [(1,), "ab"] * 100 + [3]:
        out.append([*x])
    return out


def with_something_that_is_no_context_manager():
    import contextlib
    for x in [contextlib.nullcontext()] * 200 + [5]:
        with x:
            pass
    return x


def await_something_not_awaitable():
    async def work():
        for i in range(N):
            await (nothing() if i < 200 else 5)

    async def nothing():
        return None

    work().send(None)


def super_without_the_attribute():
    class Base:
        def f(self):
            return 1

    class Derived(Base):
        def f(self, i):
            return super().f() if i < 200 else super().g()

    derived, total = Derived(), 0
    for i in range(N):
        total += derived.f(i)
    return total


def columns_in_a_long_expression():
    a, b, c = 1, 2, [3] * 200
    total = 0
    for i in range(N):
        total += (a + b) * (c[i] - a) + (
            b * c[i - 1]
            - c[-i]) // (a + b)
    return total


def columns_in_a_call_spread_over_lines():
    def f(x, y):
        return x / (
            200 - y
        )

    total = 0
    for i in range(N):
        total += max(
            f(1, i),
            f(2,
              i),
        )
    return total
