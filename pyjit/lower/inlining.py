"""Calls of Python functions: the trace goes on inside, in a frame that only an exit makes real."""
from types import FunctionType

from pyjit.ir import CALLABLE, FIXED, LOCAL, MEMORY, NOTHING, OWNED, CallInProgress, Ref
from pyjit.lower.calls import calls_of
from pyjit.lower.namespaces import variable
from pyjit.lower.registry import bytecode
from pyjit.lower.tracer import Abort, Frame, M

VARARGS, VARKEYWORDS = 0x04, 0x08   # co_flags
UNBOUND = object()


@calls_of(FunctionType)
def call_function(call):
    """Follow the call, if its function is one that can be followed and the arguments fit."""
    t, function = call.t, call.live
    facts = t.limits.facts(function.__code__)
    if facts.inlinable is None:
        facts.inlinable = refusal(t.host, facts, function)
    if facts.inlinable or len(t.frames) > t.limits.options.inline_depth or t.instruction.offset != t.frame.offset:
        return False
    bound = bind(call, function)
    if bound is None:
        return False
    enter(call, function, facts, bound)
    return True


def refusal(host, facts, function):
    """Why calls of this code are made as a whole; "" if they are followed."""
    code = facts.code
    if code.co_flags & (VARARGS | VARKEYWORDS):
        return "it collects arguments"
    if facts.bytecode.is_generator:
        return "it is a generator or a coroutine"
    if facts.bytecode.loop_headers:
        return "it has a loop"
    if host.peek.u64(id(function) + host.offset("PyFunctionObject.vectorcall")) != ordinary_vectorcall(host):
        return "it is called in a way of its own"
    return ""


def ordinary_vectorcall(host):
    """The way in which functions are called, as a function of pyjit's own has it."""
    return host.peek.u64(id(refusal) + host.offset("PyFunctionObject.vectorcall"))


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
            bound[i] = Default(defaults[i - first])
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


class Default:
    """A parameter's default: the live value; `name`: of a keyword-only parameter, whose default stands in a dict."""

    def __init__(self, value, name=None):
        self.value, self.name = value, name


def guard_function(t, function, bound):
    """The function still has the code and the defaults seen."""
    op = t.object_constant(function)
    field(t, op, "func_code", function.__code__)
    defaults = [value for value in bound if type(value) is Default]
    if any(value.name is None for value in defaults):
        field(t, op, "func_defaults", function.__defaults__)
    named = [value for value in defaults if value.name is not None]
    if named:
        field(t, op, "func_kwdefaults", function.__kwdefaults__)
    for value in named:
        entry = variable(t, function.__kwdefaults__, value.name)
        t.object_constant(value.value)
        t.guard(M.guard_is, entry, id(value.value))


def field(t, op, name, live):
    """A field of a function holds the object seen."""
    t.object_constant(live)
    t.guard(M.guard_is, t.emit(M.load_object, op, t.host.offset("PyFunctionObject." + name), region="functions"), id(live))


# -- in and out ----------------------------------------------------------------------------------------------------------------


def enter(call, function, facts, bound):
    """The frame of the call becomes the trace's innermost."""
    t = call.t
    call.guard_callee()
    guard_function(t, function, bound)
    offset = t.host.offset
    t.guard(M.guard_thread_above, offset("PyThreadState.py_recursion_remaining"), len(t.frames) - 1, region="recursion")
    t.follow(facts.code)
    t.guard(M.guard_clear_at, *t.host.start_monitors(facts.code), region="monitors")
    t.guard(M.guard_clear_at, *t.host.monitors(facts.code), region="monitors")
    caller = t.frame
    entries = caller.stack[-call.operands:]
    del caller.stack[-call.operands:]
    frame = Frame(facts, None, function.__globals__, function.__builtins__, t.object_constant(function), len(t.frames))
    frame.locals = {i: local(t, value) for i, value in enumerate(bound)}
    caller.call = CallInProgress(call.operands, call.raiser, call.deliver)
    t.frames.append(frame)
    for ref in entries:
        if ref not in call.args:
            t.drop(ref)
    prepare(t, frame, function)
    t.frame = frame


def local(t, value):
    """A parameter's value as the callee holds it: as its caller did."""
    if type(value) is Default:
        op = t.constant(value.value)
        return Ref(op, FIXED)
    mode = OWNED if value.mode is MEMORY else value.mode
    return Ref(value.op, mode, value.owner)


def prepare(t, frame, function):
    """What a function does before its first line: parameters in cells, the cells of its closure. (MAKE_CELL, COPY_FREE_VARS)"""
    code = function.__code__
    for index, cell in enumerate(function.__closure__ or (), frame.facts.nlocalsplus - len(code.co_freevars)):
        frame.locals[index] = Ref(t.object_constant(cell), FIXED)
    for index in cells(frame.facts):
        before = frame.locals.get(index)
        content = t.borrow(before) if before else t.word(0)
        cell = t.call(M.call_object, "PyCell_New", content)
        frame.locals[index] = Ref(cell, OWNED)
        if before:
            t.unborrow(content)
            if before.mode is OWNED:
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
    for index in range(frame.facts.nlocalsplus):
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
