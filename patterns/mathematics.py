"""Functions of the C library on doubles. Each is one C call; what Python makes of a result that is not finite, a guard decides."""
import math

from .define import F64, PURE, Body, Op, micro_op

ONE = "sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 expm1 log log2 log10 log1p cbrt erf erfc".split()
TWO = "atan2 fmod copysign pow hypot".split()
MEANINGS = {"hypot": lambda x, y: abs(complex(x, y))}    # math's own is another function


def function(name, *operands):
    """float_NAME: the C function of that name."""
    def meaning(*arguments):  # where Python raises, C gives a NaN or an infinity: neither is finite
        try:
            return MEANINGS.get(name, vars(math)[name])(*arguments)
        except (ValueError, OverflowError):
            return math.nan
    micro_op(out=F64, effects=PURE, symbol=name, **dict.fromkeys(operands, F64))(Body("float_" + name, (Op,), {
        "__doc__": "%s(%s), as the C library has it." % (name, ", ".join(operands)), "meaning": meaning}))


for name in ONE:
    function(name, "x")
for name in TWO:
    function(name, "x", "y")
