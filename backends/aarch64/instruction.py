"""One machine instruction: its word, and how it reads with the holes by their names."""
from typing import NamedTuple

from .operands import EXTENSIONS, SHIFTS


class Instruction(NamedTuple):
    word: int
    text: str


def instruction(encode, *operands):
    """The instruction that the encoder makes, read by the encoder's name."""
    return Instruction(encode(*operands), text(encode.__name__, *operands))


def text(mnemonic, *operands):
    """How an instruction reads."""
    out = mnemonic.lower()
    separator = " "
    for operand in operands:
        out += separator + written(operand)
        separator = " " if operand in SHIFTS + EXTENSIONS else ", "
    return out


def written(operand):
    return "#%s" % operand if isinstance(operand, int) else str(operand).lower() if isinstance(operand, str) else str(operand)
