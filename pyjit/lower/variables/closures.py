"""Variables in cells, and the making of functions."""
from pyjit.lower.registry import bytecode, ends
from pyjit.lower.abort import Abort
from pyjit.lower.overwrite import Slot, fill, load, overwrite
from pyjit.lower.variables.names import global_variables
from pyjit.lower.variables.namespaces import address_of
from pyjit.patterns.families import M
from pyjit.trace.ir import HEAP

# SET_FUNCTION_ATTRIBUTE's argument: the field that it sets.
FUNCTION_ATTRIBUTES = {0x01: "func_defaults", 0x02: "func_kwdefaults", 0x04: "func_annotations", 0x08: "func_closure"}


def variable(t, index):
    """(the Slot of a variable in a cell, the address of the live value or 0)."""
    ref, offset = t.get_local(index), t.host.offset("PyCellObject.ob_ref")
    return Slot(t.cells.sees(t, ref.op, t.live_local(index)), offset, "cells"), t.host.peek.u64(t.live_local(index) + offset)


@bytecode("LOAD_DEREF")
def load_deref(t, arg):
    slot, address = variable(t, arg)
    if not address:
        raise Abort("the variable has no value", lasting=False)
    t.push(load(t, slot), HEAP)


@bytecode("STORE_DEREF")
def store_deref(t, arg):
    slot, address = variable(t, arg)
    t.cells.stores(t, slot.base)
    if address:
        overwrite(t, slot, address)
    else:
        fill(t, slot, above=0)


@bytecode("MAKE_FUNCTION")
def make_function(t, arg):
    """(PyFunction_New, and the version that calls of the function are specialised by)"""
    code = t.live()
    t.guard(M.guard_is, t.peek().op, id(code))
    offset = t.host.offset
    made = t.call(M.call_object, "PyFunction_New", t.object_constant(code), address_of(t, global_variables(t)))
    made.type = id(type(make_function))
    t.pop_drop()
    t.check(made, 1, 0)
    version = t.integer(t.host.peek.u32(id(code) + offset("PyCodeObject.co_version")))
    t.emit(M.store_u32, made, offset("PyFunctionObject.func_version"), version, region="new object")
    t.push(made)


@bytecode("SET_FUNCTION_ATTRIBUTE")
def set_function_attribute(t, arg):
    """The attribute lies below the function, which stays."""
    function = t.pop()
    value = t.own(t.pop())
    t.emit(M.store_word, function.op, t.host.offset("PyFunctionObject." + FUNCTION_ATTRIBUTES[arg]), value, region="functions")
    t.push(function.op, function.mode, function.owner)


ends("a variable is deleted that functions inside share", "DELETE_DEREF", remedy="set it to None instead")
ends("the function has not begun yet", "MAKE_CELL", "COPY_FREE_VARS")
ends("a class body uses a variable of the function around it", "LOAD_FROM_DICT_OR_DEREF", remedy="do not make classes in a loop")
