"""The results as text: a table with a bar for each ratio.

The bars are logarithmic: every doubling is as long as the one before, slower than stock grows to the left of the line."""
import math

DOUBLING = 6  # characters
EIGHTHS = " ▏▎▍▌▋▊▉"
SLOWEST = 1   # doublings that there is room for on the left of the line


def header():
    """The line above the rows."""
    marks = "".join(("x%d" % 2 ** power).ljust(DOUBLING) for power in range(7))
    return "%-28s %10s %10s %7s %s%s" % ("kernel", "stock ms", "pyjit ms", "ratio", " " * DOUBLING * SLOWEST + " ", marks)


def row(name, stock, fast):
    """One kernel: its two times in seconds, the ratio and the bar."""
    ratio = stock / fast
    return "%-28s %10.3f %10.3f %7.2f %s" % (name, stock * 1e3, fast * 1e3, ratio, bar(ratio))


def bar(ratio):
    """A bar that starts at the line which stands for 1."""
    room = DOUBLING * SLOWEST
    length = math.log2(ratio) * DOUBLING
    if length < 0:
        return ("▒" * min(room, math.ceil(-length))).rjust(room) + "│"
    whole, part = divmod(int(length * 8), 8)
    return " " * room + "│" + "█" * whole + EIGHTHS[part].strip()


def geometric_mean(ratios):
    """The mean for ratios: twice as fast and half as fast make 1."""
    return math.exp(sum(map(math.log, ratios)) / len(ratios))
