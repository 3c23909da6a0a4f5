"""Leaving a trace: what an exit is stitched from, in straight-line code with fixed registers.

When these run, every register stands in the machine frame (see pyjit.backends.machine_frame), whose address is in a.saved; a.inner is
the frame that is being written: the root's, or one built here for an inlined call. `saved` is a value's place in the machine
frame, `slot` a local's or stack entry's place in the interpreter's frame."""
from .attributes import append_index, append_index_aarch64
from .define import CALL, IMM32, IMM64, Op, micro_op
from .objects import incref_aarch64, incref_x86_64, release_aarch64, release_leaf, replace_leaf, replace_leaf_aarch64

REFCOUNT = "PyObject.ob_refcnt"


@micro_op(slot=IMM32, effects=CALL)
class exit_drop(Op):
    """Release what a slot holds (a leaf or NULL) before it is written."""

    def x86_64(a, slot):
        done = a.label()
        a.MOV(a.s1, a.qword(a.inner, slot))
        a.TEST(a.s1, a.s1)
        a.JE(done)
        release_leaf(a, a.s1, done)
        a.bind(done)

    def aarch64(a, slot):
        done = a.label()
        a.LDR(a.s1, a.address(a.inner, slot))
        a.CBZ(a.s1, done)
        release_aarch64(a, a.s1, done)
        a.bind(done)


@micro_op(protected=IMM32, effects=CALL)
class exit_unless_written(Op):
    """Go to `target` if what follows has been done when the exit was taken for the first time, which is now: see exit_borrowing."""

    def x86_64(a, protected):
        a.CMP(a.qword(a.saved, protected), 0)
        a.JNE(a.branch("target"))

    def aarch64(a, protected):
        a.LDR(a.s0, a.address(a.saved, protected))
        a.CBNZ(a.s0, a.branch("target"))


@micro_op(saved=IMM32, effects=CALL)
class exit_enter_object(Op):
    """A saved object becomes a.inner, so that what is put next goes there."""

    def x86_64(a, saved):
        a.MOV(a.inner, a.qword(a.saved, saved))

    def aarch64(a, saved):
        a.LDR(a.inner, a.address(a.saved, saved))


@micro_op(value=IMM64, effects=CALL)
class exit_enter_const(Op):
    """A constant object becomes a.inner."""

    def x86_64(a, value):
        a.MOV(a.inner, value)

    def aarch64(a, value):
        a.MOV(a.inner, value)


@micro_op(effects=CALL)
class exit_enter_frame(Op):
    """The root's frame becomes a.inner again."""

    def x86_64(a):
        a.MOV(a.inner, a.frame)

    def aarch64(a):
        a.MOV(a.inner, a.frame)


@micro_op(slot=IMM32, saved=IMM32, effects=CALL)
class exit_put_object(Op):
    """A reference that the trace owns moves into the slot."""

    def x86_64(a, slot, saved):
        a.MOV(a.s0, a.qword(a.saved, saved))
        a.MOV(a.qword(a.inner, slot), a.s0)

    def aarch64(a, slot, saved):
        a.LDR(a.s0, a.address(a.saved, saved))
        a.STR(a.s0, a.address(a.inner, slot))


@micro_op(slot=IMM32, saved=IMM32, effects=CALL)
class exit_note(Op):
    """What the slot holds is noted in the machine frame, for others that shall hold the same object."""

    def x86_64(a, slot, saved):
        a.MOV(a.s0, a.qword(a.inner, slot))
        a.MOV(a.qword(a.saved, saved), a.s0)

    def aarch64(a, slot, saved):
        a.LDR(a.s0, a.address(a.inner, slot))
        a.STR(a.s0, a.address(a.saved, saved))


@micro_op(slot=IMM32, saved=IMM32, effects=CALL)
class exit_put_borrowed(Op):
    """A new reference to an object that the trace does not own."""

    def x86_64(a, slot, saved):
        a.MOV(a.s1, a.qword(a.saved, saved))
        a.MOV(a.qword(a.inner, slot), a.s1)
        incref_x86_64(a, a.s1)

    def aarch64(a, slot, saved):
        a.LDR(a.s1, a.address(a.saved, saved))
        a.STR(a.s1, a.address(a.inner, slot))
        incref_aarch64(a, a.s1)


@micro_op(saved=IMM32, effects=CALL)
class exit_take(Op):
    """A reference more to an object that the trace has."""

    def x86_64(a, saved):
        a.MOV(a.s1, a.qword(a.saved, saved))
        incref_x86_64(a, a.s1)

    def aarch64(a, saved):
        a.LDR(a.s1, a.address(a.saved, saved))
        incref_aarch64(a, a.s1)


