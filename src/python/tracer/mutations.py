"""Finds out what code that is not the program's own changed: contents before against contents after, by identity."""

import gc
import itertools
import operator
import sys
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType

from tracer import objects
from tracer import sites as S
from tracer.calls import MUTATORS
from tracer.touching import plan

_mro = objects.mro
_namespace = type.__dict__["__dict__"].__get__
_module_names = ModuleType.__dict__["__dict__"].__get__
_RUNS_TEXT = (exec, eval)
_REACH = 200

#: Modules whose functions change nothing they are given and call nothing back.
_PURE_MODULES = frozenset(("math", "cmath", "_operator", "time", "_string", "unicodedata", "zlib", "binascii", "_struct", "gc", "_weakref"))


#: Functions of `operator` that change what they are given.
_MUTATING_OPERATORS = frozenset(
    """
    setitem delitem iadd iand iconcat ifloordiv ilshift imatmul imod imul ior ipow irshift isub itruediv ixor call
    """.split()
)


class Guard:
    """Objects that a call in progress may change, with their contents before it."""

    __slots__ = ("frame", "known", "planned", "runs_text", "shadows", "touched")

    def __init__(self, frame, shadows, known=-1, planned=None):
        self.frame = frame
        #: What a call with a known effect will change, instead of shadows.
        self.planned = planned
        self.shadows = shadows
        self.touched = set()
        #: How many objects the recorder knew when a call of library code began; -1 where the call makes no object.
        self.known = known
        #: Whether code from text runs in the module, which may bind any name there.
        self.runs_text = False


