"""The hand-written programs: each public top-level function without parameters in programs/*.py is one."""
import ast
import pathlib

import pytest

from differential.differ import Differ, Program

FOLDER = pathlib.Path(__file__).parent / "programs"


def programs():
    for path in sorted(FOLDER.glob("*.py")):
        text = path.read_text()
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and is_program(node):
                yield pytest.param(Program(text, str(path), node.name), id=f"{path.stem}::{node.name}")


def is_program(function):
    return not any(ast.iter_child_nodes(function.args)) and not function.name.startswith("_")


@pytest.fixture(scope="module")
def called():
    """A stock process, and one in which functions are compiled by themselves early."""
    one = Differ(mode="called")
    yield one
    one.stop()


@pytest.mark.parametrize("program", list(programs()))
def test_a_program_does_the_same_where_functions_are_compiled(called, program):
    called.check(program)


@pytest.mark.parametrize("program", list(programs()))
def test_a_program_does_the_same_stock_and_jitted(differ, program):
    differ.check(program)