@micro_op(value=IMM64, effects=CALL)
class exit_take_const(Op):
    """A reference more to a constant."""

    def x86_64(a, value):
        a.MOV(a.s1, value)
        incref_x86_64(a, a.s1)

    def aarch64(a, value):
        a.MOV(a.s1, value)
        incref_aarch64(a, a.s1)


@micro_op(saved=IMM32, effects=CALL)
class exit_give_back(Op):
    """Drop a reference that the trace owns."""

    def x86_64(a, saved):
        a.MOV(a.args[0], a.qword(a.saved, saved))
        a.call("Py_DecRef")

    def aarch64(a, saved):
        a.LDR(a.args[0], a.address(a.saved, saved))
        a.call("Py_DecRef")


@micro_op(slot=IMM32, value=IMM64, effects=CALL)
class exit_put_const(Op):
    """A new reference to a constant object."""

    def x86_64(a, slot, value):
        a.MOV(a.s1, value)
        a.MOV(a.qword(a.inner, slot), a.s1)
        incref_x86_64(a, a.s1)

    def aarch64(a, slot, value):
        a.MOV(a.s1, value)
        a.STR(a.s1, a.address(a.inner, slot))
        incref_aarch64(a, a.s1)


@micro_op(slot=IMM32, saved=IMM32, effects=CALL)
class exit_put_int(Op):
    """An int of a saved 64-bit number."""

    def x86_64(a, slot, saved):
        a.MOV(a.s2, a.qword(a.saved, saved))
        a.call("routine:new_int")
        a.MOV(a.qword(a.inner, slot), a.s0)

    def aarch64(a, slot, saved):
        a.LDR(a.s2, a.address(a.saved, saved))
        a.call("routine:new_int")
        a.STR(a.s0, a.address(a.inner, slot))


@micro_op(slot=IMM32, saved=IMM32, effects=CALL)
class exit_put_float(Op):
    """A float of a saved double."""

    def x86_64(a, slot, saved):
        a.MOVSD(a.x0, a.qword(a.saved, saved))
        a.call("routine:new_float")
        a.MOV(a.qword(a.inner, slot), a.s0)

    def aarch64(a, slot, saved):
        a.LDR(a.x0, a.address(a.saved, saved))
        a.call("routine:new_float")
        a.STR(a.s0, a.address(a.inner, slot))


@micro_op(slot=IMM32, saved=IMM32, effects=CALL)
class exit_replace_int(Op):
    """An int of a saved 64-bit number in the place of a leaf or NULL, which stays if it is that int."""

    def x86_64(a, slot, saved):
        a.MOV(a.s1, a.qword(a.inner, slot))
        a.MOV(a.s2, a.qword(a.saved, saved))
        a.call("routine:same_int")
        replace_leaf(a, a.qword(a.inner, slot))

    def aarch64(a, slot, saved):
        a.LDR(a.s1, a.address(a.inner, slot))
        a.LDR(a.s2, a.address(a.saved, saved))
        a.call("routine:same_int")
        replace_leaf_aarch64(a, a.address(a.inner, slot))


@micro_op(slot=IMM32, saved=IMM32, effects=CALL)
class exit_replace_float(Op):
    """A float of a saved double in the place of a leaf or NULL, which stays if it is that float."""

    def x86_64(a, slot, saved):
        a.MOV(a.s1, a.qword(a.inner, slot))
        a.MOVSD(a.x0, a.qword(a.saved, saved))
        a.call("routine:same_float")
        replace_leaf(a, a.qword(a.inner, slot))

    def aarch64(a, slot, saved):
        a.LDR(a.s1, a.address(a.inner, slot))
        a.LDR(a.x0, a.address(a.saved, saved))
        a.call("routine:same_float")
        replace_leaf_aarch64(a, a.address(a.inner, slot))


@micro_op(slot=IMM32, saved=IMM32, false=IMM64, true=IMM64, effects=CALL)
class exit_put_bool(Op):
    """True or False of a saved 0 or 1."""

    def x86_64(a, slot, saved, false, true):
        a.MOV(a.s0, false)
        a.MOV(a.s1, true)
        a.CMP(a.dword(a.saved, saved), 0)
        a.CMOVNE(a.s0, a.s1)
        a.MOV(a.qword(a.inner, slot), a.s0)

    def aarch64(a, slot, saved, false, true):
        a.MOV(a.s0, false)
        a.MOV(a.s1, true)
        a.LDR(a.d(a.s2), a.address(a.saved, saved))
        a.CMP(a.d(a.s2), 0)
        a.CSEL(a.s0, a.s1, a.s0, "NE")
        a.STR(a.s0, a.address(a.inner, slot))


