"""python -m tests.soak: 24 threads in mixed kernels for a minute, resident memory over a million entries and exits of traces, and over
functions that are made and dropped."""
import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

# The tests' own packages are found from here on.
from soak.measure import DEFAULT, OPTIONS, THREADS, growth, made_and_dropped, wrong_values   # noqa: E402


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__.partition(": ")[2])
    parser.add_argument("--seconds", type=float, default=60, help="how long the threads run (default: 60)")
    parser.add_argument("--entries", type=int, default=10 ** 6, help="entries and exits of traces (default: 1000000)")
    parser.add_argument("--functions", type=int, default=10 ** 4,
                        help="functions made by exec, run and dropped, at low thresholds and at the default ones (default: 10000)")
    given = parser.parse_args()
    runs, wrong = wrong_values(given.seconds)
    print("%d threads, %g s, switch interval 1e-6 s: %d runs of kernels, %d wrong values" % (THREADS, given.seconds, runs, len(wrong)))
    for kernel, found in wrong[:10]:
        print("   %s gave %.200s" % (kernel, found))
    entries, grown = growth(given.entries)
    print("%d entries and exits of traces: the resident memory grew by %d bytes" % (entries, grown))
    for name, options, size in ("low", OPTIONS, 60), ("default", DEFAULT, 3000):
        print("%d functions made by exec and dropped, %s thresholds:" % (given.functions, name))
        for row in made_and_dropped(given.functions, size, options):
            print("   " + ", ".join("%d %s" % (number, what) for what, number in row.items()), flush=True)
    return 1 if wrong or grown > 0 else 0


sys.exit(main())
