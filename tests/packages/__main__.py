"""Programs that use packages which change how Python itself works, run stock and jitted: what they print is the same.

    python -m tests.packages                    installs the packages from PyPI into a temporary environment
    python -m tests.packages --python PATH      uses the environment of this interpreter, which has them

Exit code 1: a program's output differs, or pyjit has booked a fault."""
import argparse
import difflib
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
PACKAGES = "cffi", "greenlet", "gevent", "freezegun", "pyfakefs"
LOW = {"PYJIT_HOT": "2", "PYJIT_BRIDGE": "1", "PYJIT_COMPILE_SHARE": "1"}
WAYS = {   # words before the program, words after it, and the environment
    "low thresholds": (("-m", "pyjit"), (), LOW),
    "default thresholds": (("-m", "pyjit"), (), {}),
    "switched on under way": ((), ("late",), LOW)}
FAULTS = "import atexit, pyjit, sys\natexit.register(lambda: pyjit.stats().get('faults') and print('internal error', file=sys.stderr))\n"


def main():
    """Run them all."""
    parser = argparse.ArgumentParser(prog="python -m tests.packages", description=__doc__.partition("\n")[0])
    parser.add_argument("--python", help="an interpreter that has the packages")
    parser.add_argument("--only", nargs="*", help="names of programs")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        executable = given.python or installed(folder)
        pathlib.Path(folder, "sitecustomize.py").write_text(FAULTS)
        programs = [path for path in sorted((HERE / "programs").glob("*.py")) if not given.only or path.stem in given.only]
        sys.exit(0 if all([same(executable, path, folder) for path in programs]) else 1)


def installed(folder):
    """An interpreter with the packages in an environment of its own."""
    subprocess.run([sys.executable, "-m", "venv", folder + "/environment"], check=True)
    executable = folder + "/environment/bin/python"
    subprocess.run([executable, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    return executable


def same(executable, path, folder):
    """Does the program print the same in every way?"""
    stock, good = run([executable, path], {}), True
    for way, (before, after, environment) in WAYS.items():
        environment = {"PYJIT_CHECK": "1", "PYTHONPATH": "%s:%s" % (ROOT, folder), **environment}
        jitted = run([executable, *before, path, *after], environment)
        agree = jitted == stock
        print("%s, %s: %s" % (path.stem, way, "the same" if agree else "DIFFERENT"), flush=True)
        if not agree:
            sys.stdout.writelines(difflib.unified_diff(stock.splitlines(True), jitted.splitlines(True), "stock", "jitted"))
        good = good and agree
    return good


def run(words, environment):
    """What a process prints and how it ends."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYJIT")}
    try:
        ended = subprocess.run([*map(str, words)], env={**inherited, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True, timeout=300)
    except subprocess.TimeoutExpired as late:
        return "%s\nit did not end\n" % (late.stdout or b"").decode()
    return "%sexit code %d\n" % (ended.stdout, ended.returncode)


if __name__ == "__main__":
    main()
