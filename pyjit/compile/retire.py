"""Traces that refer to what is no more are put out of use.

A thread may be in such a trace at that time, in a C function that the trace has called. So nothing of it is freed here (see
pyjit.compile.recycling), but each of its guards that look at the eval breaker leaves from now on, whatever it sees: every loop ends with
one, and one follows everything that may run code."""
from pyjit.emit.stitch import lead, lead_always


def retire(trace, machine):
    """Nobody enters the trace any more, and who is in it leaves. With it go the bridges that hang on it, and the traces of its code that
    lead to its loop: nothing else leads to them, or they lead nowhere. Gives all that were still in use."""
    found, todo = [], [trace]
    while todo:
        trace = todo.pop()
        if not trace.retired:
            put_out_of_use(trace, machine)
            found.append(trace)
            todo += dependents(trace)
    return found


def put_out_of_use(trace, machine):
    """Retire this trace alone."""
    trace.retired, facts, exit = True, trace.facts, trace.parent
    if trace in facts.traces:
        facts.traces.remove(trace)
    for site in trace.exits():
        if site.guard.stops_retired:
            lead_always(site, machine)
    if trace.label is not None:
        labels = facts.labels[trace.label.offset]
        labels[:] = [label for label in labels if label.trace is not trace]
    if exit is None:
        for key in facts.keys(trace.offset):
            machine.enter_no_more(key, trace.address)
    elif exit.bridge is trace:
        exit.bridge = None
        lead(exit.places, exit.stub, machine)
        machine.count(exit, exit.limit)


def dependents(trace):
    """The traces that hang on this one, and those that lead to its loop."""
    found = [exit.bridge for exit in trace.exits() if exit.bridge is not None]
    if trace.label is not None:
        found += [other for other in trace.facts.traces if other.target.trace is trace]
    return found
