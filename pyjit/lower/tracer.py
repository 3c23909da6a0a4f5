"""The state in which bytecode becomes raw ops while the interpreter executes it: the frames of the trace, their stacks of values
held one way or another, and the ops so far. The families beside this file say what each bytecode does to it."""
from pyjit.lower import handling, pushed_frames
from pyjit.lower.abort import Abort
from pyjit.lower.distinct import Distinct
from pyjit.lower.frame_locals import FrameLocals
from pyjit.lower.frames import CODE, FUNCTION, is_at_risk, is_counted
from pyjit.lower.identity import box_shared
from pyjit.lower.shapes import tuple_shape
from pyjit.options import CHECKED
from pyjit.patterns.define import BOOL, F64, I64, OBJ, PTR
from pyjit.patterns.families import M
from pyjit.report.reasons import Reason, place_of
from pyjit.trace import ir
from pyjit.trace.ir import FIXED, HEAP, LOCAL, MEMORY, OWNED, Const, Op, Ref

BITS64 = 1 << 63
STACK = "a loop with a list as its stack"


def harmless(micro):
    """Does an op without an exit leave everything as it is?"""
    reads = bool(micro.reads) and not micro.writes and not micro.is_call
    return reads or micro.pure or micro in (ir.GET_LOCAL, ir.GET_STACK, ir.GET_FIELD)


