"""The vocabulary in which a micro-op is defined: operand kinds, effects and the `micro_op` decorator.

A micro-op is written as a class whose attributes are plain functions: `meaning` (the reference), `x86_64` and `aarch64` (the
stencils, called at build time with an assembler `a`). Importing a family registers its ops in MICRO_OPS; at run time only operands,
effects and meaning are looked at."""


class Exit(Exception):
    """Raised by a meaning when the guard fails (the trace would leave through its exit)."""


class Kind:
    """What a register operand holds. `bank` is the register bank it lives in: "gpr" or "xmm"."""

    def __init__(self, name, bank):
        self.name, self.bank = name, bank

    def __repr__(self):
        return self.name

    def __or__(self, other):
        return Either(self, other)


class Immediate:
    """A number in the instruction itself: `bits` wide, signed if bits is 32."""

    bank = None

    def __init__(self, name, bits):
        self.name, self.bits = name, bits

    def __repr__(self):
        return self.name


class Either:
    """A register operand that may be an immediate instead: the op has one stencil for each."""

    def __init__(self, kind, immediate):
        self.kind, self.immediate = kind, immediate
        self.name, self.bank = kind.name, kind.bank

    def __repr__(self):
        return "%r|%r" % (self.kind, self.immediate)


# How Python spells a comparison.
SIGNS = {"lt": "<", "le": "<=", "eq": "==", "ne": "!=", "gt": ">", "ge": ">="}

I64 = Kind("I64", "gpr")    # a Python int that fits 64 bits, signed
F64 = Kind("F64", "xmm")    # a Python float
BOOL = Kind("BOOL", "gpr")  # 0 or 1
OBJ = Kind("OBJ", "gpr")    # a PyObject *
PTR = Kind("PTR", "gpr")    # any other word: an address, a length, a tag; unsigned
IMM32 = Immediate("IMM32", 32)
IMM64 = Immediate("IMM64", 64)


# What an op does beside computing its result.
PURE = 1           # the result depends on the operands alone: may be folded, shared, dropped
GUARD = 2          # may leave through its exit; nothing has happened then
CALL = 4           # the caller-saved registers are lost
MAY_RUN_CODE = 8   # may run Python code: every fact about mutable state dies


class MicroOp:
    """One micro-op.

    operands: ((name, Kind | Immediate | Either), ...) in stencil order; out: the result's Kind or None;
    tied: the operand whose register the result takes over (two-address instructions), or None;
    early: the stencil writes `out` before it has read every operand, so they may not share a register;
    reads, writes: names of the memory regions touched; effects: of the constants above;
    symbol: for an op that is one C call, the function's name: arguments and result then follow the C convention;
    words: of a guard, what is otherwise than expected where it leaves, for people, with the names of operands in braces (and `seen`:
    what it is now); remedy: what can be done about it, or None: see pyjit.report.expectations;
    no_bridge: of a guard, why there is never a way on from its exit, or None; stops_retired: does it leave, whatever it sees, when its
    trace is retired? guards: of a comparison, the names of the guard that leaves unless it is true, and of that which leaves unless it
    is false; or None."""

    def __init__(self, name, operands, out, effects, tied, early, reads, writes, symbol, body):
        self.name, self.operands, self.out, self.effects = name, operands, out, effects
        self.tied, self.early, self.reads, self.writes, self.symbol = tied, early, reads, writes, symbol
        self.doc = body["__doc__"]
        self.meaning = body.get("meaning")
        self.words, self.remedy, self.no_bridge = body.get("words"), body.get("remedy"), body.get("no_bridge")
        self.stops_retired, self.guards = body.get("stops_retired", False), body.get("guards")
        self.stencils = {k: body[k] for k in ("x86_64", "aarch64") if k in body}
        self.pure = bool(effects & PURE)
        self.guard = bool(effects & GUARD)
        self.is_call = bool(effects & CALL)
        self.runs_code = bool(effects & MAY_RUN_CODE)
        self.removable = not self.guard and (self.pure or bool(reads and not writes and not self.is_call))

    def __repr__(self):
        return self.name

    def forms(self):
        """The stencils that the op has: (suffix, operands with every Either decided). Suffix "" is all registers."""
        choices = [("", ())]
        for name, kind in self.operands:
            if isinstance(kind, Either):
                choices = [(s + extra, o + ((name, k),)) for s, o in choices
                           for extra, k in (("", kind.kind), ("/" + name, kind.immediate))]
            else:
                choices = [(s, o + ((name, kind),)) for s, o in choices]
        return choices


class Body(type):
    """Makes of a class statement just what stands in it: hundreds of real classes would take as long as all the rest of loading."""

    def __new__(meta, name, bases, namespace):
        return type.__new__(meta, name, bases, namespace) if not bases else {"__doc__": None, **namespace, "__name__": name}


class Op(metaclass=Body):
    """What every micro-op's class statement names as its base."""


MICRO_OPS = {}


def micro_op(*, out=None, effects=0, tied=None, early=False, reads=(), writes=(), symbol=None, **operands):
    """Register the decorated class as a micro-op and replace it by its MicroOp. Keyword order is operand order."""
    def register(body):
        name = body["__name__"]
        if name in MICRO_OPS:
            raise ValueError("micro-op %s is defined twice" % name)
        full = effects | (CALL if symbol else 0)
        op = MicroOp(name, tuple(operands.items()), out, full, tied, early, tuple(reads), tuple(writes), symbol, body)
        MICRO_OPS[name] = op
        return op
    return register
