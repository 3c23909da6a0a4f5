"""Functions of the math module on doubles: the C library's own, as Modules/mathmodule.c calls them.

A result that is not finite may be an error: the trace leaves then, and the interpreter sees to it."""
import math

from pyjit.lower.numbers.arithmetic import NUMBERS
from pyjit.patterns.families import M

NOT_FINITE = "{here} fails, or gives no finite number"   # where the trace leaves


def are_doubles(call, count):
    """Are the arguments numbers that a double holds?"""
    return len(call.args) == count and not call.names and all(
        call.kind(n) is float or call.kind(n) is bool or call.is_word(n) for n in range(count))


def guard_finite(t, x):
    """Leave unless a result is a finite number. (Of one that is not, x - x is nan.)"""
    t.guard(M.guard_float_eq, t.emit(M.float_sub, x, x), t.constant(0.0), why=NOT_FINITE)


def finite(function, micro, count=1, domain=None):
    """`micro` where the result is finite; `domain`: (guard, bound) that the argument must pass before."""
    def lower(call):
        if not are_doubles(call, count):
            return False
        try:
            if not math.isfinite(function(*(float(call.argument(n)) for n in range(count)))):
                return False
        except (ValueError, OverflowError):
            return False
        t, numbers = call.t, [call.double(n) for n in range(count)]
        call.guard_callee()
        if domain is not None:
            t.guard(getattr(M, domain[0]), numbers[0], t.constant(domain[1]), why=NOT_FINITE)
        out = t.emit(getattr(M, micro), *numbers)
        guard_finite(t, out)
        call.result(out)
        return True
    return lower


def square_root(call):
    if not are_doubles(call, 1) or call.argument(0) < 0:
        return False
    x = call.double(0)
    call.guard_callee()
    call.result(call.t.guard(M.float_sqrt, x))
    return True


def plain(micro, count=1):
    """`micro` of any doubles: it knows no errors."""
    def lower(call):
        if not are_doubles(call, count):
            return False
        numbers = [call.double(n) for n in range(count)]
        call.guard_callee()
        call.result(call.t.emit(getattr(M, micro), *numbers))
        return True
    return lower


def rounded(lower_double):
    """floor(), ceil() and trunc() of a float that fits 62 bits; of an int it is the int."""
    def lower(call):
        if call.names or len(call.args) != 1 or call.kind(0) not in NUMBERS:
            return False
        x = call.argument(0)
        if call.kind(0) is int:
            call.guard_kind(0)
            call.guard_callee()
            call.pass_on(call.args[0])
            return True
        if call.kind(0) is float and not -2.0 ** 62 < x < 2.0 ** 62:
            return False
        out = lower_double(call.t, call.double(0)) if call.kind(0) is float else call.word(0)
        call.guard_callee()
        call.result(out)
        return True
    return lower


def ceiling(t, x):
    return t.guard(M.int_neg, t.guard(M.float_floor, t.emit(M.float_neg, x)))


def scaled(factor):
    """degrees() and radians(): one product."""
    def lower(call):
        if not are_doubles(call, 1):
            return False
        x = call.double(0)
        call.guard_callee()
        call.result(call.t.emit(M.float_mul, x, call.t.constant(factor)))
        return True
    return lower


def predicate(test):
    """isnan() and its kin."""
    def lower(call):
        if not are_doubles(call, 1):
            return False
        x = call.double(0)
        call.guard_callee()
        call.result(test(call.t, x))
        return True
    return lower


def is_finite(t, x):
    return t.emit(M.float_eq, t.emit(M.float_sub, x, x), t.constant(0.0))


def is_infinite(t, x):
    return t.emit(M.float_eq, t.emit(M.float_abs, x), t.constant(math.inf))


POSITIVE, ABOVE_MINUS_ONE = ("guard_float_gt", 0.0), ("guard_float_gt", -1.0)
ANY = "sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 expm1 cbrt erf erfc".split()

FUNCTIONS = {getattr(math, name): finite(getattr(math, name), "float_" + name) for name in ANY}
FUNCTIONS.update({getattr(math, name): finite(getattr(math, name), "float_" + name, domain=domain) for name, domain in (
    ("log", POSITIVE), ("log2", POSITIVE), ("log10", POSITIVE), ("log1p", ABOVE_MINUS_ONE))})
FUNCTIONS.update({getattr(math, name): finite(getattr(math, name), "float_" + name, 2) for name in ("atan2", "fmod", "pow")})
FUNCTIONS.update({
    math.sqrt: square_root, math.fabs: plain("float_abs"), math.copysign: plain("float_copysign", 2),
    math.floor: rounded(lambda t, x: t.guard(M.float_floor, x)), math.ceil: rounded(ceiling),
    math.trunc: rounded(lambda t, x: t.guard(M.float_to_int, x)),
    math.degrees: scaled(180.0 / math.pi), math.radians: scaled(math.pi / 180.0),
    math.isnan: predicate(lambda t, x: t.emit(M.float_ne, x, x)), math.isfinite: predicate(is_finite),
    math.isinf: predicate(is_infinite)})
_by_definition = {}   # the same by the address of what defines a function in C


def lowering(call):
    """The function here for one of the math module's, or None. The program's module is another instance than pyjit's, of the same code."""
    host = call.t.host
    definition = host.offset("PyCFunctionObject.m_ml")
    if not _by_definition:
        _by_definition.update({host.words[id(function) + definition >> 3]: lower for function, lower in FUNCTIONS.items()})
    return _by_definition.get(host.words[id(call.live) + definition >> 3])
