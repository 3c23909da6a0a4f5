"""Code objects, frames, generators and threads."""
import _thread
import gc
import sys


def code_objects(probe):
    def known(first, second, /, other, *, third):
        def inner():
            return first, local
        local = second
        return inner, third
    code = known.__code__
    assigned = ("consts names exceptiontable flags argcount posonlyargcount kwonlyargcount stacksize firstlineno filename name "
                "qualname linetable nlocals").split()
    probe.expect("PyCodeObject", id(code), **{"co_" + name: getattr(code, "co_" + name) for name in assigned})
    free = code.co_consts[1]
    probe.expect("PyCodeObject", id(code), co_ncellvars=2, co_nlocalsplus=6, co_nfreevars=0)
    weak_at = type(code).__weakrefoffset__
    probe.true(weak_at == probe.place("PyCodeObject.co_weakreflist"), "the weak references of a code object")
    probe.expect("PyCodeObject", id(free), co_nlocalsplus=2, co_nfreevars=2, co_ncellvars=0)
    room = code.co_stacksize + 6 + probe.place("_PyInterpreterFrame.localsplus") // 8
    probe.expect("PyCodeObject", id(code), co_framesize=room)
    names = probe.object(probe.field("PyCodeObject", id(code), "co_localsplusnames"), tuple)
    probe.true(names == ("first", "second", "other", "third", "inner", "local"), "the names of the locals")
    local, cell, outer = (probe.host.constant("CO_FAST_" + name) for name in ("LOCAL", "CELL", "FREE"))
    kinds = probe.object(probe.field("PyCodeObject", id(code), "co_localspluskinds"), bytes)
    probe.true(kinds == bytes((local | cell, local, local, local, local, cell)), "the kinds of the locals")
    kinds = probe.object(probe.field("PyCodeObject", id(free), "co_localspluskinds"), bytes)
    probe.true(kinds == bytes((outer, outer)), "the kinds of the free variables")
    octets = code.co_code
    probe.expect("_PyCoCached", probe.field("PyCodeObject", id(code), "_co_cached"), _co_code=octets)
    content = probe.read(id(code) + probe.place("PyCodeObject.co_code_adaptive"), 4)
    probe.true(content == octets[:4], "the bytecode of a function that never ran")
    probe.expect("PyCodeObject", id(code), _co_firsttraceable=2)  # the RESUME after two MAKE_CELL
    probe.true(probe.field("PyCodeObject", id(code), "co_version"), "a code object has no version")


def monitors(probe):
    """Events of the optimizer's tool are switched on for a code object and seen in its data."""
    def watched():
        pass
    code, tool = watched.__code__, sys.monitoring.OPTIMIZER_ID
    data = probe.place("PyCodeObject._co_monitoring")
    unused = sys.monitoring.get_tool(tool) is None
    if unused:
        sys.monitoring.use_tool_id(tool, "pyjit")
    sys.monitoring.set_local_events(tool, code, sys.monitoring.events.INSTRUCTION | sys.monitoring.events.LINE)
    try:
        for name in ("local_monitors", "active_monitors"):
            first = probe.number(id(code) + data) + probe.place("_PyCoMonitoringData." + name)
            for event in ("INSTRUCTION", "LINE"):
                tools = probe.read(first + probe.host.constant("PY_MONITORING_EVENT_" + event), 1)[0]
                probe.true(tools & 1 << tool, "the watchers of a code object in _PyCoMonitoringData." + name)
        for name in ("tools", "line_tools"):
            unshared = probe.field("_PyCoMonitoringData", probe.number(id(code) + data), name)
            probe.true(not unshared, "an event of one tool is noted by the instruction in _PyCoMonitoringData." + name)
        probe.true(probe.field("_PyCoMonitoringData", probe.number(id(code) + data), "lines"), "nothing tells of lines")
    finally:
        sys.monitoring.set_local_events(tool, code, 0)
        if unused:
            sys.monitoring.free_tool_id(tool)


def frames(probe):
    """`inner` looks at its own frame while it runs, at the frame of `outer`, which called it, and `called_from_c` at the frame
    of this function below its entry frame."""
    host, words = probe.host, probe.host.words
    current, top = (host.thread_state() + probe.place("PyThreadState." + name) >> 3
                    for name in ("current_frame", "datastack_top"))
    code_at = probe.place("PyCodeObject.co_code_adaptive")
    by_thread, by_object, on_c_stack = (host.constant("FRAME_OWNED_BY_" + name)
                                        for name in ("THREAD", "FRAME_OBJECT", "CSTACK"))

    def inner(first, second):
        running, end = words[current], words[top]
        probe.expect("_PyInterpreterFrame", running, f_executable=inner.__code__, f_funcobj=inner, f_globals=inner.__globals__,
                     f_builtins=inner.__builtins__, owner=by_thread, localsplus=first)
        probe.expect("_PyInterpreterFrame", running + 8, localsplus=second)
        size = 8 * probe.field("PyCodeObject", id(inner.__code__), "co_framesize")
        probe.true(end == running + size, "PyThreadState.datastack_top is not the end of the running frame")
        frame = sys._getframe()
        probe.expect("_PyInterpreterFrame", running, frame_obj=frame)
        probe.expect("PyFrameObject", id(frame), f_frame=running)
        below = probe.field("_PyInterpreterFrame", running, "previous")
        probe.expect("_PyInterpreterFrame", below, f_executable=outer.__code__, return_offset=4,  # over the CALL
                     instr_ptr=id(outer.__code__) + code_at + sys._getframe(1).f_lasti)
        return frame

    def outer():
        frame = inner(1.5, "two")
        return frame

    class _:
        probe.expect("_PyInterpreterFrame", words[current], f_locals=locals())

    def called_from_c(_):
        running = words[current]
        entry = probe.field("_PyInterpreterFrame", running, "previous")
        probe.expect("_PyInterpreterFrame", entry, owner=on_c_stack, previous=mine)
    frame = outer()
    own = id(frame) + probe.place("PyFrameObject._f_frame_data")
    probe.expect("PyFrameObject", id(frame), f_frame=own, f_back=frame.f_back, f_trace_lines=1, f_extra_locals=0,
                 _f_frame_data=frame.f_code)
    frame.f_trace, frame.f_trace_lines, frame.f_locals["extra"] = probe, False, probe
    probe.expect("PyFrameObject", id(frame), f_trace=probe, f_trace_lines=0)
    extra = probe.object(probe.field("PyFrameObject", id(frame), "f_extra_locals"), dict)
    probe.true(extra == {"extra": probe}, "PyFrameObject.f_extra_locals is not the dict of further locals")
    del frame.f_trace
    probe.expect("_PyInterpreterFrame", own, owner=by_object)
    mine = words[current]
    _, = map(called_from_c, (None,))


