"""LOAD_SUPER_ATTR: super().name, where super is the builtin: what the classes after this one in the MRO of self's class have.

No super object is made. What is found is a constant as long as the version of self's class stays. (do_super_lookup, typeobject.c)"""
from pyjit.host.types import MISSING, lookup_after, mro
from pyjit.lower.abort import Abort
from pyjit.lower.attributes.accessors import follow
from pyjit.lower.attributes.classes import guard_class, guard_found, guard_version, held_by_class, is_method, is_steady
from pyjit.lower.attributes.loads import METHOD, from_class, is_itself, is_known, push_method, take
from pyjit.lower.registry import bytecode
from pyjit.trace.ir import CALLABLE, RESULT

FAULT = 3, 2     # operands: super, the class, self; the first is asked first


@bytecode("LOAD_SUPER_ATTR")
def load_super_attr(t, arg):
    name, method = t.frame.facts.code.co_names[arg >> 2], bool(arg & METHOD)
    builtin, cls, live = t.live(2), t.live(1), t.live()
    owner = looked_up_in(cls, live) if builtin is super and name != "__class__" else None
    found = MISSING if owner is None else lookup_after(owner, cls, name)
    if found is MISSING or not is_steady(t, type(found)) or not is_steady(t, owner):
        raise Abort("super() is used in an unusual way, or the class changes", lasting=False)

    def guards():
        t.guard_object(t.peek(2).op, super)
        t.guard_object(t.peek(1).op, cls)
        if owner is live:
            guard_version(t, t.guard_object(t.peek().op, live).object)
        else:
            guard_class(t, t.peek().op, owner)
        guard_found(t, found)
    if type(found) is property and owner is not live:
        if not follow(t, found.fget, [t.peek()], CALLABLE if method else RESULT, guards, *FAULT):
            raise Abort("the property of the base class cannot be followed")
    elif is_known(t, found) or owner is live and is_itself(t, found):
        guards()
        push_found(t, found, owner, name, owner is live and is_itself(t, found), method)
    else:
        raise Abort("super() finds a descriptor")


def looked_up_in(cls, live):
    """The class in whose MRO super(cls, live) looks: live itself, if it is one below cls. None: super() would fail, or ask around.
    (supercheck, Objects/typeobject.c)"""
    if not issubclass(type(cls), type):
        return None
    for owner in (live, type(live)):
        if issubclass(type(owner), type) and any(base is cls for base in mro(owner)):
            return owner
    return None


def push_found(t, found, owner, name, itself, method):
    """What was found takes the operands' place."""
    self = t.pop()
    t.pop_drop(2)
    if not itself and is_method(t, found) and method:
        push_method(t, found, self)
        return
    t.frame.stack.append(self)
    if itself:
        take(t, held_by_class(t, owner, name, found), method)
    else:
        from_class(t, found, owner, name, method, FAULT)
