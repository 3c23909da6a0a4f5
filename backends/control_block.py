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
CONTROL_ON_ROUND = 128        # called every 65,536 backward jumps as long as CONTROL_REST is 0
CONTROL_REST = 136            # the code that lets loops rest, or 0
CONTROL_ON_DEATH = 144
CONTROL_REPAYS = 152          # the count from which on a loop is going to repay its compiling
CONTROL_WARM_AT = 160         # when on_hot is called again for loops below that count (nanoseconds of the monotonic clock), or 0: always
CONTROL_HOT_AT = 168          # the same for the others
CONTROL_LOOK = 176            # hot loops' jumps until the clock is looked at again
CONTROL_COUNTED = 184         # the count of the loop for which on_hot is called
CONTROL_REFUSED = 192         # the eval breaker with which on_version has refused the last time that it was asked; NO_VERSION: it has not
CONTROL_PATIENCE = 200        # so many jumps after that it is asked again
CONTROL_UNTIL_ASKED = 204     # how many of these are left
CONTROL_SIZE = 208
LOOK = 16                     # a look at the clock takes as long as some jumps
BALLAST = 4 << 20             # bytes of it

NO_VERSION = -1               # in CONTROL_VERSION: no trace is entered

ENTRY_KEY = 0                 # the address of the loop's first instruction
ENTRY_CODE = 8                # where its trace is entered, or 0
ENTRY_COUNT = 16              # backward jumps; with a trace: times that it was entered
ENTRY_EPOCH = 20              # when the count was halved last
ENTRY_LEFT = 24               # passes that a new trace has to go in its trial
ENTRY_STATE = 32              # for loops that rest (see x86_64/resting.py): one of the STATE_s
ENTRY_PASSES = 36             # that have been seen since it last rested or was woken
ENTRY_USUAL = 40              # how many passes it usually has; at first: where it seemed to end
ENTRY_LOOKS = 44              # in vain since it last rested
ENTRY_TURN = 48               # how often it has been run
ENTRY_RESTING = 52            # 1 while it rests
ENTRY_VERSION = 56            # of the loop's code object: tells it from one that had this address before
ENTRY_RUNNING = 60            # how many machine frames have been entered here that have not been left
ENTRY_SIZE = 64

STATE_AWAKE, STATE_RESTS = 1, 2   # it never rests; it may rest (0: not known yet)

# Where loops that are merely counted have their count, many to a cache line: those that never rest, in code without a record.
CELL_TAG = 0                  # the low half of the address of the loop's first instruction, mixed with the version of its code object
CELL_COUNT = 4                # 16 bits each: backward jumps; when they were halved last
CELL_EPOCH = 6
CELL_SIZE = 8
CELL_BITS = 14                # of the index of a cell
CELL_MOST = 1 << 16           # beyond what a cell can count

REST_COUNT = 0                # the record of a code object: how many jumps it names
REST_CLOSED = 4               # 1: the code is part of a trace, and no loop of it may rest any more
REST_ITEMS = 8                # the jumps, REST_ITEM bytes each:
REST_JUMP, REST_ENTRY, REST_HEADER = 0, 8, 16   # its address, its loop's entry, the address of its loop's first instruction
REST_ITEM, REST_MOST = 24, 6
REST_SIZE = REST_ITEMS + REST_MOST * REST_ITEM

# What rests walks over: a byte for each opcode, 1 if it may begin a `for` loop; then rows, up to one whose type is 0.
KINDS_AT = 256
KIND_TYPE, KIND_PLACE = 0, 8  # the type of iterator; where in it the number of things is that are left, or that are done with if
KIND_SEQUENCE, KIND_SIZE = 16, 24   # this is not 0: where it has the sequence, and the place of that one's size
KIND_ROW = 32
WRAPS = 1                     # as KIND_SEQUENCE: at KIND_PLACE is another iterator, which tells

DOMAINS = 3                   # PYMEM_DOMAIN_RAW, _MEM, _OBJ (Include/cpython/pymem.h), in this order in the block of allocators
ALLOCATOR_SIZE = 40           # PyMemAllocatorEx: the context, malloc, calloc, realloc, free

TABLE_BITS = 15               # of the index of an entry
TABLE_PROBES = 4              # entries in a row that a loop may have
MULTIPLIER = 0x61C88647       # spreads addresses over the table (Knuth, The Art of Computer Programming 3, section 6.4)
OVER = 1 << 30                # set in ENTRY_COUNT when a new trace has had all passes of its trial
EPOCH_BITS = 16               # counts are halved every 65,536 backward jumps of the whole program
