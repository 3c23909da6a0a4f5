"""Exceptions that are raised and caught within a trace, in one frame or in one that calls it: the trace goes on in the handler, and
the exception is not made.

What a bytecode is known to raise, a key or an index that is not there, or what `raise` is given, is a type and a value (a Handling) as
long as its handler runs, up to POP_EXCEPT. On the stack stand two marks, for the exception and for the one that was handled before. An exit
makes the exception, with its traceback, and tells the thread that it is being handled. So nothing may run, or fail, in between that could
ask for it; then the recording ends."""
from pyjit.host.types import mro
from pyjit.lower.abort import Abort
from pyjit.lower.attributes.classes import guard_class, is_immutable, is_steady
from pyjit.lower.frames import CODE, FUNCTION, is_counted, is_null
from pyjit.lower.registry import bytecode
from pyjit.patterns.define import OBJ
from pyjit.patterns.families import M
from pyjit.trace.ir import (
    BEFORE, FIXED, HANDLED_NOW, INSTANCE, KEEPS, LOCAL, MARKS, MOVE, OVER, OWNED, RAISED, RAISED_AGAIN, Const, Handling, Ref)

HANDLED = "test beforehand instead of catching exceptions, where they are frequent"
MAKING = "an exception is handled there, which CPython has to make"
UNIT = 2      # bytes of an instruction without its caches
LOOKED_AT = "the exception is looked at (by its name)"


def may_be_followed(t):
    """Does an `except` in a frame of the trace catch what the bytecode raises, and is no other exception being handled?"""
    return catcher(t) is not None


def catches_itself(t):
    """The same, in the very frame that raises."""
    found = catcher(t)
    return found is not None and found[0] is t.frame


def catcher(t):
    """(frame, Handler) of the `except` that catches what the bytecode raises; None if that cannot be followed. The frames on the way are
    those of calls that the interpreter makes by itself, and have no handlers of their own for it."""
    if t.restart or t.pushed or any(frame.handling is not None for frame in t.frames):
        return None
    for frame in reversed(t.frames):
        bytecode = frame.facts.bytecode
        at = t.instruction.offset if frame is t.frame else bytecode.whole(frame.offset).offset
        handler = bytecode.handler_at(at)
        if frame is not t.frame and (not frame.call.plain or bytecode.handler_at(at - UNIT) is not handler):
            return None
        if handler is not None:
            return (frame, handler) if bytecode.except_at(at) is handler else None
        if frame.answers is not None:
            return None
    return None


def go_to_handler(t, kind, value, fault=None):
    """An exception of this type is raised by the bytecode, whose operands are on the stack. value: a Ref of what it is made of; an instance
    of the type is the exception itself. fault: (operands, raiser) of the bytecode, as in a Snapshot; or None, if what is raised is its
    operand. Up to the block that handles it nothing is done: the guards on the way leave at this bytecode."""
    frame, handler = catcher(t)
    below = handler.depth - 1
    guard_leaves(t, frame, below, value)
    t.replay = t.snapshot()
    unwound, t.frames[frame.depth + 1:] = t.frames[frame.depth + 1:], []
    left = frame.stack[below:] + [ref for inner in unwound for ref in inner.stack]
    frame.stack[below:] = []
    t.object_constant(kind)
    offset = frame.facts.bytecode.whole(frame.offset).offset if unwound else t.instruction.offset
    frame.handling = Handling(id(kind), value, offset, [ref for ref in left if ref is not value], unwound, fault)
    frame.call, t.frame = None, frame
    t.push(RAISED, FIXED)
    t.goes_to = handler.target
    if unwound and unwound[0].given:
        t.made_again = frame.offset, offset


