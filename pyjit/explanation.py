"""The text of pyjit.explain(): a code object's source lines, those where something was compiled, refused or left.

In: a Runtime and a code object. Out: a text."""
from pyjit.books import taken_exits
from pyjit.sources import source_line


def explain(runtime, code):
    """Each line of interest with what became of it, in the order of the source."""
    facts = runtime.codes.get(id(code))
    notes = sorted(_notes(runtime, facts), key=lambda pair: pair[0] or 0) if facts else []
    lines, watchers = ["%s, %s:%d" % (code.co_qualname, code.co_filename, code.co_firstlineno)], runtime.other_tools.watchers(code)
    if watchers:
        lines.append("        | %s is watched by %s and runs as ever" % (code.co_name, watchers))
    elif not notes:
        return lines[0] + ": no loop in it has run often enough\n"
    shown = None
    for line, note in notes:
        if line != shown:
            lines.append("%6s  %s" % (line, source_line(code.co_filename, line)))
            shown = line
        lines.append("        | " + note)
    return "\n".join(lines) + "\n"


def _notes(runtime, facts):
    """(line, what to tell about it): what was compiled, what was not, and then the exits."""
    for trace in facts.retired + facts.traces:
        what = "loop" if trace.kind == "loop" else "way on from an exit"
        fate = "; out of use: something to which it referred has died" if trace.retired else ""
        yield facts.line(trace.offset), "%s, compiled: %d micro-ops, %d bytes of machine code, %.1f ms%s" % (
            what, trace.micro_ops, trace.size, trace.seconds * 1e3, fate)
    for offset, reason in facts.refusals.items():
        yield facts.line(offset), "not compiled: %s" % reason
    if facts.inlinable is not None:
        yield facts.code.co_firstlineno, "calls of it are not followed: %s" % facts.inlinable if facts.inlinable else "calls of it are followed"
    counted = {}
    for exit, frame, taken in taken_exits(runtime.machine):
        if frame.code is facts:
            note = facts.line(frame.offset), exit.reason, _way_on(exit)
            counted[note] = counted.get(note, 0) + taken
    for (line, reason, way_on), count in counted.items():
        yield line, "left %d times: %s; %s" % (count, reason, way_on)


def _way_on(exit):
    """What becomes of an exit: is there a way on, or why is there none?"""
    if exit.bridge is not None:
        return "by now it goes on compiled"
    if exit.trace.retired:
        return "out of use"
    if exit.refusal is None:
        return "so far CPython goes on from there"
    return "CPython goes on from there: %s" % exit.refusal
