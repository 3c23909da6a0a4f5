"""The rules of the IR, checked: of a raw trace as it is recorded, of what a pass makes of each raw op, and of the ops that are
stitched.

Every operand is defined before it is used and of a kind that the op can take, every number fits its instruction, every guard
has a way out whose values exist, every load and store says which memory it means. An op that breaks a rule would be a crash or
a wrong result of the program; here it is an error that shows the whole listing. Only run when pyjit checks itself."""
from pyjit.optimize.references import NULL
from pyjit.patterns.define import BOOL, F64, I64, MICRO_OPS, OBJ, PTR, Either, Immediate
from pyjit.trace import ir
from pyjit.trace.ir import FIXED, HEAP, LOCAL, MEMORY, OWNED, SCALARS, Const, Pseudo, Ref, Snapshot
from pyjit.trace.resume import Site

# What an operand of each kind takes: only an object has a type and a count, but any object is a word. A stored number is one, too.
TAKES = {I64: (I64,), F64: (F64,), BOOL: (BOOL,), OBJ: (OBJ,), PTR: (PTR, OBJ)}
STORED = {**TAKES, PTR: (PTR, OBJ, I64)}
RANGES = {I64: (-1 << 63, (1 << 63) - 1), BOOL: (0, 1), OBJ: (1, (1 << 64) - 1), PTR: (-1 << 63, (1 << 64) - 1)}
IMMEDIATES = {32: (-1 << 31, (1 << 31) - 1), 64: (-1 << 63, (1 << 64) - 1)}
OWN_REGION = "the instance's region"
ARGUMENTS = {"gpr": 6, "xmm": 8}      # how many a C function takes in registers
MODES = (OWNED, LOCAL, HEAP, FIXED)

INDEX, VALUE, OBJECT, TYPE = "index", "value", "object", "type"
PSEUDO_OPERANDS = {
    ir.GET_LOCAL: (INDEX,), ir.SET_LOCAL: (INDEX, VALUE), ir.UNSET_LOCAL: (INDEX,), ir.TAKE_LOCAL: (INDEX,),
    ir.OLD_LOCAL: (INDEX, TYPE), ir.OLD_SHARED: (INDEX,), ir.GET_STACK: (INDEX,), ir.GET_FIELD: (INDEX, INDEX),
    ir.SET_FIELD: (INDEX, INDEX, VALUE), ir.SETTLE: (INDEX,), ir.KEEP: (VALUE,), ir.SAVE: (VALUE,),
    ir.OWN: (VALUE,), ir.MOVE: (VALUE,), ir.BORROW: (VALUE,), ir.LEND: (VALUE,), ir.UNBORROW: (OBJECT,),
    ir.RELEASE: (OBJECT,), ir.FLUSH: (INDEX,), ir.RETURN: (INDEX, INDEX, VALUE)}
OLD_LOCALS = ("leaf", "kept", "object")      # a SET_LOCAL's or UNSET_LOCAL's region: what it overwrites, if not NULL
PUTS = tuple(MICRO_OPS["put_%s_%s" % pair] for pair in (("int", "field"), ("int", "at"), ("float", "field"), ("float", "at")))


class Broken(Exception):
    """A rule does not hold: which, of which op, and all the ops."""


def check_recording(ops, given=()):
    """A recording. given: values that exist before it (what an exit has left)."""
    _Raw(ops, given).run()


def check_pass(raw):
    """What the latest pass has made of each raw op: a number stays one of its kind; an object may turn out to be a number."""
    for op in raw:
        if op.kind is None or op.after is not None and op.now is None:
            continue
        now = op.now
        if now is None or now.kind is not op.kind and not (op.kind is OBJ and (now.kind in SCALARS or now is NULL)):
            raise Broken("%s has become %s in:\n%s" % (_named(op), now and _named(now), listing(raw)))


def check(ops, given=()):
    """The ops for the allocator: entry, label, body and jump. given: values that an exit has left."""
    _Optimised(ops, given).run()


