"""The frames of a trace while it is recorded: the one that it was entered in, the root, and those of inlined calls."""
from pyjit.patterns.define import OBJ, PTR
from pyjit.trace.ir import FIXED, MEMORY, OWNED, Const

FUNCTION, CODE = -1, -2   # an inlined frame holds its function and its code object as if in locals of these indices


def is_null(op):
    """Is this the NULL that the interpreter puts on the stack, or has in an unbound local?"""
    return isinstance(op, Const) and op.kind is PTR and not op.value


def is_counted(ref):
    """Does dropping an entry or local change a reference count?"""
    return ref.mode in (OWNED, MEMORY) and ref.op.kind is OBJ


def is_at_risk(ref):
    """Is it a constant that may die as soon as code runs?"""
    return ref.mode is FIXED and isinstance(ref.op, Const) and ref.op.is_mortal


class Frame:
    """A frame of the trace.

    facts: the decoded bytecode of its code object; address: of the live interpreter frame (None until it is first seen); globals,
    builtins: the dicts it runs with; locals: index -> Ref, for the root only of those read or written so far; depth: its place among
    the trace's frames; given: was it there when the recording began; call: the CallInProgress, of an inlined frame's caller; answers:
    of a function that the interpreter asks by itself, what guards that its result, on top of the stack, is an answer; or None; handling:
    of an exception that is not made (see pyjit.lower.handling), or None; generator: the value whose frame it is, or None; bound: of
    that, locals of which this is known; stores: see pyjit.lower.resumed_frames.will_store()."""

    def __init__(self, facts, address, globals, builtins, depth=0, given=False):
        self.facts, self.address, self.depth, self.given, self.answers = facts, address, depth, given, None
        self.globals, self.builtins = globals, builtins
        self.stack, self.locals, self.call, self.offset, self.handling = [], {}, None, 0, None
        self.generator, self.bound, self.stores = None, set(), {}
