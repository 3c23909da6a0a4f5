"""Functions that answer for an operator: what follows from it that they may decline, by NotImplemented. See operators.py."""
from pyjit.patterns.define import OBJ
from pyjit.patterns.families import M


def guard_answer(t):
    """The result on top of the stack, of a function that answers for an operator, is not NotImplemented."""
    op = t.peek().op
    if op.kind is not OBJ or t.known_type(op):
        return
    if t.live() is NotImplemented:
        t.not_harmless()
    t.guard(M.guard_is_not, op, id(NotImplemented), why="{here} is NotImplemented")


def settle(t):
    """A call of a class is about to make an instance. If that is what a function that answers for an operator returns, it has answered:
    from here on guards leave where they stand."""
    if t.restart and t.frames[t.restart[1]].answers and all(map(returns_next, t.frames[t.restart[1]:])):
        t.restart = t.saved = None


def returns_next(frame):
    """Does a frame return what it is about to get?"""
    bytecode = frame.facts.bytecode
    following = bytecode.instructions[bytecode.instructions[frame.offset].next]
    return following.opcode == bytecode.opcodes.NUMBERS["RETURN_VALUE"]
