"""Calls of Python functions by compiled code: a function that has a trace of its own is run by it, in a frame that is made here."""
from pyjit.backends import machine_frame as mf
from pyjit.backends.control_block import (
    CONTROL_CALLS, CONTROL_INSIDE, CONTROL_ON_CALLED, CONTROL_PASSES, CONTROL_VERSION, ENTRY_CALLED, ENTRY_CODE, ENTRY_COUNT, ENTRY_KEY,
    ENTRY_RUNNING, ENTRY_VERSION, GIVEN_UP)
from pyjit.patterns.define import IMM32, IMM64
from pyjit.patterns.objects import incref_x86_64

from .hooks import call_quietly
from .leaving import ALIGNED_SIZE
from .registry import field, prologue, shape

# Levels of C recursion: a machine frame takes as much of the stack as so many of the interpreter's calls in C; and what must be left for
# another one: some millions of bytes, for a thousand calls within each other which all end in the interpreter.
LEVELS, RESERVE = 3, 5000
SAVED = 4 * 8   # bytes of the stack between the caller's machine frame and what routine_call_function calls
FRAME = "_PyInterpreterFrame."


@shape(control=IMM64, ordinary=IMM64, evaluator=IMM64, starts=IMM32, monitors=IMM32, others=IMM64)
def routine_call_function(a, control, ordinary, evaluator, starts, monitors, others):
    """A vectorcall from a trace, with one argument more: the function rdi, its arguments (rsi, rdx of them; rcx: the names of the last),
    and in r8 the entry in which calls of its code are counted, and which has the code's trace. Without one, or where anything else is
    unusual, the call is the interpreter's (`ordinary`). The frame is what _PyEvalFramePushAndInit makes, without a C frame of the
    interpreter's; a trace that leaves before the function returns has that finish it. (_PyEval_Vector, Python/ceval.c)"""
    rdi, rsi, rdx, rcx, r8, r9 = a.args
    r10, r11, code, kept = a.gprs[10], a.gprs[11], a.inner, a.saved
    whole, named, traced, finished, constant, raised = (a.label() for _ in range(6))
    a.TEST(rcx, rcx)
    a.JNE(named)
    a.MOV(a.s0, field(a, rdi, "PyFunctionObject.func_code"))
    a.CMP(a.qword(r8, ENTRY_CALLED), a.s0)
    a.JNE(whole)
    a.MOV(a.d(r11), a.dword(a.s0, a.field("PyCodeObject.co_version")))
    a.CMP(a.dword(r8, ENTRY_VERSION), a.d(r11))
    a.JNE(whole)
    a.CMP(a.dword(a.s0, a.field("PyCodeObject.co_argcount")), a.d(rdx))
    a.JNE(whole)
    a.MOV(r10, control)
    a.MOV(r9, a.qword(r8, ENTRY_CODE))
    a.TEST(r9, r9)
    a.JNE(traced)
    a.ADD(a.dword(r8, ENTRY_COUNT), 1)
    a.MOV(a.d(r11), a.dword(r8, ENTRY_COUNT))
    a.CMP(a.d(r11), a.dword(r10, CONTROL_CALLS))
    a.JL(whole)
    a.CMP(a.d(r11), GIVEN_UP)
    a.JGE(whole)
    ask_about(a, control)
    a.bind(whole)
    a.XOR(a.d(rcx), a.d(rcx))
    a.bind(named)
    a.MOV(a.s0, ordinary)
    a.JMP(a.s0)

    a.bind(traced)
    a.MOV(rcx, evaluator)
    a.CMP(a.qword(rcx, 0), 0)
    a.JNE(whole)
    a.MOV(rcx, others)
    a.MOV(r11, field(a, a.s0, "PyCodeObject._co_monitoring"))
    for events in starts, monitors:
        a.TEST(a.qword(r11, events), rcx)
        a.JNE(whole)
    a.MOV(rcx, field(a, a.tstate, "PyThreadState.eval_breaker"))
    a.CMP(a.qword(r10, CONTROL_VERSION), rcx)   # (nothing is pending then, either)
    a.JNE(whole)
    a.CMP(a.dword(a.tstate, a.field("PyThreadState.c_recursion_remaining")), RESERVE)
    a.JL(whole)
    a.CMP(a.dword(a.tstate, a.field("PyThreadState.py_recursion_remaining")), 1)
    a.JLE(whole)
    a.MOV(r10, field(a, a.tstate, "PyThreadState.datastack_top"))
    a.MOV(a.d(r11), a.dword(a.s0, a.field("PyCodeObject.co_framesize")))
    a.LEA(r11, a.qword(r10, 0, index=r11, scale=8))
    a.CMP(r11, field(a, a.tstate, "PyThreadState.datastack_limit"))
    a.JGE(whole)
    for r in (a.frame, code, kept):
        a.PUSH(r)       # (they and the return address are SAVED)
    a.MOV(code, a.s0)
    a.MOV(a.frame, r10)
    a.MOV(field(a, a.tstate, "PyThreadState.datastack_top"), r11)
    fill(a, code, kept)
    a.MOV(field(a, a.tstate, "PyThreadState.current_frame"), a.frame)
    a.SUB(a.dword(a.tstate, a.field("PyThreadState.py_recursion_remaining")), 1)
    a.SUB(a.dword(a.tstate, a.field("PyThreadState.c_recursion_remaining")), LEVELS)
    a.call("routine:enter_function")
    a.ADD(a.qword(a.sp, SAVED + mf.PASSES), r8)   # they are the caller's, too, and counted but once
    a.MOV(a.s1, control)
    a.SUB(a.qword(a.s1, CONTROL_PASSES), r8)
    a.MOV(a.dword(a.tstate, a.field("PyThreadState.tracing")), 0)
    a.ADD(a.dword(a.tstate, a.field("PyThreadState.c_recursion_remaining")), LEVELS)
    a.ADD(a.dword(a.tstate, a.field("PyThreadState.py_recursion_remaining")), 1)
    a.MOV(a.s1, field(a, a.frame, FRAME + "previous"))
    a.MOV(field(a, a.tstate, "PyThreadState.current_frame"), a.s1)
    a.MOV(kept, a.s2)
    a.TEST(kept, kept)
    a.JE(finished)
    a.CMP(field(a, a.frame, FRAME + "frame_obj"), 0)
    a.JNE(finished)
    a.MOV(a.d(a.s1), a.dword(a.frame, a.field(FRAME + "stacktop")))
    a.CMP(a.d(a.s1), a.dword(code, a.field("PyCodeObject.co_nlocalsplus")))
    a.JNE(constant)
    incref_x86_64(a, kept)   # the code has it
    a.bind(constant)
    a.call("routine:clear_frame")
    a.MOV(a.s0, kept)
    end(a, code, kept)

    a.bind(finished)
    a.XOR(a.d(rdx), a.d(rdx))
    a.TEST(a.s0, a.s0)
    a.JNE(raised)
    a.MOV(a.d(rdx), 1)
    a.bind(raised)
    a.MOV(rdi, a.tstate)
    a.MOV(rsi, a.frame)
    a.call("_PyEval_EvalFrameDefault")
    end(a, code, kept)


