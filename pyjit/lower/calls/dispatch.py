"""CALL and its kin: what is called is looked at, and who knows such callables best lowers the call.

A family registers for the exact type of the callable (`calls_of`); its function gets the Call, and gives False if this call is not
for it. Any call can be made as a whole, through the interpreter's own vectorcall."""
from types import MethodType

from pyjit.lower.registry import bytecode, ends
from pyjit.backends.machine_frame import ARGUMENT_SLOTS
from pyjit.lower.abort import Abort
from pyjit.lower.frames import is_null
from pyjit.lower.numbers.arithmetic import unary
from pyjit.lower.tracer import BITS64
from pyjit.patterns.define import BOOL, I64, OBJ
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, GET_STACK, HEAP, MEMORY, OWNED, RESULT, Const, Ref

ARGUMENTS_OFFSET = 1 << 63   # PY_VECTORCALL_ARGUMENTS_OFFSET: the callee may use the word below the arguments

CALLEES = {}                 # exact type of a callable -> what lowers its calls


def calls_of(*kinds):
    """Register a function(call) for callables of these exact types."""
    def register(function):
        CALLEES.update(dict.fromkeys(kinds, function))
        return function
    return register


class Followable:
    """A call as pyjit.lower.calls.inlining follows it, its operands still on the stack. Beside the methods it has guard_callee().

    operands: how many entries; raiser: the place, from the top, of the one that raises what the function raises; live:
    the function; callee: its Ref (None: it is a constant of the trace); args: Refs of the arguments, self among them; names: of the
    last arguments; deliver: what becomes of the result; empty: an operand that is a dict without entries; harmless: to be followed
    only as long as it has no effects; answers: see Frame; plain: see CallInProgress."""

    callee, names, deliver, empty, harmless, answers, plain = None, (), RESULT, None, False, None, False

    def make(self, made):
        """What the call makes before its function runs, beside the cells `made`, and leaves on the caller's stack: nothing."""
        return ()

    def moved(self):
        """The Refs of operands whose references the callee gets."""
        return self.args


class Call(Followable):
    """A call that the program makes. On the stack are the callable, NULL or a self, the arguments, and keyword names.

    live: the callable, whatever it is; addresses: of the live arguments."""

    plain = True

    def __init__(self, t, count, names=None):
        self.t, self.names, last = t, names or (), 0 if names is None else 1
        self.operands = last + count + 2
        self.raiser = self.operands - 1
        self.callee, self.live = t.peek(self.raiser), t.live(self.raiser)
        first, owner = self.raiser - 1, self.agree()
        null = t.peek(first).op
        if owner is None and (is_null(null) or not t.live_address(first)):
            if not is_null(null):
                t.guard(M.guard_null, null)
            first -= 1
        elif null.micro is GET_STACK:
            t.guard(M.guard_set, null)
        places = range(first, last - 1, -1)
        self.args, self.addresses = [t.peek(n) for n in places], [t.live_address(n) for n in places]
        if owner is not None:
            self.addresses[0] = owner

    def agree(self):
        """A method that is about to be called may be bound in the interpreter, while the trace has its function and its self, or
        the other way round: `live` is what the trace has. In the first case: the address of self."""
        t, live, op, above = self.t, self.live, self.callee.op, self.raiser - 1
        alone, constant = is_null(t.peek(above).op), isinstance(op, Const) and op.object is not live
        if constant:
            self.live = op.object
        elif alone and t.live_address(above):
            self.live = live.__get__(t.live(above))
        return id(live.__self__) if constant and not alone else None

    # -- what is seen --------------------------------------------------------------------------------------------------------

    def argument(self, n):
        """The live argument."""
        return self.t.host.object_at(self.addresses[n])

    def kind(self, n):
        """The exact type of an argument."""
        op = self.args[n].op
        if op.kind is I64:
            return int
        if op.kind is BOOL:
            return bool
        return type(self.argument(n)) if op.kind is OBJ else float

    def kinds(self):
        return tuple([self.kind(n) for n in range(len(self.args))])

    def is_word(self, n):
        """Is the argument an int or bool of 64 bits?"""
        return self.kind(n) in (int, bool) and -BITS64 <= self.argument(n) < BITS64

    # -- operands of the lowered call ----------------------------------------------------------------------------------------

    def guard_kind(self, n):
        """The argument's type is the one seen."""
        self.t.guard_type(self.args[n].op, self.kind(n))

    def guard_callee(self):
        """The callable is the object seen."""
        op = self.callee.op
        if not isinstance(op, Const):
            self.t.object_constant(self.live)
            self.t.guard(M.guard_is, op, id(self.live))

    def word(self, n):
        """An int or bool, as is_word() has seen it, as a 64-bit number."""
        t, op = self.t, self.args[n].op
        return t.emit(M.bool_to_int, t.as_bool(op)) if self.kind(n) is bool else t.as_int(op)

    def double(self, n):
        """A float, int or bool as a double, rounded as float() does."""
        op = self.args[n].op
        return self.t.as_float(op if self.kind(n) is float or isinstance(op, Const) else self.word(n))

    # -- the end -------------------------------------------------------------------------------------------------------------

    def moved(self):
        return [*self.args, self.callee]

    def take(self):
        """The operands' entries, popped, in the order in which the interpreter releases them."""
        stack = self.t.frame.stack
        entries = stack[-self.operands:]
        del stack[-self.operands:]
        return entries

    def done(self):
        """The operands go."""
        for ref in self.take():
            self.t.drop(ref)

    def result(self, op, mode=OWNED):
        """The operands go, the result comes."""
        ref = Ref(op, FIXED if isinstance(op, Const) else mode)
        for entry in self.t.frame.stack[-self.operands:]:
            self.t.outlast(ref, entry)
        self.done()
        self.t.frame.stack.append(ref)

    def pass_on(self, chosen):
        """The operands go but for one argument, which is the result."""
        ref = Ref(chosen.op, OWNED if chosen.mode is MEMORY else chosen.mode, chosen.owner)
        entries = [entry for entry in self.take() if entry is not chosen]
        for entry in entries:
            self.t.outlast(ref, entry)
        for entry in entries:
            self.t.drop(entry)
        self.t.frame.stack.append(ref)

    def through(self, target, build, runs_code, kind=None, writes=None):
        """Through a C function that gives a new object or NULL: `build` makes its arguments of the borrowed operands. `kind` is
        the result's exact type where that is known, `writes` the memory that the function changes without running code."""
        t = self.t
        borrowed = [t.borrow(ref) for ref in self.args]
        if runs_code:
            t.before_code()
        if writes and not runs_code:
            t.before_effect(self.operands)
        out = t.call(M.call_object, target, *build(borrowed), runs_code=runs_code, writes=None if runs_code else writes)
        for op in reversed(borrowed):
            t.unborrow(op)
        self.done()
        t.check(out, self.operands, self.raiser)
        if kind is bool:
            out.type = id(bool)
            out = t.as_bool(out)
        elif kind is not None:
            out.type = id(kind)
        t.push(out)

    def array(self, ops):
        """The address of an array of the operands in the machine frame; the word below it is free for the callee."""
        t = self.t
        if len(ops) >= ARGUMENT_SLOTS:
            raise Abort("the call has more than %d arguments" % (ARGUMENT_SLOTS - 1), remedy="pass a list or an object instead")
        for i, op in enumerate(ops):
            t.emit(M.argument, 8 + 8 * i, op)
        return t.emit(M.argument_array, 8)


