"""Frames of generators in which a trace goes on: a `for` takes the next value of one.

The frame of a generator is in memory all the time, and there the trace works on it: a local is loaded where it is read and stored
where it is written, as an attribute of an instance is, so that the optimizer may carry a number from pass to pass. What stood on the
generator's stack when it was resumed stays there. From then on until it hands out its next value the generator is marked as one that
runs, with nothing on its stack that anybody else may look at: neither a finalizer nor another thread can resume or close it. It is not
in the thread's chain of frames meanwhile: an exit puts it there, and lets the interpreter run it up to that value. Code that may look
at frames finds it there, too (see pyjit.lower.pushed_frames)."""
from pyjit.lower.abort import Abort
from pyjit.lower.frames import Frame, is_null
from pyjit.lower.identity import TYPES, is_sole
from pyjit.lower.overwrite import Slot, guard_empty, letting_go, load, look, unset
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, HEAP, MEMORY, OWNED, SENT, YIELDED, CallInProgress, Ref

SLOTS, STATES = "generators", "generator states"     # regions of memory
FRAME = "_PyInterpreterFrame."
WAITING = "FRAME_CREATED", "FRAME_SUSPENDED", "FRAME_SUSPENDED_YIELD_FROM"
TAKEN = {YIELDED: (1, 0), SENT: (2, 1)}     # operands and raiser of the bytecode that resumes it
ELSEWHERE = "the generator of {here} is at another place in its code"


def resume(t, kind, address, deliver):
    """The trace goes on in the frame of a generator, which is at an address, at the place where it has been left. False if it cannot.
    deliver: what becomes of its value: YIELDED (the generator is on top of the stack) or SENT (so it is, below the None that it gets)."""
    operands, raiser = TAKEN[deliver]
    generator, host, states = t.peek(raiser).op, t.host, [as_byte(t.host, name) for name in WAITING]
    code = host.object_at(host.peek.u64(frame_of(host, address) + host.offset(FRAME + "f_executable")))
    state = state_of(host, address)
    if state not in states or not can_resume(t, code):
        return False
    facts, frame, namespaces = t.limits.facts(code), frame_of(host, address), []
    at = host.peek.u64(frame + host.offset(FRAME + "instr_ptr"))
    t.guard_type(generator, kind)
    guard_state(t, generator, state, ELSEWHERE)
    t.object_constant(code)
    t.guard(M.guard_is, t.emit(M.load_word, generator, place(host, "instr_ptr"), region=STATES), at, why=ELSEWHERE)
    for name in ("f_globals", "f_builtins"):    # (the frame keeps them alive, and the trace does not)
        live = host.object_at(host.peek.u64(frame + host.offset(FRAME + name)))
        t.namespaces.add(id(live))
        t.guard(M.guard_is, t.emit(M.load_word, generator, place(host, name), region=STATES), id(live))
        namespaces.append(live)
    t.guard(M.guard_thread_above, host.offset("PyThreadState.py_recursion_remaining"), len(t.frames) - 1, region="recursion")
    t.guard(M.guard_clear_at, host.evaluator, (1 << 64) - 1, region="monitors")
    t.follow(facts)
    t.guard(M.guard_clear_at, *host.start_monitors(code), region="monitors")
    t.guard(M.guard_clear_at, *host.monitors(code), region="monitors")
    entries = [entry_of(t, generator, facts, frame, depth)
               for depth in range(host.peek.i32(frame + host.offset(FRAME + "stacktop")) - facts.nlocalsplus)]
    for _ in range(raiser):
        t.pop()
    t.frame.call = CallInProgress(operands, raiser, deliver)
    go_on_in(t, facts, namespaces, generator)
    place_at(t, t.frame, facts.bytecode.after(at - facts.address), 0)
    set_state(t, t.frame, "FRAME_EXECUTING")
    t.frame.stack += entries
    if state != as_byte(host, "FRAME_CREATED"):
        t.push_constant(None)       # (at its start it is gone before the first instruction that is shown)
    return True


def as_byte(host, state):
    """A gi_frame_state by its name, as it stands in the generator."""
    return host.constant(state) & 255


def state_of(host, address):
    """The gi_frame_state of the generator or coroutine at an address."""
    return host.peek.u8(address + host.offset("PyGenObject.gi_frame_state"))


def guard_state(t, generator, state, why):
    """It is in this state. why: words for where it is not."""
    t.guard(M.guard_u8, generator, t.host.offset("PyGenObject.gi_frame_state"), state, region=STATES, why=why)


def is_new(host, address):
    """Has the generator or coroutine at an address not begun yet?"""
    return state_of(host, address) == as_byte(host, "FRAME_CREATED")


def guard_new(t, generator):
    """It has not begun."""
    guard_state(t, generator, as_byte(t.host, "FRAME_CREATED"), "{here} has begun before")


