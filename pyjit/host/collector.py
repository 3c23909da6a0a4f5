"""Keeps pyjit's own modules, functions and classes out of the garbage collector's way: they live as long as the process, and a
program whose collections walk through them all is slower for nothing."""
import _thread

MANY = 1 << 14   # more objects than any of pyjit's parts makes
_ring = []       # the address of the head of the list that they are in


def set_aside(host, first):
    """Take the containers that were made since `first`, a list that was new then, from the collector's youngest generation into a list
    of their own. No collection may have begun meanwhile, and no other thread may be there: then nothing is done.

    Every tracked object is in a list of a generation, between its neighbours; one that dies leaves the list that it is in. The
    collector looks for garbage only in the lists of its generations. (Python/gc.c, gc_list_append, _PyObject_GC_UNTRACK)"""
    words, at_next, at_previous = host.words, host.offset("PyGC_Head._gc_next"), host.offset("PyGC_Head._gc_prev")
    size, last = host.size("PyGC_Head"), []
    if not _ring:
        # The C library's memory: it outlives the interpreter, in whose last moments the objects die.
        _ring.append(host.capi.function("PyMem_RawCalloc", "address", "ssize", "ssize")(1, size))
        words[_ring[0] + at_next >> 3] = words[_ring[0] + at_previous >> 3] = _ring[0]
    ring, begin, end = _ring[0], id(first) - size, id(last) - size
    node = words[begin + at_next >> 3]
    if node == end or _thread._count():
        return
    for _ in range(MANY):
        if node == end or node == begin:
            break
        node = words[node + at_next >> 3]
    if node != end:
        return
    # From here on nothing is called, and no loop goes round: the interpreter begins no collection, for which it may have been asked.
    oldest, newest, following = words[begin + at_next >> 3], words[end + at_previous >> 3] & ~3, words[ring + at_previous >> 3]
    words[begin + at_next >> 3] = end
    words[end + at_previous >> 3] = begin | words[end + at_previous >> 3] & 3          # two bits are flags
    words[following + at_next >> 3] = oldest
    words[oldest + at_previous >> 3] = following | words[oldest + at_previous >> 3] & 3
    words[newest + at_next >> 3] = ring
    words[ring + at_previous >> 3] = newest
