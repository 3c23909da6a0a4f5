"""text += more: a str that nobody but one local holds grows in place."""
from pyjit.patterns.families import M
from pyjit.trace.ir import KEEPS, LOCAL, OWNED


def append_text(t):
    """str + str, where the next instruction stores the sum into a local that holds the left one: the references of the stack and of
    the local are given up before, so that a str which nobody else has takes in the other. (BINARY_OP_INPLACE_ADD_UNICODE,
    Python/bytecodes.c)"""
    index = overwritten(t)
    if index is None:
        return False
    for n in range(2):
        t.guard_type(t.peek(n).op, str)
    guard_holds(t, index, t.peek(1))
    left = t.frame.stack.pop(-2)
    t.take_local(index)
    right = t.pop()
    t.drop_shared(left)
    x = t.borrow(right)
    t.emit(M.argument, 0, left.op)
    place = t.emit(M.argument_array, 0)
    t.call(M.call_nothing, "PyUnicode_Append", place, x)
    out = t.emit(M.load_object, place, 0, region="arguments")
    out.type = id(str)
    t.unborrow(x)
    t.drop(right)
    t.check(out, 2, 1)   # where this leaves, the local is unbound, as in the interpreter
    t.push(out)
    return True


def overwritten(t):
    """The index of the local that the next instruction overwrites, if it holds the left operand with a reference of its own."""
    bytecode = t.frame.facts.bytecode
    following = bytecode.instructions[t.instruction.next]
    index = following.oparg
    if following.opcode != bytecode.opcodes.NUMBERS["STORE_FAST"] or t.live_local(index) != t.live_address(1):
        return None
    return index if t.frame is t.root or t.frame.generator is not None or t.get_local(index).mode is OWNED else None


def guard_holds(t, index, ref):
    """The local holds this very object."""
    if ref.mode is LOCAL and ref.owner == (t.frame.depth, index):
        return
    there = t.get_local(index).op
    if origin(there) is not origin(ref.op):
        t.guard(M.guard_true, t.emit(M.word_eq, there, ref.op), why="{here}: the string has another variable, too")


def origin(op):
    """The value to which references were kept."""
    while op.micro in KEEPS:
        op = op.args[0]
    return op
