"""Other tools get the events that they get in a stock interpreter, all of them and no others: kind of tool by moment of switching.

Each program is made of a kind, which switches a tool on and off and writes down what it hears of the program's code, and of a moment,
a loop that does both in some place of a hot loop."""

import pytest

from differential.differ import Program

COMMON = '''
import sys, threading, signal
from sys import monitoring
events = monitoring.events
seen = []
N, ON, OFF = 60, 30, 38


def place(code, line):
    return code.co_name, line - code.co_firstlineno


def mine(code):
    return code.co_filename == __file__ and code.co_name in HEARD


def half(x):
    if x % 2:
        return x
    return x // 2


def risky(x):
    if x % 3:
        raise KeyError(x)
    return x


def pairs(n):
    for i in range(n):
        yield i


HEARD = {"half", "risky", "pairs", "loop", "inner"}
'''

# A tool with these events, everywhere or in single code objects.
MONITORING = '''
def heard(code, *details):
    if mine(code):
        shown = [detail if type(detail) in (int, str) else type(detail).__name__ for detail in details]
        seen.append((code.co_name, *shown))
    return ANSWER


def open_tool(tool=TOOL):
    monitoring.use_tool_id(tool, "other")
    for event in EVENTS:
        monitoring.register_callback(tool, event, lambda code, *details, event=event: heard(code, event, *details))


def on(tool=TOOL):
    wanted = sum(set(EVENTS) - {events.C_RETURN, events.C_RAISE})
    if LOCAL:
        for code in codes():
            monitoring.set_local_events(tool, code, wanted)
    else:
        monitoring.set_events(tool, wanted)


def off(tool=TOOL):
    if LOCAL:
        for code in codes():
            monitoring.set_local_events(tool, code, 0)
    else:
        monitoring.set_events(tool, 0)


def codes():
    return [loop.__code__, half.__code__, risky.__code__, pairs.__code__]


def close(tool=TOOL):
    for event in EVENTS:
        monitoring.register_callback(tool, event, None)
    monitoring.free_tool_id(tool)


open_tool()
'''


def monitored(*names, local=True, tool=3, answer="None"):
    kinds = "(%s,)" % ", ".join("events." + name for name in names)
    return "TOOL, EVENTS, LOCAL, ANSWER = %d, %s, %s, %s\n%s" % (tool, kinds, local, answer, MONITORING)


TRACED = '''
def hear(frame, event, argument):
    if not mine(frame.f_code):
        return None
    seen.append((event, *place(frame.f_code, frame.f_lineno)) if event != "opcode" else ("opcode", frame.f_code.co_name, frame.f_lasti))
    frame.f_trace_opcodes = OPCODES
    return hear


def on():
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code is loop.__code__:
            frame.f_trace = hear
            frame.f_trace_opcodes = OPCODES
        frame = frame.f_back
    START(hear)


def off():
    frame = sys._getframe()
    while frame is not None:
        frame.f_trace = None
        frame = frame.f_back
    START(None)


def close():
    pass
'''
PROFILED = '''
def hear(frame, event, argument):
    if mine(frame.f_code):
        seen.append((event, frame.f_code.co_name, getattr(argument, "__name__", None) if event.startswith("c_") else None))


def on():
    START(hear)


def off():
    START(None)


def close():
    pass
'''
BDB = '''
import bdb


class Debugger(bdb.Bdb):
    def user_line(self, frame):
        if mine(frame.f_code):
            seen.append(("line", *place(frame.f_code, frame.f_lineno)))
        STEP

    def user_return(self, frame, value):
        if mine(frame.f_code):
            seen.append(("return", frame.f_code.co_name))
        STEP

    def user_opcode(self, frame):
        STEP


debugger = Debugger(skip=["threading", "signal", "_weakrefset"])


def on():
    frame = sys._getframe()
    while frame.f_code is not loop.__code__ and frame.f_back is not None:
        frame = frame.f_back
    debugger.set_trace(frame)


def off():
    sys.settrace(None)
    frame = sys._getframe()
    while frame is not None:
        frame.f_trace, frame.f_trace_opcodes = None, False
        frame = frame.f_back


def close():
    pass
'''
PROFILER = '''
import cProfile
_profiler = cProfile.Profile()


def on():
    _profiler.enable()


def off():
    _profiler.disable()


def close():
    # By code object: of two with the same name in the same line, stats has the one with the greater address.
    _profiler.disable()
    for entry in _profiler.getstats():
        if type(entry.code) is str and "append" in entry.code or type(entry.code) is not str and mine(entry.code):
            seen.append((getattr(entry.code, "co_name", entry.code), entry.callcount, entry.reccallcount))
    seen.sort()
'''
EVENTS = ("LINE INSTRUCTION JUMP BRANCH CALL PY_START PY_RETURN PY_RESUME PY_YIELD STOP_ITERATION").split()
EXCEPTIONS = "RAISE RERAISE EXCEPTION_HANDLED PY_UNWIND PY_THROW".split()

