"""Code memory: runs what was written, never writable and executable at once, bounded, a forked child's own."""
import os
import random
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from pyjit.host import Unsupported
from pyjit.host.codememory import CodeMemory, CodeMemoryFull
from pyjit.host.pages import MappingError, Pages

from .machine_code import returns

ROOT = Path(__file__).parents[2]


class NoMemfd(Pages):
    """A host without memfd_create."""

    def memfd(self, size):
        raise MappingError("memfd_create: not here")


class NoExecutableView(Pages):
    """A host that maps no file executable."""

    def map(self, size, protection, flags, file=-1, address=0):
        if protection & 4 and file >= 0:
            raise MappingError("mmap: not here")
        return super().map(size, protection, flags, file, address)


class NothingExecutable(NoExecutableView):
    """A host that has no executable memory at all."""

    def protect(self, address, size, protection):
        raise MappingError("mprotect: not here")


WAYS = pytest.mark.parametrize("pages", [Pages, NoMemfd, NoExecutableView], ids=lambda way: way.__name__)


def mappings(protection):
    """The mappings of this process with these permissions."""
    return [line for line in Path("/proc/self/maps").read_text().splitlines() if protection in line.split()[1]]


@pytest.fixture
def answer(host):
    """answer(memory, value): put a function that returns a small (and so immortal) int into code memory."""
    def put(memory, value):
        code = returns(id(value))
        address = memory.allocate(len(code))
        memory.write(address, code)
        return host.builtin(address, "answer"), address
    return put


@WAYS
def test_what_was_written_runs(host, answer, pages):
    memory = CodeMemory(1 << 16, pages())
    first, _ = answer(memory, 1)
    second, address = answer(memory, 2)
    assert (first(), second()) == (1, 2)
    memory.write(address, returns(id(3)))
    assert (first(), second()) == (1, 3)
    memory.close()


@WAYS
def test_no_mapping_is_ever_writable_and_executable(answer, pages):
    others = set(mappings("wx"))   # an emulator that ran in this process before may have some

    class Watched(pages):
        def map(self, *arguments):
            result = super().map(*arguments)
            assert set(mappings("wx")) <= others
            return result

        def protect(self, *arguments):
            super().protect(*arguments)
            assert set(mappings("wx")) <= others
    memory = CodeMemory(1 << 20, Watched())
    for value in (1, 2, 3):
        answer(memory, value)[0]()
    assert set(mappings("wx")) <= others
    memory.close()


@WAYS
def test_close_gives_everything_back(answer, pages):
    CodeMemory(1 << 20, pages()).close()
    before, files = mappings(""), os.listdir("/proc/self/fd")
    memory = CodeMemory(1 << 20, pages())
    answer(memory, 1)[0]()
    memory.close()
    assert (len(mappings("")), os.listdir("/proc/self/fd")) == (len(before), files)


def test_a_host_that_allows_nothing_is_refused_in_one_line():
    with pytest.raises(Unsupported, match="no executable memory") as why:
        CodeMemory(1 << 16, NothingExecutable())
    assert "\n" not in str(why.value)


def test_the_limit_holds_and_used_counts():
    memory = CodeMemory(8192)
    first = memory.allocate(5000)
    second = memory.allocate(1000)
    assert second - first == 5008 and memory.used == 6016 and second % 16 == 0
    with pytest.raises(CodeMemoryFull, match="8192"):
        memory.allocate(3000)
    assert memory.used == 6016
    memory.allocate(8192 - 6016)
    memory.close()
    with pytest.raises(CodeMemoryFull):
        memory.allocate(1)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_given_back_is_used_again_and_blocks_never_overlap(seed):
    choose, memory, blocks, given, taken = random.Random(seed), CodeMemory(1 << 16), {}, 0, 0
    lowest = memory.allocate(16)
    for _ in range(3000):
        if blocks and choose.random() < 0.5:
            address = choose.choice(sorted(blocks))
            size = blocks.pop(address)
            memory.free(address, size)
            taken += -(-size // 16) * 16
        else:
            size = choose.randrange(1, 6000)
            try:
                address = memory.allocate(size)
            except CodeMemoryFull:
                continue
            assert address % 16 == 0 and lowest < address <= address + size <= lowest + memory.limit
            assert all(address + size <= other or other + length <= address for other, length in blocks.items())
            blocks[address] = size
            given += -(-size // 16) * 16
        assert memory.used == 16 + given - taken and memory.freed == taken
    assert given > 20 * memory.limit
    for address, size in blocks.items():
        memory.free(address, size)
    assert memory.used == 16 and memory.allocate(memory.limit - 16)
    memory.close()


@WAYS
def test_traps_stand_where_code_has_been(host, answer, pages):
    memory = CodeMemory(1 << 16, pages(), trap=b"\xcc")
    call, address = answer(memory, 1)
    other, _ = answer(memory, 2)
    size = len(returns(id(1)))
    memory.free(address, size)
    assert host.peek.bytes(address, size) == b"\xcc" * size and other() == 2
    assert answer(memory, 3)[1] == address
    assert call() == 3
    memory.close()


def test_writing_where_nothing_was_allocated_is_an_error():
    memory = CodeMemory(8192)
    address = memory.allocate(16)
    for place in (address - 1, address + 1, address + 4096):
        with pytest.raises(ValueError, match="no code memory"):
            memory.write(place, bytes(16))
    memory.close()


@WAYS
def test_a_write_across_pages(host, pages):
    memory = CodeMemory(1 << 16, pages())
    start = memory.allocate(9000)
    memory.write(start + 4000, bytes(range(200)))
    assert host.peek.bytes(start + 4000, 200) == bytes(range(200))
    memory.close()


@WAYS
def test_a_forked_child_and_its_parent_do_not_share_code(answer, pages):
    memory = CodeMemory(1 << 16, pages())
    call, address = answer(memory, 4)
    child = os.fork()
    if not child:
        same = call() == 4
        memory.write(address, returns(id(5)))
        os._exit(0 if same and call() == 5 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert call() == 4
    memory.write(address, returns(id(6)))
    child = os.fork()
    if not child:
        os._exit(0 if call() == 6 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    memory.close()


def test_a_child_that_gets_no_memory_of_its_own_writes_no_more(answer):
    class Exhausted(Pages):
        parent = os.getpid()

        def memfd(self, size):
            if os.getpid() != self.parent:
                raise MappingError("memfd_create: no memory")
            return super().memfd(size)
    memory = CodeMemory(1 << 16, Exhausted())
    call, address = answer(memory, 4)
    child = os.fork()
    if not child:
        for attempt in (lambda: memory.allocate(16), lambda: memory.write(address, returns(id(5)))):
            try:
                attempt()
            except CodeMemoryFull:
                continue
            os._exit(2)
        os._exit(0 if call() == 4 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    memory.close()


def test_it_works_under_memory_deny_write_execute():
    """PR_SET_MDWE (Linux 6.3): a mapping that was writable never becomes executable."""
    program = textwrap.dedent("""
        import ctypes, sys
        if ctypes.CDLL(None).prctl(65, 1, 0, 0, 0):
            sys.exit(77)
        import pyjit.host
        from pyjit.host.codememory import CodeMemory
        host = pyjit.host.open()
        memory = CodeMemory(64 << 20)
        code = b"\\x48\\xb8" + id(None).to_bytes(8, "little") + b"\\xc3"
        address = memory.allocate(len(code))
        memory.write(address, code)
        assert host.builtin(address, "answer")() is None
    """)
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    if result.returncode == 77:
        pytest.skip("this kernel has no PR_SET_MDWE")
    assert result.returncode == 0, result.stderr