def end(a, code, kept):
    for r in (kept, code, a.frame):
        a.POP(r)
    a.RET()


def ask_about(a, control):
    """on_called(code s0): it has been called often enough. Keeps rdi, rsi and rdx. (Nobody may have a reference to the function or to its
    arguments now: see pyjit.lower.calls.handing_over.)"""
    kept = a.args[:3]
    for r in (*kept, a.s0):
        a.PUSH(r)
    a.SUB(a.sp, 8)
    a.MOV(a.dword(a.args[4], ENTRY_COUNT), 0)
    a.MOV(a.dword(a.tstate, a.field("PyThreadState.tracing")), 1)
    a.LEA(a.args[1], a.qword(a.sp, 8))
    a.MOV(a.s0, control)
    a.MOV(a.args[0], a.qword(a.s0, CONTROL_ON_CALLED))
    call_quietly(a, 1)
    a.MOV(a.dword(a.tstate, a.field("PyThreadState.tracing")), 0)
    a.ADD(a.sp, 16)
    for r in reversed(kept):
        a.POP(r)


def fill(a, code, place):
    """The frame of a call of the function rdi, whose rdx arguments are at rsi. r8: its entry. place: a register to work with."""
    rdi, rsi, rdx, rcx, r8, _ = a.args
    r11 = a.gprs[11]
    following, filled, clearing, cleared, closing, closed = (a.label() for _ in range(6))
    incref_x86_64(a, code)
    a.MOV(field(a, a.frame, FRAME + "f_executable"), code)
    incref_x86_64(a, rdi)
    a.MOV(field(a, a.frame, FRAME + "f_funcobj"), rdi)
    for name, source, where in (("previous", a.tstate, "PyThreadState.current_frame"), ("f_globals", rdi, "PyFunctionObject.func_globals"),
                                ("f_builtins", rdi, "PyFunctionObject.func_builtins")):
        a.MOV(r11, field(a, source, where))
        a.MOV(field(a, a.frame, FRAME + name), r11)
    a.MOV(r11, a.qword(r8, ENTRY_KEY))
    a.MOV(field(a, a.frame, FRAME + "instr_ptr"), r11)
    for name in ("f_locals", "frame_obj", "stacktop"):    # return_offset and owner (the thread) are in stacktop's word
        a.MOV(field(a, a.frame, FRAME + name), 0)
    a.LEA(place, field(a, a.frame, FRAME + "localsplus"))
    a.TEST(rdx, rdx)
    a.JE(filled)
    a.bind(following)
    copy_reference(a, place, rsi, rcx)
    a.SUB(rdx, 1)
    a.JNE(following)
    a.bind(filled)
    a.MOV(a.d(rdx), a.dword(code, a.field("PyCodeObject.co_nlocalsplus")))
    a.SUB(a.d(rdx), a.dword(code, a.field("PyCodeObject.co_argcount")))
    a.SUB(a.d(rdx), a.dword(code, a.field("PyCodeObject.co_nfreevars")))
    a.JE(cleared)
    a.bind(clearing)
    a.MOV(a.qword(place, 0), 0)
    a.ADD(place, 8)
    a.SUB(a.d(rdx), 1)
    a.JNE(clearing)
    a.bind(cleared)
    a.MOV(a.d(rdx), a.dword(code, a.field("PyCodeObject.co_nfreevars")))
    a.TEST(a.d(rdx), a.d(rdx))
    a.JE(closed)
    a.MOV(rsi, field(a, rdi, "PyFunctionObject.func_closure"))
    a.ADD(rsi, a.field("PyTupleObject.ob_item"))
    a.bind(closing)
    copy_reference(a, place, rsi, rcx)
    a.SUB(a.d(rdx), 1)
    a.JNE(closing)
    a.bind(closed)


