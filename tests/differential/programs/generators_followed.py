"""Generators under a `for` that is compiled: the trace goes on in them, and who looks at them sees what the interpreter would have."""
import gc
import inspect
import sys
import traceback
import weakref

N = 60


def counting(n, step=1):
    i = 0
    while i < n:
        yield i
        i += step


def items(xs):
    for x in xs:
        yield x


def filtered(xs, wanted):
    for x in xs:
        if wanted(x):
            yield x


class Node:
    def __init__(self, value, after):
        self.value, self.after = value, after


def chain(n):
    node = None
    for i in range(n):
        node = Node(i, node)
    return node


def along(node):
    while node is not None:
        yield node.value
        node = node.after


def a_counter():
    total = 0
    for i in counting(N):
        total += i
    return total, sum(counting(N)), [*counting(N, 7)]


def one_of_many_short_ones():
    found = []
    for n in range(N):
        for x in counting(n % 5):
            found.append(x)
    return found


def floats_that_are_carried():
    def falling(x):
        while x > 1e-3:
            yield x
            x *= 0.9

    total = 0.0
    for x in falling(100.0):
        total += x
    return total


def two_values_a_pass():
    def pairs(n):
        for i in range(n):
            yield i
            yield -i

    return [x for x in pairs(N)], sum(x * x for x in pairs(N))


def three_places_in_turn():
    def states(n):
        for i in range(n):
            if i % 3 == 0:
                yield "a"
            elif i % 3 == 1:
                yield "b"
            else:
                yield "c"

    text = ""
    for s in states(N):
        text += s
    return text


def a_filter():
    return [x for x in filtered(range(200), lambda x: x % 7 == 0)], [x for x in filtered(range(200), lambda x: x % 2)]


def a_pipeline():
    doubled = (x * 2 for x in counting(N))
    shifted = (x + 1 for x in doubled)
    total = 0
    for x in shifted:
        total += x
    return total


def along_a_list_of_nodes():
    total = 0
    for value in along(chain(N)):
        total += value
    return total


def objects_that_are_let_go():
    class Held:
        def __init__(self, log, n):
            self.log, self.n = log, n

        def __del__(self):
            self.log.append(self.n)

    def made(log):
        for i in range(N):
            held = Held(log, i)
            yield held.n

    log = []
    for n in made(log):
        log.append(-n)
    return log


def tuples_that_are_unpacked():
    def pairs():
        for i in range(N):
            yield i, i * i

    total = 0
    for a, b in pairs():
        total += a * b
    return total


def the_same_object_is_handed_out():
    def repeated(x):
        while True:
            yield x

    token, same = [], 0
    for i, x in zip(range(N), repeated(token)):
        same += x is token
    for x in repeated(token):
        same += x is token
        if same > 3 * N:
            break
    return same, sys.getrefcount(token)


def a_number_is_one_object():
    def numbers():
        for i in range(1000, 1000 + N):
            last = i * 3
            yield last
            yield last

    seen = []
    for x in numbers():
        seen.append(x)
    return [a is b for a, b in zip(seen[::2], seen[1::2])]


def closed_in_the_midst():
    log = []

    def guarded():
        try:
            i = 0
            while True:
                yield i
                i += 1
        finally:
            log.append(("closed", i))

    for n in range(N):
        walk = guarded()
        for x in walk:
            if x > n % 7:
                walk.close()
        log.append(walk.gi_frame)
    return log


def left_by_break_and_taken_up_again():
    walk, found = counting(10 * N), []
    for x in walk:
        if x > N:
            break
    found.append(x)
    for x in walk:
        found.append(x)
        if x > 3 * N:
            break
    return found, next(walk), [*walk][:3]


def taken_from_within_the_loop():
    found, walk = [], counting(4 * N)
    for x in walk:
        found.append((x, next(walk, None)))
    return found


def thrown_into():
    def robust():
        i = 0
        while i < 3 * N:
            try:
                yield i
            except KeyError:
                i += 10
            i += 1

    walk, found = robust(), []
    for x in walk:
        found.append(x)
        if x % 9 == 0:
            found.append(walk.throw(KeyError))
    return found


