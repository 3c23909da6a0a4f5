"""Lists, tuples, dicts and sets: every operation, right and wrong, in hot loops; slices with all signs; unpacking."""

N = 300


def list_index_with_all_signs():
    data, out = list(range(20)), []
    for i in range(-20, 20):
        for _ in range(5):
            out.append(data[i])
            data[i] += 1
    return out, data


def list_negative_constant_indices():
    data = [1, 2, 3]
    for i in range(N):
        data[-1], data[-2], data[-3] = data[-2], data[-3], data[-1]
    return data


def list_of_lists():
    grid = [[0] * 8 for _ in range(8)]
    for i in range(1000):
        grid[i % 8][i * 3 % 8] += i
        grid[-1][0] = grid[i % 8][0]
    return grid


def lists_that_grow_in_place():
    grown, other, out, ends = [], [1], [], []

    class Mortal:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            ends.append(self.n)

    for i in range(N):
        grown += [i]
        grown += (i, str(i)), [Mortal(i)]
        kept = alias = [Mortal(-i), i]
        grown += alias
        other += other[:i % 3]
        out.append((len(grown), grown[-1] is alias[-1], len(other), len(ends)))
        if i % 50 == 49:
            grown = []
            other += other
        try:
            other += i % 60 == 59 or [i]
        except TypeError as error:
            out.append(str(error))
    return out, other, ends, kept[1]


def list_slices_with_all_signs():
    data, out = list(range(10)), []
    for i in range(-12, 13):
        for j in range(-12, 13):
            out.append(data[i:j])
        out.append((data[i:], data[:i], data[::i or 2], data[i::-1], data[i:None:2]))
    return out


def tuple_slices_with_all_signs():
    data, out = tuple(range(10)), []
    for i in range(-12, 13):
        for j in range(-12, 13):
            out.append(data[i:j])
        out.append((data[i:], data[:i], data[::i or 2], data[:] is data))
    return out


def slice_assignment_and_deletion():
    data = list(range(20))
    for i in range(N):
        data[i % 20:i % 20 + 2] = [i, i + 1, i + 2]
        del data[i % 15:i % 15 + 1]
        data[::7] = data[::7][::-1]
        data[5:5] = ()
        if i % 50 == 49:
            del data[1::2]
            data[len(data):] = "ab"
    return data


def slices_with_huge_bounds():
    data, out = list(range(10)), []
    for i in range(N):
        out.append(data[-2 ** 70:2 ** 70])
        out.append(data[2 ** 63:])
        out.append(data[::2 ** 65])
        out.append(data[i - 5:i + 2 ** 62])
    return out


def slices_whose_bounds_change_sign():
    out = []
    for data in (list(range(10)), tuple(range(10)), "abcdefghij", bytes(range(10)), bytearray(range(10))):
        for i in range(60):
            out.append((data[i - 5:20], data[2:i - 20], data[10 - i:i - 30], data[i - 40:], data[:30 - i], data[:], data[:0]))
            out.append((data[i - 5::-1], data[:i - 20:-1], data[30 - i:i - 30:-1], data[::-1], data[i - 30::3], data[9 - i::-2]))
    return out


def slices_with_steps_that_change():
    data, out = list(range(12)), []
    for i in range(N):
        out.append(data[::i % 7 - 3 or 1])
        out.append(data[i % 12:i % 5:-1])
        out.append(data[2:None if i % 3 else 9:-1 if i % 2 else 1])
        try:
            out.append(data[1:5:i % 40 - 20])
        except ValueError as error:
            out.append(str(error))
    return out


def slices_are_stored():
    data, out, other = list(range(20)), [], [True, None, "x"]
    for i in range(N):
        k = i % 10
        data[:k + 1] = data[k::-1]
        data[k - 10:] = [i, k] if i % 7 == 3 else data[k - 10:]
        data[5:2] = ()
        data[3:5] = (k, i)
        data[:2] = other
        data[1:3] = other[:2]
        data[k:k] = data
        data[-20 - k:] = data[:k + 3]
        data[len(data):] = [i]
        data[0:3:1] = "ab"
        data[::2] = data[1::2] + data[:len(data) % 2]
        del data[15:]
        while len(data) < 12:
            data[4:4] = [len(data), None]
        out.append(data[:])
    return out, other


