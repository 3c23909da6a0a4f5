"""An int of any size, as an object, and a 64-bit number: what the interpreter's specialised instructions do with two objects,
without a box for the number. (BINARY_OP_ADD_INT and its kin, Python/bytecodes.c)"""
from .define import I64, OBJ, Op, micro_op


@micro_op(x=OBJ, y=I64, out=OBJ, symbol="routine:long_add")
class long_add(Op):
    """x + y, or NULL with an exception."""

    def meaning(x, y):
        return x + y


@micro_op(x=OBJ, y=I64, out=OBJ, symbol="routine:long_subtract")
class long_subtract(Op):
    """x - y, or NULL with an exception."""

    def meaning(x, y):
        return x - y


@micro_op(x=OBJ, y=I64, out=OBJ, symbol="routine:long_multiply")
class long_multiply(Op):
    """x * y, or NULL with an exception."""

    def meaning(x, y):
        return x * y


@micro_op(x=OBJ, y=I64, out=OBJ, symbol="routine:long_add_in_place")
class long_add_in_place(Op):
    """x + y, or NULL with an exception. A reference to x goes with it: the sum may take over an object that nobody else has."""

    def meaning(x, y):
        return x + y


@micro_op(x=OBJ, y=I64, out=OBJ, symbol="routine:long_subtract_in_place")
class long_subtract_in_place(Op):
    """x - y, or NULL with an exception. A reference to x goes with it: the difference may take over an object that nobody else
    has."""

    def meaning(x, y):
        return x - y
