"""Writes programs: program(seed, index) is the text of one, the same text each time.

The holes that the writer fills itself: <j> a loop's own variable (<n> counts its passes), <call> a call of a function that is
defined already, <lines> <block> <blocks> <generates> several statements, <names> what declares the function's variables.
"""
import random
import re
import warnings
from pathlib import Path

from .grammar import GRAMMAR, GROUPS, SUITES

PRELUDE = (Path(__file__).parent / "prelude.py").read_text()
NAMES = "<names>"
HOLE, DEFINITION = re.compile(r"<(\w+)>"), re.compile(r"(?:async )?def (\w+)")
SEVERAL = {     # name: of what, at least and at most how many
    "lines": ("line", 1, 2), "block": ("statement", 1, 3), "blocks": ("statement", 3, 7), "generates": ("generate", 1, 3),
}
OWN_HOLES = {"j", "n", "call", "names", *SEVERAL}
DEFINED = ("Local", "Deeper", "f", "g", "rec", "gen", "co")     # in this order: each may use those before it
INITIAL = {row.split(" = ")[0]: row for row in GRAMMAR["init"] + GRAMMAR["counters"]}
USED = re.compile(r"(?<![.\w])(%s|n\d+)\b" % "|".join(INITIAL))
WHOLE = {"init", "digit", "edge", "real", "repair", *DEFINED, "a", "x", "s", "xs", "d", "o", "i"}     # of these every row stays
DEEPEST, MOST_LOOPS = 3, 4
EXPENSIVE = 6_000       # lines of Python that one call may run, all passes of the loops around it together


class Place:
    """Where in the program the next line stands."""

    def __init__(self, kind="module", in_loop=False, times=1, function=None):
        self.kind, self.in_loop, self.times, self.function = kind, in_loop, times, function