@micro_op(slot=IMM32, value=IMM64, effects=CALL)
class exit_put_word(Op):
    """A plain word: NULL, an instruction pointer, a frame's fixed fields."""

    def x86_64(a, slot, value):
        a.MOV(a.s0, value)
        a.MOV(a.qword(a.inner, slot), a.s0)

    def aarch64(a, slot, value):
        a.MOV(a.s0, value)
        a.STR(a.s0, a.address(a.inner, slot))


@micro_op(slot=IMM32, offset=IMM32, saved=IMM32, effects=CALL)
class exit_put_field(Op):
    """A saved word into the object that a slot holds."""

    def x86_64(a, slot, offset, saved):
        a.MOV(a.s1, a.qword(a.inner, slot))
        a.MOV(a.s0, a.qword(a.saved, saved))
        a.MOV(a.qword(a.s1, offset), a.s0)

    def aarch64(a, slot, offset, saved):
        a.LDR(a.s1, a.address(a.inner, slot))
        a.LDR(a.s0, a.address(a.saved, saved))
        a.STR(a.s0, a.address(a.s1, offset))


@micro_op(slot=IMM32, offset=IMM32, value=IMM64, effects=CALL)
class exit_put_field_const(Op):
    """A constant word into the object that a slot holds."""

    def x86_64(a, slot, offset, value):
        a.MOV(a.s1, a.qword(a.inner, slot))
        a.MOV(a.s0, value)
        a.MOV(a.qword(a.s1, offset), a.s0)

    def aarch64(a, slot, offset, value):
        a.LDR(a.s1, a.address(a.inner, slot))
        a.MOV(a.s0, value)
        a.STR(a.s0, a.address(a.s1, offset))


@micro_op(slot=IMM32, value=IMM32, effects=CALL)
class exit_put_u32(Op):
    """A 32-bit field: the depth of the stack."""

    def x86_64(a, slot, value):
        a.MOV(a.dword(a.inner, slot), value)

    def aarch64(a, slot, value):
        a.MOV(a.d(a.s0), value)
        a.STR(a.d(a.s0), a.address(a.inner, slot))


@micro_op(type=IMM64, items=IMM32, effects=CALL)
class exit_open_object(Op):
    """Make an object of a class, of so many items of variable size, with NULL in its slots; it becomes a.inner, so that what is put next
    goes there."""

    def x86_64(a, type, items):
        a.SUB(a.sp, 16)
        a.MOV(a.qword(a.sp, 0), a.inner)
        a.MOV(a.args[0], type)
        a.MOV(a.args[1], items)
        a.call("routine:new_object")
        a.MOV(a.inner, a.s0)

    def aarch64(a, type, items):
        a.SUB(a.sp, a.sp, 16)
        a.STR(a.inner, a.address(a.sp))
        a.MOV(a.args[0], type)
        a.MOV(a.args[1], items)
        a.call("routine:new_object")
        a.MOV(a.inner, a.s0)


@micro_op(capacity=IMM32, size=IMM32, values=IMM32, index=IMM32, effects=CALL)
class exit_note_insertion(Op):
    """The inline value `index` of a.inner has been set: as note_insertion."""

    def x86_64(a, capacity, size, values, index):
        append_index(a, a.inner, capacity, size, values, index)

    def aarch64(a, capacity, size, values, index):
        append_index_aarch64(a, a.inner, capacity, size, values, index)


@micro_op(slot=IMM32, saved=IMM32, effects=CALL)
class exit_close_object(Op):
    """The finished object goes into a slot of what was a.inner before, which it becomes again, and is noted in the machine frame."""

    def x86_64(a, slot, saved):
        a.MOV(a.s0, a.inner)
        a.MOV(a.qword(a.saved, saved), a.s0)
        a.MOV(a.inner, a.qword(a.sp, 0))
        a.ADD(a.sp, 16)
        a.MOV(a.qword(a.inner, slot), a.s0)

    def aarch64(a, slot, saved):
        a.MOV(a.s0, a.inner)
        a.STR(a.s0, a.address(a.saved, saved))
        a.LDR(a.inner, a.address(a.sp))
        a.ADD(a.sp, a.sp, 16)
        a.STR(a.s0, a.address(a.inner, slot))


