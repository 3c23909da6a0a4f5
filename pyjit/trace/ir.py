"""The trace as data: ops in SSA form, constants, snapshots, exits.

An Op is one micro-op and, at the same time, the value that it computes. The lowerer makes raw ops, among them a few pseudo
ops that speak of the interpreter's frame; the optimizer turns these into the ops that are stitched."""
from pyjit.facts.mortal import Watch
from pyjit.patterns import families  # noqa: F401  registers the micro-ops
from pyjit.patterns.define import BOOL, F64, I64, OBJ

SCALARS = (I64, F64, BOOL)


class Pseudo:
    """An op that only the optimizer understands. `out` is the kind of its value."""

    pure = is_call = runs_code = removable = False
    reads = writes = ()
    guards = None

    def __init__(self, name, out=None, guard=False):
        self.name, self.out, self.guard = name, out, guard

    def __repr__(self):
        return self.name


GET_LOCAL = Pseudo("get_local", OBJ)      # (index): what the root's local holds; an object until proven a scalar
SET_LOCAL = Pseudo("set_local")           # (index, value): an object comes with its reference
UNSET_LOCAL = Pseudo("unset_local")       # (index): the local becomes NULL
TAKE_LOCAL = Pseudo("take_local")         # (index): its object's reference is the trace's, and the local becomes NULL
OLD_LOCAL = Pseudo("old_local", guard=True)   # (index, type): leave unless the local holds NULL or an object of this leaf type
OLD_SHARED = Pseudo("old_shared", guard=True)   # (index): leave unless the local holds NULL or an object with other references
GET_FIELD = Pseudo("get_field", I64)      # (depth, which): a number in the object at an entry of the root's stack (CodeFacts)
SET_FIELD = Pseudo("set_field")           # (depth, which, value)
SETTLE = Pseudo("settle")                 # (depth): the numbers in that object stand in memory: it is going elsewhere
GET_STACK = Pseudo("get_stack", OBJ)      # (depth): an entry of the root's stack that was there at entry
KEEP = Pseudo("keep", OBJ)                # (value): a reference of its own to an object; a scalar stays as it is
SAVE = Pseudo("save", OBJ)                # (value): as KEEP, before a local of the root changes that may have the number's box
OWN = Pseudo("own", OBJ)                  # (value): a reference of its own, as an object: a scalar is boxed
MOVE = Pseudo("move", OBJ)                # (value): the reference that KEEP gave, as an object: a scalar is boxed
BORROW = Pseudo("borrow", OBJ)            # (value): the value as an object for a moment; ends with UNBORROW
UNBORROW = Pseudo("unborrow")             # (borrowed)
LEND = Pseudo("lend", OBJ)                # (value): the value as an object; a box's own reference is given up at once
RELEASE = Pseudo("release")               # (value): drop a reference that the trace owns
FLUSH = Pseudo("flush")                   # (offset): the frame as the interpreter would have left it, before code may look
RETURN = Pseudo("return")                 # (offset, depth, value): the root returns an object there, with so many entries on the stack
PARAM = Pseudo("param")                   # a loop's label: a value that changes from pass to pass
LABEL = Pseudo("label")                   # (values): a loop's inputs get these; the body follows
JUMP = Pseudo("jump")                     # (values): on to a label's body with these
CONST = Pseudo("const")
NEW = Pseudo("new", OBJ)                  # (class, values of its first slots): a new object, with its reference: see New
NOT_MADE = Pseudo("not made", OBJ)        # an object that is not made before somebody looks: see NotMade
THING = Pseudo("thing", OBJ)              # what the optimizer has of an object, or of the box of a number, that is not made
NUMBER = Pseudo("number", OBJ)
UNMADE = THING, NUMBER
KEEPS = KEEP, SAVE


