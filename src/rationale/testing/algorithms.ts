import { type CorpusProgram, program } from "./program.ts";

/** Algorithms, classes, parsers, generators: programs as they are written for a purpose. */
export const ALGORITHMS: readonly CorpusProgram[] = [
  program(
    "breadth-first search on a grid",
    "shortest(['..#', '.#.', '...'])",
    `
from collections import deque

def shortest(grid):
    rows, cols = len(grid), len(grid[0])
    queue = deque([(0, 0, 0)])
    seen = {(0, 0)}
    while queue:
        r, c, steps = queue.popleft()
        if (r, c) == (rows - 1, cols - 1):
            return steps
        for dr, dc in [(1, 0), (0, 1), (-1, 0), (0, -1)]:
            nr, nc = r + dr, c + dc
            if 0 <= nr < rows and 0 <= nc < cols and grid[nr][nc] == '.' and (nr, nc) not in seen:
                seen.add((nr, nc))
                queue.append((nr, nc, steps + 1))
    return -1
`,
  ),
  program(
    "depth-first search on a graph",
    "reachable({'a': ['b', 'c'], 'b': ['d'], 'c': [], 'd': ['a']}, 'a')",
    `
def visit(graph, node, seen):
    if node in seen:
        return
    seen.append(node)
    for neighbour in graph[node]:
        visit(graph, neighbour, seen)

def reachable(graph, start):
    seen = []
    visit(graph, start, seen)
    return seen
`,
  ),
  program(
    "coin change by dynamic programming",
    "fewest([1, 3, 4], 6)",
    `
def fewest(coins, amount):
    best = [0] + [None] * amount
    for total in range(1, amount + 1):
        for coin in coins:
            if coin <= total and best[total - coin] is not None:
                candidate = best[total - coin] + 1
                if best[total] is None or candidate < best[total]:
                    best[total] = candidate
    return best[amount]
`,
  ),
  program(
    "edit distance with memo",
    "distance('kit', 'sit')",
    `
from functools import lru_cache

def distance(a, b):
    @lru_cache(maxsize=None)
    def go(i, j):
        if i == 0:
            return j
        if j == 0:
            return i
        if a[i - 1] == b[j - 1]:
            return go(i - 1, j - 1)
        return 1 + min(go(i - 1, j), go(i, j - 1), go(i - 1, j - 1))
    return go(len(a), len(b))
`,
  ),
  program(
    "mutual recursion",
    "is_even(5)",
    `
def is_even(n):
    if n == 0:
        return True
    return is_odd(n - 1)

def is_odd(n):
    if n == 0:
        return False
    return is_even(n - 1)
`,
  ),
  program(
    "bank accounts with exceptions",
    "run()",
    `
class InsufficientFunds(Exception):
    pass

class Account:
    def __init__(self, owner, balance):
        self.owner = owner
        self.balance = balance

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(f'{self.owner} has only {self.balance}')
        self.balance -= amount

def transfer(source, target, amount):
    try:
        source.withdraw(amount)
    except InsufficientFunds as error:
        return str(error)
    target.balance += amount
    return 'done'

def run():
    ada = Account('Ada', 100)
    bob = Account('Bob', 20)
    first = transfer(ada, bob, 70)
    second = transfer(ada, bob, 70)
    return first, second, ada.balance, bob.balance
`,
  ),
  program(
    "tokenizer state machine",
    "tokens('12+a3 * 7')",
    `
def tokens(text):
    result = []
    current = ''
    for ch in text:
        if ch.isalnum():
            current += ch
        else:
            if current:
                result.append(current)
                current = ''
            if ch in '+-*/':
                result.append(ch)
    if current:
        result.append(current)
    return result
`,
  ),
  program(
    "decorator and closures",
    "run(3)",
    `
def twice(function):
    def wrapper(x):
        return function(function(x))
    return wrapper

@twice
def add_two(x):
    return x + 2

def run(n):
    makers = [lambda x, k=k: x * k for k in range(1, 4)]
    return add_two(n), [make(n) for make in makers]
`,
  ),
  program(
    "generator pipeline",
    "total('3,x,5,-2')",
    `
def numbers(text):
    for part in text.split(','):
        try:
            yield int(part)
        except ValueError:
            continue

def positive(values):
    for value in values:
        if value > 0:
            yield value

def total(text):
    return sum(v * v for v in positive(numbers(text)))
`,
  ),
  program(
    "matrix product",
    "multiply([[1, 2], [3, 4]], [[5, 6], [7, 8]])",
    `
def multiply(a, b):
    size = len(a)
    result = [[0] * size for _ in range(size)]
    for i in range(size):
        for j in range(size):
            for k in range(size):
                result[i][j] += a[i][k] * b[k][j]
    return result
`,
  ),
  program(
    "caesar",
    "encode('Hi, Zoe', 3)",
    `
def encode(text, shift):
    out = []
    for ch in text:
        if ch.isalpha():
            base = ord('A') if ch.isupper() else ord('a')
            out.append(chr((ord(ch) - base + shift) % 26 + base))
        else:
            out.append(ch)
    return ''.join(out)
`,
  ),
  program(
    "two sum with dict",
    "two_sum([2, 7, 11, 15], 26)",
    `
def two_sum(nums, target):
    seen = {}
    for i, n in enumerate(nums):
        if target - n in seen:
            return [seen[target - n], i]
        seen[n] = i
    return []
`,
  ),
  program(
    "sieve",
    "primes(20)",
    `
def primes(limit):
    flags = [True] * (limit + 1)
    flags[0] = flags[1] = False
    p = 2
    while p * p <= limit:
        if flags[p]:
            for multiple in range(p * p, limit + 1, p):
                flags[multiple] = False
        p += 1
    return [i for i, flag in enumerate(flags) if flag]
`,
  ),
  program(
    "run length encoding",
    "compress('aaabccd')",
    `
def compress(text):
    if not text:
        return ''
    out = ''
    count = 1
    for i in range(1, len(text)):
        if text[i] == text[i - 1]:
            count += 1
        else:
            out += text[i - 1] + str(count)
            count = 1
    return out + text[-1] + str(count)
`,
  ),
  program(
    "quicksort",
    "quick([3, 6, 1, 8, 2])",
    `
def quick(items):
    if len(items) <= 1:
        return items
    pivot = items[0]
    smaller = [x for x in items[1:] if x < pivot]
    larger = [x for x in items[1:] if x >= pivot]
    return quick(smaller) + [pivot] + quick(larger)
`,
  ),
  program(
    "stack class inheritance",
    "run()",
    `
class Shape:
    def area(self):
        return 0
    def describe(self):
        return f'{type(self).__name__} of area {self.area()}'

class Square(Shape):
    def __init__(self, side):
        self.side = side
    def area(self):
        return self.side ** 2

class Circle(Shape):
    def __init__(self, radius):
        self.radius = radius
    def area(self):
        return 3 * self.radius ** 2

def run():
    shapes = [Square(2), Circle(1)]
    return [shape.describe() for shape in shapes]
`,
  ),
  program(
    "inventory script",
    null,
    `
stock = {'apple': 3, 'pear': 0}
orders = ['apple', 'pear', 'fig', 'apple']
for item in orders:
    if item not in stock:
        print('unknown:', item)
        continue
    if stock[item] == 0:
        print('sold out:', item)
        continue
    stock[item] -= 1
    print('sold', item)
print(stock)
`,
  ),
  program(
    "docstring script",
    null,
    `"""Only a docstring."""
`,
  ),
  program(
    "a flag",
    "has_duplicates([3, 1, 4, 1, 5])",
    `
def has_duplicates(values):
    found = False
    seen = set()
    for value in values:
        if value in seen:
            found = True
            break
        seen.add(value)
    return found
`,
  ),
  program(
    "many calls",
    "f(12)",
    `
def square(x):
    return x * x

def f(n):
    return [square(i) for i in range(n)]
`,
  ),
  program(
    "try finally else",
    "f('7')",
    `
def f(text):
    log = []
    try:
        value = int(text)
    except ValueError:
        value = -1
    else:
        log.append('fine')
    finally:
        log.append('done')
    return value, log
`,
  ),
  program(
    "nested loop with break outer flag",
    "find([[1, 2], [3, 4], [5, 6]], 3)",
    `
def find(rows, wanted):
    where = None
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value == wanted:
                where = (r, c)
                break
        if where:
            break
    return where
`,
  ),
];
