"""The functions by which other tools begin or end to listen to the program, so that pyjit hears of it in time."""
from pyjit.backends import machine_frame as mf
from pyjit.patterns.define import IMM32, IMM64

from .hooks import call_quietly
from .registry import field, shape


@shape(original=IMM64, before=IMM64, after=IMM64, interpreter=IMM64)
def announced_with_one(a, original, before, after, interpreter):
    """A METH_O function: see `announced`."""
    announced(a, original, before, after, interpreter, one=True)


@shape(original=IMM64, before=IMM64, after=IMM64, interpreter=IMM64)
def announced_with_array(a, original, before, after, interpreter):
    """A METH_FASTCALL function: see `announced`."""
    announced(a, original, before, after, interpreter, one=False)


def announced(a, original, before, after, interpreter, one):
    """The C function at `original`; the Python functions `before` and `after` it get its arguments, unless it is pyjit's own Python
    that calls it (on a thread state without a thread), or another interpreter."""
    rdi, rsi, rdx = a.args[:3]
    own = a.label()
    here, argument, count, result = (a.qword(a.sp, 8 * i) for i in range(4))

    def tell(hook):
        a.MOV(rdi, hook)
        if one:
            a.LEA(rsi, argument)
            call_quietly(a, 1)
        else:
            a.MOV(rsi, argument)
            a.MOV(rdx, count)
            a.call("routine:hook")

    def arguments():
        for r, place in ((rdi, here), (rsi, argument), (rdx, count)):
            a.MOV(r, place)
    a.SUB(a.sp, 40)
    for r, place in ((rdi, here), (rsi, argument), (rdx, count)):
        a.MOV(place, r)
    a.call("PyThreadState_Get")
    a.CMP(field(a, a.s0, "PyThreadState.thread_id"), 0)
    a.JE(own)
    a.MOV(a.s1, interpreter)
    a.CMP(field(a, a.s0, "PyThreadState.interp"), a.s1)
    a.JNE(own)
    tell(before)
    arguments()
    a.MOV(a.s0, original)
    a.CALL(a.s0)
    a.MOV(result, a.s0)
    tell(after)
    a.MOV(a.s0, result)
    a.ADD(a.sp, 40)
    a.RET()
    a.bind(own)
    arguments()
    a.ADD(a.sp, 40)
    a.MOV(a.s0, original)
    a.JMP(a.s0)


@shape(code=IMM64, instruction=IMM64, opcode=IMM32, plain=IMM32, unit=IMM32, line=IMM32, monitors=IMM32, event=IMM32, others=IMM64)
def exit_new_line(a, code, instruction, opcode, plain, unit, line, monitors, event, others):
    """Near the end of an exit that goes on at the first instruction of a line, after code has run: if a tool listens to lines by
    now, it is told of this one. The interpreter would not do it: it takes the line for the one that it is coming from.
    unit: the index of the instruction's code unit; opcode: of an instruction at which a tool listens to lines; plain: its own;
    monitors, event: where the tools of each event, and those with LINE events, are in the code object's monitoring data; others: a
    mask for all but these. (_Py_call_instrumentation_line, remove_line_tools, Python/instrumentation.c)"""
    rdi, rsi, rdx, rcx = a.args[:4]
    done, all_alike, known, raised, single = (a.label() for _ in range(5))
    state, before = a.qword(a.saved, mf.SCRATCH), a.qword(a.saved, mf.KEPT)   # PyMonitoringState: one byte, the tools, comes first
    a.MOV(a.s0, instruction)
    a.MOVZX(a.d(a.s0), a.byte(a.s0, 0))
    a.CMP(a.d(a.s0), opcode)
    a.JNE(done)
    a.MOV(rsi, code)
    a.MOV(a.s1, field(a, rsi, "PyCodeObject._co_monitoring"))
    a.MOV(rdx, field(a, a.s1, "_PyCoMonitoringData.line_tools"))
    a.TEST(rdx, rdx)
    a.JE(all_alike)
    a.MOVZX(a.d(a.s0), a.byte(rdx, unit))
    a.JMP(known)
    a.bind(all_alike)
    a.MOVZX(a.d(a.s0), a.byte(a.s1, event))
    a.bind(known)
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JE(done)
    a.MOV(state, a.s0)
    a.MOV(before, a.s0)
    a.LEA(rdi, state)
    a.MOV(a.d(rdx), 2)
    a.IMUL(a.d(rdx), a.d(rdx), unit)
    a.MOV(a.d(rcx), line)
    a.call("_PyMonitoring_FireLineEvent")
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JNE(raised)
    a.MOV(a.s0, state)
    a.CMP(a.s0, before)
    a.JE(done)
    a.MOV(rsi, code)   # a callback has answered DISABLE
    a.MOV(a.s1, field(a, rsi, "PyCodeObject._co_monitoring"))
    a.MOV(rdx, field(a, a.s1, "_PyCoMonitoringData.line_tools"))
    a.TEST(rdx, rdx)
    a.JE(single)
    a.AND(a.byte(rdx, unit), a.b(a.s0))
    a.JMP(done)
    a.bind(single)
    a.MOV(a.s0, others)
    a.TEST(a.qword(a.s1, monitors), a.s0)
    a.JNE(done)
    a.MOV(a.s0, instruction)
    a.MOV(a.d(a.s1), plain)
    a.MOV(a.byte(a.s0, 0), a.b(a.s1))
    a.JMP(done)
    a.bind(raised)
    a.jump("raised")
    a.bind(done)
