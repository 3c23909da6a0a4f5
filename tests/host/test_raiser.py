"""The raiser makes every bytecode raise the prepared exception exactly where it stands, before it does anything else."""
import asyncio
import gc
import inspect
import sys
import weakref

import pytest

from pyjit.host.cp313 import opcodes

from .machine_code import raises
from .watching import watching


@pytest.fixture(scope="session")
def raiser_type(host, memory):
    def place(result):
        code = raises(host.offset("Raiser.exception"), host.symbol("PyErr_SetRaisedException"), result)
        address = memory.allocate(len(code))
        memory.write(address, code)
        return address
    return host.raiser_type(place(0), place(-1))


@pytest.fixture
def raiser(raiser_type):
    def make(exception):
        made = raiser_type.__new__(raiser_type)
        raiser_type.exception.__set__(made, exception)
        return made
    return make


class Prepared(Exception):
    """What comes out."""


class Thing:
    """Answers whatever the bytecodes below ask; what it is asked for is counted."""
    asked = 0

    def answer(self, *arguments, **names):
        Thing.asked += 1
        return 1

    def entered(self, *arguments):
        Thing.asked += 1
    __enter__ = __exit__ = entered
    attribute = 1

    async def __aenter__(self):
        Thing.asked += 1

    async def __aexit__(self, *arguments):
        Thing.asked += 1

    def __aiter__(self):
        Thing.asked += 1
        return self

    async def __anext__(self):
        Thing.asked += 1
        raise StopAsyncIteration

    def __await__(self):
        Thing.asked += 1
        return iter(())

    def show(self):
        return super().__repr__()


# Statements that run each opcode; x is a Thing, f takes anything, a is [1, 2, 3], d is {"k": 1}, s is {1}, n is 7.
STATEMENTS = {
    "BINARY_OP": ["n %s 2" % sign for sign in "+ - * / // % ** << >> & | ^".split()]
    + ["n %s= 2" % sign for sign in "+ - * / // % ** << >> & | ^".split()] + ["a += [4]", "a * 2", "'%s' % n"],
    "BINARY_SUBSCR": ["a[0]", "d['k']", "(1, 2)[n - 6]"], "STORE_SUBSCR": ["a[0] = n", "d['k'] = n"],
    "DELETE_SUBSCR": ["del a[0]", "del d['k']"], "BINARY_SLICE": ["a[0:n]"], "STORE_SLICE": ["a[0:n] = a"],
    "LOAD_ATTR": ["x.attribute", "x.answer()", "a.append"], "STORE_ATTR": ["x.attribute = 1"],
    "DELETE_ATTR": ["x.attribute = 1; del x.attribute"], "LOAD_SUPER_ATTR": ["x.show()"],
    "CALL": ["f()", "f(n, 2)", "x.answer(n)", "len(a)", "a.append(n)", "list(a)"],
    "CALL_KW": ["f(n, name=1)", "x.answer(name=n)"],
    "CALL_FUNCTION_EX": ["f(*a)", "f(*iter(a))", "f(*a, **d)", "f(**d)", "x.answer(*a, **d)"],
    "COMPARE_OP": ["n %s 2" % sign for sign in "< <= == != > >=".split()] + ["assert n > 2"],
    "CONTAINS_OP": ["n in a", "n not in d", "n in s"],
    "FOR_ITER": ["for i in a: pass", "for i in range(n): pass", "for i in (1, 2): pass", "for i in iter(d): pass"],
    "GET_ITER": ["for i in a: pass", "[i for i in a]"],
    "GET_YIELD_FROM_ITER": ["(yield from a)"], "SEND": ["(yield from a)", "(yield from (i for i in a))"],
    "UNPACK_SEQUENCE": ["i, j, k = a"], "UNPACK_EX": ["i, *j = a", "i, *j, k = a"],
    "TO_BOOL": ["if n: pass", "if a: pass", "not s", "while not d: pass"],
    "UNARY_NEGATIVE": ["-n"], "UNARY_INVERT": ["~n"], "CALL_INTRINSIC_1": ["+n"],
    "FORMAT_SIMPLE": ["f'{n}'"], "FORMAT_WITH_SPEC": ["f'{n:>5}'", "f'{n:{n}}'"],
    "CONVERT_VALUE": ["f'{n!r}'", "f'{n!s}'", "f'{n!a}'"],
    "BUILD_SET": ["{n, 2, 3}"], "BUILD_MAP": ["{n: 2, 3: 4}", "{n: n}"], "SET_ADD": ["{i for i in a}"],
    "MAP_ADD": ["{i: i for i in a}"], "SET_UPDATE": ["{*a, 1}"], "LIST_EXTEND": ["[*a, n]"],
    "DICT_UPDATE": ["{**d, 'i': 1}"], "DICT_MERGE": ["f(**d, **{'i': 1})"],
    "IMPORT_NAME": ["import sys", "from os.path import join"],
    "MATCH_KEYS": ["match d:\n        case {'k': _}: pass"], "GET_LEN": ["match a:\n        case [i, j, k]: pass"],
    "BEFORE_WITH": ["with x: pass"], "BEFORE_ASYNC_WITH": ["async with x: pass"],
    "GET_AITER": ["async for i in x: pass"], "GET_ANEXT": ["async for i in x: pass"], "GET_AWAITABLE": ["await x"],
}
CASES = [(name, statement) for name, statements in STATEMENTS.items() for statement in statements]


