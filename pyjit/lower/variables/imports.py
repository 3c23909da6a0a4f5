"""import statements: of modules that are there, mostly, which is all the same to the C-API."""
from types import BuiltinFunctionType, ModuleType

from pyjit.lower.abort import Abort
from pyjit.lower.registry import bytecode
from pyjit.lower.variables.names import builtin_variables, global_variables
from pyjit.lower.variables.namespaces import address_of, push_variable, variable
from pyjit.patterns.families import M


@bytecode("IMPORT_NAME")
def import_name(t, arg):
    """The builtin __import__, called as the interpreter calls it. (import_name, Python/ceval.c)"""
    name, variables = t.frame.facts.code.co_names[arg], builtin_variables(t)
    function = variables.get("__import__")
    if type(function) is not BuiltinFunctionType or function.__name__ != "__import__" or function.__module__ != "builtins":
        raise Abort("another __import__ is in use", remedy="move the import out of the loop")
    t.guard_object(variable(t, variables, "__import__"), function)
    level, names = t.as_int(t.peek(1).op), t.borrow(t.peek())
    live = t.host.words[t.frame.address + t.host.offset("_PyInterpreterFrame.f_locals") >> 3]
    if live and live != id(t.frame.globals):
        raise Abort("the import is in a class body", remedy="move it out of the loop")
    variables = address_of(t, global_variables(t))
    t.before_code()
    spaces = variables, variables if live else t.object_constant(None)
    module = t.call(M.call_object, "PyImport_ImportModuleLevelObject", t.object_constant(name), *spaces, names, level, runs_code=True)
    t.unborrow(names)
    t.pop_drop(2)
    t.check(module, 2, 1)
    t.push(module)


@bytecode("IMPORT_FROM")
def import_from(t, arg):
    """A variable of the module, which stays on the stack."""
    name, live = t.frame.facts.code.co_names[arg], t.live()
    variables = ModuleType.__dict__["__dict__"].__get__(live) if type(live) is ModuleType else {}
    if name not in variables:
        raise Abort("the name is no variable of the module", lasting=False, remedy="move the import out of the loop")
    t.guard_type(t.guard_object(t.peek().op, live), ModuleType)
    push_variable(t, variables, name)
