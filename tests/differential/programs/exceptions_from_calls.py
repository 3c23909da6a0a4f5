"""Exceptions that are raised in calls which a loop makes and caught in its own function: what they leave behind, when the locals of the
calls end, and what is seen of them on the way."""
import sys
import traceback


def _told(error):
    return type(error).__name__, error.args, [
        (entry.tb_frame.f_code.co_name, entry.tb_lineno - entry.tb_frame.f_code.co_firstlineno, entry.tb_lasti) for entry in _entries(error)]


def _entries(error):
    entry = error.__traceback__
    while entry is not None:
        yield entry
        entry = entry.tb_next


class Mine(Exception):
    pass


def checked(n, limit):
    if n > limit:
        raise ValueError(n, limit)
    return n


def refused(n):
    twice = n * 2
    if n % 3 == 0:
        raise Mine
    return twice


def deeper(n, limit):
    m = n + 1
    return checked(m, limit) + 1


class Noisy:
    log = []

    def __init__(self, name):
        self.name = name

    def __del__(self):
        self.log.append((self.name, sys.exc_info()[0]))


class Box:
    value = 1


def an_exception_with_arguments():
    total = caught = 0
    for i in range(300):
        try:
            total += checked(i % 10, 6)
        except ValueError:
            caught += 1
    return total, caught


def a_class():
    total = caught = 0
    for i in range(300):
        try:
            total += refused(i)
        except Mine:
            caught += 1
    return total, caught


def a_builtin_class():
    def stop(n):
        if n % 2:
            raise StopIteration
        return n

    total = caught = 0
    for i in range(300):
        try:
            total += stop(i)
        except StopIteration:
            caught += 1
    return total, caught


def from_two_calls_deep():
    total = caught = 0
    for i in range(300):
        try:
            total += deeper(i % 10, 6)
        except ValueError:
            caught += 1
    return total, caught


def keys_and_indices():
    def key(d, k):
        return d[k]

    def item(xs, i):
        j = i + 1
        return xs[j]

    total, out, d, xs = 0, 0, {1: 1, "a": 2}, [1, 2, 3]
    for i in range(300):
        try:
            total += key(d, i % 3)
        except KeyError:
            out += 1
        try:
            total += item(xs, i % 4)
        except IndexError:
            out += 100
        try:
            total += item((1, 2), i % 4)
        except LookupError:
            out += 10000
    return total, out


def an_init_that_refuses():
    class Point:
        def __init__(self, x):
            self.x = x
            if x < 0:
                raise ValueError("negative")
            self.y = x

    total = caught = 0
    for i in range(300):
        try:
            total += Point(i % 7 - 3).y
        except ValueError:
            caught += 1
    return total, caught


def a_method():
    class Stack:
        def __init__(self):
            self.items = []

        def pop(self):
            if not self.items:
                raise IndexError("empty")
            return self.items.pop()

    stack, total, empty = Stack(), 0, 0
    for i in range(300):
        try:
            total += stack.pop()
        except IndexError:
            empty += 1
            stack.items = [i, i + 1]
    return total, empty


def the_handler_is_in_a_call_too():
    def either(n):
        try:
            return checked(n, 6)
        except ValueError:
            return -1

    return [either(i % 10) for i in range(300)], sum(either(i % 8) for i in range(100))


def a_handler_in_between_that_does_not_fit():
    def between(n):
        try:
            return checked(n, 6)
        except KeyError:
            return -1

    total = caught = 0
    for i in range(300):
        try:
            total += between(i % 10)
        except ValueError:
            caught += 1
    return total, caught


def a_finally_in_between():
    def between(n):
        try:
            return checked(n, 6)
        finally:
            log.append(n)

    log, total, caught = [], 0, 0
    for i in range(200):
        try:
            total += between(i % 10)
        except ValueError:
            caught += 1
    return total, caught, log


def the_handler_is_left_by_an_exit():
    out, n = [], 0
    for i in range(200):
        try:
            n += deeper(i % 10, 6)
        except ValueError:
            n += 1 if i < 180 else 0.25
            x = [i, n]
            if i == 199 or i % 50 == 7:
                out.append(sys.exc_info()[1])
    return [_told(e) for e in out], n, x, sys.exc_info()


