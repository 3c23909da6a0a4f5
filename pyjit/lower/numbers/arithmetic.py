"""Binary and unary operators: on 64-bit ints and doubles where they were seen, through the C-API otherwise."""
import operator

from pyjit.lower.frames import is_counted
from pyjit.lower.numbers import complexes
from pyjit.lower.registry import bytecode
from pyjit.lower.text.appending import append_text
from pyjit.lower.tracer import BITS64
from pyjit.patterns.define import I64, OBJ
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, MEMORY, OWNED, Const

DIGIT = 30   # bits of a digit of an int

#   BINARY_OP's argument modulo 13: the operator, its micro-op for ints, for floats, and the C-API's function
OPERATORS = (
    ("+", operator.add, "int_add", "float_add", "PyNumber_Add"),
    ("&", operator.and_, "int_and", None, "PyNumber_And"),
    ("//", operator.floordiv, "int_floordiv", None, "PyNumber_FloorDivide"),
    ("<<", operator.lshift, "int_lshift", None, "PyNumber_Lshift"),
    ("@", operator.matmul, None, None, "PyNumber_MatrixMultiply"),
    ("*", operator.mul, "int_mul", "float_mul", "PyNumber_Multiply"),
    ("%", operator.mod, "int_mod", None, "PyNumber_Remainder"),
    ("|", operator.or_, "int_or", None, "PyNumber_Or"),
    ("**", operator.pow, None, None, "PyNumber_Power"),
    (">>", operator.rshift, "int_rshift", None, "PyNumber_Rshift"),
    ("-", operator.sub, "int_sub", "float_sub", "PyNumber_Subtract"),
    ("/", operator.truediv, None, "float_div", "PyNumber_TrueDivide"),
    ("^", operator.xor, "int_xor", None, "PyNumber_Xor"),
)
INPLACE = 13
INTS, NUMBERS = (int, bool), (int, bool, float)
# Operands of these exact types run no Python code in any operator among each other.
QUIET = (int, bool, float, complex, str, bytes)


def on_builtins(t, arg):
    """BINARY_OP on numbers and strs, as far as that is not for the C-API."""
    sign, function, int_op, float_op, _ = OPERATORS[arg % INPLACE]
    right, left = t.type_of(0), t.type_of(1)
    if left in INTS and right in INTS:
        if sign == "/":
            return divide_ints(t)
        return int_op and on_ints(t, sign, function, int_op)
    if left in NUMBERS and right in NUMBERS:
        return on_floats(t, float_op) if float_op else sign == "**" and float_power(t)
    if complexes.is_complex(t, left, right):
        return complexes.operate(t, sign, left, right)
    if left is list and right in (list, tuple) and sign == "+" and arg >= INPLACE:
        return extend_in_place(t, right)
    return left is str and right is str and sign == "+" and append_text(t)


def extend_in_place(t, right):
    """list += list or tuple: the list stays on the stack. Whatever else goes with the other one, its items do not: the list has them.
    (list_inplace_concat, Objects/listobject.c)"""
    t.guard_type(t.peek(0).op, right)
    t.guard_type(t.peek(1).op, list)
    items, grows = t.borrow(t.peek(0)), t.borrow(t.peek(1))
    t.before_effect(1)
    done = t.call(M.call_object, "_PyList_Extend", grows, items, writes=("list size", "list items"))
    t.unborrow(grows)
    t.unborrow(items)
    ref = t.pop()
    if is_counted(ref):
        t.release_quietly(ref.op)
    t.check(done, 1, 0)
    return True


def on_objects(t, arg):
    """BINARY_OP through the C-API."""
    sign, _, _, _, symbol = OPERATORS[arg % INPLACE]
    through_c_api(t, symbol if arg < INPLACE else symbol.replace("_", "_InPlace", 1), t.type_of(1), t.type_of(0), sign == "**")


def on_ints(t, sign, function, int_op):
    """As 64-bit numbers, if both and the result fit."""
    left, right = t.live(1), t.live(0)
    if not (fits(left) and fits(right)):
        return False
    try:
        result = function(left, right) if sign != "<<" or right < 64 else BITS64
    except (ZeroDivisionError, ValueError):
        return False
    if not fits(result):
        return False
    y, x = integer(t, t.peek(0).op, type(right)), integer(t, t.peek(1).op, type(left))
    out = t.guard(getattr(M, int_op), x, y)
    if type(result) is bool:   # & | ^ of two bools
        out = t.emit(M.int_ne, out, t.integer(0))
    t.pop_drop(2)
    t.push(out)
    return True


def fits(number):
    """Does an int fit 64 bits?"""
    return -BITS64 <= number < BITS64


def divide_ints(t):
    """True division: exact for numbers that doubles hold exactly. (long_true_divide, Objects/longobject.c)"""
    left, right = t.live(1), t.live(0)
    if not right or abs(left) > 1 << 53 or abs(right) > 1 << 53:
        return False
    y, x = exact_float(t, t.peek(0).op, type(right)), exact_float(t, t.peek(1).op, type(left))
    out = t.guard(M.float_div, x, y)
    t.pop_drop(2)
    t.push(out)
    return True


