"""Calls of Python functions: the trace goes on inside, in a frame that only an exit makes real."""
from types import FunctionType
from typing import NamedTuple

from pyjit.ir import CALLABLE, FIXED, HEAP, LOCAL, MEMORY, NOTHING, OWNED, CallInProgress, Const, Ref
from pyjit.lower.calls import calls_of
from pyjit.lower.handing_over import hand_over, is_ordinary
from pyjit.lower.namespaces import variable
from pyjit.lower.registry import bytecode
from pyjit.lower.tracer import FUNCTION, Abort, Frame, M
from pyjit.patterns.define import OBJ

VARARGS, VARKEYWORDS = 0x04, 0x08   # co_flags
UNBOUND = object()


@calls_of(FunctionType)
def call_function(call):
    """A Python function: the call is followed, or made as a whole."""
    return follow(call) or hand_over(call)


def follow(call):
    """Follow the call, if its function is one that can be followed and the arguments fit."""
    t, function = call.t, call.live
    facts = t.limits.facts(function.__code__)
    if facts.inlinable is None:
        facts.inlinable = refusal(t.host, facts, function)
    if facts.inlinable or len(t.frames) > t.limits.options.inline_depth or t.instruction.offset != t.frame.offset:
        return False
    bound = bind(call, function)
    if bound is None or not is_known(call, bound):
        return False
    enter(call, function, facts, bound)
    return True


def is_known(call, bound):
    """Is the function a constant of the trace, or one whose like can be followed as well?"""
    if call.callee is None or isinstance(call.callee.op, Const):
        return True
    return not any(type(value) is Default and type(value.place) is str for value in bound)


def refusal(host, facts, function):
    """Why calls of this code are made as a whole; "" if they are followed."""
    code = facts.code
    if code.co_flags & (VARARGS | VARKEYWORDS):
        return "it collects arguments"
    if facts.bytecode.is_generator:
        return "it is a generator or a coroutine"
    if facts.bytecode.loop_headers:
        return "it has a loop"
    if not is_ordinary(host, function):
        return "it is called in a way of its own"
    return ""


# -- arguments -----------------------------------------------------------------------------------------------------------------


def bind(call, function):
    """What the parameters get: Refs of arguments and live defaults, in the order of the locals; None if the call is an error.
    (initialize_locals, Python/ceval.c)"""
    code, count = function.__code__, len(call.args) - len(call.names)
    positional, total = code.co_argcount, code.co_argcount + code.co_kwonlyargcount
    if count > positional:
        return None
    bound = call.args[:count] + [UNBOUND] * (total - count)
    for name, ref in zip(call.names, call.args[count:]):
        place = parameter(code, name, total)
        if place is None or bound[place] is not UNBOUND:
            return None
        bound[place] = ref
    defaults, keyword_defaults = function.__defaults__ or (), function.__kwdefaults__ or {}
    first = positional - len(defaults)
    for i in range(max(first, 0), positional):
        if bound[i] is UNBOUND:
            bound[i] = Default(defaults[i - first], i - first)
    for i in range(positional, total):
        name = code.co_varnames[i]
        if bound[i] is UNBOUND and name in keyword_defaults:
            bound[i] = Default(keyword_defaults[name], name)
    return None if UNBOUND in bound else bound


def parameter(code, name, total):
    """The place of the parameter that a keyword names."""
    for place in range(code.co_posonlyargcount, total):
        if code.co_varnames[place] == name:
            return place
    return None


class Default(NamedTuple):
    """A parameter's default: the live value, and its index among the defaults, or its name if it is keyword-only."""

    value: object
    place: object


def guard_function(t, op, function, bound):
    """The function has the code seen, and as many defaults; gives what the parameters get as Refs.

    A function that is a constant of the trace has constant defaults as well."""
    same_field(t, op, "func_code", function.__code__)
    if not isinstance(op, Const):
        same_field(t, op, "func_globals", function.__globals__)
        same_field(t, op, "func_builtins", function.__builtins__)
    given = defaults(t, op, function, {value.place for value in bound if type(value) is Default})
    return [given[value.place] if type(value) is Default else
            Ref(value.op, OWNED if value.mode is MEMORY else value.mode, value.owner) for value in bound]


def field(t, op, name):
    return t.emit(M.load_object, op, t.host.offset("PyFunctionObject." + name), region="functions")


def same_field(t, op, name, live):
    """A field of a function holds the object seen."""
    t.object_constant(live)
    t.guard(M.guard_is, field(t, op, name), id(live))


