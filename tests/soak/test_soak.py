"""A short run of what `python -m tests.soak` does for long."""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
A_FEW_PAGES = 1 << 17     # the C library's heap may still grow once; a leak of one word for each entry would be six times as much
ON_TRIAL = 10             # calls more than entries are wanted: some begin or end a trial of the loop instead


def test_threads_compute_what_they_should_and_entries_leave_nothing_behind():
    command = [sys.executable, "-m", "tests.soak", "--seconds", "4", "--entries", str(100_000 + ON_TRIAL), "--functions", "400"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert ", 0 wrong values" in told.stdout, told.stdout + told.stderr
    entries, grown = re.search(r"(\d+) entries and exits .* grew by (-?\d+) bytes", told.stdout).groups()
    assert int(entries) >= 100_000 and int(grown) < A_FEW_PAGES, told.stdout
