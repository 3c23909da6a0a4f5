"""Registers as operands of the encoders, and the words that go with them: conditions, shifts, extensions."""
from typing import NamedTuple

CONDITIONS = ("EQ", "NE", "HS", "LO", "MI", "PL", "VS", "VC", "HI", "LS", "GE", "LT", "GT", "LE", "AL")
SHIFTS = ("LSL", "LSR", "ASR", "ROR")
EXTENSIONS = ("UXTB", "UXTH", "UXTW", "UXTX", "SXTB", "SXTH", "SXTW", "SXTX")


class Register(NamedTuple):
    """A register as it is named in an instruction.

    kind: "x" or "w" (general, 64 or 32 bits; 31 is the zero register), "sp" or "wsp" (the stack pointer, number 31),
    "d" or "s" (floating point, double or single)."""

    kind: str
    number: int

    def __str__(self):
        if self.kind in ("sp", "wsp"):
            return self.kind
        return self.kind + ("zr" if self.number == 31 and self.kind in "xw" else str(self.number))


def X(number):
    return Register("x", number)


def W(number):
    return Register("w", number)


def D(number):
    return Register("d", number)


def S(number):
    return Register("s", number)


XZR, WZR, SP, WSP = X(31), W(31), Register("sp", 31), Register("wsp", 31)


def inverted(condition):
    """The condition that holds exactly when this one does not; AL has none."""
    number = CONDITIONS.index(condition)
    if condition == "AL":
        raise ValueError("AL always holds: it has no inverse")
    return CONDITIONS[number ^ 1]
