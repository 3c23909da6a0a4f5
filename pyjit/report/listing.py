"""What --dis prints: every trace as source lines, micro-ops and machine code side by side.

In: the traces of a Runtime. Out: a text. Nothing else of pyjit imports capstone."""
from pyjit.host.platform import machine
from pyjit.own import BUILTINS as NAMED_BUILTINS
from pyjit.report.sources import source_line
from pyjit.trace import ir

try:
    import capstone
except ImportError:
    capstone = None

WIDTH = 64      # of the micro-ops' column
SHOWN = 30      # characters of a constant
BUILTINS = tuple(NAMED_BUILTINS.values())
NAMED = (type, type(len), type(lambda: 0), type(list.append))


def listings(runtime):
    """All traces, in the order in which they were made."""
    if capstone is None:
        return "pyjit: --dis needs capstone (pip install capstone)\n"
    disassemble = disassembler()
    return "".join(Listing(trace, runtime.machine, disassemble).text() for trace in runtime.traces)


def disassembler():
    """A function from bytes and their address to instructions as text."""
    arch, mode = {"x86_64": (capstone.CS_ARCH_X86, capstone.CS_MODE_64),
                  "aarch64": (capstone.CS_ARCH_ARM64, capstone.CS_MODE_LITTLE_ENDIAN)}[machine()]
    decode = capstone.Cs(arch, mode).disasm_lite
    return lambda code, address: ["%x  %s %s" % (at, name, operands.replace(" + riz", ""))  # riz: no index
                                  for at, _, name, operands in decode(code, address)]


class Listing:
    """One trace's text. Values are numbered in the order in which they come up."""

    def __init__(self, trace, machine, disassemble):
        self.trace, self.backend, self.disassemble = trace, machine.backend, disassemble
        self.peek = machine.host.peek.bytes
        self.names, self.place = {}, None
        named = *BUILTINS, *(const.object for const in trace.constants)
        self.types = {id(kind): kind.__name__ for kind in named if isinstance(kind, type)}

    def text(self):
        """The whole listing; it ends with an empty line."""
        lines = [title(self.trace)]
        for step, start, end in self.pieces():
            if step.op is not None and step.op.line is not None:
                lines += self.source(*step.op.line)
            address = self.trace.address + start
            lines += beside(self.words(step), self.disassemble(self.peek(address, end - start), address))
        return "\n".join(lines) + "\n\n"

    def pieces(self):
        """Each step with the offsets of its machine code. The exits' stubs, which follow the last one, are left out."""
        listing = self.trace.listing
        last, step = listing[-1]
        ends = [start for start, _ in listing[1:]] + [last + self.backend.stencil(step.key).size]
        return [(step, start, end) for (start, step), end in zip(listing, ends)]

    def source(self, facts, offset):
        """A heading if another source line begins here."""
        place = facts.place(offset)
        if place == self.place:
            return []
        self.place = place
        return ["  %s  %s" % (place, source_line(facts.filename, facts.line(offset)))]

    def words(self, step):
        """A step in words: `%3 = float_add %1, 0.5`; a guard with the exit that it may take."""
        op = step.op
        if op is None:
            return step.key
        if op.micro is ir.LABEL:
            inputs = zip(map(self.value, op.label.inputs), map(self.value, op.args))
            return "loop with " + ", ".join("%s = %s" % pair for pair in inputs)
        text = "%s %s" % (step.key, ", ".join(map(self.value, op.args)))
        if op.micro.out is not None:
            text = "%s = %s" % (self.value(op), text)
        if op.exit is not None:
            text += "  or exit %d" % op.exit.id
        return text

    def value(self, value):
        """A value's number, or the constant itself."""
        if isinstance(value, ir.Const):
            return constant(value.object if value.held is not None else value.value)
        if not isinstance(value, (int, str)):
            return self.names.setdefault(value, "%%%d" % (len(self.names) + 1))
        return self.types.get(value) or (str(value) if isinstance(value, str) or value < 1 << 32 else hex(value))


def title(trace):
    """What the trace is and where it begins."""
    place = "%s in %s" % (trace.facts.place(trace.offset), trace.facts.name)
    if trace.parent is not None:
        place += ", from exit %d on" % trace.parent.id
    return "%s at %s: %d micro-ops, %d bytes" % (trace.kind, place, trace.micro_ops, trace.size)


def constant(value):
    """A constant in few characters, without running any code of the program's."""
    if isinstance(value, NAMED):
        return value.__name__
    if type(value) in (int, float, bool, str, bytes, type(None)):
        text = repr(value)
        return text if len(text) <= SHOWN else text[:SHOWN - 3] + "..."
    return "<%s>" % type(value).__name__


def beside(words, instructions):
    """The instructions in a column of their own, the first on the line of the words."""
    first, *others = instructions or [""]
    return [("    %s  %s" % (words.ljust(WIDTH), first)).rstrip()] + [" " * (WIDTH + 6) + other for other in others]
