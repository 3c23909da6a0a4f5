"""Keys of dicts and sets, looked up by machine code: `d[k]`, `d[k] = v`, `del d[k]`, `k in d`, d.get(k), d.pop(k),
d.setdefault(k), set.add(k), for small ints and strs.

The recorder runs the meaning of the op on the live table. So it is known whether the key is there, of which the trace makes sure;
where the interpreter would have to ask objects whether they are equal, the C-API is called, as for all other keys."""
from pyjit.host.types import lookup
from pyjit.lower import handling
from pyjit.lower.attributes.classes import guard_class, is_steady
from pyjit.lower.containers.dicts import guard_kind, guard_unwatched, is_watched
from pyjit.lower.containers.indexing import take_item
from pyjit.lower.iteration.tuple_iterators import tracked_at
from pyjit.lower.overwrite import Slot, letting_go, overwrite
from pyjit.patterns.define import Exit
from pyjit.patterns.families import M
from pyjit.patterns.lookups import STRUCTS
from pyjit.trace.ir import HEAP, Const

# (type of the key, kind of the dict's table of keys): the micro-op, and the struct of the table's entries.
IN_DICTS = {
    (int, "DICT_KEYS_GENERAL"): ("find_int", "PyDictKeyEntry"), (str, "DICT_KEYS_GENERAL"): ("find_str", "PyDictKeyEntry"),
    (str, "DICT_KEYS_UNICODE"): ("find_str_among", "PyDictUnicodeEntry")}
IN_SETS = {int: "find_int_in_set", str: "find_str_in_set"}
ABSENT, PRESENT = "{here}: the key was not there, now it is", "{here}: the key was there, now it is not"
DICT_CHANGES = "dict size", "dict keys", "dict values"   # the memory that changes where a dict gets a new key
SET_CHANGES = "set size", "set items"


class Found:
    """What a lookup has found. op: the address of the entry as a value, or 0; live: the same of the live table; value: the offset
    of what a dict's entry holds."""

    def __init__(self, op, live, value=None):
        self.op, self.live, self.value = op, live, value

    def guard(self, t):
        """The key is there, or is not, as it was seen."""
        if self.live:
            t.guard(M.guard_is_not, self.op, 0, why=PRESENT)
        else:
            t.guard(M.guard_is, self.op, 0, why=ABSENT)


class LiveTable:
    """The memory that a meaning reads while it is recorded."""

    def __init__(self, host):
        self.field, self._words = host.offset, {
            (8, False): host.peek.u64, (8, True): host.peek.i64, (4, False): host.peek.u32, (4, True): host.peek.i32,
            (2, True): host.peek.i16, (1, False): host.peek.u8, (1, True): host.peek.i8}

    def load(self, address, size, signed=False):
        return self._words[size, signed](address)


class Lookup:
    """A key about to be looked up: its Ref, and the live one."""

    def __init__(self, t, ref, live):
        self.t, self.ref, self.live = t, ref, live

    def run(self, micro, table, *more):
        """What the op finds in the live table at an address; None where it leaves."""
        host = self.t.host
        if not all(map(host.holds, STRUCTS[type(self.live)])):
            return None
        if type(self.live) is str:
            hash(self.live)   # a str knows it from then on
        key = self.live if type(self.live) is int else id(self.live)
        try:
            return micro.meaning(LiveTable(host), table, *more, key, *self.kind(micro))
        except Exit:
            return None

    def kind(self, micro):
        """The operand of an op that says which type the keys found must have."""
        return (id(type(self.live)),) if micro.operands[-1][0] == "type" else ()

    def emit(self, micro, table, *more):
        """Look it up in the trace's table."""
        t, op = self.t, self.ref.op
        if type(self.live) is int:
            op = t.as_int(op)
        else:
            t.guard_type(op, str)
            if not isinstance(op, Const):
                t.emit(M.hash_text, op)
        return t.guard(micro, table, *more, op, *self.kind(micro))


