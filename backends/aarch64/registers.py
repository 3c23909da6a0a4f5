"""Which registers there are and who may use them (AAPCS64). Registers are numbers, as instructions have them."""

GPR_NAMES = tuple("x%d" % number for number in range(31))
XMM_NAMES = tuple("d%d" % number for number in range(32))
X16, X17, LINK, STACK = 16, 17, 30, 31   # x18 belongs to the platform
TRAP = b"\0"   # fills code memory that holds no code: four of it are UDF #0

# Never allocated: stencils use the scratch registers as they like, the assembler uses x16 and x17 to put together what one
# instruction cannot say; the context registers are the same in every trace.
SCRATCH_GPRS = (9, 10, 11)
SCRATCH_XMMS = (16, 17)
FRAME, TSTATE = 19, 20

# What the allocator may give to values, those that a call destroys first.
ALLOCATABLE_GPRS = (*range(0, 9), *range(12, 16), *range(21, 29))
ALLOCATABLE_XMMS = (*range(0, 8), *range(18, 32), *range(8, 16))

# What a C call destroys, where it takes its arguments from and where it leaves its result.
CALLER_SAVED_GPRS = (*range(0, 18), LINK)
CALLER_SAVED_XMMS = (*range(0, 8), *range(16, 32))
ARGUMENT_GPRS = tuple(range(8))
ARGUMENT_XMMS = tuple(range(8))
RESULT_GPR, RESULT_XMM = 0, 0

# Fixed registers of exit code: the machine frame, the frame being written, its caller.
SAVED, INNER, PARENT = 21, 22, 23
