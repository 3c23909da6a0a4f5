"""`yield from`: a generator hands on what an iterator gives, or what another generator hands out."""
from types import GeneratorType

from pyjit.lower import resumed_frames
from pyjit.lower.abort import Abort
from pyjit.lower.frames import is_null
from pyjit.lower.iteration.iterators import get_iter, next_step
from pyjit.lower.registry import bytecode
from pyjit.trace.ir import SENT, Const

OTHERS = "the generator hands on what is no generator and no well-known iterator, and CPython does that"
ITSELF = "the generator hands on what another one yields that cannot be followed (one of its own kind, say), and CPython does that"


@bytecode("GET_YIELD_FROM_ITER")
def get_yield_from_iter(t, arg):
    """iter(x) of what is no coroutine."""
    if t.type_of() is GeneratorType:
        t.guard_type(t.peek().op, GeneratorType)
    elif t.frame.generator is None:
        raise Abort("the generator hands on what another one yields, and CPython does that", remedy="loop over it with `for`")
    else:
        get_iter(t, arg)


@bytecode("SEND")
def send(t, arg):
    """The next value of the iterator below None. (SEND, Python/bytecodes.c; gen_send_ex2, Objects/genobject.c)"""
    value = t.peek().op
    if t.frame.generator is None or is_null(value) or not isinstance(value, Const) or value.object is not None:
        raise Abort("an async function waits for another, or a value is sent on, and CPython does that")
    if t.type_of(1) is GeneratorType:
        if resumed_frames.resume(t, GeneratorType, t.live_address(1), SENT):
            return
        raise Abort(ITSELF)
    step = next_step(t, t.peek(1).op, t.live_address(1), [])
    if step is None:
        raise Abort(OTHERS)
    t.pop()
    step.advance()
    if step.is_over:
        t.push_constant(None)
    elif step.items is None:
        t.frame.stack.append(step.value)
    else:
        t.push(t.new_tuple(step.items))


@bytecode("END_SEND")
def end_send(t, arg):
    """The iterator goes from below the value."""
    value = t.pop()
    t.outlast(value, t.peek())
    below = t.pop()
    t.frame.stack.append(value)
    t.drop(below)
