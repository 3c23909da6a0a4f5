"""Functions, methods and descriptors."""


def functions(probe):
    free = 1.5

    def known(first, second=2.5, *, third=3.5) -> "nothing":
        """A text of its own."""
        return free
    weak_at, dict_at = type(known).__weakrefoffset__, type(known).__dictoffset__
    known.attribute = 1
    vectorcall = probe.place("PyFunctionObject.vectorcall")
    probe.expect("PyTypeObject", id(type(known)), tp_vectorcall_offset=vectorcall)
    probe.expect("PyFunctionObject", id(known), func_globals=known.__globals__, func_builtins=known.__builtins__,
                 func_name=known.__name__, func_qualname=known.__qualname__, func_code=known.__code__,
                 func_defaults=known.__defaults__, func_kwdefaults=known.__kwdefaults__, func_closure=known.__closure__,
                 func_doc=known.__doc__, func_dict=known.__dict__, func_module=known.__module__, func_typeparams=0,
                 func_weakreflist=0, func_annotations=known.__annotations__,
                 vectorcall=probe.number(id(functions) + vectorcall),
                 func_version=probe.number(id(known.__code__) + probe.place("PyCodeObject.co_version"), 4))
    probe.true((weak_at, dict_at) == (probe.place("PyFunctionObject.func_weakreflist"),
                                      probe.place("PyFunctionObject.func_dict")), "the dict of a function")
    bound = _Holder().method
    probe.expect("PyMethodObject", id(bound), im_func=_Holder.method, im_self=bound.__self__)
    weak_at = (type(bound).__weakrefoffset__, type(len).__weakrefoffset__)
    probe.true(weak_at == (probe.place("PyMethodObject.im_weakreflist"), probe.place("PyCFunctionObject.m_weakreflist")),
               "the weak references of a method")
    probe.expect("PyTypeObject", id(type(bound)), tp_vectorcall_offset=probe.place("PyMethodObject.vectorcall"))
    probe.true(probe.field("PyMethodObject", id(bound), "vectorcall"), "a bound method cannot be called")


def class_methods(probe):
    wrapper = classmethod(class_methods)
    probe.expect("classmethod", id(wrapper), cm_callable=class_methods, cm_dict=wrapper.__dict__)


def static_methods(probe):
    wrapper = staticmethod(static_methods)
    probe.expect("staticmethod", id(wrapper), sm_callable=static_methods, sm_dict=wrapper.__dict__)


def properties(probe):
    probe.size("propertyobject", property)
    made = _Holder.__dict__["made"]
    probe.expect("propertyobject", id(made), prop_get=made.fget, prop_set=made.fset, prop_del=made.fdel, prop_doc="doc",
                 prop_name=made.__name__)


def supers(probe):
    probe.size("superobject", super)
    some = _Holder()
    above = super(_Holder, some)
    probe.expect("superobject", id(above), type=_Holder, obj=some, obj_type=_Holder)


class _Holder:
    __slots__ = ("slot", "other")

    def method(self):
        """Does nothing."""

    made = property(method, method.__call__, method.__repr__, "doc")


def builtins_and_descriptors(probe):
    constant = probe.host.constant
    fast, one, none, keywords = (constant("METH_" + name) for name in ("FASTCALL", "O", "NOARGS", "KEYWORDS"))
    for known, flags in ((len, one), (print, fast | keywords), (globals, none), (isinstance, fast),
                         (dir, constant("METH_VARARGS")), (str.maketrans, fast | constant("METH_STATIC")),
                         (dict.fromkeys, fast | constant("METH_CLASS"))):
        definition = probe.field("PyCFunctionObject", id(known), "m_ml")
        probe.expect("PyMethodDef", definition, ml_flags=flags)
        probe.text(probe.field("PyMethodDef", definition, "ml_name"), known.__name__)
    bound = "text".upper
    probe.expect("PyCFunctionObject", id(bound), m_self="text", m_module=0)
    probe.expect("PyTypeObject", id(type(len)), tp_vectorcall_offset=probe.place("PyCFunctionObject.vectorcall"))
    probe.true(probe.field("PyCFunctionObject", id(len), "vectorcall"), "len cannot be called")
    probe.expect("PyCFunctionObject", id(len), m_module=len.__module__)
    for known, flags in ((str.upper, none), (dict.__contains__, one | constant("METH_COEXIST"))):
        definition = probe.field("PyMethodDescrObject", id(known), "d_method")
        probe.expect("PyMethodDef", definition, ml_flags=flags)
        probe.text(probe.field("PyMethodDef", definition, "ml_name"), known.__name__)
    known = str.upper
    probe.expect("PyDescrObject", id(known), d_type=str, d_name=known.__name__, d_qualname=known.__qualname__)
    probe.expect("PyTypeObject", id(type(known)), tp_vectorcall_offset=probe.place("PyMethodDescrObject.vectorcall"))
    probe.true(probe.field("PyMethodDescrObject", id(known), "vectorcall"), "str.upper cannot be called")
    for known, kind, flags in ((_Holder.other, "Py_T_OBJECT_EX", 0), (type(known).__objclass__, "_Py_T_OBJECT", 1),
                               (type(functions.__code__).co_argcount, "Py_T_INT", 1), (complex.imag, "Py_T_DOUBLE", 1)):
        member = probe.field("PyMemberDescrObject", id(known), "d_member")
        probe.expect("PyMemberDef", member, type=constant(kind), flags=flags)
        probe.text(probe.field("PyMemberDef", member, "name"), known.__name__)
    member = probe.field("PyMemberDescrObject", id(type(functions.__code__).co_argcount), "d_member")
    probe.expect("PyMemberDef", member, offset=probe.place("PyCodeObject.co_argcount"))
    known = type.__dict__["__bases__"]
    definition = probe.field("PyGetSetDescrObject", id(known), "d_getset")
    probe.text(probe.field("PyGetSetDef", definition, "name"), "__bases__")
    adding = probe.host.capi.function("PyType_GetSlot", "address", "object", "int")(int, constant("Py_nb_add"))
    probe.expect("PyWrapperDescrObject", id(int.__add__), d_wrapped=adding)
