"""What a `for` loop walks with."""


def iterators(probe):
    numbers, big = [1.5, 2.5, 3.5], 1 << 70
    for container, struct in ((numbers, "_PyListIterObject"), (tuple(numbers), "_PyTupleIterObject"),
                              ("\u20ac12", "unicodeiterobject"), (b"012", "striterobject"), (bytearray(3), "bytesiterobject")):
        walk = iter(container)
        next(walk), next(walk)
        probe.expect(struct, id(walk), it_index=2, it_seq=container)
        probe.true(type(walk).__basicsize__ == probe.host.size(struct), "the size of a " + type(walk).__name__)
    walk = reversed(numbers)
    next(walk)
    probe.expect("listreviterobject", id(walk), it_index=1, it_seq=numbers)
    walk = iter(range(10, 90, 20))
    next(walk)
    probe.expect("_PyRangeIterObject", id(walk), start=30, step=20, len=3)
    numbers = range(big, big + 9, 2)
    walk = iter(numbers)
    probe.expect("longrangeiterobject", id(walk), start=id(numbers.start), step=id(numbers.step), len=id(5))
    known = {"one": 1, "two": 2}
    for walk in (iter(known), iter(known.values()), iter(known.items())):
        next(walk)
        probe.expect("dictiterobject", id(walk), di_dict=known, di_used=2, di_pos=1, len=1)
    result = probe.field("dictiterobject", id(walk), "di_result")
    probe.expect("PyObject", result, ob_type=tuple)
    probe.expect("_PyDictViewObject", id(view := known.items()), dv_dict=known)
    known = set(range(20))
    walk = iter(known)
    next(walk)
    probe.expect("setiterobject", id(walk), si_set=known, si_used=20, si_pos=1, len=19)


class _Counted:
    """A sequence by __getitem__ alone."""

    def __getitem__(self, index):
        return index

    def __len__(self):
        return 3


def wrapping_iterators(probe):
    counted = _Counted()
    walk = iter(counted)
    next(walk)
    probe.expect("seqiterobject", id(walk), it_index=1, it_seq=counted)
    backward = reversed(counted)
    next(backward)
    probe.expect("reversedobject", id(backward), index=1, seq=counted)
    call = lambda: 1
    probe.expect("calliterobject", id(walk := iter(call, "sentinel")), it_callable=call, it_sentinel="sentinel")
    inner = iter([1, 2])
    pairs = enumerate(inner, 5)
    result = probe.field("enumobject", id(pairs), "en_result")
    probe.expect("PyVarObject", result, ob_size=2, **{"ob_base.ob_type": tuple})
    probe.expect("enumobject", id(pairs), en_index=5, en_sit=inner, en_longindex=0, one=id(1))
    start = 1 << 64
    probe.expect("enumobject", id(pairs := enumerate(inner, start)), en_index=(1 << 63) - 1, en_longindex=id(start))
    both = zip(inner, backward, strict=True)
    probe.expect("zipobject", id(both), tuplesize=2, strict=1)
    pieces, result = probe.field("zipobject", id(both), "ittuple"), probe.field("zipobject", id(both), "result")
    probe.expect("PyTupleObject", pieces, ob_item=inner)
    probe.expect("PyTupleObject", result, ob_item=None)
    mapped = map(call, inner)
    probe.expect("mapobject", id(mapped), func=call)
    probe.expect("PyTupleObject", probe.field("mapobject", id(mapped), "iters"), ob_item=inner)
    probe.expect("filterobject", id(walk := filter(call, inner)), func=call, it=inner)
