"""The process's own machine code: code memory, the shapes that every trace uses, and the tables that they share with Python."""
import sys

from pyjit import backends
from pyjit.backends import control_block as shared
from pyjit.backends.machine_frame import EXIT_ID, INNERMOST, XMM
from pyjit.emit.stitch import Code
from pyjit.host.codememory import CodeMemory
from pyjit.host.memory import address_of, allocate
from pyjit.host.pages import PRIVATE, READ_WRITE, Pages
from pyjit.worth.costs import Costs

SimpleNamespace = type(sys.implementation)
EXITS = 1 << 17          # how many exits there can be at a time
LONG_OPERATORS = "add", "subtract", "multiply", "add_in_place", "subtract_in_place"


class NoMoreExits(Exception):
    """The table of exits is full."""


class Machine:
    """Everything that is linked once. options: for the limits; hooks: the Python functions that machine code calls, in the order in
    which they are entered into the control block here. costs: of recording and compiling."""

    def __init__(self, host, live, options, hooks, arch="x86_64"):
        self.host, self.live, self.options = host, live, options
        self.backend = backends.load(arch, host.offset)
        self.registers = allocatable(self.backend.registers)
        self.memory = CodeMemory(options.code_memory, trap=self.backend.registers.TRAP)
        self.exits, self.unused, self.addresses, self._kept = [], [], {}, [hooks]
        self.forbidden = None            # the eval breaker with which traces may run, while none may be entered
        self.written = self.freed = 0    # bytes of code that there are, and that have been given back
        self.costs = Costs()
        self.control = self.block(shared.CONTROL_SIZE)
        self.exit_table = self.table(8 * EXITS)
        self.counters = self.table(4 * EXITS)
        self.looked_past = self.block(shared.KNOWN_SIZE << shared.KNOWN_BITS)
        self.loops = self.table((1 << shared.TABLE_BITS) * shared.ENTRY_SIZE + shared.TABLE_PROBES * shared.ENTRY_SIZE)
        host.poke.u32(self.control + shared.CONTROL_HOT, options.hot)
        host.poke.u32(self.control + shared.CONTROL_CALLS, options.calls)
        host.poke.u32(self.control + shared.CONTROL_LOOK, shared.LOOK)
        host.poke.u32(self.control + shared.CONTROL_TRIPS, options.trial)
        host.poke.u64(self.control + shared.CONTROL_REFUSED, shared.NO_VERSION & (1 << 64) - 1)
        for at, hook in zip((shared.CONTROL_ON_HOT, shared.CONTROL_ON_EXIT, shared.CONTROL_ON_HOT_EXIT, shared.CONTROL_ON_VERSION,
                             shared.CONTROL_ON_INSTRUCTION, shared.CONTROL_ON_TRIAL, shared.CONTROL_ON_LEFT,
                             shared.CONTROL_ON_DEATH, shared.CONTROL_ON_CALLED), hooks, strict=True):
            host.poke.u64(self.control + at, id(hook))
        self.spares, self.allocators = None, self.block(shared.DOMAINS * shared.ALLOCATOR_SIZE)
        for domain in range(shared.DOMAINS):   # as they are now: see routine_relieved
            host.allocator(domain, self.allocators + shared.ALLOCATOR_SIZE * domain)
        self.threshold = None   # of the collector's youngest generation: its address, if that is known
        if host.holds("_gc_runtime_state"):
            self.threshold, count = (host.collector() + host.offset("_gc_runtime_state." + name) for name in ("threshold", "count"))
            self.link("routine_hold_collections", self.threshold, count, self.control)
            self.link("routine_allow_collections", self.threshold, count, self.control)
        else:
            self.link("routine_disable_collector", self.control)
            self.link("routine_enable_collector", self.control)
            self.addresses["routine_hold_collections"] = self.addresses["routine_disable_collector"]
            self.addresses["routine_allow_collections"] = self.addresses["routine_enable_collector"]
        self.link("routine_hook", live.main_thread, id(None), host.evaluator, self.control, self.allocators)
        self.link("instruction_callback", self.control, id(None))
        self.link("jump_callback", self.control, self.loops, id(None), id(self.disable()), *live.listeners)
        self.link("start_callback", self.control, self.loops, id(None), id(self.disable()), *live.listeners)
        self.link("death_callback", self.control)

    def block(self, size, owner=None):
        """Zeroed memory that lives as long as the owner, a list; by default, as long as the process's machine code."""
        memory = allocate(size + 16)
        (self._kept if owner is None else owner).append(memory)
        return address_of(memory) + 15 & ~15

    def table(self, size):
        """The same for a lot of memory, most of which will never be used."""
        return Pages().map(size, READ_WRITE, PRIVATE)

    def link_the_rest(self):
        """The shapes that nothing but a trace needs, before there is one."""
        from pyjit.emit.spares import Spares
        link, (floats, blocks) = self.link, self.host.free_memory()
        link("routine_free", id(int), *floats.kept)
        for name in LONG_OPERATORS:
            link("routine_long_" + name, id(int))
        link("routine_hash")
        self.link_allocations(Spares(self.host, self.control), floats, blocks)
        self.raiser = self.host.raiser_type(link("raise_null"), link("raise_minus_one"))
        link("routine_new_raiser", id(self.raiser), self.symbol("PyType_GenericAlloc"))
        self.giver = self.host.giver_type(link("give"), self.addresses["raise_minus_one"])
        link("routine_new_giver", id(self.giver), self.symbol("PyType_GenericAlloc"))
        link("exit_resolve", self.control, self.exit_table, self.address("routine_hook"), address_of(self.lost))
        link("exit_protect")
        link("exit_save", self.exit_table)
        self.addresses["leave_raising"] = link("leave", 0, self.control)
        link("leave", id(None), self.control)
        link("leave_returning", id(None), self.control)
        link("routine_enter_function", self.control)
        link("routine_clear_frame")
        starts, (monitors, others) = self.live.start_of_listeners, self.live.listeners
        link("routine_call_function", self.control, self.live.ordinary_vectorcall, self.host.evaluator, starts, monitors, others)
        link("routine_hot_exit", self.control)
        link("routine_check_exit", self.control)

    def link_allocations(self, spares, floats, blocks):
        """What makes objects, and what it falls back upon where memory is refused. floats, blocks: see Host.free_memory."""
        self.spares, self.free_memory, link = spares, (floats, blocks), self.link
        if not spares.replenish():
            raise MemoryError
        self.lost = self.host.text("pyjit has no memory left to leave compiled code")
        link("routine_refused", self.control)
        link("routine_relieved", self.control, self.allocators, address_of(self.lost))
        link("routine_box_int", id(spares.ints), self.symbol("PyLong_FromLongLong"), id(int), floats.tracer, *blocks.all)
        link("routine_box_float", id(spares.floats), self.symbol("PyFloat_FromDouble"), *floats.places, *blocks.all)
        link("routine_new_int")
        link("routine_new_float", *floats.places, *blocks.all)
        link("routine_same_int", id(int))
        link("routine_same_float", id(float))
        link("routine_new_object", id(tuple), self.symbol("PyTuple_New"), self.symbol("PyType_GenericAlloc"))
        link("routine_list_grow", id(None))
        if self.host.knows_texts():
            link("routine_int_text")

    def announced(self, function, before, after):
        """The memory of a PyMethodDef for a builtin function whose calls these two functions hear of."""
        host = self.host
        definition = host.definition(function)
        flags, code = (address_of(definition) + host.offset("PyMethodDef." + name) for name in ("ml_flags", "ml_meth"))
        one = host.peek.u32(flags) == host.constant("METH_O")
        self._kept += definition, before, after
        interpreter = host.peek.u64(host.thread_state() + host.offset("PyThreadState.interp"))
        address = self.link("announced_with_one" if one else "announced_with_array", host.peek.u64(code), id(before), id(after),
                            interpreter)
        host.poke.u64(code, address)
        return definition

    def after_fork(self):
        """In the child no hook is under way, and no other thread is in compiled code: collections begin again, if one of another thread
        had stopped them."""
        peek, poke, kept = self.host.peek, self.host.poke, self.control + shared.CONTROL_THRESHOLD
        poke.u32(self.control + shared.CONTROL_INSIDE, 0)   # (and below, if this thread comes out of some)
        threshold = peek.u32(kept)
        if threshold and self.threshold is None:
            self.host.capi.function("PyGC_Enable", "int")()
        elif threshold and not peek.u32(self.threshold):
            poke.u32(self.threshold, threshold)
        poke.u32(kept, 0)
        if self.memory.sealed:
            poke.u64(self.control + shared.CONTROL_VERSION, shared.NO_VERSION & (1 << 64) - 1)

    @staticmethod
    def disable():
        """What a callback returns to hear no more of a place."""
        return sys.monitoring.DISABLE

    def link(self, name, *values):
        """Link a shape; its address."""
        code = Code(self.backend)
        code.put(name, values, {"resolve": self.addresses.get("exit_resolve")})
        address = self.addresses[name] = self.memory.allocate(len(code.buffer))
        self.write(code, address)
        return address

    def write(self, code, address):
        """Link code to an address in code memory."""
        code.write(self.memory, self.symbol, address)
        self.written += len(code.buffer)

    def address(self, shape):
        """The address of a linked shape."""
        return self.addresses[shape]

    def symbol(self, name):
        """The address of a C function, or of "routine:NAME"."""
        if name.startswith("routine:"):
            return self.addresses["routine_" + name[8:]]
        return self.host.symbol(name)

    def number(self, exit):
        """Give an exit its id and its entry in the table; its code is made when it is first taken."""
        if self.unused:
            exit.id = self.unused.pop()
            self.exits[exit.id] = exit
        elif len(self.exits) < EXITS:
            exit.id = len(self.exits)
            self.exits.append(exit)
        else:
            raise NoMoreExits("the limit of %d exits is reached" % EXITS)
        self.first_leave_by(exit, self.addresses["exit_resolve"])

    def forget(self, exits):
        """Nobody takes these exits any more: their ids are free."""
        for exit in exits:
            if exit.id is not None:
                self.exits[exit.id] = None
                self.unused.append(exit.id)
                exit.id = exit.counter = None

    def free(self, trace):
        """The code of a trace is no more, nor that of its exits."""
        self.forget(trace.exits())
        self.memory.free(*trace.block)
        size = trace.size + sum(exit.size for exit in trace.exits())
        self.written -= size
        self.freed += size

    def first_leave_by(self, exit, address):
        """The code at this address is going to make the exit's own."""
        self.host.poke.u64(self.exit_table + 8 * exit.id, address)

    def words(self, numbers, owner):
        """The address of a list of words that a 0 ends, as exit_protect wants it, which lives as long as the owner, a list."""
        place = self.block(8 * len(numbers) + 8, owner)
        for i, number in enumerate(numbers):
            self.host.poke.u64(place + 8 * i, number)
        return place

    def recorded(self, frame):
        """The frame (address) that is being recorded enters no trace; 0: none is."""
        self.host.poke.u32(self.control + shared.CONTROL_HELD, shared.HELD)
        self.host.poke.u64(self.control + shared.CONTROL_RECORDED, frame)

    def awaits(self, frame):
        """A recording waits for this frame (address) to go on, whatever runs meanwhile; 0: it does not."""
        self.host.poke.u32(self.control + shared.CONTROL_STRAYS, shared.STRAYS)
        self.host.poke.u64(self.control + shared.CONTROL_AWAITED, frame)

    def allow(self, version):
        """Traces may run while the eval breaker is this, unless memory is scarce."""
        if not self.memory.sealed and (self.spares is None or self.spares.replenish()):
            self.host.poke.u64(self.control + shared.CONTROL_VERSION, version)

    def forbid(self):
        """No trace is entered until permit()."""
        version, at = self.host.peek.u64(self.control + shared.CONTROL_VERSION), self.control + shared.CONTROL_VERSION
        if version != shared.NO_VERSION & (1 << 64) - 1:
            self.forbidden = version
            self.host.poke.u64(at, shared.NO_VERSION & (1 << 64) - 1)

    def permit(self):
        """Traces may run again with the eval breaker with which they might before."""
        if self.forbidden is not None:
            self.host.poke.u64(self.control + shared.CONTROL_VERSION, self.forbidden)
            self.forbidden = None

    def unheard(self):
        """Has a hook failed, or been missed, since the last listen()?"""
        return self.host.peek.u32(self.control + shared.CONTROL_UNHEARD)

    def miss(self):
        """A hook has not been heard."""
        self.host.poke.u32(self.control + shared.CONTROL_UNHEARD, 1)

    def listen(self):
        """From now on it matters whether a hook fails."""
        self.host.poke.u32(self.control + shared.CONTROL_UNHEARD, 0)

    def leave_by(self, exit, address):
        """The code of an exit is at this address."""
        self.host.poke.u64(self.exit_table + 8 * exit.id, address)

    def count(self, exit, limit):
        """Let on_hot_exit hear of the exit when it has been taken `limit` times from now on (0: never)."""
        exit.count = self.taken(exit)
        exit.counter, exit.limit = self.counters + 4 * exit.id, limit
        self.host.poke.u32(exit.counter, limit)

    def taken(self, exit):
        """How often an exit has been taken."""
        if exit.counter is None:
            return 0
        return exit.count + (exit.limit - self.host.peek.u32(exit.counter) & 0xFFFFFFFF)

    def passes(self):
        """How many passes of compiled loops there were, up to the last time that they were left."""
        return self.host.peek.u64(self.control + shared.CONTROL_PASSES)

    def being_left(self, machine_frame):
        """(number, innermost frame) of the exit that is being taken, when it is checked."""
        return tuple([self.host.peek.u64(machine_frame + at) for at in (EXIT_ID, INNERMOST)])

    def jumps(self):
        """How many backward jumps the interpreter has made."""
        return self.host.peek.u64(self.control + shared.CONTROL_EVENTS)

    def repays_at(self, count):
        """A loop that has gone round so often is going to repay its compiling."""
        self.host.poke.u64(self.control + shared.CONTROL_REPAYS, min(count, (1 << 31) - 1))

    def ask_at(self, warm, hot):
        """on_hot is called from then on (nanoseconds of the monotonic clock; 0: always) for loops that are warm, for those that are going
        to repay their compiling."""
        self.host.poke.u64(self.control + shared.CONTROL_WARM_AT, warm)
        self.host.poke.u64(self.control + shared.CONTROL_HOT_AT, hot)

    def sampled(self):
        """Seconds of processor time that lie between samples: all, and those with compiled code at work."""
        return [self.host.peek.u64(self.control + at) / 1e9 for at in (shared.CONTROL_SAMPLED, shared.CONTROL_COMPILED)]

    def sample_every(self, seconds):
        """So many seconds pass from one sample, and look at what is running, to the next."""
        self.host.poke.u64(self.control + shared.CONTROL_LOOK_AFTER, int(seconds * 1e9))

    def looks(self):
        """How many looks there have been."""
        return self.host.peek.u32(self.control + shared.CONTROL_LOOKS)

    def pause(self):
        """Seconds from look to look."""
        return self.host.peek.u64(self.control + shared.CONTROL_LOOK_AFTER) / 1e9

    def look_past(self, code, frame, long, until):
        """No look is told of the code object (its address) until it has got this number, unless it has at least the number `long`
        and still finds it in this frame. (shared.NEVER: none is.)"""
        poke, entry = self.host.poke, self._known(code)
        poke.u64(entry + shared.KNOWN_CODE, code)
        poke.u32(entry + shared.KNOWN_VERSION, self.host.peek.u32(code + self.host.offset("PyCodeObject.co_version")))
        poke.u64(entry + shared.KNOWN_FRAME, frame)
        poke.u32(entry + shared.KNOWN_LONG, long)
        poke.u32(entry + shared.KNOWN_UNTIL, until)

    def has_run_long(self, code, frame):
        """Have looks that nobody was told of found a code object in this frame so often that it counts as a long run?"""
        peek, entry = self.host.peek, self._known(code)
        return (peek.u64(entry + shared.KNOWN_CODE) == code and peek.u64(entry + shared.KNOWN_FRAME) == frame
                and peek.u32(entry + shared.KNOWN_LONG) <= self.looks())

    def look_at_all(self):
        """The next looks are told of whatever they find."""
        self.host.poke.bytes(self.looked_past, bytes(shared.KNOWN_SIZE << shared.KNOWN_BITS))

    def _known(self, code):
        """Where the table of what looks pass over has room for a code object."""
        return self.looked_past + shared.KNOWN_SIZE * ((code >> 4) * shared.MULTIPLIER % (1 << 32) >> 32 - shared.KNOWN_BITS)

    def counted(self):
        """How often the loop has gone round for which on_hot is called."""
        return self.host.peek.i32(self.control + shared.CONTROL_COUNTED)

    # -- the table of loops --------------------------------------------------------------------------------------------------

    def place(self, key, version):
        """The entry of the loop whose first instruction is at `key`, in a code object of this version, a new one if need be; None: there
        is no room."""
        peek, poke = self.host.peek, self.host.poke
        for place in self.places(key):
            if (peek.u64(place + shared.ENTRY_KEY), peek.u32(place + shared.ENTRY_VERSION)) == (key, version):
                return place
        for place in self.places(key):
            if peek.u64(place + shared.ENTRY_KEY) in (0, key) or not peek.u64(place + shared.ENTRY_CODE):
                running = peek.u32(place + shared.ENTRY_RUNNING)
                poke.bytes(place, bytes(shared.ENTRY_SIZE))
                poke.u64(place + shared.ENTRY_KEY, key)
                poke.u32(place + shared.ENTRY_VERSION, version)
                poke.u32(place + shared.ENTRY_RUNNING, running)
                return place
        return None

    def function(self, key, version, code):
        """The entry of a function that begins at `key`, of a code object (its address) of this version; None: there is no room."""
        place = self.place(key, version)
        if place is not None:
            self.host.poke.u64(place + shared.ENTRY_CALLED, code)
        return place

    def is_running(self, places):
        """Is there a machine frame that has been entered at one of these entries?"""
        return any(self.host.peek.u32(place + shared.ENTRY_RUNNING) for place in places)

    def enter_at(self, place, address):
        """From now on the loop of this entry is entered at `address` (0: no more)."""
        self.host.poke.u64(place + shared.ENTRY_CODE, address)

    def leave_alone(self, key):
        """Enter no trace any more of the loop whose first instruction is at `key`."""
        place = self.known(key)
        if place is not None:
            self.enter_at(place, 0)

    def enter_no_more(self, key, address):
        """Enter the trace at `address` no more, if it is that of the loop whose first instruction is at `key`."""
        place = self.known(key)
        if place is not None and self.host.peek.u64(place + shared.ENTRY_CODE) == address:
            self.enter_at(place, 0)

    def count_entries(self, place, entries):
        """A trace has been entered `entries` times (below 0: so many are to come until its count begins)."""
        self.host.poke.u32(place + shared.ENTRY_COUNT, entries & 0xFFFFFFFF)
        self.host.poke.u64(place + shared.ENTRY_PASSES, 0)

    def counted_entries(self, place):
        """(how often a trace has been entered since its count began, passes that have been made since)"""
        return self.host.peek.u32(place + shared.ENTRY_COUNT), self.host.peek.u64(place + shared.ENTRY_PASSES)

    def soon_hot(self, key, left, called=False):
        """The loop is hot again after `left` more backward jumps (or a function after as many calls: `called`), unless it has a trace: its
        entry counts other things then. The count that it has now, or None."""
        peek = self.host.peek
        place = self.known(key)
        if place is None or peek.u64(place + shared.ENTRY_CODE):
            return None
        count = peek.u32(self.control + (shared.CONTROL_CALLS if called else shared.CONTROL_HOT)) - left
        self.host.poke.u32(place + shared.ENTRY_COUNT, count & 0xFFFFFFFF)
        return count

    def give_up(self, key):
        """The loop will never be compiled. (Where events begin anew it has them again, until its next jump.)"""
        place = self.known(key)
        if place is not None and not self.host.peek.u64(place + shared.ENTRY_CODE):
            self.host.poke.u32(place + shared.ENTRY_COUNT, shared.GIVEN_UP)

    def count_of(self, key):
        """How far a loop without a trace has been counted, or None."""
        place = self.known(key)
        return self.host.peek.i32(place + shared.ENTRY_COUNT) if place and not self.host.peek.u64(place + shared.ENTRY_CODE) else None

    def count_on(self, key, count):
        """A loop has been asked about in vain: it is counted on."""
        place = self.known(key)
        if place is not None and not self.host.peek.u64(place + shared.ENTRY_CODE):
            self.host.poke.u32(place + shared.ENTRY_COUNT, count & 0xFFFFFFFF)

    def known(self, key):
        """The entry of a loop, or None if it has none."""
        for place in self.places(key):
            if self.host.peek.u64(place + shared.ENTRY_KEY) == key:
                return place
        return None

    def places(self, key):
        """The entries of the table in which a loop may stand, as jump_callback tries them."""
        spread = (key >> 1) * shared.MULTIPLIER & 0xFFFFFFFF
        first = self.loops + shared.ENTRY_SIZE * (spread >> 32 - shared.TABLE_BITS)
        return range(first, first + shared.TABLE_PROBES * shared.ENTRY_SIZE, shared.ENTRY_SIZE)


def allocatable(registers):
    """The backend's registers in the allocator's numbering, where float registers follow the general ones."""
    caller_saved = set(registers.CALLER_SAVED_GPRS) | {XMM + r for r in registers.CALLER_SAVED_XMMS}
    gpr, xmm = registers.ALLOCATABLE_GPRS, tuple(XMM + r for r in registers.ALLOCATABLE_XMMS)
    scratch = registers.SCRATCH_GPRS[0], XMM + registers.SCRATCH_XMMS[0]
    return SimpleNamespace(
        gpr=gpr, xmm=xmm, caller_saved=caller_saved, callee_saved={r for r in gpr + xmm if r not in caller_saved},
        arguments=registers.ARGUMENT_GPRS, float_arguments=tuple(XMM + r for r in registers.ARGUMENT_XMMS),
        result=registers.RESULT_GPR, float_result=XMM + registers.RESULT_XMM,
        scratch=scratch, scratch_of_calls=scratch + tuple(r for r in xmm if r in caller_saved),
        via=XMM + registers.SCRATCH_XMMS[1])
