"""Bytecode to raw ops: one family of bytecodes a file, each bytecode one function of the tracer and its argument.

ENDS lists the bytecodes at which a recording ends, with the reason."""
from pyjit.lower.registry import ENDS, HANDLERS
from pyjit.lower import control, stack  # noqa: F401
from pyjit.lower.attributes import loads, stores, super_attributes  # noqa: F401
from pyjit.lower.calls import builtins_called, dispatch, inlining, spreading, with_blocks  # noqa: F401
from pyjit.lower.containers import building, slices, subscripts  # noqa: F401
from pyjit.lower.iteration import delegating, dict_iterators, iterators, tuple_iterators  # noqa: F401
from pyjit.lower.numbers import arithmetic  # noqa: F401
from pyjit.lower.operators import compare, methods  # noqa: F401
from pyjit.lower.text import formatting  # noqa: F401
from pyjit.lower.variables import closures, imports, names  # noqa: F401

__all__ = ["ENDS", "HANDLERS"]
