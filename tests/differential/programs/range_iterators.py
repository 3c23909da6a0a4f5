"""Range iterators that loops carry in registers: what everybody else may see of them, whenever they may look."""
import gc
import sys
import threading

N = 400


def _iterators(frame):
    """What is on a frame's stack, or in its locals: how far each range iterator has come."""
    return [(type(x).__name__, x.__length_hint__()) for x in gc.get_referents(frame) if type(x) is type(iter(range(0)))]


def left_at_every_step():
    out = []
    for stop in range(60):
        for i in range(60):
            if i == stop:
                break
        else:
            i = None
        out.append(i)
    return out


def ends_and_begins_again():
    total = 0
    for n in range(N):
        for i in range(n % 7):
            total += i * n
        for i in range(n, n + 3):
            total -= i
    return total


def seen_by_what_a_loop_calls():
    out = []

    def look():
        out.append(_iterators(sys._getframe(1)))
    for i in range(N):
        for j in range(3):
            if j == 1 and i % 50 == 0:
                look()
    return out


def moved_on_by_what_a_loop_calls():
    out = []

    def skip():
        for x in gc.get_referents(sys._getframe(1)):
            if type(x) is type(iter(range(0))):
                next(x, None)
    for i in range(3 * N):
        if i % 7 == 3:
            skip()
        out.append(i)
    return out


def held_by_somebody_after_a_call():
    out, held = [], []

    def hold():
        held.extend(x for x in gc.get_referents(sys._getframe(1)) if type(x) is type(iter(range(0))))
    for i in range(N):
        if i == N // 2:
            hold()
        out.append(i)
    return out, [next(x, None) for x in held], [x.__length_hint__() for x in held]


def seen_by_a_finalizer():
    out = []

    class Last:
        def __del__(self):
            out.append(_iterators(sys._getframe(1)))
    x = None
    for i in range(N):
        x = Last() if i % 60 == 7 else i
    return out, x


def one_iterator_of_two_loops():
    out = []
    for _ in range(20):
        it = iter(range(40))
        for i in it:
            for j in it:
                out.append((i, j))
                if j % 5 == 4:
                    break
    return out


def an_iterator_that_a_local_has_too():
    out = []
    for n in range(40):
        it = iter(range(30))
        for i in it:
            if i % 10 == 9:
                out.append(next(it, None))
        out.append(it.__length_hint__())
    return out


def an_iterator_that_gets_another_owner_under_way():
    out, kept = [], []
    for n in range(60):
        it = iter(range(50))
        if n < 40:
            for i in range(50):
                out.append(i)
        else:
            kept.append(it)
            for i in it:
                if i == n - 10:
                    break
            out.append(it.__length_hint__())
    return out, [next(it, None) for it in kept]


def steps_of_all_kinds():
    out = []
    for n in range(60):
        step = (1, 1, 1, 2, -1, 1, -3, 10 ** 6)[n % 8] if n > 30 else 1
        for i in range(n, n + 50 * step, step):
            out.append(i)
    return out


def near_the_limits():
    out = []
    for n in range(40):
        for i in range(2 ** 63 - 30, 2 ** 63 - 1 - n % 3):
            out.append(i)
        for i in range(-2 ** 63 + 30, -2 ** 63 + n % 3, -1):
            out.append(i)
        for i in range(2 ** 63 - 5, 2 ** 63 + 5):
            out.append(i)
    return out


def another_iterable_in_its_place():
    out = []
    for n in range(80):
        source = range(20) if n % 10 < 8 else [3, 4] if n % 20 == 8 else iter("ab")
        for i in source:
            out.append(i)
    return out


def exceptions_from_the_middle():
    out = []
    for n in range(60):
        try:
            for i in range(40):
                for j in range(3):
                    if i == n and j == 1:
                        raise ValueError(i, j)
                out.append(1 // (39 - i if n % 7 == 0 else 1))
        except (ValueError, ZeroDivisionError) as error:
            out.append((str(error), i, j, _iterators(sys._getframe())))
    return out


def an_overflow_in_the_middle():
    out = []
    for n in range(40):
        x = 2 ** 62
        for i in range(60):
            x += 2 ** 56 * (n % 3)
        out.append((x, i))
    return out


def in_a_generator():
    def numbers(n):
        for i in range(n):
            for j in range(i % 4):
                if (i + j) % 11 == 0:
                    yield i, j
    return [list(numbers(n)) for n in range(0, N, 40)]


def a_generator_looked_at_under_way():
    def numbers():
        for i in range(N):
            if i % 5 == 0:
                yield i
    g, out = numbers(), []
    for i in g:
        out.append((i, _iterators(g.gi_frame) if i % 50 == 0 else None))
    return out


def in_comprehensions():
    return [[i * j for j in range(i % 6)] for i in range(N)], {i: sum(j for j in range(i % 4)) for i in range(N)}


def a_break_that_comes_and_goes():
    out = []
    for n in range(N):
        for i in range(5):
            if (n + i) % 7 == 6:
                break
        out.append(i)
        for k in range(3):
            pass
        else:
            out.append(k)
    return out


def nests_of_four():
    out = []
    for a in range(4):
        for b in range(a, 9):
            for c in range(b):
                for d in range(c % 3, 4):
                    if d == 3:
                        continue
                    out.append(a * 1000 + b * 100 + c * 10 + d)
    return out


def beside_enumerate_and_zip():
    out = []
    for i in range(60):
        for j, k in enumerate(range(i % 5)):
            for x, y in zip(range(3), range(j, 9)):
                out.append((i, j, k, x, y))
    return out


def another_thread_looks():
    out, stop, me = [], [], threading.get_ident()

    def look():
        while not stop:
            frame = sys._current_frames().get(me)
            if frame is not None:
                lengths = [n for _, n in _iterators(frame)]
                out.append(all(0 <= n <= 200000 for n in lengths))
            del frame
    thread = threading.Thread(target=look)
    thread.start()
    total = 0
    for i in range(200000):
        total += i
    stop.append(1)
    thread.join()
    return total, all(out)


def deleted_loop_variables():
    out = []
    for n in range(60):
        for i in range(30):
            if i % 3 == n % 3:
                del i
        out.append("i" in locals())
    return out


def traced_from_the_middle_on():
    seen = []

    def tracer(frame, event, arg):
        seen.append((event, frame.f_lineno - frame.f_code.co_firstlineno, frame.f_locals.get("i")))
        return tracer
    before = sys.gettrace()
    frame, total = sys._getframe(), 0
    try:
        for i in range(N):
            total += i
            if i == N - 6:
                frame.f_trace = tracer
                sys.settrace(tracer)
            if i == N - 3:
                sys.settrace(before)
    finally:
        sys.settrace(before)
    return total, seen
