"""Ints of every size and sign, through every operator, near the limits of 30, 31, 60, 62, 63 and 64 bits."""
import io

N = 300
EDGES = [sign * (1 << bits) + off for bits in (0, 8, 29, 30, 31, 32, 59, 60, 61, 62, 63, 64, 65, 90, 120) for sign in (1, -1)
         for off in (-2, -1, 0, 1, 2)]
DIVISORS = [1, -1, 2, -2, 3, -3, 7, -7, 2 ** 30, -2 ** 30, 2 ** 31 - 1, -2 ** 62, 2 ** 63 - 1, -2 ** 63, 2 ** 64, -2 ** 90]


def growing_sum_crosses_63_bits():
    total, step = 0, 2 ** 56 + 1
    seen = []
    for i in range(N):
        total += step
        seen.append(total)
    return seen


def shrinking_sum_crosses_minus_63_bits():
    total = 2 ** 57
    seen = []
    for i in range(N):
        total -= 2 ** 56 + i
        seen.append(total)
    return seen


def to_big_ints_and_back():
    x = 2 ** 62
    seen = []
    for i in range(N):
        x = x + 2 ** 60 if i % 20 < 10 else x - 2 ** 60
        seen.append(x)
    return seen


def product_crosses_64_bits():
    out = []
    for i in range(N):
        x = 1
        for j in range(1, 25):
            x *= j
            out.append(x)
    return out


def squares_of_the_edges():
    out = []
    for x in EDGES * 3:
        out.append(x * x)
        out.append(x * -x)
    return out


def fibonacci():
    a, b = 0, 1
    for i in range(400):
        a, b = b, a + b
    return a


def factorial_mod():
    x = 1
    for i in range(1, 2000):
        x = x * i % (2 ** 61 - 1)
    return x


def linear_congruence():
    x = 42
    for _ in range(3000):
        x = (x * 6364136223846793005 + 1442695040888963407) & (2 ** 64 - 1)
    return x


def xorshift():
    x = 88172645463325252
    for _ in range(1000):
        x ^= x << 13 & 0xffffffffffffffff
        x ^= x >> 7
        x ^= x << 17 & 0xffffffffffffffff
    return x


def every_edge_plus_and_minus_every_edge():
    out = []
    for x in EDGES:
        for y in EDGES:
            out.append(x + y)
            out.append(x - y)
    return out


def every_edge_times_every_edge():
    out = []
    for x in EDGES:
        for y in EDGES:
            out.append(x * y)
    return out


def every_edge_with_every_bit_operator():
    out = []
    for x in EDGES:
        for y in EDGES:
            out.append((x & y, x | y, x ^ y))
    return out


def every_edge_compared_with_every_edge():
    out = []
    for x in EDGES:
        for y in EDGES:
            out.append((x < y) + (x <= y) * 2 + (x == y) * 4 + (x != y) * 8 + (x > y) * 16 + (x >= y) * 32)
    return out


