"""The growth table: what an operation on a large object costs, wherever that object lives.

A row is a type, an operation and a place. Its program does the operation some hundred times on a small and on a large object, and
prints the processor time of both. Where the interpreter takes as long for the large one, compiled code must, too."""
import textwrap

PASSES = 300
SMALL = PASSES + 100      # what gets smaller has something left at the end
ENOUGH = {"jitted": 0.0, "default": 0.1}    # seconds of runs after which the loop is compiled, by the mode of the worker

# type: (how an object of a size is made, the large size)
TYPES = {
    "str": ("'x' * size", 1 << 16),
    "latin str": ("'\\xe9' * size", 1 << 16),
    "wide str": ("'\\u20ac' * size", 1 << 15),
    "bytes": ("b'x' * size", 1 << 16),
    "bytearray": ("bytearray(size)", 1 << 16),
    "int": ("1 << 8 * size", 1 << 16),
    "list": ("[None] * size", 1 << 13),
    "tuple": ("(None,) * size", 1 << 13),
    "dict": ("dict.fromkeys(range(size))", 1 << 13),
    "set": ("set(range(size))", 1 << 13),
    "frozenset": ("frozenset(range(size))", 1 << 13),
    "range": ("range(size)", 1 << 40),
    "deque": ("collections.deque([None] * size)", 1 << 14),
    "array": ("array.array('q', [0]) * size", 1 << 14),
    "memoryview": ("memoryview(bytearray(size))", 1 << 16),
    "StringIO": ("grown(io.StringIO(), 'x' * size)", 1 << 16),
    "Counter": ("collections.Counter(range(size))", 1 << 13),
    "OrderedDict": ("collections.OrderedDict.fromkeys(range(size))", 1 << 13),
    "defaultdict": ("collections.defaultdict(int, dict.fromkeys(range(size), 0))", 1 << 13),
}

TEXT = """
    {x} += 'x'
    {x} = {x} + 'x'
    {x} += str(i)
    {x} += chr(i & 127)
    {x} = {x} + str(i) + 'x'
    {x} = ({x} + str(i)) + 'x'
    {x} = {x} + (str(i) + 'x')
    {x} += f'{{i}}'
    {x} += f'{{i}},' + 'x'
    {x} += '%d' % i
    {x} += 'x' if i & 1 else 'yy'
    {x} += {x}[-1]
    {x} += {x}[i]
    {x} += ''
    {x} += '\\xe9'
    {x} = f'{{{x}}}x'
    {x} = f'{{{x}}}'
    {x} = 'x' + {x}
    {x} = ''.join(({x}, 'x'))
    {x} = '%sx' % {x}
    {x} = {x}[1:]
    {x} = {x}[:-1]
    {x} = {x}[:]
    {x} = {x}[0:len({x})]
    {x} = str({x})
    {x} = {x}.strip()
    {x} = {x}.replace('q', 'r')
    {x} = {x}.removeprefix('q')
    {x} *= 1
    y = {x}; {x} += 'x'
    y = {x} + 'x'; {x} = y
    y = {x} + 'x'; y += 'x'; {x} = y
    y = {x}; y += 'x'; {x} = y
    y = {x}; {x} = ''; y += 'x'; {x} = y
    y = {x}; {x} = None; y += 'x'; y += str(i); {x} = y
    y, {x} = {x}, ''; y += 'x'; {x} = y
    y = [{x}]; {x} = ''; {x} = y.pop() + 'x'
    y = [{x}]; {x} = ''; z = y.pop(); z += 'x'; {x} = z
    {x} == {x}
    {x} == 'x'
    {x} < 'w'
    {x}[i]
    {x}[2:5]
    len({x})
    'x' in {x}
    {x}.startswith('x')
    {x}.endswith('x')
    {x}.find('x')
    {x}.isascii()
    hash({x})
    bool({x})
    if {x}: pass
    if not {x}: pass
    iter({x})
    next(iter({x}))
    for c in {x}: break
    d = {{{x}: 1}}
    y = ({x}, i)
    y = [{x}, i]
    type({x})
    isinstance({x}, str)
"""