class Guards:
    """Guards of the calls in progress, innermost last. `before` and `after` bracket a call."""

    def __init__(self, recorder):
        self.recorder = recorder
        self.open = []
        #: Calls whose operands are being computed, by frame: attribute, values so far. A frame may be suspended in between.
        self.collecting = {}

    def watch(self, thing):
        """Before a change of `thing` that is cheaper to find out afterwards."""
        self._push([thing] if self.recorder.is_changeable(thing) else (), sys._getframe(1))

    def watched(self, thing):
        """The same, giving its argument."""
        self._push([thing] if self.recorder.is_changeable(thing) else (), sys._getframe(1))
        return thing

    def watched_deep(self, thing):
        """The same for an object and what it holds."""
        things = []
        self._reach(thing, things, set())
        self._push(things, sys._getframe(1))
        return thing

    def before(self, attribute, first, *rest):
        """Before a call of `first`, or of its method `attribute`, with the values `rest`."""
        if not self.open:
            function = first
            if attribute is not None:
                function = _module_names(first).get(attribute) if type(first) is ModuleType else None
            if type(function) is BuiltinFunctionType and (planned := plan(function, rest)) is not None:
                self._push_plan(planned, sys._getframe(1))
                return
        self._begin(sys._getframe(1), attribute, first, *rest)

    def _push_plan(self, planned, frame):
        """Before a call that will change certain places of one list."""
        recorder = self.recorder
        if id(planned.thing) not in recorder.known:
            recorder.show(planned.thing)
        self.open.append(Guard(id(frame), (), planned=planned))
        recorder.last[0] = None

    def called(self, first, attribute):
        """Where there are no temporaries: what is called; the operands follow by `passed`, the last by `started`."""
        self.collecting.setdefault(id(sys._getframe(1)), []).append((attribute, [first]))
        return first

    def passed(self, value):
        self.collecting[id(sys._getframe(1))][-1][1].append(value)
        return value

    def started(self, value):
        """The last operand: the call comes next."""
        frame = sys._getframe(1)
        calls = self.collecting[id(frame)]
        attribute, values = calls.pop()
        if not calls:
            del self.collecting[id(frame)]
        self._begin(frame, attribute, *values, value)
        return value

    def begun(self, first, attribute):
        """A call without operands to collect."""
        self._begin(sys._getframe(1), attribute, first)
        return first

    def _begin(self, frame, attribute, first, *rest):
        if attribute in MUTATORS and type(first) in objects.BASES:
            self._push([first] if self.recorder.is_changeable(first) else (), frame)
            return
        if self._is_harmless(attribute, first):
            self._push((), frame)
            return
        things, seen, known = [], set(), self.recorder.known
        runs_text = attribute is None and any(first is one for one in _RUNS_TEXT)
        if runs_text:
            rest = (*rest, *frame.f_locals.values(), *frame.f_globals.values())
        for value in (first, *rest):
            self._reach(value, things, seen)
        self._push(things, frame, len(known))
        if runs_text and frame.f_code.co_name == "<module>":
            self.recorder.links.module_before()
            self.open[-1].runs_text = True

    def decorating(self, decorator):
        """Before a decorator is applied, which `after` follows; gives its argument."""
        things = []
        if not self._is_harmless(None, decorator):
            self._reach(decorator, things, set())
        self._push(things, sys._getframe(1))
        return decorator

    def _push(self, things, frame, known_before=-1):
        show = self.recorder.show
        recorder = self.recorder
        shadows = []
        for thing in things:
            for outer in self.open:
                self._catch_up(outer, thing)
            if not recorder.is_known(thing):
                show(thing)
            if recorder.is_known(thing):
                shadows.append((thing, recorder.contents(thing)))
                recorder.watching(thing, 1)
        self.open.append(Guard(id(frame), shadows, known_before))
        self.recorder.last[0] = None

    def after(self, result):
        """After the call: log what it changed. Gives the call's result."""
        guard = self.open.pop()
        if guard.shadows or guard.runs_text or guard.planned is not None:
            self.settle(guard)
        if guard.known >= 0 and len(self.recorder.known) > guard.known and id(result) in self.recorder.known:
            self._made(result)
        return result

    def _made(self, thing):
        """An object that the program's code has seen while a library made it: what the library did to it in the end."""
        kind = self.recorder.encoder.kind(type(thing))
        if kind.shape in ("instance", "dataclass"):
            values = kind.contents(thing)
            self.recorder.log.extend((S.REPLACE, thing, len(values), *values))

    def _catch_up(self, guard, thing):
        """Log what happened so far to a thing that an outer guard watches too."""
        for position, (one, old) in enumerate(guard.shadows):
            if one is thing:
                new = self._compare(guard, thing, old)
                guard.shadows[position] = (thing, new)

    def touch(self, thing):
        """The program itself changes a guarded object while the call is in progress (in a callback)."""
        for guard in self.open:
            if any(thing is one for one, _ in guard.shadows):
                guard.touched.add(id(thing))

    def abort(self, frame):
        """An exception ends the calls in progress of a frame."""
        self.collecting.pop(id(frame), None)
        while self.open and self.open[-1].frame == id(frame):
            self.settle(self.open.pop())

    def settle(self, guard):
        """Log what a call changed of what its guard watches."""
        if guard.planned is not None:
            guard.planned.settle(self.recorder.log)
            return
        if guard.runs_text:
            self.recorder.links.module_bound()
        for thing, old in guard.shadows:
            self.recorder.watching(thing, -1)
            new = self._compare(guard, thing, old)
            if new is not old:
                for outer in self.open:
                    outer.shadows = [(one, new if one is thing else seen) for one, seen in outer.shadows]

    def _compare(self, guard, thing, old):
        """Log how a thing differs from its old contents; gives the new ones, or the old where there is no difference."""
        kind = self.recorder.encoder.kind(type(thing))
        new = self.recorder.contents(thing)
        if len(old) == len(new) and all(map(operator.is_, old, new)):
            return old
        log = self.recorder.log
        with_attributes = kind.inherits and any(one is objects.ABSENT for one in (*old, *new))
        if id(thing) in guard.touched or with_attributes:
            log.extend((S.REPLACE, thing, len(new), *new))
        else:
            differences(log, thing, kind, old, new)
        return new

    def _reach(self, value, things, seen):
        """Collect the changeable objects reachable from a value."""
        stack = [value]
        while stack and len(things) < _REACH:
            thing = stack.pop()
            type_ = type(thing)
            if type_ in objects.ATOMS or id(thing) in seen:
                continue
            seen.add(id(thing))
            if type_ is MethodType:
                stack.append(thing.__self__)
                continue
            if type_ is super:
                stack.append(_self_of_super(thing))
                continue
            if type_ is BuiltinFunctionType:
                if type(thing.__self__) is not ModuleType and thing.__self__ is not None:
                    stack.append(thing.__self__)
                continue
            kind = self.recorder.encoder.kind(type_)
            if objects.holds_callable(type_):
                stack.extend(gc.get_referents(thing))
                continue
            if kind.shape in ("opaque", "enum", "range"):
                continue
            if kind.shape == "function":
                stack.extend(kind.contents(thing))
                continue
            if kind.shape not in ("tuple", "frozenset", "namedtuple"):
                things.append(thing)
            stack.extend(part for part in kind.contents(thing) if type(part) not in objects.ATOMS)

    def _is_harmless(self, attribute, first):
        """Whether the call runs the program's own code, which logs for itself, or code known to change nothing."""
        if attribute is not None:
            first = self._method(attribute, first)
        type_ = type(first)
        if type_ is FunctionType:
            return id(first.__code__) in self.recorder.codes
        if type_ is MethodType and type(first.__func__) is FunctionType:
            return id(first.__func__.__code__) in self.recorder.codes
        if type_ is BuiltinFunctionType:
            owner = first.__self__
            if first.__name__ in _MUTATING_OPERATORS:
                return False
            if first.__name__ == "getrefcount":
                return True
            return type(owner) is ModuleType and _module_names(owner).get("__name__") in _PURE_MODULES
        if type_ is type:
            return self._is_harmless_class(first)
        return False

    def _method(self, attribute, receiver):
        """What `receiver.attribute` is, where that can be seen without running code; else None."""
        type_ = type(receiver)
        if type_ is ModuleType:
            return _module_names(receiver).get(attribute)
        if type_ is super:
            owner, start = _self_of_super(receiver), _class_of_super(receiver)
            line = _mro(owner if isinstance_type(owner) else type(owner))
            classes = line[line.index(start) + 1 :] if start in line else ()
        elif type_ is type:
            classes = _mro(receiver)
        else:
            classes = _mro(type_)
        for one in classes:
            if attribute in _namespace(one):
                found = _namespace(one)[attribute]
                return found.__func__ if type(found) in (staticmethod, classmethod) else found
        return None

    def _is_harmless_class(self, class_):
        """Whether making an instance runs only the program's own code: no builtin base but object."""
        for one in _mro(class_)[:-1]:
            if one in (list, dict, set, tuple, frozenset, Exception, BaseException):
                continue
            if _namespace(one).get("__module__") != objects.MAIN:
                return one in objects.ATOMS
        return class_ not in (list, dict, set, tuple, frozenset)


