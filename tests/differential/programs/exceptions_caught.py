"""Exceptions raised and caught while a loop is hot: inside the loop, around it, in the caller; finally, else, raise from."""
import traceback

N = 300


def caught_inside_once():
    total = 0
    for i in range(N):
        try:
            total += 100 // (200 - i)
        except ZeroDivisionError:
            total += 10 ** 6
    return total


def caught_inside_every_time():
    total = 0
    for i in range(N):
        try:
            total += [1, 2][i]
        except IndexError as error:
            total += len(error.args[0])
    return total


def caught_inside_now_and_then():
    table, misses = {i: i for i in range(0, N, 3)}, 0
    for i in range(N):
        try:
            misses -= table[i] & 1
        except KeyError as error:
            misses += error.args[0]
    return misses


def caught_around_the_loop():
    total = 0
    try:
        for i in range(N):
            total += 100 // (200 - i)
    except ZeroDivisionError as error:
        return total, i, error


def caught_in_the_caller():
    def work(n):
        total = 0
        for i in range(n):
            total += 100 // (200 - i)
        return total

    out = []
    for n in (10, 300, 20, 400, 199, 201):
        try:
            out.append(work(n))
        except ZeroDivisionError as error:
            out.append((error.__traceback__.tb_lineno, error.__traceback__.tb_next.tb_lineno))
    return out


def loop_entered_again_after_an_error():
    def work(data):
        total = 0
        for x in data:
            total += x
        return total

    out = []
    for i in range(100):
        data = list(range(30))
        if i % 5 == 4:
            data[i % 30] = "x"
        try:
            out.append(work(data))
        except TypeError as error:
            out.append(str(error))
    return out


