"""The forward walk: raw ops become the ops that are stitched.

Before: raw ops, whose snapshots and pseudo ops speak of the interpreter's frame. After: `out`, ops of registered micro-ops in SSA
form; repeated work is shared, guards on what is known are gone, the root's scalar locals live in registers and are written back by
the exits (or where code may look). What is known at any moment: `shared` (pure results), `memory` (loads, by region), `proven`
(types), `locals`."""
from pyjit.optimize import fields
from pyjit.optimize.mismatch import ONE_TYPE, Mismatch
from pyjit.optimize.references import NULL, SCALAR_TYPES, UNBOX, References
from pyjit.optimize.regions import ALIASES, COUNTS, LASTING, VOLATILE, parts_of
from pyjit.optimize.returning import finish
from pyjit.optimize.rules import RULES
from pyjit.optimize.stores import Stores, looks, may_wait
from pyjit.optimize.things import ANOTHER, Things
from pyjit.patterns.define import BOOL, F64, I64, MICRO_OPS, OBJ, PTR
from pyjit.patterns.define import Exit as GuardFails
from pyjit.patterns.families import M
from pyjit.report.expectations import expectation
from pyjit.trace import ir
from pyjit.trace.ir import NUMBER, SCALARS, THING, UNMADE, Const, Op, home_of, origin_of
from pyjit.trace.resume import Resume, Site


class Local:
    """What is known of a local of the root: its value (None: still in the frame, not read yet); dirty: it is a scalar, a leaf, NULL or
    not made, and the frame holds an older value, a leaf or NULL; origin: of a number (see ir.origin_of). A field is one, too, with an
    object for the frame (pyjit.optimize.fields)."""

    __slots__ = ("value", "dirty", "origin")

    def __init__(self, value=None, dirty=False, origin=None):
        self.value, self.dirty, self.origin = value, dirty, origin or value

    def is_number(self):
        """Is it an int or float that is no object?"""
        value = self.value
        return value is not None and value.kind in UNBOX and not isinstance(value, Const)


