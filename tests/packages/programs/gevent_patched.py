"""gevent's monkey.patch_all(), before or after pyjit is on: a pool, queues, timeouts, killed greenlets, a server on loopback."""
from gevent import monkey

monkey.patch_all()

import queue  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402

import gevent  # noqa: E402
from gevent.event import Event  # noqa: E402
from gevent.pool import Pool  # noqa: E402
from gevent.server import StreamServer  # noqa: E402


def busy(k, n):
    total = 0
    for i in range(n):
        total += i * k
        if i & 63 == 5:
            time.sleep(0)
    return total


class Waiting:
    """Its operator waits: the hub runs meanwhile, and others with the same loop."""

    def __add__(self, other):
        gevent.sleep(0)
        return other


def waiting(k, n):
    total = 0
    for i in range(n):
        total += Waiting() + i * k
    return total


def pooled():
    pool = Pool(5)
    return list(pool.imap(lambda k: busy(k, 700), range(20))), pool.map(lambda k: waiting(k, 50), range(12))


def killed():
    ended, started = [], Event()

    def work():
        total = 0
        try:
            for i in range(10**9):
                total += Waiting() + 1
                if i == 100: started.set()
        except gevent.GreenletExit:
            ended.append(total > 100)
            raise
        finally:
            ended.append("finally")
    workers = [gevent.spawn(work) for _ in range(3)]
    started.wait()
    gevent.killall(workers)
    return ended, [worker.dead for worker in workers]


def timed_out():
    count = 0
    for _ in range(3):
        try:
            with gevent.Timeout(0.01):
                for i in range(10**9):
                    count += Waiting() + 1
        except gevent.Timeout:
            count = -1
    return count


def threads():
    """Threads are greenlets."""
    jobs, done, lock = queue.Queue(), [], threading.Lock()

    def work():
        while True:
            job = jobs.get()
            if job is None:
                return
            value = busy(job, 200)
            with lock:
                done.append((job, value))
    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers: worker.start()
    for job in range(40): jobs.put(job)
    for _ in workers: jobs.put(None)
    for worker in workers: worker.join()
    return sorted(done)


def served():
    """A server that computes for each line, and clients that talk to it all at once."""
    def handle(connection, address):
        with connection, connection.makefile("rw") as lines:
            for line in lines:
                total = 0
                for i in range(int(line)):
                    total += i * 3 & 7
                lines.write("%d\n" % total)
                lines.flush()
    server = StreamServer(("127.0.0.1", 0), handle)
    server.start()

    def ask(k):
        answers = []
        with socket.create_connection(("127.0.0.1", server.server_port)) as connection, connection.makefile("rw") as lines:
            for n in range(30):
                lines.write("%d\n" % (n * k))
                lines.flush()
                answers.append(int(lines.readline()))
        return answers
    clients = [gevent.spawn(ask, k) for k in range(1, 9)]
    gevent.joinall(clients)
    server.stop()
    return [client.value for client in clients]


if "late" in sys.argv:
    import pyjit
    assert gevent.spawn(pyjit.enable).get()
for turn in range(3):
    print(pooled())
    print(killed())
    print(timed_out())
    print(threads())
    print(served())
hot = 0
for i in range(300_000):
    hot += i & 3
print(hot)
