"""The machine's clock.

Reading the time (`time.time()`, `datetime.now()`, …) gives virtual time: it begins at a fixed instant and moves on by a
tenth of a millisecond with each reading.
"""

import time

from host import machine

_monotonic = time.monotonic
_native_sleep = time.sleep


def real_seconds() -> float:
    """Real monotonic time in seconds, for measuring and for limits; the virtual clock stays where it is."""
    return machine.real_seconds() if machine.PRESENT else _monotonic()


def now() -> float:
    """Virtual monotonic time in seconds, without moving the clock."""
    return machine.virtual_seconds() if machine.PRESENT else _monotonic()


def advance(seconds: float) -> None:
    """Move virtual time on. Takes no real time."""
    if machine.PRESENT:
        machine.advance(round(seconds * 1_000_000_000))
    else:
        _native_sleep(seconds)


def restart() -> None:
    """Set virtual time and the entropy source back to their beginning."""
    if machine.PRESENT:
        machine.restart()


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
