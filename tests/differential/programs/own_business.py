"""pyjit's own work runs none of the program's code."""
import contextvars
import gc
import os
import sys
import threading
import warnings

N = 300


def a_repr_that_counts():
    class Shy:
        shown = 0

        def __init__(self):
            self.x = 1

        def __repr__(self):
            Shy.shown += 1
            raise AssertionError("nobody asked")

        __str__ = __hash__ = __eq__ = __bool__ = __len__ = __format__ = __repr__

    shy, total = Shy(), 0
    for i in range(N):
        total += shy.x if i % 3 else _shy.x
        Shy.y = shy
        total += (shy, i)[1] + (shy is _shy)
    return total, Shy.shown, _Shy.shown


class _Shy:
    shown, x = 0, 2

    def __repr__(self):
        _Shy.shown += 1
        raise AssertionError("nobody asked")

    __str__ = __hash__ = __eq__ = __bool__ = __len__ = __format__ = __repr__


_shy = _Shy()


_context = contextvars.ContextVar("context", default="none of the program's")


class _Cycle:
    def __init__(self, seen):
        self.me, self.seen = self, seen

    def __del__(self):
        below, files = sys._getframe(), set()
        while below is not None:
            files.add(os.path.basename(below.f_code.co_filename))
            below = below.f_back
        self.seen.add((_context.get(), threading.get_ident() == threading.main_thread().ident,
                       not files & {"record.py", "tracer.py", "forward.py", "allocate.py", "compiler.py", "stitch.py"}))


def collections_wait_for_the_program():
    """While pyjit records and compiles, it makes many objects of its own."""
    before, seen, total = gc.get_threshold(), set(), 0
    _context.set("the program's")
    gc.set_threshold(50)
    try:
        for text in ("total += i % 7", "total += len(str(i))", "total = total * 3 % 1009", "total += [i, i + 1][i % 2]"):
            names = {"Cycle": _Cycle, "seen": seen}
            exec("def work(total):\n    for i in range(300):\n        Cycle(seen)\n        %s\n    return total" % text, names)
            total += names["work"](total)
    finally:
        gc.set_threshold(*before)
        kept = gc.get_threshold() == before, gc.isenabled()
    return total, seen, kept


def a_threshold_set_by_the_loop_stays():
    before, seen = gc.get_threshold(), []
    try:
        for i in range(N):
            if i % 10 == 0:
                gc.set_threshold(100 + i)
            seen.append(gc.get_threshold()[0])
    finally:
        gc.set_threshold(*before)
    return seen


def a_child_goes_on_collecting():
    answers, work = [], True

    def busy():
        while work:
            names = {}
            exec("def work():\n    total = 0\n    for i in range(50):\n        total += i\n    return total", names)
            names["work"]()
    other = threading.Thread(target=busy)
    other.start()
    try:
        for _ in range(4):
            with warnings.catch_warnings(action="ignore"):   # that there are threads
                child = os.fork()
            if not child:
                os._exit(gc.get_threshold() == _THRESHOLD)
            answers.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    finally:
        work = False
        other.join()
    return answers


_THRESHOLD = gc.get_threshold()
