"""What a logged tuple means.

The program appends tuples `(site, value, ...)` to one list. A site is a small program for the decoder: what rows the
values become. The tables travel to the decoder as JSON before the first tuple.
"""

#: Fixed sites, for tuples whose length varies or that the recorder itself logs. The decoder knows them by number.
CONTENT = 1  # object, count, values: its contents as they were when the run first saw it
REPLACE = 2  # object, count, values: its whole new contents
INSERT = 3  # object, index, count, values
REMOVE = 4  # object, index, count
SET_ITEM = 5  # object, index, value
SET_KEY = 6  # object, key, value
REMOVE_KEY = 7  # object, key
ADD = 8  # object, value
DISCARD = 9  # object, value
SET_ATTRIBUTE = 10  # object, name, value
REMOVE_ATTRIBUTE = 11  # object, name
LINK = 12  # dictionary, object whose attributes it holds (None: the module, whose variables it holds)
RAISE = 13  # exception, place
UNWIND = 14  # exception
YIELD = 15  # value
RESUME = 16  # token of the frame
STDOUT = 17  # text
STDERR = 18  # text
INPUT = 19  # text
EXCEPTION = 20  # exception, type name, message
RESULT = 21  # value of the Call
PLACE = 22  # place, node or -1: what a RAISE of this chunk refers to
FATAL = 23  # the exception that ended the run
BIND = 24  # name, value: a name that the text of the program does not tell
FIRST_FREE = 32

#: Instructions of a site. Operands count from 1, the site number being operand 0 of its tuple.
STEP = 0  # statement
ROW = 1  # slot, operand
BIND_FREE = 2  # slot, operand or 0, scope that owns the variable
ENTER = 3  # slot, operand of the token or 0, operand of the enclosing frame's token or 0
RETURN = 4  # slot, operand or 0 for None
HANDLE = 5  # slot, operand
STORE_ITEM = 6  # node, object, key, value
DELETE_ITEM = 7  # node, object, key
STORE_ATTRIBUTE = 8  # slot, object, value
DELETE_ATTRIBUTE = 9  # slot, object
METHOD = 10  # method, node, object, result, operands...
UNBIND = 11  # slot

#: Methods whose effect the decoder knows from receiver, arguments and result. Their order is part of the stream format.
METHODS = ("append", "appendleft", "pop", "popleft", "insert", "clear", "add", "discard", "setdefault", "popitem")

#: Bits of a mask of overridden methods: those of METHODS in order, then item assignment and deletion.
OVERRIDABLE = (*METHODS, "__setitem__", "__delitem__")


class Sites:
    """Collects names, slots and sites while the program is instrumented."""

    def __init__(self):
        self.names = []
        self.slots = [("operand", -1, None)]
        self.programs = [None] * FIRST_FREE
        self.sizes = [0] * FIRST_FREE
        self._names = {}
        self._slots = {}
        self._sites = {}

    def name(self, text: str) -> int:
        if text not in self._names:
            self._names[text] = len(self.names)
            self.names.append(text)
        return self._names[text]

    def slot(self, kind: str, subject: int = -1, where: str | None = None) -> int:
        key = (kind, subject, where)
        if key not in self._slots:
            self._slots[key] = len(self.slots)
            self.slots.append(key)
        return self._slots[key]

    def site(self, size: int, program: list[list[int]]) -> int:
        """The number for tuples with `size` values, and what they mean."""
        key = (size, tuple(map(tuple, program)))
        if key not in self._sites:
            self._sites[key] = len(self.programs)
            self.programs.append(program)
            self.sizes.append(size)
        return self._sites[key]

    def export(self) -> dict:
        return {
            "sizes": self.sizes[FIRST_FREE:],
            "programs": self.programs[FIRST_FREE:],
            "slots": [
                {"kind": kind, "subject": subject, **({"where": where} if where else {})}
                for kind, subject, where in self.slots
            ],
        }
