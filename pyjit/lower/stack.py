"""Bytecodes that only move values: locals, constants, the stack itself."""
from pyjit.lower import handling
from pyjit.lower.abort import Abort
from pyjit.lower.registry import bytecode
from pyjit.patterns.define import OBJ
from pyjit.patterns.families import M
from pyjit.trace.ir import FIXED, GET_STACK, MEMORY, OWNED, RAISED, SETTLE, Ref


STORES = 6     # stores that are looked at together, at most


@bytecode("NOP", "RESUME", "CACHE", "EXTENDED_ARG", "NOT_TAKEN")
def nothing(t, arg):
    pass


@bytecode("LOAD_FAST")
def load_fast(t, arg):
    t.load_local(arg)


@bytecode("LOAD_FAST_CHECK")
def load_fast_check(t, arg):
    """Like LOAD_FAST, where the compiler could not prove that the local is bound."""
    if not t.live_local(arg):
        raise Abort("the variable has no value")
    if t.frame is t.root and arg not in t.frame.locals:
        t.guard(M.guard_set, t.get_local(arg).op, why="unbound")
    t.load_local(arg)


@bytecode("LOAD_FAST_AND_CLEAR")
def load_fast_and_clear(t, arg):
    """A comprehension's variable begins unbound; what it held outside (or NULL) waits on the stack."""
    t.move_local(arg)


@bytecode("LOAD_FAST_LOAD_FAST")
def load_fast_load_fast(t, arg):
    t.load_local(arg >> 4)
    t.load_local(arg & 15)


@bytecode("STORE_FAST")
def store_fast(t, arg):
    if t.frame.handling is not None and t.peek().op is RAISED:
        handling.bind(t, arg)
        return
    if handling.is_over(t.frame, arg):
        handling.unbind(t, arg)
        return
    if store_at_once(t, [arg]):
        return
    t.will_store(arg)
    restore_null(t)
    t.store_local(arg, t.pop())


def store_at_once(t, targets):
    """Stores that follow each other, as in `a, b = b, a % b`, in such an order that no value has to be saved from a local before another
    one is stored there. None of them can be seen alone: the locals have held leaves, which run no code when they end."""
    if t.frame is not t.root or t.frame.handling is not None:
        return False
    ahead = following_stores(t, targets)
    if len({*targets}) < max(len(targets), 2) or not any(t.borrows_from(t.peek(n), index)
                                                         for i, index in enumerate(targets) for n in range(i + 1, len(targets))):
        return False
    if not all(map(t.holds_leaf, targets)) or any(t.peek(n).op.micro is GET_STACK for n in range(len(targets))):
        return False
    t.will_store(*targets)
    for instruction in ahead:
        t.look_before_jump(instruction)
    pending = [(index, t.pop()) for index in targets]
    while pending:
        free = [(index, ref) for index, ref in pending
                if not any(other is not ref and t.borrows_from(other, index) for _, other in pending)]
        index, ref = chosen = (free or pending)[0]
        pending.remove(chosen)
        t.frame.stack += [other for _, other in reversed(pending)]    # where store_local() sees to them
        t.store_local(index, ref)
        del t.frame.stack[len(t.frame.stack) - len(pending):]
    t.done_ahead = len(ahead)
    return True


def following_stores(t, targets):
    """Append the locals into which the next instructions store; give those instructions."""
    bytecode = t.frame.facts.bytecode
    numbers, instruction, ahead = bytecode.opcodes.NUMBERS, t.instruction, []
    while len(targets) < STORES:
        instruction = bytecode.instructions[instruction.next]
        if instruction.offset in bytecode.loop_headers:
            break
        if instruction.opcode == numbers["STORE_FAST"]:
            targets.append(instruction.oparg)
        elif instruction.opcode == numbers["STORE_FAST_STORE_FAST"]:
            targets += instruction.oparg >> 4, instruction.oparg & 15
        else:
            break
        ahead.append(instruction)
    return ahead


def restore_null(t):
    """A comprehension puts back what its variable held outside: perhaps NULL."""
    ref = t.peek()
    if ref.op.micro is GET_STACK:
        if t.live_address():
            t.guard(M.guard_set, ref.op)
        else:
            t.guard(M.guard_null, ref.op)
            t.frame.stack[-1] = Ref(t.word(0), FIXED)


@bytecode("STORE_FAST_LOAD_FAST")
def store_fast_load_fast(t, arg):
    if t.frame.handling is not None and t.peek().op is RAISED:
        handling.bind(t, arg >> 4)
    else:
        t.will_store(arg >> 4)
        if t.frame.generator is not None and arg >> 4 != arg & 15:
            t.get_local(arg & 15)   # it is bound: after the store it is too late to ask
        t.store_local(arg >> 4, t.pop())
    t.load_local(arg & 15)


@bytecode("STORE_FAST_STORE_FAST")
def store_fast_store_fast(t, arg):
    if store_at_once(t, [arg >> 4, arg & 15]):
        return
    t.will_store(arg >> 4, arg & 15)
    t.store_local(arg >> 4, t.pop())
    t.store_local(arg & 15, t.pop())


@bytecode("DELETE_FAST")
def delete_fast(t, arg):
    t.delete_local(arg)


@bytecode("LOAD_CONST")
def load_const(t, arg):
    t.push_constant(t.frame.facts.code.co_consts[arg])


@bytecode("POP_TOP")
def pop_top(t, arg):
    t.drop(t.pop())


@bytecode("PUSH_NULL")
def push_null(t, arg):
    t.push(t.word(0), FIXED)


@bytecode("COPY")
def copy(t, arg):
    """A second entry for the same value: it borrows as the first one does, or gets a reference of its own."""
    ref = t.peek(arg - 1)
    if ref.op.kind is OBJ and ref.mode in (OWNED, MEMORY):
        t.push(t.keep_another(ref.op), OWNED)
    else:
        t.push(ref.op, ref.mode, ref.owner)


@bytecode("SWAP")
def swap(t, arg):
    stack = t.frame.stack
    for depth in (len(stack) - 1, len(stack) - arg):
        ref = stack[depth]
        if ref.mode is MEMORY:
            ref.mode = OWNED   # from now on the trace has the reference, and an exit puts it into its new place
            t.emit(SETTLE, depth)
    stack[-1], stack[-arg] = stack[-arg], stack[-1]
