"""On hosts that allow little, pyjit works, or steps aside with one clear line and the program runs on. Each test really makes the host so."""
import os
import pathlib

import pytest

from user import seccomp
from user.processes import HOT, ROOT, python

WORK = HOT + """
import pyjit
on = pyjit.enable(hot=2, compile_share=1)
result = [hot(1000) for _ in range(3)]
if result != [332834.0] * 3:
    raise SystemExit(result)
print(on, pyjit.stats().get("traces", 0) > 0, pyjit.status(), sep=" | ")
"""
WORKS = "True | True | on\n"

needs_seccomp = pytest.mark.skipif(not seccomp.AVAILABLE, reason="the numbers of the system calls are those of x86-64")


def under(rules, before=""):
    """The program WORK where these system calls are refused; `before`: source to run while they are not yet."""
    start = "import sys; sys.path.append(%r)\nfrom user import seccomp\n%s\nseccomp.refuse(seccomp.%s)\n"
    return python("-c", start % (str(pathlib.Path(__file__).parents[1]), before, rules) + WORK, PYJIT=None)


@needs_seccomp
def test_without_executable_memory_it_steps_aside():
    ended = under("EXECUTABLE_MEMORY", "import _cffi_backend, _ctypes, math")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("False | False | not supported: this host allows no executable memory (mmap: ")


@needs_seccomp
def test_where_not_even_an_extension_module_can_be_loaded_it_steps_aside():
    ended = under("EXECUTABLE_MEMORY")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("False | False | not supported: ") and ended.out.count("\n") == 1


@needs_seccomp
@pytest.mark.parametrize("rules", ["MEMFD", "WRITING_FILES", "NETWORK", "PROCESSES", "MEMFD + seccomp.WRITING_FILES + seccomp.NETWORK"])
def test_it_works_without(rules):
    assert under(rules).out == WORKS


def test_it_works_for_a_user_without_privileges_or_a_home():
    """In a user namespace of its own, where nobody is mapped, the process is user 65534, whatever it was before."""
    ended = python("-c", """
import os
try:
    os.unshare(os.CLONE_NEWUSER)
except OSError as error:
    print("no user namespace:", error)
    os._exit(0)
if os.getuid() == 0:
    raise SystemExit("still root")
""" + WORK, cwd="/", HOME="/nonexistent", TMPDIR="/nonexistent", PYJIT=None)
    if ended.out.startswith("no user namespace"):
        pytest.skip(ended.out)
    assert (ended.out, ended.err) == (WORKS, "")


def test_it_works_with_nothing_on_the_path_and_no_home():
    assert python("-c", WORK, PATH="", HOME=None, TMPDIR="/nonexistent", PYJIT=None).out == WORKS


@pytest.mark.parametrize("flags", [["-S"], ["-O"], ["-OO"], ["-X", "dev"], ["-W", "error"], ["-E"], ["-P"], ["-B"], ["-X", "frozen_modules=off"]])
def test_it_works_with_python_called_as(flags):
    source = WORK if flags not in (["-S"], ["-E"]) else "import sys; sys.path[:0] = %r\n%s" % (found(), WORK)
    ended = python("-c", source, flags=flags, PYJIT=None)
    assert (ended.out, ended.err) == (WORKS, "")


def test_it_works_in_an_isolated_python():
    ended = python("-c", "import sys; sys.path[:0] = %r\n%s" % (found(), WORK), flags=["-I"], PYJIT=None)
    assert (ended.out, ended.err) == (WORKS, "")


def found():
    """Where this Python finds pyjit and what it needs."""
    import _cffi_backend
    return [ROOT, os.path.dirname(_cffi_backend.__file__)]


@pytest.mark.parametrize("allocator", ["debug", "malloc", "malloc_debug", "pymalloc"])
def test_it_works_with_the_allocator(allocator):
    ended = python("-c", WORK, PYTHONMALLOC=allocator, PYJIT=None)
    assert (ended.out, ended.err) == (WORKS, "")
