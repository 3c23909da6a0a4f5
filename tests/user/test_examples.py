"""Every example prints the same under pyjit as without it, compiled as early as can be."""
import os

import pytest

from user.processes import ROOT, pyjit_runs, python

FOLDER = os.path.join(ROOT, "examples")
SIZES = {"calculator": 200, "life": 30, "mandelbrot": 20, "matrix": 20, "nbody": 1000, "particles": 300, "primes": 20000,
         "spectral_norm": 30, "word_counter": 2000}


def test_every_example_has_a_size_here():
    assert {name.removesuffix(".py") for name in os.listdir(FOLDER) if name.endswith(".py")} == set(SIZES)


@pytest.mark.parametrize("name", SIZES)
def test_an_example_prints_the_same_under_pyjit(name):
    words = [os.path.join(FOLDER, name + ".py"), str(SIZES[name])]
    fast = pyjit_runs("--hot=2", "--bridge=1", *words, PYJIT=None)
    assert fast.code == 0 and fast == python(*words)


def test_the_word_counter_reads_a_file(tmp_path):
    path = tmp_path / "text"
    path.write_text("One fish, two fish. Don't count \N{LATIN SMALL LETTER E WITH ACUTE}!")
    ended = pyjit_runs(os.path.join(FOLDER, "word_counter.py"), str(path))
    assert ended.out.startswith("7 words, 6 different\n       2  fish\n")
