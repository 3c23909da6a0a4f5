"""Stores that are due: a place in memory which the trace knows, a variable in a cell, say, is to hold a number that has no box yet.

The store waits, and what is loaded from there is the number, in its register. Meanwhile the place keeps the older number's box, and the
reference to it. The store is made before whatever may look at the place: code that runs, a C function that gets objects, a load or a
store by another name that may mean the same place, the end of an object that may hold it. An exit makes it first of all. From pass to
pass a loop carries it as it does what is not made (pyjit.optimize.carried)."""
from pyjit.optimize.regions import ALIASES, parts_of
from pyjit.patterns.define import F64, I64, OBJ, PTR
from pyjit.patterns.families import M
from pyjit.trace.ir import NUMBER, OWNED, THING, Const, Op, Ref, home_of, origin_of

CELLS, ATTRIBUTES, GENERATORS = "cells", "attributes", "generators"   # regions of memory whose stores may wait


def may_wait(region):
    return region.__class__ is str and region.partition("/")[0] in (CELLS, ATTRIBUTES, GENERATORS)


class Store:
    """One that is due. region: of memory; value: what the place is to hold, with its reference: a Number, or the box that it has become."""

    __slots__ = ("region", "value")

    def __init__(self, region, value):
        self.region, self.value = region, value


class Stores:
    """The part of a Forward that is about them. stores: {(base, offset): Store}."""

    def is_due(self, base, offset, region, number, line):
        """A place is to hold a Number, whose reference it gets. May the store wait? It does if there is a box of the same type."""
        place, before = (base, offset), self.content(base, offset, region)
        if before is None or self.known_type(before) != number.type:
            return False
        self.make_stores([alias for alias in self.aliases(region, base) if alias != place], line)
        self.kill(region)
        self.begin_store(place, region, number)
        return True

    def content(self, base, offset, region):
        """What a place is known to hold."""
        known = self.memory.get(region)
        return known and known.get((M.load_object, (base, offset)))

    def begin_store(self, place, region, value):
        """From here on the store of a value, with its reference, is due."""
        self.stores[place] = Store(region, value)
        self.memory.setdefault(region, {})[M.load_object, place] = value
        self.known = None

    def due_store(self, args, op):
        """store_word of an object's reference, that of the older one being released next: is it due?"""
        base, offset, value = args
        before = value.micro is NUMBER and self.content(base, offset, op.region)
        first = (base, offset) not in self.stores
        if not before or not self.is_due(base, offset, op.region, value, op.line):
            return False
        if first:
            self.incref(before)     # it stays where it is
        return True

    def due_put(self, op):
        """A number that replaces one in its box: is the store due?"""
        base, offset = op.args[0].now, op.args[1]
        before = op.micro in (M.put_int_field, M.put_float_field) and self.content(base, offset, op.region)
        if op.region != CELLS and (base, offset) not in self.stores and before not in self.due:
            return False    # it can be done in place
        scalar, origin = self.value(op.args[2]), origin_of(op.args[2])
        if not before or isinstance(scalar, Const) or self.local_with(origin, dirty=False) is not None:
            return False
        first, number = (base, offset) not in self.stores, self.number(scalar, origin, op.line)
        if not self.is_due(base, offset, op.region, number, op.line):
            self.unref(number, op.line)
            return False
        if not first:
            self.drop(before, op.line)
        return True

    def put(self, op):
        """A box overwritten in its slot: what is loaded from there next is an object of that type and value."""
        if may_wait(op.region) and self.due_put(op):
            return
        thing = op.args[0].now
        if thing.micro is THING and op.args[1] in thing.fields:
            before = thing.fields[op.args[1]]
            self.put_part(thing, op.args[1], self.number(self.value(op.args[2]), origin_of(op.args[2]), op.line))
            self.drop(before, op.line, quiet=True)
            return
        self.make_stores(self.aliases(op.region), op.line)
        self.take_due(op.line)   # the box must not take one for its only holder
        args = tuple([a if a.__class__ is int else self.value(a) for a in op.args])
        load = M.load_object if op.micro in (M.put_int_field, M.put_float_field) else M.load_object_at
        self.emit(op.micro, args, op)
        self.kill(op.region)
        fresh = Op(load, args[:-1], None, op.region)
        fresh.line = op.line
        self.out.append(fresh)
        self.is_box(fresh, args[-1])
        self.memory.setdefault(op.region, {})[(load, args[:-1])] = fresh
        self.shared[M.guard_set, (fresh,)] = fresh

    # -- making --------------------------------------------------------------------------------------------------------------

    def aliases(self, region, base=None):
        """The places of stores that may concern what a base (None: any) has in a region."""
        return [place for place, store in self.stores.items()
                if overlap(region, store.region) and (base is None or not self.are_distinct(base, place[0]))]

    def are_distinct(self, one, other):
        """Is it sure that these are two objects?"""
        if isinstance(one, Const) and isinstance(other, Const):
            return one.value != other.value
        for pair in (one, other), (other, one):
            known = self.shared.get((M.guard_not_same, pair))
            if known is not None:
                self.use(known)
                return True
        return False

    def make_stores(self, places=None, line=None):
        """Make stores that are due: all, or those."""
        for place in [*self.stores] if places is None else places:
            self.make_store(place, line)

    def make_store(self, place, line):
        store = self.stores.pop(place)
        value, region = store.value, store.region
        self.known = None
        self.take_due(line)     # the older box must not take one for its only holder
        if value.micro is NUMBER and value.count == 1 and self.is_homeless(value):
            del self.numbers[value.of]
            put = M.put_int_field if value.scalar.kind is I64 else M.put_float_field
            self.make(put, *place, value.scalar, line=line).region = region
            self.become(value, M.load_object, place, line)
            value.region = region
            self.is_box(value, value.scalar)
            self.shared[M.guard_set, (value,)] = value
        else:
            self.make_real(value, line)
            self.take_one(value, line)
            stale = self.make(M.load_object, *place, line=line)
            stale.region = region
            self.make(M.store_word, *place, value, line=line).region = region
            self.make(M.decref, stale, line=line)
        self.kill(region)
        self.memory.setdefault(region, {})[M.load_object, place] = value

    def is_homeless(self, number):
        """Is it sure that no local of the root has the number, or its box?"""
        return (all(self.local_with(number.of, dirty) is None for dirty in (True, False))
                and (number.fresh or home_of(number.of) is None))

    def stores_now(self):
        """As an exit has them (see Resume): of a Number, its value and origin."""
        return tuple([(*place, store.region, as_part(store.value)) for place, store in self.stores.items()])


def overlap(region, other):
    """May a load or store in a region concern another one, in which a store is due?"""
    return region == other or other.startswith(parts_of(region)) or other.partition("/")[0] in ALIASES.get(region, ())


def as_part(value):
    """What a place or a slot holds, for an exit."""
    return Ref(value.scalar, OWNED, None, value.of) if value.micro is NUMBER else Ref(value, OWNED)


def looks(micro, args):
    """May a call that runs no code see what is in memory? One that computes with numbers alone does not."""
    return any(a.__class__ is not int and a.kind in (OBJ, PTR) for a in args) or micro.out is not F64
