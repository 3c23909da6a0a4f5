"""The books: what was compiled, what was not and why, where compiled code was left, and what it cost.

In: a Runtime. Out: the dict of pyjit.stats()."""
from pyjit.report.expectations import label, taken_exits
from pyjit.report.sources import Sources


def stats(runtime):
    """See pyjit.stats()."""
    traces, machine, past = [*runtime.traces], runtime.machine, runtime.past
    rates = past.rates + [trace.seconds / trace.micro_ops for trace in traces]
    return {
        "traces": past.loops + sum(trace.kind == "loop" for trace in traces),
        "functions": past.functions + sum(trace.kind == "function" for trace in traces),
        "bridges": past.bridges + sum(trace.kind == "bridge" for trace in traces),
        "gone": past.loops + past.functions + past.bridges,
        "dead_codes": past.codes,
        "aborts": dict(runtime.aborts),
        "faults": dict(runtime.faults),
        "lacks": dict(runtime.host.lacks),
        "exits": exits(machine, past),
        "watched_seconds": runtime.other_tools.times(),
        "record_seconds": machine.costs.recording(),
        "compile_seconds": machine.costs.compiling(),
        "step_seconds": dict(machine.costs.seconds),
        "micro_ops": past.micro_ops + sum(trace.micro_ops for trace in traces),
        "micro_op_us": 1e6 * median(rates) if rates else 0.0,
        "code_bytes": machine.written,
        "code_bytes_freed": machine.freed,
        "compiled_share": compiled_share(runtime),
    }


def exits(machine, past):
    """{(words, "file:line"): how often compiled code was left there}."""
    counted, sources = dict(past.exits), Sources()
    for exit, taken in taken_exits(machine, machine.exits):
        place = label(exit, sources)
        counted[place] = counted.get(place, 0) + taken
    return counted


def compiled_share(runtime):
    """The share of the program's processor time that was spent in compiled loops, and in what they call, as samples tell; None if there
    is none yet."""
    sampled, compiled = runtime.machine.sampled()
    return compiled / sampled if sampled else None


def median(values):
    """The middle one of the values, or what lies halfway between the two."""
    ranked, middle = sorted(values), len(values) // 2
    return (ranked[middle] + ranked[~middle]) / 2
