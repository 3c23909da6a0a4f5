"""Loops that are not getting hot cost the program an event in each pass. These routines let them rest: while a `for` loop walks
over the few things that are left, its jumps are ordinary ones; they are instrumented again when the function is called anew, or when
a loop around it goes round. What a code object has at rest stands in a record that belongs to it (see REST_ in control_block).

A jump is only made an ordinary one, and back, where nobody else has instrumented it. (de_instrument, Python/instrumentation.c)"""
from pyjit.backends.control_block import (
    CONTROL_EVENTS, CONTROL_HOT, ENTRY_COUNT, ENTRY_KEY, ENTRY_LOOKS, ENTRY_PASSES, ENTRY_RESTING, ENTRY_STATE, ENTRY_TURN,
    ENTRY_USUAL, KIND_PLACE, KIND_ROW, KIND_SEQUENCE, KIND_SIZE, KIND_TYPE, KINDS_AT, REST_CLOSED, REST_COUNT, REST_ENTRY,
    REST_HEADER, REST_ITEM, REST_ITEMS, REST_JUMP, REST_MOST, REST_SIZE, STATE_AWAKE, STATE_RESTS, WRAPS)
from pyjit.patterns.define import IMM32, IMM64

from .registry import field, shape

LOOK_EVERY = 8     # passes between two looks at where a loop is going to end
LOOKS = 32         # in vain, after which it stays awake
FEW = 16           # passes that are left, and are not worth a rest: to go to sleep and to wake costs as much as ten
COUNTED, TURNS = 32, 64   # of so many times that a loop is run, one is counted pass by pass
SAVED = (3, 5, 12, 13, 14, 15)   # rbx rbp r12 r13 r14 r15


@shape(disable=IMM64, index=IMM32, normal=IMM32, told=IMM32, bit=IMM32)
def wake(a, disable, index, normal, told, bit):
    """callback(code, offset) of PY_START events: the jumps of the code object are instrumented again. It is not told of the next
    start, unless a loop rests again by then."""
    rsi = a.args[1]
    code, record, item = (a.gprs[r] for r in SAVED[2:5])
    following, done = a.label(), a.label()
    prologue(a)
    a.MOV(code, a.qword(rsi, 0))
    find_record(a, code, record, index)
    a.TEST(record, record)
    a.JE(done)
    a.MOV(item, record)
    a.MOV(a.d(a.s0), a.dword(record, REST_COUNT))
    a.MOV(a.qword(a.sp, 0), a.s0)
    a.bind(following)
    a.SUB(a.qword(a.sp, 0), 1)
    a.JL(done)
    wake_item(a, code, item, normal, told, bit)
    a.ADD(item, REST_ITEM)
    a.JMP(following)
    a.bind(done)
    a.MOV(a.s0, disable)
    epilogue(a)


@shape(control=IMM64, none=IMM64, index=IMM32, kinds=IMM64, normal=IMM32, told=IMM32, bit=IMM32, start=IMM32, fast_start=IMM32,
       told_start=IMM32)
