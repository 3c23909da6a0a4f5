"""What a `for` loop walks with."""


def lists(probe):
    by_index(probe, [1.5, 2.5, 3.5], "_PyListIterObject")


def tuples(probe):
    by_index(probe, (1.5, 2.5, 3.5), "_PyTupleIterObject")


def texts(probe):
    by_index(probe, "\u20ac12", "unicodeiterobject")


def octets(probe):
    by_index(probe, b"012", "striterobject")


def changing_octets(probe):
    by_index(probe, bytearray(3), "bytesiterobject")


def by_index(probe, container, struct):
    walk = iter(container)
    next(walk), next(walk)
    probe.expect(struct, id(walk), it_index=2, it_seq=container)
    probe.size(struct, type(walk))


def lists_reversed(probe):
    numbers = [1.5, 2.5, 3.5]
    walk = reversed(numbers)
    next(walk)
    probe.expect("listreviterobject", id(walk), it_index=1, it_seq=numbers)


def ranges(probe):
    walk = iter(range(10, 90, 20))
    next(walk)
    probe.expect("_PyRangeIterObject", id(walk), start=30, step=20, len=3)


def large_ranges(probe):
    big = 1 << 70
    numbers = range(big, big + 9, 2)
    walk = iter(numbers)
    probe.expect("longrangeiterobject", id(walk), start=id(numbers.start), step=id(numbers.step), len=id(5))


def dicts(probe):
    known = {"one": 1, "two": 2}
    for walk in (iter(known), iter(known.values()), iter(known.items())):
        next(walk)
        probe.expect("dictiterobject", id(walk), di_dict=known, di_used=2, di_pos=1, len=1)
    result = probe.field("dictiterobject", id(walk), "di_result")
    probe.expect("PyObject", result, ob_type=tuple)


def views(probe):
    known = {"one": 1, "two": 2}
    probe.expect("_PyDictViewObject", id(view := known.items()), dv_dict=known)


def sets(probe):
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


def sequences(probe):
    counted = _Counted()
    walk = iter(counted)
    next(walk)
    probe.expect("seqiterobject", id(walk), it_index=1, it_seq=counted)


def sequences_reversed(probe):
    counted = _Counted()
    backward = reversed(counted)
    next(backward)
    probe.expect("reversedobject", id(backward), index=1, seq=counted)


def calls(probe):
    call = lambda: 1
    probe.expect("calliterobject", id(walk := iter(call, "sentinel")), it_callable=call, it_sentinel="sentinel")


def enumerations(probe):
    probe.size("enumobject", enumerate)
    inner = iter([1, 2])
    pairs = enumerate(inner, 5)
    result = probe.field("enumobject", id(pairs), "en_result")
    probe.expect("PyVarObject", result, ob_size=2, **{"ob_base.ob_type": tuple})
    probe.expect("enumobject", id(pairs), en_index=5, en_sit=inner, en_longindex=0, one=id(1))
    start = 1 << 64
    probe.expect("enumobject", id(pairs := enumerate(inner, start)), en_index=(1 << 63) - 1, en_longindex=id(start))


def zips(probe):
    probe.size("zipobject", zip)
    inner = iter([1, 2])
    both = zip(inner, iter([3, 4]), strict=True)
    probe.expect("zipobject", id(both), tuplesize=2, strict=1)
    pieces, result = probe.field("zipobject", id(both), "ittuple"), probe.field("zipobject", id(both), "result")
    probe.expect("PyTupleObject", pieces, ob_item=inner)
    probe.expect("PyTupleObject", result, ob_item=None)


def maps(probe):
    call, inner = lambda: 1, iter([1, 2])
    mapped = map(call, inner)
    probe.expect("mapobject", id(mapped), func=call)
    probe.expect("PyTupleObject", probe.field("mapobject", id(mapped), "iters"), ob_item=inner)


def filters(probe):
    call, inner = lambda: 1, iter([1, 2])
    probe.expect("filterobject", id(walk := filter(call, inner)), func=call, it=inner)
