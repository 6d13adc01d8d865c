import { beforeAll, describe, expect, it } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "../../runtime/testing.ts";
import { corpus, recordTrace } from "../../trace/testing/record-run.ts";

let interpreter: TestInterpreter;
beforeAll(async () => {
  interpreter = await bootTestInterpreter();
});

/** What a plain run writes, and the traceback it ends with. */
const PLAIN = `
import contextlib, io, json, sys, traceback, types
module, kept = types.ModuleType("__main__"), sys.modules["__main__"]
written, ending = io.StringIO(), None
sys.modules["__main__"] = module
try:
    with contextlib.redirect_stdout(written):
        exec(compile(code, "<program>", "exec", dont_inherit=True), module.__dict__)
except BaseException as error:
    ending = "".join(traceback.format_exception(type(error), error, error.__traceback__.tb_next))
finally:
    sys.modules["__main__"] = kept
json.dumps([written.getvalue(), ending])
`;

function plainly(code: string): { stdout: string; traceback: string | null } {
  const [stdout, traceback] = JSON.parse(String(interpreter.runPython(PLAIN, { code })));
  return { stdout, traceback };
}

function recorded(code: string): { stdout: string; traceback: string | null } {
  const { stdout, ending } = recordTrace(interpreter, code);
  return { stdout, traceback: ending.kind === "raised" ? ending.traceback : null };
}

