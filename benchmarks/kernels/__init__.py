"""The programs that are measured. Each is a function of one size that returns a value, which both sides must agree on."""
import importlib

GROUPS = ("numbers", "sequences", "mappings", "text", "objects", "calls", "control")


def load():
    """All kernels: "group.name" to (function, size)."""
    return {"%s.%s" % (group, function.__name__): (function, size)
            for group in GROUPS
            for function, size in importlib.import_module("benchmarks.kernels." + group).KERNELS.items()}
