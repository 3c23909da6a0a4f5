"""Guards on objects, words and bools."""
from .define import BOOL, GUARD, I64, IMM32, IMM64, OBJ, PTR, PURE, Exit, Op, micro_op

BUSY = "the interpreter has something else to do there"


@micro_op(x=OBJ, type=IMM64, effects=GUARD, reads=("type of an object",))
class guard_type(Op):
    """Leave unless the object's type is exactly `type`."""
    words = "{x} was {type}, now {seen}"
    remedy = "use one type there throughout, such as 0.0 where it becomes a float"

    def meaning(m, x, type):
        if m.load(x + m.field("PyObject.ob_type"), 8) != type:
            raise Exit

    def x86_64(a, x, type):
        a.MOV(a.s0, type)
        a.CMP(a.qword(x, a.field("PyObject.ob_type")), a.s0)
        a.JNE(a.exit)

    def aarch64(a, x, type):
        a.MOV(a.s0, type)
        a.LDR(a.s1, a.address(x, a.field("PyObject.ob_type")))
        a.CMP(a.s1, a.s0)
        a.B("NE", a.exit)


@micro_op(x=OBJ, type=IMM64, effects=GUARD, reads=("type of an object",))
class guard_null_or_type(Op):
    """Leave unless x is NULL or an object of exactly this type."""
    words = "{x} held {type} or nothing, now {seen}"
    remedy = "use a variable for one type only"

    def meaning(m, x, type):
        if x and m.load(x + m.field("PyObject.ob_type"), 8) != type & (1 << 64) - 1:
            raise Exit

    def x86_64(a, x, type):
        null = a.label()
        a.TEST(x, x)
        a.JE(null)
        a.MOV(a.s0, type)
        a.CMP(a.qword(x, a.field("PyObject.ob_type")), a.s0)
        a.JNE(a.exit)
        a.bind(null)

    def aarch64(a, x, type):
        null = a.label()
        a.CBZ(x, null)
        a.LDR(a.s0, a.address(x, a.field("PyObject.ob_type")))
        a.CMP(a.s0, type)
        a.B("NE", a.exit)
        a.bind(null)


@micro_op(x=OBJ, effects=GUARD, reads=("reference counts",))
class guard_null_or_shared(Op):
    """Leave unless x is NULL or an object with more than one reference: then dropping one frees nothing."""
    words = "the old value of {x} is freed here, as nothing else holds it"

    def meaning(m, x):
        if x and m.load(x + m.field("PyObject.ob_refcnt"), 8) <= 1:
            raise Exit

    def x86_64(a, x):
        null = a.label()
        a.TEST(x, x)
        a.JE(null)
        a.CMP(a.qword(x, a.field("PyObject.ob_refcnt")), 1)
        a.JLE(a.exit)
        a.bind(null)

    def aarch64(a, x):
        null = a.label()
        a.CBZ(x, null)
        a.LDR(a.s0, a.address(x, a.field("PyObject.ob_refcnt")))
        a.CMP(a.s0, 1)
        a.B("LE", a.exit)
        a.bind(null)


@micro_op(x=PTR, value=IMM64, effects=PURE | GUARD)
class guard_is(Op):
    """Leave unless the word is `value` (the identity of an object, an address, a tag)."""
    words = "{x} was {value}, now another object"

    def meaning(x, value):
        if x != value & (1 << 64) - 1:
            raise Exit

    def x86_64(a, x, value):
        a.MOV(a.s0, value)
        a.CMP(x, a.s0)
        a.JNE(a.exit)

    def aarch64(a, x, value):
        a.CMP(x, value)
        a.B("NE", a.exit)


@micro_op(x=PTR, value=IMM64, effects=PURE | GUARD)
class guard_is_not(Op):
    """Leave when the word is `value`."""
    words = "{x} was another object, now {value}"

    def meaning(x, value):
        if x == value & (1 << 64) - 1:
            raise Exit

    def x86_64(a, x, value):
        a.MOV(a.s0, value)
        a.CMP(x, a.s0)
        a.JE(a.exit)

    def aarch64(a, x, value):
        a.CMP(x, value)
        a.B("EQ", a.exit)


@micro_op(x=PTR, y=PTR, effects=PURE | GUARD)
class guard_same(Op):
    """Leave unless both words are equal."""
    words = "{x} and {y} were one object, now two"

    def meaning(x, y):
        if x != y:
            raise Exit

    def x86_64(a, x, y):
        a.CMP(x, y)
        a.JNE(a.exit)

    def aarch64(a, x, y):
        a.CMP(x, y)
        a.B("NE", a.exit)


@micro_op(x=PTR, y=PTR, effects=PURE | GUARD)
class guard_not_same(Op):
    """Leave when both words are equal."""
    words = "{x} and {y} were two objects, now one"

    def meaning(x, y):
        if x == y:
            raise Exit

    def x86_64(a, x, y):
        a.CMP(x, y)
        a.JE(a.exit)

    def aarch64(a, x, y):
        a.CMP(x, y)
        a.B("EQ", a.exit)


