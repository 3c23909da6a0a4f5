"""Calls of Python functions that are not followed: their arguments are handed over.

The interpreter moves a Python function's arguments from the caller's stack into the callee's frame, where they die with their
local. Called through the C-API the function takes references of its own to them, as the very first thing that it does; so the
caller can give up its own right before. (_PyEval_Vector, Python/ceval.c)"""
from types import FunctionType

from pyjit.lower.frames import is_at_risk, is_counted
from pyjit.patterns.families import M
from pyjit.trace.ir import HEAP, LOCAL


def is_ordinary(host, function):
    """Is the function called in the ordinary way?"""
    return host.vectorcall(function) == host.ordinary_vectorcall


def hand_over(call):
    """Call a Python function as a whole."""
    t = call.t
    if not is_ordinary(t.host, call.live):
        return False
    ordinary, callee = t.host.ordinary_vectorcall, call.callee
    t.guard_type(callee.op, FunctionType)
    way = t.emit(M.load_word, callee.op, t.host.offset("PyFunctionObject.vectorcall"), region="functions")
    t.guard(M.guard_is, way, ordinary, why="functions")
    operands = call.take()
    t.in_hand = moved = callee, *call.args
    t.before_code()
    rest = [ref for ref in operands if ref not in moved]
    if any(is_counted(ref) for ref in rest):
        # A bound method, say, which may take down with it whatever else is only borrowed.
        for ref in moved:
            if ref.mode in (HEAP, LOCAL) or is_at_risk(ref):
                t.hold(ref)
        for ref in rest:
            t.drop(ref)
    function, *arguments = [t.lend(ref) for ref in moved]
    t.in_hand = ()
    names = t.object_constant(call.names) if call.names else t.word(0)
    array, count = call.array(arguments), t.word(len(arguments) - len(call.names))
    routine, entry = t.limits.way_to_call(call.live.__code__)
    if entry is None:
        out = t.call(M.call_object, ordinary, function, array, count, names, runs_code=True)
    else:
        out = t.call(M.call_object, routine, function, array, count, names, t.word(entry), runs_code=True)
    t.check(out, call.operands, call.raiser)
    t.push(out)
    return True
