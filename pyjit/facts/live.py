"""What the trace compiler asks of the running interpreter while it records: places in frames, facts about types and dicts.

Everything is asked by address, of live memory, and nothing is changed."""
import sys

from pyjit.backends import machine_frame
from pyjit.host.memory import address_of, words
from pyjit.host.types import LEAF_TYPES

TOOLS = 6   # the ids that a program can use
EXCEPTIONS = sum(getattr(sys.monitoring.events, name) for name in "RAISE RERAISE EXCEPTION_HANDLED PY_UNWIND PY_THROW".split())
LOCAL_EVENTS = 10   # events that come of a code object's instructions (_PY_MONITORING_LOCAL_EVENTS, Include/cpython/monitoring.h)
IMMORTAL = 0x80000000   # the bit of a reference count that says so

FunctionType, ModuleType = type(lambda: None), type(sys)   # (types is loaded by many programs, but not by all)
MORTAL = FunctionType, type((lambda: None).__code__), ModuleType
KEPT = (type(len), type(str.join), type(str.__add__))   # types of functions in C, most of which live as long as the interpreter


class DictEntry:
    """An entry of a dict's table of keys: the table's address, the entry's key, and the places of key and value from the table on."""

    __slots__ = ("keys", "key", "key_offset", "value_offset")

    def __init__(self, keys, key, key_offset, value_offset):
        self.keys, self.key, self.key_offset, self.value_offset = keys, key, key_offset, value_offset


def exceptions_watched():
    """Does another tool listen for exceptions? They are events of no code in particular, and where an exception comes out of an inlined
    call, or out of a C function in a trace, they would not have the places that the interpreter tells."""
    monitoring = sys.monitoring
    for tool in range(TOOLS):
        if tool != monitoring.OPTIMIZER_ID and monitoring.get_tool(tool) and monitoring.get_events(tool) & EXCEPTIONS:
            return True
    return False