def main_thread(probe):
    """_PyRuntime names the main thread, and its thread state is one of that thread."""
    at, ident = probe.host.runtime_interpreters(), _thread._get_main_thread_ident()
    probe.expect("_PyRuntimeInterpreters", at, main_thread=ident)
    probe.expect("PyThreadState", probe.field("_PyRuntimeInterpreters", at, "main_tstate"), thread_id=ident)


def collector(probe):
    """The garbage collector's state, from what gc says of it: it counts what is made, here and perhaps by who watches this function."""
    at, enabled = probe.host.collector(), gc.isenabled()
    probe.expect("_gc_runtime_state", at, threshold=gc.get_threshold()[0])
    gc.disable()
    try:
        before = probe.field("_gc_runtime_state", at, "count")
        made = [*map(list, ((),) * 400)]
        counted = probe.field("_gc_runtime_state", at, "count") - before
    finally:
        if enabled:
            gc.enable()
    probe.true(len(made) <= counted < 2 * len(made), "_gc_runtime_state.count does not count what is made")


def generators(probe):
    constant = probe.host.constant

    def known(argument):
        yield [argument, (yield)]
    walk = known(1.5)
    probe.expect("PyGenObject", id(walk), gi_name=walk.__name__, gi_qualname=walk.__qualname__,
                 gi_frame_state=constant("FRAME_CREATED"), gi_iframe=known.__code__)
    next(walk)
    probe.expect("PyGenObject", id(walk), gi_frame_state=constant("FRAME_SUSPENDED"))
    frame = id(walk) + probe.place("PyGenObject.gi_iframe")
    # one local; on the stack, below what was yielded: argument
    probe.expect("_PyInterpreterFrame", frame, owner=constant("FRAME_OWNED_BY_GENERATOR"), stacktop=2)
    thread = probe.host.thread_state()
    outer = probe.field("PyThreadState", thread, "exc_info")

    def running():
        handled = id(inside) + probe.place("PyGenObject.gi_exc_state")
        probe.expect("PyThreadState", thread, exc_info=handled)
        yield probe.expect("PyGenObject", id(inside), gi_frame_state=constant("FRAME_EXECUTING"), **{"gi_exc_state.previous_item": outer})
    inside = running()
    next(inside)


def threads(probe):
    """The thread state, from the C-API, from nested calls and from an exception that is being handled."""
    capi = probe.host.capi
    thread = probe.host.thread_state()
    probe.expect("PyThreadState", thread, interp=capi.function("PyInterpreterState_Get", "address")(),
                 py_recursion_limit=sys.getrecursionlimit(), thread_id=_thread.get_ident(),
                 native_thread_id=_thread.get_native_id(), dict=capi.function("PyThreadState_GetDict", "address")())
    depth = probe.field("PyThreadState", thread, "tracing")
    capi.function("PyThreadState_EnterTracing", None, "address")(thread)
    inside = probe.field("PyThreadState", thread, "tracing")
    capi.function("PyThreadState_LeaveTracing", None, "address")(thread)
    probe.true(inside == depth + 1, "PyThreadState.tracing does not count")
    in_python, in_c = (lambda: remaining(at)), (lambda: [*map(remaining, (at,))][0])
    remaining = lambda at: probe.number(at, 4)
    at = thread + probe.place("PyThreadState.py_recursion_remaining")
    probe.true(0 < in_python() == remaining(at) - 1 < 1 << 31, "PyThreadState.py_recursion_remaining does not count")
    at = thread + probe.place("PyThreadState.c_recursion_remaining")
    probe.true(0 < in_c() < in_python() == remaining(at) < 1 << 31, "PyThreadState.c_recursion_remaining does not count")
    try:
        raise KeyError
    except KeyError as error:
        handled = probe.field("PyThreadState", thread, "exc_info")
        probe.expect("_PyErr_StackItem", handled, exc_value=error)

        def inner():
            yield probe.expect("_PyErr_StackItem", probe.field("PyThreadState", thread, "exc_info"), previous_item=handled)
        next(inner())
    while below := probe.field("_PyErr_StackItem", handled, "previous_item"):
        handled = below
    probe.true(handled == thread + probe.place("PyThreadState.exc_state"), "PyThreadState.exc_state is elsewhere")
    chunk = probe.field("PyThreadState", thread, "datastack_chunk")
    probe.expect("PyThreadState", thread, datastack_limit=chunk + probe.field("_PyStackChunk", chunk, "size"))
