"""Runs aarch64 code in an emulator with any contents of all its registers, and says what they held afterwards."""
from typing import NamedTuple

import unicorn
from operands import MEMORY_SIZE
from unicorn import arm64_const

CODE, MEMORY, CODE_SIZE = 0x10000, 0x40000000, 1 << 16
END, EXIT = CODE + CODE_SIZE - 8, CODE + CODE_SIZE - 4   # where the code may go on: nothing is executed there
GPRS = tuple(getattr(arm64_const, "UC_ARM64_REG_X%d" % number) for number in range(31))
XMMS = tuple(getattr(arm64_const, "UC_ARM64_REG_D%d" % number) for number in range(32))
LIMIT = 1000  # instructions that a stencil may take


class Outcome(NamedTuple):
    """How the code was left, and what every register held then."""

    exits: bool
    gprs: tuple
    xmms: tuple
    sp: int


class Machine:
    """All registers, and memory for the code to work on."""

    address = MEMORY

    def __init__(self):
        self._processor = unicorn.Uc(unicorn.UC_ARCH_ARM64, unicorn.UC_MODE_ARM)
        self._processor.mem_map(CODE, CODE_SIZE, unicorn.UC_PROT_READ | unicorn.UC_PROT_EXEC)
        self._processor.mem_map(MEMORY, MEMORY_SIZE, unicorn.UC_PROT_READ | unicorn.UC_PROT_WRITE)
        self._processor.ctl_exits_enabled(True)
        self._processor.ctl_set_exits([END, EXIT])

    @property
    def memory(self):
        return bytes(self._processor.mem_read(MEMORY, MEMORY_SIZE))

    @memory.setter
    def memory(self, content):
        self._processor.mem_write(MEMORY, content)

    def run(self, code, exits, relocate, gprs, xmms, sp):
        """Run code with these contents of the registers, 64 bits each. exits: offsets of branches."""
        whole = bytearray(code) + (0x14000000).to_bytes(4, "little")  # B, to be relocated
        relocate(whole, len(code), "branch", CODE, END)
        for at in exits:
            relocate(whole, at, "branch", CODE, EXIT)
        processor = self._processor
        processor.mem_write(CODE, bytes(whole))
        processor.ctl_remove_cache(CODE, CODE + CODE_SIZE)
        processor.reg_write_batch([*zip(GPRS, gprs), *zip(XMMS, xmms), (arm64_const.UC_ARM64_REG_SP, sp)])
        processor.emu_start(CODE, 0, count=LIMIT)
        place = processor.reg_read(arm64_const.UC_ARM64_REG_PC)
        if place not in (END, EXIT):
            raise RuntimeError("the code is still at %#x after %d instructions" % (place, LIMIT))
        return Outcome(place == EXIT, tuple(processor.reg_read_batch(GPRS)), tuple(processor.reg_read_batch(XMMS)),
                       processor.reg_read(arm64_const.UC_ARM64_REG_SP))
