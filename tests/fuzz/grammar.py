"""What programs are made of. A new feature is a new row.

`name:` opens a nonterminal, each indented line below it is one of its rows; `4x ` before a row makes it four times as likely.
`<name>` is filled with a row of that nonterminal. `;;` separates lines of Python, leading dots indent them; at a line's end it
lets the row go on in the next. Where expressions must not nest any deeper the first row is taken. Some holes are the writer's:
see writer.py.

The variables say what they hold: a b c ints, x y floats, s r texts, xs ys lists, fs floats in a list, d e dicts, m a set, p a
tuple, o u objects, t a bool, ba bytes that change, ar an array, it an iterator, h something to call, w anything at all.
"""
from .escapes import ESCAPES
from .expressions import EXPRESSIONS
from .shapes import SHAPES
from .statements import STATEMENTS
from .strains import STRAINS


def rows_of(text):
    """{nonterminal: its rows, each as often as it is likely}"""
    rules, rows = {}, []
    for line in text.replace(";;\n        ", ";; ").splitlines():
        if line and not line.startswith(" "):
            rows = rules.setdefault(line.rstrip(":"), [])
        elif line:
            rows += repeated(line.strip())
    return rules


def repeated(row):
    """The rows of one line: short ones stand beside each other, with a semicolon between."""
    for part in [row] if ";;" in row or ": " in row else row.split("; "):
        times, given, rest = part.partition("x ")
        yield from [rest] * int(times) if given and times.isdigit() else [part]


# What belongs together: most programs have nothing of a group, so that the rest gets far.
GROUPS = {
    "generators": r"<gen|gen\(|gen_pairs|yield|co\(|for \w+ in <xs>( if k)?\)|<xs>\[:[35]\] if k\)|fs\)",
    "with": r"with Guard",
    "match": r"^match",
    "frames": r"peek|poke|_getframe|locals\(\)|exec\(|settrace|import",
    "deaths": r"Mortal|Raising|weakref|gc\.",
    "wild": r"<wild>|h\(|\bw\b(?! =)|<any>\)",
    "failing": r"next\(it\)|<xs>\[<i>\]|^del|index\(<i>|remove\(<i>|raise|Spot\(<i>\) \+"
               r"|<d>\[<i>\]$|<d>\[<i> % 3\] \+=|\.r$|\.extra$|pop\((0)?\)"
               r"|\bassert|b = <xs>|= p$|\[a, b\]|<v> ?\+|\+= <v>|= <W>|\*\*|<R> / |<I> <slash> <I>|Row\(",
    "monkeys": r"builtins\.|globals\(\)\[|^\w+\.__\w+__ =|__bases__|__code__|__defaults__|__kwdefaults__|^Thing\.|^\w+\.late",
    "sentinels": r"NAN|FAR|<sentinel>|<kept>|which\(",
    "growing": r"<grow>|<alias>|<more>|shorten",
    "made": r"<made>|make\(|[mM]ade\b|LIVES",
    "tools": r"watch\(|<switch>",
    "tracers": r"<trace>",
    "escapes": r"<fresh>",
    "cells": r"tall[yi]|swap\(|CELL|Telling|next_of|stepped",
}
GRAMMAR = rows_of(EXPRESSIONS + STATEMENTS + SHAPES + STRAINS + ESCAPES)
SUITES = rows_of(STATEMENTS + SHAPES).keys() | {"grow", "alias", "switch", "trace"}     # what fills whole lines
