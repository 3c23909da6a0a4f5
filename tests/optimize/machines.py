"""Two interpreters of traces, to be compared: one takes a recording as it stands, value by value; the other runs what the
optimizer has made of it, on a frame, boxes with reference counts, and memory.

Both work on a World. Neither knows how the optimizer works: an op means what its micro-op's `meaning` says, and what has none
(the frame, boxes, calls) is written down here."""
from pyjit.optimize.regions import LASTING
from pyjit.patterns.define import BOOL, OBJ, Exit
from pyjit.patterns.families import M
from pyjit.trace import ir
from pyjit.trace.ir import MEMORY, Const

LOCALS = 72             # the place of the first local in the frame
LEAST = -1 << 63        # the int that fits a register, but which traces do not take out of its box
REGIONS = {"first": 0x10000, "second": 0x20000, "tuple": 0x30000}     # where the memory of each region begins: LASTING and not


THING = "the thing"


class Left(Exception):
    """A guard has failed: the op."""


class Host:
    """What the optimizer asks of the interpreter."""

    locals_base = LOCALS
    immortal_types = frozenset((id(bool),))

    def stack_base(self, facts):
        return LOCALS + 8 * facts.nlocalsplus

    def offset(self, name):
        return {"_PyInterpreterFrame.instr_ptr": 56}[name]

    def is_leaf(self, kind):
        return kind in (id(int), id(float), id(bool))

    def is_lasting(self, kind):
        return kind in (id(int), id(float), id(bool))

    def is_immortal(self, address):
        """The references of every object are counted here."""
        return False


class Facts:
    """The code that the traces belong to."""

    address, fields = 0x7000, 0

    def __init__(self, nlocalsplus):
        self.nlocalsplus, self.bytecode = nlocalsplus, self

    @staticmethod
    def in_comprehension(index):
        """Is a local a comprehension's variable?"""
        return False


class First:
    """An object's class that may change while code runs."""


class Second:
    """What it changes to."""


class World:
    """Memory, and what code that runs does to it. `seen`: what such code has seen of the locals, each time."""

    def __init__(self):
        self.cells, self.seen, self.thing = {}, [], First()

    def locals(self, values):
        """The locals at the start. THING stands for this world's object of a class that may change."""
        return [self.thing if value is THING else value for value in values]

    def load(self, address, size, signed=False):
        value = self.cells.get(address, address * 0x9E3779B97F4A7C15 >> 7 & 0xFF) & (1 << 8 * size) - 1
        return value - (1 << 8 * size) if signed and value >> 8 * size - 1 else value

    def store(self, address, size, value):
        self.cells[address] = value

    def run_code(self, locals):
        """Some code runs: it sees the locals and changes all memory, and now and then a class, that can be changed."""
        self.seen.append([described(value) for value in locals])
        if len(self.seen) % 3 == 0:
            self.thing.__class__ = Second if type(self.thing) is First else First
        for region, base in REGIONS.items():
            if region not in LASTING:
                for address in range(base, base + 0x100, 8):
                    self.cells[address] = len(self.seen) * 1000 + address


def described(value):
    """A value as a text that tells types, zeros and NaNs apart."""
    return "%s %r" % (type(value).__name__, value if isinstance(value, (int, float)) else None)


