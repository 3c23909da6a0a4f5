"""pyjit's own words on the command line."""
import json
import os
import re
import signal
import subprocess
import sys

import pytest

import pyjit
from pyjit.options import OPTIONS
from user.processes import REPORTED, ROOT, pyjit_runs, python

LOOP = "for i in range(2000): pass\n"


def test_help_names_every_option():
    ended = pyjit_runs("--help")
    assert ended.code == 0 and ended.out.startswith("usage: python -m pyjit")
    words = " ".join(ended.out.split())
    for name, option in OPTIONS.items():
        assert "--%s N %s (%s)" % (name.replace("_", "-"), option.meaning, option.default) in words
    assert pyjit_runs("-h") == ended


@pytest.mark.parametrize("word", ["--version", "-V"])
def test_version(word):
    assert pyjit_runs(word).out == "pyjit %s\n" % pyjit.__version__


@pytest.mark.parametrize("words", [
    ["--nonsense"], ["--nonsense=3"], ["--hot"], ["--stats=3"], ["--hot=0"], ["--hot=many"], ["--hot", "many"], ["--hot", "-5"], ["--ho=5"],
    ["--hot", "0.5"], ["--compile-share", "2"], ["--runs=3"], ["--runs=0", "--compare"], ["--runs=x", "--compare"], ["--json"],
    ["--json=/nowhere/at/all"], ["--json=."], ["--json=-", "--compare"]], ids=" ".join)
def test_a_wrong_option_is_one_line_and_exit_code_2(words):
    ended = pyjit_runs(*words, "-c", "print(1)")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1 and words[0].partition("=")[0] in ended.err


@pytest.mark.parametrize("words", [["--hot=20", "--bridge=5"], ["--hot", "20", "--bridge", "5"], ["--hot", "20", "--bridge=5"]], ids=" ".join)
def test_an_option_and_its_value_are_one_word_or_two(words):
    source = "import pyjit; print(pyjit._options == pyjit.Options(hot=20, bridge=5), pyjit._options.hot)"
    assert pyjit_runs(*words, "-c", source, PYJIT=None).out == "True 20\n"


def test_what_follows_the_program_is_its_own():
    source = "import sys; print(sys.argv)"
    for words in ["--hot", "5"], ["--help"], ["-V"], ["--"]:
        assert pyjit_runs("--hot", "20", "-c", source, *words) == python("-c", source, *words)


def test_a_wrong_variable_is_named_in_one_line_and_the_program_runs():
    ended = pyjit_runs("-c", "print(1)", PYJIT_HOT="many", PYJIT=None)
    assert (ended.code, ended.out, ended.err) == (0, "1\n", "pyjit: PYJIT_HOT must be a whole number, not 'many'; it is ignored\n")
    ended = pyjit_runs("--stats", "-c", LOOP, PYJIT_HOT="5", PYJIT_HOTT="5", PYJIT="off", PYJIT_COMPILE_SHARE="1")
    assert ended.code == 0 and ended.err.startswith("pyjit: PYJIT must be 0 or 1, not 'off'; it is ignored\n"
                                                    "pyjit: there is no variable PYJIT_HOTT "), ended
    assert re.search("pyjit: [1-9] traces", ended.err)


SEEN = """if True:
    import sys
    print([name for name in sys.modules if not name.startswith('pyjit')])
    print([each for each in object.__subclasses__() if not each.__module__.startswith('pyjit')])
"""


def test_what_reads_the_options_is_not_seen_by_the_program():
    def run(*words):
        return pyjit_runs(*words, "-c", SEEN, flags=["-S"], PYJIT="0")
    assert run("--hot", "5", "--bridge=5").out == run().out
    assert run("--hot=5", "--json=-").out.splitlines()[0] == run().out.splitlines()[0]


@pytest.mark.parametrize("word", ["-x", "-O"])
def test_an_option_of_python_is_sent_to_its_place(word):
    ended = pyjit_runs(word, "-c", "print(1)")
    assert (ended.code, ended.out) == (2, "") and "go before -m pyjit" in ended.err


@pytest.mark.parametrize("word", ["-c", "-m"])
def test_an_option_that_wants_an_argument_says_so(word):
    ended = pyjit_runs(word)
    assert (ended.code, ended.out) == (2, "") and word in ended.err


def compared(*words, **more):
    return pyjit_runs("--compare", "--runs", "1", *words, PYJIT=None, **more)


def test_compare_shows_the_output_once_and_both_times():
    ended = compared("-c", "print('hello')")
    output, *table, verdict = ended.out.splitlines()
    assert output == "hello" and ended.code == 0 and verdict == "same output"
    assert table[0].split() == ["python", "pyjit", "times", "as", "fast"]
    assert [re.sub(r"[\d.]+", "N", " ".join(row.split())) for row in table[1:]] == ["CPU time N s N s N", "wall time N s N s N"]


