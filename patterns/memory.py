"""Loads and stores: a base, a displacement, and sometimes an index. Which memory is meant (its region) is said by the
instance in the trace, so that a store kills only the facts that it can change."""
from .define import F64, I64, IMM32, IMM64, OBJ, PTR, Body, Op, micro_op

MEMORY = ("the instance's region",)


def load(name, out, size, signed, x86, arm, doc):
    """NAME: a field at base + disp. NAME_at: element `index` of an array of such fields."""
    def meaning(m, base, disp):
        return m.load(base + disp, size, signed)

    def meaning_at(m, base, index, disp):
        return m.load(base + index * size + disp, size, signed)

    def x86_64(a, out, base, disp):
        x86(a, out, (base, disp), {})

    def x86_64_at(a, out, base, index, disp):
        x86(a, out, (base, disp), {"index": index, "scale": size})

    def aarch64(a, out, base, disp):
        arm(a, out, a.address(base, disp))

    def aarch64_at(a, out, base, index, disp):
        arm(a, out, a.address(base, disp, index=index, scale=size))
    micro_op(base=PTR, disp=IMM32, out=out, reads=MEMORY)(Body(name, (Op,), {
        "__doc__": doc, "meaning": meaning, "x86_64": x86_64, "aarch64": aarch64}))
    micro_op(base=PTR, index=I64, disp=IMM32, out=out, reads=MEMORY)(Body(name + "_at", (Op,), {
        "__doc__": doc + " Element `index` of an array.", "meaning": meaning_at, "x86_64": x86_64_at, "aarch64": aarch64_at}))


load("load_object", OBJ, 8, False, lambda a, o, m, i: a.MOV(o, a.qword(*m, **i)), lambda a, o, m: a.LDR(o, m),
     "A PyObject * (borrowed).")
load("load_word", PTR, 8, False, lambda a, o, m, i: a.MOV(o, a.qword(*m, **i)), lambda a, o, m: a.LDR(o, m),
     "A 64-bit word: an address or a length.")
load("load_int", I64, 8, True, lambda a, o, m, i: a.MOV(o, a.qword(*m, **i)), lambda a, o, m: a.LDR(o, m),
     "A signed 64-bit number.")
load("load_u32", I64, 4, False, lambda a, o, m, i: a.MOV(a.d(o), a.dword(*m, **i)), lambda a, o, m: a.LDR(a.d(o), m),
     "An unsigned 32-bit number.")
load("load_i32", I64, 4, True, lambda a, o, m, i: a.MOVSXD(o, a.dword(*m, **i)), lambda a, o, m: a.LDRSW(o, m),
     "A signed 32-bit number.")
load("load_u16", I64, 2, False, lambda a, o, m, i: a.MOVZX(a.d(o), a.word(*m, **i)), lambda a, o, m: a.LDRH(a.d(o), m),
     "An unsigned 16-bit number.")
load("load_i16", I64, 2, True, lambda a, o, m, i: a.MOVSX(o, a.word(*m, **i)), lambda a, o, m: a.LDRSH(o, m),
     "A signed 16-bit number.")
load("load_u8", I64, 1, False, lambda a, o, m, i: a.MOVZX(a.d(o), a.byte(*m, **i)), lambda a, o, m: a.LDRB(a.d(o), m),
     "An unsigned byte.")
load("load_i8", I64, 1, True, lambda a, o, m, i: a.MOVSX(o, a.byte(*m, **i)), lambda a, o, m: a.LDRSB(o, m),
     "A signed byte.")