class Writer:
    """One program. `lines` holds (depth, text)."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.grammar = self.part_of_the_grammar()
        self.lines = []
        self.place = Place()
        self.loop_names = []
        self.loops = self.number = self.nesting = self.cost = 0
        self.costs = {}         # of the functions that there are: lines of Python a call runs

    def part_of_the_grammar(self):
        """Each program is written without most groups of rows, and without some rows of each nonterminal."""
        without = [pattern for pattern in GROUPS.values() if self.random.random() < 0.75]
        without = re.compile("|".join(without)) if without else None
        scarce = self.random.choice((0.1, 0.3, 0.6))
        rules = {}
        for name, rows in GRAMMAR.items():
            kept = [row for row in rows[1:] if self.random.random() > scarce and not (without and without.search(row))]
            rules[name] = rows if name in WHOLE else rows[:1] + kept
        return rules

    # expressions

    def pick(self, name, simple=False):
        rows = self.grammar[name]
        row = rows[0] if simple else rows[int(self.random.random() * len(rows))]
        if self.place.function is not None and self.place.function + "(" in row:
            return rows[0]      # nothing calls itself for ever
        return row

    def fill(self, row, deeper=3):
        return HOLE.sub(lambda hole: self.text(hole[1], deeper), row) if "<" in row else row

    def text(self, name, deeper):
        if name in ("j", "n"):
            return self.loop_name(name)
        if name == "call":
            return self.call(deeper)
        return self.fill(self.pick(name, deeper <= 0), deeper - 1)

    def loop_name(self, name):
        if not self.loop_names:
            return "i"
        return name + (self.loop_names[-1] if name == "n" else self.random.choice(self.loop_names))

    def call(self, deeper):
        """A call of something that does not make the program too long."""
        calls = [name for name, cost in self.costs.items() if cost * self.place.times < EXPENSIVE]
        if not calls or deeper <= 0:
            return "other(%s)" % self.text("i", 0)
        name = self.random.choice(calls)
        self.cost += self.costs[name] * self.place.times
        return self.text("call " + name, deeper)

    # statements

    def several(self, name, depth):
        of, least, most = SEVERAL[name]
        for _ in range(self.random.randint(least, most)):
            self.suite("line" if of == "generate" and self.random.random() < 0.4 else of, depth)

    def suite(self, name, depth):
        """The lines that fill the hole `name`."""
        if name in SEVERAL:
            return self.several(name, depth)
        if name == "leave":
            name = self.leave()
        nests = name in ("big", "loop", "change")
        if name == "statement" and self.nesting >= DEEPEST or name == "loop" and self.loops >= MOST_LOOPS:
            name = "line"
        self.nesting += nests
        self.row(self.pick(name), depth, name)
        self.nesting -= nests

    def leave(self):
        """How one may leave differs from place to place."""
        if not self.place.in_loop:
            return "leave outside"
        return "leave" if self.place.kind == "module" else "leave in " + self.place.kind

    def row(self, row, depth, name):
        """The lines of a row; in a compound statement of the row, what is allowed is what is allowed inside it."""
        before, opened = self.place, []
        own_loop = "<j>" in row and (name == "loop" or "for <j>" in row)
        if own_loop:
            self.loops += 1
            self.number += 1
            self.loop_names.append(str(self.number))
            row = row.replace("<j>", f"j{self.number}")
        for segment in row.split(" ;; "):
            text = segment.lstrip(".")
            dots = len(segment) - len(text)
            while opened and opened[-1][0] >= dots:
                self.place = opened.pop()[1]
            self.segment(text, depth + dots)
            opened.append((dots, self.place))
            self.place = self.inside(text, row)
        if own_loop:
            self.loop_names.pop()
        self.place = before

    def segment(self, text, depth):
        hole = HOLE.fullmatch(text)
        if hole and (hole[1] in SUITES or hole[1] in SEVERAL):
            self.suite(hole[1], depth)
        else:
            self.lines.append((depth, text if text == NAMES else self.fill(text)))
            self.cost += self.place.times

    def inside(self, text, row):
        """The place inside the compound statement that this text begins, if it begins one."""
        place = self.place
        if text == "<around>":
            return Place(place.kind, True, place.times * 80, place.function)
        if text.startswith(("for ", "while ")):
            return Place(place.kind, True, place.times * 5, place.function)
        if text.startswith(("def ", "async def ")):
            kind = "generator" if "yield" in row or "<generates>" in row else "function"
            return Place(kind, False, place.times, DEFINITION.match(text)[1])
        if text.startswith("class "):
            return Place("module", False, place.times)
        return place

    # whole programs

    def define(self, name):
        """A function or class for those that follow to use."""
        self.loops, self.cost, self.nesting = MOST_LOOPS - 1, 0, 1
        self.suite(name, 0)
        if "call " + name in GRAMMAR:
            self.costs[name] = self.cost * (20 if name == "rec" else 6 if name == "gen" else 1)

    def program(self):
        for name in DEFINED:
            self.define(name)
        self.suite("collector", 0)
        for name in ["script"] if self.random.random() < 0.15 else ["work"] + ["run"] * self.random.randint(1, 3):
            self.loops = self.cost = self.nesting = 0
            self.suite(name, 0)
        for at in reversed(range(len(self.lines))):
            if self.lines[at][1] == NAMES:
                self.lines[at:at + 1] = self.declared(at)
        return PRELUDE + "\n\n" + "".join("    " * depth + text + "\n" for depth, text in self.lines)

    def declared(self, at):
        """What stands at the start of a function for the names that it uses: most get a value of their own."""
        depth, header, body = self.lines[at][0], "", []
        for here, text in self.lines[at + 1:]:
            if here < depth:
                break
            body.append(text)
        for here, text in reversed(self.lines[:at]):
            if here < depth:
                header = text
                break
        inner = " ".join(text for text in body if text.startswith("nonlocal "))
        lines, shared = [], {"global": [], "nonlocal": []}
        enclosed = any(text == NAMES and here == depth - 1 for here, text in self.lines[:at])
        for name in sorted(set(USED.findall("\n".join(body)))):
            chance = self.random.random()
            if name in USED.findall(header) or name == "n" and enclosed:
                continue
            if name not in INITIAL:
                lines.append((depth, name + " = 0"))
            elif not header.startswith(("def ", "async def ")) or name in inner or name in "in" or chance < 0.8:
                lines.append((depth, self.fill(INITIAL[name])))
            elif chance < 0.98:
                shared["nonlocal" if enclosed and chance < 0.93 else "global"].append(name)
        return [(depth, f"{kind} {', '.join(names)}") for kind, names in shared.items() if names] + lines


def program(seed, index):
    """The text of the program number `index` of a seed."""
    for attempt in range(20):
        text = Writer(f"{seed} {index} {attempt}").program()
        if compiles(text):
            return text
    raise AssertionError(f"the grammar gives no valid programs (seed {seed}, index {index})")


def compiles(text):
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(text, "program.py", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True
