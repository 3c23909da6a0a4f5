"""Code that is not part of any trace: the JUMP callback that counts and enters, the way out, and the routines that
stencils call. Each shape is a stencil with named holes; pyjit.machine links them once per process."""
from pyjit.backends import machine_frame as mf
from pyjit.backends.control_block import (
    CONTROL_EVENTS, CONTROL_HOT, CONTROL_ON_EXIT, CONTROL_ON_HOT, CONTROL_ON_HOT_EXIT, CONTROL_ON_INSTRUCTION, CONTROL_ON_LEFT,
    CONTROL_ON_ROUND, CONTROL_ON_TRIAL, CONTROL_ON_VERSION, CONTROL_PASSES, CONTROL_RECORDED, CONTROL_REST, CONTROL_THRESHOLD,
    CONTROL_TRIPS, CONTROL_UNHEARD, CONTROL_VERSION, ENTRY_CODE, ENTRY_COUNT, ENTRY_EPOCH, ENTRY_KEY, ENTRY_LEFT, ENTRY_LOOKS,
    ENTRY_PASSES, ENTRY_RESTING, ENTRY_SIZE, ENTRY_STATE, ENTRY_TURN, ENTRY_USUAL, EPOCH_BITS, MULTIPLIER, OVER, STATE_AWAKE,
    TABLE_BITS, TABLE_PROBES)
from pyjit.patterns.define import IMM32, IMM64

from . import big_ints, resting, scarcity  # noqa: F401  registers their shapes
from .registry import SHAPES, field, preserving, shape  # noqa: F401  the table is made of SHAPES

CALLEE_SAVED = (3, 5, 12, 13, 14, 15)   # rbx rbp r12 r13 r14 r15
ALIGNED_SIZE = mf.SIZE + 8              # six pushes and the return address leave the stack 8 off
TRIES = 1000                            # for an exit's code; on_exit gives up before, if it can be called at all
C_STACK_RESERVE = 8000                  # levels of C recursion that must be left to enter a trace

