"""Registers for a trace: one backward walk finds what is used where, one forward walk assigns.

Before: ops in SSA form. After: a list of Steps, each one stencil with all operands decided; each exit knows where its values
are (Site.where). Locations are those of pyjit.emit.moves.

The forward walk evicts the value whose next use is farthest. A value is spilled at most once, since it never changes. A loop's
label fixes where its inputs are; the back edge brings them there again. Where the body had to evict invariant inputs, a second
attempt keeps those in slots from the start that only exits want; what is then still evicted is kept in slots by a third one."""
from pyjit.backends import machine_frame
from pyjit.emit import moves as moving
from pyjit.emit.moves import NUMBER, SLOT, XMM
from pyjit.patterns.define import F64, Either
from pyjit.trace import ir
from pyjit.trace.ir import Const

NEVER = 1 << 60


class TooMany(Exception):
    """More values at once than the machine frame has slots. (local, remedy: as a Mismatch has them.)"""

    local, remedy = None, "split the function"


class Step:
    """One stencil: its key in the table, operand values in order, and the op that it is for (None for moves)."""

    __slots__ = ("key", "values", "op")

    def __init__(self, key, values, op=None):
        self.key, self.values, self.op = key, values, op


def allocate(ops, registers, inputs=()):
    """Steps for a trace. inputs: ((value, location), ...) that an exit left behind; registers: of the backend."""
    keep_in_slots = set()
    while True:
        attempt = _Allocation(ops, registers, inputs, keep_in_slots)
        attempt.run()
        evicted = attempt.evicted - keep_in_slots
        if not evicted:
            return attempt.steps
        keep_in_slots |= attempt.idle - keep_in_slots or evicted


