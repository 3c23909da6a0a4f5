"""How a recording ends without a trace."""


class Abort(Exception):
    """Recording ends here, with a reason for pyjit.explain(). `lasting`: trying again would end the same way (None: it would not)."""

    def __init__(self, reason, lasting=True):
        super().__init__(reason)
        self.reason, self.lasting = reason, lasting
