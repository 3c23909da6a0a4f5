"""Measure pyjit against the same interpreter without it: python -m benchmarks [options] [PART-OF-A-NAME...]

Each kernel runs in fresh processes, stock and pyjit in turn; what both return is compared. The table shows the time of one
call when it has settled. Exit code 1: a run failed or a value differed."""
import argparse
import json
import os
import platform
import subprocess
import sys

import pyjit
from benchmarks import chart
from benchmarks.kernels import load

HERE = os.path.dirname(os.path.abspath(__file__))
RESULTS = os.path.join(HERE, "results.json")


def main():
    arguments = parse()
    names = [name for name in load() if not arguments.names or any(part in name for part in arguments.names)]
    if arguments.list:
        print("\n".join(names))
        return 0
    print("%s %s on %s" % (platform.python_implementation(), platform.python_version(), platform.machine()))
    print(chart.header())
    rows = []
    for name in names:
        rows.append(compare(name, arguments))
        print(rows[-1].get("error") or chart.row(name, rows[-1]["stock"], rows[-1]["pyjit"]), flush=True)
    good = [row["ratio"] for row in rows if "ratio" in row]
    if good:
        print("%d of %d kernels, geometric mean of the ratios %.2f" % (len(good), len(rows), chart.geometric_mean(good)))
    write(arguments.json, rows)
    return int(len(good) < len(rows))


def parse():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="run the kernels whose name contains one of these; all if there is none")
    parser.add_argument("--seconds", type=float, default=1.0, help="for each process (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=2, help="pairs of processes for each kernel (default: %(default)s)")
    parser.add_argument("--json", default=RESULTS, metavar="FILE", help="where the results go (default: %(default)s)")
    parser.add_argument("--list", action="store_true", help="only print the names")
    return parser.parse_args()


def compare(name, arguments):
    """Both sides in turn, `rounds` times; the best of each, or what went wrong."""
    results = {"stock": [], "pyjit": []}
    for _ in range(arguments.rounds):
        for side, runs in results.items():
            runs.append(run(name, arguments.seconds, side))
    failures = [result["error"] for runs in results.values() for result in runs if "error" in result]
    if failures:
        return {"name": name, "error": "%s: %s" % (name, failures[0])}
    if len({tuple(result["value"]) for runs in results.values() for result in runs}) > 1:
        return {"name": name, "error": "%s: stock and pyjit return different values" % name}
    best = {side: min(result["steady"] for result in runs) for side, runs in results.items()}
    first = {"first_" + side: min(result["first"] for result in runs) for side, runs in results.items()}
    return {"name": name, **best, **first, "ratio": best["stock"] / best["pyjit"]}


def run(name, seconds, side):
    """One process of one side: the worker's answer, or {"error": ...}."""
    command = [sys.executable, "-m", "benchmarks.worker", name, str(seconds), side]
    process = subprocess.run(command, cwd=os.path.dirname(HERE), capture_output=True, text=True,
                             env={**os.environ, "PYTHONHASHSEED": "0"})
    if process.returncode:
        last = (process.stderr.strip() or "no message").splitlines()[-1]
        return {"error": "%s ended with exit code %d: %s" % (side, process.returncode, last)}
    return json.loads(process.stdout)


def write(path, rows):
    """Leave the results for other programs."""
    about = {"python": sys.version, "machine": platform.machine(), "pyjit": pyjit.__version__}
    with open(path, "w", encoding="utf-8") as file:
        json.dump({**about, "kernels": rows}, file, indent=1)
    print("written to", os.path.relpath(path))


sys.exit(main())
