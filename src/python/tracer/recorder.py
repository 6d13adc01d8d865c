"""The log while the program runs, and the functions that the instrumented program calls.

Everything here runs between two instructions of the program, so it runs no code of the program: no attribute of a user's
object is looked up, nothing is compared but by identity.
"""

import itertools
import sys

from tracer import mutations, objects
from tracer import sites as S
from tracer.encoder import Encoder

#: How many entries of the log are worked off at once.
CHUNK = 32_768


class Stop(BaseException):
    """Ends the run at a limit. Raised again at the next statement that checks if the program swallows it."""


class Recorder:
    """One run's log. `hooks()` gives what the instrumented code refers to."""

    def __init__(self, sink, limits, clock, flush_every=None):
        self.log = []
        self.sink = sink
        self.clock = clock
        self.chunk = flush_every or CHUNK
        self.limits = limits
        self.steps = 0
        self.output = 0
        self.stopped = None
        self.deadline = clock() + limits["seconds"]
        self.codes = {}
        self.scope_of = {}
        self.encoder = Encoder(self.scope_of)
        self.guards = mutations.Guards(self)
        self.last = [None]
        self.site_steps = []
        self._exceptions = {}

    def hooks(self):
        return {
            "log": self.log,
            "len": len,
            "type": type,
            "limit": self.chunk,
            "last": self.last,
            "nothing": _NOTHING,
            "flush": self.flush,
            "check": self.check,
            "token": itertools.count(1).__next__,
            "exception": sys.exception,
            "hook": self.hook,
            "own": self.own,
            "watch": self.guards.watch,
            "watched": self.guards.watched,
            "augment": self.guards.watch,
            "before": self.guards.before,
            "after": self.guards.after,
        }

    def hook(self, site, value):
        """Log one value where no temporary can hold it."""
        self.log.append((site, value))
        return value

    def own(self, thing):
        """Called before a change to `thing` is logged as a difference: from here on its contents must be known."""
        if self.guards.open:
            self.guards.touch(thing)
        key = id(thing)
        if key not in self.encoder.known:
            self.show(thing)
        if not self.guards.open:
            self.last[0] = thing
        return thing

    def show(self, thing):
        """Log the contents of an object as they are now."""
        self.encoder.known[id(thing)] = thing
        kind = self.encoder.kind(type(thing))
        if kind.shape == "opaque" or kind.shape == "function":
            del self.encoder.known[id(thing)]
            return
        values = objects.contents(thing, kind)
        self.log.append((S.CONTENT, thing, len(values), *values))
        if kind.overrides:
            self.log.append((S.OVERRIDDEN, thing))

    def check(self):
        """At the start of a lambda."""
        if len(self.log) > self.chunk:
            self.flush()

    def flush(self):
        """Work off the log; raise `Stop` when a limit is reached."""
        self.work_off()
        if self.stopped is None:
            if self.steps >= self.limits["steps"]:
                self.stopped = "steps"
            elif self.clock() > self.deadline:
                self.stopped = "time"
        if self.stopped is not None:
            self.chunk_limit_reached()

    def chunk_limit_reached(self):
        # Keep the log over its mark, so that the next check comes here again.
        raise Stop(self.stopped)

    def work_off(self):
        log = self.log[:]
        self.log.clear()
        starts = self.site_steps
        self.steps += sum(map(starts.__getitem__, map(_FIRST, log)))
        self.last[0] = None
        self.sink(self.encoder.encode(itertools.chain.from_iterable(log)), self.steps)

    # Exceptional control flow, reported by sys.monitoring

    def raised(self, exception, node):
        self.describe(exception)
        self.log.append((S.RAISE, exception, node))

    def unwound(self, exception):
        self.describe(exception)
        self.log.append((S.UNWIND, exception))

    def describe(self, exception):
        """Log an exception's type and message when it is first seen."""
        if id(exception) not in self._exceptions:
            self._exceptions[id(exception)] = exception
            message = objects.exception_text(exception)
            name = objects.type_name(type(exception))
            self.log.append((S.EXCEPTION, exception, name, message if message is not None else objects.ABSENT))

    def wrote(self, site, text):
        """Output of the program. Raises `Stop` beyond the limit, keeping what fits."""
        room = self.limits["output"] - self.output
        self.output += len(text)
        if len(text) > room:
            text = text[: max(room, 0)]
            self.stopped = self.stopped or "output"
        if text:
            self.log.append((site, text))
        if self.stopped == "output":
            raise Stop("output")


class _Nothing:
    """Is nothing that a program can hold."""


_NOTHING = _Nothing()


def _FIRST(event):
    return event[0]
