"""The code of an exit: it brings the interpreter's frames up to date and returns to the interpreter.

It is stitched when the exit is first taken, in straight-line code that works on the registers saved in the machine frame. Inlined
calls get frames of their own, which the interpreter finishes, innermost first, before the root's frame goes on.

What other threads can see is written first of all: the stores that are due. While the code of an exit is made they may run, so the trace
itself has the code that does this when the exit is taken for the first time."""
from struct import pack

from pyjit.backends import machine_frame as mf
from pyjit.emit.moves import SLOT, XMM
from pyjit.emit.stitch import Code
from pyjit.options import CHECKED
from pyjit.patterns.define import BOOL, F64, I64, OBJ
from pyjit.trace.ir import (
    BEFORE, CALLABLE, ENTERED, GIVEN, HEAP, INSTANCE, MARKS, MEMORY, NOTHING, NOT_MADE, OWNED, RAISED, RESULT, SENT,
    YIELDED, Const, Ref, home_of)

DELIVERED = {NOTHING: 0, INSTANCE: 0, RESULT: 1, ENTERED: 1, YIELDED: 1, SENT: 1, CALLABLE: 2}   # how many entries a call leaves on the stack


def saved(place):
    """Where in the machine frame an exit finds what was at a location."""
    if place >= SLOT:
        return mf.SPILLS + 8 * (place - SLOT)
    if place >= XMM:
        return mf.XMMS + 8 * (place - XMM)
    return mf.GPRS + 8 * place


NUMBERS = I64, F64
NOTED = 16     # numbers of which an exit notes the boxes, at most: there must be room for the objects that it makes, too
HOOKS = 4      # words of the argument array that are needed while an exit's code is made
CHECKS = 100   # times that an exit leaves frames which are looked at, if pyjit checks itself

# Bytes of an exit's code on any processor, at most: for itself, for each frame of an inlined call, for the exception that a frame
# handles, for a value that is put or dropped, and for a new line.
LEAVE, INLINED, HANDLED, VALUE, NEW_LINE = 240, 800, 360, 64, 280


def prepare(site):
    """Let a site know what its code will need: how much code memory, and what it has only borrowed."""
    resume = site.resume
    if resume.room is None:
        resume.room, resume.borrows = room(resume), borrows(resume)
    constants, values = resume.borrows
    site.borrowed = constants + tuple([saved(site.where[value]) for value in values])


def room(resume):
    """Bytes of code memory that the code of an exit will not exceed."""
    values = 2 * len(resume.dirty) + len(resume.drops) + (2 * resume.fault[0] if resume.fault else 0)
    values += sum([count for _, count in resume.due]) + 2 * len(resume.stores) + bool(resume.stores)
    values += sum([frame.call.operands for frame in resume.frames if frame.call])
    values += sum([len(ref.leaves()) for ref in resume.refs()]) + sum([len(frame.pushed or ()) for frame in resume.frames])
    values += sum([2 + len(thing.parts) + len(thing.order) for thing in resume.not_made()])
    lines = NEW_LINE if resume.line is not None or len(resume.frames) > 1 else 0
    lines *= 1 + any([frame.resumed for frame in resume.frames])    # it may end there, too
    handlings = [frame.handling for frame in resume.frames if frame.handling is not None]
    unwound = [frame for handling in handlings for frame in handling.unwound]
    values += len(handlings) + sum([frame.call.operands for frame in unwound if frame.call])
    values += sum([handling.fault[0] for handling in handlings if handling.fault])
    return LEAVE + lines + INLINED * (len(resume.frames) - 1 + len(unwound)) + HANDLED * len(handlings) + VALUE * values


def borrows(resume):
    """What an exit has only borrowed, or has not yet got the reference of that is due: the addresses of constants that may die, and the
    values of objects that containers hold, which may change."""
    constants, values, todo = [], [], [*resume.refs()]
    todo += [Ref(value, HEAP) for value, _ in resume.due]
    for base in dict.fromkeys([store[0] for store in resume.stores]):
        if isinstance(base, Const):
            constants.append(base.value)
        else:
            values.append(base)
    while todo:
        ref = todo.pop()
        if ref.mode is MEMORY:
            continue
        if ref.op.micro is NOT_MADE:
            todo += ref.op.parts.values()
        elif isinstance(ref.op, Const):
            if ref.op.is_mortal and ref.mode is not OWNED:
                constants.append(ref.op.value)
        elif ref.mode is HEAP and ref.op.kind is OBJ:
            values.append(ref.op)
    return tuple(constants), tuple(values)


