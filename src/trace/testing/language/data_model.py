# Reference chapter 3: identity, attributes, special methods that the interpreter calls.
class Number:
    made = 0

    def __new__(cls, value):
        self = super().__new__(cls)
        cls.made += 1
        return self

    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        return Number(self.value + other.value)

    def __radd__(self, other):
        return Number(other + self.value)

    def __iadd__(self, other):
        self.value += other.value if isinstance(other, Number) else other
        return self

    def __neg__(self):
        return Number(-self.value)

    def __eq__(self, other):
        return isinstance(other, Number) and self.value == other.value

    def __hash__(self):
        return hash(self.value)

    def __bool__(self):
        return self.value != 0

    def __index__(self):
        return self.value

    def __repr__(self):
        return f"Number({self.value})"

    def __format__(self, spec):
        return f"<{self.value:{spec}}>" if spec else "<>"

    def __lt__(self, other):
        return self.value < other.value


a, b = Number(2), Number(5)
c = a + b
c += a
c += 1
d = sum([a, b, c])
negative = -d
table = {a: "two", Number(2): "also two", b: "five"}
picked = [10, 20, 30][a]
text = f"{a} {b:03} {c!r}"
ordered = sorted([c, a, b])
is_true = bool(Number(0)) or (not Number(1))


class Box:
    def __init__(self):
        self.items = {}
        self.log = []

    def __getitem__(self, key):
        self.log.append(("get", key))
        return self.items[key]

    def __setitem__(self, key, value):
        self.log.append(("set", key))
        self.items[key] = value

    def __delitem__(self, key):
        self.log.append(("del", key))
        del self.items[key]

    def __contains__(self, key):
        return key in self.items

    def __len__(self):
        return len(self.items)

    def __iter__(self):
        yield from self.items

    def __reversed__(self):
        return iter(list(self.items)[::-1])

    def __call__(self, *args, **kwargs):
        self.last = args, kwargs
        return len(args)

    def __getattr__(self, name):
        if name.startswith("auto_"):
            value = self.__dict__[name] = [name]
            return value
        raise AttributeError(name)


box = Box()
box["x"] = [1]
box["y"] = 2
box["x"] += [3]
box["y"] += 1
del box["y"]
box[1:2] = "slice"
found = "x" in box, len(box), list(box), list(reversed(box))
box(1, *[2, 3], k=4)
box.auto_names.append(5)
box.auto_names.append(6)
try:
    box.missing
except AttributeError as error:
    message = str(error)


class Guarded:
    def __init__(self):
        object.__setattr__(self, "writes", [])

    def __setattr__(self, name, value):
        self.writes.append(name)
        if name != "ignored":
            super().__setattr__(name, value)

    def __delattr__(self, name):
        self.writes.append(f"del {name}")
        object.__delattr__(self, name)

    def __getattribute__(self, name):
        value = object.__getattribute__(self, name)
        return value


guarded = Guarded()
guarded.x = 1
guarded.ignored = 2
guarded.x += 5
del guarded.x
guarded.pair = guarded.other = [7]
guarded.pair.append(8)


class Slotted:
    __slots__ = ("left", "right", "__hidden")

    def __init__(self, left):
        self.left = left
        self.__hidden = [left]


class SlottedAndDict(Slotted):
    pass


s = Slotted(1)
s.right = [s]
s.right.append(2)
del s.left
t = SlottedAndDict(3)
t.extra = 4
try:
    s.extra = 1
except AttributeError as error:
    slot_error = str(error)
print(a, b, c, d, negative, table, picked, text, ordered, is_true, found, box.last, message, slot_error, Number.made)
print(guarded.writes, guarded.pair, box.log)
