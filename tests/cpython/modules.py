"""One module of the interpreter's test suite in a process of its own, stock or under pyjit, and what came of it."""
import dataclasses
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import venv
from xml.etree import ElementTree

import _cffi_backend

ROOT = pathlib.Path(__file__).resolve().parents[2]
THRESHOLDS = {"PYJIT_HOT": "20", "PYJIT_BRIDGE": "5"}   # the environment's own values go before these
COMPILED = re.compile(r"^pyjit: (\d+) traces, (\d+) bridges", re.MULTILINE)
RESULT = re.compile(r"^Result: (.*)$", re.MULTILINE)
NO_TESTS_RAN = 4
FAULT = re.compile(r"internal error: .*|pyjit cannot leave .*")
KEPT = 200_000          # characters of a module's output


@dataclasses.dataclass
class Outcome:
    """What a module did. result: passed, skipped, failed, or how it ended otherwise; tests: how many ran; bad: those that
    failed; traces: how many loops and bridges were compiled in its own process; faults: what pyjit itself got wrong;
    tries: how often it was run."""

    module: str
    mode: str
    result: str
    seconds: float
    tests: int = 0
    bad: list = dataclasses.field(default_factory=list)
    traces: int = 0
    faults: list = dataclasses.field(default_factory=list)
    tries: int = 1


def all_modules():
    """The names that regrtest goes by."""
    listed = subprocess.run([sys.executable, "-m", "test", "--list-tests"], capture_output=True, text=True, check=True)
    return listed.stdout.split()


def environment_with_pyjit(folder):
    """The executable of a new virtual environment in which every process that loads `site` runs under pyjit, unless PYJIT=0."""
    venv.create(folder, symlinks=True)
    executable = pathlib.Path(folder, "bin", "python")
    packages = pathlib.Path(_cffi_backend.__file__).parent
    site = pathlib.Path(folder, "lib", "python%d.%d" % sys.version_info[:2], "site-packages")
    (site / "pyjit.pth").write_text("%s\n%s\nimport pyjit; pyjit.enable()\n" % (ROOT, packages))
    return str(executable)


def run(module, mode, seconds, log, executable=sys.executable):
    """The Outcome of one module; its output goes to the file `log`. mode: "stock" or "pyjit"."""
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder, "report.xml")
        under = ["-m", "pyjit", "--stats"] if mode == "pyjit" else []
        command = [executable, *under, "-m", "test", "--junit-xml", str(report), module]
        status, output, took = finish(command, folder, seconds, {} if under else {"PYJIT": "0"})
        log.write_text(output[-KEPT:])
        compiled = COMPILED.search(output)
        traces = sum(map(int, compiled.groups())) if compiled else 0
        outcome = Outcome(module, mode, ended(status, output), round(took, 1), traces=traces, faults=FAULT.findall(output))
        if report.exists():
            outcome.tests, outcome.bad = tests_of(report)
    return outcome


def finish(command, folder, seconds, variables):
    """(exit status or None if the time was over, output, seconds taken) of a process, which takes its children with it."""
    environment = {**THRESHOLDS, **os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": folder, **variables}
    with tempfile.TemporaryFile() as output:
        start = os.times().elapsed
        process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                   start_new_session=True, preexec_fn=interruptible)
        try:
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            status = None
        end_group(process)
        output.seek(0)
        return status, output.read().decode(errors="replace"), os.times().elapsed - start


def interruptible():
    """What is started in the background ignores SIGINT; the tests do not expect that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def end_group(process):
    """Nothing that the module has started outlives it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def ended(status, output):
    """In a word or two, how the process ended."""
    if status is None:
        return "timeout"
    if status < 0:
        return signal.Signals(-status).name
    result = RESULT.findall(output)
    if not result:
        return "exit status %d" % status
    if "ENV CHANGED" in result[-1]:
        return "environment altered"
    if re.search(r"^Total tests: run=0\b", output, re.MULTILINE) and status in (0, NO_TESTS_RAN):
        return "skipped"
    return "failed" if status else "passed"


def tests_of(report):
    """(how many tests ran, the names of those that failed) according to regrtest's report."""
    try:
        cases = list(ElementTree.parse(report).iter("testcase"))
    except ElementTree.ParseError:
        return 0, []
    bad = [case.get("name") for case in cases if case.find("failure") is not None or case.find("error") is not None]
    return len(cases), bad
