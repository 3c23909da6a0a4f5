"""The end of a function in a trace of which it is the root."""
from pyjit.optimize.references import NULL
from pyjit.patterns.define import OBJ
from pyjit.patterns.families import M
from pyjit.trace.ir import THING, Const

FRAME = "_PyInterpreterFrame."


def finish(entry, op):
    """What the root's locals hold and the frame does not know of goes, and the result stands where the interpreter returns it. (What the
    frame holds is let go by whoever returns from it.)"""
    offset, depth, raw = op.args
    result, host = raw.now, entry.host
    if isinstance(result, Const):
        result = entry.object_of(result)
    entry.make_real(result, op.line)
    entry.make_stores(line=op.line)
    for index, local in enumerate(entry.locals):
        if local.dirty and index not in entry.fields and local.value.kind is OBJ and local.value is not NULL:
            let_go(entry, index, local.value, op.line)
    entry.take_due(op.line)
    entry.make(M.store_result, result, host.stack_base(entry.facts), host.offset(FRAME + "stacktop"), entry.facts.nlocalsplus + depth,
               host.offset(FRAME + "instr_ptr"), entry.facts.address + offset, host.kept, line=op.line)


def let_go(entry, index, value, line):
    """A local's object, which the frame does not have. If its end may run code, it gets it after all."""
    if value.micro is THING and entry.ends_quietly(value) or entry.is_leaf(value):
        entry.set(index, NULL, True)
        entry.drop(value, line, quiet=True)
    else:
        entry.flush_local(index, line)
