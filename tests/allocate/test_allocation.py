"""The allocator, proven by the checker on made-up traces; and the checker, which must notice each way of being wrong."""
import importlib
from types import SimpleNamespace

import pytest
import traces
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyjit.backends import machine_frame
from pyjit.emit import verify_allocation
from pyjit.emit.allocate import Step, TooMany, allocate
from pyjit.emit.machine import allocatable
from pyjit.emit.moves import SLOT, XMM
from pyjit.emit.verify_allocation import Wrong
from pyjit.optimize import verify
from pyjit.optimize.loop import Label
from pyjit.patterns.define import F64, I64, OBJ
from pyjit.patterns.families import M
from pyjit.trace import ir
from pyjit.trace.ir import OWNED, Const, FrameState, Op, Ref
from pyjit.trace.resume import Resume, Site

X86_64, AARCH64 = (allocatable(importlib.import_module("pyjit.backends.%s.registers" % arch)) for arch in ("x86_64", "aarch64"))
FEW = SimpleNamespace(**{**vars(X86_64), "gpr": (6, 7, 8, 13, 14), "xmm": (XMM + 2, XMM + 3, XMM + 4)})
MACHINES = {"x86_64": X86_64, "aarch64": AARCH64, "few": FEW}


def allocated(ops, registers=X86_64, inputs=()):
    """Steps that have been proven right."""
    verify.check(ops, [value for value, _ in inputs])
    steps = allocate(ops, registers, inputs)
    verify_allocation.check(ops, steps, registers, inputs)
    return steps


