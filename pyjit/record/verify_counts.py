"""Proof that the recorder has not taken an object for shared because it holds it itself. Only run when pyjit checks itself.

Whether somebody else has an object decides what a trace gets for its end: a guard that it is shared, or a release that may run code. What
pyjit's own Python holds of it while the count is read is not there when the trace runs. Once the lowering of a bytecode has returned,
its locals are gone and the program has not gone on: by then the object must be as shared as it looked. A recording's frames keep
dicts, which are no holders either; its constants are, for the trace keeps these."""
from _thread import _count as threads


class Counted(Exception):
    """A reference of the recorder's own made an object look shared."""


def check(tracer):
    """Raise Counted if a count that the last bytecode's lowering has read is more than one because of the recorder alone."""
    counts, tracer.counts = tracer.counts, []
    if not counts or threads():   # another thread may have gone on meanwhile
        return
    live = tracer.host
    kept = [id(part) for frame in tracer.frames for part in (frame.globals, frame.builtins)]
    for address, count in counts:
        others = live.count(address) - kept.count(address)
        if (others > 1) != (count > 1) and not live.is_immortal(address):
            raise Counted("a %s was taken to have %d references, and has %d" % (type(live.object_at(address)).__name__, count, others))
