"""Calls of methods of builtin types: directly as C functions, where it is known that they run no code."""
from _collections import deque
from types import MethodDescriptorType, ModuleType

from pyjit.lower.calls.dispatch import calls_of
from pyjit.lower.containers import lookups
from pyjit.lower.containers.sizes import counterpart, load_size
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, HEAP, Const, Ref

METHODS = {}                  # (type, name) -> function(call)
SCALARS = frozenset((int, bool, float, complex, str, bytes, type(None)))


def call_method(call):
    """A builtin method that holds its self: called as the type's method, with the self in front. (m_ml and m_self never change.)"""
    t, method, op = call.t, call.live, call.callee.op
    owner = method.__self__
    lower = not isinstance(owner, (ModuleType, type)) and METHODS.get((counterpart(t, type(owner)), method.__name__))
    if not lower:
        return False
    if isinstance(op, Const):
        holder = t.object_constant(owner)
    else:
        t.guard_type(op, type(method))
        definition = t.emit(M.load_word, op, t.host.offset("PyCFunctionObject.m_ml"), region="methods")
        t.guard(M.guard_is, definition, t.host.words[id(method) + t.host.offset("PyCFunctionObject.m_ml") >> 3],
                why="another method is called in {here}")
        holder = t.emit(M.load_object, op, t.host.offset("PyCFunctionObject.m_self"), region="methods")
    call.live = type(owner).__dict__[method.__name__]
    call.callee = Ref(t.object_constant(call.live), FIXED)
    call.args.insert(0, Ref(holder, HEAP))
    call.addresses.insert(0, id(owner))
    return lower(call)


@calls_of(MethodDescriptorType)
def call_descriptor(call):
    """A method of a builtin type, its self the first argument."""
    lower = call.args and METHODS.get((counterpart(call.t, call.live.__objclass__), call.live.__name__))
    return bool(lower) and call.kind(0) is call.live.__objclass__ and lower(call)


# -- C functions ---------------------------------------------------------------------------------------------------------------


def through_method(call, runs_code, kind=None, writes=None):
    """The C function of a method descriptor. writes: the regions of memory that it changes."""
    definition = call.t.host.words[id(call.live) + call.t.host.offset("PyMethodDescrObject.d_method") >> 3]
    return through_definition(call, definition, None, runs_code, kind, writes)


def through_function(call, kind=None):
    """The C function of a builtin function, which runs no code."""
    t, offset = call.t, call.t.host.offset
    definition, owner = (t.host.words[id(call.live) + offset("PyCFunctionObject." + name) >> 3] for name in ("m_ml", "m_self"))
    owner = t.object_constant(call.live.__self__) if owner else t.word(0)
    return through_definition(call, definition, owner, False, kind)


def through_definition(call, definition, owner, runs_code, kind, writes=None):
    """The C function of a PyMethodDef; `owner`: its self, if it is none of the arguments. (cfunction_vectorcall_FASTCALL and its like,
    Objects/methodobject.c)"""
    host = call.t.host
    take = convention(host, host.peek.i32(definition + host.offset("PyMethodDef.ml_flags")))
    count = len(call.args) - (owner is None)
    if take is None or call.names:
        return False

    def build(ops):
        return take(call, *((owner, ops) if owner is not None else (ops[0], ops[1:])))
    if take in COUNTS and count != COUNTS[take]:
        return False
    call.guard_callee()
    for n in range(len(call.args)):
        if n == 0 or not runs_code:
            call.guard_kind(n)
    call.through(host.peek.u64(definition + host.offset("PyMethodDef.ml_meth")), build, runs_code, kind, writes)
    return True


def without_arguments(call, owner, ops):
    return owner, call.t.word(0)


def one_argument(call, owner, ops):
    return owner, *ops


def fast(call, owner, ops):
    return owner, call.array(ops), call.t.word(len(ops))


def fast_with_names(call, owner, ops):
    return *fast(call, owner, ops), call.t.word(0)


COUNTS = {without_arguments: 0, one_argument: 1}
CONVENTIONS = {"NOARGS": without_arguments, "O": one_argument, "FASTCALL": fast}


def convention(host, flags):
    """What makes the C function's arguments, by its METH_* flags; None for a convention that is not followed."""
    flags &= ~sum(host.constant("METH_" + name) for name in ("STATIC", "COEXIST"))
    if flags == host.constant("METH_FASTCALL") | host.constant("METH_KEYWORDS"):
        return fast_with_names
    for name, take in CONVENTIONS.items():
        if flags == host.constant("METH_" + name):
            return take
    return None


# -- what is known of methods --------------------------------------------------------------------------------------------------


def methods(cls, names, kind=None, quiet=SCALARS, first=None, writes=None):
    """Methods of a type: the exact type of their results where that is known; the exact types of arguments with which they run no
    code (`first`: of the first argument; None: they run code without arguments, too: what they let go of); the memory that they
    change."""
    def lower(call):
        kinds = call.kinds()[1:]
        runs_code = quiet is None or not all(one in (first if first and not n else quiet) for n, one in enumerate(kinds))
        return through_method(call, runs_code, kind, writes)
    METHODS.update({(cls, name): lower for name in names.split()})


class Anything:
    """The set of all types."""

    def __contains__(self, kind):
        return True


ANYTHING, NOTHING = Anything(), ()
LIST = "list size", "list items"

methods(str, "capitalize casefold center expandtabs ljust lower lstrip removeprefix removesuffix replace rjust rstrip strip swapcase "
             "title upper zfill", str)
