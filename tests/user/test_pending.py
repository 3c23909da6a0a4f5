"""Exceptions from other threads and from signal handlers, sent to a loop that a `try` stands around: caught about as often as without
pyjit. The jump back of such a loop is covered by no handler, the calls in it are; where the interpreter looks is chance."""
import pytest

from user.processes import python

PROGRAM = """
import _thread, ctypes, sys, threading, time
if len(sys.argv) > 1:
    import pyjit
    assert pyjit.enable(hot=5, bridge=2, compile_share=1)

class Stop(Exception):
    pass

def function():
    pass

nap, length, caught = time.sleep, len, []

stop = False

def work(started):
    started.append(True)
    try:
        while not stop:
            BODY
    except Stop:
        caught.append(True)

def run(send):
    def target():
        ident.append(_thread.get_ident())
        try:
            work(started)
        except Stop:
            pass
    ident, started = [], []
    thread = threading.Thread(target=target)
    thread.start()
    while not started:
        nap(0.001)
    nap(0.005)
    while thread.is_alive():
        send(ident[0])
        thread.join(0.5)

def send(ident):
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(Stop))

for k in range(TIMES):
    run(send)
print(len(caught))
if len(sys.argv) > 1:
    print(pyjit.stats()["faults"], pyjit.stats()["traces"] > 0)
"""


@pytest.mark.parametrize("body, least", [
    ("function()", 2), ("nap(0.0001)", 16), ("length('')", 0), ("function(); length(''); nap(0)", 4)])
def test_an_exception_from_another_thread_is_caught(body, least):
    program = PROGRAM.replace("BODY", body).replace("TIMES", "20")
    jitted = python("-c", program, "jitted", PYJIT=None)
    count, stats = jitted.out.splitlines()
    assert int(count) >= least and stats == "{} True", jitted


SIGNALS = """
import signal, sys
if len(sys.argv) > 1:
    import pyjit
    assert pyjit.enable(hot=5, bridge=2, compile_share=1)

class Stop(Exception):
    pass

stop = False

def handler(number, frame):
    raise Stop

def function(x):
    return x

def work():
    while True:
        try:
            while not stop:
                function(1)
        except Stop:
            return True

signal.signal(signal.SIGALRM, handler)
caught = 0
for k in range(20):
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    try:
        caught += work()
    except Stop:
        pass
print(caught)
if len(sys.argv) > 1:
    print(pyjit.stats()["faults"], pyjit.stats()["traces"] > 0)
"""


def test_an_exception_of_a_signals_handler_is_caught_or_not():
    jitted = python("-c", SIGNALS, "jitted", PYJIT=None)
    count, stats = jitted.out.splitlines()
    assert 1 <= int(count) < 20 and stats == "{} True", jitted
