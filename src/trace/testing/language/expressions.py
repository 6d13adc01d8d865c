# Reference chapter 6: evaluation order, operators, displays, calls, slices.
trail = []


def t(value):
    trail.append(value)
    return value


class V:
    def __init__(self, name):
        self.name = name

    def __getattr__(self, attribute):
        return t(f"{self.name}.{attribute}")

    def __matmul__(self, other):
        return t("matmul")

    def __pow__(self, other, modulus=None):
        return t(("pow", modulus))

    def __rshift__(self, other):
        return NotImplemented

    def __rrshift__(self, other):
        return t("rrshift")


v = V("v")
order = t(1) + t(2) * t(3) ** t(2), t(7) // t(2) % t(3), -t(1), ~t(2), not t(0)
chain = t(1) < t(2) <= t(2) != t(3) > t(0) in [0] is not None
short = t(0) or t("") or t("found") or t("never"), t(1) and t(0) and t("never")
choice = t("yes") if t(1) > t(0) else t("no")
nested = (t(1) if t(0) else t(2) if t(1) else t(3)), [t(x) if x else t(-x) for x in (0, 1)]
display = [t(1), *t([2, 3]), t(4)], {t("k"): t("v"), **t({"a": 1})}, {t(1), t(2)}, (t(1), *t((2,)))
tuples = t(1), *t((2, 3))
part = t([1, 2, 3, 4])[t(1) : t(3) : t(1)], t("abcdef")[:: t(-2)], t({"a": [5]})["a"][t(0)]
attributes = v.first, v @ v, v**2, pow(v, 2, 3), v >> v if False else 5 >> v if hasattr(v, "__rrshift__") else None


def call(*args, **kwargs):
    return args, kwargs


calls = call(t(1), *t([2]), t(3), k=t(4), **t({"m": 5}), n=t(6))
lambdas = (lambda a, *b, c=t(1), **d: (a, b, c, d))(t(2), 3, c=t(4), e=5)
strings = f"{t(1)!r:>{t(4)}}|{t('x')=}|{t(3.14159):.2f}|{{}}|{'nested' + f'{t(2)}'}" "joined" rf"\n{t(0)}"
walrus = (y := t(5)) + (z := y * 2) + y
print(walrus, y, z)
comps = (
    [(a, b) for a in t([1, 2]) if t(a) for b in t([a, 3]) if t(b)],
    {a: b for a, b in t({"x": 1}).items()},
    {t(a) for a in [1, 1, 2]},
    list(t(a) for a in t(range(3))),
)
ellipsis, imaginary, big, text, raw = ..., 3j, 10**30, b"by\x00tes", r"\d"
compare = 1 == 1.0, [1] == [1], (1, 2) < (1, 3), "a" "b" == "ab", {1, 2} >= {1}
is_it = [] is [], None is None
star_index = {(1, 2): "pair"}[1, 2], {(1, 2, 3): "three"}[1, *(2, 3)]
m = [[0] * 3 for _ in range(2)]
m[t(0)][t(1)] = t(m[t(1)][t(2)] + 5)
first, *middle, last = t(range(5))
(a, [b, *c]), d = t(((1, "xyz"), 4))
x = y = [1]
x += y
x[0], x[1] = x[1], x[0]
i = 0
i, x[i] = 1, "order"
x[len(x) :] = t([8, 9])
x[::2] = t("abc"[: len(x[::2])])
del x[t(0)], x[-1:]
print(order, chain, short, choice, nested, display, tuples, part, attributes, calls, lambdas)
print(strings, comps, ellipsis, imaginary, big, text, raw, compare, is_it, star_index, m)
print(first, middle, last, a, b, c, d, x, y, i, len(trail))
