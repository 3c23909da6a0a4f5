"""with: managers in Python and in C, what they swallow, how they fail, and what becomes of a block that is left early."""
import contextlib
import io
import sys
import threading


class _Guard:
    def __init__(self, log, mild=False):
        self.log, self.mild, self.depth = log, mild, 0

    def __enter__(self):
        self.depth += 1
        return self

    def __exit__(self, kind, error, trace):
        self.depth -= 1
        if kind is not None:
            self.log.append((kind.__name__, str(error), trace.tb_lineno))
        return self.mild


def a_manager_of_ones_own():
    log, total = [], 0
    guard = _Guard(log)
    for i in range(200):
        with guard as it:
            total += it.depth + i
    return total, guard.depth, log


def blocks_within_blocks():
    log, total = [], 0
    first, second = _Guard(log), _Guard(log)
    for i in range(200):
        with first as a, second as b:
            with first:
                total += a.depth * 10 + b.depth
    return total, first.depth, second.depth


def what_is_raised_within_is_swallowed():
    log, total = [], 0
    guard = _Guard(log, mild=True)
    for i in range(200):
        with guard:
            if i % 20 == 19:
                raise ValueError(i)
            total += i
    return total, guard.depth, log


def what_is_raised_within_gets_out():
    log, out = [], []
    guard = _Guard(log)
    for i in range(100):
        try:
            with guard:
                if i % 25 == 24:
                    [][i]
        except IndexError as error:
            out.append((str(error), error.__traceback__.tb_lineno))
    return out, guard.depth, log


def the_block_is_left_early():
    log, total = [], 0
    guard = _Guard(log)

    def find(i):
        with guard:
            if i % 3:
                return i
        return -1
    for i in range(150):
        total += find(i)
        with guard:
            if i % 10 == 9:
                continue
            total += 1
    return total, guard.depth


def entering_fails():
    class Shut:
        def __init__(self, i):
            self.i = i

        def __enter__(self):
            if self.i % 30 == 29:
                raise KeyError(self.i)
            return self.i

        def __exit__(self, *how):
            left.append(self.i)

    left, out, total = [], [], 0
    for i in range(120):
        try:
            with Shut(i) as x:
                total += x
        except KeyError as error:
            out.append((error.args, [entry.tb_lineno for entry in _entries(error)]))
    return total, out, len(left), left[-1]


def _entries(error):
    entry = error.__traceback__
    while entry is not None:
        yield entry
        entry = entry.tb_next


def leaving_fails():
    class Stuck:
        def __enter__(self):
            return 1

        def __exit__(self, *how):
            for _ in range(1):
                count[0] += 1
            if count[0] % 30 == 0:
                raise OSError(count[0])

    count, out, total = [0], [], 0
    for i in range(120):
        try:
            with Stuck() as x:
                total += x
        except OSError as error:
            out.append((error.args, error.__traceback__.tb_lineno))
    return total, out


def managers_that_have_loops():
    class Slow:
        def __enter__(self):
            for k in range(3):
                seen.append(k)
            return len(seen)

        def __exit__(self, *how):
            for k in range(2):
                seen.pop()

    seen, total = [], 0
    for i in range(100):
        with Slow() as n:
            total += n
    return total, len(seen)


def a_manager_that_dies_in_its_block():
    class Mortal:
        def __enter__(self):
            return None

        def __exit__(self, *how):
            log.append("left")

        def __del__(self):
            log.append("dead")

    log = []
    for i in range(60):
        with Mortal():
            log.append(i)
    return log


def locks_and_files_and_suppress():
    lock, total, out = threading.RLock(), 0, []
    for i in range(100):
        with lock:
            total += i
        with io.StringIO("abc") as text:
            total += len(text.read())
        with contextlib.suppress(ZeroDivisionError):
            total += 1 // (i % 10)
    return total, out


def managers_by_generators():
    @contextlib.contextmanager
    def open_(n):
        log.append(n)
        try:
            yield n + 1
        finally:
            log.append(-n)

    log, total = [], 0
    for i in range(60):
        with open_(i) as x:
            total += x
    return total, log[:20], len(log)


def the_class_changes_meanwhile():
    class Door:
        def __enter__(self):
            return 1

        def __exit__(self, *how):
            out.append("a")

    def other(self, *how):
        out.append("b")

    out, door, total = [], Door(), 0
    for i in range(100):
        if i == 50:
            Door.__exit__ = other
        if i == 70:
            Door.__enter__ = lambda self: 5
        with door as x:
            total += x
            if i == 60:
                Door.__exit__ = lambda self, *how: out.append("c")
    return total, out


def an_instance_with_names_of_its_own():
    class Door:
        def __enter__(self):
            return 1

        def __exit__(self, *how):
            return None

    door, total = Door(), 0
    door.__enter__ = lambda: 100
    door.__exit__ = lambda *how: 1 / 0
    for i in range(100):
        with door as x:
            total += x
    return total


def none_at_all():
    out = []
    for i in range(40):
        try:
            with (i if i % 10 == 9 else _Guard(out)):
                pass
        except TypeError as error:
            out.append(str(error))
    return out


def the_frame_in_the_block_is_looked_at():
    class Door:
        def __enter__(self):
            if len(seen) < 5:
                frame = sys._getframe(1)
                seen.append((frame.f_lineno, sorted(frame.f_locals)))
            return self

        def __exit__(self, *how):
            if len(seen) < 8:
                seen.append(sys._getframe(1).f_lineno)

    seen, door, total = [], Door(), 0
    for i in range(60):
        with door:
            total += i
    return total, seen


def in_a_function_that_is_followed():
    log = []
    guard = _Guard(log, mild=True)

    def work(i):
        with guard as it:
            if i % 40 == 39:
                raise RuntimeError(i)
            return it.depth
        return -1

    return sum(work(i) for i in range(200)), [work(i) for i in range(100)].count(-1), log, guard.depth
