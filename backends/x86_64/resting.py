"""Loops that are not getting hot cost the program an event in each pass. These routines let them rest: while a `for` loop walks
over the few things that are left, its jumps are ordinary ones; they are instrumented again when the function is called anew, or when
a loop around it goes round. What a code object has at rest stands in a record that belongs to it (see REST_ in control_block).

A jump is only made an ordinary one, and back, where nobody else has instrumented it. (de_instrument, Python/instrumentation.c)"""
from types import SimpleNamespace

from pyjit.backends.control_block import (
    CONTROL_EVENTS, CONTROL_HOT, CONTROL_REPAYS, CONTROL_WARM_AT, ENTRY_COUNT, ENTRY_KEY, ENTRY_LOOKS, ENTRY_PASSES,
    ENTRY_RESTING, ENTRY_STATE, ENTRY_TURN, ENTRY_USUAL, KIND_PLACE, KIND_ROW, KIND_SEQUENCE, KIND_SIZE, KIND_TYPE, KINDS_AT, REST_CLOSED, REST_COUNT, REST_ENTRY,
    REST_HEADER, REST_ITEM, REST_ITEMS, REST_JUMP, REST_MOST, REST_SIZE, STATE_AWAKE, STATE_RESTS, WRAPS)
from pyjit.patterns.define import IMM32, IMM64

from .registry import CALLEE_SAVED, epilogue, field, prologue, shape

LOOK_EVERY = 8     # passes between two looks at where a loop is going to end
LOOKS = 32         # in vain, after which it stays awake
FEW = 16           # passes that are left, and are not worth a rest: to go to sleep and to wake costs as much as ten
COUNTED, TURNS = 32, 64   # of so many times that a loop is run, one is counted pass by pass
ROOM = 24          # bytes of the stack


@shape(disable=IMM64, index=IMM32, normal=IMM32, told=IMM32, bit=IMM32)
def wake(a, disable, index, normal, told, bit):
    """callback(code, offset) of PY_START events: the jumps of the code object are instrumented again. It is not told of the next
    start, unless a loop rests again by then."""
    r, done = registers(a), a.label()
    prologue(a, ROOM)
    a.MOV(r.code, a.qword(a.args[1], 0))
    find_record(a, r, index)
    a.TEST(r.record, r.record)
    a.JE(done)
    for_each_item(a, r, 0, lambda skip: wake_item(a, r, (normal, told, bit)))
    a.bind(done)
    a.MOV(a.s0, disable)
    epilogue(a, ROOM)


@shape(control=IMM64, none=IMM64, index=IMM32, kinds=IMM64, normal=IMM32, told=IMM32, bit=IMM32, start=IMM32, fast_start=IMM32,
       told_start=IMM32)