def isinstance_type(thing):
    return type in _mro(type(thing))


_self_of_super = super.__dict__["__self__"].__get__
_class_of_super = super.__dict__["__thisclass__"].__get__


def differences(log, thing, kind, old, new):
    """Log how contents changed."""
    base = kind.base
    if base in objects.SEQUENCES:
        _sequence(log, thing, old, new)
    elif base in objects.MAPPINGS:
        _mapping(log, thing, old, new)
    elif base in objects.SETS:
        _set(log, thing, old, new)
    else:
        _attributes(log, thing, old, new)


def _common(old, new):
    """Length of the common beginning, by identity."""
    first = next(itertools.compress(itertools.count(), map(operator.is_not, old, new)), None)
    return min(len(old), len(new)) if first is None else first


def _sequence(log, thing, old, new):
    start = _common(old, new)
    end = min(_common(old[::-1], new[::-1]), min(len(old), len(new)) - start)
    removed, added = len(old) - end - start, len(new) - end - start
    if not added:
        log.extend((S.REMOVE, thing, start, removed))
    elif not removed:
        log.extend((S.INSERT, thing, start, added, *new[start : start + added]))
    elif not _in_place(log, thing, old, new, start):
        log.extend((S.REPLACE, thing, len(new), *new))


def _in_place(log, thing, old, new, start):
    """Log single items that changed and a change of length at the end (as a heap does), where that is shorter than it all."""
    common = min(len(old), len(new))
    different = map(operator.is_not, itertools.islice(old, start, common), itertools.islice(new, start, common))
    changed = list(itertools.compress(range(start, common), different))
    if 2 * len(changed) > common and len(changed) > 1:
        return False
    for index in changed:
        log.extend((S.SET_ITEM, thing, index, new[index]))
    if len(old) > common:
        log.extend((S.REMOVE, thing, common, len(old) - common))
    elif len(new) > common:
        log.extend((S.INSERT, thing, common, len(new) - common, *new[common:]))
    return True


def _mapping(log, thing, old, new):
    before = dict(zip(map(id, old[::2]), old[1::2]))
    after = {id(key) for key in new[::2]}
    gone = [key for key in old[::2] if id(key) not in after]
    kept = [key for key in old[::2] if id(key) in after]
    if any(map(operator.is_not, kept, new[::2])):
        log.extend((S.REPLACE, thing, len(new), *new))
        return
    for key in gone:
        log.extend((S.REMOVE_KEY, thing, key))
    for key, value in zip(new[::2], new[1::2]):
        if id(key) not in before or before[id(key)] is not value:
            log.extend((S.SET_KEY, thing, key, value))


def _set(log, thing, old, new):
    before, after = set(map(id, old)), set(map(id, new))
    if len(before & after) * 2 < len(after):
        log.extend((S.REPLACE, thing, len(new), *new))
        return
    for value in old:
        if id(value) not in after:
            log.extend((S.DISCARD, thing, value))
    for value in new:
        if id(value) not in before:
            log.extend((S.ADD, thing, value))


def _attributes(log, thing, old, new):
    before = dict(zip(old[::2], old[1::2]))
    after = dict(zip(new[::2], new[1::2]))
    for name in before:
        if name not in after:
            log.extend((S.REMOVE_ATTRIBUTE, thing, name))
    for name, value in after.items():
        if name not in before or before[name] is not value:
            log.extend((S.SET_ATTRIBUTE, thing, name, value))
