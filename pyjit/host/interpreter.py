"""The running interpreter: its layouts, checked against live objects, its memory and its C functions.

Every call into the C-API from Python goes through _ctypes, which keeps the GIL; cffi only describes and reads memory."""
from itertools import product

from . import livecheck, memory
from .capi import CApi
from .platform import Lacking, Unsupported
from .types import Types


ALLOCATOR_SIZE = 40
SAME_FILE = 1 << 15     # functions in C from one file are no farther from each other
BOX = 32    # bytes that a float takes, and an int of two digits: of those that are allocated in sixteens


def _part(version, name):
    """A module of the package of a version."""
    return getattr(__import__("%s.%s" % (__package__, version), fromlist=(name,)), name)


class Host:
    """The running interpreter; making one checks the layouts without which nothing goes, the others are checked when they are asked for.

    variants      {struct: the layouts that it has in other patch releases}; which one holds, the live check finds out
    lacks         {struct: why it does not hold}, of those that are not essential
    peek, poke    typed memory access by address (memory.py); words: all memory as 64-bit words, words[address >> 3]
    object_at     the object at an address, as a new reference; id(x) is the address of x
    symbol        the address of a C function or datum by name
    evaluator     where the interpreter has the function that evaluates Python frames in place of its own, or NULL (PEP 523)
    types         what types and dicts say (types.py)"""

    def __init__(self, version):
        self.version, self._offsets, self._defined = version, {}, {}
        layout = _part(version, "layout")
        self._structs, self.variants, self._constants = dict(layout.STRUCTS), layout.VARIANTS, layout.CONSTANTS
        self._settled, self.lacks = set(), {}
        views = memory.views()
        self.words, self.peek, self.poke = views["u64"], memory.Peek(views), memory.Poke(views)
        self.capi = CApi()
        self.symbol, self.object_at = self.capi.symbol, self.capi.object_at
        self.thread_state = self.capi.function("PyThreadState_Get", "address")
        self._refuse_strange_process()
        self._take(livecheck.published(self))
        self.frame_of_callback = self._frame_finder(views["u8"])
        self._checked = livecheck.run(self)
        self.types = Types(self)

    def runtime_interpreters(self):
        """Where the _PyRuntimeInterpreters are: _PyRuntime begins with its debug offsets, of which the sixth word is this one.
        (_Py_DebugOffsets.runtime_state.interpreters_head, Include/internal/pycore_runtime.h)"""
        runtime = self.symbol("_PyRuntime")
        return runtime + self.peek.u64(runtime + 8 * 5)

    def collector(self):
        """Where the _gc_runtime_state of the main interpreter is: the eleventh word of the debug offsets.
        (_Py_DebugOffsets.interpreter_state.gc)"""
        interpreter = self.capi.function("PyInterpreterState_Get", "address")()
        return interpreter + self.peek.u64(self.symbol("_PyRuntime") + 8 * 10)

    def _refuse_strange_process(self):
        """Raise Unsupported where frames are not run by the interpreter's own loop, or not in the main interpreter."""
        current = self.capi.function("PyInterpreterState_Get", "address")()
        if self.capi.function("PyInterpreterState_GetID", "ssize", "address")(current):
            raise Unsupported("this is a subinterpreter; pyjit works in the main one alone")
        self.evaluator = current + self._evaluator_offset()
        if self.peek.u64(self.evaluator):
            raise Unsupported("another tool evaluates Python frames in this process (PEP 523)")

    def _evaluator_offset(self):
        """Where an interpreter has the function that evaluates Python frames for it, or NULL for its own. The function that reads that
        field tells: it is given an interpreter in which every word is its own offset, plus one. (_is.eval_frame, Python/pystate.c)"""
        numbered = memory.words([*range(1, 1 << 15, 8)])
        read = self.capi.function("_PyInterpreterState_GetEvalFrameFunc", "address", "address")
        offset = read(memory.address_of(numbered)) - 1
        if offset not in range(0, 1 << 15, 8):
            raise Unsupported("it is not known where the interpreter keeps the evaluator of its frames")
        return offset

    def offset(self, field):
        """The offset in bytes of "Struct.field" ("PyLongObject.long_value.ob_digit" for one inside another)."""
        known = self._offsets.get(field)
        if known is None:
            self._settle(field.partition(".")[0])
            known = self.place(field)[0]
            if field not in self._checked:
                raise LookupError("livecheck.py compares %s with nothing" % field)
            self._offsets[field] = known
        return known

    def _settle(self, struct):
        """Compare a struct with live objects, if that has been left for now. Raises Lacking if it does not hold."""
        if struct not in self._settled and struct not in self.lacks:
            try:
                self._checked |= livecheck.run_for(self, struct)
                self._settled.add(struct)
            except Unsupported as why:
                self.lacks[struct] = str(why)
        if struct in self.lacks:
            raise Lacking(self.lacks[struct])

    def holds(self, struct):
        """Is a struct laid out as one of the layouts known here? It is compared with live objects to tell."""
        try:
            self._settle(struct)
        except Lacking:
            return False
        return True

    def knows_texts(self):
        """Is a str laid out as is known here?"""
        return self.holds("PyASCIIObject") and self.holds("PyCompactUnicodeObject")

    def place(self, field):
        """(offset, width) of a field, checked or not; of an array's first item."""
        struct, _, name = field.partition(".")
        try:
            return self.places(struct)[name]
        except KeyError:
            raise LookupError("%s has no field %s" % (self.version, field)) from None

    def places(self, struct):
        """{field: (offset, width)} of a struct; structs within it are fields, and so are their fields ("ob_base.ob_size")."""
        return self._known(self._structs, "struct", struct)[1]

    def size(self, struct):
        """The size of a struct in bytes."""
        return self._known(self._structs, "struct", struct)[0]

    def combinations(self, structs):
        """Put each combination of the layouts that these structs have in the patch releases of this version in force, one by one."""
        for chosen in product(*[(self._structs[struct], *self.variants.get(struct, ())) for struct in structs]):
            self._structs.update(zip(structs, chosen))
            yield

    def _take(self, published):
        """The interpreter itself says where these fields are."""
        for field, offset in published.items():
            struct, _, name = field.partition(".")
            size, places = self._structs[struct]
            if places[name][0] != offset:
                self._structs[struct] = size, {**places, name: (offset, places[name][1])}

    def constant(self, name):
        """The value of one of CPython's macros or enumerators."""
        return self._known(self._constants, "constant", name)

    def _known(self, table, what, name):
        try:
            return table[name]
        except KeyError:
            raise LookupError("%s has no %s %s" % (self.version, what, name)) from None

    def records(self, struct, contents):
        """Memory that holds an array of a struct, an item for each dict {field: number}; what is not named is 0 (see memory.py)."""
        size, places = self._known(self._structs, "struct", struct)
        made = memory.allocate(size * len(contents))
        address = memory.address_of(made)
        for i, fields in enumerate(contents):
            for name, number in fields.items():
                offset, width = places[name]
                self.poke.bytes(address + size * i + offset, number.to_bytes(width, "little"))
        return made

    def text(self, text):
        """Memory that holds a C string."""
        octets = text.encode()
        made = memory.allocate(len(octets) + 1)
        self.poke.bytes(memory.address_of(made), octets)
        return made

    def builtin(self, address, name, flags=None):
        """A builtin_function_or_method whose C function is the code at `address` (METH_FASTCALL unless flags say else).

        Its `self` is the memory of its PyMethodDef, which therefore lives exactly as long."""
        flags, name = self.constant("METH_FASTCALL") if flags is None else flags, self.text(name)
        definition = self.records("PyMethodDef", [{"ml_name": memory.address_of(name), "ml_meth": address, "ml_flags": flags}])
        new = self.capi.function("PyCFunction_NewEx", "object", "address", "object", "address")
        return new(memory.address_of(definition), (definition, name), 0)

    def callback(self, address, name):
        """A builtin whose code is called as a vectorcall (callable, arguments, count, names of keywords), with nothing in between."""
        made = self.builtin(address, name)
        self.redirect(made, address)
        return made

    def redirect(self, callback, address):
        """From now on a callback's code is at `address`."""
        self.poke.u64(id(callback) + self.offset("PyCFunctionObject.vectorcall"), address)

    def definition(self, function):
        """The memory of a copy of a builtin function's PyMethodDef."""
        made = self.records("PyMethodDef", [{}])
        known = self.peek.u64(id(function) + self.offset("PyCFunctionObject.m_ml"))
        self.poke.bytes(memory.address_of(made), self.peek.bytes(known, self.size("PyMethodDef")))
        return made

    def define(self, function, definition):
        """Let a builtin function have another PyMethodDef (its memory), or its own again (None)."""
        place = id(function) + self.offset("PyCFunctionObject.m_ml")
        known = self._defined.setdefault(id(function), self.peek.u64(place))
        self.poke.u64(place, known if definition is None else memory.address_of(definition))

    def set_aside(self, first):
        """Keep what was made since the new list `first` out of the collector's way (collector.py)."""
        from . import collector
        collector.set_aside(self, first)

    def count_as_made(self, count):
        """Tell the collector that it has not seen so many objects yet: those of pyjit do not bring the next collection nearer."""
        if self.holds("_gc_runtime_state"):
            self.poke.u32(self.collector() + self.offset("_gc_runtime_state.count"), count)

    def raiser_type(self, raise_null_address, raise_minus_one_address):
        """The type whose instances raise what their `exception` member holds, whatever is asked of them (raiser.py)."""
        from . import raiser
        return raiser.make_type(self, raise_null_address, raise_minus_one_address)

    def giver_type(self, give_address, raise_minus_one_address):
        """The type whose instances give what their `exception` member holds when they are called (raiser.py)."""
        from . import raiser
        return raiser.make_type(self, give_address, raise_minus_one_address, "pyjit.giver")

    def allocator(self, domain, place):
        """Write a domain's allocator to an address: a context and four functions. tracemalloc may stop at any time, and must not be called
        from then on: where it traces, the allocator that it has in its context is meant. (tracemalloc_alloc, Python/tracemalloc.c)"""
        self.capi.function("PyMem_GetAllocator", None, "int", "address")(domain, place)
        context, malloc = self.peek.u64(place), self.peek.u64(place + 8)
        if context and abs(malloc - self.symbol("PyTraceMalloc_Track")) < SAME_FILE:
            self.poke.bytes(place, self.peek.bytes(context, ALLOCATOR_SIZE))

    def free_memory(self):
        """Where the floats are that are free to be used again (freelists.py), and blocks for new floats and ints (pools.py)."""
        from . import freelists, pools
        floats = freelists.free_floats(self)
        return floats, pools.blocks(self, BOX) if floats else pools.NoBlocks()

    def prepare(self):
        """Load what may be needed while a program runs: later there may be no way to."""
        from . import bytecode, collector, freelists, pools, raiser  # noqa: F401
        return self.opcodes

    @property
    def opcodes(self):
        """The facts about the bytecode (cp313/opcodes.py), loaded when they are first needed."""
        return _part(self.version, "opcodes")

    def decode(self, code):
        """The Bytecode of a code object."""
        from . import bytecode
        return bytecode.Bytecode(code, self.opcodes)

    def _frame_finder(self, octets):
        """frame_of_callback: the address of the interpreter frame that a callback (a Python function called from C, as those
        of sys.monitoring are) interrupted. It may be asked in the callback or in Python functions that this calls.

        No PyFrameObject is created: from the running frame it goes down to the entry frame on the C stack, under which the
        interrupted frame lies."""
        words, thread_state = self.words, self.thread_state
        current_frame, previous, owner = (self.place(field)[0] for field in (
            "PyThreadState.current_frame", "_PyInterpreterFrame.previous", "_PyInterpreterFrame.owner"))
        on_c_stack = self.constant("FRAME_OWNED_BY_CSTACK")

        def frame_of_callback():
            frame = words[words[thread_state() + current_frame >> 3] + previous >> 3]
            while octets[frame + owner] != on_c_stack:
                frame = words[frame + previous >> 3]
            return words[frame + previous >> 3]
        return frame_of_callback