class Op:
    """One op of a trace and the value it gives.

    micro: its MicroOp or Pseudo; args: Ops, and plain ints where the micro-op has an immediate; kind: of the value, or None;
    exit: where a guard leaves to (a Snapshot in the raw trace, a Site afterwards); region: the memory that a load or store
    means (of a call: a tuple of those that it changes); runs_code, raises: what this instance of a call may do; now: what the
    optimizer has made of it in the current pass; type: the exact type (address) of an object that it has from birth; slot: of a
    load from the frame, which local (or -1 - depth of the stack); origin: of a raw GET_LOCAL, the origin of the number that the local
    holds (see origin_of), and of an op that has computed others before it, what stands for the last one; uses, last, hint: see
    pyjit.emit.allocate; label: of LABEL and JUMP; why: of a raw guard, words for where it leaves, or what another guard's exit expects (see
    pyjit.report.expectations); after: of a raw op that is only wanted if code has run, the ops that may run it."""

    __slots__ = ("micro", "args", "kind", "exit", "region", "runs_code", "now", "type", "hoist", "needed", "slot", "line",
                 "origin", "uses", "last", "hint", "label", "why", "after")

    def __init__(self, micro, args=(), exit=None, region=None, kind=None):
        self.micro, self.args, self.exit, self.region = micro, args, exit, region
        self.kind = micro.out if kind is None else kind
        self.runs_code = micro.runs_code
        self.now = self.type = self.slot = self.line = self.origin = self.uses = self.hint = self.why = self.after = None
        self.hoist = self.needed = False

    def let_go(self):
        """A trace that has had the value is no more: it refers to itself no longer. (Other traces may have it, too.)"""
        self.now = None

    def __repr__(self):
        return "%s(%s)" % (self.micro.name, ", ".join(
            str(a) if isinstance(a, int) else "%s" % a if isinstance(a, Const) else "%%%x" % (id(a) >> 4 & 0xFFFF)
            for a in self.args))


def origin_of(op):
    """The raw op that has computed a raw op's number. Two numbers of one origin are one object; two equal ones need not be."""
    while op.micro in KEEPS:
        op = op.args[0]
    return op.origin or op


def home_of(origin):
    """The index of the local of the root in whose slot the box of a carried number may be; None of a number that the trace has computed:
    it has no box but those that the trace makes."""
    return origin.args[0] if origin.micro is PARAM and origin.args else None


class Const(Op):
    """A constant: a number, or an object's address. held: the Python object, or the Watch of one that the program may let go of."""

    __slots__ = ("value", "held")

    def __init__(self, kind, value, held=None):
        super().__init__(CONST, (), kind=kind)
        self.value, self.held = value, held
        self.hoist = True

    @property
    def is_mortal(self):
        """May the object die while traces refer to it?"""
        return isinstance(self.held, Watch)

    @property
    def object(self):
        """The Python object; None if it has died."""
        return self.held() if self.is_mortal else self.held

    now = property(lambda self: self, lambda self, _: None)     # no reference to itself: that would be left to the collector

    def __repr__(self):
        # Not the object's own __repr__: that is the program's code.
        return object.__repr__(self.object) if self.kind is OBJ else repr(self.value)


# What stands on a trace's stack for an exception that is not made, and for the one that was handled before it (see Handling).
RAISED, BEFORE = (Const(OBJ, id(name), name) for name in ("an exception", "the exception before"))
MARKS = RAISED, BEFORE
HANDLED_NOW, RAISED_AGAIN, OVER = "handled", "raised again", "over"    # see Handling


class Shape:
    """What the objects of a class are made of, as far as a trace that does without one needs to know.

    cls: the class, a Const; items: how many items of variable size follow; slots: where an object has its references, in the order in
    which they go when it ends; known: {offset: the word that stands there from birth}; region_of: {offset of a slot: its region of
    memory}; insertion: where capacity, size and values of the inline values stand, if it has such (see note_insertion); numbers: where it
    has doubles, which are no objects; words: {offset: a word that whoever makes the object puts there}, and nobody changes."""

    def __init__(self, cls, items, slots, known, region_of, insertion=(), numbers=(), words=None):
        self.cls, self.items, self.slots, self.words = cls, items, slots, words or {}
        self.known = {**known, **self.words}
        self.region_of, self.insertion, self.numbers = region_of, insertion, numbers

    def is_like(self, other):
        """Are the objects of the same class, of the same size, and made with the same words?"""
        return self.cls.value == other.cls.value and self.items == other.items and self.words == other.words


