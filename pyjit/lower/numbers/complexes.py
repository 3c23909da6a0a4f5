"""Complex numbers: sums, differences and products, part by part, so that only the result's parts are there. (Objects/complexobject.c)"""
from pyjit.lower.tracer import BITS64
from pyjit.patterns.families import M
from pyjit.trace.ir import Const, Shape

TYPES = frozenset((int, bool, float, complex))
REGION = "complex"
PARTS = "PyComplexObject.cval.real", "PyComplexObject.cval.imag"


def is_complex(t, left, right):
    """Are these the types of operands of which one is a complex number, and both can be taken apart?"""
    if complex not in (left, right) or not TYPES >= {left, right}:
        return False
    return all(kind is not int or -BITS64 <= t.live(n) < BITS64 for n, kind in ((0, right), (1, left)))


def shape(t):
    """The Shape of a complex number."""
    return Shape(t.object_constant(complex), 0, (), {}, {t.host.offset(part): REGION for part in PARTS},
                 numbers=tuple(t.host.offset(part) for part in PARTS))


def parts(t, ref, kind):
    """The real and the imaginary part of an entry, as doubles."""
    if kind is not complex:
        return t.as_float(ref.op), t.constant(0.0)
    if isinstance(ref.op, Const):
        return t.constant(ref.op.object.real), t.constant(ref.op.object.imag)
    t.guard_type(ref.op, complex)
    return [t.emit(M.load_float, ref.op, t.host.offset(part), region=REGION) for part in PARTS]


def new(t, real, imag):
    """A complex number of two doubles."""
    made = t.new(shape(t), (real, imag))
    made.type = id(complex)
    return made


def add(t, a, b, c, d):
    return t.emit(M.float_add, a, c), t.emit(M.float_add, b, d)


def subtract(t, a, b, c, d):
    return t.emit(M.float_sub, a, c), t.emit(M.float_sub, b, d)


def multiply(t, a, b, c, d):
    """(_Py_c_prod)"""
    ac, bd, ad, bc = (t.emit(M.float_mul, x, y) for x, y in ((a, c), (b, d), (a, d), (b, c)))
    return t.emit(M.float_sub, ac, bd), t.emit(M.float_add, ad, bc)


OPERATORS = {"+": add, "-": subtract, "*": multiply}


def operate(t, sign, left, right):
    """The operator on the two entries on top."""
    compute = OPERATORS.get(sign)
    if compute is None:
        return False
    (c, d), (a, b) = parts(t, t.peek(0), right), parts(t, t.peek(1), left)
    real, imag = compute(t, a, b, c, d)
    made = new(t, real, imag)
    t.pop_drop(2)
    t.push(made)
    return True


def negative(t):
    """-z of the entry on top."""
    real, imag = parts(t, t.peek(), complex)
    made = new(t, t.emit(M.float_neg, real), t.emit(M.float_neg, imag))
    t.pop_drop()
    t.push(made)


def equal(t, left, right):
    """== of the entries on top, as a BOOL; None if an int that a double does not hold exactly takes part. (complex_richcompare)"""
    if any(type(t.live(n)) is int and abs(t.live(n)) > 1 << 53 for n in (0, 1)):
        return None
    (c, d), (a, b) = parts(t, t.peek(0), right), parts(t, t.peek(1), left)
    same = [t.emit(M.bool_to_int, t.emit(M.float_eq, x, y)) for x, y in ((a, c), (b, d))]
    return t.emit(M.int_ne, t.emit(M.int_and, *same), t.integer(0))
