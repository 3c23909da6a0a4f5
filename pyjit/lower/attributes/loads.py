"""LOAD_ATTR, by what is seen: what the class has, what the instance has, and which of them wins. (PyObject_GenericGetAttr)

What a class holds is a constant as long as the class's version stays. The method form (oparg & 1) pushes a function and its
self, or the attribute and NULL. (_PyObject_GetMethod, Objects/object.c)"""
from _collections import _tuplegetter as TupleField
from types import (
    BuiltinFunctionType, ClassMethodDescriptorType, FunctionType, GetSetDescriptorType, MemberDescriptorType,
    MethodDescriptorType, MethodType, ModuleType)

from pyjit.host.types import MISSING, lookup
from pyjit.lower.attributes import accessors, bound
from pyjit.lower.attributes.classes import (
    guard_class, guard_found, guard_version, held_by_class, is_bound, is_data, is_hooked, is_method, is_steady, reads_plainly, slot)
from pyjit.lower.attributes.members import Member, load_field
from pyjit.lower.attributes.places import locate
from pyjit.lower.registry import bytecode
from pyjit.lower.variables.namespaces import push_value, variable
from pyjit.patterns.define import OBJ
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, HEAP, OWNED, Const, Ref

METHOD = 1   # LOAD_ATTR's flag: the attribute is about to be called
CLASS = object.__dict__["__class__"]
# Attributes of builtin numbers that are the number itself.
SELF = {(int, "real"), (int, "numerator"), (float, "real")}
# What binding a function of a builtin kind makes.
BOUND = {FunctionType: MethodType, MethodDescriptorType: BuiltinFunctionType}


@bytecode("LOAD_ATTR")
def load_attr(t, arg):
    name, method, live = t.frame.facts.code.co_names[arg >> 1], bool(arg & METHOD), t.live()
    if issubclass(type(live), type):
        done = of_class(t, live, name, method)
    elif type(live) is ModuleType:
        done = of_module(t, live, name, method)
    else:
        done = of_instance(t, live, name, method)
    if not done:
        through_c_api(t, name, method)


def through_c_api(t, name, method):
    """Anything else: code may run."""
    owner = t.borrow(t.peek())
    t.before_code()
    value = t.call(M.call_object, "PyObject_GetAttr", owner, t.object_constant(name), runs_code=True)
    t.unborrow(owner)
    t.pop_drop()
    t.check(value, 1, 0)
    push(t, value, OWNED, method)


def push(t, value, mode, method):
    """Push an attribute, and NULL if it is about to be called."""
    t.push(value, mode)
    if method:
        t.push(t.word(0), FIXED)


def take(t, value, method):
    """The attribute takes its owner's place. If the owner dies now, a borrowed value is kept first."""
    ref = Ref(value, FIXED if isinstance(value, Const) else HEAP if value.kind is OBJ else OWNED)
    t.outlast(ref, t.peek())
    t.pop_drop()
    push(t, ref.op, ref.mode, method)


# -- instances -----------------------------------------------------------------------------------------------------------------


def of_instance(t, live, name, method):
    """A data descriptor of the class, else the instance's own, else what the class has."""
    cls = type(live)
    if not is_steady(t, cls):
        return False
    if not reads_plainly(t, cls):
        return accessors.asked_first(t, live, name, method)
    found = lookup(cls, name)
    if found is not MISSING and not is_steady(t, type(found)):
        return False
    if found is not MISSING and is_data(t, found):
        return data_descriptor(t, live, name, found, method)
    place = locate(t, live, name)
    if place is None:
        return False
    owner = t.peek().op
    if not place.address and found is MISSING:
        return is_hooked(t, cls) and accessors.missing(t, live, name, place, method)
    if not place.address and not is_known(t, found):
        return accessors.getter(t, live, found, method, lambda: place.load(t, owner))
    guard_class(t, owner, cls)
    if found is not MISSING:
        guard_found(t, found)
    value = place.load(t, owner)
    if value is not None:
        take(t, value, method)
    elif is_method(t, found) and method:
        push_method(t, found, t.pop())
    else:
        from_class(t, found, cls, name, method)
    return True


def push_method(t, function, self):
    """Push a function and a popped self. The interpreter may have bound them, which nobody sees before they are called."""
    t.push(t.object_constant(function), FIXED)
    t.frame.stack.append(self)