def the_traceback_after_an_exit_in_the_handler():
    class Other:
        def __init__(self):
            self.filler, self.value = 0, 2

    out, box = [], Box()
    for i in range(200):
        try:
            deeper(7, 6) if i % 2 else refused(i * 3)
        except (ValueError, Mine):
            if i > 150:
                box = Other()
            y = box.value
            if y == 2 and i % 10 < 2:
                out.append(traceback.format_exc())
    return out


def the_traceback_of_a_key_after_an_exit():
    def find(d, k):
        other = [k]
        return d[
            k]

    def find_in(d, k):
        return find(d, k), 1

    out, box, d = [], Box(), {}
    for i in range(200):
        try:
            find_in(d, i)
        except KeyError:
            if i > 150:
                box = 1.5
            y = box.value if i <= 150 else box.real
            if i % 10 == 1:
                error = sys.exc_info()[1]
                out.append((_told(error), [sorted(entry.tb_frame.f_locals.items(), key=str) for entry in list(_entries(error))[1:]], y))
    return out[-6:]


def the_frames_of_the_traceback():
    out, n, box = [], 0, Box()
    for i in range(200):
        try:
            n += deeper(i, 6)
        except ValueError:
            if i > 190:
                box = None
            y = box is None or box.value
            if i > 195:
                first, second, third = _entries(sys.exc_info()[1])
                out.append((second.tb_frame.f_locals, third.tb_frame.f_locals, third.tb_frame.f_back is second.tb_frame,
                            second.tb_frame.f_back is first.tb_frame, third.tb_frame.f_lineno, third.tb_frame.f_code.co_name))
    return out, y


def _steps(work, kind):
    """A loop of its own that calls work(i) and has exits in the handler."""
    space = {"sys": sys, "_told": _told, "_seen": _seen, "work": work, "kind": kind, "pair": (0, 0)}
    exec("""
def loop():
    out, n = [], 0
    for i in range(400):
        step = 1 if i < 300 else 0.5 if i < 350 else 1 << 70
        try:
            work(i)
        except kind:
            n += step
            if i > 290 and i % 13 == 0:
                out.append((_told(sys.exc_info()[1]), _seen(sys.exc_info()[1])))
    return out, n, sys.exc_info()
""".replace("kind", kind.__name__), space)
    return space["loop"]()


def _ways(work, kind):
    """Loops that call work(i), and have exits where the exception has a name, in a finally, after it, and where it is raised again."""
    space, out = {"sys": sys, "_told": _told, "_seen": _seen, "work": work, "tell": _tell}, []
    for body in _WAYS:
        exec("""
def loop():
    out, n = [], 0
    for i in range(400):
        step = 1 if i < 300 else 0.5 if i < 350 else 1 << 70
        look = i > 290 and i %% 13 == 0
%s
    return out, n, sys.exc_info(), sorted(locals())
""" % body.replace("KIND", kind.__name__), space)
        out.append(space["loop"]())
    return out


def _tell(error):
    here = sys.exc_info()[1]
    return error is here, here and (_told(here), _seen(here)), error and _told(error), sys._getframe(1).f_locals.get("error")


_WAYS = ["""
        try:
            work(i)
        except KIND as error:
            n += step
            if look:
                out.append(tell(error))
        n += 1
""", """
        try:
            work(i)
        except OSError:
            n += 1000
        except (TypeError, KIND) as error:
            if look:
                out.append(tell(error))
            n += step
            if i % 7 == 0:
                continue
            n += 100
        n += step
""", """
        try:
            try:
                work(i)
            finally:
                n += step
                if look:
                    out.append(tell(None))
        except KIND as error:
            n += 1
            if look:
                out.append(tell(error))
""", """
        try:
            try:
                work(i)
            finally:
                n += 1
        except KIND as error:
            n += step
            if look:
                out.append(tell(error))
""", """
        try:
            try:
                work(i)
            except OSError as other:
                n += 7
            finally:
                try:
                    n += 10
                finally:
                    n += 1
        except KIND:
            n += step
            if look:
                out.append(tell(None))
""", """
        try:
            try:
                work(i)
            except KIND:
                n += step
                raise
        except LookupError as error:
            n += 3
            if look:
                out.append(tell(error))
        except Exception as error:
            n += step
            if look:
                out.append(tell(error))
"""]


