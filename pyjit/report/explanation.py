"""The text of pyjit.explain(): a code object's source lines, those where something was compiled, refused or left.

In: a Runtime and a code object. Out: a text."""
from pyjit.report import expectations, habits
from pyjit.report.reasons import located, place_of, with_remedy
from pyjit.report.sources import Sources

WHAT = {"loop": "loop", "function": "the function, from its start on", "bridge": "way on from an exit"}


def explain(runtime, code):
    """Each line of interest with what became of it, in the order of the source."""
    facts, sources = runtime.codes.get(id(code)), Sources()
    notes = list(_notes(runtime, facts, sources)) if facts else []
    head, lines = "%s, %s:%d" % (code.co_qualname, code.co_filename, code.co_firstlineno), []
    watchers = runtime.other_tools.watchers(code)
    if watchers:
        lines.append("        | nothing of it is compiled or runs compiled now: %s" % watchers)
    lines += ["        | " + habit for habit in habits.of(code, facts, runtime.host)]
    if not notes and not lines:
        return head + ": %s\n" % _nothing(runtime, code)
    shown = None
    for line, note in sorted(notes, key=lambda pair: pair[0] or 0):
        if line != shown:
            lines.append("%6s  %s" % (line, sources.line(code.co_filename, line)))
            shown = line
        lines.append("        | " + note)
    if not notes and not watchers:
        lines.append("        | " + _nothing(runtime, code))
    return "\n".join([head] + lines) + "\n"


def _nothing(runtime, code):
    """Why there is nothing to tell of a code object."""
    watch, watched = runtime.mortals.known(code), runtime.other_tools.times()
    if not runtime.host.decode(code).loops:
        text = "it has no loop, no compiled loop calls it, and it has not been called often enough to be compiled by itself"
    elif watch is not None and watch.asked:
        text = "a loop in it is hot, but recording and compiling may take no more time yet (remedy: raise compile_share)"
    else:
        text = "no loop in it has run often enough"
    return text + "".join("; %s listened to all code for %.1f s, in which nothing was compiled" % pair for pair in watched.items())


def _notes(runtime, facts, sources):
    """(line, what to tell about it): what was compiled, what was not, and then the exits."""
    for trace in facts.retired + facts.traces:
        what = WHAT[trace.kind]
        fate = "; out of use: something to which it referred has died" if trace.retired else ""
        yield facts.loop_line(trace.offset), "%s, compiled: %d micro-ops, %d bytes of machine code, %.1f ms%s" % (
            what, trace.micro_ops, trace.size, trace.seconds * 1e3, fate)
    for offset, reason in facts.refusals.items():
        line = facts.loop_line(offset)
        fate = "no longer entered" if any(trace.offset == offset and trace.parent is None for trace in facts.traces) else "not compiled"
        yield line, "%s: %s" % (fate, reason.told(sources, facts.filename, line))
    if facts.inlinable is not None:
        first = facts.code.co_firstlineno
        yield first, ("calls of it are not followed: %s" % facts.inlinable.told(sources, facts.filename, first) if facts.inlinable
                      else "calls of it are followed")
    whole = [(facts.line(offset), name, reason) for offset, (name, reason) in facts.whole_calls.items()]
    yield from dict.fromkeys((line, "the call of %s() is made as a whole: %s" % (name, reason.told(sources, facts.filename, line)))
                             for line, name, reason in whole)
    yield from _exits(runtime, facts, sources)


def _exits(runtime, facts, sources):
    """The same of where compiled code was left, those together of which the same is to be told."""
    counted = {}
    for exit, taken in expectations.taken_exits(runtime.machine, runtime.machine.exits):
        frame = exit.resume.frames[-1]
        if frame.code is facts:
            where, offset = expectations.place(exit)
            line = facts.line(offset if where is facts else frame.offset)
            text, remedy = expectations.told(exit, sources)
            if where is not facts:
                text = located(place_of(where, offset), text, sources, facts.filename, line)
            note = line, with_remedy(text, None if exit.bridged else remedy), _way_on(exit, sources, facts, line)
            counted[note] = counted.get(note, 0) + taken
    for (line, text, way_on), count in counted.items():
        yield line, "left %d times: %s; %s" % (count, text, way_on)


def _way_on(exit, sources, facts, line):
    """What becomes of an exit: is there a way on, or why is there none?"""
    if exit.bridge is not None:
        return "by now it goes on compiled"
    if exit.trace.retired:
        return "out of use"
    if exit.refusal is None:
        return "so far CPython goes on from there"
    return "CPython goes on from there: %s" % exit.refusal.told(sources, facts.filename, line)
