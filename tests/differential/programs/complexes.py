"""Complex numbers: operators with each other, ints and floats, comparisons, abs(), parts, and the odd values."""
import math

NAN, INF = float("nan"), float("inf")
PARTS = 0.0, -0.0, 1.5, -2.25, 1e308, 5e-324, INF, -INF, NAN
ALL = [complex(a, b) for a in PARTS for b in PARTS]


def _told(z):
    """With the signs of zeros. (That of a nan comes from the order in which the C compiler has put the operands of a sum.)"""
    return repr(z), *[x == x and math.copysign(1, x) for x in (z.real, z.imag)]


def sums_of_all():
    out = []
    for _ in range(3):
        for z in ALL:
            for w in (1 - 2j, complex(-0.0, 0.0), z):
                u = z + w - (w - z)
                out.append(_told(u))
    return out


def products_of_all():
    out = []
    for _ in range(2):
        for z in ALL:
            for w in ALL[::7]:
                out.append(_told(z * w))
    return out


def with_ints_and_floats():
    out, numbers = [], [0, 1, -3, True, 0.5, -0.0, 1 << 60, 1 << 70, NAN]
    for i in range(60):
        for x in numbers:
            z = complex(i, -0.0)
            out.append((_told(z + x), _told(x + z), _told(z - x), _told(x - z), _told(z * x), _told(x * z)))
    return out


def an_orbit():
    z, seen = 0j, []
    for i in range(2000):
        z = z * z + (-0.4 + 0.6j)
        if abs(z) > 2:
            z = 0j
        if i % 100 == 7:
            seen.append(z)
    return z, seen


def compared():
    out = []
    for i in range(40):
        for z in (complex(i, 0), complex(i, 1), complex(NAN, 0), 3 + 0j, i, 0.5 * i, True, None, "3"):
            w = complex(i % 5, 0)
            out.append((w == z, w != z, z == w, w is z, w == w, bool(w)))
    return out


def absolute_values():
    out = []
    for _ in range(4):
        for z in ALL:
            try:
                out.append(abs(z))
            except OverflowError as error:
                out.append(str(error))
    return [repr(x) for x in out]


def negated():
    z, out = 1.5 + 0j, []
    for i in range(100):
        z = -z
        w = +z
        out.append((_told(z), w == z, _told(-complex(0.0, i))))
    return out


def parts_of_parts():
    total, x = 0.0, None
    for i in range(200):
        z = complex(i, i + 1)
        x = z.real
        total += x * z.imag
        z = complex(z.imag)
        total -= z.real + z.imag
    return total, x, z


def one_object():
    kept, out = [], []
    for i in range(100):
        z = complex(i, 1)
        w = z
        if i % 9 == 4:
            kept.append(z)
            kept.append((w, z))
            out.append((kept[-2] is w, kept[-1][0] is z))
        out.append((z is w, z * 1 is z, z.real is z.real or True))
    return out, kept


def divided_and_raised():
    out = []
    for i in range(60):
        z = complex(i, 2)
        try:
            out.append((z / (i % 7), z ** 2, z ** (i % 3), 1 / z))
        except ZeroDivisionError as error:
            out.append(str(error))
    return out


def of_changing_types():
    z, out = 1, []
    for i in range(120):
        z = z * (1j if i % 10 == 3 else 2 if i % 10 == 5 else 0.5) + i
        if i % 12 == 11:
            z = i
        out.append((type(z).__name__, repr(z)))
    return out


class Turned(complex):
    def __mul__(self, other):
        return "turned"


def of_a_class():
    out = []
    for i in range(80):
        z = Turned(i, 1) if i % 4 == 0 else complex(i, 1)
        out.append((repr(z + 1), repr(z * 2), repr(abs(z)), z == complex(i, 1)))
    return out


def in_attributes_and_tuples():
    class Point:
        def __init__(self, z):
            self.z = z
    p, out = Point(0j), []
    for i in range(150):
        p = Point(p.z * 0.5 + complex(i, -i))
        t = p.z, p.z.imag
        if i % 13 == 5:
            out.append(t)
    return out, p.z


def conjugates():
    out = []
    for i in range(60):
        out.append(complex(i, 2).conjugate() * complex(i, 2))
        out.append(hash(complex(i, 0.5)) == hash(complex(i, 0.5)))
    return out
