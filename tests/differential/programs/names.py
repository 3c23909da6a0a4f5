"""Globals, builtins, cells and locals: read, rebound and deleted while loops are hot, by the loop or by a callee."""
import builtins

N = 300
counter = 0
factor = 2
table = {}


def _bump():
    global counter
    counter += 1
    return counter


def _set_factor(x):
    global factor
    factor = x


def _scaled(x):
    return x * factor


def read_a_global():
    total = 0
    for i in range(N):
        total += factor * i
    return total


def write_a_global():
    global counter
    counter = 0
    for i in range(N):
        counter += i
    return counter


def write_a_global_through_globals():
    global counter
    counter = 0
    names, out = globals(), []
    for i in range(N):
        counter += 1
        names["counter"] += 10
        out.append(counter)
    return out


def global_rebound_by_the_loop():
    global factor
    total = 0
    for i in range(N):
        total += factor * i
        if i == 100:
            factor = 0.5
        if i == 200:
            factor = 2 ** 65
    factor = 2
    return total


def global_rebound_by_a_callee():
    total = 0
    for i in range(N):
        total += _scaled(i)
        if i == 150:
            _set_factor(3)
    _set_factor(2)
    return total


def global_counter_in_a_callee():
    total = 0
    for i in range(N):
        total += _bump() - counter
    return total, counter > 0


def global_deleted_in_mid_loop():
    global passing
    passing = 1
    total = 0
    for i in range(N):
        total += passing
        if i == 200:
            del passing
    return total


def global_shadows_a_builtin_in_mid_loop():
    global len
    out = []
    for i in range(N):
        out.append(len("abc"))
        if i == 100:
            len = lambda x: "mine"  # noqa: E731, A001
        if i == 200:
            del len
    return out


def builtin_replaced_in_mid_loop():
    original, out = builtins.abs, []
    try:
        for i in range(N):
            out.append(abs(-i))
            if i == 150:
                builtins.abs = lambda x: ("abs", x)
    finally:
        builtins.abs = original
    return out


def builtin_added_and_removed_in_mid_loop():
    out = []
    try:
        for i in range(N):
            if i == 100:
                builtins.fresh_name = 7
            if i > 100:
                out.append(fresh_name)  # noqa: F821
            if i == 200:
                del builtins.fresh_name
    except NameError as error:
        return len(out), str(error)


def builtin_replaced_by_a_callee():
    original = builtins.max

    def replace():
        builtins.max = min

    out = []
    try:
        for i in range(N):
            out.append(max(i, 50))
            if i == 150:
                replace()
    finally:
        builtins.max = original
    return out


def many_new_globals_while_a_global_is_read():
    space = globals()
    total = 0
    for i in range(N):
        total += factor
        space[f"made_{i}"] = i
    for i in range(N):
        del space[f"made_{i}"]
    return total


def function_global_replaced():
    global _helper

    def first(x):
        return x + 1

    def second(x):
        return x * 2

    _helper = first
    x = 0
    for i in range(N):
        x = _helper(x) % 1009
        if i == 150:
            _helper = second
    return x


def nonlocal_written_by_a_callee():
    total, step = 0, 1

    def grow():
        nonlocal step
        step += 1

    for i in range(N):
        total += step
        if i % 10 == 0:
            grow()
    return total, step


def cell_changes_type_behind_the_loop():
    value = 1

    def change():
        nonlocal value
        value = value + 0.5 if isinstance(value, float) else float(value)

    out = []
    for i in range(N):
        out.append(value + i)
        if i > 200:
            change()
    return out


def cell_emptied_behind_the_loop():
    value = 1

    def drop():
        nonlocal value
        del value

    total = 0
    for i in range(N):
        total += value
        if i == 200:
            drop()
    return total


def two_closures_over_one_cell():
    n = 0

    def up():
        nonlocal n
        n += 2

    def down():
        nonlocal n
        n -= 1

    for i in range(N):
        up()
        if i % 3:
            down()
    return n


def cells_of_other_functions():
    def make():
        x = 0

        def step():
            nonlocal x
            x += 1
            return x
        return step

    one, two = make(), make()
    total = 0
    for i in range(N):
        total += one() * 2 - two()
        if i == 150:
            two = one
    return total


