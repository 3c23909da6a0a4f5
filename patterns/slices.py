"""Slices: where their bounds lie in a sequence, and items that move in bulk."""
from .define import GUARD, I64, IMM32, OBJ, PTR, PURE, Exit, Op, micro_op

REFCOUNT = "PyObject.ob_refcnt"
IMMORTAL = 0xFFFFFFFF   # the low word of a reference count to which nothing is added


@micro_op(x=I64, length=I64, low=IMM32, out=I64, early=True, effects=PURE)
class slice_bound(Op):
    """A slice's bound as a position: a negative one counts from the end, and what lies outside is cut off. low: 0 for slices
    that go up, -1 for those that go down. (PySlice_AdjustIndices, Objects/sliceobject.c)"""

    def meaning(x, length, low):
        return max(min(x + length if x < 0 else x, length + low), low)

    def x86_64(a, out, x, length, low):
        a.MOV(a.s0, x)
        a.MOV(out, x)
        a.SAR(a.s0, 63)
        a.AND(a.s0, length)
        a.ADD(out, a.s0)
        a.MOV(a.s0, low)
        a.MOV(a.s1, length)
        a.ADD(a.s1, a.s0)
        a.CMP(out, a.s1)
        a.CMOVG(out, a.s1)
        a.CMP(out, a.s0)
        a.CMOVL(out, a.s0)

    def aarch64(a, out, x, length, low):
        a.ASR(a.s0, x, 63)
        a.AND(a.s0, a.s0, length)
        a.ADD(out, x, a.s0)
        a.MOV(a.s0, low)
        a.ADD(a.s1, length, a.s0)
        a.CMP(out, a.s1)
        a.CSEL(out, out, a.s1, "LE")
        a.CMP(out, a.s0)
        a.CSEL(out, out, a.s0, "GE")


@micro_op(x=OBJ, effects=GUARD, reads=("reference counts",))
class guard_sole(Op):
    """Leave unless the object has one reference."""
    words = "{x} is in use elsewhere, too"

    def meaning(m, x):
        if m.load(x + m.field(REFCOUNT), 8) != 1:
            raise Exit

    def x86_64(a, x):
        a.CMP(a.qword(x, a.field(REFCOUNT)), 1)
        a.JNE(a.exit)

    def aarch64(a, x):
        a.LDR(a.s0, a.address(x, a.field(REFCOUNT)))
        a.CMP(a.s0, 1)
        a.B("NE", a.exit)


@micro_op(to=PTR, items=PTR, start=I64, count=I64, writes=("the instance's region",))
class copy_backwards(Op):
    """to[0], to[1]... = items[start], items[start - 1]...: `count` of them, with references of their own."""

    def meaning(m, to, items, start, count):
        for i in reversed(range(count)):
            item = m.load(items + 8 * (start - i), 8)
            m.store(to + 8 * i, 8, item)
            references = m.load(item + m.field(REFCOUNT), 4)
            if references != IMMORTAL:
                m.store(item + m.field(REFCOUNT), 4, references + 1)

    def x86_64(a, to, items, start, count):
        another, immortal, done = a.label(), a.label(), a.label()
        a.MOV(a.s0, count)
        a.SUB(a.s0, 1)
        a.JL(done)
        a.bind(another)
        a.MOV(a.s1, start)
        a.SUB(a.s1, a.s0)
        a.MOV(a.s1, a.qword(items, 0, index=a.s1, scale=8))
        a.MOV(a.qword(to, 0, index=a.s0, scale=8), a.s1)
        a.MOV(a.d(a.s2), a.dword(a.s1, a.field(REFCOUNT)))
        a.ADD(a.d(a.s2), 1)
        a.JE(immortal)
        a.MOV(a.dword(a.s1, a.field(REFCOUNT)), a.d(a.s2))
        a.bind(immortal)
        a.SUB(a.s0, 1)
        a.JGE(another)
        a.bind(done)

    def aarch64(a, to, items, start, count):
        another, immortal, done = a.label(), a.label(), a.label()
        a.SUBS(a.s0, count, 1)
        a.B("LT", done)
        a.bind(another)
        a.SUB(a.s1, start, a.s0)
        a.LDR(a.s1, a.address(items, 0, index=a.s1, scale=8))
        a.STR(a.s1, a.address(to, 0, index=a.s0, scale=8))
        a.LDR(a.d(a.s2), a.address(a.s1, a.field(REFCOUNT)))
        a.ADDS(a.d(a.s2), a.d(a.s2), 1)
        a.B("EQ", immortal)
        a.STR(a.d(a.s2), a.address(a.s1, a.field(REFCOUNT)))
        a.bind(immortal)
        a.SUBS(a.s0, a.s0, 1)
        a.B("GE", another)
        a.bind(done)


