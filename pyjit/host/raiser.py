"""The raiser: an object that raises the exception it holds, whatever a bytecode asks of it.

When a C call of a trace raised, the exit puts a raiser in the place of one operand and lets the interpreter run the bytecode
again: traceback, line, column and handler come out as CPython's own. opcodes.py says which operand of which bytecode.

A giver holds the result of a call that has been made, and gives it when it is called: so the interpreter does what it does at the end of
a call, which is to look for what is pending."""
from .memory import address_of
from .platform import Unsupported

# The slots that answer with an object or NULL, and those that answer with an int or -1. A raiser is the first argument of all.
OBJECT_SLOTS = """
    nb_add nb_subtract nb_multiply nb_remainder nb_divmod nb_power nb_negative nb_positive nb_absolute nb_invert
    nb_lshift nb_rshift nb_and nb_xor nb_or nb_int nb_float nb_index nb_floor_divide nb_true_divide nb_matrix_multiply
    nb_inplace_add nb_inplace_subtract nb_inplace_multiply nb_inplace_remainder nb_inplace_power nb_inplace_lshift
    nb_inplace_rshift nb_inplace_and nb_inplace_xor nb_inplace_or nb_inplace_floor_divide nb_inplace_true_divide
    nb_inplace_matrix_multiply sq_concat sq_repeat sq_item sq_inplace_concat sq_inplace_repeat mp_subscript
    tp_call tp_iter tp_iternext tp_getattro tp_richcompare tp_repr tp_str am_await am_aiter am_anext""".split()
INT_SLOTS = "nb_bool sq_length sq_ass_item sq_contains mp_length mp_ass_subscript tp_hash tp_setattro".split()
# What bytecodes look up by name in the type, past the slots.
METHODS = (("__format__", "METH_O"), ("__enter__", "METH_NOARGS"), ("__exit__", "METH_VARARGS"),
           ("__aenter__", "METH_NOARGS"), ("__aexit__", "METH_VARARGS"))


class Holder:
    """The base: what holds the exception, traverses it and frees it is CPython's own code for slots."""
    __slots__ = ("exception",)


def make_type(host, raise_null, raise_minus_one, name="pyjit.raiser"):
    """A heap type whose slots are the two C functions. Its `exception` lies at Raiser.exception: owned, NULL when taken.

    From Python an instance is filled through the descriptor, `type.exception.__set__(instance, exception)`: plain assignment
    asks the instance, and so raises."""
    constant, records = host.constant, host.records
    names = [host.text(name) for name, _ in METHODS]
    methods = records("PyMethodDef", [{"ml_name": address_of(name), "ml_meth": raise_null, "ml_flags": constant(flags)}
                                      for name, (_, flags) in zip(names, METHODS)] + [{}])
    functions = [(name, raise_null) for name in OBJECT_SLOTS] + [(name, raise_minus_one) for name in INT_SLOTS]
    slots = records("PyType_Slot", [{"slot": constant("Py_" + name), "pfunc": address}
                                    for name, address in functions + [("tp_methods", address_of(methods))]] + [{}])
    name = host.text(name)
    spec = records("PyType_Spec", [{"name": address_of(name), "slots": address_of(slots)}])
    from_spec = host.capi.function("PyType_FromSpecWithBases", "object", "address", "object")
    made = from_spec(address_of(spec), (Holder,))
    if host.types.member(made.exception)[0] != host.offset("Raiser.exception"):
        raise Unsupported("a slot of a class lies elsewhere")
    made.definitions = (methods, names)  # all that PyType_FromSpec does not copy
    return made
