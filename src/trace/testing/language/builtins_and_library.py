# Mutation by library code: every route by which an object can change.
import bisect
import collections
import copy
import dataclasses
import enum
import heapq
import itertools
import operator
import random
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict, deque, namedtuple

xs = [5, 3, 8, 1]
alias = xs
xs.sort()
xs.sort(key=lambda x: -x)
xs.reverse()
xs.insert(1, 99)
xs.extend(x * 2 for x in (1, 2))
xs.remove(99)
popped = xs.pop(), xs.pop(0)
xs[1:1] = [7, 7]
bisect.insort(xs, 4)
heapq.heapify(xs)
heapq.heappush(xs, 0)
small = heapq.heappop(xs), heapq.heapreplace(xs, 6), heapq.heappushpop(xs, 100)
random.shuffle(xs)
operator.setitem(xs, 0, "op")
operator.iadd(xs, [1])
list.append(xs, "unbound")
append = xs.append
append("bound")
[xs.append(i) for i in range(2)]
list(map(xs.append, "ab"))
any(xs.append(i) for i in (0, 1))
xs.clear()
d = dict(a=1)
d.update({"b": 2}, c=3)
d.update([("d", 4)])
d.setdefault("e", []).append(5)
got = d.pop("a"), d.pop("zz", None), d.popitem()
d |= {"f": 6}
d["g"] = d.get("b")
for key in list(d):
    if key in "bf":
        del d[key]
dict.__setitem__(d, "h", 8)
dict.update(d, i=9)
s = {1, 2}
s.add(3)
s.discard(9)
s.remove(1)
s.update([4], {5})
s.difference_update({4})
s.intersection_update({2, 3, 5})
s.symmetric_difference_update({5, 6})
one = frozenset(s) | {7}
q = deque([1, 2, 3], maxlen=3)
q.append(4)
q.appendleft(0)
q.extend([8, 9])
q.extendleft([7])
q.rotate(1)
q[0] = "first"
taken = q.pop(), q.popleft()
counts = Counter("mississippi")
counts.update("miss")
counts.subtract("iii")
counts["z"] += 1
top = counts.most_common(2)
counts += Counter(a=2)
del counts["s"]
groups = defaultdict(list)
for word in "one two three".split():
    groups[len(word)].append(word)
deep = defaultdict(lambda: defaultdict(int))
deep["x"]["y"] += 1
missing = deep["only read"]
order = OrderedDict.fromkeys("abc")
order.move_to_end("a")
order.popitem(last=False)
chain = ChainMap({}, {"base": 1})
chain["new"] = 2
Point = namedtuple("Point", "x y", defaults=[0])
p = Point(1)
p2 = p._replace(y=[5])
p2.y.append(6)


@dataclasses.dataclass(order=True)
class Item:
    price: float
    name: str = dataclasses.field(default="none", compare=False)
    tags: list = dataclasses.field(default_factory=list, repr=False)

    def __post_init__(self):
        self.price *= 2


@dataclasses.dataclass(frozen=True, slots=True)
class Frozen:
    a: int
    b: list


item = Item(1.5)
item.tags.append("t")
other = dataclasses.replace(item, name="copy")
frozen = Frozen(1, [2])
frozen.b.append(3)
try:
    frozen.a = 2
except dataclasses.FrozenInstanceError as error:
    refused = str(error)


class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()

    def __init__(self, number):
        self.seen = []


Color.RED.seen.append("looked")


class Flags(enum.IntFlag):
    A = 1
    B = 2


flags = Flags.A | Flags.B


class MyList(list):
    def append(self, x):
        super().append(x)
        self.last = x


class Upper(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)

    def __missing__(self, key):
        value = self[key] = [key]
        return value


class Log(UserList):
    pass


ml = MyList([1])
ml.append(2)
ml.extend([3])
ml += [4]
up = Upper()
up["k"] = 1
up["zz"]
log = Log([1])
log.append(2)
ud = UserDict(a=1)
ud["b"] = 2
nested = {"a": [1, {"b": (2, [3])}]}
shallow, whole = copy.copy(nested), copy.deepcopy(nested)
nested["a"][1]["b"][1].append(4)
matrix = [[0] * 2] * 2
matrix[0][0] = 1
loop = []
loop.append(loop)
it = iter([1, 2, 3])
next(it)
pairs = list(itertools.pairwise(it))
buffer = bytearray(3)
buffer.extend(b"x")
buffer.append(1)
setattr(item, "price", 0)
exec("made_by_exec = [1]")
made_by_exec.append(2)
cycle = {"self": None}
cycle["self"] = cycle
grouped = {k: list(v) for k, v in itertools.groupby(sorted("banana"))}
print(alias, popped, small, d, got, sorted(s), q, taken, counts, top, dict(groups), deep, order, chain, p2, item, other)
print(frozen, refused, Color.RED.seen, flags, ml, ml.last, up, log, ud, shallow, whole, matrix, loop, pairs, buffer, grouped)