def rest(a, control, none, index, kinds, normal, told, bit, start, fast_start, told_start):
    """The rest of jump_callback, of a jump (rsi: its arguments) back to rdi, of the loop with the entry rdx, which is not hot: wakes
    the loops inside this one, and lets it rest if it is going to end soon."""
    rdi, rsi, rdx = a.args[:3]
    r, jumps, starts = registers(a), (normal, told, bit), (start, fast_start, told_start)
    known, out, awake, counted, resting, not_now, in_vain = (a.label() for _ in range(7))
    prologue(a, ROOM)
    a.MOV(r.entry, rdx)
    a.MOV(r.header, rdi)
    a.MOV(r.code, a.qword(rsi, 0))
    a.MOV(a.s0, a.qword(rsi, 8))
    a.MOV(a.d(r.jump), a.dword(a.s0, a.field("PyLongObject.long_value.ob_digit")))
    a.ADD(r.jump, r.code)
    a.ADD(r.jump, a.field("PyCodeObject.co_code_adaptive"))
    find_record(a, r, index)
    wake_inner(a, r, jumps)

    a.CMP(a.dword(r.entry, ENTRY_STATE), STATE_RESTS)
    a.JE(known)
    a.CMP(a.dword(r.entry, ENTRY_STATE), STATE_AWAKE)
    a.JE(out)
    a.ADD(a.dword(r.entry, ENTRY_PASSES), 1)
    a.TEST(a.dword(r.entry, ENTRY_PASSES), LOOK_EVERY - 1)
    a.JNE(out)
    passes_left(a, r, kinds, awake)
    a.MOV(a.qword(a.sp, 0), a.s0)
    a.ADD(a.d(a.s0), a.dword(r.entry, ENTRY_PASSES))
    agreed = a.label()
    a.CMP(a.d(a.s0), a.dword(r.entry, ENTRY_USUAL))
    a.JE(agreed)   # else what it walks over grows, or it is another walk
    a.MOV(a.dword(r.entry, ENTRY_USUAL), a.d(a.s0))
    a.JMP(in_vain)
    a.bind(not_now)
    a.MOV(a.dword(r.entry, ENTRY_PASSES), 0)   # at the next jump, this is asked again
    a.bind(in_vain)
    a.ADD(a.dword(r.entry, ENTRY_LOOKS), 1)
    a.CMP(a.dword(r.entry, ENTRY_LOOKS), LOOKS)
    a.JB(out)
    a.bind(awake)
    a.MOV(a.dword(r.entry, ENTRY_STATE), STATE_AWAKE)
    a.JMP(out)
    a.bind(agreed)
    a.MOV(a.dword(r.entry, ENTRY_STATE), STATE_RESTS)
    a.MOV(a.s0, a.qword(a.sp, 0))
    a.ADD(a.d(a.s0), 2 * LOOK_EVERY)
    a.MOV(a.dword(r.entry, ENTRY_USUAL), a.d(a.s0))
    a.JMP(resting)

    a.bind(known)
    a.MOV(a.qword(a.sp, 0), 0)
    a.CMP(a.dword(r.entry, ENTRY_RESTING), 0)
    again = a.label()
    a.JNE(again)   # by another of its jumps
    a.ADD(a.dword(r.entry, ENTRY_PASSES), 1)
    a.CMP(a.dword(r.entry, ENTRY_PASSES), 1)
    a.JNE(out)
    a.ADD(a.dword(r.entry, ENTRY_TURN), 1)
    a.MOV(a.d(a.s0), a.dword(r.entry, ENTRY_TURN))
    a.AND(a.d(a.s0), TURNS - 1)
    a.CMP(a.d(a.s0), COUNTED)
    a.JE(counted)
    passes_left(a, r, kinds, not_now)
    a.MOV(a.qword(a.sp, 0), a.s0)

    a.bind(resting)   # so many passes are left as a.qword(a.sp, 0) says
    a.MOV(a.s0, a.qword(a.sp, 0))
    a.CMP(a.s0, FEW)
    a.JL(not_now)
    a.MOV(a.d(a.s1), a.dword(r.entry, ENTRY_COUNT))
    a.ADD(a.s1, a.s0)
    a.MOV(rdx, control)
    a.MOV(a.d(rdi), a.dword(rdx, CONTROL_HOT))
    always = a.label()
    a.CMP(a.qword(rdx, CONTROL_WARM_AT), 0)
    a.JE(always)
    a.MOV(a.d(rdi), a.dword(rdx, CONTROL_REPAYS))   # below that it is not asked about at present
    a.bind(always)
    a.CMP(a.s1, rdi)
    a.JGE(not_now)
    a.bind(again)
    note(a, r, index, jumps, awake)
    listen_to_start(a, r, starts, out)
    a.MOVZX(a.d(a.s0), a.byte(r.jump))
    a.CMP(a.d(a.s0), told)
    a.JNE(out)     # somebody else has instrumented it, too
    a.MOV(a.d(a.s0), normal)
    a.MOV(a.byte(r.jump), a.b(a.s0))
    a.MOV(a.dword(r.entry, ENTRY_RESTING), 1)
    a.MOV(a.dword(r.entry, ENTRY_PASSES), 0)
    a.MOV(a.dword(r.entry, ENTRY_LOOKS), 0)
    a.MOV(a.s0, a.qword(a.sp, 0))
    usual = a.label()
    a.CMP(a.d(a.s0), a.dword(r.entry, ENTRY_USUAL))
    a.JLE(usual)
    a.MOV(a.d(a.s0), a.dword(r.entry, ENTRY_USUAL))
    a.bind(usual)
    a.ADD(a.dword(r.entry, ENTRY_COUNT), a.d(a.s0))
    a.MOV(rdx, control)
    a.ADD(a.qword(rdx, CONTROL_EVENTS), a.s0)
    a.JMP(out)

    a.bind(counted)   # wake() is to tell when it has ended
    listen_to_start(a, r, starts, out)
    a.bind(out)
    a.MOV(a.s0, none)
    epilogue(a, ROOM)


