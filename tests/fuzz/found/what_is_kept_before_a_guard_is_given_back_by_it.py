"""A variable is overwritten with the very object that it holds: the trace keeps it, then finds another one there, and leaves."""
from differential.watched import counted

shared = counted([1, 2, 1])
first = second = shared


def work(n):
    global second
    for i in range(n):
        second = first
        if i > 20 and i % 3:
            second = [i]


work(60)