def several_handlers():
    out = []
    for i in range(N):
        try:
            if i % 4 == 0:
                out.append(1 // (i % 8))
            elif i % 4 == 1:
                out.append([][i])
            elif i % 4 == 2:
                out.append({}[i])
            else:
                out.append(None + i)
        except ZeroDivisionError:
            out.append("zero")
        except (IndexError, KeyError) as error:
            out.append(type(error).__name__)
        except Exception as error:
            out.append(str(error))
        else:
            out.append("fine")
        finally:
            out.append(i)
    return out


def handler_that_does_not_match():
    for i in range(N):
        try:
            if i == 200:
                raise KeyError(i)
        except ValueError:
            return "wrong"
    return "none"


def handler_that_is_no_exception_class():
    for i in range(N):
        try:
            if i == 200:
                raise KeyError(i)
        except 5:
            return "wrong"


def handler_that_raises_another():
    for i in range(N):
        try:
            [1] * 200 + i  # noqa: B018
        except TypeError as error:
            if i == 200:
                raise ValueError("second") from error


def handler_whose_error_has_a_context():
    kept = []
    for i in range(N):
        try:
            try:
                {}[i]
            except KeyError:
                1 // 0
        except ZeroDivisionError as error:
            if i % 100 == 99:
                kept.append(error)
    return kept


def raise_from_none():
    for i in range(N):
        try:
            {}[i]
        except KeyError:
            if i == 200:
                raise ValueError("clean") from None


def raise_again():
    def work(i):
        try:
            return 10 // (200 - i)
        except ZeroDivisionError:
            raise

    total = 0
    for i in range(N):
        total += work(i)
    return total


def raise_the_kept_error_later():
    kept = None
    for i in range(N):
        try:
            10 // (150 - i)
        except ZeroDivisionError as error:
            kept = error
        if i == 250:
            raise kept


def error_name_is_deleted_after_the_handler():
    for i in range(N):
        try:
            raise ValueError(i)
        except ValueError as error:
            pass
    return error


def break_and_continue_through_finally():
    log = []
    for i in range(N):
        try:
            if i % 3 == 0:
                continue
            if i == 250:
                break
            log.append(i)
        finally:
            log.append(-i)
    return log


def return_through_finally():
    log = []

    def work():
        for i in range(N):
            try:
                if i == 200:
                    return i
            finally:
                log.append(i)

    return work(), log


def return_in_finally_swallows_the_error():
    def work(i):
        try:
            return 10 // (i % 3)
        finally:
            if i % 3 == 0:
                return "swallowed"  # noqa: B012

    return [work(i) for i in range(N)]


def break_in_finally_swallows_the_error():
    out = 0
    for i in range(100):
        for j in range(10):
            try:
                out += 10 // (5 - j)
            finally:
                if j == 5:
                    break  # noqa: B012
    return out


def finally_changes_what_is_returned_or_not():
    def work(x):
        box = [x]
        try:
            return x, box
        finally:
            x = -1
            box.append(x)

    return [work(i) for i in range(N)]


def nested_try_blocks():
    log = []
    for i in range(150):
        try:
            try:
                try:
                    if i % 7 == 0:
                        raise KeyError(i)
                    if i % 11 == 0:
                        raise ValueError(i)
                finally:
                    log.append("a")
            except KeyError:
                log.append("b")
                if i % 2:
                    raise IndexError(i)
            else:
                log.append("c")
        except (IndexError, ValueError) as error:
            log.append(repr(error))
    return log


def else_that_raises():
    log = []
    for i in range(N):
        try:
            pass
        except ZeroDivisionError:
            log.append("no")
        else:
            if i == 200:
                return 1 // 0
            log.append(i)
    return log


def stop_iteration_out_of_a_loop():
    walk = iter(range(200))
    total = 0
    for i in range(N):
        total += next(walk)
    return total


def stop_iteration_inside_a_generator():
    def numbers(source):
        while True:
            yield next(source)

    total = 0
    for x in numbers(iter(range(200))):
        total += x
    return total


def stop_iteration_with_a_default():
    walk, total = iter(range(200)), 0
    for i in range(N):
        total += next(walk, -1)
    return total


def generator_that_raises_under_a_loop():
    def numbers():
        for i in range(N):
            if i == 200:
                raise LookupError(i)
            yield i

    total = 0
    try:
        for x in numbers():
            total += x
    except LookupError as error:
        return total, error


def generator_exit_runs_finally():
    log = []

    def numbers():
        try:
            for i in range(N):
                yield i
        finally:
            log.append("closed")

    for x in numbers():
        if x == 200:
            break
    for i in range(100):
        walk = numbers()
        next(walk)
        walk.close()
    return log


def throw_into_a_generator():
    def tolerant():
        seen = 0
        while True:
            try:
                yield seen
            except ValueError as error:
                seen += error.args[0]

    walk = tolerant()
    out = [next(walk)]
    for i in range(N):
        out.append(walk.throw(ValueError(i)))
    return out


def exception_groups():
    caught = []
    for i in range(100):
        try:
            raise ExceptionGroup("several", [ValueError(i), KeyError(i), ExceptionGroup("inner", [TypeError(i)])])
        except* ValueError as group:
            caught.append(("value", len(group.exceptions)))
        except* (TypeError, KeyError) as group:
            caught.append(("others", repr(group)))
    return caught


def notes_and_arguments():
    kept = []
    for i in range(N):
        try:
            raise ValueError("n", i)
        except ValueError as error:
            error.add_note(f"note {i}")
            if i % 50 == 0:
                kept.append((error.args, error.__notes__))
    return kept


def exception_as_an_ordinary_object():
    errors = []
    for i in range(N):
        errors.append(ValueError(i))
    for error in errors:
        error.weight = error.args[0] * 2
    return sum(error.weight for error in errors)


def traceback_text_printed_in_mid_loop():
    for i in range(N):
        try:
            x = [0, 1, 2][i % 100] + (
                10 // (i - 202))
        except IndexError:
            if i % 100 == 50:
                traceback.print_exc()
        except ZeroDivisionError:
            traceback.print_exc()
    return x


def error_in_the_condition_of_a_while():
    n = 200
    total = 0
    while 1000 // n > -1:
        total += n
        n -= 1
    return total


def error_in_an_iterable_expression():
    total = 0
    for i in range(N):
        for x in range(1000 // (200 - i)):
            total += x
    return total


def error_after_a_side_effect_in_the_same_statement():
    log = []

    def note(x):
        log.append(x)
        return x

    try:
        for i in range(N):
            note(i) + 10 // note(150 - i)
    except ZeroDivisionError:
        return log


def stack_is_unwound_in_the_middle_of_an_expression():
    out = []
    for i in range(N):
        try:
            out.append([i, i + 1, (i, {"a": i, "b": 10 // (i % 5)})])
        except ZeroDivisionError:
            out.append("gone")
    return out


def keyboard_interrupt_and_system_exit_as_exceptions():
    out = []
    for i in range(N):
        try:
            if i % 3 == 0:
                raise KeyboardInterrupt
            if i % 3 == 1:
                raise SystemExit(i)
        except BaseException as error:
            out.append(repr(error))
    return out


def system_exit_escapes():
    for i in range(N):
        if i == 200:
            raise SystemExit("bye")


def try_around_every_kind_of_loop():
    out = []
    for kind in range(40):
        try:
            n = 10
            while n:
                n -= 1
                out.append(100 // (n - kind % 12))
        except ZeroDivisionError:
            out.append("while")
        try:
            for x in [1, 2, kind % 4 or "x"]:
                out.append(x + 1)
        except TypeError:
            out.append("for")
    return out


def a_guard_leaves_in_a_handler():
    class A:
        def __init__(self):
            self.x = 1

    class B:
        def __init__(self):
            self.y, self.x = 0, 2

    def missing(table, things):
        for thing in things:
            try:
                table["k"]
            except KeyError:
                thing.x

    def raised(table, things):
        for thing in things:
            try:
                raise ValueError
            except ValueError:
                thing.x

    things = [A()] * 40 + [B()] * 5 + [A()] * 5
    for walk in missing, raised:
        for _ in range(5):
            walk({}, things)
    return len(things)
