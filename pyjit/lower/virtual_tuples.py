"""Tuples that are not made before somebody wants them: of several results, of several values on their way to several names."""
from pyjit import ir
from pyjit.ir import FIXED, MEMORY, OWNED
from pyjit.lower.abort import Abort
from pyjit.lower.frames import is_at_risk
from pyjit.lower.identity import box_items
from pyjit.patterns.families import M

VIRTUALS = 24   # tuples that are not made, at most, at a time (an exit that makes them notes each in the machine frame),
ITEMS = 16      # and items of each


class VirtualTuples:
    """The part of a Tracer that is about them."""

    def push_virtual(self, items):
        """Push a tuple of these Refs that is made only if somebody wants it."""
        self.push(self.virtual(items))

    def virtual(self, items):
        """A tuple of these Refs that is made only if somebody wants it."""
        for item in items:
            self.hold(item)
        self.has_virtuals = True
        return ir.Virtual(items)

    def has_room(self, count):
        """May there be one more tuple, of so many items, that is not made?"""
        return count <= ITEMS and not (self.has_virtuals and len(self.virtuals()) >= VIRTUALS)

    def hold(self, ref):
        """A Ref that shall depend on nothing that changes."""
        if ref.mode is MEMORY:
            ref.mode = OWNED
        elif ref.mode not in (OWNED, FIXED) or is_at_risk(ref):
            self._promote(ref)

    def virtuals(self):
        """The tuples that are not made, wherever in the trace's frames they are."""
        found = {ref.op for frame in self.frames for ref in (*frame.stack, *frame.locals.values())
                 if ref is not None and ref.op.micro is ir.VIRTUAL}
        self.has_virtuals = bool(found)
        return found

    def make_virtuals(self, count):
        """Make the tuples among the topmost entries: what comes knows nothing of tuples that are not made."""
        stack = self.frame.stack
        for ref in stack[max(len(stack) - count, 0):]:
            self.make(ref)

    def make(self, ref):
        """Make an entry's tuple if it is not made yet, for all who hold it. Before a bytecode has done anything else."""
        if ref.op.micro is not ir.VIRTUAL:
            return
        if len(self.frame.stack) != self.instruction.depth:
            raise Abort("a tuple that was not made yet is wanted", lasting=False)
        box_items(self, ref)
        virtual = ref.op
        made = self.new_tuple(virtual.items)
        for frame in self.frames:
            for other in (*frame.stack, *frame.locals.values()):
                if other is not None and other.op is virtual:
                    other.op = made
        self.saved = None

    def new_tuple(self, items, failed=None, cls=tuple):
        """A tuple of popped Refs (or of those of a virtual tuple). failed: the snapshot for want of memory; cls: its class, a constant
        of the trace whose instances PyType_GenericAlloc makes, if it is not tuple itself."""
        if cls is tuple:
            made = self.call(M.call_object, "PyTuple_New", self.word(len(items)))
            made.type = id(tuple)
        else:
            made = self.call(M.call_object, "PyType_GenericAlloc", self.object_constant(cls), self.word(len(items)))
            self.types[made] = id(cls)
        self.guard(M.guard_set, made, snapshot=failed)
        if cls is tuple and all(self.is_leaf(item.op) for item in items):
            self.quiet.add(made)
        for i, item in enumerate(items):
            self.emit(M.store_word, made, self.host.offset("PyTupleObject.ob_item") + 8 * i, self.own(item), region="new object")
        return made