def rest(a, control, none, index, kinds, normal, told, bit, start, fast_start, told_start):
    """The rest of jump_callback, of a jump (rsi: its arguments) back to rdi, of the loop with the entry rdx, which is not hot: wakes
    the loops inside this one, and lets it rest if it is going to end soon."""
    rdi, rsi, rdx = a.args[:3]
    entry, jump, code, record, item, header = (a.gprs[r] for r in SAVED)
    known, out, awake, counted, resting, not_now, in_vain = (a.label() for _ in range(7))
    prologue(a)
    a.MOV(entry, rdx)
    a.MOV(header, rdi)
    a.MOV(code, a.qword(rsi, 0))
    a.MOV(a.s0, a.qword(rsi, 8))
    a.MOV(a.d(jump), a.dword(a.s0, a.field("PyLongObject.long_value.ob_digit")))
    a.ADD(jump, code)
    a.ADD(jump, a.field("PyCodeObject.co_code_adaptive"))
    find_record(a, code, record, index)
    wake_inner(a, entry, jump, code, record, item, header, normal, told, bit)

    a.CMP(a.dword(entry, ENTRY_STATE), STATE_RESTS)
    a.JE(known)
    a.CMP(a.dword(entry, ENTRY_STATE), STATE_AWAKE)
    a.JE(out)
    a.ADD(a.dword(entry, ENTRY_PASSES), 1)
    a.TEST(a.dword(entry, ENTRY_PASSES), LOOK_EVERY - 1)
    a.JNE(out)
    passes_left(a, header, kinds, awake)
    a.MOV(a.qword(a.sp, 0), a.s0)
    a.ADD(a.d(a.s0), a.dword(entry, ENTRY_PASSES))
    agreed = a.label()
    a.CMP(a.d(a.s0), a.dword(entry, ENTRY_USUAL))
    a.JE(agreed)   # else what it walks over grows, or it is another walk
    a.MOV(a.dword(entry, ENTRY_USUAL), a.d(a.s0))
    a.JMP(in_vain)
    a.bind(not_now)
    a.MOV(a.dword(entry, ENTRY_PASSES), 0)   # at the next jump, this is asked again
    a.bind(in_vain)
    a.ADD(a.dword(entry, ENTRY_LOOKS), 1)
    a.CMP(a.dword(entry, ENTRY_LOOKS), LOOKS)
    a.JB(out)
    a.bind(awake)
    a.MOV(a.dword(entry, ENTRY_STATE), STATE_AWAKE)
    a.JMP(out)
    a.bind(agreed)
    a.MOV(a.dword(entry, ENTRY_STATE), STATE_RESTS)
    a.MOV(a.s0, a.qword(a.sp, 0))
    a.ADD(a.d(a.s0), 2 * LOOK_EVERY)
    a.MOV(a.dword(entry, ENTRY_USUAL), a.d(a.s0))
    a.JMP(resting)

    a.bind(known)
    a.MOV(a.qword(a.sp, 0), 0)
    a.CMP(a.dword(entry, ENTRY_RESTING), 0)
    again = a.label()
    a.JNE(again)   # by another of its jumps
    a.ADD(a.dword(entry, ENTRY_PASSES), 1)
    a.CMP(a.dword(entry, ENTRY_PASSES), 1)
    a.JNE(out)
    a.ADD(a.dword(entry, ENTRY_TURN), 1)
    a.MOV(a.d(a.s0), a.dword(entry, ENTRY_TURN))
    a.AND(a.d(a.s0), TURNS - 1)
    a.CMP(a.d(a.s0), COUNTED)
    a.JE(counted)
    passes_left(a, header, kinds, not_now)
    a.MOV(a.qword(a.sp, 0), a.s0)

    a.bind(resting)   # so many passes are left as a.qword(a.sp, 0) says
    a.MOV(a.s0, a.qword(a.sp, 0))
    a.CMP(a.s0, FEW)
    a.JL(not_now)
    a.MOV(a.d(a.s1), a.dword(entry, ENTRY_COUNT))
    a.ADD(a.s1, a.s0)
    a.MOV(rdx, control)
    a.MOV(a.d(rdi), a.dword(rdx, CONTROL_HOT))
    a.CMP(a.s1, rdi)
    a.JGE(not_now)
    a.bind(again)
    note(a, entry, jump, code, record, item, header, index, normal, told, bit, awake)
    listen_to_start(a, code, start, fast_start, told_start, out)
    a.MOVZX(a.d(a.s0), a.byte(jump))
    a.CMP(a.d(a.s0), told)
    a.JNE(out)     # somebody else has instrumented it, too
    a.MOV(a.d(a.s0), normal)
    a.MOV(a.byte(jump), a.b(a.s0))
    a.MOV(a.dword(entry, ENTRY_RESTING), 1)
    a.MOV(a.dword(entry, ENTRY_PASSES), 0)
    a.MOV(a.dword(entry, ENTRY_LOOKS), 0)
    a.MOV(a.s0, a.qword(a.sp, 0))
    usual = a.label()
    a.CMP(a.d(a.s0), a.dword(entry, ENTRY_USUAL))
    a.JLE(usual)
    a.MOV(a.d(a.s0), a.dword(entry, ENTRY_USUAL))
    a.bind(usual)
    a.ADD(a.dword(entry, ENTRY_COUNT), a.d(a.s0))
    a.MOV(rdx, control)
    a.ADD(a.qword(rdx, CONTROL_EVENTS), a.s0)
    a.JMP(out)

    a.bind(counted)   # wake() is to tell when it has ended
    listen_to_start(a, code, start, fast_start, told_start, out)
    a.bind(out)
    a.MOV(a.s0, none)
    epilogue(a)


