# Reference 6.2.9 and 6.2.9.1: generators: send, throw, close, delegation.
log = []


def echo(start):
    received = start
    while True:
        try:
            received = yield received
            log.append(("got", received))
        except ValueError as error:
            log.append(("caught", error.args))
            received = "recovered"
        except GeneratorExit:
            log.append("closing")
            raise


g = echo("a")
steps = [next(g), g.send("b"), g.throw(ValueError("v", 1)), g.send(None)]
g.close()


def finishing():
    try:
        x = yield 1
        y = (yield 2) + (yield x)
        return x, y
    finally:
        log.append("finished")


f = finishing()
values = [f.send(None), f.send("x"), f.send(10), ]
try:
    f.send(5)
except StopIteration as stop:
    result = stop.value


def delegating(*parts):
    results = []
    for part in parts:
        results.append((yield from part))
    return results


def sub(n):
    total = 0
    for i in range(n):
        sent = yield i
        if sent:
            total += sent
    return total


d = delegating(sub(2), [7, 8], sub(1), iter("z"))
seen = [next(d), d.send(5)]
try:
    while True:
        seen.append(next(d))
except StopIteration as stop:
    seen.append(stop.value)


def unfinished():
    local = [1]
    yield local
    local.append(2)
    yield local
    log.append("never")


u = unfinished()
one = next(u)
two = next(u)


def tree(node):
    if node:
        left, value, right = node
        yield from tree(left)
        yield value
        yield from tree(right)


walked = list(tree(((None, 1, None), 2, (None, 3, (None, 4, None)))))


def raising():
    yield 1
    raise KeyError("inside")


r = raising()
next(r)
try:
    next(r)
except KeyError as error:
    outside = error.args
exhausted = next(r, "default")


def stopping():
    yield 1
    next(iter([]))


try:
    list(stopping())
except RuntimeError as error:
    wrapped = str(error), type(error.__cause__).__name__
pipeline = sum(x * x for x in (y + 1 for y in range(5)) if x % 2)
lazy = (log.append(x) or x for x in range(3))
first = next(lazy)
rest = list(lazy)
gen_with_walrus = [v for _ in range(2) if (v := next(iter([9])))]


def swap():
    a, b = yield
    while True:
        a, b = (yield a, b) or (b, a)


s = swap()
next(s)
swaps = [s.send((1, 2)), next(s), s.send((5, 6))]
zipped = list(zip(echo(1), sub(2)))


class Iterates:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        self.i = 0
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


it = [x for x in Iterates(3)], list(map(lambda x: x + 1, Iterates(2))), dict(enumerate(Iterates(2)))
x, y = Iterates(2)
print(steps, values, result, seen, one, two, walked, outside, exhausted, wrapped, pipeline, first, rest, swaps, zipped, it, x, y)
print(log)
