"""Making objects, where memory may be refused.

A trace has no way to raise MemoryError in the middle of a bytecode, nor has an exit. So a number whose box is refused gets one
of the spare objects that were made in good time (pyjit.emit.spares). The trace then leaves at its next look at the eval breaker, and none
is entered before all spares are there again: the interpreter goes on, and raises MemoryError by itself when it is refused memory, too.

What is still refused then is asked for once more by a relieved call, with memory that was set aside; if that is in vain the
process ends."""
from pyjit.backends.control_block import ALLOCATOR_SIZE, BALLAST, CONTROL_BALLAST, CONTROL_VERSION, DOMAINS, NO_VERSION
from pyjit.patterns.define import IMM64

from .big_ints import make_digits
from .free_blocks import BLOCKS, make_float, make_int
from .free_floats import FLOATS, take_free_float
from .registry import field, preserving, shape

OBJECTS = 1, 2      # the domains of objects
OBJECTS_SIZE = ALLOCATOR_SIZE * len(OBJECTS)


def allocators_found(a, allocators, changed, kept):
    """Let objects' memory (PYMEM_DOMAIN_MEM and _OBJ, which are used under the GIL alone) come from where it did when pyjit was
    switched on: who has asked since to be told of allocations, or to refuse them, has the program in mind. changed: a word above the
    stack pointer; kept: OBJECTS_SIZE bytes."""
    differ, alike = a.label(), a.label()
    for domain in OBJECTS:
        a.MOV(a.args[0], domain)
        a.LEA(a.args[1], a.qword(a.sp, kept + ALLOCATOR_SIZE * (domain - 1)))
        a.call("PyMem_GetAllocator")
    a.MOV(a.qword(a.sp, changed), 0)
    a.MOV(a.s1, allocators)
    for domain in OBJECTS:
        for word in (0, 8):   # the context, and malloc
            a.MOV(a.s0, a.qword(a.s1, ALLOCATOR_SIZE * domain + word))
            a.CMP(a.s0, a.qword(a.sp, kept + ALLOCATOR_SIZE * (domain - 1) + word))
            a.JNE(differ)
    a.JMP(alike)
    a.bind(differ)
    a.MOV(a.qword(a.sp, changed), 1)
    for domain in OBJECTS:
        a.MOV(a.args[0], domain)
        a.MOV(a.args[1], allocators)
        a.ADD(a.args[1], ALLOCATOR_SIZE * domain)
        a.call("PyMem_SetAllocator")
    a.bind(alike)


def allocators_again(a, changed, kept):
    """Undo allocators_found."""
    alike = a.label()
    a.CMP(a.qword(a.sp, changed), 0)
    a.JE(alike)
    for domain in OBJECTS:
        a.MOV(a.args[0], domain)
        a.LEA(a.args[1], a.qword(a.sp, kept + ALLOCATOR_SIZE * (domain - 1)))
        a.call("PyMem_SetAllocator")
    a.bind(alike)


@shape(control=IMM64)
def routine_refused(a, control):
    """An allocation has failed: there is no MemoryError, but no trace goes on for long. (Without an exception to raise,
    PyThreadState_SetAsyncExc does no more than to set the thread's eval breaker, which the interpreter clears. It would take away
    another one's exception; but then the eval breaker is set.)"""
    pending = a.label()
    a.SUB(a.sp, 8)
    a.call("PyErr_Clear")
    a.MOV(a.s1, control)
    a.MOV(a.qword(a.s1, CONTROL_VERSION), NO_VERSION)
    a.CMP(a.byte(a.tstate, a.field("PyThreadState.eval_breaker")), 0)
    a.JNE(pending)
    a.MOV(a.args[0], field(a, a.tstate, "PyThreadState.thread_id"))
    a.XOR(a.d(a.args[1]), a.d(a.args[1]))
    a.call("PyThreadState_SetAsyncExc")
    a.bind(pending)
    a.ADD(a.sp, 8)
    a.RET()


