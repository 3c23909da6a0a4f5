"""Calls of builtin functions and classes that are lowered in a way of their own: len(), abs(), isinstance(), int()...

Each function here gets the Call and tells whether it has done it; guards come first, then `call.result`."""
import operator
from math import hypot, isfinite
from types import BuiltinFunctionType, GetSetDescriptorType

from pyjit.host.types import lookup
from pyjit.lower.attributes.accessors import behind, follow
from pyjit.lower.attributes.classes import guard_class, guard_version, is_steady, reads_plainly
from pyjit.lower.calls.constructors import construct, new_tuple
from pyjit.lower.calls.dispatch import calls_of
from pyjit.lower.calls.methods_called import call_method, through_function
from pyjit.lower.calls.quiet_classes import QUIET_CLASSES, WALKED
from pyjit.lower.containers.sizes import SIZES, counterpart, load_size
from pyjit.lower.containers.slice_objects import call_slice
from pyjit.lower.identity import is_sole
from pyjit.lower.iteration.ranges import call_range
from pyjit.lower.numbers import complexes, mathematics
from pyjit.lower.numbers.arithmetic import INTS, NUMBERS
from pyjit.lower.operators.answers import guard_size
from pyjit.lower.tracer import BITS64
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, RESULT, Const

NAMES = (int, bool, float, complex, str, bytes, type(None))   # what such an object is asked, its type answers without running code


@calls_of(BuiltinFunctionType)
def call_builtin(call):
    """A builtin function, or a builtin method with its self in it."""
    lower = FUNCTIONS.get(call.live) or mathematics.lowering(call)
    if lower is not None and not call.names:
        return lower(call)
    return call_method(call)


@calls_of(type)
def call_class(call):
    """A builtin class whose instances are made or found directly, or one with an __init__ in Python."""
    lower = CLASSES.get(id(call.live))
    return construct(call) if lower is None else not call.names and lower(call)


class Sized:
    """A class with a __len__ in Python: the slots of others like it hold the same function."""

    def __len__(self):
        return 0


def size_is_asked(call):
    """Follow the __len__ of the argument's class, if it has one in Python. (PyObject_Size, Objects/abstract.c)"""
    t, cls = call.t, call.kind(0)

    def guards():
        call.guard_callee()
        guard_class(t, call.args[0].op, cls)
    function = behind(t, cls, "sq_length", "__len__", Sized)
    return follow(t, function, call.args, RESULT, guards, call.operands, call.raiser, harmless=True, answers=guard_size)


def length(call):
    """len() of an exact builtin container, or of an object whose class has a __len__ in Python."""
    if len(call.args) != 1:
        return False
    if counterpart(call.t, call.kind(0)) not in SIZES:
        return size_is_asked(call)
    t, op = call.t, call.args[0].op
    call.guard_callee()
    call.guard_kind(0)
    call.result(load_size(t, op, call.kind(0)))
    return True


# -- numbers -------------------------------------------------------------------------------------------------------------------


def complex_number(call):
    """complex() of one double, or of two. (complex_new_impl, Objects/complexobject.c)"""
    count = len(call.args)
    if count not in (1, 2) or not mathematics.are_doubles(call, count):
        return False
    real, imag = [call.double(n) for n in range(count)] + [call.t.constant(0.0)] * (2 - count)
    call.guard_callee()
    call.result(complexes.new(call.t, real, imag))
    return True


def complex_size(call):
    """abs(z); None unless it is finite: the interpreter tells an overflow from infinite parts. (_Py_c_abs)"""
    t, value = call.t, call.argument(0)
    if not isfinite(value.real) or not isfinite(value.imag) or not isfinite(hypot(value.real, value.imag)):
        return None
    size = t.emit(M.float_hypot, *complexes.parts(t, call.args[0], complex))
    mathematics.guard_finite(t, size)
    return size


def absolute(call):
    if len(call.args) != 1 or call.kind(0) not in (*NUMBERS, complex):
        return False
    if call.kind(0) is complex:
        out = complex_size(call)
        if out is None:
            return False
    elif call.kind(0) is float:
        out = call.t.emit(M.float_abs, call.double(0))
    elif call.kind(0) is int and call.argument(0) >= 0 and call.is_word(0):
        call.t.guard(M.guard_int_ge, call.word(0), call.t.integer(0), why="the argument of {here} is negative")
        return the_argument(call, 0)
    elif -BITS64 < call.argument(0) < BITS64:
        out = call.t.guard(M.int_abs, call.word(0))
    else:
        return False
    call.guard_callee()
    call.result(out)
    return True


