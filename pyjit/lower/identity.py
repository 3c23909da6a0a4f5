"""A number of the program is one object, wherever it is seen twice.

In a trace a number has no object before one is wanted. The first box that is made of it is its object from then on: whoever in the
trace holds the same number (the value of the same bytecode) gets that box, too. For the root's locals the optimizer sees to that,
since their boxes stand in the frame; here it is done for entries of the stacks and locals of inlined frames."""
from pyjit.patterns.define import F64, I64
from pyjit.trace.ir import KEEP, OWN, OWNED, Const

TYPES = {I64: int, F64: float}


def is_number(op):
    """Is it a number without an object? (Constants have theirs, and there are two bools only.)"""
    return op.kind in TYPES and not isinstance(op, Const)


def holders(t, op, but=None):
    """The Refs that hold the number, other than `but` and the root's locals."""
    held = [ref for frame in t.frames for ref in (frame.stack if frame is t.root else (*frame.stack, *frame.locals.values()))]
    return [ref for ref in (*held, *t.in_hand) if ref is not None and ref is not but and ref.op is op]


def is_sole(t, ref):
    """Is the entry, which is about to be used up, all that holds this number?"""
    op = ref.op
    if not is_number(op) or any(local is not None and local.op is op for local in t.root.locals.values()):
        return False
    return not holders(t, op, ref)


def box_shared(t, ref):
    """Before an entry's number becomes an object: the object, if somebody else holds the number, too; else None. From then on the
    others have the object, and keep it alive; it is borrowed from them."""
    op = ref.op
    if not is_number(op):
        return None
    others = holders(t, op, ref)
    if not others:
        return None
    box = t.emit(OWN, op)
    box.type = id(TYPES[op.kind])
    references = spread(t, box)
    for other in others:
        other.op, other.mode, other.owner = next(references), OWNED, None
    if len(t.frame.stack) == t.instruction.depth:
        t.saved = None   # the guards to come leave with the object
    return box


def spread(t, box):
    """The reference that a new box came with, and then as many others as are wanted."""
    yield box
    while True:
        kept = t.emit(KEEP, box)
        kept.type = box.type
        yield kept
