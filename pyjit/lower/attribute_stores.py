"""STORE_ATTR and DELETE_ATTR, by what is seen. (PyObject_GenericSetAttr, Objects/object.c)"""
from types import MemberDescriptorType

from pyjit.host.types import MISSING, lookup
from pyjit.lower import accessors
from pyjit.lower.classes import guard_class, guard_found, is_data, is_steady, writes_plainly
from pyjit.lower.members import Member
from pyjit.lower.places import locate
from pyjit.lower.registry import bytecode
from pyjit.patterns.families import M


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
    if found is not MISSING and not is_steady(t, type(found)):
        return False
    if found is not MISSING and is_data(t, found):
        if type(found) is not MemberDescriptorType:
            return accessors.setter(t, live, found)
        place = Member(t, live, found)
    else:
        place = locate(t, live, name)
    if place is None or not place.is_writable(t):
        return False
    owner = t.peek().op
    guard_class(t, owner, cls)
    if found is not MISSING:
        guard_found(t, found)
    place.store(t, owner)
    return True


@bytecode("DELETE_ATTR")
def delete_attr(t, arg):
    through_c_api(t, t.frame.facts.code.co_names[arg], 1, t.word(0))


def through_c_api(t, name, operands, value):
    """Anything else: code may run. Without a value the attribute is deleted."""
    owner = t.borrow(t.peek())
    t.before_code("__setattr__ of %s, or a descriptor", t.type_of())
    status = t.call(M.call_word, "PyObject_SetAttr", owner, t.object_constant(name), value, runs_code=True)
    t.unborrow(owner)
    t.unborrow(value)
    t.pop_drop(operands)
    t.check(t.emit(M.sign_extend, status), operands, 0)
