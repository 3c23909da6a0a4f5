"""What keeps a frame out of a compiled loop, in words."""
from types import SimpleNamespace

import pytest
from pyjit.optimize.admit import obstacle
from pyjit.optimize.loop import Label
from pyjit.patterns.define import I64, OBJ
from pyjit.trace.ir import PARAM, Op

VALUES = [1, 0.5, "text", 1 << 80]


class Live:
    """An interpreter whose frame holds VALUES, and then nothing."""

    locals_base = 72

    def __init__(self):
        self.peek = self
        self.field = self.offset = None
        self.host = SimpleNamespace(thread_state=lambda: 0)
        self.f64 = self.u64 = self.u32 = self.u16 = self.u8 = self.i64 = self.i32 = self.i16 = self.i8 = self.word

    def word(self, address):
        index = (address - self.locals_base) // 8
        return id(VALUES[index]) if index < len(VALUES) else 0

    def type_address(self, address):
        return id(type(self.object_at(address)))

    @staticmethod
    def object_at(address):
        return next(value for value in VALUES if id(value) == address)


def facts(comprehends=False):
    return SimpleNamespace(bytecode=SimpleNamespace(in_comprehension=lambda index: comprehends), loop_line=lambda offset: 7)


def label(index, kind, type=None):
    param = Op(PARAM, (index,), kind=kind)
    param.type = type
    return Label(0, 0, {index: param}, {index})


@pytest.mark.parametrize("index, kind, type, wanted", [
    (0, I64, None, None), (1, I64, None, "for another type of VARIABLE"), (2, OBJ, id(str), None), (2, OBJ, None, None),
    (1, OBJ, id(str), "for another type of VARIABLE"), (3, I64, None, "for another type of VARIABLE"),
    (4, I64, None, "VARIABLE has no value yet, which it had when the loop at line 7 was compiled"), (4, OBJ, None, "has no value yet")])
def test_a_local_has_the_form_that_the_loop_wants_or_is_named(index, kind, type, wanted):
    why = obstacle(label(index, kind, type), Live(), facts(), 0)
    assert why is None if wanted is None else wanted in why.reason and why.local == index


def test_a_comprehensions_variable_without_a_value_is_told_apart():
    assert "before its first pass" in obstacle(label(4, I64), Live(), facts(True), 0).reason
