# Reference 8.7: function definitions, decorators, annotations, type parameters.
import functools
import inspect

calls = []


def note(label):
    calls.append(f"make {label}")

    def decorate(function):
        calls.append(f"apply {label}")

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            calls.append((label, args))
            return function(*args, **kwargs)

        return wrapper

    return decorate


@note("outer")
@note("inner")
def add(a, b=2, *, c: int = 3) -> int:
    """Adds."""
    return a + b + c


sums = add(1), add(1, 5, c=0)
described = add.__name__, add.__doc__, str(inspect.signature(add)), add.__wrapped__.__qualname__


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


f10, info = fib(10), fib.cache_info()


@functools.cache
def key(*args):
    calls.append(args)
    return len(args)


keys = key(1), key(1), key(1, 2)


@functools.singledispatch
def show(x):
    return "any"


@show.register
def _(x: int):
    return "int"


@show.register(list)
def _(x):
    return "list" + show(x[0])


shown = show("s"), show(1), show([1])
partial = functools.partial(add, 10, c=1)
reduced = functools.reduce(lambda a, b: [*a, b], range(3), [])


def generic[T: (int, str), *Ts, **P](x: T, *args: *Ts) -> list[T]:
    return [x]


class Stack[T]:
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()


stack = Stack[int]()
stack.push(1)
stack.push(2)
popped = stack.pop()


def deferred(x: Undefined, y: "Also") -> Nothing:
    z: Never = 1
    return z


value = deferred(1, 2)
names = list(inspect.signature(deferred, annotation_format=__import__("annotationlib").Format.STRING).parameters)


class Deco:
    def __init__(self, function):
        self.function = function
        self.count = 0

    def __call__(self, *args):
        self.count += 1
        return self.function(*args)

    def __get__(self, instance, owner):
        return functools.partial(self, instance)


@Deco
def decorated(x):
    return x * 2


class Uses:
    @Deco
    def method(self, x):
        return self, x

    @classmethod
    @functools.cache
    def cached(cls):
        return [cls.__name__]


u = Uses()
used = decorated(4), u.method(5)[1], Uses.method.func.count, Uses.cached() is Uses.cached()


def many(a, /, b, *args, c=1, d, **kw):
    return locals()


bound = many(1, 2, 3, d=4, e=5)
try:
    many(1)
except TypeError as error:
    wrong = str(error)
f = lambda: (yield)
g = f()
next(g)
unpacked = (lambda *a, **k: (a, k))(*"ab", **{"x": 1})
sort_keys = sorted(["b", "A", "c"], key=str.lower), max([3, 1], key=lambda x: -x)
print(sums, described, f10, info, keys, shown, partial(), reduced, generic(1), popped, stack.items, value, names)
print(used, bound, wrong, unpacked, sort_keys, calls)
