"""Loops that are not getting hot may rest: see backends/x86_64/resting.py. Only a program that goes round much comes to this."""
from pyjit.backends import control_block as shared
from pyjit.host.memory import address_of, allocate

_index = []     # the process's index of records among the data that code objects can carry, once it has one
# What a loop may walk over: a sequence by index, or something that counts what is left, or another iterator that is wrapped.
KINDS = (
    ((iter(()),), "_PyTupleIterObject", "it_index", "it_seq", "PyVarObject.ob_size"),
    ((iter([]),), "_PyListIterObject", "it_index", "it_seq", "PyVarObject.ob_size"),
    ((iter(b""),), "striterobject", "it_index", "it_seq", "PyVarObject.ob_size"),
    ((iter(""), iter("\xe9")), "unicodeiterobject", "it_index", "it_seq", "PyASCIIObject.length"),
    ((iter(range(0)),), "_PyRangeIterObject", "len", None, None),
    ((iter({}), iter({}.values()), iter({}.items())), "dictiterobject", "len", None, None),
    ((iter(set()),), "setiterobject", "len", None, None),
    ((enumerate(()),), "enumobject", "en_sit", shared.WRAPS, None))


class Resting:
    """The machine's means to let loops rest, and to keep them from it. callback: of PY_START events, which gets its code."""

    def __init__(self, machine, tool, callback):
        host = self.host = machine.host
        opcodes, index = host.opcodes, _record_index(host)
        self.index, self.jump, self.told_jump = index, opcodes.NUMBERS["JUMP_BACKWARD"], opcodes.INSTRUMENTED_JUMP_BACKWARD
        self._get = host.capi.function("PyUnstable_Code_GetExtra", "int", "address", "ssize", "address")
        self._set = host.capi.function("PyUnstable_Code_SetExtra", "int", "address", "ssize", "address")
        self._calloc = host.capi.function("PyMem_RawCalloc", "address", "ssize", "ssize")
        self._found, self._kinds = allocate(8), self._table(opcodes.FOR_ITERS)
        jumps = self.jump, self.told_jump, 1 << tool
        wake = machine.link("wake", id(machine.disable()), index, *jumps)
        host.redirect(callback, wake)
        rest = machine.link("rest", machine.control, id(None), index, address_of(self._kinds), *jumps, opcodes.NUMBERS["RESUME"],
                            opcodes.RESUME_CHECK, opcodes.INSTRUMENTED_RESUME)
        host.poke.u64(machine.control + shared.CONTROL_REST, rest)

    def _table(self, headers):
        """What may be walked over: see control_block.KINDS_AT."""
        rows = [(id(type(walk)), self.host.offset(struct + "." + place), self._sequence(struct, sequence),
                 self.host.offset(size) if size else 0)
                for walks, struct, place, sequence, size in KINDS if self._holds(struct, size) for walk in walks]
        table = allocate(shared.KINDS_AT + shared.KIND_ROW * (len(rows) + 1))
        for opcode in headers:
            self.host.poke.u8(address_of(table) + opcode, 1)
        for i, row in enumerate(rows):
            for at, word in zip((shared.KIND_TYPE, shared.KIND_PLACE, shared.KIND_SEQUENCE, shared.KIND_SIZE), row, strict=True):
                self.host.poke.u64(address_of(table) + shared.KINDS_AT + shared.KIND_ROW * i + at, word)
        return table

    def _holds(self, *places):
        """Are the structs of an iterator and of its sequence known? Otherwise no loop over such rests."""
        return all(self.host.holds(place.partition(".")[0]) for place in places if place)

    def _sequence(self, struct, sequence):
        return self.host.offset(struct + "." + sequence) if type(sequence) is str else sequence or 0

    def watch(self, code):
        """No loop of this code object rests any more: it is part of a trace, which goes around what would wake it."""
        peek, poke = self.host.peek, self.host.poke
        record = self.record(code)
        if not record:
            record = self._calloc(1, shared.REST_SIZE)
            if not record or self._set(id(code), self.index, record):
                raise MemoryError
        poke.u32(record + shared.REST_CLOSED, 1)
        for item in range(record + shared.REST_ITEMS, record + shared.REST_ITEMS + shared.REST_ITEM * peek.u32(record),
                          shared.REST_ITEM):
            jump, entry, header = (peek.u64(item + at) for at in (shared.REST_JUMP, shared.REST_ENTRY, shared.REST_HEADER))
            if peek.u64(entry + shared.ENTRY_KEY) == header:
                poke.u32(entry + shared.ENTRY_STATE, shared.STATE_AWAKE)
            if peek.u8(jump) == self.jump:
                poke.u8(jump, self.told_jump)

    def record(self, code):
        """The address of a code object's record, or 0."""
        self._get(id(code), self.index, address_of(self._found))
        return self.host.peek.u64(address_of(self._found))


def _record_index(host):
    if not _index:
        request = host.capi.function("PyUnstable_Eval_RequestCodeExtraIndex", "ssize", "address")
        _index.append(request(host.symbol("PyMem_RawFree")))
    if _index[0] < 0:
        raise LookupError("code objects carry the data of too many others")
    return _index[0]
