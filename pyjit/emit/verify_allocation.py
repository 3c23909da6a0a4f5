"""Proof that an allocation is right: the Steps are executed with names in place of values.

Independent of how the allocator came to them: at each step it is known which value every register and slot holds. So every
operand must stand where its step reads it, every exit must say the truth about where values are, every input must be where its
label wants it, and nothing may outlive a call in a register that C code destroys. Only run when pyjit checks itself."""
import struct

from pyjit.backends import machine_frame
from pyjit.emit.moves import SLOT, XMM
from pyjit.patterns.define import F64, MICRO_OPS, Either
from pyjit.trace import ir
from pyjit.trace.ir import Const

WORD = (1 << 64) - 1


class Wrong(Exception):
    """A step does something else than its op says."""


def check(ops, steps, registers, inputs=()):
    """Raise Wrong unless the Steps do what the ops say. inputs: ((value, location), ...) at the start; registers: allocatable()."""
    _Checker(ops, steps, registers, inputs).run()


class _Checker:
    def __init__(self, ops, steps, registers, inputs):
        self.ops, self.steps, self.registers = ops, steps, registers
        self.allocatable = {*registers.gpr, *registers.xmm}
        self.scratch = registers.caller_saved - self.allocatable
        self.held = {}             # location -> the value that is there
        self.step = None
        for value, place in inputs:
            self.demand(place not in self.held, "two inputs are in %s", name(place))
            self.held[place] = identity(value)

    def run(self):
        waiting = iter(self.ops)
        for self.step in self.steps:
            if self.step.op is not None:
                self.skip_to(self.step.op, waiting)
            self.execute()
        self.skip_to(None, waiting)

    def demand(self, holds, rule, *words):
        if not holds:
            place = "before the first step" if self.step is None else line(self.step)
            raise Wrong("%s: %s, in:\n%s" % (place, rule % words, self.listing()))

    def listing(self):
        return "\n".join("%s %s" % ("->" if step is self.step else "  ", line(step)) for step in self.steps)

    def skip_to(self, wanted, waiting):
        """The ops come in their order. Left out are only those that do nothing but give a value."""
        for op in waiting:
            if op is wanted:
                return
            self.demand(op.micro.__class__ is not ir.Pseudo and op.micro.removable, "%r is missing before", op)
        self.demand(wanted is None, "this op is not the trace's, or comes too late")

    def execute(self):
        step = self.step
        if step.op is None:
            self.move()
        elif step.key in ("label", "jump"):
            self.transfer(step.op)
        elif step.key == "call":
            self.call(step.op)
        else:
            self.plain(step.op)

    # -- what is where -------------------------------------------------------------------------------------------------------

    def holds(self, place, value, what):
        held = self.held.get(place)
        self.demand(held is not None and held == identity(value), "%s should be %r, but %s holds %r",
                    what, value, name(place), held)

    def put(self, place, value):
        """A new value in a register that the allocator may use."""
        self.demand(place in self.allocatable, "%s is not the allocator's", name(place))
        self.held[place] = value

    def destroy(self, places):
        for place in places:
            self.held.pop(place, None)

    # -- steps of the allocator's own ----------------------------------------------------------------------------------------

    def move(self):
        """Moves, spills, reloads and constants. The scratch registers may be used for these."""
        key, values = self.step.key, self.step.values
        self.demand(key in MOVES, "a step without an op")
        target, source = MOVES[key](self, *values)
        self.held.pop(target, None)
        if key == "const_float":
            self.destroy([self.registers.scratch[0]])
        if source is not None:
            self.held[target] = source

    def moved(self, source):
        self.demand(source in self.held, "there is nothing in %s to be moved", name(source))
        return self.held[source]

    def register(self, number, bank):
        self.demand(0 <= number < XMM and (bank + number in self.allocatable or bank + number in self.scratch),
                    "this register is not free to be used")
        return bank + number

    def slot(self, disp):
        number, rest = divmod(disp - machine_frame.SPILLS, 8)
        self.demand(not rest and 0 <= number < machine_frame.SPILL_SLOTS, "there is no such slot")
        return SLOT + number

    # -- ops -----------------------------------------------------------------------------------------------------------------

    def plain(self, op):
        """A stencil: its operands are there, its exit tells the truth, its result is where the step puts it."""
        micro, numbers = op.micro, iter(self.step.values)
        self.demand(MICRO_OPS.get(micro.name) is micro, "no such op")
        key, out, sources = micro.name, None, []
        if micro.out is not None:
            out = self.register(next(numbers), bank(micro.out))
        for (operand, kind), value in zip(micro.operands, op.args, strict=True):
            if operand == micro.tied:
                self.holds(out, value, operand)
                continue
            number = next(numbers, None)
            self.demand(number is not None, "the step has too few values")
            if kind.bank is None or isinstance(kind, Either) and self.is_immediate(operand):
                key += "/" + operand if kind.bank else ""
                self.number(value, number, operand)
            else:
                sources.append(self.register(number, bank(kind)))
                self.holds(sources[-1], value, operand)
        self.demand(next(numbers, None) is None and self.step.key == key, "the step does not fit its op")
        self.demand(not (micro.early and out in sources), "the result is written before the operands are read")
        self.destroy(self.scratch)
        if micro.guard:
            self.destroy([out])
            self.leave(op.exit)
        if out is not None:
            self.put(out, op)

    def is_immediate(self, operand):
        """Does the step's form have a number in place of this operand?"""
        return operand in self.step.key.split("/")[1:]

    def number(self, value, number, operand):
        plain = value.value if isinstance(value, Const) else value
        self.demand(plain.__class__ in (int, bool) and plain == number, "%s should be %r", operand, value)

    def leave(self, exit):
        """Whatever the exit says of a value is so, and it says so of all that it needs."""
        for value, place in exit.where.items():
            self.holds(place, value, "what the exit finds")
        for value in exit.resume.values():
            self.demand(value in exit.where, "the exit does not know where %r is", value)

    def call(self, op):
        registers = self.registers
        target, args = (op.args[0], op.args[1:]) if op.micro.symbol == "*" else (op.micro.symbol, op.args)
        integers, floats = iter(registers.arguments), iter(registers.float_arguments)
        for value in args:
            self.holds(next(floats) if value.kind is F64 else next(integers), value, "an argument")
        self.demand(self.step.values == (target,), "another function is called")
        self.destroy(registers.caller_saved)
        if op.kind is not None:
            self.held[registers.float_result if op.kind is F64 else registers.result] = op

    def transfer(self, op):
        """A label or a jump: each input is where the label wants it. After a label nothing else exists."""
        label = op.label
        places = [label.where[value] for value in label.inputs]
        self.demand(len(set(places)) == len(places), "two inputs share a place")
        for wanted, value, place in zip(label.inputs, op.args, places, strict=True):
            self.demand(place >= SLOT or place in self.allocatable and (place >= XMM) is (wanted.kind is F64),
                        "%s is no place for %r", name(place), wanted)
            self.holds(place, value, "the input")
        if op.micro is ir.LABEL:
            self.held = dict(zip(places, label.inputs))