OCTETS = """
    {x} += b'x'
    {x} = {x} + b'x'
    {x} = b'x' + {x}
    {x} *= 1
    {x}[i]
    {x}[2:5]
    {x} = {x}[1:]
    {x} = {x}[:]
    {x} = {x}.strip()
    {x} = b''.join(({x}, b'x'))
    {x} = bytes({x})
    len({x})
    b'x' in {x}
    120 in {x}
    {x}.startswith(b'x')
    {x}.find(b'x')
    {x} == {x}
    {x} < b'a'
    if {x}: pass
    for c in {x}: break
    memoryview({x})
    memoryview({x})[1:]
"""

OPERATIONS = {
    "str": TEXT,
    "latin str": "{x} += 'x'\n{x} += '\\xe9'\n{x} += chr(i & 127)\n{x} += chr(128 + (i & 127))\n{x}[i]\nfor c in {x}: break",
    "wide str": "{x} += 'x'\n{x} += '\\u20ac'\n{x} += chr(8000 + i)\n{x}[i]\nfor c in {x}: break",
    "bytes": OCTETS + "hash({x})\n",
    "bytearray": OCTETS + """
    {x}.append(i & 127)
    {x}.extend(b'xy')
    {x} += bytes((i & 127,))
    {x} += bytearray(b'x')
    {x} += {x}[:1]
    {x}.pop()
    {x}.pop(0)
    {x}.insert(0, 1)
    {x}.insert(len({x}), 1)
    {x}[i] = 1
    {x}[-1:] = b'xy'
    {x}[:1] = b''
    {x}[:1] = b'xy'
    {x}[len({x}):] = b'x'
    del {x}[:1]
    del {x}[-1]
    del {x}[0]
    {x} = bytearray({x})
    y = {x}; y += b'x'
    """,
    "int": """
    {x} += 1
    {x} += i
    {x} = {x} + 1
    {x} = 1 + {x}
    {x} -= 1
    {x} *= 3
    {x} = -{x}
    {x} <<= 1
    {x} >>= 1
    {x} |= 1
    {x} &= -2
    {x} ^= 1
    {x} & 1
    {x} = {x} // 1
    {x} % 3
    {x} == 5
    {x} > 5
    {x} == {x}
    {x}.bit_length()
    if {x}: pass
    y = {x}; y += 1
    y = {x}; {x} = 0; y += 1; {x} = y
    {x} + 1.0 if i < 0 else 0
    int({x})
    abs({x})
    """,
    "list": """
    {x}.append(i)
    {x}.append(None)
    {x} += [i]
    {x} += [i, i]
    {x} += (i,)
    {x} += 'x'
    {x} += range(2)
    {x} += (j for j in (i,))
    {x}.extend([i])
    {x}.extend((i, i))
    {x}.extend({x}[-1:])
    {x} = {x} + [i]
    {x} = [*{x}, i]
    {x} = [i] + {x}
    {x} *= 1
    {x}.insert(0, i)
    {x}.insert(len({x}), i)
    {x}.insert(-1, i)
    {x}.pop()
    {x}.pop(0)
    {x}.pop(-1)
    {x}.pop(len({x}) - 1)
    {x}.append({x}.pop())
    {x}[i] = i
    {x}[-1] = {x}[0]
    {x}[0], {x}[-1] = {x}[-1], {x}[0]
    {x}[i]
    {x}[2:5]
    {x}[-3:]
    {x} = {x}[:]
    {x} = {x}[1:]
    {x}[:1] = []
    {x}[:1] = [i, i]
    {x}[:0] = [i]
    {x}[len({x}):] = [i]
    {x}[-1:] = [i, i]
    {x}[2:5] = {x}[2:5][::-1]
    {x}[:5] = reversed({x}[:5])
    {x}[2:4] = (1, 2)
    del {x}[-1]
    del {x}[0]
    del {x}[:1]
    del {x}[-1:]
    {x}.copy()
    {x}.reverse()
    {x} = {x}[::-1]
    {x} = list({x})
    {x}.index(None)
    {x}.count(7)
    None in {x}
    len({x})
    if {x}: pass
    for c in {x}: break
    for c in reversed({x}): break
    for j, c in enumerate({x}): break
    for c, d in zip({x}, {x}): break
    next(iter({x}))
    any({x})
    all({x})
    a, *b = {x}[:3]
    {x} == {x}
    {x} == []
    tuple({x})
    {x}.append([{x}[0]])
    {x} = {x} or [1]
    y = {x}; y += [i]
    y = ({x}, i)
    f(*{x}[:3])
    """,
    "tuple": """
    {x} += (i,)
    {x} = {x} + (i,)
    {x} = (*{x}, i)
    {x} *= 1
    {x} = {x}[:]
    {x} = {x}[1:]
    {x} = tuple({x})
    {x}[i]
    {x}[2:5]
    {x}[-1]
    len({x})
    None in {x}
    {x}.index(None)
    if {x}: pass
    for c in {x}: break
    for c in reversed({x}): break
    next(iter({x}))
    {x} == {x}
    {x} == ()
    y = ({x}, i)
    f(*{x}[:3])
    """,
    "dict": """
    {x}[i] = i
    {x}[-i] = i
    {x}[0] = {x}[1]
    {x}[0] = ({x}[0] or 0) + 1
    {x}[i]
    {x}.get(i)
    {x}.get(-5, 3)
    {x}.setdefault(i, 1)
    {x}.setdefault(-i, 1)
    {x}.pop(i, None)
    {x}.pop(-5, None)
    {x}.popitem()
    {x}[-1] = 1; del {x}[-1]
    {x}.update({{i: 2}})
    {x}.update(a=1)
    {x}.update([(i, i)])
    {x} |= {{-i: 2}}
    {x} = {x} | {{1: 2}}
    {x} = {{**{x}, 1: 2}}
    {x} = dict({x})
    {x}.copy()
    {x}.keys()
    {x}.items()
    {x}.values()
    i in {x}
    i in {x}.keys()
    len({x})
    if {x}: pass
    for k in {x}: break
    for k, v in {x}.items(): break
    for v in {x}.values(): break
    for k in reversed({x}): break
    next(iter({x}))
    {x} == {x}
    {x} == {{}}
    list({x})
    y = {x}; y |= {{1: 3}}
    g(**{{'a': {x}}})
    """,
    "set": """
    {x}.add(i)
    {x}.add(-i)
    {x}.discard(i)
    {x}.add(-1); {x}.remove(-1)
    {x}.pop()
    {x}.update((i, -i))
    {x} |= {{-i}}
    {x} -= {{-i}}
    {x} &= {x}
    {x} ^= {{-1}}
    {x} = {x} | {{-i}}
    {x} = {x} - {{-i}}
    {x} & {{1, 2}}
    {{1, 2}} & {x}
    {x}.isdisjoint((-1,))
    {x} >= {{1}}
    {{1}} <= {x}
    {x} == {{1}}
    {x} = set({x})
    {x}.copy()
    i in {x}
    len({x})
    if {x}: pass
    for k in {x}: break
    next(iter({x}))
    {x}.intersection((1, 2))
    {x}.difference_update((-1,))
    """,
    "frozenset": """
    {x} |= {{-i}}
    {x} & {{1, 2}}
    {x} = frozenset({x})
    {x} = {x}.copy()
    hash({x})
    i in {x}
    for k in {x}: break
    """,
    "range": """
    {x}[i]
    {x}[-1]
    {x}[1:]
    {x}[:5]
    len({x})
    i in {x}
    for j in {x}: break
    for j in reversed({x}): break
    {x} == range(3)
    {x}.index(3)
    if {x}: pass
    next(iter({x}))
    """,
    "deque": """
    {x}.append(i)
    {x}.appendleft(i)
    {x}.pop()
    {x}.popleft()
    {x}.append({x}.popleft())
    {x}.rotate(1)
    {x}.extend((i, i))
    {x}.extendleft((i, i))
    {x} += (i,)
    {x} = {x} + collections.deque((1,))
    {x}[0]
    {x}[-1]
    {x}[0] = i
    {x}[len({x}) // 2]
    len({x})
    if {x}: pass
    for c in {x}: break
    None in {x}
    {x}.insert(1, i)
    del {x}[0]
    """,
    "array": """
    {x}.append(i)
    {x}.extend({x}[:2])
    {x} += array.array('q', (i,))
    {x}.pop()
    {x}[i]
    {x}[i] = i
    {x}[i] += 1
    {x}[2:5]
    {x}[2:4] = {x}[4:6]
    {x} *= 1
    len({x})
    for c in {x}: break
    {x}.insert(len({x}), 1)
    """,
    "memoryview": """
    {x}[i]
    {x}[i] = 1
    {x}[1:5]
    {x} = {x}[1:]
    {x}[1:3] = b'ab'
    len({x})
    for c in {x}: break
    """,
    "StringIO": """
    {x}.write('x')
    {x}.write(str(i))
    {x}.tell()
    """,
    "Counter": "{x}[i] += 1\n{x}[-i] += 1\n{x}.update((i,))",
    "OrderedDict": "{x}[i] = 1\n{x}[-i] = 1\n{x}.move_to_end(i)\n{x}.popitem(last=False)\n{x}.popitem()",
    "defaultdict": "{x}[i] += 1\n{x}[-i] += 1",
}

