"""Where memory is refused, a compiled loop raises MemoryError as the interpreter does, and loses and leaves behind nothing.

CPython's own test hooks (_testcapi) refuse every allocation after a number of them, or some of them; a limit of the system refuses
large ones. The programs keep what they make, so that each of them is refused memory sooner or later, stock and jitted."""
import importlib.util

import pytest
from user.processes import python

NEEDS_HOOKS = pytest.mark.skipif(importlib.util.find_spec("_testcapi") is None, reason="CPython's own means of refusing memory is not installed")

PROGRAMS = """
class Slots:
    __slots__ = ("x", "n")
class Plain:
    def __init__(self, x, n):
        self.x, self.n = x, n
    def __repr__(self):
        return repr((self.x, self.n))
def add(a, b):
    return a + b
def pair(a, b):
    return b, a
def looping(a):
    t = 0.0
    for k in range(3): t += a
    return t
def deep(k, x):
    return deep(k - 1, x + 1.0) + 1.0 if k else x
def collecting(*args, **names):
    return args, names
def in_cells(x, y, *rest):
    z = x
    if y is None: return lambda: (x, y, z, rest)
    return y

def tuples(n, keep):
    x = 0.5
    for i in range(n):
        x = x + 1.0
        keep((x, i + 1000))
def floats(n, keep):
    for i in range(n): keep(i * 0.5)
def ints(n, keep):
    for i in range(n): keep(i * 1000000007)
def negative_ints(n, keep):
    for i in range(n): keep(i * -10**16 - 10**17)
def items(n, keep):
    floats, ints = [0.5] * 16, [1000] * 16
    for i in range(n):
        floats[i & 15], ints[i & 15] = i * 0.25, i * 4000000000
        keep(floats[i & 15]); keep(ints[i & 15])
def entries(n, keep):
    table = {}
    for i in range(n):
        table[i & 31] = i * 0.5
        keep(table[i & 31])
def new_entries(n, keep):
    table = {}
    for i in range(n):
        table[i + 1000] = i * 0.5
        keep(i * 0.5)
def slots(n, keep):
    p = Slots()
    p.x, p.n = 0.5, 1000
    for i in range(n):
        p.x += 0.5
        p.n += 1000
        keep((p.x, p.n))
def attributes(n, keep):
    p = Plain(0.5, 1000)
    for i in range(n):
        p.x += 0.5
        p.n += 1000
        keep(p.x); keep(p.n)
def instances(n, keep):
    for i in range(n): keep(Plain(i * 0.5, i * 1000))
def carried(n, keep):
    p = Plain(0.5, 1000)
    for i in range(n):
        p = Plain(p.x + 0.5, p.n + 1000)
        q = p, p.x, mark
        if i & 3 == 3: keep(q)
def complexes(n, keep):
    z = 0.5j
    for i in range(n):
        z = z * 0.5 + i
        keep((z, z.real + 1000.0))
def inlined(n, keep):
    x, y = 0.5, 1000
    for i in range(n):
        x, y = add(x, 1.0), add(y, 1000)
        keep(x); keep(pair(y, x))
def called(n, keep):
    for i in range(n): keep(looping(i * 0.5))
def recursive(n, keep):
    for i in range(n): keep(deep(i & 7, i * 1.0))
def texts(n, keep):
    x = 0.5
    for i in range(n):
        x += 1.0
        keep(f"{i}:{x}:{i * 1000!r}:{x:.3f}")
def appended(n, keep):
    a, b = "", "\\xe9"
    for i in range(n):
        a += "x" * (i & 63)
        b = b + f"{i},"
        if i & 7 == 7:
            keep(a); keep(b)
            b += a[-3:]
def grown(n, keep):
    for i in range(n): keep([j * 0.5 for j in range(i & 15)])
def swapped(n, keep):
    a, b = 0.5, 1000.5
    for i in range(n):
        a, b = b, a + 1.0
        keep(a)
def spread(n, keep):
    for i in range(n): keep(collecting(mark, i * 0.5, a=mark, b=i * 1000))
def cells(n, keep):
    for i in range(n): keep(in_cells(mark, i * 0.5, mark, i * 1000))
def sets(n, keep):
    for i in range(n): keep(sorted({i * 1000, i * 0.5 + 0.25, i * 1000 + 1}))
def marked(n, keep):
    for i in range(n):
        keep((mark, i * 0.5))
        keep([mark, i * 1000, mark])
        keep(len({mark, i * 0.5}) + 1000)
        keep(len({mark, i * 0.5 + 0.25, 1, 2, 3, i + 1000, i + 2000, i + 3000, str(i)}) + 1000)
def slices(n, keep):
    base = list(range(2000, 2100))
    for i in range(n): keep(base[i & 31:(i & 31) + 5:2])
def large(n, keep):
    x = 1 << 70
    for i in range(n):
        x = x * 3 + i * 1000 & (1 << 200) - 1
        keep(x)
def branches(n, keep):
    x = 0.5
    for i in range(n):
        x = x + 1.0 if i % 7 else x * 1.5
        if i % 11 == 3: x -= 1000.0
        keep(x)
def nested(n, keep):
    for i in range(n // 10):
        t = 0.5
        for j in range(10):
            t += i * 0.5
            keep(t)
def raising(n, keep):
    for i in range(n):
        try:
            keep(i * 0.5)
            [][i]
        except IndexError:
            keep(i * 1000)
"""

