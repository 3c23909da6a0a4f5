"""How a recording ends without a trace."""


class Abort(Exception):
    """Recording ends here. reason: for people, what is in the way, in a sentence that goes on from the source of the bytecode; remedy:
    what they can do about it, or None. `lasting`: trying again would end the same way (None: it would not)."""

    def __init__(self, reason, lasting=True, remedy=None):
        super().__init__(reason)
        self.reason, self.lasting, self.remedy = reason, lasting, remedy
