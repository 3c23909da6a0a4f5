"""The root's own frame: its locals, its stack, its instruction pointer."""
from .define import BOOL, F64, I64, IMM32, IMM64, OBJ, PTR, Op, micro_op
from .objects import (
    compare_digit, compare_digit_aarch64, one_digit, one_digit_aarch64, put_digit, put_digit_aarch64, release_aarch64, release_leaf,
    replace_leaf, replace_leaf_aarch64)

FRAME = ("the frame",)


@micro_op(disp=IMM32, out=OBJ, reads=FRAME)
class load_frame(Op):
    """A word of the frame: what a local or stack slot holds (borrowed; NULL when unbound), or a fixed field."""

    def x86_64(a, out, disp):  # out = [frame + disp]
        a.MOV(out, a.qword(a.frame, disp))

    def aarch64(a, out, disp):
        a.LDR(out, a.address(a.frame, disp))


@micro_op(disp=IMM32, x=PTR, writes=FRAME)
class store_frame(Op):
    """Put a word into the frame; a reference comes with it."""

    def x86_64(a, disp, x):  # [frame + disp] = x
        a.MOV(a.qword(a.frame, disp), x)

    def aarch64(a, disp, x):
        a.STR(x, a.address(a.frame, disp))


@micro_op(disp=IMM32, value=IMM64, writes=FRAME)
class store_frame_const(Op):
    """Put a constant word into the frame: NULL, the instruction pointer."""

    def x86_64(a, disp, value):  # [frame + disp] = value
        a.MOV(a.s0, value)
        a.MOV(a.qword(a.frame, disp), a.s0)

    def aarch64(a, disp, value):
        a.MOV(a.s0, value)
        a.STR(a.s0, a.address(a.frame, disp))


@micro_op(result=PTR, slot=IMM32, depth=IMM32, entries=IMM32, position=IMM32, place=IMM64, kept=IMM32, writes=FRAME)
class store_result(Op):
    """The function's result: into a slot of the stack, which has so many `entries` then (of the word at `depth`), where the interpreter
    returns it (at `place`, its word is at `position`); and into the machine frame."""

    def x86_64(a, result, slot, depth, entries, position, place, kept):
        a.MOV(a.qword(a.frame, slot), result)
        a.MOV(a.qword(a.sp, kept), result)
        a.MOV(a.dword(a.frame, depth), entries)
        a.MOV(a.s0, place)
        a.MOV(a.qword(a.frame, position), a.s0)

    def aarch64(a, result, slot, depth, entries, position, place, kept):
        a.STR(result, a.address(a.frame, slot))
        a.STR(result, a.address(a.sp, kept))
        a.MOV(a.d(a.s0), entries)
        a.STR(a.d(a.s0), a.address(a.frame, depth))
        a.MOV(a.s0, place)
        a.STR(a.s0, a.address(a.frame, position))


@micro_op(disp=IMM32, writes=FRAME)
class drop_frame(Op):
    """Release what a slot of the frame holds (a leaf, or NULL) and leave NULL."""

    def x86_64(a, disp):
        done = a.label()
        a.MOV(a.s1, a.qword(a.frame, disp))
        a.MOV(a.qword(a.frame, disp), 0)
        a.TEST(a.s1, a.s1)
        a.JE(done)
        release_leaf(a, a.s1, done)
        a.bind(done)

    def aarch64(a, disp):
        done = a.label()
        a.LDR(a.s1, a.address(a.frame, disp))
        a.STR(a.zero, a.address(a.frame, disp))
        a.CBZ(a.s1, done)
        release_aarch64(a, a.s1, done)
        a.bind(done)


def reusable_aarch64(a, disp, type, fresh):
    """The box of this type that the slot alone holds, into s0; to `fresh` if there is none."""
    a.LDR(a.s0, a.address(a.frame, disp))
    a.CBZ(a.s0, fresh)
    a.LDR(a.s1, a.address(a.s0, a.field("PyObject.ob_type")))
    a.CMP(a.s1, type)
    a.B("NE", fresh)
    a.LDR(a.s1, a.address(a.s0, a.field("PyObject.ob_refcnt")))
    a.CMP(a.s1, 1)
    a.B("NE", fresh)


def flush_int_box(a, disp, x, type, routine):
    """An int into a slot of the frame, which holds a leaf or NULL: in place if the box there is nobody else's, or the routine's."""
    fresh, done = a.label(), a.label()
    one_digit(a, x, fresh)
    a.MOV(a.s0, a.qword(a.frame, disp))
    a.TEST(a.s0, a.s0)
    a.JE(fresh)
    a.MOV(a.s1, type)
    a.CMP(a.qword(a.s0, a.field("PyObject.ob_type")), a.s1)
    a.JNE(fresh)
    a.CMP(a.qword(a.s0, a.field("PyObject.ob_refcnt")), 1)
    a.JNE(fresh)
    put_digit(a, x)
    a.JMP(done)
    a.bind(fresh)
    a.MOV(a.s1, a.qword(a.frame, disp))
    a.MOV(a.s2, x)
    a.call(routine)
    replace_leaf(a, a.qword(a.frame, disp))
    a.bind(done)


