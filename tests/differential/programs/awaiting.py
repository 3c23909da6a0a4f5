"""Coroutines that others await, in hot loops: those that do not suspend are followed like calls, and those that do are seen to."""
import asyncio
import inspect
import sys
import warnings

N = 300


def run(coroutine):
    """What it returns, and how often it has waited."""
    waits = 0
    try:
        while True:
            coroutine.send(None)
            waits += 1
    except StopIteration as stop:
        return stop.value, waits


class Pause:
    def __init__(self, value=None):
        self.value = value

    def __await__(self):
        yield self
        return self.value


async def add(a, b):
    return a + b


async def twice(x):
    return await add(x, x)


def what_does_not_suspend():
    async def main():
        total = 0
        for i in range(N):
            total += await twice(i)
        return total

    return run(main())


def what_suspends_now_and_then():
    async def maybe(i):
        if i % 7 == 3:
            i += await Pause(i)
        return i

    async def main():
        total = 0
        for i in range(N):
            total += await maybe(i)
        return total

    return run(main())


def results_of_many_types():
    async def some(i):
        return (i, float(i), str(i), [i], None, i << 70)[i % 6]

    async def main():
        found = []
        for i in range(N):
            found.append(await some(i))
        return found

    return run(main())


def exceptions_pass_through():
    async def fail(i):
        if i % 5 == 2:
            raise KeyError(i)
        return i

    async def between(i):
        return await fail(i)

    async def main():
        found = []
        for i in range(N):
            try:
                found.append(await between(i))
            except KeyError as error:
                tb, where = error.__traceback__, []
                while tb:
                    where.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
                    tb = tb.tb_next
                found.append((error.args, where))
        return found

    return run(main())


def a_coroutine_is_awaited_twice():
    async def main():
        found = []
        for i in range(N):
            one = add(i, 1)
            found.append(await one)
            if i % 11 == 5:
                try:
                    await one
                except RuntimeError as error:
                    found.append(str(error))
        return found

    return run(main())


def a_coroutine_that_has_begun_is_awaited():
    async def inner(i):
        return i + await Pause(1)

    async def main():
        found = []
        for i in range(N):
            one = inner(i)
            if i % 9 == 4:
                one.send(None)
            try:
                found.append(await one)
            except RuntimeError as error:
                found.append(str(error))
        return found

    return run(main())


def frames_are_seen_within():
    def look():
        frame, names = sys._getframe(), []
        while frame.f_code.co_name != "frames_are_seen_within":
            names.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
            frame = frame.f_back
        return names

    async def inner(i):
        return look()

    async def outer(i):
        return await inner(i)

    async def main():
        found = []
        for i in range(N // 10):
            found.append(await outer(i))
        return found

    return run(main())


def what_a_coroutine_waits_for_is_seen():
    async def inner(i):
        await Pause(i)
        return i

    async def outer(n):
        total = 0
        for i in range(n):
            total += await inner(i)
        return total

    found, one = [], outer(N)
    try:
        while True:
            one.send(None)
            found.append((inspect.getcoroutinestate(one), inspect.getcoroutinestate(one.cr_await), one.cr_await.cr_frame.f_locals["i"]))
    except StopIteration as stop:
        return found, stop.value


def something_is_thrown_in_between():
    async def inner(i):
        try:
            await Pause()
        except ValueError as error:
            return error.args[0]
        return i

    async def outer(n):
        total = []
        for i in range(n):
            total.append(await inner(i))
        return total

    one = outer(N)
    one.send(None)
    try:
        for i in range(N):
            if i % 6 == 1:
                one.throw(ValueError(-i))
            else:
                one.send(None)
    except StopIteration as stop:
        return stop.value


def it_is_closed_while_it_waits():
    log = []

    async def inner(i):
        try:
            await Pause()
        finally:
            log.append(i)

    async def outer(n):
        for i in range(n):
            await inner(i)

    for k in range(40):
        one = outer(N)
        for _ in range(k):
            one.send(None)
        one.close()
    return log


def tasks_take_turns():
    async def step(i):
        if i % 5 == 0:
            await asyncio.sleep(0)
        return i

    async def work(name, out):
        for i in range(60):
            out.append((name, await step(i)))

    async def main():
        out = []
        await asyncio.gather(*(work(name, out) for name in "abc"))
        return out

    return asyncio.run(main())


def a_coroutine_that_nobody_awaits():
    async def main():
        total = 0
        for i in range(N):
            total += await add(i, 1)
            if i % 50 == 7:
                add(i, 2)
        return total

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        total = run(main())
    return total, [(str(w.message), w.lineno - a_coroutine_that_nobody_awaits.__code__.co_firstlineno) for w in caught]


def recursion():
    async def fib(n):
        return n if n < 2 else await fib(n - 1) + await fib(n - 2)

    async def main():
        return [await fib(k % 12) for k in range(40)]

    return run(main())


def with_blocks_and_async_iterators_beside_it():
    class Manager:
        async def __aenter__(self):
            return await add(1, 2)

        async def __aexit__(self, *exc):
            return await add(True, 0)

    async def numbers(n):
        for i in range(n):
            yield await twice(i)

    async def main():
        total = 0
        for i in range(40):
            async with Manager() as x:
                total += x
                if i % 3:
                    raise ValueError
            async for y in numbers(i % 5):
                total += y
        return total

    return run(main())


def objects_live_as_long_as_they_should():
    class Loud:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            log.append(self.n)

    log = []

    async def inner(n):
        kept = Loud(("inner", n))
        if n % 3 == 0:
            await Pause()
        return Loud(("result", n))

    async def main():
        for n in range(60):
            got = await inner(n)
            log.append(n)
        del got

    run(main())
    return log
