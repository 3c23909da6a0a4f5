"""Which registers there are and who may use them (System V calling convention). A register is its number in an instruction."""

GPR_NAMES = ("rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15")
XMM_NAMES = tuple("xmm%d" % number for number in range(16))
RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14, R15 = range(16)

# Never allocated: stencils use the scratch registers as they like; the context registers are the same in every trace.
SCRATCH_GPRS = (RAX, RCX, RDX)
SCRATCH_XMMS = (0, 1)
FRAME, TSTATE, STACK = RBX, R12, RSP

# What the allocator may give to values, those that a call destroys first.
ALLOCATABLE_GPRS = (RSI, RDI, R8, R9, R10, R11, RBP, R13, R14, R15)
ALLOCATABLE_XMMS = tuple(range(2, 16))

# What a C call destroys, where it takes its arguments from and where it leaves its result.
CALLER_SAVED_GPRS = (RAX, RCX, RDX, RSI, RDI, R8, R9, R10, R11)
CALLER_SAVED_XMMS = tuple(range(16))
ARGUMENT_GPRS = (RDI, RSI, RDX, RCX, R8, R9)
ARGUMENT_XMMS = tuple(range(8))
RESULT_GPR, RESULT_XMM = RAX, 0

TRAP = b"\xcc"   # fills code memory that holds no code: INT3

# Fixed registers of exit code: the machine frame, the frame being written, its caller.
SAVED, INNER, PARENT = R14, R13, R15
