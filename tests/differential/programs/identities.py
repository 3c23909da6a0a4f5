"""One number that has several names, or is in several places, is one object: `is` says so, and so do containers about a nan."""
import math

N = 200


def two_names_after_a_branch():
    out = []
    for i in range(N):
        x = i * 1.5
        y = x
        if i % 3 == 1:
            out.append(x is y)
    return out


def places_in_containers():
    pairs, items, found = [], [], {}
    for i in range(N):
        x = i * 0.25 + 1
        y = x
        pairs.append((x, y))
        items.append(x)
        items.append(y)
        found[i] = x
    return [a is b for a, b in pairs], [items[k] is items[k + 1] for k in range(0, 2 * N, 2)], \
        [found[i] is items[2 * i] is pairs[i][0] for i in range(N)]


def a_nan_is_found_by_identity():
    infinity, out = math.inf, []
    for i in range(N):
        x = infinity * (i % 2)
        y = x
        values = [x, y]
        out.append((y in values, values.count(x), {x: i}.get(y), (x,) == (y,), [x] == [y], x == y))
    return out


def a_nan_as_a_key():
    infinity, found = math.inf, {}
    x = 1.5
    for i in range(N):
        if i % 10 == 0:
            x = infinity * 0.0 + i
        found[x] = found.get(x, 0) + 1
    return len(found), [*found.values()]


def two_equal_numbers_are_two_objects():
    out = []
    for i in range(1, N):
        x, y = i * 1.5, float(i) + i / 2
        out.append((x == y, [x][0] is [y][0], (x, y)[0] is (x, y)[0]))
    return out


def a_name_carried_from_pass_to_pass():
    x, out = 0.5, []
    for i in range(N):
        before = x
        x = x + 1.0 if i % 4 else x
        out.append((before, x))
    return [a is b for a, b in out]


def two_names_of_which_one_goes_first():
    out = []
    for i in range(N):
        x = y = i * 2.5
        out.append(x)
        x = None
        out.append(y)
    return [out[k] is out[k + 1] for k in range(0, 2 * N, 2)]


INFINITY, UNSET = float("inf"), -12345678901234


def a_float_that_stands_for_something():
    best, found, out = INFINITY, 0, []
    for i in range(N):
        if best is INFINITY:
            found += 1
        elif i % 10 == 0:
            best = INFINITY
        else:
            best = i * 1.0
        if i % 5 == 0 and best is not INFINITY:
            best = INFINITY
        if i % 3 == 0:
            best = i * 0.5
        out.append(found)
    return out, best is INFINITY


def an_int_that_stands_for_something():
    found = 0
    for big in (UNSET, 1000, 1 << 31, -(1 << 40), (1 << 62) + 5, -(1 << 62) - 1, 1 << 70):
        last = big
        for i in range(N):
            if last is big:
                found += 1
            if i % 7 == 3:
                last = i * 1000
            elif i % 7 == 5:
                last = big
    return found, last is big
