/** A program to record: its code, and a Call where it is not a script. */
export interface SampleProgram {
  readonly name: string;
  readonly code: string;
  readonly call?: string;
}

/** Programs that between them use most of the language. */
export const PROGRAMS: readonly SampleProgram[] = [
  {
    name: "counting and sorting",
    call: "f([1, 1, 3, 1, 3, 1])",
    code: `
def f(nums):
    output = []
    for n in nums:
        output.append((nums.count(n), n))
    output.sort(reverse=True)
    return output
`,
  },
  {
    name: "recursion",
    code: `
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)
def hanoi(n, a, b, c, moves):
    if n:
        hanoi(n - 1, a, c, b, moves)
        moves.append(a + c)
        hanoi(n - 1, b, a, c, moves)
x = fib(6)
moves = []
hanoi(3, 'A', 'B', 'C', moves)
`,
  },
  {
    name: "closures, nonlocal and global",
    code: `
total = 0
def counter(start):
    count = start
    def step(by=1):
        nonlocal count
        global total
        count += by
        total += by
        return count
    return step
a = counter(10)
b = counter(100)
r = [a(), a(5), b(), a()]
fs = [lambda x, i=i: x + i for i in range(3)]
q = [g(10) for g in fs]
`,
  },
  {
    name: "generators",
    code: `
def count(n):
    i = 0
    while i < n:
        got = yield i
        if got:
            i = got
        else:
            i += 1
    return 'done'
def both(n):
    first = yield from count(n)
    yield first
out = []
for v in both(3):
    out.append(v)
g = count(10)
a = next(g)
b = g.send(5)
c = next(g)
pairs = list(zip(count(2), (x * x for x in range(3))))
`,
  },
  {
    name: "exceptions through frames",
    code: `
log = []
def risky(n):
    try:
        if n == 0:
            raise ValueError('zero')
        return 10 // (n - 1)
    except ZeroDivisionError as e:
        log.append('zde')
        return -1
    finally:
        log.append(n)
def outer(n):
    x = n * 2
    return risky(n) + x
results = []
for k in range(4):
    try:
        results.append(outer(k))
    except ValueError as error:
        results.append(str(error))
    else:
        log.append('ok')
def deep(n):
    if n == 0:
        return {}['missing']
    return deep(n - 1)
try:
    deep(3)
except KeyError:
    caught = True
`,
  },
  {
    name: "classes and attributes",
    code: `
class Node:
    count = 0
    def __init__(self, value, next=None):
        self.value = value
        self.next = next
        Node.count += 1
class LinkedList:
    def __init__(self):
        self.head = None
        self.size = 0
    def push(self, value):
        self.head = Node(value, self.head)
        self.size += 1
    def __iter__(self):
        node = self.head
        while node is not None:
            yield node.value
            node = node.next
xs = LinkedList()
for i in range(3):
    xs.push(i)
values = list(xs)
n = Node.count
`,
  },
  {
    name: "aliasing and shared structure",
    code: `
row = [0] * 3
grid = [row] * 2
grid[0][1] = 5
copy = [list(r) for r in grid]
copy[0][0] = 7
a = b = []
a.append(1)
b.append(a)
t = (a, [2])
t[1].append(3)
del a[0]
d = {'k': a}
d['k'].append(4)
`,
  },
  {
    name: "dicts and strings",
    call: "words('the cat the dog a cat the end')",
    code: `
def words(text):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    by = {}
    for word, n in counts.items():
        by.setdefault(n, []).append(word)
    del counts['the']
    counts.pop('end')
    counts.update(new=1, a=5)
    top = sorted(by.items(), reverse=True)
    joined = '-'.join(k for k, v in top[0:1] for k in v)
    return {k: sorted(v) for k, v in by.items()}, joined
`,
  },
  {
    name: "list operations",
    code: `
xs = [3, 1, 2]
xs.append(4)
xs.insert(0, 9)
xs.extend([7, 8])
xs[1:3] = [0]
xs[-1] = 5
xs += [1]
last = xs.pop()
first = xs.pop(0)
xs.sort()
xs.reverse()
xs.remove(7)
del xs[0]
xs *= 2
a, *rest = xs
a, rest[0] = rest[0], a
m = [[0] * 2 for _ in range(2)]
m[1][0] += 3
xs.clear()
`,
  },
  {
    name: "sets, tuples and comprehensions",
    code: `
s = {1, 2, 3}
s.add(4)
s.discard(1)
s |= {10, 20}
t = tuple(sorted(s))
evens = [x for x in t if x % 2 == 0]
squares = {x: x * x for x in evens}
nested = [(i, j) for i in range(2) for j in range(i, 2)]
u = s & {2, 3, 99}
(p, q), r = (1, 2), 3
if (n := len(t)) > 3:
    big = n
`,
  },
  {
    name: "while, break, continue, else",
    code: `
def primes(limit):
    found = []
    n = 1
    while True:
        n += 1
        if n > limit:
            break
        for p in found:
            if n % p == 0:
                break
        else:
            found.append(n)
            continue
        skipped = n
    return found, skipped
ps, sk = primes(12)
k = 0
while k < 3:
    k += 1
else:
    k = 100
`,
  },
  {
    name: "collections",
    code: `
from collections import Counter, defaultdict, deque, namedtuple
c = Counter('abca')
c['z'] += 2
d = defaultdict(list, x=[0])
d['x'].append(1)
q = deque([1, 2, 3], maxlen=3)
q.append(4)
q.appendleft(0)
q.rotate(1)
Point = namedtuple('Point', 'x y')
p = Point(1, 2)
p2 = p._replace(x=5)
total = sum(c.values())
r = range(2, 10, 3)
b = bytearray(b'abc')
b[0] = 120
`,
  },
  {
    name: "generators closed and thrown into",
    code: `
def count(n):
    got = []
    try:
        for i in range(n):
            try:
                got.append((yield i))
            except ValueError as error:
                got.append(str(error))
    finally:
        got.append('end')
g = count(5)
a = next(g)
b = g.send('sent')
c = g.throw(ValueError('thrown'))
g.close()
h = count(1)
for x in h:
    pass
gone = next(h, 'none')
`,
  },
  {
    name: "generator expressions",
    call: "f([1, 2, 3])",
    code: `
def double(x):
    y = x * 2
    return y
def f(xs):
    big = any(x > 5 for x in xs)
    small = all(double(x) < 7 for x in xs)
    pairs = tuple((x, double(x)) for x in xs if x != 2)
    total = sum(x * k for x in xs for k in range(2))
    lazy = (x for x in xs)
    first = next(lazy)
    return sorted(xs, key=lambda v: -double(v))
`,
  },
  {
    name: "with, match and decorators",
    code: `
import functools
class Box:
    def __init__(self):
        self.log = []
    def __enter__(self):
        self.log.append('in')
        return self
    def __exit__(self, *exc):
        self.log.append('out')
        return True
def twice(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        return f(*args, **kwargs) * 2
    return inner
@twice
def add(a, b=1):
    return a + b
def kind(v):
    match v:
        case [x, *rest]:
            return ('list', x, rest)
        case {'k': val}:
            return ('dict', val)
        case int() | float():
            return 'number'
        case _:
            return None
box = Box()
with box as same:
    y = add(3, b=4)
    1 / 0
kinds = [kind(v) for v in ([1, 2, 3], {'k': 1}, 2.5, 'x')]
`,
  },
  {
    name: "dataclasses and callbacks",
    code: `
from dataclasses import field, make_dataclass
Item = make_dataclass('Item', ['name', ('tags', list, field(default_factory=list)), ('price', float, 1.5)])
def score(item):
    s = len(item.tags)
    return -s
items = [Item('a'), Item('b', ['x', 'y']), Item('c', ['z'])]
items[0].price = 2.25
items = sorted(items, key=score)
best = max(items, key=lambda i: score(i) + i.price)
names = list(map(lambda i: i.name.upper(), items))
`,
  },
];