def every_edge_divided():
    out = []
    for x in EDGES:
        for y in DIVISORS:
            out.append((x // y, x % y))
    return out


def every_edge_divided_by_one_divisor_at_a_time():
    out = []
    for y in DIVISORS:
        for x in EDGES:
            out.append(x // y)
        for x in EDGES:
            out.append(x % y)
    return out


def every_edge_divided_truly():
    out = []
    for x in EDGES:
        for y in DIVISORS:
            out.append(x / y)
    return out


def every_edge_by_divmod():
    out = []
    for x in EDGES:
        for y in DIVISORS:
            out.append(divmod(x, y))
    return out


def small_signed_division():
    out = []
    for x in range(-20, 21):
        for y in range(-7, 8):
            if y:
                out.append((x // y, x % y))
    return out


def most_negative_by_minus_one():
    out = []
    for i in range(N):
        x = -2 ** 63 + (i == 200)
        out.append(x // -1)
        out.append(x % -1)
        out.append(-x)
        out.append(abs(x))
        out.append(x * -1)
    return out


def division_by_zero_in_mid_loop():
    total = 0
    for i in range(N):
        total += 1000 // (200 - i)
    return total


def remainder_by_zero_in_mid_loop():
    total = 0
    for i in range(N):
        total += 1000 % (200 - i)
    return total


def true_division_by_zero_in_mid_loop():
    total = 0
    for i in range(N):
        total += 1000 / (200 - i)
    return total


def shifts_of_the_edges():
    out = []
    for x in EDGES:
        for y in (0, 1, 2, 29, 30, 31, 32, 59, 60, 61, 62, 63, 64, 65, 127, 128, 1000):
            out.append((x << y, x >> y))
    return out


def shift_left_one_bit_at_a_time():
    out = []
    for start in (1, -1, 3, -3):
        x = start
        for _ in range(100):
            x <<= 1
            out.append(x)
        for _ in range(120):
            x >>= 1
            out.append(x)
    return out


def shift_by_a_huge_count():
    out = []
    for i in range(N):
        out.append(5 >> 2 ** 70)
        out.append(-5 >> 2 ** 63)
        out.append(0 << 2 ** 62)
    return out


def negative_shift_in_mid_loop():
    total = 0
    for i in range(N):
        total += 1 << (60 - i % 60 if i < 200 else -1)
    return total


def negative_right_shift_in_mid_loop():
    total = 0
    for i in range(N):
        total += 2 ** 62 >> (200 - i)
    return total


def powers_of_ints():
    out = []
    for x in range(-12, 13):
        for y in range(0, 25):
            out.append(x ** y)
    return out


def negative_powers_give_floats():
    out = []
    for x in (1, -1, 2, -3, 10, 2 ** 63):
        for y in range(-20, 20):
            out.append(x ** y)
    return out


def zero_to_a_negative_power_in_mid_loop():
    total = 0
    for i in range(N):
        total += (i - 200) ** -1
    return total


def three_argument_pow():
    out = []
    for i in range(1, N):
        out.append(pow(i, i * i, 10007))
        out.append(pow(2 ** 62 + i, 3, 2 ** 63 - i))
        out.append(pow(3, -1, 10 ** 9 + 7))
    return out


def unary_operators_on_the_edges():
    out = []
    for x in EDGES * 2:
        out.append((-x, +x, ~x, not x, abs(x)))
    return out


def negation_across_the_limit():
    x, out = 1, []
    for _ in range(130):
        x = -x * 2
        out.append(x)
    return out


def augmented_operators():
    a, b, c, d, e, f = 1, 2 ** 70, 3, -1, 0, 2 ** 62
    for i in range(1, N):
        a += i * 3
        a -= 1
        b //= i % 3 + 1
        b |= i << 60
        c *= 3
        c %= 2 ** 62 + 1
        d <<= i % 4
        d >>= 1
        e ^= a
        e &= 2 ** 63 - 1
        f **= 1
        f -= d
    return a, b, c, d, e, f


def bools_in_arithmetic():
    out = []
    for i in range(N):
        t, f = i % 2 == 0, i % 3 == 0
        out.append((t + f, t - f, t * f, t & f, t | f, t ^ f, -t, ~f if i < 0 else +f, t << 2, t / 2, t // 1, t % 2, t ** f, t < f, not t))
    return out


def bool_operators_give_bools_or_ints():
    out = []
    for x in (True, False, 1, 0):
        for y in (True, False, 1, 0):
            for _ in range(10):
                out.append((x & y, x | y, x ^ y))
    return out


def inverting_a_bool_warns():
    out = 0
    for i in range(5):
        out += ~(i > 2)
    return out


def int_methods():
    out = []
    for x in EDGES:
        out.append((x.bit_length(), x.bit_count(), x.conjugate(), x.real, x.imag, x.numerator, x.denominator, x.is_integer()))
        out.append(x.to_bytes(20, "little", signed=True))
        out.append(int.from_bytes(x.to_bytes(20, "big", signed=True), "big", signed=True))
        out.append(x.as_integer_ratio())
    return out


def int_to_text_and_back():
    out = []
    for x in EDGES:
        out.append((str(x), repr(x), hex(x), oct(x), bin(x), f"{x:,}", f"{x:+d}", "%d" % x, "%x" % x, int(str(x)), int(hex(x), 16)))
    return out


def int_of_floats():
    out = []
    for x in EDGES:
        out.append(float(x))
        out.append(int(float(x)))
        out.append(round(x, -3))
        out.append(float(x) == x)
        out.append(float(x) < x)
    return out


def int_subclass_keeps_its_type_or_not():
    class Metre(int):
        def __add__(self, other):
            return Metre(int(self) + other)

    out, x = [], Metre(2 ** 63 - 150)
    for i in range(N):
        x = x + 1
        out.append(x - 1)
        out.append(1 + x)
    return x, out


def identity_of_small_ints():
    out = []
    for i in range(-10, 260):
        x = i + 1
        y = i + 1
        out.append(x is y) if -5 <= x <= 256 else out.append(x == y)
    return out


def gcd_of_big_and_small():
    def gcd(a, b):
        while b:
            a, b = b, a % b
        return a

    return [gcd(x, y) for x in EDGES[::3] for y in EDGES[::7]]


def digits_of_e():
    digits, n = [], 60
    column = [1] * (n + 1)
    for _ in range(50):
        carry = 0
        for i in range(n, 0, -1):
            carry, column[i] = divmod(column[i] * 10 + carry, i + 1)
        digits.append(carry)
    return digits


def popcount_by_hand():
    out = []
    for x in EDGES:
        n = 0
        x = abs(x)
        while x:
            x &= x - 1
            n += 1
        out.append(n)
    return out


def overflow_in_only_one_of_many_operations():
    a = b = c = d = 1
    for i in range(N):
        a = a * 3 & 0xffff
        b = b + a << 1
        c = c - b
        d = d ^ c
    return a, b, c, d


def a_big_constant_meets_a_small_int():
    total = 0
    for i in range(N):
        if i * 2 ** 62 > 150 * 2 ** 62:
            total += 2 ** 100
        elif i == 2 ** 62:
            total = None
        total -= -2 ** 62
    return total


# Sums of an int that only the trace has and a number: its digits are used again unless the sum has another size.
NUMBERS = [sign * n for n in (0, 1, 2, 3, 256, 2 ** 29, 2 ** 30 - 1, 2 ** 30, 2 ** 60 - 1, 2 ** 60, 2 ** 62, 2 ** 63 - 1)
           for sign in (1, -1)] + [-2 ** 63]
LONGS = [sign * (top << 30 * size | low) for size in (1, 2, 3, 4) for top in (1, 2, 3, 2 ** 30 - 2, 2 ** 30 - 1)
         for low in (0, 1, (1 << 30 * size) - 1, (1 << 30 * size) - 2, (1 << 30 * size) - 2 ** 29) for sign in (1, -1)]


def products_plus_and_minus_numbers():
    out = []
    for y in NUMBERS:
        for x in LONGS:
            out += (x * 1 + y, x * 1 - y, y + x * 1, x * -1 + y, x * -1 - y, x * 3 + y - 5, x * y - y + 7)
    return out


def numbers_of_one_loop_added_to_products():
    out = []
    for x in LONGS:
        for i in range(-40, 40):
            out.append(x * 2 + i)
            out.append(x * 2 - i)
            out.append(i - x * 2)
            out.append(i * x)
            out.append((x * 2 - x * 2) * i + i)
    return out


def a_product_that_is_kept_is_not_overwritten():
    out, kept = [], []
    for i in range(N):
        x = (2 ** 70 + i) * 3
        y = x
        kept.append(x)
        x = x + i
        z = (last := x * 5) + i
        out.append((x, y, z, last, x is y, z is last))
    return out, kept


def small_results_of_big_operands_are_the_interpreters_own():
    out = []
    for i in range(-300, 300):
        x = 2 ** 80 * 1 - 2 ** 80
        y = (2 ** 80 - 2 ** 80) * 5 + i
        out.append((x is 0 + x, x, y is i if -6 < i < 257 else None, y))
    return out


def a_sum_that_shrinks_by_a_digit():
    x, out = 2 ** 60 * 1, []
    for i in range(N):
        x = (x * 1) - 2 ** 29
        if i % 10 == 9:
            x = 2 ** 60 + i
        out.append((x, x.bit_length(), x.__sizeof__() > 0))
    return out


def an_int_of_some_class_takes_no_short_way():
    class Own(int):
        def __add__(self, other):
            return "sum", int(other)
        __radd__ = __mul__ = __sub__ = __add__
    out = []
    for i in range(N):
        x = 2 ** 70 if i < N // 2 else Own(2 ** 70)
        out.append((x * 3 + i, x + i, x - i, x * i, i + x))
    return out


def factorials_and_alternating_sums():
    f, out = 1, []
    for i in range(1, 60):
        f = f * i + i - 1
        out.append(f)
    total = 0
    for i, f in enumerate(out * 4):
        total = f * 7 - total * 3 + i if i % 2 else total * 2 - f * 5 - i
        total %= 10 ** 40
    return out, total


def numbers_that_outgrow_64_bits_beside_a_long():
    x, y, out = 2 ** 70, 1, []
    for i in range(N):
        out.append((x + y, x - y, x * y, y - x))
        y = y * 2 if y < 2 ** 80 else 1
    return out


class _Reader:
    most = 400

    def read(self, lines):
        count = 0
        while True:
            line = lines.readline(self.most + 1)
            if len(line) > self.most + 1 or not line:
                return count
            count += 1


def the_sum_of_constants_lives_as_long_as_the_code():
    short = [_Reader().read(io.BytesIO(b"\n" * N)) for _ in range(6)]
    others = [i + 1_000_000 for i in range(N)]
    return short, _Reader().read(io.BytesIO((b"line" * 300 + b"\n") * N)), others
