"""The way out of a trace: what every exit is made of beside its own stencils."""
from pyjit.backends import machine_frame as mf
from pyjit.backends.control_block import (
    CONTROL_INSIDE, CONTROL_ON_EXIT, CONTROL_ON_HOT_EXIT, CONTROL_ON_LEFT, CONTROL_PASSES, ENTRY_PASSES, ENTRY_RUNNING)
from pyjit.patterns.define import IMM32, IMM64

from .hooks import call_hook
from .registry import epilogue, shape

ALIGNED_SIZE = mf.SIZE + 8   # what a trace has of the stack: see registry.prologue
TRIES = 1000                 # for an exit's code; on_exit gives up before, if it can be called at all


@shape(none=IMM64, control=IMM64)
def leave(a, none, control):
    """The end of every exit: the callback returns None; the frame says where the interpreter goes on. What was protected is let
    go, and the passes are entered into the books. From here on this machine frame runs no code of a trace."""
    following, done = a.label(), a.label()
    a.MOV(a.sp, a.saved)
    book_passes(a, control)
    a.MOV(a.inner, a.qword(a.sp, mf.PROTECTED))
    a.TEST(a.inner, a.inner)
    a.JE(done)
    a.bind(following)
    next_protected(a, done)
    a.call("Py_DecRef")
    a.JMP(following)
    a.bind(done)
    a.XOR(a.d(a.s2), a.d(a.s2))
    return_from_trace(a, none)


@shape(none=IMM64, control=IMM64)
def leave_returning(a, none, control):
    """The end of a trace that ends with its function: the same, where the function's result, which stands in the frame as well, is kept in
    the machine frame."""
    book_passes(a, control)
    a.MOV(a.s2, a.qword(a.sp, mf.KEPT))
    return_from_trace(a, none)


def book_passes(a, control):
    """Enter the passes into the books, and that the machine frame is about to go."""
    a.MOV(a.s0, a.qword(a.sp, mf.PASSES))
    a.MOV(a.s1, control)
    a.ADD(a.qword(a.s1, CONTROL_PASSES), a.s0)
    a.MOV(a.inner, a.qword(a.sp, mf.ENTRY))
    a.ADD(a.qword(a.inner, ENTRY_PASSES), a.s0)
    a.SUB(a.dword(a.s1, CONTROL_INSIDE), 1)


def return_from_trace(a, none):
    """Return to whoever has entered: see routine_enter_function. s2: the function's result, or 0."""
    a.MOV(a.dword(a.tstate, a.field("PyThreadState.tracing")), 1)
    a.MOV(a.s1, a.qword(a.sp, mf.ENTRY))
    a.SUB(a.dword(a.s1, ENTRY_RUNNING), 1)
    a.MOV(a.s0, none)
    a.MOV(a.args[4], a.qword(a.sp, mf.PASSES))
    epilogue(a, ALIGNED_SIZE)


@shape(id=IMM32)
def exit_stub(a, id):
    """One per guard: which exit it is."""
    a.MOV(a.d(a.s0), id)
    a.jump("save")


@shape(exits=IMM64)
def exit_save(a, exits):
    """Copy the registers into the machine frame and go on with the exit's own code."""
    a.MOV(a.qword(a.sp, mf.EXIT_ID), a.s0)
    for number in range(16):
        if a.gprs[number] not in (a.s0, a.s1, a.s2, a.sp, a.frame, a.tstate):
            a.MOV(a.qword(a.sp, mf.GPRS + 8 * number), a.gprs[number])
    for number in range(2, 16):
        a.MOVSD(a.qword(a.sp, mf.XMMS + 8 * number), a.xmms[number])
    a.MOV(a.saved, a.sp)
    a.MOV(a.inner, a.frame)
    a.MOV(a.s1, exits)
    a.JMP(a.qword(a.s1, 0, index=a.s0, scale=8))


