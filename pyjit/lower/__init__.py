"""Bytecode to raw ops: one family of bytecodes a file, each bytecode one function of the tracer and its argument.

ENDS lists the bytecodes at which a recording ends, with the reason."""
from pyjit.lower.registry import ENDS, HANDLERS
from pyjit.lower import (  # noqa: F401
    arithmetic, attribute_stores, attributes, building, builtins_called, calls, closures, compare, containers, control, dict_iterators,
    formatting, imports, inlining, iterators, names, operators, slices, spreading, stack, super_attributes, tuple_iterators,
    with_blocks)

__all__ = ["ENDS", "HANDLERS"]
