"""Boxes and references: unboxing ints, floats and bools, reference counts, overwriting a box in place."""
from .define import BOOL, F64, GUARD, I64, IMM32, IMM64, OBJ, PTR, PURE, Exit, Op, micro_op

IMMORTAL = 0xFFFFFFFF  # the low half of the count of an object that is never freed (3.12 on)


@micro_op(x=OBJ, out=I64, effects=GUARD, reads=("int",))
class unbox_int(Op):
    """The value of an exact int; leaves when it does not fit 63 bits and a sign. (PyLong_AsLongLong, Objects/longobject.c)

    lv_tag is 8 * digits + sign (0: positive, 1: zero, 2: negative); a digit has 30 bits."""
    words = "{x} does not fit into 64 bits"
    remedy = "keep numbers short where the program allows that, by a mask or a modulus"

    def meaning(m, x):
        tag = m.load(x + m.field("PyLongObject.long_value.lv_tag"), 8)
        if tag >= 32:
            raise Exit
        digits = [m.load(x + m.field("PyLongObject.long_value.ob_digit") + 4 * i, 4) for i in range(max(tag >> 3, 1))]
        value = sum(d << 30 * i for i, d in enumerate(digits))
        if value >= 1 << 63:
            raise Exit
        return -value if tag & 2 else value

    def x86_64(a, out, x):  # one digit at once; a second and a third are added on the side
        tag, digit = a.field("PyLongObject.long_value.lv_tag"), a.field("PyLongObject.long_value.ob_digit")
        big, sign, positive, end = a.label(), a.label(), a.label(), a.label()
        a.MOV(a.s0, a.qword(x, tag))
        a.MOV(a.d(a.s1), a.dword(x, digit))
        a.CMP(a.s0, 16)
        a.JAE(big)
        a.bind(sign)
        a.TEST(a.b(a.s0), 2)
        a.JE(positive)
        a.NEG(a.s1)
        a.bind(positive)
        a.MOV(out, a.s1)
        a.JMP(end)
        a.bind(big)
        a.CMP(a.s0, 32)
        a.JAE(a.exit)
        a.MOV(a.d(a.s2), a.dword(x, a.field("PyLongObject.long_value.ob_digit", 4)))
        a.SHL(a.s2, 30)
        a.OR(a.s1, a.s2)
        a.CMP(a.s0, 24)
        a.JB(sign)
        a.MOV(a.d(a.s2), a.dword(x, a.field("PyLongObject.long_value.ob_digit", 8)))
        a.CMP(a.s2, 7)
        a.JA(a.exit)
        a.SHL(a.s2, 60)
        a.OR(a.s1, a.s2)
        a.JMP(sign)
        a.bind(end)

    def aarch64(a, out, x):  # as on x86-64
        tag, digit = a.field("PyLongObject.long_value.lv_tag"), "PyLongObject.long_value.ob_digit"
        big, sign, end = a.label(), a.label(), a.label()
        a.LDR(a.s0, a.address(x, tag))
        a.LDR(a.d(a.s1), a.address(x, a.field(digit)))
        a.CMP(a.s0, 16)
        a.B("HS", big)
        a.bind(sign)
        a.TST(a.s0, 2)
        a.CNEG(out, a.s1, "NE")
        a.B(end)
        a.bind(big)
        a.CMP(a.s0, 32)
        a.B("HS", a.exit)
        a.LDR(a.d(a.s2), a.address(x, a.field(digit, 4)))
        a.ORR(a.s1, a.s1, a.s2, "LSL", 30)
        a.CMP(a.s0, 24)
        a.B("LO", sign)
        a.LDR(a.d(a.s2), a.address(x, a.field(digit, 8)))
        a.CMP(a.s2, 7)
        a.B("HI", a.exit)
        a.ORR(a.s1, a.s1, a.s2, "LSL", 60)
        a.B(sign)
        a.bind(end)


@micro_op(x=OBJ, out=F64, reads=("float",))
class unbox_float(Op):
    """The value of an exact float."""

    def meaning(m, x):
        return m.load_double(x + m.field("PyFloatObject.ob_fval"))

    def x86_64(a, out, x):
        a.MOVSD(out, a.qword(x, a.field("PyFloatObject.ob_fval")))

    def aarch64(a, out, x):
        a.LDR(out, a.address(x, a.field("PyFloatObject.ob_fval")))


def incref_x86_64(a, x):
    """A new reference to x (not in s0)."""
    immortal = a.label()
    a.MOV(a.d(a.s0), a.dword(x, a.field("PyObject.ob_refcnt")))
    a.ADD(a.d(a.s0), 1)
    a.JE(immortal)
    a.MOV(a.dword(x, a.field("PyObject.ob_refcnt")), a.d(a.s0))
    a.bind(immortal)


