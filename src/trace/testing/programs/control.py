"""Control flow: loops, with, try, generators, in all the ways they end."""


class Manager:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        return self.name

    def __exit__(self, kind, value, trace):
        if kind is None:
            return False
        return self.swallow


def early(n):
    for i in range(n):
        with Manager(i) as m:
            if i == 1:
                continue
            if i == 3:
                return m
            try:
                if i == 2:
                    continue
            finally:
                last = i
    return -1


early(5)


def loop_with_break():
    for i in range(3):
        with Manager("b"):
            break
    while True:
        try:
            break
        finally:
            done = 1
    return done


loop_with_break()


def swallowing():
    with Manager("s", True):
        raise ValueError("gone")
    with Manager("o"), Manager("i", True) as inner:
        raise KeyError("x")
    return inner


swallowing()


def leaves():
    with Manager("l"):
        raise ValueError("through")


try:
    leaves()
except (KeyError, ValueError) as error:
    kind = type(error).__name__


def finally_returns(flag):
    try:
        if flag:
            return "try"
        raise ValueError
    except ValueError:
        return "except"
    finally:
        flag = None


finally_returns(True)
finally_returns(False)


def nested():
    try:
        try:
            {}["k"]
        except IndexError:
            pass
        except KeyError as e:
            raise RuntimeError("wrapped") from e
    except RuntimeError as outer:
        return repr(outer.__cause__)


nested()


def reraise():
    try:
        try:
            int("x")
        except ValueError:
            raise
    except Exception as e:
        pass
    try:
        try:
            raise KeyError(1)
        finally:
            y = 2
    except KeyError:
        z = 3
    return z


reraise()


def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                yield got
    finally:
        closed = True


g = gen(3)
next(g)
g.send("hi")
next(g)
g.close()
g = gen(2)
next(g)
try:
    g.throw(ValueError("in"))
except ValueError:
    pass
list(gen(2))


def delegating():
    result = yield from inner_gen()
    yield result


def inner_gen():
    x = yield 1
    return "r"


for v in delegating():
    w = v

try:
    next(iter([]))
except StopIteration:
    stopped = True


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


fib(4)
squares = (k * k for k in range(3))
for sq in squares:
    pass
try:
    raise ExceptionGroup("eg", [ValueError(1), TypeError(2)])
except* ValueError as group:
    vs = len(group.exceptions)
except* TypeError:
    ts = 1
a, b, c = 1, 2, 3
chain = a < b < c
chain2 = a < b() < c if False else a > b
either = a and (b or c) and not c
cond = "yes" if a > b else "no"
while a < 3: a += 1
if a == 1: pass
elif a == 2: pass
elif a == 3: found = 3
else: pass
assert a == 3, "message"
try:
    assert a == 4, f"a is {a}"
except AssertionError as e:
    said = str(e)
x = 0
while x < 5:
    x += 1
    if x == 2:
        continue
    if x == 4:
        break
else:
    x = -1
f1 = lambda p, q=2, *r, **s: (p, q, r, s)
f1(1, 3, 5, k=6)
sorted([3, 1, 2], key=lambda v: -v)
list(map(lambda v: v + 1, [1, 2]))
[fib(v) for v in (1, 2)]
{k: fib(k) for k in range(2)}