class Forward(Things, Stores, References):
    """One pass. host: for offsets and types; facts: the root's decoded code; needed: called with each earlier op that this pass
    makes use of (a loop's second pass tells so what its entry must compute)."""

    def __init__(self, host, facts):
        self.host, self.facts, self.out = host, facts, []
        self.locals = [Local() for _ in range(facts.nlocalsplus + facts.fields)]
        self.fields = range(facts.nlocalsplus, len(self.locals))   # the indices of fields
        self.shared, self.memory, self.proven, self.constants = {}, {}, {}, {}
        self.killed = set()
        self.ran, self.quiet = False, set()   # has an op run code? the raw ops that could have, and have not
        self.leaves = set()     # values that are NULL or leaves
        self.borrowed = {}     # the origin of a number -> its box, how many have borrowed it
        self.things, self.numbers, self.frozen = {}, {}, {}   # what is not made: see Things
        self.stores = {}       # those that are due: see Stores
        self.loops = False     # is this a pass of a loop, from its label on?
        self.stored = set()    # the locals whose slots in the frame have been written since then
        self.due, self.owing = {}, None   # object -> references that are due (see References); the same for exits, if it is known
        self.moved = set()     # the locals whose references are moved out of them: their objects may want to be sole
        self.known = self.tables = self.seeds = None
        self.inputs = ()        # what there is at the start of a bridge: (value, location)

    # -- running -------------------------------------------------------------------------------------------------------------

    def run(self, raw):
        handlers = HANDLERS
        self.moved.update([op.args[0] for op in raw if op.micro is ir.TAKE_LOCAL])
        for op in raw:
            if op.after is not None and self.quiet.issuperset(op.after):
                continue
            self.ran = False
            handler = handlers.get(op.micro)
            if handler is not None:
                op.now = handler(self, op)
            else:
                op.now = self.plain(op)
            if op.runs_code:
                (self.quiet.discard if self.ran else self.quiet.add)(op)

    def run_passes(self, raw, passes):
        """The same raw ops so many times over. The numbers of each pass are numbers of their own."""
        for number in range(passes):
            for op in raw if number else ():
                if op.kind in SCALARS:
                    op.origin = Op(ir.CONST)
            self.run(raw)

    def value(self, op):
        """What a raw operand has become; an object that has become a scalar has no pointer."""
        now = op.now
        if now.kind is not op.kind and op.kind is OBJ and now is not NULL:
            raise Mismatch("VARIABLE is a number in one pass of the loop and another object in the next",
                           op.args[0] if op.micro is ir.GET_LOCAL else None, ONE_TYPE)
        return now

    def plain(self, op):
        """Any op without a handler of its own: share it, fold it, rewrite it, or emit it."""
        micro = op.micro
        args = tuple([a if a.__class__ is int else self.value(a) for a in op.args])
        return self.simplified(micro, args, op)

    def simplified(self, micro, args, op):
        if micro is M.store_word and may_wait(op.region) and self.due_store(args, op):
            return None
        for a in args:
            if a.__class__ is not int and a.micro in UNMADE:
                if a.micro is THING and a is args[0]:
                    known = self.of_thing(micro, args, op)
                    if known is not ANOTHER:
                        return known
                self.make_real(a, op.line)
        rules = RULES.get(micro.name)
        if rules is not None:
            for _, applies, replacement in rules:
                if applies(*args):
                    new = replacement(*args)
                    if new.__class__ is not tuple:
                        return new
                    return self.simplified(getattr(M, new[0]), tuple([self.as_operand(new[0], i, a) for i, a in
                                                                     enumerate(new[1:])]), op)
        region = op.region
        if micro.pure:
            table = self.shared
        elif micro.reads and not micro.writes:
            region = region or micro.reads[0]
            if region in VOLATILE:
                if region == COUNTS:
                    self.take_due(op.line)
                return self.emit(micro, args, op)
            table = self.memory.get(region)
            if table is None:
                table = self.memory[region] = {}
        else:
            return self.effect(micro, args, op)
        key = (micro, args)
        known = table.get(key)
        if known is not None:
            return self.use(known)
        if self.stores and not micro.pure and (places := self.aliases(region, args[0])):
            self.make_stores(places, op.line)
            table = self.memory[region]
        if micro.pure and op.kind is not OBJ:
            folded = self.fold(micro, args, op)
            if folded is not None:
                return folded
        new = self.emit(micro, args, op)
        table[key] = new
        return new

    def as_operand(self, name, index, value):
        """A rule's plain number where the op wants a register operand."""
        if value.__class__ is int and MICRO_OPS[name].operands[index][1].bank is not None:
            return self.constant(I64, value)
        return value

    def fold(self, micro, args, op):
        """The constant that a pure op of constants gives; None if it is not one."""
        if micro.meaning is None or not args:
            return None
        values = []
        for a in args:
            if a.__class__ is int:
                values.append(a)
            elif isinstance(a, Const) and a.kind is not OBJ:
                values.append(a.value)
            else:
                return None
        try:
            result = micro.meaning(*values)
        except GuardFails:
            raise Mismatch("what is computed from constants comes out otherwise than it was seen") from None
        if micro.out is None:
            return self.constant(BOOL, 1)
        return self.constant(op.kind, int(result) if op.kind is not F64 else result)

    def constant(self, kind, value):
        key = (kind, value if kind is not F64 else (value, str(value)))
        const = self.constants.get(key)
        if const is None:
            plain = bool(value) if kind is BOOL else value
            const = self.constants[key] = Const(kind, value, plain)
        return const

    def emit(self, micro, args, op):
        """Append an op of this pass, at the place of a raw one."""
        new = Op(micro, args, None, op.region, op.kind)
        new.line, new.runs_code, new.type = op.line, op.runs_code, op.type
        if micro.guard:   # a rule may have made a guard of none, and none of a guard
            new.exit = site = Site(self.resume(op.exit), micro)
            site.expected = expectation(micro, op)
        self.out.append(new)
        return new

    def make(self, micro, *args, line=None):
        """Append an op that the raw trace did not have."""
        new = Op(micro, args)
        new.line = line
        self.out.append(new)
        return new

    def use(self, known):
        """A value of this pass, or of the one before it."""
        known.needed = True
        return known

    # -- memory --------------------------------------------------------------------------------------------------------------

    def effect(self, micro, args, op):
        """Stores, calls, reference counts."""
        if micro.writes and self.is_there(micro, args, op.region):
            self.changes(op.region)     # from pass to pass it may
            return None
        if self.due and not is_harmless(micro, args):
            self.take_due(op.line)
        if op.runs_code:
            fields.settle(self, self.fields, op.line)
        if self.stores:
            if op.runs_code or micro.is_call and looks(micro, args):
                self.make_stores(line=op.line)
            elif micro.writes and op.region is not None:
                self.make_stores(self.aliases(op.region, args[0]), op.line)
        new = self.emit(micro, args, op)
        if op.runs_code:
            self.forget()
        elif micro.is_call:
            for region in op.region or ():
                self.kill(region)
        elif micro.writes and op.region is not None:
            self.kill(op.region)
            load = args[-1].__class__ is not int and LOADS_OF_STORES.get((micro.name, args[-1].kind))
            if load:
                self.memory.setdefault(op.region, {})[(load, args[:-1])] = args[-1]
        return new

    def is_there(self, micro, args, region):
        """Would an op store what is known to stand there already?"""
        load = args[-1].__class__ is not int and LOADS_OF_STORES.get((micro.name, args[-1].kind))
        return bool(load) and region is not None and self.memory.get(region, NOWHERE).get((load, args[:-1])) is args[-1]

    def changes(self, region):
        """What the region's memory holds is not the same throughout a loop."""
        whole, part, _ = region.partition("/")
        self.killed.add(region)
        if part:
            self.killed.add(parts_of(whole))
        for alias in () if part else ALIASES.get(region, ()):
            self.changes(alias)

    def kill(self, region):
        """The memory of a region has changed."""
        self.changes(region)
        whole, part, _ = region.partition("/")
        self.memory.pop(region, None)
        if part:
            self.memory.pop(whole, None)
        else:
            for other in [other for other in self.memory if other.startswith(parts_of(region))]:
                del self.memory[other]
            for alias in ALIASES.get(region, ()):
                self.kill(alias)
        for place, store in self.stores.items():
            self.memory.setdefault(store.region, {})[M.load_object, place] = store.value

    def forget(self):
        """Python code has run: only what nothing can change is still known. (The fields are settled by now.)"""
        self.ran = True
        self.killed.add("*")
        self.memory = {region: table for region, table in self.memory.items() if region in LASTING}
        lasting = self.host.is_lasting
        self.proven = {op: guard for op, guard in self.proven.items() if lasting(guard.args[1])}

    # -- exits ---------------------------------------------------------------------------------------------------------------

    def resume(self, snapshot):
        """The snapshot's state in this pass's values, with the locals that the frame does not hold: the last one that was made of the
        snapshot, as long as nothing has changed."""
        if self.known is None:
            self.known = (tuple([(i, self.freeze(loc.value) if loc.value.micro is THING else loc.value, loc.origin)
                                 for i, loc in enumerate(self.locals) if loc.dirty]),
                          tuple([(i, loc.value, loc.origin) for i, loc in enumerate(self.locals)
                                 if loc.value is not None and not loc.dirty]),
                          self.stores_now())
        if self.tables is not None and (self.seeds is None or self.seeds[0] is not self.tables or self.seeds[1] != self.killed):
            self.seeds = self.tables, frozenset(self.killed)
        if self.owing is None:
            self.owing = tuple(self.due.items())
        dirty, known, stores = self.known
        maker, frozen, resume = snapshot.now or (None, None, None)
        if maker is self and frozen is self.frozen:
            same = (resume.dirty is dirty and resume.known is known and resume.stores is stores and resume.seeds is self.seeds
                    and resume.due is self.owing)
            if same and not snapshot.drops:
                return resume
            frames = resume.frames
        else:
            frames = [frame.settled(self.settled) for frame in snapshot.frames]
        drops = snapshot.drops and self.dropped(snapshot.drops)
        resume = Resume(frames, dirty, known, snapshot.fault, drops, snapshot.line, self.seeds, self.owing, stores, snapshot.caught)
        snapshot.now = self, self.frozen, resume
        return resume

    def dropped(self, drops):
        """The objects that an exit gives back: of what is borrowed, the boxes."""
        boxes = [self.borrowed.get(origin_of(drop.args[0]), (None,))[0] if drop.micro is ir.BORROW else drop.now for drop in drops]
        return tuple(dict.fromkeys(box for box in boxes if box is not None and box.micro not in UNMADE))

    def set(self, index, value, dirty, origin=None):
        local = self.locals[index]
        local.value, local.dirty, local.origin = value, dirty, origin or value
        self.known = None

    def slot(self, index):
        """The place of a local in the frame."""
        return self.host.locals_base + 8 * index

    # -- pseudo ops ----------------------------------------------------------------------------------------------------------

    def get_local(self, op):
        value = self.read_local(op.args[0], op.line)
        op.origin = self.locals[op.args[0]].origin
        return value

    def read_local(self, index, line=None):
        local = self.locals[index]
        if local.value is None:
            if index in self.fields:
                load = fields.load(self, index, line)
            else:
                load = self.make(M.load_frame, self.slot(index), line=line)
                load.slot = index
            self.set(index, load, False)
        return self.use(local.value)

    def get_field(self, op):
        return self.read_local(self.facts.field(*op.args), op.line)

    def set_field(self, op):
        depth, which, value = op.args
        self.kill(fields.MEMORY)
        self.set(self.facts.field(depth, which), value.now, True)

    def settle(self, op):
        fields.let_go(self, self.stack_entry(op.args[0], op.line), op.line)

    def get_stack(self, op):
        return self.stack_entry(op.args[0], op.line)

    def stack_entry(self, depth, line=None):
        """An entry of the root's stack that was there at entry."""
        key = ("stack", depth)
        known = self.shared.get(key)
        if known is None:
            known = self.make(M.load_frame, self.host.stack_base(self.facts) + 8 * depth, line=line)
            known.slot = -1 - depth
            self.shared[key] = known
        return self.use(known)

    def set_local(self, op):
        index, value, origin = op.args[0], op.args[1].now, origin_of(op.args[1])
        self.give_box_to_others(index, op.line)
        if value.micro is NUMBER:
            number, value, origin = value, value.scalar, value.of
            self.unref(number, op.line)
        if value.kind in SCALARS or value.micro is THING or self.is_leaf(value) and index not in self.moved:
            self.leave_stale(op, value, origin)
            return
        if self.is_boxed(index):
            before = self.leaf_in(index)
            self.take_due_of(index, op.line)
            self.put_in_frame(index, value, op.line)
            self.set(index, value, False)
            self.drop(before, op.line)
        else:
            before = self.read_local(index)
            if before is value and self.forgo(value):
                return      # it stands there already
            self.take_one(value, op.line)
            self.make(M.store_frame, self.slot(index), value, line=op.line)
            self.stored.add(index)
            self.set(index, value, False)
            self.drop_old(before, op)

    def put_in_frame(self, index, value, line):
        """An object, with its reference, takes the place of the leaf, or NULL, in a local's slot."""
        self.take_one(value, line)
        self.make(M.drop_frame, self.slot(index), line=line)
        self.make(M.store_frame, self.slot(index), value, line=line)
        self.stored.add(index)

    def unset_local(self, op):
        self.give_box_to_others(op.args[0], op.line)
        self.leave_stale(op, NULL)

    def take_local(self, op):
        index = op.args[0]
        in_frame = self.leaf_in(index) is NULL
        if in_frame:
            self.make(M.store_frame_const, self.slot(index), 0, line=op.line)
            self.stored.add(index)
        self.set(index, NULL, not in_frame)

    def leaf_in(self, index):
        """The object in a local that the frame does not hold, if it is one; else NULL."""
        local = self.locals[index]
        return local.value if local.dirty and local.value.kind is OBJ else NULL

    def leave_stale(self, op, value, origin=None):
        """The local gets a value that the frame does not hold for the time being: the slot keeps a leaf or NULL meanwhile."""
        index = op.args[0]
        boxed, before = self.is_boxed(index), self.read_local(index)
        gone = self.leaf_in(index)
        if boxed or self.is_leaf(before):
            self.set(index, value, True, origin)
            self.drop(gone, op.line)
        else:
            self.make(M.store_frame_const, self.slot(index), 0, line=op.line)
            self.stored.add(index)
            self.set(index, value, True, origin)
            self.drop_old(before, op)

    def is_boxed(self, index):
        """Is the local a scalar, a leaf that the frame does not hold, or NULL since it was unbound? Then the frame's slot has a leaf or
        NULL, of this value or an older one."""
        local = self.locals[index]
        return local.dirty or local.value is not None and local.value.kind in SCALARS

    def old_local(self, op):
        """A guard that an overwritten local needs no care."""
        value = self.read_local(op.args[0])
        self.part_from_slot(op)
        if value is not NULL and value.kind not in SCALARS and not self.is_leaf(value) and not self.is_harmless_end(value, op):
            self.leaves.add(value)
            self.emit(M.guard_null_or_type, (value, op.args[1]), op)

    def old_shared(self, op):
        """A guard that an overwritten local's object lives on."""
        value = self.read_local(op.args[0])
        if self.is_counted(value) and not self.is_leaf(value) and value not in self.due and not self.is_harmless_end(value, op):
            self.take_due(op.line)
            self.emit(M.guard_null_or_shared, (value,), op)

    def is_harmless_end(self, value, op):
        """Is it an object that is not made, whose end runs no code? If it might, the object is made."""
        if value.micro is not THING:
            return False
        if not self.ends_quietly(value):
            self.make_real(value, op.line)
        return value.micro is THING

    def flush(self, op):
        """The frame as the interpreter would have left it: locals up to date, the instruction pointer at the bytecode."""
        self.make_stores(line=op.line)
        self.make_all(op.line)
        for index, local in enumerate(self.locals):
            if local.dirty:
                self.flush_local(index, op.line)
        self.make(M.store_frame_const, self.host.offset("_PyInterpreterFrame.instr_ptr"),
                  self.facts.address + op.args[0], line=op.line)

    def boxed_local(self, index):
        """The object of a local that is a number, which the frame holds from now on."""
        if self.locals[index].dirty:
            self.flush_local(index)
        self.set(index, None, False)
        return self.read_local(index)

    def flush_local(self, index, line=None):
        if index in self.fields:
            fields.store(self, index, line)
            return
        local, slot = self.locals[index], self.slot(index)
        value = local.value
        if value.micro is THING:
            self.make_real(value, line)
            return
        self.take_due_of(index, line)
        self.stored.add(index)
        if value is NULL:
            self.make(M.drop_frame, slot, line=line)
        elif (there := value if value.kind is OBJ else self.box_to_share(local, line)) is not None:
            self.put_in_frame(index, there, line)
        elif value.kind is I64:
            self.make(M.flush_new_int if home_of(local.origin) is None else M.flush_int, slot, value, id(int), line=line)
        elif value.kind is F64:
            self.make(M.flush_new_float if home_of(local.origin) is None else M.flush_float, slot, value, id(float), line=line)
        else:
            self.make(M.flush_bool, slot, value, id(False), id(True), line=line)
        self.set(index, value, False, local.origin)
        if local.origin in self.numbers:
            self.in_slot(self.numbers[local.origin], index, line)

    # -- guards that the pass understands ------------------------------------------------------------------------------------

    def guard_type(self, op):
        value, kind = op.args[0].now, op.args[1]
        if value.kind in SCALARS:
            if id(SCALAR_TYPES[value.kind]) != kind:
                raise Mismatch("VARIABLE is of another type from one pass of the loop to the next",
                               op.args[0].args[0] if op.args[0].micro is ir.GET_LOCAL else None, ONE_TYPE)
            return None
        if isinstance(value, Const):
            if id(type(value.object)) != kind:
                raise Mismatch("the class of a constant was changed")
            if self.host.is_lasting(kind):
                return None
        if value.type == kind:
            return None
        if value.micro in UNMADE:
            raise Mismatch("VARIABLE is of another type from one pass of the loop to the next", getattr(value, "local", None), ONE_TYPE)
        known = self.proven.get(value)
        if known is not None and known.args[1] == kind:
            self.use(known)
            return None
        self.proven[value] = self.emit(op.micro, (value, kind), op)
        return None

    def guard_set(self, op):
        """A number is no NULL, nor is an object with a type (but a type that a loop's entry proves may rest on this very guard)."""
        value = op.args[0].now
        if value.kind in SCALARS or isinstance(value, Const) and value.kind is OBJ or value.micro in UNMADE:
            return None
        known = self.proven.get(value)
        if known is not None and (op.micro, (value,)) not in self.shared:
            self.use(known)
            return None
        return self.simplified(op.micro, (value,), op)

    def guard_same(self, op):
        return self.plain(op) if op.args[0].now is not op.args[1].now else None

    def unbox(self, op):
        value = op.args[0].now
        if value.kind is op.micro.out:
            return value
        if value.micro is NUMBER:
            return value.scalar
        if isinstance(value, Const) and value.kind is OBJ:
            return self.constant(op.micro.out, value.object)
        return self.plain(op)

    def word_eq(self, op):
        x, y = op.args[0].now, op.args[1]
        if x.kind is BOOL and y.__class__ is int:
            return x if y == id(True) else self.constant(BOOL, 0)
        x, y = self.value(op.args[0]), y if y.__class__ is int else self.value(y)
        if isinstance(y, Const):
            y = y.value if y.kind is OBJ else y
        if x is y:
            return self.constant(BOOL, 1)
        if x.micro is THING or y.__class__ is not int and y.micro is THING:
            return self.constant(BOOL, 0)    # nobody else has seen it
        if isinstance(x, Const) and y.__class__ is int:
            return self.constant(BOOL, int(x.value == y))
        return self.simplified(op.micro, (x, y), op)

    def branch(self, op):
        """guard_true and guard_false: of a comparison, one op; of a constant, none."""
        value, wanted = op.args[0].now, op.micro is M.guard_true
        while value.micro is M.bool_not:
            value, wanted = value.args[0], not wanted
        if isinstance(value, Const):
            if bool(value.value) is not wanted:
                raise Mismatch("a branch that depends on constants goes the other way")
            return None
        if value.micro.guards is None:
            return self.simplified(M.guard_true if wanted else M.guard_false, (value,), op)
        name, args = value.micro.guards[0 if wanted else 1], value.args
        if value.micro is M.word_eq and args[1].__class__ is int:
            name = "guard_is" if wanted else "guard_is_not"
        elif value.micro is M.word_eq and isinstance(args[1], Const):
            name, args = "guard_is" if wanted else "guard_is_not", (args[0], args[1].value)
        return self.simplified(getattr(M, name), args, op)


