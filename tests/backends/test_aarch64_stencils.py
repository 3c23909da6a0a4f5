"""Every aarch64 stencil without a C call runs in an emulator and is compared with the reference meaning of its micro-op."""
import random

import pytest
from emulated import Machine
from operands import as_word, field_offset, same, samples

import pyjit.patterns  # noqa: F401  registers the micro-ops
from pyjit.backends import load
from pyjit.backends.aarch64 import registers
from pyjit.patterns.define import MICRO_OPS

COUNT = 100
BANKS = {"gpr": registers.ALLOCATABLE_GPRS, "xmm": registers.ALLOCATABLE_XMMS}
