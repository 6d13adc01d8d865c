import { ALGORITHMS } from "./algorithms.ts";
import { type CorpusProgram, program } from "./program.ts";

export type { CorpusProgram } from "./program.ts";

const BASICS: readonly CorpusProgram[] = [
  program(
    "running total with a filter",
    "total([4, -1, 7, 0])",
    `
def total(numbers):
    s = 0
    for x in numbers:
        if x > 0:
            s += x
    return s
`,
  ),
  program(
    "largest element",
    "largest([3, 9, 2, 11, 5])",
    `
def largest(values):
    best = values[0]
    for value in values[1:]:
        if value > best:
            best = value
    return best
`,
  ),
  program(
    "frequency table",
    "tally('banana')",
    `
def tally(word):
    table = {}
    for letter in word:
        table[letter] = table.get(letter, 0) + 1
    return table
`,
  ),
  program(
    "bubble sort",
    "bubble([5, 1, 4, 2])",
    `
def bubble(items):
    n = len(items)
    for i in range(n):
        for j in range(n - 1 - i):
            if items[j] > items[j + 1]:
                items[j], items[j + 1] = items[j + 1], items[j]
    return items
`,
  ),
  program(
    "binary search",
    "find([2, 5, 8, 12, 16, 23], 16)",
    `
def find(sorted_items, wanted):
    low, high = 0, len(sorted_items) - 1
    while low <= high:
        middle = (low + high) // 2
        if sorted_items[middle] == wanted:
            return middle
        elif sorted_items[middle] < wanted:
            low = middle + 1
        else:
            high = middle - 1
    return -1
`,
  ),
  program(
    "linear search with break and else",
    "position('hello', 'z')",
    `
def position(text, wanted):
    for i, letter in enumerate(text):
        if letter == wanted:
            found = i
            break
    else:
        found = -1
    return found
`,
  ),
  program(
    "early break",
    "until([3, 1, 0, 7])",
    `
def until(numbers):
    kept = []
    for n in numbers:
        if n == 0:
            break
        kept.append(n)
    return kept
`,
  ),
  program(
    "continue",
    "odd_squares(6)",
    `
def odd_squares(limit):
    result = []
    for i in range(limit):
        if i % 2 == 0:
            continue
        result.append(i * i)
    return result
`,
  ),
  program(
    "one expression of string methods",
    "clean('  Hello, World  ')",
    `
def clean(text):
    return text.strip().lower().replace(',', '').split(' ')
`,
  ),
  program(
    "slices",
    "parts('abcdefg', 2)",
    `
def parts(text, k):
    head = text[:k]
    tail = text[-k:]
    middle = text[k:-k]
    return tail + middle[::-1] + head
`,
  ),
  program(
    "sorting with a key",
    "order(['pear', 'fig', 'banana', 'kiwi'])",
    `
def order(words):
    words.sort(key=lambda w: (len(w), w))
    by_last = sorted(words, key=lambda w: w[-1], reverse=True)
    return words, by_last
`,
  ),
  program(
    "list comprehension with a condition",
    "evens([1, 2, 3, 4, 5, 6])",
    `
def evens(numbers):
    kept = [n * 10 for n in numbers if n % 2 == 0]
    return sum(kept), kept
`,
  ),
  program(
    "dict and set comprehensions",
    "invert({'a': 1, 'b': 2, 'c': 1})",
    `
def invert(mapping):
    values = {v for v in mapping.values()}
    return {v: sorted(k for k in mapping if mapping[k] == v) for v in sorted(values)}
`,
  ),
  program(
    "factorial by recursion",
    "factorial(4)",
    `
def factorial(n):
    if n <= 1:
        return 1
    return n * factorial(n - 1)
`,
  ),
  program(
    "fibonacci by recursion",
    "fib(5)",
    `
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)
`,
  ),
  program(
    "permutations by recursion",
    "arrange('abc')",
    `
def arrange(text):
    if len(text) <= 1:
        return [text]
    result = []
    for i in range(len(text)):
        rest = text[:i] + text[i + 1:]
        for tail in arrange(rest):
            result.append(text[i] + tail)
    return result
`,
  ),
  program(
    "functions calling functions",
    "average_distance([(0, 0), (3, 4), (6, 8)])",
    `
def distance(p, q):
    dx = p[0] - q[0]
    dy = p[1] - q[1]
    return (dx * dx + dy * dy) ** 0.5

def average_distance(points):
    total = 0.0
    for i in range(1, len(points)):
        total += distance(points[i - 1], points[i])
    return total / (len(points) - 1)
`,
  ),
  program(
    "a class with state",
    "run()",
    `
class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.log = []

    def deposit(self, amount):
        self.balance += amount
        self.log.append(amount)
        return self.balance

    def __repr__(self):
        return f"Account({self.owner})"

def run():
    account = Account('Ada', 10)
    account.deposit(5)
    account.deposit(7)
    return account.balance, account.log
`,
  ),
  program(
    "a linked list",
    "build([1, 2, 3])",
    `
class Node:
    def __init__(self, value, following=None):
        self.value = value
        self.following = following

def build(values):
    head = None
    for value in values:
        head = Node(value, head)
    result = []
    while head is not None:
        result.append(head.value)
        head = head.following
    return result
`,
  ),
  program(
    "an exception that is caught",
    "divide_all([10, 5], [2, 0])",
    `
def divide_all(tops, bottoms):
    results = []
    for a, b in zip(tops, bottoms):
        try:
            results.append(a / b)
        except ZeroDivisionError:
            results.append(None)
        finally:
            last = (a, b)
    return results, last
`,
  ),
  program(
    "an exception of one's own",
    "check([5, 12])",
    `
class TooLarge(Exception):
    pass

def check(values):
    for value in values:
        if value > 10:
            raise TooLarge(f"{value} is too large")
    return 'fine'
`,
  ),
  program(
    "an exception nobody catches",
    "lookup({'a': 1}, 'b')",
    `
def lookup(table, key):
    doubled = table[key] * 2
    return doubled
`,
  ),
  program(
    "a generator",
    "first_squares(4)",
    `
def squares():
    n = 1
    while True:
        yield n * n
        n += 1

def first_squares(count):
    result = []
    for square in squares():
        if len(result) == count:
            break
        result.append(square)
    return result
`,
  ),
  program(
    "a context manager",
    "guarded()",
    `
class Guard:
    def __init__(self, log):
        self.log = log
    def __enter__(self):
        self.log.append('in')
        return self
    def __exit__(self, *details):
        self.log.append('out')
        return True

def guarded():
    log = []
    with Guard(log) as guard:
        log.append('work')
        raise ValueError('lost')
    return log
`,
  ),
  program(
    "a script that prints",
    null,
    `
names = ['Ada', 'Grace', 'Edsger']
for number, name in enumerate(names, start=1):
    print(number, name)
print('done')
`,
  ),
  program(
    "a script that reads",
    null,
    `
count = int(input())
total = 0
for _ in range(count):
    total += int(input())
print('sum:', total)
`,
    "3\n10\n20\n12\n",
  ),
  program(
    "a script that fails",
    null,
    `
values = [1, 2, 3]
print(values[1])
print(values[7])
`,
  ),
  program("an empty program", null, "\n"),
  program(
    "aliasing",
    "share()",
    `
def share():
    a = [1, 2]
    b = a
    b.append(3)
    c = a[:]
    c.append(4)
    return a, b, c
`,
  ),
  program(
    "a stack of brackets",
    "balanced('([]{})')",
    `
def balanced(text):
    pairs = {')': '(', ']': '[', '}': '{'}
    stack = []
    for c in text:
        if c in pairs.values():
            stack.append(c)
        elif not stack or stack.pop() != pairs[c]:
            return False
    return not stack
`,
  ),
  program(
    "two pointers",
    "palindrome('racecar')",
    `
def palindrome(word):
    left = 0
    right = len(word) - 1
    while left < right:
        if word[left] != word[right]:
            return False
        left += 1
        right -= 1
    return True
`,
  ),
  program(
    "collatz",
    "collatz(6)",
    `
def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps
`,
  ),
  program(
    "a matrix transposed",
    "transpose([[1, 2, 3], [4, 5, 6]])",
    `
def transpose(rows):
    result = [[0] * len(rows) for _ in rows[0]]
    for i in range(len(rows)):
        for j in range(len(rows[0])):
            result[j][i] = rows[i][j]
    return result
`,
  ),
  program(
    "dictionary changes",
    "settle({'a': 1, 'b': 2, 'c': 3})",
    `
def settle(d):
    d.pop('a')
    d.update({'d': 4})
    del d['b']
    d.setdefault('e', 5)
    d['c'] += 10
    return list(d.items())
`,
  ),
  program(
    "sets",
    "common([1, 2, 2, 3], [2, 3, 4])",
    `
def common(xs, ys):
    seen = set()
    both = []
    for x in xs:
        if x in ys and x not in seen:
            both.append(x)
        seen.add(x)
    return both
`,
  ),
  program(
    "match",
    "describe((0, 5))",
    `
def describe(point):
    match point:
        case (0, 0):
            return 'origin'
        case (0, y):
            return f'on the y axis at {y}'
        case _:
            return 'somewhere'
`,
  ),
  program(
    "text with backticks, quotes and letters beyond ASCII",
    "quote('a`b')",
    `
def quote(text):
    größe = len(text)
    marked = '\`' + text + '\`\`' + "it's \\n"
    return marked * 2, größe
`,
  ),
  program(
    "a long value",
    "grow(3000)",
    `
def grow(n):
    numbers = list(range(n))
    words = ' '.join(str(k) for k in numbers)
    return len(words), numbers[-1]
`,
  ),
  program(
    "a list that holds itself",
    "loop()",
    `
def loop():
    xs = [1]
    xs.append(xs)
    return len(xs), xs[1][1][0]
`,
  ),
  program(
    "one line for two statements",
    "signs([3, -2, 0])",
    `
def signs(xs):
    out = []
    for x in xs:
        if x > 0: out.append('+'); last = x
        elif x < 0: out.append('-')
        else: out.append('0')
    return ''.join(out), last
`,
  ),
  program(
    "closures and nonlocal",
    "counter()",
    `
def counter():
    count = 0
    def step(by=1):
        nonlocal count
        count += by
        return count
    step()
    step(5)
    return count
`,
  ),
  program(
    "short circuits and conditional expressions",
    "pick('', None, 7)",
    `
def pick(a, b, c):
    first = a or b or c
    both = a and c
    size = 'big' if first > 5 and c else 'small'
    return first, both, size
`,
  ),
  program(
    "a dictionary of lists",
    "group(['apple', 'avocado', 'bean', 'cherry', 'corn'])",
    `
def group(words):
    groups = {}
    for word in words:
        groups.setdefault(word[0], []).append(word)
    for key in groups:
        groups[key].sort(reverse=True)
    return groups
`,
  ),
  program(
    "a loop that never begins",
    "nothing([])",
    `
def nothing(items):
    seen = []
    for item in items:
        seen.append(item)
    while seen:
        seen.pop()
    return seen
`,
  ),
  program(
    "collections",
    "tools(['b', 'a', 'b'])",
    `
from collections import Counter, defaultdict, deque

def tools(words):
    counts = Counter(words)
    queue = deque(words)
    queue.rotate(1)
    where = defaultdict(list)
    for i, word in enumerate(words):
        where[word].append(i)
    return counts.most_common(1), list(queue), dict(where)
`,
  ),
  program("a call with too many arguments", "f(1, 2)", "def f(x):\n    y = x + 1\n    return y\n"),
  program("input that runs dry", null, "n = int(input())\nm = int(input())\nprint(n + m)\n", "3\n"),
  program("a script that only defines", null, "import math\n\ndef f(x):\n    return math.sqrt(x)\n"),
  program(
    "one function called three times in a list",
    "f(4, 1, 9)",
    `
def describe(x):
    if x > 3:
        return 'big'
    return 'small'

def f(a, b, c):
    return [describe(a), describe(b), describe(c)]
`,
  ),
  program(
    "conditional expressions",
    "f('haha!', '!')",
    `
def f(text, chars):
    short = text.rstrip(chars) if text else text
    return len(short) if len(short) > 9 else short
`,
  ),
  program(
    "a block that swallows an exception",
    "f({'b': 1})",
    `
import contextlib
def f(d):
    with contextlib.suppress(KeyError):
        return d['a']
    return 'none'
`,
  ),
  program(
    "a long straight script",
    null,
    `${Array.from({ length: 90 }, (_, index) => `x${index} = ${index} * 2`).join("\n")}\nprint(x9)\n`,
  ),
];

/** Small programs of many kinds: first what the language has, then what people do with it. */
export const CORPUS: readonly CorpusProgram[] = [...BASICS, ...ALGORITHMS];
