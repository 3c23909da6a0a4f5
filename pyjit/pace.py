"""How long a pass of a loop takes in the interpreter: with this its compiled code is compared."""

EVENT = 40e-9       # seconds that it takes the interpreter to tell of a backward jump, and machine code to count it
LEAST = 10e-9       # seconds of the shortest pass that there is (less was counted while a hook was about to ask)
ENOUGH = 4000       # passes that are timed at least: a hook that comes in between takes as long as some hundred


class Pace:
    """seconds: that a pass takes in the interpreter, or None as long as that is not known. All times are of the program's own processor
    time (Runtime.running_time)."""

    def __init__(self):
        self.seconds, self._count, self._at = None, 0, None

    def counted(self, count, now, since):
        """The loop has been counted up to `count`. since: when the interpreter has begun to tell of all its jumps."""
        passes = count - self._count
        if self._at is not None and since <= self._at and passes >= ENOUGH:
            seconds = (now - self._at) / passes - EVENT
            if seconds >= LEAST:
                self.seconds = seconds

    def measure(self, count, now):
        """From now on it is counted on, beginning with `count`, and only that shall tell its pace."""
        self.seconds = None
        self.counts_on(count, now)

    def counts_on(self, count, now):
        """From now on it is counted on, beginning with `count`."""
        self._count, self._at = count, now
