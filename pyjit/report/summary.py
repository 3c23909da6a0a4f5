"""What --stats prints: the counts of pyjit.stats() as a text.

In: the dict. Out: a few lines of totals, then every reason for not compiling and every exit, the most frequent first, each with the line
of the program that it is about."""
import pyjit
from pyjit.report.sources import Sources

OURS = tuple([folder + "/" for folder in pyjit.__path__])
SHOWN = 20      # of each kind


def stats(counts):
    """The whole text; it ends with a newline."""
    if not counts:
        return "pyjit: nothing was counted\n"
    lines, sources = [_totals(counts), _cost(counts), _steps(counts)], Sources()
    lines += ["nothing was compiled or ran compiled for %.1f s, in which %s listened to all code" % (seconds, tools)
              for tools, seconds in counts["watched_seconds"].items()]
    lines += _ranking("recordings that came to nothing, and why", counts["aborts"], sources)
    lines += _ranking("where compiled code was left, and which expectation failed", counts["exits"], sources)
    return "\n".join(lines) + "\n"


def _totals(counts):
    share = counts["compiled_share"]
    return "pyjit: %d traces, %d bridges" % (counts["traces"], counts["bridges"]) + (
        "" if share is None else "; %.0f %% of the time was spent in compiled loops" % (100 * share))


def _cost(counts):
    """What it took to get there."""
    return "%.1f ms recording, %.1f ms compiling: %d micro-ops, %.0f us each (median over the traces), %d KiB of machine code" % (
        counts["record_seconds"] * 1e3, counts["compile_seconds"] * 1e3, counts["micro_ops"], counts["micro_op_us"],
        -(-counts["code_bytes"] // 1024))


def _steps(counts):
    """Which share of that each step has."""
    whole = sum(counts["step_seconds"].values()) or 1.0
    return "of this time: " + ", ".join(["%s %.0f %%" % (step, 100 * seconds / whole) for step, seconds in counts["step_seconds"].items()])


def _ranking(title, counted, sources):
    """A heading and the counted things, the most frequent first: {(text, "file:line"): how often}."""
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))   # at low thresholds pyjit's own code is compiled, too
    ranked = [pair for pair in ranked if not pair[0][1].startswith(OURS)]
    if not ranked:
        return []
    lines = ["%s:" % title]
    for (text, place), n in ranked[:SHOWN]:
        file, _, line = place.rpartition(":")
        lines.append("%10d  %s  %s" % (n, place, sources.line(file, int(line) if line.isdecimal() else None)))
        lines.append("%10s  %s" % ("", text))
    rest = ranked[SHOWN:]
    return lines + ["%10d  at %d more places" % (sum(n for _, n in rest), len(rest))] * bool(rest)
