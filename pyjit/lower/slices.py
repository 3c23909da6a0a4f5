"""Slices of two bounds: x[a:b] and x[a:b] = y."""
from pyjit.lower.arithmetic import integer
from pyjit.lower.registry import bytecode
from pyjit.lower.tracer import M

# Exact types whose slices one C function makes of (object, start, stop), 0 <= start, any stop >= 0; and where their length is.
CUT = {
    list: ("PyList_GetSlice", "PyVarObject.ob_size", "list size"),
    tuple: ("PyTuple_GetSlice", "PyVarObject.ob_size", "tuple"),
    str: ("PyUnicode_Substring", "PyASCIIObject.length", "str"),
}
END = (1 << 63) - 1


@bytecode("BINARY_SLICE")
def binary_slice(t, arg):
    """The stack holds container, start, stop."""
    kind = t.type_of(2)
    if kind not in CUT or not all(t.type_of(n) in (int, type(None)) for n in (0, 1)):
        any_slice(t, kind)
        return
    symbol, field, region = CUT[kind]
    container = t.peek(2).op
    t.guard_type(container, kind)
    length = t.emit(M.load_int, container, t.host.offset(field), region=region)
    start, stop = bound(t, 1, length, 0), bound(t, 0, length, END)
    if start is None or stop is None:
        any_slice(t, kind)
        return
    out = t.call(M.call_object, symbol, container, start, stop)
    out.type = id(kind)
    t.pop_drop(3)
    t.check(out, 3, 2)
    t.push(out)


def bound(t, n, length, absent):
    """A bound as a number that is not negative; None if it lies before the start from the end (which is cut off to 0)."""
    op, live = t.peek(n).op, t.live(n)
    if live is None:
        t.guard_type(op, type(None))
        return t.integer(absent)
    if not -1 << 63 < live < 1 << 63 or live < -len(t.live(2)):
        return None
    number = integer(t, op, int)
    if live < 0:
        t.guard(M.guard_int_lt, number, t.integer(0))
        number = t.guard(M.int_add, length, number)
    t.guard(M.guard_int_ge, number, t.integer(0))
    return number


def slice_object(t):
    """slice(start, stop) of the two topmost entries, which stay."""
    stop, start = t.borrow(t.peek(0)), t.borrow(t.peek(1))
    made = t.call(M.call_object, "PySlice_New", start, stop, t.word(0))
    t.guard(M.guard_set, made)
    t.unborrow(stop)
    t.unborrow(start)
    return made


def any_slice(t, kind):
    """Any container and bounds: the C-API, with a slice object."""
    container = t.borrow(t.peek(2))
    t.before_code()
    cut = slice_object(t)
    out = t.call(M.call_object, "PyObject_GetItem", container, cut, runs_code=True)
    t.unborrow(container)
    t.release_quietly(cut)
    t.pop_drop(3)
    t.check(out, 3, 2)
    t.push(out)


@bytecode("STORE_SLICE")
def store_slice(t, arg):
    """The stack holds value, container, start, stop."""
    container, value = t.borrow(t.peek(2)), t.borrow(t.peek(3))
    t.before_code()
    cut = slice_object(t)
    status = t.emit(M.sign_extend, t.call(M.call_word, "PyObject_SetItem", container, cut, value, runs_code=True))
    t.unborrow(container)
    t.unborrow(value)
    t.release_quietly(cut)
    t.pop_drop(4)
    t.check(status, 4, 2)
