# Reference chapter 7: simple statements.
import collections
import collections.abc as abc, math
import os.path
from itertools import chain as link, count
from math import *

total: int = 0
unset: list[int]
total += 1
total **= 2
total <<= 3
total //= 3
data = {"list": [1, 2], "n": 1}
data["n"] += 1
data["list"] += [3]
data["list"] *= 2
data["new"]: int = 5


class Holder:
    kind: str = "h"
    label: str

    def __init__(self):
        self.value: list = [0]
        self.value[0]: int = 1
        (self.count): int = 2


h = Holder()
h.value += (2, 3)
h.count -= 5
h.value[0] *= 10
h.value[1:2] += [7]
h.other: dict = {}
h.other["k"]: int = 1
s = {1}
s |= {2, 3}
s &= {2, 3, 4}
s ^= {9}
s -= {3}
dq = collections.deque([1], maxlen=2)
dq += [2, 3]
ba = bytearray(b"ab")
ba += b"c"
ba[0] = 65
ba[1:2] = b"xyz"
text = "a"
text += "b" * 3
text *= 2
assert total, "never shown"
assert (total, "tuple")
try:
    assert not total, f"total is {total}"
except AssertionError as error:
    said = error.args
pass
a = b = c = []
a.append(1)
del a
del (b, [c])


def gone():
    local = 1
    del local
    try:
        local
    except UnboundLocalError as error:
        return type(error).__name__


g = gone()
del data["list"], h.other["k"], h.count
type Pair[T] = tuple[T, T]
type Plain = list[int]
alias = Pair[int], Pair.__type_params__[0].__name__, Plain.__value__


def nothing():
    return


def several():
    return 1, *[2, 3]


def bare():
    pass


returned = nothing(), several(), bare()


def reraise():
    try:
        raise KeyError("first")
    except KeyError as error:
        try:
            raise ValueError("second") from error
        except ValueError as second:
            cause = second.__cause__
            try:
                raise
            except ValueError as third:
                return cause.args, third is second, third.__suppress_context__


raised = reraise()
for n in count():
    if n % 2:
        continue
    if n > 6:
        break
else:
    never = 1
print(total, data, h.__dict__, s, dq, ba, text, said, g, returned, raised, n, alias[1:], sqrt(4), list(link([1], [2])))
print(os.path.join("a", "b"), abc.Sized.__name__, "unset" in globals(), Holder.__annotations__, __annotations__)
