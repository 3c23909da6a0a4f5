"""The callbacks of JUMP and PY_START events: they count backward jumps, and calls, and enter traces."""
from pyjit.backends import machine_frame as mf
from pyjit.backends.control_block import (
    CONTROL_AWAITED, CONTROL_CALLS, CONTROL_COUNTED, CONTROL_EVENTS, CONTROL_HELD, CONTROL_HOT, CONTROL_HOT_AT, CONTROL_INSIDE,
    CONTROL_LOOK, CONTROL_ON_HOT, CONTROL_ON_TRIAL, CONTROL_ON_VERSION, CONTROL_PATIENCE, CONTROL_RECORDED, CONTROL_REFUSED,
    CONTROL_REPAYS, CONTROL_TRIPS, CONTROL_UNTIL_ASKED, CONTROL_VERSION, CONTROL_WARM_AT, ENTRY_CALLED, ENTRY_CODE, ENTRY_COUNT,
    ENTRY_KEY, ENTRY_RUNNING, ENTRY_SIZE, ENTRY_VERSION, GIVEN_UP, HELD, LOOK, MULTIPLIER, NO_VERSION, STARTED, TABLE_BITS,
    TABLE_PROBES)
from pyjit.patterns.define import IMM32, IMM64

from . import clocks
from .hooks import call_quietly
from .leaving import ALIGNED_SIZE
from .registry import epilogue, field, prologue, shape

MOST_PATIENCE = 1023                    # jumps, a power of two less one
C_STACK_RESERVE = 8000                  # levels of C recursion that must be left to enter a trace


@shape(control=IMM64, table=IMM64, none=IMM64, disable=IMM64, monitors=IMM32, others=IMM64)
def jump_callback(a, control, table, none, disable, monitors, others):
    """callback(code, offset, destination) of JUMP events: counts a backward jump; enters the loop's trace if there is one; calls
    on_hot(code, offset, destination) when the count is full. A forward jump is never asked for again, nor is a
    loop that has been given up.

    A loop that is hot is asked about at once, or, as long as nothing could come of it, from a certain time on (may_be_asked); it counts
    on.

    It is called as a METH_FASTCALL function or as a vectorcall, whose arguments both stand at rsi. The key of a loop is the address
    of its first instruction; the version of its code object tells it from a loop of a dead one that had this address before, whose
    entry it takes over. Most jumps are only counted: that takes no stack and calls nothing."""
    rdi, rsi = a.args[:2]
    given_up = a.label()
    digit = a.field("PyLongObject.long_value.ob_digit")
    a.MOV(a.s0, a.qword(rsi, 8))
    a.MOV(rdi, a.qword(rsi, 16))
    a.MOV(a.d(a.s0), a.dword(a.s0, digit))
    a.MOV(a.d(rdi), a.dword(rdi, digit))
    a.CMP(rdi, a.s0)
    a.JA(given_up)
    count_or_enter(a, 3, CONTROL_HOT, given_up, control, table, none, disable, monitors, others)


@shape(control=IMM64, table=IMM64, none=IMM64, disable=IMM64, monitors=IMM32, others=IMM64)
def start_callback(a, control, table, none, disable, monitors, others):
    """callback(code, offset) of PY_START events: the same with calls, and the function's trace. The key of a function, as the interpreter
    calls it, is the address of its first instruction and STARTED."""
    rdi, rsi = a.args[:2]
    a.MOV(rdi, a.qword(rsi, 8))
    a.MOV(a.d(rdi), a.dword(rdi, a.field("PyLongObject.long_value.ob_digit")))
    a.ADD(rdi, STARTED)
    count_or_enter(a, 2, CONTROL_CALLS, a.label(), control, table, none, disable, monitors, others)


