"""The checks of livecheck.py, by what they look at. Each is a function that is given a Probe."""
from .callables import builtins_and_descriptors, functions
from .execution import code_objects, collector, debug_offsets, frames, generators, main_thread, monitors, threads
from .iterators import iterators, wrapping_iterators
from .objects import arrays, dicts, heads, numbers, sequences, sets, small_objects, texts
from .types import constants, instances, slots, types

# At once, before anything is enabled.
ALL = (heads, numbers, texts, sequences, dicts, sets, small_objects, iterators, wrapping_iterators, functions,
       builtins_and_descriptors, types, slots, instances, constants, code_objects, frames, generators, debug_offsets, main_thread, threads,
       collector)

# When a field of the struct is first asked for: these import a module that many programs do without, or instrument code.
LATE = dict.fromkeys(("arrayobject", "arraydescr", "arrayiterobject"), (arrays,))
LATE["_PyCoMonitoringData"] = (monitors,)
