"""A number of the program is one object, wherever it is seen twice.

In a trace a number has no object before one is wanted. The first box that is made of it is its object from then on: whoever in the
trace holds the same number (the value of the same bytecode) gets that box, too. For the root's locals the optimizer sees to that,
since their boxes stand in the frame; here it is done for entries of the stacks, locals of inlined frames and items of tuples that are
not made."""
from pyjit.ir import KEEP, OWN, OWNED, Const, Ref, Virtual
from pyjit.patterns.define import F64, I64

TYPES = {I64: int, F64: float}


def is_number(op):
    """Is it a number without an object? (Constants have theirs, and there are two bools only.)"""
    return op.kind in TYPES and not isinstance(op, Const)


def holders(t, op, but=None):
    """The Refs that hold the number, other than `but` and the root's locals."""
    return [ref for frame in t.frames for ref in (frame.stack if frame is t.root else (*frame.stack, *frame.locals.values()))
            if ref is not None and ref is not but and ref.op is op]


def tuples_with(t, op, but=None):
    """The tuples that are not made of which the number is an item, other than `but`."""
    if not t.has_virtuals:
        return []
    return [virtual for virtual in t.virtuals() if any(item.op is op and item is not but for item in virtual.items)]


def is_sole(t, ref):
    """Is the entry, which is about to be used up, all that holds this number?"""
    op = ref.op
    if not is_number(op) or any(local is not None and local.op is op for local in t.root.locals.values()):
        return False
    return not holders(t, op, ref) and not tuples_with(t, op)


def is_held(t, ref):
    """Has anything but this entry the value that it has, a tuple that is not made?"""
    return bool(holders(t, ref.op, ref)) or any(local is not None and local.op is ref.op for local in t.root.locals.values())


def box_shared(t, ref):
    """Before an entry's number becomes an object: the object, if somebody else holds the number, too; else None. From then on the
    others have the object, and keep it alive; it is borrowed from them."""
    op = ref.op
    if not is_number(op):
        return None
    others, tuples = holders(t, op, ref), tuples_with(t, op, ref)
    if not others and not tuples:
        return None
    box = t.emit(OWN, op)
    box.type = id(TYPES[op.kind])
    references = spread(t, box)
    for other in others:
        other.op, other.mode, other.owner = next(references), OWNED, None
    for virtual in tuples:
        replace(t, virtual, Virtual([Ref(next(references), OWNED) if item.op is op else item for item in virtual.items]))
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


def replace(t, virtual, other):
    """A tuple that is not made takes the place of another one."""
    for ref in holders(t, virtual):
        ref.op = other
    for ref in t.root.locals.values():
        if ref is not None and ref.op is virtual:
            ref.op = other


def box_items(t, ref):
    """Before the tuple of an entry is made: its numbers that somebody else holds, or that it holds twice, become objects."""
    for i in range(len(ref.op.items)):
        op, ops = ref.op.items[i].op, [item.op for item in ref.op.items]
        if is_number(op) and (ops.count(op) > 1 or holders(t, op) or len(tuples_with(t, op)) > 1):
            box_shared(t, Ref(op, OWNED))
