"""Generators, closures, lambdas, global and nonlocal names."""

calls = 0


def counter():
    count = 0

    def increase(by=1):
        nonlocal count
        global calls
        count += by
        calls += 1
        return count

    return increase


def evens(limit):
    n = 0
    while n < limit:
        received = yield n
        n += 2 if received is None else received
    return "done"


def outer(limit):
    result = yield from evens(limit)
    yield result


def f(limit):
    increase = counter()
    first = [increase(), increase(5)]
    generator = outer(limit)
    values = [next(generator), generator.send(4)]
    values.extend(generator)
    words = sorted(["bb", "a", "ccc"], key=lambda word: -len(word))
    if (longest := max(map(len, words))) > 2:
        head, *tail = words
    return first, values, head, tail, longest, calls


# call: f(9)
