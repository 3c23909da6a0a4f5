"""Bytecodes that only move values: locals, constants, the stack itself."""
from pyjit.ir import FIXED, MEMORY, OWNED
from pyjit.lower.registry import bytecode
from pyjit.lower.tracer import M, Abort
from pyjit.patterns.define import OBJ


@bytecode("NOP", "RESUME", "CACHE", "EXTENDED_ARG", "NOT_TAKEN")
def nothing(t, arg):
    pass


@bytecode("LOAD_FAST")
def load_fast(t, arg):
    t.load_local(arg)


@bytecode("LOAD_FAST_CHECK")
def load_fast_check(t, arg):
    """Like LOAD_FAST, where the compiler could not prove that the local is bound."""
    if t.frame is t.root and arg not in t.frame.locals:
        if not t.live_local(arg):
            raise Abort("a local is unbound")
        t.guard(M.guard_set, t.get_local(arg).op)
    t.load_local(arg)


@bytecode("LOAD_FAST_LOAD_FAST")
def load_fast_load_fast(t, arg):
    t.load_local(arg >> 4)
    t.load_local(arg & 15)


@bytecode("STORE_FAST")
def store_fast(t, arg):
    t.store_local(arg, t.pop())


@bytecode("STORE_FAST_LOAD_FAST")
def store_fast_load_fast(t, arg):
    t.store_local(arg >> 4, t.pop())
    t.load_local(arg & 15)


@bytecode("STORE_FAST_STORE_FAST")
def store_fast_store_fast(t, arg):
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
    if MEMORY in (stack[-1].mode, stack[-arg].mode):
        raise Abort("a loop's own stack entries are swapped")
    stack[-1], stack[-arg] = stack[-arg], stack[-1]
