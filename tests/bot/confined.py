"""Begins a program that may not make some system calls: `confined.py kill 141,237 program …`.

`kill`: it is ended when it makes one; `refuse`: that fails.
"""

import ctypes
import os
import struct
import sys

NO_NEW_PRIVILEGES, SECCOMP, BY_FILTER = 38, 22, 2
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000
"""What seccomp may do; REFUSE: with EPERM."""


class Program(ctypes.Structure):
    """struct sock_fprog of linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def confine(calls: list[int], otherwise: int = KILL) -> None:
    """From now on these system calls are not made, by this process and all that it begins."""
    number = (LOAD, 0, 0, 0)
    tests = [(JUMP_IF_EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    steps = [number, *tests, (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, otherwise)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = Program(len(steps), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    for order in ((NO_NEW_PRIVILEGES, 1, 0, 0, 0), (SECCOMP, BY_FILTER, ctypes.byref(program), 0, 0)):
        if libc.prctl(*order):
            raise OSError(ctypes.get_errno(), "prctl")


if __name__ == "__main__":
    confine([int(call) for call in sys.argv[2].split(",")], {"kill": KILL, "refuse": REFUSE}[sys.argv[1]])
    os.execv(sys.argv[3], sys.argv[3:])
