"""Runs aarch64 code in an emulator with any contents of all its registers, and says what they held afterwards."""
import unicorn
from conformance import Outcome
from operands import MEMORY_SIZE, NEW_BOX
from unicorn import arm64_const

CODE, CODE_SIZE, MEMORY = 0x10000, 1 << 16, 0x40000000
END, EXIT, STUBS = (CODE + CODE_SIZE - 4096 + at for at in (0, 4, 8))  # nothing is executed at END and EXIT
GPRS = (*(getattr(arm64_const, "UC_ARM64_REG_X%d" % number) for number in range(31)), arm64_const.UC_ARM64_REG_SP)
XMMS = tuple(getattr(arm64_const, "UC_ARM64_REG_D%d" % number) for number in range(32))
BRANCH, RETURN = 0x14000000, 0xD65F03C0
S0, S2, X0 = GPRS[9], GPRS[11], XMMS[16]  # routines take their argument in s2 or x0 and leave their result in s0
LIMIT = 1000  # instructions that a stencil may take


class Machine:
    """All registers, and memory for the code to work on. Routines are notes of their calls: a RET each, with a hook on it."""

    address = MEMORY
    ROUTINES = {"routine:free": S2, "routine:new_int": S2, "routine:new_float": X0, "routine:same_int": S2,
                "routine:same_float": X0, "routine:hash": S2}
    SIZES = {"gpr": len(GPRS), "xmm": len(XMMS)}

    def __init__(self):
        self._processor = unicorn.Uc(unicorn.UC_ARCH_ARM64, unicorn.UC_MODE_ARM)
        self._processor.mem_map(CODE, CODE_SIZE, unicorn.UC_PROT_READ | unicorn.UC_PROT_EXEC)
        self._processor.mem_map(MEMORY, MEMORY_SIZE, unicorn.UC_PROT_READ | unicorn.UC_PROT_WRITE)
        self._processor.ctl_exits_enabled(True)
        self._processor.ctl_set_exits([END, EXIT])
        self._stubs = {symbol: STUBS + 4 * index for index, symbol in enumerate(self.ROUTINES)}
        for stub in self._stubs.values():
            self._processor.mem_write(stub, RETURN.to_bytes(4, "little"))
        self._processor.hook_add(unicorn.UC_HOOK_CODE, self._called, begin=STUBS, end=CODE + CODE_SIZE)

    def _called(self, processor, address, size, data):
        symbol = next(symbol for symbol, stub in self._stubs.items() if stub == address)
        self._calls.append((symbol, processor.reg_read(self.ROUTINES[symbol])))
        if symbol != "routine:free":
            processor.reg_write(S0, MEMORY + NEW_BOX)

    @property
    def memory(self):
        return bytes(self._processor.mem_read(MEMORY, MEMORY_SIZE))

    @memory.setter
    def memory(self, content):
        self._processor.mem_write(MEMORY, content)

    def run(self, stencil, code, relocate, gprs, xmms):
        """Run the stencil's code with these contents of the registers, 64 bits each; number 31 is the stack pointer."""
        processor, self._calls = self._processor, []
        processor.mem_write(CODE, self._linked(stencil, code, relocate))
        processor.ctl_remove_cache(CODE, CODE + CODE_SIZE)
        processor.reg_write_batch([*zip(GPRS, gprs), *zip(XMMS, xmms)])
        processor.emu_start(CODE, 0, count=LIMIT)
        place = processor.reg_read(arm64_const.UC_ARM64_REG_PC)
        if place not in (END, EXIT):
            raise RuntimeError("after %d instructions the code is at %#x" % (LIMIT, place))
        return Outcome(place == EXIT, processor.reg_read_batch(GPRS), processor.reg_read_batch(XMMS), self._calls)

    def _linked(self, stencil, code, relocate):
        """The code, followed by a branch to END."""
        whole = bytearray(code) + BRANCH.to_bytes(4, "little")
        relocate(whole, len(code), "branch", CODE, END)
        for at in (*stencil.exits, *(at for at, _ in stencil.branches)):
            relocate(whole, at, "branch", CODE, EXIT)
        for at, symbol in stencil.calls:
            relocate(whole, at, "call", CODE, self._stubs[symbol])
        return bytes(whole)
