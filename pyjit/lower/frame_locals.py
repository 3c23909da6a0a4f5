"""The locals of the trace's frames. The root's stand in the interpreter's frame; those of an inlined frame are in the trace alone."""
from pyjit.lower import handling, resumed_frames
from pyjit.lower.abort import Abort
from pyjit.lower.frames import is_null
from pyjit.lower.identity import is_number
from pyjit.patterns.define import OBJ
from pyjit.patterns.families import M
from pyjit.trace import ir
from pyjit.trace.ir import FIXED, HEAP, LOCAL, MEMORY, OWNED, Const, Ref


class FrameLocals:
    """The part of a Tracer that is about them."""

    def get_local(self, index):
        """What a local of the current frame holds: a Ref, or None when it is unbound in an inlined frame."""
        frame = self.frame
        self._not_named(index)
        if frame.generator is not None:
            return resumed_frames.get_local(self, index)
        ref = frame.locals.get(index)
        if ref is None and frame is self.root:
            ref = frame.locals[index] = Ref(self.emit(ir.GET_LOCAL, index), LOCAL)
        return ref

    def _not_named(self, index):
        """An exception that is not made cannot be had by its name."""
        if handling.names(self.frame, index):
            raise Abort(handling.LOOKED_AT, remedy=handling.HANDLED)

    def load_local(self, index):
        """Push a local, borrowed."""
        ref = self.get_local(index)
        if ref is None:
            raise Abort("the variable has no value")
        if ref.mode is HEAP and self.frame.generator is not None:
            self.push(ref.op, HEAP)
        else:
            self.push(ref.op, FIXED if isinstance(ref.op, Const) else LOCAL, (self.frame.depth, index))

    def store_local(self, index, ref):
        """A popped entry becomes the local's value; what it held before is released."""
        frame = self.frame
        self._not_named(index)
        if frame.generator is not None:
            resumed_frames.store_local(self, index, ref)
            return
        self._disown(frame, index)
        if frame is self.root:
            if is_null(ref.op):
                self._unset_root(index)
            else:
                self._store_root(index, ref)
            return
        old = frame.locals.get(index)
        if is_null(ref.op):
            frame.locals.pop(index, None)
            if old is not None:
                self.drop(old)
            return
        frame.locals[index] = self.held(frame, ref)
        if old is not None:
            self.drop(old)

    def held(self, frame, ref):
        """A popped entry as a local of an inlined frame: it goes on borrowing, but from nothing in the frame itself."""
        if isinstance(ref.op, Const) and ref.mode is not OWNED:
            return Ref(ref.op, FIXED)
        if ref.mode is LOCAL and ref.owner[0] == frame.depth:
            return Ref(self.keep(ref), OWNED)
        return Ref(ref.op, OWNED if ref.mode is MEMORY else ref.mode, ref.owner)

    def _store_root(self, index, ref):
        old = self.old_locals.pop(index, "object")
        op = self.keep(ref)
        if old == "object":
            self.before_release()
        stored = self.emit(ir.SET_LOCAL, index, op, region=old)
        if old == "object":
            stored.runs_code = True
            self.after_code(stored)
        self.frame.locals[index] = Ref(op, LOCAL)

    def _unset_root(self, index, old=None):
        """A local of the root becomes NULL."""
        old = old or self.old_locals.pop(index, "object")
        if old == "object":
            self.before_release()
        unset = self.emit(ir.UNSET_LOCAL, index, region=old)
        if old == "object":
            unset.runs_code = True
            self.after_code(unset)
        self.frame.locals[index] = Ref(self.word(0), FIXED)

    def will_store(self, *indices):
        """Before anything else of a bytecode that stores its topmost entries into locals: guards on what is overwritten in the root's
        frame, and on leaves that are stored: the frame need not have these at once."""
        if self.frame.generator is not None:
            resumed_frames.will_store(self, indices)
        if self.frame is not self.root:
            return
        for n in range(len(indices)):
            op = self.peek(n).op
            address = op.kind is OBJ and op.micro is not ir.GET_STACK and self.live_address(n)
            if address and self.host.is_leaf(self.host.type_address(address)):
                self.guard_type(op, self.host.object_at(self.host.type_address(address)))
        self.will_overwrite(*indices)

    def will_overwrite(self, *indices):
        """Guards on what these locals of the root hold. A leaf (or NULL) needs no care, nor does an object with other references (but two
        locals may hold the same one, so that is said of one local only); to release any other object may run code. What the stack
        borrows from the local has a reference of its own in the interpreter, whose count is seen here."""
        shared = False
        for index in indices:
            address = self.live_local(index)
            if self.holds_leaf(index):
                if not self.holds_scalar(index):
                    self.guard(ir.OLD_LOCAL, index, self.host.type_address(address))
                self.old_locals[index] = "leaf"
            elif address and not shared and self.peek_count(address) > 1:
                self._disown(self.frame, index)
                self.guard(ir.OLD_SHARED, index)
                self.old_locals[index], shared = "kept", True

    def holds_scalar(self, index):
        """Is a local of the root known to be a number that is no object?"""
        known = self.frame.locals.get(index)
        return known is not None and known.op.kind in ir.SCALARS

    def holds_leaf(self, index):
        """Does a local of the root hold such a number, or a leaf?"""
        address = self.live_local(index)
        return self.holds_scalar(index) or bool(address) and self.host.is_leaf(self.host.type_address(address))

    def delete_local(self, index):
        """del: the local is unbound from here on."""
        frame = self.frame
        self._not_named(index)
        if frame.generator is not None:
            resumed_frames.delete_local(self, index)
            return
        self._disown(frame, index)
        if frame is not self.root:
            old = frame.locals.pop(index, None)
            if old is None:
                raise Abort("the variable has no value")
            self.drop(old)
            return
        if not self.live_local(index):
            raise Abort("the variable has no value")
        old = self.get_local(index).op
        if old.kind is OBJ:
            self.guard(M.guard_set, old)
        self.will_overwrite(index)
        self._unset_root(index)

    def move_local(self, index):
        """Push a local, or NULL, and unbind it."""
        frame = self.frame
        self._not_named(index)
        if frame.generator is not None:
            resumed_frames.move_local(self, index)
            return
        self._disown(frame, index)
        if frame is not self.root:
            self.frame.stack.append(frame.locals.pop(index, None) or Ref(self.word(0), FIXED))
            return
        ref = self.get_local(index)
        if not self.live_local(index):
            if not is_null(ref.op):
                self.guard(M.guard_null, ref.op)
            frame.locals[index] = Ref(self.word(0), FIXED)
            self.push(self.word(0), FIXED)
            return
        if ref.op.kind is OBJ:
            self.guard(M.guard_set, ref.op)
        op = self.keep_another(ref.op) if ref.op.kind is OBJ else ref.op
        self._unset_root(index, "kept")
        self.push(op)

    def take_local(self, index):
        """Unbind a local that has a reference of its own, which is the caller's now. Who leaves from here on finds it unbound."""
        frame = self.frame
        self._not_named(index)
        self._disown(frame, index)
        if frame.generator is not None:
            resumed_frames.take_local(self, index)
        elif frame is self.root:
            self.emit(ir.TAKE_LOCAL, index)
            frame.locals[index] = Ref(self.word(0), FIXED)
        else:
            del frame.locals[index]

    def borrows_from(self, ref, index):
        """Does a stack entry borrow from this local of the current frame, or hold the same number?"""
        local = self.frame.locals.get(index)
        return ref.mode is LOCAL and ref.owner == (self.frame.depth, index) or (
            local is not None and is_number(local.op) and local.op is ref.op)

    def _disown(self, frame, index):
        """A local is about to change: stack entries that borrow from it get references of their own, and so does who holds the
        number of a local of the root, whose box may stand there."""
        local = frame.locals.get(index) if frame is self.root else None
        number = local.op if local is not None and is_number(local.op) else None
        for other in self.frames:
            for ref in other.stack if other is self.root or other is frame else (*other.stack, *other.locals.values()):
                if ref is None:
                    continue
                if number is not None and ref.op is number:
                    ref.op, ref.mode, ref.owner = self.emit(ir.SAVE, number), OWNED, None
                    self.saved = None   # guards to come give back what is kept
                elif ref.mode is LOCAL and ref.owner == (frame.depth, index):
                    self._promote(ref, ir.SAVE)
                    self.saved = None
