"""Lists and dicts: appending, where a dict's entries begin."""
from .define import GUARD, IMM64, OBJ, PTR, Exit, Op, micro_op

SIZE, ITEMS, ALLOCATED = "PyVarObject.ob_size", "PyListObject.ob_item", "PyListObject.allocated"
LOG2_INDEX_BYTES = "PyDictKeysObject.dk_log2_index_bytes"


@micro_op(list=OBJ, effects=GUARD, writes=("list size",))
class list_room(Op):
    """Make sure that a list has room for one more item; leaves if there is no memory."""
    words = "there is no memory for one more item of {list}"

    def x86_64(a, list):
        done = a.label()
        a.MOV(a.s0, a.qword(list, a.field(SIZE)))
        a.CMP(a.s0, a.qword(list, a.field(ALLOCATED)))
        a.JL(done)
        a.MOV(a.s1, list)
        a.call("routine:list_grow")
        a.TEST(a.d(a.s0), a.d(a.s0))
        a.JNE(a.exit)
        a.bind(done)

    def aarch64(a, list):
        done = a.label()
        a.LDR(a.s0, a.address(list, a.field(SIZE)))
        a.LDR(a.s1, a.address(list, a.field(ALLOCATED)))
        a.CMP(a.s0, a.s1)
        a.B("LT", done)
        a.MOV(a.s1, list)
        a.call("routine:list_grow")
        a.CBNZ(a.s0, a.exit)
        a.bind(done)


@micro_op(list=OBJ, x=OBJ, writes=("list size",))
class list_append(Op):
    """Append an object, whose reference goes with it, to a list that has room. (_PyList_AppendTakeRef,
    Include/internal/pycore_list.h)"""

    def x86_64(a, list, x):
        a.MOV(a.s0, a.qword(list, a.field(SIZE)))
        a.MOV(a.s1, a.qword(list, a.field(ITEMS)))
        a.MOV(a.qword(a.s1, 0, index=a.s0, scale=8), x)
        a.ADD(a.s0, 1)
        a.MOV(a.qword(list, a.field(SIZE)), a.s0)

    def aarch64(a, list, x):
        a.LDR(a.s0, a.address(list, a.field(SIZE)))
        a.LDR(a.s1, a.address(list, a.field(ITEMS)))
        a.STR(x, a.address(a.s1, 0, index=a.s0, scale=8))
        a.ADD(a.s0, a.s0, 1)
        a.STR(a.s0, a.address(list, a.field(SIZE)))


@micro_op(x=OBJ, type=IMM64, other=IMM64, effects=GUARD, reads=("type of an object",))
class guard_type_either(Op):
    """Leave unless the object's type is exactly one of the two."""
    words = "{x} was {type}, now {seen}"

    def meaning(m, x, type, other):
        if m.load(x + m.field("PyObject.ob_type"), 8) not in (type & (1 << 64) - 1, other & (1 << 64) - 1):
            raise Exit

    def x86_64(a, x, type, other):
        good = a.label()
        a.MOV(a.s1, a.qword(x, a.field("PyObject.ob_type")))
        a.MOV(a.s0, type)
        a.CMP(a.s1, a.s0)
        a.JE(good)
        a.MOV(a.s0, other)
        a.CMP(a.s1, a.s0)
        a.JNE(a.exit)
        a.bind(good)

    def aarch64(a, x, type, other):
        good = a.label()
        a.LDR(a.s1, a.address(x, a.field("PyObject.ob_type")))
        a.CMP(a.s1, type)
        a.B("EQ", good)
        a.CMP(a.s1, other)
        a.B("NE", a.exit)
        a.bind(good)


@micro_op(x=OBJ, effects=GUARD, reads=("reference counts",))
class guard_unshared(Op):
    """Leave unless the object has one reference and no more."""
    words = "{x} is still in use elsewhere"

    def meaning(m, x):
        if m.load(x + m.field("PyObject.ob_refcnt"), 8) != 1:
            raise Exit

    def x86_64(a, x):
        a.CMP(a.qword(x, a.field("PyObject.ob_refcnt")), 1)
        a.JNE(a.exit)

    def aarch64(a, x):
        a.LDR(a.s0, a.address(x, a.field("PyObject.ob_refcnt")))
        a.CMP(a.s0, 1)
        a.B("NE", a.exit)


@micro_op(out=PTR, reads=("thread state",))
class thread_state(Op):
    """The address of the thread state."""

    def meaning(m):
        return m.tstate

    def x86_64(a, out):
        a.MOV(out, a.tstate)

    def aarch64(a, out):
        a.MOV(out, a.tstate)
