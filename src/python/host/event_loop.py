"""`asyncio` on virtual time: waiting takes no time, and the order of events depends on the program alone."""

import asyncio
import warnings
from asyncio import base_events, events

from host import clock


class Deadlock(RuntimeError):
    """Every task waits for another, and nothing can ever happen."""


class _Selector:
    """Where a loop would wait for sockets, this one moves the clock to the next timer."""

    def select(self, timeout):
        if timeout is None:
            raise Deadlock("every task is waiting and nothing is left that could wake one: the program is deadlocked")
        if timeout > 0:
            clock.advance(timeout)
        return []


class VirtualEventLoop(base_events.BaseEventLoop):
    """A complete event loop, without sockets and threads."""

    def __init__(self):
        super().__init__()
        self._selector = _Selector()
        self._clock_resolution = 1e-9

    def time(self):
        return clock.now()

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass


class _Policy(events._BaseDefaultEventLoopPolicy):
    _loop_factory = VirtualEventLoop


_run = asyncio.runners.run


def install() -> None:
    """Let `asyncio.run` and friends use a fresh virtual loop."""
    events._set_running_loop(None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        events._set_event_loop_policy(_Policy())
    asyncio.run = _run