const PROGRAMS: Readonly<Record<string, string>> = {
  "evaluation order": `
log = []
def v(x):
    log.append(x)
    return x
xs = [0] * 10
xs[v(1)], xs[v(2)] = v(3), v(4)
d = {v("k"): v("w"), v("k2"): v("w2")}
d[v("k")] = xs[v(1)] = v(5)
def f(*a, **k): return a, k
f(v(6), *[v(7)], v(8), z=v(9), **{"q": v(10)})
xs[v(0)] += v(11)
r = v(1) < v(2) < v(0) < v(99)
s = v("a") if v(False) else v("b")
t = v(0) or v(2) and v(3)
u = f"{v(1)}{v(2)!r:>{v(5)}}"
w = [v(i) for i in range(3) if v(i)]
x = (lambda a=v(20): a)()
print(log, xs, d, r, s, t, u, w, x)`,
  "private names": `
class A:
    __secret = 1
    def __init__(self):
        self.__x = 1
        self.__dict__["plain"] = 2
        for self.__y in range(2): pass
    def f(self):
        __local = self.__x
        def g():
            nonlocal __local
            __local += 1
            return __local
        del self.__y
        return g(), sorted(vars(self)), A.__secret
print(A().f(), sorted(k for k in vars(A) if "secret" in k))`,
  "super and __class__": `
class A:
    def f(self): return "A"
    @classmethod
    def c(cls): return cls.__name__
class B(A):
    def f(self): return super().f() + __class__.__name__ + super(B, self).f()
    @classmethod
    def c(cls): return super().c() + "!"
    xs = [x for x in range(3)]
print(B().f(), B.c(), B.xs)`,
  "what a function sees of itself": `
def f(a, b=2, *c, d: int = 4, **e) -> str:
    """The docstring."""
    x: int = [a][0] + 1
    for i in range(2):
        y = i if i else -i
    return locals(), dir(), vars()
import inspect
print(f(1), f.__doc__, f.__annotations__, inspect.signature(f), f.__defaults__, f.__kwdefaults__)
class C:
    "doc of C"
    a: int = 1
    b = [a][0]
    here = sorted(locals())
print(C.here, C.__doc__, C.__annotations__, [k for k in vars(C) if not k.startswith("__")])
print(sorted(k for k in globals() if not k.startswith("__")))`,
  "traceback places": `
def inner(d):
    return (d["a"] +
            d["missing"] * 2)
def outer():
    value = inner({"a": 1})
    return value
outer()`,
  "traceback through with, finally, loops": `
class M:
    def __enter__(self): return self
    def __exit__(self, *a): return None
def f():
    for i in range(3):
        with M() as m:
            try:
                while True:
                    x = [1, 2][i + 5]
            finally:
                y = 1
f()`,
  "chained exceptions": `
try:
    try:
        {}["k"]
    except KeyError as e:
        raise ValueError("from", 1) from e
except ValueError as e:
    print(repr(e), repr(e.__cause__), e.__context__ is e.__cause__)
try:
    int("x")
except ValueError:
    undefined_name`,
  "attribute errors and operators": `
class P:
    def __init__(self): self.x = None
p = P()
p.x.y.z = 3`,
  "wrong arguments": "def f(a, *, b): pass\nf(1, 2, c=3)",
  unpacking: "a, (b, *c), d = 1, 'xy', 2\nprint(a, b, c, d)\na, b = 1, 2, 3",
  "assertion message": "x = 5\nassert x < 3, f'{x} is large'",
  "exception group": `
try:
    raise ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError(2), OSError(3)])])
except* TypeError as e:
    print(repr(e), e.exceptions)
except* ValueError as e:
    print(repr(e))`,
  generators: `
def g():
    try:
        x = yield 1
        print("got", x)
        y = yield from (i for i in [x, 2])
        return "done"
    except GeneratorExit:
        print("closed")
        raise
    finally:
        print("finally")
i = g(); print(next(i), i.send(5), next(i))
try:
    next(i)
except StopIteration as stop:
    print(stop.value)
j = g(); next(j); j.close()
k = g(); next(k)
try:
    k.throw(KeyError("t"))
except KeyError as e:
    print(e)`,
  coroutines: `
import types
@types.coroutine
def pause(v):
    got = yield v
    return got
class A:
    async def __aenter__(self): return "in"
    async def __aexit__(self, *a): print("out", a[0])
    def __aiter__(self): self.n = 0; return self
    async def __anext__(self):
        self.n += 1
        if self.n > 2: raise StopAsyncIteration
        return await pause(self.n)
async def main():
    async with A() as a:
        async for x in A():
            print(a, x)
    ys = [y async for y in A()]
    async def agen():
        for i in range(2): yield i
    return ys, [z async for z in agen()]
c = main()
try:
    v = None
    while True:
        v = c.send(v)
except StopIteration as s:
    print(s.value)`,
  match: `
from dataclasses import dataclass
@dataclass
class P: x: int; y: int
def m(v):
    match v:
        case 0 | 1: return "small"
        case int(n) if n > 100: return f"big {n}"
        case [a, *rest] if len(rest) > 1: return a, rest
        case [a, b]: return "pair", a, b
        case {"k": k, **others}: return k, others
        case P(x=0, y=yy): return "on axis", yy
        case P(x, y): return x, y
        case str() as s: return s.upper()
        case None: return "none"
        case _: return "other"
for v in [0, 500, [1, 2, 3], [1, 2], {"k": 1, "z": 2}, P(0, 5), P(1, 2), "s", None, 5.5]: print(m(v))`,
  "new syntax": `
type Alias[T] = list[T]
def first[T](xs: list[T]) -> T: return xs[0]
class Box[T]:
    def __init__(self, v: T): self.v = v
print(first([1]), Box(2).v, Alias.__value__, first.__type_params__)
t = t"a{1 + 1}b"
print(t.strings, [i.value for i in t.interpolations])
if (n := 10) > 5: print(f"{n=} {n!r:>5}")
print([y := 1, y ** 2], [last := i for i in range(3)], last)`,
  "scopes and closures": `
x = 1
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        global x
        n += by; x += n
        return n
    return inc
a, b = counter(), counter()
print(a(), a(5), b(), x)
fs = [lambda i=i: i * x for i in range(3)]
print([f() for f in fs])
def outer():
    def inner():
        return late
    late = 3
    r = inner()
    del late
    try: inner()
    except NameError as e: return r, str(e)
print(outer(), a.__code__.co_freevars[-1], a.__closure__[-1].cell_contents)`,
  "lambdas in comprehensions": `
print([(lambda v: v + i)(1) for i in range(3)], [f(2) for f in [lambda q: q * 2]])
class K:
    fs = [lambda v: v + 1 for _ in range(2)]
    print([f(1) for f in fs])
print(sorted([3, 1, 2], key=lambda v: -v), list(map(lambda a, b: a + b, [1, 2], [3, 4])))`,
  "recursion limit": `
import sys
def f(n):
    try:
        return f(n + 1)
    except RecursionError as e:
        return str(e)
print(f(0))
def g(n): return 1 + g(n + 1) if n < 300 else 0
print(g(0))`,
  "rebound builtins": `
def print_(*a, p=print): p(*a)
len = lambda x: "mine"
list = dict
print_(len([1]), list())
import builtins
builtins.sum = lambda x: "sum"
print_(sum([1]))
del builtins.sum
try: sum([1])
except NameError as e: print_(e)`,
  "watching oneself": `
import sys
events = []
def tracer(frame, event, arg):
    if frame.f_code.co_filename == "<program>" and event in ("call", "return", "exception"): events.append((event, frame.f_code.co_name))
    return tracer
def f():
    try: g()
    except ValueError: pass
def g(): raise ValueError
sys.settrace(tracer); f(); sys.settrace(None)
print(events)
m = sys.monitoring
m.use_tool_id(1, "mine")
seen = []
m.register_callback(1, m.events.PY_START, lambda c, o: seen.append(c.co_name) if c.co_filename == "<program>" else None)
m.set_events(1, m.events.PY_START); f(); m.set_events(1, 0); m.free_tool_id(1)
print(seen)`,
  "exec and eval": `
ns = {"xs": [1]}
exec("xs.append(2)\\ny = xs[-1]", ns)
print(ns["xs"], ns["y"], eval("y + 1", ns))
def f(a):
    b = a + 1
    return eval("a + b"), sorted(eval("locals()"))
print(f(1))
z = 1
exec("z = z + 1; q = 5")
print(z, q)`,
  deleting: `
class D: pass
d = D(); d.x = 1; d.l = [1, 2, 3, 4]
del d.l[0], d.l[1:], d.x
print(vars(d))
def f():
    a = 1
    del a
    return a
f()`,
  "while else, nested continue": `
def f():
    out = []
    for i in range(5):
        try:
            if i % 2: continue
            while True:
                i += 1
                if i > 3: break
            else:
                out.append("never")
            out.append(i)
        finally:
            out.append("f")
    else:
        out.append("else")
    n = 0
    while n < 3:
        n += 1
        if n == 2: continue
    else:
        out.append("while else")
    for k in [1]:
        while True:
            break
        else:
            continue
        out.append("after")
    return out
print(f())`,
  "subclasses of builtins": `
class L(list):
    def append(self, x): super().append(x * 2)
    def __iadd__(self, o): self.extend(o); return self
class D(dict):
    def __missing__(self, k): self[k] = [k]; return self[k]
    def __setitem__(self, k, v): super().__setitem__(k, (v,))
class I(int):
    def __add__(self, o): return I(int(self) + o + 100)
l = L([1]); l.append(2); l += [3]; l[0] = "z"; d = D(a=1); d["q"].append(5); d["b"] = 2
i = I(5); i += 1
print(l, d, i, l.pop(), sorted(d))`,
  "hooks of attribute access": `
class A:
    def __setattr__(self, k, v): print("set", k); object.__setattr__(self, k, v)
    def __getattribute__(self, k): print("get", k); return object.__getattribute__(self, k)
    def __eq__(self, o): print("eq"); return True
    def __hash__(self): print("hash"); return 1
    def __bool__(self): print("bool"); return False
    def __len__(self): print("len"); return 3
    def __iter__(self): print("iter"); return iter([1])
    def __repr__(self): print("repr"); return "A"
a = A(); a.x = 1; a.x += 1
b = [a, A()]; b.append(a); s = {a: 1}; s[a] = 2
if a: pass
z = a == 1, list(a), len(a)
a, *c = b
def f(p, q=a): return p
f(b)
b.sort(key=lambda v: 0)`,
};

describe("a recorded program does what the plain one does", () => {
  it.each(Object.entries(PROGRAMS))("%s", (_, code) => {
    expect(recorded(code)).toEqual(plainly(code));
  });

  it.each(corpus())("corpus: %s", (_, code) => {
    expect(recorded(code)).toEqual(plainly(code));
  });
});
