"""A function made in a loop had the globals of the frame in which the loop was recorded, not those of the one that runs."""
from types import FunctionType


def made():
    for i in range(30):
        f = lambda: tag     # noqa: E731
    return f()


answers = [FunctionType(made.__code__, {"tag": tag, "range": range})() for tag in range(5)]
