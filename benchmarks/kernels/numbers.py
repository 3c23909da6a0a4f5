"""Number crunching: ints that fit a machine word, ints that do not, floats."""
import math


def euclid(n):
    """Greatest common divisors: the inner while loop is short."""
    total = 0
    for a in range(1, n):
        b = n
        while b:
            a, b = b, a % b
        total += a
    return total


def digit_sums(n):
    """Division and remainder by a constant."""
    total = 0
    for number in range(n):
        while number:
            total += number % 10
            number //= 10
    return total


def xorshift(n):
    """Shifts, masks and exclusive or, as in a random generator."""
    state = 2463534242
    for _ in range(n):
        state ^= (state << 13) & 0xFFFFFFFF
        state ^= state >> 17
        state ^= (state << 5) & 0xFFFFFFFF
    return state


def fibonacci_digits(n):
    """Addition that soon leaves the machine word for good."""
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a % 1000000007


def polynomial(n):
    """Horner's rule over a grid of floats."""
    total = 0.0
    for i in range(n):
        x = i / n
        total += ((((0.5 * x - 1.25) * x + 3.0) * x - 0.75) * x + 2.0) * x - 1.0
    return total


def newton(n):
    """Square roots by Newton's method: a float while loop with an early end."""
    total = 0.0
    for i in range(1, n):
        guess, target = i * 0.5, float(i)
        while abs(guess * guess - target) > 1e-9 * target:
            guess = 0.5 * (guess + target / guess)
        total += guess
    return total


def simpson(n):
    """An integral with functions of the math module."""
    step = math.pi / n
    total = 0.0
    for i in range(1, n):
        x = i * step
        total += (4 if i % 2 else 2) * math.sin(x) * math.exp(-x) * math.sqrt(x)
    return total * step / 3.0


def julia(n):
    """Points of a Julia set with real arithmetic and an early way out."""
    inside = 0
    for row in range(n):
        for column in range(n):
            x, y = column * 3.0 / n - 1.5, row * 3.0 / n - 1.5
            for _ in range(60):
                x, y = x * x - y * y - 0.8, 2.0 * x * y + 0.156
                if x * x + y * y > 4.0:
                    break
            else:
                inside += 1
    return inside


def dice(n):
    """Integers and floats mixed: a simulation with its own random generator."""
    state, hits = 42, 0
    for _ in range(n):
        state = (state * 1103515245 + 12345) % 2147483648
        x = state / 2147483648
        state = (state * 1103515245 + 12345) % 2147483648
        y = state / 2147483648
        if x * x + y * y < 1.0:
            hits += 1
    return 4 * hits / n


KERNELS = {euclid: 20_000, digit_sums: 50_000, xorshift: 100_000, fibonacci_digits: 20_000, polynomial: 200_000,
           newton: 10_000, simpson: 100_000, julia: 100, dice: 100_000}
