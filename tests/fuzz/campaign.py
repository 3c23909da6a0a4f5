"""Runs generated programs stock and jitted, one after the other, shrinks each that differs and keeps it.

    Campaign(seed=1, programs=500).run()        prints what it finds; True if there was no difference
"""
import dataclasses
import time
from pathlib import Path

from differential.differ import Difference, Differ, Program, Worker

from .shrink import Shrinker, kind_of
from .writer import program

FOUND = Path(__file__).parent / "found"
FILENAME = "program.py"
TIMEOUT = 4         # seconds; what a program needs stock is some milliseconds
COMPILING = "pyjit/compile/pipeline.py"      # in the story of a process that was stopped: it did not hang, it was at work
TOLD = 3000         # characters of a difference
LIFE = 150          # programs until the two processes are replaced by fresh ones


@dataclasses.dataclass
class Campaign:
    """What to run: programs first, first + 1, ... of a seed, until their number or the time is up."""

    seed: int = 1
    programs: int = 1000
    first: int = 0
    seconds: float = float("inf")
    checked: bool = False       # pyjit verifies each step of its work: half as fast
    mode: str = "jitted"        # or another one of differential.worker's
    shrinks: bool = True
    keep: Path | None = FOUND
    tell: callable = print
    passed: int = 0
    slow: int = 0
    unsteady: int = 0
    different: list = dataclasses.field(default_factory=list)
    traces: int = 0

    def run(self):
        differ = Differ(self.checked, self.mode)
        started = self.started = time.monotonic()
        try:
            for index in range(self.first, self.first + self.programs):
                if time.monotonic() - started > self.seconds:
                    break
                self.one(differ, index)
                if index % LIFE == LIFE - 1:
                    differ.stop()
        finally:
            differ.stop()
        self.tell(self.summary())
        return not self.different

    def one(self, differ, index):
        text = program(self.seed, index)
        example = Program(text, FILENAME, seed=f"{self.seed}, index {index}")
        try:
            stats = differ.check(example, TIMEOUT)
        except Difference as difference:
            self.differs(differ, text, index, difference)
            return differ.stop()    # what the shrinker ran is not among the programs before the next one
        self.passed += 1
        self.traces += stats.get("traces", 0)

    def differs(self, differ, text, index, difference):
        story = str(difference)
        if "does not run stock" in story or "jitted, no answer" in story and COMPILING in story:
            self.slow += 1
            return
        if not steady(text):
            self.unsteady += 1
            return
        kind = kind_of(differ, text)
        self.different.append(index)
        self.tell(f"seed {self.seed}, program {index} differs: {kind or 'not by itself'}\n{story[-TOLD:]}")
        if difference.after:
            self.tell(f"all that it needs: {self.command(index - len(difference.after), index)}")
        if self.shrinks and kind:
            shrunken = Shrinker(differ, kind).shrink(text)
            self.tell(f"shrunken, seed {self.seed}, program {index}:\n{shrunken}")
            if self.keep:
                self.keep.mkdir(exist_ok=True)
                path = self.keep / f"seed_{self.seed}_{index}.py"
                path.write_text(f'"""Program {index} of seed {self.seed}, shrunken: {kind}."""\n{shrunken}\n')
                self.tell(f"kept as {path}")

    def command(self, first, last):
        """What runs these programs in two fresh processes."""
        options = " --check" * self.checked + (" --" + self.mode) * (self.mode != "jitted")
        return f"python -m tests.fuzz --seed {self.seed} --first {first} --programs {last - first + 1}{options}"

    def summary(self):
        seconds = time.monotonic() - self.started
        number = self.passed + self.slow + self.unsteady + len(self.different)
        text = f"seed {self.seed}: {number} programs in {seconds:.0f} s, {number / seconds:.1f} a second, "
        text += f"{self.traces} traces; "
        text += f"{len(self.different)} differ {self.different or ''}"
        return text + f"; {self.slow} took too long, {self.unsteady} differ from run to run stock"


def steady(text):
    """Whether two stock processes, which have other addresses, agree about the program."""
    outcomes = []
    for _ in range(2):
        worker = Worker("stock")
        worker.send(Program(text, FILENAME))
        outcomes.append(worker.receive(TIMEOUT)[0])
        worker.stop()
    return outcomes[0] == outcomes[1]
