"""On an interpreter that pyjit does not know it says so in one line, and the program runs as if it were not there.

Every other Python from 3.9 on that is found on the machine is tried: those on the PATH, and pyenv's."""
import glob
import os
import re
import subprocess

import pytest

from pyjit.commandline.reports import NOTHING
from user.processes import python
from user.test_like_python import RUNS, folder  # noqa: F401  (a fixture)

IDENTIFY = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2], *sys.version_info[:3])"
NAME = re.compile(r"(python|pypy)3(\.\d+t?)?d?")
SHOWN = ["look.py", "fails.py", "says_good_bye.py", "reads.py", "spawns.py", "a folder", "a module of a package", "code that fails"]


def others():
    """{"name version": path} of the interpreters on this machine that pyjit does not know."""
    paths = glob.glob(os.path.join(os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv")), "versions", "*", "bin", "python"))
    for place in os.environ.get("PATH", "").split(os.pathsep):
        paths += [os.path.join(place, name) for name in sorted(os.listdir(place)) if NAME.fullmatch(name)] if os.path.isdir(place) else []
    found = {}
    for path, process in [(path, _asked(path)) for path in paths]:
        name, version, *full = process.communicate(timeout=60)[0].split() or ("", "0.0")
        known = name == "cpython" and version == "3.13"
        if not process.returncode and not known and tuple(map(int, full)) >= (3, 9):
            found.setdefault("%s %s" % (name, ".".join(full)), path)
    return found


def _asked(path):
    return subprocess.Popen([path, "-c", IDENTIFY], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


OTHERS = others()


def why_not(interpreter):
    """What pyjit says there."""
    name, version = interpreter.split()
    if name != "cpython":
        return "not supported: the interpreter is %s; pyjit speeds up CPython alone" % name
    return "not supported: CPython %s is not known to this pyjit (known: 3.13)" % version.rpartition(".")[0]


def run(interpreter, *words, **more):
    return python(*words, executable=OTHERS[interpreter], PYTHONDONTWRITEBYTECODE="1", PYJIT=None, **more)


@pytest.mark.parametrize("interpreter", OTHERS)
def test_it_is_refused_in_one_line_and_nothing_is_touched(interpreter):
    ended = run(interpreter, "-W", "error", "-c", """if True:
        import gc, sys
        def surroundings():
            monitoring = getattr(sys, "monitoring", None)
            return gc.isenabled(), sys.gettrace(), sys.getprofile(), monitoring and [*map(monitoring.get_tool, range(6))]
        before = surroundings()
        import pyjit
        print([pyjit.enable(), pyjit.enable(hot=5), pyjit.is_enabled(), pyjit.stats(), surroundings() == before])
        print(sorted({"_cffi_backend", "_ctypes", "ctypes"} & set(sys.modules)))
        print(pyjit.status())
        print(pyjit.explain(surroundings), end="")
        pyjit.disable()
        """)
    why = why_not(interpreter)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == ["[False, False, False, {}, True]", "[]", why, "pyjit is " + why]


@pytest.mark.parametrize("case", SHOWN)
@pytest.mark.parametrize("interpreter", OTHERS)
def test_a_program_runs_as_ever_after_that_line(folder, interpreter, case):  # noqa: F811
    stock, ours = (run(interpreter, *words, *RUNS[case], cwd=folder, stdin="one\ntwo\n") for words in ((), ("-m", "pyjit")))
    stock.err = "pyjit: %s\n%s" % (why_not(interpreter), stock.err)
    assert ours == stock


@pytest.mark.parametrize("interpreter", OTHERS)
def test_its_own_words_on_the_command_line_are_the_same_everywhere(interpreter):
    here = python("-m", "pyjit", "--help")
    assert run(interpreter, "-m", "pyjit", "--help") == here
    shown = run(interpreter, "-m", "pyjit", "--stats", "--dis", "--explain", "--json", "-", "-c", "print('hello')")
    why = why_not(interpreter)
    assert (shown.code, shown.out) == (0, 'hello\n{\n  "status": "%s"\n}\n' % why)
    assert shown.err == "pyjit: %s\npyjit: nothing was counted\n%s" % (why, NOTHING)