@shape(control=IMM64, allocators=IMM64, lost=IMM64)
def routine_relieved(a, control, allocators, lost):
    """The C function s1 with up to three arguments and x0, once more: the memory that was set aside is free, and the allocators are
    those that pyjit has found when it was switched on; who has made them refuse since has the program in mind. It must not give
    NULL. (PyMem_GetAllocator, PyMem_SetAllocator, Objects/obmalloc.c)"""
    gone, saved = a.label(), a.label()
    function, number, kept = 24, 32, 40
    room = kept + DOMAINS * ALLOCATOR_SIZE + 8
    a.SUB(a.sp, room)
    for at, r in enumerate(a.args[:3]):
        a.MOV(a.qword(a.sp, 8 * at), r)
    a.MOV(a.qword(a.sp, function), a.s1)
    a.MOVSD(a.qword(a.sp, number), a.x0)
    a.MOV(a.s1, control)
    a.MOV(a.qword(a.s1, CONTROL_VERSION), NO_VERSION)
    a.MOV(a.args[0], a.qword(a.s1, CONTROL_BALLAST))
    a.TEST(a.args[0], a.args[0])
    a.JE(gone)
    a.MOV(a.qword(a.s1, CONTROL_BALLAST), 0)
    a.MOV(a.args[1], BALLAST)
    a.call("munmap")
    a.bind(gone)
    for domain in range(DOMAINS):
        a.MOV(a.args[0], domain)
        a.LEA(a.args[1], a.qword(a.sp, kept + ALLOCATOR_SIZE * domain))
        a.call("PyMem_GetAllocator")
    for domain in range(DOMAINS):
        a.MOV(a.args[0], domain)
        a.MOV(a.args[1], allocators)
        a.ADD(a.args[1], ALLOCATOR_SIZE * domain)
        a.call("PyMem_SetAllocator")
    for at, r in enumerate(a.args[:3]):
        a.MOV(r, a.qword(a.sp, 8 * at))
    a.MOVSD(a.x0, a.qword(a.sp, number))
    a.CALL(a.qword(a.sp, function))
    a.MOV(a.qword(a.sp, 0), a.s0)
    for domain in range(DOMAINS):
        a.MOV(a.args[0], domain)
        a.LEA(a.args[1], a.qword(a.sp, kept + ALLOCATOR_SIZE * domain))
        a.call("PyMem_SetAllocator")
    a.MOV(a.s0, a.qword(a.sp, 0))
    a.TEST(a.s0, a.s0)
    a.JNE(saved)
    a.MOV(a.args[0], lost)
    a.call("Py_FatalError")
    a.bind(saved)
    a.ADD(a.sp, room)
    a.RET()


def take_spare(a, spares, none):
    """The last object of the list `spares` into s0, with its reference."""
    a.MOV(a.s0, spares)
    a.MOV(a.s1, field(a, a.s0, "PyVarObject.ob_size"))
    a.TEST(a.s1, a.s1)
    a.JE(none)
    a.SUB(a.s1, 1)
    a.MOV(field(a, a.s0, "PyVarObject.ob_size"), a.s1)
    a.MOV(a.s0, field(a, a.s0, "PyListObject.ob_item"))
    a.MOV(a.s0, a.qword(a.s0, 0, index=a.s1, scale=8))


def box(a, convert, move, number, spares, function, fill):
    """What the C function `convert` makes of the number in a register, which `move` moves; or a spare object that fill() has made of
    it. `function` is called in the worst case."""
    refused, none = a.label(), a.label()
    a.SUB(a.sp, 24)
    move(a.qword(a.sp, 0), number)
    a.call(convert)
    a.TEST(a.s0, a.s0)
    a.JE(refused)
    a.ADD(a.sp, 24)
    a.RET()
    a.bind(refused)
    a.call("routine:refused")
    move(number, a.qword(a.sp, 0))
    take_spare(a, spares, none)
    fill()
    a.ADD(a.sp, 24)
    a.RET()
    a.bind(none)
    a.MOV(a.s1, function)
    a.call("routine:relieved")
    a.ADD(a.sp, 24)
    a.RET()


@shape(spares=IMM64, function=IMM64, int=IMM64, tracer=IMM64, **BLOCKS)
def routine_box_int(a, spares, function, int, tracer, *blocks):
    """An int of a number, called as a C function is, never NULL. (PyLong_FromLongLong, Objects/longobject.c)"""
    make_int(a, int, tracer, *blocks)
    box(a, "PyLong_FromLongLong", a.MOV, a.args[0], spares, function, lambda: make_digits(a, a.s0, a.args[0], a.args[4], a.args[5]))


@shape(spares=IMM64, function=IMM64, **FLOATS, **BLOCKS)
def routine_box_float(a, spares, function, float, items, count, tracer, *blocks):
    """A float of a double, called as a C function is, never NULL. (PyFloat_FromDouble, Objects/floatobject.c)"""
    take_free_float(a, float, items, count, tracer)
    make_float(a, float, tracer, *blocks)
    box(a, "PyFloat_FromDouble", a.MOVSD, a.x0, spares, function,
        lambda: a.MOVSD(field(a, a.s0, "PyFloatObject.ob_fval"), a.x0))