class _Allocation:
    def __init__(self, ops, registers, inputs, keep_in_slots):
        self.registers, self.keep_in_slots = registers, keep_in_slots
        self.steps, self.evicted = [], set()
        self.where = {}                     # value -> register
        self.holder = {}                    # register -> value
        self.slots = {}                     # value -> slot
        self.used_slots = set()
        self.label_where = {}
        self.invariant = set()              # the label's inputs that pass through the loop
        self.idle = set()                   # those that no op of the loop wants in a register
        self.free_gpr, self.free_xmm = list(registers.gpr), list(registers.xmm)
        for value, place in inputs:
            self.place(value, place)
        self.inputs = [value for value, _ in inputs]
        self.ops = self.look_back(ops)

    def place(self, value, place):
        """A value starts out at a location."""
        if place >= SLOT:
            self.slots[value] = place
            self.used_slots.add(place)
        else:
            self.hold(value, place)

    # -- the backward walk ---------------------------------------------------------------------------------------------------

    def look_back(self, ops):
        """Drop what nobody needs; note for each value the positions that want it in a register, last first, and for each position the
        values that end there."""
        for value in self.inputs:
            value.uses, value.last = [], -1
        for op in ops:
            op.uses, op.last = [], -1
            for a in op.args:
                if a.__class__ is not int:
                    a.uses, a.last = [], -1
            if op.micro is ir.LABEL:
                for value in op.label.inputs:
                    value.uses, value.last = [], -1
        kept, position, resume, ends = [], 2 * len(ops), None, {}
        self.next_call = [NEVER] * (position + 2)
        calls = NEVER
        for op in reversed(ops):
            micro = op.micro
            if op.last < 0 and micro.removable and micro.out is not None:
                continue
            position -= 1
            self.next_call[position] = calls
            if micro.is_call:
                calls = position
            for a in op.args:
                if a.__class__ is not int:
                    if micro is not ir.JUMP:   # it takes them from anywhere
                        a.uses.append(position)
                    if a.last < 0:
                        a.last = position
                        ends.setdefault(position, []).append(a)
            if op.exit is not None and op.exit.resume is not resume:   # else the guard after it needs the same
                resume = op.exit.resume
                for value in resume.values():
                    if value.uses is None:
                        value.uses, value.last = [], -1
                    if value.last < 0:
                        value.last = position
                        ends.setdefault(position, []).append(value)
            kept.append(op)
            if micro is ir.JUMP:
                for value, target in zip(op.args, op.label.inputs):
                    value.hint = target
        self.start, self.ends = position, ends
        kept.reverse()
        return kept

    # -- registers -----------------------------------------------------------------------------------------------------------

    def hold(self, value, register):
        self.where[value] = register
        self.holder[register] = value
        free = self.free_gpr if register < XMM else self.free_xmm
        if register in free:
            free.remove(register)

    def release(self, value):
        """The value needs its register no more."""
        register = self.where.pop(value, None)
        if register is not None:
            del self.holder[register]
            (self.free_gpr if register < XMM else self.free_xmm).append(register)

    def die(self, value):
        self.release(value)
        slot = self.slots.pop(value, None)
        if slot is not None:
            self.used_slots.discard(slot)

    def take(self, value, position, pinned):
        """A register for the value: the one it is wanted in later, one that survives the next call if it must, any free one,
        or the one whose holder is used farthest away."""
        xmm = value.kind is F64
        free = self.free_xmm if xmm else self.free_gpr
        if not free:
            self.evict(position, pinned, xmm)
        register = None
        hint = value.hint
        if hint is not None:
            wanted = self.label_where.get(hint)
            if wanted in free:
                register = wanted
        if register is None:
            register = free[-1]
            if not xmm:
                survive = value.last > self.next_call[position]
                for candidate in free:
                    if (candidate in self.registers.callee_saved) is survive:
                        register = candidate
                        break
        free.remove(register)
        self.where[value] = register
        self.holder[register] = value
        return register

    def evict(self, position, pinned, xmm):
        """Free one register of a bank."""
        victim, farthest = None, -1
        for register, value in self.holder.items():
            if (register >= XMM) is xmm and value not in pinned:
                uses = value.uses
                while uses and uses[-1] < position:
                    uses.pop()
                distance = uses[-1] if uses else NEVER
                if isinstance(value, Const):
                    distance += 8
                if distance > farthest:
                    victim, farthest = value, distance
        if victim in self.invariant:
            self.evicted.add(victim)
        self.spill(victim)
        self.release(victim)

    def spill(self, value):
        """Make sure that the value is in a slot (constants are made again instead)."""
        if value in self.slots or isinstance(value, Const):
            return
        slot = self.slots[value] = self.new_slot(self.label_where.get(value.hint, SLOT))
        self.step(*moving.copy(self.where[value], slot))

    def new_slot(self, wanted=SLOT):
        """A free slot: the one that is wanted, if it is one and free."""
        slot = max(wanted, SLOT)
        if slot in self.used_slots:
            slot = SLOT
        while slot in self.used_slots:
            slot += 1
        if slot >= SLOT + machine_frame.SPILL_SLOTS:
            raise TooMany("more than %d values are in use at once" % machine_frame.SPILL_SLOTS)
        self.used_slots.add(slot)
        return slot

    def step(self, key, values, op=None):
        self.steps.append(Step(key, values, op))

    def load(self, value, register):
        """Bring a value that has no register into one."""
        if isinstance(value, Const):
            self.step(*moving.constant(value, register))
        else:
            self.step(*moving.copy(self.slots[value], register))

    def need(self, value, position, pinned):
        """The value's register, after bringing it into one."""
        register = self.where.get(value)
        if register is None:
            register = self.take(value, position, pinned)
            self.load(value, register)
        return register

    # -- the forward walk ----------------------------------------------------------------------------------------------------

    def run(self):
        position = self.start
        for op in self.ops:
            micro = op.micro
            if micro is ir.LABEL:
                self.label(op, position)
            elif micro is ir.JUMP:
                self.jump(op)
            elif micro.is_call:
                self.call(op, position)
            else:
                self.plain(op, position)
            position += 1

    def plain(self, op, position):
        micro, args = op.micro, op.args
        operands, key, values = micro.operands, micro.name, []
        pinned = {a for a in args if a.__class__ is not int}
        tied = None
        for (name, kind), a in zip(operands, args):
            if a.__class__ is int:
                values.append(a)
                if kind.__class__ is Either:
                    key += "/" + name
            elif kind.__class__ is Either and isinstance(a, Const) and fits(a, kind.immediate):
                values.append(a.value)
                key += "/" + name
            elif name == micro.tied:
                tied = a
            else:
                values.append(self.need(a, position, pinned) & NUMBER)
        if tied is not None:
            self.tied(op, tied, position, pinned)
        elif micro.early or op.exit is not None:
            if micro.out is not None:
                self.take(op, position, pinned)
            if op.exit is not None:
                self.leave(op)
            self.bury(position)
        else:
            self.bury(position)
            if micro.out is not None:
                self.take(op, position, pinned)
        if micro.out is not None:
            values.insert(0, self.where[op] & NUMBER)
        self.step(key, values, op)
        if micro.out is not None and op.last <= position:
            self.die(op)

    def tied(self, op, x, position, pinned):
        """The result takes over x's register if x ends here; otherwise it gets a copy."""
        if op.exit is not None:
            wanted = op.exit.resume.values()
            ends = x.last <= position and x not in wanted
        else:
            ends = x.last <= position
        register = self.where.get(x)
        if ends and register is not None and not isinstance(x, Const):
            self.die(x)
            self.hold(op, register)
        else:
            target = self.take(op, position, pinned)
            if register is None:
                self.load(x, target)
            else:
                self.step(*moving.copy(register, target))
        if op.exit is not None:
            self.leave(op)
        self.bury(position)

    def bury(self, position):
        """Values end here, unless the loop goes on with them."""
        for value in self.ends.get(position, ()):
            if value.last <= position:
                self.die(value)

    def leave(self, op):
        """Where the values are when the guard leaves: all but its own."""
        op.exit.where = {**self.slots, **self.where}
        op.exit.where.pop(op, None)

    # -- calls ---------------------------------------------------------------------------------------------------------------

    def call(self, op, position):
        """Save what lives on, bring the arguments to where the C convention wants them, take the result from there."""
        micro, registers = op.micro, self.registers
        args = op.args[1:] if micro.symbol == "*" else op.args
        for register, value in list(self.holder.items()):
            if register in registers.caller_saved and value.last > position:
                if value in self.invariant and not isinstance(value, Const):
                    self.evicted.add(value)
                self.spill(value)
        integers, floats = iter(registers.arguments), iter(registers.float_arguments)
        self.bring([(a, next(floats) if a.kind is F64 else next(integers)) for a in args], registers.scratch_of_calls)
        self.step("call", (op.args[0] if micro.symbol == "*" else micro.symbol,), op)
        for register, value in list(self.holder.items()):
            if register in registers.caller_saved or value.last <= position:
                self.release(value)
        for value in [v for v in self.slots if v.last <= position]:
            self.die(value)
        if micro.out is not None and op.last > position:
            register = self.take(op, position, ())
            if register >= XMM:
                self.step(*moving.copy(registers.float_result, register))
            else:
                self.step(*moving.copy(registers.result, register))

    # -- labels --------------------------------------------------------------------------------------------------------------

    def label(self, op, position):
        """Fix where the loop's inputs are. An input takes over its value's place where that ends here."""
        label = op.label
        params = set(label.carried())
        order = [(value, given) for value, given in zip(label.inputs, op.args)]
        taken, places = set(), {}
        loop_calls = self.next_call[position] < NEVER
        for value, given in order:
            if value in self.keep_in_slots:
                continue
            register = self.where.get(given)
            if register is not None and register not in taken and not isinstance(given, Const) and not (
                    loop_calls and register in self.registers.caller_saved):
                places[value] = register
                taken.add(register)
        for value in label.inputs:
            if value in places:
                continue
            bank = self.registers.xmm if value.kind is F64 else self.registers.gpr
            choice = None
            if value not in self.keep_in_slots:
                for register in self.preferred(bank, loop_calls):
                    if register not in taken:
                        choice = register
                        break
            if choice is None:
                choice = self.new_slot()
            else:
                taken.add(choice)
            places[value] = choice
        self.bring([(given, places[value]) for value, given in order], self.registers.scratch)
        self.where, self.holder, self.slots = {}, {}, {}
        self.free_gpr, self.free_xmm = list(self.registers.gpr), list(self.registers.xmm)
        self.used_slots = set()
        for value, place in places.items():
            self.place(value, place)
            value.last = NEVER if value not in params else value.last
        self.invariant = {v for v in label.inputs if v not in params}
        self.idle = {v for v in label.inputs if not v.uses}
        label.where = places
        self.label_where = places
        self.step("label", (), op)

    def preferred(self, bank, loop_calls):
        """A bank's registers, those first that suit the loop."""
        if not loop_calls:
            return bank
        return sorted(bank, key=lambda r: r in self.registers.caller_saved)

    def bring(self, moves, spares):
        """Values to locations, all at once. moves: ((value, location), ...); spares: registers that may be used on the way."""
        sources = {}
        for value, place in moves:
            slot = self.slots.get(value)
            if slot == place:
                continue
            source = self.where.get(value, slot)
            sources[place] = value if source is None else source
        for key, values in moving.parallel(sources, spares, self.registers.via):
            self.step(key, values)

    def jump(self, op):
        """On to a label: its inputs to their places."""
        self.bring(zip(op.args, [op.label.where[v] for v in op.label.inputs]), self.registers.scratch)
        self.step("jump", (), op)


def fits(const, immediate):
    return immediate.bits == 64 or -1 << 31 <= const.value < 1 << 31