def exact_float(t, op, kind):
    """An int as the double of the same value."""
    op = integer(t, op, kind)
    if isinstance(op, Const):
        return t.constant(float(op.value))
    t.guard(M.guard_int_exact_float, op)
    return t.emit(M.int_to_float, op)


def integer(t, op, kind):
    """An int or bool, as its type was seen, as a 64-bit number."""
    return t.emit(M.bool_to_int, t.as_bool(op)) if kind is bool else t.as_int(op)


def number(t, op, kind):
    """Any number as a double, rounded as float() does."""
    return t.as_float(op if kind is float or isinstance(op, Const) else integer(t, op, kind))


def on_floats(t, float_op):
    if any(type(v) is int and not -BITS64 <= v < BITS64 for v in (t.live(0), t.live(1))):
        return False
    if float_op == "float_div" and not t.live(0):
        return False
    y, x = number(t, t.peek(0).op, t.type_of(0)), number(t, t.peek(1).op, t.type_of(1))
    out = t.guard(getattr(M, float_op), x, y)
    t.pop_drop(2)
    t.push(out)
    return True


def float_power(t):
    """x ** y for a positive x and a finite result: the C library's pow(), as the interpreter itself calls it. (float_pow)"""
    left, right = float(t.live(1)), float(t.live(0))
    if not 0.0 < left < float("inf") or abs(right) == float("inf") or right != right:
        return False
    y, x = number(t, t.peek(0).op, t.type_of(0)), number(t, t.peek(1).op, t.type_of(1))
    t.guard(M.guard_float_gt, x, t.constant(0.0), why="the base of {here} is not above 0")
    out = t.call(M.call_float, "pow", x, y)
    rest = t.emit(M.float_sub, out, out)
    t.guard(M.guard_float_eq, rest, t.constant(0.0), why="{here} gives no finite number")
    t.pop_drop(2)
    t.push(out)
    return True


# Operators of ints that look for signals, and for a garbage collection that is due, as they go on. (SIGCHECK, Objects/longobject.c)
LOOKING = ("Multiply", "FloorDivide", "TrueDivide", "Power")
LONG = 64             # digits from which on they may take so long that a signal should not wait for their end, and for powers:
LONG_POWER = 1000     # the exponent of one digit, or
SHORT_POWER = 16      # of more


def nothing_pending(t):
    """Leave if there is something to find for those: the code that it runs would take the trace by surprise."""
    t.guard_breaker()


def takes_long(t, symbol):
    """Do those take long for the two live ints on top? Then they are calls that may run code."""
    y, x = abs(t.live(0)), abs(t.live(1))
    if symbol.endswith("Power"):
        return y > (LONG_POWER if x < 1 << DIGIT else SHORT_POWER) or x >= 1 << DIGIT * LONG
    return max(x, y) >= 1 << DIGIT * LONG


def stays_short(t, ref, op, borrowed, limit=LONG):
    """Leave if an operand, borrowed as `op`, has become long."""
    if not isinstance(ref.op, Const) and (ref.op.kind is OBJ or limit < LONG):
        tag = t.emit(M.load_int, op, t.host.offset("PyLongObject.long_value.lv_tag"), region="int")
        t.guard(M.guard_int_lt, tag, t.integer(limit + 1 << 3), drops=t.boxes(borrowed),
                why="a number in {here} is so long that it takes time")


def exponent_stays_short(t):
    """The same of an exponent; gives the digits that the base may have."""
    exponent, op = t.live(0), t.peek(0).op
    if not isinstance(op, Const):
        t.guard(M.guard_int_le, t.as_int(op), t.integer(LONG_POWER if exponent > SHORT_POWER else SHORT_POWER),
                why="the exponent of {here} is so large that it takes time")
    return 1 if exponent > SHORT_POWER else LONG


def without_signals(t, call):
    """The value of a short call which finds no signals: while there is no main thread, they wait for the next instruction that looks
    for them. (_Py_ThreadCanHandleSignals, Include/internal/pycore_pystate.h)"""
    place = t.word(t.host.main_thread)
    thread = t.emit(M.load_word, place, 0, region="main thread")
    t.emit(M.store_word, place, 0, t.word(0), region="main thread")
    out = call()
    t.emit(M.store_word, place, 0, thread, region="main thread")
    return out


# What the interpreter's own specialised instructions call where both operands are ints. (BINARY_OP_ADD_INT, Python/bytecodes.c)
OF_INTS = {"PyNumber_Add": "_PyLong_Add", "PyNumber_Subtract": "_PyLong_Subtract", "PyNumber_Multiply": "_PyLong_Multiply"}


