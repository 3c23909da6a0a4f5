"""Containers in the making: tuples, lists, sets and dicts from the stack, what comprehensions add to, and unpacking."""
from pyjit.backends.machine_frame import ARGUMENT_SLOTS
from pyjit.lower.abort import Abort
from pyjit.lower.attributes.classes import guard_class
from pyjit.lower.containers.dicts import guard_kind
from pyjit.lower.containers.lists import does_as_tuple
from pyjit.lower.containers.sizes import load_size
from pyjit.lower.handling import classes
from pyjit.lower.registry import bytecode
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, HEAP, MEMORY, OWNED, Const

# Objects of these exact types are hashed and compared without running code.
QUIET_KEYS = frozenset((int, str, bytes, float, bool, type(None), complex))
# A walk over these runs no code.
QUIET_TO_WALK = frozenset((list, tuple, str, bytes, bytearray, range))


def array(t, ops):
    """The address of an array of these objects in the machine frame."""
    if len(ops) > ARGUMENT_SLOTS:
        raise Abort("there are more than %d values" % ARGUMENT_SLOTS, remedy="make it in several steps")
    for i, op in enumerate(ops):
        t.emit(M.argument, 8 * i, op)
    return t.emit(M.argument_array, 0)


def top(t, count):
    """The topmost entries of the stack, the lowest first."""
    stack = t.frame.stack
    return stack[len(stack) - count:]


# -- tuples and lists ----------------------------------------------------------------------------------------------------------


@bytecode("BUILD_TUPLE")
def build_tuple(t, arg):
    """A tuple need not be made before somebody asks for more than its items."""
    if not arg:
        t.push(t.object_constant(()), FIXED)
        return
    caught = classes(t, arg) if t.frame.handling is not None else None
    made = t.new_tuple(top(t, arg)) if caught is None else caught
    del t.frame.stack[-arg:]
    t.push(made, OWNED if caught is None else FIXED)


@bytecode("BUILD_LIST")
def build_list(t, arg):
    refs = top(t, arg)
    made = t.call(M.call_object, "PyList_New", t.word(arg))
    made.type = id(list)
    t.guard(M.guard_set, made)
    if arg:
        items = t.emit(M.load_word, made, t.host.offset("PyListObject.ob_item"), region="list size")
        for i, ref in enumerate(refs):
            t.emit(M.store_word, items, 8 * i, t.own(ref), region="new object")
        del t.frame.stack[-arg:]
    t.push(made)


@bytecode("LIST_APPEND")
def list_append(t, arg):
    """The list is `arg` entries below the item. It is exactly a list."""
    made = t.peek(arg).op
    t.guard(M.list_room, made, region="list size")
    item = t.own(t.peek())
    t.pop()
    t.emit(M.list_append, made, item, region="list size")


@bytecode("LIST_EXTEND")
def list_extend(t, arg):
    """(_PyList_Extend, Objects/listobject.c)"""
    kind = t.type_of()
    quiet = kind in QUIET_TO_WALK
    t.guard_type(t.peek().op, kind)   # the interpreter has words of its own for what is not iterable
    x = t.borrow(t.peek())
    if not quiet:
        t.before_code()
    done = t.call(M.call_object, "_PyList_Extend", t.peek(arg).op, x, runs_code=not quiet, writes=("list size",))
    t.unborrow(x)
    t.pop_drop()
    t.check(done, 1, 0)


def add(t, symbol, made):
    """Let a C function take what is on top into the container in the making."""
    x = t.borrow(t.peek())
    t.before_code()
    status = t.emit(M.sign_extend, t.call(M.call_word, symbol, made, x, runs_code=True))
    t.unborrow(x)
    t.pop_drop()
    t.check(status, 1, 0)


# -- sets and dicts --------------------------------------------------------------------------------------------------------------


def quiet_keys(t, places):
    """Are the live keys at these places of the stack hashed and compared quietly? If so, guard on it."""
    if not all(t.type_of(n) in QUIET_KEYS for n in places):
        return False
    for n in places:
        t.guard_type(t.peek(n).op, t.type_of(n))
    return True


