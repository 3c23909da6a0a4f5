"""What belongs to a trace that is out of use, and to a code object that has died, is given back and used again: code memory, the ids of
exits, what pyjit has noted, and the constants that only the trace still holds.

When may it be? Whoever is in a trace runs in a machine frame, on the C stack of some thread or greenlet, which the entry counts by
which it came in (ENTRY_RUNNING), until it is past the last instruction of an exit. A machine frame stays among the traces of one code
object, that of the frame which it works for. So while all entries of a code object count none, nobody is in any of its traces, no
return address leads into them, and into those that are out of use nobody comes. A dead code object has no frames, and so none either."""
from time import process_time

from pyjit.compile.retire import retire

SHOWN = 64          # traces of a code object that are no more, of which explain() tells
PAID = 20           # times as long as it took to make a trace, it must have been in use, and its loop at work, not to count as lost
LOSSES = 8          # so many losses of a loop double what it takes until it is compiled again
LONGEST = 1 << 30


class Recycling:
    """Traces that are out of use and wait until nobody is in them. runtime: the Runtime whose books it keeps."""

    def __init__(self, runtime):
        self.runtime, self.machine, self.waiting = runtime, runtime.machine, {}

    def retire(self, trace):
        """Put a trace out of use, and what goes with it. What is lost again and again before it has paid is compiled again, but each time
        it takes longer until then."""
        now = process_time()
        for lost in retire(trace, self.machine):
            lost.facts.retired.append(lost)
            self.waiting[lost] = None
            paid = has_paid(lost, now)
            exit = lost.parent
            if exit is not None and not paid:
                self.delay_exit(exit)
            elif exit is not None:
                exit.losses = 0
                self.machine.count(exit, self.runtime.options.bridge)
            elif paid:
                lost.facts.losses.pop(lost.offset, None)
            else:
                self.delay(lost.facts, lost.offset, 1)

    @staticmethod
    def delay(facts, header, losses):
        """A loop has had so many losses more."""
        facts.losses[header] = losses = facts.losses.get(header, 0) + losses
        facts.waits[header] = min(1 << losses // LOSSES, LONGEST) - 1

    def delay_exit(self, exit):
        """The next bridge of an exit takes twice as long to come as the last one."""
        limit = self.runtime.options.bridge
        if limit << exit.losses + 1 < LONGEST:
            exit.losses += 1
        self.machine.count(exit, limit << exit.losses)

    def no_room(self, recording):
        """There is no room for what was recorded: it is tried again, at growing intervals."""
        if recording.exit is not None:
            self.delay_exit(recording.exit)
        else:
            self.delay(recording.facts, recording.start, LOSSES)

    def collect(self):
        """Free what nobody can be in any more, unless a hook is at work that may know of it, or a listing is to show it."""
        if not self.waiting or not self.runtime.is_outermost() or self.machine.options.listing or self.machine.memory.sealed:
            return
        running = {}
        for trace in [*self.waiting]:
            facts = trace.facts
            if facts not in running:
                running[facts] = facts.code is not None and self.machine.is_running(facts.entries)
            if not running[facts]:
                del self.waiting[trace]
                self.free(trace)

    def free(self, trace):
        """Nothing of a trace is left but a few numbers, for explain()."""
        runtime, facts = self.runtime, trace.facts
        runtime.past.enter(trace, self.machine)
        self.machine.free(trace)
        runtime.traces.pop(trace, None)
        for const in trace.constants:
            if const.is_mortal:
                const.held.traces.pop(trace, None)
                runtime.mortals.release(const.held)
        trace.let_go()
        runtime.room_is_made()
        del facts.retired[:-SHOWN if facts.code is not None else None]   # of dead code nobody asks


def has_paid(trace, now):
    """Has a trace been worth its making?"""
    root = trace.root()
    return now - trace.born >= PAID * trace.seconds and (root.trial is None or root.trial.saved() >= PAID * root.seconds)
