"""sys.monitoring for a test."""
import sys
from contextlib import contextmanager

MONITORING = sys.monitoring
TOOL = MONITORING.OPTIMIZER_ID


@contextmanager
def watching(code, event, callback):
    """Inside, `callback` is called for an event ("INSTRUCTION", "JUMP") in a code object."""
    event = getattr(MONITORING.events, event)
    MONITORING.use_tool_id(TOOL, "test")
    try:
        MONITORING.register_callback(TOOL, event, callback)
        MONITORING.set_local_events(TOOL, code, event)
        yield
    finally:
        MONITORING.set_local_events(TOOL, code, 0)
        MONITORING.register_callback(TOOL, event, None)
        MONITORING.free_tool_id(TOOL)
