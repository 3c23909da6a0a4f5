"""Which function lowers which bytecode."""

HANDLERS = {}

# The bytecodes at which a recording ends: {name: (reason, remedy)}, as an Abort has them.
ENDS = {}


def bytecode(*names):
    """Register a function(tracer, argument) for the bytecodes of these names."""
    def register(function):
        for name in names:
            if name in HANDLERS:
                raise ValueError("bytecode %s is lowered twice" % name)
            HANDLERS[name] = function
        return function
    return register


def ends(reason, *names, remedy=None):
    """A recording ends at the bytecodes of these names."""
    ENDS.update(dict.fromkeys(names, (reason, remedy)))
