"""One kernel in this process: python -m benchmarks.worker NAME SECONDS stock|pyjit. Prints one line of JSON.

first: seconds that the very first call took; steady: the median over the second half of the run;
value: a digest of what the calls returned."""
import hashlib
import json
import statistics
import sys
from time import perf_counter

import pyjit
from benchmarks.kernels import load


def measure(function, size, seconds):
    """Call the kernel until the time is up; each call's time and the set of what they returned."""
    times, values, start = [], set(), perf_counter()
    while perf_counter() - start < seconds or len(times) < 4:
        before = perf_counter()
        value = function(size)
        times.append(perf_counter() - before)
        values.add(hashlib.sha256(repr(value).encode()).hexdigest())
    return times, values


def main(name, seconds, side):
    if side == "pyjit" and not pyjit.enable():
        sys.exit(pyjit.status())
    times, values = measure(*load()[name], float(seconds))
    steady = statistics.median(times[len(times) // 2:])
    print(json.dumps({"first": times[0], "steady": steady, "value": sorted(values)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
