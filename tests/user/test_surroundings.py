"""A program that replaces parts of its surroundings, the standard library, the builtins or the import system, does not reach pyjit."""
import textwrap

import pytest
from user.outside_names import outside_names
from user.processes import ROOT, python

LOOPS = """
import collections, sys
from array import array
from math import sqrt

class Thing:
    def __init__(self, x):
        self.x = x
    def more(self, y):
        return self.x + y
range, IndexError = range, IndexError   # of the program's own: not those that it is going to replace
Pair = collections.namedtuple("Pair", "left right")

def loop(n):
    total, text, seen, kept, numbers = 0, "", {}, [0] * 8, array("d", [0.5, 1.5])
    thing, pair = Thing(2), Pair(1, 2.5)
    for i in range(n):
        total += sqrt(i) + numbers[i & 1] + pair.right + thing.more(i)
        kept[i & 7] = i
        seen[i & 15] = total
        thing.x = i & 3
        if i % 5 == 0:
            text = "%d" % i
        try:
            kept[i % 9] += 1
        except IndexError:
            total -= 1
    return total, text, seen, kept
"""
POISON = """
import builtins, sys
called, kept, saved = [], {name: getattr(builtins, name) for name in dir(builtins)}, []

class Poison:
    "Stands for a function, a module, anything: who calls it or looks at it is written down."
    def __init__(self, name):
        self.name = name
    def __call__(self, *args, **names):
        called.append(self.name)
        return 12345
    def __getattr__(self, name):
        called.append(self.name + "." + name)
        raise AttributeError(name)

def poison(names, hasattr=hasattr, getattr=getattr, setattr=setattr, dict=dict):
    modules = []
    for module in names:
        try:
            modules.append((module, sys.monitoring if module == "sys.monitoring" else __import__(module)))
        except ImportError:
            pass
    for module, there in modules:
        for name in names[module]:
            if hasattr(there, name) and name != "version":   # (which modules in C read from sys as they are loaded)
                saved.append((there, name, getattr(there, name)))
    for there, name, value in saved:
        setattr(there, name, dict(value) if name == "modules" else Poison(name))

def antidote(setattr=setattr, reversed=reversed):
    for there, name, value in reversed(saved):
        setattr(there, name, value)
    saved.clear()
"""
AT = {   # when the surroundings change
    "before enable()": "replace(); on = pyjit.enable(%s); got = loop(%d)",
    "before the compiler is loaded": "on = pyjit.enable(%s); replace(); got = loop(%d)",
    "after the compiler was loaded": "on = pyjit.enable(%s); again(%d); replace(); got = loop(%d)"}
THRESHOLDS = "hot=2, bridge=1, compile_share=1", ""
SHARED = "again = type(loop)(loop.__code__.replace(co_name='again'), globals())\nstock = type(loop)(loop.__code__.replace(), globals())\n"
RUN = """
try:
%s
    stats, told = pyjit.stats(), pyjit.explain(loop)
finally:
    put_back()
if not on: print(pyjit.status())
print(on, got == expected, stats["faults"], stats["traces"] > 0, "compiled" in told, called)
"""


def outcome(replace, put_back, when, options):
    n = 600 if options else 600_000
    run = (AT[when] % ((options, n, n) if "again" in AT[when] else (options, n))).replace("; ", "\n")
    run = RUN % textwrap.indent(run, "    ")
    return python("-c", "\n".join((
        LOOPS, "import pyjit\ncalled = []", SHARED, "expected = stock(%d)" % n, textwrap.dedent(replace),
        "def put_back(): %s" % put_back, run)), PYJIT=None)


CLEAN = "True True {} True True []\n"
ALL = POISON + "NAMES = %r\ndef replace(): poison(NAMES)\n"


@pytest.mark.parametrize("options", THRESHOLDS, ids=("low thresholds", "default ones"))
@pytest.mark.parametrize("when", AT)
def test_nothing_that_pyjit_takes_from_outside_is_what_the_program_has_put_there(when, options):
    ended = outcome(ALL % (outside_names(),), "antidote()", when, options)
    assert (ended.out, ended.err) == (CLEAN, "")


def test_what_pyjit_takes_from_outside_is_known():
    names = outside_names()
    assert {"get_ident", "RLock"} <= set(names["_thread"]) and "perf_counter" in names["time"] and "opmap" in names["opcode"]
    assert {"set_local_events", "register_callback"} <= set(names["sys.monitoring"]) and {"len", "isinstance"} <= set(names["builtins"])


