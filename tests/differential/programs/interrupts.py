"""Loops without an end of their own: signals, other threads and the GIL reach them while they run compiled."""
import _thread
import os
import signal
import threading
import time

SOON = 0.25         # seconds: enough for a thread to be started, even where its functions are being compiled
PATIENCE = 2.0      # seconds: far more than an interrupt needs, far less than the timeout of a program


def _interrupt_soon():
    threading.Timer(SOON, _thread.interrupt_main).start()


def _stopped_in_time(endless, *args):
    """Whether KeyboardInterrupt stops `endless` soon after it is sent."""
    started = time.monotonic()
    _interrupt_soon()
    try:
        endless(*args)
    except KeyboardInterrupt:
        return time.monotonic() - started < SOON + PATIENCE
    return "ended by itself"


def _spin():
    while True:
        pass


def _count():
    n = 0
    while True:
        n += 1


def _count_floats():
    x = 0.0
    while True:
        x += 0.5


def _forever():
    from itertools import repeat
    for x in repeat(1):
        y = x + 1


def _nested():
    while True:
        for i in range(100):
            x = i * i


def _calls():
    def add(a, b):
        return a + b

    total = 0
    while True:
        total = add(total, 1) & 0xffff


def _lists():
    data = [0] * 100
    i = 0
    while True:
        data[i % 100] += 1
        i += 1


def _attributes():
    class Box:
        n = 0

    box = Box()
    while True:
        box.n += 1


def _huge_range():
    for i in range(2 ** 62):
        pass


def _inside_try():
    n = 0
    while True:
        try:
            n += 1
        except ValueError:
            pass


def _generator():
    def count():
        n = 0
        while True:
            yield n
            n += 1

    for x in count():
        pass


def _wait_in_recursion():
    def down(n):
        if n:
            return down(n - 1)
        while True:
            n += 1

    down(20)


def spinning():
    return _stopped_in_time(_spin)


def counting():
    return _stopped_in_time(_count)


def counting_floats():
    return _stopped_in_time(_count_floats)


def iterating_forever():
    return _stopped_in_time(_forever)


def nested_loops():
    return _stopped_in_time(_nested)


def inlined_calls():
    return _stopped_in_time(_calls)


def lists():
    return _stopped_in_time(_lists)


def attributes():
    return _stopped_in_time(_attributes)


def a_huge_range():
    return _stopped_in_time(_huge_range)


def inside_try():
    return _stopped_in_time(_inside_try)


def a_generator():
    return _stopped_in_time(_generator)


def deep_in_a_recursion():
    return _stopped_in_time(_wait_in_recursion)


def interrupted_again_and_again():
    return [_stopped_in_time(_count) for _ in range(5)]


def the_loop_goes_on_after_the_handler():
    n = hits = 0
    while hits < 2:
        try:
            _interrupt_soon()
            while True:
                n += 1
        except KeyboardInterrupt:
            hits += 1
    return n >= 0, hits


def a_signal_handler_of_the_program():
    hits = []
    own = signal.signal(signal.SIGUSR1, lambda number, frame: hits.append(frame.f_code.co_name))
    try:
        threading.Timer(SOON, os.kill, (os.getpid(), signal.SIGUSR1)).start()
        while not hits:
            pass
    finally:
        signal.signal(signal.SIGUSR1, own)
    return hits


def a_signal_handler_that_changes_what_the_loop_reads():
    stop = False

    def handler(number, frame):
        nonlocal stop
        stop = True

    own = signal.signal(signal.SIGUSR1, handler)
    try:
        threading.Timer(SOON, os.kill, (os.getpid(), signal.SIGUSR1)).start()
        n = 0
        while not stop:
            n += 1
    finally:
        signal.signal(signal.SIGUSR1, own)
    return n >= 0


def a_signal_handler_that_writes_locals_of_the_loop():
    def handler(number, frame):
        frame.f_locals["n"] = -1

    own = signal.signal(signal.SIGUSR1, handler)
    try:
        threading.Timer(SOON, os.kill, (os.getpid(), signal.SIGUSR1)).start()
        n = 1
        while n > 0:
            n += 1
    finally:
        signal.signal(signal.SIGUSR1, own)
    return n <= 0


def a_signal_handler_that_raises():
    class Stop(Exception):
        pass

    def handler(number, frame):
        raise Stop(frame.f_code.co_name)

    own = signal.signal(signal.SIGUSR1, handler)
    try:
        threading.Timer(SOON, os.kill, (os.getpid(), signal.SIGUSR1)).start()
        data = []
        while True:
            data.append(1)
            data.pop()
    except Stop as stop:
        return stop.args
    finally:
        signal.signal(signal.SIGUSR1, own)


def an_alarm_as_a_timeout():
    def handler(number, frame):
        raise TimeoutError

    own = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, SOON)
        x = 1
        while True:
            x = x * 3 % 1000003
    except TimeoutError as error:
        return error.args, x < 1000003
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, own)


def signals_while_loops_are_being_compiled():
    """Each handler runs in a frame of the program, below which are frames of the program alone, and what it raises arrives."""
    class Stop(Exception):
        pass

    def handler(number, frame):
        caller = frame
        while caller.f_code is not here:
            files.add(caller.f_code.co_filename)
            caller = caller.f_back
        raise Stop

    source = "def loop():\n    total = 0\n    while True:\n        for i in range(20):\n            total += i if i % 3 else i * 0.5"
    files, arrived, here = set(), 0, signals_while_loops_are_being_compiled.__code__
    own = signal.signal(signal.SIGALRM, handler)
    try:
        for k in range(40):
            names = {}
            exec(compile(source, "the loop", "exec"), names)
            try:
                signal.setitimer(signal.ITIMER_REAL, 0.0002 * k + 0.0001)
                names["loop"]()
            except Stop:
                arrived += 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, own)
    return files <= {"the loop", __file__}, arrived


def a_second_thread_gets_the_gil():
    laps, done = [0], threading.Event()

    def other():
        for _ in range(50):
            time.sleep(0.0005)
            laps[0] += 1
        done.set()

    threading.Thread(target=other).start()
    n = 0
    while not done.is_set():
        n += 1
    return laps, n >= 0


def two_endless_loops_share_the_gil():
    stop, counts = [False], [0, 0]

    def work(k):
        while not stop[0]:
            counts[k] += 1

    threads = [threading.Thread(target=work, args=(k,)) for k in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(4 * SOON)
    stop[0] = True
    for thread in threads:
        thread.join()
    return [n > 100 for n in counts]


def the_gil_is_shared_fairly_with_a_loop_that_makes_no_calls():
    progress = []

    def other():
        for k in range(20):
            progress.append(k)
            time.sleep(0)

    thread = threading.Thread(target=other)
    x, n = 1, 0
    thread.start()
    while len(progress) < 20:
        x = (x * 5 + 1) & 0xffff
        n += 1
    thread.join()
    return progress, n >= 0


def pending_calls_of_the_collector_run():
    import gc
    collections = []
    gc.callbacks.append(lambda phase, info: collections.append(phase))
    try:
        n = 0
        while not collections:
            box = []
            box.append(box)
            n += 1
    finally:
        gc.callbacks.pop()
    return n >= 0, collections[0]


def async_exception_from_another_thread():
    import ctypes
    started, caught = threading.Event(), []

    def victim():
        try:
            started.set()
            n = 0
            while True:
                n += 1
        except SystemExit:
            caught.append("caught")

    thread = threading.Thread(target=victim)
    thread.start()
    started.wait()
    time.sleep(SOON)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
    thread.join(PATIENCE)
    return caught, thread.is_alive()