def copy_reference(a, place, source, by):
    """The next object at `source` goes to `place`, with a new reference."""
    a.MOV(by, a.qword(source, 0))
    a.MOV(a.qword(place, 0), by)
    incref_x86_64(a, by)
    a.ADD(source, 8)
    a.ADD(place, 8)


@shape(control=IMM64)
def routine_enter_function(a, control):
    """Enter the trace r9 of the entry r8 in a machine frame of its own. It returns with the function's result in rdx, or with 0: then the
    interpreter goes on in the frame, by raising the exception that is set if rax is 0. r8: the passes that were made."""
    r8, r9 = a.args[4:6]
    prologue(a, ALIGNED_SIZE)
    a.ADD(a.dword(r8, ENTRY_RUNNING), 1)
    a.MOV(a.qword(a.sp, mf.ENTRY), r8)
    a.MOV(a.s0, field(a, a.tstate, "PyThreadState.eval_breaker"))
    a.MOV(a.qword(a.sp, mf.KEPT_BREAKER), a.s0)
    a.MOV(a.qword(a.sp, mf.PROTECTED), 0)
    a.MOV(a.qword(a.sp, mf.PASSES), 0)
    a.MOV(a.s1, control)
    a.ADD(a.dword(a.s1, CONTROL_INSIDE), 1)
    a.MOV(a.dword(a.tstate, a.field("PyThreadState.what_event")), -1)
    a.MOV(a.dword(a.frame, a.field(FRAME + "stacktop")), -1)
    a.JMP(r9)


@shape()
def routine_clear_frame(a):
    """What a.frame holds, the frame of a call that has returned and of which nobody has a frame object, is let go, in the interpreter's
    order; the data stack ends where it began. (_PyFrame_ClearExceptCode, Python/frame.c; clear_thread_frame, Python/ceval.c)"""
    code, place, left = a.inner, a.saved, a.parent
    following, done = a.label(), a.label()
    for r in (code, place, left):
        a.PUSH(r)
    a.MOV(code, field(a, a.frame, FRAME + "f_executable"))
    a.MOV(a.dword(a.frame, a.field(FRAME + "stacktop")), 0)
    a.LEA(place, field(a, a.frame, FRAME + "localsplus"))
    a.MOV(a.d(left), a.dword(code, a.field("PyCodeObject.co_nlocalsplus")))
    a.TEST(a.d(left), a.d(left))
    a.JE(done)
    a.bind(following)
    a.MOV(a.args[0], a.qword(place, 0))
    give_back(a, maybe_null=True)
    a.ADD(place, 8)
    a.SUB(a.d(left), 1)
    a.JNE(following)
    a.bind(done)
    for name in ("f_funcobj", "f_executable"):
        a.MOV(a.args[0], field(a, a.frame, FRAME + name))
        give_back(a)
    a.MOV(field(a, a.tstate, "PyThreadState.datastack_top"), a.frame)
    for r in (left, place, code):
        a.POP(r)
    a.RET()


def give_back(a, maybe_null=False):
    """A reference less to the object rdi."""
    kept = a.label()
    if maybe_null:
        a.TEST(a.args[0], a.args[0])
        a.JE(kept)
    a.MOV(a.s0, field(a, a.args[0], "PyObject.ob_refcnt"))
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JS(kept)
    a.SUB(a.s0, 1)
    a.MOV(field(a, a.args[0], "PyObject.ob_refcnt"), a.s0)
    a.JNE(kept)
    a.call("_Py_Dealloc")
    a.bind(kept)
