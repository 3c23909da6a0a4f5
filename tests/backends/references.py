"""What ops mean beyond their own `meaning`: ops that work on the state of the machine, the thread and the frames, ops that
call a routine, and ops whose operands are promised to be of a certain kind. `m` is the Memory of operands.py."""
from operands import Impossible, as_word

import pyjit.patterns.families  # noqa: F401  registers the micro-ops
from pyjit.patterns.define import F64, MICRO_OPS, PTR, Exit

REFCOUNT, TYPE = "PyObject.ob_refcnt", "PyObject.ob_type"
TAG, DIGIT, FLOAT = "PyLongObject.long_value.lv_tag", "PyLongObject.long_value.ob_digit", "PyFloatObject.ob_fval"
IMMORTAL = 0x80000000           # the bit of a reference count that says so
FEW = 50                        # as often a loop may go round in an emulator
ONE_DIGIT = range(257, 1 << 30)  # the ints of one digit that are not the interpreter's own small ones


def reference(op):
    """What the op means: by this module, or by itself; None for what no test runs alone."""
    return REFERENCES.get(op.name) or op.meaning


# Promises

def unbox_int(m, x):
    digits = [m.load(x + m.field(DIGIT) + 4 * index, 4) for index in range(3)]
    if max(digits) >= 1 << 30:
        raise Impossible
    return MICRO_OPS["unbox_int"].meaning(m, x)


def guard_shared(m, x):
    if m.load(x + m.field(REFCOUNT), 8) >= 1 << 63:
        raise Impossible
    MICRO_OPS["guard_shared"].meaning(m, x)


def guard_null_or_shared(m, x):
    if x and m.load(x + m.field(REFCOUNT), 8) >= 1 << 63:
        raise Impossible
    MICRO_OPS["guard_null_or_shared"].meaning(m, x)


def guard_u8(m, base, disp, value):
    if not 0 <= value <= 255:
        raise Impossible
    MICRO_OPS["guard_u8"].meaning(m, base, disp, value)


def slice_bound(x, length, low):
    if length < 0 or low not in (0, -1):
        raise Impossible
    return MICRO_OPS["slice_bound"].meaning(x, length, low)


def copy_backwards(m, to, items, start, count):
    if count > FEW:
        raise Impossible
    MICRO_OPS["copy_backwards"].meaning(m, to, items, start, count)


def exchange_items(m, items, others, count):
    if count > FEW:
        raise Impossible
    MICRO_OPS["exchange_items"].meaning(m, items, others, count)


def reverse_items(m, items, count):
    if count > FEW:
        raise Impossible
    MICRO_OPS["reverse_items"].meaning(m, items, count)


# The machine frame, the root's frame, the thread

def spill(m, x, disp):
    m.store(m.sp + disp, 8, x)


def reload(m, disp):
    return m.load(m.sp + disp, 8)


def spill_float(m, x, disp):
    m.store_double(m.sp + disp, x)


def reload_float(m, disp):
    return m.load_double(m.sp + disp)


def argument(m, disp, x):
    m.store(m.sp + disp, 8, x)


def argument_array(m, disp):
    return m.sp + disp


def load_frame(m, disp):
    return m.load(m.frame + disp, 8)


def store_frame(m, disp, x):
    m.store(m.frame + disp, 8, x)


def store_frame_const(m, disp, value):
    m.store(m.frame + disp, 8, value)


def guard_thread_above(m, disp, value):
    if not m.load(m.tstate + disp, 4, True) > value:
        raise Exit


def count_pass(m, disp):
    m.store(m.sp + disp, 8, m.load(m.sp + disp, 8) + 1 & (1 << 64) - 1)


def guard_breaker(m, disp, kept):
    if m.load(m.tstate + disp, 8) != m.load(m.sp + kept, 8):
        raise Exit


def guard_nothing_pending(m, disp, kept):
    if 0 < (m.load(m.tstate + disp, 8) ^ m.load(m.sp + kept, 8)) < 256:
        raise Exit


def guard_breaker_at_times(m, disp, kept, passes):
    later = m.load(m.sp + passes, 8) & 3
    if m.load(m.tstate + disp, 8) != m.load(m.sp + kept, 8) and not later:
        raise Exit


# References and boxes

def release(m, x):
    """One reference less."""
    count = m.load(x + m.field(REFCOUNT), 8)
    if not count & IMMORTAL:
        m.store(x + m.field(REFCOUNT), 8, count - 1)
        if count == 1:
            m.call("routine:free", x)


def decref(m, x):
    release(m, x)


def xdecref(m, x):
    if x:
        release(m, x)


def hash_text(m, x):
    """Let a str know its hash."""
    if m.load(x + m.field("PyASCIIObject.hash"), 8) == (1 << 64) - 1:
        m.call("routine:hash", x)


def drop_frame(m, disp):
    old = m.load(m.frame + disp, 8)
    m.store(m.frame + disp, 8, 0)
    xdecref(m, old)


def replace(m, place, new, drop):
    """Put a new reference into a slot and drop the one that is there."""
    old = m.load(place, 8)
    m.store(place, 8, new)
    drop(m, old)


