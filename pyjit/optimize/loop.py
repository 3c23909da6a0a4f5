"""Loops: what does not change from pass to pass leaves the loop.

A first forward pass over the recorded iteration only learns: which values are invariant, and in what form each local comes out at
the end. A second pass over the same raw ops starts from that knowledge and gives the loop's body. What the body uses of the
invariant part is computed once at the entry, from whatever the entering trace knows: the interpreter's frame, or a bridge's
registers. The point between entry and body is the Label.

A loop may carry objects that are not made, as the values of their slots (pyjit.optimize.carried). Who comes from the interpreter has none
such: the entry then makes the first passes until there are, and is a label of its own for whoever has other objects."""
from pyjit.optimize import fields
from pyjit.optimize.carried import STORES, begin_with, fitted, templates
from pyjit.optimize.forward import Forward, Local
from pyjit.optimize.mismatch import ONE_TYPE, Mismatch, OtherForm
from pyjit.optimize.references import SCALAR_TYPES, UNBOX
from pyjit.optimize.regions import LASTING, VOLATILE, is_killed
from pyjit.patterns.define import BOOL, OBJ
from pyjit.patterns.families import M
from pyjit.trace import ir
from pyjit.trace.ir import MEMORY, OWNED, SCALARS, Const, FrameState, Op, Ref, origin_of

OTHER_TYPE = "the loop ahead is compiled for another type of VARIABLE"
OVERWRITES = ir.OLD_LOCAL, ir.OLD_SHARED, ir.SET_LOCAL, ir.UNSET_LOCAL, ir.TAKE_LOCAL
ATTEMPTS = 8   # how often a local may be put back into the frame, or a pass be added, before the loop is given up
PASSES = 3     # passes that an entry makes, at most, until what is not made has the form that it keeps,
LONG = 4000    # and raw ops of these passes


class Label:
    """A loop's start, where values are where the loop wants them.

    offset: of the header's bytecode; params: {index: PARAM Op}, the locals (and fields: the indices in `fields`) that change
    and are carried in registers; written: all of them that the loop writes; preamble: the first pass's invariant ops that the
    body relies on, in order; inputs: the params and those preamble values that the body reads; where: {input: location}, from
    the allocator; address: of its code; tables: what bridges that come back may go on relying on; trial: the Trial of the loop, if
    it has one; trace: that it is in; things: {index: NotMade of leaves}, the locals that hold what is not made (see carried); leaves: the
    PARAM Ops of these; stores: {(base, offset): (region, leaf)}, the stores that are due; is_first: may there be another form, after one
    more pass? beginning: the Label of the entry, if whoever has other objects can come by that; dirty: the params that the frame does
    not hold (a number of which it has the box stays that one object); due: those of them, objects, whose references are due (see
    References)."""

    def __init__(self, offset, depth, params, written):
        self.offset, self.depth, self.params, self.written = offset, depth, params, written
        self.preamble, self.inputs, self.where, self.address = (), (), None, None
        self.tables = self.trial = self.trace = None
        self.fields = self.dirty = self.due = self.leaves = ()
        self.things, self.stores, self.beginning, self.is_first = {}, {}, None, False

    def carried(self):
        """The PARAM Ops."""
        return (*self.params.values(), *self.leaves)

    def let_go(self):
        """Its code is no more, and nothing leads here."""
        for op in (*self.preamble, *self.inputs):
            op.let_go()
        self.params, self.preamble, self.inputs, self.where, self.tables, self.trial = {}, (), (), None, None, None
        self.things, self.stores, self.leaves, self.beginning = {}, {}, (), None


