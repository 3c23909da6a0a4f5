"""Generators, coroutines and iterator pipelines that loops drive."""
import asyncio
import contextlib
import itertools

N = 300


def counting():
    def count(n):
        i = 0
        while i < n:
            yield i
            i += 1

    return [x for x in count(N)], sum(count(N)), max(count(N))


def pipeline():
    def numbers(n):
        for i in range(n):
            yield i

    def squares(source):
        for x in source:
            yield x * x

    def odd(source):
        for x in source:
            if x % 2:
                yield x

    total = 0
    for x in odd(squares(numbers(N))):
        total += x
    return total


def infinite_generator_with_a_break():
    def fibonacci():
        a, b = 0, 1
        while True:
            yield a
            a, b = b, a + b

    out = []
    for x in fibonacci():
        if x > 10 ** 40:
            break
        out.append(x)
    return out


def several_generators_in_turn():
    def steps(k):
        x = 0
        while True:
            x += k
            yield x

    walks, out = [steps(1), steps(2.5), steps(3)], []
    for i in range(N):
        out.append(next(walks[i % 3]))
    return out


def one_generator_consumed_by_two_loops():
    def numbers():
        for i in range(N):
            yield i

    walk, out = numbers(), []
    for x in walk:
        out.append(x)
        if x % 10 == 5:
            for y in walk:
                out.append(-y)
                if y % 10 == 8:
                    break
    return out


def recursive_generator():
    def walk(tree):
        for item in tree:
            if isinstance(item, list):
                yield from walk(item)
            else:
                yield item

    tree = []
    for i in range(60):
        tree = [i, tree, -i] if i % 3 else [tree, [i]]
    return list(walk(tree))


def yield_from_with_results():
    def inner(n):
        total = 0
        for i in range(n):
            total += yield i
        return total

    def outer():
        results = []
        for n in (3, 5, 7):
            results.append((yield from inner(n)))
        return results

    walk, out = outer(), [None]
    next(walk)
    try:
        for i in range(N):
            out.append(walk.send(i))
    except StopIteration as stop:
        return out, stop.value


def permutations_by_hand():
    def permute(items):
        if len(items) <= 1:
            yield items
        else:
            for i in range(len(items)):
                for rest in permute(items[:i] + items[i + 1:]):
                    yield [items[i]] + rest

    return list(permute([1, 2, 3, 4]))


def generator_expressions_nested():
    total = 0
    for i in range(40):
        total += sum(x * y for x in range(i) for y in (x, i) if (x + y) % 3)
        total += sum((a for a in (b + 1 for b in range(i))))
    return total


def generator_that_reads_a_changing_closure():
    k = 1

    def scaled():
        for i in range(N):
            yield i * k

    out = []
    for x in scaled():
        out.append(x)
        if len(out) == 100:
            k = 2.5
        if len(out) == 200:
            k = "ab"
    return out


def generator_with_try_finally():
    log = []

    def guarded(n):
        for i in range(n):
            try:
                yield i
            finally:
                log.append(i)

    for x in guarded(N):
        if x == 150:
            break
    return log


def generator_state_is_checked():
    def selfish():
        yield next(walk)

    out = []
    for i in range(60):
        walk = selfish()
        try:
            next(walk)
        except ValueError as error:
            out.append(str(error))
    return out


def producer_and_consumer():
    def consumer():
        total = 0
        while True:
            item = yield total
            if item is None:
                return
            total += item * 2

    sink = consumer()
    next(sink)
    out = []
    for i in range(N):
        out.append(sink.send(i))
    with contextlib.suppress(StopIteration):
        sink.send(None)
    return out


def round_robin_scheduler():
    log = []

    def task(name, n):
        for i in range(n):
            log.append((name, i))
            yield

    tasks = [task("a", 50), task("b", 80), task("c", 20)]
    while tasks:
        current = tasks.pop(0)
        try:
            next(current)
            tasks.append(current)
        except StopIteration:
            log.append("done")
    return log


def sieve_of_generators():
    def integers(n):
        while True:
            yield n
            n += 1

    def without(p, source):
        for x in source:
            if x % p:
                yield x

    source, primes = integers(2), []
    for _ in range(25):
        p = next(source)
        primes.append(p)
        source = without(p, source)
    return primes


def user_iterator_classes_in_a_chain():
    class Doubled:
        def __init__(self, source):
            self.source = iter(source)

        def __iter__(self):
            return self

        def __next__(self):
            return next(self.source) * 2

    return [x for x in Doubled(Doubled(Doubled(range(N))))]


def generator_in_zip_enumerate_and_map():
    def letters():
        while True:
            yield from "abc"

    out = []
    for i, (a, b) in enumerate(zip(letters(), map(str, range(N)))):
        out.append((i, a + b))
    return out


def tee_and_islice():
    def numbers():
        n = 0
        while True:
            yield n
            n += 1

    a, b = itertools.tee(numbers())
    out = []
    for x, y in zip(itertools.islice(a, 5, 200, 3), b):
        out.append(x * y)
    return out


def awaiting_in_loops():
    class Later:
        def __init__(self, x):
            self.x = x

        def __await__(self):
            yield self.x
            return self.x * 2

    async def work(n):
        total = 0
        for i in range(n):
            total += await Later(i)
        return total

    task, seen = work(N), []
    try:
        while True:
            seen.append(task.send(None))
    except StopIteration as stop:
        return seen, stop.value


def async_generators_and_queues():
    async def produce(queue):
        for i in range(100):
            await queue.put(i)
        await queue.put(None)

    async def consume(queue):
        total = 0
        while (x := await queue.get()) is not None:
            total += x
        return total

    async def main():
        queue = asyncio.Queue(maxsize=5)
        return (await asyncio.gather(produce(queue), consume(queue)))[1]

    return asyncio.run(main())


def async_error_in_mid_loop():
    async def risky(i):
        await asyncio.sleep(0)
        return 10 // (50 - i)

    async def main():
        total = 0
        for i in range(100):
            total += await risky(i)
        return total

    return asyncio.run(main())


def contextmanager_generators():
    log = []

    @contextlib.contextmanager
    def section(name):
        log.append(name)
        try:
            yield name * 2
        except KeyError as error:
            log.append(repr(error))
        finally:
            log.append("end")

    for i in range(100):
        with section(str(i)) as doubled:
            log.append(doubled)
            if i % 7 == 3:
                raise KeyError(i)
    return log


def exit_stack_in_a_loop():
    log = []
    for i in range(60):
        with contextlib.ExitStack() as stack:
            for k in range(i % 4):
                stack.callback(log.append, (i, k))
            log.append(i)
    return log