def sent_to():
    def accumulating():
        total = 0
        while total < 50 * N:
            got = yield total
            total += 1 if got is None else got

    walk, found = accumulating(), []
    for x in walk:
        found.append(x)
        if x % 5 == 0:
            found.append(walk.send(20))
    return found


def raises_in_the_midst():
    def failing(n):
        for i in range(n):
            yield 10 // (n - 10 - i)

    found = []
    for n in (5, N, 20, N):
        try:
            for x in failing(n):
                found.append(x)
        except ZeroDivisionError as error:
            frames = traceback.extract_tb(error.__traceback__)
            found.append([(frame.name, frame.lineno - failing.__code__.co_firstlineno) for frame in frames])
    return found


def stop_iteration_becomes_an_error():
    def stopping(n):
        for i in range(n):
            if i == N - 5:
                raise StopIteration(i)
            yield i

    try:
        for x in stopping(N):
            pass
    except RuntimeError as error:
        return x, str(error), repr(error.__cause__)


def a_value_is_returned():
    def ending(n):
        for i in range(n):
            yield i
        return n * 100

    total = 0
    for n in range(N):
        for x in ending(n % 4):
            total += x
    return total


def returns_in_the_midst():
    def up_to(xs, last):
        for x in xs:
            if x == last:
                return x
            yield x

    total = 0
    for n in range(N):
        for x in up_to([1, 2, 3, 4, 5], n % 6):
            total += x
    return total


def the_frame_is_looked_at():
    found, walk = [], counting(N)
    for x in walk:
        if x > N - 4:
            frame = walk.gi_frame
            found.append((frame.f_locals["i"], frame.f_lineno - counting.__code__.co_firstlineno, walk.gi_running, frame.f_lasti))
    return found, inspect.getgeneratorstate(walk)


def the_frame_is_written_to():
    found, walk = [], counting(N)
    for x in walk:
        found.append(x)
        if x == N // 2:
            walk.gi_frame.f_locals["i"] = N - 5
    return found


def looks_at_itself():
    def looking(n):
        for i in range(n):
            frame = sys._getframe()
            yield frame.f_lineno - frame.f_code.co_firstlineno, frame.f_back.f_code.co_name

    found = []
    for x in looking(N):
        found.append(x)
    return found


def runs_code():
    log = []

    class Value:
        def __init__(self, n):
            self.n = n

        def __add__(self, other):
            log.append(sys._getframe(1).f_code.co_name)
            return Value(self.n + other)

    def sums(n):
        total = Value(0)
        for i in range(n):
            total = total + i
            yield total.n

    return [x for x in sums(N)][-1], log


def resumes_itself():
    found, walk = [], None

    def trying():
        for i in range(N):
            if i > N - 5:
                try:
                    next(walk)
                except ValueError as error:
                    found.append(str(error))
            yield i

    walk = trying()
    for x in walk:
        pass
    return x, found


def recursive(n):
    if n:
        for x in recursive(n - 1):
            yield x
        yield n
        for x in recursive(n - 1):
            yield x


def a_walk_through_a_tree():
    total = []
    for x in recursive(6):
        total.append(x)
    return total


def yield_from():
    def both(n):
        yield from range(n)
        yield from counting(n)

    total = 0
    for n in range(N):
        for x in both(n % 6):
            total += x
    return total


def exceptions_within():
    def tolerant(xs):
        for x in xs:
            try:
                value = 10 // x
            except ZeroDivisionError:
                value = -1
            yield value

    return [x for x in tolerant([i % 4 for i in range(N)])]


def in_a_handler():
    def handing_out(xs):
        for x in xs:
            try:
                [][x]
            except IndexError:
                yield x, sys.exception() is not None

    found = []
    for x in handing_out(range(N)):
        found.append((x, sys.exception()))
    return found


def while_the_consumer_handles():
    def plain(n):
        for i in range(n):
            yield i, type(sys.exception())

    found = []
    try:
        raise KeyError
    except KeyError:
        for x in plain(N):
            found.append(x)
    return found


