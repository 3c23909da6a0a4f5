"""Writes the tables of finished stencils, from the micro-ops in pyjit.patterns and the shapes of each processor.

    python -m pyjit.backends.generate [--check] [x86_64] [aarch64]

With --check it only compares. The x86-64 assembler needs PeachPy; nothing else does."""
import importlib
import importlib.util
import os
import sys

from pyjit.patterns.define import MICRO_OPS

from .learn import Unlearnable, learn
from .stencil import TABLE

ARCHITECTURES = ("x86_64", "aarch64")
HEADER = "; Machine code of every micro-op and shape on %s: see table.py. Made by `python -m pyjit.backends.generate`.\n"


class Unfinished(Exception):
    """The table cannot be made; one line for each stencil that is at fault."""


def sources(arch):
    """(name, operands, function) of every stencil, micro-ops by name; `function` is None where one has none."""
    for op in sorted(MICRO_OPS.values(), key=str):
        if op.symbol:
            continue
        for suffix, operands in op.forms():
            yield op.name + suffix, arguments(op, operands), op.stencils.get(arch)
    if importlib.util.find_spec("pyjit.backends.%s.shapes" % arch):
        for name, (operands, function) in sorted(importlib.import_module("pyjit.backends.%s.shapes" % arch).SHAPES.items()):
            yield name, operands, function


def arguments(op, operands):
    """(name, kind) of what the stencil function gets; a tied operand is `out` once more."""
    result = (("out", op.out),) if op.out else ()
    return result + tuple(("out", op.out) if name == op.tied else (name, kind) for name, kind in operands)


def table(arch):
    """The text of the processor's table."""
    importlib.import_module("pyjit.patterns.families")
    assembler = importlib.import_module("pyjit.backends.%s.assembler" % arch)
    rows, errors = {}, []
    for name, operands, function in sources(arch):
        if name in rows:
            errors.append("%s: the name is taken" % name)
        elif function is None:
            errors.append("%s: it has no %s stencil" % (name, arch))
        else:
            try:
                rows[name] = learn(assembler, name, operands, function).text()
            except Unlearnable as error:
                errors.append(str(error))
    if errors:
        raise Unfinished("\n".join(errors))
    return HEADER % arch + "".join("\n%s\n" % row for row in rows.values())


def path(arch):
    return os.path.join(os.path.dirname(__file__), arch, TABLE)


def main(words):
    """Write or check the tables. The number of those that are wrong."""
    wrong = 0
    for arch in [word for word in words if word in ARCHITECTURES] or ARCHITECTURES:
        try:
            text = table(arch)
        except Unfinished as error:
            print("%s:\n%s" % (arch, error), file=sys.stderr)
            wrong += 1
            continue
        if "--check" not in words:
            with open(path(arch), "w", encoding="utf-8") as out:
                out.write(text)
        elif not os.path.exists(path(arch)) or open(path(arch), encoding="utf-8").read() != text:
            print("%s: %s is not what the sources say; run it without --check" % (arch, path(arch)), file=sys.stderr)
            wrong += 1
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