# place: (the name of the object there, what does the operation to it)
PLACES = {
    "local": ("x", """
        def run(x, n):
            for i in range(n):
                OPERATION
    """),
    "while": ("x", """
        def run(x, n):
            i = 0
            while i < n:
                OPERATION
                i += 1
    """),
    "branches": ("x", """
        def run(x, n):
            for i in range(n):
                if i % 3:
                    OPERATION
                elif i % 2:
                    OPERATION
                else:
                    pass
    """),
    "nested": ("x", """
        def run(x, n):
            for k in range(n // 10):
                for i in range(10 * k, 10 * k + 10):
                    OPERATION
                OPERATION
    """),
    "try": ("x", """
        def run(x, n):
            for i in range(n):
                try:
                    OPERATION
                finally:
                    k = i
    """),
    "cell": ("x", """
        def run(x, n):
            def peek():
                return x
            for i in range(n):
                OPERATION
    """),
    "nonlocal": ("x", """
        def run(x, n):
            def loop():
                nonlocal x
                for i in range(n):
                    OPERATION
            loop()
    """),
    "global": ("x", """
        def run(given, n):
            global x
            x = given
            del given
            for i in range(n):
                OPERATION
    """),
    "module": ("x", """
        def run(given, n):
            exec(MODULE, globals(), {"n": n, "given": [given]})
            del given

        MODULE = compile('''
        x = given.pop()
        for i in range(n):
            OPERATION
        ''', "module", "exec")
    """),
    "attribute": ("o.x", """
        class Owner:
            pass

        def run(x, n):
            o = Owner()
            o.x = x
            del x
            for i in range(n):
                OPERATION
    """),
    "slot": ("o.x", """
        class Slotted:
            __slots__ = "x",

        def run(x, n):
            o = Slotted()
            o.x = x
            del x
            for i in range(n):
                OPERATION
    """),
    "method": ("self.x", """
        class Owner:
            def __init__(self, x):
                self.x = x

            def step(self, i):
                OPERATION

        def run(x, n):
            o = Owner(x)
            del x
            for i in range(n):
                o.step(i)
    """),
    "list item": ("l[0]", """
        def run(x, n):
            l = [x]
            del x
            for i in range(n):
                OPERATION
    """),
    "dict item": ("d['x']", """
        def run(x, n):
            d = {"x": x}
            del x
            for i in range(n):
                OPERATION
    """),
    "argument": ("x", """
        def step(x, i):
            OPERATION
            return x

        def run(x, n):
            for i in range(n):
                x = step(x, i)
    """),
    "taken in": ("x", """
        def step(l, i):
            x = l.pop()
            OPERATION
            return x

        def run(x, n):
            l = [x]
            del x
            for i in range(n):
                l.append(step(l, i))
    """),
    "taken out": ("x", """
        class Owner:
            pass

        def run(x, n):
            o = Owner()
            o.x = x
            del x
            for i in range(n):
                x = o.x
                o.x = None
                OPERATION
                o.x = x
                del x
    """),
    "handed over": ("x", """
        def step(l, x, i):
            OPERATION
            l.append(x)

        def run(x, n):
            l = [x]
            del x
            for i in range(n):
                step(l, l.pop(), i)
    """),
    "method of a class": ("x", """
        class Maker:
            def __init__(self, l, i):
                x = l.pop()
                OPERATION
                l.append(x)
                del x

        def run(x, n):
            l = [x]
            del x
            for i in range(n):
                Maker(l, i)
    """),
    "generator": ("x", """
        def steps(x, n):
            for i in range(n):
                OPERATION
                yield i

        def run(x, n):
            for i in steps(x, n):
                pass
    """),
    "comprehension": ("x", """
        def run(x, n):
            l = [x]
            del x
            return [0 for i in range(n) for x in (l.pop(),) if l.append(do(x, i)) is None]

        def do(x, i):
            OPERATION
            return x
    """),
}

