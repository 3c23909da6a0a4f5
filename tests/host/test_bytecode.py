"""The bytecode facts, against CPython's own `dis`, `_opcode` and the code of the whole standard library."""
import _opcode
import _opcode_metadata
import dis
import opcode
import os
import sysconfig
from types import CodeType

import pytest

from pyjit.host import bytecode
from pyjit.host.cp313 import opcodes

from .watching import watching


def nested(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from nested(constant)


def library_code():
    """Code objects of the standard library, its own tests left out."""
    for folder, folders, names in os.walk(sysconfig.get_path("stdlib")):
        folders[:] = [name for name in folders if name not in ("test", "site-packages", "idlelib")]
        for path in sorted(os.path.join(folder, name) for name in names if name.endswith(".py")):
            with open(path, "rb") as file:
                yield from nested(compile(file.read(), path, "exec", dont_inherit=True))


@pytest.fixture(scope="module")
def library():
    return [(code, bytecode.Bytecode(code, opcodes)) for code in library_code()]


def test_every_opcode_is_known_with_its_number_and_caches():
    pseudo = 256
    instrumented = {"INSTRUMENTED_LINE", "ENTER_EXECUTOR", "CACHE", "RESERVED"}
    expected = {name: number for name, number in opcode.opmap.items()
                if number < pseudo and name not in instrumented and not name.startswith("INSTRUMENTED")}
    assert opcodes.NUMBERS == expected
    assert {row.name: row.caches for row in opcodes.ROWS if row.caches} == {
        name: count for name, count in opcode._inline_cache_entries.items() if count and name in expected}


def test_the_forms_of_instructions_are_known_by_number():
    known = {name: number for name, number in vars(opcodes).items() if name.startswith("INSTRUMENTED_")}
    numbers = _opcode_metadata.opmap | _opcode_metadata._specialized_opmap
    assert known == {name: numbers[name] for name in known} and len(known) == 2


@pytest.mark.parametrize("row", opcodes.ROWS, ids=lambda row: row.name)
def test_the_stack_effect_of_every_opcode(row):
    for oparg in (0, 1, 2, 3, 7, 0x102) if row.number in dis.hasarg else (0,):
        if row.name == "BUILD_SLICE" and oparg not in (2, 3):
            continue
        effect = opcodes.EFFECTS[row.number]
        found = effect if type(effect) is int else effect(oparg)
        assert found == _opcode.stack_effect(row.number, oparg if row.number in dis.hasarg else None, jump=False), oparg


def test_instructions_are_those_of_dis(library):
    for code, decoded in library[::7]:  # dis is slow
        expected = {}
        for one in dis.get_instructions(code):
            target = one.jump_target
            if one.opname == "FOR_ITER":
                target += 4
            expected[one.offset] = one.opcode, one.arg or 0, target
        assert {i.offset: (i.opcode, i.oparg if i.opcode in dis.hasarg else 0, i.target)
                for i in decoded.instructions.values()} == expected


def test_the_stack_is_never_deeper_than_co_stacksize(library):
    for code, decoded in library:
        depths = [i.depth for i in decoded.instructions.values() if i.depth is not None]
        assert 0 <= min(depths) <= max(depths) <= code.co_stacksize


def test_only_dead_code_has_no_depth(library):
    """The compiler leaves the clean-up of an `except ... as name` there even if nothing in the handler can raise."""
    dead = [decoded for _, decoded in library if any(i.depth is None for i in decoded.instructions.values())]
    assert 0 < len(dead) < len(library) / 500
    for decoded in dead:
        assert all(decoded.instructions[h.target].depth is not None for h in decoded.handlers)


def test_every_way_to_an_instruction_finds_the_same_depth(library):
    for code, decoded in library:
        at = decoded.instructions
        for one in at.values():
            if one.depth is None:
                continue
            effect = opcodes.EFFECTS[one.opcode]
            after = one.depth + (effect if type(effect) is int else effect(one.oparg))
            if one.opcode not in opcodes.NEVER_NEXT:
                assert at[one.next].depth == after, (code, one)
            if one.target is not None:
                assert at[one.target].depth == (one.depth - 1 if one.opcode == opcodes.FOR_ITER else after), (code, one)


def test_handlers_are_those_of_dis(library):
    for code, decoded in library:
        assert [(h.start, h.end, h.target, h.depth - h.lasti - 1, bool(h.lasti)) for h in decoded.handlers] == [
            (e.start, e.end, e.target, e.depth, e.lasti) for e in dis._parse_exception_table(code)]


def test_depths_are_those_of_a_running_program(host):
    """The deepest value of the stack at each instruction is an object, and what lies above is not the same one twice."""
    seen = []

    def work(items):
        total = 0
        for index, item in enumerate(items):
            with open(os.devnull) as file:
                try:
                    total += [item, index][0] if item else len({"a": file}) // item
                except ZeroDivisionError:
                    total -= 1
        return total
    decoded = host.decode(work.__code__)
    base = host.offset("_PyInterpreterFrame.localsplus") + 8 * len(work.__code__.co_varnames)

    def watch(code, offset):
        depth = decoded.instructions[offset].depth
        frame = host.frame_of_callback()
        stack = [host.words[frame + base + 8 * i >> 3] for i in range(depth)]
        seen.append([type(host.object_at(at)).__name__ if at else None for at in stack])
    with watching(work.__code__, "INSTRUCTION", watch):
        assert work([1, 0]) == 0
    assert ["enumerate"] in seen and ["enumerate", "tuple"] in seen
    assert ["enumerate", "builtin_function_or_method", "NoneType", "ZeroDivisionError", "type"] in seen
    assert seen[-1] == ["int"]


SHAPES = '''
def flat(a): return a
def loops(a):
    while a: a -= 1
def nested(a):
    for i in a:
        for j in i: pass
        while a: a = a[1:]
def generator(a): yield a
async def coroutine(a):
    async for x in a: await x
def handled(a):
    try: a()
    except KeyError: pass
def endless():
    while True: pass
'''


@pytest.mark.parametrize("name, loops, is_generator, handlers", [
    ("flat", 0, False, False), ("loops", 1, False, False), ("nested", 3, False, False), ("generator", 0, True, True),
    ("coroutine", 1, True, True), ("handled", 0, False, True), ("endless", 1, False, False)])
def test_loops_generators_and_handlers(host, name, loops, is_generator, handlers):
    names = {}
    exec(SHAPES, names)
    decoded = host.decode(names[name].__code__)
    assert (len(decoded.loop_headers), decoded.is_generator, bool(decoded.handlers)) == (loops, is_generator, handlers)


def test_the_innermost_handler_is_found(host):
    def work():
        try:
            try:
                inner()
            finally:
                between()
        except KeyError:
            pass
    decoded = host.decode(work.__code__)
    for offset in decoded.instructions:
        expected = [e for e in dis._parse_exception_table(work.__code__) if e.start <= offset < e.end]
        found = decoded.handler_at(offset)
        assert (found.target if found else None) == (expected[0].target if expected else None)


def test_extended_arguments(host):
    source = "def f(x):\n  while x:\n" + "".join("    x = x - %d\n" % i for i in range(1000, 1400)) + "  return x"
    names = {}
    exec(source, names)
    decoded = host.decode(names["f"].__code__)
    extended = [i for i in decoded.instructions.values() if i.opcode == opcodes.EXTENDED_ARG]
    assert extended and all(decoded.instructions[i.next].oparg >> 8 == i.oparg for i in extended)
    assert max(i.oparg for i in decoded.instructions.values()) > 2 * 900  # the loop's jumps


def test_specialised_and_instrumented_code_decodes_the_same(host):
    def work(n):
        return sum(i * 2 for i in range(n)) + len([n] * n)
    cold = {i.offset: (i.opcode, i.oparg) for i in host.decode(work.__code__).instructions.values()}
    for _ in range(100):
        work(3)
    with watching(work.__code__, "INSTRUCTION", lambda code, offset: None):
        work(3)
        assert {i.offset: (i.opcode, i.oparg) for i in host.decode(work.__code__).instructions.values()} == cold