class Tracer(FrameLocals):
    """One recording. The bytecode families call its methods; pyjit.record.recorder feeds it instructions."""

    def __init__(self, host, frame, limits):
        self.host, self.limits = host, limits
        self.frames, self.frame, self.root = [frame], frame, frame
        self.ops, self.constants, self.gone = [], {}, False
        self.place, self.saved = None, None
        self.is_function = False     # does the recording begin where the root's function does?
        self.returned = False        # has the root's function returned? The recording ends there
        self.checks = []       # ops that may have run code, after which nobody has looked yet whether the trace may go on
        self.looked = False    # has the trace looked at the eval breaker for the jump back that comes next?
        self.done_ahead = 0    # how many of the next instructions' work has been done already
        self.after = None      # called with the next instruction's offset: what the last one turned out to do
        self.types = {}        # raw object -> exact type that a guard has proven, while it holds
        self.quiet = set()     # raw tuples of leaves alone: their end runs no code
        self.seen_headers = {}
        self.resumes = False        # is a generator iterated over?
        self.namespaces = set()     # addresses of dicts of variables that live as long as the trace is in use
        self.old_locals = {}   # index -> "leaf" where a guard has shown that overwriting the root's local needs no care
        self.cells = Distinct()    # those that have been seen
        self.counts = []       # (address, reference count) that the bytecode's lowering has read, when pyjit checks itself
        self.restart = None    # (Snapshot, depth): until that many frames are left again nothing has effects; each guard leaves there
        self.in_hand = ()      # Refs that have been popped and are about to be passed on
        self.failing = None    # of the last bytecode: see pyjit.lower.handling.failed
        self.replay = None     # the Snapshot where a bytecode has raised an exception, as long as nothing has been done about it
        self.goes_to = None    # the handler to which the last bytecode goes by an exception
        self.made_again = ()   # offsets in the frame of the handler: there the interpreter makes a call again, for the exception
        self.pushed = ()       # the frames that this bytecode has pushed: see pyjit.lower.pushed_frames
        self.reversal = None   # part of a list that is on its way to be reversed: see pyjit.lower.containers.slices

    def may_return(self):
        """May the recording end where the root's function returns? Compiled code that has called it goes on there, and the interpreter has
        nothing to do but return."""
        return self.is_function or self.root.facts.is_called or self.root.facts.is_started

    def forget(self):
        """The recording has come to nothing. It must not hold objects of the program until a collection finds its cycles."""
        for const in self.constants.values():
            if const.is_mortal:
                self.limits.mortals.release(const.held)
            const.held = None
        vars(self).clear()

    def miss(self, watch):
        """An object has died. If the recording refers to it, or is of its code, it is no good any more."""
        self.gone = (self.gone or any(const.held is watch for const in self.constants.values())
                     or any(frame.facts.id == watch.address for frame in self.frames))

    # -- emission ------------------------------------------------------------------------------------------------------------

    def emit(self, micro, *args, region=None):
        """Append an op without an exit and give its value."""
        if (self.restart or self.replay) and not harmless(micro):
            self.not_harmless()
        op = Op(micro, args, None, region)
        op.line = self.place
        self.ops.append(op)
        return op

    def not_harmless(self):
        """What was to have no effects has one."""
        if not self.restart:
            raise Abort(handling.MAKING, remedy=handling.HANDLED)
        raise Abort("a property or the like has effects; it is called as a whole from now on", lasting=False)

    def ends(self, lasting):
        """Recording ends here. If that is where there were to be no effects, the function concerned is called as a whole from
        now on (or its slices are taken as they come), and trying again would end in another way. So it would if a generator is resumed by
        the interpreter in which this recording cannot go on."""
        if self.reversal:
            self.frame.facts.reversals_fail = True
            return None
        if self.restart:
            self.frames[self.restart[1]].facts.effects = True
            return None
        generators = [frame for frame in self.frames if frame.generator is not None]
        if lasting and generators:
            generators[-1].facts.not_resumed = True
            return None
        return lasting

    def guard(self, micro, *args, region=None, snapshot=None, drops=(), why=None):
        """Append an op that leaves at the start of the current bytecode (or at `snapshot`), if it is one that may leave. drops: what
        the bytecode has made or borrowed so far; why: words for where it leaves, if those of the micro-op do not fit."""
        if self.restart and (micro.writes or micro.is_call):
            self.not_harmless()
        exit = snapshot or self.snapshot() if micro.guard else None
        op = Op(micro, args, ir.Snapshot(exit.frames, exit.fault, exit.drops + drops) if drops else exit, region)
        op.line, op.why = self.place, why
        self.ops.append(op)
        return op

    def guard_breaker(self, snapshot=None):
        """Leave when the interpreter has something else to do."""
        self.guard(M.guard_breaker, self.host.offset("PyThreadState.eval_breaker"), self.host.kept_breaker, snapshot=snapshot)

    def look_before_jump(self, instruction):
        """Every loop looks at the eval breaker where the interpreter does, at its jump back: in the bytecode before, so that an exit lets
        the interpreter make the jump itself. What is pending is handled there, and its exception is that of this place; whoever listens
        from then on hears of the jump's destination as of any other. (Left at the very jump by which the interpreter has entered
        the trace, it would go on behind it: _Py_call_instrumentation_jump, Python/instrumentation.c)"""
        bytecode = self.frame.facts.bytecode
        if instruction.offset in bytecode.looks:
            self.guard_breaker()
            self.looked = True
        elif instruction.opcode not in bytecode.opcodes.BEFORE_LOOPS:
            self.looked = False

    def look_before_call(self):
        """The interpreter looks at the eval breaker in every call. A trace does so where an exception would be caught in another way
        than at the jump of its loop: the interpreter then makes the call, and handles there what is pending."""
        if any(frame.facts.bytecode.catches_more(frame.offset) for frame in self.frames):
            host = self.host
            self.guard(M.guard_breaker_at_times, host.offset("PyThreadState.eval_breaker"), host.kept_breaker, host.passes)

    def constant(self, value):
        """A Python object as a value: an unboxed scalar where it fits one."""
        key = (type(value), value) if type(value) in (int, bool) else id(value)
        const = self.constants.get(key)
        if const is None:
            if type(value) is int and -BITS64 <= value < BITS64:
                const = Const(I64, value, value)
            elif type(value) is float:
                const = Const(F64, value, value)
            elif type(value) is bool:
                const = Const(BOOL, int(value), value)
            else:
                return self.object_constant(value)
            self.constants[key] = const
        return const

    def object_constant(self, value):
        """A Python object as an object, even if it is a number."""
        key = ("object", id(value))
        const = self.constants.get(key)
        if const is None:
            held = self.limits.mortals.watch(value) if self.host.is_mortal(value) else value
            const = self.constants[key] = Const(OBJ, id(value), held)
            if self.host.is_lasting(id(type(value))):
                const.type = id(type(value))
        return const

    def rely_on_namespaces(self, frame):
        """The dicts of an inlined frame live as long as its function; as a constant, that lives as long as the trace is in use."""
        if isinstance(frame.locals[FUNCTION].op, Const):
            self.namespaces.update((id(frame.globals), id(frame.builtins)))

    def word(self, value):
        """A plain word as a value."""
        key = ("word", value)
        const = self.constants.get(key)
        if const is None:
            const = self.constants[key] = Const(PTR, value)
        return const

    def integer(self, value):
        """A number as a value."""
        return self.constant(value)

    # -- snapshots -----------------------------------------------------------------------------------------------------------

    def snapshot(self, offset=None, drop=0, fault=None):
        """The state at the current bytecode's start. With `offset` or `drop`: going on there, with fewer entries on the stack."""
        if offset is None and not drop and fault is None:
            if self.saved is None:
                self.saved = self._snapshot(self.frame.offset, 0, None)
            return self.saved
        return self._snapshot(self.frame.offset if offset is None else offset, drop, fault)

    def look_after_call(self, before):
        """A call has run code, in the bytecode at `before`. Where an exception would be caught in another way than at the jump of the
        loop, what is pending by now is handled at the end of the call: the interpreter makes it once more, of an object that
        gives the result."""
        host, bytecode = self.host, self.root.facts.bytecode
        if len(self.frames) > 1 or self.restart:
            return
        call = bytecode.whole(before)
        operands = call.oparg + 2
        if bytecode.is_call(call) and bytecode.catches_more(before) and len(self.root.stack) == call.depth - operands + 1:
            snapshot = ir.Snapshot(self._snapshot(before, 0, None).frames, (operands, operands - 1, ir.GIVEN))
            self.guard(M.guard_nothing_pending, host.offset("PyThreadState.eval_breaker"), host.kept_breaker, snapshot=snapshot)

    def snapshot_after(self, before):
        """The state at the current bytecode's start, after code has run in the bytecode at `before`."""
        if len(self.frames) > 1 or self.restart:
            return self.snapshot()
        line = self.root.facts.new_line(before, self.root.offset)
        if line is None:
            return self.snapshot()
        return ir.Snapshot(self._snapshot(self.root.offset, 0, None).frames, line=line)

    def _snapshot(self, offset, drop, fault):
        if self.restart or self.replay:
            if fault:
                self.not_harmless()
            return self.restart[0] if self.restart else self.replay
        handling.can_leave(self)
        states = []
        for frame in self.frames:
            inner, inlined = frame is self.frame, frame is not self.root
            stack = frame.stack[:len(frame.stack) - drop] if inner else frame.stack
            state = ir.FrameState(frame.facts, offset if inner else frame.offset, [Ref(r.op, r.mode, r.owner) for r in stack])
            state.call = frame.call
            if frame.handling is not None:
                state.handling = self._handled(frame.handling)
            if frame.generator is not None:
                state.resumed, state.names = True, (id(frame.globals), id(frame.builtins))
            elif frame in self.pushed:
                state.pushed = pushed_frames.borrowed(self, frame)
            elif inlined:
                self._keep_locals(state, frame)
            states.append(state)
        return ir.Snapshot(states, fault)

    @staticmethod
    def _keep_locals(state, frame):
        """The FrameState of an inlined frame has what the frame holds, beside its stack."""
        held = {index: Ref(r.op, r.mode, r.owner) for index, r in frame.locals.items() if r is not None}
        state.locals = [*map(held.get, range(frame.facts.nlocalsplus))]
        state.function, state.executable = held.get(FUNCTION), held.get(CODE)
        state.names = id(frame.globals), id(frame.builtins)

    def _handled(self, handled):
        """A Handling as it is now."""
        unwound, value = [], handled.value
        for frame in handled.unwound:
            state = ir.FrameState(frame.facts, frame.offset, [])
            state.call = frame.call
            self._keep_locals(state, frame)
            unwound.append(state)
        return ir.Handling(handled.kind, Ref(value.op, value.mode, value.owner), handled.offset, (), unwound, handled.fault,
                           handled.name)

    # -- the live program ----------------------------------------------------------------------------------------------------

    def live_address(self, n=0):
        """The address of the object that is n entries below the top of the live stack; 0 for NULL."""
        frame = self.frame
        return self.host.peek.u64(frame.address + self.host.stack_base(frame.facts) + 8 * (len(frame.stack) - 1 - n))

    def live(self, n=0):
        """The object that is n entries below the top of the live stack."""
        return self.host.object_at(self.live_address(n))

    def live_local(self, index):
        """The address of the object in a local of the current frame; 0 when it is unbound."""
        return self.host.peek.u64(self.frame.address + self.host.locals_base + 8 * index)

    def peek_count(self, address):
        """The reference count of the object at an address. It is for being compared with 1: the recorder must not make it more."""
        count = self.host.count(address)
        if CHECKED:
            self.counts.append((address, count))
        return count

    # -- calls of C functions ------------------------------------------------------------------------------------------------

    def call(self, micro, target, *args, runs_code=False, writes=None):
        """Call a C function: `target` is its name or address; `args` are Ops, or functions that emit them where the frames are those that
        the code sees. With runs_code the caller has said before_code(); `writes` is a tuple of the regions of memory that it changes
        without running code."""
        address = target if isinstance(target, int) else self.host.symbol(target)
        if runs_code:
            pushed_frames.push(self)
        op = self.emit(micro, address, *[arg() if callable(arg) else arg for arg in args], region=writes)
        op.runs_code = runs_code
        if runs_code:
            pushed_frames.pop(self)
            self.after_code(op)
        return op

    def fault_snapshot(self, operands, raiser, present=0):
        """Leaving with an exception pending: the interpreter executes the bytecode again with `operands` entries, the one `raiser`
        from the top raising it. The topmost `present` of them are still on the stack here and are released on the way out."""
        handling.nothing_runs(self)
        return self._snapshot(self.frame.offset, 0, (operands, raiser, present))

    def check(self, result, operands, raiser, scarce=False):
        """Leave if a call has failed (NULL, or -1): its operands are off the stack by now. scarce: it fails for want of memory alone."""
        if not scarce:
            handling.nothing_runs(self)
        snapshot = self._snapshot(self.frame.offset, 0, (operands, raiser, 0))
        if result.kind is OBJ:
            stack = [Ref(ref.op, ref.mode, ref.owner) for ref in self.frame.stack]
            self.failing = None if result.runs_code or self.checks else (result, len(self.ops), stack, snapshot)
            snapshot.caught = self.failing is not None and handling.catches_itself(self)
            self.guard(M.guard_set, result, snapshot=snapshot)
        else:
            self.guard(M.guard_int_ne, result, self.integer(-1), snapshot=snapshot)

    # -- the stack -----------------------------------------------------------------------------------------------------------

    def push(self, op, mode=OWNED, owner=None):
        self.frame.stack.append(Ref(op, mode, owner))

    def push_constant(self, value):
        self.push(self.constant(value), FIXED)

    def pop(self):
        return self.frame.stack.pop()

    def peek(self, n=0):
        return self.frame.stack[-1 - n]

    def drop(self, ref):
        """The reference of an entry that has been popped and used is given back."""
        if is_counted(ref):
            self.release(ref.op)

    def drop_shared(self, ref):
        """The same, where somebody else has the object, too."""
        if is_counted(ref):
            self.emit(M.decref_shared, ref.op)

    def pop_drop(self, count=1):
        """Pop and release entries, the topmost first."""
        for _ in range(count):
            self.drop(self.pop())

    def put(self, number, form, base, *place, region):
        """Store a number that nobody else holds into a slot that has a box of its type: "field" (base, disp) or "at" (base, index,
        disp). It goes into that box, if nobody else has this."""
        micro = getattr(M, "put_%s_%s" % ("float" if number.kind is F64 else "int", form))
        self.emit(micro, base, *place, number, region=region)

    def new(self, shape, values=()):
        """A new object with these values, whose references it takes, in its first slots."""
        if self.restart:
            self.not_harmless()
        made = ir.New(shape, values)
        made.line = self.place
        self.ops.append(made)
        self.types[made] = shape.cls.value
        return made

    def new_tuple(self, items):
        """A tuple of popped Refs."""
        made = self.new(tuple_shape(self, tuple, len(items)), [self.own(item) for item in items])
        made.type = id(tuple)
        if all(self.is_leaf(item.op) for item in items):
            self.quiet.add(made)
        return made

    # -- references ----------------------------------------------------------------------------------------------------------

    def keep(self, ref):
        """The value with a reference of its own, taken over from a popped entry where that has one."""
        if ref.op.kind is not OBJ or ref.mode in (OWNED, MEMORY):
            return ref.op
        return self.emit(ir.KEEP, ref.op)

    def own(self, ref):
        """The same as an object: a scalar is boxed."""
        shared = box_shared(self, ref)
        if shared is not None:
            return self.keep_another(shared)
        if ref.op.kind is OBJ and ref.mode in (OWNED, MEMORY):
            return ref.op if ref.op.micro not in ir.KEEPS else self.emit(ir.MOVE, ref.op)
        return self.emit(ir.OWN, ref.op)

    def keep_another(self, op):
        """One reference more to an object."""
        return self.emit(ir.KEEP, op)

    def lend(self, ref):
        """A popped entry's value as an object for a call that begins with taking a reference of its own: the entry's reference, or that
        of a new box, is given up before, even if it is the last one, so that the callee ends up with it."""
        shared = box_shared(self, ref)
        if shared is not None:
            return shared
        if ref.op.kind is not OBJ or ref.mode not in (OWNED, MEMORY):
            return self.emit(ir.LEND, ref.op)
        op = self.own(ref)
        self.emit(M.decref_shared, op)
        return op

    @staticmethod
    def boxes(borrowed):
        """Those of what borrow() gave that may be boxes of their own, for guards that leave before unborrow()."""
        return tuple([op for op in borrowed if op.micro is ir.BORROW])

    def borrow(self, ref):
        """The entry's value as an object, for the length of one bytecode; give it back with unborrow()."""
        shared = box_shared(self, ref)
        if shared is not None:
            ref.op, ref.mode, ref.owner = shared, HEAP, None
        plain = ref.op.kind is OBJ and ref.op.micro is not ir.GET_LOCAL and ref.op.micro not in ir.KEEPS
        return ref.op if plain else self.emit(ir.BORROW, ref.op)

    def unborrow(self, op):
        if op.micro is ir.BORROW:
            self.emit(ir.UNBORROW, op)

    def release(self, op):
        """Drop a reference that the trace owns. Unless the object is a leaf, that may run code."""
        kind = op.type or self.types.get(op)
        if kind is not None and self.host.is_leaf(kind):
            self.emit(M.decref, op)
            return
        if op in self.quiet:
            self.before_effect()
            self.release_quietly(op)
            return
        self.before_release()
        pushed_frames.push(self)
        released = self.emit(ir.RELEASE, op)
        released.runs_code = True
        pushed_frames.pop(self)
        self.after_code(released)

    def release_quietly(self, op):
        """Drop a reference that the trace owns to an object whose end is known to run no code."""
        self.emit(M.decref, op, region="quiet")

    def hold(self, ref):
        """A Ref that shall depend on nothing that changes."""
        if ref.mode is MEMORY:
            ref.mode = OWNED
        elif ref.mode not in (OWNED, FIXED) or is_at_risk(ref):
            self._promote(ref)

    def dropping(self, op, address):
        """Guards, before any effect, on what dropping a reference does to the object that is now at `address`; gives the function that
        drops it. A leaf can be freed, and an object with other references stays: neither runs code. A scalar has no reference."""
        if op.kind is not OBJ:
            return lambda: None
        kind = self.host.type_address(address)
        if self.host.is_leaf(kind):
            self.guard_type(op, self.host.object_at(kind))
            return lambda: self.emit(M.decref, op)
        if self.peek_count(address) > 1:
            self.guard(M.guard_shared, op)
            return lambda: self.emit(M.decref_shared, op)
        return lambda: self.release(op)

    def before_effect(self, done=0):
        """Before memory changes or an object may be freed: what the stacks borrow from containers gets references of its own. The
        topmost `done` entries are not used after the effect."""
        for frame in self.frames:
            stack = frame.stack
            for ref in stack[:len(stack) - done] if frame is self.frame else stack:
                if ref.mode is HEAP:
                    self._promote(ref)
            if frame is not self.root:
                for ref in frame.locals.values():
                    if ref is not None and ref.mode is HEAP:
                        self._promote(ref)

    def outlast(self, ref, dropped):
        """A Ref that is about to be pushed gets a reference of its own, if its value may not outlast the entry that is dropped before."""
        if is_counted(dropped) and (ref.mode is HEAP or is_at_risk(ref)):
            self._promote(ref)

    def keep_alike(self, address):
        """What the frames borrow from containers of the object that is now at `address` gets references of its own, as many as it has
        in the interpreter: how many there are is about to be asked."""
        words, locals_base, function = self.host.words, self.host.locals_base, self.host.offset("_PyInterpreterFrame.f_funcobj")
        for frame in self.frames:
            stack = self.host.stack_base(frame.facts)
            held = [(stack + 8 * depth, ref) for depth, ref in enumerate(frame.stack)]
            if frame is not self.root:
                held += [(function if index == FUNCTION else locals_base + 8 * index, ref)
                         for index, ref in frame.locals.items() if ref is not None]
            for slot, ref in held:
                if ref.mode is HEAP and words[frame.address + slot >> 3] == address:
                    self._promote(ref)
                    self.saved = None   # the guards to come give back what is kept

    def before_release(self):
        """Before code may run at the end of an object: beside what is borrowed, the constants that may die get references of their own. The
        root's frame is at this bytecode, for who asks for its line."""
        handling.nothing_runs(self)
        root = self.root
        self.emit(M.store_frame_const, self.host.offset("_PyInterpreterFrame.instr_ptr"), root.facts.address + root.offset, region="position")
        self.before_effect()
        for frame in self.frames:
            for ref in (*frame.stack, *frame.locals.values()):
                if ref is not None and is_at_risk(ref):
                    self._promote(ref)

    def _promote(self, ref, keep=ir.KEEP):
        if ref.op.kind is OBJ:
            kept = self.emit(keep, ref.op)
            ref.op = ref.op if isinstance(ref.op, Const) else kept
        ref.mode, ref.owner = OWNED, None

    def before_code(self):
        """Before a call that can run Python code: everything borrowed is kept, and the frames are as the interpreter would leave them."""
        handling.nothing_runs(self)
        for frame in self.frames:
            for ref in frame.stack:
                if ref.mode in (HEAP, LOCAL) or is_at_risk(ref):
                    self._promote(ref)
        pushed_frames.own_locals(self)
        self.emit(ir.FLUSH, self.root.offset)
        pushed_frames.write(self)

    def refuse_recursion(self, code):
        """A function whose call the recording has followed runs again, within a call that is not followed. Its calls shall be made as wholes
        from now on."""
        frames = [frame for frame in self.frames[1:] if frame.facts.code is code]
        text = "%s() calls itself, and not all of its calls are followed" % frames[0].facts.name
        if any(frame.given for frame in frames):
            raise Abort(text, remedy=STACK)
        self.limits.not_inlined(code, Reason(text, STACK, place_of(*self.place)))
        raise Abort(text + "; they are made as wholes from now on", lasting=None, remedy=STACK)

    def after_code(self, op):
        """After code has run, in this op: what was known of mutable objects is forgotten, and the next bytecode checks that the trace may
        go on."""
        self.types = {op: kind for op, kind in self.types.items() if self.host.is_lasting(kind)}
        self.checks.append(op)

    # -- types ---------------------------------------------------------------------------------------------------------------

    def type_of(self, n=0):
        """The type (a Python class) of the entry n below the top, as seen or known."""
        op = self.peek(n).op
        if op.kind is I64:
            return int
        if op.kind is F64:
            return float
        if op.kind is BOOL:
            return bool
        return type(self.live(n))

    def known_type(self, op):
        """The address of the exact type that a guard has proven, or None."""
        return op.type or self.types.get(op)

    def guard_type(self, op, kind):
        """Make sure that an object's type is exactly `kind`; scalars know theirs."""
        if op.kind is not OBJ or self.known_type(op) == id(kind):
            return
        self.object_constant(kind)
        self.guard(M.guard_type, op, id(kind))
        self.types[op] = id(kind)

    def is_leaf(self, op):
        """Is it sure that the end of this value runs no code?"""
        while op.micro in ir.KEEPS:
            op = op.args[0]
        kind = self.known_type(op)
        return op.kind is not OBJ or kind is not None and self.host.is_leaf(kind)

    def guard_object(self, op, live):
        """Make sure that an object is the one seen; as a constant."""
        known = self.object_constant(live)
        if not isinstance(op, Const):
            self.guard(M.guard_is, op, id(live))
        return known

    def as_int(self, op):
        """An exact int's or bool's value as a 64-bit number. The op's type must have been seen to be int or bool."""
        if op.kind is I64:
            return op
        if op.kind is BOOL:
            return self.emit(M.bool_to_int, op)
        self.guard_type(op, int)
        return self.guard(M.unbox_int, op)

    def as_float(self, op):
        """An exact float's or small int's value as a double."""
        if op.kind is F64:
            return op
        if op.kind in (I64, BOOL):
            if isinstance(op, Const):
                return self.constant(float(op.value))
            return self.emit(M.int_to_float, self.as_int(op))
        self.guard_type(op, float)
        return self.emit(M.unbox_float, op)

    def as_bool(self, op):
        """An exact bool as 0 or 1."""
        if op.kind is BOOL:
            return op
        self.guard_type(op, bool)
        return self.emit(M.word_eq, op, self.object_constant(True).value)
