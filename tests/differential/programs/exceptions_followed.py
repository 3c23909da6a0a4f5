"""Exceptions that are raised and caught in one function, in loops: what they leave behind, and what is seen of them on the way."""
import sys
import traceback


def _told(error):
    return type(error).__name__, error.args, [(entry.tb_frame.f_code.co_name, entry.tb_lineno) for entry in _entries(error)]


def _entries(error):
    entry = error.__traceback__
    while entry is not None:
        yield entry
        entry = entry.tb_next


def keys_that_are_missing():
    counts, misses = {}, 0
    for i in range(300):
        try:
            counts[i % 7] += 1
        except KeyError:
            misses += 1
            counts[i % 7] = 1
    return counts, misses


def words_that_are_missing():
    counts, words = {}, "the quick brown fox jumps over the lazy dog".split()
    for i in range(300):
        word = words[i * i % len(words)]
        try:
            counts[word] += 1
        except KeyError:
            counts[word] = 1
    return counts


def an_index_out_of_range():
    xs, total, out = [1, 2, 3], 0, 0
    for i in range(300):
        try:
            total += xs[i % 5]
        except IndexError:
            out += 1
        try:
            total += (4, 5)[-(i % 4) - 1]
        except IndexError:
            out += 10
    return total, out


def a_class_is_raised():
    total = 0
    for i in range(300):
        try:
            if i % 3 == 0:
                raise ValueError
            total += i
        except ValueError:
            total -= 1
    return total


def an_exception_with_arguments_is_raised():
    total = 0
    for i in range(300):
        try:
            if i % 3 == 0:
                raise ValueError(i, "x")
            total += i
        except (KeyError, ValueError):
            total -= 1
    return total


def exceptions_of_ones_own():
    class Mine(Exception):
        def __init__(self, n):
            super().__init__(n)
            made.append(n)

    class Other(Mine):
        pass

    made, total = [], 0
    for i in range(200):
        try:
            if i % 3 == 0:
                raise Other(i)
            total += i
        except Mine:
            total -= 1
    return total, len(made), sum(made)


def the_exception_is_bound_to_a_name():
    out, xs = [], [1]
    for i in range(120):
        try:
            xs[i % 3]
        except IndexError as error:
            if i % 10 == 0:
                out.append(_told(error))
    return out, "error" in locals()


def the_first_of_several_handlers_that_fits():
    kinds, out = (KeyError, IndexError, ValueError), [0, 0, 0, 0]
    for i in range(300):
        try:
            if i % 4 < 3:
                raise kinds[i % 4]
            {}[i]
        except IndexError:
            out[0] += 1
        except LookupError:
            out[1] += 1
        except ValueError:
            out[2] += 1
        except Exception:
            out[3] += 1
    return out


def all_exceptions_are_caught():
    total = 0
    for i in range(200):
        try:
            [][i]
        except:   # noqa: E722
            total += 1
    return total


def it_is_none_of_those_that_are_caught():
    out = []
    for i in range(200):
        try:
            try:
                if i % 40 == 39:
                    raise OSError(i)
                {}[i]
            except KeyError:
                pass
        except OSError as error:
            out.append((_told(error), error.__context__))
    return out


def there_is_an_else_and_a_finally():
    d, total = {0: 1}, 0
    for i in range(300):
        try:
            x = d[i % 2]
        except KeyError:
            total += 1
        else:
            total += 10 * x
        finally:
            total += 100
    return total


def the_handler_ends_the_pass_or_the_loop():
    total = 0
    for i in range(300):
        try:
            {}[i]
        except KeyError:
            if i % 3:
                continue
            if i == 270:
                break
        total += i
    return total, i


def the_handler_returns():
    def find(d, key):
        try:
            return d[key]
        except KeyError:
            return None

    def first(xs):
        for x in xs:
            try:
                return {1: "a"}[x]
            except KeyError:
                continue
        return "none"

    out = [find({1: 2}, i % 3) for i in range(200)]
    return out.count(None), out.count(2), [first([i % 5, 1][: 1 + i % 2]) for i in range(60)]


def numbers_change_their_kind_in_the_handler():
    total, d = 0, {}
    for i in range(300):
        try:
            d[i]
        except KeyError:
            total += 1 if i < 150 else 0.5
    return total


