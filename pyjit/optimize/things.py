"""Objects that are not made: what a trace makes and nobody looks at is kept as the values of its slots.

A raw NEW gives a Thing. Loads from it give what was stored, stores change what is known, and its end releases what it holds. Whatever
else is done with it makes it: the same op then becomes the micro-op that makes the object, in the place that has been reached, so
whoever holds it has the object. An int or float on its way into a slot is a Number in the same way: a box that is not made.

Both have a count, the references that the trace would have. Exits get what is not made as it is at that moment (ir.NotMade)."""
from pyjit.optimize.mismatch import Mismatch
from pyjit.optimize.references import NULL, SCALAR_TYPES
from pyjit.patterns.define import F64, I64, OBJ, PTR
from pyjit.patterns.families import M
from pyjit.trace.ir import NOT_MADE, NUMBER, OWNED, THING, UNMADE, Const, NotMade, Op, Ref, home_of, origin_of

MOST = 24               # objects that are not made, at most, at a time: an exit notes each in the machine frame
ANOTHER = object()      # what of_thing() gives where it takes the object
LOADS = {M.load_object, M.load_word, M.load_int, M.load_float, M.load_object_at}


class Thing(Op):
    """An object that is not made. fields: {offset of a slot: what it holds}, in the order in which they were first set; order: of the
    inline values, by their indices; count: references; local: of the root, if a loop carries it there."""

    __slots__ = ("shape", "fields", "order", "count", "local")

    def __init__(self, shape, fields, order=()):
        super().__init__(THING)
        self.shape, self.fields, self.order, self.count, self.local = shape, fields, order, 1, None
        self.type = shape.cls.value

    def read(self, offset):
        """What stands at an offset: a value, a plain word, or None if only the object could tell."""
        if offset in self.shape.known:
            return self.shape.known[offset]
        return self.fields.get(offset, NULL if offset in self.shape.slots else None)


class Number(Op):
    """The box of a number, not made. scalar, of: the value and its origin; fresh: is it sure that it has no box yet, not even in the
    slot of the local that it comes from?"""

    __slots__ = ("scalar", "of", "count", "fresh")

    def __init__(self, scalar, of, fresh=False):
        super().__init__(NUMBER)
        self.scalar, self.of, self.count, self.fresh = scalar, of, 1, fresh
        self.type = id(SCALAR_TYPES[scalar.kind])