def all_ways_after_a_raise():
    return _ways(lambda i: deeper(i, -1), ValueError)


def all_ways_after_a_class_is_raised():
    return _ways(plain, StopIteration)


def all_ways_after_a_key():
    d = {-1: 1, -5: 2}
    return _ways(lambda i: d[i] + 1, KeyError)


def all_ways_in_one_frame():
    space, out = {"sys": sys, "_told": _told, "_seen": _seen, "tell": _tell}, []
    for raising, kind in ("d[i]", "KeyError"), ("xs[i + 9]", "IndexError"), ("raise ValueError", "ValueError"), ("int(text)", "ValueError"):
        for body in _WAYS:
            exec("""
def loop():
    out, n, d, xs, text = [], 0, {-1: 2}, [1, 2], "x"
    for i in range(400):
        step = 1 if i < 300 else 0.5 if i < 350 else 1 << 70
        look = i > 290 and i %% 13 == 0
%s
    return out, n, sys.exc_info(), sorted(locals())
""" % body.replace("KIND", kind).replace("work(i)", raising), space)
            out.append(space["loop"]())
    return out


def all_ways_in_a_followed_call():
    space = {"sys": sys, "_told": _told, "_seen": _seen, "tell": _tell, "deeper": deeper}
    results = []
    for body in _WAYS:
        exec("""
def step_by_step(i, n, step, look, out):
    if i >= 0:
%s
    return n

def loop():
    out, n = [], 0
    for i in range(400):
        step = 1 if i < 300 else 0.5 if i < 350 else 1 << 70
        n = step_by_step(i, n, step, i > 290 and i %% 13 == 0, out)
    return out, n, sys.exc_info()
""" % body.replace("KIND", "ValueError").replace("work(i)", "deeper(i, -1)").replace("continue", "return n"), space)
        results.append(space["loop"]())
    return results


def exits_after_a_key():
    def key(k):
        mine = k, d
        return d[k] if mine else 0

    d = {1: 1, -5: 2}
    del d[1]
    return _steps(key, KeyError)


def exits_after_a_key_two_calls_deep():
    def key(k):
        mine = k + 0.5
        return d[k] if mine else 0

    def by_way(k):
        more = k / 2
        return key(
            k) + more

    d = {-1: 1, -5: 2}
    return _steps(by_way, KeyError)


def exits_after_an_index():
    def item(i):
        half = i / 2
        return xs[i + 3] + half

    xs = [1, 2, 3]
    return _steps(item, IndexError)


def exits_after_an_init():
    class Point:
        def __init__(self, x, y=1000):
            self.x, self.y = x, y
            if x < y:
                raise ValueError("below", x)

        def __repr__(self):
            return "Point(%d, %d)" % (self.x, self.y)

    return _steps(Point, ValueError)


def exits_after_a_raise_two_calls_deep():
    return _steps(lambda i: deeper(i, -1), ValueError)


def exits_after_a_class_is_raised():
    return _steps(plain, StopIteration)


def exits_after_an_exception_of_ones_own():
    class Own(Exception):
        def __init__(self, i):
            super().__init__(i)
            self.i = i

    def work(i):
        text = "x"
        raise Own(i)

    space = _steps.__globals__
    space["Own"] = Own
    try:
        return _steps(work, ValueError)
    except Own as error:
        return _told(error)
    finally:
        del space["Own"]


def plain(i):
    twice = i + i
    raise StopIteration


def _seen(error):
    """What the frames of the calls hold."""
    return [(entry.tb_frame.f_locals, entry.tb_frame.f_lineno, entry.tb_frame.f_back.f_code.co_name)
            for entry in list(_entries(error))[1:]]