def count_or_enter(a, count, hot_at, given_up, control, table, none, disable, monitors, others):
    """What happens at the offset rdi of the code that is the first of the callback's `count` arguments: see jump_callback. hot_at: where
    the control block has the count at which it is hot; given_up: the label of what is never asked for again."""
    rdi, rsi, rdx, _, r8, _ = a.args
    version = a.gprs[11]
    out, claim, found, hot, enter = (a.label() for _ in range(5))
    a.MOV(a.s0, a.qword(rsi, 0))
    a.ADD(rdi, a.s0)
    a.ADD(rdi, a.field("PyCodeObject.co_code_adaptive"))
    a.MOV(a.d(version), a.dword(a.s0, a.field("PyCodeObject.co_version")))
    a.MOV(r8, control)
    a.ADD(a.qword(r8, CONTROL_EVENTS), 1)
    a.MOV(a.s1, rdi)
    a.SHR(a.s1, 1)
    a.IMUL(a.d(a.s1), a.d(a.s1), MULTIPLIER)
    a.SHR(a.d(a.s1), 32 - TABLE_BITS)
    a.SHL(a.s1, ENTRY_SIZE.bit_length() - 1)
    a.MOV(rdx, table)
    a.ADD(rdx, a.s1)
    for _ in range(TABLE_PROBES):
        a.CMP(a.qword(rdx, ENTRY_KEY), rdi)
        a.JE(found)
        a.CMP(a.qword(rdx, ENTRY_KEY), 0)
        a.JE(claim)
        a.ADD(rdx, ENTRY_SIZE)
    a.SUB(rdx, ENTRY_SIZE)   # all taken: the last one gives way, unless it has a trace
    a.CMP(a.qword(rdx, ENTRY_CODE), 0)
    a.JNE(out)
    a.bind(claim)
    a.MOV(a.qword(rdx, ENTRY_KEY), rdi)
    a.MOV(a.qword(rdx, ENTRY_CODE), 0)
    a.MOV(a.qword(rdx, ENTRY_CALLED), 0)
    a.MOV(a.dword(rdx, ENTRY_VERSION), a.d(version))
    a.MOV(a.dword(rdx, ENTRY_COUNT), 0)
    a.bind(found)
    a.CMP(a.dword(rdx, ENTRY_VERSION), a.d(version))
    a.JNE(claim)
    a.MOV(a.s1, a.qword(rdx, ENTRY_CODE))
    a.TEST(a.s1, a.s1)
    a.JNE(enter)
    a.ADD(a.dword(rdx, ENTRY_COUNT), 1)
    a.MOV(a.d(a.s1), a.dword(rdx, ENTRY_COUNT))
    a.CMP(a.d(a.s1), a.dword(r8, hot_at))
    a.JGE(hot)
    a.bind(out)
    a.MOV(a.s0, none)
    a.RET()
    a.bind(hot)
    a.CMP(a.d(a.s1), GIVEN_UP)
    a.JGE(given_up)
    may_be_asked(a, out)
    a.MOV(a.dword(r8, CONTROL_COUNTED), a.d(a.s1))
    a.MOV(a.dword(rdx, ENTRY_COUNT), 0)
    answer(a, CONTROL_ON_HOT, count)
    a.bind(given_up)
    a.MOV(a.s0, disable)
    a.RET()

    a.bind(enter)
    enter_trace(a, count, control, none, monitors, others)


def may_be_asked(a, unasked):
    """Go on here if the hook may be asked about a loop that has been counted to s1, else at `unasked`. r8: the control block; keeps all
    but s0."""
    control, kept = a.args[4], (*a.args, a.s1, a.gprs[10], a.gprs[11])
    repays, ask = a.label(), a.label()
    a.MOV(a.s0, a.qword(control, CONTROL_HOT_AT))
    a.CMP(a.d(a.s1), a.dword(control, CONTROL_REPAYS))
    a.JAE(repays)
    a.MOV(a.s0, a.qword(control, CONTROL_WARM_AT))
    a.bind(repays)
    a.TEST(a.s0, a.s0)
    a.JE(ask)
    a.SUB(a.dword(control, CONTROL_LOOK), 1)
    a.JG(unasked)
    a.MOV(a.dword(control, CONTROL_LOOK), LOOK)
    room = 8 * len(kept) + 32
    room += 8 - room % 16   # with the return address
    a.SUB(a.sp, room)
    for i, r in enumerate(kept):
        a.MOV(a.qword(a.sp, 32 + 8 * i), r)
    a.MOV(a.qword(a.sp, 16), a.s0)
    clocks.read_nanoseconds(a, clocks.MONOTONIC_COARSE, 0)
    a.SUB(a.s0, a.qword(a.sp, 16))
    for i, r in enumerate(kept):
        a.MOV(r, a.qword(a.sp, 32 + 8 * i))
    a.LEA(a.sp, a.qword(a.sp, room))
    a.JL(unasked)   # (of the subtraction)
    a.bind(ask)


