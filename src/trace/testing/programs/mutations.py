"""Changes of containers and objects, by every route."""
import bisect
import heapq
import random
from collections import Counter, OrderedDict, defaultdict, deque

xs = [3, 1, 2]
alias = xs
alias.append(4)
xs[0] = 30
xs[-1] = 40
xs[1:2] = [7, 8, 9]
xs += [5]
xs.extend(range(2))
xs.extend(c for c in "ab")
xs.insert(0, "first")
xs.insert(-1, "before last")
xs.insert(100, "end")
xs.pop()
xs.pop(0)
xs.pop(-2)
xs.remove(30)
del xs[0]
del xs[-1]
del xs[1:3]
xs.reverse()
xs *= 2
xs.clear()
ys = [5, 3, 9, 1]
ys.sort()
ys.sort(key=lambda v: -v)
ys.sort(reverse=True)
heapq.heapify(ys)
heapq.heappush(ys, 0)
heapq.heappop(ys)
bisect.insort(ys, 4)
random.seed(1)
random.shuffle(ys)
list.append(ys, 100)
zs = [ys, ys]
zs[0][0] = "shared"
nested = [[0] * 2 for _ in range(2)]
nested[1][1] += 5
nested[0].append(nested)
d = {"a": 1}
d["b"] = 2
d["a"] += 10
d.update(c=3)
d.update({"d": 4, "a": 0})
d.setdefault("e", []).append(1)
d.setdefault("a", 99)
d |= {"f": 6}
d.pop("b")
d.pop("missing", None)
d.popitem()
dict.popitem(d)
del d["a"]
d[(1, 2)] = "tuple"
d[1] = "int"
d[1.0] = "float"
d[True] = "bool"
view = list(d.items())
d.clear()
s = {1, 2, 3}
s.add(4)
s.add(1)
s.discard(2)
s.discard(77)
s.remove(3)
s |= {8, 9}
s -= {8}
s &= {9, 4}
s ^= {4, 5}
s.update([1], (2,))
s.difference_update({1})
s.clear()
dd = defaultdict(list)
dd["k"].append(1)
dd["k"].append(2)
dd["other"]
counts = defaultdict(int)
for letter in "hello":
    counts[letter] += 1
c = Counter("abca")
c["a"] += 1
c.update("zz")
c["missing"]
c.subtract("a")
od = OrderedDict(a=1, b=2)
od.move_to_end("a")
od["c"] = 3
od.popitem(last=False)
q = deque([1, 2], maxlen=3)
q.append(3)
q.append(4)
q.appendleft(0)
q.rotate(1)
q2 = deque()
q2.append(1)
q2.extendleft([2, 3])
q2.popleft()
q2[0] = 5
ba = bytearray(b"abc")
ba[0] = 120
ba.append(33)
ba += b"yz"
del ba[1]


class Node:
    count = 0

    def __init__(self, value):
        self.value = value
        self.next = None
        Node.count += 1


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self):
        self.x = 1


n1 = Node(1)
n1.next = Node(2)
n1.next.next = n1
n1.value += 5
n1.extra = [1]
n1.extra.append(2)
del n1.extra
setattr(n1, "set", 1)
n1.__dict__["via"] = 2
vars(n1)["vars"] = 3
delattr(n1, "set")
sl = Slotted()
sl.y = 2
sl.x += 1
del sl.y


def fill(target, n):
    for k in range(n):
        target.append(k)
    return target


filled = fill([], 3)
fill(filled, 2)[0] = "x"
matrix = [[1, 2], [3, 4]]
for row in matrix:
    for j in range(len(row)):
        row[j] *= 2
matrix[0], matrix[1] = matrix[1], matrix[0]
t = ([1], 2)
t[0].append(5)
try:
    t[0] += [6]
except TypeError:
    pass
copied = xs[:]
copied.append(1)
stack = [1]
while stack:
    top = stack.pop()
    if top < 3:
        stack.extend([top + 1] * 2)
