"""Calls of classes whose instances object.__new__ makes and an __init__ in Python sets up: the trace makes the instance and goes on in
its __init__. (type_call and slot_tp_init, Objects/typeobject.c)

And of classes whose __new__ in Python does no more than to make a tuple of its arguments, as that of a named tuple does: the trace goes
on in it, and makes the tuple. (slot_tp_new, Objects/typeobject.c; tuple_subtype_new, Objects/tupleobject.c)"""
from types import FunctionType

from pyjit.host.types import lookup, mro
from pyjit.lower.attributes.classes import guard_version, is_steady, slot
from pyjit.lower.calls import inlining
from pyjit.lower.calls.dispatch import Followable
from pyjit.lower.shapes import instance_shape, tuple_shape
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, INSTANCE, NEW, OWNED, Const, Ref


class Initialised:
    """A class with an __init__ in Python: the slots of others like it hold the same function."""

    def __init__(self):
        pass


def construct(call):
    """Make the instance, and follow its __init__, if there is nothing more to the class than that; or follow its __new__."""
    init = initialiser(call.t, call.live)
    if init is not None:
        return inlining.follow(Construction(call, init))
    new = tuple_maker(call.t, call.live)
    return new is not None and inlining.follow(Making(call, new))


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

    deliver, plain = INSTANCE, True

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
        shape = instance_shape(t, cls)
        if shape is not None:
            return (t.new(shape),)
        instance = t.call(M.call_object, "PyType_GenericAlloc", t.object_constant(cls), t.word(0))
        t.guard(M.guard_set, instance, drops=made)
        t.types[instance] = id(cls)
        return (instance,)

    def moved(self):
        return self.call.args


# -- tuples of a class of their own ----------------------------------------------------------------------------------------------


class Made(tuple):
    """A class with a __new__ in Python: the slots of others like it hold the same function."""

    __slots__ = ()

    def __new__(cls):
        pass


def tuple_maker(t, cls):
    """The __new__ of a class that can be followed, or None. Nothing initialises what it makes: that is of this very class, whose
    __init__ is object's. (object_init, Objects/typeobject.c)"""
    new = lookup(cls, "__new__")
    if type(new) is not staticmethod or type(cls) is not type or not is_steady(t, cls):
        return None
    new = new.__func__
    if type(new) is not FunctionType or slot(t, cls, "tp_new") != slot(t, Made, "tp_new"):
        return None
    if slot(t, cls, "tp_init") != slot(t, object, "tp_init") or slot(t, cls, "tp_alloc") != t.host.symbol("PyType_GenericAlloc"):
        return None
    return new if makes_tuple_of_its_class(t.limits.facts(new.__code__), new.__globals__) else None


LOADS = "LOAD_FAST", "LOAD_FAST_LOAD_FAST", "LOAD_CONST"


def makes_tuple_of_its_class(facts, variables):
    """Does the code just return what tuple.__new__ makes of its first parameter and a tuple of others? Without branches and stores."""
    names = {number: name for name, number in facts.bytecode.opcodes.NUMBERS.items()}
    steps = [(names.get(one.opcode), one) for one in facts.bytecode.instructions.values()]
    steps = [(name, one) for name, one in steps if name not in ("RESUME", "CACHE")]
    if [name for name, _ in steps if name not in LOADS] != ["LOAD_GLOBAL", "BUILD_TUPLE", "CALL", "RETURN_VALUE"]:
        return False
    (first, function), (load, parameter), (_, call) = steps[0], steps[1], steps[-2]
    if first != "LOAD_GLOBAL" or load == "LOAD_CONST" or call.depth != 4 or call.oparg != 2:
        return False
    if variables.get(facts.code.co_names[function.oparg >> 1]) is not tuple.__new__:
        return False
    return (parameter.oparg >> 4 if load == "LOAD_FAST_LOAD_FAST" else parameter.oparg) == 0 < facts.code.co_argcount


class Making(Followable):
    """The call of a class's __new__, a function in Python, with the class in front."""

    def __init__(self, call, new):
        self.t, self.call, self.live = call.t, call, new
        self.names, self.operands, self.raiser = call.names, call.operands, call.raiser
        self.args = [Ref(call.t.object_constant(call.live), FIXED), *call.args]

    def guard_callee(self):
        """It is this class, whose __new__ is this one."""
        self.call.guard_callee()
        guard_version(self.t, self.call.live)

    def moved(self):
        return self.call.args


def new_tuple(call):
    """tuple.__new__ of a class of tuples and a tuple that the trace has just made."""
    t = call.t
    if len(call.args) != 2 or call.args[1].op.micro is not NEW or not isinstance(call.args[0].op, Const):
        return False
    cls, (_, ref) = call.argument(0), call.args
    if type(cls) is not type or tuple not in mro(cls)[1:] or slot(t, cls, "tp_alloc") != t.host.symbol("PyType_GenericAlloc"):
        return False
    values = ref.op.args[1:]
    shape = call.kind(1) is tuple and tuple_shape(t, cls, len(values))
    if not shape:
        return False
    call.guard_callee()
    call.result(t.new(shape, [t.keep_another(value) for value in values]))
    return True
