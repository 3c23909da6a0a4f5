"""Makes up recordings of scalar code: what it emits is executed at once, so that every guard holds in the recorded pass."""
from machines import REGIONS, Facts, Left, Recorded

from pyjit.patterns.define import BOOL, F64, I64, OBJ, PTR
from pyjit.patterns.families import M
from pyjit.trace import ir
from pyjit.trace.ir import FIXED, LOCAL, OWNED, SCALARS, Const, FrameState, Op, Ref, Snapshot

INT_OPS = (
    "int_add", "int_sub", "int_mul", "int_and", "int_or", "int_xor", "int_floordiv", "int_mod", "int_lshift", "int_rshift")
FLOAT_OPS = ("float_add", "float_sub", "float_mul", "float_div")
COMPARED = ("lt", "le", "eq", "ne", "gt", "ge")
INTS, FLOATS = (0, 1, 2, 3, 8, -1, 10**6, (1 << 63) - 1), (0.0, 1.0, -1.5, 1e300, float("inf"))
VALUES = (*INTS, *FLOATS, True, False)
RATES = {"arithmetic": 6, "compare": 3, "branch": 3, "store": 3, "load": 5, "write": 3, "code": 1, "look": 1}


class Recording:
    """One recording. rng: a random.Random; offset: where its guards' offsets begin; known: {local: value} at its start."""

    def __init__(self, rng, world, locals, offset, known=()):
        self.rng, self.machine, self.offset, self.ops = rng, Recorded(world, locals), offset, []
        self.facts = Facts(len(locals))
        self.known, self.numbers = dict(known), []
        self.things = [index for index, value in enumerate(self.machine.locals) if value is world.thing]
        self.of_numbers = [index for index in range(len(locals)) if index not in self.things]
        self.bases = {region: [Const(PTR, base), Const(PTR, base)] for region, base in REGIONS.items()}

    # -- emission ------------------------------------------------------------------------------------------------------------

    def emit(self, micro, *args, region=None, runs_code=False):
        """The op, or None if it would have left."""
        op = Op(micro, args, self.snapshot() if micro.guard else None, region)
        op.line, op.runs_code = len(self.ops), runs_code
        try:
            self.machine.step(op)
        except Left:
            return None
        self.ops.append(op)
        return op

    def snapshot(self):
        """The way out of the next op, with some values on the stack."""
        held = [(value, OWNED) for value in self.numbers[-1:]] + [(value, LOCAL) for value in list(self.known.values())[:1]]
        stack = [Ref(value, FIXED if isinstance(value, Const) else mode) for value, mode in held]
        return Snapshot([FrameState(self.facts, self.offset + len(self.ops), stack)])

    def seen(self, op):
        """What the op gave in the recorded pass."""
        return self.machine.value(op)

    # -- values --------------------------------------------------------------------------------------------------------------

    def constant(self):
        value = self.rng.choice(VALUES)
        kind = BOOL if type(value) is bool else I64 if type(value) is int else F64
        return Const(kind, int(value) if kind is BOOL else value, value)

    def local(self, index):
        if index not in self.known:
            self.known[index] = self.emit(ir.GET_LOCAL, index)
        return self.known[index]

    def any_value(self):
        choice = self.rng.random()
        if choice < 0.25:
            return self.constant()
        if choice < 0.6 and self.numbers:
            return self.rng.choice(self.numbers)
        return self.local(self.rng.choice(self.of_numbers))

    def scalar(self, op):
        """An object as the number that it was seen to be."""
        if op.kind is not OBJ:
            return op
        kind = type(self.seen(op))
        self.emit(M.guard_type, op, id(kind))
        if kind is bool:
            return self.emit(M.word_eq, op, id(True))
        return self.emit(M.unbox_int if kind is int else M.unbox_float, op)

    def as_int(self, op):
        op = self.scalar(op)
        return self.emit(M.bool_to_int, op) if op is not None and op.kind is BOOL else op

    def as_float(self, op):
        op = self.as_int(op)
        return self.emit(M.int_to_float, op) if op is not None and op.kind is I64 else op

    # -- what programs do ----------------------------------------------------------------------------------------------------

    def run(self, length):
        actions = [name for name, rate in RATES.items() for _ in range(rate)]
        for _ in range(length):
            getattr(self, self.rng.choice(actions))()
        return self.ops

    def pair(self):
        """Two operands of the same kind, and whether they are floats."""
        x, y = self.scalar(self.any_value()), self.scalar(self.any_value())
        if x is None or y is None:
            return None
        floats = F64 in (x.kind, y.kind)
        convert = self.as_float if floats else self.as_int
        x, y = convert(x), convert(y)
        return None if x is None or y is None else (x, y, floats)

    def arithmetic(self):
        pair = self.pair()
        if pair is not None:
            x, y, floats = pair
            self.result(self.emit(getattr(M, self.rng.choice(FLOAT_OPS if floats else INT_OPS)), x, y))

    def compare(self):
        pair = self.pair()
        if pair is not None:
            x, y, floats = pair
            self.result(self.emit(getattr(M, ("float_" if floats else "int_") + self.rng.choice(COMPARED)), x, y))

    def result(self, op):
        if op is not None:
            self.numbers.append(op)

    def branch(self):
        truths = [op for op in self.numbers if op.kind is BOOL]
        if truths:
            truth = self.rng.choice(truths)
            if self.rng.random() < 0.3:
                truth = self.emit(M.bool_not, truth)
            self.emit(M.guard_true if self.seen(truth) else M.guard_false, truth)

    def store(self):
        """Into a local."""
        index, value = self.rng.choice(self.of_numbers), self.any_value()
        known = self.known.get(index)
        if known is None or known.kind not in SCALARS:
            self.emit(ir.OLD_LOCAL, index, id(type(self.machine.locals[index])))
        if value.kind is OBJ and not isinstance(value, Const):
            value = self.emit(ir.KEEP, value)
        self.emit(ir.SET_LOCAL, index, value, region="leaf")
        self.known[index] = value

    def place(self):
        """A region of memory, and its beginning as an operand: one of two, of which nobody knows that they are the same."""
        region = self.rng.choice(list(REGIONS))
        return region, self.rng.choice(self.bases[region])

    def load(self):
        region, base = self.place()
        self.result(self.emit(M.load_int, base, self.rng.choice((0, 8)), region=region))

    def write(self):
        region, base = self.place()
        value = self.as_int(self.any_value())
        if value is not None and value.kind is I64 and region != "tuple":
            self.emit(M.store_word, base, self.rng.choice((0, 8)), value, region=region)

    def look(self):
        """At the class of an object, which may change."""
        for index in self.things:
            thing = self.local(index)
            self.emit(M.guard_type, thing, id(type(self.seen(thing))))

    def code(self):
        """Code runs that may look at the frame and change what can be changed. It may also want a number as an object."""
        lend = self.rng.random() < 0.3
        given = self.emit(ir.LEND if lend else ir.BORROW, self.any_value())
        self.emit(ir.FLUSH, len(self.ops))
        self.result(self.emit(M.sign_extend, self.emit(M.call_word, 0x1234, given, runs_code=True)))
        if not lend:
            self.emit(ir.UNBORROW, given)