def slices_are_deleted():
    out = []
    for i in range(N):
        data = list(range(10))
        del data[i % 10:i % 7]
        del data[-i % 5:-2]
        del data[3:][:1], data[::3], data[8:2:-1], data[5:None:None]
        out.append(data)
    return out


def slices_of_shared_lists_are_stored():
    shared, data, out = [1, 2, 3], list(range(6)), []

    def fresh(i):
        return [i, i + 1, i + 2]

    def known(i):
        return shared

    for i in range(N):
        data[1:4] = (fresh if i % 3 else known)(i)
        data[2:] = data[:4]
        data[:3] = data[1:4] if i % 5 else shared
        shared[i % 3] = i
        out.append((data[:], shared[:]))
    return out, shared, data


def slice_objects_and_index_methods():
    class Place:
        def __init__(self, x):
            self.x = x

        def __index__(self):
            return self.x

    data, out = list(range(10)), []
    for i in range(N):
        out.append(data[Place(i % 10)])
        out.append(data[Place(2):Place(7)])
        out.append(data[slice(i % 5, None, 2)])
        data[Place(3)] = i
    return out


def index_method_that_raises():
    class Place:
        def __init__(self, x):
            self.x = x

        def __index__(self):
            return 10 // (200 - self.x) % 10

    data, total = list(range(10)), 0
    for i in range(N):
        total += data[Place(i)]
    return total


def user_getitem_setitem_delitem():
    class Grid:
        def __init__(self):
            self.cells = {}

        def __getitem__(self, key):
            return self.cells.get(key, 0)

        def __setitem__(self, key, value):
            self.cells[key] = value

        def __delitem__(self, key):
            del self.cells[key]

    grid = Grid()
    for i in range(N):
        grid[i % 5, i % 3] += i
        grid[i:] = grid[0, 0]
        if i % 10 == 9:
            del grid[i % 5, i % 3]
    return sorted((k, v) for k, v in grid.cells.items() if isinstance(k, tuple)), len(grid.cells)


def list_arithmetic():
    data = [1]
    for i in range(60):
        data = data + [i]
        data += (i, i)
        data = data * 2 if len(data) < 50 else data[10:]
        both = [0] + data + [*data, i]
    return data, both


def list_times_negative_and_large():
    out = []
    for i in range(-10, 40):
        out.append([1, "a"] * i)
        out.append(i * (2,))
    return out


def list_append_and_pop_as_a_stack():
    stack, out = [], []
    for i in range(N):
        stack.append(i)
        if i % 3 == 2:
            out.append(stack.pop())
            out.append(stack[-1])
    while stack:
        out.append(stack.pop())
    return out


def list_insert_pop_at_both_ends():
    data, out = list(range(10)), []
    for i in range(N):
        data.insert(0, i)
        data.insert(-1, -i)
        data.insert(100, i)
        out.append((data.pop(0), data.pop(1), data.pop(-2), len(data)))
    return out, data


def list_comparison_and_membership():
    data, out = [[1], 2.5, "a", None], []
    for i in range(N):
        out.append((data == [[1], 2.5, "a", None], [1] in data, i % 4 in data, data.index("a"), data.count(None)))
    return out


def list_sorting_in_a_loop():
    out = []
    for i in range(60):
        data = [(i * k * 7) % 23 for k in range(12)]
        data.sort(reverse=i % 2 == 0)
        out.append(data)
        out.append(sorted(map(str, data)))
    return out


def list_sort_sees_its_list_changed():
    data = [3, 1, 2]

    def key(x):
        data.append(x)
        return x

    errors = 0
    for i in range(N):
        try:
            data.sort(key=key)
        except ValueError:
            errors += 1
    return errors, data


