"""Bytecode to raw ops: one family of bytecodes a file, each bytecode one function of the tracer and its argument.

ENDS lists the bytecodes at which a recording ends, with the reason."""
from pyjit.lower.registry import ENDS, HANDLERS
from pyjit.lower import arithmetic, builtins_called, calls, compare, containers, control, inlining, iterators, names, stack  # noqa: F401

__all__ = ["ENDS", "HANDLERS"]
