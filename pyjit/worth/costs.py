"""What recording and compiling cost, step by step: seconds of processor time of the thread that does it."""
from time import thread_time

# What each step is: letting the program run the pass that is recorded, with all its events; making raw ops of its bytecodes; the passes
# over these; registers; code.
STEPS = "record", "lower", "optimize", "allocate", "stitch"
COMPILING = STEPS[2:]


class Costs:
    """seconds: {step: what it has taken}."""

    def __init__(self):
        self.seconds = dict.fromkeys(STEPS, 0.0)

    def add(self, step, began):
        """The step has taken the time since then. What the clock says now."""
        now = thread_time()
        self.seconds[step] += now - began
        return now

    def recording(self):
        return self.seconds["record"] + self.seconds["lower"]

    def compiling(self):
        return sum([self.seconds[step] for step in COMPILING])

    def total(self):
        return self.recording() + self.compiling()
