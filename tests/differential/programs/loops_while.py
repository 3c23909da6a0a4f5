"""`while` in its shapes, with break, continue and else, and loops in one another."""

N = 300


def count_up():
    i = total = 0
    while i < N:
        total += i
        i += 1
    return i, total


def count_down_on_truth():
    n, out = N, 0
    while n:
        out += n
        n -= 1
    return n, out


def forever_with_a_break():
    i = 0
    while True:
        i += 1
        if i * i > 100000:
            break
    return i


def with_a_walrus():
    data = list(range(N))
    total = 0
    while data and (x := data.pop()) != 5:
        total += x
    return total, x, data


def negated_and_compound_conditions():
    i, j, log = 0, N, []
    while not i >= j and (i % 17 != 16 or j % 5) or i < 20:
        i += 1
        j -= 1
        log.append(i - j)
    return i, j, log


def chained_comparison_condition():
    lo, x, hi = 0, 150, 301
    steps = 0
    while lo < x <= hi:
        x += 3 if steps % 2 else -1
        lo += 1
        steps += 1
    return lo, x, hi, steps


def truth_of_many_types():
    out = []
    for thing in [0, 1, 0.0, 2.5, "", "a", [], [0], (), (0,), {}, {0: 0}, None, True, set(), b"", 2 ** 70, float("nan")] * 15:
        n = 0
        while thing and n < 3:
            n += 1
        out.append(n)
    return out


def truth_by_user_methods():
    class Fuel:
        def __init__(self, n):
            self.n = n

        def __bool__(self):
            self.n -= 1
            return self.n > 0

    class Tank:
        def __init__(self, n):
            self.n = n

        def __len__(self):
            self.n -= 1
            return max(self.n, 0)

    rounds = 0
    fuel, tank = Fuel(N), Tank(N)
    while fuel:
        rounds += 1
    while tank:
        rounds += 1
    return rounds


def truth_method_that_returns_nonsense_later():
    class Odd:
        n = 0

        def __bool__(self):
            self.n += 1
            return True if self.n < 200 else 1

    odd, rounds = Odd(), 0
    while odd:
        rounds += 1
    return rounds


def else_without_break():
    out = []
    for limit in range(150):
        n = limit
        while n > 0:
            n -= 1
            if n == 77:
                break
        else:
            out.append(limit)
    return out


def for_else_and_break():
    primes = []
    for n in range(2, 400):
        for d in range(2, n):
            if d * d > n:
                primes.append(n)
                break
            if n % d == 0:
                break
        else:
            primes.append(n)
    return primes


def continue_in_many_places():
    out = 0
    for i in range(N):
        if i % 2:
            continue
        out += 1
        if i % 3:
            continue
        out += 10
        if i % 5 == 0:
            continue
        out += 100
    return out


def several_exits():
    i = 0
    while 1:
        i += 1
        if i == 1000:
            why = "thousand"
            break
        if i % 283 == 0:
            why = "divisible"
            break
        if i < 0:
            return None
    return i, why


def return_from_within_a_nest():
    for i in range(50):
        for j in range(50):
            for k in range(3):
                if i * j * k == 2 * 37 * 41:
                    return i, j, k


def two_deep():
    total = 0
    for i in range(40):
        for j in range(i):
            total += i * j
    return total


def three_deep_of_mixed_kinds():
    total = 0
    for row in [[1, 2, 3], [4, 5], [], [6]] * 20:
        for x in row:
            n = x
            while n:
                total += n * x
                n -= 1
    return total


def four_deep():
    count = 0
    for a in range(8):
        for b in range(a):
            for c in range(b):
                for d in range(c):
                    count += a - b + c * d
    return count


def inner_loop_carries_an_outer_variable():
    a, b = 1, 0
    for i in range(30):
        for j in range(20):
            a, b = b + j, a - i
        if a > 10 ** 6:
            a, b = 1, 0
    return a, b


def inner_loops_one_after_the_other():
    out = 0
    for i in range(60):
        for j in range(10):
            out += j
        k = 10
        while k:
            k -= 1
            out ^= k
        for c in "abc":
            out += ord(c)
    return out


def break_out_of_inner_and_go_on():
    out = []
    for i in range(100):
        for j in range(100):
            if j > i % 13:
                break
        out.append(j)
        j = 0
        while True:
            j += 1
            if j > 3:
                break
            if j == i % 5:
                continue
            out.append(-j)
    return out


def sieve():
    flags = [True] * 2000
    for i in range(2, 45):
        if flags[i]:
            for j in range(i * i, 2000, i):
                flags[j] = False
    return [i for i, flag in enumerate(flags) if flag]


def collatz():
    longest = 0
    for start in range(1, 300):
        n, steps = start, 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        longest = max(longest, steps)
    return longest


def bubble_sort():
    data = [i * 7919 % 101 for i in range(60)]
    for end in range(len(data) - 1, 0, -1):
        swapped = False
        for i in range(end):
            if data[i] > data[i + 1]:
                data[i], data[i + 1] = data[i + 1], data[i]
                swapped = True
        if not swapped:
            break
    return data


def matrix_product():
    n = 12
    a = [[i * j % 7 for j in range(n)] for i in range(n)]
    b = [[i - j + 0.5 for j in range(n)] for i in range(n)]
    out = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            for k in range(n):
                out[i][j] += a[i][k] * b[k][j]
    return out


def state_machine():
    state, out = "start", []
    for c in "ab12 c3,,d 45x " * 20:
        if state == "start":
            state = "word" if c.isalpha() else "number" if c.isdigit() else "start"
            token = c
        elif state == "word" and c.isalnum() or state == "number" and c.isdigit():
            token += c
        else:
            out.append((state, token))
            state = "start"
    return out


def loop_that_ends_at_once_most_of_the_time():
    hits = 0
    for i in range(500):
        while i % 50 == 0:
            hits += 1
            break
    return hits


def rarely_taken_branch():
    rare = common = 0
    for i in range(2000):
        if i % 499 == 498:
            rare += i
        else:
            common ^= i
    return rare, common


def branches_that_alternate_irregularly():
    x, paths = 12345, [0] * 6
    for _ in range(2000):
        x = (x * 1103515245 + 12345) & 0x7fffffff
        if x & 0x10000:
            if x & 0x20000:
                paths[0] += 1
            else:
                paths[1] += 1
        elif x & 0x40000:
            paths[2] += 1 if x & 0x80000 else 2
        else:
            paths[3 + x % 3] += 1
    return paths, x