def can_resume(t, code):
    """May the trace go on in a generator of this code? A generator that is resumed within one of the same code is not followed."""
    limits = t.limits
    if t.restart or any(frame.handling is not None for frame in t.frames) or t.instruction.offset != t.frame.offset:
        return False
    if len(t.frames) > limits.options.inline_depth or any(frame.facts.code is code for frame in t.frames):
        return False
    return not limits.live.call_is_watched(code) and not limits.facts(code).not_resumed


def go_on_in(t, facts, namespaces, generator, given=False):
    """The frame of a generator becomes the innermost."""
    frame = Frame(facts, None, *namespaces, len(t.frames), given)
    frame.generator = generator
    t.frames.append(frame)
    t.frame = frame


def frame_of(host, address):
    """The address of a generator's frame."""
    return address + host.offset("PyGenObject.gi_iframe")


def place(host, name):
    """Of a field of the frame, within the generator."""
    return host.offset("PyGenObject.gi_iframe") + host.offset(FRAME + name)


def local_slot(t, index):
    host = t.host
    return Slot(t.frame.generator, host.offset("PyGenObject.gi_iframe") + host.locals_base + 8 * index, "%s/%d" % (SLOTS, index))


def stack_slot(host, generator, facts, depth):
    """An entry of the stack."""
    return Slot(generator, host.offset("PyGenObject.gi_iframe") + host.stack_base(facts) + 8 * depth,
                "%s/%d" % (SLOTS, facts.nlocalsplus + depth))


def entry_of(t, generator, facts, frame, depth):
    """The Ref of what stands on the stack of a generator, whose frame is at an address: an object, or the NULL of a call in progress."""
    slot = stack_slot(t.host, generator, facts, depth)
    if t.host.peek.u64(frame + t.host.stack_base(facts) + 8 * depth):
        return Ref(load(t, slot), MEMORY)
    guard_empty(t, slot)
    return Ref(t.word(0), FIXED)


def push_entry(t, depth):
    """An object that stands on the innermost generator's stack."""
    t.push(look(t, stack_slot(t.host, t.frame.generator, t.frame.facts, depth)), MEMORY)


# -- locals --------------------------------------------------------------------------------------------------------------------


def get_local(t, index):
    """A Ref of what a local holds, or None if it is unbound."""
    slot, bound = local_slot(t, index), t.frame.bound
    if index in bound:
        return Ref(look(t, slot), HEAP)
    if not t.live_local(index):
        return None
    bound.add(index)
    return Ref(load(t, slot), HEAP)


def will_store(t, indices):
    """Guards on what these locals hold, before anything else of a bytecode that stores its topmost entries there. The frame notes how:
    {index: (Slot, what lets go of the object that is there or None, does a number replace that in its box?)}."""
    t.frame.stores = {}
    for n, index in enumerate(indices):
        slot, address, ref = local_slot(t, index), t.live_local(index), t.peek(n)
        taken = t.frame.locals.pop(index, None) is not None
        if taken or not address:
            if not taken:
                guard_empty(t, slot)
            t.frame.stores[index] = slot, None, False
            continue
        old = load(t, slot)
        in_place = is_sole(t, ref) and id(TYPES[ref.op.kind]) == t.host.type_address(address)
        if in_place:
            t.guard_type(old, TYPES[ref.op.kind])
        t.frame.stores[index] = slot, None if in_place else letting_go(t, old, address), in_place


def store_local(t, index, ref):
    """A popped entry becomes the local's value."""
    slot, drop, in_place = t.frame.stores.pop(index)
    unbound = is_null(ref.op)
    (t.frame.bound.discard if unbound else t.frame.bound.add)(index)
    t.before_effect()
    if in_place:
        t.put(ref.op, "field", slot.base, slot.offset, region=slot.region)
        return
    value = ref.op if unbound else t.own(ref)
    t.emit(M.store_word, slot.base, slot.offset, value, region=slot.region)
    if drop is not None:
        drop()


def take_local(t, index):
    """The local's reference is the caller's. It is unbound up to the next bytecode, which stores there; in the interpreter it is not."""
    unbind(t, index)
    t.frame.locals[index] = Ref(t.word(0), FIXED)


def delete_local(t, index):
    """del: the local is unbound from here on."""
    address = t.live_local(index)
    if not address:
        raise Abort("the variable has no value")
    drop = letting_go(t, load(t, local_slot(t, index)), address)
    unbind(t, index)
    drop()


def move_local(t, index):
    """Push a local, or NULL, and unbind it."""
    slot = local_slot(t, index)
    if not t.live_local(index):
        guard_empty(t, slot)
        t.push(t.word(0), FIXED)
        return
    value = load(t, slot)
    unbind(t, index)
    t.push(value)