def flush_int_box_aarch64(a, disp, x, type, routine):
    """flush_int_box in aarch64's instructions."""
    fresh, done = a.label(), a.label()
    one_digit_aarch64(a, x, fresh)
    reusable_aarch64(a, disp, type, fresh)
    put_digit_aarch64(a, x)
    a.B(done)
    a.bind(fresh)
    a.LDR(a.s1, a.address(a.frame, disp))
    a.MOV(a.s2, x)
    a.call(routine)
    replace_leaf_aarch64(a, a.address(a.frame, disp))
    a.bind(done)


@micro_op(disp=IMM32, x=I64, type=IMM64, writes=FRAME)
class flush_int(Op):
    """Bring a slot of the frame, which holds a leaf or NULL, up to date with an int that may have its box there: that stays, if it is
    this number and somebody else has it, too."""

    def x86_64(a, disp, x, type):
        flush_int_box(a, disp, x, type, "routine:same_int")

    def aarch64(a, disp, x, type):
        flush_int_box_aarch64(a, disp, x, type, "routine:same_int")


@micro_op(disp=IMM32, x=I64, type=IMM64, writes=FRAME)
class flush_new_int(Op):
    """Bring a slot of the frame, which holds a leaf or NULL, up to date with an int that has no box yet."""

    def x86_64(a, disp, x, type):
        flush_int_box(a, disp, x, type, "routine:new_int")

    def aarch64(a, disp, x, type):
        flush_int_box_aarch64(a, disp, x, type, "routine:new_int")


def flush_float_box(a, disp, x, type, routine):
    """A float into a slot of the frame, like an int."""
    fresh, done = a.label(), a.label()
    a.MOV(a.s0, a.qword(a.frame, disp))
    a.TEST(a.s0, a.s0)
    a.JE(fresh)
    a.MOV(a.s1, type)
    a.CMP(a.qword(a.s0, a.field("PyObject.ob_type")), a.s1)
    a.JNE(fresh)
    a.CMP(a.qword(a.s0, a.field("PyObject.ob_refcnt")), 1)
    a.JNE(fresh)
    a.MOVSD(a.qword(a.s0, a.field("PyFloatObject.ob_fval")), x)
    a.JMP(done)
    a.bind(fresh)
    a.MOV(a.s1, a.qword(a.frame, disp))
    a.MOVAPS(a.x0, x)
    a.call(routine)
    replace_leaf(a, a.qword(a.frame, disp))
    a.bind(done)


def flush_float_box_aarch64(a, disp, x, type, routine):
    """flush_float_box in aarch64's instructions."""
    fresh, done = a.label(), a.label()
    reusable_aarch64(a, disp, type, fresh)
    a.STR(x, a.address(a.s0, a.field("PyFloatObject.ob_fval")))
    a.B(done)
    a.bind(fresh)
    a.LDR(a.s1, a.address(a.frame, disp))
    a.FMOV(a.x0, x)
    a.call(routine)
    replace_leaf_aarch64(a, a.address(a.frame, disp))
    a.bind(done)


@micro_op(disp=IMM32, x=F64, type=IMM64, writes=FRAME)
class flush_float(Op):
    """Bring a slot of the frame up to date with a float that may have its box there, like an int."""

    def x86_64(a, disp, x, type):
        flush_float_box(a, disp, x, type, "routine:same_float")

    def aarch64(a, disp, x, type):
        flush_float_box_aarch64(a, disp, x, type, "routine:same_float")


@micro_op(disp=IMM32, x=F64, type=IMM64, writes=FRAME)
class flush_new_float(Op):
    """Bring a slot of the frame up to date with a float that has no box yet, like an int."""

    def x86_64(a, disp, x, type):
        flush_float_box(a, disp, x, type, "routine:new_float")

    def aarch64(a, disp, x, type):
        flush_float_box_aarch64(a, disp, x, type, "routine:new_float")


@micro_op(disp=IMM32, x=F64, writes=FRAME)
class flush_new_nan(Op):
    """If a double that has no box yet is a nan, a slot of the frame gets its box. (Any other float is known by its bits.)"""

    def x86_64(a, disp, x):
        done = a.label()
        a.UCOMISD(x, x)
        a.JNP(done)
        a.MOVAPS(a.x0, x)
        a.call("routine:new_float")
        replace_leaf(a, a.qword(a.frame, disp))
        a.bind(done)

    def aarch64(a, disp, x):
        done = a.label()
        a.FCMP(x, x)
        a.B("VC", done)
        a.FMOV(a.x0, x)
        a.call("routine:new_float")
        replace_leaf_aarch64(a, a.address(a.frame, disp))
        a.bind(done)


