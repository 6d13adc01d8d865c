"""Statements that an exception cuts short: what they did before counts."""
xs, d = [1, 2, 3], {"a": 1, "b": 2}


def attempt(action):
    try:
        action()
    except (KeyError, IndexError, ZeroDivisionError, TypeError, ModuleNotFoundError) as error:
        return type(error).__name__


def deleting():
    del d["a"], d["missing"]


def assigning():
    global y
    y, xs[9] = 5, 6


def chained():
    global z
    z = xs[0] = d["k"] = q[0] = 7


def popping():
    return xs.pop() + 1 / 0


def calling():
    print(xs.append(1), xs.pop(0), 1 / 0)


def walrus():
    if (n := 5) and (m := n / 0):
        return m


def importing():
    import math, no_such_module


q = ()
attempt(deleting)
attempt(assigning)
attempt(chained)
attempt(popping)
attempt(calling)
attempt(walrus)
attempt(importing)
t = ([1],)
try:
    t[0] += [2]
except TypeError:
    ok = True
try:
    a, b = xs.pop(), d.pop("none")
except KeyError:
    ok = False
try:
    for c, xs[50] in [(1, 2)]:
        pass
except IndexError:
    ok = None
