"""Limits: a program goes on at its pace when pyjit has used up what it may."""
from user.processes import python

MANY = """
import pyjit
assert pyjit.enable(hot=2, bridge=1, compile_share=1, %s)
for k in range(200):
    names = {}
    exec("def f(n):\\n total = 0\\n for i in range(n):\\n  total += i * k if i %% 7 else 0.5\\n return total", {"k": k}, names)
    assert names["f"](60) == sum(i * k if i %% 7 else 0.5 for i in range(60))
stats = pyjit.stats()
print(stats["code_bytes"] <= 65536, stats["faults"], any("limit" in reason for reason in stats["aborts"]))
"""


def test_code_memory_is_capped_and_what_was_entered_can_still_be_left():
    assert python("-c", MANY % "code_memory=65536", PYJIT=None).out == "True {} True\n"
