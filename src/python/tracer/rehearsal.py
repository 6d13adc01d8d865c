"""Records a small program once, before the memory snapshot is made.

The snapshot then holds the recorder's own code as the interpreter has specialised it (PEP 659), so that the first run of a fresh
interpreter does not start cold. The stream it gave stays there too, for the decoder to rehearse with.
"""

import json

from tracer import record

_PROGRAM = '''
import collections
import heapq


class Point:
    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def moved(self, by):
        return Point(self.x + by, self.y - by)


def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


def evens(limit):
    for number in range(limit):
        if number % 2 == 0:
            yield number


def counter():
    count = 0

    def increase():
        nonlocal count
        count += 1
        return count

    return increase


def divided(a, b):
    try:
        return a / b
    except ZeroDivisionError as error:
        return str(error)
    finally:
        a = b = None


def everything():
    numbers = [5, 3, 8, 1]
    numbers[0], numbers[1] = numbers[1], numbers[0]
    for i in range(12):
        numbers.append(i * 7 % 5)
        if numbers[i] > numbers[i + 1] and not i == 3:
            numbers[i] += numbers.pop()
    numbers.sort()
    words = {}
    for word in "to be or not to be".split():
        words[word] = words.get(word, 0) + 1
        if word in words:
            words[word] -= 1
    seen = set()
    for letter in "abracadabra":
        seen.add(letter)
    squares = {n: n * n for n in range(5)}
    pairs = [(a, b) for a in range(3) for b in "xy"]
    queue = collections.deque([1, 2], maxlen=4)
    queue.append(3)
    queue.popleft()
    heap = []
    for value in (3, 1, 2):
        heapq.heappush(heap, value)
    point = Point(1).moved(2)
    point.y *= 2
    tick = counter()
    total = tick() + tick() + sum(evens(9)) + fibonacci(6)
    while total > 10:
        total //= 2
    print(f"{total} {divided(1, 0)} {divided(3, 2):.2f}", sorted(words, key=len))


for turn in range(16):
    everything()
'''

_recorded: list[bytes] = []


def rehearse() -> None:
    """Record the program, keeping its stream."""
    request = json.dumps({"code": _PROGRAM, "call": None, "measure_base": True})
    chunks: list[bytes] = []
    summary = record(request, lambda chunk, steps: chunks.append(chunk))
    _recorded[:] = [summary.encode(), *chunks]


def recorded() -> list[bytes]:
    """The summary of the rehearsal and the chunks of its stream, given away: the list is empty afterwards."""
    given = _recorded[:]
    _recorded.clear()
    return given