def test_compare_takes_turns_and_shows_the_spread(tmp_path):
    source = "import os, pyjit; open(%r, 'a').write(os.environ.get('PYJIT', '') + str(pyjit.is_enabled()) + ' ')" % str(tmp_path / "runs")
    ended = pyjit_runs("--compare", "--runs=4", "-c", source, PYJIT=None)
    assert (tmp_path / "runs").read_text() == "0False True " * 4
    _, *rows, verdict = ended.out.splitlines()
    assert verdict == "the median of 4 turns (least to greatest); same output"
    spread = r"[\d.]+( s)? \([\d.]+ to [\d.]+\)"
    assert all(re.fullmatch(r"(CPU|wall) time +%s +%s +%s" % (spread, spread, spread), row) for row in rows), ended


def test_compare_counts_the_processor_time_of_the_programs_children():
    source = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time\\nwhile time.process_time() < 1: pass'])"
    cpu = compared("-c", source).out.splitlines()[1]
    assert all(float(seconds) >= 1 for seconds in re.findall(r"([\d.]+) s", cpu)), cpu


def test_compare_gives_its_options_to_pyjit_and_its_reports_once(tmp_path):
    counts = tmp_path / "counts"
    words = ["--runs=2", "--stats", "--explain", "--hot", "20", "--json", "counts"]
    ended = pyjit_runs("--compare", *words, "-c", LOOP, PYJIT=None, cwd=tmp_path)
    assert ended.code == 0 and ended.err.count("pyjit: 1 traces") == ended.err.count("<module>, <string>:1\n") == 1
    assert json.loads(counts.read_text())["traces"] == 1


def test_compare_shows_the_error_output_of_the_first_turn_and_that_of_a_failure(tmp_path):
    source = "import sys; print('said', file=sys.stderr); n = len(open(%r, 'a+').read()); open(%r, 'a').write('x')"
    source %= (str(tmp_path / "runs"), str(tmp_path / "runs"))
    assert pyjit_runs("--compare", "--runs=3", "-c", source, PYJIT=None).err == "said\n" * 2
    counting = "import os\nwith open(%r, 'a+') as f: f.write('x'); f.seek(0); n = len(f.read())\nif n > 2: raise SystemExit('the third')"
    ended = pyjit_runs("--compare", "-c", counting % str(tmp_path / "more"), PYJIT=None)
    assert (ended.code, ended.err) == (1, "the third\n" * 2)
    assert ended.out == "nothing to compare: both failed with exit code 1 (same output)\n"


def test_compare_gives_both_runs_the_same_input():
    ended = pyjit_runs("--compare", "--runs=2", "-c", "print(input() + '!')", stdin="hello\n")
    assert ended.out.startswith("hello!\n") and "same output" in ended.out


def test_compare_says_if_the_output_differs():
    other, under_pyjit = "import os; print(os.getpid())", "import pyjit; print(pyjit.is_enabled())"
    median = "the median of 2 turns (least to greatest); "
    for runs, source, code, verdict in (
            ("1", other, 0, "the output differs"), ("2", other, 0, median + "the output differs, without pyjit too"),
            ("2", under_pyjit, 1, median + "the output differs under pyjit")):
        ended = pyjit_runs("--compare", "--runs", runs, "-c", source, PYJIT=None)
        assert (ended.code, ended.out.splitlines()[-1]) == (code, verdict)


def test_compare_gives_no_ratio_of_runs_that_failed():
    ended = pyjit_runs("--compare", "-c", "raise SystemExit(3)", PYJIT=None)
    assert ended.code == 3 and ended.out == "nothing to compare: both failed with exit code 3 (same output)\n"


def test_compare_gives_no_ratio_of_runs_that_were_killed():
    ended = pyjit_runs("--compare", "-c", "import os; os.kill(os.getpid(), 9)", PYJIT=None)
    assert ended.code == 128 + 9 and ended.out == "nothing to compare: both were ended by signal 9 (same output)\n"


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


