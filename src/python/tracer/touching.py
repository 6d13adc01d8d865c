"""What functions of `heapq` and `bisect` are about to change, so that only that is compared afterwards.

A heap's change lies on one path from the root, which the heap's own order tells; an insertion lies where a search says. The search
asks `<` of plain values only: for lists that hold anything else there is no plan, and all contents are compared.
"""

import bisect
import heapq

from tracer import sites as S

_SCALARS = frozenset((int, float, str, bytes, bool))


class Plan:
    """Places of a list that a call may change, with the values there before it."""

    __slots__ = ("length", "places", "thing", "values")

    def __init__(self, thing, places):
        self.thing = thing
        self.length = len(thing)
        self.places = [place for place in places if place < self.length]
        self.values = [thing[place] for place in self.places]

    def settle(self, log):
        """Log what changed."""
        thing = self.thing
        length = min(len(thing), self.length)
        for place, before in zip(self.places, self.values):
            if place < length and thing[place] is not before:
                log.extend((S.SET_ITEM, thing, place, thing[place]))
        if len(thing) < self.length:
            log.extend((S.REMOVE, thing, length, self.length - length))
        elif len(thing) > length:
            log.extend((S.INSERT, thing, length, len(thing) - length, *thing[length:]))


class Insertion:
    """The place where a call will insert one value."""

    __slots__ = ("length", "place", "thing", "value")

    def __init__(self, thing, place, value):
        self.thing = thing
        self.place = place
        self.value = value
        self.length = len(thing)

    def settle(self, log):
        """Log the insertion."""
        thing = self.thing
        if len(thing) == self.length + 1 and thing[self.place] is self.value:
            log.extend((S.INSERT, thing, self.place, 1, self.value))
        elif len(thing) != self.length:
            log.extend((S.REPLACE, thing, len(thing), *thing))


def plan(function, operands):
    """What the call of a builtin `function` with exactly these operands will change, or None where that cannot be told."""
    found = _PLANS.get(function)
    if found is None or len(operands) != found[1] or type(operands[0]) is not list:
        return None
    try:
        return found[0](*operands)
    except TypeError:
        return None


def _is_plain(value):
    return type(value) in _SCALARS or type(value) is tuple and all(type(part) in _SCALARS for part in value)


def _push(heap, item):
    places = []
    place = len(heap)
    while place > 0:
        place = (place - 1) >> 1
        places.append(place)
    return Plan(heap, places) if _is_plain(item) and all(_is_plain(heap[place]) for place in places) else None


def _down(heap, end, is_max):
    """The path from the root of the first `end` items that follows the smaller (or larger) child, or None."""
    places, place = [0], 0
    while 2 * place + 1 < end:
        place = 2 * place + 1
        if place + 1 < end:
            left, right = heap[place], heap[place + 1]
            if not (_is_plain(left) and _is_plain(right)):
                return None
            if not (right < left if is_max else left < right):
                place += 1
        elif not _is_plain(heap[place]):
            return None
        places.append(place)
    return places


def _pop(is_max):
    def plan_pop(heap):
        if not heap or not _is_plain(heap[-1]):
            return None
        places = _down(heap, len(heap) - 1, is_max)
        return None if places is None else Plan(heap, places)

    return plan_pop


def _replace(is_max):
    def plan_replace(heap, item):
        if not heap or not _is_plain(heap[0]) or not _is_plain(item):
            return None
        places = _down(heap, len(heap), is_max)
        return None if places is None else Plan(heap, places)

    return plan_replace


def _insert(is_left):
    def plan_insert(values, value):
        if not _is_plain(value):
            return None
        low, high = 0, len(values)
        while low < high:
            middle = (low + high) // 2
            other = values[middle]
            if not _is_plain(other):
                return None
            if other < value if is_left else not value < other:
                low = middle + 1
            else:
                high = middle
        return Insertion(values, low, value)

    return plan_insert


def _plans():
    plans = {bisect.insort: (_insert(False), 2), bisect.insort_left: (_insert(True), 2)}
    for suffix, is_max in (("", False), ("_max", True)):
        for name, make, count in (
            ("heappush", lambda _: _push, 2),
            ("heappop", _pop, 1),
            ("heapreplace", _replace, 2),
            ("heappushpop", _replace, 2),
        ):
            function = getattr(heapq, name + suffix, None)
            if function is not None:
                plans[function] = (make(is_max), count)
    return plans


_PLANS = _plans()
