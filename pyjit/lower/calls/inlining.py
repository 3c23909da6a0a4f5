"""Calls of Python functions: the trace goes on inside, in a frame that only an exit makes real."""
from types import FunctionType

from pyjit.lower import pushed_frames, resumed_frames
from pyjit.lower.abort import Abort
from pyjit.lower.calls.dispatch import calls_of
from pyjit.lower.calls.handing_over import hand_over, is_ordinary
from pyjit.lower.containers.dicts import guard_key, guard_kind, guard_size
from pyjit.lower.containers.sizes import load_size
from pyjit.lower.frames import CODE, FUNCTION, Frame
from pyjit.lower.handling import nothing_runs
from pyjit.lower.operators.answers import settle
from pyjit.lower.registry import bytecode
from pyjit.lower.variables.namespaces import variable
from pyjit.patterns.families import M
from pyjit.report.reasons import Reason, place_of_loop
from pyjit.trace import ir
from pyjit.trace.ir import CALLABLE, FIXED, HEAP, INSTANCE, LOCAL, MEMORY, NOTHING, OWNED, CallInProgress, Const, Ref

VARARGS, VARKEYWORDS = 0x04, 0x08   # co_flags
UNBOUND = object()
DROPPED = NOTHING, INSTANCE   # what becomes of a result that is not pushed


@calls_of(FunctionType)
def call_function(call):
    """A Python function: the call is followed, or made as a whole."""
    t, code = call.t, call.live.__code__
    recurses = is_followed(t, code)
    if recurses and t.limits.way_to_call(code)[1] is not None:
        t.refuse_recursion(code)
    if follow(call):
        return True
    if recurses:
        t.refuse_recursion(code)
    note_whole(t, call.live)
    return hand_over(call)


def is_followed(t, code):
    """Is the recording in a call of this code?"""
    return any(frame.facts.code is code for frame in t.frames[1:])


def note_whole(t, function):
    """For explain(): a function is called here, and the call is not followed."""
    facts = t.limits.facts(function.__code__)
    depth = t.limits.options.inline_depth
    if facts.inlinable:
        reason = facts.inlinable
    elif t.is_function and facts is t.root.facts:
        reason = Reason("it is the function itself that is compiled here, and runs so once more")
    elif len(t.frames) > depth:
        reason = Reason("calls that are nested deeper than %d are not followed (inline_depth)" % depth)
    else:
        reason = Reason("the arguments do not fit, or are passed in an unusual way")
    t.frame.facts.whole_calls[t.frame.offset] = function.__qualname__, reason


def follow(call):
    """Follow the call, if its function is one that can be followed and the arguments fit."""
    t, function = call.t, call.live
    if not can_follow(t, function):
        return False
    bound = bind(call, function)
    if bound is None:
        return False
    enter(call, function, t.limits.facts(function.__code__), bound)
    return True


def can_follow(t, function):
    """Is it a function whose calls can be followed? Not while another tool listens to it, which would lose events to a second one."""
    if type(function) is not FunctionType or t.limits.live.call_is_watched(function.__code__):
        return False
    facts = t.limits.facts(function.__code__)
    if facts.inlinable is None:
        facts.inlinable = refusal(t.host, facts, function)
    recurses = t.root.facts is facts and t.is_function
    return not (facts.inlinable or recurses or len(t.frames) > t.limits.options.inline_depth or t.instruction.offset != t.frame.offset)


def refusal(host, facts, function):
    """The Reason why calls of this code are made as a whole; "" if they are followed."""
    if facts.bytecode.is_generator:
        return Reason("it is a generator or a coroutine, and CPython runs it")
    if facts.bytecode.loop_headers:
        return Reason("it has a loop, which is compiled by itself", None, place_of_loop(facts, min(facts.bytecode.loop_headers)))
    if not is_ordinary(host, function):
        return Reason("another tool has changed the way in which the function is called")
    return ""


# -- arguments -----------------------------------------------------------------------------------------------------------------


