"""Runs x86-64 code on this processor with any contents of all its registers, and says what they held afterwards."""
import ctypes
import struct

from conformance import Outcome
from operands import MEMORY_SIZE, NEW_BOX

from pyjit.host.codememory import CodeMemory

WORDS = struct.Struct("<32Q")            # the register file: 16 general registers, 16 float registers
STACK = 4                                # rsp's number
HOST_STACK, NEXT_NOTE, NOTES = 256, 264, 272  # behind them: C's rsp, where the next note of a call goes, the notes
FILE_SIZE = 1024
NOTE = struct.Struct("<QQ")              # which routine, its argument
LOAD, STORE, LOAD_FLOAT, STORE_FLOAT = 0x8B, 0x89, 0x10, 0x11
PUSH_CALLEE_SAVED = bytes.fromhex("53 55 4154 4155 4156 4157")
POP_CALLEE_SAVED = bytes.fromhex("415f 415e 415d 415c 5d 5b")


def access(opcode, number, at):
    """A general register from or to [rax + at]."""
    return struct.pack("<BBBi", 0x48 | number >> 3 << 2, opcode, 0x80 | (number & 7) << 3, at)


def access_float(opcode, number, at):
    """A float register from or to [rax + at]."""
    return struct.pack("<BBBBBi", 0xF2, 0x40 | number >> 3 << 2, 0x0F, opcode, 0x80 | (number & 7) << 3, at)


class Machine:
    """All registers, memory for the code to work on, and routines that take a note of each call."""

    # A routine's argument is in rdx or xmm0, its result in rax: mov [rax + 8], rdx; movsd [rax + 8], xmm0
    ROUTINES = {"routine:free": "48895008", "routine:new_int": "48895008", "routine:new_float": "f20f114008",
                "routine:same_int": "48895008", "routine:same_float": "f20f114008", "routine:hash": "48895008"}
    SIZES = {"gpr": 16, "xmm": 16}

    def __init__(self):
        self._memory = ctypes.create_string_buffer(MEMORY_SIZE)
        self._stack = ctypes.create_string_buffer(4096)
        self._file = ctypes.create_string_buffer(FILE_SIZE)
        self.address = ctypes.addressof(self._memory)
        self._code = CodeMemory(1 << 16)
        self._stubs = {symbol: self._stub(index, note) for index, (symbol, note) in enumerate(self.ROUTINES.items())}
        self._start = self._code.allocate(1 << 12)
        self._call = ctypes.CFUNCTYPE(ctypes.c_int)(self._start)
        self._enter, self._leave, self._exit = self._into(), self._out_of(exits=False), self._out_of(exits=True)

    @property
    def memory(self):
        return self._memory.raw

    @memory.setter
    def memory(self, content):
        self._memory.raw = content

    def run(self, stencil, code, relocate, gprs, xmms):
        """Run the stencil's code with these contents of the registers, 64 bits each."""
        # A call writes below rsp, which may point anywhere into the memory: then rsp points elsewhere instead.
        moved = ctypes.addressof(self._stack) + 2048 - gprs[STACK] if stencil.calls else 0
        gprs = [*gprs[:STACK], gprs[STACK] + moved, *gprs[STACK + 1:]]
        self._code.write(self._start, self._linked(stencil, code, relocate))
        WORDS.pack_into(self._file, 0, *gprs, *xmms)
        struct.pack_into("<Q", self._file, NEXT_NOTE, ctypes.addressof(self._file) + NOTES)
        exits = bool(self._call())
        words = list(WORDS.unpack_from(self._file))
        words[STACK] -= moved
        return Outcome(exits, words[:16], words[16:], self._calls())

    def _linked(self, stencil, code, relocate):
        """The code between what loads and what stores the registers."""
        start, whole = len(self._enter), bytearray(self._enter + code + self._leave + self._exit)
        for at in (*stencil.exits, *(at for at, _ in stencil.branches)):
            relocate(whole, start + at, "branch", self._start, self._start + len(whole) - len(self._exit))
        for at, symbol in stencil.calls:
            relocate(whole, start + at, "call", self._start, self._stubs[symbol])
        return bytes(whole)

    def _calls(self):
        """(routine, argument) of each call that was noted."""
        end = struct.unpack_from("<Q", self._file, NEXT_NOTE)[0] - ctypes.addressof(self._file)
        names = list(self.ROUTINES)
        return [(names[index], argument) for index, argument in NOTE.iter_unpack(self._file[NOTES:end])]

    def _file_address(self, at=0):
        return struct.pack("<Q", ctypes.addressof(self._file) + at)

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

    def _stub(self, index, note):
        """The address of a routine that notes its argument, clobbers rcx, and returns the new box's address."""
        code = b"".join([
            b"\x48\xb9", self._file_address(NEXT_NOTE),                # mov rcx, the address of the next note's address
            bytes.fromhex("488b01 48c700"), struct.pack("<i", index),  # mov rax, [rcx]; mov qword [rax], index
            bytes.fromhex(note), bytes.fromhex("48830110"),            # note the argument; add qword [rcx], 16
            b"\x48\xb8", struct.pack("<Q", self.address + NEW_BOX), b"\xc3"])
        address = self._code.allocate(len(code))
        self._code.write(address, code)
        return address