@micro_op(x=PTR, effects=PURE | GUARD)
class guard_set(Op):
    """Leave when the word is 0 (NULL, or nothing there)."""
    words = "{x} is missing, which was there"

    def meaning(x):
        if x == 0:
            raise Exit

    def x86_64(a, x):
        a.TEST(x, x)
        a.JE(a.exit)

    def aarch64(a, x):
        a.CBZ(x, a.exit)


@micro_op(x=PTR, effects=PURE | GUARD)
class guard_null(Op):
    """Leave unless the word is 0."""
    words = "{x} is there, which was missing"

    def meaning(x):
        if x != 0:
            raise Exit

    def x86_64(a, x):
        a.TEST(x, x)
        a.JNE(a.exit)

    def aarch64(a, x):
        a.CBNZ(x, a.exit)


@micro_op(x=BOOL, effects=PURE | GUARD)
class guard_true(Op):
    """Leave unless the bool is 1."""
    words = "{x} was true, now false"

    def meaning(x):
        if not x:
            raise Exit

    def x86_64(a, x):
        a.TEST(a.d(x), a.d(x))
        a.JE(a.exit)

    def aarch64(a, x):
        a.CBZ(a.d(x), a.exit)


@micro_op(x=BOOL, effects=PURE | GUARD)
class guard_false(Op):
    """Leave unless the bool is 0."""
    words = "{x} was false, now true"

    def meaning(x):
        if x:
            raise Exit

    def x86_64(a, x):
        a.TEST(a.d(x), a.d(x))
        a.JNE(a.exit)

    def aarch64(a, x):
        a.CBNZ(a.d(x), a.exit)


@micro_op(index=I64, length=I64, effects=PURE | GUARD)
class guard_below(Op):
    """Leave unless 0 <= index < length (one unsigned comparison)."""
    words = "the index {index} is out of range"

    def meaning(index, length):
        if not index & (1 << 64) - 1 < length & (1 << 64) - 1:
            raise Exit

    def x86_64(a, index, length):
        a.CMP(index, length)
        a.JAE(a.exit)

    def aarch64(a, index, length):
        a.CMP(index, length)
        a.B("HS", a.exit)


@micro_op(x=PTR, y=PTR | IMM64, out=BOOL, effects=PURE)
class word_eq(Op):
    """The bool of two words being the same: `is`."""
    guards = "guard_same", "guard_not_same"

    def meaning(x, y):
        return x == y & (1 << 64) - 1

    def x86_64(a, out, x, y):
        a.MOV(a.s0, y)
        a.CMP(x, a.s0)
        a.SETE(a.b(a.s0))
        a.MOVZX(a.d(out), a.b(a.s0))

    def aarch64(a, out, x, y):
        a.CMP(x, y)
        a.CSET(out, "EQ")


@micro_op(x=BOOL, out=BOOL, tied="x", effects=PURE)
class bool_not(Op):
    """1 - x."""

    def meaning(x):
        return 1 - x

    def x86_64(a, out, x):
        a.XOR(a.d(out), 1)

    def aarch64(a, out, x):
        a.EOR(out, x, 1)


@micro_op(x=BOOL, out=I64, effects=PURE)
class bool_to_int(Op):
    """The same word, as a number."""

    def meaning(x):
        return int(x)

    def x86_64(a, out, x):
        a.MOV(out, x)

    def aarch64(a, out, x):
        a.MOV(out, x)


@micro_op(disp=IMM32, value=IMM32, effects=GUARD, reads=("thread state",))
class guard_thread_above(Op):
    """Leave unless the 32-bit field of the thread state at `disp` is above `value` (recursion limits)."""
    words = "the calls are nested so deep that the recursion limit is near"

    def x86_64(a, disp, value):
        a.CMP(a.dword(a.tstate, disp), value)
        a.JLE(a.exit)

    def aarch64(a, disp, value):
        a.LDR(a.d(a.s0), a.address(a.tstate, disp))
        a.CMP(a.d(a.s0), value)
        a.B("LE", a.exit)


@micro_op(disp=IMM32, kept=IMM32, effects=GUARD, reads=("breaker",))
class guard_breaker(Op):
    """Leave when the eval breaker (thread state + disp) is no more what it was at entry (machine frame + kept): signals, the GIL,
    garbage collection, another tool's events."""
    words = "the interpreter has something else to do: another thread, a signal, a garbage collection"
    no_bridge, stops_retired = BUSY, True

    def x86_64(a, disp, kept):
        a.MOV(a.s0, a.qword(a.tstate, disp))
        a.CMP(a.s0, a.qword(a.sp, kept))
        a.JNE(a.exit)

    def aarch64(a, disp, kept):
        a.LDR(a.s0, a.address(a.tstate, disp))
        a.LDR(a.s1, a.address(a.sp, kept))
        a.CMP(a.s0, a.s1)
        a.B("NE", a.exit)