def bind(call, function):
    """What the parameters get: Refs of arguments, live defaults and what is collected, in the order of the locals; None if the
    call is an error. (initialize_locals, Python/ceval.c)"""
    code, count = function.__code__, len(call.args) - len(call.names)
    positional, total = code.co_argcount, code.co_argcount + code.co_kwonlyargcount
    given, rest, named = call.args[:min(count, positional)], Rest(call.args[positional:count]), Named([])
    bound = given + [UNBOUND] * (total - len(given))
    for name, ref in zip(call.names, call.args[count:]):
        place = parameter(code, name, total)
        if place is None:
            named.items.append((name, ref))
        elif bound[place] is UNBOUND:
            bound[place] = ref
        else:
            return None
    if rest.refs and not code.co_flags & VARARGS or named.items and not code.co_flags & VARKEYWORDS:
        return None
    defaults, keyword_defaults = function.__defaults__ or (), function.__kwdefaults__ or {}
    first = positional - len(defaults)
    for i in range(max(first, 0), positional):
        if bound[i] is UNBOUND:
            bound[i] = Default(defaults[i - first], i - first)
    for i in range(positional, total):
        name = code.co_varnames[i]
        if bound[i] is UNBOUND and name in keyword_defaults:
            bound[i] = Default(keyword_defaults[name], name)
    if UNBOUND in bound:
        return None
    return bound + [rest] * bool(code.co_flags & VARARGS) + [named] * bool(code.co_flags & VARKEYWORDS)


def parameter(code, name, total):
    """The place of the parameter that a keyword names."""
    for place in range(code.co_posonlyargcount, total):
        if code.co_varnames[place] == name:
            return place
    return None


class Default:
    """A parameter's default: the live value, and its index among the defaults, or its name if it is keyword-only."""

    def __init__(self, value, place):
        self.value, self.place = value, place


class Rest:
    """The arguments that *args collects."""

    def __init__(self, refs):
        self.refs = refs

    def collect(self, t, failed):
        if not self.refs:
            return Ref(t.object_constant(()), FIXED)
        return Ref(t.new_tuple([Ref(ref.op, ref.mode, ref.owner) for ref in self.refs]), OWNED)


class Named:
    """The (name, Ref) pairs that **named collects."""

    def __init__(self, items):
        self.items = items

    def collect(self, t, failed):
        """(The dict is new: whatever is known of dicts is known of others.)"""
        made = t.call(M.call_object, "PyDict_New")
        made.type = id(dict)
        t.guard(M.guard_set, made, snapshot=failed)
        for name, ref in self.items:
            value = t.borrow(ref)
            status = t.call(M.call_word, "PyDict_SetItem", made, t.object_constant(name), value)
            t.unborrow(value)
            t.guard(M.guard_int_ne, t.emit(M.sign_extend, status), t.integer(-1), snapshot=failed, drops=(made,))
        return Ref(made, OWNED)


def collect(t, call, parameters, cells):
    """What *args and **named collect is made, after all guards: what fails here does so for want of memory, and gives back what has
    been made, the cells among it. The dict comes first: the tuple takes the references of what it is given."""
    failed = t.fault_snapshot(call.operands, call.raiser, present=call.operands)
    failed.drops, made = cells, {}
    for value in reversed(parameters):
        if type(value) is not Ref:
            made[id(value)] = ref = value.collect(t, failed)
            if type(value) is Named:
                failed = ir.Snapshot(failed.frames, failed.fault, cells + (ref.op,))
    return [made.get(id(value), value) for value in parameters]


def guard_function(t, op, function, bound):
    """The function has the code seen, and as many defaults; gives what the parameters get: Refs, and what is to be collected.

    A function that is a constant of the trace has constant defaults as well, if they lead to nothing that could die."""
    same_field(t, op, "func_code", function.__code__)
    if not isinstance(op, Const):
        same_field(t, op, "func_globals", function.__globals__)
        same_field(t, op, "func_builtins", function.__builtins__)
    given = defaults(t, op, function, {value.place for value in bound if type(value) is Default})
    return [given[value.place] if type(value) is Default else value if type(value) is not Ref else
            Ref(value.op, OWNED if value.mode is MEMORY else value.mode, value.owner) for value in bound]


def field(t, op, name):
    return t.emit(M.load_object, op, t.host.offset("PyFunctionObject." + name), region="functions")


def same_field(t, op, name, live):
    """A field of a function holds the object seen."""
    t.object_constant(live)
    t.guard(M.guard_is, field(t, op, name), id(live))