def is_ours(m, box):
    """Whether nobody else has the box."""
    return m.load(box + m.field(REFCOUNT), 8) == 1


def put_float(m, place, x, reusable=is_ours, drop=release, routine="routine:new_float"):
    box = m.load(place, 8)
    if reusable(m, box):
        m.store_double(box + m.field(FLOAT), x)
    else:
        replace(m, place, m.call(routine, as_word(F64, x)), drop)


def put_int(m, place, x, reusable=is_ours, drop=release, routine="routine:new_int"):
    box = m.load(place, 8)
    if x in ONE_DIGIT and reusable(m, box):
        m.store(box + m.field(TAG), 8, 8)
        m.store(box + m.field(DIGIT), 4, x)
    else:
        replace(m, place, m.call(routine, x), drop)


def put_float_field(m, base, disp, x):
    put_float(m, base + disp, x)


def put_float_at(m, base, index, disp, x):
    put_float(m, base + disp + 8 * index, x)


def put_int_field(m, base, disp, x):
    put_int(m, base + disp, x)


def put_int_at(m, base, index, disp, x):
    put_int(m, base + disp + 8 * index, x)


def is_ours_and_of(type):
    return lambda m, box: box and m.load(box + m.field(TYPE), 8) == as_word(PTR, type) and is_ours(m, box)


def flush_int(m, disp, x, type):
    put_int(m, m.frame + disp, x, is_ours_and_of(type), xdecref, "routine:same_int")


def flush_float(m, disp, x, type):
    put_float(m, m.frame + disp, x, is_ours_and_of(type), xdecref, "routine:same_float")


def flush_new_int(m, disp, x, type):
    put_int(m, m.frame + disp, x, is_ours_and_of(type), xdecref)


def flush_new_float(m, disp, x, type):
    put_float(m, m.frame + disp, x, is_ours_and_of(type), xdecref)


def flush_new_nan(m, disp, x):
    if x != x:
        replace(m, m.frame + disp, m.call("routine:new_float", as_word(F64, x)), xdecref)


def share(m, disp, other, type, is_it, routine, word):
    """Another slot gets what a routine gives for a slot's object, if that may be the box of a number."""
    box = m.load(m.frame + disp, 8)
    if box and m.load(box + m.field(TYPE), 8) == as_word(PTR, type) and is_it(box):
        replace(m, m.frame + other, m.call(routine, word), xdecref)


def share_int(m, disp, other, x, type):
    share(m, disp, other, type, lambda box: m.load(box + m.field(DIGIT), 4) == abs(x) & (1 << 30) - 1, "routine:same_int", x)


def share_float(m, disp, other, x, type):
    share(m, disp, other, type, lambda box: m.load(box + m.field(FLOAT), 8) == as_word(F64, x), "routine:same_float", as_word(F64, x))


def flush_bool(m, disp, x, false, true):
    replace(m, m.frame + disp, true if x else false, xdecref)


# What exits are stitched from; a branch to `target` counts as an exit

def exit_drop(m, slot):
    xdecref(m, m.load(m.inner + slot, 8))


def exit_put_object(m, slot, saved):
    m.store(m.inner + slot, 8, m.load(m.saved + saved, 8))


def exit_put_const(m, slot, value):
    m.store(m.inner + slot, 8, value)
    MICRO_OPS["incref"].meaning(m, as_word(PTR, value))


def exit_put_borrowed(m, slot, saved):
    exit_put_const(m, slot, m.load(m.saved + saved, 8))


def exit_put_int(m, slot, saved):
    m.store(m.inner + slot, 8, m.call("routine:new_int", m.load(m.saved + saved, 8)))


def exit_put_float(m, slot, saved):
    m.store(m.inner + slot, 8, m.call("routine:new_float", m.load(m.saved + saved, 8)))


def exit_replace_int(m, slot, saved):
    replace(m, m.inner + slot, m.call("routine:same_int", m.load(m.saved + saved, 8)), xdecref)


def exit_replace_float(m, slot, saved):
    replace(m, m.inner + slot, m.call("routine:same_float", m.load(m.saved + saved, 8)), xdecref)


def exit_put_bool(m, slot, saved, false, true):
    m.store(m.inner + slot, 8, true if m.load(m.saved + saved, 4) else false)


def exit_put_word(m, slot, value):
    m.store(m.inner + slot, 8, value)


def exit_put_u32(m, slot, value):
    m.store(m.inner + slot, 4, value)


def exit_push_frame(m, size):
    if size % 16:
        raise Impossible
    m.store(m.sp - size + m.field("_PyInterpreterFrame.previous"), 8, m.inner)
    m.move("sp", m.sp - size)
    m.move("inner", m.sp - size)


def exit_close_tuple(m, slot, saved):
    outer = m.load(m.sp, 8)
    m.store(m.saved + saved, 8, m.inner)
    m.store(outer + slot, 8, m.inner)
    m.move("sp", m.sp + 16)
    m.move("inner", outer)


def exit_if_raised(m, kept):
    if m.load(m.saved + kept, 8) == 0:
        raise Exit


def exit_jump():
    raise Exit


REFERENCES = {name: function for name, function in globals().items() if name in MICRO_OPS}
