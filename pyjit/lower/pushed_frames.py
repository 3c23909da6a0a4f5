"""Frames of inlined calls, where code runs that may look at them.

An inlined call has no frame but in the trace, before code may look at it: sys._getframe(), a traceback, a debugger, or super() and
locals(), which ask for the frame that calls them. Before such code the trace writes the frames, as they are then, to the thread's data
stack, pushes them right before the code and pops them right after it. What they hold belongs to the trace all the while. In memory
they stay as they are up to the end of the bytecode: its exits let the interpreter go on in these very frames, for they may have been
seen. Only if nobody has a frame object of them the trace goes on."""
from pyjit.lower import resumed_frames
from pyjit.lower.frames import CODE, FUNCTION, is_at_risk, is_null
from pyjit.lower.identity import TYPES
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, OWNED, Const

FIELD = "_PyInterpreterFrame."
REGION = "pushed frames"


def own_locals(t):
    """Before code runs: whatever the inlined frames hold is an object of their own, but for lasting constants."""
    for frame in t.frames[1:]:
        for ref in frame.locals.values():
            if ref is not None and not is_lasting(ref):
                own(t, ref)


def is_lasting(ref):
    """Does it stand for a constant that outlives any code? (NULL does, too.)"""
    return ref.mode is FIXED and isinstance(ref.op, Const) and not is_at_risk(ref)


def own(t, ref):
    kind, known = ref.op.kind, t.known_type(ref.op)
    owned = t.own(ref)
    if isinstance(ref.op, Const):
        ref.mode, ref.owner = OWNED, None
        return
    if owned is not ref.op and (kind in TYPES or known is not None):
        t.types[owned] = id(TYPES[kind]) if kind in TYPES else known
    ref.op, ref.mode, ref.owner = owned, OWNED, None


def write(t):
    """The frames stand in memory, for the rest of the bytecode. (If they do already, they may have been seen.)"""
    if not t.pushed and len(t.frames) > 1:
        t.pushed = tuple(t.frames[1:])
        t.saved = None      # whoever leaves from here on leaves these frames
        fill(t, top(t))


def push(t):
    """Code runs next: the innermost frame that stands in memory is the current one."""
    if t.pushed:
        current = t.emit(M.root_frame)
        for frame, address in addresses(t, top(t)):
            if frame.generator is not None:
                chain(t, address, current)
                resumed_frames.enter(t, frame)
            current = address
        t.emit(M.link_frames, current, size(t.pushed), len(t.pushed))


def pop(t):
    """After the code: the root is the current frame again."""
    if t.pushed:
        t.emit(M.unlink_frames, size(t.pushed), len(t.pushed))
        for frame in reversed(t.pushed):
            if frame.generator is not None:
                resumed_frames.leave(t, frame)


def top(t):
    """Where the data stack ends."""
    return t.emit(M.load_word, t.emit(M.thread_state), t.host.offset("PyThreadState.datastack_top"), region="breaker")


def places(frames):
    """(frame, bytes from the first one's start) of each that stands on the data stack: the frame of a generator stands in that."""
    at = 0
    for frame in frames:
        if frame.generator is None:
            yield frame, at
            at += frame.facts.framesize


def size(frames):
    """Bytes that the frames take on the data stack."""
    return sum(frame.facts.framesize for frame, _ in places(frames))


def addresses(t, base):
    """(frame, address) of each frame in memory, the outermost first."""
    on_stack = {frame: at for frame, at in places(t.pushed)}
    for frame in t.pushed:
        if frame.generator is not None:
            yield frame, t.emit(M.place_in, frame.generator, t.host.offset("PyGenObject.gi_iframe"))
        else:
            yield frame, t.emit(M.place_in, base, on_stack[frame])


def chain(t, address, below):
    """The frame below one."""
    t.emit(M.store_word, address, t.host.offset(FIELD + "previous"), below, region=REGION)


def fill(t, base):
    """What the interpreter would have in the frames, but for what is on their stacks, at which nobody can look. (_PyFrame_Initialize,
    Include/internal/pycore_frame.h)"""
    below = t.emit(M.root_frame)
    for frame, address in addresses(t, base):
        if frame.generator is None:
            chain(t, address, below)
        else:
            resumed_frames.place_at(t, frame, frame.offset, 0)
        below = address
    for frame, at in places(t.pushed):
        def put(name, word):
            t.emit(M.store_const, base, at + t.host.offset(FIELD + name), word, region=REGION)
        facts = frame.facts
        for name, word in (("f_globals", id(frame.globals)), ("f_builtins", id(frame.builtins)), ("f_locals", 0), ("frame_obj", 0),
                           ("instr_ptr", facts.address + frame.offset),
                           ("stacktop", facts.nlocalsplus)):    # return_offset and owner (the thread) are in stacktop's word
            put(name, word)
        for name, index in (("f_executable", CODE), ("f_funcobj", FUNCTION)):
            hold(t, base, at + t.host.offset(FIELD + name), frame.locals[index])
        for index in range(facts.nlocalsplus):
            hold(t, base, at + t.host.locals_base + 8 * index, frame.locals.get(index))


def hold(t, base, place, ref):
    """A slot holds what a Ref does."""
    if ref is None or is_null(ref.op):
        t.emit(M.store_const, base, place, 0, region=REGION)
    elif isinstance(ref.op, Const):
        t.emit(M.store_const, base, place, id(ref.op.object), region=REGION)
    else:
        t.emit(M.store_word, base, place, ref.op, region=REGION)


def borrowed(t, frame):
    """The constants of which a pushed frame has no reference of its own."""
    return tuple(t.object_constant(ref.op.object) for ref in frame.locals.values()
                 if ref is not None and is_lasting(ref) and not is_null(ref.op))


def guard_unseen(t, snapshot):
    """Leave if somebody has a frame object of one of the frames that were pushed, which are gone from here on."""
    base = top(t)
    for _, at in places(t.pushed):
        seen = t.emit(M.load_word, base, at + t.host.offset(FIELD + "frame_obj"), region="breaker")
        t.guard(M.guard_unseen, seen, snapshot=snapshot)