def unbind(t, index):
    """The local holds nothing from here on; the reference that it had is the caller's."""
    t.frame.bound.discard(index)
    t.before_effect()
    unset(t, local_slot(t, index))


# -- the way out -----------------------------------------------------------------------------------------------------------------


def hand_out(t, hands_on):
    """YIELD_VALUE: the generator waits at the next instruction, and the value is the consumer's. hands_on: is it another generator's?"""
    frame, ref = t.frame, t.pop()
    if any(outer.handling is not None for outer in t.frames):
        raise Abort("the generator hands out a value while it handles an exception")
    changed = [depth for depth, entry in enumerate(frame.stack) if not stays(t, depth, entry)]
    if changed:
        t.before_effect()
    for depth in changed:
        slot, entry = stack_slot(t.host, frame.generator, frame.facts, depth), frame.stack[depth]
        t.emit(M.store_word, slot.base, slot.offset, entry.op if is_null(entry.op) else t.own(entry), region=slot.region)
    place_at(t, frame, t.instruction.next, len(frame.stack))
    set_state(t, frame, "FRAME_SUSPENDED_YIELD_FROM" if hands_on else "FRAME_SUSPENDED")
    go_back(t)
    t.push(ref.op, OWNED if ref.mode is MEMORY else ref.mode, ref.owner)


def stays(t, depth, entry):
    """Does an entry of the generator's stack stand in its place already?"""
    op, slot = entry.op, stack_slot(t.host, t.frame.generator, t.frame.facts, depth)
    return entry.mode is MEMORY and op.micro is M.load_object and op.args[1] == slot.offset


def end(t, take):
    """The generator returns the Ref that `take` gives, and its frame lets go of what it holds. (clear_gen_frame, Python/ceval.c)"""
    frame, host, deliver = t.frame, t.host, t.frames[-2].call.deliver
    if host.peek.u64(frame.address + host.offset(FRAME + "frame_obj")):
        raise Abort("the generator ends, and somebody has its frame", lasting=False)
    t.guard(M.guard_unseen, t.emit(M.load_word, frame.generator, place(host, "frame_obj"), region="breaker"))
    function = load(t, Slot(frame.generator, place(host, "f_funcobj"), STATES))
    slots = [local_slot(t, index) for index in range(frame.facts.nlocalsplus)]
    emptied = [(slot, emptying(t, slot, t.live_local(index))) for index, slot in enumerate(slots)]
    ref = take()
    if deliver is SENT:
        ref = Ref(t.own(ref), OWNED)
    go_back(t)
    t.before_effect()
    set_state(t, frame, "FRAME_CLEARED")
    for slot, drop in emptied:
        if drop is not None:
            unset(t, slot)
            drop()
    t.release(function)
    if deliver is SENT:
        t.push(ref.op)
    else:
        t.drop(ref)
        t.pop_drop()


def emptying(t, slot, address):
    """Guards on what a slot holds, which is now at an address (0: nothing); gives what lets go of that, or None. (Not as Tracer.dropping()
    does: two slots may share an object that nobody else has.)"""
    if not address:
        guard_empty(t, slot)
        return None
    old, kind = load(t, slot), t.host.type_address(address)
    if not t.host.is_leaf(kind):
        return lambda: t.release(old)
    t.guard_type(old, t.host.object_at(kind))
    return lambda: t.emit(M.decref, old)


def go_back(t):
    """The consumer's frame is the innermost again."""
    t.frames.pop()
    t.frame = t.frames[-1]
    t.frame.call = None


# -- where others may look -------------------------------------------------------------------------------------------------------


def place_at(t, frame, offset, depth):
    """The generator's frame stands at an offset, its stack so deep."""
    host, facts = t.host, frame.facts
    t.emit(M.store_word, frame.generator, place(host, "instr_ptr"), t.word(facts.address + offset), region=STATES)
    t.emit(M.store_u32, frame.generator, place(host, "stacktop"), t.integer(facts.nlocalsplus + depth), region=STATES)


def set_state(t, frame, state):
    """The generator's gi_frame_state changes."""
    t.emit(M.store_u8, frame.generator, t.host.offset("PyGenObject.gi_frame_state"), t.integer(as_byte(t.host, state)), region=STATES)


def enter(t, frame):
    """The generator is in the thread's chain of those that handle exceptions; gives the address of its frame."""
    host = t.host
    return t.emit(M.enter_generator, frame.generator, host.offset("PyGenObject.gi_exc_state"), host.offset("PyGenObject.gi_iframe"),
                  region=STATES)


def leave(t, frame):
    """After the code: it is in no chain."""
    t.emit(M.leave_generator, frame.generator, place(t.host, "previous"), region=STATES)