class Recorded:
    """Executes raw ops. A value of kind OBJ is the Python object itself; locals: a list of those; at_liberty: called with each
    op where the trace may leave if it likes, since no harm is done by going on."""

    def __init__(self, world, locals, at_liberty=lambda op: None):
        self.world, self.locals, self.values, self.at_liberty = world, list(locals), {}, at_liberty

    def run(self, ops):
        for op in ops:
            self.step(op)

    def value(self, op):
        if isinstance(op, Const):
            return op.object if op.kind in (OBJ, BOOL) else op.value
        return self.values[op]

    def step(self, op):
        """One op; its value."""
        args = [a if a.__class__ is int else self.value(a) for a in op.args]
        if op.micro is ir.OLD_LOCAL or op.micro is M.unbox_int and args[0] == LEAST:
            self.at_liberty(op)
        execute = RECORDED.get(op.micro)
        try:
            if execute is not None:
                self.values[op] = execute(self, *args)
            elif op.micro.is_call:
                self.values[op] = self.call(op)
            else:
                self.values[op] = meaning(op, self.world, args)
        except Exit:
            raise Left(op) from None
        return self.values[op]

    def call(self, op):
        if op.runs_code:
            self.world.run_code(self.locals)
        return len(self.world.seen)

    def set_local(self, index, value):
        self.locals[index] = value

    def guard_type(self, value, kind):
        if id(type(value)) != kind:
            raise Exit

    def unbox_int(self, value):
        if not LEAST <= value < -LEAST:
            raise Exit
        return value

    def stack(self, exit):
        """The values of a snapshot's stack."""
        return [self.value(ref.op) for ref in exit.frames[0].stack]


RECORDED = {
    ir.GET_LOCAL: lambda m, index: m.locals[index], ir.SET_LOCAL: Recorded.set_local,
    ir.OLD_LOCAL: lambda m, index, kind: None, ir.OLD_SHARED: lambda m, index: None,
    ir.KEEP: lambda m, value: value, ir.SAVE: lambda m, value: value,
    ir.OWN: lambda m, value: value, ir.BORROW: lambda m, value: value, ir.UNBORROW: lambda m, value: None,
    ir.LEND: lambda m, value: value, ir.RELEASE: lambda m, value: None, ir.FLUSH: lambda m, offset: None,
    M.guard_type: Recorded.guard_type, M.unbox_int: Recorded.unbox_int, M.unbox_float: lambda m, value: value,
    M.word_eq: lambda m, value, word: (id(value) if isinstance(value, bool) else value) == word}


def meaning(op, world, args):
    """What the micro-op's own meaning says."""
    micro = op.micro
    result = micro.meaning(world, *args) if micro.reads or micro.writes else micro.meaning(*args)
    return bool(result) if micro.out is BOOL else result


class Box:
    """An object: its Python value and how many references there are."""

    def __init__(self, value, count):
        self.value, self.count = value, count