@bytecode("BUILD_SET")
def build_set(t, arg):
    """What fails on the way gives the set back."""
    quiet = quiet_keys(t, range(arg))
    made = t.call(M.call_object, "PySet_New", t.word(0))
    made.type = id(set)
    t.guard(M.guard_set, made)
    items = tuple([t.borrow(ref) for ref in top(t, arg)])
    failed = None   # for want of memory; the interpreter makes it all itself
    if not quiet:
        t.before_code()
        failed = t.fault_snapshot(arg, arg - 1, arg)
    for item in items:
        status = t.emit(M.sign_extend, t.call(M.call_word, "PySet_Add", made, item, runs_code=not quiet))
        t.guard(M.guard_int_ge, status, t.integer(0), snapshot=failed, drops=(made,) + t.boxes(items))
    for item in reversed(items):
        t.unborrow(item)
    t.pop_drop(arg)
    t.push(made)


@bytecode("SET_ADD")
def set_add(t, arg):
    add(t, "PySet_Add", t.peek(arg).op)


@bytecode("SET_UPDATE")
def set_update(t, arg):
    add(t, "_PySet_Update", t.peek(arg).op)


@bytecode("BUILD_MAP")
def build_map(t, arg):
    """Keys and values take turns on the stack."""
    if not arg:
        made = t.call(M.call_object, "PyDict_New")
        t.guard(M.guard_set, made)
        made.type = id(dict)
        t.push(made)
        return
    quiet = quiet_keys(t, range(2 * arg - 1, 0, -2))

    def arguments(first):
        return first, t.word(2), t.emit(M.argument_array, 8), t.word(2), t.word(arg)   # the values follow their keys
    from_items(t, 2 * arg, arguments, quiet, 2 * arg)


@bytecode("BUILD_CONST_KEY_MAP")
def build_const_key_map(t, arg):
    """The keys are a constant tuple on top."""
    keys = t.live()
    if not all(type(key) in QUIET_KEYS for key in keys):
        raise Abort("the keys are of an unusual type")
    t.pop()

    def arguments(first):
        return t.word(id(keys) + t.host.offset("PyTupleObject.ob_item")), t.word(1), first, t.word(1), t.word(arg)
    from_items(t, arg, arguments, True, arg + 1)


def from_items(t, count, arguments, quiet, operands):
    """A dict of the topmost `count` entries, in an array. (_PyDict_FromItems, Objects/dictobject.c)"""
    borrowed = [t.borrow(ref) for ref in top(t, count)]
    if not quiet:
        t.before_code()
    made = t.call(M.call_object, "_PyDict_FromItems", *arguments(array(t, borrowed)), runs_code=not quiet)
    made.type = id(dict)
    for op in reversed(borrowed):
        t.unborrow(op)
    t.pop_drop(count)
    t.check(made, operands, operands - 1)
    t.push(made)


@bytecode("MAP_ADD")
def map_add(t, arg):
    """key, value on top of what lies over the dict."""
    value, key = t.borrow(t.peek(0)), t.borrow(t.peek(1))
    t.before_code()
    status = t.emit(M.sign_extend, t.call(M.call_word, "PyDict_SetItem", t.peek(arg + 1).op, key, value, runs_code=True))
    t.unborrow(value)
    t.unborrow(key)
    t.pop_drop(2)
    t.check(status, 2, 1)


@bytecode("DICT_UPDATE")
def dict_update(t, arg):
    require_dict(t)
    add(t, "PyDict_Update", t.peek(arg).op)


@bytecode("DICT_MERGE")
def dict_merge(t, arg):
    """Keyword arguments: a name that is there already is an error, which the interpreter's own way words."""
    require_dict(t)
    quiet = has_str_keys(t, 0) and has_str_keys(t, arg)
    x = t.borrow(t.peek())
    if not quiet:
        t.before_code()
    status = t.emit(M.sign_extend, t.call(M.call_word, "_PyDict_MergeEx", t.peek(arg).op, x, t.word(2), runs_code=not quiet,
                                          writes=("dict size", "dict keys", "dict values") if quiet else None))
    t.unborrow(x)
    t.pop_drop()
    t.check(status, 1, 0)


