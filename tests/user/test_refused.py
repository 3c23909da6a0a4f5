"""What pyjit needs and cannot have is tried again at growing intervals, and status() says so; the program runs on."""
import pytest
from user.processes import HOT, python

COUNTED = HOT + """
import builtins, os, resource, sys, tempfile
import pyjit
from pyjit.worth import attempts
tried = []
def failed(self, why, began, failed=attempts.Attempts.failed):
    tried.append(self.what)
    failed(self, why, began)
def count():
    sys.modules["pyjit"].own.own("pyjit.worth.attempts").Attempts.failed = failed
def again(n):
    total = 0
    for i in range(n):
        total += i if i % 3 else 0.5
    return total
expected = again(400_000)
"""
REFUSALS = {   # how it comes that the compiler cannot be loaded, and how that ends
    "no file": ("resource.setrlimit(resource.RLIMIT_NOFILE, (0, 4096))", "resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))"),
    "no such folder": ("paths = list(pyjit.__path__); pyjit.__path__[:] = ['/nowhere']; sys.meta_path.clear()", "pyjit.__path__[:] = paths"),
}
THRESHOLDS = "hot=2, bridge=1, compile_share=1", ""


@pytest.mark.parametrize("options", THRESHOLDS, ids=("low thresholds", "default ones"))
@pytest.mark.parametrize("why", REFUSALS)
def test_the_compiler_that_cannot_be_loaded_is_tried_again_now_and_then(why, options):
    refuse, allow = REFUSALS[why]
    ended = python("-c", COUNTED + f"""
assert pyjit.enable({options})
count()
{refuse}
got = hot(400_000)
while not tried:    # however fast the machine is: loading must be affordable
    hot(200_000)
told, attempts = pyjit.status(), len(tried)
{allow}
import time
while not pyjit.stats()["traces"]:
    hot(200_000)
print(got == expected, told.startswith("on; the compiler cannot be loaded: "), told.endswith(" s"), "\\n" in told,
      1 <= attempts <= 12, pyjit.status(), pyjit.stats()["faults"])
""", PYJIT=None)
    assert (ended.out, ended.err) == ("True True True False True on {}\n", "")


def test_a_root_folder_without_pyjit_in_it_leaves_the_program_as_it_is():
    ended = python("-c", COUNTED + """
try:
    os.unshare(os.CLONE_NEWUSER)
except OSError:
    pass
folder = tempfile.mkdtemp()
assert pyjit.enable(hot=2, bridge=1, compile_share=1)
count()
try:
    os.chroot(folder)
except PermissionError:
    sys.exit("no chroot")
got = hot(400_000)
print(got == expected, pyjit.status().startswith("on; the compiler cannot be loaded: "), 1 <= len(tried) <= 12, len(pyjit._runtime.traces))
""", PYJIT=None)
    if ended.err.startswith("no chroot"):
        pytest.skip("chroot() is not allowed")
    assert (ended.out, ended.err) == ("True True True 0\n", "")


def test_a_hook_that_fails_each_time_gives_the_loop_up():
    ended = python("-c", COUNTED + """
assert pyjit.enable(hot=2, bridge=1, compile_share=1)
import pyjit.runtime, pyjit.compile.compiler
hot(10)
asked = []
def broken(code, header):
    asked.append(code)
    raise KeyError("broken")
pyjit._runtime.compiler.is_hot = broken
print(again(400_000) == expected, asked.count(again.__code__) <= 3, list(pyjit.stats()["faults"]))   # it has some jumps
""", PYJIT=None)
    assert (ended.out, ended.err) == ("True True [\"internal error: KeyError: 'broken'\"]\n", "")


FULL = """
assert pyjit.enable(hot=2, bridge=1, compile_share=1, code_memory=%d)
count()
text = "def f(n):\\n total = 0\\n for i in range(n): total += i * k if i %% 7 else 0.5\\n return total"
import pyjit.emit.machine
%s
functions = []
for k in range(300):
    names = {}
    exec(text, {"k": k}, names)
    functions.append(names["f"])
for f in functions: f(60)
started, recorded = len(tried), len(pyjit._runtime.compiler.machine.exits)
for f in functions: f(200)
print(1 <= len(tried) <= 12, pyjit.status().startswith("on; no loop can be compiled: %s"), pyjit.stats()["faults"])
"""


