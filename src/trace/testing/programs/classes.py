"""Classes: bodies, inheritance, special methods, properties, dataclasses, enums."""
import enum
from collections import namedtuple
from dataclasses import dataclass, field
from typing import NamedTuple


class Empty:
    pass


class Base:
    """A docstring."""

    shared: list = []
    count: int = 0
    names = [n.upper() for n in ("a", "b")]
    for loop_variable in range(2):
        count += loop_variable

    def __init__(self, value, *rest):
        self.value = value
        self.__private = rest

    @property
    def double(self):
        return self.value * 2

    @double.setter
    def double(self, new):
        self.value = new // 2

    @staticmethod
    def helper(x):
        return x + 1

    @classmethod
    def make(cls, value):
        made = cls(value)
        return made

    def private(self):
        return self.__private

    def __eq__(self, other):
        return self.value == other.value

    def __hash__(self):
        return hash(self.value)

    def __lt__(self, other):
        return self.value < other.value


class Derived(Base):
    def __init__(self, value, extra=None):
        super().__init__(value, 1, 2)
        self.extra = extra or []

    def who(self):
        return __class__.__name__

    def __len__(self):
        return len(self.extra)

    def __getitem__(self, index):
        return self.extra[index]

    def __setitem__(self, index, value):
        self.extra[index] = value

    def __iadd__(self, other):
        self.extra.append(other)
        return self

    def __call__(self, *args):
        return args

    def __bool__(self):
        return True

    def __contains__(self, item):
        return item in self.extra

    def __iter__(self):
        for item in self.extra:
            yield item


b = Base(3)
length = b.double
b.double = 10
Base.helper(1)
Base.make(4).private()
d = Derived(1, [5])
d.who()
d += 7
d[0] = 6
first = d[0]
listed = list(d)
d(1, 2)
found = 6 in d
ordered = sorted([Base(2), Base(1)])
keyed = {Base(1): "one"}
hit = keyed[Base(1)]
if d:
    truthy = True


@dataclass
class Point:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)

    def moved(self, dx):
        return Point(self.x + dx, self.y, self.tags)


p = Point(1)
p.x += 5
p.tags.append("t")
p2 = p.moved(1)
same = p2.tags is p.tags


class Color(enum.Enum):
    RED = 1
    GREEN = "g"


red = Color.RED
green = Color("g")
Pair = namedtuple("Pair", "left right")
pair = Pair(1, [2])
pair.right.append(3)


class Typed(NamedTuple):
    a: int
    b: str = "x"


typed = Typed(1)


class Stack(list):
    def push(self, item):
        self.append(item)

    def peek(self):
        return self[-1]


st = Stack()
st.push(1)
st.append(2)
st.label = "name"
st.peek()


class Loud(list):
    def append(self, item):
        super().append(item)
        super().append(item)


loud = Loud([1])
loud.append(2)
loud[0] = 5


class Meta(type):
    def __new__(mcls, name, bases, namespace):
        namespace["added"] = 1
        return super().__new__(mcls, name, bases, namespace)


class Made(metaclass=Meta):
    def method(self):
        return self.added


Made().method()


def decorate(times):
    def wrap(function):
        def inner(*args):
            result = None
            for _ in range(times):
                result = function(*args)
            return result

        return inner

    return wrap


@decorate(2)
def decorated(x):
    return x + 1


decorated(1)


class Tracked:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)
        self.__dict__.setdefault("log", []).append(name)

    def __getattr__(self, name):
        return name


tr = Tracked()
tr.x = 1
missing = tr.nothing


class Custom(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


try:
    raise Custom(5)
except Custom as e:
    code = e.code


def counter():
    n = 0

    def inc(by=1):
        nonlocal n
        n += by
        return n

    return inc


c1, c2 = counter(), counter()
c1()
c1(5)
c2()


class Outer:
    class Inner:
        value = 1

        def get(self):
            return Outer.Inner.value

    inner = Inner()


Outer.inner.get()