@micro_op(effects=CALL)
class exit_forget(Op):
    """Take away the exception of a C call that failed, where the interpreter makes that call itself (and may well succeed)."""

    def x86_64(a):
        calm = a.label()
        a.CMP(a.qword(a.tstate, a.field("PyThreadState.current_exception")), 0)
        a.JE(calm)
        a.call("PyErr_Clear")
        a.bind(calm)

    def aarch64(a):
        calm = a.label()
        a.LDR(a.s0, a.address(a.tstate, a.field("PyThreadState.current_exception")))
        a.CBZ(a.s0, calm)
        a.call("PyErr_Clear")
        a.bind(calm)


@micro_op(kept=IMM32, effects=CALL)
class exit_keep_raiser(Op):
    """An object that raises the pending exception in whatever the interpreter does with it, into the machine frame."""

    def x86_64(a, kept):
        a.call("routine:new_raiser")
        a.MOV(a.qword(a.saved, kept), a.s0)

    def aarch64(a, kept):
        a.call("routine:new_raiser")
        a.STR(a.s0, a.address(a.saved, kept))


@micro_op(slot=IMM32, kept=IMM32, effects=CALL)
class exit_keep_giver(Op):
    """An object that gives the one in the slot, whose reference it takes over, when it is called: into the machine frame."""

    def x86_64(a, slot, kept):
        a.MOV(a.args[0], a.qword(a.inner, slot))
        a.call("routine:new_giver")
        a.MOV(a.qword(a.saved, kept), a.s0)

    def aarch64(a, slot, kept):
        a.LDR(a.args[0], a.address(a.inner, slot))
        a.call("routine:new_giver")
        a.STR(a.s0, a.address(a.saved, kept))


@micro_op(size=IMM32, effects=CALL)
class exit_push_frame(Op):
    """Room for an inlined call's frame (`size` bytes, a multiple of 16) below the machine frame; it becomes a.inner."""

    def x86_64(a, size):
        a.MOV(a.s0, a.inner)
        a.SUB(a.sp, size)
        a.MOV(a.inner, a.sp)
        a.MOV(a.qword(a.inner, a.field("_PyInterpreterFrame.previous")), a.s0)

    def aarch64(a, size):
        a.MOV(a.s0, a.inner)
        a.SUB(a.sp, a.sp, size)
        a.MOV(a.inner, a.sp)
        a.STR(a.s0, a.address(a.inner, a.field("_PyInterpreterFrame.previous")))


@micro_op(kept=IMM32, effects=CALL)
class exit_run_frame(Op):
    """Let the interpreter finish a.inner; its caller becomes a.inner, the result (NULL: it raised) is kept in the machine frame.

    The interpreter takes the frame's address for the top of its data stack when it drops the frame: that is put right here."""

    def x86_64(a, kept):
        a.MOV(a.parent, a.qword(a.inner, a.field("_PyInterpreterFrame.previous")))
        a.MOV(a.qword(a.tstate, a.field("PyThreadState.current_frame")), a.parent)
        a.MOV(a.s0, a.qword(a.tstate, a.field("PyThreadState.datastack_top")))
        a.MOV(a.qword(a.saved, kept), a.s0)
        a.MOV(a.args[0], a.tstate)
        a.MOV(a.args[1], a.inner)
        a.XOR(a.d(a.args[2]), a.d(a.args[2]))
        a.call("_PyEval_EvalFrameDefault")
        a.MOV(a.s1, a.qword(a.saved, kept))
        a.MOV(a.qword(a.tstate, a.field("PyThreadState.datastack_top")), a.s1)
        a.MOV(a.qword(a.saved, kept), a.s0)
        a.MOV(a.inner, a.parent)

    def aarch64(a, kept):
        a.LDR(a.parent, a.address(a.inner, a.field("_PyInterpreterFrame.previous")))
        a.STR(a.parent, a.address(a.tstate, a.field("PyThreadState.current_frame")))
        a.LDR(a.s0, a.address(a.tstate, a.field("PyThreadState.datastack_top")))
        a.STR(a.s0, a.address(a.saved, kept))
        a.MOV(a.args[0], a.tstate)
        a.MOV(a.args[1], a.inner)
        a.MOV(a.args[2], 0)
        a.call("_PyEval_EvalFrameDefault")
        a.LDR(a.s1, a.address(a.saved, kept))
        a.STR(a.s1, a.address(a.tstate, a.field("PyThreadState.datastack_top")))
        a.STR(a.args[0], a.address(a.saved, kept))
        a.MOV(a.inner, a.parent)


