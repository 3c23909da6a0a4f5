"""The bytecode of CPython 3.13 (Python/bytecodes.c, Include/opcode_ids.h): one row for each opcode that code objects hold.

number    the opcode
caches    code units of inline cache that follow it
popped    how many values it takes off the stack, and
pushed    how many it puts there when it goes on to the next instruction; numbers, or functions of the oparg. A value that is
          only looked at (below what a COPY or LIST_APPEND moves) counts in neither.
raiser    the operand, counted from the top of the stack, in whose place a raiser makes the bytecode raise before it does
          anything else; None where nothing can raise, or where running the bytecode again raises the same again.

Notes on `raiser`. Each is the operand that CPython asks first. CALL_FUNCTION_EX: the positional arguments, so that no iterable
is walked twice. IMPORT_NAME: the level, as long as __import__ is the built-in one. DICT_UPDATE and DICT_MERGE turn an
AttributeError into a TypeError that names the type of the operand: an exit with an AttributeError must not use a raiser there.
FORMAT_WITH_SPEC wants a str before it asks, though, and CALL_KW counts the names of its keywords: see FILLERS.
LOAD_ATTR and its like set `name` and `obj` of an AttributeError that has neither: PyObject_GetAttr, called by the trace,
has."""


class Opcode:
    """One row."""

    __slots__ = ("name", "number", "caches", "popped", "pushed", "raiser")

    def __init__(self, name, number, caches, popped, pushed, raiser=None):
        self.name, self.number, self.caches = name, number, caches
        self.popped, self.pushed, self.raiser = popped, pushed, raiser


def oparg(n):
    return n


def low_bit(n):
    """One value, and one more (a NULL or the self of a method) if the lowest bit says so."""
    return 1 + (n & 1)


