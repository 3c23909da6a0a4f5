"""The layouts: generated from the declarations, and nothing handed out that was not compared with live objects."""
import pytest

from pyjit.host import Unsupported, generate, livecheck
from pyjit.host.interpreter import Host
from pyjit.host.cp313 import layout

# What nothing in pyjit asks for, and no check reads: `Struct.*` is all that offset() does not give out.
NOT_GIVEN_OUT = """
    PyNumberMethods.nb_reserved PySequenceMethods.was_sq_slice PySequenceMethods.was_sq_ass_slice
    PyTypeObject.tp_cache PyTypeObject.tp_subclasses PyTypeObject.tp_weaklist PyHeapTypeObject._spec_cache
    _Py_LocalMonitors.* PyType_Slot.* PyType_Spec.* Py_complex.* _PyLongValue.* PyWrapperDescrObject.d_base
    PyFrameObject.f_lineno PyFrameObject.f_trace_opcodes
    PyGenObject.gi_weakreflist PyGenObject.gi_exc_state PyGenObject.gi_origin_or_finalizer PyGenObject.gi_hooks_inited
    PyGenObject.gi_closed PyGenObject.gi_running_async
    PyTypeObject.tp_getattr PyTypeObject.tp_setattr PyTypeObject.tp_del propertyobject.getter_doc
    PyThreadState.id PyThreadState.prev PyThreadState.next PyThreadState._status PyThreadState._whence PyThreadState.state
    PyThreadState.recursion_headroom PyThreadState.c_profilefunc PyThreadState.c_tracefunc PyThreadState.c_profileobj
    PyThreadState.c_traceobj PyThreadState.gilstate_counter PyThreadState.async_exc PyThreadState.delete_later
    PyThreadState.critical_section PyThreadState.coroutine_origin_tracking_depth PyThreadState.async_gen_firstiter
    PyThreadState.async_gen_finalizer PyThreadState.context PyThreadState.context_ver PyThreadState.previous_executor
    _gc_runtime_state.trash_delete_later _gc_runtime_state.trash_delete_nesting _gc_runtime_state.enabled _gc_runtime_state.debug
    _gc_runtime_state.head
    _PyRuntimeInterpreters.head _PyRuntimeInterpreters.main _PyRuntimeInterpreters.next_id
    _PyCoCached._co_varnames _PyCoCached._co_cellvars _PyCoCached._co_freevars _PyStackChunk.previous _PyStackChunk.data
    """.split()
HEADS = ("ob_base", "_base", "d_common", "ht_type")  # structs within structs: asked for by their own names


def given_out(host, field):
    """Can the field, or any field within it, be asked for?"""
    struct, _, name = field.partition(".")
    for within in host.places(struct):
        if within == name or within.startswith(name + "."):
            try:
                return host.offset("%s.%s" % (struct, within)) >= 0
            except LookupError:
                continue
    return False


def test_the_layout_is_what_the_declarations_say(capsys):
    assert generate.main(["--check"]) == 0


@pytest.mark.parametrize("struct", layout.STRUCTS)
def test_every_field_is_compared_with_live_objects_or_never_asked_for(host, struct):
    fields = ["%s.%s" % (struct, name) for name in host.places(struct) if name.partition(".")[0] not in HEADS
              and "." not in name]
    missing = [field for field in fields if not given_out(host, field)]
    assert missing == [field for field in fields if field in NOT_GIVEN_OUT or struct + ".*" in NOT_GIVEN_OUT]


def moved(host, field, by):
    """A host for which a field lies elsewhere."""
    class Moved(Host):
        def places(self, asked):
            places = dict(super().places(asked))
            if asked == struct:
                places[name] = places[name][0] + by, places[name][1]
            return places
    struct, _, name = field.partition(".")
    return Moved(host.version)


@pytest.mark.parametrize("direction", [1, -1])
def test_a_field_that_lies_one_place_further_is_found_out(host, direction):
    unnoticed = []
    for field in sorted(livecheck.run(host).difference(livecheck.PINNED)):
        try:
            moved(host, field, direction * host.place(field)[1])
        except Unsupported as why:
            assert "\n" not in str(why)
        else:
            unnoticed.append(field)
    assert not unnoticed


def test_an_offset_that_nothing_was_compared_with_is_not_given_out(host):
    with pytest.raises(LookupError, match="tp_subclasses"):
        host.offset("PyTypeObject.tp_subclasses")


@pytest.mark.parametrize("ask", [lambda host: host.offset("PyListObject.nothing"), lambda host: host.offset("Nothing.field"),
                                 lambda host: host.size("Nothing"), lambda host: host.constant("NOTHING"),
                                 lambda host: host.offset("PyFloatObject.ob_fval.deeper")])
def test_what_is_not_declared_is_a_clear_error(host, ask):
    with pytest.raises(LookupError, match="cp313 has no"):
        ask(host)