def cell_contents_set_from_outside():
    x = 1

    def get():
        return x

    cell, out = get.__closure__[0], []
    for i in range(N):
        out.append(get())
        if i == 150:
            cell.cell_contents = "outside"
    return out


def delete_a_local_and_bind_it_again():
    total = 0
    for i in range(N):
        x = i
        total += x
        del x
        if i % 50 == 49:
            try:
                total += x
            except UnboundLocalError:
                total += 10 ** 6
    return total


def local_bound_only_in_some_iterations():
    out = []
    for i in range(N):
        if i % 7 == 3:
            found = i
        if i % 7 == 5:
            out.append(found)
            del found
    return out


def local_deleted_while_iterating():
    data = [1, 2, 3] * 100
    total = 0
    for x in data:
        if total == 0:
            del data
        total += x
    return total


def loop_variable_rebound_inside():
    out = []
    for i in range(N):
        out.append(i)
        i = -i
        out.append(i)
    return out


def same_name_for_iterable_and_variable():
    x = list(range(N))
    total = 0
    for x in x:
        total += x
    return total, x


def swap_and_rotate_locals():
    a, b, c = 1, 2.5, "c"
    for i in range(N + 1):
        a, b, c = c, a, b
        if i % 7 == 0:
            a, b = b, a
    return a, b, c


def walrus_everywhere():
    total = 0
    for i in range(N):
        if (half := i // 2) % 2 and (twice := half * 4) > 10:
            total += twice - half
        total += (step := i % 5) + step
    while (n := total) > 10:
        total = total // 2 - (m := n % 2)
    return total, half, twice, step, n, m


def augmented_assignment_to_everything():
    class Box:
        value = 1

    box, data, names, key = Box(), [1, 2.5, "a", [0]], {"a": 1}, ("k", 1)
    names[key] = 0
    for i in range(1, N):
        box.value += i
        box.value %= 10007
        data[0] -= i
        data[-3] *= 1.01
        data[2] += "b" if i % 10 == 0 else ""
        data[3] += [i]
        names["a"] <<= 1
        names["a"] &= 0xffff
        names["a"] |= 1
        names[key] ^= i
        data[i % 2] //= 1
        Box.value **= 1
    return box, data, names, Box.value


def augmented_assignment_evaluates_once():
    log = []

    def note(x):
        log.append(x)
        return x

    data = [0, 0, 0]
    for i in range(N):
        data[note(i % 3)] += note(i)
    return data, log


def augmented_assignment_in_place_or_not():
    a = b = [1]
    s = t = (1,)
    x = y = {1}
    for i in range(100):
        a += [i]
        s += (i,)
        x |= {i}
        x ^= {i * 2}
    return a is b, s is t, x is y, a, s, x


def augmented_assignment_to_a_tuple_item_does_and_fails():
    box = ([],)
    for i in range(N):
        try:
            box[0] += [i]
        except TypeError:
            pass
    return box


def constants_of_every_kind():
    out = []
    for i in range(N):
        out.append((1, 2.5, "s", b"b", None, True, ..., (1, (2,)), 1j, 2 ** 100, -0.0, frozenset({1}) if i in {1, 2} else i))
    return out


def assertions_and_debug():
    total = 0
    for i in range(N):
        assert i >= 0, "negative"
        if __debug__:
            total += 1
    return total


def annotations_in_a_loop():
    total: int = 0
    for i in range(N):
        x: float = i / 2
        total += x
        y: int
    return total


def imports_in_a_loop():
    total = 0
    for i in range(N):
        import math
        from os import path as p
        total += math.floor(i / 3) + len(p.join("a", "b"))
    return total


def pass_and_docstrings_and_expressions():
    for i in range(N):
        """not a docstring"""
        pass
        i  # noqa: B018
        i + 1  # noqa: B018
        (i, i)  # noqa: B018
        ...
    return i


def function_definitions_in_a_loop():
    total = 0
    for i in range(N):
        def f(x, y=i, *, z=i * 2) -> int:
            return x + y + z + i

        class C:
            value = i

            def get(self):
                return self.value + i

        total += f(1) + C().get() + (lambda: i)()
    return total, f.__annotations__, C.__qualname__
