"""What pyjit itself has to say on the command line goes to the error output, where there is one that takes it."""
import sys


def tell(text):
    """Write a text to the error output. One that is closed, or full, or of which the reader has gone, is no reason to fail."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (AttributeError, ValueError, OSError):   # there is none; it is closed; it does not take it
        pass