def list_display_of_many():
    out = []
    for i in range(N):
        out.append([i, i + 1, i * 2.0, str(i), (i,), [i], {i}, {i: i}, None])
        out.append([*range(i % 4), *out[-1][:2], *"ab"])
    return out


def tuples_built_and_taken_apart():
    point = (0, 0.0, "")
    for i in range(N):
        x, y, name = point
        point = (x + i, y - 0.5, name + "a" if i % 50 == 0 else name)
    return point


def tuple_as_a_swap():
    a, b, c, d = 1, 2, 3, 4
    for i in range(N):
        a, b = b, a + b
        c, d, a = a % 1009, c, d
    return a, b % 10 ** 9, c, d


def tuple_arithmetic_and_hash():
    t, seen = (), {}
    for i in range(100):
        t = t + (i,)
        seen[t[-3:]] = t * 2 if i < 5 else i
    return t, seen, len(seen)


def nested_tuples():
    out = []
    for i in range(N):
        ((a, b), [c, *d]), e = ((i, i + 1), [2, 3, i]), "e"
        out.append((a, (b, (c, (d, e)))))
    return out


def unpacking_from_every_iterable():
    out = []
    for source in [(1, 2), [3, 4], "ab", b"xy", {5: 0, 6: 0}, range(2), {7: 8, 9: 10}.items(), map(str, (1, 2)), zip("a", "b"), bytearray(b"pq")] * 20:
        try:
            a, b = source
            out.append((a, b))
        except ValueError as error:
            out.append(str(error))
    return out


def unpacking_with_a_star_everywhere():
    out = []
    for i in range(2, 100):
        data = list(range(i % 7 + 2))
        a, *b = data
        *c, d = data
        e, *f, g = data
        *h, = data
        out.append((a, b, c, d, e, f, g, h))
    return out


def unpacking_of_wrong_length_caught():
    out = []
    for i in range(N):
        try:
            a, b, c = range(i % 6)
            out.append(a + b + c)
        except ValueError as error:
            out.append(str(error))
    return out


def unpacking_assigns_left_to_right():
    data, i = [0, 0, 0, 0], 0
    for k in range(N):
        i, data[i] = k % 4, k
    return data, i


def unpacking_of_a_user_iterable():
    class Pair:
        def __init__(self, n):
            self.n = n

        def __iter__(self):
            for k in range(self.n):
                yield k

    total = 0
    for i in range(N):
        a, b = Pair(2 if i < 200 else 3)
        total += a + b
    return total


def dict_of_ints():
    d = {}
    for i in range(1000):
        d[i % 37] = d.get(i % 37, 0) + i
    return d


def dict_of_strings():
    d = {"a": 1, "b": 2}
    for i in range(N):
        d["a"] += d["b"]
        d["b"] = i
        d["c" + str(i % 3)] = d["a"] % 7
    return d


def dict_of_mixed_keys():
    d = {}
    for i in range(N):
        for key in (i % 5, str(i % 5), i % 5 / 2, (i % 5,), None, True, b"k"):
            d[key] = d.get(key, 0) + 1
    return d


def dict_keys_that_are_equal_across_types():
    d = {}
    for i in range(N):
        d[1] = i
        d[1.0] = i + 1
        d[True] = i + 2
        d[1 + 0j] = i + 3
    return d


def dict_user_keys():
    class Key:
        def __init__(self, x):
            self.x = x

        def __hash__(self):
            return self.x % 3

        def __eq__(self, other):
            return self.x == other.x

    d = {}
    for i in range(N):
        d[Key(i % 10)] = i
    return [(k.x, v) for k, v in d.items()]


def dict_key_whose_eq_raises():
    class Key:
        armed = False

        def __hash__(self):
            return 1

        def __eq__(self, other):
            if Key.armed:
                raise ArithmeticError("eq")
            return False

    d = {Key(): 0}
    for i in range(N):
        Key.armed = i == 200
        d[1] = d.get(1, 0) + i
    return d


