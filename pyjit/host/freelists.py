"""Where the interpreter keeps floats that are free to be used again, and where the function is that is told of objects.

No declaration is trusted here. Both places are found by what they hold, and believed only after they have changed as they must, each
time that it was tried."""
from . import memory
from .livecheck import TRIES, Probe
from .platform import Unsupported

MANY = 256                              # floats: more than the interpreter keeps
ROUNDS = 8
RUNTIME, INTERPRETER = 3, 6             # the words of _Py_DebugOffsets that tell how large these are


class Floats:
    """places: the address of float; where the first free float is, in whose ob_type the next one is; where their number is, 32 bits; where
    the function is that is told of each object that is made or freed, or NULL. kept: the same, and how many are kept."""

    def __init__(self, items, count, most, tracer):
        self.places, self.tracer, self.most = (id(float), items, count, tracer), tracer, most
        self.kept = *self.places, most

    def __bool__(self):
        return self.most > 0


class NoFloats(Floats):
    """A list of none, which takes none."""

    def __init__(self):
        self._memory = memory.words([0])
        nothing = memory.address_of(self._memory)
        super().__init__(nothing, nothing, 0, nothing)


def free_floats(host):
    """The Floats of the interpreter that is running; NoFloats if it is not sure where they are."""
    probe = Probe(host)
    try:
        tracer = _tracer(host, probe)
        for _ in range(TRIES if tracer else 0):      # another thread may make floats meanwhile
            found = _free_floats(host, probe)
            if found is not None:
                return Floats(*found, tracer)
    except (Unsupported, LookupError):
        pass
    finally:
        probe.close()
    return NoFloats()


def _free_floats(host, probe):
    """(items, count, most), or None."""
    [float("%d.5" % i) for i in range(MANY)]
    address, state = _address_of_a_float(), host.capi.function("PyInterpreterState_Get", "address")()
    found = [items for items in places(host, probe, state, INTERPRETER, address.to_bytes(8, "little"))
             if 0 < probe.number(items - 8, 4) < MANY and _behaves(probe, items, items - 8)]
    return (found[0], found[0] - 8, probe.number(found[0] - 8, 4)) if len(found) == 1 else None


def _address_of_a_float():
    """Where a float was that is free by now."""
    return id(float("0.5"))


def _behaves(probe, items, count):
    """Does the list shrink with each float that is made, and grow with each one that goes?"""
    at, held = probe.place("PyObject.ob_type"), []
    for _ in range(ROUNDS):
        first, many = probe.number(items), probe.number(count, 4)
        following = probe.number(first + at)
        held.append(float("0.5"))
        if (id(held[-1]), probe.number(items), probe.number(count, 4)) != (first, following, many - 1):
            return False
    while held:
        address, first, many = id(held[-1]), probe.number(items), probe.number(count, 4)
        held.pop()
        if (probe.number(items), probe.number(address + at), probe.number(count, 4)) != (address, first, many + 1):
            return False
    return True


def _tracer(host, probe):
    """Where the function is that is told of objects; 0 if it is not sure. (PyRefTracer_SetTracer, Objects/object.c)"""
    get = host.capi.function("PyRefTracer_GetTracer", "address", "address")
    put = host.capi.function("PyRefTracer_SetTracer", "int", "address", "address")
    kept = memory.words([0])
    before = get(memory.address_of(kept)), host.peek.u64(memory.address_of(kept))
    if before[0]:
        return 0    # somebody listens: who traces objects wants to hear of all of them
    nothing = host.symbol("Py_IsInitialized")     # whatever it is told
    try:
        put(nothing, memory.address_of(kept))
        found = [place for place in places(host, probe, host.symbol("_PyRuntime"), RUNTIME, nothing.to_bytes(8, "little"))
                 if probe.number(place + 8) == memory.address_of(kept)]
    finally:
        put(*before)
    return found[0] if len(found) == 1 and not probe.number(found[0]) else 0


def places(host, probe, start, word, content):
    """Where whole words of this content stand in a struct whose size is a word of _Py_DebugOffsets: INTERPRETER or RUNTIME."""
    octets, at, found = probe.read(start, host.peek.u64(host.symbol("_PyRuntime") + 8 * word)), 0, []
    while (at := octets.find(content, at)) >= 0:
        if not at % 8:
            found.append(start + at)
        at += 1
    return found