MOVES = {
    "move": lambda c, out, x: (c.register(out, 0), c.moved(c.register(x, 0))),
    "move_float": lambda c, out, x: (c.register(out, XMM), c.moved(c.register(x, XMM))),
    "spill": lambda c, x, disp: (c.slot(disp), c.moved(c.register(x, 0))),
    "spill_float": lambda c, x, disp: (c.slot(disp), c.moved(c.register(x, XMM))),
    "reload": lambda c, out, disp: (c.register(out, 0), c.moved(c.slot(disp))),
    "reload_float": lambda c, out, disp: (c.register(out, XMM), c.moved(c.slot(disp))),
    "const": lambda c, out, value: (c.register(out, 0), value & WORD),
    "const_small": lambda c, out, value: (c.register(out, 0), value & WORD),
    "const_float": lambda c, out, value: (c.register(out, XMM), value & WORD),
}


def identity(value):
    """What distinguishes a value: a constant is its bits."""
    if not isinstance(value, Const):
        return value
    if value.kind is F64:
        return struct.unpack("<Q", struct.pack("<d", value.value))[0]
    return value.value & WORD


def bank(kind):
    """The first location of the registers in which a kind lives."""
    return XMM if kind.bank == "xmm" else 0


def name(place):
    """A location in words."""
    if place >= SLOT:
        return "slot %d" % (place - SLOT)
    return "float register %d" % (place - XMM) if place >= XMM else "register %d" % place


def line(step):
    """A step in words."""
    text = "%s %s" % (step.key, ", ".join(map(str, step.values)))
    return text if step.op is None else "%s   for %%%x = %r" % (text, id(step.op) >> 4 & 0xFFFF, step.op)