def opaque(call):
    """Any call: made as a whole. (PyObject_Vectorcall, Objects/call.c)"""
    t = call.t
    callee = t.borrow(call.callee)
    count = len(call.args) - len(call.names)
    names = t.object_constant(call.names) if call.names else t.word(0)

    def arguments(borrowed):
        return callee, call.array(borrowed), t.word(count + ARGUMENTS_OFFSET), names
    call.through("PyObject_Vectorcall", arguments, runs_code=True)
    t.unborrow(callee)


def lower(call):
    """The call, by whom knows it best."""
    call.t.look_before_call()
    if type(call.live) is MethodType:
        unbind(call)
    family = CALLEES.get(type(call.live))
    if family is None or not family(call):
        opaque(call)


def unbind(call):
    """A bound method: its function is called, with its self in front. (im_func and im_self never change.)"""
    t, method, op = call.t, call.live, call.callee.op
    if isinstance(op, Const):
        function, owner = t.object_constant(method.__func__), t.object_constant(method.__self__)
    else:
        t.guard_type(op, MethodType)
        function = t.emit(M.load_object, op, t.host.offset("PyMethodObject.im_func"), region="methods")
        owner = t.emit(M.load_object, op, t.host.offset("PyMethodObject.im_self"), region="methods")
    call.live = method.__func__
    call.callee = Ref(function, HEAP)
    call.args.insert(0, Ref(owner, HEAP))
    call.addresses.insert(0, id(method.__self__))


@bytecode("CALL")
def call(t, arg):
    lower(Call(t, arg))


@bytecode("CALL_KW")
def call_kw(t, arg):
    """The names are a constant tuple on top of the arguments."""
    lower(Call(t, arg, t.live()))


# CALL_INTRINSIC_1's argument: what it asks for.
POSITIVE, LIST_TO_TUPLE = 5, 6


@bytecode("CALL_INTRINSIC_1")
def call_intrinsic_1(t, arg):
    kind = t.type_of()
    if arg == POSITIVE and kind in (int, float):
        t.guard_type(t.peek().op, kind)
    elif arg == POSITIVE:
        unary(t, "PyNumber_Positive", kind)
    elif arg == LIST_TO_TUPLE:
        listed = t.borrow(t.peek())
        out = t.call(M.call_object, "PyList_AsTuple", listed)
        t.unborrow(listed)
        t.pop_drop()
        t.check(out, 1, 0)
        out.type = id(tuple)
        t.push(out)
    else:
        raise Abort("something rare in loops, which CPython does", remedy="move it out of the loop")


ends("something rare in loops, which CPython does", "CALL_INTRINSIC_2", remedy="move it out of the loop")