def in_dict(t, container, ref, live, key, wanted=False):
    """What is Found of a key in a dict (an op and the live object, of a type that uses dict's own lookup); None if only the C-API
    can tell, or, if it is wanted, the key is not there. Guards on the type of `container` are put here."""
    if type(live) is not dict and not is_steady(t, type(live)):
        return None
    kind, constant = t.host.types.keys_kind(live), t.host.constant
    for (key_type, name), (micro, struct) in IN_DICTS.items():
        if type(key) is key_type and kind == constant(name):
            break
    else:
        return None
    offset, micro, sought = t.host.offset, getattr(M, micro), Lookup(t, ref, key)
    start, value = offset("PyDictKeysObject.dk_indices"), offset(struct + ".me_value")
    at = sought.run(micro, t.host.words[id(live) + offset("PyDictObject.ma_keys") >> 3], start)
    if at is None or wanted and not at:
        return None
    guard_class(t, container, type(live))
    return Found(sought.emit(micro, guard_kind(t, container, kind), start), at, value)


def in_set(t, container, ref, live, key):
    """The same of a set or frozenset."""
    if type(key) not in IN_SETS or not t.host.holds("PySetObject"):
        return None
    micro, sought = getattr(M, IN_SETS[type(key)]), Lookup(t, ref, key)
    at = sought.run(micro, id(live))
    if at is None:
        return None
    t.guard_type(container, type(live))
    return Found(sought.emit(micro, container), at)


def uses(cls, name):
    """Does a class do this as dict does? (Who has a function in C for it, has a wrapper for that among its names.)"""
    return lookup(cls, name) is vars(dict)[name]


# -- what bytecodes and methods do with it ------------------------------------------------------------------------------------


def dict_item(t):
    """container[key], where the key is there, or a handler goes on if it is not."""
    if not uses(t.type_of(1), "__getitem__"):
        return False
    container, may_raise = t.peek(1).op, t.type_of(1) is dict and handling.may_be_followed(t)
    found = in_dict(t, container, t.peek(), t.live(1), t.live(), wanted=not may_raise)
    if found is None:
        return False
    found.guard(t)
    if not found.live:
        handling.go_to_handler(t, KeyError, t.peek(), (2, 1))
        return True
    take_item(t, t.emit(M.load_object, found.op, found.value, region="dict values"))
    return True


def store_dict_item(t):
    """container[key] = value: the entry gets another value, or the dict a new key. (insertdict, Objects/dictobject.c)"""
    kind, live = t.type_of(1), t.live(1)
    if not uses(kind, "__setitem__") or is_watched(t, id(live)):
        return False
    container, value, stored = t.peek(1).op, t.peek(2).op, t.type_of(2)
    leaf = t.host.is_leaf(id(stored))   # what else goes into a dict makes it known to the garbage collector
    if not leaf and not t.host.peek.u64(id(live) + tracked_at(t)):
        return False
    found = in_dict(t, container, t.peek(), live, t.live())
    if found is None:
        return False
    found.guard(t)
    guard_unwatched(t, container)
    if not found.live:
        insert(t)
        return True
    if leaf:
        t.guard_type(value, stored)
    else:
        t.guard(M.guard_set, t.emit(M.load_word, container, tracked_at(t), region="tracked"))
    overwrite(t, Slot(found.op, found.value, "dict values"), t.host.words[found.live + found.value >> 3], 2)
    return True


def insert(t):
    """A new key; the C function compares it with no other one of the same hash."""
    change(t, "PyDict_SetItem", 3, scarce=True)


def change(t, symbol, operands, scarce=False):
    """A C function changes the dict and runs no code. On the stack: the key, the container and maybe a value."""
    borrowed = [t.borrow(t.peek(n)) for n in range(operands)]
    key, container, *value = borrowed
    t.before_effect(operands)
    status = t.emit(M.sign_extend, t.call(M.call_word, symbol, container, key, *value, writes=DICT_CHANGES))
    for op in borrowed:
        t.unborrow(op)
    t.pop_drop(operands)
    t.check(status, operands, 1, scarce=scarce)