def shared(resume):
    """The origins of the numbers that several locals or entries of the stack hold: one box is made of each, if there is none yet."""
    locals = range(resume.frames[0].code.nlocalsplus)
    numbers = [(leaf.op, leaf.origin) for ref in resume.refs() for leaf in ref.leaves()]
    wanted = [origin for value, origin in numbers if origin is not None and value.kind in NUMBERS and not isinstance(value, Const)]
    there = {origin for index, _, origin in resume.known if index in locals}
    return {origin for origin in wanted if wanted.count(origin) + (origin in there) > 1}


def write_first(site, machine, code):
    """Append to the trace's own code what an exit with stores that are due does before its own code is made. Gives the places of what it
    must hold from then on."""
    leaving = Leaving(site, machine)
    leaving.code = code
    leaving.write()
    return tuple(leaving.made.values())


class Leaving:
    """The stitching of one exit."""

    def __init__(self, site, machine):
        self.site, self.state, self.machine, self.host = site, site.resume, machine, machine.live
        self.code, self.made, self.shared, self.written = Code(machine.backend), {}, shared(self.state), set()
        reserved = HOOKS if self.state.stores else 0
        self.notes, self.most = mf.ARGUMENTS + 8 * reserved, NOTED - reserved
        self.offset = machine.live.offset
        self.resume = self.offset("_PyInterpreterFrame.instr_ptr")
        self.depth = self.offset("_PyInterpreterFrame.stacktop")

    def stitch(self):
        """Make the code, in the exit's room, and give its address."""
        site, state, put = self.site, self.state, self.code.put
        if state.stores:
            done = object()
            put("exit_unless_written", (mf.PROTECTED,), {"target": done})
            self.write()
            self.code.mark(done)
        if state.fault and state.fault[2] != GIVEN:
            put("exit_keep_raiser", (mf.KEPT,))
        else:
            put("exit_forget", ())
        if not state.stores:
            self.take_due()
        self.locals(state.frames[0].code)
        pushed = [frame for frame in state.frames if frame.pushed is not None]
        end = back = sum(frame.code.framesize for frame in pushed)
        if pushed:
            put("exit_claim_frames", (end,))
        for i, frame in enumerate(state.frames):
            if frame.pushed is not None:
                self.reach(frame, back)
                back -= frame.code.framesize
            elif frame.resumed:
                self.resume_generator(state.frames[i - 1])
            elif i:
                self.push(frame)
            if frame.handling is None:
                self.stack(frame, 0, len(frame.stack))
            else:
                at = next(depth for depth, ref in enumerate(frame.stack) if ref.op in MARKS)
                self.stack(frame, 0, at)
                self.handle(frame, frame.handling, at)
                self.stack(frame, at, len(frame.stack))
                put("exit_give_back", (mf.RAISED,))
            inner = i == len(state.frames) - 1
            self.position(frame, frame.offset, len(frame.stack))
            if inner and state.fault:
                self.fault(frame, *state.fault)
        for value in state.drops:
            put("exit_give_back", (saved(site.where[value]),))
        if CHECKED:
            times = self.machine.block(4, site.trace.kept)
            self.machine.host.poke.u32(times, CHECKS)
            put("exit_check", (times,))
        if site.counter:
            put("exit_count", (site.counter,))
        outer = len(state.frames) - 2
        if outer > 0:
            put("exit_enter_calls", (outer,))
        for i in range(len(state.frames) - 1, 0, -1):
            self.finish(state.frames[i - 1], i > 1)
        if pushed:
            put("exit_claim_frames", (-end,))
        if state.line is not None:
            self.new_line(state.frames[0].code, state.frames[0].offset, state.line)
        put("exit_jump", (), {"target": self.machine.address("leave")})
        if len(self.code.buffer) > state.room:
            raise AssertionError("an exit takes %d bytes, not %d" % (len(self.code.buffer), state.room))
        self.machine.write(self.code, site.home)
        site.size = len(self.code.buffer)
        return site.home

    def write(self):
        """What is due in memory that others can see, and the locals whose slots may have the boxes of these numbers."""
        put, origins = self.code.put, {ref.origin for _, _, _, ref in self.state.stores}
        self.take_due()
        for index, _, origin in self.state.known:
            if origin in origins and index < self.state.frames[0].code.nlocalsplus:
                self.note(self.host.locals_base + 8 * index, origin)
        for index, value, origin in self.state.dirty:
            if origin in origins and home_of(origin) == index and origin in self.shared:
                self.replace(self.host.locals_base + 8 * index, value, origin)
                self.written.add(index)
        for base, offset, _, ref in self.state.stores:
            if isinstance(base, Const):
                put("exit_enter_const", (base.value,))
            else:
                put("exit_enter_object", (saved(self.site.where[base]),))
            put("exit_drop", (offset,))
            self.value(offset, ref)
        put("exit_enter_frame", ())

    def new_line(self, facts, offset, line):
        """Tell the tools that listen to lines by now of the line where the root goes on."""
        monitors, event = self.offset("_PyCoMonitoringData.active_monitors"), self.host.constant("PY_MONITORING_EVENT_LINE")
        opcodes, plain = facts.bytecode.opcodes, facts.bytecode.instructions[offset].opcode
        self.code.put("exit_new_line", (
            facts.id, facts.address + offset, opcodes.INSTRUMENTED_LINE, plain, offset // 2, line, monitors, monitors + event,
            (1 << 64) - 1 & ~(255 << 8 * event)), {"raised": self.machine.address("leave_raising")})

    def take_due(self):
        """The references that the trace has done without so far. Before anything is dropped that may hold the last one."""
        for value, count in self.state.due:
            for _ in range(count):
                if isinstance(value, Const):
                    self.code.put("exit_take_const", (value.value,))
                else:
                    self.code.put("exit_take", (saved(self.site.where[value]),))

    def locals(self, root):
        """The root's locals that its frame does not hold, and the fields that stand elsewhere."""
        base, state = self.host.locals_base, self.state
        for index, value, origin in state.known:
            if origin in self.shared and index < root.nlocalsplus:
                self.note(base + 8 * index, origin)
        for index, value, _ in state.dirty:
            if index >= root.nlocalsplus:
                self.field(root, index, value)
        for index, value, origin in sorted(state.dirty, key=lambda local: local[0] != home_of(local[2])):   # who may have a box first
            if index < root.nlocalsplus and index not in self.written:
                self.replace(base + 8 * index, value, origin)

    def replace(self, slot, value, origin):
        """A value in the place of what a local has held: the object stays if it may be that very number."""
        if value.kind not in NUMBERS or isinstance(value, Const) or origin in self.made or home_of(origin) is None:
            self.code.put("exit_drop", (slot,))
            self.value(slot, Ref(value, OWNED, None, origin))
            return
        self.code.put("exit_replace_int" if value.kind is I64 else "exit_replace_float", (slot, saved(self.site.where[value])))
        self.note(slot, origin)

    def field(self, root, index, value):
        """A number into an object on the root's stack."""
        depth, which = root.field_at(index)
        slot, offset = self.host.stack_base(root) + 8 * depth, self.host.range_fields[which]
        if isinstance(value, Const):
            self.code.put("exit_put_field_const", (slot, offset, value.value))
        else:
            self.code.put("exit_put_field", (slot, offset, saved(self.site.where[value])))

    def position(self, frame, offset, depth):
        """Where a frame goes on, and how deep its stack is then."""
        self.code.put("exit_put_word", (self.resume, frame.code.address + offset))
        self.code.put("exit_put_u32", (self.depth, frame.code.nlocalsplus + depth))

    def handle(self, frame, handling, depth):
        """Make the exception that a frame handles, where it was raised. What it is made of stands in the place of a mark meanwhile."""
        slot = self.host.stack_base(frame.code) + 8 * depth
        self.position(frame, handling.offset, depth)
        if handling.unwound:
            self.unwind(handling)
        else:
            self.value(slot, handling.value)
            self.code.put("exit_raise", (handling.kind, slot))
        self.code.put("exit_catch", (slot, mf.RAISED, id(None)))
        if handling.name is not None:
            self.code.put("exit_put_borrowed", (self.host.locals_base + 8 * handling.name, mf.RAISED))

    def unwind(self, handling):
        """The frames that an exception has left are there once more, and the innermost raises it."""
        *outer, innermost = handling.unwound
        for frame in outer:
            self.push(frame)
            self.position(frame, frame.offset, 0)
        self.push(innermost)
        slot = self.host.stack_base(innermost.code)
        self.position(innermost, innermost.offset, 0)
        self.value(slot, handling.value)
        if handling.fault is None:
            self.position(innermost, innermost.offset, 1)
        else:
            self.code.put("exit_raise", (handling.kind, slot))
            self.code.put("exit_keep_raiser", (mf.RAISED,))
            self.operands(innermost, 0, *handling.fault, mf.RAISED)
            self.position(innermost, innermost.offset, handling.fault[0])
        self.code.put("exit_run_frame", (mf.RAISED,))
        for frame in reversed(outer):
            self.code.put("exit_keep_raiser", (mf.RAISED,))
            self.operands(frame, 0, frame.call.operands, frame.call.raiser, mf.RAISED)
            self.position(frame, frame.offset, frame.call.operands)
            self.code.put("exit_run_frame", (mf.RAISED,))

    def stack(self, frame, first, end):
        """The entries of a frame's stack from a depth on, up to another."""
        base = self.host.stack_base(frame.code)
        for depth in range(first, end):
            ref = frame.stack[depth]
            if ref.mode is not MEMORY:
                self.value(base + 8 * depth, ref)

    def value(self, slot, ref):
        """A value, as an object with a reference of its own, into a slot of the frame being written."""
        value = ref.op
        if value.micro is NOT_MADE:
            self.object(slot, value)
        elif value is RAISED:
            self.code.put("exit_put_borrowed", (slot, mf.RAISED))
        elif value is BEFORE:
            self.code.put("exit_put_object", (slot, mf.RAISED + 8))
        elif isinstance(value, Const):
            self.constant(slot, value, ref.mode)
        elif value.kind in NUMBERS and ref.origin in self.made:
            self.code.put("exit_put_borrowed", (slot, self.made[ref.origin]))
        else:
            self.register(slot, ref, saved(self.site.where[value]))

    def constant(self, slot, const, mode):
        """A constant: an object with a new reference, unless the trace has one of its own; or NULL."""
        if const.kind is OBJ and mode is OWNED or const.held is None and const.kind is not OBJ:
            self.code.put("exit_put_word", (slot, const.value))
        else:
            self.code.put("exit_put_const", (slot, const.value if const.kind is OBJ else id(const.object)))

    def register(self, slot, ref, place):
        """A value that the trace has had in a register: it is at a place in the machine frame."""
        put, kind = self.code.put, ref.op.kind
        if kind in NUMBERS:
            put("exit_put_int" if kind is I64 else "exit_put_float", (slot, place))
            self.note(slot, ref.origin)
        elif kind is BOOL:
            put("exit_put_bool", (slot, place, id(False), id(True)))
        else:
            put("exit_put_object" if ref.mode is OWNED else "exit_put_borrowed", (slot, place))

    def note(self, slot, origin):
        """The slot holds the box of a number; whoever else holds this number gets the same one."""
        if origin in self.shared and origin not in self.made and len(self.made) < self.most:
            self.made[origin] = self.notes + 8 * len(self.made)
            self.code.put("exit_note", (slot, self.made[origin]))

    def object(self, slot, thing):
        """Make an object that the trace has done without, and remember it for others who hold it."""
        put, shape = self.code.put, thing.shape
        if thing in self.made:
            put("exit_put_borrowed", (slot, self.made[thing]))
            return
        place = self.notes + 8 * len(self.made)
        self.made[thing] = place
        put("exit_open_object", (shape.cls.value, shape.items))
        for offset, word in shape.words.items():
            put("exit_put_word", (offset, word))
        for offset, part in thing.parts.items():
            if offset in shape.numbers:
                self.double(offset, part.op)
            else:
                self.value(offset, part)
        for index in thing.order:
            put("exit_note_insertion", (*shape.insertion, index))
        put("exit_close_object", (slot, place))

    def double(self, offset, value):
        """A plain double."""
        if isinstance(value, Const):
            self.code.put("exit_put_word", (offset, int.from_bytes(pack("<d", value.value), "little")))
        else:
            self.code.put("exit_put_object", (offset, saved(self.site.where[value])))

    def push(self, frame):
        """A frame for an inlined call, as the interpreter would have made it. (_PyFrame_Initialize, Include/internal/pycore_frame.h)"""
        put, offset, facts = self.code.put, self.offset, frame.code
        put("exit_push_frame", (facts.framesize + 15 & ~15,))
        field = "_PyInterpreterFrame.%s"
        self.value(offset(field % "f_executable"), frame.executable)
        self.value(offset(field % "f_funcobj"), frame.function)
        for name, word in (("f_globals", frame.names[0]), ("f_builtins", frame.names[1]), ("f_locals", 0),
                           ("frame_obj", 0), ("stacktop", 0)):  # return_offset and owner (the thread) are in stacktop's word
            put("exit_put_word", (offset(field % name), word))
        for index, ref in enumerate(frame.locals):
            slot = self.host.locals_base + 8 * index
            if ref is None:
                put("exit_put_word", (slot, 0))
            else:
                self.value(slot, ref)

    def resume_generator(self, caller):
        """The generator on top of the caller's stack, which runs, is called from there. (FOR_ITER_GEN, Python/bytecodes.c)"""
        slot = self.host.stack_base(caller.code) + 8 * (len(caller.stack) - 1)
        self.code.put("exit_enter_generator", (
            slot, self.offset("PyGenObject.gi_exc_state"), self.offset("PyGenObject.gi_iframe")))

    def reach(self, frame, back):
        """The frame of an inlined call that stands in memory already, so many bytes below the end of the data stack."""
        self.code.put("exit_reach_frame", (back,))
        for const in frame.pushed:
            self.code.put("exit_take_const", (const.value,))

    def fault(self, frame, operands, raiser, present):
        """The bytecode is executed again with a raiser among its operands."""
        base = self.host.stack_base(frame.code)
        if present == GIVEN:
            present = 1
            self.code.put("exit_keep_giver", (base + 8 * (len(frame.stack) - 1), mf.KEPT))
            self.code.put("exit_put_word", (base + 8 * (len(frame.stack) - 1), 0))
        depth = len(frame.stack) - present
        for i in range(depth, len(frame.stack)):
            self.code.put("exit_drop", (base + 8 * i,))
        self.operands(frame, depth, operands, raiser)
        self.position(frame, frame.offset, depth + operands)

    def operands(self, frame, depth, operands, raiser, kept=mf.KEPT):
        """The operands of a bytecode that shall raise: the raiser, which is kept in the machine frame, and what serves for the others."""
        filler = frame.code.bytecode.filler(frame.offset)
        base = self.host.stack_base(frame.code) + 8 * depth
        for i in range(operands):
            if operands - 1 - i == raiser:
                self.code.put("exit_put_object", (base + 8 * i, kept))
            else:
                self.code.put("exit_put_const", (base + 8 * i, id(filler)))

    def finish(self, caller, inlined):
        """Run the innermost frame and hand its result, or its exception, to the caller's. (The interpreter counts only the call that it is
        in: the others are counted here. inlined: is the caller one of them?)"""
        put, code = self.code.put, self.code
        raised, done = object(), object()
        depth, call = len(caller.stack), caller.call
        put("exit_run_frame", (mf.KEPT,))
        if inlined:
            put("exit_enter_calls", (-1,))
        put("exit_if_raised", (mf.KEPT,), {"target": raised})
        self.deliver(caller, depth, call.deliver)
        put("exit_jump", (), {"target": done})
        code.mark(raised)
        put("exit_keep_raiser", (mf.KEPT,))
        if call.deliver in (INSTANCE, ENTERED, YIELDED, SENT):
            depth -= 1
            put("exit_drop", (self.host.stack_base(caller.code) + 8 * depth,))
        self.operands(caller, depth, call.operands, call.raiser)
        self.position(caller, caller.offset, depth + call.operands)
        code.mark(done)

    def deliver(self, caller, depth, what):
        """The result goes where the caller wants it, and the caller goes on after its call."""
        put, slot = self.code.put, self.host.stack_base(caller.code) + 8 * depth
        over, done = object(), object()
        if what in (YIELDED, SENT):
            put("exit_if_over", (slot - 8,), {"target": over})
        put("exit_put_object", (slot, mf.KEPT))
        if what is CALLABLE:
            put("exit_put_word", (slot + 8, 0))
        after = caller.code.bytecode.after(caller.offset)
        self.position(caller, after, depth + DELIVERED[what])
        if not DELIVERED[what]:
            put("exit_drop", (slot,))
        self.begin_line(caller, after)
        if what in (YIELDED, SENT):
            put("exit_jump", (), {"target": done})
            self.code.mark(over)
            self.end_generator(caller, depth, slot, what)
            self.code.mark(done)

    def end_generator(self, caller, depth, slot, what):
        """A generator has returned: a loop over it ends, and the result goes, and the generator."""
        after = caller.code.bytecode.whole(caller.offset).target
        if what is SENT:
            self.code.put("exit_put_object", (slot, mf.KEPT))
            self.position(caller, after, depth + 1)
            return
        self.position(caller, caller.offset, depth - 1)
        self.code.put("exit_give_back", (mf.KEPT,))
        self.code.put("exit_drop", (slot - 8,))
        self.position(caller, after, depth - 1)
        self.begin_line(caller, after)

    def begin_line(self, caller, after):
        """A frame goes on after a call; if that is the root, who listens to lines is told."""
        line = caller.code.new_line(caller.offset, after) if caller is self.state.frames[0] else None
        if line is not None:
            self.new_line(caller.code, after, line)
