"""Other tools see every event once they are switched on: by the loop, by a callee, by another thread; and none after."""
import sys
import threading

N = 300
monitoring = sys.monitoring
events = sys.monitoring.events
TOOL = 3


def _work(n):
    total = 0
    for i in range(n):
        total += _half(i)
    return total


def _half(x):
    if x % 2:
        return x
    return x // 2


def _relative(code, line):
    return code.co_name, line - code.co_firstlineno


class Tool:
    """A monitoring tool that writes down what it sees of code in this file, between on() and off()."""

    def __init__(self, *kinds):
        self.kinds, self.seen = kinds, []
        monitoring.use_tool_id(TOOL, "test")
        for kind in kinds:
            monitoring.register_callback(TOOL, kind, getattr(self, "line" if kind == events.LINE else "other"))

    def line(self, code, line):
        if code.co_filename == __file__:
            self.seen.append(_relative(code, line))

    def other(self, code, *details):
        if code.co_filename == __file__:
            self.seen.append((code.co_name, *(detail for detail in details if type(detail) is int)))

    def on(self):
        monitoring.set_events(TOOL, sum(set(self.kinds) - {events.C_RETURN}))    # C_RETURN comes with CALL

    def off(self):
        monitoring.set_events(TOOL, 0)

    def close(self):
        self.off()
        for kind in self.kinds:
            monitoring.register_callback(TOOL, kind, None)
        monitoring.free_tool_id(TOOL)


def trace_switched_on_before_a_hot_loop():
    seen = []

    def tracer(frame, event, argument):
        seen.append((event, *_relative(frame.f_code, frame.f_lineno)))
        return tracer

    _work(N)
    sys.settrace(tracer)
    _work(20)
    sys.settrace(None)
    _work(N)
    return seen


def trace_switched_on_in_mid_loop_sees_callees():
    seen = []

    def tracer(frame, event, argument):
        seen.append((event, *_relative(frame.f_code, frame.f_lineno)))
        return tracer

    total = 0
    for i in range(N):
        total += _half(i)
        if i == 200:
            sys.settrace(tracer)
        if i == 220:
            sys.settrace(None)
    return seen, total


def trace_switched_on_for_the_running_frame():
    seen = []

    def tracer(frame, event, argument):
        seen.append((event, *_relative(frame.f_code, frame.f_lineno)))
        return tracer

    total = 0
    for i in range(N):
        total += i
        if i == 200:
            sys._getframe().f_trace = tracer
            sys.settrace(tracer)
        if i == 210:
            sys.settrace(None)
    return seen, total


def trace_switched_on_by_a_callee():
    seen = []

    def tracer(frame, event, argument):
        seen.append((event, *_relative(frame.f_code, frame.f_lineno)))
        return tracer

    def maybe(i):
        if i == 200:
            sys._getframe(1).f_trace = tracer
            sys.settrace(tracer)
        if i == 210:
            sys.settrace(None)

    total = 0
    for i in range(N):
        maybe(i)
        total += i
    return seen, total


def opcode_events_of_a_trace_function():
    seen = []

    def tracer(frame, event, argument):
        frame.f_trace_opcodes = True
        if event == "opcode":
            seen.append(frame.f_lasti)
        return tracer

    _work(N)
    sys.settrace(tracer)
    _work(5)
    sys.settrace(None)
    return seen


def trace_function_that_raises():
    def tracer(frame, event, argument):
        if frame.f_code.co_name == "_half" and frame.f_locals.get("x") == 7:
            raise ValueError("from the tracer")
        return tracer

    _work(N)
    sys.settrace(tracer)
    _work(20)


def trace_function_that_changes_locals():
    def tracer(frame, event, argument):
        if frame.f_code.co_name == "_work" and event == "line" and frame.f_locals.get("i") == 7:
            frame.f_locals["total"] = 10 ** 6
        return tracer

    _work(N)
    sys.settrace(tracer)
    total = _work(20)
    sys.settrace(None)
    return total, _work(20)


def profile_switched_on_in_mid_loop():
    seen = []

    def profiler(frame, event, argument):
        seen.append((event, frame.f_code.co_name, getattr(argument, "__name__", None)))

    total = 0
    for i in range(N):
        total += _half(i) + abs(-i)
        if i == 200:
            sys.setprofile(profiler)
        if i == 220:
            sys.setprofile(None)
    return seen, total


def profile_switched_on_by_a_callee():
    seen = []

    def profiler(frame, event, argument):
        seen.append((event, frame.f_code.co_name))

    def maybe(i):
        if i == 200:
            sys.setprofile(profiler)
        if i == 220:
            sys.setprofile(None)

    for i in range(N):
        maybe(i)
        len("abc")
    return seen


def monitoring_of_lines():
    tool, total = Tool(events.LINE), 0
    try:
        for i in range(N):
            total += _half(i)
            if i == 200:
                tool.on()
            if i == 220:
                tool.off()
    finally:
        tool.close()
    return tool.seen, total


