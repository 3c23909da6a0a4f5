"""Calls of C functions: the arguments and the result follow the processor's C convention, so the op has no stencil of its own.

symbol "*" means that the function's address is the first operand of the instance and that any number of arguments follow."""
from .define import F64, I64, IMM32, IMM64, OBJ, PTR, PURE, Op, micro_op


@micro_op(target=IMM64, out=OBJ, symbol="*")
class call_object(Op):
    """A C function that returns an object, or NULL."""


@micro_op(target=IMM64, out=PTR, symbol="*")
class call_word(Op):
    """A C function that returns a 64-bit word; of a 32-bit result only the low half counts (see sign_extend)."""


@micro_op(target=IMM64, out=F64, symbol="*")
class call_float(Op):
    """A C function that returns a double."""


@micro_op(target=IMM64, symbol="*")
class call_nothing(Op):
    """A C function whose result nobody needs."""


@micro_op(x=PTR, out=I64, effects=PURE)
class sign_extend(Op):
    """The low 32 bits as a signed number: a C int."""

    def meaning(x):
        return (x & 0xFFFFFFFF ^ 0x80000000) - 0x80000000

    def x86_64(a, out, x):
        a.MOVSXD(out, a.d(x))

    def aarch64(a, out, x):
        a.SXTW(out, a.d(x))


@micro_op(disp=IMM32, x=PTR, writes=("machine frame",))
class argument(Op):
    """Put a word into the argument array of the next call, `disp` bytes above the stack pointer."""

    def x86_64(a, disp, x):  # [sp + disp] = x
        a.MOV(a.qword(a.sp, disp), x)

    def aarch64(a, disp, x):
        a.STR(x, a.address(a.sp, disp))


@micro_op(disp=IMM32, out=PTR, effects=PURE)
class argument_array(Op):
    """The address of the argument array."""

    def x86_64(a, out, disp):  # out = sp + disp
        a.LEA(out, a.qword(a.sp, disp))

    def aarch64(a, out, disp):
        a.ADD(out, a.sp, disp)
