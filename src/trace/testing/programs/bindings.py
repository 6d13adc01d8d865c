"""Every form of binding."""
import math as m, os.path
from collections import deque, Counter as C
a = b = 1
(c, d), [e, *f] = (2, 3), "xyz"
g: int = 5
h: str
a += 1
b -= 2
x, y = y0, x0 = 10, 20
if (n := len(f)) > 1:
    n2 = n * 2
for i, (p, q) in enumerate([(1, 2), (3, 4)]):
    s = p + q
for last in []:
    pass
else:
    after = "else"
for last in "ab":
    if last == "a":
        continue
    break
else:
    never = True
while n > 0:
    n -= 1
    if n == 5:
        break
else:
    ended = n
with open("/dev/null") as one, open("/dev/null") as two:
    both = (one.closed, two.closed)
try:
    1 / 0
except ZeroDivisionError as error:
    text = str(error)
else:
    never = 1
finally:
    closing = True


def parameters(a, /, b, c=3, *args, d, e=5, **kwargs):
    kwargs["new"] = a
    args = args + (1,)
    return a + b + c + d + e


r1 = parameters(1, 2, d=4)
r2 = parameters(1, 2, 3, 4, 5, d=6, z=7)


def scopes():
    global made
    made = 1
    outer = 0

    def inner():
        nonlocal outer
        global made
        outer += 1
        made = outer
        del made
        made = 7
        return outer

    inner()
    return inner() + outer


r3 = scopes()
del a
del b, (c, d)
match {"k": [1, 2, 3], "z": 0}:
    case {"k": [first, *others], **rest}:
        ok = first
match (1, 2):
    case (0, _):
        ok = 0
    case (u, v) as whole if u > v:
        ok = 1
    case (u, v):
        ok = 2
match "text":
    case int() | float():
        ok = 3
    case str(word):
        ok = 4
values = [k * 2 for k in range(3) if (odd := k % 2)]
pairs = {k: v2 for k, v2 in zip("ab", (1, 2))}
unique = {len(w) for w in ("a", "bb", "cc")}
total = sum(z for z in range(4))
x = [1, 2, 3]
x[0], x[1:] = 9, [8, 7]
x[x[0] - 9], z9 = 5, x
i = 0
i, x[i] = 2, "here"