def guard_leaves(t, catching, below, value):
    """Guards on what goes from the stacks, down to a depth in the frame that catches: the end of a leaf runs no code. (An instance whose
    __init__ raises is not on the caller's stack in the interpreter.)"""
    for frame in t.frames[catching.depth:]:
        there = frame.stack[:-1] if frame.call is not None and frame.call.deliver is INSTANCE else frame.stack
        for depth, ref in enumerate(there):
            if is_counted(ref) and ref is not value and frame.address and (frame is not catching or depth >= below):
                address = t.host.peek.u64(frame.address + t.host.stack_base(frame.facts) + 8 * depth)
                if address and t.host.is_leaf(t.host.type_address(address)):
                    t.guard_type(ref.op, t.host.object_at(t.host.type_address(address)))


def begin(t):
    """The block begins that handles it: what was on the stack goes. The frames that it has left stay as they are, as long as there is the
    exception: its traceback has them."""
    if t.replay is not None:
        t.replay = t.saved = None
        handling = t.frame.handling
        t.hold(handling.value)
        for frame in handling.unwound:
            for ref in frame.locals.values():
                if ref is not None:
                    t.hold(ref)
        kept = {original(ref.op) for frame in handling.unwound for ref in held(frame) if ref.mode is OWNED}
        kept.update(original(ref.op) for ref in t.root.locals.values() if ref is not None and ref.mode is LOCAL)
        for ref in reversed(handling.left):
            if original(ref.op) in kept:
                t.drop_shared(ref)
            else:
                t.drop(ref)


def original(op):
    """The value of which another reference was taken, maybe."""
    while op.micro in KEEPS or op.micro is MOVE:
        op = op.args[0]
    return op


def end(t):
    """The exception goes, and with it the frames that it has left, the innermost first. (BaseException_clear, Objects/exceptions.c;
    tb_dealloc, Python/traceback.c; frame_dealloc, Objects/frameobject.c) If it has a name, that is where it goes, as soon as another
    value is stored there."""
    handling = t.frame.handling
    gone = [ref for frame in reversed(handling.unwound) for ref in held(frame)]
    constants = [ref for ref in gone if ref.mode is OWNED and isinstance(ref.op, Const) and ref.op.kind is OBJ]
    if len({ref.op for ref in constants}) < len(constants):
        raise Abort("the calls that an exception has left hold the same object", remedy=HANDLED)
    ends = {ref: t.dropping(ref.op, ref.op.value) for ref in constants}
    t.pop()

    def finish():
        t.frame.handling = None
        t.drop(handling.value)
        for ref in gone:
            if ref in ends:
                ends[ref]()
            else:
                t.drop(ref)
    if handling.name is None:
        finish()
    else:
        handling.state, handling.finish = OVER, finish


def held(frame):
    """What a frame holds that has been left, in the order in which that goes."""
    refs = [frame.locals.get(index) for index in (FUNCTION, *range(frame.facts.nlocalsplus), CODE)]
    return [ref for ref in refs if ref is not None]


def failed(t, offset):
    """The interpreter goes on at an unexpected place. Is it the `except` for an exception of the C function that the last bytecode has
    called, which runs no code? Then the trace goes on there, too, with the exception that there is. (Tracer.check notes the function's
    result, and how things stood when it was looked at.)"""
    frame, caught = t.frame, t.frame.facts.bytecode.except_at(t.instruction.offset)
    if t.failing is None or caught is None or caught.target != offset or t.checks or not catches_itself(t):
        return False
    result, count, stack, fault = t.failing
    kind = type(t.host.object_at(t.host.peek.u64(frame.address + t.host.stack_base(frame.facts) + 8 * (caught.depth - 1))))
    if not is_steady(t, kind):
        return False
    if result is not None:
        if len(frame.stack) != len(stack) + 1 or frame.stack[-1].op is not result:
            return False
        del t.ops[count:]
        t.guard(M.guard_null, result, snapshot=t.snapshot(t.instruction.next), why="{here}: an exception was raised")
        frame.stack[:] = stack
    t.saved = None
    pending = t.emit(M.load_object, t.emit(M.thread_state), t.host.offset("PyThreadState.current_exception"), region="breaker")
    t.object_constant(kind)
    t.guard(M.guard_type, pending, id(kind), snapshot=fault)
    raised = t.call(M.call_object, "PyErr_GetRaisedException")
    t.types[raised] = id(kind)
    while len(frame.stack) > caught.depth - 1:
        t.pop_drop()
    if t.checks:
        raise Abort(MAKING, remedy=HANDLED)
    frame.handling = Handling(id(kind), Ref(raised, OWNED), t.instruction.offset)
    t.push(RAISED, FIXED)
    return True