class New(Op):
    """A raw NEW. Its values stand in the first slots, in the order of their offsets; those of a number, where it has doubles."""

    __slots__ = ("shape",)

    def __init__(self, shape, values=()):
        super().__init__(NEW, (shape.cls, *values))
        self.shape = shape


class NotMade(Op):
    """An object that does not exist, as it is at one moment. No list of ops contains it; an exit makes the real one, once for all who
    hold it. Never to be altered: the exits of a bytecode share it.

    parts: {offset: Ref}, each with a reference of its own (a double needs none); order: of the inline values that were set, by their
    indices."""

    __slots__ = ("shape", "parts", "order")

    def __init__(self, shape, parts, order=()):
        super().__init__(NOT_MADE)
        self.shape, self.parts, self.order = shape, parts, order

    def leaves(self):
        """Refs of the values that it takes to make it."""
        return [leaf for part in self.parts.values() for leaf in part.leaves()]

    def whole(self):
        """It, and the objects within it that are not made."""
        return [self] + [inner for part in self.parts.values() if part.op.micro is NOT_MADE for inner in part.op.whole()]


# How a stack entry or an inlined frame's local holds its object (scalars have no such thing).
OWNED = "owned"          # the trace has a reference, which moves along with the entry
LOCAL = "local"          # borrowed: a local of some frame of the trace keeps it alive
HEAP = "heap"            # borrowed: some container keeps it alive until the next effect
FIXED = "fixed"          # a constant of the trace
MEMORY = "memory"        # it still stands in the root's own stack, as it did at entry


class Ref:
    """A stack entry: a value and how it is held. owner: the (frame's depth, index) of the local that it borrows from; origin: of a
    number in the optimizer's values."""

    __slots__ = ("op", "mode", "owner", "origin")

    def __init__(self, op, mode, owner=None, origin=None):
        self.op, self.mode, self.owner, self.origin = op, mode, owner, origin

    def __repr__(self):
        return "%r:%s" % (self.op, self.mode)

    def settled(self, settle):
        """The same in the values of the optimizer's current pass. settle: gives (value, origin) of a raw value."""
        if self.mode is MEMORY:
            return self
        value, origin = settle(self.op)
        return Ref(value, self.mode, self.owner, origin)

    def leaves(self):
        """Refs of the values that it takes to put the entry into a frame: its own, or those of what is not made."""
        if self.mode is MEMORY:
            return []
        return self.op.leaves() if self.op.micro is NOT_MADE else [self]


GIVEN = -1


class Snapshot:
    """The frames of the raw trace at a bytecode's start, outermost first, for the guards of that bytecode.

    frames: FrameStates; fault: None, or (operands, raiser, present): on leaving, the interpreter finds `operands` entries on top
    of the stack, the one `raiser` from the top raising the pending exception; the topmost `present` entries here are released. If
    `present` is GIVEN, the topmost entry is what the bytecode has given already, and what is in the raiser's place gives it again.
    drops: objects made by the bytecode so far, whose references are given back, and what it has borrowed; line: the number of the
    line that begins here, if code has run in the one before; caught: of a fault, does an `except` of the innermost frame catch it, and has
    no code run that could have seen the frame; now: what Forward.resume() has last made of it."""

    __slots__ = ("frames", "fault", "drops", "line", "caught", "now")

    def __init__(self, frames, fault=None, drops=(), line=None):
        self.frames, self.fault, self.drops, self.line = frames, fault, drops, line
        self.caught, self.now = False, None