@shape(borrowed=IMM64)
def exit_borrowing(a, borrowed):
    """An exit that has not been taken yet and borrows objects: the list of them. (What it is to write at once, it has written.)"""
    a.MOV(a.s1, borrowed)
    a.jump("protect")


@shape()
def exit_protect(a):
    """Take references to the objects in the list s1 for the time until the exit is through: to make its code takes time, in which
    other threads may run."""
    following, done = a.label(), a.label()
    a.MOV(a.qword(a.saved, mf.PROTECTED), a.s1)
    a.MOV(a.inner, a.s1)
    a.bind(following)
    next_protected(a, done)
    a.call("Py_IncRef")
    a.JMP(following)
    a.bind(done)
    a.MOV(a.inner, a.frame)
    a.jump("resolve")


def next_protected(a, done):
    """The object of the next word in the list `inner`, as an argument; at its end: on to `done`."""
    address = a.label()
    a.MOV(a.args[0], a.qword(a.inner, 0))
    a.TEST(a.args[0], a.args[0])
    a.JE(done)
    a.ADD(a.inner, 8)
    a.CMP(a.args[0], mf.SIZE)
    a.JAE(address)
    a.MOV(a.args[0], a.qword(a.saved, 0, index=a.args[0]))
    a.bind(address)


@shape(control=IMM64, exits=IMM64, hook=IMM64, lost=IMM64)
def exit_resolve(a, control, exits, hook, lost):
    """An exit taken for the first time: on_exit(id) stitches its code and enters it into the table of exits. There is no other way
    on: if that fails, it is tried again, with the memory that is there for such cases."""
    again, made = a.label(), a.label()
    before, left = a.qword(a.saved, mf.ARGUMENTS + 16), a.qword(a.saved, mf.ARGUMENTS + 24)   # (the argument array is at rest, too, up
    # to where an exit that has written something has noted it)

    def look():
        a.MOV(a.s0, a.qword(a.saved, mf.EXIT_ID))
        a.MOV(a.s1, exits)
        a.MOV(a.s0, a.qword(a.s1, 0, index=a.s0, scale=8))
    look()
    a.MOV(before, a.s0)
    call_hook(a, control, CONTROL_ON_EXIT)
    look()
    a.CMP(a.s0, before)
    a.JNE(made)
    a.MOV(left, TRIES)
    a.bind(again)
    call_hook(a, control, CONTROL_ON_EXIT, routine=hook)
    look()
    a.CMP(a.s0, before)
    a.JNE(made)
    a.SUB(left, 1)
    a.JNE(again)
    a.MOV(a.args[0], lost)
    a.call("Py_FatalError")
    a.bind(made)
    a.JMP(a.s0)


@shape(counter=IMM64)
def exit_count(a, counter):
    """Near the end of an exit: count it; when the counter runs out, on_hot_exit(id) may start recording a bridge."""
    cold = a.label()
    a.MOV(a.s1, counter)
    a.SUB(a.dword(a.s1, 0), 1)
    a.JNE(cold)
    a.call("routine:hot_exit")
    a.bind(cold)


@shape(control=IMM64)
def routine_hot_exit(a, control):
    a.SUB(a.sp, 8)
    call_hook(a, control, CONTROL_ON_HOT_EXIT)
    a.ADD(a.sp, 8)
    a.RET()


@shape(counter=IMM64)
def exit_check(a, counter):
    """In the same place, if pyjit checks itself: on_left(machine frame) looks at the frames, until the counter has run out."""
    enough = a.label()
    a.MOV(a.s1, counter)
    a.SUB(a.dword(a.s1, 0), 1)
    a.JL(enough)
    a.call("routine:check_exit")
    a.bind(enough)


@shape(control=IMM64)
def routine_check_exit(a, control):
    a.SUB(a.sp, 8)
    a.MOV(a.qword(a.saved, mf.INNERMOST), a.inner)
    call_hook(a, control, CONTROL_ON_LEFT, a.saved)
    a.ADD(a.sp, 8)
    a.RET()