def incref_aarch64(a, x):
    """A new reference to x (not in s0)."""
    immortal = a.label()
    a.LDR(a.d(a.s0), a.address(x, a.field("PyObject.ob_refcnt")))
    a.ADDS(a.d(a.s0), a.d(a.s0), 1)
    a.B("EQ", immortal)
    a.STR(a.d(a.s0), a.address(x, a.field("PyObject.ob_refcnt")))
    a.bind(immortal)


@micro_op(x=OBJ)
class incref(Op):
    """One reference more, unless the object is immortal. (Py_INCREF, Include/refcount.h)"""

    def meaning(m, x):
        count = m.load(x + m.field("PyObject.ob_refcnt"), 4)
        if count != IMMORTAL:
            m.store(x + m.field("PyObject.ob_refcnt"), 4, count + 1)

    def x86_64(a, x):
        incref_x86_64(a, x)

    def aarch64(a, x):
        incref_aarch64(a, x)


def release_aarch64(a, x, done):
    """Drop a reference to x (a leaf; not in s0)."""
    a.LDR(a.s0, a.address(x, a.field("PyObject.ob_refcnt")))
    a.TBNZ(a.s0, 31, done)
    a.SUBS(a.s0, a.s0, 1)
    a.STR(a.s0, a.address(x, a.field("PyObject.ob_refcnt")))
    a.B("NE", done)
    a.MOV(a.s2, x)
    a.call("routine:free")


@micro_op(x=OBJ)
class decref(Op):
    """One reference less; the last one frees the object. (Py_DECREF, Include/refcount.h)

    Whether freeing can run code is said by the op before it in the trace: this one is for leaf types."""

    def x86_64(a, x):  # a negative low half means immortal
        done = a.label()
        a.MOV(a.s0, a.qword(x, a.field("PyObject.ob_refcnt")))
        a.TEST(a.d(a.s0), a.d(a.s0))
        a.JS(done)
        a.SUB(a.s0, 1)
        a.MOV(a.qword(x, a.field("PyObject.ob_refcnt")), a.s0)
        a.JNE(done)
        a.MOV(a.s2, x)
        a.call("routine:free")
        a.bind(done)

    def aarch64(a, x):
        done = a.label()
        release_aarch64(a, x, done)
        a.bind(done)


@micro_op(x=OBJ)
class decref_shared(Op):
    """One reference less of an object that is known to have another one."""

    def meaning(m, x):
        count = m.load(x + m.field("PyObject.ob_refcnt"), 8)
        if not count & 0x80000000:
            m.store(x + m.field("PyObject.ob_refcnt"), 8, count - 1)

    def x86_64(a, x):
        immortal = a.label()
        a.MOV(a.s0, a.qword(x, a.field("PyObject.ob_refcnt")))
        a.TEST(a.d(a.s0), a.d(a.s0))
        a.JS(immortal)
        a.SUB(a.s0, 1)
        a.MOV(a.qword(x, a.field("PyObject.ob_refcnt")), a.s0)
        a.bind(immortal)

    def aarch64(a, x):
        immortal = a.label()
        a.LDR(a.s0, a.address(x, a.field("PyObject.ob_refcnt")))
        a.TBNZ(a.s0, 31, immortal)
        a.SUB(a.s0, a.s0, 1)
        a.STR(a.s0, a.address(x, a.field("PyObject.ob_refcnt")))
        a.bind(immortal)


@micro_op(x=OBJ, effects=GUARD, reads=("reference counts",))
class guard_shared(Op):
    """Leave unless the object has more than one reference: then dropping one frees nothing."""
    words = "{x} is freed here, as nothing else holds it"

    def meaning(m, x):
        if m.load(x + m.field("PyObject.ob_refcnt"), 8) <= 1:
            raise Exit

    def x86_64(a, x):
        a.CMP(a.qword(x, a.field("PyObject.ob_refcnt")), 1)
        a.JLE(a.exit)

    def aarch64(a, x):
        a.LDR(a.s0, a.address(x, a.field("PyObject.ob_refcnt")))
        a.CMP(a.s0, 1)
        a.B("LE", a.exit)


@micro_op(x=OBJ)
class xdecref(Op):
    """Like decref, but x may be NULL."""

    def x86_64(a, x):
        done = a.label()
        a.TEST(x, x)
        a.JE(done)
        a.MOV(a.s0, a.qword(x, a.field("PyObject.ob_refcnt")))
        a.TEST(a.d(a.s0), a.d(a.s0))
        a.JS(done)
        a.SUB(a.s0, 1)
        a.MOV(a.qword(x, a.field("PyObject.ob_refcnt")), a.s0)
        a.JNE(done)
        a.MOV(a.s2, x)
        a.call("routine:free")
        a.bind(done)

    def aarch64(a, x):
        done = a.label()
        a.CBZ(x, done)
        release_aarch64(a, x, done)
        a.bind(done)