def exits_in_the_handler_of_a_followed_call():
    def handled(i, step):
        try:
            return deeper(i, -1)
        except ValueError:
            i += step
            if i % 13 == 0 and i > 290:
                out.append((_told(sys.exc_info()[1]), _seen(sys.exc_info()[1])))
        return i

    def around(i, step):
        return handled(i, step) + 1

    out, n = [], 0
    for i in range(400):
        n += around(i, 1 if i < 300 else 0.5 if i < 350 else 2)
    return out, n, sys.exc_info()


def exits_in_calls_from_the_handler():
    def add(a, b):
        c = a + b
        if i > 290:
            out.append((_told(sys.exc_info()[1]), _seen(sys.exc_info()[1])))
        return c

    out, n = [], 0
    for i in range(320):
        try:
            deeper(i, -1)
        except ValueError:
            n = add(n, 1 if i < 300 else 0.5)
    return out, n


def an_exit_in_the_handler_while_one_is_handled_outside():
    out, n = [], 0
    try:
        raise OSError("outer")
    except OSError:
        for i in range(320):
            try:
                deeper(i, -1)
            except ValueError:
                n += 1 if i < 300 else 0.5
                if i > 310:
                    error = sys.exc_info()[1]
                    out.append((_told(error), _told(error.__context__)))
    return out, n, sys.exc_info()


def finalizers_after_an_exit_in_the_handler():
    def work(thing, i):
        mine = thing
        raise ValueError(i)

    Noisy.log.clear()
    n = 0
    for i in range(320):
        try:
            work(Noisy(i) if i > 295 else None, i)
        except ValueError:
            n += 1 if i < 300 else 0.5
            Noisy.log.append(i) if i > 290 else None
        n += 1
    return n, Noisy.log[:], Noisy.log.clear()


def the_context_of_an_exception_in_the_handler():
    out = []
    for i in range(200):
        try:
            try:
                checked(i, 6)
            except ValueError:
                if i % 40 == 39:
                    int("x%d" % i)
                if i % 40 == 19:
                    raise OSError(i)
                [][i]
        except (IndexError, ValueError, OSError) as error:
            if i % 20 == 19:
                out.append((_told(error), _told(error.__context__), error.__context__.__context__, error.__cause__))
    return out


def one_is_being_handled_outside():
    out = []
    try:
        raise OSError("outer")
    except OSError:
        for i in range(100):
            try:
                checked(i, 6)
            except ValueError as error:
                if i % 25 == 24:
                    out.append((_told(error.__context__), str(sys.exc_info()[1])))
            out.append(str(sys.exc_info()[1]) if i % 25 == 0 else None)
    return [x for x in out if x], sys.exc_info()


def the_exception_is_bound_to_a_name():
    total, out = 0, []
    for i in range(200):
        try:
            total += checked(i % 10, 6)
        except ValueError as error:
            total -= 1
            if i % 50 == 48:
                out.append(_told(error))
    return total, out, "error" in locals()


def a_name_that_has_a_value_before():
    error, total = "none yet", 0
    for i in range(100):
        try:
            total += checked(i % 10, 6)
        except ValueError as error:
            total -= 1
        error = i
    return total, error


def a_name_and_an_exit_in_the_handler():
    out, n = [], 0
    for i in range(200):
        try:
            n += checked(i % 10, 6)
        except ValueError as error:
            n += 1 if i < 180 else 0.25
            x = [i, n]
            if i % 50 == 7 or i > 190:
                out.append((error, error is sys.exc_info()[1]))
    return [(_told(e), same) for e, same in out], n, x, "error" in locals()


def a_name_and_the_pass_ends_in_the_handler():
    def first(xs):
        for x in xs:
            try:
                return checked(x, 3)
            except ValueError as error:
                if x == 9:
                    return -x
                continue
        return "none"

    total = 0
    for i in range(300):
        try:
            total += checked(i % 10, 6)
        except ValueError as error:
            if i % 3:
                continue
            if i == 279:
                break
            total += 1
        total += 1000
    return total, i, [first([4, 5, 6 + i % 4, i % 6]) for i in range(60)]