class _Checker:
    """The walk over a list of ops. `defined` holds the values that exist at the moment."""

    def __init__(self, ops, given):
        self.ops, self.defined, self.op = ops, set(given), None

    def run(self):
        for self.op in self.ops:
            self.check()
            if self.op.kind is not None:
                self.demand(self.op not in self.defined, "it is computed twice")
                self.defined.add(self.op)

    def demand(self, holds, rule):
        if not holds:
            raise Broken("%s: %s, in:\n%s" % (_named(self.op), rule, listing(self.ops)))

    def value(self, value, kinds, what):
        """An operand, an exit's value: is it there, and of one of these kinds?"""
        if isinstance(value, Const):
            self.constant(value, what)
        else:
            self.demand(value in self.defined, "%s %s does not exist here" % (what, _named(value)))
        self.demand(value.kind in kinds, "%s is %r, not %s" % (what, value.kind, " or ".join(map(repr, kinds))))

    def constant(self, const, what):
        if const.kind is F64:
            self.demand(type(const.value) is float, "%s is a float constant of %r" % (what, const.value))
            return
        least, greatest = RANGES[const.kind]
        self.demand(isinstance(const.value, int) and least <= const.value <= greatest,
                    "%s: a %r constant cannot be %r" % (what, const.kind, const.value))
        if const.kind is OBJ:
            self.demand(const.value == id(const.object) or const.is_mortal and const.object is None,
                        "%s: a constant's address is not its object's" % what)

    def immediate(self, value, immediate, what):
        least, greatest = IMMEDIATES[immediate.bits]
        self.demand(value.__class__ is int and least <= value <= greatest, "%s %r does not fit %r" % (what, value, immediate))

    def operands(self):
        """The operands of a registered micro-op."""
        op, micro = self.op, self.op.micro
        self.demand(MICRO_OPS.get(micro.name) is micro, "this is no micro-op")
        if micro.symbol == "*":
            self.demand(op.args and op.args[0].__class__ in (int, str), "a call needs a target")
            self.arguments(op.args[1:])
            return
        self.demand(len(op.args) == len(micro.operands), "it takes %d operands" % len(micro.operands))
        for (name, kind), value in zip(micro.operands, op.args):
            self.operand(name, kind, value)

    def operand(self, name, kind, value):
        if isinstance(kind, Either):
            if value.__class__ is int:
                self.immediate(value, kind.immediate, name)
                return
            kind = kind.kind
        if isinstance(kind, Immediate):
            self.immediate(value, kind, name)
            return
        self.demand(isinstance(value, ir.Op), "%s must be a value" % name)
        self.value(value, (STORED if self.op.micro.writes and name == "x" else TAKES)[kind], name)

    def arguments(self, values):
        """Those of a C call."""
        banks = {"gpr": 0, "xmm": 0}
        for value in values:
            self.demand(isinstance(value, ir.Op), "an argument must be a value")
            self.value(value, (I64, F64, BOOL, OBJ, PTR), "the argument")
            banks[value.kind.bank] += 1
        self.demand(all(banks[bank] <= most for bank, most in ARGUMENTS.items()), "too many arguments for registers")

    def properties(self, way_out):
        """Kind, exit, region and effects fit the micro-op."""
        op, micro = self.op, self.op.micro
        self.demand(op.kind is micro.out, "its value is %r, not %r" % (op.kind, micro.out))
        self.demand(isinstance(op.exit, way_out) if micro.guard else op.exit is None,
                    "a guard needs a way out" if micro.guard else "only a guard has a way out")
        if OWN_REGION in micro.reads + micro.writes:
            self.demand(isinstance(op.region, str), "it does not say which memory it means")
        if micro.is_call:
            self.demand(op.region is None or type(op.region) is tuple, "a call names the memory that it changes in a tuple")
        self.demand(op.type is None or op.kind is OBJ, "only an object has a type")

    def frames(self, frames):
        """The frames of a way out."""
        self.demand(frames, "the way out leads to no frame")
        for i, frame in enumerate(frames):
            self.demand((frame.locals is None) is (i == 0 or frame.pushed is not None or frame.resumed),
                        "an inlined frame has locals, the root's stay in its frame, and a pushed one's or a generator's in memory")
            self.demand((frame.function is None) is (frame.locals is None), "a frame with locals in the trace has its function there")
            self.demand(i == len(frames) - 1 or frame.call is not None, "a frame with a call in progress says what is called")
            for ref in frame.refs():
                if ref.mode is not MEMORY:
                    self.ref(ref)
            if i and not frame.resumed:
                self.demand(all(ref.mode is not MEMORY for ref in frame.stack), "only the root, or a generator, has a stack of its own")

    def ref(self, ref):
        """A stack entry or local in a way out."""
        self.demand(ref.mode in MODES, "a way out holds a value as %r" % ref.mode)
        if ref.op.micro is ir.NOT_MADE:
            for part in ref.op.parts.values():
                self.demand(part.mode is OWNED, "what is not made borrows")
                self.ref(part)
            return
        null = isinstance(ref.op, Const) and ref.op.kind is PTR and ref.op.value == 0
        self.value(ref.op, (PTR,) if null else (I64, F64, BOOL, OBJ), "the way out's value")


