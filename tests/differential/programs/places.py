"""Hot loops in every place where a loop can stand: comprehensions, class bodies, closures, methods, handlers, async code."""
import asyncio
import contextlib

N = 300


def list_comprehension():
    return [x * x for x in range(N) if x % 3]


def nested_comprehension():
    return [[i * j for j in range(i)] for i in range(40)]


def comprehension_with_two_loops_and_conditions():
    return [(i, j) for i in range(40) if i % 2 for j in range(i) if (i + j) % 3 == 0]


def set_and_dict_comprehensions():
    return {x % 17 for x in range(N)}, {x: x / 2 for x in range(N)}, {str(k): [k] * 3 for k in range(N)}


def comprehension_over_a_closure():
    factor = 7
    return [x * factor for x in range(N)], [lambda: x for x in range(3)][0]()


def comprehension_in_a_loop():
    total = 0
    for i in range(60):
        total += sum([i * j for j in range(20)])
        table = {j: i for j in range(10)}
        total += table[3]
    return total


def comprehension_that_raises():
    return [100 // (150 - x) for x in range(N)]


def comprehension_variable_stays_outside():
    x = "kept"
    out = [x for x in range(N)]
    return x, out[-1]


def walrus_in_a_comprehension():
    out = [y for x in range(N) if (y := x * x % 17) > 8]
    return out, y


def class_body():
    class Table:
        rows = []
        total = 0
        for i in range(N):
            rows.append(i * i)
            total += i
        while total > 1000:
            total //= 2
        del i

    return Table.rows, Table.total, sorted(name for name in vars(Table) if not name.startswith("__"))


def class_body_reads_globals_then_its_own():
    class Mixed:
        seen = []
        for i in range(N):
            seen.append(N)
            if i == 150:
                N = "own"  # noqa: F841

    return Mixed.seen


def class_body_with_a_mapping_of_its_own():
    class Log(dict):
        def __setitem__(self, key, value):
            super().__setitem__(key, (value, len(self)))

    class Meta(type):
        @classmethod
        def __prepare__(mcs, name, bases):
            return Log()

        def __new__(mcs, name, bases, namespace):
            return dict(namespace)

    class Odd(metaclass=Meta):
        for i in range(100):
            x = i

    return Odd


def closure_cells():
    total = 0

    def add(x):
        nonlocal total
        total += x

    for i in range(N):
        add(i)
        total ^= 1
    return total


def closures_made_in_the_loop():
    makers = []
    for i in range(N):
        def get(i=i):
            return i
        makers.append(get)
    return [make() for make in makers]


def closures_over_the_loop_variable():
    makers = []
    for i in range(N):
        makers.append(lambda: i)
    return {make() for make in makers}


def cell_that_is_the_loop_variable():
    seen = []

    def look():
        return i

    for i in range(N):
        seen.append(look())
    return seen


def loop_in_a_nested_function():
    scale = 3

    def outer(n):
        offset = n

        def inner(m):
            total = 0
            for i in range(m):
                total += i * scale + offset
            return total

        return inner(n) + inner(2 * n)

    return [outer(n) for n in range(30)]


class Counter:
    """Loops in methods of every kind."""

    step = 2

    def __init__(self):
        self.count = 0

    def run(self, n):
        for _ in range(n):
            self.count += self.step
        return self.count

    @classmethod
    def stepped(cls, n):
        total = 0
        for i in range(n):
            total += cls.step * i
        return total

    @staticmethod
    def plain(n):
        total = 1
        while n:
            total = total * n % 10007
            n -= 1
        return total

    @property
    def summed(self):
        total = 0
        for i in range(self.count):
            total += i
        return total

    def __len__(self):
        n = 0
        for _ in range(self.count):
            n += 1
        return n


def methods():
    counter = Counter()
    return counter.run(N), Counter.stepped(N), Counter.plain(N), counter.summed, len(counter)


def loop_in_an_except_block():
    try:
        1 / 0
    except ZeroDivisionError as error:
        total = 0
        for i in range(N):
            total += i
            if i == 299:
                kept = error
    return total, kept


def loop_in_an_except_block_sees_the_handled_exception():
    import sys
    seen = set()
    try:
        raise KeyError("first")
    except KeyError:
        for i in range(N):
            seen.add(type(sys.exception()).__name__)
            if i > 200:
                try:
                    raise ValueError(i)
                except ValueError:
                    seen.add(type(sys.exception()).__name__ + str(i % 2))
    seen.add(sys.exception())
    return sorted(map(str, seen))


def loop_in_a_finally_block():
    log = []
    try:
        try:
            raise KeyError(1)
        finally:
            for i in range(N):
                log.append(i)
    except KeyError as error:
        return log, error


def return_out_of_a_loop_in_finally():
    def search():
        try:
            return "lost"
        finally:
            for i in range(N):
                if i * i == 40000:
                    return i  # noqa: B012

    return search()


class Suppress:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log.append("in")
        return self

    def __exit__(self, kind, value, traceback):
        self.log.append(kind)
        return kind is KeyError


def loop_in_a_with_block():
    log = []
    with Suppress(log):
        for i in range(N):
            log.append(i)
            if i == 250:
                raise KeyError(i)
    return log


def with_blocks_in_a_loop():
    log = []
    for i in range(150):
        with Suppress(log) as one, contextlib.nullcontext(i) as two:
            if two % 7 == 6:
                raise KeyError
            if two % 7 == 5:
                continue
            if two == 140:
                break
            log.append(one is not None)
    return log


def with_block_that_lets_an_error_out():
    log = []
    for i in range(N):
        with Suppress(log):
            if i == 200:
                raise ValueError(i)


def generator_with_a_loop():
    def gaps(n):
        last = 0
        for i in range(n):
            if i % 7 == 3:
                yield i - last
                last = i
        yield "end"

    return list(gaps(1000))


def generator_resumed_from_many_places():
    def running():
        total = 0
        while True:
            x = yield total
            if x is None:
                return "done"
            total += x

    walk = running()
    out = [next(walk)]
    for i in range(N):
        out.append(walk.send(i))
    try:
        walk.send(None)
    except StopIteration as stop:
        return out, stop.value


def async_function_with_loops():
    async def work(n):
        total = 0
        for i in range(n):
            total += i
            if i % 100 == 0:
                await asyncio.sleep(0)
        return total

    async def main():
        return await asyncio.gather(*(work(n) for n in range(0, 400, 50)))

    return asyncio.run(main())


def async_for_and_async_comprehension():
    async def numbers(n):
        for i in range(n):
            yield i

    async def main():
        total = 0
        async for x in numbers(N):
            total += x
        return total, [x * 2 async for x in numbers(N) if x % 2]

    return asyncio.run(main())


def async_with_in_a_loop():
    @contextlib.asynccontextmanager
    async def resource(i):
        yield i
        await asyncio.sleep(0)

    async def main():
        out = []
        for i in range(100):
            async with resource(i) as x:
                out.append(x)
                if x == 90:
                    break
        return out

    return asyncio.run(main())


def lambda_with_a_comprehension():
    f = lambda n: [i ^ n for i in range(n)]  # noqa: E731
    return [sum(f(n)) for n in range(60)]


def default_argument_and_decorator_loops():
    def times(n):
        def wrap(f):
            def call(x):
                for _ in range(n):
                    x = f(x)
                return x
            return call
        return wrap

    @times(N)
    def step(x):
        return (x * 5 + 1) % 10007

    return [step(x) for x in range(5)]


def loop_in_exec_and_eval():
    space = {}
    exec("total = 0\nfor i in range(300):\n    total += i", space)
    return space["total"], space["i"], eval("[x * 2 for x in range(300)]"), eval("sum(x for x in range(300))")


def exec_with_separate_locals():
    held = {"x": 1}
    exec("for i in range(300):\n    x += i\n    y = x", {}, held)
    return held


def exec_with_a_mapping_that_computes():
    class Ask(dict):
        def __missing__(self, key):
            if key == "range":
                raise KeyError(key)
            return len(key)

    held = Ask()
    exec("t = 0\nfor i in range(300):\n    t += abc + i", {}, held)
    return held


def recursion_with_a_loop_inside():
    def walk(depth):
        total = 1
        for i in range(depth):
            total += walk(i)
        return total

    return walk(9)


def loop_at_several_depths_of_one_function():
    def dive(depth, data):
        for i in range(20):
            data.append(depth * i)
        if depth:
            dive(depth - 1, data)
        for i in range(20):
            data.append(-depth * i)
        return data

    return dive(15, [])