def monitoring_of_lines_in_one_code_object_only():
    tool, total = Tool(events.LINE), 0
    try:
        for i in range(N):
            total += _half(i)
            if i == 200:
                monitoring.set_local_events(TOOL, _half.__code__, events.LINE)
            if i == 220:
                monitoring.set_local_events(TOOL, _half.__code__, 0)
    finally:
        tool.close()
    return tool.seen, total


def monitoring_of_instructions():
    tool = Tool(events.INSTRUCTION)
    try:
        _work(N)
        tool.on()
        _work(5)
        tool.off()
        _work(N)
    finally:
        tool.close()
    return tool.seen


def monitoring_of_calls_and_returns():
    tool = Tool(events.PY_START, events.PY_RETURN, events.CALL, events.C_RETURN)
    try:
        _work(N)
        tool.on()
        _work(20)
        tool.off()
    finally:
        tool.close()
    return tool.seen


def monitoring_of_jumps_and_branches():
    tool = Tool(events.JUMP, events.BRANCH)
    try:
        _work(N)
        tool.on()
        _work(20)
        tool.off()
        _work(N)
    finally:
        tool.close()
    return tool.seen


def monitoring_of_raised_exceptions():
    def risky(x):
        if x % 5 == 0:
            raise KeyError(x)

    tool = Tool(events.RAISE, events.EXCEPTION_HANDLED, events.PY_UNWIND)
    try:
        for i in range(N):
            if i == 200:
                tool.on()
            try:
                risky(i)
            except KeyError:
                pass
    finally:
        tool.close()
    return tool.seen


def monitoring_switched_on_by_a_callee():
    tool, total = Tool(events.LINE), 0

    def maybe(i):
        if i == 200:
            tool.on()
        if i == 205:
            tool.off()

    try:
        for i in range(N):
            maybe(i)
            total += i
    finally:
        tool.close()
    return tool.seen, total


def monitoring_callback_that_disables_itself():
    seen = []

    def line(code, line):
        if code.co_filename == __file__:
            seen.append(_relative(code, line))
        return monitoring.DISABLE

    tool = Tool(events.LINE)
    monitoring.register_callback(TOOL, events.LINE, line)
    try:
        _work(N)
        tool.on()
        _work(20)
        monitoring.restart_events()
        _work(20)
    finally:
        tool.close()
    return seen


def switched_on_by_another_thread():
    """When it happens is chance; that from then on every line of every round is seen is not."""
    tool, ready = Tool(events.LINE), threading.Event()

    def switch_on():
        ready.wait()
        tool.on()

    thread = threading.Thread(target=switch_on)
    thread.start()
    total = i = 0
    ready.set()
    while len(tool.seen) < 2000:
        total += _half(i)
        i += 1
    tool.close()
    thread.join()
    steps = [(name, line) for name, line in tool.seen if name in ("switched_on_by_another_thread", "_half")][100:1900]
    return sorted(set(zip(steps, steps[1:])))


def trace_switched_on_in_all_threads():
    seen, stop = [], False

    def tracer(frame, event, argument):
        if frame.f_code.co_filename == __file__:
            seen.append((event, *_relative(frame.f_code, frame.f_lineno)))
        return tracer

    def spin():
        n = 0
        while not stop:
            n += _half(n) & 1
        return n

    thread = threading.Thread(target=spin)
    thread.start()
    for _ in range(1000):
        pass
    threading.settrace_all_threads(tracer)
    while len(seen) < 500:
        pass
    threading.settrace_all_threads(None)
    stop = True
    thread.join()
    lines = [entry for entry in seen if entry[1] == "_half"][10:400]
    return sorted(set(zip(lines, lines[1:])))


def events_stop_when_the_tool_is_switched_off():
    tool = Tool(events.LINE)
    try:
        tool.on()
        _work(50)
        tool.off()
        count = len(tool.seen)
        _work(N)
        return len(tool.seen) - count
    finally:
        tool.close()


def coverage_like_use():
    lines = set()

    def line(code, number):
        if code.co_filename == __file__:
            lines.add(_relative(code, number))
        return monitoring.DISABLE

    tool = Tool(events.LINE)
    monitoring.register_callback(TOOL, events.LINE, line)
    tool.on()
    try:
        _work(N)
        for i in range(N):
            if i == 250:
                _half(i)
    finally:
        tool.close()
    return sorted(lines)


def a_line_is_not_set_without_a_trace_function():
    def jump(frame):
        try:
            frame.f_lineno = frame.f_lineno
        except ValueError as refused:
            return str(refused)

    def loop(n, out):
        for i in range(n):
            out.append(jump(sys._getframe(1)))
        return out
    return [loop(n, []) for n in (N, 3)], list(map(jump, [sys._getframe()] * 3))


def a_tool_that_evaluates_frames_sees_every_call():
    import _testinternalcapi

    def inner(x):
        return x + 1
    seen, total = [], 0
    try:
        for i in range(N):
            if i == N // 3:
                _testinternalcapi.set_eval_frame_record(seen)
            if i == N // 2:
                _testinternalcapi.set_eval_frame_default()
            total += inner(i)
    finally:
        _testinternalcapi.set_eval_frame_default()
    return total, len(seen), set(seen)
