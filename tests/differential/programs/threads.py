"""Threads beside hot loops: shared lists, locks, queues, thread-local values. All results are independent of the order."""
import _thread
import queue
import sys
import threading

N = 300


def _run(*workers):
    threads = [threading.Thread(target=worker) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def two_threads_append_to_one_list():
    data = []

    def work(k):
        for i in range(2000):
            data.append(i * 2 + k)

    _run(lambda: work(0), lambda: work(1))
    return len(data), sorted(data) == list(range(4000))


def a_lock_around_a_counter():
    lock, total = threading.Lock(), 0

    def work():
        nonlocal total
        for _ in range(1000):
            with lock:
                total += 1

    _run(*[work] * 4)
    return total


def each_thread_its_own_sum():
    out = {}

    def work(k):
        total = 0
        for i in range(3000):
            total += i * k
        out[k] = total

    _run(*[lambda k=k: work(k) for k in range(5)])
    return sorted(out.items())


def one_function_of_many_types_in_threads():
    out = {}

    def work(k, start):
        total = start
        for i in range(500):
            total = total + start
        out[k] = total

    _run(*[lambda k=k, s=s: work(k, s) for k, s in enumerate([1, 0.5, "a", 2 ** 62, (1,), True])])
    return sorted((k, repr(v)) for k, v in out.items())


def a_list_drained_by_one_and_filled_by_another():
    data, got = [], []
    done = threading.Event()

    def fill():
        for i in range(1000):
            data.append(i)
        done.set()

    def drain():
        while not done.is_set() or data:
            try:
                got.append(data.pop())
            except IndexError:
                pass

    _run(fill, drain)
    return sorted(got) == list(range(1000))


def a_spinning_loop_sees_the_other_threads_write():
    flag = [False]
    spins = 0

    def raise_flag():
        for _ in range(100):
            pass
        flag[0] = True

    thread = threading.Thread(target=raise_flag)
    thread.start()
    while not flag[0]:
        spins += 1
    thread.join()
    return spins >= 0


def a_spinning_loop_over_a_global():
    global stop
    stop = False

    def set_stop():
        global stop
        stop = True

    thread = threading.Timer(0.02, set_stop)
    thread.start()
    n = 0
    while not stop:
        n += 1
    thread.join()
    return n >= 0


def a_spinning_loop_over_an_attribute():
    class Box:
        stop = False

    def set_stop():
        Box.stop = True

    box, n = Box(), 0
    thread = threading.Timer(0.02, set_stop)
    thread.start()
    while not box.stop:
        n += 1
    thread.join()
    return n >= 0, box.stop


def queue_between_threads():
    q, out = queue.Queue(5), []

    def produce():
        for i in range(N):
            q.put(i)
        q.put(None)

    def consume():
        while (x := q.get()) is not None:
            out.append(x * 2)

    _run(produce, consume)
    return out


def thread_local_values():
    local, out = threading.local(), {}

    def work(k):
        local.x = k
        for i in range(N):
            local.x += k
        out[k] = local.x

    _run(*[lambda k=k: work(k) for k in range(4)])
    return sorted(out.items())


def error_in_a_thread_is_reported_and_the_loop_goes_on():
    def fail():
        for i in range(N):
            10 // (200 - i)

    seen = []
    threading.excepthook, own = lambda args: seen.append((args.exc_type.__name__, args.exc_traceback.tb_lineno)), threading.excepthook
    try:
        _run(fail)
    finally:
        threading.excepthook = own
    return seen


def generator_handed_between_threads():
    def numbers():
        for i in range(N):
            yield i

    walk, out, turn = numbers(), [], threading.Lock()

    def work():
        while True:
            with turn:
                x = next(walk, None)
                if x is None:
                    return
                out.append(x)

    _run(work, work)
    return out


def many_switches():
    sys.setswitchinterval(1e-6)
    totals = {}

    def work(k):
        total = 0.0
        for i in range(3000):
            total += i * 0.5
            total -= k
        totals[k] = total

    _run(*[lambda k=k: work(k) for k in range(4)])
    return sorted(totals.items())


def low_level_threads():
    out, gate = [], _thread.allocate_lock()
    gate.acquire()

    def work():
        total = 0
        for i in range(N):
            total += i
        out.append(total)
        gate.release()

    _thread.start_new_thread(work, ())
    gate.acquire()
    return out


def a_thread_changes_the_type_of_what_a_loop_reads():
    box, seen = [1], set()

    def change():
        for x in [2.5, "a", None, 2 ** 70] * 100:
            box[0] = x
        box[0] = "end"

    thread = threading.Thread(target=change)
    thread.start()
    while box[0] != "end":
        seen.add(type(box[0]).__name__)
    thread.join()
    return seen <= {"int", "float", "str", "NoneType"}


def threads_take_turns_with_one_generator():
    def generator(n):
        i = 0
        while i < n:
            yield i
            i += 1

    def run():
        seen = []
        while True:
            try:
                for x in walk:
                    seen.append(x)
                break
            except ValueError as error:
                complaints.add(str(error))
        found.extend(seen)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    walk, found, complaints = generator(30000), [], {"generator already executing"}
    _run(run, run, run)
    sys.setswitchinterval(interval)
    return sorted(found) == [*range(30000)], complaints
