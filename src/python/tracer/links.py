"""Dictionaries that are another object's attributes, or the module's variables: one thing under two names.

`o.__dict__`, `vars(o)` and `globals()` hand out such a dictionary. From then on the decoder lets every change of one be a change
of the other.
"""

from types import FunctionType

from tracer import objects
from tracer import sites as S

#: What a class body itself binds before its first statement.
_CLASS_BEGINNING = frozenset(("__module__", "__qualname__", "__firstlineno__", "__type_params__", ".type_params", "__classdict__"))


class Links:
    """What `linked` was told of. `holding` and `linked` bracket the expression that gives a dictionary."""

    def __init__(self, recorder):
        self.recorder = recorder
        self.module = None
        self._held = []
        self._before = {}

    def holding(self, owner):
        """Remember whose dictionary comes next; gives its argument."""
        self._held.append(owner)
        return owner

    def linked(self, dictionary):
        """The dictionary of what was held last; gives its argument."""
        while self._held:
            owner = self._held.pop()
            if objects.dictionary_of(owner) is dictionary is not None:
                self._link(owner, dictionary)
                break
        return dictionary

    def cells(self, closure):
        """`function.__closure__`, without the recorder's own cells."""
        owner = self._held.pop() if self._held else None
        if type(owner) is not FunctionType or type(closure) is not tuple:
            return closure
        names = owner.__code__.co_freevars
        return tuple(cell for name, cell in zip(names, closure) if not name.startswith(".")) or None

    def variables(self, dictionary):
        """What `globals()` gave; gives its argument."""
        if dictionary is self.module.__dict__:
            self._link(None, dictionary)
        return dictionary

    def replaced(self, owner):
        """`owner.__dict__` was assigned."""
        dictionary = objects.dictionary_of(owner)
        if dictionary is not None:
            self._link(owner, dictionary)

    def module_before(self):
        """Before a statement that may bind any name of the module."""
        self._before = dict(self.module.__dict__)

    def module_bound(self):
        """After it: log what it bound."""
        before, self._before = self._before, {}
        for name, value in self.module.__dict__.items():
            if type(name) is str and (name not in before or before[name] is not value):
                self.recorder.log.extend((S.BIND, name, value))

    def prepared(self, namespace):
        """At the beginning of a class body: log what `__prepare__` put there (PEP 3115)."""
        if objects.is_mapping(namespace):
            for name, value in dict.items(namespace):
                if type(name) is str and name not in _CLASS_BEGINNING:
                    self.recorder.log.extend((S.BIND, name, value))

    def _link(self, owner, dictionary):
        recorder = self.recorder
        if owner is not None and not recorder.is_changeable(owner):
            return
        for thing in (dictionary, owner):
            if thing is not None and not recorder.is_known(thing):
                recorder.show(thing)
        recorder.log.extend((S.LINK, dictionary, owner))