def types_change_under_way():
    def mixed(n):
        value = 0
        for i in range(n):
            if i == n // 2:
                value = 0.5
            value = value + 1
            yield value

    total = 0
    for x in mixed(2 * N):
        total += x
    return total


def beyond_64_bits():
    def powers(n):
        value = 1
        for i in range(n):
            value *= 3
            yield value

    total = 0
    for x in powers(3 * N):
        total ^= x
    return total


def closures_in_generators():
    def scaled(factor):
        def inner(n):
            nonlocal factor
            for i in range(n):
                factor += 1
                yield i * factor
        return inner

    make, total = scaled(2), 0
    for n in (N, 5, N):
        for x in make(n):
            total += x
    return total


def deleted_and_unbound():
    def deleting(n):
        for i in range(n):
            value = i * 2
            yield value
            del value

    total = 0
    for x in deleting(N):
        total += x
    return total


def a_comprehension_within():
    def rows(n):
        for i in range(n):
            yield [i * j for j in range(3)]

    total = 0
    for row in rows(N):
        total += sum(row)
    return total


def many_of_different_code():
    def first(n):
        for i in range(n):
            yield i

    def second(n):
        for i in range(n):
            yield i * 2

    total = 0
    for n in range(N):
        for x in (first if n % 3 else second)(6):
            total += x
    return total


def other_globals():
    source = "FACTOR = %d\ndef scaled(n):\n    for i in range(n):\n        yield i * FACTOR\n"
    spaces, total = [], 0
    code = compile(source.replace("%d", "0"), "scaled", "exec")
    for factor in 2, 3:
        space = {}
        exec(code, space)
        space["FACTOR"] = factor
        spaces.append(space)
    for n in range(N):
        for x in spaces[n % 2]["scaled"](5):
            total += x
    return total


def let_go_when_the_loop_ends():
    class Held:
        pass

    def holding(n):
        held = Held()
        watched.append(weakref.ref(held))
        for i in range(n):
            yield i

    watched, found = [], []
    for n in range(N):
        for x in holding(n % 4):
            pass
        found.append(watched[-1]() is None)
    return found


def collected_while_it_waits():
    def cyclic(n):
        me = []
        me.append(me)
        for i in range(n):
            yield i

    total = 0
    for n in range(5):
        for x in cyclic(N):
            total += x
            if x % 20 == 0:
                gc.collect()
    return total


def traced_in_the_midst():
    lines = []

    def tracer(frame, event, arg):
        if frame.f_code is counting.__code__:
            lines.append((event, frame.f_lineno - counting.__code__.co_firstlineno))
        return tracer

    for x in counting(N):
        if x == N - 4:
            sys.settrace(tracer)
        elif x == N - 2:
            sys.settrace(None)
    return x, lines


def profiled_in_the_midst():
    events = []

    def profiler(frame, event, arg):
        if frame.f_code is counting.__code__:
            events.append((event, arg))

    for x in counting(N):
        if x == N - 4:
            sys.setprofile(profiler)
        elif x == N - 2:
            sys.setprofile(None)
    return x, events


def the_stack_is_deep():
    def deep(n):
        for a in range(2):
            for b in (1, 2):
                for c in [3, 4] * n:
                    yield a * b * c

    total = 0
    for x in deep(N):
        total += x
    return total


def swapped_on_the_stack():
    def swapping(n):
        a, b = 0, 1
        for _ in range(n):
            a, b = b, (a + b) % 1000003
            yield a

    last = []
    for x in swapping(N):
        last.append(x)
    return last


def the_value_of_a_yield():
    def echo(n):
        got = []
        for i in range(n):
            got.append((yield i))
        yield got

    for x in echo(N):
        pass
    return x


def looking(walk, n):
    frame = sys._getframe(1)
    total = 0
    for k in range(n % 3):
        total += k
    line = frame.f_lineno - frame.f_code.co_firstlineno
    return frame.f_code.co_name, frame.f_locals.get("i"), walk[0].gi_running, frame.f_back.f_code.co_name, total, line


