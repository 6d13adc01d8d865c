# Annotations (deferred in 3.14), class bodies, type parameters, dataclass-like use of them.
from typing import ClassVar, NamedTuple, TypedDict

evaluated = []


def seen(value):
    evaluated.append(value)
    return value


module_level: seen("module") = 1
bare: seen("bare")
values = {}
values["k"]: seen("item") = 2


class Fields:
    a: seen("a") = seen(1)
    b: seen("b")
    c: list[int] = [seen(2)]
    count: ClassVar[int] = 0

    def method(self, x: seen("x")) -> seen("return"):
        y: seen("local") = x
        self.z: seen("attribute") = y
        return y

    if a:
        conditional: int = 3
    for loop in range(2):
        count += loop
    del loop


before = list(evaluated)
names = list(Fields.__annotations__), list(evaluated)
f = Fields()
f.method(4)
Fields.c.append(5)
f.count += 10


class Pair(NamedTuple):
    x: int
    y: list = []


class Config(TypedDict, total=False):
    debug: bool
    level: int


pair = Pair(1, [2])
pair.y.append(3)
config: Config = {"debug": True}
config["level"] = 3


class Generic[T]:
    first: T
    second: list[T] = []

    def get[U](self, other: U) -> tuple[T, U]:
        return self.second, other


g = Generic[int]()
g.second.append(1)
out = g.get("u")


class Outer:
    x = "outer"

    class Inner:
        x = "inner"
        y = [x for _ in range(2)] if False else x

        def read(self):
            return x

    z = Inner.x
    values = [i for i in range(3) if i]
    table = {k: v for k, v in zip("ab", values)}
    static = (lambda v=x: v)()


x = "global"
read = Outer.Inner().read(), Outer.z, Outer.values, Outer.table, Outer.static
print(before, names, f.z, Fields.c, f.count, Fields.count, pair, config, out, read, Fields.conditional, hasattr(Fields, "b"))
