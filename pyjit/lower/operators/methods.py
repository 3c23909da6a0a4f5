"""Operators of objects whose class defines them in Python: `__add__` and its like, and `__radd__`, are followed as any call is.

In the interpreter the C code of a slot calls them. What it does with the result is nothing, unless that is NotImplemented: then it asks
the other operand, or raises. So each guard leaves before the operator, as long as the result may be NotImplemented: until the function
returns, or until it makes an instance and is about to return that. (binary_op1, Objects/abstract.c; SLOT1BINFULL, Objects/typeobject.c)"""
from pyjit.host.types import mro
from pyjit.lower.attributes.accessors import behind, follow
from pyjit.lower.attributes.classes import guard_class, is_steady, slot
from pyjit.lower.numbers.arithmetic import INPLACE, OPERATORS, on_builtins, on_objects
from pyjit.lower.operators.answers import guard_answer
from pyjit.lower.registry import bytecode
from pyjit.trace.ir import RESULT

NUMBERS = int, float   # of these exact types and bool: their own slots give NotImplemented for all that is no number

# Operator: what comes between the underscores of its methods' names, and the field of its slot.
METHODS = {
    "+": ("add", "nb_add"), "-": ("sub", "nb_subtract"), "*": ("mul", "nb_multiply"), "/": ("truediv", "nb_true_divide"),
    "//": ("floordiv", "nb_floor_divide"), "%": ("mod", "nb_remainder"), "@": ("matmul", "nb_matrix_multiply"),
    "&": ("and", "nb_and"), "|": ("or", "nb_or"), "^": ("xor", "nb_xor"), "<<": ("lshift", "nb_lshift"), ">>": ("rshift", "nb_rshift")}

Operated = type("Operated", (), {"__%s__" % name: lambda self, other: None for name, _ in METHODS.values()})
Operated.__doc__ = "The slots of others like it hold the same functions."


@bytecode("BINARY_OP")
def binary_op(t, arg):
    if not (on_builtins(t, arg) or answered(t, OPERATORS[arg % INPLACE][0], arg >= INPLACE)):
        on_objects(t, arg)


def answered(t, sign, in_place):
    """Follow the method that answers for the operands on top of the stack, if it is one in Python that the interpreter calls first."""
    if sign not in METHODS:
        return False
    name, field = METHODS[sign]
    left, right = t.type_of(1), t.type_of(0)
    if in_place and slot(t, left, field.replace("nb_", "nb_inplace_")):
        return False
    if left in (int, float, bool) and not any(number in mro(right) for number in NUMBERS):
        method, args, raiser = behind(t, right, field, "__r%s__" % name, Operated), [t.peek(0), t.peek(1)], 0
    elif is_asked_first(t, left, right):
        method, args, raiser = behind(t, left, field, "__%s__" % name, Operated), [t.peek(1), t.peek(0)], 1
    else:
        return False
    return follow(t, method, args, RESULT, guards_of(t, left, right), 2, raiser, harmless=True, answers=guard_answer)


def is_asked_first(t, left, right):
    """Does the interpreter ask the left operand first, and can guards rely on that? (A subclass on the right may have a say before it.)"""
    return (left is right or left not in mro(right)) and is_steady(t, right)


def guards_of(t, left, right):
    """What makes sure that the operands on top of the stack are of these classes."""
    def guards():
        guard_class(t, t.peek(1).op, left)
        guard_class(t, t.peek(0).op, right)
    return guards