class Things:
    """The part of a Forward that is about them. things: {Thing: None}, in the order in which they were made; numbers: {origin: Number};
    frozen: {Thing: NotMade}, as long as nothing has changed."""

    def new(self, op):
        thing = Thing(op.shape, dict(zip(op.shape.numbers or sorted(op.shape.slots), [a.now for a in op.args[1:]])))
        self.things[thing] = None
        self.touch()
        if len(self.things) > MOST:
            self.make_real(thing, op.line)
        return thing

    def touch(self):
        """What is not made has changed."""
        self.known, self.frozen = None, {}

    def number(self, value, origin, line):
        """The object of an int or float, which is made only if somebody wants it; a reference to it."""
        if value.kind not in (I64, F64) or isinstance(value, Const) or self.local_with(origin, dirty=False) is not None:
            return self.box(value, origin, line)
        number = self.numbers.get(origin)
        if number is None:
            number = self.numbers[origin] = Number(value, origin)
        else:
            number.count += 1
        return number

    # -- references ----------------------------------------------------------------------------------------------------------

    def unref(self, value, line, quiet=False):
        """A reference less to what is not made. What it holds goes with the last one."""
        value.count -= 1
        if value.count or value.micro is NUMBER:    # which a local of the root may still hold
            return
        del self.things[value]
        self.touch()
        for offset in value.shape.slots:
            part = value.fields.get(offset, NULL)
            if part is not NULL:
                self.drop(part, line, quiet)

    def ends_quietly(self, value):
        """Is it sure that a reference less to what is not made runs no code?"""
        if value.count > 1 or value.micro is NUMBER:
            return True
        return all(self.ends_quietly(part) if part.micro in UNMADE else isinstance(part, Const) or part in self.due
                   or part.kind is F64 or self.is_leaf(part) for part in value.fields.values())

    # -- use -----------------------------------------------------------------------------------------------------------------

    def of_thing(self, micro, args, op):
        """What an op gives whose first operand is a Thing; ANOTHER if the object is wanted."""
        thing = args[0]
        if micro in LOADS:
            return self.part(thing, offset_of(args), op.kind)
        if micro is M.store_word and args[1] in thing.shape.slots:
            return self.put_part(thing, args[1], args[2])
        if micro is M.note_insertion:
            thing.order += (args[4],)
            self.touch()
            return None
        if micro is M.guard_u8:
            known = thing.read(args[1])
            if known.__class__ is not int:
                return ANOTHER
            if known != args[2]:
                raise self.contradicted(thing)
            return None
        if micro is M.guard_is or micro is M.guard_same and args[0] is not args[1]:
            raise self.contradicted(thing)
        if micro is M.guard_is_not or micro is M.guard_same or micro is M.guard_not_same and args[0] is not args[1]:
            return None
        return ANOTHER

    def part(self, thing, offset, kind):
        """What a load gives."""
        found = offset is not None and thing.read(offset)
        if found is None or found is False:
            return ANOTHER
        if found.__class__ is not int:
            return found if (found.kind is F64) is (kind is F64) else ANOTHER
        if kind is I64 or kind is PTR and found:
            return self.constant(kind, found)
        return NULL if not found else ANOTHER

    def put_part(self, thing, offset, value):
        if value.micro is THING and (value is thing or thing in reached(value)):
            return ANOTHER      # the two hold each other
        thing.fields[offset] = value
        self.touch()
        return None

    def contradicted(self, thing):
        return Mismatch("VARIABLE is another object in one pass of the loop than in the next", thing.local)

    # -- making --------------------------------------------------------------------------------------------------------------

    def make_real(self, value, line=None):
        """Make what is not made, with all its references."""
        if value.micro is NUMBER:
            self.make_number(value, line)
        elif value.micro is THING:
            self.make_thing(value, line)
        return value

    def make_all(self, line):
        """Before code that may look for any object."""
        for thing in [*self.things]:
            self.make_real(thing, line)

    def make_number(self, number, line):
        index = self.local_with(number.of, dirty=True)
        if index is not None:
            self.flush_local(index, line)   # makes it, too: one object stays one object
            return
        del self.numbers[number.of]
        self.become(number, M.box_int if number.scalar.kind is I64 else M.box_float, (number.scalar,), line)
        self.is_box(number, number.scalar)
        self.take_more(number, number.count - 1, line)

    def in_slot(self, number, index, line):
        """The box of a number has come to stand in a local's slot of the frame."""
        del self.numbers[number.of]
        self.become(number, M.load_frame, (self.slot(index),), line)
        number.slot = index
        self.is_box(number, number.scalar)
        self.take_more(number, number.count, line)

    def part_from_slot(self, op):
        """Before the local of an OLD_LOCAL gets another value, in a loop: a number of it that goes on in what is not made has no box in
        the local's slot. (There is one there as long as nobody has overwritten that which the loop was entered with.)"""
        index = op.args[0]
        local = self.locals[index]
        number = self.numbers.get(local.origin) if self.loops and local.dirty and local.is_number() else None
        if number is None or not number.count or number.fresh or home_of(number.of) != index:
            return
        in_slot = self.make(M.load_frame, self.slot(index), line=op.line)
        kind = number.scalar.kind
        guard = M.guard_other_int if kind is I64 else M.guard_other_float
        self.emit(guard, (in_slot, number.scalar, id(SCALAR_TYPES[kind])), op)
        number.fresh = True

    def make_thing(self, thing, line):
        del self.things[thing]
        self.touch()
        for part in thing.fields.values():
            self.make_real(part, line)
            self.take_one(part, line)
        shape = thing.shape
        self.become(thing, M.new_object, (shape.cls, self.constant(PTR, shape.items)), line)
        if not self.host.is_lasting(shape.cls.value):
            thing.type = None
            self.proven[thing] = Op(M.guard_type, (thing, shape.cls.value))
        for offset, word in shape.words.items():
            self.make(M.store_word, thing, offset, self.constant(PTR, word), line=line).region = "new object"
        for offset, part in thing.fields.items():
            region = shape.region_of[offset]
            store, load = (M.store_float, M.load_float) if part.kind is F64 else (M.store_word, M.load_object)
            self.make(store, thing, offset, part, line=line).region = region
            if part is not NULL:
                self.memory.setdefault(region, {})[load, (thing, offset)] = part
        for index in thing.order:
            self.make(M.note_insertion, thing, *shape.insertion, index, line=line).region = "insertion order"
        self.take_more(thing, thing.count - 1, line)
        for index, local in enumerate(self.locals):
            if local.dirty and local.value is thing:
                self.take_due_of(index, line)
                self.put_in_frame(index, thing, line)
                self.set(index, thing, False)

    def become(self, value, micro, args, line):
        """What was not made is the value of an op from here on."""
        self.touch()
        value.micro, value.args, value.line, value.exit = micro, args, line, None
        self.out.append(value)

    def take_more(self, value, count, line):
        for _ in range(count):
            self.make(M.incref, value, line=line)

    # -- as it is at one moment ----------------------------------------------------------------------------------------------

    def settled(self, op):
        """(value, origin) of a raw value, for an exit."""
        value = op.now
        if value.micro is THING:
            return self.freeze(value), None
        if value.micro is NUMBER:
            return value.scalar, value.of
        return value, origin_of(op)

    def freeze(self, thing):
        """A Thing as it is now."""
        known = self.frozen.get(thing)
        if known is None:
            parts = {}
            for offset, part in thing.fields.items():
                if part.micro is NUMBER:
                    parts[offset] = Ref(part.scalar, OWNED, None, part.of)
                elif part is not NULL:
                    parts[offset] = Ref(self.freeze(part) if part.micro is THING else part, OWNED)
            known = self.frozen[thing] = NotMade(thing.shape, parts, thing.order)
        return known

    def thaw(self, frozen, thawed, value_of):
        """The Thing that goes on from what was frozen; its references are the caller's to count. thawed: {NotMade: Thing}, which is
        filled; value_of: gives this pass's value of one that was frozen."""
        thing = thawed.get(frozen)
        if thing is None:
            numbers = frozen.shape.numbers
            fields = {offset: value_of(ref.op) if offset in numbers else self.thawed_part(ref.op, thawed, value_of)
                      for offset, ref in frozen.parts.items()}
            thing = thawed[frozen] = Thing(frozen.shape, fields, frozen.order)
            thing.count = 0
            self.things[thing] = None
        return thing

    def thawed_part(self, op, thawed, value_of):
        """What a slot holds, with its reference."""
        value = self.thaw(op, thawed, value_of) if op.micro is NOT_MADE else value_of(op)
        if value.kind is not OBJ:
            value = self.numbers.get(op) or self.thawed_number(value, op)
        if value.micro in UNMADE:
            value.count += 1
        return value

    def thawed_number(self, value, origin):
        home = home_of(origin)
        number = self.numbers[origin] = Number(value, origin, home is None or self.locals[home].value is not value)
        number.count = 0
        return number


def offset_of(args):
    """Where a load from an object reads, if that is known."""
    if len(args) == 2:
        return args[1]
    index = args[1]
    return args[2] + 8 * index.value if isinstance(index, Const) else None


def reached(thing):
    """The Things within a Thing."""
    found = set()
    for part in thing.fields.values():
        if part.micro is THING:
            found.add(part)
            found |= reached(part)
    return found
