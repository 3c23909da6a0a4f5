"""f(*positional, **keywords): of a Python function or method and a tuple the call is followed; any other is made as a whole."""
from types import MethodType

from pyjit.lower.calls.dispatch import Call, unbind
from pyjit.lower.calls.inlining import can_follow, follow
from pyjit.lower.containers.sizes import load_size
from pyjit.lower.registry import bytecode
from pyjit.patterns.families import M
from pyjit.trace.ir import HEAP, Ref

LONGEST = 16   # items that a tuple of arguments may have to be taken apart
KWARGS = 1     # CALL_FUNCTION_EX's flag: a dict of keyword arguments is there


class Spread(Call):
    """f(*positional): the arguments are the items of a tuple, and an empty dict of keywords may be there."""

    def __init__(self, t, place):
        self.t, self.names, self.operands, self.raiser = t, (), place + 3, place
        self.callee, self.live, positional = t.peek(place + 2), t.live(place + 2), t.peek(place)
        live = t.live(place)
        self.args = self.items(positional.op, len(live))
        self.addresses = [id(item) for item in live]
        if type(self.live) is MethodType:
            unbind(self)
        if place:
            self.empty = t.peek().op
            t.guard_type(self.empty, dict)
            t.guard(M.guard_int_eq, load_size(t, self.empty, dict), t.integer(0), why="{here}: there are keyword arguments")

    def items(self, positional, count):
        """Borrowed from the tuple, which has so many."""
        t = self.t
        t.guard_type(positional, tuple)
        t.guard(M.guard_int_eq, load_size(t, positional, tuple), t.integer(count), why="{here}: there are not %d arguments" % count)
        first = t.host.offset("PyTupleObject.ob_item")
        return [Ref(t.emit(M.load_object, positional, first + 8 * i, region="tuple"), HEAP) for i in range(count)]

    def moved(self):
        return [self.callee]


def spread(t, place):
    """Follow f(*positional) where a Python function is called with the items of a tuple alone. (That the interpreter calls a method
    through C code cannot be seen.)"""
    positional, function = t.live(place), t.live(place + 2)
    if type(function) is MethodType:
        function = function.__func__
    if type(positional) is not tuple or len(positional) > LONGEST or not can_follow(t, function):
        return False
    if place and (type(t.live()) is not dict or t.live()):
        return False
    return follow(Spread(t, place))


@bytecode("CALL_FUNCTION_EX")
def call_function_ex(t, arg):
    """f(*positional, **keywords): the keywords are a dict made for the call."""
    place = arg & KWARGS
    if spread(t, place):
        return
    positional, kind = t.peek(place), t.type_of(place)
    t.guard_type(positional.op, kind)
    callee, given = t.borrow(t.peek(place + 2)), t.borrow(positional)
    keywords = t.borrow(t.peek()) if place else t.word(0)
    t.before_code()
    made = given
    if kind is not tuple:
        made = t.call(M.call_object, "PySequence_Tuple", given, runs_code=True)
        t.guard(M.guard_set, made, snapshot=t.fault_snapshot(3 + place, place, present=3 + place))
    out = t.call(M.call_object, "PyObject_Call", callee, made, keywords, runs_code=True)
    if made is not given:
        t.release(made)
    for op in (keywords, given, callee):
        t.unborrow(op)
    t.pop_drop(3 + place)
    t.check(out, 3 + place, place)
    t.push(out)
