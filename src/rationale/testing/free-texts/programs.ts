import type { CorpusProgram } from "../corpus.ts";

/** Programs of the kind that language models are asked to predict, for the texts beside this file. */
export const PREDICTED: readonly CorpusProgram[] = [
  {
    name: "blocks turned round",
    call: "f('abcdefgh', 3)",
    code: `def f(text, k):
    out = ''
    for i in range(0, len(text), k):
        out = text[i:i + k] + out
    return out
`,
  },
  {
    name: "short and long words",
    call: "f('the quick red fox jumps')",
    code: `def f(s):
    words = s.split()
    result = []
    for w in words:
        if len(w) > 3:
            result.append(w.capitalize())
        else:
            result.append(w.upper())
    return ' '.join(result)
`,
  },
  {
    name: "overlapping occurrences",
    call: "count_overlapping('banana', 'ana')",
    code: `def count_overlapping(text, sub):
    count = 0
    for i in range(len(text) - len(sub) + 1):
        if text[i:i + len(sub)] == sub:
            count += 1
    return count
`,
  },
  {
    name: "merged dictionaries",
    call: "merge({'x': 1, 'y': 2}, {'y': 5, 'z': 3})",
    code: `def merge(a, b):
    result = dict(a)
    for key, value in b.items():
        if key in result:
            result[key] += value
        else:
            result[key] = value
    return result
`,
  },
  {
    name: "greatest common divisor",
    call: "gcd(48, 18)",
    code: `def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
`,
  },
  {
    name: "sum of digits",
    call: "digit_sum(4729)",
    code: `def digit_sum(n):
    total = 0
    while n > 0:
        total += n % 10
        n //= 10
    return total
`,
  },
  {
    name: "primes by trial division",
    call: "primes_below(12)",
    code: `def primes_below(limit):
    result = []
    for n in range(2, limit):
        is_prime = True
        for p in result:
            if n % p == 0:
                is_prime = False
                break
        if is_prime:
            result.append(n)
    return result
`,
  },
  {
    name: "run-length encoding",
    call: "encode('aaabcc')",
    code: `def encode(s):
    if not s:
        return ''
    out = []
    current = s[0]
    count = 1
    for c in s[1:]:
        if c == current:
            count += 1
        else:
            out.append(current + str(count))
            current = c
            count = 1
    out.append(current + str(count))
    return ''.join(out)
`,
  },
  {
    name: "numbers in strings",
    call: "parse_all(['4', 'x', '-7', '3.5'])",
    code: `def parse_all(items):
    numbers = []
    bad = 0
    for item in items:
        try:
            numbers.append(int(item))
        except ValueError:
            bad += 1
    return numbers, bad
`,
  },
  {
    name: "nested lists made flat",
    call: "flatten([1, [2, [3]], 4])",
    code: `def flatten(items):
    out = []
    for item in items:
        if isinstance(item, list):
            out.extend(flatten(item))
        else:
            out.append(item)
    return out
`,
  },
  {
    name: "letters shifted",
    call: "shift('xyz a', 3)",
    code: `def shift(text, k):
    result = ''
    for ch in text:
        if ch.isalpha():
            result += chr((ord(ch) - 97 + k) % 26 + 97)
        else:
            result += ch
    return result
`,
  },
  {
    name: "best run of neighbours",
    call: "best_run([-2, 1, -3, 4, -1, 2])",
    code: `def best_run(nums):
    best = nums[0]
    current = nums[0]
    for n in nums[1:]:
        current = max(n, current + n)
        best = max(best, current)
    return best
`,
  },
  {
    name: "last occurrence",
    call: "f([5, 3, 5, 1], 5)",
    code: `def f(array, elem):
    array.reverse()
    i = array.index(elem)
    array.reverse()
    return len(array) - 1 - i
`,
  },
  {
    name: "shopping cart",
    call: "checkout()",
    code: `class Cart:
    def __init__(self):
        self.items = {}
        self.total = 0

    def add(self, name, price, count=1):
        self.items[name] = self.items.get(name, 0) + count
        self.total += price * count

    def discount(self, percent):
        self.total -= self.total * percent // 100

def checkout():
    cart = Cart()
    cart.add('tea', 4, 3)
    cart.add('cup', 9)
    cart.discount(10)
    return cart.total, cart.items
`,
  },
];
