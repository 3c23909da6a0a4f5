"""What pyjit takes of the standard library before the program runs is nothing that the program gets to see."""
import sys


class Unseen:
    """with Unseen(): what is imported within is taken out of sys.modules again. Whoever imports it later gets a module of its own, as if
    pyjit had not been there."""

    def __enter__(self):
        self.before = set(sys.modules)

    def __exit__(self, *error):
        import gc   # here: the program may not have imported it
        for name in list(sys.modules):
            if name not in self.before:
                del sys.modules[name]
        gc.collect()   # their classes, which would be found among the subclasses of others
