"""Runs x86-64 code on this processor with any contents of all its registers, and says what they held afterwards."""
import ctypes
import struct
from typing import NamedTuple

from operands import MEMORY_SIZE

from pyjit.host.codememory import CodeMemory

WORDS = struct.Struct("<32Q")  # the register file: 16 general registers, 16 float registers
STACK, HOST_STACK = 4, 256     # rsp's number; where its own value waits in the register file
STACK_SIZE = 1 << 16


class Outcome(NamedTuple):
    """How the code was left, and what every register held then."""

    exits: bool
    gprs: tuple
    xmms: tuple


def access(opcode, number, at):
    """REX.W opcode: a general register from or to [rax + at]."""
    return struct.pack("<BBBi", 0x48 | number >> 3 << 2, opcode, 0x80 | (number & 7) << 3, at)


def access_float(opcode, number, at):
    """movsd: a float register from or to [rax + at]."""
    return struct.pack("<BBBBBi", 0xF2, 0x40 | number >> 3 << 2, 0x0F, opcode, 0x80 | (number & 7) << 3, at)


LOAD, STORE, LOAD_FLOAT, STORE_FLOAT = 0x8B, 0x89, 0x10, 0x11
PUSH_CALLEE_SAVED = bytes.fromhex("53 55 4154 4155 4156 4157")
POP_CALLEE_SAVED = bytes.fromhex("415f 415e 415d 415c 5d 5b")


class Machine:
    """A register file, memory for the code to work on, and a stack of its own."""

    def __init__(self):
        self.code = CodeMemory(1 << 16)
        self.start = self.code.allocate(1 << 12)
        self.call = ctypes.CFUNCTYPE(ctypes.c_int)(self.start)
        self._memory = ctypes.create_string_buffer(MEMORY_SIZE)
        self.address = ctypes.addressof(self._memory)
        self._stack = ctypes.create_string_buffer(STACK_SIZE)
        self._file = ctypes.create_string_buffer(HOST_STACK + 8)
        self._enter, self._leave = self._into(), [self._out_of(False), self._out_of(True)]

    @property
    def memory(self):
        return self._memory.raw

    @memory.setter
    def memory(self, content):
        self._memory.raw = content

    def _file_address(self):
        return struct.pack("<Q", ctypes.addressof(self._file))

    def _into(self):
        """Save what C expects to find again, then load every register, rax last."""
        return b"".join([
            PUSH_CALLEE_SAVED, b"\x48\xb8", self._file_address(), access(STORE, STACK, HOST_STACK),
            *(access_float(LOAD_FLOAT, number, 128 + 8 * number) for number in range(16)),
            *(access(LOAD, number, 8 * number) for number in range(1, 16)),
            access(LOAD, 0, 0)])

    def _out_of(self, exits):
        """Store every register, rax first to its absolute address, and return whether the exit was taken."""
        return b"".join([
            b"\x48\xa3", self._file_address(), b"\x48\xb8", self._file_address(),
            *(access(STORE, number, 8 * number) for number in range(1, 16)),
            *(access_float(STORE_FLOAT, number, 128 + 8 * number) for number in range(16)),
            access(LOAD, STACK, HOST_STACK), b"\xb8", struct.pack("<i", exits), POP_CALLEE_SAVED, b"\xc3"])

    def run(self, code, exits, relocate, gprs, xmms):
        """Run code with these contents of the registers, 64 bits each; rsp is the machine's own. exits: offsets of branches."""
        whole = bytearray(self._enter + code + self._leave[0])
        for at in exits:
            relocate(whole, len(self._enter) + at, "branch", self.start, self.start + len(whole))
        self.code.write(self.start, bytes(whole + self._leave[1]))
        gprs = [*gprs[:STACK], ctypes.addressof(self._stack) + STACK_SIZE // 2, *gprs[STACK + 1:]]
        WORDS.pack_into(self._file, 0, *gprs, *xmms)
        taken = self.call()
        words = WORDS.unpack_from(self._file)
        return Outcome(bool(taken), words[:16], words[16:])
