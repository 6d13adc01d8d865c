"""Turns the log into bytes with the C pickler, whose memo gives every object its identity.

The pickler never asks an object how it wants to be pickled: `reducer_override` answers for everything that is not an exact
builtin, with the object's type alone. The inside of such objects follows later in the same stream as `CONTENT`.
"""

import operator
import pickle

from tracer import objects
from tracer.sites import CONTENT

_TEXT_LIMIT = 10_000


class _Mark:
    """A type, or a kind of atom, as the decoder is told of it once."""

    def __init__(self, *description):
        self.description = description

    def __call__(self):
        """The pickler asks for a callable; nobody calls it."""


class StandIn:
    """What a log that holds no object of the program has in place of one: see lifetime.py."""

    __slots__ = ("dirty", "kind", "mark", "operands", "reference", "shadow", "type_id", "watched")


class Encoder(pickle.Pickler):
    """Writes chunks of the log. `known` holds, by id, objects whose first contents are in the stream or in the log already."""

    def __init__(self, scopes_of_code):
        self._parts = []
        super().__init__(self, protocol=5)
        self.known = {}
        self._kinds = {}
        self._marks = {}
        self._queue = []
        self._scopes = scopes_of_code
        self._atom = _Mark("atom")
        self._text = _Mark("text")
        self._absent = _Mark("absent")
        #: Whether classes that functions make must not be kept alive.
        self.holds_nothing = False

    def write(self, data):
        self._parts.append(data)
        return len(data)

    def begin(self) -> bytes:
        """The first bytes: the one global that the stream refers to, before the program may change it."""
        self.dump(operator.truth)
        return self._written()

    def encode(self, *logs) -> bytes:
        """The bytes for lists of log values, which this empties, and for the contents of what they show for the first time."""
        for values in logs:
            if values:
                self._dump(values)
        while self._queue:
            self._dump(self._contents())
        return self._written()

    def _dump(self, values):
        self.dump(values)
        # The memo keeps the list, but need not keep what was in it.
        values.clear()

    def _written(self):
        data = b"".join(self._parts)
        self._parts.clear()
        return data

    def kind(self, type_):
        found = self._kinds.get(id(type_))
        if found is None:
            found = objects.kind_of(type_)
            if not (self.holds_nothing and objects.is_local(type_)):
                self._kinds[id(type_)] = found
        return found

    def _contents(self):
        """Log values that tell the contents of the objects in the queue."""
        found = []
        queue, self._queue = self._queue, []
        for thing, kind in queue:
            values = kind.contents(thing)
            found += (CONTENT, thing, len(values))
            found += values
        return found

    def reducer_override(self, thing):
        type_ = type(thing)
        if type_ is _Mark:
            return (operator.truth, thing.description)
        if thing is operator.truth:
            return NotImplemented
        if type_ in objects.SCALARS:
            return (self._atom, (type_.__name__, *_scalar_text(thing)))
        if thing is objects.ABSENT:
            return (self._absent, ())
        if type_ is StandIn:
            return (thing.mark, thing.operands)
        kind = self.kind(type_)
        if self._is_inside_recorded(thing, kind) and id(thing) not in self.known:
            self.known[id(thing)] = thing
            self._queue.append((thing, kind))
        return self.describe(thing, kind)

    def _is_inside_recorded(self, thing, kind):
        return kind.shape != "opaque" and (kind.shape != "class" or objects.is_own_class(thing))

    def describe(self, thing, kind):
        """What stands for an object in the stream: the mark of its type, and what else is told of it at first sight."""
        type_ = type(thing)
        mark = self._mark(kind)
        shape = kind.shape
        if shape in ("opaque", "class"):
            return (mark, (objects.opaque_text(thing, type_),))
        if shape == "function":
            return (mark, (thing.__name__, self._scopes.get(id(thing.__code__), -1)))
        if shape == "enum":
            return (mark, (objects.enum_text(thing, kind),))
        if shape == "exception":
            return (mark, (objects.exception_repr(thing),))
        return (mark, ())

    def _mark(self, kind):
        if kind.mark is None:
            fields = "\n".join(kind.fields) if kind.fields else ""
            handled = "*" if kind.handled is None else "\n".join(sorted(kind.handled))
            description = (kind.name, kind.qualified, kind.shape, fields, str(kind.overrides), handled)
            kind.mark = self._marks.setdefault(description, _Mark("type", *description))
        return kind.mark


def _scalar_text(thing):
    if type(thing) is bytes and len(thing) > _TEXT_LIMIT:
        return repr(thing[:_TEXT_LIMIT]), len(thing)
    return repr(thing), len(thing) if type(thing) is bytes else -1
