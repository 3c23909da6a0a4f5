"""A hot loop in a function, with classes to try it on, as most tests of this folder have it; and what came of it."""
import textwrap

CLASSES = """
    import collections, functools, types

    class Plain:
        shared = "class"

        def __init__(self, x=1):
            self.x = x
            self.y = 2.5

        def get(self):
            return self.x

    class Derived(Plain):
        pass

    class Slots:
        __slots__ = "x", "y"

        def __init__(self, x):
            self.x = x

    class OfList(list):
        pass

    Point = collections.namedtuple("Point", "x y")
"""


def loop(both, before, body, after="", passes=120):
    """Run `body` for each i, twice over; what it appends to `out` counts, and what `after` leaves."""
    source = textwrap.dedent(CLASSES) + "\ndef run():\n    out = []\n"
    source += textwrap.indent(textwrap.dedent(before), "    ")
    source += f"\n    for i in range({passes}):\n" + textwrap.indent(textwrap.dedent(body), "        ")
    source += "\n" + textwrap.indent(textwrap.dedent(after), "    ") + "\n    return out\n\nresult = [run(), run()]\n"
    return both(source)


def goes_into_calls(stats):
    """Is the program's loop one trace, and were all calls followed that it met?"""
    return stats["traces"] == 1 and not any("as a whole" in reason for reason, _ in stats["aborts"])