def has_str_keys(t, n):
    """Does a dict on the stack have only strs as keys? Then it has whenever the trace gets here; to look them up runs no code."""
    kind = t.host.types.keys_kind(t.live(n))
    if kind == t.host.constant("DICT_KEYS_GENERAL"):
        return False
    guard_kind(t, t.peek(n).op, kind)
    return True


def require_dict(t):
    if t.type_of() is not dict:
        raise Abort("a mapping that is no dict is unpacked", remedy="unpack dict(...) of it")
    t.guard_type(t.peek().op, dict)


# -- unpacking -------------------------------------------------------------------------------------------------------------------


@bytecode("UNPACK_SEQUENCE")
def unpack_sequence(t, arg):
    """The first item ends up on top."""
    ref = t.peek()
    if isinstance(ref.op, Const) and type(ref.op.object) is tuple and len(ref.op.object) == arg:
        t.pop()
        for value in reversed(ref.op.object):
            t.push_constant(value)
        return
    kind = t.type_of()
    if kind is list and len(t.live()) == arg or does_as_tuple(t, kind, "__iter__") and tuple.__len__(t.live()) == arg:
        unpack_items(t, ref, kind, arg)
    else:
        unpack_iterable(t, kind, arg, -1)


def unpack_items(t, ref, kind, count):
    """Of a list of the right length, or a tuple, be it one of a class of its own."""
    offset, op = t.host.offset, ref.op
    guard_class(t, op, kind)
    size = load_size(t, op, list if kind is list else tuple)
    t.guard(M.guard_int_eq, size, t.integer(count), why="{here}: there are not %d items to unpack" % count)
    base, first, items = op, offset("PyTupleObject.ob_item"), "tuple"
    if kind is list and count:
        base, first, items = t.emit(M.load_word, op, offset("PyListObject.ob_item"), region="list size"), 0, "list items"
    values = [t.emit(M.load_object, base, first + 8 * i, region=items) for i in range(count)]
    mode = HEAP
    if ref.mode in (OWNED, MEMORY):
        values, mode = [t.keep_another(value) for value in values], OWNED
        t.pop()
        if kind in (list, tuple):
            t.release_quietly(op)   # its items stay
        else:
            t.drop(ref)
    else:
        t.pop()
    for value in reversed(values):
        t.push(value, mode)


@bytecode("UNPACK_EX")
def unpack_ex(t, arg):
    """a, b, *c, d = x: so many before and after the list."""
    unpack_iterable(t, t.type_of(), arg & 255, arg >> 8)


def unpack_iterable(t, kind, before, after):
    """Any iterable: the interpreter's own function puts the items into the machine frame, the last one first. `after`: -1, or how
    many follow a list of what is left over. (_PyEval_UnpackIterable, Python/ceval.c)"""
    count = before + 1 + after
    if count > ARGUMENT_SLOTS:
        raise Abort("there are more than %d values" % ARGUMENT_SLOTS, remedy="make it in several steps")
    t.guard_type(t.peek().op, kind)
    quiet = kind in QUIET_TO_WALK
    x = t.borrow(t.peek())
    if not quiet:
        t.before_code()
    status = t.call(M.call_word, "_PyEval_UnpackIterable", t.emit(M.thread_state), x, t.word(before), t.word(after),
                    t.emit(M.argument_array, 8 * count), runs_code=not quiet)
    t.unborrow(x)
    t.guard(M.guard_int_ne, t.emit(M.sign_extend, status), t.integer(0), snapshot=t.fault_snapshot(1, 0, 1))
    values = [t.emit(M.load_object, t.emit(M.argument_array, 0), 8 * i, region="arguments") for i in range(count)]
    t.pop_drop()
    for value in values:
        t.push(value)