class Iteration:
    """One recorded pass of a loop: host, facts, its raw ops, and (offset, depth) of its header; begin: makes the Forward that the entry
    begins with, if it does not come from the interpreter (a bridge that becomes a loop of its own).

    read, written: the indices of the locals (and fields) that it reads, and that it writes; overwritten: {index: the micro-op of the
    first op that does away with what the local held}."""

    def __init__(self, host, facts, raw, header, begin):
        self.host, self.facts, self.raw, self.header, self.begin = host, facts, raw, header, begin
        self.read, self.written, self.overwritten = set(), set(), {}
        for op in raw:
            micro = op.micro
            if micro is ir.GET_LOCAL:
                self.read.add(op.args[0])
            elif micro is ir.SET_FIELD:
                self.written.add(facts.field(*op.args[:2]))
            elif micro in OVERWRITES:
                self.overwritten.setdefault(op.args[0], micro)
                if not micro.guard:
                    self.written.add(op.args[0])

    def new_pass(self):
        """A Forward that knows nothing yet."""
        return Forward(self.host, self.facts)

    def most_passes(self):
        """How many passes an entry may make."""
        return max(1, min(PASSES, LONG // max(1, len(self.raw))))


def compile_loop(host, facts, raw, offset, depth, begin=None):
    """(entry ops, label, body ops, back edge's values) of one recorded iteration. begin: see Iteration."""
    iteration = Iteration(host, facts, raw, (offset, depth), begin)
    boxed, passes, cause = set(), 1, None
    for _ in range(ATTEMPTS):
        try:
            return _attempt(iteration, boxed, passes)
        except Mismatch as why:
            if why.local is None or why.local in boxed:
                raise
            if type(why) is OtherForm and passes < iteration.most_passes():
                passes += 1
            else:
                boxed.add(why.local)
                passes = 1
            cause = why.with_traceback(None)     # a frame that holds a traceback of its own would go on holding what it has seen
    try:
        raise cause
    finally:
        del cause


def _attempt(iteration, boxed, passes):
    """The loop with these locals in the frame, whose entry makes so many passes."""
    raw, begin = iteration.raw, iteration.begin
    first = iteration.new_pass()
    first.run_passes(raw, passes)
    label = Label(*iteration.header, _params(first, iteration, boxed), iteration.written)
    label.fields = first.fields
    label.dirty = {index for index in label.params if first.locals[index].dirty}
    label.due = _due(first, label)
    carried = None
    if begin is None:
        carried, label.things = templates(first, label, boxed)
        label.is_first = passes < iteration.most_passes()
    invariant = _hoist(first, label)
    if carried is not None:
        label.stores = carried.stores() if STORES not in boxed else {}
        label.leaves = carried.added()
    body = _begin_body(iteration.new_pass(), first, label, invariant)
    body.tables = label.tables = ({}, {}, {})
    body.run(raw)
    back = _back_edge(body, label)
    for op in reversed(invariant):
        if op.needed:
            for a in op.args:
                if a.__class__ is not int:
                    a.needed = True
    label.preamble = tuple(op for op in invariant if op.needed)
    label.inputs = label.carried() + tuple(_used_of(label.preamble, body, back))
    _fill_tables(first, label)
    entry = begin() if begin is not None else iteration.new_pass()
    if label.things or label.stores:
        label.beginning = Label(*iteration.header, {}, iteration.written)
        entry.run_passes(raw, passes)
    actual = enter(entry, label)
    label.is_first = False
    return entry, actual, label, body, back


def _params(first, iteration, boxed):
    """The locals that the loop carries in registers, in the form in which the first pass leaves them. An object that is not read before
    it is overwritten may be of any type, if a guard looks at it then (but not NULL, as a comprehension's variables are at first)."""
    read, params = iteration.read, {}
    for index in sorted(iteration.written - boxed):
        value = first.locals[index].value
        if value is None or value.micro is ir.THING:
            continue
        kind = first.known_type(value)
        any_type = value.kind is OBJ and first.locals[index].dirty and index not in read and iteration.overwritten[index] is ir.OLD_LOCAL
        any_type = any_type and not first.facts.bytecode.in_comprehension(index)
        if value.kind in SCALARS or any_type or kind and index in read and first.host.is_lasting(kind):
            params[index] = param = Op(ir.PARAM, (index,), kind=value.kind)
            param.type = None if any_type else kind
    return params


def _hoist(first, label):
    """The first pass's ops that give the same in every pass of the loop, in order."""
    killed, everything = first.killed, "*" in first.killed
    invariant = []
    for op in first.out:
        micro = op.micro
        if micro is M.load_frame and op.slot is not None:
            stays = op.slot not in label.written
        elif micro is M.guard_type:
            stays = not everything or first.host.is_lasting(op.args[1])
        elif micro.pure:
            stays = True
        elif micro.reads and not micro.writes:
            region = op.region or micro.reads[0]
            stays = region not in VOLATILE and not is_killed(region, killed) and (not everything or region in LASTING)
        else:
            stays = False
        if stays:
            for a in op.args:
                if a.__class__ is not int and not a.hoist:
                    stays = False
                    break
        op.hoist, op.needed = stays, False
        if stays:
            invariant.append(op)
    return invariant


def _begin_body(body, first, label, invariant):
    """Let the pass `body` know what holds at the label."""
    body.loops = True
    body.constants = first.constants
    body.shared = {key: op for key, op in first.shared.items() if op.hoist}
    body.memory = _unchanged(first, lambda op: op.hoist)
    body.proven = {op: guard for op, guard in first.proven.items() if guard.hoist}
    for op in invariant:
        if op.micro is M.load_frame and op.slot is not None and op.slot >= 0:
            body.locals[op.slot] = Local(op)
    for index, param in label.params.items():
        body.locals[index] = Local(param, index in label.dirty)
    body.due = {label.params[index]: 1 for index in label.due}
    for index, thing in begin_with(body, label).items():
        body.locals[index] = Local(thing, True)
    return body


def _unchanged(first, kept):
    """What is known, in the first pass's values that are kept, of the memory that no pass of the loop changes. (Of what it does
    change the first pass knows how it has left it.)"""
    return {region: {key: op for key, op in table.items() if kept(op)} for region, table in first.memory.items()
            if not is_killed(region, first.killed) and ("*" not in first.killed or region in LASTING)}


def _back_edge(body, label):
    """The params' values at the end of the body, in their own forms; every other local that was written is in the frame."""
    values = []
    for index, param in label.params.items():
        value = body.read_local(index)
        if value.kind is not param.kind:
            raise OtherForm("VARIABLE is of another type from one pass of the loop to the next", index, ONE_TYPE)
        if param.type and param.type != body.known_type(value):
            raise Mismatch("VARIABLE is of another type from one pass of the loop to the next", index, ONE_TYPE)
        values.append(value)
    return values + _leave_to(body, label, lambda op: op)


def _leave_to(entry, label, now):
    """Everything but what the label carries stands in the frame. Gives the values of the label's leaves."""
    entry.share_boxes()
    for index, local in enumerate(entry.locals):
        if local.dirty and index not in label.dirty and index not in label.things:
            entry.flush_local(index)
    leaves = fitted(entry, label, now)
    _hand_over(entry, label)
    return leaves


def _due(first, label):
    """The params whose references are due at the end of the first pass, and may stay so: what objects hold that do not change."""
    due, found = dict(first.due), set()
    for index in label.dirty:
        value = label.params[index].kind is OBJ and first.locals[index].value
        if value and due.get(value) and first.is_inside(value):
            due[value] -= 1
            found.add(index)
    return found


def _hand_over(entry, label):
    """Who comes to a label has the references to the objects that its loop carries, or they are due, as the loop wants it; no other are."""
    for index in label.dirty:
        if label.params[index].kind is not OBJ:
            continue
        local = entry.locals[index]
        if index in label.due and local.dirty and not (local.value in entry.due and entry.is_inside(local.value)):
            entry.flush_local(index)
        if not entry.locals[index].dirty:   # the frame keeps the object, and its reference to it
            entry.incref(local.value)
            entry.set(index, local.value, True)
        if index not in label.due:
            entry.take_one(local.value)
    due = {}
    for index in label.due:
        value = entry.locals[index].value
        due[value] = due.get(value, 0) + 1
    for value in [*entry.due]:
        entry.take_all(value, but=due.get(value, 0))


def _used_of(preamble, body, back):
    """The preamble's values that the body reads, by its ops, exits or back edge."""
    wanted = set(preamble)
    used = dict.fromkeys(op for op in back if op in wanted)
    for op in body.out:
        for a in op.args:
            if a.__class__ is not int and a in wanted:
                used[a] = None
        if op.exit is not None:
            for value in op.exit.resume.values():
                if value in wanted:
                    used[value] = None
    return used


def _fill_tables(first, label):
    """What holds anywhere in the loop, for the bridges: (shared, memory, proven) restricted to the preamble."""
    kept = set(label.preamble)
    shared, memory, proven = label.tables
    shared.update((key, op) for key, op in first.shared.items() if op in kept)
    memory.update(_unchanged(first, lambda op: op in kept))
    proven.update((op, guard) for op, guard in first.proven.items() if guard in kept)


# -- entering a label ----------------------------------------------------------------------------------------------------------


def enter(entry, label, stack=()):
    """Compute the label's inputs in the pass `entry`: the values to be where the label wants them. Every other local goes into the
    frame, where the loop expects it, and so does the `stack` (Refs of raw values). Raises Mismatch when this entry's values have
    other forms."""
    for depth, ref in enumerate(stack):
        if ref.mode is not MEMORY:
            _settle_stack(entry, depth, ref)
    snapshot = header_snapshot(entry, label)
    params = {}
    for index, param in label.params.items():
        params[param] = _coerced(entry, index, param, snapshot)
    _replay_bases(entry, label, snapshot)
    params.update(zip(label.leaves, _leave_to(entry, label, lambda op: op.now)))
    for op in label.preamble:
        _replay(entry, op, snapshot)
    return [params[p] if p.micro is ir.PARAM else _as_loaded(entry, p) for p in label.inputs]


def _as_loaded(entry, op):
    """An invariant's value in the entering pass; of a local that this knows as a number, the box in the frame, if the loop wants it."""
    value = op.now
    if op.kind is OBJ and value.kind in SCALARS:
        return entry.make(M.load_frame, op.args[0])
    return value


def _settle_stack(entry, depth, ref):
    """A stack entry that the loop will find in the frame."""
    value = ref.op.now
    entry.make_real(value)
    if value.kind in SCALARS:
        value = entry.box(value, origin_of(ref.op), None)
    elif ref.mode is not OWNED and value.kind is OBJ:
        entry.incref(value)
    entry.take_one(value)
    entry.make(M.store_frame, entry.host.stack_base(entry.facts) + 8 * depth, value)
    entry.shared[("stack", depth)] = value
    fields.renew(entry, depth)


def header_snapshot(entry, label):
    """Going on at the header in the interpreter."""
    stack = [Ref(None, MEMORY) for _ in range(label.depth)]
    return ir.Snapshot([FrameState(entry.facts, label.offset, stack)])


def _coerced(entry, index, param, snapshot):
    """A local's value in the form that a param has."""
    value = fields.entering(entry, index, snapshot) if index in entry.fields else entry.read_local(index)
    if param.kind is OBJ and value.kind in SCALARS:
        value = entry.boxed_local(index)
    if value.kind is param.kind:
        if param.kind is OBJ:
            _guard_type(entry, value, param.type, snapshot)
        return value
    if param.kind in SCALARS and value.kind is OBJ:
        if entry.locals[index].dirty:
            entry.flush_local(index)   # the number's object is where its loop expects it
        if isinstance(value, Const):
            raise Mismatch(OTHER_TYPE, index, ONE_TYPE)
        _guard_type(entry, value, id(SCALAR_TYPES[param.kind]), snapshot)
        if param.kind is BOOL:
            return _guard(entry, M.word_eq, (value, id(True)), snapshot)
        return _guard(entry, UNBOX[param.kind], (value,), snapshot)
    raise Mismatch(OTHER_TYPE, index, ONE_TYPE)


def _guard(entry, micro, args, snapshot):
    raw = Op(micro, args, snapshot if micro.guard else None, None)
    return entry.simplified(micro, args, raw)


def _guard_type(entry, value, kind, snapshot):
    """The local may be unbound, and then it has no type. kind: None is any."""
    bound = Op(M.guard_set, (_settled(value),), snapshot)
    bound.why = "unbound"
    entry.guard_set(bound)
    if kind:
        entry.guard_type(Op(M.guard_type, (value, kind), snapshot))


def _settled(value):
    """The value as a raw operand of itself."""
    value.now = value
    return value


def _replay_bases(entry, label, snapshot):
    """What the stores that the loop carries are known by, in the entering pass."""
    bases = {base for base, _ in label.stores}
    last = max([at for at, op in enumerate(label.preamble) if op in bases], default=-1)
    for op in label.preamble[:last + 1]:
        _replay(entry, op, snapshot)


def _replay(entry, op, snapshot):
    """One invariant op in the entering pass."""
    if op.micro is M.load_frame and op.slot is not None:
        if op.slot >= 0:
            op.now = entry.read_local(op.slot)
        else:
            op.now = entry.get_stack(Op(ir.GET_STACK, (-1 - op.slot,)))
        return
    raw = Op(op.micro, op.args, snapshot if op.exit is not None else None, op.region, op.kind)
    raw.line, raw.why = op.line, op.exit and op.exit.expected
    entry.run((raw,))
    op.now = raw.now
