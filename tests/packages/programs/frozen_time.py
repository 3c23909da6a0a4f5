"""freezegun replaces the clocks in every module that has them."""
import datetime
import sys
import time

from freezegun import freeze_time


def work(n):
    total = 0
    for i in range(n):
        total += i * 0.5 if i & 1 else i
    return total


def stamped(n):
    return [time.time() + i for i in range(n)][-1], time.perf_counter(), time.monotonic(), datetime.datetime.now()


with freeze_time("2020-02-29 12:00:00"):
    if "late" in sys.argv:
        import pyjit
        assert pyjit.enable()
    print(work(300_000), stamped(3000))
with freeze_time("2020-02-29 12:00:00", tick=False) as frozen:
    for _ in range(50):
        frozen.tick(3600)
        print(work(3000), stamped(100))
print(work(300_000), time.time() > 1.6e9)


@freeze_time("1999-12-31")
def decorated():
    return [work(n) for n in range(200)][-1], time.time(), datetime.date.today()


print(decorated())
