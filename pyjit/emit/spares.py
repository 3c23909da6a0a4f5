"""Spare objects for numbers whose boxes are refused, and memory that is set aside for the worst case: see
backends/x86_64/scarcity.py, which takes them. Here they are made, before they are needed, and made again afterwards."""
from pyjit.backends.control_block import BALLAST, CONTROL_BALLAST
from pyjit.host.pages import PRIVATE, READ_WRITE, MappingError, Pages

COUNT = 2048        # ints, and floats: rarely more are made on a trace's way to where it can leave, and by its exit
LARGE = 1 << 62     # an int from here on has the three digits that any 64-bit number may need


class Spares:
    """ints, floats: objects with no other reference."""

    def __init__(self, host, control):
        self.host, self.control, self.ints, self.floats = host, control, [], []

    def replenish(self):
        """Is everything there (again)?"""
        try:
            while len(self.ints) < COUNT:
                self.ints.append(LARGE + len(self.ints))
            while len(self.floats) < COUNT:
                self.floats.append(0.5 + len(self.floats))
            if not self.host.peek.u64(self.control + CONTROL_BALLAST):
                self.host.poke.u64(self.control + CONTROL_BALLAST, Pages().map(BALLAST, READ_WRITE, PRIVATE))
        except (MemoryError, MappingError):
            return False
        return True