@shape(control=IMM64, table=IMM64, none=IMM64, disable=IMM64)
def jump_callback(a, control, table, none, disable):
    """callback(code, offset, destination) of JUMP events: counts a backward jump; enters the loop's trace if there is one; calls
    on_hot(code, offset, destination) when the count is full. A forward jump is never asked for again.

    It is called as a METH_FASTCALL function or as a vectorcall, whose arguments both stand at rsi. The key of a loop is the address
    of its first instruction. Most jumps are only counted: that takes no stack and calls nothing."""
    rdi, rsi, rdx, rcx, r8, r9 = a.args
    backward, out, claim, found, same, hot, enter, round, begun, rests, asked = (a.label() for _ in range(11))
    digit = a.field("PyLongObject.long_value.ob_digit")
    a.MOV(a.s0, a.qword(rsi, 8))
    a.MOV(rdi, a.qword(rsi, 16))
    a.MOV(a.d(a.s0), a.dword(a.s0, digit))
    a.MOV(a.d(rdi), a.dword(rdi, digit))
    a.CMP(rdi, a.s0)
    a.JBE(backward)
    a.MOV(a.s0, disable)
    a.RET()

    a.bind(backward)
    a.ADD(rdi, a.qword(rsi, 0))
    a.ADD(rdi, a.field("PyCodeObject.co_code_adaptive"))
    a.MOV(r8, control)
    a.MOV(r9, a.qword(r8, CONTROL_EVENTS))
    a.ADD(r9, 1)
    a.MOV(a.qword(r8, CONTROL_EVENTS), r9)
    a.TEST(a.d(r9), (1 << EPOCH_BITS) - 1)
    a.JE(round)
    a.bind(begun)
    a.SHR(r9, EPOCH_BITS)
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
    a.MOV(a.dword(rdx, ENTRY_COUNT), 0)
    a.MOV(a.dword(rdx, ENTRY_EPOCH), a.d(r9))
    for word in (ENTRY_STATE, ENTRY_PASSES, ENTRY_USUAL, ENTRY_LOOKS, ENTRY_TURN, ENTRY_RESTING):
        a.MOV(a.dword(rdx, word), 0)
    a.bind(found)
    a.MOV(a.s1, a.qword(rdx, ENTRY_CODE))
    a.TEST(a.s1, a.s1)
    a.JNE(enter)
    a.CMP(a.dword(rdx, ENTRY_EPOCH), a.d(r9))
    a.JE(same)
    a.MOV(a.dword(rdx, ENTRY_EPOCH), a.d(r9))
    a.SHR(a.dword(rdx, ENTRY_COUNT), 1)
    a.bind(same)
    a.ADD(a.dword(rdx, ENTRY_COUNT), 1)
    a.MOV(a.d(a.s1), a.dword(rdx, ENTRY_COUNT))
    a.CMP(a.d(a.s1), a.dword(r8, CONTROL_HOT))
    a.JAE(hot)
    a.MOV(a.s1, a.qword(r8, CONTROL_REST))
    a.TEST(a.s1, a.s1)
    a.JNE(rests)
    a.bind(out)
    a.MOV(a.s0, none)
    a.RET()
    a.bind(rests)
    a.CMP(a.dword(rdx, ENTRY_STATE), STATE_AWAKE)
    a.JNE(asked)
    a.MOV(a.s0, a.qword(rsi, 0))
    a.CMP(field(a, a.s0, "PyCodeObject.co_extra"), 0)
    a.JE(out)
    a.bind(asked)
    a.JMP(a.s1)

    a.bind(round)
    a.CMP(a.qword(r8, CONTROL_REST), 0)
    a.JNE(begun)
    a.MOV(rdi, a.qword(r8, CONTROL_ON_ROUND))
    a.SUB(a.sp, 8)
    call_quietly(a, 3)
    a.ADD(a.sp, 8)
    a.RET()

    a.bind(hot)
    a.MOV(a.dword(rdx, ENTRY_COUNT), 0)
    a.MOV(rdi, a.qword(r8, CONTROL_ON_HOT))
    a.SUB(a.sp, 8)
    call_quietly(a, 3)
    a.ADD(a.sp, 8)
    a.RET()

    a.bind(enter)
    enter_trace(a, control, none)


def enter_trace(a, control, none):
    """The trace s1 of the loop with the entry rdx, unless this frame is being recorded, something is pending, somebody holds the frame,
    or the C stack runs low. r8: the control block; rsi: the callback's arguments."""
    rdi, rsi, rdx, _, r8, _ = a.args
    out, changed, allowed, tried, unseen = (a.label() for _ in range(5))
    for r in CALLEE_SAVED:
        a.PUSH(a.gprs[r])
    a.SUB(a.sp, ALIGNED_SIZE)
    a.MOV(a.qword(a.sp, mf.SCRATCH), rsi)
    a.MOV(a.qword(a.sp, mf.EXIT_ID), rdx)
    a.MOV(a.qword(a.sp, mf.KEPT), a.s1)
    a.call("PyThreadState_Get")
    a.MOV(a.tstate, a.s0)
    a.MOV(a.frame, field(a, a.tstate, "PyThreadState.current_frame"))
    a.MOV(a.s0, none)
    a.MOV(r8, control)
    a.CMP(a.qword(r8, CONTROL_RECORDED), a.frame)
    a.JE(out)
    a.MOV(rdx, field(a, a.tstate, "PyThreadState.eval_breaker"))
    a.TEST(a.b(rdx), a.b(rdx))
    a.JNE(out)
    a.CMP(a.qword(r8, CONTROL_VERSION), rdx)
    a.JNE(changed)
    a.bind(allowed)
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
    a.MOV(rdx, a.qword(a.sp, mf.EXIT_ID))
    a.MOV(a.d(a.s0), a.dword(rdx, ENTRY_COUNT))
    a.ADD(a.d(a.s0), 1)
    a.MOV(a.dword(rdx, ENTRY_COUNT), a.d(a.s0))
    a.CMP(a.d(a.s0), a.dword(r8, CONTROL_TRIPS))
    a.JGE(tried)
    a.MOV(a.qword(a.sp, mf.PROTECTED), 0)
    a.MOV(a.qword(a.sp, mf.PASSES), 0)
    a.MOV(a.dword(a.tstate, a.field("PyThreadState.tracing")), 0)   # what the trace calls is in no tool's callback
    a.MOV(a.dword(a.tstate, a.field("PyThreadState.what_event")), -1)
    a.MOV(a.dword(a.frame, a.field("_PyInterpreterFrame.stacktop")), -1)
    a.JMP(a.qword(a.sp, mf.KEPT))

    a.bind(tried)
    a.MOV(rsi, a.qword(a.sp, mf.SCRATCH))
    a.MOV(rdi, a.qword(r8, CONTROL_ON_TRIAL))
    call_quietly(a, 3)
    a.bind(out)
    epilogue(a)

    a.bind(changed)   # somebody has switched events on or off since: on_version(code, ...) says whether traces may run
    a.MOV(rsi, a.qword(a.sp, mf.SCRATCH))
    a.MOV(rdi, a.qword(r8, CONTROL_ON_VERSION))
    call_quietly(a, 3)
    a.MOV(a.s0, none)
    a.MOV(r8, control)
    a.MOV(rdx, field(a, a.tstate, "PyThreadState.eval_breaker"))
    a.CMP(a.qword(r8, CONTROL_VERSION), rdx)
    a.JNE(out)
    a.JMP(allowed)