def what_is_called_looks_at_the_generator():
    walk, found = [None], []

    def generator(n):
        for i in range(n):
            yield looking(walk, i)

    walk[0] = generator(N)
    for x in walk[0]:
        found.append(x)
    return found


def what_is_called_changes_the_locals():
    def changing(n):
        for k in range(1):
            sys._getframe(1).f_locals["i"] = n + 100

    def generator(n):
        for i in range(n):
            changing(i)
            yield i

    found = []
    for x in generator(N):
        found.append(x)
    return found


def what_is_called_raises_and_who_handles_sees_it():
    def failing(n):
        for k in range(1):
            if n % 5 == 0:
                raise KeyError(n)
        return n

    def generator(n):
        for i in range(n):
            try:
                value = failing(i)
            except KeyError as error:
                value = error.args, type(sys.exception())
            yield value, sys.exception()

    found = []
    for x in generator(N):
        found.append(x)
    return found


def what_is_called_raises_through_the_generator():
    def failing(n):
        for k in range(1):
            if n == N - 3:
                raise LookupError(n)
        return n

    def generator(n):
        for i in range(n):
            yield failing(i)

    found = []
    for n in (N, 5, N):
        try:
            for x in generator(n):
                found.append(x)
        except LookupError as error:
            found.append([frame.name for frame in traceback.extract_tb(error.__traceback__)])
    return found


def closes_itself_from_within():
    walk, found = [None], []

    def closing(n):
        for k in range(1):
            try:
                walk[0].close()
            except ValueError as error:
                found.append(str(error))

    def generator(n):
        for i in range(n):
            if i % 10 == 0:
                closing(i)
            yield i

    walk[0] = generator(N)
    for x in walk[0]:
        found.append(x)
    return found


def generators_within_that_run_code():
    def sizes(n):
        for k in range(n):
            yield len(inspect.stack(0))

    def outer(n):
        for i in sizes(n):
            yield i, sys._getframe().f_code.co_name

    found = []
    for x in outer(N):
        found.append(x)
    return len(found), len({*found})


def an_inlined_call_within_runs_code():
    log = []

    def note(x):
        log.append((x, sys._getframe(1).f_code.co_name, sys._getframe(2).f_code.co_name))
        return x

    def step(x):
        return note(x) + 1

    def generator(n):
        for i in range(n):
            yield step(i)

    total = 0
    for x in generator(N):
        total += x
    return total, log


def objects_die_within():
    log = []

    class Held:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            log.append(self.n)

    def generator(n):
        for i in range(n):
            held = Held(i)
            yield i
            held = None
            yield -i

    for x in generator(N):
        log.append(("got", x))
    return log


def an_iterator_in_python_within():
    class Steps:
        def __init__(self, n):
            self.n = n

        def __iter__(self):
            return self

        def __next__(self):
            if not self.n:
                raise StopIteration
            self.n -= 1
            return self.n

    def generator(n):
        for x in Steps(n):
            yield x * 2

    total = 0
    for n in (N, 3, N):
        for x in generator(n):
            total += x
    return total


def deep_recursion_within():
    def down(n):
        return n and down(n - 1)

    def generator(n):
        for i in range(n):
            try:
                down(10 * i if i < N - 3 else 100_000)
            except RecursionError:
                yield "too deep"
            else:
                yield i

    found = []
    for x in generator(N):
        found.append(x)
    return found


def one_ends_within_another_that_ran_code():
    def helper(x):
        for k in range(1):
            x += k
        return x

    def inner(n):
        for i in range(n % 3):
            yield helper(i)

    def outer(n):
        for i in range(n):
            for x in inner(i):
                yield helper(x)

    found = []
    for n in range(0, N, 7):
        for x in outer(n):
            try:
                [][x]
            except IndexError as error:
                found.append((x, error.__context__))
        found.append(sys.exception())
    return found