def begin_at_fault(t, fault):
    """A recording begins where a C function has failed: the interpreter is about to execute the bytecode once more, with a raiser."""
    t.failing = None, 0, (), t.fault_snapshot(*fault)


@bytecode("RAISE_VARARGS")
def raise_varargs(t, arg):
    """raise X, of a new exception or of a builtin class of exceptions. (do_raise, Python/ceval.c)"""
    if not arg and t.frame.handling is not None:
        raise_again(t)
        return
    if arg != 1 or not may_be_followed(t):
        raise Abort("an exception is raised, and CPython does that", remedy=HANDLED)
    count, live, op = t.peek_count(t.live_address()), t.live(), t.peek().op
    if isinstance(live, type) and issubclass(live, BaseException) and is_immutable(t, live):
        t.guard_object(op, live)
        alone = catches_itself(t)
        go_to_handler(t, live, Ref(t.object_constant(None if alone else live), FIXED))
        return
    kind = type(live)
    if BaseException not in mro(kind) or not is_steady(t, kind) or t.peek().mode is not OWNED or count > 1:
        raise Abort("an exception is raised that is in use elsewhere", remedy=HANDLED)
    guard_class(t, op, kind)
    go_to_handler(t, kind, t.peek())


def followed(t):
    """The Handling of the frame. (A recording may begin where the interpreter handles an exception.)"""
    if t.frame.handling is None:
        raise Abort("an exception is caught, and CPython does that", remedy=HANDLED)
    return t.frame.handling


@bytecode("PUSH_EXC_INFO")
def push_exc_info(t, arg):
    followed(t).state = HANDLED_NOW
    t.frame.stack.insert(-1, Ref(BEFORE, FIXED))
    if not asks_for_kind(t.frame.facts.bytecode, t.instruction):
        begin(t)


def asks_for_kind(bytecode, instruction):
    """Does a handler that begins with this PUSH_EXC_INFO ask first of what kind the exception is, as an `except` does?"""
    opcodes = bytecode.opcodes
    while instruction.opcode in opcodes.NAMING_KINDS:
        instruction = bytecode.instructions[instruction.next]
    return instruction.opcode in opcodes.MATCHING


def bind(t, index):
    """except X as name: the name, which has no value so far, stands for the exception."""
    handling, frame = t.frame.handling, t.frame
    if handling.name is not None or t.live_local(index):
        raise Abort(LOOKED_AT, remedy=HANDLED)
    if frame is t.root:
        ref = t.get_local(index)
        if not is_null(ref.op):
            t.guard(M.guard_null, ref.op)
        frame.locals[index] = Ref(t.word(0), FIXED)
    elif frame.locals.get(index) is not None:
        raise Abort(LOOKED_AT, remedy=HANDLED)
    begin(t)
    t.pop()
    handling.name = index


def unbind(t, index):
    """name = None, with which the block ends: so does the exception."""
    finish = t.frame.handling.finish
    t.frame.handling = None
    if t.frame is t.root:
        t.old_locals[index] = "leaf"
    t.store_local(index, t.pop())
    finish()