def registers(a):
    """What the routines speak of, each in a register that a call preserves: a loop's entry in the table, the address of its jump,
    its code object and that one's record, an item of the record, and the address of the loop's first instruction."""
    names = "entry", "jump", "code", "record", "item", "header"
    return SimpleNamespace(**{name: a.gprs[number] for name, number in zip(names, CALLEE_SAVED, strict=True)})


def find_record(a, r, index):
    """The record of the code object, or 0."""
    none = a.label()
    a.XOR(a.d(r.record), a.d(r.record))
    a.CMP(field(a, r.code, "PyCodeObject.co_extra"), 0)
    a.JE(none)
    a.MOV(a.args[0], r.code)
    a.MOV(a.d(a.args[1]), index)
    a.LEA(a.args[2], a.qword(a.sp, 8))
    a.call("PyUnstable_Code_GetExtra")
    a.MOV(r.record, a.qword(a.sp, 8))
    a.bind(none)


def for_each_item(a, r, left, body):
    """Go through the items of the record. body(skip) makes the code for one of them, which may jump to `skip`; `left` is the place
    on the stack where those are counted that are still to come. Behind the last one, the register points to where a new one goes."""
    following, skip, done = a.label(), a.label(), a.label()
    a.MOV(r.item, r.record)
    a.MOV(a.d(a.s0), a.dword(r.record, REST_COUNT))
    a.MOV(a.qword(a.sp, left), a.s0)
    a.bind(following)
    a.SUB(a.qword(a.sp, left), 1)
    a.JL(done)
    body(skip)
    a.bind(skip)
    a.ADD(r.item, REST_ITEM)
    a.JMP(following)
    a.bind(done)


def wake_item(a, r, jumps):
    """The jump of a record's item is instrumented again. If its loop was counted pass by pass, that is how many it usually has.

    jumps: the opcode of an ordinary backward jump, that of an instrumented one, and which bit says that a tool is told of it."""
    normal, told, bit = jumps
    rdi, rsi, rdx = a.args[:3]
    other, rested, done = a.label(), a.label(), a.label()
    a.MOV(rdi, a.qword(r.item, REST_ITEMS + REST_ENTRY))
    a.MOV(rsi, a.qword(r.item, REST_ITEMS + REST_HEADER))
    a.CMP(a.qword(rdi, ENTRY_KEY), rsi)
    a.JNE(other)   # the entry has become another loop's
    a.MOV(a.d(a.s0), a.dword(rdi, ENTRY_PASSES))
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JE(rested)
    a.MOV(a.dword(rdi, ENTRY_USUAL), a.d(a.s0))
    a.MOV(a.dword(rdi, ENTRY_PASSES), 0)
    a.bind(rested)
    a.MOV(a.dword(rdi, ENTRY_RESTING), 0)
    a.bind(other)
    a.MOV(rdi, a.qword(r.item, REST_ITEMS + REST_JUMP))
    a.MOVZX(a.d(a.s0), a.byte(rdi))
    a.CMP(a.d(a.s0), normal)
    a.JNE(done)
    a.MOV(a.d(a.s0), told)
    a.MOV(a.byte(rdi), a.b(a.s0))
    a.MOV(rsi, field(a, r.code, "PyCodeObject._co_monitoring"))   # where several tools watch, each is named for each code unit
    a.MOV(rsi, field(a, rsi, "_PyCoMonitoringData.tools"))
    a.TEST(rsi, rsi)
    a.JE(done)
    a.SUB(rdi, r.code)
    a.SUB(rdi, a.field("PyCodeObject.co_code_adaptive"))
    a.SHR(rdi, 1)
    a.ADD(rsi, rdi)
    a.MOV(a.d(rdx), bit)
    a.OR(a.byte(rsi), a.b(rdx))
    a.bind(done)


