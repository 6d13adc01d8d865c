"""The machine's clock.

Reading the time (`time.time()`, `datetime.now()`, …) gives virtual time: it begins at a fixed instant and moves on by a
tenth of a millisecond with each reading. The functions here talk to the machine through private clock numbers; the
numbers must agree with `src/runtime/machine.ts`.
"""

import time

_REAL = 1000
_PEEK = 1001
_RESET = 1002
_ADVANCE_MICROSECONDS = 1 << 28
_ADVANCE_SECONDS = 1 << 29

_gettime = time.clock_gettime
_native_sleep = time.sleep


def _has_virtual_clock() -> bool:
    try:
        _gettime(_REAL)
    except OSError:
        return False
    return True


_VIRTUAL = _has_virtual_clock()
_monotonic = time.monotonic


def real_seconds() -> float:
    """Real monotonic time in seconds, for measuring and for limits; unaffected by the virtual clock."""
    return _gettime(_REAL) if _VIRTUAL else _monotonic()


def now() -> float:
    """Virtual monotonic time in seconds, without moving the clock."""
    return _gettime(_PEEK) if _VIRTUAL else _monotonic()


def advance(seconds: float) -> None:
    """Move virtual time on. Takes no real time."""
    if not _VIRTUAL:
        _native_sleep(seconds)
        return
    whole, part = divmod(round(seconds * 1_000_000), 1_000_000)
    _gettime(_ADVANCE_MICROSECONDS + part)
    while whole > 0:
        _gettime(_ADVANCE_SECONDS + min(whole, _ADVANCE_SECONDS - 1))
        whole -= _ADVANCE_SECONDS - 1


def restart() -> None:
    """Set virtual time and the entropy source back to their beginning."""
    if _VIRTUAL:
        _gettime(_RESET)


def sleep(seconds, /):
    """Stands in for `time.sleep`: the clock moves on, nobody waits."""
    if not hasattr(seconds, "__index__") and not hasattr(seconds, "__float__"):
        raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if seconds > 9_223_372_036:
        raise OverflowError("timestamp out of range for platform time_t")
    advance(float(seconds))
