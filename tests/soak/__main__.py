"""python -m tests.soak: 24 threads in mixed kernels for a minute, and resident memory over a million entries and exits of traces."""
import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from soak.measure import THREADS, growth, wrong_values   # noqa: E402  the tests' own packages are found from here on


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__.partition(": ")[2])
    parser.add_argument("--seconds", type=float, default=60, help="how long the threads run (default: 60)")
    parser.add_argument("--entries", type=int, default=10 ** 6, help="entries and exits of traces (default: 1000000)")
    given = parser.parse_args()
    runs, wrong = wrong_values(given.seconds)
    print("%d threads, %g s, switch interval 1e-6 s: %d runs of kernels, %d wrong values" % (THREADS, given.seconds, runs, len(wrong)))
    for kernel, found in wrong[:10]:
        print("   %s gave %.200s" % (kernel, found))
    entries, grown = growth(given.entries)
    print("%d entries and exits of traces: the resident memory grew by %d bytes" % (entries, grown))
    return 1 if wrong or grown > 0 else 0


sys.exit(main())
