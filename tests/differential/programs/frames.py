"""What a program sees of its own frames from a hot loop or from a callee: locals, frames, stacks, inspect, lines."""
import inspect
import sys
import traceback

N = 300


def _who_calls():
    return sys._getframe(1).f_code.co_name


def locals_in_the_loop():
    out = []
    total = 0
    for i in range(N):
        total += i
        if i % 50 == 20:
            seen = locals()
            out.append((seen["i"], seen["total"], sorted(seen)))
    return out


def locals_is_a_snapshot():
    out = []
    for i in range(N):
        seen = locals()
        seen["i"] = "changed"
        out.append(i)
        del seen
    return out


def frame_locals_write_through():
    out = []
    total = 0
    for i in range(N):
        total += 1
        if i % 100 == 50:
            sys._getframe().f_locals["total"] = 1000.5
        out.append(total)
    return out


def callee_writes_its_callers_locals():
    def meddle():
        sys._getframe(1).f_locals["total"] *= 2

    total, out = 1, []
    for i in range(N):
        total = total % 1009 + 1
        if i % 10 == 7:
            meddle()
        out.append(total)
    return out


def callee_reads_its_callers_locals():
    def spy():
        return dict(sys._getframe(1).f_locals)

    out, x = [], 0.0
    for i in range(N):
        x = x + 0.5
        if i % 50 == 25:
            seen = spy()
            out.append((seen["i"], seen["x"]))
    return out


def kept_frame_sees_later_values():
    def grab():
        return sys._getframe(1)

    frame, out = None, []
    for i in range(N):
        x = i * 2
        if i == 100:
            frame = grab()
        if frame is not None and i % 20 == 0:
            out.append((frame.f_locals["x"], frame.f_locals["i"], frame.f_lineno))
    return out


def kept_frame_writes_later():
    def grab():
        return sys._getframe(1)

    frame, out, x = None, [], 1
    for i in range(N):
        x += 1
        if i == 100:
            frame = grab()
        if i == 200:
            frame.f_locals["x"] = "text"
            break
    return x


def getframe_from_a_callee_several_levels_deep():
    def inner():
        frame, names = sys._getframe(), []
        for _ in range(4):
            names.append((frame.f_code.co_name, frame.f_lineno))
            frame = frame.f_back
        return names

    def middle():
        return inner()

    def outer():
        x = middle()
        return x

    out = []
    for i in range(N):
        out.append(outer())
    return out


def name_of_the_caller():
    return [_who_calls() for _ in range(N)], {_who_calls() for _ in range(N)}, [i for i in range(N) if _who_calls() != "x"][-1]


def stack_extracted_in_a_callee():
    def stack():
        return [(entry.name, entry.lineno) for entry in traceback.extract_stack(limit=3)]

    out = []
    for i in range(60):
        out.append(
            stack()
        )
    return out


def line_numbers_within_an_iteration():
    out = []
    for i in range(N):
        out.append(sys._getframe().f_lineno)
        x = (
            sys._getframe().f_lineno,
            sys._getframe().f_lasti,
        )
        out.append(x)
    return out


def line_number_read_from_a_callee():
    def line():
        return sys._getframe(1).f_lineno, sys._getframe(1).f_lasti

    out = []
    for i in range(N):
        out.append(line())
        if i % 2:
            out.append(max(line(),
                           line()))
    return out


def frame_comparison_and_back():
    me, same = sys._getframe(), 0
    for i in range(N):
        frame = sys._getframe()
        same += frame is me
        same += frame.f_back is me.f_back
    return same


def frame_of_an_inlined_method():
    class Thing:
        def spy(self, x):
            return sys._getframe().f_locals["x"] + sys._getframe(1).f_locals["i"]

    thing, total = Thing(), 0
    for i in range(N):
        total += thing.spy(i * 2)
    return total


def dynamic_scope_by_frames():
    def lookup(name):
        frame = sys._getframe(1)
        while name not in frame.f_locals:
            frame = frame.f_back
        return frame.f_locals[name]

    def middle(b):
        return lookup("a") + lookup("b")

    total = 0
    for a in range(N):
        total += middle(a * 2)
    return total


def inspect_in_the_loop():
    out = []
    for i in range(20):
        info = inspect.getframeinfo(inspect.currentframe())
        out.append((info.lineno, info.function, info.code_context, info.positions))
    return out


def inspect_stack_from_a_callee():
    def look():
        return [(entry.function, entry.lineno) for entry in inspect.stack(0)[:2]]

    return [look() for _ in range(20)]


def eval_and_exec_with_the_loops_locals():
    total, out = 0, []
    for i in range(100):
        total += eval("i * 2")
        exec("total = 10 ** 9")
        out.append(eval("total + i"))
    return total, out


def vars_and_dir_of_the_frame():
    out = []
    for i in range(100):
        x = i / 2
        out.append((vars()["x"], dir()))
    return out


def exc_info_and_frames_in_handlers():
    def deep(n):
        if n == 0:
            raise ValueError("bottom")
        deep(n - 1)

    out = []
    for i in range(60):
        try:
            deep(i % 5)
        except ValueError:
            tb = sys.exception().__traceback__
            depth = 0
            while tb:
                depth += 1
                last = tb.tb_frame.f_locals.get("n")
                tb = tb.tb_next
            out.append((depth, last))
    return out


def generator_frames():
    def numbers():
        for i in range(N):
            yield i

    walk, out = numbers(), []
    for x in walk:
        if x % 50 == 49:
            out.append((walk.gi_frame.f_lineno, walk.gi_frame.f_locals["i"], walk.gi_running))
    return out, walk.gi_frame


def clear_a_frame_of_an_error():
    def fail(x):
        data = [x]
        raise KeyError(data)

    out = []
    for i in range(100):
        try:
            fail(i)
        except KeyError as error:
            frame = error.__traceback__.tb_next.tb_frame
            out.append(len(frame.f_locals))
            frame.clear()
            out.append(len(frame.f_locals))
    return out


def trace_function_of_one_frame():
    lines = []

    def tracer(frame, event, argument):
        lines.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
        return tracer

    def work(n):
        total = 0
        for i in range(n):
            total += i
        return total

    work(50)
    sys.settrace(tracer)
    work(5)
    sys.settrace(None)
    work(50)
    return lines


def profile_function_sees_every_call():
    calls = []

    def profiler(frame, event, argument):
        calls.append((event, frame.f_code.co_name, getattr(argument, "__name__", None) if event[0] == "c" else None))

    def work(x):
        return abs(x) + 1

    total = 0
    for i in range(N):
        if i == 200:
            sys.setprofile(profiler)
        total += work(i)
        if i == 210:
            sys.setprofile(None)
    return calls, total


def jump_by_a_trace_function():
    def tracer(frame, event, argument):
        if event == "line" and frame.f_locals.get("i") == 7 and not frame.f_locals.get("jumped"):
            frame.f_locals["jumped"] = True
            frame.f_lineno = frame.f_code.co_firstlineno + 5
        return tracer

    def work():
        jumped, total = False, 0
        for i in range(10):
            total += i
            total += 100
        return total, jumped

    out = [work() for _ in range(50)]
    sys.settrace(tracer)
    out.append(work())
    sys.settrace(None)
    return out
