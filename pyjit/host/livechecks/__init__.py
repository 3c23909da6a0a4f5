"""The checks of livecheck.py, by what they look at. Each is a function that is given a Probe."""
from . import callables, execution, iterators, objects, types

# Of the structs without which nothing goes: they are compared before anything is enabled.
ESSENTIAL = (objects.heads, objects.numbers, objects.sequences, objects.dicts, callables.functions, callables.builtins_and_descriptors,
             types.types, types.slots, types.instances, types.constants, execution.code_objects, execution.frames,
             execution.generators, execution.main_thread, execution.threads)

# Of the others, which are compared when a field of theirs is first asked for. Who asks does without them if they do not hold.
ASKED = {
    "_PyCoMonitoringData": execution.monitors, "_gc_runtime_state": execution.collector,
    "PyASCIIObject": objects.texts, "PyCompactUnicodeObject": objects.texts, "PyUnicodeObject": objects.subclasses_of_str,
    "PyBytesObject": objects.octets, "PyByteArrayObject": objects.changing_octets,
    "PyComplexObject": objects.complexes, "PySetObject": objects.sets, "setentry": objects.sets, "PyCellObject": objects.cells,
    "PySliceObject": objects.slices, "rangeobject": objects.ranges, "PyModuleObject": objects.modules,
    "arrayobject": objects.arrays, "arraydescr": objects.array_types, "arrayiterobject": objects.array_iterators,
    "classmethod": callables.class_methods, "staticmethod": callables.static_methods, "propertyobject": callables.properties,
    "superobject": callables.supers, "dequeobject": objects.deques,
    "_PyListIterObject": iterators.lists, "_PyTupleIterObject": iterators.tuples, "unicodeiterobject": iterators.texts,
    "striterobject": iterators.octets, "bytesiterobject": iterators.changing_octets, "listreviterobject": iterators.lists_reversed,
    "_PyRangeIterObject": iterators.ranges, "longrangeiterobject": iterators.large_ranges, "dictiterobject": iterators.dicts,
    "_PyDictViewObject": iterators.views, "setiterobject": iterators.sets, "seqiterobject": iterators.sequences,
    "reversedobject": iterators.sequences_reversed, "calliterobject": iterators.calls, "enumobject": iterators.enumerations,
    "zipobject": iterators.zips, "mapobject": iterators.maps, "filterobject": iterators.filters,
}