def call_quietly(a, count):
    """A Python hook (rdi) with `count` arguments (rsi); its result in s0. Keeps tstate and frame."""
    a.MOV(a.args[2], count)
    a.call("routine:hook")


@shape(main_thread=IMM64, none=IMM64, threshold=IMM64, evaluator=IMM64, control=IMM64, allocators=IMM64)
def routine_hook(a, main_thread, none, threshold, evaluator, control, allocators):
    """The Python function rdi with rdx arguments (rsi), on a thread state of its own: what the program has pending (exceptions from
    other threads), handles, traces, or has used up of its recursion limit does not reach pyjit's own Python. Nor do signals: while
    it runs, no thread is the main thread (the word at `main_thread`, _PyRuntime's). Nor are collections begun, which run the
    program's finalizers: the youngest generation's threshold is 0 meanwhile, and CONTROL_THRESHOLD has what it was. All that waits
    for the program. Nor does a tool that evaluates the program's frames (the word at `evaluator`) get to see pyjit's. The objects'
    memory comes from where it did when pyjit was switched on (scarcity.allocators_found). The result in s0; if the function fails,
    or cannot be called for want of memory, the result is None, and CONTROL_UNHEARD is set. (PyThreadState_Swap, Python/pystate.c;
    _PyObject_GC_Link, Python/gc.c)"""
    rdi, rsi, rdx, rcx = a.args[:4]
    own, result, program = a.gprs[12], a.gprs[13], a.gprs[14]
    failed, told, unheard, absent, other, others, held, free, changed, evaluated = (a.label() for _ in range(10))
    evaluated_by = 48 + scarcity.OBJECTS_SIZE
    for r in (own, result, program):
        a.PUSH(r)
    a.SUB(a.sp, evaluated_by + 16)
    for at, r in enumerate((rdi, rsi, rdx)):
        a.MOV(a.qword(a.sp, 8 * at), r)
    a.call("PyThreadState_Get")
    a.MOV(program, a.s0)
    a.MOV(rdi, field(a, program, "PyThreadState.interp"))
    a.call("PyThreadState_New")
    a.MOV(result, none)
    a.TEST(a.s0, a.s0)
    a.JE(unheard)
    a.MOV(own, a.s0)
    a.MOV(field(a, own, "PyThreadState.thread_id"), 0)   # exceptions from other threads find the program's
    a.MOV(a.dword(own, a.field("PyThreadState.tracing")), 1)   # nobody is told of pyjit's own doings, pyjit neither
    a.MOV(a.s1, field(a, program, "PyThreadState.current_frame"))
    a.MOV(field(a, own, "PyThreadState.current_frame"), a.s1)
    a.MOV(rdi, own)
    a.call("PyThreadState_Swap")
    a.MOV(a.s1, threshold)
    a.MOV(a.d(a.s0), a.dword(a.s1, 0))
    a.MOV(a.qword(a.sp, 32), a.s0)
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JE(held)   # there are no collections, or another thread is in a hook
    a.MOV(a.dword(a.s1, 0), 0)
    a.MOV(a.s1, control)
    a.MOV(a.dword(a.s1, CONTROL_THRESHOLD), a.d(a.s0))
    a.bind(held)
    a.MOV(a.s0, evaluator)
    a.MOV(a.s1, a.qword(a.s0, 0))
    a.MOV(a.qword(a.sp, evaluated_by), a.s1)
    a.MOV(a.qword(a.s0, 0), 0)
    a.MOV(a.s0, main_thread)
    a.MOV(a.s1, a.qword(a.s0, 0))
    a.MOV(a.qword(a.sp, 24), a.s1)
    a.CMP(field(a, program, "PyThreadState.thread_id"), a.s1)
    a.JNE(other)
    a.MOV(a.qword(a.s0, 0), 0)
    a.bind(other)
    scarcity.allocators_found(a, allocators, 40, 48)
    for at, r in enumerate((rdi, rsi, rdx)):
        a.MOV(r, a.qword(a.sp, 8 * at))
    a.XOR(a.d(rcx), a.d(rcx))
    a.call("PyObject_Vectorcall")
    a.TEST(a.s0, a.s0)
    a.JE(failed)
    a.MOV(result, a.s0)
    a.bind(told)
    a.call("PyErr_Clear")
    scarcity.allocators_again(a, 40, 48)
    a.MOV(a.s1, evaluator)
    a.MOV(a.s0, a.qword(a.sp, evaluated_by))
    a.CMP(a.qword(a.s1, 0), 0)
    a.JNE(evaluated)   # another thread of the program has set it since
    a.MOV(a.qword(a.s1, 0), a.s0)
    a.bind(evaluated)
    a.MOV(a.s0, a.qword(a.sp, 32))
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JE(free)
    a.MOV(a.s1, control)
    a.MOV(a.dword(a.s1, CONTROL_THRESHOLD), 0)
    a.MOV(a.s1, threshold)
    a.CMP(a.dword(a.s1, 0), 0)
    a.JNE(changed)   # another thread of the program has set it since
    a.MOV(a.dword(a.s1, 0), a.d(a.s0))
    a.bind(changed)
    a.bind(free)
    a.MOV(a.s1, a.qword(a.sp, 24))
    a.CMP(field(a, program, "PyThreadState.thread_id"), a.s1)
    a.JNE(others)
    a.MOV(a.s0, main_thread)
    a.MOV(a.qword(a.s0, 0), a.s1)
    a.bind(others)
    a.MOV(field(a, own, "PyThreadState.current_frame"), 0)
    a.MOV(rdi, program)
    a.call("PyThreadState_Swap")
    a.MOV(rdi, own)
    a.call("PyThreadState_Clear")
    a.MOV(rdi, own)
    a.call("PyThreadState_Delete")
    a.bind(absent)
    a.MOV(a.s0, result)
    a.ADD(a.sp, evaluated_by + 16)
    for r in (program, result, own):
        a.POP(r)
    a.RET()

    a.bind(failed)
    a.MOV(a.s1, control)
    a.MOV(a.dword(a.s1, CONTROL_UNHEARD), 1)
    a.JMP(told)
    a.bind(unheard)
    a.MOV(a.s1, control)
    a.MOV(a.dword(a.s1, CONTROL_UNHEARD), 1)
    a.JMP(absent)