ROWS = tuple(Opcode(*row) for row in (
    ("BEFORE_ASYNC_WITH", 1, 0, 1, 2, 0),
    ("BEFORE_WITH", 2, 0, 1, 2, 0),
    ("BINARY_SLICE", 4, 0, 3, 1, 2),
    ("BINARY_SUBSCR", 5, 1, 2, 1, 1),
    ("CHECK_EG_MATCH", 6, 0, 2, 2),
    ("CHECK_EXC_MATCH", 7, 0, 1, 1),
    ("CLEANUP_THROW", 8, 0, 3, 2),
    ("DELETE_SUBSCR", 9, 0, 2, 0, 1),
    ("END_ASYNC_FOR", 10, 0, 2, 0),
    ("END_FOR", 11, 0, 1, 0),
    ("END_SEND", 12, 0, 2, 1),
    ("EXIT_INIT_CHECK", 13, 0, 1, 0),
    ("FORMAT_SIMPLE", 14, 0, 1, 1, 0),
    ("FORMAT_WITH_SPEC", 15, 0, 2, 1, 1),
    ("GET_AITER", 16, 0, 1, 1, 0),
    ("GET_ANEXT", 18, 0, 0, 1, 0),
    ("GET_ITER", 19, 0, 1, 1, 0),
    ("GET_LEN", 20, 0, 0, 1, 0),
    ("GET_YIELD_FROM_ITER", 21, 0, 1, 1, 0),
    ("INTERPRETER_EXIT", 22, 0, 1, 0),
    ("LOAD_ASSERTION_ERROR", 23, 0, 0, 1),
    ("LOAD_BUILD_CLASS", 24, 0, 0, 1),
    ("LOAD_LOCALS", 25, 0, 0, 1),
    ("MAKE_FUNCTION", 26, 0, 1, 1),
    ("MATCH_KEYS", 27, 0, 0, 1, 1),
    ("MATCH_MAPPING", 28, 0, 0, 1),
    ("MATCH_SEQUENCE", 29, 0, 0, 1),
    ("NOP", 30, 0, 0, 0),
    ("POP_EXCEPT", 31, 0, 1, 0),
    ("POP_TOP", 32, 0, 1, 0),
    ("PUSH_EXC_INFO", 33, 0, 1, 2),
    ("PUSH_NULL", 34, 0, 0, 1),
    ("RETURN_GENERATOR", 35, 0, 0, 1),
    ("RETURN_VALUE", 36, 0, 1, 0),
    ("SETUP_ANNOTATIONS", 37, 0, 0, 0),
    ("STORE_SLICE", 38, 0, 4, 0, 2),
    ("STORE_SUBSCR", 39, 1, 3, 0, 1),
    ("TO_BOOL", 40, 3, 1, 1, 0),
    ("UNARY_INVERT", 41, 0, 1, 1, 0),
    ("UNARY_NEGATIVE", 42, 0, 1, 1, 0),
    ("UNARY_NOT", 43, 0, 1, 1),
    ("WITH_EXCEPT_START", 44, 0, 0, 1),
    ("BINARY_OP", 45, 1, 2, 1, 1),
    ("BUILD_CONST_KEY_MAP", 46, 0, lambda n: n + 1, 1),
    ("BUILD_LIST", 47, 0, oparg, 1),
    ("BUILD_MAP", 48, 0, lambda n: 2 * n, 1, lambda n: 2 * n - 1),
    ("BUILD_SET", 49, 0, oparg, 1, lambda n: n - 1),
    ("BUILD_SLICE", 50, 0, oparg, 1),
    ("BUILD_STRING", 51, 0, oparg, 1),
    ("BUILD_TUPLE", 52, 0, oparg, 1),
    ("CALL", 53, 3, lambda n: n + 2, 1, lambda n: n + 1),
    ("CALL_FUNCTION_EX", 54, 0, lambda n: 3 + (n & 1), 1, lambda n: n & 1),
    ("CALL_INTRINSIC_1", 55, 0, 1, 1, 0),
    ("CALL_INTRINSIC_2", 56, 0, 2, 1),
    ("CALL_KW", 57, 0, lambda n: n + 3, 1, lambda n: n + 2),
    ("COMPARE_OP", 58, 1, 2, 1, 1),
    ("CONTAINS_OP", 59, 1, 2, 1, 0),
    ("CONVERT_VALUE", 60, 0, 1, 1, 0),
    ("COPY", 61, 0, 0, 1),
    ("COPY_FREE_VARS", 62, 0, 0, 0),
    ("DELETE_ATTR", 63, 0, 1, 0, 0),
    ("DELETE_DEREF", 64, 0, 0, 0),
    ("DELETE_FAST", 65, 0, 0, 0),
    ("DELETE_GLOBAL", 66, 0, 0, 0),
    ("DELETE_NAME", 67, 0, 0, 0),
    ("DICT_MERGE", 68, 0, 1, 0, 0),
    ("DICT_UPDATE", 69, 0, 1, 0, 0),
    ("EXTENDED_ARG", 71, 0, 0, 0),
    ("FOR_ITER", 72, 1, 0, 1, 0),
    ("GET_AWAITABLE", 73, 0, 1, 1, 0),
    ("IMPORT_FROM", 74, 0, 0, 1),
    ("IMPORT_NAME", 75, 0, 2, 1, 1),
    ("IS_OP", 76, 0, 2, 1),
    ("JUMP_BACKWARD", 77, 1, 0, 0),
    ("JUMP_BACKWARD_NO_INTERRUPT", 78, 0, 0, 0),
    ("JUMP_FORWARD", 79, 0, 0, 0),
    ("LIST_APPEND", 80, 0, 1, 0),
    ("LIST_EXTEND", 81, 0, 1, 0, 0),
    ("LOAD_ATTR", 82, 9, 1, low_bit, 0),
    ("LOAD_CONST", 83, 0, 0, 1),
    ("LOAD_DEREF", 84, 0, 0, 1),
    ("LOAD_FAST", 85, 0, 0, 1),
    ("LOAD_FAST_AND_CLEAR", 86, 0, 0, 1),
    ("LOAD_FAST_CHECK", 87, 0, 0, 1),
    ("LOAD_FAST_LOAD_FAST", 88, 0, 0, 2),
    ("LOAD_FROM_DICT_OR_DEREF", 89, 0, 1, 1),
    ("LOAD_FROM_DICT_OR_GLOBALS", 90, 0, 1, 1),
    ("LOAD_GLOBAL", 91, 4, 0, low_bit),
    ("LOAD_NAME", 92, 0, 0, 1),
    ("LOAD_SUPER_ATTR", 93, 1, 3, low_bit, 2),
    ("MAKE_CELL", 94, 0, 0, 0),
    ("MAP_ADD", 95, 0, 2, 0, 1),
    ("MATCH_CLASS", 96, 0, 3, 1),
    ("POP_JUMP_IF_FALSE", 97, 1, 1, 0),
    ("POP_JUMP_IF_NONE", 98, 1, 1, 0),
    ("POP_JUMP_IF_NOT_NONE", 99, 1, 1, 0),
    ("POP_JUMP_IF_TRUE", 100, 1, 1, 0),
    ("RAISE_VARARGS", 101, 0, oparg, 0),
    ("RERAISE", 102, 0, 1, 0),
    ("RETURN_CONST", 103, 0, 0, 0),
    ("SEND", 104, 1, 1, 1, 1),
    ("SET_ADD", 105, 0, 1, 0, 0),
    ("SET_FUNCTION_ATTRIBUTE", 106, 0, 2, 1),
    ("SET_UPDATE", 107, 0, 1, 0, 0),
    ("STORE_ATTR", 108, 4, 2, 0, 0),
    ("STORE_DEREF", 109, 0, 1, 0),
    ("STORE_FAST", 110, 0, 1, 0),
    ("STORE_FAST_LOAD_FAST", 111, 0, 1, 1),
    ("STORE_FAST_STORE_FAST", 112, 0, 2, 0),
    ("STORE_GLOBAL", 113, 0, 1, 0),
    ("STORE_NAME", 114, 0, 1, 0),
    ("SWAP", 115, 0, 0, 0),
    ("UNPACK_EX", 116, 0, 1, lambda n: (n & 255) + (n >> 8) + 1, 0),
    ("UNPACK_SEQUENCE", 117, 1, 1, oparg, 0),
    ("YIELD_VALUE", 118, 0, 1, 1),
    ("RESUME", 149, 0, 0, 0)))

