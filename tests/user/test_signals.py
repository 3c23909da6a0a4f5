"""What a signal's handler sees of a compiled loop that is in the middle of a long C call: what it would see without pyjit."""
from user.processes import python

LONG_PRODUCT = """
import signal, sys
seen = []
def handler(number, frame):
    if frame.f_code is squares.__code__:
        names = frame.f_locals
        seen.append((frame.f_lineno - squares.__code__.co_firstlineno, names.get("count") == names.get("again")))
def squares(x, n):
    count = again = 0
    while count < n:
        count += 1; again = count
        x * x
if len(sys.argv) > 1:
    import pyjit
    assert pyjit.enable(hot=2, bridge=1, compile_share=1)
squares(3 ** 30000, 50)
signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.005)
while len(seen) < 40:
    squares(3 ** 30000, 500)
signal.setitimer(signal.ITIMER_REAL, 0)
print(all(same for _, same in seen), sum(line == 4 for line, _ in seen) > 20)
if len(sys.argv) > 1:
    print(pyjit.stats()["faults"], pyjit.stats()["traces"] > 0, file=sys.stderr)
"""


def test_a_handler_sees_the_line_of_a_long_multiplication():
    stock, jitted = python("-c", LONG_PRODUCT, PYJIT=None), python("-c", LONG_PRODUCT, "jitted", PYJIT=None)
    assert (stock.code, stock.out, jitted.code) == (0, "True True\n", 0), (stock, jitted)
    assert (jitted.out, jitted.err) == (stock.out, "{} True\n")
