"""Dicts that the trace knows as objects and that hold variables: globals, builtins, a module's attributes."""
from types import BuiltinFunctionType, FunctionType, ModuleType

from pyjit.lower.abort import Abort
from pyjit.lower.containers.dicts import guard_key, guard_size, guard_unwatched, is_watched, table
from pyjit.lower.overwrite import Slot, load, overwrite
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, HEAP

UNUSUAL = "the variables are in a dict of an unusual kind"
VARIABLES = "variables"   # which expectation has failed: see pyjit.report.expectations
KNOWN = (FunctionType, BuiltinFunctionType, ModuleType)


def address_of(t, live):
    """The dict as a value. The trace keeps it alive, unless something else is sure to do so."""
    return t.word(id(live)) if id(live) in t.namespaces else t.object_constant(live)


def find(t, live, name):
    """The DictEntry of a name, or None if the dict does not have it."""
    if name not in live:
        if t.host.types.keys_kind(live) != t.host.constant("DICT_KEYS_UNICODE"):
            raise Abort(UNUSUAL)
        return None
    entry = t.host.dict_entry(live, name)
    if entry is None:
        raise Abort(UNUSUAL)
    return entry


def value_slot(t, live, entry):
    """The place of an entry's value, when it is sure that the table of keys is the one seen and the entry has its key."""
    keys = guard_table(t, live)
    guard_key(t, keys, entry.key_offset, entry.key, VARIABLES)
    return Slot(keys, entry.value_offset, "dict values/%x+%d" % (entry.keys, entry.value_offset))


def guard_table(t, live):
    """The dict's table of keys is where it was seen, and as large."""
    keys, address = table(t, address_of(t, live)), t.host.words[id(live) + t.host.offset("PyDictObject.ma_keys") >> 3]
    t.guard(M.guard_is, keys, address, why=VARIABLES)
    guard_size(t, keys, address, VARIABLES)
    return keys


def guard_absent(t, live):
    """The dict has no name that it did not have when it was seen: its last entry is still the last."""
    offset, keys = t.host.offset, guard_table(t, live)
    address = t.host.words[id(live) + offset("PyDictObject.ma_keys") >> 3]
    count = t.host.words[address + offset("PyDictKeysObject.dk_nentries") >> 3]
    entries = t.emit(M.load_int, keys, offset("PyDictKeysObject.dk_nentries"), region="dict keys")
    t.guard(M.guard_int_eq, entries, t.integer(count), why=VARIABLES)
    if count:
        last = t.host.types.key_offset(live, count - 1)
        guard_key(t, keys, last, t.host.words[address + last >> 3], VARIABLES)


def variable(t, live, name):
    """The value of a name that the dict has. (Borrowed.)"""
    return load(t, value_slot(t, live, find(t, live, name)))


def push_variable(t, live, name):
    """Push the value of a name if the dict has it; if not, the trace is sure of that, too."""
    if find(t, live, name) is None:
        guard_absent(t, live)
        return False
    push_value(t, variable(t, live, name), live[name])
    return True


def push_value(t, op, live):
    """A function, class or module is the one seen, so that calls of it are known; anything else may vary."""
    if type(live) in KNOWN or issubclass(type(live), type):
        t.push(t.guard_object(op, live), FIXED)
    else:
        t.push(op, HEAP)


def store_variable(t, live, name):
    """The entry on top of the stack becomes the value of a name. What others watch, or what is new, is left to the C-API."""
    if name in live and not is_watched(t, id(live)) and t.host.dict_entry(live, name):
        guard_unwatched(t, address_of(t, live))
        entry = find(t, live, name)
        overwrite(t, value_slot(t, live, entry), t.host.words[entry.keys + entry.value_offset >> 3])
        return
    value = t.borrow(t.peek())
    t.before_code()
    through_c_api(t, "PyDict_SetItem", live, name, value)
    t.unborrow(value)
    t.pop_drop()


def delete_variable(t, live, name):
    """The name, which is there, goes."""
    value_slot(t, live, find(t, live, name))
    t.before_code()
    through_c_api(t, "PyDict_DelItem", live, name)


def through_c_api(t, symbol, live, name, *more):
    """Change a dict. That fails for want of memory alone, and the interpreter finds the same by itself."""
    status = t.call(M.call_word, symbol, address_of(t, live), t.object_constant(name), *more, runs_code=True)
    t.guard(M.guard_int_ne, t.emit(M.sign_extend, status), t.integer(-1), snapshot=t.snapshot(t.frame.offset))