def put_float(a, place, x):
    """Store a double into the slot `place`, which holds an exact float: overwrite the float if nobody else has it."""
    fresh, done = a.label(), a.label()
    a.MOV(a.s0, place)
    a.CMP(a.qword(a.s0, a.field("PyObject.ob_refcnt")), 1)
    a.JNE(fresh)
    a.MOVSD(a.qword(a.s0, a.field("PyFloatObject.ob_fval")), x)
    a.JMP(done)
    a.bind(fresh)
    a.MOVAPS(a.x0, x)
    a.call("routine:new_float")
    a.MOV(a.s1, place)
    a.MOV(place, a.s0)
    release_leaf(a, a.s1, done)
    a.bind(done)


def release_leaf(a, old, done):
    """Drop a reference held in a scratch register (not s0)."""
    a.MOV(a.s0, a.qword(old, a.field("PyObject.ob_refcnt")))
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JS(done)
    a.SUB(a.s0, 1)
    a.MOV(a.qword(old, a.field("PyObject.ob_refcnt")), a.s0)
    a.JNE(done)
    a.MOV(a.s2, old)
    a.call("routine:free")


def replace_leaf(a, place):
    """The reference in s0 goes into a slot that holds a leaf or NULL, which is released."""
    done = a.label()
    a.MOV(a.s1, place)
    a.MOV(place, a.s0)
    a.TEST(a.s1, a.s1)
    a.JE(done)
    release_leaf(a, a.s1, done)
    a.bind(done)


def replace_leaf_aarch64(a, place):
    """replace_leaf in aarch64's instructions."""
    done = a.label()
    a.LDR(a.s1, place)
    a.STR(a.s0, place)
    a.CBZ(a.s1, done)
    release_aarch64(a, a.s1, done)
    a.bind(done)


def put_float_aarch64(a, place, x):
    """put_float in aarch64's instructions."""
    fresh, done = a.label(), a.label()
    a.LDR(a.s0, place)
    a.LDR(a.s1, a.address(a.s0, a.field("PyObject.ob_refcnt")))
    a.CMP(a.s1, 1)
    a.B("NE", fresh)
    a.STR(x, a.address(a.s0, a.field("PyFloatObject.ob_fval")))
    a.B(done)
    a.bind(fresh)
    a.FMOV(a.x0, x)
    a.call("routine:new_float")
    a.LDR(a.s1, place)
    a.STR(a.s0, place)
    release_aarch64(a, a.s1, done)
    a.bind(done)


@micro_op(base=PTR, disp=IMM32, x=F64, writes=("the instance's region", "float"))
class put_float_field(Op):
    """Store a float into a field that holds an exact float, in place if the old one is not shared."""

    def x86_64(a, base, disp, x):
        put_float(a, a.qword(base, disp), x)

    def aarch64(a, base, disp, x):
        put_float_aarch64(a, a.address(base, disp), x)


@micro_op(base=PTR, index=I64, disp=IMM32, x=F64, writes=("the instance's region", "float"))
class put_float_at(Op):
    """Store a float into an array element that holds an exact float, in place if the old one is not shared."""

    def x86_64(a, base, index, disp, x):
        put_float(a, a.qword(base, disp, index=index, scale=8), x)

    def aarch64(a, base, index, disp, x):
        put_float_aarch64(a, a.address(base, disp, index=index, scale=8), x)


def put_int(a, place, x):
    """Store an int into the slot `place`, which holds an exact int: overwrite the box if nobody else has it.

    Only one-digit values above the small ints go in place; the small ints stay the interpreter's own."""
    fresh, done = a.label(), a.label()
    one_digit(a, x, fresh)
    a.MOV(a.s0, place)
    a.CMP(a.qword(a.s0, a.field("PyObject.ob_refcnt")), 1)
    a.JNE(fresh)
    put_digit(a, x)
    a.JMP(done)
    a.bind(fresh)
    a.MOV(a.s2, x)
    a.call("routine:new_int")
    a.MOV(a.s1, place)
    a.MOV(place, a.s0)
    release_leaf(a, a.s1, done)
    a.bind(done)