# What makes an object grow, type by type: these operations are done in every place.
GROWING = {
    "str": ("{x} += 'x'", "{x} = {x} + 'x'", "{x} += str(i)", "{x} += chr(i & 127)", "{x} = f'{{{x}}}x'", "y = {x}; {x} = None; y += 'x'; {x} = y"),
    "bytearray": ("{x} += b'x'",),
    "tuple": ("{x} += (i,)",),
    "list": ("{x}.append(i)", "{x} += [i]"),
    "dict": ("{x}[-i] = i",),
    "int": ("{x} += 1",),
}

PROGRAM = """
import array, collections, io
from time import process_time

def grown(file, text):
    file.write(text)
    return file

def f(*args):
    return args

def g(**named):
    return named

def make(size):
    return MAKE
BODY
def cost(size):
    times = []
    for _ in range(3):
        run(make(SMALL), PASSES)   # what the next run replaces is small
        given = [make(size)]
        begin = process_time()
        run(given.pop(), PASSES)
        times.append(process_time() - begin)
    return min(times)

warm = process_time() + SECONDS
for _ in range(20):   # a module's code has other variables each time, and ways on for them are compiled up to a depth
    run(make(SMALL), PASSES)
while process_time() < warm:
    run(make(SMALL), PASSES)
print(cost(SMALL), cost(LARGE))
"""


def rows():
    """Every (type, operation, place) of the table."""
    for kind, text in OPERATIONS.items():
        for operation in filter(None, map(str.strip, text.split("\n"))):
            yield kind, operation, "local"
    for kind, operations in GROWING.items():
        for operation in operations:
            yield from ((kind, operation, place) for place in PLACES if place != "local")


def program(kind, operation, place, mode):
    """The text of a row's program, for a worker of this mode."""
    make, large = TYPES[kind]
    name, body = PLACES[place]
    parts = {"MAKE": make, "BODY": textwrap.dedent(body).replace("OPERATION", operation.format(x=name)), "PASSES": PASSES,
             "SMALL": SMALL, "LARGE": large, "SECONDS": ENOUGH[mode]}
    text = PROGRAM
    for word, part in parts.items():
        text = text.replace(word, str(part))
    return text