def is_harmless(micro, args):
    """Does an op that has effects leave all objects alive, and their counts as they are: does it store a number?"""
    return micro.name in NUMBER_STORES and args[-1].kind in (I64, F64) or micro is M.count_pass


NOWHERE = {}
# What a load gives after a store to the same place, by the kind of the value.
LOADS_OF_STORES = {(store + at, kind): getattr(M, load + at) for at in ("", "_at") for store, kind, load in (
    ("store_word", OBJ, "load_object"), ("store_word", I64, "load_int"), ("store_word", PTR, "load_word"),
    ("store_float", F64, "load_float"))}
NUMBER_STORES = {name for name, kind in LOADS_OF_STORES if kind in (I64, F64)}
HANDLERS = {
    ir.RETURN: finish, ir.NEW: Forward.new, ir.GET_LOCAL: Forward.get_local, ir.SET_LOCAL: Forward.set_local, ir.UNSET_LOCAL: Forward.unset_local,
    ir.TAKE_LOCAL: Forward.take_local,
    ir.OLD_LOCAL: Forward.old_local, ir.OLD_SHARED: Forward.old_shared, ir.GET_STACK: Forward.get_stack,
    ir.GET_FIELD: Forward.get_field, ir.SET_FIELD: Forward.set_field, ir.SETTLE: Forward.settle,
    ir.KEEP: Forward.keep, ir.SAVE: Forward.save, ir.MOVE: Forward.move, ir.OWN: Forward.own, ir.BORROW: Forward.borrow,
    ir.UNBORROW: Forward.unborrow, ir.LEND: Forward.lend, ir.RELEASE: Forward.release, ir.FLUSH: Forward.flush,
    M.guard_same: Forward.guard_same, M.guard_type: Forward.guard_type, M.guard_set: Forward.guard_set,
    M.unbox_int: Forward.unbox, M.unbox_float: Forward.unbox, M.word_eq: Forward.word_eq,
    M.guard_true: Forward.branch, M.guard_false: Forward.branch,
    M.decref: Forward.count, M.decref_shared: Forward.count, M.guard_shared: Forward.count,
    M.put_int_field: Forward.put, M.put_int_at: Forward.put, M.put_float_field: Forward.put, M.put_float_at: Forward.put,
}
