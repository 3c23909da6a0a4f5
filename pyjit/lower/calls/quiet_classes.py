"""Calls of builtin classes that run no code of the program: iterators over well-known iterables, and containers of what these give."""
from pyjit.lower.iteration.iterators import ITERATORS, QUIET_ITERABLES

WALKED = QUIET_ITERABLES | ITERATORS
ANYTHING = None
REVERSED = {list: type(reversed([])), dict: type(reversed({})), tuple: reversed, str: reversed, bytes: reversed, range: None}
# What is hashed and compared without running code.
HASHED = frozenset((range, str, bytes))


def through_vectorcall(call, result):
    """(The tp_vectorcall of the class, or, where it has none, PyObject_Vectorcall.)"""
    t, cls, count = call.t, call.live, len(call.args)
    target = t.host.peek.u64(id(cls) + t.host.offset("PyTypeObject.tp_vectorcall")) or "PyObject_Vectorcall"
    call.through(target, lambda ops: (t.object_constant(cls), call.array(ops), t.word(count), t.word(0)), False, result)
    return True


def quiet_class(*wanted, least=None, result=True):
    """A class of which it is known what its calls run, if the arguments are of these exact types: sets of them, or ANYTHING; `least`: how
    many there must be (all); result: the exact type of what it gives, True for the class itself, or a function of the first argument's."""
    def lower(call):
        if not (len(wanted) if least is None else least) <= len(call.args) <= len(wanted):
            return False
        if not all(kinds is ANYTHING or call.kind(n) in kinds for n, kinds in enumerate(wanted[:len(call.args)])):
            return False
        call.guard_callee()
        for n, kinds in enumerate(wanted[:len(call.args)]):
            if kinds is not ANYTHING:
                call.guard_kind(n)
        return through_vectorcall(call, call.live if result is True else result(call.kind(0)))
    return lower


MANY = (WALKED,) * 8
INTS = frozenset((int,))
QUIET_CLASSES = {
    enumerate: quiet_class(WALKED, INTS, least=1), zip: quiet_class(*MANY, least=0), map: quiet_class(ANYTHING, *MANY, least=2),
    filter: quiet_class(ANYTHING, WALKED), reversed: quiet_class(frozenset(REVERSED), result=REVERSED.get),
    list: quiet_class(QUIET_ITERABLES, least=0), tuple: quiet_class(QUIET_ITERABLES, least=0), dict: quiet_class(),
    set: quiet_class(HASHED, least=0), frozenset: quiet_class(HASHED, least=0)}
