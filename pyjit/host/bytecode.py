"""What a code object's bytecode says before it runs: its instructions, where they lead, how deep the stack is at each, its
loops and the local variables that are live there.

Everything is read from co_code, which shows neither specialisation nor instrumentation. Decoding costs about 1 µs an
instruction; keep the result."""
GENERATOR_FLAGS = 0x20 | 0x80 | 0x200  # CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR


class Instruction:
    """One instruction. An EXTENDED_ARG is one by itself; `oparg` of the one after it is the whole argument.

    next: the offset after it and its caches; target: where it may jump (of FOR_ITER: where the loop goes on when it is
    exhausted, the iterator dropped), or None; depth: the values on the stack before it runs, or None if nothing leads here."""

    __slots__ = ("offset", "opcode", "oparg", "next", "target", "depth")

    def __init__(self, offset, opcode, oparg, next, target):
        self.offset, self.opcode, self.oparg, self.next, self.target, self.depth = offset, opcode, oparg, next, target, None

    def __repr__(self):
        return "<%d: opcode %d, oparg %d, depth %s>" % (self.offset, self.opcode, self.oparg, self.depth)


class Handler:
    """An entry of the exception table: an exception in [start, end) goes on at target, with `depth` values on the stack (what
    lay below, the offset of the raising instruction if `lasti`, and the exception)."""

    __slots__ = ("start", "end", "target", "depth", "lasti")

    def __init__(self, start, end, target, depth, lasti):
        self.start, self.end, self.target, self.lasti = start, end, target, lasti
        self.depth = depth + lasti + 1


class Bytecode:
    """A code object, decoded. `instructions` maps the offset to the Instruction, in order of the offsets; `begins` is the offset of the
    one at which a frame begins that has its cells (RESUME)."""

    def __init__(self, code, opcodes):
        self.opcodes = opcodes
        self.is_generator = bool(code.co_flags & GENERATOR_FLAGS)
        self.handlers = handlers(code.co_exceptiontable)
        self.instructions = instructions(code.co_code, opcodes)
        self.loops = tuple([i for i in self.instructions.values() if i.opcode in opcodes.LOOPS])   # the jumps back
        self.loop_headers = frozenset(i.target for i in self.loops)
        self.begins = next(offset for offset, i in self.instructions.items() if i.opcode == opcodes.RESUME)
        self.looks = self._looks()
        self._find_depths()

    def _find_depths(self):
        """Follow every way from the start and from the handlers; the depth at an instruction is the same on all of them."""
        effects, never_next = self.opcodes.EFFECTS, self.opcodes.NEVER_NEXT
        at, work = self.instructions, [(0, 0), *((handler.target, handler.depth) for handler in self.handlers)]
        while work:
            offset, depth = work.pop()
            instruction = at.get(offset)
            while instruction is not None and instruction.depth is None:
                instruction.depth = depth
                opcode, target = instruction.opcode, instruction.target
                effect = effects[opcode]
                after = depth + (effect if type(effect) is int else effect(instruction.oparg))
                if target is not None:
                    work += self._jumps(instruction, depth, after)
                if opcode in never_next:
                    break
                depth, instruction = after, at.get(instruction.next)

    def _jumps(self, instruction, depth, after):
        """(offset, depth) of the places to which an instruction may jump."""
        if instruction.opcode != self.opcodes.FOR_ITER:
            return ((instruction.target, after),)
        return ((instruction.target, depth + self.opcodes.FOR_ITER_LEAVES),
                (instruction.target - self.opcodes.FOR_ITER_SKIPS, after))

    def is_short(self, least):
        """Does the code run less than so many instructions: has it neither that many, nor a loop, nor a call?"""
        called = any(i.opcode in self.opcodes.CALLS for i in self.instructions.values())
        return not called and not self.loops and len(self.instructions) < least

    def makes_cells(self):
        """The locals for which cells are made before the code begins."""
        before = [i for offset, i in self.instructions.items() if offset < self.begins]
        return tuple([i.oparg for i in before if i.opcode == self.opcodes.MAKE_CELL])

    def filler(self, offset):
        """What stands for the other operands where a raiser takes the place of one."""
        return self.opcodes.FILLERS.get(self.instructions[offset].opcode)

    def iterators_depth(self):
        """How many entries of the stack there are at most, up to the iterator of a `for`."""
        return max((i.depth for i in self.instructions.values() if i.opcode == self.opcodes.FOR_ITER and i.depth), default=0)

    def in_comprehension(self, index):
        """Is a local the variable of a comprehension, which begins unbound?"""
        return any(i.opcode == self.opcodes.LOAD_FAST_AND_CLEAR and i.oparg == index for i in self.instructions.values())

    def after(self, offset):
        """The offset after the instruction that starts, with its EXTENDED_ARGs, at `offset`."""
        return self.whole(offset).next

    def whole(self, offset):
        """The instruction that starts, with its EXTENDED_ARGs, at `offset`."""
        instruction = self.instructions[offset]
        while instruction.opcode == self.opcodes.EXTENDED_ARG:
            instruction = self.instructions[instruction.next]
        return instruction

    def is_call(self, instruction):
        """Is it a call of a callable with positional arguments, its oparg their number?"""
        return instruction.opcode == self.opcodes.CALL

    def handler_at(self, offset):
        """The Handler of an exception raised at an offset, or None."""
        for handler in self.handlers:
            if handler.start <= offset < handler.end:
                return handler
        return None

    def except_at(self, offset):
        """The Handler at an offset, if it is that of an `except`: one that keeps the exception alone, and begins by handling it."""
        handler = self.handler_at(offset)
        plain = handler is not None and not handler.lasti and self.instructions[handler.target].opcode == self.opcodes.PUSH_EXC_INFO
        return handler if plain else None

    def popped(self, instruction):
        """How many entries of the stack an instruction takes for objects: none, if it only moves them, or has to do with handling one."""
        if instruction.opcode in self.opcodes.OF_HANDLERS:
            return 0
        popped = self.opcodes.POPPED[instruction.opcode]
        return popped if type(popped) is int else popped(instruction.oparg)

    def _looks(self):
        """The offsets of the bytecodes that come right before a jump back, or before the condition on which it depends: there a trace
        looks at the eval breaker for that jump."""
        found, conditional = set(), self.opcodes.CONDITIONAL
        for instruction in self.instructions.values():
            if any(self._is_jump_back(offset) for offset in (instruction.next, instruction.target)):
                found.add(instruction)
        for instruction in self.instructions.values():
            after = self.instructions.get(instruction.next)
            if after in found and after.opcode in conditional:
                found.discard(after)
                found.add(instruction)
        return frozenset(instruction.offset for instruction in found)

    def _is_jump_back(self, offset):
        instruction = self.instructions.get(offset)
        while instruction is not None and instruction.opcode == self.opcodes.EXTENDED_ARG:
            instruction = self.instructions.get(instruction.next)
        return instruction is not None and instruction.opcode in self.opcodes.LOOPS

    def catches_more(self, offset):
        """Is an exception at an offset caught where one at the jump of a loop around it is not?"""
        handler = self.handler_at(offset)
        if handler is None:
            return False
        around = [self.handler_at(jump.offset) for jump in self.loops if jump.target <= offset <= jump.offset]
        return not around or any(other is None or other.target != handler.target for other in around)


