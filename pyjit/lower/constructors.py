"""Calls of classes whose instances object.__new__ makes and an __init__ in Python sets up: the trace makes the instance and goes on in
its __init__. (type_call and slot_tp_init, Objects/typeobject.c)"""
from types import FunctionType

from pyjit.host.types import lookup
from pyjit.ir import INSTANCE, OWNED, Ref
from pyjit.lower import inlining
from pyjit.lower.calls import Followable
from pyjit.lower.classes import guard_version, is_steady, slot
from pyjit.patterns.families import M


class Initialised:
    """A class with an __init__ in Python: the slots of others like it hold the same function."""

    def __init__(self):
        pass


def construct(call):
    """Make the instance, and follow its __init__, if there is nothing more to the class than that."""
    init = initialiser(call.t, call.live)
    return init is not None and inlining.follow(Construction(call, init))


def initialiser(t, cls):
    """The __init__ of a class that can be followed, or None."""
    init = lookup(cls, "__init__")
    if type(init) is not FunctionType or type(cls) is not type or not is_steady(t, cls):
        return None
    if slot(t, cls, "tp_new") != slot(t, object, "tp_new") or slot(t, cls, "tp_init") != slot(t, Initialised, "tp_init"):
        return None
    if slot(t, cls, "tp_alloc") != t.host.symbol("PyType_GenericAlloc"):
        return None
    if t.host.types.flags(cls) & t.host.constant("Py_TPFLAGS_IS_ABSTRACT"):
        return None
    return init if init.__code__.co_argcount and gives_none(t.limits.facts(init.__code__)) else None


def gives_none(facts):
    """Is None all that the code can return? Anything else would be an error."""
    numbers, constants = facts.bytecode.opcodes.NUMBERS, facts.code.co_consts
    return not any(instruction.opcode == numbers["RETURN_VALUE"] or
                   instruction.opcode == numbers["RETURN_CONST"] and constants[instruction.oparg] is not None
                   for instruction in facts.bytecode.instructions.values())


class Construction(Followable):
    """The call of a class's __init__. Its self does not exist yet."""

    deliver = INSTANCE

    def __init__(self, call, init):
        self.t, self.call, self.live = call.t, call, init
        self.names, self.operands, self.raiser = call.names, call.operands, call.raiser
        self.args = [Ref(call.t.object_constant(None), OWNED), *call.args]   # the first one is a place for self

    def guard_callee(self):
        """It is this class, whose __init__ is this one."""
        self.call.guard_callee()
        guard_version(self.t, self.call.live)

    def make(self, made):
        """The instance, after all guards; they and `made` go if there is no memory for it."""
        t, cls = self.t, self.call.live
        instance = t.call(M.call_object, "PyType_GenericAlloc", t.object_constant(cls), t.word(0))
        t.guard(M.guard_set, instance, drops=made)
        t.types[instance] = id(cls)
        return (instance,)

    def moved(self):
        return self.call.args
