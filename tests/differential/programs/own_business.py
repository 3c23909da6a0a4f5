"""pyjit's own work runs none of the program's code."""

N = 300


def a_repr_that_counts():
    class Shy:
        shown = 0

        def __init__(self):
            self.x = 1

        def __repr__(self):
            Shy.shown += 1
            raise AssertionError("nobody asked")

        __str__ = __hash__ = __eq__ = __bool__ = __len__ = __format__ = __repr__

    shy, total = Shy(), 0
    for i in range(N):
        total += shy.x if i % 3 else _shy.x
        Shy.y = shy
        total += (shy, i)[1] + (shy is _shy)
    return total, Shy.shown, _Shy.shown


class _Shy:
    shown, x = 0, 2

    def __repr__(self):
        _Shy.shown += 1
        raise AssertionError("nobody asked")

    __str__ = __hash__ = __eq__ = __bool__ = __len__ = __format__ = __repr__


_shy = _Shy()