class Live:
    """A Host, with answers in the form that lowering and optimizing need."""

    def __init__(self, host):
        self.host, self.types = host, host.types
        self.peek, self.words, self.symbol, self.object_at = host.peek, host.words, host.symbol, host.object_at
        self.offset, self.constant, self.size, self.holds = host.offset, host.constant, host.size, host.holds
        self.knows_texts = host.knows_texts
        self._characters, self.evaluator = None, host.evaluator
        self.kept_breaker, self.passes, self.kept = machine_frame.KEPT_BREAKER, machine_frame.PASSES, machine_frame.KEPT
        self.main_thread = host.runtime_interpreters() + host.offset("_PyRuntimeInterpreters.main_thread")
        self.locals_base = host.offset("_PyInterpreterFrame.localsplus")
        self.range_fields = tuple([host.offset("_PyRangeIterObject." + name) for name in ("start", "len")])
        self._count_at = host.offset("PyObject.ob_refcnt")
        self._heap_type = host.constant("Py_TPFLAGS_HEAPTYPE")
        self._weak_references_at = host.offset("PyTypeObject.tp_weaklistoffset")
        self.immortal_types = {id(type(value)) for value in (None, True, ..., NotImplemented)}
        self._monitors_at = host.offset("_PyCoMonitoringData.active_monitors")
        self._type_at, self._flags_at = host.offset("PyObject.ob_type"), host.offset("PyTypeObject.tp_flags")
        self.ordinary_vectorcall = self.vectorcall(exceptions_watched)   # the way in which functions are called, as pyjit's own have it
        self._leaves, self._immutable = {id(t) for t in LEAF_TYPES}, host.constant("Py_TPFLAGS_IMMUTABLETYPE")
        self.is_leaf = self._leaves.__contains__

    @property
    def characters(self):
        """The address of a table of the interpreter's own strs of one character, by code point below 256."""
        if self._characters is None:
            self._characters = words([id(chr(code)) for code in range(256)])
        return address_of(self._characters)

    def vectorcall(self, function):
        """The way in which a function is called: an address."""
        return self.peek.u64(id(function) + self.offset("PyFunctionObject.vectorcall"))

    def stack_base(self, facts):
        """Where a frame's stack begins, from the frame's address on."""
        return self.locals_base + 8 * facts.nlocalsplus

    def type_address(self, address):
        """The address of the type of the object at an address."""
        return self.words[address + self._type_at >> 3]

    def count(self, address):
        """The reference count of the object at an address."""
        return self.peek.i64(address + self._count_at)

    def is_immortal(self, address):
        """Is the object at an address never freed? Then its references are not counted, ever."""
        return bool(self.peek.u32(address + self._count_at) & IMMORTAL)

    def is_mortal(self, value):
        """Is it a function, its code object, a class, a module, or an instance of a class of the program's? These take weak references,
        and who lets go of one may see that it dies."""
        kind = type(value)
        if issubclass(kind, type):
            return bool(self.types.flags(value) & self._heap_type)
        if kind in MORTAL:
            return True
        return bool(self.types.flags(kind) & self._heap_type and self.words[id(kind) + self._weak_references_at >> 3])

    def is_inert(self, value):
        """Does an object lead to nothing that the program could miss, or does the interpreter itself keep it?"""
        kind = type(value)
        if kind is tuple:
            return all(map(self.is_inert, value))
        return self.is_leaf(id(kind)) or kind in KEPT or self.is_immortal(id(value))

    def class_dict(self, cls):
        """The dict of a class that is no builtin one."""
        return self.object_at(self.words[id(cls) + self.offset("PyTypeObject.tp_dict") >> 3])

    def is_lasting(self, kind):
        """Can objects of the exact type at an address never change their type? A guard on it holds for good then. (`__class__` can
        be assigned where both types are mutable, and to modules: object_set_class, Objects/typeobject.c)"""
        return bool(self.words[kind + self._flags_at >> 3] & self._immutable) and kind != id(ModuleType)

    def monitors(self, code):
        """(address, mask): while one of these bits is set, another tool watches what the code does, past its start."""
        place, mask = self.listeners
        return self.words[id(code) + self.offset("PyCodeObject._co_monitoring") >> 3] + place, mask

    @property
    def listeners(self):
        """The same, where the address is one within a code object's monitoring data."""
        first = self._monitors_at + self.constant("PY_MONITORING_EVENT_PY_RETURN")
        return first, 0x0101010101010101 * (255 & ~(1 << sys.monitoring.OPTIMIZER_ID))

    def start_monitors(self, code):
        """The same of who watches its start too (and the first few of the other things that it does)."""
        address, mask = self.monitors(code)
        return address - self.listeners[0] + self.start_of_listeners, mask

    @property
    def start_of_listeners(self):
        """The same, where the address is one within a code object's monitoring data."""
        return self._monitors_at

    def listening(self, code):
        """Bits: the tools that have local events in a code object, or had global ones when it was instrumented last."""
        data = self.words[id(code) + self.offset("PyCodeObject._co_monitoring") >> 3]
        bits = 0
        for tools in self.peek.bytes(data + self.offset("_PyCoMonitoringData.active_monitors"), LOCAL_EVENTS) if data else ():
            bits |= tools
        return bits

    def call_is_watched(self, code):
        """Does another tool listen to a call of this code, or to what it does?"""
        return bool(self.listening(code) & ~(1 << sys.monitoring.OPTIMIZER_ID))

    def watched_by_others(self, code):
        """Does another tool watch what code does that has been instrumented?"""
        address, mask = self.monitors(code)
        return bool(int.from_bytes(self.peek.bytes(address, 8), "little") & mask) or exceptions_watched()

    def dict_entry(self, known, name):
        """The DictEntry of a str key that is in the dict, or None if the dict keeps its values elsewhere (a split table)."""
        types = self.types
        if types.keys_kind(known) != self.constant("DICT_KEYS_UNICODE"):
            return None
        index = types.dict_index(known, name)
        keys = self.words[id(known) + self.offset("PyDictObject.ma_keys") >> 3]
        value = types.dict_value_address(known, index) - keys
        key = value - self.offset("PyDictUnicodeEntry.me_value") + self.offset("PyDictUnicodeEntry.me_key")
        return DictEntry(keys, self.words[keys + key >> 3], key, value)