def wake_inner(a, r, jumps):
    """A loop goes round: those inside it are going to be run anew."""
    done = a.label()

    def wake_if_inside(skip):
        a.CMP(a.qword(r.item, REST_ITEMS + REST_ENTRY), r.entry)
        a.JE(skip)
        a.MOV(a.s0, a.qword(r.item, REST_ITEMS + REST_JUMP))
        a.CMP(a.s0, r.header)
        a.JB(skip)
        a.CMP(a.s0, r.jump)
        a.JAE(skip)
        wake_item(a, r, jumps)
    a.TEST(r.record, r.record)
    a.JE(done)
    for_each_item(a, r, 0, wake_if_inside)
    a.bind(done)


def passes_left(a, r, kinds, unknown):
    """How often a `for` loop is going to go round, in s0: what is left of the iterator on the frame's stack."""
    rdi, rsi, rdx, rcx = a.args[:4]
    walk, row, found, wrapped, done = (a.label() for _ in range(5))
    a.MOVZX(a.d(a.s0), a.byte(r.header))
    a.MOV(rcx, kinds)
    a.CMP(a.byte(rcx, 0, index=a.s0), 0)
    a.JE(unknown)
    a.call("PyThreadState_Get")
    a.MOV(rdi, field(a, a.s0, "PyThreadState.current_frame"))
    a.MOVSXD(a.s0, a.dword(rdi, a.field("_PyInterpreterFrame.stacktop")))
    a.TEST(a.s0, a.s0)
    a.JLE(unknown)
    a.LEA(rdi, a.qword(rdi, -8, index=a.s0, scale=8))
    a.MOV(rdi, field(a, rdi, "_PyInterpreterFrame.localsplus"))
    a.bind(walk)
    a.MOV(rsi, field(a, rdi, "PyObject.ob_type"))
    a.MOV(rcx, kinds)
    a.ADD(rcx, KINDS_AT - KIND_ROW)
    a.bind(row)
    a.ADD(rcx, KIND_ROW)
    a.MOV(a.s0, a.qword(rcx, KIND_TYPE))
    a.TEST(a.s0, a.s0)
    a.JE(unknown)
    a.CMP(a.s0, rsi)
    a.JNE(row)
    a.MOV(a.s0, a.qword(rcx, KIND_PLACE))
    a.MOV(a.s0, a.qword(rdi, 0, index=a.s0))
    a.MOV(rdx, a.qword(rcx, KIND_SEQUENCE))
    a.TEST(rdx, rdx)
    a.JE(done)
    a.CMP(rdx, WRAPS)
    a.JE(wrapped)
    a.MOV(rdi, a.qword(rdi, 0, index=rdx))
    a.TEST(rdi, rdi)
    a.JE(unknown)
    a.MOV(rdx, a.qword(rcx, KIND_SIZE))
    a.MOV(rdx, a.qword(rdi, 0, index=rdx))
    a.SUB(rdx, a.s0)
    a.MOV(a.s0, rdx)
    a.JMP(done)
    a.bind(wrapped)
    a.MOV(rdi, a.s0)
    a.JMP(walk)
    a.bind(done)