def data_descriptor(t, live, name, found, method):
    """An attribute for which the class has a descriptor of a builtin kind, or one that code answers for."""
    cls, owner, kind = type(live), t.peek().op, type(found)
    if kind is MemberDescriptorType:
        member = Member(t, live, found)
        if not member.is_readable():
            return False
        guard_class(t, owner, cls)
        take(t, member.load(t, owner), method)
    elif t.host.types.is_same_in_c(kind, TupleField):
        index = found.__reduce__()[1][0]
        if not issubclass(cls, tuple) or index >= tuple.__len__(live):
            return False
        guard_class(t, owner, cls)
        take(t, load_field(t, owner, index), method)
    elif found is CLASS:
        guard_class(t, owner, cls)
        take(t, t.object_constant(cls), method)
    elif (cls, name) in SELF:
        t.guard_type(owner, cls)
        if method:
            t.push(t.word(0), FIXED)
    else:
        return accessors.getter(t, live, found, method)
    return True


# -- what a class has ----------------------------------------------------------------------------------------------------------


def is_known(t, found):
    """Is it known what becomes of this, as it lies in a class, when an instance is asked for it?"""
    kinds = staticmethod, classmethod, ClassMethodDescriptorType
    return is_method(t, found) or not is_bound(t, found) or type(found) in kinds


def from_class(t, found, cls, name, method, fault=(1, 0)):
    """The entry on top is replaced by what its class (or it, being one) has of that name. fault: how many operands the bytecode
    has, and which is to raise."""
    kind = type(found)
    if kind is classmethod and method and is_method(t, found.__func__):
        pair = [Ref(t.object_constant(found.__func__), FIXED), Ref(t.object_constant(cls), FIXED)]
        for ref in pair:
            t.outlast(ref, t.peek())
        t.pop_drop()
        t.frame.stack += pair
    elif kind in (classmethod, ClassMethodDescriptorType):
        bind(t, found, True, cls, name, method, fault)
    elif kind is staticmethod:
        take(t, t.constant(found.__func__), method)
    elif is_method(t, found):
        bind(t, found, False, cls, name, method, fault)
    else:
        take(t, held_by_class(t, cls, name, found), method)


def bind(t, found, to_class, cls, name, method, fault):
    """A new bound method, of the class or of the entry on top. What is about to be called is seen by nobody else: that of a class
    may be made once and for all."""
    if method and to_class:
        take(t, t.object_constant(found.__get__(None, cls)), method)
        return
    function = held_by_class(t, cls, name, found)
    made = None if to_class else bound.bind(t, found, function, t.live())
    if made is not None:
        push(t, made, OWNED, method)
        return
    owner = t.borrow(t.peek())
    value = t.call(M.call_object, slot(t, type(found), "tp_descr_get"), function,
                   t.word(0) if to_class else owner, t.object_constant(cls))
    t.unborrow(owner)
    t.pop_drop()
    t.check(value, *fault)
    if type(found) in BOUND:
        value.type = id(BOUND[type(found)])
    push(t, value, OWNED, method)


# -- attributes of classes and modules -----------------------------------------------------------------------------------------


def of_class(t, live, name, method):
    """An attribute of this very class, whose metaclass has none to put before it. (type_getattro, Objects/typeobject.c)"""
    meta = type(live)
    if slot(t, meta, "tp_getattro") != slot(t, type, "tp_getattro") or not is_steady(t, live) or not is_steady(t, meta):
        return False
    above, found = lookup(meta, name), lookup(live, name)
    if found is MISSING or above is not MISSING and (is_data(t, above) or not is_steady(t, type(above))):
        return False
    if not is_steady(t, type(found)) or not is_itself(t, found) and not is_known(t, found):
        return False
    guard_class(t, t.guard_object(t.peek().op, live), meta)
    guard_version(t, live)
    for other in (above, found):
        if other is not MISSING:
            guard_found(t, other)
    if is_itself(t, found):
        take(t, held_by_class(t, live, name, found), method)
    else:
        from_class(t, found, live, name, method)
    return True


def is_itself(t, found):
    """Is this, as it lies in a class, what the class gives when it is asked for it?"""
    kinds = property, MemberDescriptorType, GetSetDescriptorType
    return is_method(t, found) or not is_bound(t, found) or type(found) in kinds


def of_module(t, live, name, method):
    """A variable of this very module. (module_getattro, Objects/moduleobject.c)"""
    found, variables = lookup(ModuleType, name), ModuleType.__dict__["__dict__"].__get__(live)
    if name not in variables or found is not MISSING and is_data(t, found) or not t.host.dict_entry(variables, name):
        return False
    t.guard_type(t.guard_object(t.peek().op, live), ModuleType)
    t.namespaces.add(id(variables))
    t.pop_drop()
    push_value(t, variable(t, variables, name), variables[name])
    if method:
        t.push(t.word(0), FIXED)
    return True
