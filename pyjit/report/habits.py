"""What a code object is like that pyjit does not compile, for pyjit.explain(): generators, coroutines, functions that call themselves.

In: a code object, which need not have run. Out: sentences."""
from pyjit.host.bytecode import calls_itself

GENERATOR, COROUTINE, ASYNC_GENERATOR = 0x20, 0x80, 0x200   # co_flags

OF_FLAGS = (
    (GENERATOR, "it is a generator: CPython resumes it, unless a `for` that is compiled does, and in its own loops only passes that "
                "yield nothing are compiled (remedy: loop over it with `for`, or return a list)"),
    (COROUTINE, "it is a coroutine: CPython resumes it, and in its loops only passes in which nothing suspends it are compiled "
                "(remedy: move what is hot into a plain function)"),
    (ASYNC_GENERATOR, "it is an async generator: CPython resumes it, and in its loops only passes that await and yield nothing are "
                      "compiled (remedy: move what is hot into a plain function)"))
RECURSION = ("it calls itself: its calls are not followed, but made as wholes, which run compiled if it is called often enough (remedy: a "
             "loop with a list as its stack, which is faster)")


def of(code, facts, host):
    """The sentences. facts: its CodeFacts, or None."""
    found = [text for flag, text in OF_FLAGS if code.co_flags & flag]
    if facts is not None and any(name == facts.name for name, _ in facts.whole_calls.values()):
        return found + [RECURSION]
    return found + [RECURSION] * calls_itself(code, host.decode(code))
