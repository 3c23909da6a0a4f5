"""What pyjit costs a program that only imports or enables it."""
import subprocess
import sys
from time import perf_counter

import pytest

from user.processes import ROOT, python

TOOLS = ("capstone", "unicorn", "peachpy", "pycparser", "hypothesis")


def seconds(source):
    start = perf_counter()
    subprocess.run([sys.executable, "-c", source], cwd=ROOT, check=True)
    return perf_counter() - start


def test_importing_pyjit_costs_less_than_30_ms():
    pairs = [(seconds("import pyjit"), seconds("pass")) for _ in range(9)]
    imported, bare = map(min, zip(*pairs))
    assert imported - bare < 0.030


def test_enable_costs_less_than_10_ms():
    source = "import pyjit, time; t = time.perf_counter(); assert pyjit.enable(); print(time.perf_counter() - t)"
    assert min(float(python("-c", source, PYJIT=None).out) for _ in range(7)) < 0.010


@pytest.mark.parametrize("call", ["", "pyjit.enable()"])
def test_no_tool_of_the_build_or_the_tests_is_loaded(call):
    source = "import sys, pyjit; %s\nprint(sorted({name.partition('.')[0] for name in sys.modules} & set(%r)))"
    assert python("-c", source % (call, TOOLS), PYJIT=None).out == "[]\n"


def test_import_loads_nothing_of_pyjit_but_the_options():
    source = "import sys, pyjit; print(sorted(name for name in sys.modules if name.startswith('pyjit')))"
    assert python("-c", source).out == "['pyjit', 'pyjit.options']\n"
