"""Sampling: a native thread wakes now and then, sees whether machine code is at work, and asks for a look at what the interpreter does.

The look itself is a pending call: the interpreter makes it with the GIL held, in whichever thread is next at its eval breaker. While
one is not answered, since nothing runs, the thread asks for no other, and sleeps longer and longer."""
from pyjit.backends.control_block import (
    CONTROL_ASKED, CONTROL_COMPILED, CONTROL_INSIDE, CONTROL_LOOK_AFTER, CONTROL_ON_LOOK, CONTROL_SAMPLED, CONTROL_STOP, CONTROL_THREAD,
    LOOK_AFTER_MOST)
from pyjit.patterns.define import IMM64

from . import clocks
from .hooks import call_quietly
from .registry import shape

GETTID = 186     # the number of the system call (arch/x86/entry/syscalls/syscall_64.tbl in Linux)


@shape(control=IMM64, interpreter=IMM64, look=IMM64)
def sampler(a, control, interpreter, look):
    """The thread, from its first instruction to its last: until somebody posts the semaphore at CONTROL_STOP."""
    rdi, rsi, rdx, rcx = a.args[:4]
    block, period = a.gprs[3], a.gprs[12]
    again, whole, counted, unanswered, stopped = (a.label() for _ in range(5))
    a.PUSH(block)
    a.PUSH(period)
    a.SUB(a.sp, 24)   # a timespec, and the processor time at the last sample
    a.MOV(block, control)
    a.MOV(a.d(rdi), GETTID)
    a.XOR(a.d(a.s0), a.d(a.s0))   # syscall() has no fixed arguments: none is in a vector register
    a.call("syscall")
    a.MOV(a.dword(block, CONTROL_THREAD), a.d(a.s0))
    clocks.read_nanoseconds(a, clocks.PROCESS_CPUTIME, 0)
    a.MOV(a.qword(a.sp, 16), a.s0)
    a.MOV(period, a.qword(block, CONTROL_LOOK_AFTER))
    a.bind(again)
    clocks.read(a, clocks.MONOTONIC, 0)
    a.MOV(a.s0, a.qword(a.sp, 8))
    a.ADD(a.s0, period)
    a.CMP(a.s0, clocks.SECOND)
    a.JL(whole)
    a.SUB(a.s0, clocks.SECOND)
    a.ADD(a.qword(a.sp, 0), 1)
    a.bind(whole)
    a.MOV(a.qword(a.sp, 8), a.s0)
    a.LEA(rdi, a.qword(block, CONTROL_STOP))
    a.MOV(a.d(rsi), clocks.MONOTONIC)
    a.LEA(rdx, a.qword(a.sp, 0))
    a.call("sem_clockwait")
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JE(stopped)
    clocks.read_nanoseconds(a, clocks.PROCESS_CPUTIME, 0)
    a.MOV(a.s1, a.s0)
    a.SUB(a.s1, a.qword(a.sp, 16))
    a.MOV(a.qword(a.sp, 16), a.s0)
    a.ADD(a.qword(block, CONTROL_SAMPLED), a.s1)
    a.CMP(a.dword(block, CONTROL_INSIDE), 0)
    a.JLE(counted)
    a.ADD(a.qword(block, CONTROL_COMPILED), a.s1)
    a.bind(counted)
    a.CMP(a.dword(block, CONTROL_ASKED), 0)
    a.JNE(unanswered)
    a.MOV(period, a.qword(block, CONTROL_LOOK_AFTER))
    a.CMP(a.qword(block, CONTROL_ON_LOOK), 0)
    a.JE(again)
    a.MOV(a.dword(block, CONTROL_ASKED), 1)
    a.MOV(rdi, interpreter)
    a.MOV(rsi, look)
    a.XOR(a.d(rdx), a.d(rdx))
    a.XOR(a.d(rcx), a.d(rcx))
    a.call("_PyEval_AddPendingCall")
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JE(again)
    a.MOV(a.dword(block, CONTROL_ASKED), 0)   # too many wait already
    a.JMP(again)
    a.bind(unanswered)
    a.ADD(period, period)
    a.CMP(period, LOOK_AFTER_MOST)
    a.JLE(again)
    a.MOV(period, LOOK_AFTER_MOST)
    a.JMP(again)
    a.bind(stopped)
    a.XOR(a.d(a.s0), a.d(a.s0))
    a.ADD(a.sp, 24)
    a.POP(period)
    a.POP(block)
    a.RET()


@shape(control=IMM64)
def look(a, control):
    """int look(void *): the pending call. on_look(), unless nobody wants to know any more."""
    out = a.label()
    a.SUB(a.sp, 24)
    a.MOV(a.s1, control)
    a.MOV(a.dword(a.s1, CONTROL_ASKED), 0)
    a.MOV(a.args[0], a.qword(a.s1, CONTROL_ON_LOOK))
    a.TEST(a.args[0], a.args[0])
    a.JE(out)
    a.LEA(a.args[1], a.qword(a.sp, 8))
    call_quietly(a, 0)
    a.bind(out)
    a.XOR(a.d(a.s0), a.d(a.s0))
    a.ADD(a.sp, 24)
    a.RET()


@shape(interpreter=IMM64, look=IMM64, none=IMM64)
def look_soon(a, interpreter, look, none):
    """callback() after a fork: there is a look when the interpreter is next at its eval breaker, or at once if too much waits there. (A
    function in Python would be there itself when it has asked.)"""
    asked = a.label()
    rdi, rsi, rdx, rcx = a.args[:4]
    a.SUB(a.sp, 8)
    a.MOV(rdi, interpreter)
    a.MOV(rsi, look)
    a.XOR(a.d(rdx), a.d(rdx))
    a.XOR(a.d(rcx), a.d(rcx))
    a.call("_PyEval_AddPendingCall")
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JE(asked)
    a.MOV(a.s0, look)
    a.CALL(a.s0)
    a.bind(asked)
    a.MOV(a.s0, none)
    a.ADD(a.sp, 8)
    a.RET()