def the_name_is_asked_for_its_text():
    out, n = [], 0
    for i in range(120):
        try:
            n += checked(i % 10, 6)
        except ValueError as error:
            out.append(str(error))
            n += error.args[0]
    return out[::9], n


def locals_of_the_call_end_with_the_exception():
    def work(i):
        first, second = Noisy(("first", i)), Noisy(("second", i))
        if i % 2:
            raise ValueError(i)
        return first.name[1]

    Noisy.log.clear()
    total = 0
    for i in range(60):
        try:
            total += work(i)
        except ValueError:
            Noisy.log.append("handled")
        Noisy.log.append("after")
    return total, Noisy.log[:], Noisy.log.clear()


def what_the_call_has_on_its_stack_ends_before_the_handler():
    def work(i):
        return [Noisy(i), checked(i, 30)]

    Noisy.log.clear()
    for i in range(60):
        try:
            work(i)
        except ValueError:
            Noisy.log.append("handled")
    return Noisy.log[:], Noisy.log.clear()


def lists_in_the_call():
    def work(i):
        items = [i, [i]]
        more = {i: items}
        if i % 2:
            raise ValueError
        return len(more)

    total = 0
    for i in range(200):
        try:
            total += work(i)
        except ValueError:
            total -= 1
    return total


def instances_in_the_call():
    class Vector:
        def __init__(self, x, y):
            self.x, self.y = x, y

    def work(i, v):
        w = Vector(v.x + i, v.y)
        if w.x % 3 == 0:
            raise ValueError(w.x)
        return w

    v, n = Vector(1, 2), 0
    for i in range(300):
        try:
            v = work(i, v)
        except ValueError:
            v = Vector(i, 1)
            n += 1 if i < 250 else 0.5
    return v.x, v.y, n


def cells_and_closures_in_the_call():
    def work(i):
        def inner():
            return i

        if i % 2:
            raise ValueError
        return inner()

    def reader(limit):
        def read(n):
            if n > limit:
                raise ValueError
            return n
        return read

    total, read = 0, reader(150)
    for i in range(200):
        try:
            total += work(i)
        except ValueError:
            total -= 1
        try:
            total += read(i)
        except ValueError:
            total += 10000
    return total


def arguments_of_all_kinds():
    def work(a, *rest, b=2, **named):
        if a % 2:
            raise ValueError
        return a + b + len(rest) + len(named)

    total = 0
    for i in range(200):
        try:
            total += work(i, i, i, c=i) if i % 3 else work(i)
        except ValueError:
            total -= 1
    return total


def the_loop_variable_changes_in_the_handler():
    def work(a, b):
        if a > b:
            raise ValueError(a)
        return a

    n, s, out = 0, "start", []
    for i in range(300):
        try:
            n = work(n, 20)
        except ValueError:
            n, s = 0, "s%d" % i
            if i > 290:
                out.append((s, _told(sys.exc_info()[1])))
        n += 1
    return n, s, out


def calls_within_the_handler():
    def again(n):
        return n + 0.5 if n > 180 else n + 1

    total = 0
    for i in range(200):
        try:
            checked(i, 6)
        except ValueError:
            total += again(i)
    return total


def several_handlers_around_calls():
    kinds = KeyError, IndexError, ValueError, OSError

    def work(i):
        raise kinds[i % 4]

    out = [0, 0, 0, 0]
    for i in range(300):
        try:
            try:
                work(i)
            except KeyError:
                out[0] += 1
            except IndexError:
                out[1] += 1
        except ValueError:
            out[2] += 1
        except Exception:
            out[3] += 1
    return out


def it_goes_through_a_finally():
    total, ends, d = 0, 0, {1: 1}
    for i in range(300):
        try:
            try:
                total += d[i % 3]
            finally:
                ends += 1
        except KeyError:
            total += 100
    return total, ends


def it_goes_through_a_finally_and_the_loop_is_left_there():
    out, n, d, box = [], 0, {}, Box()
    for i in range(200):
        try:
            try:
                d[i]
            finally:
                n += 1 if i < 180 else 0.25
                y = box.value
        except KeyError as error:
            if i == 190:
                box = 1.5
            if i > 170 and i % 9 == 0:
                out.append(_told(error))
        except AttributeError as error:
            out.append((_told(error), _told(error.__context__)))
    return out, n, y


