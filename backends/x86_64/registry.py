"""Where shapes are registered, and what several of them need."""

SHAPES = {}
CALLEE_SAVED = (3, 5, 12, 13, 14, 15)   # rbx rbp r12 r13 r14 r15; with the return address they leave the stack 8 off


def shape(**operands):
    """Register a function as a stencil of the table, under its own name."""
    def register(function):
        SHAPES[function.__name__] = (tuple(operands.items()), function)
        return function
    return register


def field(a, base, name):
    return a.qword(base, a.field(name))


def prologue(a, room):
    """Save what is the caller's, and make room on the stack."""
    for r in CALLEE_SAVED:
        a.PUSH(a.gprs[r])
    a.SUB(a.sp, room)


def epilogue(a, room):
    """Return to the caller with the result in s0."""
    a.ADD(a.sp, room)
    for r in reversed(CALLEE_SAVED):
        a.POP(a.gprs[r])
    a.RET()


def preserving(a, body):
    """A routine that keeps every caller-saved register but the scratch ones."""
    gprs, xmms = (6, 7, 8, 9, 10, 11), range(2, 16)
    room = 8 * (len(gprs) + len(xmms)) + 8
    a.SUB(a.sp, room)
    for i, r in enumerate(gprs):
        a.MOV(a.qword(a.sp, 8 * i), a.gprs[r])
    for i, x in enumerate(xmms):
        a.MOVSD(a.qword(a.sp, 8 * (len(gprs) + i)), a.xmms[x])
    body()
    for i, r in enumerate(gprs):
        a.MOV(a.gprs[r], a.qword(a.sp, 8 * i))
    for i, x in enumerate(xmms):
        a.MOVSD(a.xmms[x], a.qword(a.sp, 8 * (len(gprs) + i)))
    a.ADD(a.sp, room)
    a.RET()
