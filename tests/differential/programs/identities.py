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


def what_is_computed_twice_is_two_objects():
    infinity, same = INFINITY, []
    for i in range(N):
        x, y = i * 0.3, i * 0.3
        p, q = infinity - infinity, infinity - infinity
        u = i + 1000
        v = u + 0
        same.append((x is y, [p] == [q], p is q, u is v, u == v))
    return same


def numbers_change_places():
    x, y, kept, out = 1.5, 2.5, [], []
    for i in range(N):
        kept.append(x)
        x, y = y, x
        out.append(y is kept[-1])
        x, last = x + 1.0, x
        out.append((last is x, last is kept[-1]))
    return out


def a_name_that_outlives_another():
    out, kept, x = [], [], 0.5
    for i in range(N):
        kept.append(x)
        y = x
        x = x * 1.01 + 1.0
        kept.append(y)
        out.append((kept[-1] is kept[-2], y in kept[-1:]))
    return out


def two_names_go_together_through_a_branch():
    x = y = 0.5
    out = []
    for i in range(N):
        out.append((x is y, [x] == [y]))
        if i % 3 == 0:
            x = i * 0.25
            y = x
        elif i % 3 == 1:
            x = y = INFINITY - INFINITY
        else:
            y = i * 0.75
    return out


def results_that_are_arguments():
    import math
    out, best, least, nan = [], -1.0, 10 ** 12, INFINITY - INFINITY
    for i in range(N):
        x, n = i * 1.5 % 70, i * 10007 % 5000 + 300
        best, before = max(best, x), best
        least, was = min(n, least), least
        out.append((best is before, best is x, least is n, least is was))
        out.append((abs(n) is n, abs(-n) is n, int(n) is n, float(x) is x, math.floor(n) is n, math.ceil(n) is n, math.trunc(n) is n))
        out.append((+x is x, max(nan, x) is nan, [max(nan, x)] == [nan], min(x, nan) is x, max(0.0, x) is x, min(n, 10 ** 9, least) is n))
    return out


def a_number_in_tuples_and_calls():
    def pack(x, *rest):
        return x, rest, [x]

    def both(x):
        return (x, x)
    out = []
    for i in range(N):
        x = i * 1.5
        (a, rest, listed), pair = pack(x, x, i * 2.5), both(i * 0.5)
        out.append((a is x, rest[0] is x, listed[0] is x, pair[0] is pair[1], divmod(x, 7.5) == divmod(a, 7.5)))
        a = b = x + 0.5, x
        out.append((a[0] is b[0], a[1] is x))
    return out


MISSING = INFINITY - INFINITY


def what_stands_for_something_goes_from_name_to_name():
    out = []
    for start in (MISSING, UNSET, 2.5, 10 ** 12, INFINITY):
        x = y = z = start
        for i in range(N):
            last, x = x, i * 1.5
            if i % 5 == 0:
                x = start
            z, y = y, z
            if i % 7 == 3:
                z = last
            out.append((last is start, x is start, y is start, z is start, [last] == [start], y is z))
    return out


def a_carried_nan_is_computed_anew():
    x, seen, out = MISSING, [], []
    for i in range(N):
        seen.append(x)
        out.append((x is MISSING, x is seen[-1], len(seen) > 1 and seen[-1] is seen[-2]))
        x = INFINITY * 0 if i % 4 else x
    y = MISSING
    for i in range(N):
        y = y + 1.0
    return out, y is MISSING, [y] == [MISSING], [a is b for a in seen[:8] for b in seen[:8]]


def neighbours_in_a_recurrence():
    a, b, kept, out = 300, 1000, [], []
    for i in range(N):
        kept.append(b)
        a, b = b, (a * 31 + b) % 1000003 + 300
        out.append((a is kept[-1], a is b))
    x, y = 0.5, 1.5
    for i in range(N):
        x, y = y, x * 0.5 + y
        out.append((x, y))
    return out, a is kept[-1]