@shape(control=IMM64)
def instruction_callback(a, control):
    """callback(code, offset) of INSTRUCTION events: on_instruction(code, offset), which never disturbs the program."""
    a.SUB(a.sp, 8)
    a.MOV(a.s1, control)
    a.MOV(a.args[0], a.qword(a.s1, CONTROL_ON_INSTRUCTION))
    call_quietly(a, 2)
    a.ADD(a.sp, 8)
    a.RET()


def epilogue(a):
    """Back to the interpreter with the result in s0."""
    a.ADD(a.sp, ALIGNED_SIZE)
    for r in reversed(CALLEE_SAVED):
        a.POP(a.gprs[r])
    a.RET()


@shape(entry=IMM64)
def pass_counter(a, entry):
    """On the back edge of a loop on trial: one pass less to go. After the last one the loop is left, and its trial is over."""
    over = a.label()
    a.MOV(a.s0, entry)
    a.SUB(a.qword(a.s0, ENTRY_LEFT), 1)
    a.JE(over)
    a.jump("loop")
    a.bind(over)
    a.OR(a.dword(a.s0, ENTRY_COUNT), OVER)
    a.jump("out")


@shape(none=IMM64, control=IMM64)
def leave(a, none, control):
    """The end of every exit: the callback returns None; the frame says where the interpreter goes on. What was protected is let
    go, and the passes are entered into the books."""
    following, done = a.label(), a.label()
    a.MOV(a.sp, a.saved)
    a.MOV(a.s0, a.qword(a.sp, mf.PASSES))
    a.MOV(a.s1, control)
    a.ADD(a.qword(a.s1, CONTROL_PASSES), a.s0)
    a.MOV(a.inner, a.qword(a.sp, mf.PROTECTED))
    a.TEST(a.inner, a.inner)
    a.JE(done)
    a.bind(following)
    a.MOV(a.d(a.s0), a.dword(a.inner, 0))
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JE(done)
    a.MOV(a.args[0], a.qword(a.sp, 0, index=a.s0))
    a.call("Py_DecRef")
    a.ADD(a.inner, 4)
    a.JMP(following)
    a.bind(done)
    a.MOV(a.dword(a.tstate, a.field("PyThreadState.tracing")), 1)
    a.MOV(a.s0, none)
    epilogue(a)


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


