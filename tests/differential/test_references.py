"""No reference is leaked and none is lost over 10**6 iterations of every kernel."""
import inspect

import pytest

import kernels
from differential.differ import Program

KERNELS = [name for name, function in inspect.getmembers(kernels, inspect.isfunction) if not name.startswith("_")]
PROGRAM = '''
import gc
import sys
import types

import kernels

SLACK = 500     # blocks of memory that come and go with caches of the interpreter
ROUNDS = 6      # more than those in which something is compiled


def reachable(function):
    """The objects that the code of a kernel works with: constants, globals, classes and what those hold."""
    found, todo = {}, [function.__code__, {name: held for name, held in vars(kernels).items() if not name.startswith('__')}]
    while todo:
        thing = todo.pop()
        for part in parts_of(thing):
            if id(part) not in found:
                found[id(part)] = part
                todo.append(part)
    return [part for part in found.values() if sys.getrefcount(part) < 2 ** 28]


def parts_of(thing):
    if isinstance(thing, types.CodeType):
        return thing.co_consts
    if isinstance(thing, dict):
        return [*thing.values()]
    if isinstance(thing, type) and thing.__module__ == "kernels":
        return [*vars(thing).values()]
    if isinstance(thing, types.FunctionType) and thing.__module__ == "kernels":
        return [thing.__code__, thing.__defaults__]
    return thing if isinstance(thing, tuple) else ()


def run(function, n, rounds):
    """A long run and many short ones; the value as text, so that it keeps nothing alive."""
    value = repr(function(n))
    for _ in range(rounds):
        function(50)
    return value


def measure(function, n):
    """Traces are made, and given up, in some rounds; what every entry leaks or loses is leaked or lost in all of them."""
    for _ in range(3):
        run(function, n // 100, 20)
    things = reachable(function)
    for _ in range(ROUNDS):
        gc.collect()
        before, blocks = [sys.getrefcount(thing) for thing in things], sys.getallocatedblocks()
        value = run(function, n, 1000)
        gc.collect()
        kept, after = sys.getallocatedblocks() - blocks, [sys.getrefcount(thing) for thing in things]
        found = [f"{thing!r} has {new - old} references more than before" for thing, old, new in zip(things, before, after) if new != old]
        if not found and abs(kept) <= SLACK:
            return value
    print(f"{kept} blocks of memory more than before", *found)
    return value


result = measure(getattr(kernels, kernel), n)
'''


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_kernel_neither_leaks_nor_loses_references(differ, kernel):
    program = Program(PROGRAM, names={"kernel": kernel, "n": 10 ** 6})
    (stock, _), (jitted, _) = differ.outcomes(program)
    assert stock["output"] == ""
    differ.compare(program, stock, jitted)
