"""Recording that keeps no object of the program alive.

Chosen from the source text where a program could tell: weak references, `__del__`, `gc`, reference counts, generators with
something to clean up. Every object is logged by a stand-in, its contents when it is first seen. An address that is used again
is told from the object that had it before by a weak reference, or, where the type has none, by its contents.
"""

import weakref

from tracer import objects
from tracer import sites as S
from tracer.encoder import StandIn
from tracer.recorder import Recorder

_ATOMS = objects.ATOMS


class _Log(list):
    """A log that takes stand-ins for what it is given."""

    def __init__(self, recorder):
        super().__init__()
        self._stand_in = recorder.stand_in

    def extend(self, event):
        """A whole event: what it shows for the first time is logged before it."""
        stand_in = self._stand_in
        list.extend(self, [one if type(one) in _ATOMS else stand_in(one) for one in event])


class _Exceptions:
    """Takes the place of the recorder's table of exceptions: each is described when it is first met."""

    def __init__(self, recorder):
        self._recorder = recorder

    def __setitem__(self, key, exception):
        recorder = self._recorder
        stand_in = recorder.stand_in(exception)
        if stand_in not in recorder.described:
            recorder.described[stand_in] = True
            recorder.log.extend(recorder.description(exception))

    def items(self):
        return ()

    def clear(self):
        pass


class LifetimeRecorder(Recorder):
    """A recorder that holds nothing."""

    def __init__(self, sink, limits, clock, flush_every=None):
        super().__init__(sink, limits, clock, flush_every)
        self.encoder.holds_nothing = True
        self._table = {}
        self.log = _Log(self)
        self.exceptions = _Exceptions(self)

    def stand_in(self, thing):
        """The stand-in of an object; its contents are logged when it is new."""
        if type(thing) is StandIn or thing is objects.ABSENT:
            return thing
        found = self._table.get(id(thing))
        if found is not None and self._is_same(found, thing):
            return found
        return self._meet(thing)

    def _is_same(self, found, thing):
        if found.type_id != id(type(thing)):
            return False
        if found.reference is not None:
            return found.reference() is thing
        if found.shadow is None:
            return found.operands == self.encoder.describe(thing, found.kind)[1]
        shadow = tuple(map(id, found.kind.contents(thing)))
        if not (found.dirty or found.watched) and shadow != found.shadow:
            return False
        found.shadow, found.dirty = shadow, False
        return True

    def _meet(self, thing):
        """Stand-ins for an object and all it holds that is new, their contents logged."""
        first = self._new(thing)
        waiting = [(first, thing)]
        while waiting:
            stand_in, one = waiting.pop()
            if stand_in.kind is None or stand_in.kind.shape == "opaque":
                continue
            tokens = []
            for part in stand_in.kind.contents(one):
                if type(part) not in _ATOMS and part is not objects.ABSENT:
                    known = self._table.get(id(part))
                    if known is None or not self._is_same(known, part):
                        known = self._new(part)
                        waiting.append((known, part))
                    part = known
                tokens.append(part)
            list.extend(self.log, (S.CONTENT, stand_in, len(tokens), *tokens))
            if stand_in.reference is not None:
                stand_in.kind = None
        return first

    def _new(self, thing):
        made, type_ = StandIn(), type(thing)
        made.kind = self.encoder.kind(type_)
        made.mark, made.operands = self.encoder.describe(thing, made.kind)
        made.type_id, made.dirty, made.watched = id(type_), False, 0
        made.reference = made.shadow = None
        key, table = id(thing), self._table
        try:
            # Drops the entry only while it is this one's: the address may have a new owner by then.
            made.reference = weakref.ref(thing, lambda _, made=made: table.get(key) is made and table.pop(key))
        except TypeError:
            if made.kind.shape != "opaque":
                made.shadow = tuple(map(id, made.kind.contents(thing)))
        table[key] = made
        return made

    # What the rest of the recorder asks for

    def contents(self, thing):
        found = self.encoder.kind(type(thing)).contents(thing)
        return [one if type(one) in _ATOMS else self.stand_in(one) for one in found]

    def is_known(self, thing):
        self.stand_in(thing)
        return True

    def own(self, thing):
        if type(thing) not in _ATOMS:
            self.stand_in(thing).dirty = True
            if self.guards.open:
                self.guards.touch(thing)
        return thing

    def watching(self, thing, by):
        found = self.stand_in(thing)
        found.watched += by
        if found.shadow is not None:
            found.shadow, found.dirty = tuple(map(id, found.kind.contents(thing))), False

    def description(self, exception):
        message = objects.exception_text(exception)
        name = objects.type_name(type(exception))
        return (S.EXCEPTION, exception, name, objects.ABSENT if message is None else message)