def prologue(a):
    for r in SAVED:
        a.PUSH(a.gprs[r])
    a.SUB(a.sp, 24)


def epilogue(a):
    a.ADD(a.sp, 24)
    for r in reversed(SAVED):
        a.POP(a.gprs[r])
    a.RET()


def find_record(a, code, record, index):
    """The record of a code object, or 0."""
    none = a.label()
    a.XOR(a.d(record), a.d(record))
    a.CMP(field(a, code, "PyCodeObject.co_extra"), 0)
    a.JE(none)
    a.MOV(a.args[0], code)
    a.MOV(a.d(a.args[1]), index)
    a.LEA(a.args[2], a.qword(a.sp, 8))
    a.call("PyUnstable_Code_GetExtra")
    a.MOV(record, a.qword(a.sp, 8))
    a.bind(none)


def wake_item(a, code, item, normal, told, bit):
    """The jump of a record's item is instrumented again. If its loop was counted pass by pass, that is how many it usually has."""
    rdi, rsi, rdx = a.args[:3]
    other, rested, done = a.label(), a.label(), a.label()
    a.MOV(rdi, a.qword(item, REST_ITEMS + REST_ENTRY))
    a.MOV(rsi, a.qword(item, REST_ITEMS + REST_HEADER))
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
    a.MOV(rdi, a.qword(item, REST_ITEMS + REST_JUMP))
    a.MOVZX(a.d(a.s0), a.byte(rdi))
    a.CMP(a.d(a.s0), normal)
    a.JNE(done)
    a.MOV(a.d(a.s0), told)
    a.MOV(a.byte(rdi), a.b(a.s0))
    a.MOV(rsi, field(a, code, "PyCodeObject._co_monitoring"))   # where several tools watch, each is named for each code unit
    a.MOV(rsi, field(a, rsi, "_PyCoMonitoringData.tools"))
    a.TEST(rsi, rsi)
    a.JE(done)
    a.SUB(rdi, code)
    a.SUB(rdi, a.field("PyCodeObject.co_code_adaptive"))
    a.SHR(rdi, 1)
    a.ADD(rsi, rdi)
    a.MOV(a.d(rdx), bit)
    a.OR(a.byte(rsi), a.b(rdx))
    a.bind(done)


def wake_inner(a, entry, jump, code, record, item, header, normal, told, bit):
    """A loop goes round: those inside it are going to be run anew."""
    following, skip, done = a.label(), a.label(), a.label()
    a.TEST(record, record)
    a.JE(done)
    a.MOV(item, record)
    a.MOV(a.d(a.s0), a.dword(record, REST_COUNT))
    a.MOV(a.qword(a.sp, 0), a.s0)
    a.bind(following)
    a.SUB(a.qword(a.sp, 0), 1)
    a.JL(done)
    a.CMP(a.qword(item, REST_ITEMS + REST_ENTRY), entry)
    a.JE(skip)
    a.MOV(a.s0, a.qword(item, REST_ITEMS + REST_JUMP))
    a.CMP(a.s0, header)
    a.JB(skip)
    a.CMP(a.s0, jump)
    a.JAE(skip)
    wake_item(a, code, item, normal, told, bit)
    a.bind(skip)
    a.ADD(item, REST_ITEM)
    a.JMP(following)
    a.bind(done)


