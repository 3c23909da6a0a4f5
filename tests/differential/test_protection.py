"""No memory is ever writable and executable at once, and pyjit works where the kernel denies code memory that was written."""
import subprocess
import sys

import pytest

from differential.differ import TESTS, worker_environment

MAPPINGS = '''
def writable_and_executable():
    with open("/proc/self/maps") as maps:
        return [line for line in maps if "w" in line.split()[1] and "x" in line.split()[1]]


def work(data):
    total, seen = 0, []
    for x in data:
        total = total + x
        for k in range(3):
            total += k if x != 7 else 0.5
        seen += writable_and_executable()
    return total, seen


results = [work(range(50)), work([0.5] * 50), work([1, 2.5, True, 2 ** 70] * 10)]
'''
HARDENED = '''
import ctypes
import errno
import os

PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN = 65, 1
if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0) != 0:
    print("no MDWE:", errno.errorcode[ctypes.get_errno()])
    os._exit(0)

import pyjit

print("enabled:", pyjit.enable(hot=2, bridge=1), pyjit.status())


def work(n):
    total = 0
    for i in range(n):
        total += i if i % 3 else 0.5
    return total


print("result:", work(1000))
print("compiled:", pyjit.stats()["traces"] > 0)
'''


def test_no_mapping_is_writable_and_executable_while_loops_compile(both):
    assert both(MAPPINGS)["traces"] > 0


def test_it_works_where_written_memory_may_not_become_executable():
    run = subprocess.run([sys.executable, "-c", HARDENED], capture_output=True, text=True, timeout=60,
                         env=worker_environment(checked=True), cwd=TESTS.parent)
    if run.stdout.startswith("no MDWE: EINVAL"):
        pytest.skip("this kernel has no PR_SET_MDWE (Linux 6.3 and later have it)")
    assert (run.stdout, run.stderr) == ("enabled: True on\nresult: 332834.0\ncompiled: True\n", "")
