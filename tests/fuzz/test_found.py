"""What the fuzzer has found, shrunken: each file of found/ is a program."""
import pathlib

import pytest
from differential.differ import Program

FOUND = sorted((pathlib.Path(__file__).parent / "found").glob("*.py"))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_a_found_program_does_the_same_stock_and_jitted(differ, path):
    differ.check(Program(path.read_text(), str(path)))
