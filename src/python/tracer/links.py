"""Dictionaries that are another object's attributes, or the module's variables: one thing under two names.

`o.__dict__`, `vars(o)` and `globals()` hand out such a dictionary. From then on the decoder lets every change of one be a change
of the other.
"""

from tracer import objects
from tracer import sites as S


class Links:
    """What `linked` was told of. `holding` and `linked` bracket the expression that gives a dictionary."""

    def __init__(self, recorder):
        self.recorder = recorder
        self.module = None
        self._held = []

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

    def _link(self, owner, dictionary):
        recorder = self.recorder
        if owner is not None and not recorder.is_changeable(owner):
            return
        for thing in (dictionary, owner):
            if thing is not None and id(thing) not in recorder.known:
                recorder.show(thing)
        recorder.log.extend((S.LINK, dictionary, owner))