def the_argument(call, n):
    """The result is one of the arguments: the same object."""
    call.guard_callee()
    call.pass_on(call.args[n])
    return True


def has_no_object(call, n):
    """Can nobody tell by which object the argument is passed on?"""
    op, constant = call.args[n].op, call.t.host.constant
    small = range(-constant("_PY_NSMALLNEGINTS"), constant("_PY_NSMALLPOSINTS"))   # the interpreter has one object of each
    return is_sole(call.t, call.args[n]) or isinstance(op, Const) and type(op.object) is int and op.object in small


def extreme(name, better):
    """min() or max() of numbers that are all ints or all floats: without a branch, if the result may be an object of its own.
    better: does the first one take the place of the second?"""
    def lower(call):
        count = len(call.args)
        kinds = set(call.kinds())
        if not 2 <= count <= 8 or kinds not in ({int}, {float}) or kinds == {int} and not all(map(call.is_word, range(count))):
            return False
        form, take = ("int_", call.word) if kinds == {int} else ("float_", call.double)
        numbers = [take(n) for n in range(count)]
        if not all(has_no_object(call, n) for n in range(count)):
            return the_argument(call, place_of_best(call, getattr(M, form + better.__name__), numbers, better))
        call.guard_callee()
        best = numbers[0]
        for number in numbers[1:]:
            best = call.t.emit(getattr(M, form + name), best, number)
        call.result(best)
        return True
    return lower


def place_of_best(call, micro, numbers, better):
    """Which of the arguments is the best one, after guards on each comparison. (min_max, Python/bltinmodule.c)"""
    t, best = call.t, 0
    for n in range(1, len(numbers)):
        replaces = better(call.argument(n), call.argument(best))
        t.guard(M.guard_true if replaces else M.guard_false, t.emit(micro, numbers[n], numbers[best]),
                why="another argument of {here} is the result")
        best = n if replaces else best
    return best


def whole(call):
    """int() of a number or a str."""
    if len(call.args) != 1:
        return False
    t, kind = call.t, call.kind(0)
    if kind is int:
        call.guard_kind(0)
        return the_argument(call, 0)
    if kind is bool:
        out = call.word(0)
    elif kind is float and -2.0 ** 62 < call.argument(0) < 2.0 ** 62:
        out = t.guard(M.float_to_int, call.double(0))
    elif kind in (float, str, bytes):
        call.guard_callee()
        call.guard_kind(0)
        call.through("PyNumber_Long", lambda ops: ops, False, int)
        return True
    else:
        return False
    call.guard_callee()
    call.result(out)
    return True


def floating(call):
    """float() of a number or a str."""
    if len(call.args) != 1:
        return False
    kind = call.kind(0)
    if kind is float:
        call.guard_kind(0)
        return the_argument(call, 0)
    if kind in INTS and call.is_word(0):
        out = call.double(0)
        call.guard_callee()
        call.result(out)
        return True
    if kind is not str:
        return False
    call.guard_callee()
    call.guard_kind(0)
    call.through("PyFloat_FromString", lambda ops: ops, False, float)
    return True


def truth(call):
    """bool() of what needs no code to tell."""
    if len(call.args) != 1:
        return False
    t, kind, op = call.t, call.kind(0), call.args[0].op
    if kind is bool:
        out = t.as_bool(op)
    elif kind is int and call.is_word(0):
        out = t.emit(M.int_ne, call.word(0), t.integer(0))
    elif kind is float:
        out = t.emit(M.float_ne, call.double(0), t.constant(0.0))
    elif kind is type(None):
        t.guard(M.guard_is, op, id(None))
        out = t.constant(False)
    elif kind in SIZES:
        call.guard_kind(0)
        out = t.emit(M.int_ne, load_size(t, op, kind), t.integer(0))
    else:
        return False
    call.guard_callee()
    call.result(out)
    return True


def text(call):
    """str() of a str, an int or a float."""
    if len(call.args) != 1 or call.kind(0) not in (str, int, float, bool, type(None)):
        return False
    call.guard_callee()
    if call.kind(0) is int and call.is_word(0) and call.t.host.knows_texts():
        t, out = call.t, call.t.emit(M.int_text, call.word(0))
        out.type = id(str)
        call.done()
        t.check(out, call.operands, call.raiser)
        t.push(out)
        return True
    call.guard_kind(0)
    call.through("PyObject_Str", lambda ops: ops, False, str)
    return True


def quiet(*kinds, count=1, result=None):
    """A function that runs no code when it is asked with objects of these exact types: called directly."""
    def lower(call):
        if not 1 <= len(call.args) <= count or any(kind not in kinds for kind in call.kinds()):
            return False
        return through_function(call, result)
    return lower