methods(str, "split rsplit splitlines", list)
methods(str, "partition rpartition", tuple)
methods(str, "find rfind index rindex count", int)
methods(str, "startswith endswith", bool, SCALARS | {tuple})
methods(str, "isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper", bool)
methods(str, "join", str, {list, tuple, str})
methods(bytes, "capitalize center expandtabs ljust lower lstrip replace rjust rstrip strip swapcase title upper zfill", bytes)
methods(bytes, "find rfind index rindex count", int)
methods(bytes, "startswith endswith", bool, SCALARS | {tuple})
methods(bytes, "isalnum isalpha isascii isdigit islower isspace istitle isupper", bool)
methods(bytes, "hex", str)
methods(int, "bit_length bit_count", int)
methods(int, "to_bytes", bytes)
methods(float, "is_integer", bool)
methods(float, "hex", str)
methods(list, "reverse", type(None), writes=LIST)
methods(list, "copy", list)
methods(list, "insert", type(None), ANYTHING, {int}, LIST)
methods(list, "extend", type(None), {list, tuple, str, range}, writes=LIST)
methods(list, "index count remove", None, NOTHING)
methods(list, "clear", type(None), None)
methods(dict, "keys values items copy")
methods(dict, "get setdefault pop", None, NOTHING)
methods(dict, "popitem clear", None, None)
methods(set, "copy")
methods(set, "add discard remove pop", None, NOTHING)
methods(set, "clear", type(None), None)


# -- lists ---------------------------------------------------------------------------------------------------------------------


def append(call):
    """list.append(). (_PyList_AppendTakeRef, Include/internal/pycore_list.h)"""
    if len(call.args) != 2 or call.names:
        return False
    t, sequence, value = call.t, call.args[0].op, call.args[1]
    call.guard_callee()
    call.guard_kind(0)
    t.guard(M.list_room, sequence, region="list size")
    entries = [ref for ref in call.take() if ref is not value]
    t.emit(M.list_append, sequence, t.own(value), region="list size")
    for ref in entries:
        t.drop(ref)
    t.push_constant(None)
    return True


def pop(call):
    """list.pop(): the last item, if that leaves the list's memory as it is. (list_pop_impl, list_resize: Objects/listobject.c)"""
    t, offset = call.t, call.t.host.offset
    size_now = len(call.argument(0))
    allocated_now = t.host.peek.i64(call.addresses[0] + offset("PyListObject.allocated"))
    if len(call.args) != 1 or call.names or not size_now - 1 >= max(allocated_now >> 1, 1):
        return through_method(call, call.kinds()[1:] not in ((), (int,)), None, LIST)
    sequence = call.args[0].op
    call.guard_callee()
    call.guard_kind(0)
    size = load_size(t, sequence, list)
    allocated = t.emit(M.load_int, sequence, offset("PyListObject.allocated"), region="list size")
    smaller = t.guard(M.int_sub, size, t.integer(1))
    t.guard(M.guard_int_gt, smaller, t.integer(0), why="{here}: it is the last item")
    t.guard(M.guard_int_ge, smaller, t.emit(M.int_rshift_const, allocated, 1), why="{here}: the list gives memory back")
    items = t.emit(M.load_word, sequence, offset("PyListObject.ob_item"), region="list size")
    value = t.emit(M.load_object_at, items, smaller, 0, region="list items")
    t.before_effect(call.operands)
    t.emit(M.store_word, sequence, offset("PyVarObject.ob_size"), smaller, region="list size")
    call.result(value)
    return True


METHODS[list, "append"], METHODS[list, "pop"] = append, pop


# -- deques --------------------------------------------------------------------------------------------------------------------


def put_into_deque(call):
    """deque.append() and appendleft(): no item falls out of one without a maximum length. (deque_append, Modules/_collectionsmodule.c)"""
    t, offset = call.t, call.t.host.offset
    if len(call.args) != 2 or call.names or t.host.peek.i64(call.addresses[0] + offset("dequeobject.maxlen")) != -1:
        return False
    call.guard_callee()
    call.guard_kind(0)
    most = t.emit(M.load_int, call.args[0].op, offset("dequeobject.maxlen"), region="deque maxlen")
    t.guard(M.guard_int_eq, most, t.integer(-1), why="{here}: the deque has a maximum length")
    definition = t.host.words[id(call.live) + offset("PyMethodDescrObject.d_method") >> 3]
    function = t.host.peek.u64(definition + offset("PyMethodDef.ml_meth"))
    call.through(function, lambda ops: ops, False, type(None), DEQUE)
    return True


DEQUE = "deque size",
METHODS[deque, "append"] = METHODS[deque, "appendleft"] = put_into_deque
methods(deque, "pop popleft", writes=DEQUE)
methods(deque, "rotate", type(None), {int}, writes=DEQUE)

# -- dicts and sets ------------------------------------------------------------------------------------------------------------

METHODS[dict, "get"] = lookups.of_dict(METHODS[dict, "get"])
METHODS[dict, "pop"] = lookups.popped(METHODS[dict, "pop"], lambda call: through_method(call, False, None, lookups.DICT_CHANGES))
METHODS[dict, "setdefault"] = lookups.set_default(
    METHODS[dict, "setdefault"], lambda call: through_method(call, False, None, lookups.DICT_CHANGES))
METHODS[set, "add"] = lookups.of_set(
    METHODS[set, "add"], lambda call: through_method(call, False, type(None), lookups.SET_CHANGES))