def instructions(octets, opcodes):
    """{offset: Instruction} of a co_code."""
    caches, jumps, backward, extended = opcodes.CACHES, opcodes.JUMPS, opcodes.BACKWARD, opcodes.EXTENDED_ARG
    found, offset, high = {}, 0, 0
    while offset < len(octets):
        opcode, oparg = octets[offset], octets[offset + 1] | high
        after = offset + 2 + 2 * caches[opcode]
        target = None
        if opcode in jumps:
            target = after + (-2 * oparg if opcode in backward else 2 * oparg)
            if opcode == opcodes.FOR_ITER:
                target += opcodes.FOR_ITER_SKIPS
        found[offset] = Instruction(offset, opcode, oparg, after, target)
        high = oparg << 8 if opcode == extended else 0
        offset = after
    return found


def handlers(table):
    """The entries of a co_exceptiontable, innermost first where they overlap (Objects/exception_handling_notes.txt)."""
    found, octets = [], iter(table)

    def number(octet):
        value = octet & 63
        while octet & 64:
            octet = next(octets)
            value = value << 6 | octet & 63
        return value
    for octet in octets:
        start, length, target, depth = number(octet), number(next(octets)), number(next(octets)), number(next(octets))
        found.append(Handler(2 * start, 2 * (start + length), 2 * target, depth >> 1, depth & 1))
    return found


def calls_itself(code, bytecode):
    """Does the code call, by name, the function that it belongs to, or that method of its first argument?"""
    opcodes, name, outer = bytecode.opcodes, code.co_name, code.co_qualname.rpartition(".")[0]
    names, cells = code.co_names, len(code.co_varnames)
    free = (*code.co_varnames, *(cell for cell in code.co_cellvars if cell not in code.co_varnames), *code.co_freevars)
    kind = opcodes.CALLED_GLOBAL if not outer else opcodes.CALLED_CELL if outer.endswith("<locals>") else opcodes.CALLED_METHOD
    opcode, index = kind
    before = None
    for instruction in bytecode.instructions.values():
        if instruction.opcode == opcode and (at := index(instruction.oparg)) is not None:
            if kind is opcodes.CALLED_CELL and at >= cells and free[at] == name or kind is opcodes.CALLED_GLOBAL and names[at] == name:
                return True
            first = before and opcodes.LOADS_FIRST.get(before.opcode)
            if kind is opcodes.CALLED_METHOD and names[at] == name and first and first(before.oparg):
                return True
        before = instruction
    return False
