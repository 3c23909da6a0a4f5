"""Tiny x86-64 functions, byte by byte: the tests of the host need no assembler."""


def word(value):
    return value.to_bytes(8, "little", signed=value < 0)


def returns(value):
    """mov rax, value; ret"""
    return b"\x48\xb8" + word(value) + b"\xc3"


def calls_and_returns(function, value):
    """push rax; mov rax, function; call rax; mov rax, value; pop rcx; ret: the arguments are passed on."""
    return b"\x50\x48\xb8" + word(function) + b"\xff\xd0\x48\xb8" + word(value) + b"\x59\xc3"


def raises(member, set_raised, result):
    """Take the exception out of [rdi + member], hand it to PyErr_SetRaisedException and return `result`.

    mov rax, rdi; mov rdi, [rax + member]; mov qword [rax + member], 0; then as above"""
    displacement = member.to_bytes(1, "little")
    take = b"\x48\x89\xf8\x48\x8b\x78" + displacement + b"\x48\xc7\x40" + displacement + bytes(4)
    return take + calls_and_returns(set_raised, result)
