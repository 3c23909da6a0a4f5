"""Globals and builtins: the entries of dicts at known places."""
from pyjit.ir import FIXED, HEAP
from pyjit.lower.registry import bytecode
from pyjit.lower.tracer import Abort, M


PUSH_NULL_TOO = 1   # the low bit of LOAD_GLOBAL's argument


@bytecode("LOAD_GLOBAL")
def load_global(t, arg):
    name = t.frame.facts.code.co_names[arg >> 1]
    guard_namespaces(t)
    for namespace in (t.frame.globals, t.frame.builtins):
        if name in namespace:
            push_global(t, dict_entry(t, t.object_constant(namespace), namespace, name), namespace[name])
            break
        absent(t, namespace, name)
    else:
        raise Abort("a global is not defined")
    if arg & PUSH_NULL_TOO:
        t.push(t.word(0), FIXED)


def guard_namespaces(t):
    """The root's code may run with other globals another time; an inlined function's are its own."""
    if t.frame is not t.root or t.frame.function == "checked":
        return
    offset = t.host.offset
    for field, value in (("f_globals", t.frame.globals), ("f_builtins", t.frame.builtins)):
        t.object_constant(value)
        t.guard(M.guard_is, t.emit(M.load_frame, offset("_PyInterpreterFrame." + field), region="frame constants"), id(value))


def dict_entry(t, dictionary, live, name):
    """The value under a str key that is there: the table of keys is the one seen, the entry still has the key. (Borrowed.)"""
    place = t.host.dict_entry(live, name)
    if place is None:
        raise Abort("a dict of an unusual kind holds the name %s" % name)
    keys = t.emit(M.load_word, dictionary, t.host.offset("PyDictObject.ma_keys"), region="dict keys")
    t.guard(M.guard_is, keys, place.keys)
    key = t.emit(M.load_word, keys, place.key_offset, region="dict keys")
    t.guard(M.guard_is, key, place.key)
    value = t.emit(M.load_object, keys, place.value_offset, region="dict values")
    t.guard(M.guard_set, value)
    return value


def absent(t, live, name):
    """The name is not in the dict: its table of keys is the one seen and nothing has been added to it since."""
    t.guard(M.guard_is, t.emit(M.load_word, t.object_constant(live), t.host.offset("PyDictObject.ma_keys"), region="dict keys"),
            t.host.peek.u64(id(live) + t.host.offset("PyDictObject.ma_keys")))
    used = t.emit(M.load_int, t.word(t.host.peek.u64(id(live) + t.host.offset("PyDictObject.ma_keys"))),
                  t.host.offset("PyDictKeysObject.dk_nentries"), region="dict keys")
    t.guard(M.guard_int_eq, used, t.integer(t.host.peek.i64(
        t.host.peek.u64(id(live) + t.host.offset("PyDictObject.ma_keys")) + t.host.offset("PyDictKeysObject.dk_nentries"))))


def push_global(t, op, live):
    """A function, class or module is guarded by identity, so that calls of it are known; anything else may vary."""
    if callable(live) or type(live) is type(t):
        t.guard(M.guard_is, op, id(live))
        t.push(t.object_constant(live), FIXED)
    else:
        t.push(op, HEAP)


@bytecode("STORE_GLOBAL")
def store_global(t, arg):
    name = t.frame.facts.code.co_names[arg]
    guard_namespaces(t)
    live = t.frame.globals
    place = name in live and t.host.dict_entry(live, name)
    kind = t.type_of()
    if place and type(live[name]) is kind and kind in (int, float):
        op = t.peek().op
        if kind is float or -1 << 63 <= t.live() < 1 << 63:
            number = t.as_float(op) if kind is float else t.as_int(op)
            old = dict_entry(t, t.object_constant(live), live, name)
            t.guard_type(old, kind)
            watch = t.emit(M.load_u8, t.object_constant(live), t.host.offset("PyDictObject.ma_version_tag"), region="dict keys")
            t.guard(M.guard_int_eq, watch, t.integer(0))
            t.before_effect()
            t.put(number, "field", t.word(place.keys), place.value_offset, region="dict values")
            t.pop_drop()
            return
    value = t.borrow(t.peek())
    t.before_code()
    status = t.emit(M.sign_extend, t.call(M.call_word, "PyDict_SetItem", t.object_constant(live), t.object_constant(name), value,
                                          runs_code=True))
    t.unborrow(value)
    t.pop_drop()
    t.check(status, 1, 0)


