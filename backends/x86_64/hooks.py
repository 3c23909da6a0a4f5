"""How machine code calls pyjit's own Python functions."""
from pyjit.backends import machine_frame as mf
from pyjit.backends.control_block import (
    CONTROL_AWAITED, CONTROL_ON_DEATH, CONTROL_ON_INSTRUCTION, CONTROL_STRAYS, CONTROL_THRESHOLD, CONTROL_UNHEARD)
from pyjit.patterns.define import IMM64

from . import scarcity
from .registry import field, shape


def call_quietly(a, count):
    """A Python hook (rdi) with `count` arguments (rsi); its result in s0. Keeps tstate and frame."""
    a.MOV(a.args[2], count)
    a.call("routine:hook")


LEVELS = 1000   # of recursion that pyjit's own Python may have, whatever the program allows itself


@shape(threshold=IMM64, count=IMM64, control=IMM64)
def routine_hold_collections(a, threshold, count, control):
    """Until routine_allow_collections no collection is begun. s0: what that one is to be given. While the threshold of the youngest
    generation is 0 there is none, and CONTROL_THRESHOLD has what it was. (_PyObject_GC_Link, Python/gc.c)"""
    held = a.label()
    a.MOV(a.s1, count)
    a.MOV(a.d(a.args[0]), a.dword(a.s1, 0))
    a.SHL(a.args[0], 32)
    a.MOV(a.s1, threshold)
    a.MOV(a.d(a.s0), a.dword(a.s1, 0))
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JE(held)   # there are no collections, or another thread is in a hook
    a.MOV(a.dword(a.s1, 0), 0)
    a.MOV(a.s1, control)
    a.MOV(a.dword(a.s1, CONTROL_THRESHOLD), a.d(a.s0))
    a.bind(held)
    a.OR(a.s0, a.args[0])
    a.RET()


@shape(threshold=IMM64, count=IMM64, control=IMM64)
def routine_allow_collections(a, threshold, count, control):
    """The threshold is as before (rdi: see routine_hold_collections), and so is the count of objects that have been made since the last
    collection: those of pyjit do not bring the next one nearer."""
    free = a.label()
    rdi = a.args[0]
    a.MOV(a.s0, rdi)
    a.SHR(a.s0, 32)
    a.MOV(a.s1, count)
    a.MOV(a.dword(a.s1, 0), a.d(a.s0))
    a.TEST(a.d(rdi), a.d(rdi))
    a.JE(free)
    a.MOV(a.s1, control)
    a.MOV(a.dword(a.s1, CONTROL_THRESHOLD), 0)
    a.MOV(a.s1, threshold)
    a.CMP(a.dword(a.s1, 0), 0)
    a.JNE(free)   # another thread of the program has set it since
    a.MOV(a.dword(a.s1, 0), a.d(rdi))
    a.bind(free)
    a.RET()


@shape(control=IMM64)
def routine_disable_collector(a, control):
    """What routine_hold_collections does, where the collector's state is laid out unlike what is known."""
    a.SUB(a.sp, 8)
    a.call("PyGC_Disable")
    a.ADD(a.sp, 8)
    a.MOV(a.s1, control)
    a.MOV(a.dword(a.s1, CONTROL_THRESHOLD), a.d(a.s0))
    a.RET()


@shape(control=IMM64)
def routine_enable_collector(a, control):
    """What routine_allow_collections does there."""
    free = a.label()
    a.TEST(a.d(a.args[0]), a.d(a.args[0]))
    a.JE(free)
    a.SUB(a.sp, 8)
    a.call("PyGC_Enable")
    a.ADD(a.sp, 8)
    a.MOV(a.s1, control)
    a.MOV(a.dword(a.s1, CONTROL_THRESHOLD), 0)
    a.bind(free)
    a.RET()


@shape(main_thread=IMM64, none=IMM64, evaluator=IMM64, control=IMM64, allocators=IMM64)
def routine_hook(a, main_thread, none, evaluator, control, allocators):
    """The Python function rdi with rdx arguments (rsi), on a thread state of its own: what the program has pending (exceptions from
    other threads), handles, traces, or has used up of its recursion limit does not reach pyjit's own Python. Nor do signals: while
    it runs, no thread is the main thread (the word at `main_thread`, _PyRuntime's). Nor are collections begun, which run the
    program's finalizers. All that waits for the program. Nor does a tool that evaluates the program's frames (the word at `evaluator`)
    get to see pyjit's. The objects' memory comes from where it did when pyjit was switched on (scarcity.allocators_found). The result
    in s0; if the function fails, or cannot be called for want of memory, the result is None, and CONTROL_UNHEARD is set.
    (PyThreadState_Swap, Python/pystate.c)"""
    rdi, rsi, rdx, rcx = a.args[:4]
    own, result, program = a.gprs[12], a.gprs[13], a.gprs[14]
    failed, told, unheard, absent, other, others, evaluated = (a.label() for _ in range(7))
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
    for count in "limit", "remaining":
        a.MOV(a.dword(own, a.field("PyThreadState.py_recursion_" + count)), LEVELS)
    a.MOV(field(a, own, "PyThreadState.thread_id"), 0)   # exceptions from other threads find the program's
    a.MOV(a.dword(own, a.field("PyThreadState.tracing")), 1)   # nobody is told of pyjit's own doings, pyjit neither
    a.MOV(a.s1, field(a, program, "PyThreadState.current_frame"))
    a.MOV(field(a, own, "PyThreadState.current_frame"), a.s1)
    a.MOV(rdi, own)
    a.call("PyThreadState_Swap")
    a.call("routine:hold_collections")
    a.MOV(a.qword(a.sp, 32), a.s0)
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
    a.MOV(rdi, a.qword(a.sp, 32))
    a.call("routine:allow_collections")   # (not before: the thread state may have had a dict, which would be counted as gone)
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


@shape(control=IMM64, none=IMM64)
def instruction_callback(a, control, none):
    """callback(code, offset) of INSTRUCTION events: on_instruction(code, offset), which never disturbs the program. While a frame is
    awaited, it hardly hears of others: what the recording has called as a whole may run the same code, and for long."""
    tell, out = a.label(), a.label()
    a.MOV(a.s1, control)
    a.CMP(a.qword(a.s1, CONTROL_AWAITED), 0)
    a.JE(tell)
    a.SUB(a.sp, 24)
    a.MOV(a.qword(a.sp, 0), a.args[1])
    a.call("PyThreadState_Get")
    a.MOV(a.args[1], a.qword(a.sp, 0))
    a.ADD(a.sp, 24)
    a.MOV(a.s2, field(a, a.s0, "PyThreadState.current_frame"))
    a.MOV(a.s1, control)
    a.CMP(a.qword(a.s1, CONTROL_AWAITED), a.s2)
    a.JE(tell)
    a.SUB(a.dword(a.s1, CONTROL_STRAYS), 1)
    a.JG(out)
    a.bind(tell)
    pass_on(a, control, CONTROL_ON_INSTRUCTION, 2)
    a.bind(out)
    a.MOV(a.s0, none)
    a.RET()


@shape(control=IMM64)
def death_callback(a, control):
    """callback(reference) of weak references: on_death(reference), which never disturbs the program."""
    pass_on(a, control, CONTROL_ON_DEATH, 1)


def pass_on(a, control, hook, count):
    """A vectorcall's arguments (rsi), passed on to a hook."""
    a.SUB(a.sp, 8)
    a.MOV(a.s1, control)
    a.MOV(a.args[0], a.qword(a.s1, hook))
    call_quietly(a, count)
    a.ADD(a.sp, 8)
    a.RET()
