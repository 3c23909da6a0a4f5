"""pyjit's own words on the command line."""
import os
import signal
import subprocess
import sys

import pytest

import pyjit
from pyjit.options import OPTIONS
from user.processes import ROOT, pyjit_runs, python

LOOP = "for i in range(2000): pass\n"


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


def test_compare_gives_no_ratio_of_runs_that_failed():
    ended = pyjit_runs("--compare", "-c", "raise SystemExit(3)", PYJIT=None)
    assert ended.code == 3 and ended.out.endswith(": both runs failed with exit code 3 (same output)\n")


def test_compare_gives_no_ratio_of_runs_that_were_killed():
    ended = pyjit_runs("--compare", "-c", "import os; os.kill(os.getpid(), 9)", PYJIT=None)
    assert ended.code == 128 + 9 and ended.out.endswith(": both runs were ended by signal 9 (same output)\n")


def test_compare_gives_no_ratio_if_pyjit_is_off():
    ended = pyjit_runs("--compare", "-c", "print(1)", PYJIT="0")
    assert ended.code == 2 and ended.out == "1\nnothing to compare: pyjit was not on: the environment says PYJIT=0\n"


def test_compare_gives_no_ratio_if_pyjit_cannot_be_on(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.monitoring.use_tool_id(sys.monitoring.OPTIMIZER_ID, 'another')")
    ended = pyjit_runs("--compare", "-c", "print(1)", PYJIT=None, PYTHONPATH=os.pathsep.join([str(tmp_path), ROOT]))
    assert ended.code == 2 and "another tool" in ended.err, ended
    assert ended.out.startswith("1\nnothing to compare: pyjit was not on: ")


def test_compare_gives_no_ratio_if_an_option_is_wrong():
    ended = pyjit_runs("--compare", "--hot=0", "-c", "print(1)", PYJIT=None)
    assert (ended.code, ended.out) == (2, "") and "--hot" in ended.err
    ended = pyjit_runs("--compare", "-c", "print(1)", PYJIT=None, PYJIT_HOT="many")
    assert (ended.code, ended.out) == (2, "1\nnothing to compare: pyjit was not on\n") and "PYJIT_HOT" in ended.err


def test_a_reader_that_goes_away_ends_compare_quietly():
    words = [sys.executable, "-m", "pyjit", "--compare", "-c", "while True: print('line')"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
        assert process.stdout.readline() == b"line\n"
        process.stdout.close()
        assert process.wait(60) == -signal.SIGPIPE and process.stderr.read() == b""


LOOPS = "import sys\nprint('begun', flush=True)\n%s:\n    while True: pass\n%s"


@pytest.mark.parametrize("source, more", [
    ("try", "except KeyboardInterrupt: print('tidied', flush=True)"),
    ("if 1", "")], ids=["one that tidies up", "one that does not"])
def test_an_interrupt_ends_compare_and_its_program(source, more):
    words = [sys.executable, "-m", "pyjit", "--compare", "-c", LOOPS % (source, more)]
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(words, **streams, start_new_session=True) as process:
        assert process.stdout.readline() == b"begun\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == -signal.SIGINT
        assert process.stdout.read() == b"tidied\n" * bool(more) and b"pyjit" not in process.stderr.read()


def test_compare_without_streams():
    source = "import os, sys\nfor n in 0, 1, 2: os.close(n)\nos.execv(sys.executable, [sys.executable] + %r)"
    words = ["-m", "pyjit", "--compare", "-c", "1"]
    assert python("-c", source % words, PYJIT=None).code == 0


@pytest.mark.parametrize("show", ["--stats", "--dis"])
def test_a_report_does_not_change_how_a_program_ends(show):
    assert pyjit_runs(show, "--hot=5", "-c", LOOP + "raise KeyboardInterrupt", PYJIT=None).code == -signal.SIGINT
    assert pyjit_runs(show, "--hot=5", "-c", LOOP + "raise SystemExit(3)", PYJIT=None).code == 3


@pytest.mark.parametrize("closes", [
    "os.close(2)", "os.dup2(os.open('/dev/full', os.O_WRONLY), 2)", "sys.stderr = None", "sys.stderr.close()"])
def test_a_report_that_cannot_be_written_is_no_failure(closes):
    ended = pyjit_runs("--stats", "-c", "import os, sys\n" + closes, PYJIT=None)
    assert (ended.code, ended.out) == (0, "")


def test_a_report_whose_reader_has_gone_is_no_failure():
    words = [sys.executable, "-m", "pyjit", "--stats", "-c", "import os, sys; sys.stdin.read(); print(end='')"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stderr.close()
        process.stdin.close()
        assert process.wait(60) == 0 and process.stdout.read() == b""


def test_compare_gives_no_ratio_if_the_exit_codes_differ():
    source = "import os; raise SystemExit(3 if os.environ.get('PYJIT') == '0' else 4)"
    ended = pyjit_runs("--compare", "-c", source, PYJIT=None)
    assert ended.code == 1 and ended.out.endswith("the exit codes differ, 3 and 4\n")


def test_compare_runs_the_first_side_without_pyjit():
    source = "import os, pyjit; print(pyjit.enable(), os.environ.get('PYJIT'))"
    assert pyjit_runs("--compare", "-c", source, PYJIT=None).out.startswith("False 0\n")
