"""The system's clocks, as the C library's clock_gettime() reads them. A timespec is two words: seconds and nanoseconds."""

MONOTONIC, PROCESS_CPUTIME, MONOTONIC_COARSE = 1, 2, 6   # (clock_gettime(2); the coarse one is precise to some milliseconds, and quick)
SECOND = 10**9   # nanoseconds


def read(a, clock, at):
    """The timespec at [sp + at] is what the clock says. It is a call like any other."""
    a.MOV(a.d(a.args[0]), clock)
    a.LEA(a.args[1], a.qword(a.sp, at))
    a.call("clock_gettime")


def read_nanoseconds(a, clock, at):
    """s0: what the clock says. [sp + at] has room for a timespec."""
    read(a, clock, at)
    a.IMUL(a.s0, a.qword(a.sp, at), SECOND)
    a.ADD(a.s0, a.qword(a.sp, at + 8))