@shape(**FLOATS, **BLOCKS)
def routine_new_float(a, float, items, count, tracer, *blocks):
    """A float of the double in x0, into s0."""
    take_free_float(a, float, items, count, tracer)
    make_float(a, float, tracer, *blocks)
    preserving(a, lambda: a.call("routine:box_float"))


@shape()
def routine_new_int(a):
    """An int of the number in s2, into s0."""
    def body():
        a.MOV(a.args[0], a.s2)
        a.call("routine:box_int")
    preserving(a, body)


@shape(tuple=IMM64, make_tuple=IMM64, make=IMM64)
def routine_new_object(a, tuple, make_tuple, make):
    """An object of the class args[0] with args[1] items of variable size, and NULL in its slots, called as a C function is, never NULL.
    (PyTuple_New, Objects/tupleobject.c; PyType_GenericAlloc, Objects/typeobject.c)"""
    function, made = a.label(), a.label()
    a.SUB(a.sp, 24)
    a.MOV(a.s1, make)
    a.MOV(a.s0, tuple)
    a.CMP(a.args[0], a.s0)
    a.JNE(function)
    a.MOV(a.args[0], a.args[1])
    a.MOV(a.s1, make_tuple)
    a.bind(function)
    a.MOV(a.qword(a.sp, 0), a.args[0])
    a.MOV(a.qword(a.sp, 8), a.args[1])
    a.MOV(a.qword(a.sp, 16), a.s1)
    a.CALL(a.s1)
    a.TEST(a.s0, a.s0)
    a.JNE(made)
    a.call("routine:refused")
    a.MOV(a.args[0], a.qword(a.sp, 0))
    a.MOV(a.args[1], a.qword(a.sp, 8))
    a.MOV(a.s1, a.qword(a.sp, 16))
    a.call("routine:relieved")
    a.bind(made)
    a.ADD(a.sp, 24)
    a.RET()


@shape(type=IMM64, function=IMM64)
def routine_new_raiser(a, type, function):
    """An object that raises the pending exception in whatever is done with it, into s0; without one it is an exhausted iterator."""
    a.SUB(a.sp, 8)
    a.call("PyErr_GetRaisedException")
    a.MOV(a.qword(a.sp, 0), a.s0)
    new_holder(a, type, function)


@shape(type=IMM64, function=IMM64)
def routine_new_giver(a, type, function):
    """An object that gives args[0] when it is called, into s0."""
    a.SUB(a.sp, 8)
    a.MOV(a.qword(a.sp, 0), a.args[0])
    new_holder(a, type, function)


def new_holder(a, type, function):
    """The end of a routine: a new object of the type that holds what is on the stack."""
    made = a.label()
    a.MOV(a.args[0], type)
    a.XOR(a.d(a.args[1]), a.d(a.args[1]))
    a.call("PyType_GenericAlloc")
    a.TEST(a.s0, a.s0)
    a.JNE(made)
    a.call("routine:refused")
    a.MOV(a.args[0], type)
    a.XOR(a.d(a.args[1]), a.d(a.args[1]))
    a.MOV(a.s1, function)
    a.call("routine:relieved")
    a.bind(made)
    a.MOV(a.s1, a.qword(a.sp, 0))
    a.MOV(a.qword(a.s0, a.field("Raiser.exception")), a.s1)
    a.ADD(a.sp, 8)
    a.RET()


@shape(none=IMM64)
def routine_list_grow(a, none):
    """Make room in the list s1, which is full: s0 is 0, or there is no memory. (_PyList_AppendTakeRefListResize)"""
    def body():
        failed, done = a.label(), a.label()
        a.SUB(a.sp, 16)
        a.MOV(a.qword(a.sp, 0), a.s1)
        a.MOV(a.args[0], a.s1)
        a.MOV(a.args[1], none)
        a.call("_PyList_AppendTakeRefListResize")
        a.TEST(a.d(a.s0), a.d(a.s0))
        a.JNE(failed)
        a.MOV(a.s1, a.qword(a.sp, 0))
        a.SUB(field(a, a.s1, "PyVarObject.ob_size"), 1)
        a.JMP(done)
        a.bind(failed)
        a.call("PyErr_Clear")
        a.MOV(a.s0, 1)
        a.bind(done)
        a.ADD(a.sp, 16)
    preserving(a, body)
