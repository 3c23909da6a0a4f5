"""Objects that are not made, from pass to pass: a label has a template of each, an ir.NotMade whose leaves are PARAMs. So are numbers whose
stores are due: of the store into a place that does not change the label has the PARAM.

What a loop carries so must look alike wherever the label is entered: the same classes, the same slots in use, and shared by the same
holders. A number in a slot that is a local's, too, is that local's param. Nobody but the carried locals may hold any of it."""
from pyjit.optimize.mismatch import ONE_TYPE, Mismatch, OtherForm
from pyjit.optimize.references import NULL
from pyjit.optimize.things import reached
from pyjit.patterns.define import F64, I64, OBJ
from pyjit.trace.ir import NOT_MADE, NUMBER, OWNED, PARAM, THING, UNMADE, Const, NotMade, Op, Ref, home_of

LEAVES = 16     # values in slots that a loop carries, at most
STORES = -1     # what OtherForm has to blame for in the place of a local, if stores are not due again in each pass
OTHER = "VARIABLE holds another kind of object from one pass of the loop to the next"


def templates(first, label, boxed):
    """(Templates, {index: NotMade}) of the locals that hold what is not made at the end of a loop's first pass."""
    held = held_alone({index: local.value for index, local in enumerate(first.locals)
                       if local.dirty and local.value.micro is THING and index not in boxed})
    make_others(first, held)
    templates = Templates(first, label)
    found = {index: templates.template(thing) for index, thing in held.items()}
    return (templates, found) if len(templates.added()) <= LEAVES else (Templates(first, label), {})


class Templates:
    """Their making. label: with the params of its locals."""

    def __init__(self, first, label):
        self.first, self.label, self.made, self.leaves = first, label, {}, {}

    def added(self):
        """The leaves that are no params of locals."""
        params = {*self.label.params.values()}
        return tuple([leaf for leaf in self.leaves.values() if leaf not in params])

    def stores(self):
        """{(base, offset): (region, leaf)} of the stores that are due, where bases do not change."""
        return {place: (store.region, self.part(store.value)) for place, store in self.first.stores.items()
                if store.value.micro is NUMBER and place[0].hoist and len(self.leaves) < LEAVES}

    def template(self, thing):
        known = self.made.get(thing)
        if known is None:
            parts = {offset: Ref(self.part(part, offset, thing), OWNED) for offset, part in thing.fields.items() if part is not NULL}
            known = self.made[thing] = NotMade(thing.shape, parts, thing.order)
        return known

    def part(self, part, offset=None, thing=None):
        if part.micro is THING:
            return self.template(part)
        key = part if part.micro is NUMBER else (thing, offset)
        leaf = self.leaves.get(key)
        if leaf is None:
            leaf = self.leaves[key] = self.local_param(part) or self.param(part)
        return leaf

    def local_param(self, number):
        """The param of a local that holds this very number."""
        for index in self.label.dirty if number.micro is NUMBER else ():
            if self.first.locals[index].origin is number.of and self.label.params[index].kind is number.scalar.kind:
                return self.label.params[index]
        return None

    def param(self, part):
        leaf = Op(PARAM, (), kind=part.scalar.kind if part.micro is NUMBER else part.kind)
        kind = leaf.kind is OBJ and self.first.known_type(part)
        leaf.type = kind if kind and self.first.host.is_lasting(kind) else None
        return leaf


def begin_with(body, label):
    """{index: Thing} of what a pass of the loop begins with. (A number that is no local's has no box: see part_fits().)"""
    thawed, found = {}, {}
    for index, template in label.things.items():
        found[index] = thing = body.thawed_part(template, thawed, lambda leaf: leaf)
        for inner in (thing, *reached(thing)):
            inner.local = index
    for place, (region, leaf) in label.stores.items():
        body.use(place[0])
        body.begin_store(place, region, body.thawed_part(leaf, thawed, lambda leaf: leaf))
    for number in body.numbers.values():
        number.fresh = not number.scalar.args
    return found


