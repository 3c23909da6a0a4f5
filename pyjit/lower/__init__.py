"""Bytecode to raw ops: one family of bytecodes a file, each bytecode one function of the tracer and its argument.

ENDS lists the bytecodes at which a recording ends, with the reason."""
from pyjit.lower.registry import HANDLERS
from pyjit.lower import arithmetic, compare, containers, control, names, stack  # noqa: F401

__all__ = ["HANDLERS"]
