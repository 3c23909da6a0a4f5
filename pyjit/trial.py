"""Does it pay to enter a compiled loop? A new one counts its passes, and how often it is entered for them, until that is known.

To enter a trace and to leave it again costs what the interpreter needs for some dozens of instructions. A loop that is left after one
short pass is slower compiled, and then the interpreter may have it back. A program changes: what has been entered very often since is
tried once more."""
from pyjit.stitch import lead

AGAIN = 1 << 17     # entries of a loop that stays until its next trial
UNTRIED = 1 << 31   # more than there will be


class Trial:
    """The trials of a loop. While one runs, the loop's back edges lead over its counter.

    place: the loop's entry in the machine's table; label: of the loop; passes: to be counted; steps: the bytecode instructions of one
    pass; address: of the counter's code; jumps: addresses of the branches that lead to it, or to the loop; accepted: has the loop come
    through a trial? suspended: is it not entered until more of it may be compiled?"""

    def __init__(self, machine, place, label, passes):
        self.machine, self.place, self.label, self.passes = machine, place, label, passes
        self.address, self.steps, self.jumps, self.running, self.accepted, self.suspended = None, 0, [], True, False, False

    def start(self):
        """From now on, or once more: the loop has got another way, or it has been entered very often."""
        self.suspended = False
        if not self.running:
            self.running = True
            lead(self.jumps, self.address, self.machine)
        self.machine.count_entries(self.place, 0, self.passes)

    def accept(self):
        """The loop stays; its back edges need not count any more."""
        self.accepted = True
        self.end(-AGAIN)

    def suspend(self):
        """The interpreter has the loop, which is counted as one that is not compiled."""
        self.suspended = True
        self.machine.enter_at(self.place, 0)
        self.end(0)

    def end(self, entries):
        """Back edges need not count any more."""
        self.running = False
        self.machine.count_entries(self.place, entries, 0)
        lead(self.jumps, self.label.address, self.machine)

    def forget(self, address, size):
        """The code of a trace is no more that has led to the loop."""
        self.jumps = [jump for jump in self.jumps if jump not in range(address, address + size)]

    def average(self):
        """How many bytecode instructions have run compiled each time that the loop was entered."""
        entries, left = self.machine.counted_entries(self.place)
        return (self.passes - left) * self.steps / max(entries, 1)