def raise_again(t):
    """The exception that the frame handles goes on in a handler of it that lies around; its traceback stays the same. (On the way to it
    stands what makes the one from before the handled one again: COPY 3, POP_EXCEPT, RERAISE 1.)"""
    handling, frame, bytecode = t.frame.handling, t.frame, t.frame.facts.bytecode
    handler = bytecode.handler_at(t.instruction.offset)
    if handling is None or handling.name is not None or handler is None:
        raise Abort("an exception is raised again, and CPython does that", remedy=HANDLED)
    below = handler.depth - 1 - handler.lasti
    if not handler.lasti and any(ref.op is BEFORE for ref in frame.stack[:below]):
        raise Abort("an exception is caught where it is handled already", remedy=HANDLED)
    if handler.lasti and bytecode.instructions[handler.target].opcode != bytecode.opcodes.NUMBERS["COPY"]:
        raise Abort("an exception is raised again, and CPython does that", remedy=HANDLED)
    while len(frame.stack) > below:
        t.pop_drop()
    if handler.lasti:
        t.push_constant(t.instruction.offset // UNIT)
    t.push(RAISED, FIXED)
    handling.state, t.goes_to = RAISED_AGAIN, handler.target


@bytecode("RERAISE")
def reraise(t, arg):
    if t.peek().op is not RAISED:
        raise Abort("an exception is raised again, and CPython does that", remedy=HANDLED)
    raise_again(t)


@bytecode("CHECK_EXC_MATCH")
def check_exc_match(t, arg):
    """except X, or except (X, Y). (PyErr_GivenExceptionMatches, Python/errors.c)"""
    handling, live = followed(t), t.live()
    kind = t.host.object_at(handling.kind)
    wanted = live if type(live) is tuple else (live,)
    if not all(isinstance(cls, type) and BaseException in mro(cls) for cls in wanted) or not is_steady(t, kind):
        raise Abort("what is caught is of an unusual kind", remedy=HANDLED)
    t.guard_object(t.peek().op, live)
    t.pop_drop()
    t.push_constant(any(cls in mro(kind) for cls in wanted))


@bytecode("POP_EXCEPT")
def pop_except(t, arg):
    if followed(t).state is RAISED_AGAIN:
        t.pop()
        return
    begin(t)
    end(t)


def classes(t, count):
    """The topmost entries, if they are constants and stand on an exception, which is to be one of them: the tuple of them is a constant,
    too. None otherwise."""
    below, *refs = t.frame.stack[-count - 1:]
    if below.op is not RAISED or not all(isinstance(ref.op, Const) and ref.op.kind is OBJ for ref in refs):
        return None
    return t.object_constant(tuple([ref.op.object for ref in refs]))


def look_after(t, instruction):
    """Before a bytecode is lowered in a frame that handles an exception: it may not take a mark for an object."""
    bytecode, stack, handling = t.frame.facts.bytecode, t.frame.stack, t.frame.handling
    numbers = bytecode.opcodes.NUMBERS
    if handling.state is OVER and (instruction.opcode, instruction.oparg) != (numbers["STORE_FAST"], handling.name):
        if instruction.opcode != numbers["LOAD_CONST"]:
            raise Abort(LOOKED_AT, remedy=HANDLED)
    elif instruction.opcode == bytecode.opcodes.POP_TOP and stack[-1].op is RAISED:
        begin(t)
    elif instruction.opcode in bytecode.opcodes.NAMING and stack[-1].op is RAISED:
        return
    elif any(ref.op in MARKS for ref in stack[len(stack) - bytecode.popped(instruction):]):
        raise Abort(LOOKED_AT, remedy=HANDLED)


def is_over(frame, index):
    """Is an exception over but for this local, which stands for it?"""
    return names(frame, index) and frame.handling.state is OVER


def names(frame, index):
    """Does a local stand for the exception that the frame handles?"""
    return frame.handling is not None and frame.handling.name == index


def can_leave(t):
    """Before a guard: an exit could not be made while an exception is on its way from one handler to another, or has a name alone."""
    if any(frame.handling is not None and frame.handling.state is not HANDLED_NOW for frame in t.frames):
        raise Abort(MAKING, remedy=HANDLED)


def nothing_runs(t):
    """Before code runs, or something fails."""
    if any(frame.handling is not None for frame in t.frames):
        raise Abort(MAKING, remedy=HANDLED)