def defaults(t, op, function, places):
    """{index or name: Ref} of defaults that a call makes use of."""
    found = {}
    if any(type(place) is str for place in places):
        same_field(t, op, "func_kwdefaults", function.__kwdefaults__)
    for place in places:
        if type(place) is str:
            known = t.object_constant(function.__kwdefaults__[place])
            t.guard(M.guard_is, variable(t, function.__kwdefaults__, place), known.value)
            found[place] = Ref(t.constant(known.object), FIXED)
    numbers = [place for place in places if type(place) is int]
    if numbers and isinstance(op, Const):
        same_field(t, op, "func_defaults", function.__defaults__)
        found.update((place, Ref(t.constant(function.__defaults__[place]), FIXED)) for place in numbers)
    elif numbers:
        offset, values = t.host.offset, field(t, op, "func_defaults")
        t.guard(M.guard_set, values)
        size = t.emit(M.load_int, values, offset("PyVarObject.ob_size"), region="tuple")
        t.guard(M.guard_int_eq, size, t.integer(len(function.__defaults__)))
        for place in numbers:
            value = t.emit(M.load_object, values, offset("PyTupleObject.ob_item") + 8 * place, region="tuple")
            found[place] = Ref(value, HEAP)
    return found


# -- in and out ----------------------------------------------------------------------------------------------------------------


def enter(call, function, facts, bound):
    """The frame of the call becomes the trace's innermost."""
    t, offset = call.t, call.t.host.offset
    callee = followed(call, function)
    parameters = guard_function(t, callee.op, function, bound)
    t.guard(M.guard_thread_above, offset("PyThreadState.py_recursion_remaining"), len(t.frames) - 1, region="recursion")
    t.follow(facts.code)
    t.guard(M.guard_clear_at, *t.host.start_monitors(facts.code), region="monitors")
    t.guard(M.guard_clear_at, *t.host.monitors(facts.code), region="monitors")
    caller = t.frame
    entries = caller.stack[-call.operands:]
    del caller.stack[-call.operands:]
    frame = Frame(facts, None, function.__globals__, function.__builtins__, len(t.frames))
    frame.locals = dict(enumerate(parameters))
    frame.locals[FUNCTION] = callee
    caller.call = CallInProgress(call.operands, call.raiser, call.deliver)
    t.frames.append(frame)
    for ref in entries:
        if ref not in call.args and ref is not call.callee:
            t.drop(ref)
    prepare(t, frame, function)
    t.frame = frame


def followed(call, function):
    """The Ref of the function as its frame holds it."""
    t, ref = call.t, call.callee
    if ref is None or isinstance(ref.op, Const):
        call.guard_callee()
        return Ref(t.object_constant(function), FIXED)
    t.guard_type(ref.op, FunctionType)
    return Ref(ref.op, OWNED if ref.mode is MEMORY else ref.mode, ref.owner)


def prepare(t, frame, function):
    """What a function does before its first line: parameters in cells, the cells of its closure. (MAKE_CELL, COPY_FREE_VARS)"""
    offset, free = t.host.offset, len(function.__code__.co_freevars)
    if free:
        closure = field(t, frame.locals[FUNCTION].op, "func_closure")
    for i in range(free):
        cell = t.emit(M.load_object, closure, offset("PyTupleObject.ob_item") + 8 * i, region="tuple")
        frame.locals[frame.facts.nlocalsplus - free + i] = Ref(cell, LOCAL, (frame.depth, FUNCTION))
    for index in cells(frame.facts):
        before = frame.locals.get(index)
        content = t.borrow(before) if before else t.word(0)
        cell = t.call(M.call_object, "PyCell_New", content)
        frame.locals[index] = Ref(cell, OWNED)
        if before:
            t.unborrow(content)
            if before.mode is OWNED and before.op.kind is OBJ:
                t.emit(M.decref_shared, before.op)   # the cell has a reference of its own


def cells(facts):
    """The locals for which the code makes cells before it is resumed."""
    opcodes = facts.bytecode.opcodes.NUMBERS
    for instruction in facts.bytecode.instructions.values():
        if instruction.opcode == opcodes["MAKE_CELL"]:
            yield instruction.oparg
        elif instruction.opcode == opcodes["RESUME"]:
            return


@bytecode("RETURN_VALUE")
def return_value(t, arg):
    leave(t, t.pop())


@bytecode("RETURN_CONST")
def return_const(t, arg):
    leave(t, Ref(t.constant(t.frame.facts.code.co_consts[arg]), FIXED))


def leave(t, ref):
    """The innermost call returns a popped entry: its locals go, in their order, the caller goes on."""
    frame = t.frame
    if frame is t.root:
        raise Abort("the function of the loop returns")
    result, taken = returned(t, frame, ref)
    t.frames.pop()
    t.frame = t.frames[-1]
    deliver, t.frame.call = t.frame.call.deliver, None
    if deliver is not NOTHING:
        t.push(result.op, result.mode, result.owner)
    if deliver is CALLABLE:
        t.push(t.word(0), FIXED)
    for index in (*range(frame.facts.nlocalsplus), FUNCTION):
        value = frame.locals.pop(index, None)
        if value is not None and index != taken:
            t.drop(value)
    if deliver is NOTHING:
        t.drop(result)


def returned(t, frame, ref):
    """(Ref for the caller's stack, the local that gave up its reference for it or None)."""
    if ref.mode is MEMORY:
        return Ref(ref.op, OWNED), None
    if ref.mode is not LOCAL or ref.owner[0] != frame.depth:
        return ref, None
    index = ref.owner[1]
    value = frame.locals[index]
    return Ref(ref.op, value.mode, value.owner), index if value.mode is OWNED else None
