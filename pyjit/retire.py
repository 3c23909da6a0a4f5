"""Traces that refer to what is no more are put out of use.

A thread may be in such a trace at that time, in a C function that the trace has called. So nothing of it is freed, but each of its
guards that look at the eval breaker leaves from now on, whatever it sees: every loop ends with one, and one follows everything that
may run code."""
from pyjit.stitch import lead, lead_always


def retire(trace, machine):
    """Nobody enters the trace any more, and who is in it leaves."""
    if trace.retired:
        return
    trace.retired = True
    if trace.trial is not None and trace.trial.running:
        trace.trial.accept()
    for exit in trace.exits():
        if exit.reason == "guard_breaker":
            lead_always(exit, machine)
    if trace.label is not None:
        labels = trace.facts.labels[trace.label.offset]
        labels[:] = [label for label in labels if label is not trace.label]
    exit = trace.parent
    if exit is None:
        machine.enter_no_more(trace.facts.address + trace.offset, trace.address)
    elif exit.bridge is trace:
        exit.bridge = None
        lead(exit.places, exit.stub, machine)
        machine.count(exit, exit.limit)