# -- types ---------------------------------------------------------------------------------------------------------------------


def kind_of(call):
    """type(x): the type seen."""
    if len(call.args) != 1:
        return False
    kind = call.kind(0)
    call.guard_callee()
    call.guard_kind(0)
    call.result(call.t.object_constant(kind), FIXED)
    return True


def is_instance(call):
    """isinstance(x, C): a constant for x's type, as long as its bases stay. (object_isinstance, Objects/abstract.c)"""
    if len(call.args) != 2:
        return False
    t, kind, classes = call.t, call.kind(0), named_classes(call)
    if classes is None or not is_steady(t, kind) or not (issubclass(kind, classes[0]) or shows_its_class(t, kind)):
        return False
    call.guard_callee()
    guard_class(t, call.args[0].op, kind)
    call.result(t.constant(any(issubclass(kind, known) for known in classes)))
    return True


def is_subclass(call):
    """issubclass(D, C) of classes that are constants of the trace."""
    if len(call.args) != 2 or not isinstance(call.args[0].op, Const) or type(call.argument(0)) is not type:
        return False
    t, live, classes = call.t, call.argument(0), named_classes(call)
    if classes is None or not is_steady(t, live):
        return False
    call.guard_callee()
    guard_version(t, live)
    call.result(t.constant(any(issubclass(live, known) for known in classes)))
    return True


def named_classes(call):
    """The classes of which isinstance() is asked, made sure of; None if they have a say in the answer."""
    t, ref, asked = call.t, call.args[1], call.argument(1)
    if type(asked) is type:
        if not isinstance(ref.op, Const):
            t.object_constant(asked)
            t.guard(M.guard_is, ref.op, id(asked))
        return (asked,)
    if type(asked) is not tuple or not 0 < len(asked) <= 8 or any(type(known) is not type for known in asked):
        return None
    if isinstance(ref.op, Const):
        return asked
    t.guard_type(ref.op, tuple)
    t.guard(M.guard_int_eq, load_size(t, ref.op, tuple), t.integer(len(asked)))
    for i, known in enumerate(asked):
        t.object_constant(known)
        item = t.emit(M.load_object, ref.op, t.host.offset("PyTupleObject.ob_item") + 8 * i, region="tuple")
        t.guard(M.guard_is, item, id(known))
    return asked


def shows_its_class(t, kind):
    """Is x.__class__ the type of x?"""
    return reads_plainly(t, kind) and type(lookup(kind, "__class__")) is GetSetDescriptorType


# -- characters ----------------------------------------------------------------------------------------------------------------


def code_point(call):
    """ord() of a str of one character."""
    if call.kinds() != (str,) or len(call.argument(0)) != 1:
        return False
    t, op = call.t, call.args[0].op
    call.guard_callee()
    call.guard_kind(0)
    t.guard(M.guard_int_eq, load_size(t, op, str), t.integer(1), why="{here}: the string is not of one character")
    out = t.emit(M.sign_extend, t.call(M.call_word, "PyUnicode_ReadChar", op, t.word(0)))
    call.result(out)
    return True


def character(call):
    """chr() of a code point."""
    if len(call.args) != 1 or call.kind(0) not in INTS or not 0 <= call.argument(0) < 0x110000:
        return False
    t, x = call.t, call.word(0)
    call.guard_callee()
    t.guard(M.guard_below, x, t.integer(0x110000), why="{here}: the number is that of no character")
    out = t.call(M.call_object, "PyUnicode_FromOrdinal", x)
    out.type = id(str)
    call.done()
    t.check(out, call.operands, call.raiser)
    t.push(out)
    return True


FUNCTIONS = {
    tuple.__new__: new_tuple, len: length, abs: absolute, min: extreme("min", operator.lt), max: extreme("max", operator.gt),
    isinstance: is_instance, issubclass: is_subclass, ord: code_point, chr: character,
    round: quiet(*NUMBERS, count=2), divmod: quiet(*NUMBERS, count=2, result=tuple), hash: quiet(*NAMES, result=int),
    repr: quiet(*NAMES, result=str), hex: quiet(*INTS, result=str), oct: quiet(*INTS, result=str), bin: quiet(*INTS, result=str),
    ascii: quiet(*NAMES, result=str), iter: quiet(*WALKED)}
CLASSES = {
    id(kind): lower for kind, lower in (
        (range, call_range), (int, whole), (float, floating), (bool, truth), (str, text), (type, kind_of), (complex, complex_number),
        (slice, call_slice), *QUIET_CLASSES.items())}