def code_runs_in_the_handler():
    seen = []

    def look(n):
        for _ in range(1):
            kind, error, trace = sys.exc_info()
            seen.append((kind, str(error), trace and trace.tb_lineno, n))

    for i in range(60):
        try:
            {}[i]
        except KeyError:
            look(i)
        look(-i)
    return seen[::7]


def what_is_raised_in_the_handler_has_a_context():
    out = []
    for i in range(100):
        try:
            try:
                {}[i]
            except KeyError:
                if i % 20 == 19:
                    int("x%d" % i)
                [][i]
        except (IndexError, ValueError) as error:
            if i % 10 == 9:
                context = error.__context__
                out.append((_told(error), _told(context), context.__context__))
    return out


def it_is_raised_again():
    out = []
    for i in range(100):
        try:
            try:
                {}[i]
            except KeyError:
                if i % 10 == 9:
                    raise
        except KeyError as error:
            out.append(_told(error))
    return out


def it_is_raised_from_another():
    out = []
    for i in range(60):
        try:
            try:
                [][i]
            except IndexError as error:
                raise ValueError(i) from error
        except ValueError as error:
            out.append((_told(error), _told(error.__cause__)))
    return out[::9]


def handlers_within_handlers():
    total = 0
    for i in range(200):
        try:
            {}[i]
        except KeyError:
            try:
                [][i]
            except IndexError:
                total += i
            total += 1
    return total, sys.exc_info()


def one_is_being_handled_outside():
    out = []
    try:
        raise OSError("outer")
    except OSError:
        for i in range(100):
            try:
                [][i]
            except IndexError as error:
                if i % 25 == 24:
                    out.append((_told(error.__context__), str(sys.exc_info()[1])))
            out.append(str(sys.exc_info()[1]) if i % 25 == 0 else None)
    return [x for x in out if x], sys.exc_info()


def the_same_exception_again_and_again():
    error, out = ValueError("once"), []
    for i in range(60):
        try:
            raise error
        except ValueError:
            pass
    return len(list(_entries(error))), error.__context__


def objects_die_when_the_block_is_left():
    class Noisy:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            log.append(self.n)

    log = []
    for i in range(40):
        try:
            x = Noisy(i)
            [][i]
        except IndexError:
            x = None
            log.append("handled")
    return log


def keys_of_odd_kinds():
    class Odd:
        def __hash__(self):
            return 1

        def __eq__(self, other):
            return False

    class Default(dict):
        def __missing__(self, key):
            if key == "no":
                raise KeyError("from missing")
            return 7

    out, d = 0, Default()
    for i in range(100):
        for key in ((1, 2), Odd(), 2.5, None, "no", 1 << 70, True, "yes"):
            try:
                out += d[key] if i % 2 else {}[key]
            except KeyError as error:
                out += len(error.args)
    return out


def a_tuple_is_the_key():
    d, out = {}, []
    for i in range(60):
        try:
            d[i % 3, i % 2]
        except KeyError as error:
            out.append(error.args)
            d[i % 3, i % 2] = i
    return out, len(d)


def the_loop_is_left_within_the_handler():
    class Box:
        value = 1

    box, out = Box(), []
    for i in range(200):
        try:
            {}[i]
        except KeyError:
            if i == 150:
                box.value = "now a str"
            out.append(box.value if i % 50 == 0 else None)
            x = [i, box.value]
    return [o for o in out if o], x, sys.exc_info()


def a_list_grows_in_the_handler():
    d, out = {}, []
    for i in range(200):
        try:
            out.append(d[i % 50])
        except KeyError:
            d[i % 50] = i
            out.append(-1)
    return sum(out), len(d)


def within_a_followed_call():
    d = {i: i for i in range(0, 50, 3)}

    def get(key):
        try:
            return d[key]
        except KeyError:
            return -1

    def index(xs, i):
        try:
            value = xs[i]
        except IndexError:
            value = None
        return value

    return sum(get(i % 50) for i in range(300)), [index([1, 2], i % 3) for i in range(100)].count(None)


