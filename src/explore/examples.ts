import type { ProgramText } from "./share-link.ts";

export interface Example extends ProgramText {
  readonly id: string;
  readonly title: string;
  /** What it shows off. */
  readonly shows: string;
}

/** Each shows a different thing that programs do; the first one is in the editor on a first visit. */
export const EXAMPLES: readonly Example[] = [
  {
    id: "running-total",
    title: "Highest balance",
    shows: "accumulation",
    code: `def highest_balance(changes):
    balance = 0
    highest = 0
    for change in changes:
        balance += change
        if balance > highest:
            highest = balance
    return highest
`,
    call: "highest_balance([50, -20, 70, -90, 40])",
    stdin: "",
  },
  {
    id: "times-table",
    title: "Pairs that make a sum",
    shows: "nested loops",
    code: `def pairs_with_sum(numbers, wanted):
    found = []
    for i in range(len(numbers)):
        for j in range(i + 1, len(numbers)):
            if numbers[i] + numbers[j] == wanted:
                found.append((numbers[i], numbers[j]))
    return found
`,
    call: "pairs_with_sum([4, 9, 6, 1, 5], 10)",
    stdin: "",
  },
  {
    id: "hanoi",
    title: "Towers of Hanoi",
    shows: "recursion",
    code: `def hanoi(disks, source, spare, target, moves):
    if disks == 0:
        return moves
    hanoi(disks - 1, source, target, spare, moves)
    moves.append(source + target)
    return hanoi(disks - 1, spare, source, target, moves)
`,
    call: 'hanoi(3, "A", "B", "C", [])',
    stdin: "",
  },
  {
    id: "insertion-sort",
    title: "Insertion sort",
    shows: "sorting in place",
    code: `def insertion_sort(cards):
    for i in range(1, len(cards)):
        card = cards[i]
        j = i
        while j > 0 and cards[j - 1] > card:
            cards[j] = cards[j - 1]
            j -= 1
        cards[j] = card
    return cards
`,
    call: "insertion_sort([7, 2, 9, 4, 1])",
    stdin: "",
  },
  {
    id: "letter-count",
    title: "Most frequent letter",
    shows: "counting in a dictionary",
    code: `def most_frequent(text):
    counts = {}
    for letter in text.lower():
        if letter.isalpha():
            counts[letter] = counts.get(letter, 0) + 1
    best = max(counts, key=counts.get)
    return best, counts[best]
`,
    call: 'most_frequent("Mississippi!")',
    stdin: "",
  },
  {
    id: "palindrome",
    title: "Longest palindrome",
    shows: "string slices",
    code: `def longest_palindrome(text):
    best = ""
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            part = text[start:end]
            if part == part[::-1] and len(part) > len(best):
                best = part
    return best
`,
    call: 'longest_palindrome("banana")',
    stdin: "",
  },
  {
    id: "linked-list",
    title: "Reverse a linked list",
    shows: "classes and references",
    code: `class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


def build(values):
    head = None
    for value in reversed(values):
        head = Node(value, head)
    return head


def reverse(head):
    before = None
    while head is not None:
        after = head.next
        head.next = before
        before = head
        head = after
    return before


def values_of(node):
    values = []
    while node:
        values.append(node.value)
        node = node.next
    return values
`,
    call: "values_of(reverse(build([1, 2, 3, 4])))",
    stdin: "",
  },
  {
    id: "primes",
    title: "Primes, one at a time",
    shows: "generators",
    code: `def primes():
    known = []
    candidate = 2
    while True:
        if all(candidate % prime for prime in known):
            known.append(candidate)
            yield candidate
        candidate += 1


def first_primes(count):
    source = primes()
    taken = []
    for _ in range(count):
        taken.append(next(source))
    return taken
`,
    call: "first_primes(5)",
    stdin: "",
  },
  {
    id: "finally",
    title: "What finally does",
    shows: "exceptions",
    code: `def read_prices(lines):
    log = []
    total = 0
    for line in lines:
        try:
            price = float(line)
            total += 100 / price
        except ValueError as error:
            log.append(f"skipped {line!r}")
        except ZeroDivisionError:
            log.append("a price was zero")
            raise
        finally:
            log.append(f"done with {line!r}")
            print(log[-1])
    return total, log
`,
    call: 'read_prices(["4", "free", "0", "5"])',
    stdin: "",
  },
  {
    id: "closures",
    title: "Counters that remember",
    shows: "closures and nonlocal",
    code: `def make_counter(start):
    count = start

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


tickets = make_counter(100)
visitors = make_counter(0)
tickets()
visitors(5)
tickets()
print(tickets(), visitors())
`,
    call: "",
    stdin: "",
  },
  {
    id: "aliases",
    title: "Two names, one list",
    shows: "aliasing and a mutable default",
    code: `def add_guest(name, guests=[]):
    guests.append(name)
    return guests


monday = add_guest("Ada")
tuesday = add_guest("Grace")
print(monday is tuesday, monday)

grid = [[0] * 3] * 2
grid[0][1] = 7
print(grid)

copy = [row[:] for row in grid]
copy[1][2] = 9
print(grid, copy)
`,
    call: "",
    stdin: "",
  },
  {
    id: "sets",
    title: "Who knows whom",
    shows: "sets",
    code: `def reachable(friends, start):
    seen = {start}
    frontier = {start}
    while frontier:
        frontier = {friend for person in frontier for friend in friends[person]} - seen
        seen |= frontier
    return sorted(seen)
`,
    call: 'reachable({"ann": ["bob"], "bob": ["ann", "cy"], "cy": [], "dee": ["ann"]}, "ann")',
    stdin: "",
  },
  {
    id: "stdin",
    title: "Reading what is typed",
    shows: "a script that reads its input",
    code: `count = int(input("How many temperatures? "))
warmest = None
for day in range(1, count + 1):
    degrees = float(input())
    if warmest is None or degrees > warmest[1]:
        warmest = (day, degrees)
print(f"The warmest was day {warmest[0]} with {warmest[1]} degrees.")
`,
    call: "",
    stdin: "4\n11.5\n14\n17.2\n9\n",
  },
  {
    id: "binary-search",
    title: "Binary search",
    shows: "halving a range",
    code: `def binary_search(items, wanted):
    lo = 0
    hi = len(items) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        if items[mid] == wanted:
            return mid
        if items[mid] < wanted:
            lo = mid + 1
        else:
            hi = mid - 1
    return -1
`,
    call: "binary_search([2, 3, 5, 8, 13, 21, 34, 55], 34)",
    stdin: "",
  },
  {
    id: "pipeline",
    title: "A pipeline of comprehensions",
    shows: "comprehensions, sorting by key",
    code: `def report(sales):
    totals = {shop: sum(amounts) for shop, amounts in sales.items()}
    good = [shop for shop, total in totals.items() if total >= 100]
    ranked = sorted(good, key=lambda shop: -totals[shop])
    return [f"{place}. {shop}: {totals[shop]}" for place, shop in enumerate(ranked, 1)]
`,
    call: 'report({"north": [60, 70], "south": [20, 30], "west": [99, 2, 80]})',
    stdin: "",
  },
];

export const FIRST_EXAMPLE = EXAMPLES[0]!;