def the_frame_below_is_asked_for_between_values():
    def helper(walk):
        for k in range(1):
            pass
        return walk and walk[0].gi_frame.f_back is not None

    walk = []

    def generator(n):
        for i in range(n):
            yield helper(walk)

    walk.append(generator(N))
    found = []
    for x in walk[0]:
        frame = walk[0].gi_frame
        found.append((x, frame.f_back, frame.f_lineno - generator.__code__.co_firstlineno))
    del walk[0]
    return found, frame.f_back


def what_runs_is_called_twice_in_a_statement():
    class Loud:
        def __init__(self, n):
            self.n = n

        def __add__(self, other):
            return Loud(self.n + other.n + len(sys._getframe(1).f_code.co_name))

        def __del__(self):
            log.append((self.n, sys._getframe(1).f_code.co_name))

    log = []

    def generator(n):
        for i in range(n):
            x = Loud(i) + Loud(i) + Loud(1)
            yield x.n

    total = 0
    for x in generator(N):
        total += x
    return total, len(log)


def a_generator_is_closed_by_what_it_lets_go_of():
    class Closing:
        def __del__(self):
            try:
                walks[-1].close()
                log.append("closed")
            except ValueError as error:
                log.append(str(error))

    def generator(n):
        for i in range(n):
            held = Closing()
            yield i
            if i % 5 == 2:
                held = None

    walks, log, total = [], [], 0
    for _ in range(3):
        walks.append(generator(N))
        for x in walks[-1]:
            total += x
    return total, log


def a_generator_is_resumed_by_what_its_consumer_lets_go_of():
    class Taking:
        def __del__(self):
            try:
                log.append(next(walks[-1], "over"))
            except ValueError as error:
                log.append(str(error))

    def generator(n):
        held = None
        for i in range(n):
            if i % 7 == 3:
                held = Taking()
            yield i

    walks, log, seen, other = [], [], [], None
    for _ in range(3):
        walks.append(generator(N))
        for x in walks[-1]:
            seen.append(x)
            other = Taking() if x % 11 == 4 else x
    del other
    return seen, log


def a_string_grows_in_a_generator():
    def generator(n):
        text = other = ""
        for i in range(n):
            text += "x"
            text = text + str(i)
            if i % 9 == 5:
                other = text
            yield text
        yield other

    size = 0
    for text in generator(N):
        size += len(text)
    return size, text


def a_local_is_unbound_now_and_then():
    def generator(n):
        b = kept = 0
        for i in range(n):
            if i % 7 == 3:
                del b
            try:
                kept = [i]; yield b
            except UnboundLocalError as error:
                b = 1
                yield str(error), kept

    seen = []
    for n in range(N):
        for x in generator(n % 20):
            seen.append(x)
    return seen


def short_generators_end():
    class Loud:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            log.append((self.n, [walk and walk.gi_frame for walk in walks]))

    log, walks = [], [None]

    def generator(n, *rest, **options):
        first, same = Loud(n), options
        other = first if n % 3 else None
        for i in range(n % 4):
            number, text = i * 1.5, str(i)
            yield number, text, rest
        if n % 5 == 2:
            del other
        return Loud((n, same))

    total = 0
    for n in range(N):
        walks[0] = generator(n, n, [n], key=n)
        for x in walks[0]:
            total += len(x)
        for y in (k * n for k in range(n & 3)):
            total += y
    return total, log


def a_value_is_handed_out_within_a_call():
    def pair(a, b=None, **rest):
        return a, b, rest

    class Here:
        def method(self, a, b=None, **rest):
            return a, b, rest

    def plain(n):
        for i in range(n):
            yield pair(i, (yield i))

    def within_c(n):
        for i in range(n):
            yield len((yield i) or ())

    def spread(n):
        for i in range(n):
            yield pair((yield i), *[i], k=(yield 5))

    def of_an_attribute(n):
        here = Here()
        bound = here.method
        for i in range(n):
            yield here.method(i, (yield i))
            yield bound(i, k=(yield i))

    def either(n):
        for i in range(n):
            call = len if i % 5 else Here().method
            yield call((yield i) or ())

    return [[str(x) for x in make(N)] for _ in range(4) for make in (plain, within_c, spread, of_an_attribute, either)]