def call_hook(a, control, hook, number=None, routine=None):
    """hook(exit id, or another number) in Python, with events off: the trace is at rest, its state saved. The hook never raises; an
    exception that the exit is about to raise stands aside. routine: the address of routine_hook, if the call shall be a relieved
    one."""
    rdi, rsi = a.args[:2]
    calm = a.label()
    a.MOV(a.dword(a.tstate, a.field("PyThreadState.tracing")), 1)
    a.call("PyErr_GetRaisedException")
    a.MOV(a.qword(a.saved, mf.SCRATCH), a.s0)
    a.MOV(rdi, number or a.qword(a.saved, mf.EXIT_ID))
    a.call("routine:box_int")
    a.MOV(a.qword(a.saved, mf.ARGUMENTS), a.s0)
    a.MOV(a.s1, control)
    a.MOV(rdi, a.qword(a.s1, hook))
    a.LEA(rsi, a.qword(a.saved, mf.ARGUMENTS))
    if routine is None:
        call_quietly(a, 1)
    else:
        a.MOV(a.args[2], 1)
        a.MOV(a.s1, routine)
        a.call("routine:relieved")
    a.MOV(rdi, a.qword(a.saved, mf.ARGUMENTS))
    a.MOV(a.qword(a.saved, mf.ARGUMENTS), a.s0)
    a.call("Py_DecRef")
    a.MOV(rdi, a.qword(a.saved, mf.ARGUMENTS))
    a.call("Py_DecRef")
    a.MOV(rdi, a.qword(a.saved, mf.SCRATCH))
    a.TEST(rdi, rdi)
    a.JE(calm)
    a.call("PyErr_SetRaisedException")
    a.bind(calm)
    a.MOV(a.dword(a.tstate, a.field("PyThreadState.tracing")), 0)


