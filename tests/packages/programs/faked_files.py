"""pyfakefs replaces the file system in every module that has a part of it."""
import os
import pathlib
import sys

from pyfakefs.fake_filesystem_unittest import Patcher


def work(n):
    total = 0
    for i in range(n):
        total += i if i % 3 else 0.5
    return total


def filed(n):
    folder = pathlib.Path("/made/up")
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for i in range(n):
        path = folder / ("file %d" % (i & 7))
        path.write_text(str(i))
        with open(path) as file:
            total += int(file.read())
        total += os.stat(path).st_size
    return total, sorted(os.listdir("/made/up"))


for n in 100, 200_000:
    with Patcher():
        if "late" in sys.argv:
            import pyjit
            assert pyjit.enable()
        print(work(n), filed(200), os.path.exists("/usr"))
    print(work(n), os.path.exists("/made"), os.path.exists("/usr"))