def note(a, r, index, jumps, awake):
    """A loop's jump has its item in the record. A loop that has another one inside it, which may rest, stays awake to wake it."""
    rdi, done = a.args[0], a.label()
    a.MOV(rdi, field(a, r.code, "PyCodeObject._co_monitoring"))
    a.TEST(rdi, rdi)
    a.JE(awake)
    a.CMP(field(a, rdi, "_PyCoMonitoringData.tools"), 0)
    a.JNE(awake)
    make_record(a, r, index, awake)
    a.CMP(a.dword(r.record, REST_CLOSED), 0)
    a.JNE(awake)

    def compare(skip):
        around = a.label()
        a.MOV(a.s0, a.qword(r.item, REST_ITEMS + REST_JUMP))
        a.CMP(a.s0, r.jump)
        a.JE(done)
        a.CMP(a.qword(r.item, REST_ITEMS + REST_ENTRY), r.entry)
        a.JE(skip)
        a.CMP(a.s0, r.jump)
        a.JA(around)
        a.CMP(a.s0, r.header)
        a.JAE(awake)
        a.bind(around)
        a.CMP(a.qword(r.item, REST_ITEMS + REST_HEADER), r.header)
        a.JAE(skip)
        a.CMP(a.s0, r.jump)
        a.JB(skip)
        a.MOV(rdi, a.qword(r.item, REST_ITEMS + REST_ENTRY))
        a.MOV(a.s0, a.qword(r.item, REST_ITEMS + REST_HEADER))
        a.CMP(a.qword(rdi, ENTRY_KEY), a.s0)
        a.JNE(skip)
        a.MOV(a.dword(rdi, ENTRY_STATE), STATE_AWAKE)
        wake_item(a, r, jumps)
    for_each_item(a, r, 8, compare)
    a.CMP(a.dword(r.record, REST_COUNT), REST_MOST)
    a.JAE(awake)
    a.ADD(a.dword(r.record, REST_COUNT), 1)
    a.MOV(a.qword(r.item, REST_ITEMS + REST_JUMP), r.jump)
    a.MOV(a.qword(r.item, REST_ITEMS + REST_ENTRY), r.entry)
    a.MOV(a.qword(r.item, REST_ITEMS + REST_HEADER), r.header)
    a.bind(done)


def make_record(a, r, index, failed):
    """The code object has a record, if there is memory for it."""
    rdi, rsi, rdx = a.args[:3]
    made = a.label()
    a.TEST(r.record, r.record)
    a.JNE(made)
    a.MOV(a.d(rdi), 1)
    a.MOV(a.d(rsi), REST_SIZE)
    a.call("PyMem_RawCalloc")
    a.MOV(r.record, a.s0)
    a.TEST(r.record, r.record)
    a.JE(failed)
    a.MOV(rdi, r.code)
    a.MOV(a.d(rsi), index)
    a.MOV(rdx, r.record)
    a.call("PyUnstable_Code_SetExtra")
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JE(made)
    a.MOV(rdi, r.record)
    a.call("PyMem_RawFree")
    a.JMP(failed)
    a.bind(made)


def listen_to_start(a, r, starts, otherwise):
    """wake() is called when a function with this code object is called next.

    starts: the opcode of an ordinary start of a function, that of a specialised and that of an instrumented one."""
    start, fast_start, told_start = starts
    rdi = a.args[0]
    listening, listens = a.label(), a.label()
    a.MOVSXD(a.s0, a.dword(r.code, a.field("PyCodeObject._co_firsttraceable")))
    a.LEA(rdi, a.qword(r.code, 0, index=a.s0, scale=2))
    a.ADD(rdi, a.field("PyCodeObject.co_code_adaptive"))
    a.MOVZX(a.d(a.s0), a.byte(rdi))
    a.CMP(a.d(a.s0), told_start)
    a.JE(listening)
    a.CMP(a.d(a.s0), fast_start)
    a.JE(listens)
    a.CMP(a.d(a.s0), start)
    a.JNE(otherwise)
    a.bind(listens)
    a.MOV(a.d(a.s0), told_start)
    a.MOV(a.byte(rdi), a.b(a.s0))
    a.bind(listening)
