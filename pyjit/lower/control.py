"""Jumps, branches and loops."""
from pyjit.lower import resumed_frames
from pyjit.lower.abort import Abort
from pyjit.lower.registry import bytecode, ends
from pyjit.lower.handling import HANDLED
from pyjit.lower.iteration.delegating import PLAIN
from pyjit.patterns.families import M


@bytecode("JUMP_FORWARD")
def jump_forward(t, arg):
    """Nothing but the way that the recording takes anyway."""


@bytecode("JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT")
def jump_backward(t, arg):
    """A trace has looked at the eval breaker right before, unless it begins here: see Tracer.look_before_jump."""
    if not t.looked:
        t.guard_breaker()
    t.looked = False


@bytecode("POP_JUMP_IF_TRUE")
def pop_jump_if_true(t, arg):
    branch(t, t.as_bool(t.peek().op), jumps_when=True)


@bytecode("POP_JUMP_IF_FALSE")
def pop_jump_if_false(t, arg):
    branch(t, t.as_bool(t.peek().op), jumps_when=False)


def branch(t, condition, jumps_when):
    """Go the way that the program goes now; the other way is the guard's exit."""
    truth = t.live() is True
    other = t.instruction.next if truth is jumps_when else t.instruction.target
    ref = t.peek()
    snapshot = t.snapshot(other, drop=1)
    t.guard(M.guard_true if truth else M.guard_false, condition, snapshot=snapshot)
    t.pop()
    t.drop(ref)


@bytecode("POP_JUMP_IF_NONE", "POP_JUMP_IF_NOT_NONE")
def branch_on_none(t, arg):
    """As `branch`, on identity with None. An entry that owns its object stays on the stack for the exit, which repeats the test."""
    is_none = t.live() is None
    x = t.borrow(t.peek())
    t.guard(M.guard_is if is_none else M.guard_is_not, x, id(None))
    t.unborrow(x)
    t.pop_drop()


@bytecode("YIELD_VALUE")
def yield_value(t, arg):
    """A generator that a `for` of the trace has resumed hands out a value."""
    if t.frame is t.root:
        raise Abort("the generator hands out a value, and CPython runs the passes that do",
                    remedy="loop over it with `for`, or return a list")
    if t.frame.generator is None:
        raise Abort("a coroutine waits for another one, and CPython does that")
    resumed_frames.hand_out(t, arg)


ends("an exception is raised, and CPython does that", "CLEANUP_THROW", remedy=HANDLED)
ends("an exception is caught, and CPython does that", "CHECK_EG_MATCH", remedy=HANDLED)
ends("an exception ends a with block, and CPython does that", "WITH_EXCEPT_START", remedy=HANDLED)
ends("a generator or coroutine begins, and CPython runs it", "RETURN_GENERATOR")
ends("an async for or async with is run by CPython", "GET_AITER", "GET_ANEXT", "END_ASYNC_FOR", "BEFORE_ASYNC_WITH", remedy=PLAIN)