def put_int_aarch64(a, place, x):
    """put_int in aarch64's instructions."""
    fresh, done = a.label(), a.label()
    one_digit_aarch64(a, x, fresh)
    a.LDR(a.s0, place)
    a.LDR(a.s1, a.address(a.s0, a.field("PyObject.ob_refcnt")))
    a.CMP(a.s1, 1)
    a.B("NE", fresh)
    put_digit_aarch64(a, x)
    a.B(done)
    a.bind(fresh)
    a.MOV(a.s2, x)
    a.call("routine:new_int")
    a.LDR(a.s1, place)
    a.STR(a.s0, place)
    release_aarch64(a, a.s1, done)
    a.bind(done)


def one_digit(a, x, otherwise):
    """Go to a label unless a number is above the small ints and has one digit, as an int."""
    a.LEA(a.s1, a.qword(x, -257))
    a.CMP(a.s1, (1 << 30) - 258)
    a.JA(otherwise)


def one_digit_aarch64(a, x, otherwise):
    """one_digit in aarch64's instructions."""
    a.SUB(a.s1, x, 257)
    a.CMP(a.s1, (1 << 30) - 258)
    a.B("HI", otherwise)


def put_digit(a, x):
    """Make the int in s0 one of one positive digit."""
    a.MOV(a.qword(a.s0, a.field("PyLongObject.long_value.lv_tag")), 8)
    a.MOV(a.dword(a.s0, a.field("PyLongObject.long_value.ob_digit")), a.d(x))


def compare_digit(a, box, number):
    """Compare the lowest digit of an int (an address, not in s0) with that of a number."""
    a.MOV(a.s0, number)
    a.NEG(a.s0)
    a.CMOVS(a.s0, number)
    a.AND(a.d(a.s0), (1 << 30) - 1)
    a.CMP(a.dword(box, a.field("PyLongObject.long_value.ob_digit")), a.d(a.s0))


def compare_digit_aarch64(a, box, number):
    """compare_digit in aarch64's instructions. (The address is not in s2 either.)"""
    a.NEGS(a.s0, number)
    a.CSEL(a.s0, number, a.s0, "MI")
    a.AND(a.s0, a.s0, (1 << 30) - 1)
    a.LDR(a.d(a.s2), a.address(box, a.field("PyLongObject.long_value.ob_digit")))
    a.CMP(a.s0, a.s2)


def put_digit_aarch64(a, x):
    """put_digit in aarch64's instructions."""
    a.MOV(a.s1, 8)
    a.STR(a.s1, a.address(a.s0, a.field("PyLongObject.long_value.lv_tag")))
    a.STR(a.d(x), a.address(a.s0, a.field("PyLongObject.long_value.ob_digit")))


@micro_op(base=PTR, disp=IMM32, x=I64, writes=("the instance's region", "int"))
class put_int_field(Op):
    """Store an int into a field that holds an exact int, in place if the old box is not shared."""

    def x86_64(a, base, disp, x):
        put_int(a, a.qword(base, disp), x)

    def aarch64(a, base, disp, x):
        put_int_aarch64(a, a.address(base, disp), x)


@micro_op(base=PTR, index=I64, disp=IMM32, x=I64, writes=("the instance's region", "int"))
class put_int_at(Op):
    """Store an int into an array element that holds an exact int, in place if the old box is not shared."""

    def x86_64(a, base, index, disp, x):
        put_int(a, a.qword(base, disp, index=index, scale=8), x)

    def aarch64(a, base, index, disp, x):
        put_int_aarch64(a, a.address(base, disp, index=index, scale=8), x)


@micro_op(type=OBJ, items=PTR, out=OBJ, symbol="routine:new_object")
class new_object(Op):
    """A new object of a class, of so many items of variable size, with NULL in its slots."""


@micro_op(x=I64, out=OBJ, symbol="routine:box_int")
class box_int(Op):
    """A Python int."""

    def meaning(x):
        return x


@micro_op(x=I64, out=OBJ, symbol="routine:int_text")
class int_text(Op):
    """str() of a number; NULL if there is no memory."""


@micro_op(x=F64, out=OBJ, symbol="routine:box_float")
class box_float(Op):
    """A Python float."""

    def meaning(x):
        return x


@micro_op(x=BOOL, false=IMM64, true=IMM64, out=OBJ, effects=PURE)
class box_bool(Op):
    """True or False, whose addresses are given."""

    def meaning(x, false, true):
        return (true if x else false) & (1 << 64) - 1

    def x86_64(a, out, x, false, true):
        a.MOV(a.s0, false)
        a.MOV(a.s1, true)
        a.TEST(a.d(x), a.d(x))
        a.CMOVNE(a.s0, a.s1)
        a.MOV(out, a.s0)

    def aarch64(a, out, x, false, true):
        a.MOV(a.s0, false)
        a.MOV(a.s1, true)
        a.CMP(a.d(x), 0)
        a.CSEL(out, a.s1, a.s0, "NE")
