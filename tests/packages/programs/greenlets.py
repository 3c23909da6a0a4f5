"""Greenlets switch the C stack in the middle of compiled code: machine frames of several of them interleave, or are never finished."""
import gc
import sys
import weakref

import greenlet


class Switching:
    """Its operators are C code's way into Python, and this switches: there is a compiled loop below it on the stack."""

    def __init__(self, to):
        self.to = to

    def __add__(self, other):
        return self.to(other)

    def __lt__(self, other):
        self.to(1)
        return False

    def __eq__(self, other):
        self.to(2)
        return True

    def __hash__(self):
        return 7


def summing(n, step, switch):
    total, thing = step, Switching(switch)
    for i in range(n):
        total += i * step
        if i & 7 == step & 7:
            total += thing + i
    return total


def passed(value):
    """Hand a number to the hub and get one back."""
    return hub.switch(value)


def interleaved(count, n):
    """Many greenlets run one compiled loop in turn; each is in the middle of it most of the time."""
    workers = [greenlet.greenlet(lambda k=k: summing(n, k, passed), hub) for k in range(count)]
    values = [worker.switch() for worker in workers]
    ended = {}
    while len(ended) < count:
        for k, worker in enumerate(workers):
            if k not in ended:
                values[k] = worker.switch(values[k] & 3)
                if worker.dead:
                    ended[k] = values[k]
    return [ended[k] for k in sorted(ended)]


def sorting(n, switch):
    """list.sort() calls Python, which switches."""
    total = 0
    for i in range(n):
        things = [Switching(switch) for _ in range(3)]
        things.sort()
        total += len(things) + i
    return total


def looked_up(n, switch):
    """A dict compares keys, which switches."""
    table, total = {Switching(switch): 1}, 0
    for i in range(n):
        total += table[Switching(switch)] + i
    return total


def driven(function, n):
    worker = greenlet.greenlet(lambda: function(n, passed), hub)
    value, steps = worker.switch(), 0
    while not worker.dead:
        steps += 1
        value = worker.switch(steps & 7)
    return value, steps


class Watched:
    pass


def held(n, switch, notes):
    watched = Watched()
    notes.append(weakref.ref(watched))
    total = 0.5
    try:
        for i in range(n):
            total += i
            if i == n - 3:
                total += Switching(switch) + i
        return total
    except greenlet.GreenletExit:
        notes.append("exit at %d with %r" % (i, total))
        raise
    finally:
        notes.append("finally %r" % total)


def thrown(n):
    """GreenletExit into a greenlet that has a compiled loop on its C stack."""
    notes = []
    worker = greenlet.greenlet(lambda: held(n, passed, notes), hub)
    worker.switch()
    result = worker.throw(greenlet.GreenletExit)
    return worker.dead, type(result).__name__, notes[0]() is None, notes[1:]


def raised(n):
    """An exception of the program's own, thrown in and caught inside the loop."""
    def work():
        caught = 0
        for i in range(n):
            try:
                caught += Switching(passed) + i
            except KeyError as error:
                caught += error.args[0]
        return caught
    worker, turn = greenlet.greenlet(work, hub), 0
    value = worker.switch()
    while not worker.dead:
        turn += 1
        value = worker.throw(KeyError(turn)) if turn % 3 == 0 else worker.switch(turn)
    return value


def forgotten(count, n):
    """Greenlets that are never finished are collected, and their frames unwound."""
    notes = []
    for _ in range(count):
        worker = greenlet.greenlet(lambda: held(n, passed, notes), hub)
        worker.switch()
        del worker
    gc.collect()
    return len(notes), [note() is None for note in notes if type(note) is weakref.ref], [note for note in notes if type(note) is str]


def nested(depth, n, switch):
    total = 0
    for i in range(n):
        total += i
        if i == n - 2:
            total += nested(depth - 1, n, switch) if depth else Switching(switch) + i
    return total


def deep(count):
    workers = [greenlet.greenlet(lambda k=k: nested(k % 5, 20 + k, passed), hub) for k in range(count)]
    for worker in workers: worker.switch()
    return [worker.switch(k) for k, worker in enumerate(reversed(workers))]


def generated(n):
    """Generators in greenlets."""
    def numbers():
        for i in range(n):
            yield Switching(passed) + i

    def work():
        total = 0
        for number in numbers():
            total += number
        return total
    worker = greenlet.greenlet(work, hub)
    value = worker.switch()
    while not worker.dead:
        value = worker.switch(value)
    return value


def traced(n):
    """Who looks at the frames sees those of the greenlet that runs."""
    seen = []

    def look(value):
        frame, names = sys._getframe(), []
        while frame:
            names.append((frame.f_code.co_name, frame.f_locals.get("i")))
            frame = frame.f_back
        seen.append(names)
        return passed(value)
    worker = greenlet.greenlet(lambda: summing(n, 3, look), hub)
    value = worker.switch()
    while not worker.dead:
        value = worker.switch(1)
    return value, len(seen), seen[0], seen[-1]


def in_threads(count, n):
    """Each thread has a hub of its own."""
    import threading
    results = [None] * count

    def run(k):
        main = greenlet.getcurrent()
        workers = [greenlet.greenlet(lambda j=j: summing(n, j, main.switch)) for j in range(4)]
        values = [worker.switch() for worker in workers]
        while any(not worker.dead for worker in workers):
            values = [values[j] if worker.dead else worker.switch(values[j] & 1) for j, worker in enumerate(workers)]
        results[k] = values
    threads = [threading.Thread(target=run, args=(k,)) for k in range(count)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return all(result == results[0] for result in results), results[0]


hub = greenlet.getcurrent()
if "late" in sys.argv:   # pyjit is switched on by another greenlet than the main one
    import pyjit
    assert greenlet.greenlet(pyjit.enable).switch()
for turn in range(3):
    for k in range(2):
        print(turn, interleaved(7, 40 + turn))
        print(driven(sorting, 30), driven(looked_up, 60))
        print(thrown(30), thrown(200))
        print(raised(50))
        print(forgotten(5, 40))
        print(deep(11))
        print(generated(50))
        print(traced(40))
print(in_threads(4, 300))
print(interleaved(40, 500))
