"""`with`: the context manager's __enter__ is followed like any other call; its bound __exit__, which waits on the stack, need not be made.
(BEFORE_WITH, Python/bytecodes.c)"""
from pyjit.host.types import lookup
from pyjit.lower.abort import Abort
from pyjit.lower.attributes import bound
from pyjit.lower.attributes.classes import guard_class, guard_found, held_by_class, is_steady
from pyjit.lower.calls import inlining
from pyjit.lower.calls.dispatch import ARGUMENTS_OFFSET, Followable
from pyjit.lower.registry import bytecode
from pyjit.patterns.families import M
from pyjit.trace.ir import ENTERED, HEAP, Ref


class Entering(Followable):
    """The call of a manager's __enter__, the manager on top of the stack. way_out: what its class has as __exit__."""

    deliver, operands, raiser = ENTERED, 1, 0

    def __init__(self, t, function, guards, way_out):
        self.t, self.live, self.args, self.guard_callee, self.way_out = t, function, [t.peek()], guards, way_out

    def make(self, made):
        """The bound __exit__."""
        return (self.way_out(),)


@bytecode("BEFORE_WITH")
def before_with(t, arg):
    """The manager on top gives way to its bound __exit__ and what its __enter__ gives."""
    live, op = t.live(), t.peek().op
    cls = type(live)
    found = [lookup(cls, name) for name in ("__enter__", "__exit__")]
    if not is_steady(t, cls) or any(bound.like(method, live) is None for method in found):
        raise Abort("a with block whose manager has an __enter__ or __exit__ of an unusual kind", remedy="put the with block around the loop")

    def guards():
        guard_class(t, op, cls)
        for method in found:
            guard_found(t, method)

    def way_out():
        function = held_by_class(t, cls, "__exit__", found[1])
        return bound.bound(t, found[1], function, live, Ref(op, HEAP))
    if inlining.follow(Entering(t, found[0], guards, way_out)):
        return
    guards()
    made, owner = way_out(), t.borrow(t.peek())
    enter = held_by_class(t, cls, "__enter__", found[0])
    t.before_code()
    t.emit(M.argument, 8, owner)
    given = t.call(M.call_object, "PyObject_Vectorcall", enter, t.emit(M.argument_array, 8), t.word(1 + ARGUMENTS_OFFSET), t.word(0),
                   runs_code=True)
    t.unborrow(owner)
    t.pop_drop()
    failed = t.fault_snapshot(1, 0)
    t.guard(M.guard_set, given, snapshot=failed, drops=(made,))
    t.push(made)
    t.push(given)
