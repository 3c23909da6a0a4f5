"""Slices that are objects: made by the program, and taken as keys, while only their parts are there. (Objects/sliceobject.c)"""
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, Ref, Shape

PARTS = "start", "stop", "step"
ENDS = "step", "start", "stop"      # the order in which a slice lets go of them


def place(t, part):
    return t.host.offset("PySliceObject." + part)


def region(t, part):
    """The region that a member of the class means."""
    return "attributes/%d" % place(t, part)


def new(t, refs):
    """A slice of popped Refs: its start, its stop and, perhaps, its step."""
    none = Ref(t.object_constant(None), FIXED)
    shape = Shape(t.object_constant(slice), 0, tuple([place(t, part) for part in ENDS]), {},
                  {place(t, part): region(t, part) for part in PARTS})
    made = t.new(shape, [t.own(ref) for ref in (*refs, none)[:3]])
    made.type = id(slice)
    return made


def call_slice(call):
    """slice() of one to three arguments. (slice_new)"""
    t, args = call.t, call.args
    if not 1 <= len(args) <= 3:
        return False
    call.guard_callee()
    entries = call.take()
    made = new(t, args if len(args) > 1 else [Ref(t.object_constant(None), FIXED), *args])
    for entry in entries:
        if entry not in args:
            t.drop(entry)
    t.push(made)
    return True


def parts(t, key, live):
    """[(value, live value)] of start and stop of a slice that has no step; what else it is, guards tell."""
    t.guard_type(key, slice)
    step = t.emit(M.load_object, key, place(t, "step"), region=region(t, "step"))
    t.guard(M.guard_is, step, id(None), why="the step of the slice in {here} was None")
    return [(t.emit(M.load_object, key, place(t, part), region=region(t, part)), getattr(live, part)) for part in PARTS[:2]]