def it_is_raised_again_by_a_bare_raise():
    total, out = 0, []
    for i in range(200):
        try:
            try:
                checked(i % 10, 6)
            except ValueError:
                total += 1
                raise
        except ValueError:
            total += 100
            if i == 198:
                out.append(_told(sys.exc_info()[1]))
    return total, out


def it_is_raised_again_with_a_name():
    total, out = 0, []
    for i in range(200):
        try:
            try:
                checked(i % 10, 6)
            except ValueError as error:
                total += 1
                raise
        except ValueError as error:
            total += 100
            if i == 198:
                out.append(_told(error))
    return total, out, "error" in locals()


def none_of_the_handlers_fits():
    total = 0
    for i in range(200):
        try:
            try:
                try:
                    checked(i % 10, 6)
                except KeyError:
                    total -= 1
                except IndexError:
                    total -= 2
            except (OSError, TypeError):
                total -= 3
        except ValueError:
            total += 1
    return total


def finally_within_finally():
    log, total = [], 0
    for i in range(200):
        try:
            try:
                try:
                    total += checked(i % 10, 6)
                finally:
                    total += 1
            finally:
                log.append(i)
                total += 10
        except ValueError:
            total += 1000
    return total, len(log), log[-3:]


def finally_that_swallows():
    def work(i):
        try:
            return checked(i % 10, 6)
        finally:
            if i % 2:
                return -1   # noqa: B012

    total, out = 0, 0
    for i in range(200):
        try:
            total += work(i)
        except ValueError:
            out += 1
    for i in range(200):
        while True:
            try:
                checked(i % 10, 6)
            finally:
                total += 1
                break   # noqa: B012
    return total, out


def break_and_continue_and_return_through_finally():
    def work(xs):
        n = 0
        for x in xs:
            try:
                if x == 3:
                    continue
                if x == 8:
                    break
                if x == 20:
                    return -n
                n += checked(x, 6)
            except ValueError:
                n += 100
            finally:
                n += 1
        return n

    return [work(range(i % 9)) for i in range(60)], [work([7, 7, 20]) for i in range(30)], work([9] * 200)


def a_generator_raises():
    def numbers(n):
        for i in range(n):
            yield checked(i, 6)

    total = 0
    for i in range(60):
        try:
            for x in numbers(i % 12):
                total += x
        except ValueError:
            total += 1000
    return total


def within_a_generator():
    def numbers(n):
        for i in range(n):
            try:
                yield checked(i % 10, 6)
            except ValueError:
                yield -1

    def kept(n):
        for i in range(n):
            try:
                x = checked(i % 10, 6)
            except ValueError as error:
                continue
            yield x

    return sum(numbers(300)), sum(kept(300))


def properties_and_operators_that_raise():
    class Odd:
        def __init__(self, n):
            self.n = n

        @property
        def half(self):
            if self.n % 2:
                raise AttributeError("odd")
            return self.n // 2

        def __add__(self, other):
            if self.n > 100:
                raise ValueError(self.n)
            return self.n + other

        def __getitem__(self, i):
            if i > 3:
                raise IndexError(i)
            return i

        def __len__(self):
            if self.n % 3 == 0:
                raise TypeError("no")
            return self.n

    total = 0
    for i in range(200):
        odd = Odd(i)
        total += getattr(odd, "half", -1)
        total += hasattr(odd, "half")
        try:
            total += odd.half
        except AttributeError:
            total += 1
        try:
            total += odd + 1
        except ValueError:
            total += 2
        try:
            total += odd[i % 6]
        except IndexError:
            total += 3
        try:
            total += len(odd)
        except TypeError:
            total += 4
    return total


def a_with_block_in_the_call():
    class Quiet:
        def __enter__(self):
            return self

        def __exit__(self, kind, error, trace):
            seen.append(kind)
            return kind is KeyError

    def work(i):
        with Quiet():
            if i % 3 == 0:
                raise KeyError(i)
            if i % 3 == 1:
                raise ValueError(i)
        return i

    seen, total = [], 0
    for i in range(100):
        try:
            total += work(i) or 0
        except ValueError:
            total += 1000
    return total, seen.count(None), seen.count(KeyError), seen.count(ValueError)


