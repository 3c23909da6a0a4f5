"""Steps to machine code: stencils are put one after another with their holes filled, and linked into code memory.

Guards jump to a stub each, behind the code, which names the exit; the table of exits says where its code is. When a bridge exists,
the guard's jump leads there directly."""


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
        relocate = self.backend.relocate
        for at, kind, target in self.relocations:
            if target in self.labels:
                target = address + self.labels[target]
            elif kind == "call":
                target = symbols(target)
            relocate(self.buffer, at, kind, address, target)
        memory.write(address, bytes(self.buffer))
        return address


def stitch(steps, machine):
    """(address, code size) of a trace's Steps. Exits get ids, stubs and the addresses of the jumps that lead to them."""
    backend = machine.backend
    code, exits = Code(backend), []
    listing = []
    for step in steps:
        key, op = step.key, step.op
        listing.append((len(code.buffer), step))
        if key == "label":
            code.mark(op.label)
        elif key == "jump":
            label = op.label
            code.put("jump", (), {"target": label if label.address is None else label.address})
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
    for exit, _, _ in exits:
        machine.number(exit)
        code.mark(exit)
        code.put("exit_stub", (exit.id,), {"save": machine.address("exit_save")})
    address = code.link(machine.memory, machine.symbol)
    for exit, base, key in exits:
        exit.places = [address + base + at for at in backend.stencil(key).exits]
    for label in [op.label for op in (s.op for s in steps if s.key == "label")]:
        label.address = address + code.labels[label]
    return address, len(code.buffer), listing


def redirect(exit, target, machine):
    """Let the guard's jumps lead to a bridge."""
    for place in exit.places:
        buffer = bytearray(4)
        machine.backend.relocate(buffer, 0, "branch", place, target)
        machine.memory.write(place, bytes(buffer))
