"""Makes up optimised traces of every shape for the allocator: any micro-ops on any values that exist, guards with ways out,
calls, labels, inputs in any places. They compute nothing sensible, but every rule of the IR holds."""
from types import SimpleNamespace

from pyjit.emit.moves import SLOT, XMM
from pyjit.emit.verify_allocation import MOVES
from pyjit.optimize.loop import Label
from pyjit.optimize.verify import ARGUMENTS, IMMEDIATES, OWN_REGION, STORED, TAKES
from pyjit.patterns.define import BOOL, F64, I64, MICRO_OPS, OBJ, PTR, Either, Immediate
from pyjit.patterns.families import M
from pyjit.trace import ir
from pyjit.trace.ir import FIXED, OWNED, Const, FrameState, Op, Ref
from pyjit.trace.resume import Resume, Site

KINDS = (I64, F64, BOOL, OBJ, PTR)
OPS = [op for op in MICRO_OPS.values() if op.stencils and op.name not in MOVES and not op.name.startswith("exit_")]
CALLS = [op for op in MICRO_OPS.values() if op.symbol]
INTS = (0, 1, -1, 7, (1 << 31) - 1, 1 << 31, -1 << 31, (-1 << 31) - 1, (1 << 63) - 1, -1 << 63)
FLOATS = (0.0, -0.0, 1.5, float("inf"), float("nan"))
OBJECTS = (None, (), "text", 10**30)
ROOT = SimpleNamespace(nlocalsplus=16)   # what an exit needs to know of a code object


class Maker:
    """Makes one trace. rng: a random.Random, which may be hypothesis's."""

    def __init__(self, rng):
        self.rng, self.ops, self.values = rng, [], {kind: [] for kind in KINDS}

    # -- values --------------------------------------------------------------------------------------------------------------

    def new(self, op):
        """The op's value exists from now on."""
        if op.kind is not None:
            self.values[op.kind].append(op)
        return op

    def constant(self, kind):
        rng = self.rng
        if kind is F64:
            value = rng.choice(FLOATS)
            return Const(F64, value, value)
        if kind is OBJ:
            value = rng.choice(OBJECTS)
            return Const(OBJ, id(value), value)
        return Const(kind, rng.choice((0, 1)) if kind is BOOL else rng.choice(INTS))

    def value(self, kinds):
        """Any value of one of these kinds: one that exists, or a constant."""
        there = [value for kind in kinds for value in self.values[kind]]
        if there and self.rng.random() < 0.85:
            return self.rng.choice(there)
        return self.constant(self.rng.choice(kinds))

    def all_values(self):
        return [value for values in self.values.values() for value in values]

    # -- ops -----------------------------------------------------------------------------------------------------------------

    def step(self):
        """One op more."""
        if self.rng.random() < 0.1:
            self.call(self.rng.choice(CALLS))
        else:
            self.plain(self.rng.choice(OPS))

    def plain(self, micro):
        args = [self.operand(micro, name, kind) for name, kind in micro.operands]
        region = "some memory" if OWN_REGION in micro.reads + micro.writes else None
        self.ops.append(self.new(Op(micro, tuple(args), self.way_out() if micro.guard else None, region)))

    def operand(self, micro, name, kind):
        if isinstance(kind, Either):
            if self.rng.random() < 0.3:
                return self.immediate(kind.immediate)
            kind = kind.kind
        if isinstance(kind, Immediate):
            return self.immediate(kind)
        return self.value((STORED if micro.writes and name == "x" else TAKES)[kind])

    def immediate(self, immediate):
        least, greatest = IMMEDIATES[immediate.bits]
        return self.rng.choice((0, 1, 8, -8, least, greatest))

    def call(self, micro):
        if micro.symbol != "*":
            self.plain(micro)
            return
        args = [self.value(KINDS) for _ in range(self.rng.randrange(ARGUMENTS["gpr"] + 1))]
        self.ops.append(self.new(Op(micro, (0x123456, *args))))

    def way_out(self):
        """An exit that needs some of the values that exist."""
        there = [value for value in self.all_values() if value.kind is not PTR]
        wanted = [self.rng.choice(there) for _ in range(self.rng.choice((0, 1, 2, 5)))] if there else []
        dirty = [(index, value, value) for index, value in enumerate(wanted) if value.kind in ir.SCALARS]
        stack = [Ref(value, OWNED) for value in wanted if value.kind is OBJ] + [Ref(self.constant(OBJ), FIXED)]
        return Site(Resume([FrameState(ROOT, 0, stack)], tuple(dirty)), M.guard_true)

    # -- inputs, labels, jumps -----------------------------------------------------------------------------------------------

    def inputs(self, registers, count):
        """Values that an exit has left anywhere."""
        places = [*registers.gpr, *registers.xmm, *range(SLOT, SLOT + 12)]
        self.rng.shuffle(places)
        given = []
        for place in places[:count]:
            kinds = KINDS if place >= SLOT else (F64,) if place >= XMM else (I64, BOOL, OBJ, PTR)
            given.append((self.new(Op(ir.PARAM, (), kind=self.rng.choice(kinds))), place))
        return given

    def label(self, count, params):
        """A loop begins: with `count` inputs, the first `params` of which change from pass to pass."""
        given = [self.value(KINDS) for _ in range(count)]
        inputs = [Op(ir.PARAM, (index,), kind=value.kind) for index, value in enumerate(given)]
        label = Label(0, 0, dict(enumerate(inputs[:params])), set())
        label.inputs = tuple(inputs)
        self.ops.append(Op(ir.LABEL, tuple(given)))
        self.ops[-1].label = label
        self.values = {kind: [] for kind in KINDS}
        for value in inputs:
            self.new(value)
        return label

    def jump(self, label, invariants=()):
        """To a label. The loop's own invariants stay what they are."""
        given = [value if value in invariants else self.value((value.kind,)) for value in label.inputs]
        self.ops.append(Op(ir.JUMP, tuple(given)))
        self.ops[-1].label = label


def elsewhere(rng, registers, count):
    """A label of another trace, which has fixed where it wants its inputs."""
    given = Maker(rng).inputs(registers, count)
    label = Label(0, 0, {}, set())
    label.inputs = tuple(value for value, _ in given)
    label.where = dict(given)
    return label


def root(rng, registers, length, count):
    """A loop that the interpreter enters. As all of these: (ops, inputs)."""
    return loop(Maker(rng), length, count), ()


def bridge_to_loop(rng, registers, length, count):
    """A loop that begins at an exit."""
    maker = Maker(rng)
    inputs = maker.inputs(registers, rng.randrange(30))
    return loop(maker, length, count), inputs


def bridge(rng, registers, length, count):
    """From an exit to the loop of another trace."""
    maker = Maker(rng)
    inputs = maker.inputs(registers, rng.randrange(30))
    steps(maker, length)
    maker.jump(elsewhere(rng, registers, count))
    return maker.ops, inputs


SHAPES = (root, bridge_to_loop, bridge)


def loop(maker, length, count):
    """An entry, a label with `count` inputs and a body."""
    steps(maker, length)
    params = maker.rng.randrange(count + 1)
    label = maker.label(count, params)
    steps(maker, length)
    maker.jump(label, label.inputs[params:])
    return maker.ops


def steps(maker, length):
    for _ in range(maker.rng.randrange(length)):
        maker.step()
