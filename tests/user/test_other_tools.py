"""Debuggers, profilers and coverage tools beside pyjit: what they say, what pyjit says of them, and that it works again afterwards."""
import importlib.util
import textwrap

import pytest

from user.processes import HOT, python

START = """
import sys
if "jitted" in sys.argv[1:]:
    import pyjit
    assert pyjit.enable(hot=5, bridge=2, compile_share=1)
"""


def both(tmp_path, program, stdin=""):
    """The output of a program, which is the same stock and jitted."""
    path = tmp_path / "program.py"
    path.write_text(START + textwrap.dedent(program))
    stock, jitted = (python(str(path), *words, cwd=tmp_path, stdin=stdin, PYJIT=None) for words in ((), ("jitted",)))
    assert stock == jitted
    return stock.out


def says(program):
    ended = python("-c", "import sys, pyjit\npyjit.enable(hot=5, bridge=2, compile_share=1)\n" + HOT + textwrap.dedent(program), PYJIT=None)
    assert (ended.code, ended.err) == (0, ""), ended
    return ended.out.splitlines()


DEBUGGED = """
import pdb

def plain():
    x = 1
    STOP
    y = 2
    return x + y

def loop(n):
    total = 0
    for i in range(n):
        total += i
        if i == 40:
            STOP
        total -= 1
    return total

loop(30)
print(plain())
print(loop(60))
print(plain(), loop(60))
"""


@pytest.mark.parametrize("stop", ["breakpoint()", "pdb.set_trace()"])
@pytest.mark.parametrize("commands", [
    "n n s c n s n unt p(total,i) c c c c", "s s s s s s s s s s s s c c c c c", "c r c c c c", "tbreak 22;c c c c c c c"])
def test_a_debugger_stops_where_it_would(tmp_path, stop, commands):
    shown = both(tmp_path, DEBUGGED.replace("STOP", stop), stdin="\n".join(" ".join(commands.split(";")).split(" ")) + "\n")
    assert shown.count("-> " + stop) >= 2


def test_a_debugger_after_death(tmp_path):
    shown = both(tmp_path, """
        import pdb

        def loop(n):
            for i in range(n):
                x = 10 / (50 - i)

        try:
            loop(100)
        except ZeroDivisionError as failed:
            pdb.post_mortem(failed.__traceback__)
        """, stdin="p i\nup\nq\n")
    assert "-> x = 10 / (50 - i)" in shown and "50" in shown


def test_the_trace_module_counts_the_same_lines(tmp_path):
    shown = both(tmp_path, """
        import trace

        def half(x):
            return x // 2

        def loop(n):
            total = 0
            for i in range(n):
                total += half(i)
            return total

        loop(100)
        counted = trace.Trace(count=1, trace=0)
        counted.runfunc(loop, 200)
        loop(100)
        print(sorted((line, count) for (file, line), count in counted.results().counts.items() if file == __file__))
        """)
    assert "200" in shown


TWO = """
from sys import monitoring
events, seen = monitoring.events, []

def loop(n):
    total = 0
    for i in range(n):
        total += i
    return total

def hear(tool, answer):
    def heard(code, *details):
        if code is loop.__code__:
            seen.append((tool, *details))
        return answer
    return heard

def open_tool(tool, kinds, answer=None):
    monitoring.use_tool_id(tool, "tool%d" % tool)
    for kind in kinds:
        monitoring.register_callback(tool, kind, hear(tool, answer))
"""


@pytest.mark.parametrize("first", ["events.LINE", "events.INSTRUCTION", "events.LINE | events.JUMP"])
@pytest.mark.parametrize("second", ["events.LINE", "events.INSTRUCTION | events.BRANCH", "events.JUMP"])
def test_two_tools_beside_each_other(tmp_path, first, second):
    """One of them answers DISABLE, and events are restarted."""
    both(tmp_path, TWO + """
kinds = [events.LINE, events.INSTRUCTION, events.JUMP, events.BRANCH]
open_tool(0, kinds, monitoring.DISABLE)
open_tool(4, kinds)
loop(50)
for switch in (monitoring.set_events, lambda tool, events: monitoring.set_local_events(tool, loop.__code__, events)):
    switch(0, %s)
    loop(10)
    switch(4, %s)
    loop(10)
    monitoring.restart_events()
    loop(10)
    switch(0, 0)
    loop(10)
    switch(4, 0)
    loop(50)
print(len(seen), seen)
""" % (first, second))


def test_a_callback_that_raises(tmp_path):
    both(tmp_path, TWO + """
def raising(code, *details):
    if code is loop.__code__:
        seen.append(details)
        if len(seen) % 7 == 0:
            raise KeyError(len(seen))
monitoring.use_tool_id(1, "raising")
loop(50)
for kind in (events.LINE, events.JUMP, events.INSTRUCTION, events.PY_START, events.PY_RETURN, events.BRANCH):
    monitoring.register_callback(1, kind, raising)
    for switch in (monitoring.set_events, lambda tool, events: monitoring.set_local_events(tool, loop.__code__, events)):
        switch(1, kind)
        for k in range(3):
            try:
                loop(9)
            except KeyError as failed:
                trace = failed.__traceback__.tb_next
                seen.append((failed.args, trace and trace.tb_lineno))
        switch(1, 0)
        loop(50)
print(seen)
""")