def through_c_api(t, symbol, left, right, power):
    """Any operands: the C-API's function on objects."""
    looking = left in INTS and right in INTS and symbol.replace("InPlace", "")[len("PyNumber_"):] in LOOKING
    long = looking and takes_long(t, symbol)
    if looking:
        nothing_pending(t)
    if left is int and right is int and not long:
        symbol = OF_INTS.get(symbol.replace("InPlace", ""), symbol)
        if symbol in OF_LONG_AND_NUMBER and on_long_and_number(t, symbol):
            return
    quiet = not long and left in QUIET and right in QUIET and symbol != "PyNumber_Remainder" and symbol != "PyNumber_InPlaceRemainder"
    for n, kind in ((0, right), (1, left)):
        if quiet:
            t.guard_type(t.peek(n).op, kind)
    limit = exponent_stays_short(t) if power and looking and quiet else LONG
    y, x = t.borrow(t.peek(0)), t.borrow(t.peek(1))
    if not quiet:
        t.before_code()
    extra = (t.object_constant(None),) if power else ()
    if looking and quiet:
        stays_short(t, t.peek(1), x, (x, y), limit)
        stays_short(t, t.peek(0), y, (x, y))
        out = without_signals(t, lambda: t.call(M.call_object, symbol, x, y, *extra))
    else:
        out = t.call(M.call_object, symbol, x, y, *extra, runs_code=not quiet)
    t.unborrow(y)
    t.unborrow(x)
    t.pop_drop(2)
    if symbol in OF_INTS.values():
        out.type = id(int)
    t.check(out, 2, 1)
    t.push(out)


# Of those, what takes a 64-bit number on the right; in place of an int that only the trace has; whether the operands may change
# places.
OF_LONG_AND_NUMBER = {
    "_PyLong_Add": ("long_add", "long_add_in_place", True),
    "_PyLong_Subtract": ("long_subtract", "long_subtract_in_place", False),
    "_PyLong_Multiply": ("long_multiply", None, True)}
WIDE = 1 << 60   # an int in memory that comes near 64 bits may soon have more


def on_long_and_number(t, symbol):
    """An int beyond 64 bits (or about to be) and one that fits: the latter needs no box."""
    on_number, in_place, either_way = OF_LONG_AND_NUMBER[symbol]
    if is_number(t, 0):
        number, long = t.peek(0), t.peek(1)
    elif either_way and is_number(t, 1):
        number, long = t.peek(1), t.peek(0)
    else:
        return False
    t.guard_type(long.op, int)
    y = t.as_int(number.op)
    if in_place and long.mode in (OWNED, MEMORY) and long.op.kind is OBJ:
        x = t.own(long)
        out = t.emit(getattr(M, in_place), x, y)
        long.mode = FIXED   # its reference is gone
    elif isinstance(number.op, Const):
        return False
    else:
        x = t.borrow(long)
        if symbol == "_PyLong_Multiply":
            stays_short(t, long, x, (x,))
            out = without_signals(t, lambda: t.emit(M.long_multiply, x, y))
        else:
            out = t.emit(getattr(M, on_number), x, y)
        t.unborrow(x)
    t.pop_drop(2)
    out.type = id(int)
    t.check(out, 2, 1)
    t.push(out)
    return True


def is_number(t, n):
    """Is the int n entries below the top one of 64 bits, as far as one can tell?"""
    return t.peek(n).op.kind is I64 or abs(t.live(n)) < WIDE


@bytecode("UNARY_NEGATIVE")
def unary_negative(t, arg):
    kind = t.type_of()
    value = t.live()
    if kind in INTS and -BITS64 < value < BITS64:
        out = t.guard(M.int_neg, integer(t, t.peek().op, kind))
    elif kind is float:
        out = t.emit(M.float_neg, t.as_float(t.peek().op))
    elif kind is complex:
        complexes.negative(t)
        return
    else:
        unary(t, "PyNumber_Negative", kind)
        return
    t.pop_drop()
    t.push(out)


@bytecode("UNARY_INVERT")
def unary_invert(t, arg):
    kind = t.type_of()
    value = t.live()
    if kind is int and -BITS64 <= value < BITS64:
        out = t.emit(M.int_invert, t.as_int(t.peek().op))
        t.pop_drop()
        t.push(out)
    else:
        unary(t, "PyNumber_Invert", kind)


@bytecode("UNARY_NOT")
def unary_not(t, arg):
    """On an exact bool: the compiler has put TO_BOOL before it."""
    out = t.emit(M.bool_not, t.as_bool(t.peek().op))
    t.pop_drop()
    t.push(out)


def unary(t, symbol, kind):
    """Any operand: the C-API's function."""
    quiet = kind in (int, float, complex)
    if quiet:
        t.guard_type(t.peek().op, kind)
    x = t.borrow(t.peek())
    if not quiet:
        t.before_code()
    out = t.call(M.call_object, symbol, x, runs_code=not quiet)
    t.unborrow(x)
    t.pop_drop()
    t.check(out, 1, 0)
    t.push(out)