@micro_op(items=PTR, index=I64, out=PTR, effects=PURE)
class item_address(Op):
    """Where items[index] is."""

    def meaning(items, index):
        return items + 8 * index & (1 << 64) - 1

    def x86_64(a, out, items, index):
        a.LEA(out, a.qword(items, 0, index=index, scale=8))

    def aarch64(a, out, items, index):
        a.ADD(out, items, index, "LSL", 3)


@micro_op(items=PTR, others=PTR, count=I64, writes=("the instance's region",))
class exchange_items(Op):
    """`count` items from one address on change places with those from the other on."""

    def meaning(m, items, others, count):
        for i in reversed(range(count)):
            item, other = m.load(items + 8 * i, 8), m.load(others + 8 * i, 8)
            m.store(items + 8 * i, 8, other)
            m.store(others + 8 * i, 8, item)

    def x86_64(a, items, others, count):
        another, done = a.label(), a.label()
        a.MOV(a.s0, count)
        a.SUB(a.s0, 1)
        a.JL(done)
        a.bind(another)
        a.MOV(a.s1, a.qword(items, 0, index=a.s0, scale=8))
        a.MOV(a.s2, a.qword(others, 0, index=a.s0, scale=8))
        a.MOV(a.qword(items, 0, index=a.s0, scale=8), a.s2)
        a.MOV(a.qword(others, 0, index=a.s0, scale=8), a.s1)
        a.SUB(a.s0, 1)
        a.JGE(another)
        a.bind(done)

    def aarch64(a, items, others, count):
        another, done = a.label(), a.label()
        a.SUBS(a.s0, count, 1)
        a.B("LT", done)
        a.bind(another)
        a.LDR(a.s1, a.address(items, 0, index=a.s0, scale=8))
        a.LDR(a.s2, a.address(others, 0, index=a.s0, scale=8))
        a.STR(a.s2, a.address(items, 0, index=a.s0, scale=8))
        a.STR(a.s1, a.address(others, 0, index=a.s0, scale=8))
        a.SUBS(a.s0, a.s0, 1)
        a.B("GE", another)
        a.bind(done)


@micro_op(items=PTR, count=I64, writes=("the instance's region",))
class reverse_items(Op):
    """`count` items from an address on, the last first."""

    def meaning(m, items, count):
        for i in range(count // 2):
            first, last = items + 8 * i, items + 8 * (count - 1 - i)
            item, other = m.load(first, 8), m.load(last, 8)
            m.store(first, 8, other)
            m.store(last, 8, item)

    def x86_64(a, items, count):
        another, done = a.label(), a.label()
        a.MOV(a.s1, count)
        a.XOR(a.d(a.s0), a.d(a.s0))
        a.SUB(a.s1, 1)
        a.JLE(done)
        a.bind(another)
        a.MOV(a.s2, a.qword(items, 0, index=a.s0, scale=8))
        a.MOVSD(a.x0, a.qword(items, 0, index=a.s1, scale=8))
        a.MOV(a.qword(items, 0, index=a.s1, scale=8), a.s2)
        a.MOVSD(a.qword(items, 0, index=a.s0, scale=8), a.x0)
        a.ADD(a.s0, 1)
        a.SUB(a.s1, 1)
        a.CMP(a.s0, a.s1)
        a.JL(another)
        a.bind(done)

    def aarch64(a, items, count):
        another, done = a.label(), a.label()
        a.MOV(a.s0, 0)
        a.SUBS(a.s1, count, 1)
        a.B("LE", done)
        a.bind(another)
        a.LDR(a.s2, a.address(items, 0, index=a.s0, scale=8))
        a.LDR(a.x0, a.address(items, 0, index=a.s1, scale=8))
        a.STR(a.s2, a.address(items, 0, index=a.s1, scale=8))
        a.STR(a.x0, a.address(items, 0, index=a.s0, scale=8))
        a.ADD(a.s0, a.s0, 1)
        a.SUB(a.s1, a.s1, 1)
        a.CMP(a.s0, a.s1)
        a.B("LT", another)
        a.bind(done)
