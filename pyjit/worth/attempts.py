"""What could not be had is tried again, at growing intervals."""
from time import perf_counter

FIRST, LAST = 0.1, 60.0   # seconds between two attempts
SHARE = 100               # so many times as long as the attempt took is waited at least


class Attempts:
    """Attempts at one thing. why: why the last one failed, or None."""

    def __init__(self, what):
        self.what, self.failures, self.next, self.why = what, 0, 0.0, None

    def due(self):
        """Is it time for an attempt?"""
        return self.why is None or perf_counter() >= self.next

    def failed(self, why, began):
        """An attempt that began then has come to nothing."""
        now = perf_counter()
        pause = min(FIRST * 2 ** min(self.failures, 16), LAST)
        self.failures, self.why = self.failures + 1, why
        self.next = now + max(pause, min(SHARE * (now - began), LAST))

    def succeeded(self):
        self.failures, self.why = 0, None

    def text(self):
        """What a user is told: what has failed, why, and when it is tried again."""
        return "%s: %s; tried again in %d s" % (self.what, self.why, max(round(self.next - perf_counter()), 1))