def delete_dict_item(t):
    """del container[key], where the key is there, and the end of neither its object nor the value's runs code. (PyDict_DelItem)"""
    kind, live = t.type_of(1), t.live(1)
    if not uses(kind, "__delitem__") or is_watched(t, id(live)):
        return False
    container, key = t.peek(1).op, t.peek()
    found = in_dict(t, container, key, live, t.live(), wanted=True)
    if found is None or not lets_go_quietly(t, found):
        return False
    guard_unwatched(t, container)
    change(t, "PyDict_DelItem", 2)
    return True


def lets_go_quietly(t, found):
    """Does the dict lose an entry that was found without code being run? Guards see to it. (The key's object is one of the key's type.)"""
    address = t.host.words[found.live + found.value >> 3]
    if not t.host.is_leaf(t.host.type_address(address)) and t.peek_count(address) < 2:
        return False
    found.guard(t)
    letting_go(t, t.emit(M.load_object, found.op, found.value, region="dict values"), address)
    return True


def contains(t, negated):
    """key in container; the container is on top."""
    kind, live = t.type_of(0), t.live()
    container, ref, key = t.peek().op, t.peek(1), t.live(1)
    if kind in (set, frozenset):
        found = in_set(t, container, ref, live, key)
    elif uses(kind, "__contains__"):
        found = in_dict(t, container, ref, live, key)
    else:
        return False
    if found is None:
        return False
    absent = t.emit(M.word_eq, found.op, 0)
    t.pop_drop(2)
    t.push(absent if negated else t.emit(M.bool_not, absent))
    return True


def of_dict(otherwise):
    """dict.get(), or how it is called if the lookup is not for here."""
    def get(call):
        if call.names or len(call.args) not in (2, 3):
            return otherwise(call)
        t = call.t
        call.guard_callee()
        found = in_dict(t, call.args[0].op, call.args[1], call.argument(0), call.argument(1))
        if found is None:
            return otherwise(call)
        found.guard(t)
        if found.live:
            call.result(t.emit(M.load_object, found.op, found.value, region="dict values"), HEAP)
        elif len(call.args) == 3:
            call.pass_on(call.args[2])
        else:
            call.result(t.constant(None))
        return True
    return get


def popped(otherwise, taking):
    """dict.pop(), or how it is called if the lookup is not for here. taking: the same, where the key is there."""
    def pop(call):
        found = sought(call)
        if found is None or not found.live and len(call.args) < 3:
            return otherwise(call)
        found.guard(call.t)
        if found.live:
            return taking(call)
        call.pass_on(call.args[2])
        return True
    return pop


def set_default(otherwise, adding):
    """dict.setdefault(), or how it is called if the lookup is not for here. adding: the same, where the dict gets a new key."""
    def set_default(call):
        found = sought(call)
        if found is None:
            return otherwise(call)
        found.guard(call.t)
        if not found.live:
            return adding(call)
        call.result(call.t.emit(M.load_object, found.op, found.value, region="dict values"), HEAP)
        return True
    return set_default


def sought(call):
    """What is Found of the key of a method that may change its dict; None if the lookup is not for here. The callee is guarded."""
    if call.names or len(call.args) not in (2, 3) or is_watched(call.t, call.addresses[0]):
        return None
    call.guard_callee()
    found = in_dict(call.t, call.args[0].op, call.args[1], call.argument(0), call.argument(1))
    if found is not None:
        guard_unwatched(call.t, call.args[0].op)
    return found


def of_set(otherwise, adding):
    """set.add(), or how it is called if the lookup is not for here. adding: the same, where the set gets a new key."""
    def add(call):
        if call.names or len(call.args) != 2:
            return otherwise(call)
        t = call.t
        call.guard_callee()
        found = in_set(t, call.args[0].op, call.args[1], call.argument(0), call.argument(1))
        if found is None:
            return otherwise(call)
        found.guard(t)
        if not found.live:
            return adding(call)
        call.result(t.constant(None))
        return True
    return add
