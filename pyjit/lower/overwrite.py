"""An object in memory is replaced by another: a variable of a dict, an attribute, a slot."""
from pyjit.lower.identity import TYPES, is_sole
from pyjit.patterns.families import M


class Slot:
    """A place in memory that holds a reference: base + offset, in a region."""

    def __init__(self, base, offset, region):
        self.base, self.offset, self.region = base, offset, region


def look(t, slot):
    """What the slot holds: an object, as the caller knows, or asks. (Borrowed.)"""
    return t.emit(M.load_object, slot.base, slot.offset, region=slot.region)


def load(t, slot):
    """What the slot holds, guarded to be an object. (Borrowed.)"""
    value = look(t, slot)
    t.guard(M.guard_set, value)
    return value


def guard_empty(t, slot):
    """The slot holds nothing."""
    t.guard(M.guard_null, look(t, slot))


def unset(t, slot):
    """The slot holds nothing from here on; the reference that it had is the caller's."""
    t.emit(M.store_word, slot.base, slot.offset, t.word(0), region=slot.region)


def overwrite(t, slot, address, above=0):
    """The stack's entry with `above` others on it goes into the slot, which holds the object at an address; all of them are
    done with. A number that nobody else holds replaces one of its own type in place."""
    old = load(t, slot)
    ref = t.peek(above)
    if is_sole(t, ref) and id(TYPES[ref.op.kind]) == t.host.type_address(address):
        t.guard_type(old, TYPES[ref.op.kind])
        others, ref = take(t, above)
        t.put(ref.op, "field", slot.base, slot.offset, region=slot.region)
    else:
        drop = letting_go(t, old, address)
        others, ref = take(t, above)
        t.emit(M.store_word, slot.base, slot.offset, t.own(ref), region=slot.region)
        drop()
    for other in others:
        t.drop(other)


def fill(t, slot, above):
    """As overwrite, of a slot that holds nothing. Give the entries that were above, still to be dropped."""
    guard_empty(t, slot)
    others, ref = take(t, above)
    t.emit(M.store_word, slot.base, slot.offset, t.own(ref), region=slot.region)
    return others


def take(t, above):
    """Pop an entry and those above it: (those, it). Memory is about to change: what the rest of the stack borrows is kept."""
    others = [t.pop() for _ in range(above)]
    ref = t.pop()
    t.before_effect()
    return others, ref


def letting_go(t, old, address):
    """What drops the slot's reference to the object that is now at an address, with as little to fear as guards allow."""
    if not t.host.is_leaf(t.host.type_address(address)):
        t.keep_alike(address)
    return t.dropping(old, address)
