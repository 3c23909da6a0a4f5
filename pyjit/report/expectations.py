"""In words: which expectation has failed where a trace was left.

A guard's words stand beside its definition in patterns/; some guards speak of a region of memory, whose words are better, and some
bytecodes have better ones for what they expect (`why`). An exit keeps only what the words are made of, its `expected`: (micro, sources of
the guard's operands, (CodeFacts, offset) of the bytecode, words or a region or None). They are made when a report asks for them."""
from pyjit.patterns.families import M
from pyjit.report.reasons import place_of, with_remedy
from pyjit.trace import ir
from pyjit.trace.ir import Const

# Ops whose value is, for people, that of their operand.
FORMS = frozenset((ir.KEEP, ir.SAVE, ir.OWN, ir.MOVE, ir.BORROW, ir.LEND, M.unbox_int, M.unbox_float, M.bool_to_int, M.int_to_float,
                   M.sign_extend))
TYPES, VALUES = (int, float, bool, str, type(None)), (None, True, False)   # which are always there
QUALNAME = vars(type)["__qualname__"].__get__    # a metaclass may have another one
NAMED = frozenset((type(lambda: 0), type(len)))
SHOW_TYPES = M.guard_type, M.guard_is, ir.OLD_LOCAL    # which show what a value is, as is None does
CHARACTERS = 30     # of a constant
LAYOUT = ("{here}: the names of an object or a module are not those that were seen, or in another order",
          "give each object of a class the same attributes in the same order, best in __init__")
SPECIAL = {
    "type versions": ("{here}: a class was changed", "do not change classes once they are in use"),
    "shared keys": LAYOUT, "dict keys": LAYOUT, "inline values valid": LAYOUT, "instance dicts": LAYOUT,
    "variables": ("{here}: variables have been added to the module, or removed", "set all global variables before"),
    "dict watchers": ("{here}: somebody wants to hear of changes to the dict", None),
    "functions": ("{here}: the function is another one, or its code or defaults have changed", "call one function there throughout"),
    "unbound": ("{x} has no value yet", "give it one before the loop"),
    "frame constants": ("{here}: the code runs with other global variables", None)}
RAISED = "{here} raised an exception", "where that is frequent, test beforehand instead of catching it"

# What a bytecode may say of its guards: words, or one of SPECIAL.
ENDED = "the loop over {here} came to its end"
WENT_ON = "the loop over {here} had come to its end, now it goes on"


def expectation(micro, raw):
    """What an exit keeps of its guard. raw: the op of the raw trace, which may be one of its own; micro: of the optimised guard."""
    why = raw.why
    if why.__class__ is tuple:
        return why   # of the guard that this one stands for
    args, region = raw.args, raw.region
    if raw.micro.__class__ is ir.Pseudo:
        sources = ((None, -1 - args[0]), *args[1:])
    else:
        micro = raw.micro if raw.micro.guard else micro   # a rule may have made a guard of none
        sources = tuple([a if a.__class__ is int else source(a) for a in args])
        if region is None and args and args[0].__class__ is not int:
            region = args[0].region
    return micro, sources, raw.line, why or region


def source(value):
    """Where a value comes from: a Const; (CodeFacts, offset) of the bytecode that has given it; (None, -1 - index) of a local of the
    root; or None."""
    while value.micro in FORMS:
        value = value.args[0]
    if value.__class__ is Const:
        return value
    if value.args and (value.micro is ir.GET_LOCAL or value.micro is ir.PARAM):
        return None, -1 - value.args[0]
    if value.slot is not None and value.slot >= 0:
        return None, -1 - value.slot
    return value.line


def type_seen(expected, recording):
    """The type that a recording which began at an exit has found where the exit's guard wanted another one, in words; or None."""
    micro, sources, line, _ = expected
    if micro is M.guard_type or micro is M.guard_null_or_type:
        for op in recording.ops:
            if op.micro in SHOW_TYPES and (line is None or op.line == line) and op.args[1] != sources[1]:
                other = (None, -1 - op.args[0]) if op.micro is ir.OLD_LOCAL else source(op.args[0])
                if other == sources[0] and (op.micro is not M.guard_is or op.args[1] == id(None)):
                    return "None" if op.micro is M.guard_is else type_name(op.args[1], recording.constants.values())
    return None


def told(exit, sources):
    """(what is otherwise than expected, what can be done about it or None) of an exit. It stays so, whatever dies."""
    if exit.words is None:
        words = Words(exit, sources).text()
        if not sources.read:
            return words
        exit.words = words
    return exit.words


def place(exit):
    """(CodeFacts, offset) of the bytecode that has expected something else."""
    frame = exit.resume.frames[-1]
    return exit.expected[2] or (frame.code, frame.offset)