REFUSED = PROGRAMS + """
import _testcapi, gc, sys
mark = object()
programs = [f for f in list(globals().values()) if getattr(f, "__code__", None) and f.__code__.co_varnames[:2] == ("n", "keep")]
def attempt(f, after, stop):
    kept = []
    _testcapi.set_nomemory(after, stop)
    try:
        f(120, kept.append)
    except MemoryError:
        _testcapi.remove_mem_hooks()
        return "MemoryError", kept
    finally:
        _testcapi.remove_mem_hooks()
    return "all of it", kept
if len(sys.argv) > 1:
    import pyjit
    assert pyjit.enable(hot=2, bridge=1, compile_share=1)
for f in programs:
    whole = []
    f(120, whole.append)
    whole = repr(whole)
    for warm in range(int(sys.argv[-1])): f(120, [].append)
    for some in (0, 2):
        for after in (0, 1, 2, 3, 5, 13, 34, 89):
            count = sys.getrefcount(mark)
            outcome, kept = attempt(f, after, some and after + some)
            good = whole.startswith(repr(kept)[:-1])
            del kept
            gc.collect()
            print(f.__name__, after, some, outcome if not some else "", good, sys.getrefcount(mark) == count)
            again = []
            f(120, again.append)
            assert repr(again) == whole
            del again
if len(sys.argv) > 2:
    print(pyjit.stats()["faults"], pyjit.stats()["traces"] > len(programs) // 2, file=sys.stderr)
"""


@NEEDS_HOOKS
@pytest.mark.parametrize("warm", ("0", "3"), ids=("while it is compiled", "when it is compiled"))
def test_a_loop_that_is_refused_memory_raises_memory_error_as_ever(warm):
    stock, jitted = python("-c", REFUSED, warm, PYJIT=None), python("-c", REFUSED, "jitted", warm, PYJIT=None)
    assert stock.code == jitted.code == 0, (stock, jitted)
    assert "False" not in stock.out and "MemoryError" in stock.out
    assert (jitted.out, jitted.err) == (stock.out, "{} True\n")


CAUGHT = """
import _testcapi, sys
def halves(n, keep, after):
    for i in range(n):
        try:
            keep(i * 0.5)
        except MemoryError:
            _testcapi.remove_mem_hooks()
            keep("caught")
        if i == 100:
            _testcapi.set_nomemory(after)
if len(sys.argv) > 1:
    import pyjit
    assert pyjit.enable(hot=2, bridge=1, compile_share=1)
for after in (0, 1, 2, 3, 5, 10, 50):
    kept = []
    halves(200, kept.append, after)
    assert [x for x in kept if x != "caught"] == [i * 0.5 for i in range(200) if kept[i] != "caught"], kept
    print(after, kept.count("caught"))
"""