# What becomes of the result of a call in progress.
RESULT = "result"               # it is pushed
CALLABLE = "callable"           # so it is, with a NULL on it: it is about to be called
NOTHING = "nothing"             # it is dropped
ENTERED = "entered"             # it is pushed on the __exit__ of a with block, which goes if the callee raises
YIELDED = "yielded"             # what a generator hands out is pushed; if it ends instead, it goes, and the loop over it is over
SENT = "sent"                   # what a generator hands out is pushed, or, if it ends, what it returns, and another way taken
INSTANCE = "instance"           # it is None, and dropped: the new instance is on the stack, and goes if the callee raises


class CallInProgress:
    """A call that an inlined frame's caller is in: how many operands it has taken from the stack, which one of them (from the top)
    a raiser replaces if the callee raises, and what becomes of the result; plain: does the interpreter itself make it, so that whatever
    the callee raises is raised by the call?"""

    __slots__ = ("operands", "raiser", "deliver", "plain")

    def __init__(self, operands, raiser, deliver, plain=False):
        self.operands, self.raiser, self.deliver, self.plain = operands, raiser, deliver, plain


class Handling:
    """An exception that a frame handles and that is not made. kind: the address of its type; value: a Ref of what it is made of; offset:
    of the frame's bytecode that has raised it; left: Refs of what was on the stacks, as long as nothing has been done about it.

    unwound: the frames of calls that it has left, outermost first, which its traceback keeps; fault: (operands, raiser) of the bytecode
    that has raised it in the innermost of them, as in a Snapshot, or None if that is given the exception; name: the index of the local that
    stands for it, or None. state: is it being handled, on its way to another handler, or over, but for its name? Then finish() lets go of
    what it is made of."""

    __slots__ = ("kind", "value", "offset", "left", "unwound", "fault", "name", "state", "finish")

    def __init__(self, kind, value, offset, left=(), unwound=(), fault=None, name=None):
        self.kind, self.value, self.offset, self.left, self.unwound, self.fault = kind, value, offset, left, unwound, fault
        self.name, self.state, self.finish = name, HANDLED_NOW, None

    def refs(self):
        """The Refs of all that the exception keeps."""
        return [self.value] + [ref for frame in self.unwound for ref in frame.refs()]

    def settled(self, settle):
        """The same in the values of the optimizer's current pass."""
        return Handling(self.kind, self.value.settled(settle), self.offset, (), [frame.settled(settle) for frame in self.unwound],
                        self.fault, self.name)


class FrameState:
    """One frame of a snapshot. code: what is known of its code; offset: where it goes on; stack: Refs; locals: Refs or None (unbound)
    for an inlined frame, None for the root; function, executable: the Refs of an inlined frame's function and code object; call: the
    CallInProgress, of all but the innermost; names: the addresses of the dicts of an inlined frame's globals and builtins; pushed: of an
    inlined frame that stands in memory already, but for its stack: the constants of which it has no references yet; handling: None, or the
    Handling of an exception; resumed: is it that of the generator on top of its caller's stack?"""

    __slots__ = ("code", "offset", "stack", "locals", "function", "executable", "call", "names", "pushed", "handling", "resumed")

    def __init__(self, code, offset, stack, locals=None, function=None, executable=None, call=None, names=None, pushed=None, handling=None,
                 resumed=False):
        self.code, self.offset, self.stack, self.locals = code, offset, stack, locals
        self.function, self.executable, self.call, self.names, self.pushed = function, executable, call, names, pushed
        self.handling, self.resumed = handling, resumed

    def refs(self):
        """The Refs of everything that the frame holds."""
        held = *self.stack, *(self.locals or ()), self.function, self.executable, *(self.handling.refs() if self.handling else ())
        return [ref for ref in held if ref is not None]

    def settled(self, settle):
        """The same in the values of the optimizer's current pass."""
        return FrameState(self.code, self.offset, [ref.settled(settle) for ref in self.stack],
                          self.locals and [ref and ref.settled(settle) for ref in self.locals],
                          self.function and self.function.settled(settle),
                          self.executable and self.executable.settled(settle), self.call, self.names, self.pushed,
                          self.handling and self.handling.settled(settle), self.resumed)
