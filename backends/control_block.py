"""What machine code and Python tell each other: the control block, one per process, and the table of the loops that go round. Offsets
in bytes; the same on every processor."""

CONTROL_EVENTS = 0            # how many backward jumps the interpreter has made
CONTROL_HOT = 8               # the count at which a loop is hot
CONTROL_ON_HOT = 16           # the Python functions that machine code calls
CONTROL_ON_EXIT = 24
CONTROL_ON_HOT_EXIT = 32
CONTROL_RECORDED = 40         # the frame that is being recorded, or 0
CONTROL_VERSION = 48          # the eval breaker with which traces may run
CONTROL_ON_VERSION = 56
CONTROL_ON_INSTRUCTION = 64
CONTROL_ON_TRIAL = 72
CONTROL_TRIPS = 80            # entries after which a loop on trial is judged
CONTROL_THRESHOLD = 88        # what the collector's threshold was before the hook that is under way, or 0
CONTROL_PASSES = 96           # passes of compiled loops that have been left
CONTROL_ON_LEFT = 104
CONTROL_BALLAST = 112         # memory that is set aside for need: its address, or 0
CONTROL_UNHEARD = 120         # set when a hook was not heard: an instruction may have gone by unseen
CONTROL_ON_LOOK = 128         # called for a look at what the interpreter is doing, or 0
CONTROL_ASKED = 136           # 1 while such a look is asked for and has not been had
CONTROL_ON_DEATH = 144
CONTROL_REPAYS = 152          # the count from which on a loop is going to repay its compiling
CONTROL_WARM_AT = 160         # when on_hot is called again for loops below that count (nanoseconds of the monotonic clock), or 0: always
CONTROL_HOT_AT = 168          # the same for the others
CONTROL_LOOK = 176            # hot loops' jumps until the clock is looked at again
CONTROL_COUNTED = 184         # the count of the loop for which on_hot is called
CONTROL_REFUSED = 192         # the eval breaker with which on_version has refused the last time that it was asked; NO_VERSION: it has not
CONTROL_PATIENCE = 200        # so many jumps after that it is asked again
CONTROL_UNTIL_ASKED = 204     # how many of these are left
CONTROL_STOP = 208            # the semaphore (sem_t, 32 bytes) that ends the sampling thread (pyjit/watch/sampling.py)
CONTROL_LOOK_AFTER = 240      # nanoseconds until the next look
CONTROL_THREAD = 248          # what the system calls that thread
CONTROL_INSIDE = 256          # how many machine frames have been entered that have not been left
CONTROL_SAMPLED = 264         # nanoseconds of processor time between its samples: all, and those with machine code at work
CONTROL_COMPILED = 272
CONTROL_LOOKS = 280           # how many looks there have been
CONTROL_FORCED = 284          # 1: the next one is on_look's, whatever runs
CONTROL_EVENTS_BEFORE = 288   # CONTROL_EVENTS at the last look
CONTROL_ON_CALLED = 296
CONTROL_AWAITED = 304         # the only frame of which on_instruction wants to hear for now, or 0;
CONTROL_STRAYS = 312          # how many instructions of others it need not hear of
CONTROL_CALLS = 316           # the count of calls at which a function is hot
CONTROL_HELD = 320            # traces that may still not be entered because of a recording until on_version looks after that
CONTROL_SIZE = 328
STRAYS = 2000
HELD = 100
LOOK_AFTER_MOST = 80_000_000  # nanoseconds until it is asked for again where nothing runs that could answer
LOOK = 16                     # a look at the clock takes as long as some jumps
BALLAST = 4 << 20             # bytes of it

NO_VERSION = -1               # in CONTROL_VERSION: no trace is entered

ENTRY_KEY = 0                 # the address of the loop's first instruction
ENTRY_CODE = 8                # where its trace is entered, or 0
ENTRY_COUNT = 16              # backward jumps, signed; GIVEN_UP and more: never compiled; with a trace: times that it was entered
ENTRY_RUNNING = 20            # how many machine frames have been entered here that have not been left
ENTRY_PASSES = 24             # passes that have been made since its trace is on trial, by whoever has entered and left
ENTRY_VERSION = 32            # of the loop's code object: tells it from one that had this address before
ENTRY_CALLED = 40             # of a function: its code object, or 0 (see routine_call_function)
ENTRY_SIZE = 64

KNOWN_CODE = 0                # code objects of which on_look need not hear for a while: the address,
KNOWN_VERSION = 8             # and the version
KNOWN_FRAME = 16              # the frame in which the last look has found it,
KNOWN_LONG = 24               # and the number of the look from which on it is told if it is still there
KNOWN_UNTIL = 28              # the number of the look from which on it is told in any case; NEVER
KNOWN_SIZE = 32
KNOWN_BITS = 8                # of the index of an entry
NEVER = (1 << 32) - 1
DEPTH = 6                     # frames from the innermost up that a look takes in
LONG_LOOKS = 2                # looks that find the same frame, until its run counts as long
EVENTS_BORNE = 2400           # from look to look; if there are more, on_look may want to take some away
SLOW = 40_000_000             # nanoseconds from look to look where there is nothing new

STARTED = 1                   # tells the entry of a function that the interpreter calls from that of one that compiled code calls

GIVEN_UP = 0x7F000000         # more jumps than anybody waits for

DOMAINS = 3                   # PYMEM_DOMAIN_RAW, _MEM, _OBJ (Include/cpython/pymem.h), in this order in the block of allocators
ALLOCATOR_SIZE = 40           # PyMemAllocatorEx: the context, malloc, calloc, realloc, free

TABLE_BITS = 15               # of the index of an entry
TABLE_PROBES = 4              # entries in a row that a loop may have
MULTIPLIER = 0x61C88647       # spreads addresses over the tables (Knuth, The Art of Computer Programming 3, section 6.4)
