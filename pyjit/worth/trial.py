"""Does it pay to enter a compiled loop? It counts how often it is entered, and the passes that are made there, until that is known.

To enter a trace and to leave it again costs what the interpreter needs for some dozens of instructions. A loop that is left after one
short pass is slower compiled, and then the interpreter may have it back. Where that is in doubt a second trial takes the time of many
passes, from entry to entry, and compares it with the interpreter's pace. That was taken in passing: if it is the better one, the
interpreter has the loop for as many passes, and the faster one keeps it. A program changes: what has been entered very often since is
tried once more. The passes are those of the whole way until the interpreter goes on, in whatever loops it leads through."""

AGAIN = 1 << 17     # entries of a loop that stays until its next trial
RACE = 16           # times as long as the first trial is the second one, in which time is taken
BYTECODE = 5e-9     # seconds that the interpreter takes for a bytecode instruction, about
LONG = 2000         # bytecode instructions an entry, from which on nobody doubts that it pays
UNTRIED = 1 << 31   # more than there will be


class Trial:
    """The trials of a loop. One is over when the loop has been entered as often as the option `trial` says; one that is not entered so
    often has none that ends.

    place: the loop's entry in the machine's table; address, steps: of its code, and the bytecode instructions of one pass; accepted: has
    the loop come through a trial? suspended: is it not entered: not yet, or until more of it may be compiled, or the interpreter has had
    its turn? began: when the second trial did, or None in the first; lost: how many in a row have said that it does not pay; raced: seconds
    a pass in a second trial that it seems to have lost, while the interpreter has its turn, or None; made: passes before
    the entries were last counted anew."""

    def __init__(self, machine, place):
        self.machine, self.place, self.address, self.steps = machine, place, None, 0
        self.running, self.accepted, self.suspended = False, False, True
        self.began, self.raced, self.lost, self.made = None, None, 0, -machine.counted_entries(place)[1]

    def start(self):
        """From now on, or once more: the loop has got another way, or it has been entered very often."""
        self.running, self.began = True, None
        self._enter(0)

    def _count(self, entries):
        """The entries are counted anew."""
        self.made += self.machine.counted_entries(self.place)[1]
        self.machine.count_entries(self.place, entries)

    def saved(self):
        """Seconds that the interpreter would have taken for all that the loop has done."""
        return (self.made + self.machine.counted_entries(self.place)[1]) * self.steps * BYTECODE

    def _enter(self, count):
        """The interpreter enters the loop, and its entries are counted from here."""
        self._count(count)
        if self.suspended:
            self.machine.enter_at(self.place, self.address)
        self.suspended, self.raced = False, None

    def race(self, now):
        """The loop has come through its first trial: the second one."""
        self.accepted, self.began = True, now
        self._count(-(RACE - 1) * self.machine.options.trial)

    def accept(self):
        """The loop stays."""
        self.accepted, self.running = True, False
        self._enter(-AGAIN)

    def suspend(self, raced=None):
        """The interpreter has the loop, which is counted as one that is not compiled."""
        self.suspended, self.running, self.raced = True, False, raced
        self.machine.enter_at(self.place, 0)
        self._count(0)

    def average(self):
        """How many bytecode instructions have run compiled each time that the loop was entered, in the first trial."""
        entries, passes = self.machine.counted_entries(self.place)
        return passes * self.steps / max(entries, 1)

    def pace(self, now):
        """Seconds that a pass has taken in the second trial, which is over."""
        return (now - self.began) / self.passes()

    def passes(self):
        """How many passes the second trial has had. (The interpreter makes one before each entry.)"""
        return self.machine.counted_entries(self.place)[1] + RACE * self.machine.options.trial