def a_tracer_sees_the_handler():
    lines = []

    def trace(frame, event, arg):
        if frame.f_code.co_name == "work":
            lines.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
        return trace

    def work(n):
        total = 0
        for i in range(n):
            try:
                {}[i]
            except KeyError:
                total += 1
        return total

    work(100)
    sys.settrace(trace)
    work(3)
    sys.settrace(None)
    work(100)
    return lines


def the_text_of_the_traceback():
    texts = []
    for i in range(60):
        try:
            try:
                {}[i]
            except KeyError:
                if i == 55:
                    [].pop()
        except IndexError:
            texts.append(traceback.format_exc())
    return texts


def functions_in_c_that_fail():
    texts, total = ["1", "x", "22", "y7", "3"], 0
    for i in range(300):
        try:
            total += int(texts[i % 5])
        except ValueError:
            total -= 1
    return total


def functions_in_c_that_fail_now_and_then():
    out, total = [], 0
    for i in range(400):
        text = str(i) if i % 9 else "no%d" % i
        try:
            total += int(text)
        except ValueError as error:
            if i % 100 == 0:
                out.append(_told(error))
        try:
            total += float(text)
        except (TypeError, ValueError):
            total += 0.5
    return total, out


def divisions_by_zero():
    total = 0
    for i in range(300):
        try:
            total += 10 // (i % 4)
        except ZeroDivisionError:
            total += 1000
        try:
            total += 1.5 / (i % 5)
        except ArithmeticError:
            total += 1
    return total


def methods_that_do_not_find():
    xs, d, s, total = [1, 2, 3], {1: 1}, {1}, 0
    for i in range(300):
        try:
            total += xs.index(i % 6)
        except ValueError:
            total += 100
        try:
            total += d.pop(i % 3)
        except KeyError:
            d[i % 3] = i
        try:
            s.remove(i % 3)
        except KeyError:
            s.add(i % 3)
        try:
            total += "abc".index("cbax"[i % 4])
        except ValueError:
            total -= 1
    return total, d, s


def what_fails_is_of_another_kind_later():
    out = [0, 0, 0]
    for i in range(300):
        try:
            int("x" if i < 150 else [])
        except ValueError:
            out[0] += 1
        except TypeError:
            out[1] += 1
        out[2] += 1
    return out


def the_loop_is_left_after_a_c_function_has_failed():
    out, n = [], 0
    for i in range(200):
        try:
            n += int("z" if i % 2 else "1")
        except ValueError:
            n += 1 if i < 180 else 0.25
            if i == 199:
                [].pop if i else None
        out.append(n)
    return out[-3:], sys.exc_info()


def attributes_that_are_missing():
    class Box:
        pass

    boxes, total = [Box(), Box()], 0
    boxes[1].x = 5
    for i in range(200):
        try:
            total += boxes[i % 2].x
        except AttributeError:
            total += 1
    return total


def iterators_that_are_exhausted():
    total, it = 0, iter([1, 2, 3])
    for i in range(200):
        try:
            total += next(it)
        except StopIteration:
            it = iter([1, 2, 3])
    return total


def a_followed_call_in_which_a_c_function_fails():
    def number(text, default=None):
        try:
            return int(text)
        except ValueError:
            return default

    return [number(t) for t in ["1", "x", "2", "", "3 "] * 40][-10:], number("q", 7)


def loops_in_the_handler():
    total, out = 0, []
    for i in range(200):
        try:
            {}[i]
        except KeyError:
            for j in range(i % 6):
                total += j
            k = 0
            while k < 20:
                k += 1
                if k == 15 and i == 190:
                    out.append(str(sys.exc_info()[1]))
            total += k
        for j in range(3):
            try:
                [][j]
            except IndexError:
                total += sum([x for x in range(j)])
    return total, out, sys.exc_info()


def loops_around_and_within_try():
    total = 0
    for i in range(60):
        try:
            for j in range(10):
                if j == i % 10:
                    raise ValueError
                total += j
        except ValueError:
            total += 100
        while True:
            try:
                total += [1, 2][total % 4]
            except IndexError:
                total += 1
                continue
            break
    return total


def a_bridge_begins_in_the_handler():
    class A:
        x = 1

    class B:
        x = 2

    things, total = [A(), B()], 0
    for i in range(300):
        thing = things[i // 7 % 2]
        try:
            {}[i]
        except KeyError:
            total += thing.x
            if i % 3:
                total += 1.5
    return total