def answer(a, hook, count):
    """Return what the hook says to the callback's arguments. r8: the control block; rsi: the arguments."""
    a.MOV(a.args[0], a.qword(a.args[4], hook))
    a.SUB(a.sp, 8)
    call_quietly(a, count)
    a.ADD(a.sp, 8)
    a.RET()


def enter_trace(a, count, control, none, monitors, others):
    """The trace s1 of the loop with the entry rdx, unless this frame is being recorded or may be (all frames that run while a recording
    awaits none), something is pending, another tool (a bit of `others`) listens to its code (`monitors` is where its monitoring data
    tell), somebody holds the frame, or the C stack runs low. r8: the control block; rsi: the callback's arguments, `count` of them.
    From the first instruction on, nothing that can be entered here is taken away: the entry counts who is on the way in, and inside."""
    rdi, rsi, rdx, _, r8, _ = a.args
    out, free, held, changed, ask, refused, allowed, tried, unseen = (a.label() for _ in range(9))
    prologue(a, ALIGNED_SIZE)
    a.ADD(a.dword(rdx, ENTRY_RUNNING), 1)
    a.MOV(a.qword(a.sp, mf.SCRATCH), rsi)
    a.MOV(a.qword(a.sp, mf.ENTRY), rdx)
    a.MOV(a.qword(a.sp, mf.KEPT), a.s1)
    a.call("PyThreadState_Get")
    a.MOV(a.tstate, a.s0)
    a.MOV(a.frame, field(a, a.tstate, "PyThreadState.current_frame"))
    a.MOV(a.s0, none)
    a.MOV(r8, control)
    a.CMP(a.qword(r8, CONTROL_RECORDED), 0)
    a.JE(free)
    a.CMP(a.qword(r8, CONTROL_AWAITED), 0)
    a.JE(held)
    a.CMP(a.qword(r8, CONTROL_RECORDED), a.frame)
    a.JE(out)
    a.bind(free)
    a.MOV(rdx, field(a, a.tstate, "PyThreadState.eval_breaker"))
    a.TEST(a.b(rdx), a.b(rdx))
    a.JNE(out)
    a.CMP(a.qword(r8, CONTROL_VERSION), rdx)
    a.JNE(changed)
    a.bind(allowed)
    a.MOV(rdi, a.qword(a.sp, mf.SCRATCH))
    a.MOV(rdi, a.qword(rdi, 0))
    a.MOV(rdi, field(a, rdi, "PyCodeObject._co_monitoring"))
    a.MOV(rsi, others)
    a.TEST(a.qword(rdi, monitors), rsi)
    a.JNE(out)
    a.CMP(a.dword(a.tstate, a.field("PyThreadState.tracing")), 1)
    a.JNE(out)
    a.CMP(a.dword(a.tstate, a.field("PyThreadState.c_recursion_remaining")), C_STACK_RESERVE)
    a.JL(out)
    a.MOV(a.qword(a.sp, mf.KEPT_BREAKER), rdx)
    a.MOV(rdi, field(a, a.frame, "_PyInterpreterFrame.frame_obj"))
    a.TEST(rdi, rdi)
    a.JE(unseen)
    a.CMP(a.qword(rdi, a.field("PyObject.ob_refcnt")), 1)
    a.JNE(out)
    for own in ("f_trace", "f_extra_locals", "f_locals_cache"):
        a.CMP(field(a, rdi, "PyFrameObject." + own), 0)
        a.JNE(out)
    a.MOV(field(a, a.frame, "_PyInterpreterFrame.frame_obj"), 0)   # nobody has it: the interpreter makes another when it is asked
    a.call("Py_DecRef")
    a.MOV(r8, control)
    a.bind(unseen)
    a.MOV(rdx, a.qword(a.sp, mf.ENTRY))
    a.MOV(a.d(a.s0), a.dword(rdx, ENTRY_COUNT))
    a.ADD(a.d(a.s0), 1)
    a.MOV(a.dword(rdx, ENTRY_COUNT), a.d(a.s0))
    a.CMP(a.d(a.s0), a.dword(r8, CONTROL_TRIPS))
    a.JGE(tried)
    a.MOV(a.qword(a.sp, mf.PROTECTED), 0)
    a.MOV(a.qword(a.sp, mf.PASSES), 0)
    a.ADD(a.dword(r8, CONTROL_INSIDE), 1)
    a.MOV(a.dword(a.tstate, a.field("PyThreadState.tracing")), 0)   # what the trace calls is in no tool's callback
    a.MOV(a.dword(a.tstate, a.field("PyThreadState.what_event")), -1)
    a.MOV(a.dword(a.frame, a.field("_PyInterpreterFrame.stacktop")), -1)
    a.JMP(a.qword(a.sp, mf.KEPT))

    def tell(hook):
        a.MOV(rsi, a.qword(a.sp, mf.SCRATCH))
        a.MOV(rdi, a.qword(r8, hook))
        call_quietly(a, count)

    a.bind(tried)
    tell(CONTROL_ON_TRIAL)
    a.bind(out)
    a.MOV(a.s1, a.qword(a.sp, mf.ENTRY))
    a.SUB(a.dword(a.s1, ENTRY_RUNNING), 1)
    epilogue(a, ALIGNED_SIZE)

    # The recording under way may be lost: now and then on_version looks whether it is.
    a.bind(held)
    a.SUB(a.dword(r8, CONTROL_HELD), 1)
    a.JG(out)
    a.MOV(a.dword(r8, CONTROL_HELD), HELD)
    tell(CONTROL_ON_VERSION)
    a.MOV(a.s0, none)
    a.JMP(out)

    # Somebody has switched events on or off since, or memory is scarce: on_version(code, ...) says whether traces may run. Where it has
    # said no it is asked again after so many jumps, and twice as many each time.
    a.bind(changed)
    a.CMP(a.qword(r8, CONTROL_REFUSED), rdx)
    a.JNE(ask)
    a.SUB(a.dword(r8, CONTROL_UNTIL_ASKED), 1)
    a.JNE(out)
    a.bind(ask)
    tell(CONTROL_ON_VERSION)
    a.MOV(a.s0, none)
    a.MOV(r8, control)
    a.MOV(rdx, field(a, a.tstate, "PyThreadState.eval_breaker"))
    a.CMP(a.qword(r8, CONTROL_VERSION), rdx)
    a.JNE(refused)
    a.MOV(a.qword(r8, CONTROL_REFUSED), NO_VERSION)
    a.MOV(a.dword(r8, CONTROL_PATIENCE), 0)
    a.JMP(allowed)
    a.bind(refused)
    a.MOV(a.qword(r8, CONTROL_REFUSED), rdx)
    a.MOV(a.d(a.s1), a.dword(r8, CONTROL_PATIENCE))
    a.LEA(a.d(a.s1), a.qword(a.s1, 1, index=a.s1, scale=1))
    a.AND(a.d(a.s1), MOST_PATIENCE)
    a.MOV(a.dword(r8, CONTROL_PATIENCE), a.d(a.s1))
    a.MOV(a.dword(r8, CONTROL_UNTIL_ASKED), a.d(a.s1))
    a.JMP(out)
