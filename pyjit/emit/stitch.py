"""Steps to machine code: stencils are put one after another with their holes filled, and linked into code memory.

Guards jump to a stub each, behind the code, which names the exit; the table of exits says where its code is. When a bridge exists,
the guard's jump leads there directly."""
from pyjit.host.codememory import ALIGNMENT


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
        if stencil.is_linked:
            for at in stencil.exits:
                self.relocations.append((base + at, "branch", exits))
            for at, name in stencil.branches:
                self.relocations.append((base + at, "branch", targets[name]))
            for at, symbol in stencil.calls:
                self.relocations.append((base + at, "call", symbol))
        return base

    def mark(self, label):
        self.labels[label] = len(self.buffer)

    def write(self, memory, symbols, address):
        """Write the code into memory, to this address. symbols: from the name of a C function or routine to its address."""
        relocate = self.backend.relocate
        for at, kind, target in self.relocations:
            if target in self.labels:
                target = address + self.labels[target]
            elif kind == "call":
                target = symbols(target)
            relocate(self.buffer, at, kind, address, target)
        memory.write(address, bytes(self.buffer))


def stitch(steps, machine, trace, write):
    """Make the code of a trace of its Steps. Exits get ids, stubs, the addresses of the jumps that lead to them, and room for their code
    in the same block of memory: who enters a trace must be able to leave it. write(exit, machine, code): appends what an exit with
    stores that are due does before its own code is made, and gives the places of what it must hold from then on."""
    code, exits, borrowing, listing = Code(machine.backend), [], [], []
    for step in steps:
        key, op = step.key, step.op
        listing.append((len(code.buffer), step))
        if key == "label":
            code.mark(op.label)
        elif key == "jump":
            code.put("jump", (), {"target": op.label if op.label.address is None else op.label.address})
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
    number(trace, machine)
    for exit, _, _ in exits:
        code.mark(exit)
        code.put("exit_stub", (exit.id,), {"save": machine.address("exit_save")})
        if exit.borrowed:
            start, held = len(code.buffer), exit.borrowed
            if exit.resume.stores:
                held += write(exit, machine, code)
            code.put("exit_borrowing", (machine.words(held, trace.kept),), {"protect": machine.address("exit_protect")})
            borrowing.append((exit, start))
    address = allocate(trace, machine, len(code.buffer))
    machine.write(code, address)
    for exit, base in borrowing:
        machine.first_leave_by(exit, address + base)
    for exit, base, key in exits:
        exit.places = tuple([address + base + at for at in machine.backend.stencil(key).exits])
        exit.at, exit.stub = address + base, address + code.labels[exit]
    for label in [op.label for op in (s.op for s in steps if s.key == "label")]:
        label.address = address + code.labels[label]
    trace.address, trace.size = address, len(code.buffer)
    if machine.options.listing:
        trace.listing = listing


def number(trace, machine):
    """All exits of the trace get ids, or none of them."""
    try:
        for exit in trace.exits():
            machine.number(exit)
    except BaseException:
        machine.forget(trace.exits())
        raise


def allocate(trace, machine, size):
    """The address of a block of memory for a trace of `size` bytes, and behind it for the code of its exits."""
    end = aligned(size)
    for exit in trace.exits():
        exit.home, end = end, end + aligned(exit.resume.room)
    try:
        trace.block = machine.memory.allocate(end), end
    except BaseException:
        machine.forget(trace.exits())
        raise
    address = trace.block[0]
    for exit in trace.exits():
        exit.home += address
    return address


def aligned(size):
    """A size of code as what follows it wants it."""
    return -(-size // ALIGNMENT) * ALIGNMENT


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
