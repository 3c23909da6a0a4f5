"""Floats: nan, infinities, signed zeros, every operator, errors in mid-loop."""
import math

N = 300
NAN, INF = float("nan"), float("inf")
SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 1e-320, -5e-324, 1e308, -1.7e308, 2.0 ** 53, 2.0 ** 63, -2.0 ** 63, INF, -INF, NAN, 3.7]


def arithmetic_on_special_values():
    out = []
    for x in SPECIAL:
        for y in SPECIAL:
            out.append((x + y, x - y, x * y))
    return out


def division_on_special_values():
    out = []
    for x in SPECIAL:
        for y in SPECIAL:
            if y:
                out.append((x / y, x // y, x % y, divmod(x, y)))
    return out


def division_with_all_signs():
    out = []
    for i in range(-30, 31):
        for y in (0.7, -0.7, 3.0, -3.0, INF, -INF, 1e-300):
            out.append((i * 0.3 // y, i * 0.3 % y))
    return out


def powers_of_special_values():
    out = []
    for x in SPECIAL:
        for y in SPECIAL:
            try:
                out.append(x ** y)
            except (ZeroDivisionError, OverflowError) as error:
                out.append(str(error))
    return out


def comparisons_of_special_values():
    out = []
    for x in SPECIAL:
        for y in SPECIAL:
            out.append((x < y, x <= y, x == y, x != y, x > y, x >= y, x is y))
    return out


def comparisons_as_conditions():
    counts = [0] * 6
    for x in SPECIAL:
        for y in SPECIAL:
            if x < y:
                counts[0] += 1
            if not x < y:
                counts[1] += 1
            if x == y:
                counts[2] += 1
            if not x == y:
                counts[3] += 1
            if x >= y:
                counts[4] += 1
            if not x >= y:
                counts[5] += 1
    return counts


def chains_with_nan():
    out = []
    for x in SPECIAL * 3:
        out.append((-1 < x < 1, 0 <= x <= 0, x < 1 > x, -INF < x <= 2.0 ** 53 != x, x == x == x))
    return out


def truth_of_floats():
    out = []
    for x in SPECIAL * 10:
        out.append("yes" if x else "no")
        out.append(not x)
        out.append(x and 1)
        out.append(x or 2)
    return out


def nan_in_containers():
    nan, out = NAN, []
    for i in range(N):
        other = float("nan")
        out.append((nan in [nan], other in [nan], nan == nan, [nan] == [nan], [other] == [nan], {nan: 1}.get(nan), nan is nan))
    return out


def minimum_and_maximum_with_nan_and_zeros():
    out = []
    for x in SPECIAL:
        for y in SPECIAL:
            out.append((min(x, y), max(x, y), min([x, y]), max((x, y))))
    return out


def unary_on_special_values():
    out = []
    for x in SPECIAL * 10:
        out.append((-x, +x, abs(x), -(-x), 0.0 - x))
    return out


def zero_signs_that_survive():
    x, out = 0.0, []
    for i in range(N):
        x = -x
        out.append(x)
        out.append(x + 0.0)
        out.append(x * -1)
        out.append(x - 0)
        out.append(0 * x)
    return out


def sum_loses_nothing():
    total = 0.0
    for i in range(2000):
        total += 0.1
    return total


def order_of_operations_matters():
    a, b = 1.0, 0.0
    for i in range(1, N):
        a = a / 3 * 3 + i * 1e-17
        b = b + (i + 1e16) - 1e16
    return a, b


def no_fused_multiply_add():
    out = 0.0
    for i in range(1, 1000):
        x = 1.0 + i * 2.0 ** -30
        out += x * x - 1.0
    return out


def ints_and_floats_mixed():
    total = 0
    for i in range(N):
        total = total + i * 0.5 if i % 3 else total - i
    return total


def int_meets_float_beyond_53_bits():
    out = []
    for i in range(200):
        n = 2 ** 53 + i - 100
        out.append((n + 0.5, n * 1.0, n == float(n), n < float(n), n > 2.0 ** 53, n - 1e300))
    return out


def big_int_too_large_for_a_float_in_mid_loop():
    total, n = 0.0, 1
    for i in range(1100):
        n *= 2
        total += n * 0.5
    return total


def float_division_by_zero_in_mid_loop():
    total = 0.0
    for i in range(N):
        total += 1.0 / (200.0 - i)
    return total


def float_floor_division_by_zero_in_mid_loop():
    total = 0.0
    for i in range(N):
        total += 1.0 // (200.0 - i)
    return total


def float_remainder_by_zero_in_mid_loop():
    total = 0.0
    for i in range(N):
        total += 1.0 % (200.0 - i)
    return total


def power_overflow_in_mid_loop():
    total = 0.0
    for i in range(N):
        total += 10.0 ** (i + 100)
    return total


def negative_base_gives_a_complex_in_mid_loop():
    out = []
    for i in range(N):
        out.append((100.0 - i) ** 0.5)
    return out


def square_and_square_root():
    out = []
    for i in range(N):
        x = i * 0.37
        out.append((x ** 2, x ** 2.0, x ** 0.5, math.sqrt(x), x ** -1.0 if x else None, x ** 3))
    return out


def math_functions():
    out = []
    for i in range(-150, 150):
        x = i * 0.1
        out.append((math.sin(x), math.cos(x), math.tan(x), math.exp(x), math.atan2(x, 2), math.fabs(x), math.floor(x), math.ceil(x)))
        out.append((math.hypot(x, 1.0), math.copysign(1.0, x), math.fmod(x, 0.7), math.isnan(x), math.trunc(x), math.tanh(x)))
    return out


def math_domain_error_in_mid_loop():
    total = 0.0
    for i in range(N):
        total += math.sqrt(200 - i)
    return total


def math_range_error_in_mid_loop():
    total = 0.0
    for i in range(1000):
        total += math.exp(i)
    return total


def math_given_a_wrong_type_in_mid_loop():
    total = 0.0
    for x in [1, 2.0, True] * 60 + ["3"]:
        total += math.sqrt(x)
    return total


def floor_of_what_no_int_can_be():
    out = []
    for x in [2.5] * 200 + [NAN, INF]:
        out.append(math.floor(x))
    return out


def rounding():
    out = []
    for i in range(-100, 100):
        x = i / 8
        out.append((round(x), round(x, 1), round(x, -1), int(x), x.is_integer(), x.as_integer_ratio(), round(i, -1)))
    return out


def int_of_infinity_in_mid_loop():
    total = 0
    for i in range(N):
        total += int(1e300 * 10.0 ** (i // 30))
    return total


def float_of_text():
    out = []
    for text in ["1.5", " 2 ", "-inf", "nan", "1e400", "0x1", "1_0.5"] * 40:
        try:
            out.append(float(text))
        except ValueError as error:
            out.append(str(error))
    return out


def float_to_text():
    out = []
    for x in SPECIAL:
        for scale in (1.0, 1e-7, 1e17, 0.1):
            y = x * scale
            out.append((repr(y), str(y), f"{y:.3f}", f"{y:10.2e}", f"{y:g}", "%.2f" % y, y.hex(), f"{y!r:>30}"))
    return out


def float_hash_agrees_with_int_hash():
    out = []
    for i in range(-100, 100):
        out.append((hash(float(i)) == hash(i), hash(i + 0.5), {i: 1}.get(float(i))))
    return out


def identity_of_one_float():
    x, out = 2.5, []
    for i in range(N):
        y = x
        z = x + 0.0
        out.append((y is x, z == x))
        x = y
    return out, x


def float_accumulator_seen_through_two_names():
    x, kept = 1.0, []
    for i in range(N):
        old = x
        x += 0.5
        if i % 50 == 0:
            kept.append(old)
            kept.append(x)
    return kept, old, x


def float_in_a_list_reused_in_place():
    data = [0.0] * 10
    first = data[0]
    for i in range(N):
        data[i % 10] += i * 0.25
        if i == 150:
            kept = data[:]
    return data, kept, first


def float_shared_between_a_list_and_an_attribute():
    class Box:
        pass

    box, data = Box(), [1.5, 2.5]
    box.value = data[0]
    for i in range(N):
        data[0] += 1.0
        if i % 100 == 50:
            box.value = data[0]
    return data, box.value


def constants_are_not_changed():
    out = []
    for _ in range(3):
        x = 1.25
        for i in range(100):
            x += 0.5
        out.append((x, 1.25))
    return out


def complex_numbers():
    z, out = 0j, []
    for i in range(N):
        z = z * z + (-0.4 + 0.6j)
        out.append((z, abs(z) < 2, z.real, z.imag, -z, z.conjugate(), z == 0, z / (1 + 2j), z ** 2))
    return out


def complex_comparison_fails_in_mid_loop():
    out = []
    for x in [1, 2.5] * 100 + [1j]:
        out.append(x < 3)
    return out


def mandelbrot_rows():
    rows = []
    for y in range(12):
        row = ""
        for x in range(30):
            a, b, n = 0.0, 0.0, 0
            while a * a + b * b < 4.0 and n < 40:
                a, b, n = a * a - b * b + x / 12 - 2.0, 2 * a * b + y / 6 - 1.0, n + 1
            row += " .:*#"[n % 5]
        rows.append(row)
    return rows


def newton():
    out = []
    for n in range(1, 100):
        x = n * 1.0
        while abs(x * x - n) > 1e-12 * n:
            x = (x + n / x) / 2
        out.append(x)
    return out