def store(name, kind, size, x86, arm, doc):
    """NAME: into the field at base + disp. NAME_at: into element `index` of an array of such fields."""
    def meaning(m, base, disp, x):
        m.store(base + disp, size, x & (1 << 8 * size) - 1)

    def meaning_at(m, base, index, disp, x):
        m.store(base + index * size + disp, size, x & (1 << 8 * size) - 1)

    def x86_64(a, base, disp, x):
        x86(a, x, (base, disp), {})

    def x86_64_at(a, base, index, disp, x):
        x86(a, x, (base, disp), {"index": index, "scale": size})

    def aarch64(a, base, disp, x):
        arm(a, x, a.address(base, disp))

    def aarch64_at(a, base, index, disp, x):
        arm(a, x, a.address(base, disp, index=index, scale=size))
    micro_op(base=PTR, disp=IMM32, x=kind, writes=MEMORY)(Body(name, (Op,), {
        "__doc__": doc, "meaning": meaning, "x86_64": x86_64, "aarch64": aarch64}))
    micro_op(base=PTR, index=I64, disp=IMM32, x=kind, writes=MEMORY)(Body(name + "_at", (Op,), {
        "__doc__": doc + " Element `index` of an array.", "meaning": meaning_at, "x86_64": x86_64_at, "aarch64": aarch64_at}))


store("store_word", PTR, 8, lambda a, x, m, i: a.MOV(a.qword(*m, **i), x), lambda a, x, m: a.STR(x, m), "A 64-bit word.")
store("store_u32", I64, 4, lambda a, x, m, i: a.MOV(a.dword(*m, **i), a.d(x)), lambda a, x, m: a.STR(a.d(x), m), "The low 32 bits.")
store("store_u16", I64, 2, lambda a, x, m, i: a.MOV(a.word(*m, **i), a.w(x)), lambda a, x, m: a.STRH(a.d(x), m), "The low 16 bits.")
store("store_u8", I64, 1, lambda a, x, m, i: a.MOV(a.byte(*m, **i), a.b(x)), lambda a, x, m: a.STRB(a.d(x), m), "The low byte.")


@micro_op(base=PTR, disp=IMM32, value=IMM64, writes=MEMORY)
class store_const(Op):
    """A constant word into base + disp."""

    def meaning(m, base, disp, value):
        m.store(base + disp, 8, value)

    def x86_64(a, base, disp, value):
        a.MOV(a.s0, value)
        a.MOV(a.qword(base, disp), a.s0)

    def aarch64(a, base, disp, value):
        a.MOV(a.s0, value)
        a.STR(a.s0, a.address(base, disp))


@micro_op(base=PTR, disp=IMM32, out=F64, reads=MEMORY)
class load_float(Op):
    """A C double at base + disp."""

    def meaning(m, base, disp):
        return m.load_double(base + disp)

    def x86_64(a, out, base, disp):
        a.MOVSD(out, a.qword(base, disp))

    def aarch64(a, out, base, disp):
        a.LDR(out, a.address(base, disp))


@micro_op(base=PTR, index=I64, disp=IMM32, out=F64, reads=MEMORY)
class load_float_at(Op):
    """Element `index` of an array of C doubles."""

    def meaning(m, base, index, disp):
        return m.load_double(base + 8 * index + disp)

    def x86_64(a, out, base, index, disp):
        a.MOVSD(out, a.qword(base, disp, index=index, scale=8))

    def aarch64(a, out, base, index, disp):
        a.LDR(out, a.address(base, disp, index=index, scale=8))


@micro_op(base=PTR, disp=IMM32, x=F64, writes=MEMORY)
class store_float(Op):
    """A C double into base + disp."""

    def meaning(m, base, disp, x):
        m.store_double(base + disp, x)

    def x86_64(a, base, disp, x):
        a.MOVSD(a.qword(base, disp), x)

    def aarch64(a, base, disp, x):
        a.STR(x, a.address(base, disp))


@micro_op(base=PTR, index=I64, disp=IMM32, x=F64, writes=MEMORY)
class store_float_at(Op):
    """A C double into element `index` of an array."""

    def meaning(m, base, index, disp, x):
        m.store_double(base + 8 * index + disp, x)

    def x86_64(a, base, index, disp, x):
        a.MOVSD(a.qword(base, disp, index=index, scale=8), x)

    def aarch64(a, base, index, disp, x):
        a.STR(x, a.address(base, disp, index=index, scale=8))
