"""What is counted of what is no more: the books stay right, and small, however much comes and goes."""

MOST = 1000     # things that a tally tells apart
OTHERS = "others"


class Tally(dict):
    """{thing: how often}; the things are texts, or (text, text). When there are MOST of them, the further ones are counted together."""

    def add(self, thing, times=1):
        """Count it."""
        if thing not in self and len(self) >= MOST:
            thing = (OTHERS, OTHERS) if type(thing) is tuple else OTHERS
        self[thing] = self.get(thing, 0) + times


class Past:
    """Of traces whose machine code is no more: how many loops, functions and bridges there were; micro_ops; rates: seconds for a micro-op of each
    of the last ones; exits: {(words, "file:line"): how often they were left}; codes: code objects that have died."""

    def __init__(self):
        self.loops = self.functions = self.bridges = self.micro_ops = self.codes = 0
        self.rates, self.exits = [], Tally()

    def enter(self, trace, machine):
        """A trace is about to go."""
        if trace.kind == "loop":
            self.loops += 1
        elif trace.kind == "function":
            self.functions += 1
        else:
            self.bridges += 1
        self.micro_ops += trace.micro_ops
        self.rates = self.rates[1 - MOST:] + [trace.seconds / trace.micro_ops]
        from pyjit.report.expectations import label, taken_exits  # there is no trace before the compiler is loaded
        from pyjit.report.sources import Sources
        sources = Sources(read=False)
        for exit, taken in taken_exits(machine, trace.exits()):
            self.exits.add(label(exit, sources), taken)