def test_every_opcode_that_a_raiser_serves_is_tested():
    assert set(STATEMENTS) == {row.name for row in opcodes.ROWS if row.raiser is not None}


def compiled(statement):
    """A function that runs the statement, a generator or coroutine if need be."""
    kind = "async def" if statement.startswith(("async", "await")) else "def"
    names = {"Thing": Thing}
    exec("%s work(x, f, a, d, s, n):\n    %s\n    return n" % (kind, statement), names)
    return names["work"]


def run(function):
    """Call it and drive what it returns to its end."""
    Thing.asked = 0
    result = function(Thing(), Thing().answer, [1, 2, 3], {"k": 1}, {1}, 7)
    if inspect.iscoroutine(result):
        return asyncio.run(result)
    return list(result) if inspect.isgenerator(result) else result


def replaced(host, decoded, opcode, made):
    """An INSTRUCTION callback that puts `made` in the place of the operand of the first instruction with this opcode, as an
    exit of a trace does; and the list in which it notes the offset."""
    offsets = []
    (row,) = [row for row in opcodes.ROWS if row.number == opcode]

    def callback(code, offset):
        instruction = decoded.instructions[offset]
        if offsets or instruction.opcode != opcode:
            return
        offsets.append(offset)
        index = row.raiser if type(row.raiser) is int else row.raiser(instruction.oparg)
        frame = host.frame_of_callback()
        slot = host.peek.i32(id(code) + host.offset("PyCodeObject.co_nlocalsplus")) + instruction.depth - 1 - index
        place = frame + host.offset("_PyInterpreterFrame.localsplus") + 8 * slot
        old = host.object_at(host.peek.u64(place))
        host.poke.u64(place, id(made))
        host.poke.u64(id(made), host.peek.u64(id(made)) + 1)
        host.poke.u64(id(old), host.peek.u64(id(old)) - (host.peek.u32(id(old)) < host.constant("_Py_IMMORTAL_REFCNT") // 2))
        Thing.asked = 0
    return callback, offsets


@pytest.mark.parametrize("name, statement", CASES)
def test_the_prepared_exception_comes_out_of_the_instruction(host, raiser, name, statement):
    function = compiled(statement)
    code = Thing.show.__code__ if name == "LOAD_SUPER_ATTR" else function.__code__
    exception = Prepared()
    decoded = host.decode(code)
    callback, offsets = replaced(host, decoded, opcodes.NUMBERS[name], raiser(exception))
    with watching(code, "INSTRUCTION", callback), pytest.raises(Prepared) as caught:
        run(function)
    traceback = caught.value.__traceback__
    while traceback.tb_next:
        traceback = traceback.tb_next
    assert caught.value is exception
    assert traceback.tb_frame.f_code is code and [traceback.tb_lasti] == offsets
    assert exception.__context__ is None and Thing.asked == 0


# Statements whose instructions get specialised, and values of x that specialise them.
WARM = {"x + 1": [5], "x - 1.5": [2.5], "x + 'a'": ["a"], "x * 2": [2], "x == 1": [1], "x < 'a'": ["b"], "x > 1.5": [2.5],
        "x.attribute": [Thing(), Thing], "x.answer()": [Thing()], "x.attribute = 1": [Thing()],
        "x[0]": [[1], (1,), "a", {0: 1}],
        "x['k']": [{"k": 1}], "x[0] = 1": [[1], {0: 1}], "x()": [Thing().answer, list, lambda: 1],
        "x(1)": [str, type, abs, lambda a: a, [].append], "x(1, 2)": [max, lambda a, b=1, c=2: a],
        "x(name=1)": [lambda name: 1], "for i in x: pass": [[1], (1,), range(2), "ab", {1: 2}],
        "a, b = x": [(1, 2), [1, 2]], "if x: pass": [1, [], "a", None, True],
        "1 in x": [{1}, {1: 2}, [1]], "not x": [1], "-x": [1], "f'{x}'": ["a"], "yield from x": [[1], ()]}


@pytest.mark.parametrize("statement, value", [(statement, value) for statement, values in WARM.items() for value in values],
                         ids=lambda x: x if type(x) is str else type(x).__name__)
def test_specialised_instructions_raise_it_as_well(raiser, statement, value):
    names = {}
    exec("def work(x):\n    %s" % statement, names)
    work, exception = names["work"], Prepared()

    def call(argument):
        result = work(argument)
        if inspect.isgenerator(result):
            list(result)
    for _ in range(100):
        call(value)
    with pytest.raises(Prepared) as caught:
        call(raiser(exception))
    assert caught.value is exception


def test_a_raiser_raises_once_and_lets_go_of_the_exception(raiser):
    exception = Prepared()
    made = raiser(exception)
    assert sys.getrefcount(exception) == 3
    with pytest.raises(Prepared):
        made + 1
    exception.__traceback__ = None
    assert sys.getrefcount(exception) == 2
    made = raiser(exception)
    del made
    assert sys.getrefcount(exception) == 2


def test_a_raiser_in_a_cycle_is_collected(raiser):
    exception = Prepared()
    exception.holder = raiser(exception)
    gone = weakref.ref(exception)
    del exception
    gc.collect()
    assert gone() is None
