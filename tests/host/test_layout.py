"""The layouts: generated from the declarations, and nothing handed out that was not compared with live objects."""
import pytest

from pyjit.host import Lacking, Unsupported, generate, livecheck, livechecks
from pyjit.host.cp313 import layout
from pyjit.host.interpreter import Host

# What nothing in pyjit asks for, and no check reads: `Struct.*` is all that offset() does not give out.
NOT_GIVEN_OUT = """
    PyCodeObject.co_extra PyNumberMethods.nb_reserved PySequenceMethods.was_sq_slice PySequenceMethods.was_sq_ass_slice
    PyTypeObject.tp_cache PyTypeObject.tp_subclasses PyTypeObject.tp_weaklist PyHeapTypeObject._spec_cache
    _Py_LocalMonitors.* PyType_Slot.* PyType_Spec.* Py_complex.* _PyLongValue.* PyWrapperDescrObject.d_base
    PyFrameObject.f_lineno PyFrameObject.f_trace_opcodes
    PyGenObject.gi_weakreflist PyGenObject.gi_origin_or_finalizer PyGenObject.gi_hooks_inited
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
    dequeobject.leftblock dequeobject.rightblock dequeobject.leftindex dequeobject.rightindex dequeobject.state
    dequeobject.numfreeblocks dequeobject.freeblocks
    """.split()
# What lies beside another one with the same content, where one code object is looked at: they are in the order of their declaration.
ALIKE = ("_PyCoMonitoringData.local_monitors", "_PyCoMonitoringData.active_monitors", "_PyCoMonitoringData.tools")
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
    """A host for which a field lies elsewhere, in every layout that its struct has."""
    class Moved(Host):
        def places(self, asked):
            places = dict(super().places(asked))
            if asked == struct:
                places[name] = places[name][0] + by, places[name][1]
            return places
    struct, _, name = field.partition(".")
    return Moved(host.version)


@pytest.mark.parametrize("direction", [1, -1])
def test_a_field_of_an_essential_struct_that_lies_one_place_further_is_found_out(host, direction):
    unnoticed = []
    for field in sorted(livecheck.run(host).difference(livecheck.PINNED)):
        if field.partition(".")[0] in livechecks.ASKED:
            continue
        try:
            moved(host, field, direction * host.place(field)[1])
        except Unsupported as why:
            assert "\n" not in str(why)
        else:
            unnoticed.append(field)
    assert not unnoticed


@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize("struct", livechecks.ASKED)
def test_a_field_of_another_struct_that_lies_one_place_further_is_found_out_when_one_is_asked_for(host, struct, direction):
    for field in sorted(livecheck.run_for(host, struct).difference(livecheck.PINNED)):
        by = direction * host.place(field)[1]
        beyond = not 0 <= host.place(field)[0] + by <= host.size(struct) - host.place(field)[1]   # there is anything
        if field.startswith(struct + ".") and field not in ALIKE and not beyond:
            other = moved(host, field, by)
            assert not other.holds(struct) and "\n" not in other.lacks[struct]
            for name in other.places(struct):
                with pytest.raises(Lacking, match="laid out unlike"):
                    other.offset("%s.%s" % (struct, name))
            assert list(other.lacks) == [struct]


def with_variants(host, variants, published=()):
    """A host of which some structs are known in these layouts alone: {struct: layouts}, the first one as the one that is expected."""
    class Varied(Host):
        def _take(self, found):
            for struct, (first, *others) in variants.items():
                self._structs[struct], self.variants = first, {**self.variants, struct: others}
            super()._take({**found, **dict(published)})
    return Varied(host.version)


def layouts(struct):
    return [layout.STRUCTS[struct], *layout.VARIANTS.get(struct, ())]


def test_the_collector_has_two_layouts_and_the_one_that_holds_is_found(host):
    assert host.holds("_gc_runtime_state")
    expected = {name: host.offset("_gc_runtime_state." + name) for name in ("threshold", "count")}
    assert expected in ({"threshold": 40, "count": 44}, {"threshold": 36, "count": 40})
    for order in layouts("_gc_runtime_state"), layouts("_gc_runtime_state")[::-1]:
        assert {name: with_variants(host, {"_gc_runtime_state": order}).offset("_gc_runtime_state." + name)
                for name in expected} == expected


def elsewhere(struct, by):
    """The layout of a struct all of whose own fields lie further by some bytes."""
    size, places = layout.STRUCTS[struct]
    return size, {name: (offset + by * (offset >= 16), width) for name, (offset, width) in places.items()}


@pytest.mark.parametrize("struct", ["PyListObject", "PyFunctionObject", "PyCellObject", "zipobject"])
def test_any_struct_may_have_variants_of_which_the_one_that_holds_is_found(host, struct):
    for layouts_known in ([elsewhere(struct, 8), elsewhere(struct, -8), layout.STRUCTS[struct]], [layout.STRUCTS[struct], elsewhere(struct, 8)]):
        found = with_variants(host, {struct: layouts_known})
        assert found.holds(struct) and found.places(struct) == layout.STRUCTS[struct][1]


def test_variants_of_two_structs_that_are_looked_at_together_are_found(host):
    known = {struct: [elsewhere(struct, 8), layout.STRUCTS[struct]] for struct in ("PyMethodDef", "PyCFunctionObject")}
    found = with_variants(host, known)
    assert all(found.places(struct) == layout.STRUCTS[struct][1] for struct in known)


def test_a_struct_without_a_variant_that_holds_is_refused(host):
    with pytest.raises(Unsupported, match="laid out unlike"):
        with_variants(host, {"PyListObject": [elsewhere("PyListObject", 8), elsewhere("PyListObject", -8)]})


def test_where_the_interpreter_says_that_a_field_is_there_it_is_looked_for(host):
    """What it publishes for debuggers goes before what is declared, and has to hold as well."""
    declared = {"PyListObject": [elsewhere("PyListObject", 8)]}
    with pytest.raises(Unsupported):
        with_variants(host, declared)
    assert with_variants(host, {"PyFloatObject": [elsewhere("PyFloatObject", 8)]}).offset("PyFloatObject.ob_fval") == 16
    with pytest.raises(Unsupported):
        with_variants(host, {}, {"PyFloatObject.ob_fval": 24})


def test_an_offset_that_nothing_was_compared_with_is_not_given_out(host):
    with pytest.raises(LookupError, match="tp_subclasses"):
        host.offset("PyTypeObject.tp_subclasses")


@pytest.mark.parametrize("ask", [lambda host: host.offset("PyListObject.nothing"), lambda host: host.offset("Nothing.field"),
                                 lambda host: host.size("Nothing"), lambda host: host.constant("NOTHING"),
                                 lambda host: host.offset("PyFloatObject.ob_fval.deeper")])
def test_what_is_not_declared_is_a_clear_error(host, ask):
    with pytest.raises(LookupError, match="cp313 has no"):
        ask(host)