KINDS = {
    **{"%s, %s" % (name, "local" if local else "global"): monitored(name, local=local) for name in EVENTS for local in (True, False)},
    **{name: monitored(name, local=False) for name in EXCEPTIONS},
    "C calls": monitored("CALL", "C_RETURN", "C_RAISE", local=False),
    "C calls, local": monitored("CALL", "C_RETURN", "C_RAISE"),
    "everything": monitored(*EVENTS, *EXCEPTIONS, local=False),
    "everything, local": monitored(*EVENTS),
    "LINE and JUMP as tool 0": monitored("LINE", "JUMP", tool=0),
    "INSTRUCTION and JUMP as tool 0": monitored("INSTRUCTION", "JUMP", tool=0),
    "LINE once each": monitored("LINE", local=False, answer="monitoring.DISABLE"),
    "LINE once each, local": monitored("LINE", answer="monitoring.DISABLE"),
    "JUMP and BRANCH once each": monitored("JUMP", "BRANCH", answer="monitoring.DISABLE"),
    "INSTRUCTION once each": monitored("INSTRUCTION", answer="monitoring.DISABLE"),
    "settrace": TRACED.replace("OPCODES", "False").replace("START", "sys.settrace"),
    "settrace with opcodes": TRACED.replace("OPCODES", "True").replace("START", "sys.settrace"),
    "settrace_all_threads": TRACED.replace("OPCODES", "False").replace("START", "threading.settrace_all_threads"),
    "setprofile": PROFILED.replace("START", "sys.setprofile"),
    "setprofile_all_threads": PROFILED.replace("START", "threading.setprofile_all_threads"),
    "bdb, step": BDB.replace("STEP", "self.set_step()"),
    "bdb, next": BDB.replace("STEP", "self.set_next(frame)"),
    "bdb, until": BDB.replace("STEP", "self.set_until(frame)"),
    "cProfile": PROFILER,
}

# Where the loop switches the tool on, at i == ON, and off, at i == OFF.
FOR = '''
def tick(i):
    if i == ON:
        on()
    if i == OFF:
        off()


def loop(n, out):
    for i in range(n):
        {body}
        out.append(half(i))
    return len(out)
'''


LOOPS = {
    "a call": FOR.format(body="tick(i)"),
    "the loop itself": FOR.format(body='''if i == ON:
            on()
        if i == OFF:
            off()'''),
    "a call whose result is kept": FOR.format(body="x = tick(i)"),
    "an inlined call": FOR.format(body="x = inner(i)") + '''

def inner(i):
    tick(i)
    return i
''',
    "a finalizer": FOR.format(body="x = Dies(i)") + '''

class Dies:
    def __init__(self, i):
        self.i = i

    def __del__(self):
        tick(self.i)
''',
    "an attribute that is set": FOR.format(body="OBJECT.x = i") + '''

class Sets:
    def __setattr__(self, name, value):
        tick(value)


OBJECT = Sets()
''',
    "an item that is set": FOR.format(body="OBJECT[i] = i") + '''

class Sets:
    def __setitem__(self, name, value):
        tick(value)


OBJECT = Sets()
''',
    "an argument on a line of its own": FOR.format(body='''out.append(
            tick(i)
            or half(
                i))'''),
    "another thread": FOR.format(body="elsewhere(i)") + '''

def elsewhere(i):
    if i == ON or i == OFF:
        thread = threading.Thread(target=tick, args=(i,))
        thread.start()
        thread.join()
''',
    "a signal's handler": FOR.format(body="raising(i)") + '''

def raising(i):
    if i == ON or i == OFF:
        signal.signal(signal.SIGUSR1, lambda number, frame: tick(i))
        signal.raise_signal(signal.SIGUSR1)
''',
    "a while loop": '''
def tick(i):
    if i == ON:
        on()
    if i == OFF:
        off()


def loop(n, out):
    i = 0
    while i < n:
        tick(i)
        if i % 5 == 0:
            i += 1
            continue
        for k in range(3):
            out.append(half(k))
        i += 1
    return len(out)
''',
    "generators and exceptions": '''
def tick(i):
    if i == ON:
        on()
    if i == OFF:
        off()


def loop(n, out):
    for i in pairs(n):
        tick(i)
        try:
            out.append(risky(i))
        except KeyError:
            out.append(-1)
        finally:
            half(i)
    return len(out)
''',
    "where the loop has ended": '''
def loop(n, out):
    for i in range(n):
        if i == ON:
            on()
        out.append(i)
    last(1)
    off()


def last(x):
    return half(x)
''',
    "before": '''
def loop(n, out):
    for i in range(n):
        out.append(half(i))
    i = 0
    while i < n: i += 1
    return len(out)


on()
loop(N, [])
off()
''',
    "after": '''
def loop(n, out):
    for i in range(n):
        out.append(half(i))
    i = 0
    while i < n: i += 1
    return len(out)


loop(N, [])
on()
loop(N, [])
off()
''',
    "on and off, again and again": '''
def loop(n, out):
    for i in range(n):
        out.append(half(i))
    return len(out)


for k in range(6):
    loop(N, [])
    on()
    loop(4 + k, [])
    off()
''',
}
END = """
for k in range(3):
    loop(N, [])
"""
ALL = """
MOMENTS = %r
found = {}
for moment, text in MOMENTS.items():
    exec(compile(text, __file__, "exec"), globals())
    found[moment] = list(seen)
    seen.clear()
close()
found["at the end"] = list(seen)
"""
# These concern the thread alone that switches them on.
THREADS_OWN = {"settrace", "settrace with opcodes", "setprofile", "cProfile", "bdb, step", "bdb, next", "bdb, until"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_tool_hears_the_same(differ, kind):
    moments = {moment: text + END for moment, text in LOOPS.items() if kind not in THREADS_OWN or moment != "another thread"}
    differ.check(Program(COMMON + KINDS[kind] + ALL % moments, filename="heard.py"))


@pytest.mark.parametrize("name", EVENTS)
def test_a_tool_hears_the_same_of_one_function_alone(differ, name):
    """pyjit goes on with the loops that call it."""
    moments = {moment: text + END for moment, text in LOOPS.items()}
    alone = "codes = lambda: [half.__code__]\n"
    differ.check(Program(COMMON + monitored(name) + alone + ALL % moments, filename="heard.py"))
