"""The functions by which other tools begin or end to listen to the program, so that pyjit hears of it in time."""
from pyjit.patterns.define import IMM64

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