def a_tracer_sees_the_calls():
    lines = []

    def trace(frame, event, arg):
        if frame.f_code.co_name in ("work", "checked"):
            lines.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
        return trace

    def work(n):
        total = 0
        for i in range(n):
            try:
                total += checked(i % 10, 2)
            except ValueError:
                total += 1
        return total

    work(100)
    sys.settrace(trace)
    work(5)
    sys.settrace(None)
    work(100)
    return lines


def a_call_that_calls_itself():
    def down(n, k):
        if n == 0:
            raise ValueError(k)
        return down(n - 1, k) + 1

    total, out = 0, []
    for i in range(120):
        try:
            total += down(i % 4, i)
        except ValueError:
            total += 1 if i < 100 else 0.5
            if i % 30 == 27:
                out.append(_told(sys.exc_info()[1]))
    return total, out


def near_the_recursion_limit():
    def at(depth, limit):
        if depth:
            return at(depth - 1, limit)
        n = 0
        for i in range(100):
            try:
                n += deeper(i % 10, 6)
            except ValueError:
                n += 1
            except RecursionError:
                n += 1000
        return n

    return [at(depth, 6) for depth in range(0, 60, 7)]


def references_are_balanced():
    class Thing:
        pass

    def work(thing, more, i):
        mine = thing
        if i % 2:
            raise ValueError(thing)
        return more

    thing, more = Thing(), [1]
    for i in range(300):
        try:
            more = work(thing, more, i)
        except ValueError as error:
            more = [i]
        except KeyError:
            return None
    return sys.getrefcount(thing), sys.getrefcount(more), sys.getrefcount(work), sys.getrefcount(Thing)


def the_name_gets_another_value_in_the_handler():
    total = 0
    for i in range(200):
        try:
            checked(i, -1)
        except ValueError as error:
            error = i
            total += error
        try:
            checked(i, -1)
        except ValueError as error:
            del error
            total += 1
    return total, "error" in locals()


def a_name_in_a_followed_call():
    def handled(a, n, other):
        try:
            return checked(n, 6)
        except ValueError as error:
            other = n + a
        return other

    out, first, total = [], None, 0
    for i in range(300):
        first = [i] if i % 50 == 0 else first
        second = handled(i, i % 10, None)
        third = (first, second)
        total += second + len(third)
        first = first and first[:]
        if i % 90 == 0:
            out.append((first, third))
    return out, total


def it_is_raised_again_within_its_own_handler():
    out, total = [], 0
    for i in range(200):
        try:
            checked(i, -1)
        except ValueError:
            try:
                raise
            except ValueError:
                total += 1
            total += 10 if i < 150 else 0.5
            if i > 190:
                out.append(_told(sys.exc_info()[1]))
        try:
            checked(i, -1)
        except ValueError:
            try:
                try:
                    raise
                finally:
                    total += 100
            except ValueError as error:
                total += 1000
    return total, out, sys.exc_info()


def the_traceback_of_a_call_with_a_long_name_index():
    names = "\n".join("        if i < -%d: v%d = unknown_%d" % (n + 1, n, n) for n in range(300))
    space = {"sys": sys, "_told": _told, "_seen": _seen, "deeper": deeper}
    exec("""
def loop():
    out, n = [], 0
    for i in range(400):
%s
        try:
            late(i, -1)
        except ValueError:
            n += 1 if i < 300 else 0.5
            if i > 290 and i %% 13 == 0:
                out.append(_told(sys.exc_info()[1]))
    return out, n
def late(i, n, *rest):
    return deeper(i, n)
""" % names, space)
    return space["loop"]()


def the_same_function_is_left_several_times():
    def maker(level):
        def down(n):
            if n == 0:
                raise ValueError
            return maker(n)(n - 1)
        return down

    total = 0
    for i in range(200):
        try:
            total += maker(i)(i % 3)
        except ValueError:
            total += 1
    return total