@NEEDS_HOOKS
def test_memory_error_is_raised_where_the_loop_catches_it():
    stock, jitted = python("-c", CAUGHT, PYJIT=None), python("-c", CAUGHT, "jitted", PYJIT=None)
    assert (stock.code, stock.out.count(" 1\n")) == (0, 7)
    assert jitted == stock


APPENDING = """
import _testcapi, sys
def grow(n, after, out):
    a = "a"
    for i in range(n):
        try:
            a += "0123456789abcdef"
        except MemoryError:
            _testcapi.remove_mem_hooks()
            out.append(sorted(locals()))
            a = str(i)
        if i == 100:
            _testcapi.set_nomemory(after, after + 2)
    _testcapi.remove_mem_hooks()
    return a
def tail(a):
    a = a * 2
    a += "0123456789abcdef"
    return a
def grow_in_a_call(n, after, out):
    for i in range(n):
        try:
            a = tail("abc")
        except MemoryError as error:
            _testcapi.remove_mem_hooks()
            trace = error.__traceback__ and error.__traceback__.tb_next
            out.append(trace and (trace.tb_lineno, sorted(trace.tb_frame.f_locals)))
        if i == 100:
            _testcapi.set_nomemory(after, after + 2)
    _testcapi.remove_mem_hooks()
    return a
if len(sys.argv) > 1:
    import pyjit
    assert pyjit.enable(hot=2, bridge=1, compile_share=1)
for f in grow, grow_in_a_call:
    for warm in range(5): f(200, 1 << 30, [])
    for after in range(12):
        out = []
        a = f(200, after, out)
        print(f.__name__, out)
"""


LINE_OF_REPEAT = APPENDING[:APPENDING.index("    a = a * 2")].count("\n") + 1


@NEEDS_HOOKS
def test_a_local_whose_str_cannot_grow_is_unbound_as_ever():
    (stock, _), (jitted, in_a_call) = (kinds(python("-c", APPENDING, *more, PYJIT=None)) for more in ((), ("jitted",)))
    assert stock == jitted == {"[['after', 'i', 'n', 'out']]"}
    assert in_a_call == {"[(%d, ['a'])]" % LINE_OF_REPEAT, "[(%d, [])]" % (LINE_OF_REPEAT + 1)}   # refused there, or where it grows


def kinds(process):
    """What the lines of each of the two programs say."""
    assert process.code == 0, process
    found = {"grow": set(), "grow_in_a_call": set()}
    for line in process.out.splitlines():
        name, _, outcome = line.partition(" ")
        found[name].add(outcome)
    return found["grow"], found["grow_in_a_call"]


LIMITED = """
import resource, sys
def pairs(n, kept):
    x = 0.5
    for i in range(n):
        x = x + 1.0
        kept.append((x, i + 1000))
def floats(n, kept):
    for i in range(n): kept.append(i * 0.5)
def attempt(f, n, kept):
    resource.setrlimit(resource.RLIMIT_AS, (limit, -1))
    try:
        f(n, kept)
    except MemoryError:
        resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
        return "MemoryError"
    resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
    return "all of it"
if len(sys.argv) > 1:
    import pyjit
    assert pyjit.enable(hot=50, bridge=10, compile_share=1)
limit = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize() + (40 << 20)
for f, item in (pairs, lambda i: (i + 1.5, i + 1000)), (floats, lambda i: i * 0.5):
    for n in (1000, 10**8, 1000, 10**8):
        kept = []
        print(f.__name__, attempt(f, n, kept), len(kept) >= 1000, all(x == item(i) for i, x in enumerate(kept)))
        del kept
if len(sys.argv) > 1:
    print(pyjit.stats()["faults"], pyjit.stats()["traces"] > 1, file=sys.stderr)
"""


def test_a_loop_that_fills_what_memory_the_system_allows_ends_as_ever():
    stock, jitted = python("-c", LIMITED, PYJIT=None), python("-c", LIMITED, "jitted", PYJIT=None)
    assert stock.code == jitted.code == 0, (stock, jitted)
    assert "MemoryError True True" in stock.out and "all of it True True" in stock.out and "False" not in stock.out
    assert (jitted.out, jitted.err) == (stock.out, "{} True\n")
