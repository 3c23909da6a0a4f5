"""Makes this process one of a locked-down host: the kernel itself refuses system calls from here on, for the children too.

A filter is a program of the classic Berkeley packet filter over struct seccomp_data (linux/seccomp.h, linux/filter.h)."""
import ctypes
import errno
import platform
import struct

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD, EQUAL, ANY_OF, RETURN = 0x20, 0x15, 0x45, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
NUMBER, ARGUMENTS = 0, 16               # offsets in struct seccomp_data

# The numbers of the calls on x86-64 (arch/x86/entry/syscalls/syscall_64.tbl), and which argument is what.
PROT_EXEC, O_WRITING = 4, 0o1 | 0o2 | 0o100
EXECUTABLE_MEMORY = [(9, 2, PROT_EXEC, errno.EPERM), (10, 2, PROT_EXEC, errno.EPERM), (329, 2, PROT_EXEC, errno.EPERM)]
MEMFD = [(319, None, 0, errno.ENOSYS)]
WRITING_FILES = [(2, 1, O_WRITING, errno.EROFS), (257, 2, O_WRITING, errno.EROFS), (85, None, 0, errno.EROFS),
                 (83, None, 0, errno.EROFS), (258, None, 0, errno.EROFS)]
NETWORK = [(41, None, 0, errno.EACCES)]
PROCESSES = [(56, None, 0, errno.EPERM), (57, None, 0, errno.EPERM), (58, None, 0, errno.EPERM), (59, None, 0, errno.EPERM)]

AVAILABLE = platform.machine() == "x86_64"


def refuse(rules):
    """From now on these calls fail: (number, argument, bits, error) each; with an argument only where it has one of the bits."""
    program = []
    for number, argument, bits, error in rules:
        test = [] if argument is None else [(LOAD, 0, 0, ARGUMENTS + 8 * argument), (ANY_OF, 0, 1, bits)]
        program += [(LOAD, 0, 0, NUMBER), (EQUAL, 0, len(test) + 1, number), *test, (RETURN, 0, 0, REFUSE | error)]
    program.append((RETURN, 0, 0, ALLOW))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    whole = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    for call in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(whole), 0, 0)):
        if libc.prctl(*call):
            raise OSError(ctypes.get_errno(), "prctl")
