"""open() works wherever a program may call it."""
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = {
    "plain": "host.open()",
    "with a trace function": """
        def trace(*event): return trace
        sys.settrace(trace); host.open(); sys.settrace(None)""",
    "with a profiler": "sys.setprofile(lambda *event: None); host.open(); sys.setprofile(None)",
    "in a thread": """
        results = []
        thread = threading.Thread(target=lambda: results.append(host.open()))
        thread.start(); thread.join()
        assert results""",
    "beside threads that make and free objects": """
        done = []
        def work():
            while not done: kept = [{n} for n in range(20)]
        threads = [threading.Thread(target=work) for _ in range(3)]
        sys.setswitchinterval(1e-5)
        for thread in threads: thread.start()
        for _ in range(20): host.open()
        done.append(True)
        for thread in threads: thread.join()""",
    "in a generator": "next(host.open() for _ in 'a')",
    "in a coroutine": """
        async def work(): return host.open()
        asyncio.run(work())""",
    "in an exception handler": """
        try: 1 / 0
        except ZeroDivisionError: host.open()""",
    "called from C": "list(map(lambda _: host.open(), [1]))",
    "in a class": "class A: it = host.open()",
    "deep in a recursion": """
        def deeper(n): return deeper(n - 1) if n else host.open()
        deeper(900)""",
    "on the edge of a stack chunk": """
        def deeper(n): host.open(); return deeper(n - 1) if n else None
        deeper(120)""",
    "in a finalizer": """
        class A:
            def __del__(self): A.it = host.open()
        A()
        assert A.it""",
    "while collecting all the time": "gc.set_threshold(1); host.open()",
    "without the collector": "gc.disable(); host.open()",
    "when every instruction is watched": """
        m = sys.monitoring
        m.use_tool_id(1, "other")
        m.register_callback(1, m.events.INSTRUCTION, lambda *_: None)
        m.set_events(1, m.events.INSTRUCTION)
        host.open()
        m.set_events(1, 0)""",
    "when what watches it makes objects": """
        m, kept = sys.monitoring, []
        m.use_tool_id(1, "other")
        for event in m.events.LINE, m.events.CALL, m.events.C_RETURN, m.events.PY_START:
            m.register_callback(1, event, lambda *_: kept.append([{}]))
        m.set_events(1, m.events.LINE | m.events.CALL | m.events.PY_START)
        host.open()
        m.set_events(1, 0)""",
    "in a monitoring callback": """
        m = sys.monitoring
        m.use_tool_id(1, "other")
        seen = []
        m.register_callback(1, m.events.PY_START, lambda *_: seen or seen.append(host.open()))
        m.set_events(1, m.events.PY_START)
        (lambda: 1)()
        m.set_events(1, 0)
        assert seen""",
    "many times": "for _ in range(300): host.open()",
    "in a forked child": """
        child = os.fork()
        if not child: host.open(); os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0""",
}


def python(source, *flags, **environment):
    program = "import asyncio, gc, os, sys, threading\nimport pyjit.host as host\n" + textwrap.dedent(source)
    environment = {**os.environ, **environment}
    return subprocess.run([sys.executable, *flags, "-c", program], cwd=ROOT, capture_output=True, text=True, env=environment)


@pytest.mark.parametrize("place", PLACES)
def test_open_works(place):
    result = python(PLACES[place])
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("flags, environment", [
    (["-O"], {}), (["-OO"], {}), (["-X", "dev"], {}), (["-X", "importtime"], {}), (["-X", "tracemalloc"], {}),
    (["-W", "error"], {}),
    ([], {"PYTHONMALLOC": "debug"}), ([], {"PYTHONMALLOC": "malloc"}), ([], {"PYTHONHASHSEED": "7"}), (["-X", "utf8=0"], {}),
    (["-X", "int_max_str_digits=0", "-X", "no_debug_ranges"], {}), (["-X", "frozen_modules=off"], {})])
def test_open_works_however_python_was_started(flags, environment):
    result = python("host.open(); print('fine')", *flags, **environment)
    assert (result.returncode, result.stdout) == (0, "fine\n"), result.stderr


def test_another_evaluator_of_frames_is_refused():
    result = python("""
        import ctypes
        api = ctypes.pythonapi
        api.PyInterpreterState_Get.restype = ctypes.c_void_p
        stock = ctypes.cast(api._PyEval_EvalFrameDefault, ctypes.c_void_p).value
        code = b"\\x48\\xb8" + stock.to_bytes(8, "little") + b"\\xff\\xe0"  # mov rax, stock; jmp rax
        from pyjit.host.codememory import CodeMemory
        memory = CodeMemory(4096)
        address = memory.allocate(len(code))
        memory.write(address, code)
        api._PyInterpreterState_SetEvalFrameFunc.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        api._PyInterpreterState_SetEvalFrameFunc(api.PyInterpreterState_Get(), address)
        try: host.open()
        except host.Unsupported as why: print(why)
        api._PyInterpreterState_SetEvalFrameFunc(api.PyInterpreterState_Get(), stock)""")
    assert result.stdout == "another tool evaluates Python frames in this process (PEP 523)\n", result.stderr


def test_a_subinterpreter_is_refused():
    result = python("""
        import _interpreters
        other = _interpreters.create("legacy")
        _interpreters.run_string(other, '''
        import pyjit.host
        try: pyjit.host.open()
        except pyjit.host.Unsupported as why: print(why, flush=True)
        ''')""")
    assert result.stdout == "this is a subinterpreter; pyjit works in the main one alone\n", result.stderr
