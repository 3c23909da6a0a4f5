"""Limits: a program goes on at its pace when pyjit has used up what it may."""
from user.processes import python

MANY = """
import pyjit
assert pyjit.enable(hot=2, bridge=1, compile_share=1, %s)
kept = []
for k in range(200):
    names = {}
    kept.append(names)
    exec("def f(n):\\n total = 0\\n for i in range(n):\\n  total += i * k if i %% 7 else 0.5\\n return total", {"k": k}, names)
    assert names["f"](60) == sum(i * k if i %% 7 else 0.5 for i in range(60))
stats = pyjit.stats()
print(stats["code_bytes"] <= 65536, stats["faults"], any("limit" in reason for reason, _ in stats["aborts"]))
"""


def test_code_memory_is_capped_and_what_was_entered_can_still_be_left():
    assert python("-c", MANY % "code_memory=65536", PYJIT=None).out == "True {} True\n"


def test_ten_thousand_hot_functions_take_bounded_memory_and_time():
    ended = python("-c", """
import resource, pyjit
assert pyjit.enable(hot=50, compile_share=0.1)
text = "def f(n):\\n t = 0\\n for i in range(n): t += i * %d\\n return t"
functions = []
for k in range(10000):
    names = {}
    exec(text % k, names)
    functions.append(names["f"])
for n in (60, 60, 60):
    for k, f in enumerate(functions):
        assert f(n) == k * n * (n - 1) // 2
stats = pyjit.stats()
print(stats["faults"], stats["code_bytes"] < 64 << 20, stats["traces"] > 0,
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 600 << 10)
""", PYJIT=None)
    assert (ended.out, ended.err) == ("{} True True True\n", "")


def test_a_loop_runs_in_a_thousand_threads():
    ended = python("-c", """
import sys, threading, pyjit
assert pyjit.enable(hot=2, bridge=1, compile_share=1)
sys.setswitchinterval(1e-6)
threading.stack_size(256 << 10)
def work(n, seen):
    total = 0
    for i in range(n):
        total += i if i & 3 else 0.5
    seen.append(total)
seen, gate = [], threading.Event()
threads = [threading.Thread(target=lambda: (gate.wait(), work(500, seen))) for _ in range(1000)]
for thread in threads: thread.start()
gate.set()
for thread in threads: thread.join()
print(len(seen), set(seen), pyjit.stats()["faults"])
""", PYJIT=None)
    assert (ended.out, ended.err) == ("1000 {%s} {}\n" % sum(i if i & 3 else 0.5 for i in range(500)), "")