class Optimised:
    """Executes the optimizer's ops. A value of kind OBJ is a Box, or 0 for NULL; frame: place -> Box or 0; constants: the boxes
    that the trace itself holds, by address."""

    def __init__(self, world, locals):
        self.world, self.nlocals, self.values, self.boxes, self.constants = world, len(locals), {}, [], {}
        self.frame = {LOCALS + 8 * index: self.box(value) for index, value in enumerate(locals)}

    # -- objects -------------------------------------------------------------------------------------------------------------

    def box(self, value):
        """A new reference to an object of that value."""
        self.boxes.append(Box(value, 1))
        return self.boxes[-1]

    def alive(self, box):
        assert isinstance(box, Box) and (box.count > 0 or type(box.value) is bool), "this object does not exist"
        return box

    def incref(self, box):
        self.alive(box).count += 1

    def decref(self, box):
        self.alive(box).count -= 1

    def xdecref(self, box):
        if box != 0:
            self.decref(box)

    # -- running -------------------------------------------------------------------------------------------------------------

    def run(self, ops):
        """All of them; what a jump or a label gives to its inputs is there afterwards."""
        for op in ops:
            if op.micro in (ir.LABEL, ir.JUMP):
                given = [self.value(a) for a in op.args]
                self.values = dict(zip(op.label.inputs, given))
            else:
                self.step(op)

    def value(self, op):
        if isinstance(op, Const):
            return self.box_of(op) if op.kind is OBJ else op.value
        return self.values[op]

    def box_of(self, const):
        if const.value not in self.constants:
            self.constants[const.value] = self.box(const.object)
        return self.constants[const.value]

    def step(self, op):
        args = [a if a.__class__ is int else self.value(a) for a in op.args]
        execute = OPTIMISED.get(op.micro)
        try:
            if execute is not None:
                result = execute(self, *args)
            elif op.micro.is_call:
                result = self.call(op)
            else:
                result = meaning(op, self.world, args)
        except Exit:
            raise Left(op) from None
        if op.kind is not None:
            self.values[op] = result

    def call(self, op):
        if op.runs_code:
            self.world.run_code(self.locals())
        return len(self.world.seen)

    def locals(self):
        return [self.local(index) for index in range(self.nlocals)]

    def local(self, index):
        return self.alive(self.frame[LOCALS + 8 * index]).value

    def guard_type(self, box, kind):
        if id(type(self.alive(box).value)) != kind:
            raise Exit

    def unbox_int(self, box):
        if not LEAST < self.alive(box).value < -LEAST:
            raise Exit
        return box.value

    def guard_set(self, box):
        if box == 0:
            raise Exit

    def guard_null_or_type(self, box, kind):
        if box != 0:
            self.guard_type(box, kind)

    def word_eq(self, box, word):
        return id(self.alive(box).value) == word

    def store_frame(self, disp, box):
        self.frame[disp] = box

    def drop_frame(self, disp):
        self.xdecref(self.frame[disp])
        self.frame[disp] = 0

    def flush(self, disp, value):
        self.xdecref(self.frame[disp])
        self.frame[disp] = self.box(value)

    def share(self, disp, other, value, kind):
        box = self.frame[disp]
        if box and box.value is value:
            self.incref(box)
            self.xdecref(self.frame[other])
            self.frame[other] = box

    # -- leaving -------------------------------------------------------------------------------------------------------------

    def leave(self, exit):
        """(locals, stack) as the interpreter finds them."""
        stack = [self.as_object(ref.op) for ref in exit.resume.frames[0].stack if ref.mode is not MEMORY]
        for value, count in exit.resume.due:
            for _ in range(count):
                self.incref(self.value(value))
        for index, value, _ in exit.resume.dirty:
            if value.kind is OBJ:
                self.drop_frame(LOCALS + 8 * index)
                self.store_frame(LOCALS + 8 * index, self.value(value))
            else:
                self.flush(LOCALS + 8 * index, self.as_object(value))
        self.account()
        return self.locals(), stack

    def account(self):
        """Every object has as many references as there are."""
        for box in [box for box in self.boxes if type(box.value) is not bool]:
            held = sum(other is box for other in (*self.frame.values(), *self.constants.values()))
            assert box.count == held, "%r has %d references, not %d" % (box.value, box.count, held)

    def as_object(self, op):
        """The Python value that the interpreter sees of a value."""
        value = self.value(op)
        return self.alive(value).value if op.kind is OBJ else bool(value) if op.kind is BOOL else value


OPTIMISED = {
    M.load_frame: lambda m, disp: m.frame[disp], M.store_frame: Optimised.store_frame,
    M.store_frame_const: lambda m, disp, value: m.frame.update({disp: value}), M.drop_frame: Optimised.drop_frame,
    M.flush_int: lambda m, disp, x, kind: m.flush(disp, x), M.flush_float: lambda m, disp, x, kind: m.flush(disp, x),
    M.flush_new_int: lambda m, disp, x, kind: m.flush(disp, x), M.flush_new_float: lambda m, disp, x, kind: m.flush(disp, x),
    M.flush_new_nan: lambda m, disp, x: None if x == x else m.flush(disp, x),
    M.share_int: Optimised.share, M.share_float: Optimised.share,
    M.flush_bool: lambda m, disp, x, false, true: m.flush(disp, bool(x)),
    M.incref: Optimised.incref, M.decref: Optimised.decref, M.decref_shared: Optimised.decref, M.xdecref: Optimised.xdecref,
    M.guard_type: Optimised.guard_type, M.guard_set: Optimised.guard_set, M.guard_null_or_type: Optimised.guard_null_or_type,
    M.unbox_int: Optimised.unbox_int, M.unbox_float: lambda m, box: m.alive(box).value, M.word_eq: Optimised.word_eq,
    M.box_int: lambda m, x: m.box(x), M.box_float: lambda m, x: m.box(x), M.box_bool: lambda m, x, false, true: m.box(bool(x))}
