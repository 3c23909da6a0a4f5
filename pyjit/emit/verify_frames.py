"""Proof that an exit leaves the interpreter's frames in order. Only run when pyjit checks itself, the first times that an exit is taken.

Each frame must be of the code that the snapshot names, stand at its bytecode and be as deep as that bytecode wants; every slot must
hold NULL or a live object; and an object must have at least as many references as the frames have of it."""


class Disorder(Exception):
    """A frame is not as the interpreter would have left it."""


def check(live, exit, frame):
    """Raise Disorder unless the frames of an exit that is being taken, the innermost at this address, are as its snapshot says."""
    held = {}
    previous = live.offset("_PyInterpreterFrame.previous")
    for state in reversed(exit.resume.frames):
        innermost = state is exit.resume.frames[-1]
        _check_frame(live, exit, state, frame, innermost, held)
        frame = live.words[frame + previous >> 3]
    count = live.offset("PyObject.ob_refcnt")
    for address, times in held.items():
        references = live.peek.u32(address + count)
        if references < times and not live.is_immortal(address):
            raise Disorder("%s: %d references of %d" % (_name(live, exit, address), times, references))


def _check_frame(live, exit, state, frame, innermost, held):
    """One frame; what it holds is counted in `held`."""
    facts, words, offset = state.code, live.words, live.offset
    code = words[frame + offset("_PyInterpreterFrame.f_executable") >> 3]
    if code != facts.id:
        raise Disorder("%s: the frame is of another code object" % _where(exit))
    at = words[frame + offset("_PyInterpreterFrame.instr_ptr") >> 3] - facts.address
    if at != state.offset:
        raise Disorder("%s: the frame goes on at %d, not at %d" % (_where(exit), at, state.offset))
    depth = live.peek.i32(frame + offset("_PyInterpreterFrame.stacktop")) - facts.nlocalsplus
    wanted = facts.bytecode.instructions[at].depth if innermost else len(state.stack)
    if depth != wanted:
        raise Disorder("%s: the stack is %d deep, not %d" % (_where(exit), depth, wanted))
    for slot in range(facts.nlocalsplus + depth):
        address = words[(frame + live.locals_base >> 3) + slot]
        if address:
            _check_object(live, exit, address)
            held[address] = held.get(address, 0) + 1


def _check_object(live, exit, address):
    """There is an object at an address: its type is one, and so is that type's type."""
    kind = address
    for _ in range(2):
        if kind & 7 or kind >> 47 or not kind:
            raise Disorder("%s: %#x is no address of an object" % (_where(exit), kind))
        if not live.peek.u32(kind + live.offset("PyObject.ob_refcnt")):
            raise Disorder("%s: the object at %#x has no references" % (_where(exit), kind))
        kind = live.type_address(kind)
    if not live.words[kind + live.offset("PyTypeObject.tp_flags") >> 3] & live.constant("Py_TPFLAGS_TYPE_SUBCLASS"):
        raise Disorder("%s: what lies at %#x is of no type" % (_where(exit), address))


def _name(live, exit, address):
    return "%s: the %s at %#x has too few references" % (_where(exit), type(live.object_at(address)).__name__, address)


def _where(exit):
    """The exit, for people."""
    frame = exit.resume.frames[-1]
    return "exit by %s at %s, offset %d" % (exit.guard, frame.code.place(frame.offset), frame.offset)
