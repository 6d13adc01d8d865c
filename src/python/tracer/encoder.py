"""Turns the log into bytes with the C pickler, whose memo gives every object its identity.

The pickler never asks an object how it wants to be pickled: `reducer_override` answers for everything that is not an exact
builtin, with the object's type alone. The inside of such objects follows later in the same stream as `CONTENT`.
"""

import collections
import itertools
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


class _Chunk:
    """A stretch of the log on its way into the stream."""

    def __init__(self, values):
        self.values = values


class Encoder(pickle.Pickler):
    """Writes chunks of the log. `known` holds, by id, objects whose first contents are in the stream or in the log already."""

    def __init__(self, scopes_of_code):
        self._parts = []
        super().__init__(self, protocol=5)
        self.known = {}
        self._kinds = {}
        self._marks = {}
        self._queue = collections.deque()
        self._scopes = scopes_of_code
        self._atom = _Mark("atom")
        self._text = _Mark("text")
        self._absent = _Mark("absent")

    def write(self, data):
        self._parts.append(data)
        return len(data)

    def encode(self, values) -> bytes:
        """The bytes for a flat run of log values, and for the contents of what they show for the first time."""
        self.dump(_Chunk(itertools.chain(values, self._contents())))
        data = b"".join(self._parts)
        self._parts.clear()
        return data

    def kind(self, type_):
        found = self._kinds.get(id(type_))
        if found is None:
            found = self._kinds[id(type_)] = objects.kind_of(type_)
        return found

    def _contents(self):
        while self._queue:
            thing, kind = self._queue.popleft()
            values = kind.contents(thing)
            yield from (CONTENT, thing, len(values))
            yield from values

    def reducer_override(self, thing):
        type_ = type(thing)
        if type_ is _Chunk:
            return (operator.truth, (), None, thing.values)
        if type_ is _Mark:
            return (operator.truth, thing.description)
        if thing is operator.truth:
            return NotImplemented
        if type_ in objects.SCALARS:
            return (self._atom, (type_.__name__, *_scalar_text(thing)))
        if thing is objects.ABSENT:
            return (self._absent, ())
        kind = self.kind(type_)
        mark = self._marks.get(id(type_))
        if mark is None:
            fields = "\n".join(kind.fields) if kind.fields else ""
            handled = "*" if kind.handled is None else "\n".join(sorted(kind.handled))
            description = (kind.name, kind.qualified, kind.shape, fields, str(kind.overrides), handled)
            mark = self._marks[id(type_)] = _Mark("type", *description)
        shape = kind.shape
        if shape == "opaque":
            return (mark, (objects.opaque_text(thing, type_),))
        if shape == "class" and not objects.is_own_class(thing):
            return (mark, (objects.opaque_text(thing, type_),))
        if id(thing) not in self.known:
            self.known[id(thing)] = thing
            self._queue.append((thing, kind))
        if shape == "function":
            return (mark, (thing.__name__, self._scopes.get(id(thing.__code__), -1)))
        if shape == "class":
            return (mark, (objects.opaque_text(thing, type_),))
        if shape == "enum":
            return (mark, (objects.enum_text(thing, kind),))
        if shape == "exception":
            return (mark, (objects.exception_repr(thing),))
        return (mark, ())


def _scalar_text(thing):
    if type(thing) is bytes and len(thing) > _TEXT_LIMIT:
        return repr(thing[:_TEXT_LIMIT]), len(thing)
    return repr(thing), len(thing) if type(thing) is bytes else -1
