"""Generators whose frames a trace goes on in.

Between two values a generator's frame lies where it always does, in the generator, and a trace works on it there. It becomes part of the
thread's chain of frames only where the interpreter runs it: at an exit, and for its end. `handled` and `frame` are the places of
gi_exc_state and gi_iframe."""
from .define import CALL, IMM32, PTR, Op, micro_op
from .memory import MEMORY

STATE, BEFORE, CURRENT = "PyGenObject.gi_frame_state", "PyGenObject.gi_exc_state.previous_item", "PyThreadState.exc_info"


def link(a, generator, handled):
    """Exceptions that are handled are the generator's own from here on. (gen_send_ex2, Objects/genobject.c)"""
    a.MOV(a.s0, a.qword(a.tstate, a.field(CURRENT)))
    a.MOV(a.qword(generator, a.field(BEFORE)), a.s0)
    a.LEA(a.s0, a.qword(generator, handled))
    a.MOV(a.qword(a.tstate, a.field(CURRENT)), a.s0)


def link_aarch64(a, generator, handled):
    a.LDR(a.s0, a.address(a.tstate, a.field(CURRENT)))
    a.STR(a.s0, a.address(generator, a.field(BEFORE)))
    a.ADD(a.s0, generator, handled)
    a.STR(a.s0, a.address(a.tstate, a.field(CURRENT)))


@micro_op(base=PTR, handled=IMM32, frame=IMM32, out=PTR, writes=MEMORY)
class enter_generator(Op):
    """Exceptions that are handled are the generator's own from now on; gives its frame, for the interpreter."""

    def x86_64(a, out, base, handled, frame):
        link(a, base, handled)
        a.LEA(out, a.qword(base, frame))

    def aarch64(a, out, base, handled, frame):
        link_aarch64(a, base, handled)
        a.ADD(out, base, frame)


@micro_op(base=PTR, previous=IMM32, writes=MEMORY)
class leave_generator(Op):
    """Exceptions that are handled are no more the generator's, and its frame has none below it (at `previous` in the generator)."""

    def x86_64(a, base, previous):
        a.MOV(a.s0, a.qword(base, a.field(BEFORE)))
        a.MOV(a.qword(a.tstate, a.field(CURRENT)), a.s0)
        a.XOR(a.d(a.s0), a.d(a.s0))
        a.MOV(a.qword(base, a.field(BEFORE)), a.s0)
        a.MOV(a.qword(base, previous), a.s0)

    def aarch64(a, base, previous):
        a.LDR(a.s0, a.address(base, a.field(BEFORE)))
        a.STR(a.s0, a.address(a.tstate, a.field(CURRENT)))
        a.MOV(a.s0, 0)
        a.STR(a.s0, a.address(base, a.field(BEFORE)))
        a.STR(a.s0, a.address(base, previous))


# -- leaving (see patterns/exits.py) -------------------------------------------------------------------------------------------


@micro_op(slot=IMM32, handled=IMM32, frame=IMM32, effects=CALL)
class exit_enter_generator(Op):
    """The generator that a slot of a.inner holds is called from there: its frame becomes a.inner."""

    def x86_64(a, slot, handled, frame):
        a.MOV(a.s1, a.qword(a.inner, slot))
        link(a, a.s1, handled)
        a.MOV(a.s0, a.inner)
        a.LEA(a.inner, a.qword(a.s1, frame))
        a.MOV(a.qword(a.inner, a.field("_PyInterpreterFrame.previous")), a.s0)

    def aarch64(a, slot, handled, frame):
        a.LDR(a.s1, a.address(a.inner, slot))
        link_aarch64(a, a.s1, handled)
        a.MOV(a.s0, a.inner)
        a.ADD(a.inner, a.s1, frame)
        a.STR(a.s0, a.address(a.inner, a.field("_PyInterpreterFrame.previous")))


@micro_op(slot=IMM32, effects=CALL)
class exit_if_over(Op):
    """Go to `target` if the generator that a slot of a.inner holds has come to its end: its state is not below 0."""

    def x86_64(a, slot):
        a.MOV(a.s1, a.qword(a.inner, slot))
        a.CMP(a.byte(a.s1, a.field(STATE)), 0)
        a.JGE(a.branch("target"))

    def aarch64(a, slot):
        a.LDR(a.s1, a.address(a.inner, slot))
        a.LDRB(a.d(a.s0), a.address(a.s1, a.field(STATE)))
        a.CMP(a.d(a.s0), 128)
        a.B("LO", a.branch("target"))
