"""Frames of inlined calls that stand on the thread's data stack while code runs that may look at them.

`base` is the top of the data stack as the root has it; the frames lie from there on, the outermost first. `at` and `below` are places of
frames from there, `end` is the place behind the last one, `count` how many they are."""
from .define import GUARD, IMM32, PTR, Op, micro_op

STACK = ("data stack",)
PREVIOUS = "_PyInterpreterFrame.previous"
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


@micro_op(base=PTR, writes=STACK)
class chain_to_root(Op):
    """The root is the frame below the first one."""

    def x86_64(a, base):
        a.MOV(a.qword(base, a.field(PREVIOUS)), a.frame)

    def aarch64(a, base):
        a.STR(a.frame, a.address(base, a.field(PREVIOUS)))


@micro_op(base=PTR, at=IMM32, below=IMM32, writes=STACK)
class chain_frame(Op):
    """The frame at `below` is the one below the frame at `at`."""

    def x86_64(a, base, at, below):
        a.LEA(a.s0, a.qword(base, below))
        a.LEA(a.s1, a.qword(base, at))
        a.MOV(a.qword(a.s1, a.field(PREVIOUS)), a.s0)

    def aarch64(a, base, at, below):
        a.ADD(a.s0, base, below)
        a.ADD(a.s1, base, at)
        a.STR(a.s0, a.address(a.s1, a.field(PREVIOUS)))


@micro_op(base=PTR, at=IMM32, end=IMM32, count=IMM32, writes=STACK)
class link_frames(Op):
    """The frame at `at` is the current one, and the data stack goes on behind the frames."""

    def x86_64(a, base, at, end, count):
        a.LEA(a.s0, a.qword(base, at))
        a.MOV(a.qword(a.tstate, a.field(CURRENT)), a.s0)
        a.ADD(a.qword(a.tstate, a.field(TOP)), end)
        a.SUB(a.dword(a.tstate, a.field(LEFT)), count)

    def aarch64(a, base, at, end, count):
        a.ADD(a.s0, base, at)
        a.STR(a.s0, a.address(a.tstate, a.field(CURRENT)))
        a.ADD(a.s0, base, end)
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
