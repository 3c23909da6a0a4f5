"""What pyjit keeps about one code object: its decoded bytecode, where its code and frames lie, its loops, what became of them."""

from pyjit.backends.control_block import STARTED

FIELDS = 2
LOSING = 4      # traces of a loop that were lost before they had paid: by now nobody expects that it repays its compiling


class CodeFacts:
    """One code object.

    code: the object, which is not kept alive: None when it is dead; id, version: its address, and what tells it from others that have
    had that address; address: of its first instruction; name, filename; nlocalsplus: locals, cells and free variables; framesize: of
    its frames, in bytes; bytecode: decoded on first use; labels: {header offset: [Label, ...]}; traces: those in use; retired: the last
    of those that no longer are; refusals: {offset: Reason}; inlinable: None, or the Reason why calls of it are not followed ("" if they
    are); whole_calls: {offset: (name, Reason)} of functions that are called there and not followed; effects: it is known to do more
    than to compute its result; not_resumed: can no recording go on in a generator of this code? is_called: has compiled code a way of
    its own to call it? is_started: has the interpreter called it often? reversals_fail: no slice of a list is to be reversed in its
    place.

    A range iterator that a `for` has on the stack is a number of fields, which traces carry as they do locals: behind the
    locals' indices come FIELDS for each place on the stack where a loop may have its iterator."""

    def __init__(self, host, code, watch):
        self.host, self._watch = host, watch
        self.id, self.name, self.filename, self._lines = id(code), code.co_qualname, code.co_filename, None
        self.version = host.peek.u32(id(code) + host.offset("PyCodeObject.co_version"))
        self.address = id(code) + host.offset("PyCodeObject.co_code_adaptive")
        self.nlocalsplus = host.peek.i32(id(code) + host.offset("PyCodeObject.co_nlocalsplus"))
        self.framesize = 8 * host.peek.i32(id(code) + host.offset("PyCodeObject.co_framesize"))
        self._bytecode = self._fields = None
        self.labels, self.traces, self.retired, self.refusals, self.inlinable = {}, [], [], {}, None
        self.whole_calls, self.is_called, self.is_started = {}, False, False
        self.effects = self.reversals_fail = self.not_resumed = False
        self.entries = set()  # addresses of the entries by which traces have been entered
        self.failures = {}    # header offset -> recordings that came to nothing
        self.wanted = {}      # header offset -> recordings that have run into it and found no loop
        self.losses = {}      # header offset -> traces that were lost again, or entered no longer, before they had paid
        self.waits = {}       # header offset -> how many times over the loop must be hot before it is recorded again

    @property
    def code(self):
        return self._watch()

    def keys(self, offset):
        """What the machine knows a loop by, or, at the offset of its start, a function: the interpreter's calls, and those of compiled code."""
        return [self.address + offset] + [self.address + offset - STARTED] * (offset & STARTED)

    def is_entered(self):
        """Is there a loop that is entered where it runs compiled, or on trial in the interpreter?"""
        roots = [trace for trace in self.traces if trace.root() is trace]     # (a bridge's own loop is entered by way of its root alone)
        return any(trace.kind == "loop" if trace.trial is None else not trace.trial.suspended or trace.trial.raced is not None
                   for trace in roots)

    def is_losing(self, header):
        """Were the last traces of a loop lost before they had paid? (What was lost once or twice is compiled again at once.)"""
        return self.losses.get(header, 0) >= LOSING

    @property
    def fields(self):
        """How many indices of fields there are."""
        if self._fields is None:
            self._fields = FIELDS * self.bytecode.iterators_depth()
        return self._fields

    def field(self, depth, which):
        """The index of a field."""
        return self.nlocalsplus + FIELDS * depth + which

    def field_at(self, index):
        """(depth, which) of a field's index."""
        return divmod(index - self.nlocalsplus, FIELDS)

    @property
    def bytecode(self):
        if self._bytecode is None:
            first = []
            self._bytecode = self.host.decode(self.code)
            self._lines = tuple(self.code.co_lines())   # to tell of it when it is dead
            self.host.set_aside(first)
        return self._bytecode

    def line(self, offset):
        """The source line of a bytecode offset."""
        for start, end, line in self.lines():
            if start <= offset < end:
                return line
        return None

    def loop_line(self, offset):
        """The line of a place; of a loop's start, that of the loop: the interpreter has the condition of a `while` at its end, and such a
        loop begins with its body."""
        lines = [self.line(at) for at in (offset, *(jump.offset for jump in self.bytecode.loops if jump.target == offset))]
        return min((line for line in lines if line is not None), default=None)

    def new_line(self, before, offset):
        """The line that begins at an offset for who comes from the instruction at `before`, if it is another one: a tool that
        listens to lines since then has to be told of it. None, too, where the exception of such a tool would be caught by
        another handler than where traces are entered: there it would not be found."""
        line = self.line(offset)
        entered = *self.bytecode.loop_headers, *[self.bytecode.begins] * self.is_started
        handlers = {self.bytecode.handler_at(place) for place in (offset, *entered)}
        return line if len(handlers) == 1 and line != self.line(before) else None

    def lines(self):
        """(start, end, source line) of its bytecode, piece by piece."""
        return self._lines or tuple(self.code.co_lines())

    def place(self, offset):
        """ "file:line" of a bytecode offset, for people."""
        return "%s:%s" % (self.filename, self.line(offset))