@pytest.mark.parametrize("shape", traces.SHAPES)
@pytest.mark.parametrize("machine", MACHINES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(rng=st.randoms(use_true_random=False), length=st.sampled_from((1, 5, 20, 60)), count=st.sampled_from((0, 1, 4, 12, 40)))
def test_every_trace_does_what_its_ops_say(machine, shape, rng, length, count):
    ops, inputs = shape(rng, MACHINES[machine], length, count)
    allocated(ops, MACHINES[machine], inputs)


# -- traces by hand ------------------------------------------------------------------------------------------------------------


def load(region="some memory"):
    return Op(M.load_int, (Const(OBJ, id(None), None), 8), None, region)


def loads(count):
    """Values that nothing can take for one another, in the order in which they are made."""
    return [load() for _ in range(count)]


def use(*values):
    """Ops that need the values in registers."""
    return [Op(M.store_word, (Const(OBJ, id(None), None), 8, value), None, "some memory") for value in values]


def leaving_with(*values):
    """A way out that needs the numbers."""
    stack = [Ref(value, OWNED) for value in values]
    return Site(Resume([FrameState(traces.ROOT, 0, stack)], ()), M.guard_true)


def label_of(given, params=0):
    """(the LABEL op, its inputs) of a loop that takes these values; the first `params` of them change."""
    inputs = [Op(ir.PARAM, (index,), kind=value.kind) for index, value in enumerate(given)]
    label = Label(0, 0, dict(enumerate(inputs[:params])), set())
    label.inputs = tuple(inputs)
    return on_to(ir.LABEL, label, given), inputs


def on_to(micro, label, values):
    op = Op(micro, tuple(values))
    op.label = label
    return op


def jump(start, values):
    return on_to(ir.JUMP, start.label, values)


def straight(*ops):
    """The ops, and a jump to nowhere in particular."""
    label = Label(0, 0, {}, set())
    label.where = {}
    return [*ops, on_to(ir.JUMP, label, ())]


def keys(steps):
    return [step.key for step in steps]


def test_what_nobody_needs_is_not_computed():
    unused, used = loads(2)
    assert keys(allocated(straight(unused, used, *use(used)))).count("load_int") == 1


def test_the_same_value_twice_is_added_in_place_when_it_ends_there():
    x, = loads(1)
    double = Op(M.int_add, (x, x), leaving_with())
    assert keys(allocated(straight(x, double, *use(double))))[1:3] == ["load_int", "int_add"]   # first comes the address


def test_an_operand_that_the_exit_needs_is_copied_before_it_is_overwritten():
    x, = loads(1)
    more = Op(M.int_add, (x, 1), leaving_with(x))
    assert "move" in keys(allocated(straight(x, more, *use(more))))


def test_a_dead_operand_of_a_guard_is_not_promised_to_the_bridge():
    x, = loads(1)
    more = Op(M.int_add, (x, 1), leaving_with())
    allocated(straight(x, more, *use(more)))
    assert x not in more.exit.where


def test_a_constant_is_the_tied_operand():
    x, = loads(1)
    less = Op(M.int_sub, (Const(I64, 5), x), leaving_with(x))
    allocated(straight(x, less, *use(less)))


def test_the_result_of_a_guard_may_evict_what_its_exit_needs():
    values = loads(len(X86_64.gpr))
    product = Op(M.int_mul_const, (values[0], 3), leaving_with(*values))
    steps = allocated(straight(*values, product, *use(product, *values)))
    assert "spill" in keys(steps)


def test_values_survive_a_call_wherever_they_are():
    values = loads(15)
    number = Op(M.load_float, (Const(OBJ, id(None), None), 8), None, "some memory")
    call = Op(M.call_word, (0x1234, values[3], values[0], Const(I64, 7), number, values[0]))
    store = Op(M.store_float, (call, 8, number), None, "some memory")
    allocated(straight(*values, number, call, store, *use(call, *values)))


def test_arguments_are_exchanged():
    """The callee wants them in each other's registers, in both banks."""
    first, second, *_ = X86_64.arguments
    x, y = Op(ir.PARAM, kind=I64), Op(ir.PARAM, kind=I64)
    floats = [Op(ir.PARAM, kind=F64) for _ in range(4)]
    a, b = X86_64.float_arguments[2:4]
    inputs = [(x, second), (y, first), *zip(floats, (a + 8, b + 8, b, a))]
    allocated(straight(Op(M.call_nothing, (0x1234, x, y, *floats))), X86_64, inputs)


def test_more_values_than_there_are_slots_are_refused():
    values = loads(machine_frame.SPILL_SLOTS + len(X86_64.gpr) + 1)
    with pytest.raises(TooMany):
        allocate(straight(*values, *use(*values)), X86_64)


def test_one_value_may_be_several_inputs():
    x, = loads(1)
    start, inputs = label_of((x, x, x, Const(I64, 1), Const(I64, 1)), params=2)
    allocated([x, start, *use(*inputs), jump(start, (inputs[1], inputs[1], *inputs[2:]))])


def test_inputs_change_places_in_every_pass():
    values = loads(3)
    start, (x, y, z) = label_of(values, params=3)
    allocated([*values, start, *use(x, y, z), jump(start, (y, z, x))])


def test_inputs_in_slots_change_places_in_every_pass():
    """More of them than there are registers."""
    values = loads(40)
    start, inputs = label_of(values, params=40)
    allocated([*values, start, *use(*inputs), jump(start, (*inputs[1:], inputs[0]))], FEW)


def test_a_constant_goes_to_an_input_in_a_slot():
    start, inputs = label_of([Const(I64, n) for n in range(40)] + [Const(F64, 0.5 + n, 0.5 + n) for n in range(10)], params=50)
    allocated([start, *use(*inputs[:40]), jump(start, start.args)], FEW)


def test_invariants_that_the_body_evicts_are_in_slots_from_the_start():
    values = loads(4)
    start, inputs = label_of(values)
    others = loads(4)
    steps = allocated([*values, start, *others, *use(*others), *use(*inputs), jump(start, inputs)], FEW)
    body = keys(steps)[keys(steps).index("label"):]
    assert "reload" in body and "spill" not in body


def test_what_only_exits_want_leaves_the_registers_to_what_the_body_uses():
    """Five registers: two inputs that are used, what the body computes, and three inputs that only the exit takes along."""
    values = loads(5)
    start, (a, b, *idle) = label_of(values)
    others = loads(2)
    leave = Op(M.guard_int_gt, (a, 0), leaving_with(*idle))
    steps = allocated([*values, start, leave, *use(a, b), *others, *use(*others), jump(start, (a, b, *idle))], FEW)
    body = keys(steps)[keys(steps).index("label"):]
    assert "reload" not in body and "spill" not in body


def test_an_input_of_a_bridge_is_found_in_its_slot():
    values = [Op(ir.PARAM, kind=I64) for _ in range(3)]
    inputs = list(zip(values, (SLOT + 5, 13, SLOT)))
    more = Op(M.int_add, (values[0], values[2]), leaving_with(*values))
    allocated(straight(more, *use(more, *values)), X86_64, inputs)


def test_slots_change_places_on_the_way_to_another_trace():
    values = [Op(ir.PARAM, kind=kind) for kind in (I64, I64, F64, F64)]
    label = Label(0, 0, {}, set())
    label.inputs = values
    places = [SLOT, SLOT + 1, SLOT + 2, XMM + 5]
    label.where = dict(zip(values, places))
    given = [Op(ir.PARAM, kind=value.kind) for value in values]
    allocated([on_to(ir.JUMP, label, given)], X86_64, list(zip(given, (SLOT + 1, SLOT, XMM + 5, SLOT + 2))))


# -- the checker ---------------------------------------------------------------------------------------------------------------


def example():
    """A loop with a spill, a reload, a guard and a call: (ops, proven steps)."""
    values = loads(6)
    start, inputs = label_of(values, params=1)
    guard = Op(M.int_add, (inputs[0], 1), leaving_with(*inputs))
    call = Op(M.call_word, (0x1234, inputs[1], inputs[2]))
    ops = [*values, start, guard, call, *use(call, *inputs), jump(start, (guard, *inputs[1:]))]
    return ops, allocated(ops, FEW)


def without(key):
    def change(steps):
        steps.remove(next(step for step in steps if step.key == key))
    return change


def other_values(key, change_values):
    def change(steps):
        step = next(step for step in steps if step.key == key and step.values)
        step.values = change_values(step.values)
    return change


def false_exit(steps):
    guard = next(step for step in steps if step.op is not None and step.op.exit is not None)
    value = next(iter(guard.op.exit.where))
    guard.op.exit.where[value] = SLOT + 100


def forgetful_exit(steps):
    guard = next(step for step in steps if step.op is not None and step.op.exit is not None)
    del guard.op.exit.where[guard.op.exit.resume.values()[0]]


def shared_place(steps):
    label = next(step for step in steps if step.key == "label").op.label
    label.where[label.inputs[1]] = label.where[label.inputs[0]]


def swapped(steps):
    stores = [index for index, step in enumerate(steps) if step.key == "store_word"]
    first, second = stores[:2]
    steps[first], steps[second] = steps[second], steps[first]


def destroyed(steps):
    at = next(index for index, step in enumerate(steps) if step.key == "store_word")
    steps.insert(at, Step("const_small", (steps[at].values[2], 0)))


CHANGES = {
    "a value is not computed": without("load_int"),
    "an effect is left out": without("store_word"),
    "a value is not saved": without("spill"),
    "a value is not fetched": without("reload"),
    "an argument is not put in place": without("move"),
    "an operand is taken from another register": other_values("store_word", lambda values: (*values[:2], values[2] ^ 1)),
    "another number stands in the instruction": other_values("store_word", lambda values: (values[0], 16, values[2])),
    "a result goes to a register of the context": other_values("load_int", lambda values: (3, *values[1:])),
    "an operand is missing": other_values("store_word", lambda values: values[:2]),
    "there is one operand too many": other_values("store_word", lambda values: (*values, 1)),
    "another function is called": other_values("call", lambda values: (0x4321,)),
    "a slot lies outside of the machine frame": other_values("spill", lambda values: (values[0], machine_frame.SIZE)),
    "an exit lies": false_exit,
    "an exit does not know": forgetful_exit,
    "two inputs share a place": shared_place,
    "two effects change places": swapped,
    "a value is overwritten": destroyed,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_checker_notices_when(change):
    ops, steps = example()
    change(steps)
    with pytest.raises(Wrong):
        verify_allocation.check(ops, steps, FEW)


def test_the_checker_shows_the_steps_and_the_place():
    ops, steps = example()
    false_exit(steps)
    with pytest.raises(Wrong, match=r"what the exit finds should be .*(?s:.*)-> int_add"):
        verify_allocation.check(ops, steps, FEW)