def passes_left(a, header, kinds, unknown):
    """How often a `for` loop is going to go round, in s0: what is left of the iterator on the frame's stack."""
    rdi, rsi, rdx, rcx = a.args[:4]
    walk, row, found, wrapped, done = (a.label() for _ in range(5))
    a.MOVZX(a.d(a.s0), a.byte(header))
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


def note(a, entry, jump, code, record, item, header, index, normal, told, bit, awake):
    """A loop's jump has its item in the record. A loop that has another one inside it, which may rest, stays awake to wake it."""
    rdi, rsi, rdx = a.args[:3]
    made, following, around, skip, new, done, lost = (a.label() for _ in range(7))
    a.MOV(rdi, field(a, code, "PyCodeObject._co_monitoring"))
    a.TEST(rdi, rdi)
    a.JE(awake)
    a.CMP(field(a, rdi, "_PyCoMonitoringData.tools"), 0)
    a.JNE(awake)
    a.TEST(record, record)
    a.JNE(made)
    a.MOV(a.d(rdi), 1)
    a.MOV(a.d(rsi), REST_SIZE)
    a.call("PyMem_RawCalloc")
    a.MOV(record, a.s0)
    a.TEST(record, record)
    a.JE(awake)
    a.MOV(rdi, code)
    a.MOV(a.d(rsi), index)
    a.MOV(rdx, record)
    a.call("PyUnstable_Code_SetExtra")
    a.TEST(a.d(a.s0), a.d(a.s0))
    a.JNE(lost)
    a.bind(made)
    a.CMP(a.dword(record, REST_CLOSED), 0)
    a.JNE(awake)
    a.MOV(item, record)
    a.MOV(a.d(a.s0), a.dword(record, REST_COUNT))
    a.MOV(a.qword(a.sp, 8), a.s0)
    a.bind(following)
    a.SUB(a.qword(a.sp, 8), 1)
    a.JL(new)
    a.MOV(a.s0, a.qword(item, REST_ITEMS + REST_JUMP))
    a.CMP(a.s0, jump)
    a.JE(done)
    a.CMP(a.qword(item, REST_ITEMS + REST_ENTRY), entry)
    a.JE(skip)
    a.CMP(a.s0, jump)
    a.JA(around)
    a.CMP(a.s0, header)
    a.JAE(awake)
    a.bind(around)
    a.CMP(a.qword(item, REST_ITEMS + REST_HEADER), header)
    a.JAE(skip)
    a.CMP(a.s0, jump)
    a.JB(skip)
    a.MOV(rdi, a.qword(item, REST_ITEMS + REST_ENTRY))
    a.MOV(a.s0, a.qword(item, REST_ITEMS + REST_HEADER))
    a.CMP(a.qword(rdi, ENTRY_KEY), a.s0)
    a.JNE(skip)
    a.MOV(a.dword(rdi, ENTRY_STATE), STATE_AWAKE)
    wake_item(a, code, item, normal, told, bit)
    a.bind(skip)
    a.ADD(item, REST_ITEM)
    a.JMP(following)
    a.bind(lost)
    a.MOV(rdi, record)
    a.call("PyMem_RawFree")
    a.JMP(awake)
    a.bind(new)
    a.CMP(a.dword(record, REST_COUNT), REST_MOST)
    a.JAE(awake)
    a.ADD(a.dword(record, REST_COUNT), 1)
    a.MOV(a.qword(item, REST_ITEMS + REST_JUMP), jump)
    a.MOV(a.qword(item, REST_ITEMS + REST_ENTRY), entry)
    a.MOV(a.qword(item, REST_ITEMS + REST_HEADER), header)
    a.bind(done)


def listen_to_start(a, code, start, fast_start, told_start, otherwise):
    """wake() is called when a function with this code object is called next."""
    rdi = a.args[0]
    listening, listens = a.label(), a.label()
    a.MOVSXD(a.s0, a.dword(code, a.field("PyCodeObject._co_firsttraceable")))
    a.LEA(rdi, a.qword(code, 0, index=a.s0, scale=2))
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
