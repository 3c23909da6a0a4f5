"""What every encoder checks: register kinds, ranges of immediates, names of conditions, shifts and extensions."""
from pyjit.backends.learn import NoSuchRegister

from ..operands import CONDITIONS, EXTENSIONS, SHIFTS, WZR, XZR

WIDE, NARROW, STACK = ("x", "sp"), ("w", "wsp"), ("sp", "wsp")


class EncodingError(ValueError):
    """The operands do not fit the encoding class."""


def general(register):
    """The number of an X or W register; 31 means the zero register."""
    if register.kind not in ("x", "w") or not 0 <= register.number <= 31:
        raise EncodingError("%s is no general register" % (register,))
    return register.number


def general_or_stack(register):
    """The number of an X or W register or of the stack pointer, in a place where 31 means the stack pointer."""
    if register.kind in STACK:
        return 31
    if general(register) == 31:
        raise NoSuchRegister("%s is the zero register where 31 means the stack pointer" % (register,))
    return register.number


def base_register(register):
    """The number of a 64-bit register or of the stack pointer, as the base of an address."""
    if register.kind not in WIDE:
        raise EncodingError("%s is no base of an address" % (register,))
    return general_or_stack(register)


def x_register(register):
    """The number of an X register."""
    if register.kind != "x":
        raise EncodingError("%s is no X register" % (register,))
    return general(register)


def w_register(register):
    """The number of a W register."""
    if register.kind != "w":
        raise EncodingError("%s is no W register" % (register,))
    return general(register)


def floating(register):
    """The number of a D or S register."""
    if register.kind not in ("d", "s") or not 0 <= register.number <= 31:
        raise EncodingError("%s is no floating-point register" % (register,))
    return register.number


def same_width(*registers):
    """The bit sf: 1 if all the general registers are 64 bits wide, 0 if all are 32."""
    kinds = {register.kind for register in registers}
    if kinds <= set(WIDE):
        return 1
    if kinds <= set(NARROW):
        return 0
    raise EncodingError("registers of different widths: %s" % ", ".join(map(str, registers)))


def zero_like(register):
    """The zero register of the same width."""
    return XZR if same_width(register) else WZR


def precision(*registers):
    """The field ftype: 1 if all the floating-point registers are doubles, 0 if all are singles."""
    kinds = {register.kind for register in registers}
    if kinds == {"d"}:
        return 1
    if kinds == {"s"}:
        return 0
    raise EncodingError("registers of different precision: %s" % ", ".join(map(str, registers)))


def unsigned(value, bits, what="immediate"):
    """The value itself, if it fits `bits` bits unsigned."""
    if not 0 <= value < 1 << bits:
        raise EncodingError("%s %d is not in 0..%d" % (what, value, (1 << bits) - 1))
    return value


def signed(value, bits, what="immediate"):
    """The value in two's complement, if it fits `bits` bits signed."""
    limit = 1 << bits - 1
    if not -limit <= value < limit:
        raise EncodingError("%s %d is not in %d..%d" % (what, value, -limit, limit - 1))
    return value & (1 << bits) - 1


def multiple(value, unit, what="offset"):
    """The value in units of `unit`, if it is a multiple."""
    if value % unit:
        raise EncodingError("%s %d is no multiple of %d" % (what, value, unit))
    return value // unit


def amount(value, sf):
    """A shift amount or bit position within a register of the width that sf says."""
    return unsigned(value, 6 if sf else 5, "bit position")


def named(name, names, what):
    """The number of a name in its table."""
    if name not in names:
        raise EncodingError("%r is no %s" % (name, what))
    return names.index(name)


def condition(name):
    return named(name, CONDITIONS, "condition")


def shift(name, allow_rotation):
    return named(name, SHIFTS if allow_rotation else SHIFTS[:3], "shift of this class")


def extension(name):
    return named(name, EXTENSIONS, "extension")
