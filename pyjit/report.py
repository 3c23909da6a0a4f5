"""What --stats prints: the counts of pyjit.stats() as a text.

In: the dict. Out: a few lines of totals, then every reason for not compiling and every exit, the most frequent first."""

EXITS_SHOWN = 20


def stats(counts):
    """The whole text; it ends with a newline."""
    if not counts:
        return "pyjit: nothing was counted\n"
    lines = [_totals(counts), _cost(counts)]
    lines += _ranking("not compiled", counts["aborts"].items())
    lines += _ranking("left compiled code", [("%s  %s" % (place, reason), n) for (reason, place), n in counts["exits"].items()])
    return "\n".join(lines) + "\n"


def _totals(counts):
    share = counts["compiled_share"]
    return "pyjit: %d traces, %d bridges" % (counts["traces"], counts["bridges"]) + (
        "" if share is None else "; %.1f %% of the loop iterations ran compiled" % (100 * share))


def _cost(counts):
    """What it took to get there."""
    return "%.1f ms recording, %.1f ms compiling: %d micro-ops, %.0f us each (median over the traces), %d KiB of machine code" % (
        counts["record_seconds"] * 1e3, counts["compile_seconds"] * 1e3, counts["micro_ops"], counts["micro_op_us"],
        -(-counts["code_bytes"] // 1024))


def _ranking(title, counted):
    """A heading and the counted things, the most frequent first."""
    ranked = sorted(counted, key=lambda pair: (-pair[1], pair[0]))
    if not ranked:
        return []
    lines = ["%s:" % title] + ["%10d  %s" % (n, what) for what, n in ranked[:EXITS_SHOWN]]
    rest = ranked[EXITS_SHOWN:]
    return lines + ["%10d  at %d more places" % (sum(n for _, n in rest), len(rest))] * bool(rest)
