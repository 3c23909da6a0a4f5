"""Loops that change what they iterate, or what they index, while they run."""

N = 300


def list_that_grows():
    data = [1]
    for x in data:
        if len(data) < N:
            data.append(x + 1)
    return data


def list_that_shrinks():
    data = list(range(N))
    seen = []
    for x in data:
        seen.append(x)
        if x % 3 == 0:
            data.remove(x)
    return data, seen


def list_cleared_in_mid_loop():
    data = list(range(N))
    seen = 0
    for x in data:
        seen += 1
        if x == 150:
            data.clear()
    data.append(1)
    return seen, data


def list_refilled_after_its_iterator_was_exhausted():
    data = list(range(N))
    walk = iter(data)
    for x in walk:
        pass
    data.append("new")
    return list(walk), x


def list_popped_at_the_front_by_index():
    data = list(range(N))
    out = []
    for i in range(N):
        if i >= len(data):
            break
        out.append(data[i])
        data.pop(0)
    return out, data


def list_slots_replaced_ahead_of_the_iterator():
    data = [1] * N
    for i, x in enumerate(data):
        if i + 1 < N:
            data[i + 1] = x * 3 % 1009 if i < 200 else float(x)
    return data


def list_slice_assignment_ahead_of_the_iterator():
    data = list(range(20))
    steps = 0
    for x in data:
        steps += 1
        if steps < 200:
            data[steps:steps] = [x + 1, x + 2]
    return steps, data


def list_sorted_and_reversed_in_mid_loop():
    data = [i * 37 % 101 for i in range(N)]
    seen = []
    for x in data:
        seen.append(x)
        if len(seen) == 100:
            data.sort()
        if len(seen) == 200:
            data.reverse()
    return seen


def dict_that_grows_is_noticed():
    table = {i: i for i in range(N)}
    seen = []
    for key in table:
        seen.append(key)
        if key == 150:
            table["new"] = 1
    return seen


def dict_that_shrinks_is_noticed():
    table = {i: i for i in range(N)}
    for key, value in table.items():
        if value == 200:
            del table[key]


def dict_keys_replaced_at_equal_size():
    table = {i: i for i in range(N)}
    seen = []
    try:
        for key in table:
            seen.append(key)
            del table[key]
            table[key + 1000] = key
            if len(seen) > 2000:
                break
    except RuntimeError as error:
        return seen, str(error)
    return seen


def dict_values_changed_while_iterated():
    table = {i: i for i in range(N)}
    for key in table:
        table[key] = table[(key + 1) % N] * 2 % 1009
    return table


def set_changed_is_noticed():
    things = set(range(N))
    for x in things:
        if x == 123:
            things.add("new")
    return things


def bytearray_that_grows():
    data = bytearray(b"a")
    for b in data:
        if len(data) < 250:
            data.append((b + 1) % 256)
    return data


def inner_loop_changes_the_outer_iterable():
    rows = [[1, 2], [3]]
    total = 0
    for row in rows:
        for x in row:
            total += x
            if len(rows) < 100:
                rows.append([x + 1, x])
    return total, len(rows)


def callee_changes_the_list():
    data = list(range(N))

    def trim():
        if len(data) > 100:
            data.pop()

    seen = 0
    for x in data:
        trim()
        seen += x
    return seen, data


def length_read_each_time():
    data = [1, 2, 3]
    i = 0
    while i < len(data):
        if len(data) < 400:
            data.append(data[i] + i)
        i += 1
    return data


def two_names_for_one_list():
    a = b = [0] * 10
    out = []
    for i in range(N):
        a[i % 10] += i
        out.append(b[(i + 5) % 10])
        if i % 100 == 99:
            b = b[:]
    return a, b, a is b, out


def rows_that_are_one_list():
    rows = [[0] * 3] * 4
    for i in range(N):
        rows[i % 4][i % 3] += i
    return rows


def list_that_contains_itself():
    ring = [1, 2]
    ring.append(ring)
    spot, total = ring, 0
    for i in range(N):
        spot = spot[2]
        total += spot[i % 2]
        spot[0] = total % 7
    return ring, total


def dict_aliased_by_an_attribute():
    class Holder:
        pass

    holder = Holder()
    names = vars(holder)
    holder.count = 0
    for i in range(N):
        names["count"] += 1
        holder.count += 1
        names[f"x{i % 5}"] = holder.count
    return holder.count, names


def object_reached_by_two_attributes():
    class Node:
        def __init__(self):
            self.value = 0

    shared = Node()
    a, b = Node(), Node()
    a.next = b.next = shared
    out = []
    for i in range(N):
        a.next.value += 1
        out.append(b.next.value)
        if i == 200:
            b.next = a
    return out, a, b


def argument_list_aliased_in_a_callee():
    def add(source, target):
        target[0] += source[0] + 1
        return source[0]

    same = [0]
    out = []
    for i in range(N):
        out.append(add(same, same) % 1009)
        same[0] %= 1000003
    return out


def swap_through_a_list():
    data = [1, 2.5, "c"]
    for i in range(N):
        data[i % 3], data[(i + 1) % 3] = data[(i + 1) % 3], data[i % 3]
    return data


def iterating_a_list_while_a_copy_changes():
    data = list(range(N))
    copy = data[:]
    total = 0
    for x in data:
        copy[x] = None
        total += data[x]
    return total, copy


def growing_the_list_of_an_inner_comprehension():
    data = [0]
    for i in range(60):
        data.append(sum([x for x in data]) % 1009 + i)
    return data


def extending_a_list_by_itself():
    data = [1, 2]
    for i in range(7):
        data += data
        data.extend(data[:3])
    return len(data), data[-5:]
