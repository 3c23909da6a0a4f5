"""Frames of inlined calls that stand on the thread's data stack while code runs that may look at them.

They lie from the top of the data stack on, as the root has it, the outermost first. `size` is how many bytes they take, `count` how many
they are."""
from .define import GUARD, IMM32, PTR, Op, micro_op

STACK = ("data stack",)
CURRENT, TOP, LIMIT, LEFT = ("PyThreadState." + name for name in (
    "current_frame", "datastack_top", "datastack_limit", "py_recursion_remaining"))


@micro_op(size=IMM32, effects=GUARD, reads=("thread state",))
class guard_room_for_frames(Op):
    """Leave unless so many bytes are left in the chunk of the data stack."""
    words = "the interpreter has to get more memory for frames there"

    def x86_64(a, size):
        a.MOV(a.s0, a.qword(a.tstate, a.field(LIMIT)))
        a.SUB(a.s0, a.qword(a.tstate, a.field(TOP)))
        a.CMP(a.s0, size)
        a.JL(a.exit)

    def aarch64(a, size):
        a.LDR(a.s0, a.address(a.tstate, a.field(LIMIT)))
        a.LDR(a.s1, a.address(a.tstate, a.field(TOP)))
        a.SUB(a.s0, a.s0, a.s1)
        a.CMP(a.s0, size)
        a.B("LT", a.exit)


@micro_op(out=PTR)
class root_frame(Op):
    """The address of the root's frame."""

    def x86_64(a, out):
        a.MOV(out, a.frame)

    def aarch64(a, out):
        a.MOV(out, a.frame)


@micro_op(base=PTR, disp=IMM32, out=PTR)
class place_in(Op):
    """The address base + disp."""

    def meaning(base, disp):
        return base + disp

    def x86_64(a, out, base, disp):
        a.LEA(out, a.qword(base, disp))

    def aarch64(a, out, base, disp):
        a.ADD(out, base, disp)


@micro_op(current=PTR, size=IMM32, count=IMM32, writes=STACK)
class link_frames(Op):
    """The frame is the current one, and the data stack goes on behind so many bytes of frames."""

    def x86_64(a, current, size, count):
        a.MOV(a.qword(a.tstate, a.field(CURRENT)), current)
        a.ADD(a.qword(a.tstate, a.field(TOP)), size)
        a.SUB(a.dword(a.tstate, a.field(LEFT)), count)

    def aarch64(a, current, size, count):
        a.STR(current, a.address(a.tstate, a.field(CURRENT)))
        a.LDR(a.s0, a.address(a.tstate, a.field(TOP)))
        a.ADD(a.s0, a.s0, size)
        a.STR(a.s0, a.address(a.tstate, a.field(TOP)))
        a.LDR(a.d(a.s0), a.address(a.tstate, a.field(LEFT)))
        a.SUB(a.d(a.s0), a.d(a.s0), count)
        a.STR(a.d(a.s0), a.address(a.tstate, a.field(LEFT)))


@micro_op(end=IMM32, count=IMM32, writes=STACK)
class unlink_frames(Op):
    """The root is the current frame again. What the frames hold stays as it is until the data stack is used again."""

    def x86_64(a, end, count):
        a.MOV(a.qword(a.tstate, a.field(CURRENT)), a.frame)
        a.SUB(a.qword(a.tstate, a.field(TOP)), end)
        a.ADD(a.dword(a.tstate, a.field(LEFT)), count)

    def aarch64(a, end, count):
        a.STR(a.frame, a.address(a.tstate, a.field(CURRENT)))
        a.LDR(a.s0, a.address(a.tstate, a.field(TOP)))
        a.SUB(a.s0, a.s0, end)
        a.STR(a.s0, a.address(a.tstate, a.field(TOP)))
        a.LDR(a.d(a.s0), a.address(a.tstate, a.field(LEFT)))
        a.ADD(a.d(a.s0), a.d(a.s0), count)
        a.STR(a.d(a.s0), a.address(a.tstate, a.field(LEFT)))


# -- leaving (see pyjit.patterns.exits) ------------------------------------------------------------------------------------------


@micro_op(size=IMM32, writes=STACK)
class exit_claim_frames(Op):
    """The data stack ends so many bytes further on, behind the frames (or before them again, below 0)."""

    def x86_64(a, size):
        a.ADD(a.qword(a.tstate, a.field(TOP)), size)

    def aarch64(a, size):
        a.LDR(a.s0, a.address(a.tstate, a.field(TOP)))
        a.ADD(a.s0, a.s0, size)
        a.STR(a.s0, a.address(a.tstate, a.field(TOP)))


@micro_op(back=IMM32, writes=STACK)
class exit_reach_frame(Op):
    """The frame that lies so many bytes below the top of the data stack becomes a.inner."""

    def x86_64(a, back):
        a.MOV(a.inner, a.qword(a.tstate, a.field(TOP)))
        a.SUB(a.inner, back)

    def aarch64(a, back):
        a.LDR(a.inner, a.address(a.tstate, a.field(TOP)))
        a.SUB(a.inner, a.inner, back)


@micro_op(count=IMM32, writes=STACK)
class exit_enter_calls(Op):
    """So many Python calls more are under way (or fewer, below 0)."""

    def x86_64(a, count):
        a.SUB(a.dword(a.tstate, a.field(LEFT)), count)

    def aarch64(a, count):
        a.LDR(a.d(a.s0), a.address(a.tstate, a.field(LEFT)))
        a.SUB(a.d(a.s0), a.d(a.s0), count)
        a.STR(a.d(a.s0), a.address(a.tstate, a.field(LEFT)))