def taken_exits(machine, exits):
    """(exit, how often it was taken) of those that were taken."""
    for exit in exits:
        taken = exit and machine.taken(exit)
        if taken:
            yield exit, taken


def label(exit, sources):
    """(words, "file:line") of an exit. One after which it goes on compiled needs no remedy."""
    facts, offset = place(exit)
    text, remedy = told(exit, sources)
    return with_remedy(text, None if exit.bridged else remedy), facts.place(offset)


class Fields(dict):
    """What stands in the words' braces."""

    def __missing__(self, name):
        return "a value"


class Words:
    """The words of one exit. sources: of the lines of the program."""

    def __init__(self, exit, sources):
        self.exit, self.sources = exit, sources
        self.micro, self.operands, _, self.why = exit.expected
        self.facts, self.offset = place(exit)

    def text(self):
        """(what is otherwise than expected, what can be done about it or None)."""
        words, remedy = self.template()
        fields = Fields({"here": self.at(self.facts, self.offset) or "this line", "seen": self.exit.seen or "something else"})
        for (name, _), operand in zip(self.micro.operands, self.operands):
            fields[name] = self.operand(name, operand)
        optional = "None" in (fields["seen"], fields["type"])   # which is no use of two types
        return words.format_map(fields), None if optional else remedy

    def template(self):
        """The best words that there are."""
        fault, why = self.exit.resume.fault, self.why
        if why == "unbound" and self.operands[0] is not None and self.operands[0][0] is None:
            if self.exit.resume.frames[0].code.bytecode.in_comprehension(-1 - self.operands[0][1]):
                return "the comprehension has just begun, and its variable {x} has no value yet", None
        if why.__class__ is str:
            known = SPECIAL.get(why.partition("/")[0])
            if known is not None:
                return known
            if "{" in why:
                return why, None
        if fault is not None and fault[2] != ir.GIVEN:
            return RAISED
        return self.micro.words, self.micro.remedy

    def operand(self, name, operand):
        """What an operand is."""
        if operand.__class__ is int:
            constants = self.exit.trace.constants
            if name == "type":
                return type_name(operand, constants) or "of a type that is no more"
            return constant_name(operand, constants) or "something else"
        if operand.__class__ is Const:
            return named(operand.object) if operand.held is not None or operand.kind is ir.OBJ else str(operand.value)
        return self.value(operand) or "a value"

    def value(self, source):
        """Where a value comes from: a variable, or the source of what has given it."""
        if source is None:
            return None
        facts, offset = source
        if offset < 0:
            return variable(self.exit.resume.frames[0].code, -1 - offset)
        bytecode = facts.bytecode
        instruction = bytecode.whole(offset)
        after = bytecode.instructions.get(instruction.next)
        writes = after and bytecode.opcodes.STORES.get(after.opcode)
        if writes and (facts, offset) != (self.facts, self.offset):
            return variable(facts, writes(after.oparg)[0])
        piece = self.at(facts, offset)
        return piece and "an item of " + piece if instruction.opcode == bytecode.opcodes.FOR_ITER else piece

    def at(self, facts, offset):
        """The source of a bytecode."""
        return self.sources.piece(place_of(facts, offset))


def variable(facts, index):
    """The name of a local variable; None of what is none."""
    code = facts.code
    if code is None:
        return None
    cells = [name for name in code.co_cellvars if name not in code.co_varnames]
    names = (*code.co_varnames, *cells, *code.co_freevars)
    return "`%s`" % names[index] if index < len(names) else None


def type_name(address, constants):
    """A type by its address, with its article: it is one of these constants, or always there. None if it has died."""
    for kind in (*[const.object for const in constants if const.kind is ir.OBJ and const.value == address], *TYPES):
        if id(kind) == address:
            return article(QUALNAME(kind))
    return None


def constant_name(address, constants):
    """An object by its address, in the same way."""
    for value in (*[const.object for const in constants if const.kind is ir.OBJ and const.value == address], *VALUES):
        if id(value) == address:
            return named(value)
    return None


def article(name):
    """The name of a type, as people say it."""
    if name == "NoneType":
        return "None"
    return ("an " if name[0] in "aeiouAEIOU" else "a ") + name


def named(value):
    """An object, without asking the program's code how to show it."""
    if type(value) in (int, float, bool, type(None), str, bytes):
        text = repr(value)
        return text if len(text) <= CHARACTERS else text[:CHARACTERS] + "..."
    if issubclass(type(value), type):
        return "the class " + QUALNAME(value)
    return value.__name__ + "()" if type(value) in NAMED else article(QUALNAME(type(value)))