@micro_op(disp=IMM32, kept=IMM32, passes=IMM32, effects=GUARD, reads=("breaker",))
class guard_breaker_at_times(Op):
    """As guard_breaker, but in three of four passes (machine frame + passes) this is left to the next look: the interpreter takes
    longer from one to the next, and comes upon what is pending now here, now there."""
    words = "the interpreter has something else to do: another thread, a signal, a garbage collection"
    no_bridge = BUSY

    def x86_64(a, disp, kept, passes):
        on = a.label()
        a.MOV(a.s0, a.qword(a.tstate, disp))
        a.CMP(a.s0, a.qword(a.sp, kept))
        a.JE(on)
        a.MOV(a.s0, a.qword(a.sp, passes))
        a.TEST(a.d(a.s0), 3)
        a.JE(a.exit)
        a.bind(on)

    def aarch64(a, disp, kept, passes):
        on = a.label()
        a.LDR(a.s0, a.address(a.tstate, disp))
        a.LDR(a.s1, a.address(a.sp, kept))
        a.CMP(a.s0, a.s1)
        a.B("EQ", on)
        a.LDR(a.s0, a.address(a.sp, passes))
        a.TST(a.s0, 3)
        a.B("EQ", a.exit)
        a.bind(on)


@micro_op(disp=IMM32, kept=IMM32, effects=GUARD, reads=("breaker",))
class guard_nothing_pending(Op):
    """Leave when something is pending, but nobody has switched events on or off: in the eval breaker (thread state + disp) no more
    than the lowest byte is what it was not at entry (machine frame + kept)."""
    words = "the interpreter has something else to do: another thread, a signal, a garbage collection"
    no_bridge = BUSY

    def x86_64(a, disp, kept):
        on = a.label()
        a.MOV(a.s0, a.qword(a.tstate, disp))
        a.MOV(a.s1, a.qword(a.sp, kept))
        a.XOR(a.s0, a.s1)
        a.JE(on)
        a.SHR(a.s0, 8)
        a.JE(a.exit)
        a.bind(on)

    def aarch64(a, disp, kept):
        on = a.label()
        a.LDR(a.s0, a.address(a.tstate, disp))
        a.LDR(a.s1, a.address(a.sp, kept))
        a.EOR(a.s0, a.s0, a.s1)
        a.CBZ(a.s0, on)
        a.LSR(a.s0, a.s0, 8)
        a.CBZ(a.s0, a.exit)
        a.bind(on)


@micro_op(address=IMM64, mask=IMM64, effects=GUARD, reads=("breaker",))
class guard_clear_at(Op):
    """Leave when one of the bits of `mask` is set in the word at an absolute address (who watches a code object)."""
    words = "another tool listens to this code"
    no_bridge = "another tool watches there"
    remedy = "run it without the debugger, profiler or coverage tool"

    def meaning(m, address, mask):
        if m.load(address, 8) & mask:
            raise Exit

    def x86_64(a, address, mask):
        a.MOV(a.s0, address)
        a.MOV(a.s1, mask)
        a.TEST(a.qword(a.s0, 0), a.s1)
        a.JNE(a.exit)

    def aarch64(a, address, mask):
        a.MOV(a.s0, address)
        a.LDR(a.s0, a.address(a.s0))
        a.TST(a.s0, mask)
        a.B("NE", a.exit)


@micro_op(address=IMM64, value=IMM32, effects=GUARD, reads=("the instance's region",))
class guard_u32_at(Op):
    """Leave unless the 32-bit word at an absolute address is `value` (a type's version tag, a trace's valid flag)."""
    words = "what was seen there has been changed"

    def meaning(m, address, value):
        if m.load(address, 4, True) != value:
            raise Exit

    def x86_64(a, address, value):
        a.MOV(a.s0, address)
        a.CMP(a.dword(a.s0, 0), value)
        a.JNE(a.exit)

    def aarch64(a, address, value):
        a.MOV(a.s0, address)
        a.LDR(a.d(a.s0), a.address(a.s0))
        a.CMP(a.d(a.s0), value)
        a.B("NE", a.exit)


@micro_op(base=PTR, disp=IMM32, value=IMM32, effects=GUARD, reads=("the instance's region",))
class guard_u8(Op):
    """Leave unless the byte at base + disp is `value`."""
    words = "what was seen there is laid out in another way"

    def meaning(m, base, disp, value):
        if m.load(base + disp, 1) != value & 255:
            raise Exit

    def x86_64(a, base, disp, value):
        a.MOVZX(a.d(a.s0), a.byte(base, disp))
        a.CMP(a.d(a.s0), value)
        a.JNE(a.exit)

    def aarch64(a, base, disp, value):
        a.LDRB(a.d(a.s0), a.address(base, disp))
        a.CMP(a.d(a.s0), value)
        a.B("NE", a.exit)


@micro_op(x=PTR, effects=PURE | GUARD)
class guard_unseen(Op):
    """Leave for good unless the frame object x is NULL: whoever has asked for it may have changed the locals."""
    words = "somebody holds the frame of the function (locals(), sys._getframe(), a traceback)"
    no_bridge = "somebody holds the frame there"
    remedy = "do not keep frames or tracebacks"

    def meaning(x):
        if x != 0:
            raise Exit

    def x86_64(a, x):
        a.TEST(x, x)
        a.JNE(a.exit)

    def aarch64(a, x):
        a.CBNZ(x, a.exit)