NUMBERS = {row.name: row.number for row in ROWS}
EXTENDED_ARG, FOR_ITER, CALL, LOAD_FAST_AND_CLEAR, MAKE_CELL, PUSH_EXC_INFO, POP_TOP, RESUME, RETURN_CONST = (NUMBERS[name] for name in (
    "EXTENDED_ARG", "FOR_ITER", "CALL", "LOAD_FAST_AND_CLEAR", "MAKE_CELL", "PUSH_EXC_INFO", "POP_TOP", "RESUME", "RETURN_CONST"))
# Forms that the interpreter gives to instructions while it runs them.
INSTRUMENTED_JUMP_BACKWARD, INSTRUMENTED_LINE = 249, 254


def by_opcode(value, default=None):
    """A list indexed by the opcode number."""
    table = [default] * 256
    for row in ROWS:
        table[row.number] = value(row)
    return table


def effect(row):
    """The change of the stack depth: a number or a function of the oparg."""
    popped, pushed = row.popped, row.pushed
    if type(popped) is type(pushed) is int:
        return pushed - popped
    if type(popped) is int:
        return lambda n: pushed(n) - popped
    return lambda n: pushed - popped(n)


CACHES = by_opcode(lambda row: row.caches)
EFFECTS = by_opcode(effect)
POPPED = by_opcode(lambda row: row.popped)


def numbers(names):
    return frozenset(NUMBERS[name] for name in names.split())


# Where an instruction may go beside the next one. A jump is relative to the next instruction, in code units.
BACKWARD = numbers("JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT")
JUMPS = BACKWARD | numbers(
    "JUMP_FORWARD FOR_ITER SEND POP_JUMP_IF_FALSE POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE POP_JUMP_IF_TRUE")
NEVER_NEXT = numbers("RETURN_VALUE RETURN_CONST RAISE_VARARGS RERAISE INTERPRETER_EXIT JUMP_FORWARD") | BACKWARD
# What handlers do with exceptions, and what moves them on the stack.
OF_HANDLERS = numbers("PUSH_EXC_INFO CHECK_EXC_MATCH POP_EXCEPT RERAISE POP_TOP COPY SWAP")
NAMING = numbers("STORE_FAST STORE_FAST_LOAD_FAST")   # what gives an exception its name
# What may stand between PUSH_EXC_INFO and the question whether an exception is of the kinds that an `except` names, and what asks that, or
# lets go of it if it may be of any.
NAMING_KINDS = numbers("PUSH_EXC_INFO LOAD_GLOBAL LOAD_NAME LOAD_FAST LOAD_FAST_CHECK LOAD_DEREF LOAD_CONST LOAD_ATTR BUILD_TUPLE EXTENDED_ARG")
MATCHING = numbers("CHECK_EXC_MATCH POP_TOP")
CONDITIONAL = numbers("POP_JUMP_IF_TRUE POP_JUMP_IF_FALSE")   # what jumps on a bool
LOOPS = numbers("JUMP_BACKWARD")
CALLS = numbers("CALL CALL_KW CALL_FUNCTION_EX BEFORE_WITH")
BEFORE_LOOPS = CONDITIONAL | LOOPS | {EXTENDED_ARG}   # what may stand between a bytecode and the jump back for which it looks

# An exhausted FOR_ITER jumps to the END_FOR that its oparg names, then over it and the POP_TOP after it, the iterator dropped.
# END_FOR and POP_TOP run when a generator that runs inlined under the loop ends: with one value more than before FOR_ITER.
FOR_ITER_SKIPS, FOR_ITER_LEAVES = 4, -1

# The local variables into which an instruction puts what is on the stack, the topmost value first, as functions of the oparg that give
# their indices.
STORES = {NUMBERS[name]: which for name, which in (
    ("STORE_FAST", lambda n: (n,)), ("STORE_FAST_LOAD_FAST", lambda n: (n >> 4,)),
    ("STORE_FAST_STORE_FAST", lambda n: (n >> 4, n & 15)))}
# What a call loads the function from: a global variable, a variable of a function around it, or an object (opcode -> the index of the
# name in co_names, or of the variable, or None of a load that no call follows).
CALLED_GLOBAL = NUMBERS["LOAD_GLOBAL"], lambda n: n >> 1 if n & 1 else None
CALLED_METHOD = NUMBERS["LOAD_ATTR"], lambda n: n >> 1 if n & 1 else None
CALLED_CELL = NUMBERS["LOAD_DEREF"], lambda n: n
LOADS_FIRST = {NUMBERS["LOAD_FAST"]: lambda n: n == 0, NUMBERS["LOAD_FAST_LOAD_FAST"]: lambda n: n & 15 == 0}
# What stands for the operands beside the raiser, where it is not None: opcode -> object.
FILLERS = {NUMBERS["FORMAT_WITH_SPEC"]: "", NUMBERS["CALL_KW"]: ()}
