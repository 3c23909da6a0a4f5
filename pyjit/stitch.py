"""Steps to machine code: stencils are put one after another with their holes filled, and linked into code memory.

Guards jump to a stub each, behind the code, which names the exit; the table of exits says where its code is. When a bridge exists,
the guard's jump leads there directly."""


STUB = 48   # bytes that an exit's stub takes at most, with its share of alignment


class Code:
    """Code on its way into memory: bytes, and what must be linked once its address is known."""

    def __init__(self, backend):
        self.backend, self.buffer = backend, bytearray()
        self.relocations = []      # (offset, kind, target address or (label name,))
        self.labels = {}

    def put(self, key, values, targets=None, exits=None):
        """One stencil. targets: {branch name: address or label}; exits: a label, for guards."""
        stencil = self.backend.stencil(key)
        base = len(self.buffer)
        self.buffer += stencil.instance(values)
        for at in stencil.exits:
            self.relocations.append((base + at, "branch", exits))
        for at, name in stencil.branches:
            self.relocations.append((base + at, "branch", targets[name]))
        for at, symbol in stencil.calls:
            self.relocations.append((base + at, "call", symbol))
        return base

    def mark(self, label):
        self.labels[label] = len(self.buffer)

    def link(self, memory, symbols):
        """Write the code into memory and give its address. symbols: from the name of a C function or routine to its address."""
        address = memory.allocate(len(self.buffer))
        self.write(memory, symbols, address)
        return address

    def write(self, memory, symbols, address):
        """Write the code to this address."""
        relocate = self.backend.relocate
        for at, kind, target in self.relocations:
            if target in self.labels:
                target = address + self.labels[target]
            elif kind == "call":
                target = symbols(target)
            relocate(self.buffer, at, kind, address, target)
        memory.write(address, bytes(self.buffer))


def stitch(steps, machine, trial=None):
    """(address, code size, listing) of a trace's Steps. Exits get ids, stubs and the addresses of the jumps that lead to them.
    trial: the loop's Trial, if it has one: its back edge leads over the trial's counter, from which the loop's first guard leaves."""
    code, exits, borrowing, jumps, listing = Code(machine.backend), [], [], [], []
    for step in steps:
        key, op = step.key, step.op
        listing.append((len(code.buffer), step))
        if key == "label":
            code.mark(op.label)
        elif key == "jump":
            base = code.put("jump", (), {"target": back_edge(op.label, trial)})
            jumps.append((op.label, base))
        elif key == "call":
            target = step.values[0]
            code.put("call", (machine.symbol(target) if isinstance(target, str) else target,))
        else:
            exit = op.exit if op is not None else None
            if exit is None:
                code.put(key, step.values)
            else:
                base = code.put(key, step.values, exits=exit)
                exits.append((exit, base, key))
    machine.reserve(len(code.buffer) + STUB * len(exits), [exit for exit, _, _ in exits])
    for exit, _, _ in exits:
        machine.number(exit)
        code.mark(exit)
        code.put("exit_stub", (exit.id,), {"save": machine.address("exit_save")})
        if exit.borrowed:
            borrowing.append((exit, code.put("exit_borrowing", (machine.words(exit.borrowed),), {"protect": machine.address("exit_protect")})))
    if trial is not None:
        code.mark(trial)
        code.put("pass_counter", (trial.place,), {"loop": trial.label, "out": first_exit(steps)})
    address = code.link(machine.memory, machine.symbol)
    for exit, base in borrowing:
        machine.first_leave_by(exit, address + base)
    for exit, base, key in exits:
        exit.places = tuple([address + base + at for at in machine.backend.stencil(key).exits])
        exit.at, exit.stub = address + base, address + code.labels[exit]
    for label in [op.label for op in (s.op for s in steps if s.key == "label")]:
        label.address = address + code.labels[label]
    if trial is not None:
        trial.address = address + code.labels[trial]
    (branch, _), = machine.backend.stencil("jump").branches
    for label, base in jumps:
        if label.trial is not None and label.trial.running:
            label.trial.jumps.append(address + base + branch)
    return address, len(code.buffer), listing


def back_edge(label, trial):
    """Where a jump to a loop's label leads: the address, or the mark of the code being put together."""
    if label.trial is not None and label.trial.running:
        return trial if label.trial is trial else label.trial.address
    return label if label.address is None else label.address


def first_exit(steps):
    """The exit of the guard that a loop begins with."""
    at = next(i for i, step in enumerate(steps) if step.key == "label")
    return steps[at + 1].op.exit


def lead(places, target, machine):
    """Let branches, by their addresses, lead elsewhere."""
    for place in places:
        buffer = bytearray(4)
        machine.backend.relocate(buffer, 0, "branch", place, target)
        machine.memory.write(place, bytes(buffer))


def lead_always(exit, machine):
    """Let the guard of an exit leave in any case."""
    code = Code(machine.backend)
    code.put("jump", (), {"target": exit.stub})
    code.write(machine.memory, machine.symbol, exit.at)
