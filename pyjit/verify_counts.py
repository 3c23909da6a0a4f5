"""Proof that the recorder has not counted its own references. Only run when pyjit checks itself.

How many references an object has decides what a trace gets for its end: a guard that it is shared, or a release that may run code. What
pyjit's own Python holds of it while the count is read is not there when the trace runs. Once the lowering of a bytecode has returned,
its locals are gone and the program has not gone on: by then the count must be the same. A recording's frames keep dicts and code objects,
which count as well; its constants do not, for the trace keeps these."""
from _thread import _count as threads


class Counted(Exception):
    """A reference of the recorder's own was counted."""


def check(tracer):
    """Raise Counted if a count that the last bytecode's lowering has read is not the interpreter's alone."""
    counts, tracer.counts = tracer.counts, []
    if not counts or threads():   # another thread may have gone on meanwhile
        return
    live = tracer.host
    kept = [id(part) for frame in tracer.frames for part in (frame.globals, frame.builtins, frame.facts.code)]
    for address, count in counts:
        others = live.count(address) - kept.count(address)
        if others != count and not live.is_immortal(address):
            raise Counted("a %s was taken to have %d references, and has %d" % (type(live.object_at(address)).__name__, count, others))
