"""How long a pass of a loop takes in the interpreter: with this its compiled code is compared.

A pass is timed while its backward jump is an event. What an event takes depends on the machine and on how the interpreter was built; it
takes no longer than the shortest pass that was seen with one, less the shortest pass that there is."""

EVENT_AT_MOST, EVENT_AT_LEAST = 40e-9, 8e-9   # seconds that it takes the interpreter to tell of a jump, and machine code to count it
LEAST = 10e-9       # seconds of the shortest pass that there is (less was counted while a hook was about to ask)
ENOUGH = 4000       # passes that are timed at least: a hook that comes in between takes as long as some hundred


class Event:
    """seconds: that an event takes in this process, as far as it is known."""

    def __init__(self):
        self.seconds = EVENT_AT_MOST

    def without(self, seconds):
        """What a pass takes that took so many seconds with its event; None if that cannot be."""
        if seconds < EVENT_AT_LEAST + LEAST:
            return None
        self.seconds = min(self.seconds, seconds - LEAST)
        return seconds - self.seconds


class Pace:
    """event: the process's Event; seconds: that a pass takes in the interpreter, or None as long as that is not known. All times are of
    the program's own processor time (Runtime.running_time)."""

    def __init__(self, event):
        self.event, self.seconds, self._count, self._at = event, None, 0, None

    def counted(self, count, now, since):
        """The loop has been counted up to `count`. since: when the interpreter has begun to tell of all its jumps."""
        passes = count - self._count
        if self._at is not None and since <= self._at and passes >= ENOUGH:
            seconds = self.event.without((now - self._at) / passes)
            if seconds is not None:
                self.seconds = seconds

    def measure(self, count, now):
        """From now on it is counted on, beginning with `count`, and only that shall tell its pace."""
        self.seconds = None
        self.counts_on(count, now)

    def counts_on(self, count, now):
        """From now on it is counted on, beginning with `count`."""
        self._count, self._at = count, now