def defaults(t, op, function, places):
    """{index or name: Ref} of defaults that a call makes use of."""
    found, numbers = {}, [place for place in places if type(place) is int]
    names = [place for place in places if type(place) is str]
    values = *(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()
    fixed = isinstance(op, Const) and all(map(t.host.is_inert, values))
    if names and fixed:
        same_field(t, op, "func_kwdefaults", function.__kwdefaults__)
        for name in names:
            known = t.object_constant(function.__kwdefaults__[name])
            t.guard(M.guard_is, variable(t, function.__kwdefaults__, name), known.value)
            found[name] = Ref(t.constant(known.object), FIXED)
    elif names:
        values = field(t, op, "func_kwdefaults")
        t.guard(M.guard_set, values)
        found.update((name, Ref(named_default(t, values, function.__kwdefaults__, name), HEAP)) for name in names)
    if numbers and fixed:
        same_field(t, op, "func_defaults", function.__defaults__)
        found.update((place, Ref(t.constant(function.__defaults__[place]), FIXED)) for place in numbers)
    elif numbers:
        offset, values = t.host.offset, field(t, op, "func_defaults")
        t.guard(M.guard_set, values)
        t.guard(M.guard_int_eq, load_size(t, values, tuple), t.integer(len(function.__defaults__)), why="functions")
        for place in numbers:
            value = t.emit(M.load_object, values, offset("PyTupleObject.ob_item") + 8 * place, region="tuple")
            found[place] = Ref(value, HEAP)
    return found


def named_default(t, op, live, name):
    """The value of a name in a dict whose table has the live one's shape: the same kind and size, and the name in the same place."""
    entry = t.host.dict_entry(live, name)
    if entry is None:
        raise Abort("the defaults of the function are in a dict of an unusual kind")
    keys = guard_kind(t, op, t.host.types.keys_kind(live))
    guard_size(t, keys, entry.keys)
    t.object_constant(t.host.object_at(entry.key))   # kept alive, so that its address stands for it
    guard_key(t, keys, entry.key_offset, entry.key)
    value = t.emit(M.load_object, keys, entry.value_offset, region="dict values")
    t.guard(M.guard_set, value)
    return value


# -- in and out ----------------------------------------------------------------------------------------------------------------


def enter(call, function, facts, bound):
    """The frame of the call becomes the trace's innermost."""
    t, offset = call.t, call.t.host.offset
    callee = followed(call, function)
    parameters = guard_function(t, callee.op, function, bound)
    t.guard(M.guard_thread_above, offset("PyThreadState.py_recursion_remaining"), len(t.frames) - 1, region="recursion")
    t.guard(M.guard_room_for_frames, pushed_frames.size(t.frames[1:]) + facts.framesize, region="recursion")
    t.guard(M.guard_clear_at, t.host.evaluator, (1 << 64) - 1, region="monitors")
    t.follow(facts)
    t.guard(M.guard_clear_at, *t.host.start_monitors(facts.code), region="monitors")
    t.guard(M.guard_clear_at, *t.host.monitors(facts.code), region="monitors")
    if call.deliver is INSTANCE:
        settle(t)
    made = empty_cells(t, facts)
    beside = call.make(made)
    if any(type(value) is not Ref for value in parameters):
        parameters = collect(t, call, parameters, made + beside)
    caller, start = t.frame, t.snapshot()
    entries = caller.stack[-call.operands:]
    del caller.stack[-call.operands:]
    for op in beside:
        caller.stack.append(Ref(op, OWNED))
    if call.deliver is INSTANCE:
        parameters[0] = Ref(t.keep_another(beside[0]), OWNED)
    frame = Frame(facts, None, function.__globals__, function.__builtins__, len(t.frames))
    frame.locals, frame.answers = dict(enumerate(parameters)), call.answers
    frame.locals[FUNCTION], frame.locals[CODE] = callee, Ref(t.object_constant(function.__code__), FIXED)
    t.rely_on_namespaces(frame)
    caller.call = CallInProgress(call.operands, call.raiser, call.deliver, call.plain)
    t.frames.append(frame)
    if call.harmless and not t.restart:
        t.restart = start, frame.depth
    named = [ref for value in bound if type(value) is Named for _, ref in value.items]
    moved = call.moved()
    for ref in entries:
        if ref in named:
            t.drop_shared(ref)   # the dict has it
        elif ref not in moved:
            let_go(t, ref, call.empty)
    prepare(t, frame, function, made)
    t.frame = frame
    if call.deliver is INSTANCE:
        begin(t, frame)


def followed(call, function):
    """The Ref of the function as its frame holds it."""
    t, ref = call.t, call.callee
    if ref is None or isinstance(ref.op, Const):
        call.guard_callee()
        return Ref(t.object_constant(function), OWNED if ref is not None and ref.mode is OWNED else FIXED)
    t.guard_type(ref.op, FunctionType)
    return Ref(ref.op, OWNED if ref.mode is MEMORY else ref.mode, ref.owner)


def empty_cells(t, facts):
    """The cells that the code begins with, made before the call has any effect."""
    made = ()
    for _ in facts.bytecode.makes_cells():
        cell = t.call(M.call_object, "PyCell_New", t.word(0))
        t.guard(M.guard_set, cell, drops=made)
        made += (cell,)
    return made


def prepare(t, frame, function, made):
    """What a function does before its first line: parameters in cells, the cells of its closure. (MAKE_CELL, COPY_FREE_VARS)"""
    offset, free = t.host.offset, len(function.__code__.co_freevars)
    if free:
        closure = field(t, frame.locals[FUNCTION].op, "func_closure")
    for i in range(free):
        cell = t.emit(M.load_object, closure, offset("PyTupleObject.ob_item") + 8 * i, region="tuple")
        frame.locals[frame.facts.nlocalsplus - free + i] = Ref(cell, LOCAL, (frame.depth, FUNCTION))
    for index, cell in zip(frame.facts.bytecode.makes_cells(), made):
        before = frame.locals.get(index)
        if t.restart:
            t.not_harmless()
        if before:
            t.emit(M.store_word, cell, offset("PyCellObject.ob_ref"), t.own(before), region="new object")
        frame.locals[index] = Ref(cell, OWNED)


def begin(t, frame):
    """Where a function begins, a collection does that is due since an object was made: before the instance is set up. (RESUME)"""
    frame.offset = frame.facts.bytecode.begins
    t.saved = None
    t.guard_breaker()
    t.saved = None


@bytecode("RETURN_VALUE")
def return_value(t, arg):
    if t.frame.answers is not None:
        t.frame.answers(t)
    leave(t, t.pop)


@bytecode("RETURN_CONST")
def return_const(t, arg):
    const = Ref(t.constant(t.frame.facts.code.co_consts[arg]), FIXED)
    if t.frame.answers is not None:
        t.frame.stack.append(const)
        t.frame.answers(t)      # of a constant it is known
        t.pop()
    leave(t, lambda: const)


def leave(t, take):
    """The innermost call returns the Ref that `take` gives: its locals go, in their order, the caller goes on."""
    frame = t.frame
    if frame is t.root:
        end(t, take())
        return
    if frame.generator is not None:
        resumed_frames.end(t, take)
        return
    empty, dropped = guard_empty(t, frame), {}
    for index in (FUNCTION, CODE):
        ref = frame.locals[index]
        if ref.mode is OWNED and isinstance(ref.op, Const):
            dropped[index] = t.dropping(ref.op, ref.op.value)
    result, taken = returned(t, frame, take())
    if t.restart and t.restart[1] == frame.depth:
        t.restart = None
    t.frames.pop()
    t.frame = t.frames[-1]
    deliver, t.frame.call = t.frame.call.deliver, None
    if deliver not in DROPPED:
        t.push(result.op, result.mode, result.owner)
    if deliver is CALLABLE:
        t.push(t.word(0), FIXED)
    for index in (*range(frame.facts.nlocalsplus), FUNCTION, CODE):
        value = frame.locals.pop(index, None)
        if index in dropped:
            dropped[index]()
        elif value is not None and index != taken:
            let_go(t, value, empty)
    if deliver in DROPPED:
        t.drop(result)


def end(t, ref):
    """The root's function returns, and the recording ends. (A constant is no entry of the stack: RETURN_CONST has it.)"""
    if not t.may_return():
        raise Abort("the function returns; there is nothing left to compile", lasting=False)
    nothing_runs(t)
    constant = t.instruction.opcode == t.frame.facts.bytecode.opcodes.RETURN_CONST
    if ref.mode is MEMORY or constant:
        result = ref.op
    else:
        result = t.own(ref)
    t.emit(ir.RETURN, t.frame.offset, int(not constant), result)
    t.returned = True


def guard_empty(t, frame):
    """The dict of **named, if it holds nothing."""
    code = frame.facts.code
    index = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & VARARGS)
    ref = frame.locals.get(index)
    if not code.co_flags & VARKEYWORDS or ref is None or ref.mode is not OWNED or ref.op.type != id(dict):
        return None
    if t.host.object_at(t.live_local(index)):
        return None
    t.guard(M.guard_int_eq, load_size(t, ref.op, dict), t.integer(0), why="{here}: there are keyword arguments")
    return ref.op


def let_go(t, ref, empty):
    """An operand or a local is done with. empty: a dict that held nothing when the bytecode began: as long as no code has run since,
    its end runs none."""
    if ref.mode is OWNED and ref.op is empty and not t.checks:
        t.release_quietly(ref.op)
    else:
        t.drop(ref)


def returned(t, frame, ref):
    """(Ref for the caller's stack, the local that gave up its reference for it or None)."""
    if ref.mode is MEMORY:
        return Ref(ref.op, OWNED), None
    if ref.mode is not LOCAL or ref.owner[0] != frame.depth:
        return ref, None
    index = ref.owner[1]
    value = frame.locals[index]
    if value.op is not ref.op:
        return Ref(t.keep(ref), OWNED), None   # an item of the local's tuple
    return Ref(ref.op, value.mode, value.owner), index if value.mode is OWNED else None
