"""Values between registers, spill slots and constants. The allocator alone puts these into a trace."""
import struct

from .define import F64, IMM32, IMM64, PTR, PURE, Op, micro_op


@micro_op(x=PTR, out=PTR, effects=PURE)
class move(Op):
    """The word in x."""

    def meaning(x):
        return x

    def x86_64(a, out, x):  # out = x
        a.MOV(out, x)

    def aarch64(a, out, x):
        a.MOV(out, x)


@micro_op(x=F64, out=F64, effects=PURE)
class move_float(Op):
    """The double in x."""

    def meaning(x):
        return x

    def x86_64(a, out, x):  # out = x
        a.MOVAPS(out, x)

    def aarch64(a, out, x):
        a.FMOV(out, x)


@micro_op(value=IMM64, out=PTR, effects=PURE)
class const(Op):
    """A 64-bit constant."""

    def meaning(value):
        return value

    def x86_64(a, out, value):  # out = value
        a.MOV(out, value)

    def aarch64(a, out, value):
        a.MOV(out, value)


@micro_op(value=IMM32, out=PTR, effects=PURE)
class const_small(Op):
    """A constant that fits 32 signed bits."""

    def meaning(value):
        return value & (1 << 64) - 1

    def x86_64(a, out, value):  # out = value, sign extended
        a.MOV(out, value)

    def aarch64(a, out, value):
        a.MOV(out, value)


@micro_op(value=IMM64, out=F64, effects=PURE)
class const_float(Op):
    """The double whose bits are `value`."""

    def meaning(value):
        return struct.unpack("<d", struct.pack("<Q", value & (1 << 64) - 1))[0]

    def x86_64(a, out, value):  # out = the bits, through a scratch register
        a.MOV(a.s0, value)
        a.MOVQ(out, a.s0)

    def aarch64(a, out, value):
        a.MOV(a.s0, value)
        a.FMOV(out, a.s0)


@micro_op(x=PTR, disp=IMM32, writes=("machine frame",))
class spill(Op):
    """Keep a word in the machine frame, `disp` bytes above the stack pointer."""

    def x86_64(a, x, disp):  # [sp + disp] = x
        a.MOV(a.qword(a.sp, disp), x)

    def aarch64(a, x, disp):
        a.STR(x, a.address(a.sp, disp))


@micro_op(disp=IMM32, out=PTR, reads=("machine frame",))
class reload(Op):
    """Fetch a spilled word."""

    def x86_64(a, out, disp):  # out = [sp + disp]
        a.MOV(out, a.qword(a.sp, disp))

    def aarch64(a, out, disp):
        a.LDR(out, a.address(a.sp, disp))


@micro_op(x=F64, disp=IMM32, writes=("machine frame",))
class spill_float(Op):
    """Keep a double in the machine frame."""

    def x86_64(a, x, disp):  # [sp + disp] = x
        a.MOVSD(a.qword(a.sp, disp), x)

    def aarch64(a, x, disp):
        a.STR(x, a.address(a.sp, disp))


@micro_op(disp=IMM32, out=F64, reads=("machine frame",))
class reload_float(Op):
    """Fetch a spilled double."""

    def x86_64(a, out, disp):  # out = [sp + disp]
        a.MOVSD(out, a.qword(a.sp, disp))

    def aarch64(a, out, disp):
        a.LDR(out, a.address(a.sp, disp))


