"""Why something is not compiled, and where in the source that is: what pyjit.explain() and pyjit.stats() are made of.

A Reason and its Place hold plain values alone, so that no report keeps anything of the program alive."""

BEYOND = 1 << 30   # a column behind the end of every line


class Place:
    """Where a bytecode stands in the source. function: the qualified name of its code; columns: (line, its last line, column, last
    column), as code.co_positions() has them, any of which may be None."""

    __slots__ = ("filename", "function", "line", "columns")

    def __init__(self, filename, function, line, columns):
        self.filename, self.function, self.line, self.columns = filename, function, line, columns

    def __str__(self):
        return "%s:%s" % (self.filename, self.line)

    def is_whole_line(self):
        return self.columns is not None and self.columns[3] == BEYOND


def place_of(facts, offset):
    """The Place of a bytecode. Of dead code the columns are not known any more."""
    columns, code = None, facts.code
    if code is not None:
        for at, columns in enumerate(code.co_positions()):
            if 2 * at == offset:
                break
    return Place(facts.filename, facts.name, facts.line(offset), columns)


def place_of_loop(facts, header):
    """The Place of a loop: the line that it begins with. The instruction at its start may be any of its body."""
    line = facts.loop_line(header)
    return Place(facts.filename, facts.name, line, (line, line, 0, BEYOND))


class Reason:
    """Why something is not compiled. text: what is in the way, in a sentence that goes on from the source of its place; remedy: what can
    be done about it, or None; place: a Place, or None of what lies in no line."""

    __slots__ = ("text", "remedy", "place")

    def __init__(self, text, remedy=None, place=None):
        self.text, self.remedy, self.place = text, remedy, place

    def key(self):
        """(text, "file:line"), as the dict of pyjit.stats() has it."""
        return with_remedy(self.text, self.remedy), str(self.place) if self.place is not None else ""

    def told(self, sources, filename=None, line=None):
        """As explain() tells it to who reads this line of this file."""
        return with_remedy(located(self.place, self.text, sources, filename, line), self.remedy)


def located(place, text, sources, filename, line):
    """A text with the source that it is about in front, and where that is, unless it is where the reader is."""
    if place is None:
        return text
    where = []
    if place.filename != filename:
        where = ["%s, in %s():" % (place, place.function)]
    elif place.line != line:
        where = ["line %s," % place.line]
    piece = sources.piece(place) if where or not place.is_whole_line() else ""
    return " ".join(where + ["%s:" % piece] * bool(piece) + [text])


def with_remedy(text, remedy):
    """A text, and what can be done."""
    return "%s (remedy: %s)" % (text, remedy) if remedy else text