def load_box(a, disp, type, otherwise):
    """The box of this type that a slot of the frame holds, into s1; to `otherwise` if there is none."""
    a.MOV(a.s1, a.qword(a.frame, disp))
    only_of_type(a, a.s1, type, otherwise)


def only_of_type(a, x, type, otherwise):
    """Go to `otherwise` unless x is an object of exactly this type; it may be NULL."""
    a.TEST(x, x)
    a.JE(otherwise)
    a.MOV(a.s0, type)
    a.CMP(a.qword(x, a.field("PyObject.ob_type")), a.s0)
    a.JNE(otherwise)


def load_box_aarch64(a, disp, type, otherwise):
    """load_box in aarch64's instructions."""
    a.LDR(a.s1, a.address(a.frame, disp))
    only_of_type_aarch64(a, a.s1, type, otherwise)


def only_of_type_aarch64(a, x, type, otherwise):
    """only_of_type in aarch64's instructions."""
    a.CBZ(x, otherwise)
    a.LDR(a.s0, a.address(x, a.field("PyObject.ob_type")))
    a.CMP(a.s0, type)
    a.B("NE", otherwise)


@micro_op(disp=IMM32, other=IMM32, x=I64, type=IMM64, writes=FRAME)
class share_int(Op):
    """If a slot of the frame holds the box of an int, another slot, which holds a leaf or NULL, gets it, too. (What differs in the
    lowest digit is told at once.)"""

    def x86_64(a, disp, other, x, type):
        done = a.label()
        load_box(a, disp, type, done)
        compare_digit(a, a.s1, x)
        a.JNE(done)
        a.MOV(a.s2, x)
        a.call("routine:same_int")
        replace_leaf(a, a.qword(a.frame, other))
        a.bind(done)

    def aarch64(a, disp, other, x, type):
        done = a.label()
        load_box_aarch64(a, disp, type, done)
        compare_digit_aarch64(a, a.s1, x)
        a.B("NE", done)
        a.MOV(a.s2, x)
        a.call("routine:same_int")
        replace_leaf_aarch64(a, a.address(a.frame, other))
        a.bind(done)


@micro_op(disp=IMM32, other=IMM32, x=F64, type=IMM64, writes=FRAME)
class share_float(Op):
    """If a slot of the frame holds the box of a float, another slot, which holds a leaf or NULL, gets it, too."""

    def x86_64(a, disp, other, x, type):
        done = a.label()
        load_box(a, disp, type, done)
        a.MOVQ(a.s0, x)
        a.CMP(a.qword(a.s1, a.field("PyFloatObject.ob_fval")), a.s0)
        a.JNE(done)
        a.MOVAPS(a.x0, x)
        a.call("routine:same_float")
        replace_leaf(a, a.qword(a.frame, other))
        a.bind(done)

    def aarch64(a, disp, other, x, type):
        done = a.label()
        load_box_aarch64(a, disp, type, done)
        a.FMOV(a.s0, x)
        a.LDR(a.s2, a.address(a.s1, a.field("PyFloatObject.ob_fval")))
        a.CMP(a.s0, a.s2)
        a.B("NE", done)
        a.FMOV(a.x0, x)
        a.call("routine:same_float")
        replace_leaf_aarch64(a, a.address(a.frame, other))
        a.bind(done)


@micro_op(disp=IMM32, x=BOOL, false=IMM64, true=IMM64, writes=FRAME)
class flush_bool(Op):
    """Bring a slot of the frame, which holds a leaf or NULL, up to date with a bool."""

    def x86_64(a, disp, x, false, true):
        a.MOV(a.s0, false)
        a.MOV(a.s1, true)
        a.TEST(a.d(x), a.d(x))
        a.CMOVNE(a.s0, a.s1)
        replace_leaf(a, a.qword(a.frame, disp))

    def aarch64(a, disp, x, false, true):
        a.MOV(a.s0, false)
        a.MOV(a.s1, true)
        a.CMP(a.d(x), 0)
        a.CSEL(a.s0, a.s1, a.s0, "NE")
        replace_leaf_aarch64(a, a.address(a.frame, disp))


@micro_op(disp=IMM32, writes=("the books",))
class count_pass(Op):
    """One more pass of a loop, in a word of the machine frame."""

    def x86_64(a, disp):  # (processors forward what is stored above the stack pointer fastest)
        a.ADD(a.qword(a.sp, disp), 1)

    def aarch64(a, disp):
        a.LDR(a.s0, a.address(a.sp, disp))
        a.ADD(a.s0, a.s0, 1)
        a.STR(a.s0, a.address(a.sp, disp))
