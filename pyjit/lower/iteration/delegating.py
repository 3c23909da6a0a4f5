"""`yield from` and `await`: a generator or coroutine goes on when an iterator, or another one, has come to its end; until then it hands on
what that gives."""
from types import CoroutineType, GeneratorType

from pyjit.lower import resumed_frames
from pyjit.lower.abort import Abort
from pyjit.lower.frames import is_null
from pyjit.lower.iteration.iterators import get_iter, next_step
from pyjit.lower.registry import bytecode
from pyjit.trace.ir import SENT, Const

HANDED_ON = "the generator hands on what another one yields, and CPython does that"
OTHERS = "the generator hands on what is no generator and no well-known iterator, and CPython does that"
ITSELF = "the generator hands on what another one yields that cannot be followed (one of its own kind, say), and CPython does that"
AWAITED = "an async function waits for another, and CPython does that"
LOOP = "loop over it with `for`"
PLAIN = "move what is hot into a function of its own that is no coroutine"


@bytecode("GET_YIELD_FROM_ITER")
def get_yield_from_iter(t, arg):
    """iter(x) of what is no coroutine."""
    if t.type_of() is GeneratorType:
        t.guard_type(t.peek().op, GeneratorType)
    elif t.frame.generator is None:
        raise Abort(HANDED_ON, remedy=LOOP)
    else:
        get_iter(t, arg)


@bytecode("GET_AWAITABLE")
def get_awaitable(t, arg):
    """What is awaited: a coroutine that has not begun is that itself. (_PyCoro_GetAwaitableIter, Objects/genobject.c)"""
    if t.type_of() is not CoroutineType or not resumed_frames.is_new(t.host, t.live_address()):
        raise Abort(AWAITED, remedy=PLAIN)
    t.guard_type(t.peek().op, CoroutineType)
    resumed_frames.guard_new(t, t.peek().op)


@bytecode("SEND")
def send(t, arg):
    """The next value of the iterator below None. (SEND, Python/bytecodes.c; gen_send_ex2, Objects/genobject.c)"""
    value, kind = t.peek().op, t.type_of(1)
    if is_null(value) or not isinstance(value, Const) or value.object is not None:
        raise Abort("a value is sent to what a generator or coroutine waits for, and CPython does that")
    if kind in (GeneratorType, CoroutineType):
        if not resumed_frames.resume(t, kind, t.live_address(1), SENT):
            raise Abort(ITSELF) if kind is GeneratorType else Abort(AWAITED, remedy=PLAIN)
        return
    step = t.frame.generator is not None and next_step(t, t.peek(1).op, t.live_address(1), [])
    if not step:
        raise Abort(OTHERS)
    t.pop()
    step.advance()
    if step.is_over:
        t.push_constant(None)
    else:
        step.push(t)


@bytecode("END_SEND")
def end_send(t, arg):
    """The iterator goes from below the value."""
    value = t.pop()
    t.outlast(value, t.peek())
    below = t.pop()
    t.frame.stack.append(value)
    t.drop(below)
