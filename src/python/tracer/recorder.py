"""The log while the program runs, and the functions that the instrumented program calls.

Everything here runs between two instructions of the program, so it runs no code of the program: no attribute of a user's
object is looked up, nothing is compared but by identity.
"""

import itertools
import sys

from tracer import mutations, objects
from tracer import sites as S
from tracer.encoder import Encoder
from tracer.links import Links

#: How many values of the log are worked off at once.
CHUNK = 1 << 17
#: Frames that working off the log may take.
_HEADROOM = 100


class Stop(BaseException):
    """Ends the run at a limit. Raised again at the next statement that checks if the program swallows it."""


class Recorder:
    """One run's log. `hooks()` gives what the instrumented code refers to."""

    def __init__(self, sink, limits, clock, flush_every=None):
        self.log = []
        self.sink = sink
        self.clock = clock
        self.chunk = flush_every or min(CHUNK, max(1024, 8 * limits["steps"]))
        self.limits = limits
        self.steps = 0
        self.output = 0
        self.stopped = None
        self.closed = False
        self.deadline = clock() + limits["seconds"]
        self.codes = {}
        self.scope_of = {}
        self.encoder = Encoder(self.scope_of)
        self.known = self.encoder.known
        self.guards = mutations.Guards(self)
        self.links = Links(self)
        self.last = [None]
        self.token = itertools.count(1).__next__
        #: Exceptions since the last chunk, by id; those described; those whose message only their own code can tell.
        self.exceptions = {}
        self.described = {}
        self.untold = []
        #: Code and offset of each raise since the last chunk, and what finds the syntax node for them.
        self.places = []
        self.place = None

    def hooks(self):
        return {
            "log": self.log,
            "len": len,
            "type": type,
            "int": int,
            "str": str,
            "float": float,
            "limit": self.chunk,
            "last": self.last,
            "nothing": _NOTHING,
            "flush": self.flush,
            "check": self.check,
            "token": self.token,
            "exception": sys.exception,
            "hook": self.hook,
            "own": self.own,
            "size": self.size,
            "loaded": self.loaded,
            "watch": self.guards.watch,
            "watched": self.guards.watched,
            "watched_deep": self.guards.watched_deep,
            "before": self.guards.before,
            "called": self.guards.called,
            "passed": self.guards.passed,
            "started": self.guards.started,
            "begun": self.guards.begun,
            "after": self.guards.after,
            "decorating": self.guards.decorating,
            "hide": hide,
            "holding": self.links.holding,
            "linked": self.links.linked,
            "cells": self.links.cells,
            "variables": self.links.variables,
            "module": self.links.module_before,
            "module_bound": self.links.module_bound,
            "prepared": self.links.prepared,
            "locals": locals,
            "replaced": self.links.replaced,
        }

    def hook(self, site, value):
        """Log one value where no temporary can hold it."""
        self.log.extend((site, value))
        return value

    def own(self, thing):
        """Called before a change to `thing` is logged as a difference: from here on its contents must be known."""
        if id(thing) not in self.known:
            self.show(thing)
        if self.guards.open:
            self.guards.touch(thing)
        else:
            self.last[0] = thing
        return thing

    def size(self, thing):
        """Before `thing[key]` is read: how many keys it has if reading may add one, else -1."""
        if objects.inserts_on_load(type(thing)):
            self.own(thing)
            return dict.__len__(thing)
        return -1

    def loaded(self, thing, key, size, value):
        """After `thing[key]` gave `value`: log the key if it was added."""
        if size >= 0 and dict.__len__(thing) != size:
            self.log.extend((S.SET_KEY, thing, key, value))
        return value

    def show(self, thing):
        """Log the contents of an object as they are now."""
        kind = self.encoder.kind(type(thing))
        if kind.is_fixed:
            return
        values = kind.contents(thing)
        self.log.extend((S.CONTENT, thing, len(values), *values))
        self.known[id(thing)] = thing

    def is_changeable(self, thing):
        """Whether changes of an object are recorded."""
        return not self.encoder.kind(type(thing)).is_fixed

    def contents(self, thing):
        """What an object holds."""
        return self.encoder.kind(type(thing)).contents(thing)

    def is_known(self, thing):
        """Whether the contents of an object are in the log."""
        return id(thing) in self.known

    def watching(self, thing, by):
        """One guard more or less watches an object."""

    def check(self):
        """At the start of a lambda."""
        if len(self.log) > self.chunk:
            self.flush()

    def flush(self):
        """Work off the log; raise `Stop` when a limit is reached."""
        if self.stopped is None:
            self.work_off_deep()
            if self.stopped is None and self.clock() > self.deadline:
                self.stopped = "time"
        if self.stopped is not None:
            if not self.closed:
                self.close()
            raise Stop(self.stopped)

    def work_off_deep(self):
        """Work off the log also where the program is near its recursion limit: encoding must not fail halfway."""
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(limit + _HEADROOM)
        try:
            self.work_off()
        finally:
            try:
                sys.setrecursionlimit(limit)
            except RecursionError:
                sys.setrecursionlimit(limit + 1)

    def close(self):
        """Record no more, and keep the log over its mark, so that every check comes to `flush` and stops the program again."""
        self.work_off_deep()
        self.closed = True
        self.log.extend([None] * (self.chunk + 1))

    def work_off(self):
        """Encode what has gathered. The decoder counts steps, and takes none beyond the limit."""
        if self.closed:
            return
        log = self.log[:]
        self.log.clear()
        self.last[0] = None
        self.hand_over(self.encoder.encode(self._places(), log, self._descriptions()))

    def hand_over(self, data):
        """Give bytes to the sink, which answers with the number of steps seen so far, if it can tell."""
        told = self.sink(data, self.steps)
        if type(told) is int:
            self.steps = told
        if self.steps > self.limits["steps"]:
            self.stopped = self.stopped or "steps"

    def _places(self):
        """What the places of the chunk's raises are."""
        found = []
        for number, (code, offset) in enumerate(self.places):
            found += (S.PLACE, number, self.place(code, offset))
        self.places.clear()
        return found

    def _descriptions(self):
        """Types and messages of exceptions seen for the first time."""
        found = []
        for key, exception in self.exceptions.items():
            if key not in self.described:
                self.described[key] = exception
                found += self.description(exception)
        self.exceptions.clear()
        return found

    def description(self, exception):
        """What tells an exception's type and message."""
        message = objects.exception_text(exception)
        name = objects.type_name(type(exception))
        if message is None:
            self.untold.append(exception)
        return (S.EXCEPTION, exception, name, objects.ABSENT if message is None else message)

    def tell_messages(self):
        """After the run: messages of exceptions whose classes define `__str__` themselves."""
        events = []
        for exception in self.untold:
            try:
                message = str(exception)
            except BaseException:
                continue
            events += (S.EXCEPTION, exception, objects.type_name(type(exception)), message)
        if events:
            self.hand_over(self.encoder.encode(events))

    def wrote(self, site, text):
        """Output of the program. Raises `Stop` beyond the limit, keeping what fits."""
        room = self.limits["output"] - self.output
        self.output += len(text)
        if len(text) > room:
            text = text[: max(room, 0)]
            self.stopped = self.stopped or "output"
        if text:
            self.log.extend((site, text))
        if self.stopped == "output":
            raise Stop("output")


def hide(names):
    """What `locals()`, `vars()` or `dir()` gave in a function, without our own variables; their names begin with a dot."""
    if type(names) is list:
        return [name for name in names if not (type(name) is str and name.startswith("."))]
    for name in [name for name in names if type(name) is str and name.startswith(".")]:
        del names[name]
    return names


class _Nothing:
    """Is nothing that a program can hold."""


_NOTHING = _Nothing()