@shape(offsets=IMM64)
def exit_borrowing(a, offsets):
    """An exit that has not been taken yet and borrows objects from containers: their offsets in the machine frame."""
    a.MOV(a.s1, offsets)
    a.jump("protect")


@shape()
def exit_protect(a):
    """Take references to the objects at the offsets s1 for the time until the exit is through: to make its code takes time, in which
    other threads may run."""
    following, absent = a.label(), a.label()
    a.MOV(a.qword(a.saved, mf.PROTECTED), a.s1)
    a.MOV(a.inner, a.s1)
    a.bind(following)
    a.MOV(a.d(a.s0), a.dword(a.inner, 0))
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JE(absent)
    a.MOV(a.args[0], a.qword(a.saved, 0, index=a.s0))
    a.call("Py_IncRef")
    a.ADD(a.inner, 4)
    a.JMP(following)
    a.bind(absent)
    a.MOV(a.inner, a.frame)
    a.jump("resolve")


@shape(control=IMM64, exits=IMM64, hook=IMM64, lost=IMM64)
def exit_resolve(a, control, exits, hook, lost):
    """An exit taken for the first time: on_exit(id) stitches its code and enters it into the table of exits. There is no other way
    on: if that fails, it is tried again, with the memory that is there for such cases."""
    again, made = a.label(), a.label()
    before, left = a.qword(a.saved, mf.ARGUMENTS + 16), a.qword(a.saved, mf.ARGUMENTS + 24)   # (the argument array is at rest, too)

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


@shape(int_type=IMM64)
def routine_free(a, int_type):
    """Free the object in s2, whose last reference is gone. (_Py_Dealloc, Objects/object.c; for an int what the interpreter's own
    specialised instructions do, Python/bytecodes.c)"""
    def body():
        other, done = a.label(), a.label()
        a.MOV(a.args[0], a.s2)
        a.MOV(a.s0, int_type)
        a.CMP(field(a, a.args[0], "PyObject.ob_type"), a.s0)
        a.JNE(other)
        a.call("PyObject_Free")
        a.JMP(done)
        a.bind(other)
        a.call("_Py_Dealloc")
        a.bind(done)
    preserving(a, body)


@shape(int_type=IMM64)
def routine_long_add(a, int_type):
    big_ints.operator(a, int_type, "_PyLong_Add")


@shape(int_type=IMM64)
def routine_long_subtract(a, int_type):
    big_ints.operator(a, int_type, "_PyLong_Subtract")


@shape(int_type=IMM64)
def routine_long_multiply(a, int_type):
    big_ints.operator(a, int_type, "_PyLong_Multiply")


@shape(int_type=IMM64)
def routine_long_add_in_place(a, int_type):
    big_ints.operator_in_place(a, int_type, "_PyLong_Add", 1)


@shape(int_type=IMM64)
def routine_long_subtract_in_place(a, int_type):
    big_ints.operator_in_place(a, int_type, "_PyLong_Subtract", -1)


def raise_kept(a, result):
    """A slot of the raiser type: raise the exception that the object holds."""
    empty = a.label()
    a.SUB(a.sp, 8)
    a.MOV(a.s0, a.args[0])
    a.MOV(a.args[0], a.qword(a.s0, a.field("Raiser.exception")))
    a.MOV(a.qword(a.s0, a.field("Raiser.exception")), 0)
    a.TEST(a.args[0], a.args[0])
    a.JE(empty)
    a.call("PyErr_SetRaisedException")
    a.bind(empty)
    a.MOV(a.s0, result)
    a.ADD(a.sp, 8)
    a.RET()


@shape()
def raise_null(a):
    raise_kept(a, 0)


@shape()
def raise_minus_one(a):
    raise_kept(a, -1)


@shape(target=IMM64)
def call(a, target):
    """A C call: its arguments are in place, its result will be in s0 or x0."""
    a.MOV(a.s0, target)
    a.CALL(a.s0)


@shape()
def jump(a):
    a.jump("target")
