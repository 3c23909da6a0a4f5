"""Rewrites of single ops, as rows: a sentence, the op, a condition on its operands, and what takes its place.

A replacement is an operand, a constant, or (micro-op's name, operands). Every row must hold for every operand by the ops' own
meanings; a test checks that, and that each row fires."""
from pyjit.trace.ir import Const

RULES = {}


def rule(sentence, micro, applies, replacement):
    """Register one row."""
    RULES.setdefault(micro, []).append((sentence, applies, replacement))


def constant(op, value=None):
    """Is the operand a constant (of this value)?"""
    return isinstance(op, Const) and (value is None or op.value == value)


def power_of_two(op):
    return isinstance(op, Const) and op.value > 0 and op.value & op.value - 1 == 0


rule("x + 0 is x", "int_add", lambda x, y: constant(y, 0), lambda x, y: x)
rule("0 + y is y", "int_add", lambda x, y: constant(x, 0), lambda x, y: y)
rule("a constant is added from the right", "int_add", lambda x, y: constant(x) and not constant(y), lambda x, y: ("int_add", y, x))
rule("x - 0 is x", "int_sub", lambda x, y: constant(y, 0), lambda x, y: x)
rule("x * 1 is x", "int_mul", lambda x, y: constant(y, 1), lambda x, y: x)
rule("1 * y is y", "int_mul", lambda x, y: constant(x, 1), lambda x, y: y)
rule("a constant is multiplied from the right", "int_mul", lambda x, y: constant(x) and not constant(y),
     lambda x, y: ("int_mul", y, x))
rule("a small constant factor stands in the instruction", "int_mul", lambda x, y: constant(y) and -1 << 31 <= y.value < 1 << 31,
     lambda x, y: ("int_mul_const", x, y.value))
rule("a small constant step stands in the instruction", "int_step",
     lambda x, y: constant(y) and not constant(x) and -1 << 31 <= y.value < 1 << 31,
     lambda x, y: ("int_step_const", x, y.value))
rule("x & x is x", "int_and", lambda x, y: x is y, lambda x, y: x)
rule("x | 0 is x", "int_or", lambda x, y: constant(y, 0), lambda x, y: x)
rule("x ^ 0 is x", "int_xor", lambda x, y: constant(y, 0), lambda x, y: x)
rule("x % 2**k keeps the low bits, whatever the sign of x", "int_mod", lambda x, y: power_of_two(y),
     lambda x, y: ("int_and", x, y.value - 1))
rule("x // 2**k is a shift, which rounds down too", "int_floordiv", lambda x, y: power_of_two(y),
     lambda x, y: ("int_rshift_const", x, y.value.bit_length() - 1))
rule("a shift by a constant", "int_rshift", lambda x, y: constant(y) and 0 <= y.value <= 63,
     lambda x, y: ("int_rshift_const", x, y.value))
for logical in ("int_and", "int_or", "int_xor"):
    rule("a constant stands on the right", logical, lambda x, y: constant(x) and not constant(y),
         lambda x, y, name=logical: (name, y, x))
rule("x * 1.0 is x, for a NaN too", "float_mul", lambda x, y: constant(y, 1.0), lambda x, y: x)
rule("not not x is x", "bool_not", lambda x: x.micro.name == "bool_not", lambda x: x.args[0])
