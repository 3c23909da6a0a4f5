"""Attributes of instances, beyond loads and stores of their values."""
from .define import IMM32, OBJ, Op, micro_op


@micro_op(x=OBJ, capacity=IMM32, size=IMM32, values=IMM32, index=IMM32, writes=("insertion order",))
class note_insertion(Op):
    """The inline value `index` of x has been set for the first time: append that to the order of insertion, bytes that
    follow the values. The other operands say where capacity, size and values stand. (_PyDictValues_AddToInsertionOrder)"""

    def meaning(m, x, capacity, size, values, index):
        order, count = x + values + 8 * m.load(x + capacity, 1), m.load(x + size, 1)
        m.store(order + count, 1, index & 255)
        m.store(x + size, 1, count + 1 & 255)

    def x86_64(a, x, capacity, size, values, index):
        append_index(a, x, capacity, size, values, index)

    def aarch64(a, x, capacity, size, values, index):
        append_index_aarch64(a, x, capacity, size, values, index)


def append_index(a, x, capacity, size, values, index):
    """What note_insertion does."""
    a.MOVZX(a.d(a.s0), a.byte(x, capacity))
    a.LEA(a.s0, a.qword(x, values, index=a.s0, scale=8))
    a.MOVZX(a.d(a.s1), a.byte(x, size))
    a.MOV(a.s2, index)
    a.MOV(a.byte(a.s0, 0, index=a.s1), a.b(a.s2))
    a.ADD(a.d(a.s1), 1)
    a.MOV(a.byte(x, size), a.b(a.s1))


def append_index_aarch64(a, x, capacity, size, values, index):
    """append_index in aarch64's instructions."""
    a.LDRB(a.d(a.s0), a.address(x, capacity))
    a.ADD(a.s0, x, a.s0, "LSL", 3)
    a.LDRB(a.d(a.s1), a.address(x, size))
    a.ADD(a.s0, a.s0, a.s1)
    a.MOV(a.s2, index)
    a.STRB(a.d(a.s2), a.address(a.s0, values))
    a.ADD(a.s1, a.s1, 1)
    a.STRB(a.d(a.s1), a.address(x, size))
