"""Reference counts and boxes in the forward walk: who keeps, borrows or gives back what, once numbers are no objects any more."""
from pyjit.ir import Const
from pyjit.optimize import fields
from pyjit.patterns.define import BOOL, F64, I64, OBJ, PTR
from pyjit.patterns.families import M

SCALAR_TYPES = {I64: int, F64: float, BOOL: bool}
UNBOX = {I64: M.unbox_int, F64: M.unbox_float}
NULL = Const(PTR, 0)     # the value of a local that is unbound


class References:
    """The part of a Forward that is about them."""

    def drop_old(self, value, op):
        """Release what a local held, which may be NULL."""
        if not self.is_counted(value):
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
            fields.settle(self, self.fields, line)
        else:
            fields.let_go(self, value, line)

    def drop(self, value, line=None, quiet=False):
        """A reference less: of a leaf without further ado, of anything else with all that may follow (unless it is known to be
        quiet). What a local held may be nothing: it need not be bound where the trace is entered."""
        if not self.is_counted(value):
            return
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

    def incref(self, value, line=None):
        if not self.is_immortal(value):
            self.make(M.incref, value, line=line)

    def keep(self, op):
        value = op.args[0].now
        if value.kind is OBJ:
            self.incref(value, op.line)
            return value
        return self.box_there(value, op.line) or value

    def move(self, op):
        value = op.args[0].now
        return value if value.kind is OBJ else self.box(value, op.line)

    def own(self, op):
        value = op.args[0].now
        if value.kind is OBJ:
            self.incref(value, op.line)
            return value
        return self.box(value, op.line)

    def box(self, value, line):
        """A new object of a scalar (for a constant, a new reference to the object it came from)."""
        if isinstance(value, Const):
            const = self.object_of(value)
            self.incref(const, line)
            return const
        if value.kind is BOOL:
            boxed = self.make(M.box_bool, value, id(False), id(True), line=line)
            boxed.type = id(bool)
            return boxed
        while (index := self.local_with(value, dirty=True)) is not None:
            self.flush_local(index, line)   # one object stays one object: the locals'
        boxed = self.box_there(value, line)
        if boxed is None:
            boxed = self.make(M.box_int if value.kind is I64 else M.box_float, value, line=line)
            self.is_box(boxed, value)
        return boxed

    def box_there(self, value, line):
        """A reference more to the box that the frame has of a number, or None: one object stays one object."""
        if value.kind is BOOL or isinstance(value, Const):
            return None
        index = self.local_with(value, dirty=False)
        if index is None:
            return None
        box = self.make(M.load_frame, self.slot(index), line=line)
        box.slot = index
        self.make(M.incref, box, line=line)
        self.is_box(box, value)
        return box

    def give_box_to_others(self, index, line):
        """Before a local changes, whose number has its box in the frame: other locals with this number get that box, too."""
        local = self.locals[index]
        if local.dirty or local.value is None or local.value.kind not in UNBOX or isinstance(local.value, Const):
            return
        for other, also in enumerate(self.locals[:self.facts.nlocalsplus]):
            if also.dirty and also.value is local.value:
                self.flush_local(other, line)

    def share_boxes(self, line=None):
        """Locals that hold the same number get one box for it, in the frame: where the trace goes on they are numbers of their own."""
        holders = {}
        for index, local in enumerate(self.locals[:self.facts.nlocalsplus]):
            if local.value is not None and local.value.kind in UNBOX and not isinstance(local.value, Const):
                holders.setdefault(local.value, []).append(index)
        for indices in holders.values():
            for index in indices if len(indices) > 1 else ():
                if self.locals[index].dirty:
                    self.flush_local(index, line)

    def local_with(self, value, dirty):
        """The index of the first local that has the value and is dirty, or is not; None if there is none."""
        for index, local in enumerate(self.locals[:self.facts.nlocalsplus]):
            if local.value is value and local.dirty is dirty:
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
        boxed, borrowers = self.borrowed.get(value, (None, 0))
        boxed = boxed or self.box(value, op.line)
        self.borrowed[value] = boxed, borrowers + 1
        return boxed

    def unborrow(self, op):
        value = op.args[0].args[0].now
        if value not in self.borrowed:
            return
        boxed, borrowers = self.borrowed.pop(value)
        if borrowers > 1:
            self.borrowed[value] = boxed, borrowers - 1
        else:
            self.drop(boxed, op.line)

    def lend(self, op):
        value = op.args[0].now
        if value.kind is OBJ:
            return value
        if isinstance(value, Const):
            return self.object_of(value)
        boxed = self.box(value, op.line)
        if not self.is_immortal(boxed):
            self.make(M.decref_shared, boxed, line=op.line)
        return boxed

    def release(self, op):
        value = op.args[0].now
        self.drop(value, op.line)

    def count(self, op):
        """Reference counts of what has become a scalar, or is immortal, are nobody's business."""
        value = op.args[0].now
        if not self.is_counted(value):
            return None
        if op.micro is M.decref:
            self.drop(value, op.line, quiet=op.region == "quiet")
            return None
        if op.micro is M.decref_shared:
            fields.let_go(self, value, op.line)
        return self.emit(op.micro, (value,), op)
