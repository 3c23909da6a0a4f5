"""What pyjit keeps about one code object: its decoded bytecode, where its code and frames lie, its loops, what became of them."""

FIELDS = 2


class CodeFacts:
    """One code object.

    code; address: of its first instruction; nlocalsplus: locals, cells and free variables; framesize: of its frames, in bytes;
    bytecode: decoded on first use; labels: {header offset: [Label, ...]}; traces: what was compiled; refusals: {offset: reason};
    inlinable: None, or why calls of it are not followed; effects: it is known to do more than to compute its result;
    reversals_fail: no slice of a list is to be reversed in its place.

    A range iterator that a `for` has on the stack is a number of fields, which traces carry as they do locals: behind the
    locals' indices come FIELDS for each place on the stack where a loop may have its iterator."""

    def __init__(self, host, code):
        self.host, self.code = host, code
        self.address = id(code) + host.offset("PyCodeObject.co_code_adaptive")
        self.nlocalsplus = host.peek.i32(id(code) + host.offset("PyCodeObject.co_nlocalsplus"))
        self.framesize = 8 * host.peek.i32(id(code) + host.offset("PyCodeObject.co_framesize"))
        self._bytecode = self._fields = None
        self.labels, self.traces, self.refusals, self.inlinable = {}, [], {}, None
        self.effects = self.reversals_fail = False
        self.entries = {}     # header offset -> address of the code that the interpreter enters
        self.failures = {}    # header offset -> recordings that came to nothing
        self.wanted = {}      # header offset -> recordings that have run into it and found no loop

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
            self.host.set_aside(first)
        return self._bytecode

    def line(self, offset):
        """The source line of a bytecode offset."""
        for start, end, line in self.code.co_lines():
            if start <= offset < end:
                return line
        return None

    def new_line(self, before, offset):
        """The line that begins at an offset for who comes from the instruction at `before`, if it is another one: a tool that
        listens to lines since then has to be told of it. None, too, where the exception of such a tool would be caught by
        another handler than at the loops' starts: there it would not be found."""
        line = self.line(offset)
        handlers = {self.bytecode.handler_at(place) for place in (offset, *self.bytecode.loop_headers)}
        return line if len(handlers) == 1 and line != self.line(before) else None

    def place(self, offset):
        """ "file:line" of a bytecode offset, for people."""
        return "%s:%s" % (self.code.co_filename, self.line(offset))
