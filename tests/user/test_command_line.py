"""pyjit's own words on the command line."""
import pytest

import pyjit
from pyjit.options import OPTIONS
from user.processes import pyjit_runs


def test_help_names_every_option():
    ended = pyjit_runs("--help")
    assert ended.code == 0 and ended.out.startswith("usage: python -m pyjit")
    assert all("--%s=N" % name.replace("_", "-") in ended.out for name in OPTIONS)


def test_version():
    assert pyjit_runs("--version").out == "pyjit %s\n" % pyjit.__version__


@pytest.mark.parametrize("word", ["--nonsense", "--nonsense=3", "--hot", "--stats=3", "--hot=0", "--hot=many"])
def test_a_wrong_option_is_one_line_and_exit_code_2(word):
    ended = pyjit_runs(word, "-c", "print(1)")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1 and word.partition("=")[0] in ended.err


def test_a_wrong_variable_is_one_line_and_exit_code_2():
    ended = pyjit_runs("-c", "print(1)", PYJIT_HOT="many", PYJIT=None)
    assert (ended.code, ended.out, ended.err) == (2, "", "pyjit: PYJIT_HOT must be a whole number, not 'many'\n")


@pytest.mark.parametrize("word", ["-x", "-O"])
def test_an_option_of_python_is_sent_to_its_place(word):
    ended = pyjit_runs(word, "-c", "print(1)")
    assert (ended.code, ended.out) == (2, "") and "go before -m pyjit" in ended.err


@pytest.mark.parametrize("word", ["-c", "-m"])
def test_an_option_that_wants_an_argument_says_so(word):
    ended = pyjit_runs(word)
    assert (ended.code, ended.out) == (2, "") and word in ended.err


def test_compare_shows_the_output_once_and_both_times():
    ended = pyjit_runs("--compare", "-c", "print('hello')")
    output, verdict = ended.out.splitlines()
    assert output == "hello" and ended.code == 0
    assert verdict.startswith("python ") and "times as fast (same output)" in verdict


def test_compare_gives_both_runs_the_same_input():
    ended = pyjit_runs("--compare", "-c", "print(input() + '!')", stdin="hello\n")
    assert ended.out.startswith("hello!\n") and "same output" in ended.out


def test_compare_says_if_the_output_differs():
    assert "the output differs" in pyjit_runs("--compare", "-c", "import os; print(os.getpid())").out


def test_compare_ends_with_the_exit_code_of_the_program():
    ended = pyjit_runs("--compare", "-c", "raise SystemExit(3)")
    assert ended.code == 3 and "same output, exit code 3)" in ended.out


def test_compare_gives_no_ratio_if_the_exit_codes_differ():
    source = "import os; raise SystemExit(3 if os.environ.get('PYJIT') == '0' else 4)"
    ended = pyjit_runs("--compare", "-c", source, PYJIT=None)
    assert ended.code == 1 and ended.out.endswith("the exit codes differ, 3 and 4\n")


def test_compare_runs_the_first_side_without_pyjit():
    source = "import os, pyjit; print(pyjit.enable(), os.environ.get('PYJIT'))"
    assert pyjit_runs("--compare", "-c", source, PYJIT=None).out.startswith("False 0\n")