def test_full_code_memory_is_not_asked_for_each_loop():
    ended = python("-c", COUNTED + FULL % (65536, "", "CodeMemoryFull"), PYJIT=None)
    assert (ended.out, ended.err) == ("True True {}\n", "")


def test_a_full_table_of_exits_is_not_asked_for_each_loop():
    ended = python("-c", COUNTED + FULL % (1 << 26, "pyjit.emit.machine.EXITS = 20", "NoMoreExits"), PYJIT=None)
    assert (ended.out, ended.err) == ("True True {}\n", "")


def test_code_memory_that_cannot_be_written_any_more_is_not_asked_for_each_loop():
    ended = python("-c", COUNTED + FULL % (1 << 26, """
from pyjit.host.pages import MappingError
hot(10)
def refuse(offset, code):
    raise MappingError("mprotect: Operation not permitted")
pyjit._runtime.machine.memory._memory.write = refuse
""", "MappingError: mprotect"), PYJIT=None)
    assert (ended.out, ended.err) == ("True True {}\n", "")


def test_a_loop_without_room_in_the_table_of_loops_is_given_up():
    ended = python("-c", COUNTED + """
assert pyjit.enable(hot=2, bridge=1, compile_share=1)
import pyjit.emit.machine
pyjit.emit.machine.Machine.place = lambda self, key, version: None
asked = []
runtime = pyjit._runtime
runtime.load()
def hot_loop(code, header, is_hot=runtime.compiler.is_hot):
    asked.append(code)
    return is_hot(code, header)
runtime.compiler.is_hot = hot_loop
print(again(400_000) == expected, len(asked) < 10, pyjit.stats()["faults"], "the table of loops has no room for it" in pyjit.explain(again))
""", PYJIT=None)
    assert (ended.out, ended.err) == ("True True {} True\n", "")


ASKED = HOT.replace("%", "%%") + """
import sys, time
import pyjit
assert pyjit.enable(%s)
runtime = pyjit._runtime
asked, on_hot = [], runtime.on_hot
def counting(code, offset, header):
    asked.append(code)
    return on_hot(code, offset, header)
runtime.host.poke.u64(runtime.machine.control + 16, id(counting))
"""


def test_the_hook_is_not_called_before_a_loop_is_worth_the_loading_of_the_compiler():
    assert python("-c", ASKED % "" + """
for k in range(30):
    f = type(hot)(hot.__code__.replace(co_name="f%d" % k), globals())
    f(2000)
print(len(asked), pyjit.stats()["traces"])
while not asked or not pyjit.stats()["traces"]:
    hot(100_000)
print(len(asked) >= 1, pyjit.stats()["traces"] >= 1)
""", PYJIT=None).out == "0 0\nTrue True\n"


def test_loops_that_are_not_affordable_are_asked_about_at_most_some_times_a_second():
    asked, seconds = map(float, python("-c", ASKED % "compile_share=0.0" + """
begun = time.perf_counter()
for k in range(400):
    f = type(hot)(hot.__code__.replace(co_name="f%d" % k), globals())
    f(5000)
hot(1_000_000)
print(len(asked), time.perf_counter() - begun)
""", PYJIT=None).out.split())
    assert asked <= 10 + 30 * seconds   # of more than 3,000 times that a loop was hot


def test_a_loop_is_seen_soon_after_it_has_become_affordable():
    assert python("-c", ASKED % "" + """
while not pyjit.stats()["traces"]:   # the compiler is loaded
    hot(60_000)
runtime.machine.costs.seconds["record"] = 1.0     # all that is granted for the first seconds, and as much again
def again(n):
    for i in range(n): pass
again(200_000)
before = pyjit.explain(again)
runtime.machine.costs.seconds["record"] = 0.0
passes = 0
while "compiled" not in pyjit.explain(again) and passes < 100_000_000:
    again(200_000)
    passes += 200_000
print("compiled" in before, "compiled" in pyjit.explain(again))
""", PYJIT=None).out == "False True\n"


def test_an_exit_from_which_nothing_will_be_recorded_is_not_asked_about():
    assert python("-c", HOT + """
import pyjit
assert pyjit.enable(hot=2, bridge=5, compile_share=1, traces_per_code=1)
hot(10)
runtime, asked = pyjit._runtime, []
is_settled = runtime.compiler.is_settled
runtime.compiler.is_settled = lambda exit: asked.append(exit) or is_settled(exit)
hot(100_000)
print(0 < len(asked) < 20, pyjit.stats()["bridges"])
""", PYJIT=None).out == "True 0\n"