def dict_deleted_and_filled():
    d, order = {}, []
    for i in range(N):
        d[i % 7] = i
        if i % 3 == 2:
            del d[(i - 1) % 7]
        order.append(list(d))
    return order


def dict_resized_while_read():
    d, total = {"fixed": 1}, 0
    for i in range(N):
        d[i] = i
        total += d["fixed"]
        if i == 250:
            d.clear()
            d["fixed"] = 5
    return total, len(d)


def dict_display_and_merge():
    out = []
    for i in range(N):
        a = {"x": i, i: "x"}
        b = {**a, "y": 2, **{"x": 3}}
        c = a | b
        a |= {"z": 1}
        out.append((a, b, c, dict(a, w=1), {k: v for k, v in b.items()}))
    return out


def dict_missing_key_gives_its_own_error():
    d = {(1, 2): 3}
    total = 0
    for i in range(N):
        total += d[1, 2 if i < 200 else 4]
    return total


def dict_unpacked_as_arguments_and_views():
    d, out = {"a": 1, "b": 2}, []
    keys, values, items = d.keys(), d.values(), d.items()
    for i in range(N):
        d["a"] = i
        if i % 100 == 50:
            d[str(i)] = i
        out.append((len(keys), sum(values), ("a", i) in items, keys & {"a", "z"}, list(items)[0]))
    return out


def sets_filled_and_emptied():
    s, out = set(), []
    for i in range(N):
        s.add(i % 17)
        s ^= {i % 5}
        s |= {i}
        s &= set(range(i - 10, i + 10)) | {1}
        out.append((len(s), 1 in s, i in s, sorted(s)[:3]))
    return out


def sets_of_tuples_as_visited():
    visited, queue = set(), [(0, 0)]
    while queue:
        x, y = queue.pop(0)
        if (x, y) in visited or x > 12 or y > 12 or x * y % 5 == 4:
            continue
        visited.add((x, y))
        queue.extend([(x + 1, y), (x, y + 1)])
    return sorted(visited)


def set_display_and_comprehension():
    out = []
    for i in range(N):
        out.append(({i, i % 2, 0.5}, {*range(i % 3), *"ab"}, {x % 3 for x in range(i % 5)}))
    return out


def container_truth_and_length():
    out = 0
    for box in [[], [0], (), (0,), {}, {0: 0}, set(), {0}, "", "0", range(0), range(1), bytearray(), frozenset()] * 25:
        if box:
            out += len(box) * 100
        else:
            out += 1
    return out


def deep_nesting():
    data = {"a": [{"b": (1, [2, {"c": 0}])}]}
    for i in range(N):
        data["a"][0]["b"][1][1]["c"] += data["a"][0]["b"][1][0]
        data["a"][0]["b"][1][0] = i
    return data


def matrix_of_tuples():
    points = [(i, i * 0.5, str(i)) for i in range(20)]
    for i in range(200):
        k = i % 20
        x, y, s = points[k]
        points[k] = (x + y, y - x, s)
    return points


def knapsack():
    items = [(w * 7 % 11 + 1, w * 13 % 17) for w in range(15)]
    best = [0] * 51
    for weight, value in items:
        for room in range(50, weight - 1, -1):
            if best[room - weight] + value > best[room]:
                best[room] = best[room - weight] + value
    return best


def queens():
    def place(row, columns, left, right):
        if row == 6:
            return 1
        found = 0
        for c in range(6):
            if c not in columns and row + c not in left and row - c not in right:
                found += place(row + 1, columns | {c}, left | {row + c}, right | {row - c})
        return found

    return place(0, frozenset(), frozenset(), frozenset())


def life():
    cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
    for _ in range(20):
        counts = {}
        for x, y in cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        counts[x + dx, y + dy] = counts.get((x + dx, y + dy), 0) + 1
        cells = {cell for cell, n in counts.items() if n == 3 or n == 2 and cell in cells}
    return sorted(cells)
