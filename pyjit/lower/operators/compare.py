"""Comparisons and truth: `<` and its kin, `is`, `in`, bool()."""
from pyjit.lower.attributes.accessors import behind, follow
from pyjit.lower.attributes.classes import guard_class
from pyjit.lower.containers import lookups
from pyjit.lower.containers.sizes import SIZES, counterpart, load_size
from pyjit.lower.numbers.arithmetic import INTS, NUMBERS, exact_float, integer
from pyjit.lower.numbers.complexes import equal, is_complex
from pyjit.lower.operators.answers import guard_answer, guard_truth
from pyjit.lower.operators.methods import guards_of, is_asked_first
from pyjit.lower.registry import bytecode
from pyjit.lower.text.characters import character, is_own_character
from pyjit.lower.tracer import BITS64
from pyjit.patterns.families import M
from pyjit.trace.ir import KEEPS, RESULT, Const

COMPARISONS = ("lt", "le", "eq", "ne", "gt", "ge")   # by COMPARE_OP's argument >> 5, which is Py_LT ... Py_GE
QUIET_TYPES = frozenset((str, bytes, int, float, bool, type(None)))
AS_BOOL = 16                                          # the flag of COMPARE_OP's argument: the result is made a bool


@bytecode("COMPARE_OP")
def compare_op(t, arg):
    name = COMPARISONS[arg >> 5]
    right, left = t.type_of(0), t.type_of(1)
    if left in INTS and right in INTS:
        done = compare_ints(t, name, left, right)
    elif left in NUMBERS and right in NUMBERS:
        done = compare_floats(t, name, left, right)
    elif left is str and right is str and name in ("eq", "ne"):
        done = compare_texts(t, name)
    elif name in ("eq", "ne") and is_complex(t, left, right):
        done = compare_complexes(t, name, left, right)
    else:
        done = answered(t, "__%s__" % name, left, right, guard_truth if arg & AS_BOOL else guard_answer)
    if not done:
        compare_objects(t, arg, left, right)


def compare_ints(t, name, left, right):
    if not all(-BITS64 <= t.live(n) < BITS64 for n in (0, 1)):
        return False
    y, x = integer(t, t.peek(0).op, right), integer(t, t.peek(1).op, left)
    result(t, t.emit(getattr(M, "int_" + name), x, y), 2)
    return True


def compare_floats(t, name, left, right):
    """An int takes part as the double of the same value, where there is one. (float_richcompare)"""
    if any(type(t.live(n)) is not float and abs(t.live(n)) > 1 << 53 for n in (0, 1)):
        return False
    y, x = (t.as_float(t.peek(n).op) if kind is float else exact_float(t, t.peek(n).op, kind)
            for n, kind in ((0, right), (1, left)))
    result(t, t.emit(getattr(M, "float_" + name), x, y), 2)
    return True


def compare_complexes(t, name, left, right):
    same = equal(t, left, right)
    if same is not None:
        result(t, same if name == "eq" else t.emit(M.bool_not, same), 2)
    return same is not None


def compare_texts(t, name):
    """Two strs, the same or not: characters that are the interpreter's own by their address."""
    y, x = own_character(t, 0), own_character(t, 1)
    if x is not None and y is not None:
        same = t.emit(M.word_eq, x, y)
        result(t, same if name == "eq" else t.emit(M.bool_not, same), 2)
        return True
    y, x = t.peek(0).op, t.peek(1).op
    t.guard_type(y, str)
    t.guard_type(x, str)
    y, x = t.borrow(t.peek(0)), t.borrow(t.peek(1))
    same = t.emit(M.sign_extend, t.call(M.call_word, "_PyUnicode_Equal", x, y))
    t.unborrow(y)
    t.unborrow(x)
    result(t, t.emit(M.int_ne if name == "eq" else M.int_eq, same, t.integer(0)), 2)
    return True


def own_character(t, n):
    """The operand, if it is one of the interpreter's own strs of one character, which are equal only to themselves."""
    live, op = t.live(n), t.peek(n).op
    if not is_own_character(live):
        return None
    source = op
    while source.micro in KEEPS:
        source = source.args[0]
    if isinstance(source, Const) or source.region == "characters":
        return source
    t.guard_type(op, str)
    first = character(t, op, id(live), t.integer(0))
    t.guard(M.guard_same, op, first.op, why="{x} was a string of one character, now it is another one")
    return op


