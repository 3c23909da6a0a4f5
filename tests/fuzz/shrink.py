"""Makes a program that differs smaller for as long as it differs in the same way.

It works on the syntax tree: statements go away (whole suites first), compound statements become their bodies, expressions
become one of their parts or a plain constant, big counts become small ones.
"""
import ast
import copy
import time

from differential.differ import Program

from .writer import compiles

TIMEOUT = 4
PLAIN = (None, 0, 1, 2)
SUITES = ("body", "orelse", "finalbody", "handlers", "cases")
ROUNDS = 6


def kind_of(differ, text):
    """In what way the program differs now: the sections, a crash, a fault of pyjit's own; "" if it agrees."""
    (stock, _), (jitted, stats) = differ.outcomes(Program(text), TIMEOUT)
    if "crash" in stock:
        return "too slow" if "no answer" in stock["crash"] else "crashes stock"
    if "crash" in jitted:
        return "hangs" if "no answer" in jitted["crash"] else "crash"
    if stats.get("faults"):
        return "fault: " + next(iter(stats["faults"])).split("<")[0]
    return ", ".join(name for name in stock if stock[name] != jitted[name])


class Shrinker:
    """Looks for a smaller program that differs in the way `kind`."""

    def __init__(self, differ, kind, seconds=150):
        self.differ, self.kind = differ, kind
        self.until = time.monotonic() + seconds
        self.tried = set()

    def shrink(self, text):
        tree = ast.parse(text)
        for _ in range(ROUNDS):
            before = ast.unparse(tree)
            tree = self.without_statements(tree)
            tree = self.with_simpler_parts(tree)
            if ast.unparse(tree) == before or time.monotonic() > self.until:
                break
        return ast.unparse(tree)

    def still(self, tree):
        """Whether the tree is a program that differs as the first one did."""
        try:
            text = ast.unparse(ast.fix_missing_locations(tree))
        except (ValueError, RecursionError):
            return False
        if not compiles(text):
            return False
        if text in self.tried or time.monotonic() > self.until:
            return False
        self.tried.add(text)
        return self.kind in (kind_of(self.differ, text), "any")

    def without_statements(self, tree):
        """Takes runs of statements away, from long runs to single ones."""
        length = 64
        while length:
            number = 0
            while (suite := nth_suite(tree, number)) is not None:
                at = len(suite)
                while at > 0:
                    at = max(at - length, 0)
                    tree, suite = self.cut(tree, number, at, length)
                    if suite is None:
                        break
                number += 1
            length //= 2
        return tree

    def cut(self, tree, number, at, length):
        changed = copy.deepcopy(tree)
        suite = nth_suite(changed, number)
        taken = suite[at:at + length]
        if not taken:
            return tree, nth_suite(tree, number)
        suite[at:at + length] = []
        if not suite and needs_a_body(changed, suite):
            suite.append(ast.Pass())
            if len(taken) == 1 and isinstance(taken[0], ast.Pass):
                return tree, nth_suite(tree, number)
        if self.still(changed):
            tree = changed
        return tree, nth_suite(tree, number)

    def with_simpler_parts(self, tree):
        """Puts something simpler in the place of each node, one after the other."""
        number = 0
        while True:
            spots = list(places(tree))
            if number >= len(spots) or time.monotonic() > self.until:
                return tree
            tree, moved = self.simpler(tree, number, len(list(simpler_forms(spots[number]))))
            number += not moved

    def simpler(self, tree, number, forms):
        for form in range(forms):
            changed = copy.deepcopy(tree)
            spot = list(places(changed))[number]
            owner, field, at, _ = spot
            put(owner, field, at, list(simpler_forms(spot))[form])
            if self.still(changed):
                return changed, True
        return tree, False


def nth_suite(tree, number):
    """A list of statements of the tree: outer ones come before inner ones."""
    for suite in suites(tree):
        if number == 0:
            return suite
        number -= 1
    return None


def suites(tree):
    for node in ast.walk(tree):
        for name in SUITES:
            suite = getattr(node, name, None)
            if isinstance(suite, list) and suite:
                yield suite


def needs_a_body(tree, suite):
    for node in ast.walk(tree):
        if getattr(node, "body", None) is suite:
            return True
        if isinstance(node, ast.Try) and node.finalbody is suite and not node.handlers:
            return True
    return False


def places(tree):
    """(owner, field, index, node) of every statement and expression that something else may stand for."""
    for owner in ast.walk(tree):
        for field, value in ast.iter_fields(owner):
            for at, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(node, ast.stmt) or isinstance(node, ast.expr) and loads(node):
                    yield owner, field, at, node


def loads(node):
    return isinstance(getattr(node, "ctx", ast.Load()), ast.Load) and not isinstance(node, (ast.JoinedStr, ast.FormattedValue))


def put(owner, field, at, new):
    if at is None:
        setattr(owner, field, new)
    elif isinstance(new, list):
        getattr(owner, field)[at:at + 1] = new
    else:
        getattr(owner, field)[at] = new


def simpler_forms(spot):
    """What may stand in the place of a node, the simplest first."""
    owner, field, at, node = spot
    if isinstance(node, ast.stmt):
        for name in ("body", "orelse", "finalbody"):
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and getattr(node, name, None):
                yield getattr(node, name)
        if isinstance(node, ast.AugAssign):
            yield ast.Assign([node.target], node.value)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, (int, float)) and node.value not in (0, 1, 2) and node.value is not None:
            yield from (ast.Constant(value) for value in (1, 2, 12))
    else:
        alone = at is None and field != "func" and not isinstance(owner, ast.Expr)
        if alone or isinstance(owner, (ast.Call, ast.Tuple, ast.List)):
            yield from (ast.Constant(value) for value in PLAIN)
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.expr) and loads(part):
                yield part
