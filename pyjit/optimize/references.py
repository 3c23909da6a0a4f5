"""Reference counts and boxes in the forward walk: who keeps, borrows or gives back what, once numbers are no objects any more."""
from pyjit.optimize import fields
from pyjit.optimize.regions import LASTING
from pyjit.patterns.define import BOOL, F64, I64, OBJ, PTR
from pyjit.patterns.families import M
from pyjit.trace.ir import PARAM, UNMADE, Const, home_of, origin_of

SCALAR_TYPES = {I64: int, F64: float, BOOL: bool}
UNBOX = {I64: M.unbox_int, F64: M.unbox_float}
NULL = Const(PTR, 0)     # the value of a local that is unbound


class References:
    """The part of a Forward that is about them."""

    def drop_old(self, value, op):
        """Release what a local held, which may be NULL."""
        if value.micro in UNMADE:
            self.unref(value, op.line)
            return
        if not self.is_counted(value) or self.forgo(value):
            return
        runs_code = op.region != "kept" and not self.is_leaf(value)
        self.before_drop(value, runs_code, op.line)
        new = self.make(M.xdecref, value, line=op.line)
        if runs_code:
            new.runs_code = True
            self.forget()

    def before_drop(self, value, runs_code, line):
        """What the end of an object, or the code that it runs, may look at stands in memory."""
        if runs_code:
            self.make_stores(line=line)
            self.take_due(line)
            fields.settle(self, self.fields, line)
        else:
            fields.let_go(self, value, line)

    def drop(self, value, line=None, quiet=False):
        """A reference less: of a leaf without further ado, of anything else with all that may follow (unless it is known to be
        quiet). What a local held may be nothing: it need not be bound where the trace is entered."""
        if value.micro in UNMADE:
            self.unref(value, line, quiet)
            return
        if not self.is_counted(value) or self.forgo(value):
            return
        if quiet:
            self.take_due(line)     # the object may have parts
            if not self.is_leaf(value):
                self.make_stores(line=line)
        perhaps = value.slot is not None and self.known_type(value) is None
        runs_code = not quiet and not self.is_leaf(value)
        self.before_drop(value, runs_code, line)
        op = self.make(M.xdecref if perhaps else M.decref, value, line=line)
        if runs_code:
            op.runs_code = True
            self.forget()

    def is_leaf(self, value):
        return value in self.leaves or self.host.is_leaf(self.known_type(value))

    def known_type(self, value):
        """The exact type (address) of an object, or None."""
        guard = self.proven.get(value)
        return value.type or (guard and guard.args[1])

    def is_immortal(self, value):
        """Does nobody count the references to the object?"""
        if isinstance(value, Const):
            return value.kind is OBJ and self.host.is_immortal(value.value)
        return self.known_type(value) in self.host.immortal_types or value.region == "characters"

    def is_counted(self, value):
        """Is it an object whose references are counted? NULL is none, nor is a number."""
        return value.kind is OBJ and not self.is_immortal(value)

    # -- references that are due ---------------------------------------------------------------------------------------------
    #
    # A reference that the trace is to have of an object which somebody else keeps alive is not taken at once: it is due. It is taken
    # before anything that the object might not outlast, or that depends on its count: a store of an object, a call, the end of what
    # is no leaf. Given back before that, it has never been one. An exit takes what is due first of all.

    def incref(self, value):
        """A reference more to an object is due."""
        if value.micro in UNMADE:
            value.count += 1
        elif not self.is_immortal(value):
            self.due[value] = self.due.get(value, 0) + 1
            self.owing = None

    def forgo(self, value):
        """A reference to an object is given back: has it only been due?"""
        count = self.due.get(value)
        if count is None:
            return False
        self._are_due(value, count - 1)
        return True

    def take_one(self, value, line=None):
        """Take a reference to an object, if one is due."""
        if self.forgo(value):
            self.make(M.incref, value, line=line)

    def take_all(self, value, line=None, but=0):
        """Take the references to an object that are due, but for so many."""
        while self.due.get(value, 0) > but:
            self.take_one(value, line)

    def take_due(self, line=None):
        """Take all references that are due."""
        for value in [*self.due]:
            self.take_all(value, line)

    def take_due_of(self, index, line=None):
        """Take those that are due of what a slot of the frame, which is about to change, may keep alive: the local's. (A param's own slot
        keeps it alive, until that is written.)"""
        for value in [*self.due]:
            elsewhere = self.loops and value.micro is PARAM and value.args and value.args[0] not in self.stored | {index}
            if not elsewhere and not self.is_inside(value):
                self.take_all(value, line)

    def is_inside(self, value):
        """Is it sure that an object keeps the value alive, until the next effect?"""
        if isinstance(value, Const):
            return True
        region = value.region or value.micro.reads and value.micro.reads[0]
        known = region.__class__ is str and self.memory.get(region)
        if not known or known.get((value.micro, value.args)) is not value:
            return False
        return region not in LASTING or self.is_held(value.args[0])

    def is_held(self, base):
        """Is it sure that an object, whose own memory never changes, is still there?"""
        if base.slot is not None and base.slot < 0:
            return self.shared.get(("stack", -1 - base.slot)) is base
        return self.is_inside(base) or any(local.value is base for local in self.locals)

    def _are_due(self, value, count):
        if count:
            self.due[value] = count
        else:
            del self.due[value]
        self.owing = None

    def keep(self, op):
        value = op.args[0].now
        if value.kind is OBJ:
            self.incref(value)
            return value
        return self.box_there(value, origin_of(op), op.line) or value

    def save(self, op):
        """What waits on a stack while the local changes in whose slot its box may be is that object from now on."""
        origin = origin_of(op)
        home = home_of(origin)
        if home is not None and self.locals[home].dirty and self.locals[home].origin is origin:
            self.flush_local(home, op.line)
        return self.keep(op)

    def move(self, op):
        value = op.args[0].now
        return value if value.kind is OBJ else self.number(value, origin_of(op.args[0]), op.line)

    def own(self, op):
        value = op.args[0].now
        if value.kind is OBJ:
            self.incref(value)
            return value
        return self.number(value, origin_of(op.args[0]), op.line)

    def box(self, value, origin, line):
        """The object of a scalar, a new one unless its number has one in a local (for a constant, a new reference to the object that it
        came from)."""
        if isinstance(value, Const):
            const = self.object_of(value)
            self.incref(const)
            return const
        number = self.numbers.get(origin)
        if number is not None:
            number.count += 1
            return self.make_real(number, line)
        if value.kind is BOOL:
            boxed = self.make(M.box_bool, value, id(False), id(True), line=line)
            boxed.type = id(bool)
            return boxed
        while (index := self.local_with(origin, dirty=True)) is not None:
            self.flush_local(index, line)   # one object stays one object: the locals'
        boxed = self.box_there(value, origin, line)
        if boxed is None:
            boxed = self.make(M.box_int if value.kind is I64 else M.box_float, value, line=line)
            self.is_box(boxed, value)
        return boxed

    def box_there(self, value, origin, line):
        """A reference more to the box that the frame has of a number, or None: one object stays one object."""
        index = self.local_with(origin, dirty=False)
        if index is None:
            return None
        box = self.make(M.load_frame, self.slot(index), line=line)
        box.slot = index
        self.make(M.incref, box, line=line)
        self.is_box(box, value)
        return box

    def give_box_to_others(self, index, line):
        """Before a local changes, whose number has its box in the frame, or may have: other locals with this number get it, too."""
        local = self.locals[index]
        if not local.is_number() or local.dirty and home_of(local.origin) != index:
            return
        number = self.numbers.get(local.origin)
        if number is not None and number.count and not number.fresh:
            self.make_real(number, line)
        for other, also in enumerate(self.locals[:self.facts.nlocalsplus]):
            if other != index and also.dirty and also.origin is local.origin:
                if local.dirty:
                    self.take_due_of(index, line)
                    self.take_due_of(other, line)
                    share = M.share_int if local.value.kind is I64 else M.share_float
                    self.make(share, self.slot(index), self.slot(other), local.value, id(SCALAR_TYPES[local.value.kind]), line=line)
                    self.stored.add(other)
                else:
                    self.flush_local(other, line)

    def box_to_share(self, local, line):
        """A reference to the object that a local's number has already, or None."""
        if local.is_number():
            home = home_of(local.origin)
            if home is not None and (there := self.locals[home]) is not local and there.dirty and there.origin is local.origin:
                self.flush_local(home, line)
            return self.box_there(local.value, local.origin, line)
        return self.box(local.value, local.origin, line) if isinstance(local.value, Const) and local.value.kind in UNBOX else None

    def share_boxes(self, line=None):
        """Locals that hold the same number, or a constant, get its object, in the frame: where the trace goes on they are numbers of
        their own."""
        locals = self.locals[:self.facts.nlocalsplus]
        origins = [local.origin for local in locals if local.is_number()]
        for index, local in enumerate(locals):
            if local.dirty and (origins.count(local.origin) > 1 if local.is_number() else self.has_object(local.value)):
                self.flush_local(index, line)
            elif local.dirty and local.value.kind is F64 and home_of(local.origin) is None:
                self.take_due_of(index, line)
                self.stored.add(index)
                self.make(M.flush_new_nan, self.slot(index), local.value, line=line)

    def has_object(self, value):
        """Is it a constant number that is more than its value: no small int?"""
        return isinstance(value, Const) and value.kind in UNBOX and not self.host.is_immortal(id(value.object))

    def local_with(self, origin, dirty):
        """The index of the first local that has the number of this origin and is dirty, or is not; None if there is none."""
        for index, local in enumerate(self.locals[:self.facts.nlocalsplus]):
            if local.origin is origin and local.dirty is dirty and local.is_number():
                return index
        return None

    def is_box(self, box, value):
        """From now on it is known that the object is the box of this number."""
        box.type = id(SCALAR_TYPES[value.kind])
        unbox = UNBOX[value.kind]
        self.memory.setdefault(unbox.reads[0], {})[(unbox, (box,))] = value

    def object_of(self, const):
        """The object constant of a scalar constant."""
        key = (OBJ, id(const.object))
        known = self.constants.get(key)
        if known is None:
            known = self.constants[key] = Const(OBJ, id(const.object), const.object)
            known.type = id(type(const.object))
        return known

    def borrow(self, op):
        """A box for a while. Whoever borrows the same value meanwhile gets the same one, as identity wants it."""
        value = op.args[0].now
        if value.kind is OBJ:
            return value
        if isinstance(value, Const):
            return self.object_of(value)
        origin = origin_of(op.args[0])
        boxed, borrowers = self.borrowed.get(origin, (None, 0))
        boxed = boxed or self.box(value, origin, op.line)
        self.borrowed[origin] = boxed, borrowers + 1
        return boxed

    def unborrow(self, op):
        origin = origin_of(op.args[0].args[0])
        if origin not in self.borrowed:
            return
        boxed, borrowers = self.borrowed.pop(origin)
        if borrowers > 1:
            self.borrowed[origin] = boxed, borrowers - 1
        else:
            self.drop(boxed, op.line)

    def lend(self, op):
        value = op.args[0].now
        if value.kind is OBJ:
            return value
        if isinstance(value, Const):
            return self.object_of(value)
        boxed = self.box(value, origin_of(op.args[0]), op.line)
        if not self.is_immortal(boxed):
            self.make(M.decref_shared, boxed, line=op.line)
        return boxed

    def release(self, op):
        value = op.args[0].now
        self.drop(value, op.line)

    def count(self, op):
        """Reference counts of what has become a scalar, or is immortal, are nobody's business."""
        value = op.args[0].now
        if value.micro in UNMADE:
            if op.micro is not M.guard_shared:
                self.unref(value, op.line, quiet=True)
                return None
            if self.ends_quietly(value):
                return None
            self.make_real(value, op.line)
        if not self.is_counted(value):
            return None
        if op.micro is M.decref:
            self.drop(value, op.line, quiet=op.region == "quiet")
            return None
        if op.micro is M.guard_shared:
            self.take_due(op.line)
        elif self.forgo(value):
            return None
        else:
            fields.let_go(self, value, op.line)
        return self.emit(op.micro, (value,), op)
