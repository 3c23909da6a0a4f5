"""Objects of a kind that a trace stores into have one name each, and are told apart, by guards: what it knows of one outlasts a store into
another."""
from pyjit.patterns.families import M

MOST = 8     # objects that are told apart, at most


class Distinct:
    """Those of one kind. ops: {address: the first value that was this object}; stored: the addresses of those that are stored into."""

    def __init__(self):
        self.ops, self.stored = {}, set()

    def sees(self, t, op, address):
        """Before anything else of a bytecode that loads from an object or stores into it. Gives the value by which it is known."""
        known = self.ops.get(address)
        if known is not None:
            if known is not op:
                t.guard(M.guard_same, op, known)
            return known
        if len(self.ops) < MOST:
            for other in self.stored:
                t.guard(M.guard_not_same, op, self.ops[other])
            self.ops[address] = op
        return op

    def stores(self, t, op):
        """Before the effects of a bytecode that stores into an object."""
        address = next((address for address, seen in self.ops.items() if seen is op), None)
        if address is None or address in self.stored:
            return
        for other, seen in self.ops.items():
            if other not in (address, *self.stored):
                t.guard(M.guard_not_same, seen, op)
        self.stored.add(address)