@micro_op(kept=IMM32, effects=CALL)
class exit_if_raised(Op):
    """Go to `target` when the kept result is NULL."""

    def x86_64(a, kept):
        a.CMP(a.qword(a.saved, kept), 0)
        a.JE(a.branch("target"))

    def aarch64(a, kept):
        a.LDR(a.s0, a.address(a.saved, kept))
        a.CBZ(a.s0, a.branch("target"))


@micro_op(effects=CALL)
class exit_jump(Op):
    """Go to `target`."""

    def x86_64(a):
        a.jump("target")

    def aarch64(a):
        a.jump("target")


@micro_op(kind=IMM64, slot=IMM32, effects=CALL)
class exit_raise(Op):
    """a.inner raises an exception of this type and of the value that the slot holds, whose reference goes. (do_raise, Python/ceval.c)"""

    def x86_64(a, kind, slot):
        a.MOV(a.args[0], kind)
        a.MOV(a.args[1], a.qword(a.inner, slot))
        a.call("PyErr_SetObject")
        a.MOV(a.args[0], a.qword(a.inner, slot))
        a.call("Py_DecRef")

    def aarch64(a, kind, slot):
        a.MOV(a.args[0], kind)
        a.LDR(a.args[1], a.address(a.inner, slot))
        a.call("PyErr_SetObject")
        a.LDR(a.args[0], a.address(a.inner, slot))
        a.call("Py_DecRef")


@micro_op(slot=IMM32, saved=IMM32, none=IMM64, effects=CALL)
class exit_catch(Op):
    """a.inner, at the bytecode that has raised, handles what was raised from now on. The exception, and the one that was handled before, or
    None, into two words of the machine frame, each with a reference; the slot is free. (exception_unwind and PUSH_EXC_INFO, Python/ceval.c
    and Python/bytecodes.c)"""

    def x86_64(a, slot, saved, none):
        lost, found = a.label(), a.label()
        a.MOV(a.qword(a.tstate, a.field("PyThreadState.current_frame")), a.inner)
        a.MOV(a.args[0], a.tstate)
        a.call("PyThreadState_GetFrame")
        a.TEST(a.s0, a.s0)
        a.JE(lost)
        a.MOV(a.qword(a.inner, slot), a.s0)
        a.MOV(a.args[0], a.s0)
        a.call("PyTraceBack_Here")
        a.MOV(a.args[0], a.qword(a.inner, slot))
        a.call("Py_DecRef")
        a.bind(lost)
        a.call("PyErr_GetRaisedException")
        a.MOV(a.qword(a.saved, saved), a.s0)
        a.MOV(a.s1, a.qword(a.tstate, a.field("PyThreadState.exc_info")))
        a.MOV(a.s2, a.qword(a.s1, a.field("_PyErr_StackItem.exc_value")))
        a.MOV(a.qword(a.s1, a.field("_PyErr_StackItem.exc_value")), a.s0)
        a.MOV(a.s1, a.s0)
        incref_x86_64(a, a.s1)
        a.TEST(a.s2, a.s2)
        a.JNE(found)
        a.MOV(a.s2, none)
        a.bind(found)
        a.LEA(a.s1, a.qword(a.saved, saved))
        a.MOV(a.qword(a.s1, 8), a.s2)

    def aarch64(a, slot, saved, none):
        lost, found = a.label(), a.label()
        a.STR(a.inner, a.address(a.tstate, a.field("PyThreadState.current_frame")))
        a.MOV(a.args[0], a.tstate)
        a.call("PyThreadState_GetFrame")
        a.CBZ(a.args[0], lost)
        a.STR(a.args[0], a.address(a.inner, slot))
        a.call("PyTraceBack_Here")
        a.LDR(a.args[0], a.address(a.inner, slot))
        a.call("Py_DecRef")
        a.bind(lost)
        a.call("PyErr_GetRaisedException")
        a.ADD(a.s1, a.saved, saved)
        a.STR(a.args[0], a.address(a.s1, 0))
        a.MOV(a.s1, a.args[0])
        a.LDR(a.s0, a.address(a.tstate, a.field("PyThreadState.exc_info")))
        a.LDR(a.s2, a.address(a.s0, a.field("_PyErr_StackItem.exc_value")))
        a.STR(a.s1, a.address(a.s0, a.field("_PyErr_StackItem.exc_value")))
        incref_aarch64(a, a.s1)
        a.CBNZ(a.s2, found)
        a.MOV(a.s2, none)
        a.bind(found)
        a.ADD(a.s1, a.saved, saved)
        a.STR(a.s2, a.address(a.s1, 8))
