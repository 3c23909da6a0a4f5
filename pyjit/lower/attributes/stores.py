"""STORE_ATTR and DELETE_ATTR, by what is seen. (PyObject_GenericSetAttr, Objects/object.c)"""
from types import MemberDescriptorType

from pyjit.host.types import MISSING, lookup, mro
from pyjit.lower.attributes import accessors
from pyjit.lower.attributes.classes import guard_class, guard_found, is_data, is_immutable, is_steady, writes_plainly
from pyjit.lower.attributes.members import Member
from pyjit.lower.attributes.places import locate
from pyjit.lower.calls.dispatch import calls_of
from pyjit.lower.registry import bytecode
from pyjit.patterns.families import M
from pyjit.trace.ir import Const


@bytecode("STORE_ATTR")
def store_attr(t, arg):
    """The owner is on top, the value below it."""
    name, live = t.frame.facts.code.co_names[arg], t.live()
    if not on_instance(t, live, name):
        through_c_api(t, name, 2, t.borrow(t.peek(1)))


def on_instance(t, live, name):
    """Into a slot, if the class has one; else into the instance, if the class does not forbid that."""
    cls = type(live)
    if not is_steady(t, cls):
        return False
    if not writes_plainly(t, cls):
        return accessors.told(t, live, name)
    found = lookup(cls, name)
    if found is not MISSING and is_steady(t, type(found)) and is_data(t, found) and type(found) is not MemberDescriptorType:
        return accessors.setter(t, live, found)
    return store(t, t.peek().op, live, name, 1)


def store(t, owner, live, name, above):
    """The entry with `above` others on it becomes an attribute of the owner, if that is a slot or stands in the instance."""
    cls, found = type(live), lookup(type(live), name)
    if found is not MISSING and not is_steady(t, type(found)):
        return False
    if found is not MISSING and is_data(t, found):
        place = type(found) is MemberDescriptorType and Member(t, live, found)
    else:
        place = locate(t, live, name)
    if not place or not place.is_writable(t):
        return False
    guard_class(t, owner, cls)
    if found is not MISSING:
        guard_found(t, found)
    place.store(t, owner, above)
    return True


@calls_of(type(object.__setattr__))
def call_of_object(call):
    """object.__setattr__(owner, name, value) of an instance of a class in Python, whatever that class says about its attributes: so does
    a frozen dataclass set up its instances. (wrap_setattr, hackcheck, Objects/typeobject.c)"""
    if call.live is not object.__setattr__ or call.names or len(call.args) != 3 or not isinstance(call.args[1].op, Const):
        return False
    t, live, name = call.t, call.argument(0), call.args[1].op.object
    if type(name) is not str or not is_steady(t, type(live)) or any(is_immutable(t, base) for base in mro(type(live))[:-1]):
        return False
    call.guard_callee()
    if not store(t, call.args[0].op, live, name, 0):
        return False
    rest = t.frame.stack[1 - call.operands:]
    del t.frame.stack[1 - call.operands:]
    for ref in rest:
        t.drop(ref)
    t.push_constant(None)
    return True


@bytecode("DELETE_ATTR")
def delete_attr(t, arg):
    through_c_api(t, t.frame.facts.code.co_names[arg], 1, t.word(0))


def through_c_api(t, name, operands, value):
    """Anything else: code may run. Without a value the attribute is deleted."""
    owner = t.borrow(t.peek())
    t.before_code()
    status = t.call(M.call_word, "PyObject_SetAttr", owner, t.object_constant(name), value, runs_code=True)
    t.unborrow(owner)
    t.unborrow(value)
    t.pop_drop(operands)
    t.check(t.emit(M.sign_extend, status), operands, 0)
