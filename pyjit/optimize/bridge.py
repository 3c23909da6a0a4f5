"""The start of a bridge: what an exit has left where, and what is still known of it.

In: a Site whose values have been given places. Out: the Forward pass that goes on from there."""
from pyjit.optimize.forward import Forward, Local
from pyjit.optimize.regions import LASTING, is_killed
from pyjit.patterns.define import OBJ
from pyjit.trace.ir import MEMORY, NOT_MADE, OWNED, PARAM, THING, Const, Op


def resumed(host, facts, exit):
    """The pass that goes on where an exit left: its values are still in their places."""
    entry, resume, alive = Forward(host, facts), exit.resume, exit.where
    for value in alive:
        value.now = value if _is_whole(value, alive) else _plain(value)
    entry.inputs = [(value.now, place) for value, place in alive.items()]
    for index, value, _ in resume.dirty:
        if value.micro is not NOT_MADE:
            entry.locals[index] = Local(value.now, True, value)
    for index, value, _ in resume.known:
        if isinstance(value, Const) or value in alive:
            entry.locals[index] = Local(value.now, False, value)
    thawed = {}
    for index, value, _ in resume.dirty:
        if value.micro is NOT_MADE:
            entry.locals[index] = Local(entry.thawed_part(value, thawed, _now), True)
    for ref in [ref for frame in resume.frames for ref in frame.refs() if ref.mode is not MEMORY and ref.op.micro is NOT_MADE]:
        ref.op.now = thing = entry.thaw(ref.op, thawed, _now)
        thing.count += ref.mode is OWNED
    entry.due = {value.now: count for value, count in resume.due}
    if resume.seeds is not None:
        _seed(entry, resume.seeds, alive)
    for base, offset, region, ref in resume.stores:
        value = entry.thawed_part(ref.op, thawed, _now) if ref.op.kind is not OBJ else ref.op.now
        entry.begin_store((base.now, offset), region, value)
    for index, local in enumerate(entry.locals):
        if local.dirty and local.value.kind is OBJ and local.value.micro is not THING and not entry.is_leaf(local.value):
            entry.flush_local(index)   # a loop may carry an object that its frame holds as well (see loop._params)
    return entry


def _now(value):
    return value.now


def _is_whole(value, alive):
    """Is everything still there that the value was computed from?"""
    return all(a.__class__ is int or isinstance(a, Const) or a in alive and _is_whole(a, alive) for a in value.args)


def _plain(value):
    """A stand-in for a value that was computed from what is gone: nobody shall look into it."""
    new = Op(PARAM, (), kind=value.kind)
    new.type = value.type
    return new


def _seed(entry, seeds, alive):
    """What held throughout the loop that the exit left, as far as its values are still there."""
    (shared, memory, proven), killed = seeds
    everything = "*" in killed
    entry.tables, entry.killed = seeds[0], set(killed)
    entry.shared.update(_still_there(shared, alive))
    for region, table in memory.items():
        if not is_killed(region, killed) and (not everything or region in LASTING):
            entry.memory[region] = _still_there(table, alive)
    for op, guard in proven.items():
        if op in alive and (not everything or entry.host.is_lasting(guard.args[1])):
            entry.proven[op.now] = guard


def _still_there(table, alive):
    """The part of a table whose results are there (guards have none), in this pass's values."""
    found = {}
    for key, op in table.items():
        if op.kind is None or op in alive:
            what, args = key
            if args.__class__ is tuple:
                key = what, tuple([a.now if a in alive else a for a in args])
            found[key] = op if op.kind is None else op.now
    return found
