"""What programs share with those that run after them in the same process, and may change.

    with kept():
        ...             whatever happens here, afterwards it is all as it was before
"""
import builtins
import contextlib
import gc
import sys
import threading

NAMESPACES = vars(builtins), vars(sys)
SETTINGS = (    # what says how one is set, what sets it so again
    (sys.gettrace, sys.settrace),
    (sys.getprofile, sys.setprofile),
    (threading.gettrace, threading.settrace),
    (threading.getprofile, threading.setprofile),
    (sys.getrecursionlimit, sys.setrecursionlimit),
    (sys.getswitchinterval, sys.setswitchinterval),
    (sys.get_int_max_str_digits, sys.set_int_max_str_digits),
    (gc.isenabled, lambda enabled: gc.enable() if enabled else gc.disable()),
    (gc.get_threshold, lambda thresholds: gc.set_threshold(*thresholds)),
    (gc.get_debug, gc.set_debug),
)


@contextlib.contextmanager
def kept():
    settings = [how() for how, _ in SETTINGS]
    contents = [dict(namespace) for namespace in NAMESPACES]
    try:
        yield
    finally:
        put_down_tools()
        for (_, put), setting in zip(SETTINGS, settings):
            put(setting)
        for namespace, content in zip(NAMESPACES, contents):
            fill(namespace, content)


def put_down_tools():
    """The tools that programs have taken see nothing more; those of others, such as an optimizer, have ids of their own."""
    monitoring = sys.monitoring
    for tool in range(monitoring.OPTIMIZER_ID):
        if monitoring.get_tool(tool) is not None:
            monitoring.set_events(tool, 0)
            monitoring.free_tool_id(tool)


def fill(namespace, content):
    """The same names with the same values in the same order, which a program can see as well."""
    taken = dict(namespace)     # nothing dies, and runs a finalizer, while the namespace is empty
    if list(taken) != list(content):
        namespace.clear()
    namespace.update(content)
