# Reference chapter 8: compound statements.
log = []


class Manager:
    def __init__(self, name, swallow=False, value=None):
        self.name, self.swallow, self.value = name, swallow, value

    def __enter__(self):
        log.append(f"enter {self.name}")
        return self if self.value is None else self.value

    def __exit__(self, kind, error, trace):
        log.append((f"exit {self.name}", kind and kind.__name__))
        return self.swallow


with Manager("a") as a, Manager("b", value=[1, 2]) as (b, c), Manager("d"):
    inside = a.name, b, c
with (Manager("one") as one, Manager("two", swallow=True) as two):
    holder = {}
    raise KeyError("swallowed")
spare = {}
with Manager("t", value=5) as spare["key"], Manager("u", value=6) as one.attribute:
    pass


def through(kind):
    for i in range(3):
        with Manager(f"loop{i}"):
            if kind == "break" and i == 1:
                break
            if kind == "continue":
                continue
            if kind == "return":
                return i
            try:
                if kind == "raise":
                    raise ValueError(i)
            finally:
                log.append("finally")
    else:
        return "else"
    return "after"


ways = [through(kind) for kind in ("break", "continue", "return", "none")]
try:
    through("raise")
except (KeyError, ValueError) as error:
    ways.append(error.args)


def nested(n):
    try:
        try:
            if n == 0:
                raise IndexError("inner")
            if n == 1:
                return "returned"
            if n == 2:
                1 / 0
        except IndexError:
            log.append("handled")
            raise LookupError("from handler")
        else:
            log.append("else")
        finally:
            log.append("inner finally")
            if n == 4:
                return "from finally"
    except (LookupError, ZeroDivisionError) as caught:
        return type(caught).__name__, type(caught.__context__).__name__
    finally:
        log.append("outer finally")
    return "end"


nests = [nested(n) for n in range(5)]


def groups(*errors):
    handled = []
    try:
        raise ExceptionGroup("many", list(errors))
    except* ValueError as group:
        handled.append(("value", [str(e) for e in group.exceptions]))
    except* (TypeError, KeyError) as group:
        handled.append(("type or key", len(group.exceptions)))
    else:
        handled.append("none")
    finally:
        handled.append("finally")
    return handled


grouped = groups(ValueError("x"), TypeError("y"), ValueError("z"))
try:
    groups(ValueError("a"), OSError("b"))
except* OSError as rest:
    left = [type(e).__name__ for e in rest.exceptions]


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def match(subject):
    match subject:
        case 0 | 1 as small:
            return "small", small
        case int(n) if n < 0:
            return "negative", n
        case float() | complex():
            return "number"
        case "quit" | b"quit":
            return "quit"
        case []:
            return "empty"
        case [x]:
            return "one", x
        case [first, *_, last] if first == last:
            return "same ends", first
        case (first, second, *rest):
            return "sequence", first, second, rest
        case {"type": "a", "value": [v, *_]}:
            return "mapping", v
        case {"type": kind, **others}:
            return "kind", kind, others
        case Point(0, y=0):
            return "origin"
        case Point(x, y) if (total := x + y) > 5:
            return "far", total
        case Point(x=px):
            return "point", px
        case None | True:
            return "constant"
        case _:
            return "other"


subjects = [0, 1, -3, 2.5, "quit", [], [7], [1, 2, 1], (1, 2, 3), {"type": "a", "value": [5, 6]}]
subjects += [{"type": "b", "z": 1}, Point(0, 0), Point(3, 4), Point(1, 1), None, True, "text", 99]
matches = [match(subject) for subject in subjects]
n = 3
while n:
    n -= 1
    if n == 1:
        continue
    log.append(n)
else:
    log.append("while else")
while True:
    n += 1
    if n > 2:
        break
for i, (j, *k) in enumerate([(1, 2, 3), "ab"]):
    log.append((i, j, k))
for holder["i"] in range(2):
    for one.attribute in "x":
        pass
else:
    log.append("for else")
items = [1, 2, 3, 4]
for item in items:
    if item % 2:
        items.remove(item)
if n > 100:
    branch = 1
elif (m := n) > 1:
    branch = 2
else:
    branch = 3
print(inside, two.name, spare, one.attribute, ways, nests, grouped, left, matches, n, m, items, branch, holder, log)
