"""The project's own benchmark: its kernels agree on both sides, its command leaves a table and a file."""
import json

import pytest

from benchmarks import chart
from benchmarks.kernels import load
from user.processes import ROOT, python

SIZES = {"calls.towers": 2, "numbers.julia": 12, "sequences.bubble_sort": 40, "sequences.table_of_paths": 20,
         "sequences.rule_thirty": 40, "mappings.walk_items": 5, "text.caesar": 2, "text.checksum": 2, "text.vowels": 2,
         "objects.chain": 3}


@pytest.mark.parametrize("name", load())
def test_a_kernel_returns_the_same_under_pyjit(both, name):
    group, function = name.split(".")
    both(f"from benchmarks.kernels.{group} import {function}\nvalue = {function}({SIZES.get(name, 500)})")


def benchmarks(path, **environment):
    """`python -m benchmarks`, as short as can be, for one kernel."""
    words = ["--seconds", "0.01", "--rounds", "1", "--json", str(path), "euclid"]
    return python("-m", "benchmarks", *words, cwd=ROOT, **environment)


def test_the_command_leaves_a_table_and_a_file(tmp_path):
    path = tmp_path / "results.json"
    ended = benchmarks(path, PYJIT=None)
    assert ended.code == 0, ended
    assert "numbers.euclid" in ended.out and "1 of 1 kernels" in ended.out
    kernel, = json.loads(path.read_text())["kernels"]
    assert kernel["ratio"] == kernel["stock"] / kernel["pyjit"]


def test_a_side_that_fails_is_told_with_its_reason(tmp_path):
    ended = benchmarks(tmp_path / "results.json", PYJIT="0")
    assert ended.code == 1 and "numbers.euclid: pyjit ended with exit code 1: off: the environment says PYJIT=0" in ended.out


@pytest.mark.parametrize("ratio, expected", [
    (1, "      │"), (2, "      │██████"), (4, "      │████████████"), (1.5, "      │███▌"),
    (0.5, "▒▒▒▒▒▒│"), (0.01, "▒▒▒▒▒▒│"), (0.95, "     ▒│")])
def test_a_bar_is_as_long_as_the_doublings(ratio, expected):
    assert chart.bar(ratio) == expected


def test_the_geometric_mean():
    assert chart.geometric_mean([2, 0.5, 4, 0.25]) == 1