def test_a_reader_that_goes_away_ends_compare_quietly():
    words = [sys.executable, "-m", "pyjit", "--compare", "-c", "while True: print('line')"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
        assert process.stdout.readline() == b"line\n"
        process.stdout.close()
        assert process.wait(60) == -signal.SIGPIPE and process.stderr.read() == b""


LOOPS = "import sys\n%s:\n    print('begun', flush=True)\n    while True: pass\n%s"


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


REPORTS = ["--stats", "--dis", "--explain", "--json=-"]


@pytest.mark.parametrize("show", REPORTS)
def test_a_report_does_not_change_how_a_program_ends(show):
    assert pyjit_runs(show, "--hot=5", "-c", LOOP + "raise KeyboardInterrupt", PYJIT=None).code == -signal.SIGINT
    assert pyjit_runs(show, "--hot=5", "-c", LOOP + "raise SystemExit(3)", PYJIT=None).code == 3


@pytest.mark.parametrize("closes", [
    "os.close(2)", "os.dup2(os.open('/dev/full', os.O_WRONLY), 2)", "sys.stderr = None", "sys.stderr.close()"])
def test_a_report_that_cannot_be_written_is_no_failure(closes):
    ended = pyjit_runs("--stats", "--explain", "-c", "import os, sys\n" + closes, PYJIT=None)
    assert (ended.code, ended.out) == (0, "")


@pytest.mark.parametrize("closes", ["sys.stdout = None", "sys.stdout.close()", "os.rmdir(os.getcwd())"])
def test_counts_that_cannot_be_written_are_no_failure(closes, tmp_path):
    file = "counts" if "rmdir" in closes else "-"
    ended = pyjit_runs("--json", file, "-c", "import os, sys\n" + closes, PYJIT=None, cwd=tmp_path)
    assert (ended.code, ended.out) == (0, "") and ended.err.startswith("pyjit: --json: ") and ended.err.count("\n") == 1


def test_a_report_whose_reader_has_gone_is_no_failure():
    words = [sys.executable, "-m", "pyjit", "--stats", "-c", "import os, sys; sys.stdin.read(); print(end='')"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stderr.close()
        process.stdin.close()
        assert process.wait(60) == 0 and process.stdout.read() == b""


def test_compare_gives_no_ratio_if_the_exit_codes_differ():
    source = "import os; raise SystemExit(3 if os.environ.get('PYJIT') == '0' else 4)"
    ended = pyjit_runs("--compare", "-c", source, PYJIT=None)
    assert ended.code == 1 and ended.out == "nothing to compare: the exit codes differ, 3 of python and 4 of pyjit\n"


def test_compare_runs_the_first_side_without_pyjit():
    source = "import os, pyjit; print(pyjit.enable(), os.environ.get('PYJIT'))"
    assert pyjit_runs("--compare", "-c", source, PYJIT=None).out.startswith("False 0\n")


PROGRAM = REPORTED + """
for i in range(200):
    total(3)
never(), sum(words(1000)), Counter().count(1000)
"""
LOW = ["--hot=5", "--compile-share=1"]


def test_explain_tells_of_every_function_in_which_something_was_done(tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM)
    ended = pyjit_runs(*LOW, "--explain", "program.py", PYJIT=None, cwd=tmp_path)
    assert (ended.code, ended.out) == (0, "")
    heads = [line.partition(",")[0] for line in ended.err.splitlines() if line[:1].strip() and "program.py:" in line]
    assert heads[0] == "total" and {"Counter.count", "words"} < set(heads) and "never" not in heads
    assert "pyjit/" not in ended.err


def test_explain_tells_of_code_that_has_died_meanwhile():
    source = "exec('for i in range(2000): pass')\nexec('while i: i -= 1')"
    told = pyjit_runs(*LOW, "--explain", "-c", source, PYJIT=None).err
    assert told.count("loop, compiled: ") == 2


def test_explain_has_a_text_if_there_is_nothing_to_explain():
    assert pyjit_runs("--explain", "-c", "1", PYJIT=None).err == (
        "pyjit: there is nothing to explain: nothing was compiled, refused or left\n")


def test_json_has_every_count(tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM)
    (tmp_path / "elsewhere").mkdir()
    more = "import os; os.chdir('elsewhere'); import runpy; runpy.run_path('../program.py')"
    ended = pyjit_runs(*LOW, "--json", "counts", "-c", more, PYJIT=None, cwd=tmp_path)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    counts = json.loads((tmp_path / "counts").read_text())
    pyjit.enable()   # so that there are some here, too
    pyjit.disable()
    assert set(counts) == {"status", *pyjit.stats()}
    assert counts["status"] == "on" and counts["traces"] > 2
    assert all(type(row["reason"]) is str and row["times"] > 0 for row in counts["aborts"]) and counts["aborts"]
    assert {tuple(row) for row in counts["exits"]} == {("reason", "place", "times")}
    times = [row["times"] for row in counts["exits"]]
    assert times == sorted(times, reverse=True) and times[0] > 100


def test_json_goes_to_standard_output_after_that_of_the_program():
    first, rest = pyjit_runs("--json", "-", "-c", "print('hello')", PYJIT="0").out.split("\n", 1)
    assert first == "hello" and json.loads(rest) == {"status": "off: the environment says PYJIT=0"}
