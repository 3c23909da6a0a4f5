"""Variables that live in dicts: globals and builtins, and the names of module and class bodies."""
from pyjit.lower.abort import Abort
from pyjit.lower.registry import bytecode
from pyjit.lower.variables.namespaces import delete_variable, push_variable, store_variable
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED

PUSH_NULL_TOO = 1   # the low bit of LOAD_GLOBAL's argument


def guard_field(t, field, live):
    """A dict of the root's frame is the one seen: its code may run with others another time. Those of an inlined function are
    its own. The frame keeps it alive, and the trace does not: who is entered where this guard holds finds it."""
    if t.frame is not t.root:
        return
    t.namespaces.add(id(live))
    t.guard(M.guard_is, t.emit(M.load_frame, t.host.offset("_PyInterpreterFrame." + field), region="frame constants"), id(live))


def global_variables(t):
    guard_field(t, "f_globals", t.frame.globals)
    return t.frame.globals


def builtin_variables(t):
    guard_field(t, "f_builtins", t.frame.builtins)
    return t.frame.builtins


def local_variables(t):
    """The dict in which a module's or class's body keeps its variables."""
    live = t.host.object_at(t.host.words[t.frame.address + t.host.offset("_PyInterpreterFrame.f_locals") >> 3])
    if type(live) is not dict:
        raise Abort("the variables of the class body are not in a dict")
    guard_field(t, "f_locals", live)
    return live


def push_global(t, name):
    """Push a global or builtin variable."""
    if push_variable(t, global_variables(t), name):
        return
    if not push_variable(t, builtin_variables(t), name):
        raise Abort("the name %s is not defined" % name, lasting=False)


@bytecode("LOAD_GLOBAL")
def load_global(t, arg):
    push_global(t, t.frame.facts.code.co_names[arg >> 1])
    if arg & PUSH_NULL_TOO:
        t.push(t.word(0), FIXED)


@bytecode("LOAD_NAME")
def load_name(t, arg):
    name, live = t.frame.facts.code.co_names[arg], local_variables(t)
    if push_variable(t, live, name):
        return
    if live is t.frame.globals:
        if not push_variable(t, builtin_variables(t), name):
            raise Abort("the name %s is not defined" % name, lasting=False)
    else:
        push_global(t, name)


@bytecode("STORE_GLOBAL")
def store_global(t, arg):
    store_variable(t, global_variables(t), t.frame.facts.code.co_names[arg])


@bytecode("STORE_NAME")
def store_name(t, arg):
    store_variable(t, local_variables(t), t.frame.facts.code.co_names[arg])


@bytecode("DELETE_GLOBAL")
def delete_global(t, arg):
    delete(t, global_variables(t), t.frame.facts.code.co_names[arg])


@bytecode("DELETE_NAME")
def delete_name(t, arg):
    delete(t, local_variables(t), t.frame.facts.code.co_names[arg])


def delete(t, live, name):
    if name not in live:
        raise Abort("the name %s is not defined" % name, lasting=False)
    delete_variable(t, live, name)


@bytecode("LOAD_LOCALS")
def load_locals(t, arg):
    t.push(t.object_constant(local_variables(t)), FIXED)


@bytecode("LOAD_BUILD_CLASS")
def load_build_class(t, arg):
    if not push_variable(t, builtin_variables(t), "__build_class__"):
        raise Abort("__build_class__ is not defined", lasting=False)


@bytecode("LOAD_ASSERTION_ERROR")
def load_assertion_error(t, arg):
    """The interpreter's own, whatever the name means to the program."""
    t.push(t.object_constant(AssertionError), FIXED)
