"""Talks to the machine below Python (`src/runtime/machine.ts`), which replaces some WebAssembly imports.

A system call that means nothing on a file that never exists carries the commands, so that no JavaScript object needs to be
within the reach of Python. The numbers must agree with those in `machine.ts`.
"""

import os
import time

_FILE = 0x7FFFFFF0
_PROBE, _RESTART, _ADVANCE, _NEXT_REAL, _NEXT_UNMOVED = range(5)

_command = getattr(os, "posix_fadvise", None)
_read = getattr(time, "clock_gettime", None)
#: The clock that answers the two commands about the next reading (CLOCK_THREAD_CPUTIME_ID).
_ANSWERS = 3


def _probe() -> bool:
    try:
        _command(_FILE, _PROBE, 0, 0)
    except (OSError, TypeError):
        return False
    return True


#: Whether this Python runs on our machine; elsewhere (tests under a native CPython) nothing else here may be used.
PRESENT = _probe()


def restart() -> None:
    """Set the clock and the entropy source back to their beginning."""
    _command(_FILE, _RESTART, 0, 0)


def advance(nanoseconds: int) -> None:
    """Move the virtual clock on."""
    _command(_FILE, _ADVANCE, nanoseconds, 0)


def real_seconds() -> float:
    """Real monotonic time."""
    _command(_FILE, _NEXT_REAL, 0, 0)
    return _read(_ANSWERS)


def virtual_seconds() -> float:
    """Virtual monotonic time, without moving the clock."""
    _command(_FILE, _NEXT_UNMOVED, 0, 0)
    return _read(_ANSWERS)