COVERED = """
import coverage, json, os
CONFIG

def half(x):
    if x % 2:
        return x
    return x // 2

def loop(n):
    total = 0
    for i in range(n):
        total += half(i)
        if i == 40:
            SWITCH
        if i < 0:
            total = 0
    return total

loop(100)
measuring = coverage.Coverage(data_file=None, branch=BRANCH)
loop(30)
measuring.start()
loop(100)
measuring.stop()
loop(100)
data = measuring.get_data()
print(sorted(map(str, data.lines(__file__) or ())), sorted(data.arcs(__file__) or ()))
"""


@pytest.mark.skipif(importlib.util.find_spec("coverage") is None, reason="needs coverage")
@pytest.mark.parametrize("core", ["ctrace", "sysmon"])
@pytest.mark.parametrize("branch", [False, True])
def test_coverage_measures_the_same(tmp_path, core, branch):
    program = COVERED.replace("BRANCH", str(branch)).replace("CONFIG", "os.environ['COVERAGE_CORE'] = %r" % core).replace("SWITCH", "half(i)")
    assert both(tmp_path, program)


# -- what pyjit says, and does afterwards ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on, off, watcher", [
    ("sys.settrace(lambda *told: None)", "sys.settrace(None)", "a trace function (sys.settrace)"),
    ("sys.setprofile(lambda *told: None)", "sys.setprofile(None)", "a profile function (sys.setprofile)"),
    ("m.use_tool_id(1, 'counter'); m.set_events(1, m.events.LINE)", "m.set_events(1, 0)", "counter"),
    ("import cProfile; p = cProfile.Profile(); p.enable()", "p.disable()", "cProfile"),
])
def test_a_tool_that_listens_to_everything(on, off, watcher):
    lines = says("""
        m = sys.monitoring
        hot(1000)
        before = pyjit.status()
        %s
        jumps = pyjit._runtime.machine.jumps()
        hot(1000)
        jumps = pyjit._runtime.machine.jumps() - jumps
        status, told = pyjit.status(), pyjit.explain(hot)
        %s
        passes = pyjit._runtime.machine.passes()
        hot(1000)
        print(before, jumps, pyjit._runtime.machine.passes() - passes > 900, pyjit.status(), pyjit.stats()["faults"])
        print(status)
        print(told.splitlines()[1].strip())
        """ % (on, off))
    assert lines == ["on 0 True on {}", "on; %s listens to all code: nothing is compiled or runs compiled" % watcher,
                     "| nothing of it is compiled or runs compiled now: %s listens to it" % watcher]


def test_a_tool_that_listens_to_one_function():
    """The others go on compiled."""
    lines = says("""
        def other(n):
            for i in range(n):
                pass
        m = sys.monitoring
        hot(1000), other(1000)
        m.use_tool_id(1, 'debugger')
        m.set_local_events(1, hot.__code__, m.events.LINE)
        passes = [pyjit._runtime.machine.passes()]
        for function in hot, other:
            function(1000)
            passes.append(pyjit._runtime.machine.passes())
        status, told = pyjit.status(), pyjit.explain(hot)
        m.set_local_events(1, hot.__code__, 0)
        hot(1000)
        passes.append(pyjit._runtime.machine.passes())
        print([after - before > 900 for before, after in zip(passes, passes[1:])], pyjit.status(), pyjit.stats()["faults"])
        print(status)
        print(told.splitlines()[1].strip())
        print("listens" in pyjit.explain(hot))
        """)
    assert lines == ["[False, True, True] on {}",
                     "on; debugger listens to code, in hot: it is not compiled, and no other loop is newly compiled",
                     "| nothing of it is compiled or runs compiled now: debugger listens to it", "False"]


def test_for_how_long_a_tool_has_listened_is_told_afterwards():
    """Else nobody could tell why nothing was compiled."""
    lines = says("""
        import cProfile
        def never(n):
            for i in range(n):
                pass
        profile = cProfile.Profile()
        profile.enable()
        hot(1000)
        profile.disable()
        told = pyjit.explain(never)
        print(told[told.index("no loop"):told.index("for")], pyjit.stats()["watched_seconds"].keys())
        """)
    assert lines == ["no loop in it has run often enough; cProfile listened to all code  dict_keys(['cProfile'])"]


def test_a_tool_that_is_there_before_pyjit():
    lines = says("""
        pyjit.disable()
        sys.settrace(lambda *told: None)
        print(pyjit.enable(hot=5, bridge=2, compile_share=1), pyjit.status())
        hot(1000)
        sys.settrace(None)
        hot(1000)
        print(pyjit.status(), pyjit.stats()["traces"] > 0, pyjit.stats()["faults"])
        """)
    assert lines == ["True on; a trace function (sys.settrace) listens to all code: nothing is compiled or runs compiled", "on True {}"]


def test_switched_off_the_functions_are_as_they_were():
    lines = says("""
        m = sys.monitoring
        kept = sys.settrace, m.set_events, m.set_local_events
        pyjit.disable()
        print(kept == (sys.settrace, m.set_events, m.set_local_events), sys.settrace.__name__, sys.settrace.__doc__[:8])
        sys.settrace(lambda *told: None), sys.settrace(None)
        for wrong in (lambda: m.set_events(1), lambda: m.set_events("x", 1), lambda: sys.settrace(), lambda: m.set_local_events(1, 2, 3)):
            for on in (False, True):
                if on:
                    pyjit.enable(hot=5, bridge=2, compile_share=1)
                try:
                    wrong()
                except (TypeError, ValueError) as refused:
                    print(refused)
                pyjit.disable()
        print(pyjit.stats()["faults"])
        """)
    assert lines[0] == "True settrace Set the " and lines[-1] == "{}"
    assert lines[1:-1:2] == lines[2:-1:2] and len(lines) == 10
