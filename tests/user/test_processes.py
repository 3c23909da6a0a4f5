"""Forks, children, subinterpreters and the end of the process, with compiled loops live: the same as without pyjit."""
import textwrap

import pytest

from user.processes import HOT, pyjit_runs, python

LOWEST = ("--hot=2", "--bridge=1", "--trial=5", "--worth=0", "--compile-share=1")
PROGRAMS = {
    "a fork in the middle of a loop": """
        import os
        total = 0
        for i in range(400):
            total += hot(20)
            if i % 100 == 50:
                child = os.fork()
                if not child:
                    for k in range(300):
                        total += k
                    os._exit(int(total) % 100)
                print(i, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        print(total)
        """,
    "forks of forks that go on compiling": """
        import os
        def fresh(k):
            names = {}
            exec(f"def f(n):\\n t = {k}\\n for i in range(n): t += i * {k}\\n return t", names)
            return names["f"]
        for depth in range(5):
            print(depth, fresh(depth)(500), hot(500), flush=True)
            child = os.fork()
            if child:
                print(depth, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), fresh(depth + 10)(500), flush=True)
                os._exit(depth)
        """,
    "a fork in a thread": """
        import os, threading, warnings
        warnings.simplefilter("ignore")
        go, results = True, []
        def spin():
            k = 0
            while go:
                k += 1
        def forks():
            for i in range(10):
                child = os.fork()
                if not child:
                    os._exit(int(hot(300)) % 50)
                results.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        threads = [threading.Thread(target=spin), threading.Thread(target=forks)]
        for thread in threads: thread.start()
        threads[1].join()
        go = False
        threads[0].join()
        print(results)
        """,
    "processes of multiprocessing, forked": """
        import multiprocessing
        hot(500)
        with multiprocessing.get_context("fork").Pool(3) as pool:
            print(pool.map(hot, range(100, 140)))
        """,
    "processes of multiprocessing, from a server": """
        import multiprocessing
        if __name__ == "__main__":
            hot(500)
            with multiprocessing.get_context("forkserver").Pool(2) as pool:
                print(pool.map(hot, range(100, 120)))
        """,
    "processes of multiprocessing, spawned": """
        import multiprocessing
        if __name__ == "__main__":
            hot(500)
            with multiprocessing.get_context("spawn").Pool(2) as pool:
                print(pool.map(hot, range(100, 120)))
        """,
    "executors": """
        import concurrent.futures as futures
        if __name__ == "__main__":
            with futures.ThreadPoolExecutor(4) as threads, futures.ProcessPoolExecutor(2) as processes:
                print(list(threads.map(hot, range(60))), list(processes.map(hot, range(60))))
        """,
    "a subinterpreter": """
        import _interpreters as interpreters
        def inside(source):
            one = interpreters.create()
            try:
                return interpreters.exec(one, source)
            finally:
                interpreters.destroy(one)
        text = "t = 0\\nfor i in range(5000): t += i\\nprint(t, flush=True)"
        for i in range(100):
            hot(50)
        for k in range(5):
            print(inside(text), hot(300), flush=True)
        print(inside("raise ValueError('inside')").msg)
        """,
    "a subinterpreter with a lock of its own, beside compiled loops": """
        import _interpreters as interpreters, threading
        text = "t = 0\\nfor i in range(200000): t += i % 7\\nassert t == 599997, t"
        results = []
        def run():
            one = interpreters.create("isolated")
            results.append(interpreters.exec(one, text))
            interpreters.destroy(one)
        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads: thread.start()
        print([hot(1000) for _ in range(50)][-1])
        for thread in threads: thread.join()
        print(results)
        """,
    "enable() in a subinterpreter": """
        import _interpreters as interpreters
        one = interpreters.create("legacy")
        print(interpreters.exec(one, '''if True:
            try:
                import pyjit
            except ImportError:
                pass
            else:
                assert not pyjit.enable(), pyjit.status()
            t = 0
            for i in range(3000): t += i
            assert t == 4498500
        '''))
        """,
    "loops in atexit functions and in finalizers at the very end": """
        import atexit
        atexit.register(lambda: print("atexit", hot(300), flush=True))
        class Last:
            def __del__(self, hot=hot, print=print, range=range):
                t = 0
                for i in range(300): t += i
                print("finalizer", t, hot(200), flush=True)
        last = Last()
        last.itself = last
        kept = Last()
        hot(300)
        """,
    "a thread in a compiled loop when the process ends": """
        import threading, time
        def spin():
            k = 0
            while True:
                k = k + 1 & 1023
        for _ in range(3):
            threading.Thread(target=spin, daemon=True).start()
        print(hot(1000), flush=True)
        """,
    "an exit out of a compiled loop": """
        import sys
        for i in range(1000):
            if hot(i) > 5000:
                sys.exit(int(i) % 100)
        """,
    "an error that nobody catches": """
        def fails(n):
            for i in range(n):
                hot(3) / (200 - i)
        fails(1000)
        """,
    "exec of another program": """
        import os, sys
        hot(500)
        print("first", flush=True)
        os.execv(sys.executable, [sys.executable, "-c", "print(sum(range(10)))"])
        """,
    "a child by subprocess with a function run before exec": """
        import subprocess, sys
        hot(500)
        print(subprocess.run([sys.executable, "-c", "print(7)"], preexec_fn=lambda: hot(100), capture_output=True, text=True).stdout)
        """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_does_the_same_under_pyjit(tmp_path, name):
    script = tmp_path / "program.py"
    script.write_text("import os, sys\n" + HOT + textwrap.dedent(PROGRAMS[name]))
    assert pyjit_runs(*LOWEST, str(script), PYTHONHASHSEED="0") == python(str(script), PYTHONHASHSEED="0")
