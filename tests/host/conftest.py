"""What the tests of the host share."""
import pytest

import pyjit.host
from pyjit.host.codememory import CodeMemory


@pytest.fixture(scope="session")
def host():
    return pyjit.host.open()


@pytest.fixture(scope="session")
def memory():
    return CodeMemory(1 << 20)


@pytest.fixture
def run_code(memory):
    """run_code(octets): the address of new machine code."""
    def place(octets):
        address = memory.allocate(len(octets))
        memory.write(address, octets)
        return address
    return place