def fitted(entry, label, now):
    """The values of a label's leaves in the pass that enters it. Raises OtherForm if what the locals hold is no like of what the loop
    carries, or other stores are due. Everything else that is not made is made. now: gives this pass's value of an invariant."""
    found, due = {}, [((now(base), offset), leaf) for (base, offset), (_, leaf) in label.stores.items()]
    carried = {place for place, _ in due}
    entry.make_stores([place for place in entry.stores if place not in carried])
    for index in label.things:
        local = entry.locals[index]
        if not local.dirty or local.value.micro is not THING:
            raise OtherForm(OTHER, index, ONE_TYPE)
        found[index] = local.value
    held = held_alone(found)
    for index in found:
        if index not in held:
            raise OtherForm(OTHER, index, ONE_TYPE)
    make_others(entry, held)
    fitting = Fitting(entry, label)
    for index, template in label.things.items():
        if not fitting.fits(template, found[index]):
            grows = len(reached(found[index])) >= len(template.whole())     # as a list of objects does, from pass to pass
            raise (Mismatch if grows else OtherForm)(OTHER, index, ONE_TYPE)
    for place, leaf in due:
        if place not in entry.stores or not fitting.part_fits(leaf, entry.stores[place].value):
            raise OtherForm("the loop stores other numbers into memory from one pass to the next", STORES)
    return [fitting.values[leaf] for leaf in label.leaves]


class Fitting:
    """A comparison of Things with their templates. values: {PARAM: value}; pairs: {NotMade: Thing}."""

    def __init__(self, entry, label):
        self.entry, self.label, self.values, self.pairs, self.numbers = entry, label, {}, {}, {}

    def fits(self, template, thing):
        if template in self.pairs:
            return self.pairs[template] is thing
        if thing.micro is not THING or thing in self.pairs.values() or not thing.shape.is_like(template.shape):
            return False
        self.pairs[template] = thing
        fields = {offset: part for offset, part in thing.fields.items() if part is not NULL}
        return (fields.keys() == template.parts.keys() and thing.order == template.order
                and all(self.part_fits(ref.op, fields[offset]) for offset, ref in template.parts.items()))

    def part_fits(self, leaf, part):
        entry = self.entry
        if leaf.micro is NOT_MADE:
            return self.fits(leaf, part)
        if part.kind is F64:     # of a number that is an object of its own
            self.values[leaf] = part
            return leaf.kind is F64
        if leaf.kind is OBJ:
            if part.micro in UNMADE and self.label.is_first:
                return False
            entry.make_real(part)
            entry.take_one(part)
            self.values[leaf] = part
            return leaf.type is None or entry.known_type(part) == leaf.type
        if isinstance(part, Const) and leaf.kind is I64 and not leaf.args and part.type == id(int) and entry.is_immortal(part):
            self.values[leaf] = entry.constant(I64, part.object)    # a small int is one object, whoever makes it
            return True
        if part.micro is not NUMBER or part.scalar.kind is not leaf.kind:
            return False
        if leaf.args:
            local = entry.locals[leaf.args[0]]
            return local.dirty and local.origin is part.of
        if not part.fresh and home_of(part.of) is not None:
            return False    # its box may be in a local's slot
        if leaf in self.values:
            return self.numbers.get(leaf) is part
        if part in self.numbers.values() or entry.local_with(part.of, dirty=True) is not None:
            return False    # two places of one number would become two numbers
        self.values[leaf], self.numbers[leaf] = part.scalar, part
        return True


def held_alone(held):
    """Those of the locals' Things, {index: Thing}, to which and within which there are no references but by each other."""
    while True:
        counts = {}
        for thing in held.values():
            counts[thing] = counts.get(thing, 0) + 1
        for thing in {inner for thing in held.values() for inner in (thing, *reached(thing))}:
            for part in thing.fields.values():
                if part.micro is THING:
                    counts[part] = counts.get(part, 0) + 1
        alone = {index: thing for index, thing in held.items() if all(counts[t] == t.count for t in (thing, *reached(thing)))}
        if len(alone) == len(held):
            return alone
        held = alone


def make_others(forward, held):
    """Make what is not made and not held by these."""
    kept = {inner for thing in held.values() for inner in (thing, *reached(thing))}
    for thing in [*forward.things]:
        if thing not in kept:
            forward.make_real(thing)