OTHERS = {   # what else is replaced, and how it is put back
    "modules are removed": ("""
        import sys
        def replace():
            for name in NAMES:
                if name not in ("sys", "builtins"): sys.modules.pop(name, None)
        """, "pass"),
    "modules are others": ("""
        import sys, types
        def replace():
            for name in NAMES:
                if name not in ("sys", "builtins"): sys.modules[name] = types.ModuleType(name)
        """, "pass"),
    "modules are forbidden": ("""
        import sys
        def replace():
            for name in NAMES:
                if name not in ("sys", "builtins"): sys.modules[name] = None
        """, "pass"),
    "no finder is left": ("""
        import sys
        def replace(): sys.meta_path, sys.path_hooks, sys.path = [], [], []; sys.path_importer_cache.clear()
        """, "pass"),
    "a finder that raises": ("""
        import sys
        class Finder:
            def find_spec(self, name, path=None, target=None):
                called.append(name)
                raise RuntimeError(name)
        def replace(): sys.meta_path.insert(0, Finder()); sys.path_importer_cache.clear()
        """, "pass"),
    "the working folder is gone": ("""
        import os, tempfile
        def replace():
            folder = tempfile.mkdtemp()
            os.chdir(folder)
            os.rmdir(folder)
        """, "pass"),
    "another environment": ("""
        import os
        def replace(): os.environ = {"PYJIT": "0", "PYJIT_HOT": "nonsense"}
        """, "pass"),
    "no collections": ("import gc\ndef replace(): gc.disable()", "pass"),
    "little recursion": ("import sys\ndef replace(): sys.setrecursionlimit(60)", "sys.setrecursionlimit(1000)"),
}


@pytest.mark.parametrize("options", THRESHOLDS, ids=("low thresholds", "default ones"))
@pytest.mark.parametrize("when", AT)
@pytest.mark.parametrize("what", OTHERS)
def test_pyjit_works_where(what, when, options):
    replace, put_back = OTHERS[what]
    ended = outcome("NAMES = %r\n" % (outside_names(),) + textwrap.dedent(replace), put_back, when, options)
    assert (ended.out, ended.err) == (CLEAN, "")


BEFORE = """
import _thread, array, collections, gc, sys, time
from types import ModuleType
called = []
def replaced(name):
    def function(*args, **names):
        if sys._getframe(1).f_globals["__name__"].startswith("pyjit"):   # (the import system calls get_ident, too)
            called.append(name)
        return 12345
    return function
for module, names in ((_thread, ("get_ident", "_count")), (time, ("perf_counter",)), (gc, ("isenabled", "disable", "get_count"))):
    for name in names:
        setattr(module, name, replaced(name))
import pyjit
"""


def test_a_program_may_have_replaced_functions_before_pyjit_is_imported():
    ended = python("-c", BEFORE + LOOPS + SHARED + """
expected = stock(600)
on = pyjit.enable(hot=2, bridge=1, compile_share=1)
got = loop(600)
print(on, got == expected, pyjit.stats()["faults"], pyjit.stats()["traces"] > 0, called)
""", PYJIT=None)
    assert (ended.out, ended.err) == ("True True {} True []\n", "")


def test_what_others_import_of_pyjit_is_what_pyjit_itself_has():
    assert python("-c", """
import sys, pyjit
pyjit.enable(hot=2)
for i in range(100): pass
hidden = sorted(name for name in sys.modules if name.startswith("pyjit"))
import pyjit.runtime, pyjit.record.recorder, pyjit.lower.calls.dispatch, pyjit.patterns.families
from pyjit.host import capi
print(hidden, isinstance(pyjit._runtime, pyjit.runtime.Runtime), type(pyjit._runtime.compiler.recorder) is pyjit.record.recorder.Recorder,
      capi.CApi is type(pyjit._runtime.host.capi), pyjit.runtime is sys.modules["pyjit.runtime"])
""", PYJIT=None).out == "['pyjit', 'pyjit.options', 'pyjit.own'] True True True True\n"


def test_a_module_that_its_own_package_imports_is_loaded_once():
    seen = python("-c", "import pyjit.report.listing, pyjit.host.platform as platform\n"
                        "print(pyjit.host.Unsupported is platform.Unsupported)")
    assert (seen.out, seen.err) == ("True\n", "")


def test_modules_are_loaded_alike_in_whatever_order_they_are_imported():
    assert python("-c", """
import pyjit.lower.calls.dispatch, pyjit.compile.compiler, pyjit, sys
pyjit.enable(hot=2)
for i in range(100): pass
print(type(pyjit._runtime.compiler) is pyjit.compile.compiler.Compiler, pyjit.stats()["faults"])
""", PYJIT=None).out == "True {}\n"


@pytest.mark.parametrize("folder", ["", "/."])
def test_a_script_beside_modules_of_known_names_gets_its_own_and_pyjit_does_not(tmp_path, folder):
    for name in "types", "opcode", "struct", "operator", "math", "array":
        (tmp_path / (name + ".py")).write_text("raise ImportError(__name__)")
    (tmp_path / "script.py").write_text("import sys\nsys.path.append(%r)\nimport pyjit\nprint(pyjit.enable(hot=2))\n"
                                        "for i in range(100): pass\nprint(pyjit.stats()['faults'], pyjit.stats()['traces'])" % ROOT)
    assert python(str(tmp_path) + folder + "/script.py", PYJIT=None).out == "True\n{} 1\n"
