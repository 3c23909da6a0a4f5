"""The books: what was compiled, what was not and why, where compiled code was left, and what it cost.

In: a Runtime. Out: the dict of pyjit.stats()."""


def stats(runtime):
    """See pyjit.stats(). compiled_share is None if the passes of compiled loops are not counted (the option `count`)."""
    traces, machine = runtime.traces, runtime.machine
    return {
        "traces": sum(trace.kind == "loop" for trace in traces),
        "bridges": sum(trace.kind == "bridge" for trace in traces),
        "aborts": dict(runtime.aborts),
        "faults": dict(runtime.faults),
        "lacks": dict(runtime.host.lacks),
        "exits": exits(machine),
        "record_seconds": runtime.record_seconds,
        "compile_seconds": runtime.compile_seconds,
        "micro_ops": sum(trace.micro_ops for trace in traces),
        "micro_op_us": median([1e6 * trace.seconds / trace.micro_ops for trace in traces]) if traces else 0.0,
        "code_bytes": machine.memory.used,
        "compiled_share": compiled_share(runtime),
    }


def exits(machine):
    """{(reason, "file:line"): how often compiled code was left there}."""
    counted = {}
    for exit, frame, taken in taken_exits(machine):
        place = exit.reason, frame.code.place(frame.offset)
        counted[place] = counted.get(place, 0) + taken
    return counted


def taken_exits(machine):
    """(exit, its innermost frame's FrameState, how often it has been taken) for those that have been."""
    for exit in machine.exits:
        taken = machine.taken(exit)
        if taken:
            yield exit, exit.frames[-1], taken


def compiled_share(runtime):
    """The share of all loop iterations that ran compiled: those that the traces have counted, up to the last time that they
    were left, against those that the JUMP callback saw."""
    if not runtime.options.count:
        return None
    passes, jumps = runtime.machine.passes(), runtime.machine.jumps()
    return passes / (passes + jumps) if passes else 0.0


def median(values):
    """The middle one of the values, or what lies halfway between the two."""
    ranked, middle = sorted(values), len(values) // 2
    return (ranked[middle] + ranked[~middle]) / 2
