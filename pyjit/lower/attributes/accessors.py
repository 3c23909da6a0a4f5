"""Attributes for which functions written in Python answer: properties, descriptors, hooks like __getattr__.

Such a function is followed like one that is called by name. In the interpreter the C code of a slot calls it; that C code does
nothing else that could be seen. (Objects/descrobject.c, slot_tp_descr_get and its like in Objects/typeobject.c)"""
from types import FunctionType

from pyjit.host.types import MISSING, lookup
from pyjit.lower.attributes.classes import Hooked, guard_class, guard_found, is_hooked, is_steady, slot
from pyjit.lower.calls import inlining
from pyjit.lower.calls.dispatch import Followable
from pyjit.trace.ir import CALLABLE, FIXED, NOTHING, RESULT, Ref


class Access(Followable):
    """The call of a function that a bytecode makes by itself. guards: what makes sure that it is this function."""

    def __init__(self, t, function, args, deliver, guards, operands, raiser, harmless=False, answers=None):
        self.t, self.live, self.args, self.harmless, self.answers = t, function, args, harmless, answers
        self.deliver, self.guard_callee, self.operands, self.raiser = deliver, guards, operands, raiser


def follow(t, function, args, deliver, guards, operands, raiser, harmless=False, answers=None):
    """Go on inside the function, if it is one that can be followed. harmless: only as long as it has no effects; whatever else it
    does then, the interpreter executes the whole bytecode. answers: see Frame."""
    if type(function) is not FunctionType or harmless and may_do_harm(t, function.__code__):
        return False
    return inlining.follow(Access(t, function, args, deliver, guards, operands, raiser, harmless, answers))


def behind(t, cls, field, name, sample):
    """The function in Python that a slot calls: the class's method of this name, if the slot holds what it holds in the sample, a class
    with such a method, and guards may rely on the class; else None."""
    if slot(t, cls, field) != slot(t, sample, field) or not is_steady(t, cls):
        return None
    function = lookup(cls, name)
    return function if type(function) is FunctionType else None


def may_do_harm(t, code):
    """Is the function known to do more than to compute a result, or is more done before it begins?"""
    return t.limits.facts(code).effects or code.co_cellvars or code.co_flags & (inlining.VARARGS | inlining.VARKEYWORDS)


def fixed(t, live):
    return Ref(t.object_constant(live), FIXED)


def guards(t, cls, found, *more):
    """What makes sure that `found` (MISSING: nothing) is what the class of the owner on top of the stack has."""
    def emit():
        guard_class(t, t.peek().op, cls)
        if found is not MISSING:
            guard_found(t, found)
        for guard in more:
            guard()
    return emit


def load(t, live, found, function, args, method, *more, harmless=False):
    """Follow the function that gives an attribute of the owner on top of the stack."""
    return follow(t, function, args, CALLABLE if method else RESULT, guards(t, type(live), found, *more), 1, 0, harmless)


def getter(t, live, found, method, *more):
    """A property, or an object with a __get__. Where there is a __getattr__, too, it answers for an AttributeError of theirs."""
    cls, owner = type(live), t.peek()
    if type(found) is property:
        function, args = found.fget, [owner]
    else:
        function, args = lookup(type(found), "__get__"), [fixed(t, found), owner, fixed(t, cls)]
    return load(t, live, found, function, args, method, *more, harmless=is_hooked(t, cls))


def missing(t, live, name, place, method):
    """__getattr__ answers for what is not there."""
    owner = t.peek()
    return load(t, live, MISSING, lookup(type(live), "__getattr__"), [owner, fixed(t, name)], method,
                lambda: place.load(t, owner.op))


def asked_first(t, live, name, method):
    """__getattribute__ answers for everything, unless there is a __getattr__ to help it."""
    cls = type(live)
    if slot(t, cls, "tp_getattro") not in (slot(t, Hooked, "tp_getattro"), slot(t, Asked, "tp_getattro")):
        return False
    if lookup(cls, "__getattr__") is not MISSING:
        return False
    return load(t, live, MISSING, lookup(cls, "__getattribute__"), [t.peek(), fixed(t, name)], method)


def store(t, live, found, function, args):
    """Follow the function that is given the value below the owner."""
    return follow(t, function, args, NOTHING, guards(t, type(live), found), 2, 0)


def setter(t, live, found):
    """A property, or an object with a __set__."""
    owner, value = t.peek(), t.peek(1)
    if type(found) is property:
        return store(t, live, found, found.fset, [owner, value])
    return store(t, live, found, lookup(type(found), "__set__"), [fixed(t, found), owner, value])


def told(t, live, name):
    """__setattr__ is given everything."""
    owner, value = t.peek(), t.peek(1)
    if slot(t, type(live), "tp_setattro") != slot(t, Told, "tp_setattro"):
        return False
    return store(t, live, MISSING, lookup(type(live), "__setattr__"), [owner, fixed(t, name), value])


class Asked:
    """A class whose __getattribute__ is asked for everything: the slots of others like it hold the same function."""

    def __getattribute__(self, name):
        return name


Asked().name   # at first such a class has the function of Hooked in its slot, then one of its own


class Told:
    """A class whose __setattr__ is given everything."""

    def __setattr__(self, name, value):
        pass
