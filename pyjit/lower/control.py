"""Jumps, branches and loops."""
from pyjit.lower.registry import bytecode, ends
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


@bytecode("POP_JUMP_IF_NONE")
def pop_jump_if_none(t, arg):
    branch_on_none(t, jumps_when=True)


@bytecode("POP_JUMP_IF_NOT_NONE")
def pop_jump_if_not_none(t, arg):
    branch_on_none(t, jumps_when=False)


def branch_on_none(t, jumps_when):
    """As `branch`, on identity with None. An entry that owns its object stays on the stack for the exit, which repeats the test."""
    is_none = t.live() is None
    x = t.borrow(t.peek())
    t.guard(M.guard_is if is_none else M.guard_is_not, x, id(None))
    t.unborrow(x)
    t.pop_drop()


ends("an exception is raised or handled", "RAISE_VARARGS", "RERAISE", "PUSH_EXC_INFO", "CHECK_EXC_MATCH", "CHECK_EG_MATCH", "POP_EXCEPT",
     "CLEANUP_THROW")
ends("a with block begins or ends", "BEFORE_WITH", "BEFORE_ASYNC_WITH", "WITH_EXCEPT_START")
ends("a generator or coroutine is made, entered or left", "YIELD_VALUE", "RETURN_GENERATOR", "SEND", "END_SEND", "GET_AWAITABLE",
     "GET_AITER", "GET_ANEXT", "END_ASYNC_FOR", "GET_YIELD_FROM_ITER")
