"""Long runs under pyjit, with numbers as the result. This process must not have switched it on before."""
import collections
import gc
import inspect
import itertools
import os
import random
import sys
import threading
import time

import kernels
import pyjit

THREADS = 24
KERNELS = {name: function for name, function in inspect.getmembers(kernels, inspect.isfunction) if not name.startswith("_")}
SIZES = 50, 300, 2000
OPTIONS, DEFAULT = {"hot": 20, "bridge": 5, "compile_share": 1.0}, {}
ROWS = 10
MADE = """
def f(n):
    total = 0
    for i in range(n):
        total += i * %d if i %% 7 else 0.5
    return total
"""


def wrong_values(seconds, threads=THREADS):
    """(how many kernels were run to the end, [(kernel(size), what it gave), ...] of those whose value was not the stock one).

    Every thread picks kernels and sizes by a seed of its own, the number of the thread."""
    pyjit.disable()
    right = {(name, n): repr(kernel(n)) for name, kernel in KERNELS.items() for n in SIZES}
    wrong, runs, interval, end = [], [], sys.getswitchinterval(), time.monotonic() + seconds

    def work(number):
        choose, count = random.Random(number), 0
        while time.monotonic() < end:
            name, n = choose.choice(sorted(right))
            value = repr(KERNELS[name](n))
            count += 1
            if value != right[name, n]:
                wrong.append(("%s(%d), thread %d" % (name, n, number), value))
        runs.append(count)

    pyjit.enable(**OPTIONS)
    sys.setswitchinterval(1e-6)
    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    sys.setswitchinterval(interval)
    pyjit.disable()
    return sum(runs), wrong


def walked(things):
    """A trace that each call enters anew, and leaves at the end of the loop."""
    total = 0
    for thing in things:
        total += thing * 0.5
    return total


def growth(entries):
    """(entries and exits of traces, bytes by which the resident memory grew meanwhile). Compiling is over when that begins."""
    pyjit.enable(**OPTIONS)
    things = (1, 2.5, 3) * 10
    for _ in range(2):      # the second round is what is measured: the first has compiled everything, and filled every cache
        gc.collect()
        left, before = left_so_far(), resident()
        collections.deque(map(walked, itertools.repeat(things, entries)), maxlen=0)
        gc.collect()
        grown, left = resident() - before, left_so_far() - left
    pyjit.disable()
    return left, grown


def made_and_dropped(count, size, options):
    """Make functions by exec, run each with this size, and let them go, some of them in circles of references. Gives a row each
    time that a tenth is done: {what: how much there is of it}, in the process and in pyjit's own tables."""
    pyjit.enable(**options)
    runtime, names = pyjit._runtime, {}
    exec(MADE % 1, names)
    names["f"](100_000)      # what is hot for long has the compiler loaded
    gone = pyjit.stats()["dead_codes"]
    for k in range(1, count + 1):
        names = {}
        exec(MADE % k, names)
        value, right = names["f"](size), k * (size * (size - 1) // 2 - 7 * sum(range(-(-size // 7)))) + 0.5 * -(-size // 7)
        if value != right:
            raise AssertionError("function %d gave %r, not %r" % (k, value, right))
        if k % 3:
            names.clear()
        if k % max(count // ROWS, 1) == 0:
            del names
            gc.collect()
            stats, machine = pyjit.stats(), runtime.machine
            yield {"functions": k, "KiB resident": resident() >> 10, "code objects known": len(runtime.codes),
                   "dead": stats["dead_codes"] - gone, "traces": len(runtime.traces), "made": stats["traces"] + stats["bridges"],
                   "exits in use": len(machine.exits) - len(machine.unused), "ids": len(machine.exits),
                   "watched": len(runtime.mortals.watched), "bytes of code": stats["code_bytes"], "freed": stats["code_bytes_freed"], "faults": len(stats["faults"])}
    pyjit.disable()


def left_so_far():
    """How often traces have been left."""
    return sum(pyjit.stats()["exits"].values())


def resident():
    """The resident memory in bytes."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")
