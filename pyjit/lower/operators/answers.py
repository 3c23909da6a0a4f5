"""Functions that answer for an operator or a builtin: what follows from it that they may decline, by NotImplemented (see
operators/methods.py), or give what the interpreter does not take for an answer. Until it is known that they have answered, guards leave
before the operator."""
from pyjit.patterns.define import BOOL, OBJ
from pyjit.patterns.families import M
from pyjit.trace.ir import Const


def guard_answer(t):
    """The result on top of the stack, of a function that answers for an operator, is not NotImplemented."""
    op = t.peek().op
    if op.kind is not OBJ or isinstance(op, Const) or t.known_type(op):
        return
    if t.live() is NotImplemented:
        t.not_harmless()
    t.guard(M.guard_is_not, op, id(NotImplemented), why="{here} is NotImplemented")


def seen(t):
    """The live result, which is on top of the stack, unless it is a constant that is about to be returned."""
    op = t.peek().op
    return op.object if isinstance(op, Const) else t.live()


def guard_size(t):
    """The result on top of the stack, of a function that answers for len(), is a size. (slot_sq_length, Objects/typeobject.c)"""
    value = seen(t)
    if type(value) is not int or not 0 <= value < 1 << 63:
        t.not_harmless()
    if not isinstance(t.peek().op, Const):
        t.guard(M.guard_int_ge, t.as_int(t.peek().op), t.integer(0), why="{here} is negative")


def guard_truth(t):
    """The result on top of the stack, of a function that answers for a comparison or bool(), is a bool. (slot_nb_bool)"""
    if type(seen(t)) is not bool:
        t.not_harmless()
    if t.peek().op.kind is not BOOL:
        t.guard_type(t.peek().op, bool)


def settle(t):
    """A call of a class is about to make an instance. If that is what a function that answers for an operator returns, it has answered:
    from here on guards leave where they stand."""
    if t.restart and t.frames[t.restart[1]].answers is guard_answer and all(map(returns_next, t.frames[t.restart[1]:])):
        t.restart = t.saved = None


def returns_next(frame):
    """Does a frame return what it is about to get?"""
    bytecode = frame.facts.bytecode
    following = bytecode.instructions[bytecode.instructions[frame.offset].next]
    return following.opcode == bytecode.opcodes.NUMBERS["RETURN_VALUE"]
