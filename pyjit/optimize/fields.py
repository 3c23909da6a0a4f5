"""The fields of range iterators on the root's stack, which a pass carries as it does scalar locals (see CodeFacts).

The root's stack has the only reference to such an iterator: nothing but code that runs can come by it, or see what is in it. So
a field may wait in a register until such code, an exit, or the iterator's end."""
from pyjit.facts.code import FIELDS
from pyjit.patterns.families import M
from pyjit.trace.ir import Op

RANGE_ITERATOR = id(type(iter(range(0))))
MEMORY, SOLE = "range iterator", "sole iterators"   # the regions of the fields, and of what is known of the reference counts


def load(forward, index, line=None):
    """The field from memory."""
    depth, which = forward.facts.field_at(index)
    raw = _raw(M.load_int, (forward.stack_entry(depth, line), forward.host.range_fields[which]), MEMORY, line)
    return forward.simplified(raw.micro, raw.args, raw)


def store(forward, index, line=None):
    """The field's value into memory."""
    depth, which = forward.facts.field_at(index)
    value = forward.locals[index].value
    raw = _raw(M.store_word, (forward.stack_entry(depth, line), forward.host.range_fields[which], value), MEMORY, line)
    forward.effect(raw.micro, raw.args, raw)
    forward.set(index, value, False)


def settle(forward, indices, line=None):
    """These fields stand in memory, and nothing is known of them any more."""
    for index in indices:
        local = forward.locals[index]
        if local.dirty:
            store(forward, index, line)
        if local.value is not None:
            forward.set(index, None, False)


def let_go(forward, value, line=None):
    """The reference to an iterator that the stack holds is dropped."""
    facts = forward.facts
    for first in range(facts.nlocalsplus, len(forward.locals), FIELDS):
        depth, _ = facts.field_at(first)
        if forward.shared.get(("stack", depth)) is value:
            settle(forward, range(first, first + FIELDS), line)


def renew(forward, depth):
    """Another object stands on the stack."""
    first = forward.facts.field(depth, 0)
    for index in range(first, min(first + FIELDS, len(forward.locals))):
        forward.set(index, None, False)


def entering(entry, index, snapshot):
    """The field's value for a loop that carries it. What is there need not be an iterator, nor one that nobody else has."""
    if entry.locals[index].value is None:
        depth, _ = entry.facts.field_at(index)
        iterator = entry.stack_entry(depth)
        iterator.now = iterator
        entry.guard_type(Op(M.guard_type, (iterator, RANGE_ITERATOR), snapshot))
        raw = _raw(M.guard_sole, (iterator,), SOLE)
        raw.exit = snapshot
        entry.simplified(raw.micro, raw.args, raw)
    return entry.read_local(index)


def _raw(micro, args, region, line=None):
    raw = Op(micro, args, None, region)
    raw.line = line
    return raw
