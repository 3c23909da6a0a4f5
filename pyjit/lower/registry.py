"""Which function lowers which bytecode."""

HANDLERS = {}


def bytecode(*names):
    """Register a function(tracer, argument) for the bytecodes of these names."""
    def register(function):
        for name in names:
            if name in HANDLERS:
                raise ValueError("bytecode %s is lowered twice" % name)
            HANDLERS[name] = function
        return function
    return register