class _Raw(_Checker):
    def __init__(self, ops, given):
        super().__init__(ops, given)
        self.borrowed = set()

    def run(self):
        super().run()
        self.demand(not self.borrowed, "something is borrowed and not given back")

    def check(self):
        if isinstance(self.op.micro, Pseudo):
            self.pseudo()
            return
        self.operands()
        self.properties(Snapshot)
        if self.op.exit is not None:
            self.frames(self.op.exit.frames)
            for value in self.op.exit.drops:
                self.value(value, (OBJ,), "what the way out drops")

    def operand(self, name, kind, value):
        """A recording may put a number into a box's place that comes in a box of its own."""
        if self.op.micro in PUTS and kind in SCALARS and value.kind is OBJ:
            kind = OBJ
        super().operand(name, kind, value)

    def pseudo(self):
        op = self.op
        if op.micro is ir.NEW:
            for value in op.args[1:]:
                self.value(value, (F64,) if op.shape.numbers else (OBJ,), "the new object's value")
            return
        wanted = PSEUDO_OPERANDS.get(op.micro)
        self.demand(wanted is not None and len(op.args) == len(wanted), "this does not belong into a recording")
        self.demand((op.exit is not None) is op.micro.guard, "a guard, and only a guard, has a way out")
        for what, value in zip(wanted, op.args):
            if what in (INDEX, TYPE):
                self.demand(value.__class__ is int and value >= 0, "%r is no position" % value)
            else:
                self.value(value, (OBJ,) if what is OBJECT else (I64, F64, BOOL, OBJ), "the operand")
        if op.micro in (ir.SET_LOCAL, ir.UNSET_LOCAL):
            self.demand(op.region in OLD_LOCALS, "it does not say what it overwrites")
        elif op.micro is ir.BORROW:
            self.borrowed.add(op)
        elif op.micro is ir.UNBORROW:
            self.demand(op.args[0] in self.borrowed, "it is not borrowed")
            self.borrowed.remove(op.args[0])


class _Optimised(_Checker):
    def run(self):
        super().run()
        self.demand(self.op is not None and self.op.micro is ir.JUMP, "the last op must be a jump")
        self.demand([op.micro for op in self.ops].count(ir.JUMP) == 1, "there is one jump")

    def check(self):
        op = self.op
        if op.micro in (ir.LABEL, ir.JUMP):
            self.inputs()
            return
        self.operands()
        self.properties(Site)
        if op.exit is not None:
            self.way_out()

    def inputs(self):
        """A label or a jump: each input gets a value of its kind. What a label does not take does not exist after it."""
        op, label = self.op, self.op.label
        self.demand(len(op.args) == len(label.inputs), "the label has %d inputs" % len(label.inputs))
        for wanted, value in zip(label.inputs, op.args):
            self.value(value, (wanted.kind,), "the input")
        if op.micro is ir.LABEL:
            self.demand(len(set(label.inputs)) == len(label.inputs), "an input comes twice")
            self.defined = set(label.inputs)

    def way_out(self):
        resume = self.op.exit.resume
        self.frames(resume.frames)
        for index, value, _ in resume.dirty:
            if value.micro is ir.NOT_MADE:
                self.ref(Ref(value, OWNED))
                continue
            self.value(value, (PTR,) if value is NULL else (*SCALARS, OBJ), "local %d" % index)
        for base, _, _, ref in resume.stores:
            self.value(base, (OBJ,), "an object that is to hold a number")
            self.ref(ref)
        for value, count in resume.due:
            self.value(value, (OBJ,), "an object with references that are due")
            self.demand(count > 0, "nothing is due")


def listing(ops):
    """The ops as text, one a line."""
    return "\n".join("  %s" % _line(op) for op in ops)


def _line(op):
    text = "%s %s" % (op.micro.name, ", ".join(_named(a) for a in op.args))
    if op.kind is not None:
        text = "%s:%r = %s" % (_name(op), op.kind, text)
    if isinstance(op.region, str):
        text += " [%s]" % op.region
    if op.exit is not None:
        text += " or leave with %s" % ", ".join(_named(value) for value in leaving(op.exit))
    return text


def leaving(exit):
    """What a way out needs: of a Site, or of a Snapshot."""
    if isinstance(exit, Site):
        return exit.resume.values()
    return [leaf.op for frame in exit.frames for ref in frame.refs() for leaf in ref.leaves()]


def _named(value):
    if isinstance(value, Const):
        return repr(value)
    return "%s %s" % (value.micro.name, _name(value)) if isinstance(value, ir.Op) else str(value)


def _name(op):
    return "%%%x" % (id(op) >> 4 & 0xFFFFFF)
