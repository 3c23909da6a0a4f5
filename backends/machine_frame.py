"""The machine frame that a trace tree shares: what lies where above the stack pointer, in bytes. The same on every processor."""

ARGUMENTS = 0               # a C call's argument array (vectorcall)
ARGUMENT_SLOTS = 40
KEPT_BREAKER = 320          # the eval breaker as it was at entry
EXIT_ID = 328               # the exit being taken
KEPT = 336                  # one word that an exit keeps across a call
SCRATCH = 344               # one word for the JUMP callback, and for an exception that stands aside
PROTECTED = 352             # the list of what an exit holds until its end, or NULL: words that are offsets in here or addresses; 0
PASSES = 360                # passes of loops since the trace tree was entered
INNERMOST = 368             # the frame that an exit has written last, when it is checked
ENTRY = 376                 # the entry of the loop by which the trace tree was entered
GPRS = 384                  # an exit's copy of the general registers, by number
XMMS = 512                  # an exit's copy of the float registers, by number
SPILLS = 640                # the allocator's slots
SPILL_SLOTS = 160
RAISED = SPILLS + 8 * SPILL_SLOTS    # an exception that an exit has made, and behind it the one that was handled before
SIZE = RAISED + 16

# Where a value can be, as one number: below XMM a general register, below SLOT a float register, from there on a slot.
XMM, SLOT = 32, 64
