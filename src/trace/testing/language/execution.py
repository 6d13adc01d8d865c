# Reference chapter 4: names, scopes, closures, cells.
x = "module"
log = []


def outer(a, /, b=1, *rest, c, d=2, **others):
    total = a + b

    def middle():
        nonlocal total
        total += 1

        def inner():
            nonlocal a
            global x
            a += total
            x = ("changed", a)
            return a, total

        return inner

    return middle, lambda: (total, a)


m, look = outer(1, 2, 3, c=4, e=5)
first = look()
i = m()
second = i(), look()
third = i(), m()(), look()


def counter():
    n = 0

    class Count:
        n = 100

        def up(self):
            nonlocal n
            n += 1
            return n

        def own(self):
            return self.n

        values = [n for n in range(3)]

    return Count


C = counter()
k = C()
ups = k.up(), k.up(), k.own(), C.values


def deleted():
    y = 1

    def read():
        return y

    before = read()
    del y
    try:
        read()
    except NameError as error:
        after = type(error).__name__, str(error)
    y = 3
    return before, after, read()


gone = deleted()


def late(flag):
    if flag:
        z = 1
    try:
        return z
    except UnboundLocalError as error:
        return str(error)


lates = late(True), late(False)
functions = [lambda i=i: i * 10 for i in range(3)]
same = [lambda: i for i in range(3)]
results = [f() for f in functions], [f() for f in same]
walrus = [last := n for n in (1, 2, 3) if (half := n / 2) > 0.5]
names = {k: v for k, v in zip("ab", range(2))}


def comprehension_scopes(rows):
    n = "kept"
    flat = [n for row in rows for n in row]
    square = {n: [n * m for m in flat] for n in flat}
    gen = (n + m for n in flat for m in (10, 20))
    return n, flat, square, list(gen), any(n > 2 for n in flat)


scopes = comprehension_scopes([[1, 2], [3]])


def defaults(value, seen=[], *, table={}):
    seen.append(value)
    table[value] = len(seen)
    return seen, table


defaults(1)
defaults(2)
d1, d2 = defaults.__defaults__, defaults.__kwdefaults__


def recursive(n):
    recursive.calls = getattr(recursive, "calls", 0) + 1
    return 1 if n < 2 else n * recursive(n - 1)


r = recursive(5)
del log
print(first, second, third, ups, gone, lates, results, walrus, last, half, names, scopes, d1, d2, r, recursive.calls, x)
