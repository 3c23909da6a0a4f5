"""pyjit's own work used the builtins of the program: it called what the program had put there, and went wrong."""
import builtins

calls = []
before = dict(vars(builtins))


def work(n):
    seen = 0
    for i in range(n):
        if i == 12:
            builtins.sum = builtins.max
            builtins.isinstance = lambda *both: calls.append("isinstance")
            builtins.len = lambda value: calls.append("len")
        seen += i
    return seen


try:
    result = work(80)
finally:
    vars(builtins).update(before)
del before
