"""Two locals that hold the same number share its box when the trace is left."""


def work(n, x, b):
    for i in range(n):
        x = float(0)
        b = x
        {None for k in (1, 1, 2)}
        print(x is b, sep="")


work(12, 1, "")