def compare_objects(t, arg, left, right):
    """Any operands: the C-API. Strings and bytes compare without running code."""
    quiet = left is right and left in (str, bytes, int, float)
    for n, kind in ((0, right), (1, left)):
        if quiet:
            t.guard_type(t.peek(n).op, kind)
    y, x = t.borrow(t.peek(0)), t.borrow(t.peek(1))
    if not quiet:
        t.before_code()
    symbol = "PyUnicode_RichCompare" if quiet and left is str else "PyObject_RichCompare"
    out = t.call(M.call_object, symbol, x, y, t.word(arg >> 5), runs_code=not quiet)
    t.unborrow(y)
    t.unborrow(x)
    t.pop_drop(2)
    t.check(out, 2, 1)
    if quiet:
        out.type = id(bool)
        t.push(t.as_bool(out))
    elif arg & AS_BOOL:
        truth_of_object(t, out, 2, 1)
    else:
        t.push(out)


class Compared:
    """A class whose comparisons, and whose bool(), are functions in Python: the slots of others like it hold the same functions."""

    def __eq__(self, other):
        return False

    def __bool__(self):
        return True


def answered(t, name, left, right, guard):
    """Follow the left one's method, if the interpreter asks it first. (do_richcompare, Objects/object.c; slot_tp_richcompare)"""
    if not is_asked_first(t, left, right):
        return False
    function = behind(t, left, "tp_richcompare", name, Compared)
    return follow(t, function, [t.peek(1), t.peek(0)], RESULT, guards_of(t, left, right), 2, 1, harmless=True, answers=guard)


def result(t, op, operands):
    """The operands are done with; `op` takes their place."""
    t.pop_drop(operands)
    t.push(op)


def truth_of_object(t, op, operands, raiser):
    """bool() of an object that the trace owns, through the C-API; it is released then."""
    t.before_code()
    status = t.emit(M.sign_extend, t.call(M.call_word, "PyObject_IsTrue", op, runs_code=True))
    t.release(op)
    t.check(status, operands, raiser)
    t.push(t.emit(M.int_ne, status, t.integer(0)))


@bytecode("TO_BOOL")
def to_bool(t, arg):
    op, kind = t.peek().op, t.type_of()
    value = t.live()
    if kind is bool:
        result(t, t.as_bool(op), 1)
    elif kind is int and -BITS64 <= value < BITS64:
        result(t, t.emit(M.int_ne, t.as_int(op), t.integer(0)), 1)
    elif kind is float:
        result(t, t.emit(M.float_ne, t.as_float(op), t.constant(0.0)), 1)
    elif kind is type(None):
        t.guard(M.guard_is, op, id(None))
        result(t, t.constant(False), 1)
    elif counterpart(t, kind) in SIZES:
        t.guard_type(op, kind)
        result(t, t.emit(M.int_ne, load_size(t, op, kind), t.integer(0)), 1)
    elif not truth_is_asked(t, op, kind):
        borrowed = t.borrow(t.peek())
        t.before_code()
        status = t.emit(M.sign_extend, t.call(M.call_word, "PyObject_IsTrue", borrowed, runs_code=True))
        t.unborrow(borrowed)
        t.pop_drop()
        t.check(status, 1, 0)
        t.push(t.emit(M.int_ne, status, t.integer(0)))


def truth_is_asked(t, op, kind):
    """Follow the __bool__ of the class, if it has one in Python."""
    function = behind(t, kind, "nb_bool", "__bool__", Compared)
    return follow(t, function, [t.peek()], RESULT, lambda: guard_class(t, op, kind), 1, 0, harmless=True, answers=guard_truth)


@bytecode("IS_OP")
def is_op(t, arg):
    """Identity of objects; a scalar is asked of its box."""
    y, x = t.borrow(t.peek(0)), t.borrow(t.peek(1))
    out = t.emit(M.word_eq, x, y)
    t.unborrow(y)
    t.unborrow(x)
    result(t, t.emit(M.bool_not, out) if arg else out, 2)


@bytecode("CONTAINS_OP")
def contains_op(t, arg):
    """`in`: looked up in a table, or through the C-API."""
    container, item = t.type_of(0), t.type_of(1)
    if lookups.contains(t, arg):
        return
    quiet = item in (int, str, bytes, float, bool) and container in (str, bytes, range)
    y, x = t.borrow(t.peek(0)), t.borrow(t.peek(1))
    if quiet:
        t.guard_type(y, container)
        t.guard_type(x, item)
    else:
        t.before_code()
    status = t.emit(M.sign_extend, t.call(M.call_word, "PySequence_Contains", y, x, runs_code=not quiet))
    t.unborrow(y)
    t.unborrow(x)
    t.pop_drop(2)
    t.check(status, 2, 0)
    t.push(t.emit(M.int_eq if arg else M.int_ne, status, t.integer(0)))
