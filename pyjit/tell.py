"""What pyjit itself has to say goes to the program's error output, where there is one that takes it."""
import sys


def tell(text):
    """Write a text to the error output. One that is closed, or full, or of which the reader has gone, is no reason to fail."""
    try:
        stream = sys.modules.get("sys", sys).stderr   # as it is now: what pyjit's modules have of sys is as old as pyjit's import
        stream.write(text)
        stream.flush()
    except Exception:   # there is none; it is closed; it does not take it; it is the program's own and fails
        pass
